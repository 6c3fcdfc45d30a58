import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import pytest

from handlers.core.command import Attachment, Place
from handlers.core.reply import Action, Field, Form, Reply
from tests.peers.slack_api import Fault
from tests.slack.door import FORM, NOW, Desk, mention, message_event, opened, press, signature, slash_fields
from tests.slack.limits import faults_of_message, faults_of_view

DAYS = Field("days", "Days", "number", required=False)
WRONG_DAYS = Field("days", "Days", error="A number, please.")
OFFER = Form("New req", "req open", (Field("title", "Title"), DAYS), "Open", {"rev": 1})


async def test_a_slash_command_is_answered_in_its_acknowledgement_to_the_asker_alone() -> None:
    async with opened() as door:
        status, body = await door.slash("band senior remote")
        assert (status, body["response_type"], body["text"]) == (200, "ephemeral", "heard band senior remote")
        assert faults_of_message(body) == []
        command = door.desk.heard[0]
        assert (command.actor.workspace, command.actor.external_id, command.actor.name) == ("slack:T1", "U1", "mei")
        assert (command.place, command.now) == (Place("slack", "C1"), NOW)
        assert command.delivery_key == "slack:T1:13345224609.738474920.8088930838d88f008e0"


@pytest.mark.parametrize(
    "text", ["100% + 50%2F50 & more = a:b/c", "%252F %3A %", "naïve 日本 \N{GRINNING FACE}", "a\tb\nc", "", " "], ids=ascii
)
async def test_words_arrive_as_they_were_typed_however_a_form_escapes_them(text: str) -> None:
    async with opened() as door:
        for form in (urlencode({"text": text}), f"text={quote(text, safe='')}", f"text={quote(text).lower()}"):
            expected = dict(parse_qsl(form, keep_blank_values=True))["text"]
            assert (await door.post(f"{urlencode(slash_fields(door.api, ''))}&{form}".encode(), FORM))[0] == 200
            assert door.desk.heard[-1].said == expected


async def test_what_was_shared_is_seen_by_the_channel() -> None:
    async with opened(Desk({"share": Reply("Senior", public=True)})) as door:
        assert (await door.slash("share"))[1]["response_type"] == "in_channel"


async def test_a_slow_answer_comes_by_response_url_and_its_work_is_not_cancelled() -> None:
    held = asyncio.Event()
    async with opened(Desk(held=held), patience_seconds=0.01) as door:
        assert await door.slash("triage") == (200, "")
        held.set()
        await door.api.until(lambda: door.api.responses)
        assert (door.api.responses[0]["text"], door.api.responses[0]["response_type"]) == ("heard triage", "ephemeral")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "٣"},
        {"X-Slack-Request-Timestamp": ""},
    ],
)
async def test_a_wrong_signature_is_refused_and_nothing_is_processed(headers: dict[str, str]) -> None:
    async with opened() as door:
        body = urlencode(slash_fields(door.api, "band")).encode()
        assert (await door.post(body, FORM, **headers))[0] == 401
        assert door.desk.heard == []


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"age": 400}, "ago: is this machine's clock right?"),
        ({"age": -400}, "ahead of time: is this machine's clock right?"),
        ({"secret": "other"}, "its signature does not fit SLACK_SIGNING_SECRET"),
        (None, "it is not signed as Slack signs"),
    ],
)
async def test_whoever_sets_it_up_is_told_why_nothing_is_admitted(
    caplog: pytest.LogCaptureFixture, how: dict[str, Any] | None, why: str
) -> None:
    async with opened() as door:
        body = urlencode(slash_fields(door.api, "band")).encode()
        signed = {"X-Slack-Signature": ""} if how is None else signature(body, **how)
        assert (await door.post(body, FORM, **signed))[0] == 401
        assert [each for each in caplog.messages if each.endswith(why)]


