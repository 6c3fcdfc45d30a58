"""Who is mentioned: a chat has ids of its own for people, who keep their directory id; the connector tells which is whose."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Mapping

from bot.teams.transport import Connector
from handlers.core.recent import Recent

KEPT = 20_000
PATIENCE_SECONDS = 1.5
"""How long an answer waits for it; somebody who is not found by then is called by name alone."""


class People:
    """Directory ids of people by the ids that a chat gives them, asked once each."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._known: Recent[str, str] = Recent(KEPT)

    async def accounts(self, service_url: str, conversation: str, ids: Iterable[str]) -> Mapping[str, str]:
        """Chat's id → directory's id, of those that could be learnt in time."""
        wanted = list(dict.fromkeys(ids))
        strangers = [each for each in wanted if self._known.get(each) is None]
        if strangers:
            asking = asyncio.gather(*(self._learn(service_url, conversation, each) for each in strangers))
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await asking
            except TimeoutError:
                pass
        return {each: account for each in wanted if (account := self._known.get(each))}

    async def _learn(self, service_url: str, conversation: str, id: str) -> None:
        member = await self._connector.member(service_url, conversation, id)
        account = str(member.get("aadObjectId") or member.get("objectId") or "")
        if re.fullmatch(r"[A-Za-z0-9-]+", account):
            self._known.keep(id, account)
