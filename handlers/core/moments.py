"""Moments as people type them: `thu 2pm`, `tomorrow 14:00 CET`, `yesterday 16:00`, `2026-12-01 09:30`, `in 2 hours`. Pure.

A day is the person's own day; the clock time is read in the zone that is named, else in the person's. A weekday, a date without a
year and a bare clock time mean the next one when they lie ahead, the last one when something is reported. What a change to
daylight saving time skips is moved on as the clocks were (2:30 → 3:30); of an hour that comes twice the first is meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from handlers.core import times

Towards = Literal["ahead", "behind"]

ZONES: Mapping[str, str] = {
    "utc": "UTC", "gmt": "UTC", "z": "UTC", "bst": "Europe/London", "uk time": "Europe/London", "wet": "Europe/Lisbon",
    "west": "Europe/Lisbon", "cet": "Europe/Berlin", "cest": "Europe/Berlin", "eet": "Europe/Athens", "eest": "Europe/Athens",
    "ist": "Asia/Kolkata", "sgt": "Asia/Singapore", "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "hkt": "Asia/Hong_Kong",
    "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "pt": "America/Los_Angeles", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
    "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago", "et": "America/New_York",
    "est": "America/New_York", "edt": "America/New_York", "pacific": "America/Los_Angeles", "eastern": "America/New_York",
}  # fmt: skip
"""What people call a zone → its IANA name. Who writes CET in July means the clocks of that place, so summer counts."""

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_CLOCK = (
    r"(?:(?P<{p}hour>\d{{1,2}})[:.](?P<{p}minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s?(?P<{p}half>am|pm|a\.m\.|p\.m\.)?"
    r"|(?P<{p}hour12>\d{{1,2}})\s?(?P<{p}half12>am|pm|a\.m\.|p\.m\.)|(?P<{p}hour24>\d{{1,2}})\s?(?:h|uhr|o'clock)"
    r"|(?P<{p}named>noon|midday|midnight))"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_DAY = (
    r"(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<near>(?:the\s+)?day after tomorrow|(?:the\s+)?day before yesterday|today|tonight|this (?:morning|afternoon|evening)"
    r"|tomorrow|tmrw|tmr|tomorow|yesterday)"
    r"|(?P<which>next\s+|last\s+|this\s+|on\s+)?(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\.?"
    rf"|(?:{_WEEKDAY},?\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_MONTH})(?:,?\s+(?P<y2>\d{{4}}))?"
    rf"|(?:{_WEEKDAY},?\s+)?(?P<month3>{_MONTH})\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.])(?:,?\s+(?P<y3>\d{{4}}))?"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})|(?P<d5>\d{1,2})\.(?P<m5>\d{1,2})\.(?!\d))"
)
_PART = r"(?:\s+(?P<part>morning|afternoon|evening|night))?"
_LATE = ("tonight", "afternoon", "evening", "night")
_NAMES = "|".join(sorted(map(re.escape, ZONES), key=len, reverse=True))
_ZONE = rf"(?:\s*(?P<offset>[+-]\d{{2}}:?\d{{2}})|\s*(?P<zone>{_NAMES}|[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+)(?![\w/]))"
_JOIN = r"(?:\s*,\s*|\s+|T)(?:(?:at|around|@)\s*)?"
_UNTIL = rf"(?:\s?(?:-|–|—|to|until)\s?{_CLOCK.format(p='to_')})"
_UNIT = r"(?:m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?)"
_SPELT = {"a": 1.0, "an": 1.0, "half an": 0.5, "a couple of": 2.0} | {
    word: float(number)
    for number, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1)
}
_NUMBER = rf"(?:\d+(?:[.,]\d+)?|{'|'.join(sorted(_SPELT, key=len, reverse=True))})"
_SPANS = (
    rf"in\s+(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT})|(?P<number2>{_NUMBER})\s?(?P<unit2>{_UNIT})\s+ago"
    r"|(?P<now>right now|just now|now)"
)
_IN_DAYS = rf"in\s+(?P<number3>{_NUMBER})\s?(?P<unit3>d|days?|w|weeks?)"
_SHARED = (
    r"(?P<bare>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?:-|–|—|to|until)\s?"
    r"(?P<to_hour12>\d{1,2})(?:[:.](?P<to_minute>[0-5]\d))?\s?(?P<to_half12>am|pm|a\.m\.|p\.m\.)"
)
"""`2-3pm`: what is said of the end holds for the beginning."""
_CLOCK_HERE, _BEFORE, _BEHIND = _CLOCK.format(p=""), r"(?<![\w:.,+/-])", r"(?![\w:/])"


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(f"{_BEFORE}(?:{body}){_BEHIND}", re.IGNORECASE)


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """From the fullest to the barest: the first that is found counts, so that a clock time is never read without its day."""
    return (
        _pattern(rf"{_IN_DAYS}{_JOIN}(?:{_SHARED}){_ZONE}?"),
        _pattern(rf"{_IN_DAYS}{_JOIN}{_CLOCK_HERE}{_UNTIL}?{_ZONE}?"),
        _pattern(rf"(?:at\s+)?{_CLOCK_HERE}{_UNTIL}?{_ZONE}?\s+{_IN_DAYS}"),
        _pattern(_SPANS),
        _pattern(rf"{_DAY}{_JOIN}(?:{_SHARED}){_ZONE}?"),
        _pattern(rf"(?:at\s+)?(?:{_SHARED}){_ZONE}?(?:\s*,\s*|\s+)(?:on\s+)?{_DAY}"),
        _pattern(rf"(?:at\s+)?(?:{_SHARED}){_ZONE}?"),
        _pattern(rf"{_DAY}{_PART}{_JOIN}{_CLOCK_HERE}{_UNTIL}?{_ZONE}?"),
        _pattern(rf"(?:at\s+)?{_CLOCK_HERE}{_UNTIL}?{_ZONE}?(?:\s*,\s*|\s+)(?:on\s+)?{_DAY}"),
        _pattern(rf"(?:at\s+)?{_CLOCK_HERE}{_UNTIL}?{_ZONE}?"),
        _pattern(rf"(?P<dayonly>{_DAY}{_PART})"),
    )


_SMALL_WORDS = r"(?:on|at|by|until|till|to|from|for|since|starting)"
_FILLER = re.compile(rf"(?:(?<=\s)|^){_SMALL_WORDS}\s+$", re.IGNORECASE)
_LEADING = re.compile(rf"^{_SMALL_WORDS}\s+", re.IGNORECASE)


class Unclear(ValueError):
    """Words that are no moment. `why`: `no_clock` (a day without a time), `no_day` (no such day or time), `nothing`."""

    def __init__(self, why: Literal["no_clock", "no_day", "nothing"]) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Moment:
    """When: aware UTC. `until` where an end was said; `zone` as the person named it, None where it is their own."""

    at: datetime
    until: datetime | None = None
    zone: str | None = None


def find(text: str) -> tuple[int, int] | None:
    """Where the first moment stands in a text, the little word before it included; None where there is none."""
    for shape in _shapes():
        found = shape.search(text)
        if found and found.group().strip():
            filler = _FILLER.search(text[: found.start()])
            return (filler.start() if filler else found.start()), found.end()
    return None


def read(said: str, zone_name: str | None, now: datetime, towards: Towards = "ahead") -> Moment:
    """The moment that the words mean, for somebody in that zone, at `now` (aware). Raises Unclear."""
    text = _LEADING.sub("", said.strip())
    home = times.zone(zone_name)
    for shape in _shapes():
        found = shape.fullmatch(text)
        if found:
            return _read(found.groupdict(), home, now, towards)
    raise Unclear("nothing")


def local(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A wall-clock time of a day as aware UTC; one that the zone skips is moved on, of one that comes twice it is the first."""
    from dateutil.tz import resolve_imaginary

    there = datetime.combine(day, clock, zone)
    return resolve_imaginary(there).astimezone(UTC)


