"""Pictures and documents on their way to Slack: uploaded in three calls (a URL, the bytes, done), then shown or shared."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.core.reply import Document, Picture, Reply

log = logging.getLogger("mlhire.slack")

Draw = Callable[[Picture], bytes]
"""A picture as PNG; slow, so it runs in a thread."""

_FAILED = (SlackApiError, aiohttp.ClientError, TimeoutError, ValueError)


class Uploads:
    """Best effort: what can't be uploaded is said in words by the message itself, and logged."""

    def __init__(self, client: AsyncWebClient, draw: Draw | None = None) -> None:
        self._client = client
        self._draw = draw

    def wanted(self, reply: Reply) -> bool:
        """Whether a reply shows a picture or hands over a document."""
        return any(type(each) is Document or (type(each) is Picture and self._draw is not None) for each in reply.elements)

    async def pictures(self, reply: Reply) -> Mapping[Picture, str]:
        """Each picture drawn and uploaded, by the id of its file: shared nowhere, only shown by our message."""
        shown: dict[Picture, str] = {}
        for element in reply.elements if self._draw else ():
            if isinstance(element, Picture) and self._draw:
                try:
                    png = await asyncio.to_thread(self._draw, element)
                    shown[element] = await self._picture(element, png)
                except _FAILED as error:
                    log.warning("a picture was not uploaded: %s", error)
        return shown

    async def hand_over(self, reply: Reply, channel: str, thread: str | None = None) -> None:
        """Each document as a file to keep, in a channel, or in somebody's direct conversation (for a user's id)."""
        documents = [element for element in reply.elements if isinstance(element, Document) and element.content]
        if not documents:
            return
        try:
            where = await self._conversation(channel)
            below: dict[str, Any] = {"thread_ts": thread} if thread else {}
            for each in documents:
                await self._client.files_upload_v2(
                    channel=where, file=each.content, filename=each.name, title=each.name, snippet_type=None, **below
                )
        except _FAILED as error:
            log.warning("a document was not uploaded: %s", error)

    async def _conversation(self, channel: str) -> str:
        """A file is shared in a conversation: a person's own has to be opened."""
        if not channel.startswith(("U", "W")):
            return channel
        return str((await self._client.conversations_open(users=channel))["channel"]["id"])

    async def _picture(self, picture: Picture, png: bytes) -> str:
        uploaded = await self._client.files_upload_v2(
            file=png, filename="chart.png", title=picture.title or None, alt_txt=picture.alt, snippet_type=None
        )
        return str(uploaded["files"][0]["id"])
