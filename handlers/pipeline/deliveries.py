"""Keys of deliveries that nobody will repeat any more are forgotten, so that their table stays as small as the work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.core.library import Library
from storage import deliveries
from storage.unit import SystemUnit, Unit

KEPT = timedelta(days=62)
"""Platforms repeat a delivery for minutes; the monthly report, which leaves a key too, is looked for through its month."""


def workspaces(unit: SystemUnit, now: datetime) -> list[str]:
    """Where there is something to forget."""
    return deliveries.workspaces_with_older(unit, now - KEPT)


def run_out(unit: Unit, now: datetime, limit: int) -> list[str]:
    """The keys that have been kept long enough. Reads only."""
    return deliveries.older(unit, now - KEPT, limit)


def forget(unit: Unit, _library: Library, keys: Sequence[str], _now: datetime, _real_now: datetime) -> int:
    """Drop them; how many."""
    return deliveries.forget(unit, keys)
