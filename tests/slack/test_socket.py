"""Socket Mode: every envelope is acknowledged, whatever it holds, and connections come and go without losing one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.slack.socket import Socket
from tests.peers.slack_api import Fault
from tests.slack.door import Door, message_event, opened, press, slash_fields

EVENT: dict[str, Any] = {"type": "event_callback", "team_id": "T1", "event_id": "Ev9"}


@asynccontextmanager
async def connected() -> AsyncIterator[tuple[Door, Socket]]:
    """A door and its connection to the peer."""
    async with opened() as door, connection(door) as socket:
        yield door, socket


@asynccontextmanager
async def connection(door: Door) -> AsyncIterator[Socket]:
    """One more connection of a door."""
    socket = door.slack.socket("xapp-1")
    await socket.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield socket
    finally:
        await socket.close_async()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("interactive", {"type": "view_closed", "view": {"type": "modal", "callback_id": "form"}, "is_cleared": False}),
        ("interactive", {"type": "block_suggestion", "action_id": "x", "block_id": "b", "value": "an"}),
        ("interactive", {"type": "interactive_message", "callback_id": "x", "actions": [{"name": "a", "type": "button"}]}),
        ("interactive", {"type": "dialog_submission", "callback_id": "x", "submission": {}}),
        ("interactive", {"type": "workflow_step_edit", "callback_id": "x"}),
        ("events_api", {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1518467820}),
        ("events_api", EVENT | {"event": {"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}}}),
        ("events_api", EVENT | {"event": {"type": "message", "channel": 5, "user": "U1", "text": []}}),
        ("events_api", EVENT),
        ("events_api", {}),
        ("slash_commands", {"text": "band"}),
        ("slash_commands", {"command": [], "text": "band"}),
        ("newest", {"type": "newest"}),
    ],
)
async def test_an_envelope_that_asks_for_nothing_is_acknowledged_so_that_it_does_not_come_again(
    kind: str, payload: dict[str, Any]
) -> None:
    async with connected() as (door, _):
        calls = len(door.api.calls)
        assert "payload" not in await door.api.push(kind, payload)
        assert door.desk.heard == []
        assert len(door.api.calls) == calls, "and nobody is told anything"


@pytest.mark.parametrize("missing", ["text", "channel_id", "user_id", "user_name", "response_url", "trigger_id", "team_id"])
async def test_a_command_is_answered_whatever_it_leaves_empty(missing: str) -> None:
    async with connected() as (door, _):
        fields: dict[str, Any] = slash_fields(door.api, "band")
        acknowledged = await door.api.push("slash_commands", fields | {missing: None, "is_enterprise_install": False})
        assert acknowledged["payload"]["text"] == ("heard " if missing == "text" else "heard band")


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_a_connection_that_slack_gives_up_is_replaced_before_it_ends(reason: str) -> None:
    async with connected() as (door, _):
        await door.api.sockets[0].send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "wss-1"}})
        await door.api.until(lambda: len(door.api.sockets) == 2)
        assert (await door.api.push("slash_commands", dict(slash_fields(door.api, "band"))))["payload"]["text"] == "heard band"


async def test_a_connection_that_was_cut_comes_back_though_slack_refuses_a_while() -> None:
    async with connected() as (door, socket):
        socket.client.ping_interval = 0.05  # how often the SDK looks after its connection, else ten seconds
        door.api.fail("apps.connections.open", Fault(error="internal_error"))
        await door.api.sockets[0].close()
        await door.api.until(lambda: len(door.api.sockets) == 2)
        assert len(door.api.called("apps.connections.open")) == 3
        assert (await door.api.push("slash_commands", dict(slash_fields(door.api, "band"))))["payload"]["text"] == "heard band"


async def test_what_comes_again_over_another_connection_is_answered_once() -> None:
    async with connected() as (door, _), connection(door):
        for live in door.api.sockets:
            envelope = {"envelope_id": f"E{id(live)}", "type": "events_api", "payload": EVENT | {"event": message_event("loop")}}
            await live.send_json(envelope | {"retry_attempt": 1, "retry_reason": "timeout"})
        await door.api.until(lambda: len(door.api.envelopes) == 2)
        assert [command.said for command in door.desk.heard] == ["loop"]
        assert len(door.api.messages["D1"]) == 1


async def test_what_makes_no_sense_on_the_wire_does_not_end_the_connection() -> None:
    async with connected() as (door, _):
        for sent in ("Ping from applink-1", "{broken", '{"type":"hello"}', '{"envelope_id":"E0","type":"interactive"}', "[]"):
            await door.api.sockets[0].send_str(sent)
        await door.api.push("interactive", press(door.api, '{"v":"band","a":{}}'))
        assert [command.verb for command in door.desk.heard] == ["band"]
        assert len(door.api.sockets) == 1
