"""Several times for one person, each with somebody else: `priya with mei wed 10 and tom wed 11:30`. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from handlers.core.typed.deedphrases import WEEKDAY

MOST, MOST_LETTERS = 6, 120
_MENTION = r"<@[\w-]+(?:\|[^<>]{0,80})?>|@?[^\W\d_][\w'’-]*"
_DAY = rf"(?:(?:this|next)\s+)?{WEEKDAY}|today|tomorrow"
_CLOCK = r"\d{1,2}(?::\d\d)?\s?(?:[ap]m)?(?![\w:/.-])|noon\b"
_ROUND = r"(?:phone\s+|final\s+|tech\s+)?(?:screen|technical|tech|onsite|panel|final|design|debugging|interview|round|call|chat)"
_SLOT = re.compile(
    rf"(?:with\s+|w/\s*)?(?P<who>{_MENTION})\s+(?:on\s+)?(?:(?P<day>{_DAY})\b\s*)?(?:at\s+|@\s?)?(?P<clock>{_CLOCK})",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:[,;&+]|\band\b|\bthen\b)(?:\s*(?:and|then)\b)?\s*", re.IGNORECASE)
_WITH = re.compile(r"\s(?:with\s|w/\s*)", re.IGNORECASE)
_HOUR = re.compile(r"(?P<hour>\d{1,2})")
_MORNING = range(8, 13)


EITHER = "either time"
"""Stands for the times of which somebody can come at any one."""
_WHEN = rf"(?:{_DAY})\b(?:\s+(?:(?:at|after|around|from)\s+)?(?:{_CLOCK})|\s+(?:in the\s+)?(?:morning|afternoon|evening))?"
_OR = r"\s*(?:,\s*or\b|,\s*and\b|,|/|\bor\b|\band\b|&)\s*(?:on\s+|also\s+)?"
_WHOM = r"(?P<who>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w'’-]*)?)"
_CHOICE = rf"(?:either\s+)?(?:on\s+)?(?P<times>(?:{_WHEN})(?:{_OR}(?:{_WHEN}))+)"
_CAN = re.compile(
    rf"\W*(?:(?:so|ok|okay|fyi|update|and)\W+)*{_WHOM}(?:['’]s|\s+(?:is|are|can|could|would|says? (?:he|she|they) can|['’]d))\s+"
    r"(?:(?:only|also|now|still)\s+)*(?:(?:do|make|come|meet|talk|interview|free|available|open|around|good)\b\s*)+"
    rf"(?P<round>(?:it|(?:the|her|his|their|an?)\s+[\w -]{{2,20}}?|{_ROUND})\s+)?(?:for\s+(?P<round2>{_ROUND})\s+)?{_CHOICE}\W*",
    re.IGNORECASE,
)
_WORKS = re.compile(
    rf"\W*{_CHOICE}\s+(?:work|works|is (?:fine|good|ok)|are (?:fine|good|ok)|suits?)\s+(?:for\s+)?{_WHOM}\W*", re.IGNORECASE
)
_IS = re.compile(
    rf"\W*(?:(?:so|ok|okay|fyi|update|and)\W+)*{_WHOM}(?:['’]s?)?\s+(?P<round>{_ROUND})\s+"
    rf"(?:is|will be|would be|can be|could be|might be|moves? to|either)\s+{_CHOICE}\W*",
    re.IGNORECASE,
)
"""`ana's final is friday or mon`."""
_EACH = re.compile(_WHEN, re.IGNORECASE)


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


def either(said: str) -> tuple[str, tuple[str, ...]] | None:
    """(Whom and which round, each of the times) of `ana can do friday or monday`; None for other words."""
    if (
        len(said) > MOST_LETTERS
        or "?" in said
        or not (found := _CAN.fullmatch(said) or _WORKS.fullmatch(said) or _IS.fullmatch(said))
    ):
        return None
    groups = found.groupdict()
    which = " ".join(each for each in (groups["who"], groups.get("round"), groups.get("round2")) if each)
    times = tuple(" ".join(each.group().split()) for each in _EACH.finditer(groups["times"]))
    return which, times[:MOST]


def _clock(said: str) -> str:
    """An hour by itself as working days have it: `10`, and `3` in the afternoon."""
    hour = _HOUR.fullmatch(said.strip())
    if hour is None:
        return said.strip()
    return f"{hour['hour']}:00" if int(hour["hour"]) in _MORNING or int(hour["hour"]) > 12 else f"{hour['hour']}pm"