def _read(said: dict[str, str | None], home: ZoneInfo, now: datetime, towards: Towards) -> Moment:
    if said.get("now"):
        return Moment(now)
    if said.get("unit"):
        return Moment(now + _span(said["number"], said["unit"]))
    if said.get("unit2"):
        return Moment(now - _span(said["number2"], said["unit2"]))
    days = _days(said, now.astimezone(home).date(), towards)
    if said.get("dayonly"):
        raise Unclear("no_clock")
    zone, named = _zone(said, home)
    clock = _clock(said, "")
    try:
        at = _nearest([_at(day, clock, zone, said) for day in days], now, towards)
        until = _clock(said, "to_") if _has_clock(said, "to_") else None
        end = _at(at.astimezone(zone).date(), until, zone, said) if until else None
    except (ValueError, OverflowError):
        raise Unclear("no_day") from None
    return Moment(at, end + timedelta(days=1) if end and end <= at else end, named)


def _span(number: str | None, unit: str | None) -> timedelta:
    said = " ".join(str(number).casefold().split())
    count = _SPELT[said] if said in _SPELT else float(said.replace(",", "."))
    try:
        return timedelta(**{_UNITS[str(unit)[0].lower()]: count})
    except OverflowError:
        raise Unclear("no_day") from None


def _zone(said: Mapping[str, str | None], home: ZoneInfo) -> tuple[ZoneInfo, str | None]:
    name = said.get("zone")
    if not name:
        return (home, said.get("offset"))
    known = ZONES.get(name.casefold(), name)
    zone = times.zone(known)
    if zone.key != known:
        raise Unclear("no_day")
    return zone, name


