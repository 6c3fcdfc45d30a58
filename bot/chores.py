"""What the metronome has done each second besides the post: rounds asked about, imports, digests, retention, edits."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.clocks import Clocks
from bot.compose import House
from bot.courier import Courier
from bot.digests import Digests
from bot.duties import DUTIES, WINDING, Timed
from bot.refresher import Refresher
from handlers.core.library import Library
from handlers.pipeline import importing
from handlers.pipeline.messages import asking
from storage import interviews
from storage.database import Database
from storage.unit import Unit

log = logging.getLogger("mlhire.chores")

AT_ONCE = 50
REST_SECONDS = 1.0
"""How long all but the post waits at most while there is more post: once a round it would cost the post a twentieth."""
MOST_ROUNDS = 20
"""Of what time itself ended: what more there is waits for the next round."""


class Chores:
    """All that a served house does by itself, one round a call: the post first, since it is what people wait for, but for what
    says whom it tells what."""

    def __init__(self, house: House, clocks: Clocks) -> None:
        self._house = house
        self._clocks = clocks
        self.courier = Courier(house.database, house.transports, house.library, clocks, answer=house.answers)
        self.refresher = Refresher(house.database, house.transports, house.library, clocks)
        duties = {duty: Timed(house.database, house.library, duty) for duty in DUTIES}
        self._timed: tuple[Digests | Timed, ...] = (Digests(house.database, house.library), *duties.values())
        self._winding = tuple(duties[duty] for duty in WINDING)
        self._looked_at = -math.inf

    async def poll(self) -> bool:
        """True where another round at once would find more to do. While there is more post, the rest waits its second."""
        await asyncio.to_thread(self._wind)
        more = await self.courier.poll()
        if more and self._clocks.monotonic() - self._looked_at < REST_SECONDS:
            return True
        self._looked_at = self._clocks.monotonic()
        carried = await asyncio.to_thread(self.carry_on)
        return bool(await self.refresher.poll()) or more or carried

    def _wind(self) -> None:
        """After a stop: what time itself ended meanwhile changes who owes what, and is recorded before anybody is told."""
        now, real_now = self._clocks.business.now(), self._clocks.real_now()
        for duty in self._winding:
            for _ in range(MOST_ROUNDS):
                if not duty.poll(now, real_now):
                    break

    def carry_on(self) -> bool:
        """A round without the post; whether there is more of it."""
        now, real_now = self._clocks.business.now(), self._clocks.real_now()
        return carry_on(self._house.database, self._house.library, now, real_now, *self._timed)

    async def stop(self) -> None:
        """Let go of the edits, and end what is being sent."""
        await self.refresher.stop()
        await self.courier.stop()


def carry_on(
    database: Database, library: Callable[[str], Library], now: datetime, real_now: datetime, *timed: Digests | Timed
) -> bool:
    """Ask about the rounds that should have ended, do the next batch of each import, and have the `timed` look whether it's time.

    Whether there is more of it.
    """

    def guarded(workspace: str, work: Callable[[Unit, Library], int]) -> bool:
        """One workspace's trouble is not the others': it is logged, and the next round tries again."""
        try:
            knowledge = library(workspace)
            return bool(database.write(workspace, lambda unit: work(unit, knowledge)))
        except Exception:
            log.exception("a chore of %s failed", workspace)
            return False

    ask = partial(asking.queue_questions, now=now, real_now=real_now, limit=AT_ONCE)
    for workspace in database.read_system(lambda unit: interviews.workspaces_to_ask(unit, now)):
        guarded(workspace, ask)
    batch = partial(importing.go_on, now=now, real_now=real_now)
    more = [guarded(workspace, batch) for workspace in database.read_system(importing.workspaces_importing)]
    return True in [*more, *(each.poll(now, real_now) for each in timed)]
