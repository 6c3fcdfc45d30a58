"""App Home: one's own page in the app's Home tab, published when it is opened and edited as things change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.incoming import Asked
from bot.slack.render import home
from handlers.core.recent import Recent
from handlers.core.reply import Reply

KEPT = 10_000
"""People whose page is known to be kept: opening it again touches no table."""

Keep = Callable[[str, str], object]
"""Notes, blocking, that (workspace, account) has a page to be edited from now on; falsy for somebody who is not known."""


class Homes:
    """Publishes pages, and has those that were opened kept."""

    def __init__(self, client: AsyncWebClient, keep: Keep | None = None) -> None:
        self._client = client
        self._keep = keep
        self._kept: Recent[tuple[str, str], object] = Recent(KEPT)

    async def show(self, workspace: str, asked: Asked, reply: Reply) -> None:
        """Publish `reply` as the asker's page. Raises Slack's and aiohttp's errors."""
        account = asked.way.user
        await publish(self._client, account, reply)
        if self._keep is None or self._kept.get((workspace, account)):
            return
        self._kept.keep((workspace, account), await asyncio.to_thread(self._keep, workspace, account))


async def publish(client: AsyncWebClient, account: str, reply: Reply) -> Mapping[str, Any]:
    """The reference by which the page is edited: it has no message's name, only whose it is."""
    await client.views_publish(user_id=account, view=home(reply))
    return {"home": account}
