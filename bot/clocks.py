"""Time, handed in from outside. Business time can be moved (for trying things out); real time cannot."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from knowledge.words.patterns import pattern

_SHIFT = pattern(r"^([+-])(\d+(?:\.\d+)?)([mhdw])$")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class BusinessClock:
    """What time it is for deadlines, nudges and people: real time plus a shift."""

    def __init__(self, shift: timedelta = timedelta()) -> None:
        self._shift = shift

    def now(self) -> datetime:
        """Business time, aware, UTC."""
        return datetime.now(UTC) + self._shift

    def move(self, by: timedelta) -> None:
        """Move business time."""
        self._shift += by

    def reset(self) -> None:
        """Back to real time."""
        self._shift = timedelta()

    @property
    def shift(self) -> timedelta:
        """How far business time is from real time."""
        return self._shift


def real_now() -> datetime:
    """Real time, aware, UTC: for leases, pacing, retries and tokens."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Seconds that never run backwards, for measuring waits."""
    return time.monotonic()


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a part of the product goes by: business time for what it says, real time for leases and retries, seconds for waits."""

    business: BusinessClock
    real_now: Callable[[], datetime] = real_now
    monotonic: Callable[[], float] = monotonic


def parse_shift(text: str) -> timedelta:
    """`+49h`, `+2d`, `-30m` as a span. Raises ValueError with the forms that are taken."""
    match = _SHIFT.match(text.strip())
    if not match:
        raise ValueError(f"{text!r} is no shift of the clock; write +49h, +2d, +30m or +1w")
    sign, amount, unit = match.groups()
    span = timedelta(**{_UNITS[unit]: float(amount)})
    return span if sign == "+" else -span