async def test_a_stale_or_foreign_signature_is_refused() -> None:
    async with opened() as door:
        body = urlencode(slash_fields(door.api, "band")).encode()
        stale = (signature(body, age=301), signature(body, age=-301))
        for wrong in (*stale, signature(body, secret="other"), signature(body + b"x")):
            assert (await door.post(body, FORM, **wrong))[0] == 401
        assert door.desk.heard == []


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{", "application/json"),
        (b"[1]", "application/json"),
        (b"null", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"payload=%7B", FORM),
        (b"payload=3", FORM),
        (b"hello", "text/plain"),
        (b"", "multipart/form-data"),
    ],
)
async def test_a_signed_request_that_makes_no_sense_is_a_400(body: bytes, content_type: str) -> None:
    async with opened() as door:
        assert (await door.post(body, content_type))[0] == 400


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": "event_callback"},
        {"type": "event_callback", "event": 3},
        {"type": "event_callback", "event": {"type": "message"}},
        {"type": "block_actions"},
        {"type": "block_actions", "actions": [{"action_id": "a", "value": "x"}]},
        {"type": "view_submission"},
        {"type": "view_submission", "view": {"callback_id": "form", "type": "modal"}},
        {"type": "message_action", "callback_id": "unknown"},
        {"type": "surprise"},
    ],
)
async def test_a_payload_with_parts_missing_is_never_an_error_of_ours(payload: dict[str, object]) -> None:
    async with opened() as door:
        status, _ = await door.post(json.dumps(payload).encode(), "application/json")
        assert status in (200, 400, 404)
        assert door.desk.heard == []


async def test_a_body_beyond_a_megabyte_is_refused_unread() -> None:
    async with opened() as door:
        assert (await door.post(b"x" * (1024 * 1024 + 1), FORM))[0] == 413


async def test_slacks_own_questions_are_answered() -> None:
    async with opened() as door:
        body = json.dumps({"type": "url_verification", "challenge": "3eZb"}).encode()
        assert await door.post(body, "application/json") == (200, {"challenge": "3eZb"})
        assert (await door.post(b"ssl_check=1&token=x", FORM))[0] == 200


async def test_a_mention_is_answered_to_the_asker_in_the_thread() -> None:
    async with opened() as door:
        await door.event(mention("band <@U7|tom> in <#C9|berlin> &amp; <https://x.example|x.example>", thread_ts="1.5"))
        answer = door.api.ephemerals[0]
        assert (answer["channel"], answer["user"], answer["thread_ts"]) == ("C1", "U1", "1.5")
        assert door.desk.heard[0].said == "band <@U7> in #berlin & x.example"
        assert door.desk.heard[0].place == Place("slack", "C1", "1.5")
        assert door.desk.heard[0].delivery_key == "slack:T1:C1:2.000100"


async def test_a_direct_message_is_answered_by_an_ordinary_message() -> None:
    async with opened() as door:
        await door.event(message_event("band senior"))
        assert [message["text"] for message in door.api.messages["D1"]] == ["heard band senior"]
        assert door.desk.heard[0].place.private


async def test_the_token_goes_with_every_call_and_before_the_answer_only_a_stranger_is_asked_about() -> None:
    async with opened() as door:
        await door.event(message_event("band"))
        await door.event(message_event("band", ts="1.000200"), event_id="Ev2")
        called = ["auth.test", "users.info", "chat.postMessage", "chat.postMessage"]
        assert [(call.method, call.token) for call in door.api.calls] == [(each, "xoxb-1") for each in called]


async def test_people_are_called_by_their_names_and_live_in_their_zones() -> None:
    async with opened() as door:
        door.api.people["U1"] = {"real_name": "Mei", "tz": "America/Los_Angeles"}
        door.api.people["U2"] = {"name": "tom", "profile": {"display_name": "Tom <B>"}}
        await door.slash("interview book ana technical thu 2pm <@U2|tom.b>")
        heard = door.desk.heard[0]
        assert (heard.actor.name, heard.actor.timezone) == ("Mei", "America/Los_Angeles")
        assert heard.said == "interview book ana technical thu 2pm <@U2|Tom  B>"
        await door.slash("due <@U2>", trigger_id="t.2")
        assert len(door.api.called("users.info")) == 2


