"""Days said from today: `tomorrow`, `next monday`, `in three weeks`, `2 months from now`. Pure.

Such words are an argument as they were typed, in lower case: what day they mean is settled by whoever knows what day it is.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

from knowledge.closing import on_day

Towards = Literal["ahead", "behind"]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UNITS = {"d": "days", "w": "weeks", "m": "months"}
_SPELT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"\d{{1,3}}|an?|a couple of|{'|'.join(_SPELT)}"
_SAID = re.compile(
    r"(?:(?P<near>the day after tomorrow|day after tomorrow|today|tomorrow|tmrw|tmr|tomorow|yesterday)"
    r"|(?:(?P<which>next|this|last)\s+)?(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    rf"|in\s+(?P<ahead>{_COUNT})\s+(?P<unit>days?|weeks?|months?)(?:'?\s+time)?"
    rf"|(?P<since>{_COUNT})\s+(?P<unit2>days?|weeks?|months?)\s+(?P<way>from\s+(?:now|today)|ago)"
    r"|(?P<coming>next|last)\s+(?P<unit3>week|month))(?!\w)",
    re.IGNORECASE,
)


def said_at(text: str, at: int) -> tuple[str, int] | None:
    """(The words, where they end) where such a day is said at that place of a text; else None."""
    found = _SAID.match(text, at)
    return (" ".join(found.group().casefold().split()), found.end()) if found else None


def day_of(said: str, today: date, towards: Towards = "ahead") -> date:
    """The day that is meant: an ISO date, `--MM-DD` (the next such day), or words of this file. Raises ValueError.

    A weekday is the coming one, with `behind` the last one; today's own name, and `this` before it, mean today.
    """
    found = _SAID.fullmatch(said)
    if found is None:
        return on_day(said, today)
    parts = found.groupdict()
    if parts["weekday"]:
        return _weekday(parts["weekday"], parts["which"], today, towards)
    from dateutil.relativedelta import relativedelta

    day: date = today + relativedelta(**_step(parts))
    return day


def _step(parts: dict[str, str | None]) -> dict[str, Any]:
    """How far the day is from today, as relativedelta takes it."""
    if near := parts["near"]:
        return {"days": 2 if "after" in near else {"tod": 0, "yes": -1}.get(near[:3], 1)}
    if parts["coming"]:
        count, unit = 1 if parts["coming"] == "next" else -1, parts["unit3"]
    elif parts["ahead"]:
        count, unit = _number(parts["ahead"]), parts["unit"]
    else:
        count, unit = _number(parts["since"]) * (-1 if parts["way"] == "ago" else 1), parts["unit2"]
    return {_UNITS[str(unit)[0]]: count}


def _number(said: str | None) -> int:
    if said is None or said in ("a", "an"):
        return 1
    return _SPELT.index(said) + 1 if said in _SPELT else 2 if said == "a couple of" else int(said)


def _weekday(name: str, which: str | None, today: date, towards: Towards) -> date:
    from datetime import timedelta

    apart = (_DAYS.index(name[:3]) - today.weekday()) % 7
    if which == "last" or (towards == "behind" and which != "next"):
        return today - timedelta(days=(7 - apart) % 7 or (7 if which == "last" else 0))
    return today + timedelta(days=apart or (7 if which == "next" else 0))
