"""Times as people say them, read in the speaker's zone; what can't be read is asked back at its field.

Of what happened, and of what something stands until, a day is enough: its working day's end, or its own. What was taken is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from handlers.core import times
from handlers.core.errors import Invalid
from handlers.core.reply import Text
from handlers.core.typed import moments
from handlers.core.typed.daywords import Towards
from handlers.core.typed.moments import Moment
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.rules.calendar import hours_of
from handlers.pipeline.rules.policy import policy

say = Wording("when")

_LEAD = re.compile(r"\W*(?:(?:to|at|from|for)\s+)*", re.IGNORECASE)
_AN_HOUR = re.compile(
    r"\W*(?:(?:to|at|from|for)\s+)*(?:noon|\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?|h|o['’]clock)?(?:\s+(?!am|pm)[a-z]{1,2}[st]?t|\s+utc)?)\W*",
    re.IGNORECASE,
)
"""An hour, with its zone, and no day."""
NOON, LAST_MINUTE = time(12), time(23, 59)
"""Where a morning ends, and a day."""

FURTHEST: Mapping[Towards, timedelta] = {"behind": timedelta(days=300), "ahead": timedelta(days=730)}
"""What lies further off belongs to no search that is under way: a year that was mistyped."""


def ahead(at: Context, said: str, field: str = "when") -> Moment:
    """A time that lies ahead. Raises Invalid for one that has passed, and for words that are no time."""
    found = _read(at, said, field, "ahead")
    if found.at < at.command.now:
        raise _invalid(say.passed(when=shown(at, found.at)), field)
    return found


def ahead_of(at: Context, said: str, booked: datetime) -> Moment:
    """The same of something that is booked: an hour without a day is one of its own day, where that has not passed."""
    day = booked.astimezone(times.zone(at.zone)).date()
    return ahead(at, f"{day.isoformat()} {_LEAD.sub('', said, count=1)}" if day > at.today and _AN_HOUR.fullmatch(said) else said)


def day_ahead(at: Context, said: str, field: str = "when") -> datetime:
    """The same where a day without a time is a day's beginning, unless that has passed: then it is now."""
    try:
        moments.read(said, at.zone, at.command.now)
    except moments.Unclear as unclear:
        if unclear.why == "no_clock":
            return max(_read(at, f"{said} 00:00", field, "ahead").at, at.command.now)
    return ahead(at, said, field).at


def until(at: Context, said: str, field: str = "when") -> datetime:
    """The same where a day without a time lasts until its end, in the speaker's zone."""
    day = moments.day_alone(said, at.zone, at.command.now)
    end = moments.local(day[0], LAST_MINUTE, times.zone(at.zone)).isoformat() if day else said
    return ahead(at, end, field).at


def behind(at: Context, said: str, *, after: datetime | None = None) -> datetime:
    """A time that has passed: when something happened. A day without a time is its working day's end, or now; and not before
    what it came `after` on that day. Raises Invalid for a time that lies ahead."""
    day = moments.day_alone(said, at.zone, at.command.now, "behind")
    found = _read(at, _working_end(at, *day).isoformat() if day else said, "when", "behind").at
    if found > at.command.now:
        raise _invalid(say.to_come(when=shown(at, found)), "when")
    same_day = day and after and after.astimezone(times.zone(at.zone)).date() == day[0]
    return max(found, min(after, at.command.now)) if after and same_day else found


def past_day(at: Context, said: str) -> date | None:
    """The day, in the speaker's zone, of words about what happened that name no hour; None for all others."""
    found = moments.day_alone(said, at.zone, at.command.now, "behind")
    return found[0] if found else None


def taken(at: Context, said: str | None, moment: datetime) -> tuple[Text, ...]:
    """What was taken for a day of which no hour was said, so that it can be put right."""
    return (Text(say.taken(when=shown(at, moment)), small=True),) if said and past_day(at, said) else ()


def taken_until(at: Context, said: str | None, moment: datetime) -> tuple[Text, ...]:
    """The same of a day until whose end something stands, with the place whose day it is."""
    if not said or moments.day_alone(said, at.zone, at.command.now) is None:
        return ()
    return (Text(say.taken_until(when=shown(at, moment), place=times.place(at.zone) if at.zone else ""), small=True),)


def shown(at: Context, moment: datetime) -> str:
    """A moment as the speaker reads it."""
    return times.at(moment, at.zone, at.command.now)


def _working_end(at: Context, day: date, part: str) -> datetime:
    """When the speaker's working day ends on that day, or its morning does; of today not later than now."""
    hours = hours_of(at.person, policy(at).customs, at.zone)
    clock = NOON if part == "morning" else hours.ends if hours.starts < hours.ends else LAST_MINUTE
    end = moments.local(day, clock, times.zone(at.zone))
    return min(end, at.command.now) if day == at.today else end


def _read(at: Context, said: str, field: str, towards: Towards) -> Moment:
    try:
        found = moments.read(said, at.zone, at.command.now, towards)
        if abs(found.at - at.command.now) > FURTHEST["behind" if found.at < at.command.now else "ahead"]:
            raise moments.Unclear("too_far")
        return found
    except moments.Unclear as unclear:
        day = at.today + timedelta(days=1 if towards == "ahead" else -1)
        text = say.unclear(said=said[:60], why=unclear.why, day=day.isoformat(), behind=towards == "behind")
        raise _invalid(text, field) from None


def _invalid(text: str, field: str) -> Invalid:
    return Invalid(text, errors={field: text})
