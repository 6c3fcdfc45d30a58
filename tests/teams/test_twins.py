"""What Teams' clients leave out of a message's text, take apart in it, or say in its HTML twin alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handlers.core.command import Attachment, Command

CHANNEL = {"id": "19:abc@thread.tacv2;messageid=17", "conversationType": "channel", "isGroup": True, "tenantId": "tenant-1"}
PERSONAL = {"id": "a:personal", "conversationType": "personal", "tenantId": "tenant-1"}
JD = "We serve models to R&D.\nYou own the evals."
FORWARD = (
    '<blockquote itemtype="http://schema.skype.com/Forward">\n'
    "<p>We serve models to R&amp;D.</p><p>You own the evals.</p></blockquote>"
)
ORIGINAL = {
    "originalMessageId": "1",
    "originalMessageContent": "<p>We serve models to R&amp;D.</p>\n<div>You own the evals.</div>",
}
SPAN = '<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">mlhire</span>'


def mention(id: str, name: str) -> dict[str, Any]:
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": id, "name": name}}


US = mention("28:bot", "mlhire")


def twin(html: str) -> dict[str, Any]:
    return {"contentType": "text/html", "content": html}


def squeezed(attachments: tuple[Attachment, ...]) -> list[tuple[str, list[str]]]:
    return [(each.name, each.text.split()) for each in attachments]


@pytest.mark.parametrize("text", ["", " \r\n", None])
async def test_a_message_without_a_text_is_read_from_its_html_twin(door: Any, activity: Any, text: str | None) -> None:
    await door.post(activity(text=text, attachments=[twin("<div><p>band&nbsp;senior</p></div>")]))
    assert door.answers.heard[0].said == "band senior"
    assert door.answers.heard[0].attachments == ()


@pytest.mark.parametrize(
    "html",
    [
        '<font size="2">band</font> <o:p>senior</o:p><!-- x -->',
        '<figure><img alt="x" src="y"></figure><h4 class="x">band</h4><del>senior</del><hr>',
        "<table><tr><td>band</td><td>senior</td></tr></table>",
        '<blockquote itemtype="http://schema.skype.com/Reply"><p>due</p></blockquote><p>band senior</p>',
    ],
)
async def test_every_tag_of_the_twin_is_markup(door: Any, activity: Any, html: str) -> None:
    await door.post(activity(text="", attachments=[twin(html)]))
    assert door.answers.heard[0].said.split() == ["band", "senior"]


async def test_a_tables_rows_are_lines(door: Any, activity: Any) -> None:
    cells = "<tr><td><p>{}</p></td>\n<td>\n<p>{}</p>\n</td></tr>".format
    table = f"<p>cand add R-1</p><table><tbody>{cells('Ana', 'screen')}{cells('Tom', 'new')}</tbody></table>"
    for more in ({"text": "", "attachments": [twin(table)]}, {"text": table}):
        await door.post(activity(**more))
        lines = [line.split() for line in door.answers.heard[-1].said.splitlines() if line.strip()]
        assert lines == [["cand", "add", "R-1"], ["Ana", "screen"], ["Tom", "new"]]


async def test_what_was_typed_in_angle_brackets_is_kept_from_the_twin(door: Any, activity: Any) -> None:
    await door.post(activity(text="", attachments=[twin("<p>band &lt;b&gt;senior &amp;amp; staff</p>")]))
    assert door.answers.heard[0].said == "band <b>senior &amp; staff"


async def test_a_message_with_a_text_is_not_read_twice(door: Any, activity: Any) -> None:
    await door.post(activity(text="band", attachments=[twin("<p>band</p>")]))
    assert (door.answers.heard[0].said, door.answers.heard[0].attachments) == ("band", ())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"triage\n\n{JD[:20]}", f"<p>triage</p>\n{FORWARD}"),
        (None, f"<p>triage</p>{FORWARD}"),
        (f"<at>mlhire</at> triage\n\n{JD}", f"<p>{SPAN}&nbsp;triage</p>{FORWARD}"),
    ],
    ids=["cut short in the text", "in the twin alone", "with a mention"],
)
async def test_a_message_that_was_forwarded_is_a_document(door: Any, activity: Any, text: str | None, html: str) -> None:
    where = CHANNEL if text and "<at>" in text else PERSONAL
    await door.post(activity(text=text, attachments=[twin(html)], entities=[US], conversation=where))
    [command] = door.answers.heard
    assert command.said == "triage"
    assert squeezed(command.attachments) == [("message", JD.split())]


@pytest.mark.parametrize("content", [ORIGINAL, json.dumps(ORIGINAL)], ids=["object", "string"])
async def test_a_forwarded_message_that_is_referred_to_is_a_document(door: Any, activity: Any, content: Any) -> None:
    referred = {"contentType": "forwardedMessageReference", "content": content}
    await door.post(activity(text="", attachments=[referred, twin('<attachment id="1"></attachment>')]))
    await door.post(activity(text=f"triage {JD.replace('&', '&amp;')}", attachments=[referred]))
    first, second = door.answers.heard
    assert (first.said, squeezed(first.attachments)) == ("", [("message", JD.split())])
    assert second.attachments == (), "its text says it too"


@pytest.mark.parametrize("content", [None, "", "[", "[]", "7", {}, '{"originalMessageContent": null}', "[" * 100_000])
async def test_a_reference_that_refers_to_nothing_is_passed_over(door: Any, activity: Any, content: Any) -> None:
    referred = {"contentType": "forwardedMessageReference", "content": content}
    assert (await door.post(activity(text="band", attachments=[referred])))[0] == 200
    assert (door.answers.heard[0].said, door.answers.heard[0].attachments) == ("band", ())


async def test_a_picture_alone_is_answered_with_what_to_do_and_one_beside_words_with_their_answer(
    door: Any, activity: Any
) -> None:
    picture = {"contentType": "image/*", "contentUrl": "https://smba.trafficmanager.net/v3/attachments/1/views/original"}
    shown = twin('<div><img alt="image" src="https://x" itemtype="http://schema.skype.com/AMSImage"></div>')
    await door.post(activity(text="", attachments=[picture, shown]))
    assert not door.answers.heard
    assert "Paste its text instead" in json.dumps(door.peer.accepted[0]["body"])
    await door.post(activity(text="band", attachments=[picture, twin("<div>band<img></div>")]))
    assert [each.said for each in door.answers.heard] == ["band"]


@pytest.mark.parametrize(("wants", "heard"), [(True, []), (False, ["band senior"])])
async def test_words_that_need_no_document_are_answered_beside_one_that_can_not_be_read(
    door: Any, activity: Any, wants: bool, heard: list[str]
) -> None:
    asked = []

    def wanted(command: Command) -> bool:
        asked.append((command.said, command.attachments))
        return wants

    door.rewire(wants=wanted)
    content = {"downloadUrl": "http://elsewhere.example/x", "fileType": "docx"}
    file = {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "jd.docx", "content": content}
    await door.post(activity(text="band senior", attachments=[file, twin("<p>band senior</p>")]))
    assert [each.said for each in door.answers.heard] == heard
    assert asked == [("band senior", (Attachment("jd.docx", ""),))], "which verb it is, is read as if the file were there"
    assert "I could not get jd.docx" in json.dumps(door.peer.accepted[0]["body"])


@pytest.mark.parametrize(
    ("text", "parts", "said"),
    [
        ("due <at>Ravi</at> <at>Kumar</at>", ["Ravi", "Kumar"], "due <@aad-ravi|Ravi Kumar>"),
        ("due <at>Ravi</at>&nbsp;<at>K.</at> <at>Singh</at> now", ["Ravi", "K.", "Singh"], "due <@aad-ravi|Ravi K. Singh> now"),
        ("due <at>Ravi</at> or <at>Ravi</at>", ["Ravi", "Ravi"], "due <@aad-ravi|Ravi> or <@aad-ravi|Ravi>"),
        ("due <at>Ravi</at> <at>Ravi</at>", ["Ravi", "Ravi"], "due <@aad-ravi|Ravi>"),
    ],
)
async def test_a_name_that_is_taken_apart_at_its_spaces_is_one_persons(
    door: Any, activity: Any, text: str, parts: list[str], said: str
) -> None:
    door.peer.members["29:ravi"] = {"aadObjectId": "aad-ravi", "name": "Ravi"}
    entities = [US, *(mention("29:ravi", each) for each in parts)]
    await door.post(activity(text=f"<at>mlhire</at> {text}", entities=entities, conversation=CHANNEL))
    [command] = door.answers.heard
    assert command.said == said
    assert command.place.others["aad-ravi"]["user"]["name"] == " ".join(dict.fromkeys(parts))


async def test_two_people_who_are_mentioned_one_behind_the_other_are_two(door: Any, activity: Any) -> None:
    entities = [mention("28:bot", "ML"), mention("28:bot", "Hire"), mention("29:ana", "Ana"), mention("29:tom", "Tom")]
    text = "<at>ML</at> <at>Hire</at> due <at>Ana</at> <at>Tom</at>"
    await door.post(activity(text=text, entities=entities, conversation=CHANNEL))
    assert door.answers.heard[0].said == "due @Ana @Tom"
