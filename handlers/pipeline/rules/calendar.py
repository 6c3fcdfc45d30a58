"""When people may be messaged: working hours in their own zone, without weekends, holidays and absences. Pure.

A deadline never moves; its warning does: to the last working hour before, or, where that has passed, to first thing after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from handlers.core import times
from handlers.core.times import country_of
from knowledge.deadlines.clocks import Customs
from knowledge.deadlines.holidays import part_of
from storage.models import Person

LAST_HOUR = timedelta(hours=1)
"""What cannot be said at its time is said an hour before the working day ends: there is still time to act."""
FARTHEST = 370
"""Days that are looked through for a working one: whoever works on none of them is messaged at any time."""


class NotNow(Exception):
    """A message that was about to leave is for somebody who may not be messaged now, but from `until` on (business time)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True, slots=True)
class Hours:
    """One person's working hours: from and until by the clock on their wall, on which weekdays, in which country.

    `away`: from when until when they are out of office. `any_time`: they want to be told at once, whatever the hour.
    """

    zone: str | None
    starts: time
    ends: time
    days: frozenset[int]
    country: str | None = None
    away: tuple[datetime, datetime] | None = None
    any_time: bool = False

    def is_away(self, moment: datetime) -> bool:
        """Whether they are out of office then."""
        return self.away is not None and self.away[0] <= moment < self.away[1]


def hours_of(person: Person | None, customs: Customs, fallback_zone: str | None = None) -> Hours:
    """A person's hours: what they prefer, else the customary ones; in their zone, else the fallback, else UTC."""
    wanted = person.preferences if person else {}
    zone = (person.timezone if person else None) or fallback_zone
    away = None
    if person and person.away_until:
        away = (person.away_from or datetime.min.replace(tzinfo=UTC), person.away_until)
    return Hours(
        zone=zone,
        starts=time.fromisoformat(wanted["from"]) if "from" in wanted else customs.works_from,
        ends=time.fromisoformat(wanted["until"]) if "until" in wanted else customs.works_until,
        days=frozenset(wanted["days"]) if "days" in wanted else customs.works_on,
        country=(person.country if person else None) or country_of(zone),
        away=away,
        any_time=bool(wanted.get("any_time", customs.any_time)),
    )


def is_working(hours: Hours, moment: datetime) -> bool:
    """Whether they may be messaged then."""
    if hours.any_time:
        return True
    local = moment.astimezone(times.zone(hours.zone)).date()
    near = (_window(hours, local + timedelta(days=shift)) for shift in (0, -1))
    return not hours.is_away(moment) and any(window and window[0] <= moment < window[1] for window in near)


def say_at(hours: Hours, moment: datetime, not_before: datetime, *, early: bool = True) -> datetime:
    """When a warning meant for `moment` is given, at `not_before` or later.

    In working hours: then. Otherwise in the last working hour before (with `early`), and where that is over by `not_before`,
    first thing in the next working hours. The moment itself where a person has no working hours at all.
    """
    moment = max(moment, not_before)
    if is_working(hours, moment):
        return moment
    if early:
        before = _last_before(hours, moment)
        if before is not None and before >= not_before:
            return before
        if is_working(hours, not_before):  # known within that last hour: at once
            return not_before
    return first_after(hours, moment)


def first_after(hours: Hours, moment: datetime) -> datetime:
    """The first moment from then on in which they may be messaged; the moment itself where there is none in a year."""
    if is_working(hours, moment):
        return moment
    for start, end in _windows(hours, moment, 1):
        if end <= moment:
            continue
        free = max(start, moment)
        if hours.is_away(free) and hours.away:
            free = hours.away[1]
        if free < end:
            return free
    return moment


def _last_before(hours: Hours, moment: datetime) -> datetime | None:
    """An hour before the last working time before the moment ends."""
    for start, end in _windows(hours, moment, -1):
        last = min(end, moment)
        if hours.away and hours.is_away(last - timedelta(microseconds=1)):
            last = hours.away[0]
        if start < last:
            return max(start, last - LAST_HOUR)
    return None


def _windows(hours: Hours, moment: datetime, step: int) -> Iterator[tuple[datetime, datetime]]:
    """Working times day by day from the moment's date, a day on its other side first: dates differ between zones."""
    today = moment.astimezone(times.zone(hours.zone)).date()
    for shift in range(-1, FARTHEST):
        try:
            window = _window(hours, today + timedelta(days=shift * step))
        except OverflowError:
            return
        if window:
            yield window


def _window(hours: Hours, day: date) -> tuple[datetime, datetime] | None:
    """The working time that begins on that date; None on a free one. One that ends before it begins runs into the next date."""
    if day.weekday() not in hours.days or day in _holidays_at(hours.country, hours.zone, day.year):
        return None
    zone = times.zone(hours.zone)
    until = day if hours.starts < hours.ends else day + timedelta(days=1)
    start = datetime.combine(day, hours.starts, zone).astimezone(UTC)
    end = datetime.combine(until, hours.ends, zone).astimezone(UTC)
    return (start, end) if start < end else None


@cache
def _holidays_at(country: str | None, zone: str | None, year: int) -> frozenset[date]:
    """A country's public holidays, and those of the part of it that the zone gives away; none where no country is known."""
    return _holidays(country, part_of(country, zone), year) if country else frozenset()


@cache
def _holidays(country: str, part: str | None, year: int) -> frozenset[date]:
    import holidays

    try:
        return frozenset(holidays.country_holidays(country, subdiv=part, years=year))
    except NotImplementedError:
        return frozenset()