@pytest.mark.parametrize("zone", ["Nowhere/Else", "America/Indiana"])
async def test_a_zone_that_is_in_no_table_is_none(zone: str) -> None:
    async with opened() as door:
        door.api.people["U1"] = {"real_name": "Mei", "tz": zone}
        await door.slash("due")
        assert (door.desk.heard[0].actor.name, door.desk.heard[0].actor.timezone) == ("Mei", None)


async def test_an_answer_does_not_wait_long_for_who_somebody_is() -> None:
    async with opened() as door:
        door.api.fail("users.info", Fault(error="ratelimited"))
        assert (await door.slash("due"))[1]["text"] == "heard due"
        assert (door.desk.heard[0].actor.name, door.desk.heard[0].actor.timezone) == ("mei", None)


@pytest.mark.parametrize(
    "event",
    [
        message_event("x", bot_id="B1"),
        message_event("x", user="U0BOT"),
        message_event("x", subtype="message_changed"),
        message_event("x", subtype="message_deleted"),
        message_event("x", subtype="channel_join"),
        message_event("x", channel_type="channel", channel="C1"),
        mention("x", bot_id="B2"),
        {"type": "reaction_added", "user": "U1"},
    ],
)
async def test_what_no_person_said_to_us_is_ignored(event: dict[str, object]) -> None:
    async with opened() as door:
        assert (await door.event(event))[0] == 200
        assert door.desk.heard == []


async def test_a_redelivered_event_is_answered_once_whatever_its_id() -> None:
    async with opened() as door:
        await door.event(message_event("band"), "Ev1")
        await door.event(message_event("band"), "Ev1", **{"X-Slack-Retry-Num": "1"})
        await door.event(message_event("band"), "Ev2")
        assert len(door.desk.heard) == len(door.api.messages["D1"]) == 1


async def test_a_retry_is_answered_where_the_first_delivery_was_not() -> None:
    async with opened() as door:
        door.api.fail("chat.postMessage", Fault(error="internal_error"))
        assert (await door.event(message_event("band")))[0] == 500
        assert (await door.event(message_event("band"), **{"X-Slack-Retry-Num": "1"}))[0] == 200
        assert len(door.api.messages["D1"]) == 1


async def test_a_page_that_could_not_be_shown_is_shown_to_the_retry() -> None:
    opens = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home", "event_ts": "1.1"}
    async with opened() as door:
        door.api.fail("views.publish", Fault(error="internal_error"))
        assert (await door.event(opens))[0] == 500
        assert (await door.event(opens, **{"X-Slack-Retry-Num": "1"}))[0] == 200
        assert "U1" in door.api.homes


async def test_an_event_answered_before_a_restart_is_known_from_the_database() -> None:
    known: set[str] = set()
    for _ in range(2):
        async with opened(seen=known.__contains__, remember=known.add) as door:
            await door.event(message_event("band"))
            answers = len(door.api.messages["D1"])
    assert (known, answers) == ({"slack:T1:D1:1.000100"}, 0)


async def test_a_button_runs_its_verb_with_its_arguments() -> None:
    async with opened() as door:
        assert (await door.interact(press(door.api, '{"v":"band","a":{"level":"senior"}}')))[0] == 200
        assert (door.desk.heard[0].verb, door.desk.heard[0].args) == ("band", {"level": "senior"})
        answer = door.api.responses[0]
        assert (answer["to"], answer["response_type"], answer["replace_original"]) == ("button", "ephemeral", False)


