"""The metronome: APScheduler wakes us once a second. The truth is in the tables, so nothing is lost when it stops."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger("mlhire.scheduler")

EVERY_SECONDS = 1.0
ANYWAY_SECONDS = 3.0
"""A poll comes after this long even if nothing woke us: APScheduler sleeps by the wall clock, so one that is set back an
hour silences it for an hour."""
LATE_AFTER_SECONDS = 30.0
"""A last poll older than this is reported by /healthz."""


class Metronome:
    """Calls `poll` every second, and again at once while it returns True; never two at a time.

    A poll that fails is logged, and the next one comes all the same.
    """

    def __init__(
        self, poll: Callable[[], Awaitable[bool]], monotonic: Callable[[], float], *, anyway_seconds: float = ANYWAY_SECONDS
    ) -> None:
        self._poll = poll
        self._monotonic = monotonic
        self._anyway_seconds = anyway_seconds
        self._last = monotonic()
        self._woken = asyncio.Event()
        self._polling: asyncio.Task[None] | None = None
        # In memory, with no misfire limit: a job store would be a second truth, and a late poll is still a poll.
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._wake, "interval", seconds=EVERY_SECONDS, coalesce=True, max_instances=1, misfire_grace_time=None, id="poll"
        )

    def start(self) -> None:
        """Begin to poll on the running event loop: the first time at once."""
        self._woken.set()
        self._scheduler.start()
        self._polling = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Poll at once: business time was moved. Call it on the event loop."""
        self._woken.set()

    async def stop(self) -> None:
        """Poll no more; a poll that is under way is let end, for a few seconds."""
        self._scheduler.shutdown(wait=False)
        polling, self._polling = self._polling, None
        if polling:
            self._woken.set()
            await asyncio.wait({polling}, timeout=ANYWAY_SECONDS)
            polling.cancel()
            await asyncio.wait({polling})

    @property
    def late_seconds(self) -> float:
        """Seconds since the last poll that succeeded, where that is too long; else 0."""
        since = self._monotonic() - self._last
        return since if since > LATE_AFTER_SECONDS else 0.0

    async def _wake(self) -> None:
        self.wake()

    async def _run(self) -> None:
        me = asyncio.current_task()
        while self._polling is me:
            try:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._anyway_seconds):
                        await self._woken.wait()
                self._woken.clear()
                if self._polling is me and await self._poll():
                    self._woken.set()
                self._last = self._monotonic()
            except asyncio.CancelledError:
                if me is None or me.cancelling():
                    raise
                log.warning("a poll was cancelled from within; the next one comes in %s s", EVERY_SECONDS)
            except Exception:
                log.exception("a poll failed; the next one comes in %s s", EVERY_SECONDS)
