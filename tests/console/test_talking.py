"""Asking, pressing, filling in and attaching, over HTTP."""

from __future__ import annotations

import json

import pytest

from tests.console.gallery import HOSTILE
from tests.console.tab import Tab, buttons
from tests.documents.making import JDS, pdf, typeset, word


async def test_question_is_answered_below_itself(tab: Tab) -> None:
    answer = await tab.say("band senior remote")
    question, reply = answer["messages"]
    assert "band senior remote" in question["html"]
    assert "$190K–$230K" in reply["html"]
    page = await tab.get("/")
    assert page.index(question["id"]) < page.index(reply["id"])


async def test_every_element_is_shown(tab: Tab) -> None:
    html = (await tab.say("gallery pears"))["messages"][1]["html"]
    for part in (
        '<h3 class="lead">pears</h3>',
        "<strong>strong pears</strong>",
        '<span class="mention">@Mei pears</span>',
        '<p class="small">small pears</p>',
        "<dt>label pears</dt><dd>value pears</dd>",
        '<ol class="bullets"><li>first pears</li><li><strong>second</strong> plain</li></ol>',
        '<ul class="bullets"><li>unordered</li></ul>',
        'scope="rowgroup" colspan="2">title pears</th>',
        'class="numeric">$1K</td>',
        'alt="alt pears"',
        "kit pears.txt",
        '<pre tabindex="0">document pears</pre>',
        ">press pears</button>",
        'role="menuitem" tabindex="-1">menu pears</button>',
        'data-confirm="Erase pears"',
        "KORE1 pears",
        "May 2026",
    ):
        assert part in html, part


async def test_hostile_words_are_shown_and_do_nothing(tab: Tab) -> None:
    question, reply = (await tab.say(f"gallery {HOSTILE}", files=[("<b>.txt", HOSTILE.encode())]))["messages"]
    page = await tab.get("/")
    details = await tab.get(f"/console/details/{reply['id']}?as=mei")
    for html in (question["html"], reply["html"], page, details):
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "{{ 7*7 }}" in html
    assert "&lt;script&gt;alert(1)" in reply["html"]
    assert "&lt;b&gt;.txt" in question["html"]
    assert ("gallery", {"text": HOSTILE}) in buttons(reply["html"])


async def test_picture_is_a_png_and_document_is_saved_as_it_is(tab: Tab) -> None:
    id = (await tab.say("gallery $x_1$"))["messages"][1]["id"]
    picture = await tab.client.get(f"/console/picture/{id}/7.png?as=mei")
    assert (await picture.read()).startswith(b"\x89PNG")
    document = await tab.client.get(f"/console/document/{id}/8?as=mei")
    assert document.headers["Content-Disposition"].startswith("attachment")
    assert document.content_type == "application/octet-stream"
    assert await document.text() == "document $x_1$"
    for wrong in (f"picture/{id}/0.png", f"picture/{id}/99.png", f"document/{id}/0", f"document/{id}/²", "document/none/0"):
        assert (await tab.client.get(f"/console/{wrong}?as=mei")).status == 404


async def test_button_runs_its_verb_with_its_arguments_and_says_which_it_was(tab: Tab) -> None:
    shown = (await tab.say("gallery pears"))["messages"][1]
    verb, args = buttons(shown["html"])[0]
    pressed = await tab.post("/console/press", message=shown["id"], verb=verb, args=args, thread="")
    assert '<h3 class="lead">pears</h3>' in pressed["messages"][0]["html"]
    assert "<span>press pears</span>" in pressed["messages"][0]["html"]


async def test_button_that_carries_words_says_them(tab: Tab) -> None:
    shown = (await tab.say("gallery pears"))["messages"][1]
    pressed = await tab.post("/console/press", message=shown["id"], verb="say", args={"said": "gallery by words"})
    assert "small by words" in pressed["messages"][0]["html"]


async def test_button_of_a_message_that_is_gone_is_refused(tab: Tab) -> None:
    assert "no longer there" in (await tab.post("/console/press", message="x", verb="help", args={}))["error"]


async def test_typed_command_shows_its_form_in_place(tab: Tab) -> None:
    shown = (await tab.say("book"))["messages"][1]
    html = shown["html"]
    assert f'data-form="{shown["id"]}"' in html
    assert 'type="datetime-local" value="2026-12-01T10:00"' in html, "18:00 UTC is 10:00 where Mei is"
    assert '<option value="tom" selected>' in html
    assert 'aria-required="true"' in html


async def test_form_keeps_what_was_typed_and_shows_the_error_at_its_field(tab: Tab) -> None:
    shown = (await tab.say("book"))["messages"][1]
    typed = {"candidate": "A.Q.", "round": "manager", "minutes": "many", "at": "2026-12-02T09:30", "remind": True}
    answer = await tab.post("/console/submit", form=shown["id"], fields=typed)
    html = answer["dialog"]["html"]
    assert "Minutes are a number" in html
    assert 'value="A.Q."' in html
    assert 'aria-invalid="true"' in html
    assert 'value="2026-12-02T09:30"' in html
    again = await tab.post("/console/submit", form=shown["id"], fields={**typed, "minutes": "60", "interviewer": "iris"})
    booked = again["messages"][0]["html"]
    for part in ("Booked A.Q.", "2026-12-02T17:30:00+00:00", "&lt;@iris&gt;", "True"):
        assert part in booked, part
    assert "data-form" not in await tab.get("/"), "a sent form is closed"
    assert "sent already" in (await tab.post("/console/submit", form=shown["id"], fields=typed))["error"]


