"""The refresher: messages that show current state (a req's card, an import's progress) are edited in place when it changes.

Ten quick changes are one edit that shows the last state. An edit that is repeated does no harm, so nothing is looked up first.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from bot.clocks import Clocks
from bot.transport import Outcome, Refused, Sent, Throttled, Transport, Unclear
from handlers.core.library import Library
from handlers.core.reply import Reply
from handlers.pipeline.erasure.forgetting import FORGOTTEN
from handlers.pipeline.messages import messages
from storage import surfaces
from storage.database import Database
from storage.models import Surface

log = logging.getLogger("mlhire.refresher")

AT_ONCE = 20
LEASE_SECONDS = 30.0
EDIT_SECONDS = 20.0
"""A platform that takes longer is asked again later: well inside the lease, so that nobody else edits meanwhile."""
PATIENCE_SECONDS = 1.0
"""How long a poll waits for the edits that it began; those of a slow platform go on by themselves, and hold up nothing."""
RETRY_SECONDS, LONGEST_RETRY_SECONDS = 5.0, 900.0
NOT_POSTED_SECONDS = 2.0
"""How long an edit waits for the message that it is of."""


class Refresher:
    """Edits what has changed, through the open doors' transports."""

    def __init__(
        self,
        database: Database,
        transports: Mapping[str, Transport],
        library: Callable[[str], Library],
        clocks: Clocks,
    ) -> None:
        self._database = database
        self._transports = transports
        self._library = library
        self._clocks = clocks
        self._work: set[asyncio.Task[None]] = set()

    async def poll(self) -> int:
        """Begin to edit one batch of changed messages; how many were taken. Takes about a second at most."""
        taken = await asyncio.to_thread(self._take, AT_ONCE - len(self._work))
        begun = [self._begin(surface) for surface in taken]
        if begun:
            await asyncio.wait(begun, timeout=PATIENCE_SECONDS)
        return len(taken)

    async def stop(self) -> None:
        """Let go of what has not ended: its lease runs out, and it is done again."""
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)

    @property
    def under_way(self) -> int:
        """Edits that have not ended."""
        return len(self._work)

    def _begin(self, surface: Surface) -> asyncio.Task[None]:
        task = asyncio.create_task(self._refresh(surface))
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return task

    def _take(self, most: int) -> list[Surface]:
        now = self._clocks.real_now()
        if most <= 0 or not self._database.read_system(lambda unit: surfaces.waiting(unit, now)):
            return []
        return self._database.write_system(lambda unit: surfaces.take(unit, now, most, LEASE_SECONDS))

    async def _refresh(self, surface: Surface) -> None:
        try:
            await self._edit(surface)
        except Exception:
            # A later poll tries again: nothing is lost by a bug here.
            log.exception("the message %s could not be edited", surface.key)
            with suppress(Exception):  # where the database is away that is in the log now, and the lease runs out by itself
                await self._later(surface, LONGEST_RETRY_SECONDS, "broken")

    async def _edit(self, surface: Surface) -> None:
        transport = self._transports.get(str(surface.address.get("system")))
        ref = surface.platform_ref
        if ref is None or transport is None:
            await self._later(surface, NOT_POSTED_SECONDS if transport else LONGEST_RETRY_SECONDS, "not_posted")
            return
        reply = await asyncio.to_thread(self._compose, surface)
        match await self._shown(surface, transport, ref, reply) if reply else Sent(ref):
            case Sent() | Refused():
                # What the platform refuses (the message was deleted) is not asked of it again until something changes.
                await asyncio.to_thread(self._database.write_system, lambda unit: surfaces.shown(unit, surface))
            case Throttled(retry_after=seconds):
                await self._later(surface, seconds, "throttled")
            case _:
                await self._later(surface, min(RETRY_SECONDS * 2 ** min(surface.attempts, 10), LONGEST_RETRY_SECONDS), "failed")

    @staticmethod
    async def _shown(surface: Surface, transport: Transport, ref: Mapping[str, Any], reply: Reply) -> Outcome:
        try:
            async with asyncio.timeout(EDIT_SECONDS):
                outcome = await transport.update(surface.address, ref, reply)
                if isinstance(outcome, Refused) and surface.refs.get(FORGOTTEN):
                    outcome = await transport.delete(surface.address, ref)
                return outcome
        except TimeoutError:
            return Unclear("no_answer")

    def _compose(self, surface: Surface) -> Reply | None:
        library, now = self._library(surface.workspace_id), self._clocks.business.now()
        return self._database.read(
            surface.workspace_id, lambda unit: messages.compose(unit, surface.kind, surface.refs, library, now, None)
        )

    async def _later(self, surface: Surface, seconds: float, why: str) -> None:
        at = self._clocks.real_now() + timedelta(seconds=seconds)
        await asyncio.to_thread(self._database.write_system, lambda unit: surfaces.failed(unit, surface, at, why))
