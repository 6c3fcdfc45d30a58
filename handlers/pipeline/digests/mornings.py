"""When digests are read: the first working moment of a day by the clock on somebody's wall, from the digest's hour on. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from handlers.core import times
from handlers.core.typed import moments
from handlers.pipeline.rules import calendar
from handlers.pipeline.rules.calendar import Hours

FARTHEST = 14
"""Days looked back through for the working day before."""


@dataclass(frozen=True, slots=True)
class Morning:
    """A digest's moment: the local date, when it is said, and the one before it (None where there was none for two weeks)."""

    day: date
    at: datetime
    before: datetime | None = None

    @property
    def begins_week(self) -> bool:
        """Whether it is the week's first (ISO weeks: they begin on Monday)."""
        return self.before is None or self.before.astimezone(self.at.tzinfo).isocalendar()[:2] != self.at.isocalendar()[:2]

    @property
    def begins_month(self) -> bool:
        """Whether it is the month's first."""
        return self.before is None or self.before.astimezone(self.at.tzinfo).month != self.at.month


def of_day(hours: Hours, day: date, hour: int) -> datetime | None:
    """The moment (in their zone) on that day; None on a free one. Who wants to be told at any hour still has free days."""
    zone = times.zone(hours.zone)
    begins = moments.local(day, time(hour), zone)
    at = calendar.first_after(replace(hours, any_time=False), begins).astimezone(zone)
    return at if at.date() == day and calendar.is_working(replace(hours, any_time=False), at) else None


def morning(hours: Hours, now: datetime, hour: int) -> Morning | None:
    """Today's, past or still to come; None where today is free."""
    day = now.astimezone(times.zone(hours.zone)).date()
    at = of_day(hours, day, hour)
    if at is None:
        return None
    earlier = (of_day(hours, day - timedelta(days=back), hour) for back in range(1, FARTHEST + 1))
    return Morning(day, at, next((each for each in earlier if each), None))


def is_time(hours: Hours, found: Morning, now: datetime, by: datetime | None = None) -> bool:
    """Whether it may be said now: its time has come (or comes `by` then), its day is not over, and they may be messaged."""
    return found.at <= (by or now) and calendar.is_working(hours, now)


def next_after(hours: Hours, now: datetime, hour: int) -> datetime | None:
    """The next one after now, today or tomorrow; None where both are free."""
    day = now.astimezone(times.zone(hours.zone)).date()
    ahead = (of_day(hours, day + timedelta(days=forward), hour) for forward in (0, 1))
    return next((each for each in ahead if each and each > now), None)


def until(hours: Hours, found: Morning, hour: int) -> datetime:
    """Up to when what is due belongs to this digest: the next one's moment, or a day later where none comes in two weeks."""
    ahead = (of_day(hours, found.day + timedelta(days=forward), hour) for forward in range(1, FARTHEST + 1))
    return next((each for each in ahead if each), found.at + timedelta(days=1))
