"""The metronome: APScheduler wakes us once a second. The truth is in the tables, so nothing is lost when it stops."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger("mlhire.scheduler")

EVERY_SECONDS = 1
LATE_AFTER_SECONDS = 30
"""A last poll older than this is reported by /healthz."""


class Metronome:
    """Calls `poll` every second, one call at a time; a poll that fails is logged and the next one comes all the same."""

    def __init__(self, poll: Callable[[], Awaitable[object]], monotonic: Callable[[], float]) -> None:
        self._poll = poll
        self._monotonic = monotonic
        self._last = monotonic()
        # In memory, with no misfire limit: a job store would be a second truth, and a late poll is still a poll.
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._tick, "interval", seconds=EVERY_SECONDS, coalesce=True, max_instances=1, misfire_grace_time=None, id="poll"
        )

    def start(self) -> None:
        """Begin to poll on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Poll no more."""
        self._scheduler.shutdown(wait=False)

    @property
    def late_seconds(self) -> float:
        """Seconds since the last poll that succeeded, where that is too long; else 0."""
        since = self._monotonic() - self._last
        return since if since > LATE_AFTER_SECONDS else 0.0

    async def _tick(self) -> None:
        try:
            await self._poll()
            self._last = self._monotonic()
        except Exception:
            log.exception("a poll failed; the next one comes in %s s", EVERY_SECONDS)
