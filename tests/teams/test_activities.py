"""Every kind of activity, by a real HTTP POST with a real token."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.core.command import Attachment
from tests.documents.making import Set, pdf, word

CHANNEL = {"id": "19:abc@thread.tacv2;messageid=17", "conversationType": "channel", "isGroup": True, "tenantId": "tenant-1"}
GROUP = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True, "tenantId": "tenant-1"}
BOT_MENTION = {"type": "mention", "mentioned": {"id": "28:bot", "name": "mlhire"}, "text": "<at>mlhire</at>"}


def shown(peer: Any, place: int = -1) -> dict[str, Any]:
    return peer.accepted[place]["body"]["attachments"][0]["content"]


async def test_a_personal_message_is_answered_in_its_chat_and_its_place_is_kept(door: Any, activity: Any) -> None:
    status, body = await door.post(activity(text="band senior remote"))
    assert (status, body) == (200, None)
    [command] = door.answers.heard
    assert command.said == "band senior remote" and command.delivery_key == "a:personal|1700000000001"
    assert command.now == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert (command.actor.workspace, command.actor.external_id, command.actor.name) == ("teams:tenant-1", "aad-mei", "Mei")
    assert command.actor.timezone == "America/Los_Angeles"
    assert (command.place.channel, command.place.thread, command.place.private) == ("a:personal", None, True)
    [posted] = door.peer.accepted
    assert (posted["conversation"], posted["activity"], posted["authorization"]) == (
        "a:personal",
        "1700000000001",
        "Bearer bot-token",
    )
    assert posted["body"]["attachments"][0]["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert shown(door.peer)["body"][0]["text"] == "band senior remote"
    reference = command.place.route
    assert reference["service_url"] == door.peer.service_url and reference["user"]["id"] == "29:mei"
    assert (reference["conversation"], reference["tenant"], reference["bot"]["id"]) == ("a:personal", "tenant-1", "28:bot")


async def test_a_zone_that_is_in_no_table_is_none(door: Any, activity: Any) -> None:
    await door.post(activity(text="due", localTimezone="Nowhere/Else"))
    [command] = door.answers.heard
    assert command.actor.timezone is None


async def test_a_channel_message_is_read_without_its_mentions_and_answered_in_its_thread(door: Any, activity: Any) -> None:
    person = {"type": "mention", "mentioned": {"id": "29:ravi", "name": "Ravi"}, "text": "<at>Ravi</at>"}
    text = "<at>mlhire</at>&nbsp; ask <at>Ravi</at> what mlhire costs"
    assert (await door.post(activity(text=text, conversation=CHANNEL, entities=[BOT_MENTION, person, {"type": "clientInfo"}])))[
        0
    ] == 200
    [command] = door.answers.heard
    assert command.said == "ask @Ravi what mlhire costs"
    assert (command.place.channel, command.place.thread, command.place.private) == ("19:abc@thread.tacv2", "17", False)
    assert door.peer.accepted[0]["conversation"] == CHANNEL["id"]
    assert command.place.route["conversation"] == "19:abc@thread.tacv2" and command.place.aside["user"]["id"] == "29:mei"


@pytest.mark.parametrize(
    ("where", "data", "name"),
    [
        (
            CHANNEL,
            {"channel": {"id": "19:abc", "name": "ML hiring"}, "team": {"id": "19:t", "name": "Talent"}},
            "Talent > ML hiring",
        ),
        (CHANNEL, {"channel": {"id": "19:abc", "name": "ML hiring"}, "team": {"id": "19:t"}}, "ML hiring"),
        (CHANNEL, {"channel": {"id": "19:t"}, "team": {"id": "19:t", "name": "Talent"}}, "Talent > General"),
        (CHANNEL, {"channel": {"id": "19:abc"}, "team": {"id": "19:t", "name": "Talent"}}, ""),
        (CHANNEL, {"channel": "ML hiring", "team": None}, ""),
        ({**GROUP, "name": "Ana's loop"}, {}, "Ana's loop"),
        (GROUP, {}, ""),
    ],
)
async def test_a_places_name_is_known_where_teams_sends_it(
    door: Any, activity: Any, where: dict[str, Any], data: dict[str, Any], name: str
) -> None:
    sent = {"tenant": {"id": "tenant-1"}, **data}
    await door.post(activity(text="<at>mlhire</at> settings", conversation=where, entities=[BOT_MENTION], channelData=sent))
    [command] = door.answers.heard
    assert command.place.name == name and command.actor.workspace == "teams:tenant-1"


async def test_a_group_message_is_answered_only_where_the_bot_is_mentioned(door: Any, activity: Any) -> None:
    await door.post(activity(text="lunch?", conversation=GROUP))
    assert not door.answers.heard and not door.peer.accepted
    await door.post(activity(text="<at>mlhire</at> help", conversation=GROUP, entities=[BOT_MENTION]))
    assert door.answers.heard[0].said == "help"


async def test_expected_replies_come_in_the_response(door: Any, activity: Any) -> None:
    status, body = await door.post(activity(text="band senior", deliveryMode="expectReplies"))
    assert status == 200 and not door.peer.accepted
    [reply] = body["activities"]
    assert reply["replyToId"] == "1700000000001" and reply["recipient"]["id"] == "29:mei"
    assert reply["attachments"][0]["content"]["body"][0]["text"] == "band senior"


async def test_a_pressed_button_answers_with_a_card_in_the_response(door: Any, activity: Any) -> None:
    value = {"action": {"type": "Action.Execute", "verb": "mlhire", "data": {"v": "band", "a": {"level": "staff", "n": 2}}}}
    status, body = await door.post(activity("invoke", name="adaptiveCard/action", value=value, conversation=CHANNEL))
    assert status == 200
    assert (body["statusCode"], body["type"]) == (200, "application/vnd.microsoft.card.adaptive")
    assert body["value"]["type"] == "AdaptiveCard"
    [command] = door.answers.heard
    assert (command.said, command.verb, command.args) == ("", "band", {"level": "staff", "n": 2})
    assert not door.peer.accepted


async def test_a_submitted_form_brings_its_fields_as_arguments(door: Any, activity: Any) -> None:
    data = {"v": "loop done", "a": {"req": "R-1"}, "f.who": 'v a f. "A.Q."', "f.note": ""}
    value = {"action": {"verb": "mlhire", "data": data}}
    await door.post(activity("invoke", name="adaptiveCard/action", value=value))
    assert door.answers.heard[0].args == {"req": "R-1", "who": 'v a f. "A.Q."'}


async def test_a_button_that_says_words_is_read_as_words(door: Any, activity: Any) -> None:
    for args, said, verb in (({"said": "band senior"}, "band senior", ""), ({"said": 7}, "", "say"), ({}, "", "say")):
        value = {"action": {"verb": "mlhire", "data": {"v": "say", "a": args}}}
        assert (await door.post(activity("invoke", name="adaptiveCard/action", value=value)))[0] == 200
        assert (door.answers.heard[-1].said, door.answers.heard[-1].verb) == (said, verb)


async def test_a_refusal_of_a_button_is_a_notice_and_leaves_the_card(door: Any, activity: Any) -> None:
    value = {"action": {"verb": "mlhire", "data": {"v": "refuse", "a": {}}}}
    _, body = await door.post(activity("invoke", name="adaptiveCard/action", value=value))
    assert body == {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Only admins."}


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        "x",
        [],
        {},
        {"action": None},
        {"action": {"verb": "other", "data": {"v": "band"}}},
        {"action": {"verb": "mlhire", "data": {"v": 7}}},
    ],
)
async def test_a_button_that_is_not_ours_runs_nothing(door: Any, activity: Any, value: Any) -> None:
    status, body = await door.post(activity("invoke", name="adaptiveCard/action", value=value))
    assert status == 200 and body["type"] == "application/vnd.microsoft.activity.message"
    assert not door.answers.heard


async def test_a_button_pressed_on_an_old_client_comes_as_a_message(door: Any, activity: Any) -> None:
    await door.post(activity(text=None, value={"v": "band", "a": {"level": "staff"}}, conversation=GROUP))
    assert door.answers.heard[0].verb == "band" and len(door.peer.accepted) == 1


@pytest.mark.parametrize("name", ["task/fetch", "task/submit"])
async def test_a_dialog_opens_a_form_and_ends_with_a_word(door: Any, activity: Any, name: str) -> None:
    _, body = await door.post(activity("invoke", name=name, value={"data": {"v": "form", "a": {}}}))
    assert body["task"]["type"] == "continue" and body["task"]["value"]["title"] == "Loop done"
    assert body["task"]["value"]["card"]["content"]["actions"][0]["data"] == {"v": "loop done", "a": {"req": "R-1"}}
    _, body = await door.post(activity("invoke", name=name, value={"data": {"v": "refuse"}}))
    assert body == {"task": {"type": "message", "value": "Only admins."}}


async def test_the_bot_welcomes_once_where_it_is_added(door: Any, activity: Any) -> None:
    added = activity("conversationUpdate", membersAdded=[{"id": "28:bot"}, {"id": "29:mei"}], conversation=GROUP)
    for _ in range(2):
        assert (await door.post(added))[0] == 200
    assert [command.verb for command in door.answers.heard] == ["help"] and len(door.peer.accepted) == 1
    await door.post(activity("conversationUpdate", membersAdded=[{"id": "29:ravi"}]))
    assert len(door.answers.heard) == 1


@pytest.mark.parametrize(
    "kind",
    [
        "messageUpdate",
        "messageDelete",
        "messageReaction",
        "typing",
        "installationUpdate",
        "endOfConversation",
        "event",
        "trace",
        "handoff",
        "newest",
    ],
)
async def test_what_asks_for_nothing_is_taken_and_answered_with_nothing(door: Any, activity: Any, kind: str) -> None:
    status, body = await door.post(activity(kind, text="band senior", reactionsAdded=[{"type": "like"}], action="add"))
    assert (status, body) == (200, None)
    assert not door.answers.heard and not door.peer.accepted


async def test_an_invoke_that_we_do_not_know_says_so(door: Any, activity: Any) -> None:
    assert (await door.post(activity("invoke", name="composeExtension/query", value={})))[0] == 501


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"null",
        b'{"type": 7}',
        b'{"type": ""}',
        b'{"text": "x"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"type":"message","entities":7}',
    ],
    ids=lambda body: repr(body[:12]),
)
async def test_a_body_that_is_no_activity_is_refused(door: Any, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {door.peer.token()}", "Content-Type": "application/json"}
    async with door.http.post(door.url, data=body, headers=headers) as answer:
        assert answer.status in {400, 403}
    assert not door.answers.heard


async def test_a_body_of_another_type_is_refused(door: Any, activity: Any) -> None:
    async with door.http.post(door.url, data=json.dumps(activity(text="x")), headers={"Content-Type": "text/plain"}) as answer:
        assert answer.status == 415


@pytest.mark.parametrize("missing", ["conversation", "from", "recipient", "id", "text", "channelData", "timestamp"])
@pytest.mark.parametrize("kind", ["message", "invoke", "conversationUpdate"])
async def test_an_activity_that_lacks_something_never_breaks_the_door(door: Any, activity: Any, missing: str, kind: str) -> None:
    made = activity(kind, text="band", name="adaptiveCard/action", value={"action": {"verb": "mlhire", "data": {"v": "band"}}})
    del made[missing]
    status, _ = await door.post(made)
    assert status in {200, 403, 501}


@pytest.mark.parametrize("name", ["<at>mlhire</at>", "*bold* [x](http://e)", "\u202eieM\x00", "名前" * 500, "{{DATE(1)}}", ""])
async def test_hostile_names_are_said_back_inert(door: Any, activity: Any, name: str) -> None:
    sender = {"id": "29:x", "name": name}
    status, body = await door.post(activity(text="who", deliveryMode="expectReplies", **{"from": sender}))
    assert status == 200 and door.answers.heard[0].actor.external_id == "29:x"
    card = body["activities"][0]["attachments"][0]["content"]
    assert card["body"][1]["type"] == "RichTextBlock"
    assert "entities" not in body["activities"][0] and "\u202e" not in json.dumps(card, ensure_ascii=False)


async def test_a_shared_text_file_and_inline_text_become_attachments(door: Any, activity: Any) -> None:
    door.rewire(local=True)
    door.peer.files["jd.md"] = "\ufeffOwn the RAG pipeline — é".encode()
    attachments = [
        {"contentType": "text/html", "content": "<div>triage</div>"},
        {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "name": "jd.md",
            "content": {"downloadUrl": f"{door.peer.url}/files/jd.md"},
        },
        {"contentType": "text/plain", "name": "note", "content": "and this"},
        {"contentType": "image/png", "contentUrl": "http://127.0.0.1:1/x.png"},
    ]
    await door.post(activity(text="triage", attachments=attachments))
    assert door.answers.heard[0].attachments == (Attachment("jd.md", "Own the RAG pipeline — é"), Attachment("note", "and this"))


@pytest.mark.parametrize(
    "raw", [pdf([Set("Own the RAG pipeline and its evals")]), word("Own the RAG pipeline and its evals.")], ids=["pdf", "word"]
)
async def test_a_shared_pdf_or_word_document_is_read(door: Any, activity: Any, raw: bytes) -> None:
    door.rewire(local=True)
    door.peer.files["jd"] = raw
    content = {"downloadUrl": f"{door.peer.url}/files/jd", "fileType": "pdf"}
    info = {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "jd.pdf", "content": content}
    await door.post(activity(text="triage", attachments=[info]))
    assert [each.text.rstrip(".") for each in door.answers.heard[0].attachments] == ["Own the RAG pipeline and its evals"]


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 x", b"a\x00b", b"x" * (1024 * 1024 + 1), None], ids=["pdf", "binary", "too long", "gone"]
)
async def test_a_file_that_can_not_be_read_is_named_and_nothing_is_run(door: Any, activity: Any, content: bytes | None) -> None:
    door.rewire(local=True)
    if content is not None:
        door.peer.files["cv"] = content
    info = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "name": "cv",
        "content": {"downloadUrl": f"{door.peer.url}/files/cv"},
    }
    assert (await door.post(activity(text="triage", attachments=[info])))[0] == 200
    assert not door.answers.heard
    assert "cv" in json.dumps(shown(door.peer))


async def test_a_file_is_fetched_over_https_alone(door: Any, activity: Any) -> None:
    door.peer.files["jd"] = b"text"
    info = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "name": "jd",
        "content": {"downloadUrl": f"{door.peer.url}/files/jd"},
    }
    await door.post(activity(text="triage", attachments=[info]))
    assert not door.answers.heard


async def test_a_long_answer_offers_its_rest_and_gives_it(door: Any, activity: Any) -> None:
    await door.post(activity(text="long"))
    assert len(json.dumps(door.peer.accepted[0]["body"])) < 28_000
    [button] = [action for action in shown(door.peer)["actions"] if action["data"].get("page")]
    assert button["data"] == {"v": "long", "a": {}, "page": 2}
    value = {"action": {"verb": "mlhire", "data": button["data"]}}
    _, body = await door.post(activity("invoke", name="adaptiveCard/action", value=value))
    assert "item 0" not in json.dumps(body) and "This is part 2" in json.dumps(body)


async def test_a_picture_is_drawn_into_the_card_and_a_failure_to_draw_is_told_in_words(door: Any, activity: Any) -> None:
    door.rewire(draw=lambda picture: b"png")
    await door.post(activity(text="picture"))
    assert shown(door.peer)["body"][0]["url"] == "data:image/png;base64,cG5n"
    door.rewire(draw=lambda picture: 1 / 0)
    await door.post(activity(text="picture"))
    assert "RFS 190 to 230" in json.dumps(shown(door.peer))


@pytest.mark.parametrize("meets", ["429:1", "412", "503:1"])
async def test_an_answer_that_was_not_taken_is_sent_again(door: Any, activity: Any, meets: str) -> None:
    door.peer.plan.extend([meets, meets])
    await door.post(activity(text="band"))
    assert len(door.peer.accepted) == 1 and len(door.waits) == 2


@pytest.mark.parametrize(("meets", "arrived"), [("cut", 0), ("lost", 1), ("500", 0), ("502", 0), ("403", 0), ("429:60", 0)])
async def test_an_answer_that_may_have_arrived_or_never_will_is_not_repeated(
    door: Any, activity: Any, meets: str, arrived: int, caplog: pytest.LogCaptureFixture
) -> None:
    door.peer.plan.append(meets)
    with caplog.at_level(logging.ERROR, "mlhire.teams"):
        assert (await door.post(activity(text="band")))[0] == 200
    assert len(door.peer.accepted) == arrived and not door.waits
    assert "reference" in caplog.text


async def test_a_bug_is_logged_and_answered_with_nothing(door: Any, activity: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert await door.post(activity(text="bug")) == (200, None)
    assert "reference" in caplog.text


async def test_the_card_may_take_the_whole_width(door: Any, activity: Any) -> None:
    door.rewire(full_width=True)
    await door.post(activity(text="band"))
    assert shown(door.peer)["msteams"] == {"width": "Full"}
