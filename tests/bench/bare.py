"""The references: bare aiohttp with the same signature check, and BotFrameworkAdapter's own static reply."""

from __future__ import annotations

import sys
from typing import Any

from aiohttp import web

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
STATIC = {"response_type": "ephemeral", "text": "Senior ML engineer, remote: post $230K base"}


def slack(app: web.Application) -> str:
    """Slack's signature checked by Slack's library, then the same few words each time."""
    from slack_sdk.signature import SignatureVerifier

    verifier = SignatureVerifier(SECRET)

    async def answer(request: web.Request) -> web.Response:
        if not verifier.is_valid_request(await request.read(), dict(request.headers)):
            return web.Response(status=401)
        return web.json_response(STATIC)

    app.router.add_post("/slack/events", answer)
    return "/slack/events"


def teams(app: web.Application) -> str:
    """The library's adapter, its own models, its own client: what its samples do with a message, with a static reply."""
    from botbuilder.core import BotFrameworkAdapter, BotFrameworkAdapterSettings, TurnContext
    from botbuilder.schema import Activity

    adapter = BotFrameworkAdapter(BotFrameworkAdapterSettings("", ""))

    async def turn(context: TurnContext) -> None:
        await context.send_activity(STATIC["text"])

    async def answer(request: web.Request) -> web.Response:
        activity: Any = Activity().deserialize(await request.json())
        await adapter.process_activity(activity, request.headers.get("Authorization", ""), turn)
        return web.Response(status=200)

    app.router.add_post("/api/messages", answer)
    return "/api/messages"


async def made(door: str) -> web.Application:
    """The application of one reference; prints its address once it listens."""
    app = web.Application()
    path = {"slack": slack, "teams": teams}[door](app)

    async def told(_: web.Application) -> None:
        print(f"http://127.0.0.1:{PORT}{path}", flush=True)

    app.on_startup.append(told)
    return app


if __name__ == "__main__":
    import socket

    listening = socket.create_server(("127.0.0.1", 0))
    PORT = listening.getsockname()[1]
    web.run_app(made(sys.argv[1]), sock=listening, access_log=None, print=lambda *_: None)
