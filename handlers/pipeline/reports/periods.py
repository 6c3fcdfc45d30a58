"""Periods as people name them (`this quarter`, `last month`), as moments in the asker's zone. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from handlers.core import times
from handlers.pipeline.reports.figures import Period

WHICH = ("this", "last")
UNITS = ("week", "month", "quarter", "year")
NAMED = tuple((f"{which}_{unit}", (f"{which} {unit}",)) for which in WHICH for unit in UNITS)
"""What a period is called, and the words for it."""

_LENGTHS = {
    "week": relativedelta(weeks=1), "month": relativedelta(months=1),
    "quarter": relativedelta(months=3), "year": relativedelta(years=1),
}  # fmt: skip


def named(name: str, zone_name: str | None, now: datetime) -> Period:
    """`this_quarter` up to now, `last_quarter` whole. Raises KeyError for a name that is none."""
    which, unit = name.split("_")
    begins = _begin(unit, now.astimezone(times.zone(zone_name)).date())
    if which == "this":
        return Period(_midnight(begins, zone_name), now)
    last = begins - _LENGTHS[unit]
    return Period(_midnight(last, zone_name), _midnight(begins, zone_name) - timedelta(microseconds=1))


def last_days(count: int, now: datetime) -> Period:
    """So many days up to now."""
    return Period(now - timedelta(days=count), now)


def _begin(unit: str, today: date) -> date:
    """The first day of the week (a Monday), month, quarter or year that holds the day."""
    if unit == "week":
        return today - timedelta(days=today.weekday())
    month = {"month": today.month, "quarter": today.month - (today.month - 1) % 3, "year": 1}[unit]
    return today.replace(month=month, day=1)


def _midnight(day: date, zone_name: str | None) -> datetime:
    return datetime.combine(day, time(), times.zone(zone_name)).astimezone(UTC)
