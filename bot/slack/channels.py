"""Channels that somebody names: Slack sends their ids along with the words, and tells whether the bot is in one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.incoming import SYSTEM, Asked
from handlers.core.command import Command, NamedChannel
from handlers.core.recent import Recent

log = logging.getLogger("mlhire.slack")

KEEP_SECONDS = 600.0
"""How long the bot is taken to be in a channel that it was in."""
PATIENCE_SECONDS = 0.8
"""How long an answer waits to know; then it goes on as if the bot were there."""
KEPT = 5000
NOT_THERE = frozenset({"not_in_channel", "channel_not_found", "is_archived"})
"""What Slack says of a channel that the bot can't post to."""


class Channels:
    """Asks Slack by reading one message, which takes membership and no scope beyond those that finding a message again has."""

    def __init__(self, client: AsyncWebClient, monotonic: Callable[[], float]) -> None:
        self._client = client
        self._monotonic = monotonic
        self._joined: Recent[str, float] = Recent(KEPT)

    async def told(self, command: Command, asked: Asked) -> Command:
        """The command with the channels that were named in it, as Slack knows them."""
        if not asked.channels:
            return command
        joined = await asyncio.gather(*(self._is_member(id) for id, _ in asked.channels))
        known = zip(asked.channels, joined, strict=True)
        named = {name.casefold(): NamedChannel({"system": SYSTEM, "channel": id}, member) for (id, name), member in known}
        return replace(command, channels=named)

    async def _is_member(self, id: str) -> bool | None:
        known = self._joined.get(id)
        if known is not None and known > self._monotonic():
            return True
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._client.conversations_history(channel=id, limit=1)
        except SlackApiError as error:
            return False if error.response.get("error") in NOT_THERE else None
        except (aiohttp.ClientError, TimeoutError) as error:
            log.info("whether the bot is in a channel is not known: %s", type(error).__name__)
            return None
        self._joined.keep(id, self._monotonic() + KEEP_SECONDS)
        return True
