"""Moments as people type them: `thu 2pm`, `tomorrow 14:00 CET`, `yesterday 16:00`, `2026-12-01 09:30`, `in 2 hours`. Pure.

A day is the person's own day, and `3/12` is of the month that people mean there; the clock time is read in the zone that is
named, else in the person's. A weekday, a date without a year and a bare clock time mean the next one when they lie ahead, the
last one when something is reported. What a change to daylight saving time skips is moved on as the clocks were (2:30 → 3:30);
of an hour that comes twice the first is meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from handlers.core import times
from handlers.core.typed.clockwords import BARE, HOURS, SPOKEN, SPOKEN_SPAN, TIME, span
from handlers.core.typed.daywords import DATE, FROM_TODAY, LOOSE, POINTED, Groups, Towards, days

ZONES: Mapping[str, str] = {
    "utc": "UTC", "gmt": "UTC", "z": "UTC", "bst": "Europe/London", "uk time": "Europe/London", "wet": "Europe/Lisbon",
    "west": "Europe/Lisbon", "cet": "Europe/Berlin", "cest": "Europe/Berlin", "eet": "Europe/Athens", "eest": "Europe/Athens",
    "ist": "Asia/Kolkata", "sgt": "Asia/Singapore", "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "hkt": "Asia/Hong_Kong",
    "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "pt": "America/Los_Angeles", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
    "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago", "et": "America/New_York",
    "est": "America/New_York", "edt": "America/New_York", "pacific": "America/Los_Angeles", "eastern": "America/New_York",
    "pacific time": "America/Los_Angeles", "mountain time": "America/Denver", "central time": "America/Chicago",
    "eastern time": "America/New_York", "new york time": "America/New_York", "london time": "Europe/London",
    "berlin time": "Europe/Berlin", "paris time": "Europe/Paris", "india time": "Asia/Kolkata",
}  # fmt: skip
"""What people call a zone → its IANA name. Who writes CET in July means the clocks of that place, so summer counts."""

_NAMES = "|".join(sorted(map(re.escape, ZONES), key=len, reverse=True))
_ZONE = (
    r"(?:\s*(?:(?:utc|gmt)(?=[+-]\d)|(?=[+-]\d{2}:?\d{2}))(?P<offset>[+-]\d{1,2}(?::?\d{2})?)"
    rf"|\s*(?P<zone>{_NAMES}|[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){{1,2}})(?![\w/]))"
)
_PART = r"(?:\s+(?P<part>morning|afternoon|evening|night))?"
_JOIN = r"(?:\s*,\s*|\s+|T)(?:(?:at|around|@)\s*)?"
_UNITS = {
    "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1), "f": timedelta(weeks=2),
}  # fmt: skip
_SPELT = {"a": 1.0, "an": 1.0, "half an": 0.5, "a couple of": 2.0} | {
    word: float(number) for number, word in enumerate(HOURS, start=1)
}
_NUMBER = rf"\d+(?:[.,]\d+)?|{'|'.join(sorted(_SPELT, key=len, reverse=True))}"


def _length(p: str) -> str:
    return (
        rf"(?P<{p}number>{_NUMBER})\s?(?P<{p}unit>m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?|fortnights?)"
        rf"(?:(?P<{p}half>\s+and a half)|(?<=h)(?P<{p}odd>[0-5]\d)m?)?"
    )


_SPANS = rf"in\s+{_length('in_')}|{_length('on_')}\s+(?P<on_way>ago|from now)|(?P<now>right now|just now|now)"
_A_NAMED_DAY = r"(?=(?:this\s+|next\s+)?(?:today|tomorrow|tmrw|tmr|tomorow|mon|tue|wed|thu|fri|sat|sun))"
_BEFORE, _BEHIND = r"(?<![\w:.,+/-])", r"(?![\w:/])"


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(f"{_BEFORE}(?:{body}){_BEHIND}", re.IGNORECASE)


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """From the fullest to the barest: the first that is found counts, so that a clock time is never read without its day.

    The last is a day only where it is all there is.
    """
    day, clock = f"(?:{DATE}|{POINTED}|{LOOSE}|{FROM_TODAY}){_PART}", f"(?:{TIME}|{SPOKEN_SPAN}|{SPOKEN}){_ZONE}?"
    return (
        _pattern(rf"{day}{_JOIN}{clock}"),
        _pattern(rf"(?:at\s+)?{clock}(?:\s*,\s*|\s+)(?:on\s+)?{day}"),
        _pattern(rf"{_A_NAMED_DAY}{FROM_TODAY}{_PART}\s+{BARE}"),
        _pattern(_SPANS),
        _pattern(rf"(?:at\s+)?{TIME}{_ZONE}?"),
        _pattern(rf"(?:{DATE}|{POINTED}|{FROM_TODAY}){_PART}"),
        _pattern(LOOSE),
    )


_SMALL_WORDS = r"(?:on|at|by|until|till|to|from|for|since|starting)"
_FILLER = re.compile(rf"(?:(?<=\s)|^){_SMALL_WORDS}\s+$", re.IGNORECASE)
_LEADING = re.compile(rf"^{_SMALL_WORDS}\s+", re.IGNORECASE)


class Unclear(ValueError):
    """Words that are no moment. `why`: `no_clock` (a day without a time), `no_day` (no such day or time), `nothing`, or
    `too_far` to be meant."""

    def __init__(self, why: Literal["no_clock", "no_day", "nothing", "too_far"]) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Moment:
    """When: aware UTC. `until` where an end was said."""

    at: datetime
    until: datetime | None = None


def find(text: str) -> tuple[int, int] | None:
    """Where the first moment stands in a text, the little word before it included; None where there is none."""
    for shape in _shapes()[:-1]:
        for found in shape.finditer(text):
            if not _is_a_name(found):
                filler = _FILLER.search(text[: found.start()])
                return (filler.start() if filler else found.start()), found.end()
    return None


def _is_a_name(found: re.Match[str]) -> bool:
    """Whether a lone weekday or noon is somebody's first name: `Noon Ahmed`, `Sun Li`."""
    said = found.groupdict()
    alone = (said.get("weekday") or said.get("named")) == found.group()
    return alone and bool(re.match(r"[A-Z][a-z]+\s+[A-Z][a-z]", found.string[found.start() :]))