async def test_pressed_form_opens_as_a_dialog_and_belongs_to_who_opened_it(tab: Tab) -> None:
    shown = (await tab.say("@mlhire gallery pears", place="hiring-ml"))["messages"][1]
    opened = (await tab.post("/console/press", place="hiring-ml", message=shown["id"], verb="book", args={}))["dialog"]
    assert opened["title"] == "Book a round"
    stolen = await tab.post("/console/submit", person="ravi", form=opened["form"], fields={"candidate": "B.", "minutes": "30"})
    assert "error" in stolen
    sent = await tab.post("/console/submit", form=opened["form"], fields={"candidate": "B.", "minutes": "30"})
    assert "Booked B." in sent["messages"][0]["html"]
    assert "Booked B." in await tab.get("/?as=ravi&in=hiring-ml"), "a public answer is everybody's"


async def test_attached_file_is_read_with_the_words(tab: Tab) -> None:
    question, reply = (
        await tab.say("triage", files=[("jd.txt", "\ufeffYou run our GPU node pools\nand model serving.".encode())])
    )["messages"]
    assert "jd.txt" in question["html"]
    assert reply["html"].count("GPU")
    command = next(message.command for message in tab.chat.timeline("dm:mei", "mei") if message.command)
    assert command.attachments[0].text == "You run our GPU node pools\nand model serving."


@pytest.mark.parametrize("name", ["jd.pdf", "jd.docx"])
async def test_attached_pdf_or_word_document_is_judged_as_its_text(tab: Tab, name: str) -> None:
    text = (JDS / "two-lanes.txt").read_text(encoding="utf-8")
    body = pdf(*typeset(text)) if name.endswith("pdf") else word(text)
    question, reply = (await tab.say("triage", files=[(name, body)]))["messages"]
    assert name in question["html"]
    assert "two lanes" in reply["html"]
    assert "Own our RAG pipeline and its eval harness" in reply["html"]


async def test_a_resume_as_pdf_is_classified_by_nobody(tab: Tab) -> None:
    resume = pdf(*typeset((JDS / "resume-engineer.txt").read_text(encoding="utf-8")))
    reply = (await tab.say("triage", files=[("cv.pdf", resume)]))["messages"][1]
    assert "Triage is of work, never of a person." in reply["html"]


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("a.png", b"\x89PNG\xff\xfe", "is a picture"),
        ("b.txt", b"zero\0", "none of these"),
        ("c.txt", b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
        ("d.pdf", b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        ("e.pdf", b"%PDF-1.7 x", "damaged or cut short"),
    ],
)
async def test_unreadable_file_is_refused_with_what_to_do(tab: Tab, name: str, body: bytes, said: str) -> None:
    assert said in (await tab.say("triage", files=[(name, body)]))["error"]
    assert tab.chat.version == 0


async def test_saying_nothing_is_said(tab: Tab) -> None:
    assert "error" in await tab.say("  \n ")


async def test_pasted_lines_stay_lines(tab: Tab) -> None:
    question = (await tab.say("triage one\n  two\n\nthree"))["messages"][0]
    assert "one\n  two\n\nthree" in question["html"].replace("\r", "")


async def test_details_show_the_command_and_every_form_of_the_reply(tab: Tab) -> None:
    id = (await tab.say("band senior remote"))["messages"][1]["id"]
    html = await tab.get(f"/console/details/{id}?as=mei")
    for part in ("read_as", "posting_range", "blocks", "AdaptiveCard", "rfs.pay.senior-us-remote-base", "console:mei:n1"):
        assert part in html, part


async def test_refusal_is_an_answer_with_its_next_step(tab: Tab) -> None:
    html = (await tab.say("refuse"))["messages"][1]["html"]
    assert "Only R-12&#39;s team sees offers." in html
    assert buttons(html) == [("help", {})]


@pytest.mark.parametrize("body", ["[]", "nonsense", '{"verb": 1, "args": {}}', '{"verb": "band", "args": []}'])
async def test_malformed_requests_are_refused(tab: Tab, body: str) -> None:
    response = await tab.client.post("/console/press", data=body, headers={"Content-Type": "application/json"})
    assert response.status == 400


async def test_vocabulary_of_the_message_box_comes_from_the_verbs(tab: Tab) -> None:
    page = await tab.get("/")
    block = page.partition('id="vocabulary">')[2].partition("</script>")[0]
    verbs = {verb["name"]: verb for verb in json.loads(block)}
    assert "refuse" not in verbs
    assert verbs["gallery"]["examples"] == ["gallery everything"]
    assert any(word == "senior" for word, _ in verbs["band"]["words"])
