"""What Slack gets back at once: the body of an acknowledgement, and Bolt's wrapping of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web
from pydantic_core import to_json
from slack_bolt.response import BoltResponse

from bot.slack.outgoing import rendered
from handlers.core.reply import Reply, Text


def acknowledgement(reply: Reply) -> dict[str, Any]:
    """The reply as the answer to a slash command: seen by the asker alone, unless it is public."""
    return {"response_type": "in_channel" if reply.public else "ephemeral", **rendered(reply)}


def response(body: Mapping[str, Any] | None = None) -> BoltResponse:
    """A new one each time: the adapter takes its headers apart."""
    if not body:
        return BoltResponse(status=200, body="")
    return BoltResponse(status=200, body=to_json(body).decode(), headers={"content-type": ["application/json"]})


async def looked_at(request: web.Request) -> web.Response:
    """GET /slack/events: now and then Slack looks whether our certificate is good. 405 for whoever else comes."""
    return web.Response(status=200 if "ssl_check" in request.query else 405)


def refusal(text: str, kind: str) -> Reply:
    """What the door itself does not take, said to the asker."""
    return Reply(text, (Text(text),), data={"refused": kind})
