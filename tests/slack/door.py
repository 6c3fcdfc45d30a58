"""A Slack door that listens for real: signed requests go in, a peer stands for Slack, and a desk answers."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from bot.slack.receive import SlackDoor
from bot.slack.transport import client
from bot.slack.wiring import Wiring
from handlers.core.command import Command
from handlers.core.reply import Reply, Text
from tests.peers.slack_api import SlackApi, slack_api

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = datetime(2026, 5, 5, 16, 0, tzinfo=UTC)
FORM = "application/x-www-form-urlencoded"


@dataclass
class Desk:
    """Answers what it was told to, and keeps every command."""

    replies: dict[str, Reply] = field(default_factory=dict)
    heard: list[Command] = field(default_factory=list)
    held: asyncio.Event | None = None
    """While it is not set, answers wait."""

    def begin(self, command: Command) -> Reply | Awaitable[Reply]:
        self.heard.append(command)
        words = command.verb or command.said
        reply = self.replies.get(words, Reply(f"heard {words}", (Text(f"heard {words}"),)))
        return self._wait(reply, self.held) if self.held else reply

    async def _wait(self, reply: Reply, held: asyncio.Event) -> Reply:
        await held.wait()
        return reply


@dataclass
class Door:
    """The pieces of a test: the door's address, the desk behind it, and Slack before it."""

    url: str
    desk: Desk
    api: SlackApi
    slack: SlackDoor
    http: aiohttp.ClientSession

    async def post(self, body: bytes, content_type: str, **headers: str) -> tuple[int, Any]:
        """Post `body` signed as Slack signs, unless headers say otherwise; the status, and the body as JSON or text."""
        sent = {"Content-Type": content_type, **signature(body), **headers}
        async with self.http.post(self.url, data=body, headers=sent) as response:
            text = await response.text()
            return response.status, json.loads(text) if response.content_type == "application/json" else text

    async def slash(self, text: str, **fields: str) -> tuple[int, Any]:
        return await self.post(urlencode(slash_fields(self.api, text) | fields).encode(), FORM)

    async def event(self, event: dict[str, Any], event_id: str = "Ev1", **headers: str) -> tuple[int, Any]:
        body = {"type": "event_callback", "team_id": "T1", "event_id": event_id, "event": event}
        return await self.post(json.dumps(body).encode(), "application/json", **headers)

    async def interact(self, payload: dict[str, Any]) -> tuple[int, Any]:
        return await self.post(urlencode({"payload": json.dumps(payload)}).encode(), FORM)


def signature(body: bytes, secret: str = SECRET, age: float = 0) -> dict[str, str]:
    """Slack's two headers: v0 HMAC-SHA256 over `v0:timestamp:body`."""
    timestamp = str(int(time.time() - age))
    digest = hmac.new(secret.encode(), b":".join((b"v0", timestamp.encode(), body)), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def slash_fields(api: SlackApi, text: str) -> dict[str, str]:
    """A slash command's fields as Slack sends them."""
    return {
        "team_id": "T1",
        "channel_id": "C1",
        "channel_name": "hiring",
        "user_id": "U1",
        "user_name": "mei",
        "command": "/mlhire",
        "text": text,
        "response_url": f"{api.url}respond/slash",
        "trigger_id": "13345224609.738474920.8088930838d88f008e0",
    }


def message_event(text: str, **more: Any) -> dict[str, Any]:
    """A direct message to the bot."""
    return {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "text": text, "ts": "1.000100"} | more


def mention(text: str, **more: Any) -> dict[str, Any]:
    """A mention in a channel."""
    return {"type": "app_mention", "channel": "C1", "user": "U1", "text": f"<@U0BOT> {text}", "ts": "2.000100"} | more


def press(api: SlackApi, value: str, **more: Any) -> dict[str, Any]:
    """A pressed button."""
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1", "name": "mei"},
        "channel": {"id": "C1"},
        "container": {"type": "message", "channel_id": "C1", "message_ts": "3.1"},
        "trigger_id": "t.press",
        "response_url": f"{api.url}respond/button",
        "actions": [{"type": "button", "action_id": "a:0:band", "block_id": "b", "value": value}],
    } | more


@asynccontextmanager
async def opened(desk: Desk | None = None, organisation: str | None = None, **wiring: Any) -> AsyncIterator[Door]:
    """A door on a free port, with its peer."""
    desk = desk or Desk()
    async with slack_api(organisation) as api:
        web_client = client("xoxb-1", api.url)
        slack = SlackDoor(Wiring(desk.begin, web_client, "{}:{}".format, lambda: NOW, SECRET, **wiring))
        app = web.Application()
        app.router.add_post("/slack/events", slack.http)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await slack.open()
        await api.until(lambda: api.called("auth.test"))
        try:
            async with aiohttp.ClientSession() as http:
                yield Door(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events", desk, api, slack, http)
        finally:
            await slack.close()
            await runner.cleanup()
