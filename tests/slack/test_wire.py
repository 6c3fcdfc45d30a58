"""What strangers, proxies and broken lines do to the HTTP door: a status that says so, nothing processed, no fault of ours."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from itertools import count
from typing import Any
from urllib.parse import urlencode

import pytest

from handlers.core.reply import Field, Form, Reply
from tests.peers.by_hand import on_the_line
from tests.peers.oddities import oddities
from tests.peers.slack_api import Fault
from tests.slack.door import FORM, SECRET, Desk, Door, mention, message_event, opened, press, signature, slash_fields

AS_FORM = f"Content-Type: {FORM}"


def command(door: Door) -> bytes:
    return urlencode(slash_fields(door.api, "band")).encode()


def signed_at(timestamp: str, body: bytes) -> dict[str, str]:
    """Headers that are right in all but what they say of the time."""
    digest = hmac.new(SECRET.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


async def test_a_request_of_another_time_is_refused_however_well_it_is_signed() -> None:
    now = time.time()
    async with opened() as door:
        body = command(door)
        for timestamp in ("9" * 400, "9" * 5000, "-5", "1e9", f"{now:.2f}", f"{now + 400:.0f}", f"{now - 400:.0f}", " "):
            assert (await door.post(body, FORM, **signed_at(timestamp, body)))[0] == 401, timestamp
        assert door.desk.heard == []


def lines(headers: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{name}: {value}" for name, value in headers.items())


async def test_of_a_signature_that_is_there_twice_the_first_counts() -> None:
    async with opened() as door:
        body = command(door)
        good, bad = lines(signature(body)), lines({"X-Slack-Signature": "v0=" + "0" * 64})
        assert b" 401 " in await on_the_line(door.url, body, AS_FORM, *bad, *good)
        assert door.desk.heard == []
        assert b" 200 " in await on_the_line(door.url, body, AS_FORM, *good, *bad)


async def test_a_body_that_is_cut_off_is_nobodys_and_the_door_stays_open(caplog: pytest.LogCaptureFixture) -> None:
    async with opened() as door:
        body = command(door)
        await on_the_line(door.url, body[:50], AS_FORM, *lines(signature(body)), length=len(body))
        assert (await door.slash("band"))[0] == 200
        assert len(door.desk.heard) == 1
        assert "Traceback" not in caplog.text


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_body_that_is_not_packed_as_it_says_is_a_400(encoding: str) -> None:
    async with opened() as door:
        assert b" 400 " in await on_the_line(door.url, b"nothing of the kind", AS_FORM, f"Content-Encoding: {encoding}")


@pytest.mark.parametrize("charset", ["utf-16", "latin-1", "bogus", '"utf-8"'])
async def test_a_form_is_utf_8_whatever_its_header_says(charset: str) -> None:
    async with opened() as door:
        assert (await door.post(command(door), f"{FORM}; charset={charset}"))[0] == 200


async def test_two_megabytes_are_refused_however_they_come() -> None:
    async with opened() as door:
        body = b"x" * 2_000_000
        assert (await door.post(body, FORM))[0] == 413

        async def pieces() -> Any:
            for _ in range(20):
                yield b"x" * 100_000

        async with door.http.post(door.url, data=pieces(), headers={"Content-Type": FORM}) as answer:
            assert answer.status == 413
        assert door.desk.heard == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "OPTIONS"])
async def test_another_method_is_not_allowed(method: str) -> None:
    async with opened() as door, door.http.request(method, door.url) as answer:
        assert answer.status == 405


@pytest.mark.parametrize("parts", [{"authorizations": [None]}, {"authorizations": 5}, {"response_urls": [None]}])
async def test_a_signed_payload_of_another_shape_is_a_400(parts: dict[str, Any]) -> None:
    async with opened() as door:
        body = {"type": "event_callback", "team_id": "T1", "event": message_event("band")} | parts
        assert (await door.post(json.dumps(body).encode(), "application/json"))[0] == 400
        assert door.desk.heard == []


VIEW = {"id": "V1", "hash": "h", "type": "modal", "callback_id": "form", "private_metadata": '{"v":"band","a":{},"c":"C1"}'}
WHO: dict[str, Any] = {"team": {"id": "T1"}, "user": {"id": "U1", "name": "mei", "team_id": "T1"}, "trigger_id": "t"}
INSTALLED = [{"enterprise_id": None, "team_id": "T1", "user_id": "U0BOT", "is_bot": True, "is_enterprise_install": False}]
EVENT: dict[str, Any] = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "authorizations": INSTALLED}


@pytest.mark.parametrize("kind", ["event_callback", "block_actions", "view_submission", "message_action"])
async def test_whatever_kind_a_part_of_a_payload_is_of_it_is_never_a_fault_of_ours(kind: str) -> None:
    async with opened(monotonic=count(step=1000).__next__) as door:  # each comes so late that it is no repetition
        shared = {"is_share": True, "text": "x", "files": [{"name": "a"}]}
        words = {"type": "rich_text_section", "elements": [{"type": "link", "url": "https://x", "text": "x"}]}
        pasted = {"id": 1, "blocks": [{"type": "table", "rows": [[{"type": "rich_text", "elements": [words]}]]}]}
        values = {"title": {"value": {"type": "static_select", "selected_option": {"value": "x"}}}}
        payload = {
            "event_callback": EVENT | {"event": mention("due", subtype=None, thread_ts="1.1", attachments=[shared, pasted])},
            "block_actions": press(door.api, '{"v":"band","a":{}}') | {"message": {"ts": "3.1", "thread_ts": "3.0"}, **WHO},
            "view_submission": WHO
            | {"view": VIEW | {"blocks": [{"type": "input", "block_id": "b"}], "state": {"values": values}}},
            "message_action": WHO | {"callback_id": "use_as_jd", "message": {"text": "", "attachments": [shared, pasted]}},
        }[kind] | {"type": kind}
        for way, odd in oddities(payload):
            status, _ = await door.post(json.dumps(odd).encode(), "application/json")
            assert status in (200, 400), (way, odd)


async def test_a_command_with_every_documented_field_is_one_of_the_workspace_it_came_from() -> None:
    grid = {"token": "x", "team_domain": "acme", "enterprise_id": "E1", "enterprise_name": "Corp", "api_app_id": "A1"}
    async with opened() as door:
        for installed in ("false", "true"):
            assert (await door.slash("band", **grid, is_enterprise_install=installed))[1]["text"] == "heard band"
        assert {command.actor.workspace for command in door.desk.heard} == {"slack:T1"}
        fields = {name: value for name, value in slash_fields(door.api, "").items() if name not in ("text", "team_id")}
        assert (await door.post(urlencode(fields | grid).encode(), FORM))[1]["text"] == "heard "
        assert door.desk.heard[-1].actor.workspace == "slack:E1"


async def test_an_event_that_comes_again_while_its_answer_is_slow_is_answered_once() -> None:
    held = asyncio.Event()
    async with opened(Desk(held=held), patience_seconds=0.01) as door:
        for number in range(3):
            retry = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"} if number else {}
            assert (await door.event(message_event("triage"), **retry))[0] == 200
        held.set()
        await door.api.until(lambda: door.api.messages["D1"])
        assert len(door.desk.heard) == len(door.api.messages["D1"]) == 1


@pytest.mark.parametrize("cut", ["before", "after"])
async def test_a_form_whose_opening_was_cut_is_offered_as_a_button(cut: str) -> None:
    form = Reply("New req", form=Form("New req", "req open", (Field("title", "Title"),), "Open"))
    async with opened(Desk({"req open": form})) as door:
        door.api.fail("views.open", Fault(cut=cut))
        assert await door.slash("req open") == (200, "")
        await door.api.until(lambda: door.api.responses)
        assert door.api.responses[0]["blocks"][-1]["type"] == "actions"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"ssl_check=1&token=x", 200),
        (b"token=x&ssl_check=1", 200),
        (b"ssl_check=1&command=%2Fmlhire&text=due", 401),
        (b"ssl_check=1&payload=%7B%7D", 401),
        (b"ssl_check=0", 401),
        (b"", 401),
    ],
)
async def test_slacks_look_at_the_certificate_is_answered_unsigned_and_nothing_else_is(body: bytes, status: int) -> None:
    async with opened() as door:
        async with door.http.post(door.url, data=body, headers={"Content-Type": FORM}) as answer:
            assert answer.status == status
        assert door.desk.heard == []


async def test_what_is_asked_before_an_answer_is_taken_from_the_time_that_slack_waits() -> None:
    now = [0.0]

    class Slow(Desk):
        """Begins its answers when nothing is left of that time."""

        def begin(self, command: Any) -> Any:
            now[0] += 3600
            return super().begin(command)

    held = asyncio.Event()
    async with opened(Slow(held=held), monotonic=lambda: now[0], patience_seconds=3600) as door:
        async with asyncio.timeout(60):
            assert await door.slash("triage") == (200, "")
        held.set()
        await door.api.until(lambda: door.api.responses)


@pytest.mark.parametrize("error", ["restricted_action", "restricted_action_read_only_channel"])
async def test_where_only_some_may_post_the_answer_comes_in_private(error: str) -> None:
    async with opened() as door:
        door.api.fail("chat.postEphemeral", Fault(error=error))
        assert (await door.event(mention("band")))[0] == 200
        assert [each["text"] for each in door.api.messages["D1"]] == ["heard band"]


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (Fault(error="messages_tab_disabled"), 200),
        (Fault(error="channel_not_found"), 200),
        (Fault(error="internal_error"), 500),
        (Fault(status=429, retry_after=1), 500),
        (Fault(cut="before"), 500),
    ],
)
async def test_slack_is_asked_for_an_event_again_only_where_that_may_help(
    fault: Fault, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened() as door:
        door.api.fail("chat.postMessage", fault)
        assert (await door.event(message_event("band")))[0] == status
        assert [each for each in caplog.messages if each.startswith("an answer did not reach Slack: ")]
        assert "Traceback" not in caplog.text
