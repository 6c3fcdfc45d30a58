"""Moving business time as if it had passed: from one thing due to the next, each said at its own moment before time goes on.

A jump would say what is still true at its end, as after an outage. A walk plays what would have been said on the way.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from bot import clocks
from bot.compose import House
from bot.duties import ABSENCES, EXPIRY
from handlers.core.library import Library
from handlers.pipeline.digests import sending
from handlers.pipeline.reminders import expiring
from storage import expiry, interviews, nudges, outbox, people
from storage.unit import SystemUnit

log = logging.getLogger("mlhire.walking")

MOST_STOPS = 600
"""A walk stops so often; what is left of its way is a jump, so that a year's ends too."""
PATIENCE_SECONDS, SHORT_PATIENCE_SECONDS = 5.0, 0.5
"""How long one stop may take to say all that it has to say, before and after one did not: what can't be said must not hold
time up."""
FIRST_LOOK_SECONDS, LONGEST_LOOK_SECONDS = 0.004, 0.05
FARTHEST = timedelta(days=35)
"""Who asks for the next thing that is said is not taken farther than to the next monthly report."""
A_DAY = timedelta(days=1)


class UnderWay(Exception):
    """Business time is being moved already."""


class Walk:
    """At most one walk at a time. `stepped` is called at every stop, and at the end; `spoken` counts what was said so far."""

    def __init__(self, house: House, stepped: Callable[[], None], spoken: Callable[[], int]) -> None:
        self._house = house
        self._stepped = stepped
        self._spoken = spoken
        self._task: asyncio.Task[bool] | None = None
        self._halted = False
        self._patience = PATIENCE_SECONDS

    @property
    def under_way(self) -> bool:
        """Whether business time is being moved now."""
        return self._task is not None and not self._task.done()

    @property
    def halted(self) -> bool:
        """Whether what was begun was told to stop."""
        return self._halted

    def halt(self) -> None:
        """Stay where business time has come to."""
        self._halted = True

    def forward(self, by: timedelta) -> asyncio.Task[bool]:
        """Begin to move business time by a span, past all that falls due on the way. Raises UnderWay."""
        return self.begin(lambda: self._go(by))

    def to_the_next(self) -> asyncio.Task[bool]:
        """Begin to move it to when the next thing is said; the task's result: whether there was any. Raises UnderWay."""
        return self.begin(lambda: self._go(None))

    def begin(self, work: Callable[[], Coroutine[Any, Any, bool]]) -> asyncio.Task[bool]:
        """Begin something that moves business time by `until`; nobody else moves it meanwhile. Raises UnderWay."""
        if self.under_way:
            raise UnderWay
        self._halted, self._patience = False, PATIENCE_SECONDS
        self._task = asyncio.create_task(work())
        self._task.add_done_callback(self._ended)
        return self._task

    def _ended(self, task: asyncio.Task[bool]) -> None:
        if not task.cancelled() and (error := task.exception()):
            log.error("business time could not be moved to the end", exc_info=error)
        self._stepped()

    async def until(self, moment: datetime) -> None:
        """Move it to a moment, and say what falls due until then: a part of what was begun."""
        await self._go(max(moment - self._house.clock.now(), timedelta()))

    async def move(self, by: timedelta) -> None:
        """Move it in one step, and with it what waits in the outbox, by real time, for its reader's hours."""
        self._house.clock.move(by)
        await asyncio.to_thread(self._house.database.write_system, lambda unit: outbox.bring_nearer(unit, by, clocks.real_now()))

    async def settled(self) -> None:
        """Wait until everything that is due has been said, as far as it can be, and no longer than our patience."""
        until, pause = clocks.monotonic() + self._patience, FIRST_LOOK_SECONDS
        while not self._halted and not await asyncio.to_thread(self._is_quiet):
            if clocks.monotonic() > until:
                log.warning("something due at %s could not be said; business time goes on", self._house.clock.now())
                self._patience = SHORT_PATIENCE_SECONDS
                return
            self._house.wake()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_LOOK_SECONDS)

    async def ended(self) -> None:
        """Wait for the end."""
        if self._task:
            await asyncio.wait({self._task})

    async def close(self) -> None:
        """Stop, and wait for the end."""
        self.halt()
        await self.ended()

    async def _go(self, by: timedelta | None) -> bool:
        """Walk by a span, or (None) until something was said; whether it was worth it. Where nothing is, time stays."""
        await self.settled()
        clock, before, began = self._house.clock, self._spoken(), self._house.clock.shift
        goal = began + (FARTHEST if by is None else by)
        for _ in range(MOST_STOPS):
            if self._halted or (by is None and self._spoken() > before):
                break
            stop = await asyncio.to_thread(self._next_stop)
            if stop is None or stop > clock.now() + (goal - clock.shift):
                break
            await self.move(stop - clock.now())
            self._stepped()
            await self.settled()
        if by is not None and not self._halted:
            await self.move(goal - clock.shift)
            await self.settled()
        elif by is None and not self._halted and self._spoken() == before:
            await self.move(began - clock.shift)
        return self._halted or self._spoken() > before

    def _next_stop(self) -> datetime | None:
        now, real_now, library = self._house.clock.now(), clocks.real_now(), self._house.library
        return self._house.database.read_system(lambda unit: next_due(unit, library, now, real_now))

    def _is_quiet(self) -> bool:
        now, real_now, library = self._house.clock.now(), clocks.real_now(), self._house.library
        return self._house.database.read_system(lambda unit: not anything_to_say(unit, library, now, real_now))


def next_due(unit: SystemUnit, library: Callable[[str], Library], now: datetime, real_now: datetime) -> datetime | None:
    """When the next thing after `now` falls due in any workspace: a nudge, a message that waits for its reader's hours, a round
    that should have ended, an offer's end, somebody's return, a morning."""
    later = outbox.next_put_for_later(unit, real_now)
    workspaces = people.workspaces_with_people(unit)
    plans = [sending.plan(unit.within(workspace), library(workspace), now) for workspace in workspaces]
    # A plan looks two days ahead; on a long weekend it finds nothing, and is asked again the day after.
    mornings = [plan.next_at or now + A_DAY for plan in plans]
    times = (
        nudges.next_time(unit),
        interviews.next_end_to_ask_about(unit),
        _next_duty(unit),
        later and now + (later - real_now),
        *mornings,
    )
    return min((time for time in times if time and time > now), default=None)


def _next_duty(unit: SystemUnit) -> datetime | None:
    """When an offer that runs out, or an absence that is over, will have been looked at, so that its clocks are wound."""
    bare = (expiring.next_bare_end(unit.within(each)) for each in expiry.workspaces_with_bare_offers(unit))
    ends = ((expiry.next_end(unit), EXPIRY.every), *((end, EXPIRY.every) for end in bare))
    return min((end + every for end, every in (*ends, (people.next_return(unit), ABSENCES.every)) if end), default=None)


def anything_to_say(unit: SystemUnit, library: Callable[[str], Library], now: datetime, real_now: datetime) -> bool:
    """Whether something has fallen due and is not said yet, or is on its way."""
    if nudges.workspaces_due(unit, now) or interviews.workspaces_to_ask(unit, now):
        return True
    if (duty := _next_duty(unit)) and duty <= now:
        return True
    if outbox.anything_to_claim(unit, real_now) or outbox.anything_under_way(unit):
        return True
    mornings = people.workspaces_with_people(unit)
    return any(sending.plan(unit.within(workspace), library(workspace), now).due for workspace in mornings)
