"""What the metronome has done each second besides the post: rounds asked about, imports carried on, changed messages edited."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from bot.clocks import BusinessClock
from bot.courier import Courier
from bot.refresher import Refresher
from handlers.core.library import Library
from handlers.pipeline import asking, importing
from storage import reqs
from storage.database import Database

log = logging.getLogger("mlhire.chores")

AT_ONCE = 50


class Chores:
    """One round a call: the courier's first, since it is what people wait for."""

    def __init__(
        self,
        courier: Courier,
        refresher: Refresher,
        database: Database,
        library: Callable[[str], Library],
        clock: BusinessClock,
        real_now: Callable[[], datetime],
    ) -> None:
        self._courier = courier
        self._refresher = refresher
        self._database = database
        self._library = library
        self._clock = clock
        self._real_now = real_now

    async def poll(self) -> bool:
        """True where another round at once would find more to do."""
        more = await self._courier.poll()
        importing_more = await asyncio.to_thread(self._write)
        return bool(await self._refresher.poll()) or more or importing_more

    def _write(self) -> bool:
        now, real_now = self._clock.now(), self._real_now()
        for workspace in self._database.read_system(lambda unit: reqs.workspaces_to_ask(unit, now)):
            self._guarded(workspace, lambda unit: bool(asking.queue_questions(unit, now, real_now, AT_ONCE)))
        going_on = [
            self._guarded(workspace, lambda unit, library=self._library(workspace): importing.go_on(unit, library, now, real_now))
            for workspace in self._database.read_system(importing.workspaces_importing)
        ]
        return any(going_on)

    def _guarded(self, workspace: str, work: Callable[..., bool]) -> bool:
        """One workspace's trouble is not the others': it is logged, and the next round tries again."""
        try:
            return self._database.write(workspace, work)
        except Exception:
            log.exception("a chore of %s failed", workspace)
            return False
