"""What words say of time, read back: so that a message can be held against the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_MOMENT = r"(\w{3})(?: (\d{1,2}) (\w{3}))? (\d\d):(\d\d)"
_SPAN = r"(\d+)(½)? (min|h|days)"
_LEFT = re.compile(rf"\bdue {_MOMENT}(?: UTC)?, in {_SPAN}")
_AGO = re.compile(rf"\bdue {_MOMENT}(?: UTC)?, {_SPAN} ago(?! without)")
_OVER = re.compile(rf"{_SPAN} over(?:, \w+)?: [^(]*? was due {_MOMENT}")
_ANY = re.compile(rf"\b(?:is|was|are|were|offer,) due {_MOMENT}")
_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "days": timedelta(days=1)}
_NOW = timedelta(minutes=11)
"""So long after a deadline it is still said to be due."""
_EXACT = timedelta(minutes=6)
"""Nobody minds: what was meant for a day before, and left moments later, still says a day."""


def wrong_spans(text: str, now: datetime, zone: str | None) -> Iterator[str]:
    """What says of a moment that it is so long until then, or since, and is off by more than words may round."""
    for found in _LEFT.finditer(text):
        *when, count, half, unit = found.groups()
        gap, said = _moment(when, now, zone, ahead=True) - now, _span(count, half, unit)
        step = _UNITS[unit] / (2 if unit == "h" and said < timedelta(hours=24) else 1)
        if not said - _EXACT <= gap <= said + step + _EXACT:
            yield f"{found[0]}: it is {gap}"
    for pattern, span_first in ((_AGO, False), (_OVER, True)):
        for found in pattern.finditer(text):
            parts = found.groups()
            when, span = (parts[3:], parts[:3]) if span_first else (parts[:5], parts[5:])
            gap, said = now - _moment(when, now, zone, ahead=False), _span(*span)
            if abs(gap - said) > _UNITS[span[2]] / 2 + _EXACT:
                yield f"{found[0]}: it is {gap}"


def moments(text: str, now: datetime, zone: str | None) -> Iterator[datetime]:
    """When a message says that something is, or was, due."""
    for found in _ANY.finditer(text):
        yield _moment(found.groups(), now, zone, ahead=not found[0].startswith(("was", "were")))


def _span(count: str, half: str | None, unit: str) -> timedelta:
    return (int(count) + (0.5 if half else 0)) * _UNITS[unit]


def _moment(parts: Sequence[str | None], now: datetime, zone: str | None, *, ahead: bool) -> datetime:
    """The nearest moment on that side of now (or just on the other) that is written so."""
    day, number, month, hour, minute = parts
    local = now.astimezone(ZoneInfo(zone or "UTC"))
    for away in range(-1, 400):
        on = local.date() + timedelta(days=away if ahead else -away)
        if f"{on:%a}" == day and (number is None or (on.day, f"{on:%b}") == (int(number), month)):
            there = datetime(on.year, on.month, on.day, int(hour or 0), int(minute or 0), tzinfo=local.tzinfo)
            if (there - now >= -_NOW) if ahead else (now - there >= -timedelta(minutes=2)):
                return there
    raise ValueError(f"no such moment near {now}: {parts}")
