"""Days as people type them: `1 Mar 2027`, `3/12/2026`, `tomorrow`, `next week tue`, `in three weeks`. Pure; one grammar for all.

A day that is said from today is an argument as it was typed, in lower case: what day it means is settled by whoever knows what
day it is. So is `3/1/2027`, which may be of March or of January: whoever knows where it was typed knows which (`month_first`).
`3/15` and `15/3` are one day only, and who writes points means the day first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

Towards = Literal["ahead", "behind"]
Groups = Mapping[str, str | None]
"""What a match of these patterns has found, by the names of its groups."""

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OTHERS = {"mär": 3, "mai": 5, "okt": 10, "dez": 12}
_MONTH = (
    r"(?:jan(?:uary?)?|feb(?:r?uary?)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|jun[ei]?|jul[yi]?|aug(?:ust)?|sept?(?:ember)?"
    r"|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)(?!\w)\.?"
)
_NAMED_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_YEAR = (
    r"(?:\d{4}|['’]\d\d|(?:2[5-9]|3\d)(?![%.,:]\d)(?=\s*(?:$|[^\w\s%]|\d|(?:and|at|base|because|cliff|equity|expires|for|in|leaves"
    r"|notice|on|r-\d+|start|until|with)\b)))(?!\w)"
)
"""Of two digits only where it can be no hour, and counts nothing: `3 Dec 26`, not `3 Dec 14`, nor `25 Dec 30 people`."""
DATE = (
    r"(?:(?P<y1>\d{4})(?P<cut>[-/.])(?P<m1>\d{1,2})(?P=cut)(?P<d1>\d{1,2})(?!\d)"
    rf"|(?:(?P<dow2>{_NAMED_DAY})\.?,?\s+)?(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?(?:\s+of)?[\s-]+(?P<month2>{_MONTH})"
    rf"(?:,?[\s-]+(?P<y2>{_YEAR}))?(?!\w)"
    rf"|(?:(?P<dow3>{_NAMED_DAY})\.?,?\s+)?(?P<month3>{_MONTH})\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|\.\d)(?:,?\s+(?P<y3>{_YEAR}))?(?!\w)"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4}|\d\d)(?!\.?\d)"
    r"|(?P<a>\d{1,2})(?P<cut2>[/-])(?P<b>\d{1,2})(?P=cut2)(?P<y5>\d{4}|\d\d)(?![\d/-]))"
)
"""A day of the calendar; without a year the nearest such day on the side that is asked for."""
_DAY_NUMBER = r"0?[1-9]|[12]\d|3[01]"
POINTED = rf"(?P<d6>{_DAY_NUMBER})\.(?P<m6>0?[1-9]|1[0-2])\.(?!\d)"
"""`15.1.`, which beside any word may be a figure at the end of a sentence."""
LOOSE = (
    rf"(?:(?P<a2>{_DAY_NUMBER})/(?P<b2>{_DAY_NUMBER})(?![\d/%km]|\.\d)"
    rf"|(?:(?P<dow6>{_NAMED_DAY})\.?,?\s+(?:the\s+)?|the\s+)(?P<only>{_DAY_NUMBER})(?:st|nd|rd|th)(?!\w))"
)
"""What is a date beside a word that asks for one, or a clock time: `1/15`, `the 3rd`; by itself it may be anything."""
_COUNTS = {"a": 1, "an": 1, "a couple of": 2} | {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
_COUNT = rf"\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))}"
_UNIT = r"d|days?|w|weeks?|fortnights?|months?"
_STEPS: Mapping[str, Mapping[str, int]] = {"d": {"days": 1}, "w": {"weeks": 1}, "f": {"weeks": 2}, "m": {"months": 1}}
FROM_TODAY = (
    r"(?:(?P<near>(?:the\s+)?day after tomorrow|(?:the\s+)?day before yesterday|today|tonight|this (?:morning|afternoon|evening)"
    r"|last night|tomorrow|tmrw|tmr|tomorow|yesterday)"
    r"|(?P<week>next week,?\s+(?:on\s+)?|(?:a|one) week\s+(?:from|on)\s+)?(?P<which>next\s+|last\s+|this\s+)?"
    rf"(?P<weekday>{_NAMED_DAY})s?\.?(?P<week2>\s+next\s+week|\s+week)?"
    rf"|in\s+(?P<ahead>{_COUNT})\s?(?P<unit>{_UNIT})(?:'?\s+time)?"
    rf"|(?P<since>{_COUNT})\s?(?P<unit2>{_UNIT})\s+(?P<way>from\s+(?:now|today)|ago))(?!\w)"
)
_COMING = r"(?P<coming>next|last)\s+(?P<unit3>week|month)(?!\w)"
"""A day as far off; too vague for a clock time."""
_WRITTEN = re.compile(
    rf"{DATE}|--(?P<m7>\d{{2}})-(?P<d7>\d{{2}})(?!\d)|(?P<month8>{_MONTH})\s+(?P<y8>\d{{4}})(?!\d)", re.IGNORECASE
)
_BESIDE = re.compile(LOOSE, re.IGNORECASE)
_POINTED = re.compile(POINTED)
_EITHER_WAY = re.compile(r"(?P<a>\d{1,2})(?P<cut>[/-])(?P<b>\d{1,2})(?:(?P=cut)(?P<y5>\d{4}|\d\d))?")
_SAID = re.compile(rf"{FROM_TODAY}|{_COMING}|the (?P<only>{_DAY_NUMBER})(?:st|nd|rd|th)", re.IGNORECASE)
LATELY = timedelta(days=60)
"""Within this the other side of today is meant, of a date without a year, rather than the day that is most of a year away."""


def said_at(text: str, at: int) -> tuple[str, int, bool] | None:
    """(The day, where it ends, whether it is one beside its own word only) where one is said at that place of a text; else None.

    The day is an ISO date, `--MM-DD` where no year is said, or words that `day_of` understands.
    """
    if (found := _WRITTEN.match(text, at)) and (day := _as_said(found)):
        return day, found.end(), False
    if found := _SAID.match(text, at):
        return " ".join(found.group().casefold().split()), found.end(), True
    if (found := _BESIDE.match(text, at)) and (day := _as_said(found)):
        return day, found.end(), True
    return None


def pointed_at(text: str, at: int) -> tuple[str, int] | None:
    """(The day, where it ends) where `15.1.` stands at that place of a text; None else. For where only a day can be meant."""
    found = _POINTED.match(text, at)
    day = _written(found.groupdict()) if found else None
    return (day, found.end()) if found and day else None


def day_of(said: str, today: date, towards: Towards = "ahead", *, month_first: bool = True) -> date:
    """The day that is meant by what `said_at` gives. Raises ValueError.

    Without a year it is the next such day, with `behind` the last one; so is a weekday, but today's own name means today.
    """
    if found := _SAID.fullmatch(said):
        return days(found.groupdict(), today, towards)[0]
    if (found := _EITHER_WAY.fullmatch(said)) and (calendar := _calendar(found.groupdict(), month_first)):
        year, month, day = calendar
        return date(year, month, day) if year else _years(month, day, today, towards)[0]
    if said.startswith("--"):
        return _years(int(said[2:4]), int(said[5:7]), today, towards)[0]
    return date.fromisoformat(said)


def days(said: Groups, today: date, towards: Towards, *, month_first: bool = True) -> list[date]:
    """The days that DATE, LOOSE or FROM_TODAY may mean, the likeliest first (which one it is may depend on a clock time); none
    where they have found nothing. Raises ValueError for what is no day."""
    if calendar := _calendar(said, month_first):
        year, month, day = calendar
        return [_on_its(said, date(year, month, day) if year else _nearest(_years(month, day, today, towards), today, towards))]
    if said.get("only"):
        return [_on_its(said, _of_a_month(int(str(said["only"])), today, towards))]
    if said.get("weekday"):
        return _weekdays(said, today, towards)
    if not _first(said, "near", "unit", "unit2", "unit3"):
        return []
    from dateutil.relativedelta import relativedelta

    step: Any = _step(said)  # each of its keys takes a number of its own kind
    return [today + relativedelta(**step)]


def _on_its(said: Groups, day: date) -> date:
    """The day, which is of the weekday that is said beside it. Raises ValueError where it is not: one of the two is a slip."""
    weekday = _first(said, "dow2", "dow3", "dow6")
    if weekday and _DAYS.index(weekday[:3].casefold()) != day.weekday():
        raise ValueError(weekday)
    return day


def _first(said: Groups, *names: str) -> str | None:
    return next((value for name in names if (value := said.get(name))), None)


def _calendar(said: Groups, month_first: bool = True) -> tuple[int | None, int, int] | None:
    """(The year where one is said, the month, the day) of a date; the first of a month that is named with its year alone."""
    parted = _parted(said)
    named, number = _first(said, "month2", "month3", "month8"), _first(said, "m1", "m4", "m6", "m7")
    if parted:
        month, day = parted if month_first else parted[::-1]
        if month > 12:
            month, day = day, month
    elif named or number:
        month = _month(named) if named else int(str(number))
        day = int(_first(said, "d1", "d2", "d3", "d4", "d6", "d7") or 1)
    else:
        return None
    year = (_first(said, "y1", "y2", "y3", "y4", "y5", "y8") or "").lstrip("'’")
    return (int(year) + (2000 if len(year) == 2 else 0) if year else None), month, day


def _parted(said: Groups) -> tuple[int, int] | None:
    """The two numbers of `3/12`, in their order."""
    left, right = _first(said, "a", "a2"), _first(said, "b", "b2")
    return (int(left), int(right)) if left and right else None


def _as_said(found: re.Match[str]) -> str | None:
    """A day as it is written, but as it was typed where it may be two; None where it is no day of the calendar."""
    parted = _parted(found.groupdict())
    either_way = parted and parted[0] != parted[1] and all(1 <= each <= 12 for each in parted)
    return found.group() if either_way else _written(found.groupdict())


def _month(name: str) -> int:
    known = name[:3].casefold()
    return _OTHERS.get(known) or _MONTHS.index(known) + 1


def _written(said: Groups) -> str | None:
    """`2027-03-01`, or `--03-01` where no year is said; None where it is no day of the calendar."""
    calendar = _calendar(said)
    if calendar is None:
        return None
    year, month, day = calendar
    try:
        written = date(year or 2028, month, day).isoformat()  # a leap year has every day that there may be
    except ValueError:
        return None
    return written if year else f"-{written[4:]}"


def _years(month: int, day: int, today: date, towards: Towards) -> list[date]:
    """Such days on the asked side, today's included, nearest first; 29 February comes every fourth year, once every eighth."""
    step = 1 if towards == "ahead" else -1
    found = (_made(today.year + step * years, month, day) for years in range(9))
    return [each for each in found if each and (each - today).days * step >= 0] or [date(today.year, month, day)]


