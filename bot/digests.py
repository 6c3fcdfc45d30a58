"""The digests' turn among the chores: whose morning it is, looked at when the next one's time has come, and every few minutes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from handlers.core.library import Library
from handlers.pipeline.digests import sending
from handlers.pipeline.digests.sending import Due, Plan
from storage import people
from storage.database import Database
from storage.unit import Unit

log = logging.getLogger("mlhire.digests")

LOOK_EVERY = timedelta(minutes=5)
"""Business time after which everybody is looked at again: somebody may have come, or have changed their hours."""
AT_ONCE = 25
"""Digests written in one transaction: few enough that a person's command hardly waits for it."""


class Digests:
    """Remembers when to look next and what it found, and nothing of value: what was said, or was empty, stands in the tables."""

    def __init__(self, database: Database, library: Callable[[str], Library]) -> None:
        self._database = database
        self._library = library
        self._looked_at: datetime | None = None
        self._next_at: datetime | None = None
        self._found: list[tuple[str, Due]] = []

    def poll(self, now: datetime, real_now: datetime) -> bool:
        """Put the next digests on their way whose time has come; whether there are more. Mostly a look at a clock."""
        if not self._found and not self._waits(now):
            self._look(now)
        batch, self._found = self._found[:AT_ONCE], self._found[AT_ONCE:]
        for workspace, group in groupby(batch, lambda each: each[0]):
            self._write(workspace, [due for _, due in group], now, real_now)
        return bool(self._found)

    def _waits(self, now: datetime) -> bool:
        """Whether there is nothing to look at yet. A clock that was set back is looked at anew."""
        if self._looked_at is None or self._next_at is None:
            return False
        return self._looked_at <= now < self._next_at

    def _look(self, now: datetime) -> None:
        """Find whose morning it is, in every workspace, and when to look again."""
        self._looked_at, ahead = now, [now + LOOK_EVERY]
        for workspace in self._database.read_system(people.workspaces_with_people):
            try:
                found = self._plan(workspace, now)
            except Exception:
                log.exception("digests of %s could not be looked for; the other workspaces go on", workspace)
                continue
            self._found += [(workspace, due) for due in found.due]
            ahead += [found.next_at] if found.next_at else []
        self._next_at = min(ahead)

    def _plan(self, workspace: str, now: datetime) -> Plan:
        library = self._library(workspace)
        return self._database.read(workspace, lambda unit: sending.plan(unit, library, now))

    def _write(self, workspace: str, batch: Sequence[Due], now: datetime, real_now: datetime) -> None:
        """In one transaction; where that fails each in its own: one that can't be written costs nobody else theirs.

        What fails even so is found again by a later look.
        """
        if not self._written(workspace, batch, now, real_now) and len(batch) > 1:
            for each in batch:
                self._written(workspace, [each], now, real_now)

    def _written(self, workspace: str, batch: Sequence[Due], now: datetime, real_now: datetime) -> bool:
        def with_news(unit: Unit) -> set[str]:
            return {each.key for each in batch if sending.has_news(unit, library, each, now)}

        def write(unit: Unit, news: Collection[str]) -> None:
            for each in batch:
                sending.queue(unit, each, now, real_now, news=each.key in news)

        try:
            library = self._library(workspace)
            news = self._database.read(workspace, with_news)
            self._database.write(workspace, lambda unit: write(unit, news))
        except Exception:
            log.exception("digests of %s could not be written", workspace)
            return False
        return True
