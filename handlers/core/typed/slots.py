"""Several times for one person, each with somebody else: `priya with mei wed 10 and tom wed 11:30`. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from handlers.core.typed.deedphrases import WEEKDAY

MOST = 6
_MENTION = r"<@[\w-]+(?:\|[^<>]{0,80})?>|@?[^\W\d_][\w'’-]*"
_DAY = rf"(?:(?:this|next)\s+)?{WEEKDAY}|today|tomorrow"
_CLOCK = r"\d{1,2}(?::\d\d)?\s?(?:[ap]m)?(?![\w:/.-])|noon\b"
_SLOT = re.compile(
    rf"(?:with\s+|w/\s*)?(?P<who>{_MENTION})\s+(?:on\s+)?(?:(?P<day>{_DAY})\b\s*)?(?:at\s+|@\s?)?(?P<clock>{_CLOCK})",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:[,;&+]|\band\b|\bthen\b)(?:\s*(?:and|then)\b)?\s*", re.IGNORECASE)
_WITH = re.compile(r"\s(?:with\s|w/\s*)", re.IGNORECASE)
_HOUR = re.compile(r"(?P<hour>\d{1,2})")
_MORNING = range(8, 13)


class Slot(NamedTuple):
    """With whom, and when."""

    who: str
    when: str


def told(said: str, least: int = 2) -> tuple[str, tuple[Slot, ...]] | None:
    """(The words before the first of them, each slot); None for fewer than `least`, and for words that say anything else."""
    begins = _WITH.search(said)
    if begins is None:
        return None
    slots: list[Slot] = []
    day, rest = "", said[begins.end() :].strip(" .!")
    while found := _SLOT.match(rest):
        day = found["day"] or day
        slots.append(Slot(found["who"], f"{day} {_clock(found['clock'])}".strip()))
        rest = rest[found.end() :]
        joint = _JOINT.match(rest)
        if joint is None or len(slots) == MOST:
            break
        rest = rest[joint.end() :]
    whole = len(slots) >= least and day and not rest.strip(" .!")
    return (said[: begins.start()], tuple(slots)) if whole else None


def _clock(said: str) -> str:
    """An hour by itself as working days have it: `10`, and `3` in the afternoon."""
    hour = _HOUR.fullmatch(said.strip())
    if hour is None:
        return said.strip()
    return f"{hour['hour']}:00" if int(hour["hour"]) in _MORNING or int(hour["hour"]) > 12 else f"{hour['hour']}pm"
