"""Times as people say them, read in the speaker's zone; what can't be read is asked back at its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from handlers.core import moments, times
from handlers.core.daywords import Towards
from handlers.core.errors import Invalid
from handlers.core.moments import Moment
from handlers.core.verb import Context
from handlers.core.wording import Wording

say = Wording("when")


FURTHEST: Mapping[Towards, timedelta] = {"behind": timedelta(days=300), "ahead": timedelta(days=730)}
"""What lies further off belongs to no search that is under way: a year that was mistyped."""


def ahead(at: Context, said: str, field: str = "when") -> Moment:
    """A time that lies ahead. Raises Invalid for one that has passed, and for words that are no time."""
    found = _read(at, said, field, "ahead")
    if found.at < at.command.now:
        raise _invalid(say.passed(when=shown(at, found.at)), field)
    return found


def day_ahead(at: Context, said: str, field: str = "when") -> datetime:
    """The same where a day without a time is a day's beginning, unless that has passed: then it is now."""
    try:
        moments.read(said, at.zone, at.command.now)
    except moments.Unclear as unclear:
        if unclear.why == "no_clock":
            return max(_read(at, f"{said} 00:00", field, "ahead").at, at.command.now)
    return ahead(at, said, field).at


def behind(at: Context, said: str, field: str = "when") -> datetime:
    """A time that has passed: when something happened. Raises Invalid for one that lies ahead."""
    found = _read(at, said, field, "behind").at
    if found > at.command.now:
        raise _invalid(say.to_come(when=shown(at, found)), field)
    return found


def shown(at: Context, moment: datetime) -> str:
    """A moment as the speaker reads it."""
    return times.at(moment, at.zone, at.command.now)


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
