"""Candidates whose retention period has run out are erased by themselves, some at a time, as `cand forget` would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.core.library import Library
from handlers.pipeline import changes, settings
from handlers.pipeline.changes.deeds import by_the_house
from handlers.pipeline.rules.policy import in_force
from storage import retention
from storage.models import Candidate
from storage.unit import Unit

KEY = "keep_decided_days"
"""The setting without which nobody is erased by themselves."""


def run_out(unit: Unit, now: datetime, limit: int) -> list[str]:
    """The ids of candidates whose time is over; none where the workspace keeps them for good. Reads only."""
    days = settings.of(unit).keep_decided_days
    return [each.id for each in retention.run_out(unit, now - timedelta(days=days), limit)] if days else []


def erase(unit: Unit, library: Library, ids: Sequence[str], now: datetime, real_now: datetime) -> int:
    """Erase those of them for whom it is still so; how many. A hold or a new application since they were looked up counts."""
    days = settings.of(unit).keep_decided_days
    if not days:
        return 0
    still = {each.id for each in retention.run_out(unit, now - timedelta(days=days), len(ids), among=ids)}
    deed = replace(by_the_house(now, real_now, in_force(library, unit)), quiet=True)
    for each in ids:
        candidate = unit.get(Candidate, each) if each in still else None
        if candidate is not None:
            changes.forget(unit, deed, candidate)
    return len(still)
