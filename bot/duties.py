"""What time itself brings about, looked at now and then: offers expire, retention periods run out, days are counted."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.core.library import Library
from handlers.pipeline import deliveries
from handlers.pipeline.erasure import importlines, retention
from handlers.pipeline.messages import cards
from handlers.pipeline.reminders import absence, expiring, overdue
from storage.database import Database
from storage.expiry import workspaces_with_offers_run_out
from storage.people import workspaces_with_absences_over
from storage.reqs import workspaces_with_open_reqs
from storage.retention import workspaces_that_set
from storage.unit import SystemUnit, Unit

log = logging.getLogger("mlhire.duties")


@dataclass(frozen=True, slots=True)
class Duty:
    """One such thing: where it may be found, which rows (ids) it is due for, and doing it, which says of how many.

    `every`: business time between two looks. `at_once`: rows in one transaction, few enough that a command hardly waits; the next
    ones follow at once. None for what is done to all there are: done to some, it would find the same ones again.
    """

    name: str
    every: timedelta
    at_once: int | None
    where: Callable[[SystemUnit, datetime], list[str]]
    find: Callable[[Unit, datetime, Any], list[str]]
    do: Callable[[Unit, Library, Sequence[str], datetime, datetime], int]


EXPIRY = Duty("offers that expired", timedelta(minutes=1), 25, workspaces_with_offers_run_out, expiring.run_out, expiring.expire)
ABSENCES = Duty(
    "absences that are over", timedelta(minutes=1), 10, workspaces_with_absences_over, absence.over, absence.welcome_back
)
LINES = Duty("lines of deadlines that passed", timedelta(minutes=5), 100, overdue.workspaces, overdue.passed, overdue.edit)
RETENTION = Duty(
    "candidates whose retention period ran out",
    timedelta(minutes=10),  # looking reads every application, and a period of days is not to the minute
    10,
    lambda unit, _now: workspaces_that_set(unit, retention.KEY),
    retention.run_out,
    retention.erase,
)
CARDS = Duty("cards that count days", timedelta(hours=6), None, workspaces_with_open_reqs, cards.counting_days, cards.renew)
DELIVERIES = Duty("keys of deliveries", timedelta(hours=6), 500, deliveries.workspaces, deliveries.run_out, deliveries.forget)
IMPORT_LINES = Duty(
    "imports' lines that nobody came back for",
    timedelta(hours=6),
    25,
    importlines.workspaces,
    importlines.run_out,
    importlines.clear,
)

DUTIES = (EXPIRY, ABSENCES, LINES, RETENTION, CARDS, DELIVERIES, IMPORT_LINES)

WINDING = (EXPIRY, ABSENCES)
"""What changes who owes what."""


class Timed:
    """A duty's turn among the chores. It remembers when it looked last, and nothing of value: the rest stands in the tables."""

    def __init__(self, database: Database, library: Callable[[str], Library], duty: Duty) -> None:
        self._database = database
        self._library = library
        self._duty = duty
        self._looked_at: datetime | None = None

    def poll(self, now: datetime, real_now: datetime) -> bool:
        """Do some of what is due in each workspace; whether there is more. A clock that was set back is looked at anew."""
        if self._looked_at is not None and self._looked_at <= now < self._looked_at + self._duty.every:
            return False
        workspaces = self._database.read_system(lambda unit: self._duty.where(unit, now))
        more = [self._guarded(workspace, now, real_now) for workspace in workspaces]
        self._looked_at = None if True in more else now
        return True in more

    def _guarded(self, workspace: str, now: datetime, real_now: datetime) -> bool:
        """One workspace's trouble is not the others': it is logged, and the next look tries again."""
        duty = self._duty
        try:
            ids = self._database.read(workspace, lambda unit: duty.find(unit, now, duty.at_once))
            if not ids:
                return False
            library = self._library(workspace)
            return self._database.write(workspace, lambda unit: duty.do(unit, library, ids, now, real_now)) == duty.at_once
        except Exception:
            log.exception("%s in %s are left for the next look", duty.name, workspace)
            return False
