"""Opening the Slack doors that the configuration names: which parts of the house the door is given, and its life."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web
from slack_sdk.errors import SlackApiError

from bot.slack import incoming
from bot.slack.acks import looked_at
from bot.slack.receive import KEPT, SlackDoor
from bot.slack.socket import Socket
from bot.slack.transport import SlackTransport
from bot.slack.transport import client as web_client
from bot.slack.wiring import PATIENCE_SECONDS, Wiring

if TYPE_CHECKING:
    from bot.compose import House

log = logging.getLogger("mlhire.slack")


def mount(app: web.Application, house: House, patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Open the Slack doors that the configuration names: /slack/events, Socket Mode, or both.

    `patience_seconds`: how long a request is held for its answer, which else comes by itself.
    """
    settings = house.config.slack
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""
    client = web_client(token, settings.api_url)
    workspace = lru_cache(KEPT)(house.config.workspace_of)

    def keep_answer(team: str, *where_and_whom: Any) -> None:
        house.keep_answer(workspace(incoming.SYSTEM, team), *where_and_whom)

    wiring = Wiring(
        house.answering.begin,
        client,
        workspace,
        house.clock.now,
        secret,
        seen=house.answered.seen,
        remember=house.answered.remember,
        draw=house.draw,
        keep_home=partial(house.keep_home, incoming.SYSTEM),
        keep_answer=keep_answer,
        wants=house.answering.wants_document,
        patience_seconds=patience_seconds,
    )
    door = SlackDoor(wiring)
    house.transports["slack"] = SlackTransport(client, house.draw)
    house.writers.append(door.acknowledged)
    if settings.http:
        app.router.add_post("/slack/events", door.http)
        app.router.add_get("/slack/events", looked_at, allow_head=False)

    async def life(_: web.Application) -> AsyncIterator[None]:
        await door.open()
        socket = door.socket(settings.app_token.get_secret_value()) if settings.socket_mode and settings.app_token else None
        connecting = asyncio.create_task(_connect(socket)) if socket else None
        yield
        if connecting and socket:
            connecting.cancel()
            await socket.close_async()  # type: ignore[no-untyped-call]
        await door.close()

    app.cleanup_ctx.append(life)


async def _connect(socket: Socket) -> None:
    """Connect once Slack can be reached; from then on the client keeps the connection."""
    pause = 1
    while True:
        try:
            await socket.connect_async()  # type: ignore[no-untyped-call]
            return
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            log.error("Socket Mode: %s", error)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 60)
