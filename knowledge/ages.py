"""How old a fact is."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from knowledge.schema import Fact


def last_day(as_of: str) -> date:
    """The day that a date means; one that names only a year or a month means its last. Raises ValueError where it is no date."""
    year, *rest = map(int, as_of.split("-"))
    month = rest[0] if rest else 12
    day = rest[1] if len(rest) > 1 else calendar.monthrange(year, month)[1]
    return date(year, month, day)


def is_old(fact: Fact, on: date, older_than_days: int) -> bool:
    """Whether the fact is surely more than so many days old on that day."""
    return on >= old_from(fact, older_than_days)


def old_from(fact: Fact, older_than_days: int) -> date:
    """The first day on which the fact is surely more than so many days old."""
    return last_day(fact.as_of) + timedelta(days=older_than_days + 1)