def _nearest(found: list[date], today: date, towards: Towards) -> date:
    """The first, or the one a year before it where that has hardly passed (or is about to come)."""
    across = _made(found[0].year + (-1 if towards == "ahead" else 1), found[0].month, found[0].day)
    return across if across and abs(across - today) <= LATELY < abs(found[0] - today) else found[0]


def _of_a_month(day: int, today: date, towards: Towards) -> date:
    """`the 3rd`: the nearest on the asked side, today's included. Raises ValueError where no month has that many days."""
    step = 1 if towards == "ahead" else -1
    turns = (divmod(today.month - 1 + step * months, 12) for months in range(3))
    found = (_made(today.year + years, month + 1, day) for years, month in turns)
    return next((each for each in found if each and (each - today).days * step >= 0), None) or date(today.year, 1, day)


def _weekdays(said: Groups, today: date, towards: Towards) -> list[date]:
    apart = (_DAYS.index(str(said["weekday"])[:3].casefold()) - today.weekday()) % 7
    coming, last = today + timedelta(days=apart), today - timedelta(days=(7 - apart) % 7)
    which = (said.get("which") or "").strip().casefold()
    week = f"{said.get('week') or ''}{said.get('week2') or ''}".casefold()
    if "next" in week:
        return [today + timedelta(days=7 - today.weekday() + coming.weekday())]
    if week:
        return [coming + timedelta(days=7)]
    if which == "last" or (towards == "behind" and which != "next"):
        found = [last, last - timedelta(days=7)]
    else:
        # "next" on the day itself is the one in a week; otherwise people mean the coming one, and the answer says its date.
        found = [coming, coming + timedelta(days=7)]
    return found[1:] if which in ("next", "last") and not apart else found


def _step(said: Groups) -> dict[str, int]:
    """How far the day is from today, as relativedelta takes it."""
    if near := (said.get("near") or "").casefold():
        by_word = {"tom": 1, "tmr": 1, "yes": -1, "las": -1}.get(near[:3], 0)
        return {"days": 2 if "after tom" in near else -2 if "before" in near else by_word}
    if coming := said.get("coming"):
        count, unit = 1 if coming.casefold() == "next" else -1, said["unit3"]
    elif ahead := said.get("ahead"):
        count, unit = _count(ahead), said["unit"]
    else:
        back = str(said["way"]).casefold() == "ago"
        count, unit = _count(str(said["since"])) * (-1 if back else 1), said["unit2"]
    return {name: size * count for name, size in _STEPS[str(unit)[0].casefold()].items()}


def _count(said: str) -> int:
    words = " ".join(said.casefold().split())
    return _COUNTS[words] if words in _COUNTS else int(said)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