def length(text: str) -> tuple[int, int, timedelta] | None:
    """Where the first length of time stands in a text (`3h`, `for 2 days`), and how long it is; None where there is none."""
    for found in _lasting().finditer(text):
        said = found.groupdict()
        if not (str(said["in_number"])[0].isdigit() or len(str(said["in_unit"])) > 1):
            continue  # somebody's initials: `A M`
        with suppress(OverflowError):
            return found.start(), found.end(), _span(said, "in_")
    return None


@cache
def _lasting() -> re.Pattern[str]:
    return _pattern(rf"(?:(?:for|in|another)\s+)*{_length('in_')}")


def read(said: str, zone_name: str | None, now: datetime, towards: Towards = "ahead") -> Moment:
    """The moment that the words mean, for somebody in that zone, at `now` (aware). Raises Unclear."""
    text = _LEADING.sub("", said.strip())
    home = times.zone(zone_name)
    for shape in _shapes():
        found = shape.fullmatch(text)
        if found:
            return _read(found.groupdict(), home, now, towards)
    raise Unclear("nothing")


def day_alone(said: str, zone_name: str | None, now: datetime, towards: Towards = "ahead") -> tuple[date, str] | None:
    """(The day, `morning` or another part of it where one is said) of words that name no hour; None for all others."""
    text = _LEADING.sub("", said.strip())
    found = next((found for shape in _shapes() if (found := shape.fullmatch(text))), None)
    groups = found.groupdict() if found else {}
    with suppress(ValueError, OverflowError):
        if found is not None and span(groups, "") is None:
            today = now.astimezone(times.zone(zone_name)).date()
            meant = days(groups, today, towards, month_first=times.is_month_first(zone_name))
            return (meant[0], _part(groups)) if meant else None
    return None


def local(day: date, clock: time, zone: tzinfo) -> datetime:
    """A wall-clock time of a day as aware UTC; one that the zone skips is moved on, of one that comes twice it is the first."""
    from dateutil.tz import resolve_imaginary

    there = datetime.combine(day, clock, zone)
    return resolve_imaginary(there).astimezone(UTC)


def _read(said: Groups, home: ZoneInfo, now: datetime, towards: Towards) -> Moment:
    try:
        if said.get("now"):
            return Moment(now)
        if said.get("in_unit"):
            return Moment(now + _span(said, "in_"))
        if way := said.get("on_way"):
            return Moment(now + _span(said, "on_") * (-1 if way.casefold() == "ago" else 1))
        return _on_a_day(said, home, now, towards)
    except (ValueError, OverflowError) as error:
        raise Unclear(error.why if isinstance(error, Unclear) else "no_day") from None


def _span(said: Groups, p: str) -> timedelta:
    number, unit = " ".join(str(said[f"{p}number"]).casefold().split()), str(said[f"{p}unit"])[0].lower()
    count = (_SPELT[number] if number in _SPELT else float(number.replace(",", "."))) + (0.5 if said.get(f"{p}half") else 0)
    return count * _UNITS[unit] + timedelta(minutes=int(said.get(f"{p}odd") or 0))


def _on_a_day(said: Groups, home: ZoneInfo, now: datetime, towards: Towards) -> Moment:
    today = now.astimezone(home).date()
    found = days(said, today, towards, month_first=times.is_month_first(home.key)) or [
        today,
        today + timedelta(days=1 if towards == "ahead" else -1),
    ]
    part = _part(said)
    clock = span(said, part)
    if clock is None:
        raise Unclear("no_clock")
    if part == "night" and clock[0].hour < 12:  # its midnight is the one that ends it
        found = [each + timedelta(days=1) for each in found]
    if (number := said.get("spoken4")) and any(each.day == int(number) for each in found):
        raise Unclear("no_clock")  # `fri 4` before the fourth: the hour or the date
    zone = _zone(said) or home
    at = _nearest([local(day, clock[0], zone) for day in found], now, towards)
    end = local(at.astimezone(zone).date(), clock[1], zone) if clock[1] else None
    return Moment(at, end + timedelta(days=1) if end and end <= at else end)


def _part(said: Groups) -> str:
    """The last word of what is said of the day: its part, where it is one; empty where nothing is said."""
    return "".join(f"{said.get('near') or ''} {said.get('part') or ''}".casefold().replace("tonight", "night").split()[-1:])


def _zone(said: Groups) -> tzinfo | None:
    """The zone that is named. Raises Unclear for one that there is not."""
    if offset := said.get("offset"):
        size = timedelta(hours=int(offset[1:3].rstrip(":")), minutes=int(offset[3:].lstrip(":") or 0))
        return timezone(-size if offset[0] == "-" else size)
    if not (name := said.get("zone")):
        return None
    known = ZONES.get(" ".join(name.casefold().split()), name)
    zone = times.zone(known)
    if zone.key != known:
        raise Unclear("no_day")
    return zone


def _nearest(found: list[datetime], now: datetime, towards: Towards) -> datetime:
    """The first that lies on the asked side of now; a day that was named outright stays what it is."""
    fits = (each for each in found if (each >= now if towards == "ahead" else each <= now))
    return next(fits, found[0])