async def test_a_menus_option_and_a_suggestion_are_buttons_too() -> None:
    async with opened() as door:
        option = {"type": "overflow", "action_id": "m:1", "selected_option": {"value": '{"v":"say","a":{"said":"band sf"}}'}}
        await door.interact(press(door.api, "", actions=[option]))
        assert door.desk.heard[0].said == "band sf"


async def test_a_button_pressed_in_a_thread_is_answered_there() -> None:
    async with opened() as door:
        await door.interact(press(door.api, '{"v":"done","a":{}}', container={"channel_id": "C1", "thread_ts": "9.1"}))
        assert door.api.responses[0]["thread_ts"] == "9.1"
        assert door.desk.heard[0].place.thread == "9.1"


@pytest.mark.parametrize(
    ("sent", "name"), [("hiring", "hiring"), ("privategroup", ""), ("directmessage", ""), ("mpdm-mei--ravi-1", ""), ("", "")]
)
async def test_a_channels_name_is_known_where_slack_sends_it(sent: str, name: str) -> None:
    async with opened() as door:
        await door.slash("settings", channel_name=sent)
        await door.interact(press(door.api, '{"v":"settings","a":{}}', channel={"id": "C1", "name": sent}))
        await door.event(mention("settings"))
        await door.api.until(lambda: len(door.desk.heard) == 3)
        assert [each.place.name for each in door.desk.heard] == [name, name, ""]


@pytest.mark.parametrize(("ephemeral", "kind"), [(True, "ephemeral"), (False, "in_channel")])
async def test_advice_asked_for_between_two_people_is_not_shown_to_the_other(ephemeral: bool, kind: str) -> None:
    async with opened() as door:
        assert (await door.slash("band", channel_id="D9", channel_name="directmessage"))[1]["response_type"] == "ephemeral"
        container = {"channel_id": "D9", "is_ephemeral": ephemeral}
        await door.interact(press(door.api, '{"v":"band","a":{}}', channel={"id": "D9"}, container=container))
        assert door.api.responses[0]["response_type"] == kind


async def test_a_button_that_can_no_longer_be_read_says_so() -> None:
    async with opened() as door:
        assert (await door.interact(press(door.api, "from last year")))[0] == 200
        assert "older message" in door.api.responses[0]["text"]
        assert door.desk.heard == []


async def test_a_form_opens_at_once_and_what_is_typed_comes_back_as_arguments() -> None:
    async with opened(Desk({"req open": Reply("New req", form=OFFER)})) as door:
        assert await door.slash("req open") == (200, "")
        await door.api.until(lambda: door.api.views)
        view = door.api.views[0]
        assert faults_of_view(view) == []
        door.desk.replies = {}
        title = {"type": "plain_text_input", "value": "Senior"}
        values = {"title": {"value": title}, "days": {"value": {"type": "number_input"}}}
        submitted = {
            "type": "view_submission",
            "team": {"id": "T1"},
            "user": {"id": "U1", "name": "mei"},
            "view": {**view, "id": "V1", "hash": "h1", "state": {"values": values}},
        }
        assert await door.interact(submitted) == (200, "")
        command = door.desk.heard[1]
        assert (command.verb, command.args) == ("req open", {"rev": 1, "title": "Senior"})
        assert (command.place.channel, command.place.name, command.delivery_key) == ("C1", "hiring", "slack:T1:V1:h1")
        await door.api.until(lambda: door.api.responses)
        assert door.api.responses[0]["to"] == "slash"


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply("x", form=Form("t", "v", (WRONG_DAYS,), "ok")), {"days": "A number, please."}),
        (Reply("x", data={"refused": "Invalid", "errors": {"days": "Too many."}}), {"days": "Too many."}),
        (Reply("Not yours.", data={"refused": "NotAllowed"}), {"title": "Not yours."}),
    ],
)
async def test_what_is_wrong_in_a_form_is_said_at_its_field(reply: Reply, told: dict[str, str]) -> None:
    async with opened(Desk({"v": reply})) as door:
        view = {
            "id": "V1",
            "type": "modal",
            "callback_id": "form",
            "private_metadata": '{"v":"v","a":{},"c":"C1"}',
            "blocks": [{"type": "input", "block_id": "title"}, {"type": "input", "block_id": "days"}],
            "state": {"values": {}},
        }
        answer = await door.interact({"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1"}, "view": view})
        assert answer == (200, {"response_action": "errors", "errors": told})


