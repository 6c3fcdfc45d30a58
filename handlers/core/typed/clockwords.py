"""Clock times as people type them: `2pm`, `14:30`, `16h30`, `half past 4`, `noon`, `2-3pm`. Pure; the one grammar of the clock.

`16:30` and `4:30` are of the 24 hours; hours that are spoken (`half past 4`, `at 4` beside a day) are of the working day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

_HALF = r"am|pm|a\.m\.|p\.m\.|in the (?:morning|afternoon|evening)|at night"
HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MORNING, _LATE = ("am", "a.m.", "in the morning"), ("afternoon", "evening", "night")
_DAWN = 7
_SMALL_HOURS = (12, 1, 2, 3, 4)
"""Of the night these lie behind its midnight."""
"""The last hour that, spoken, is no hour of the morning."""
_HOUR = rf"\d{{1,2}}|{'|'.join(HOURS)}"
_QUARTERS = {"half past": (0, 30), "quarter past": (0, 15), "quarter to": (-1, 45)}
_NAMED = {"noon": 12, "midday": 12, "midnight": 0, "end of day": 17, "eod": 17, "close of business": 17, "cob": 17}


def _clock(p: str) -> str:
    """The pattern of one clock time, the names of its groups beginning with `p`."""
    return (
        rf"(?:(?P<{p}hour>\d{{1,2}})[:.](?P<{p}minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?:\s?(?P<{p}half>{_HALF})|\s?(?:h|uhr)\b)?"
        rf"|(?P<{p}hour2>\d{{1,2}})\s?(?P<{p}half2>{_HALF})"
        rf"|(?P<{p}hour3>\d{{1,2}})\s?(?:h(?P<{p}minute3>[0-5]\d)?|uhr)"
        rf"|(?:a\s+)?(?P<{p}quarter>{'|'.join(_QUARTERS)})\s+(?P<{p}spoken>{_HOUR})(?:\s?(?P<{p}half4>{_HALF}))?"
        rf"|(?P<{p}spoken2>{_HOUR})\s?o['’]?clock(?:\s(?P<{p}half5>{_HALF}))?"
        rf"|(?:12\s+)?(?P<{p}named>{'|'.join(_NAMED)}))"
    )


_SHARED = (
    r"(?P<begin_hour>\d{1,2})(?:[:.](?P<begin_minute>[0-5]\d))?\s?(?:-|–|—|to|until)\s?"
    rf"(?P<end_hour>\d{{1,2}})(?:[:.](?P<end_minute>[0-5]\d))?\s?(?:(?P<end_half>{_HALF})|(?:h|uhr)\b)"
)
"""`2-3pm`: what is said of the end holds for the beginning."""
TIME = rf"(?:{_SHARED}|{_clock('')}(?:\s?(?:-|–|—|to|until)\s?{_clock('to_')})?)"
SPOKEN = rf"(?<=\bat )(?P<spoken3>{_HOUR})(?!\s?[-–—]|\s+to\b)"
"""`at 4`: only beside its day, for `at 2 companies` is no time."""
BARE = (
    r"(?P<spoken4>1\d|2[0-3]|[1-9])(?=\s*(?:$|[,;!?)<@]|\.(?!\d))|\s+(?:with|w/?|please|pls|instead|then|works?|because|r-\d|is|was|not)"
    r"(?![\w-]))"
)
"""`mon 10`: beside a named day, where nothing behind it is counted."""
SPOKEN_SPAN = rf"(?:from\s+)?(?P<low_hour>{_HOUR})\s?(?:-|–|—|to|until)\s?(?P<high_hour>{_HOUR})(?!\s?[-–—:.]?\d)"
"""`10-11`, `from 2 to 3`: the same."""
Groups = Mapping[str, str | None]
"""What a match of these patterns has found, by the names of its groups."""


def span(said: Groups, part: str) -> tuple[time, time | None] | None:
    """(The clock time, its end where one is said) in that `part` of the day (`evening`, or empty); None where there is none.

    Raises ValueError for 25:00 and 13pm.
    """
    if said.get("begin_hour") and (end := _time(said, "end_", part)):
        return _beginning(said, end), end
    if said.get("low_hour"):
        return _spoken_span(_spoken(str(said["low_hour"]), part), _spoken(str(said["high_hour"]), part))
    begin = _time(said, "", part)
    return (begin, _time(said, "to_", part)) if begin else None


def _time(said: Groups, p: str, part: str) -> time | None:
    if named := said.get(f"{p}named"):
        return time(_NAMED[named.casefold()])
    spoken = _first(said, p, "spoken", "spoken2", "spoken3", "spoken4")
    number = _first(said, p, "hour", "hour2", "hour3") or spoken
    if number is None:
        return None
    hour = HOURS.index(number.casefold()) + 1 if number.casefold() in HOURS else int(number)
    half = _first(said, p, "half", "half2", "half4", "half5")
    if half and not 1 <= hour <= 12:
        raise ValueError(number)
    if half:
        hour = hour % 12 + (0 if half.casefold() in _MORNING else 12)
    elif part == "night" and hour in _SMALL_HOURS:
        hour %= 12
    elif hour < 12 and (part in _LATE or (spoken and hour <= _DAWN and part != "morning")):
        hour += 12
    if quarter := said.get(f"{p}quarter"):
        earlier, minute = _QUARTERS[quarter.casefold()]
        return time((hour + earlier) % 24, minute)
    return time(hour, int(_first(said, p, "minute", "minute3") or 0))


def _spoken(number: str, part: str) -> int:
    """The hour of the working day, or of that part of the day."""
    hour = HOURS.index(number.casefold()) + 1 if number.casefold() in HOURS else int(number)
    return hour + 12 if hour < 12 and (part in _LATE or (hour <= _DAWN and part != "morning")) else hour


def _spoken_span(low: int, high: int) -> tuple[time, time]:
    return time(low), time(high + 12 if high <= low < 12 else high)


def _first(said: Groups, prefix: str, *names: str) -> str | None:
    return next((value for name in names if (value := said.get(prefix + name))), None)


def _beginning(said: Groups, end: time) -> time:
    """In the half of the day of its end, or in the other where it would lie behind it (`11-1pm`)."""
    hour, minute = int(str(said["begin_hour"])), int(said.get("begin_minute") or 0)
    if hour > 12 or not said.get("end_half"):
        return time(hour, minute)
    same = time(hour % 12 + (12 if end.hour >= 12 else 0), minute)
    return same if same < end else time((same.hour + 12) % 24, minute)
