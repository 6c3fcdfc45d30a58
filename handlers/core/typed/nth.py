"""Which one of several is meant, how many, how long: `round 3`, `the last round`, `7 rounds`, `over 5 weeks`, `in 45 minutes`,
`for 45 minutes`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from handlers.core.typed.labelled import without_asides
from handlers.core.words import Words
from knowledge.patterns import pattern

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
LAST = -1
_THINGS = r"(?:rounds?|interviews?|stages?)"
_UNITS = r"(?:hours?|hrs?|h|min(?:ute)?s?|days?|weeks?|months?|people|engineers|candidates)"
_NTH = pattern(
    rf"\b{_THINGS}\s*(?:no\.?|number|#)?\s*(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})\b(?![\s-]*(?:{_THINGS}|{_UNITS})\b)"
    rf"|\b(?:(?P<ordinal>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(ORDINALS)}|last|final))\s+{_THINGS}",
    re.IGNORECASE,
)
_WORDS = pattern(r"[\w'’-]+")
_COUNT = pattern(rf"\b(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})\s+{_THINGS}\b", re.IGNORECASE)

_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
_SPREAD = pattern(
    rf"\b(?:\d{{1,3}}\s*(?:-|–|to|or)\s*)?(?P<number>\d{{1,3}}|an?|{'|'.join(NUMBERS)})[\s-]*(?P<unit>{'|'.join(_DAYS_IN)})s?\b"
    r"(?!\s+(?:a|per|each|in|at|of)\s+(?:week|month|office|the\s+office|experience)|\s+(?:onsite|on-site|office|remote))",
    re.IGNORECASE,
)
"""A span of days; not the days of a week that somebody is in the office."""


_MINUTES_IN = {"min": 1, "h": 60}
A_DAY = 24 * 60
"""Longer than this nobody is interviewed: `48 hours` are an offer's."""
_EFFORT = pattern(
    rf"\b(?P<number>\d{{1,3}}(?:[.,]\d)?|an?|half an|{'|'.join(NUMBERS)})[\s-]*(?P<unit>min|h)(?:utes?|ins?|s|ours?|rs?)?\b"
    rf"(?![\s-]+(?:[\w-]+\s+){{0,2}}(?:{_THINGS}|screens?|calls?|chats?|tests?|technical|coding|take-?homes?|questionnaires?)\b)",
    re.IGNORECASE,
)
"""A length in minutes or hours; not that of one round."""
_MINUS = pattern(r"(?<=\s)(?:[-−](?=\d)|minus\s+(?=\d))", re.IGNORECASE)
_SHIFTS_BEFORE = pattern(r"\b(?:by|within|after|before|another)\s+$", re.IGNORECASE)
_SHIFTS_BEHIND = pattern(r"\s+(?:later|earlier|sooner|ago|from|before|after|back|forward)\b", re.IGNORECASE)
"""Words beside a length by which something is to be moved: it is not how long that lasts."""


@dataclass(frozen=True, slots=True)
class Nth:
    """Which round is meant: its number from 1 on, or LAST. What said it is no other marker's, unless it is only heeded."""

    cuts: bool = True

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The number, or nothing."""
        found = _NTH.search(words.text)
        if not found:
            return None
        (words.cut if self.cuts else words.heed)(*found.span())
        return _which(found)


def nth_in(said: str, beside: Collection[str]) -> int | None:
    """Which round words name that say nothing else but some of these; None for all others."""
    found = _NTH.search(said)
    left = _WORDS.findall(f"{said[: found.start()]} {said[found.end() :]}".casefold()) if found else []
    return _which(found) if found and all(word.replace("’", "'") in beside for word in left) else None


def _which(found: re.Match[str]) -> int:
    if found["word"]:
        said = found["word"].casefold()
        return ORDINALS.index(said) + 1 if said in ORDINALS else LAST
    return _number(found["ordinal"] or found["number"])


@dataclass(frozen=True, slots=True)
class HowMany:
    """How many rounds somebody has in mind."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The number, or nothing."""
        text = words.text.casefold()
        found = _COUNT.search(words.text) if any(thing in text for thing in ("round", "interview", "stage")) else None
        if not found:
            return None
        words.heed(*found.span("number"))
        return _number(found["number"])


@dataclass(frozen=True, slots=True)
class Spread:
    """Over how many calendar days something is spread: the longest span that is named."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The days, or nothing."""
        text = words.text.casefold()
        found = list(_SPREAD.finditer(words.text)) if any(unit in text for unit in _DAYS_IN) else []
        for each in found:
            words.heed(*each.span())
        return max((_number(each["number"]) * _DAYS_IN[each["unit"].casefold()] for each in found), default=None)


@dataclass(frozen=True, slots=True)
class Effort:
    """How many minutes all of it takes."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The minutes, or nothing."""
        found = _EFFORT.search(words.text)
        if not found:
            return None
        said = found["number"].casefold()
        number = 0.5 if said == "half an" else float(said.replace(",", ".")) if said[0].isdecimal() else _number(said)
        minutes = round(number * _MINUTES_IN[found["unit"].casefold()])
        if not 0 < minutes <= A_DAY:
            return None
        words.heed(*found.span())
        return minutes


@dataclass(frozen=True, slots=True)
class Length:
    """How long one round lasts, as typed: `45 minutes`, `for 1.5 hours`; see `lasts`."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The words, or nothing."""
        from handlers.core.typed.moments import length

        text = without_asides(words.text)
        found = length(_MINUS.sub(lambda sign: " " * len(sign.group()), text))
        if found is None:
            return None
        start, end, _ = found
        minus = next((sign for sign in _MINUS.finditer(text) if sign.end() in range(start, end)), None)
        begins = min(start, minus.start()) if minus else start
        if _SHIFTS_BEFORE.search(text[:begins]) or _SHIFTS_BEHIND.match(text[end:]):
            return None
        typed = words.text[begins:end].strip()
        words.cut(begins, end)
        return typed


def lasts(said: str) -> timedelta | None:
    """How long the words of a length mean; less than nothing for `-30 minutes`, None for what is none."""
    from handlers.core.typed.moments import length

    bare, signs = _MINUS.subn(" ", f" {said}")
    found = length(bare)
    return None if found is None else -found[2] if signs else found[2]


def _number(said: str) -> int:
    if said.casefold() in ("a", "an"):
        return 1
    return int(said) if said.isdecimal() else NUMBERS.index(said.casefold()) + 1