async def test_a_form_that_cannot_open_is_offered_as_a_button() -> None:
    async with opened(Desk({"req open": Reply("New req", form=OFFER)})) as door:
        await door.event(mention("req open"))
        button = door.api.ephemerals[0]["blocks"][-1]["elements"][0]
        assert json.loads(button["value"]) == {"v": "say", "a": {"said": "req open"}}
        door.api.fail("views.open", Fault(error="expired_trigger_id"))
        await door.slash("req open")
        await door.api.until(lambda: door.api.responses)
        assert door.api.responses[0]["blocks"][-1]["type"] == "actions"


async def test_a_message_can_be_used_as_a_job_description() -> None:
    async with opened() as door:
        payload = press(door.api, "") | {
            "type": "message_action",
            "callback_id": "use_as_jd",
            "message": {"text": "We train &amp; serve models", "user": "U2", "ts": "4.1"},
        }
        assert (await door.interact(payload))[0] == 200
        assert door.desk.heard[0].said == "triage"
        assert door.desk.heard[0].attachments == (Attachment("message", "We train & serve models"),)


async def test_a_channel_without_the_bot_is_answered_privately() -> None:
    async with opened() as door:
        door.api.fail("chat.postEphemeral", Fault(error="not_in_channel"))
        door.api.fail("response_url", Fault(status=404))
        await door.interact(press(door.api, '{"v":"band","a":{}}'))
        assert door.api.messages["D1"][0]["text"] == "heard band"


async def test_a_reply_whose_button_is_too_long_is_sent_without_its_buttons() -> None:
    async with opened(Desk({"band": Reply("Senior", actions=(Action("a", "b", {"t": "x" * 2000}),))})) as door:
        assert [block["type"] for block in (await door.slash("band"))[1]["blocks"]] == ["section"]


async def test_socket_mode_answers_through_the_same_listeners() -> None:
    async with opened() as door:
        socket = door.slack.socket("xapp-1")
        await socket.connect_async()  # type: ignore[no-untyped-call]
        try:
            acknowledged = await door.api.push("slash_commands", dict(slash_fields(door.api, "band senior")))
            assert acknowledged["payload"]["text"] == "heard band senior"
            event = {"type": "event_callback", "team_id": "T1", "event_id": "Ev9", "event": message_event("loop")}
            assert "payload" not in await door.api.push("events_api", event)
            await door.api.push("interactive", press(door.api, '{"v":"band","a":{}}'))
            assert [command.said or command.verb for command in door.desk.heard] == ["band senior", "loop", "band"]
            assert door.api.called("apps.connections.open")[0].token == "xapp-1"
        finally:
            await socket.close_async()  # type: ignore[no-untyped-call]


async def test_an_escaped_half_of_a_character_is_answered() -> None:
    async with opened() as door:
        assert (await door.event(message_event("\ud83d")))[0] == 200
        assert door.api.messages["D1"]


async def test_an_answer_that_a_stop_cuts_off_has_ended_before_its_connections_go() -> None:
    closed: list[bool] = []

    class Endless(Desk):
        async def begin(self, _: Any) -> Reply:  # type: ignore[override]
            try:
                return await asyncio.Future[Reply]()
            finally:
                session = door.slack._client.session
                closed.append(session is None or session.closed)

    async with opened(Endless(), patience_seconds=0.01) as door:
        assert (await door.event(message_event("band")))[0] == 200
    assert closed == [False]
