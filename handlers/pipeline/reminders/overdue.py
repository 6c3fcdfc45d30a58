"""The lines in reqs' threads of deadlines that have passed: they are edited to say so, whatever else is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.core.library import Library
from handlers.pipeline.reminders.saying import OVERDUE
from storage import nudges
from storage.unit import SystemUnit, Unit


def workspaces(unit: SystemUnit, now: datetime) -> list[str]:
    """The workspaces in which such a line stands."""
    return nudges.workspaces_with_lines(unit, now - OVERDUE)


def passed(unit: Unit, now: datetime, limit: int) -> list[str]:
    """The ids of the lines that were said when their deadlines had not passed yet. Reads only."""
    said = nudges.lines_said(unit, now - OVERDUE)
    return [each.id for each in said if each.said_at and each.said_at <= each.deadline_at + OVERDUE][:limit]


def edit(unit: Unit, _library: Library, ids: Sequence[str], now: datetime, _real_now: datetime) -> int:
    """Have them edited; how many there are. What they say from now on is said now."""
    nudges.said_anew(unit, ids)
    return nudges.said_since(unit, ids, now)