def _at(day: date, clock: time, zone: ZoneInfo, said: Mapping[str, str | None]) -> datetime:
    offset = said.get("offset")
    if not offset:
        return local(day, clock, zone)
    return datetime.fromisoformat(f"{datetime.combine(day, clock).isoformat()}{offset}").astimezone(UTC)


def _has_clock(said: Mapping[str, str | None], prefix: str) -> bool:
    return any(said.get(f"{prefix}{part}") for part in ("hour", "hour12", "hour24", "named"))


def _clock(said: Mapping[str, str | None], prefix: str) -> time:
    """The clock time. Without am or pm it is of the 24 hours; `tonight 8:00` is no morning. Raises Unclear for 25:00, 13pm."""
    named = said.get(f"{prefix}named")
    if named:
        return time(0 if named.casefold() == "midnight" else 12)
    if not prefix and said.get("bare"):
        return _beginning(said)
    hour = next(int(value) for part in ("hour", "hour12", "hour24") if (value := said.get(f"{prefix}{part}")))
    half = (said.get(f"{prefix}half") or said.get(f"{prefix}half12") or "").replace(".", "").casefold()
    if half and not 1 <= hour <= 12:
        raise Unclear("no_day")
    late = f"{said.get('near') or ''} {said.get('part') or ''}".casefold().split()[-1:]
    if half or (hour < 12 and late and late[0] in _LATE):
        hour = hour % 12 + (0 if half == "am" else 12)
    try:
        return time(hour, int(said.get(f"{prefix}minute") or 0))
    except ValueError:
        raise Unclear("no_day") from None


def _beginning(said: Mapping[str, str | None]) -> time:
    """The beginning of `2-3pm`: in the half of the day of its end, or in the other where it would lie behind it (`11-1pm`)."""
    end = _clock(said, "to_")
    hour, minute = int(str(said["bare"])), int(said.get("minute") or 0)
    if not 1 <= hour <= 24:
        raise Unclear("no_day")
    if hour > 12:
        return time(hour % 24, minute)
    same = time(hour % 12 + (12 if end.hour >= 12 else 0), minute)
    return same if same < end else time((same.hour + 12) % 24, minute)


def _days(said: Mapping[str, str | None], today: date, towards: Towards) -> list[date]:
    """The days that the words may mean, the likeliest first; which one it is depends on the clock time."""
    near = (said.get("near") or "").casefold()
    if near:
        step = 2 if "after" in near else -2 if "before" in near else {"tom": 1, "tmr": 1, "yes": -1}.get(near[:3], 0)
        return [today + timedelta(days=step)]
    if said.get("unit3"):
        return [_later(today, _span(said["number3"], said["unit3"]))]
    if said.get("weekday"):
        return _weekdays(said, today, towards)
    if not any(said.get(part) for part in ("d", "d2", "d3", "d4", "d5")):
        forward = 1 if towards == "ahead" else -1
        return [today, today + timedelta(days=forward)]
    number = int(next(value for part in ("d", "d2", "d3", "d4", "d5") if (value := said.get(part))))
    month = said.get("m") or said.get("m4") or said.get("m5")
    named = said.get("month") or said.get("month3") or ""
    which = int(month) if month else _MONTHS.index(named[:3].casefold()) + 1
    year = said.get("y") or said.get("y2") or said.get("y3") or said.get("y4")
    years = [int(year)] if year else _years(today, towards)
    found = [day for each in years if (day := _day(each, which, number))]
    if not found:
        raise Unclear("no_day")
    return found


def _later(today: date, span: timedelta) -> date:
    try:
        return today + span
    except OverflowError:
        raise Unclear("no_day") from None


def _weekdays(said: Mapping[str, str | None], today: date, towards: Towards) -> list[date]:
    from dateutil.relativedelta import relativedelta, weekday

    day = weekday(_DAYS.index(str(said["weekday"])[:3].casefold()))
    which = (said.get("which") or "").strip().casefold()
    if which == "last" or (towards == "behind" and which != "next"):
        days = [today + relativedelta(weekday=day(-1)), today + relativedelta(days=-7, weekday=day(-1))]
        return days[1:] if which == "last" and days[0] == today else days
    days = [today + relativedelta(weekday=day(+1)), today + relativedelta(days=7, weekday=day(+1))]
    # "next" on the day itself is the one in a week; otherwise people mean the coming one, and the answer says its date.
    return days[1:] if which == "next" and days[0] == today else days


def _years(today: date, towards: Towards) -> list[int]:
    """The years in which a date without one may lie, the nearest first; 29 February comes every fourth, once every eighth."""
    step = 1 if towards == "ahead" else -1
    return [today.year + step * years for years in range(9)]


def _nearest(found: list[datetime], now: datetime, towards: Towards) -> datetime:
    """The first that lies on the asked side of now; a day that was named outright stays what it is."""
    fits = (each for each in found if (each >= now if towards == "ahead" else each <= now))
    return next(fits, found[0])


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
