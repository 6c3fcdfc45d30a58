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
from knowledge.words.patterns import pattern

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
LAST = -1
MOST_ROUNDS = 12
"""A span of rounds ends here at the latest."""
_THINGS = r"(?:rounds?|interviews?|stages?)"
_UNITS = r"(?:hours?|hrs?|h|min(?:ute)?s?|days?|weeks?|months?|people|engineers|candidates)"
_NTH = pattern(
    rf"\b{_THINGS}\s*(?:no\.?|number|#)?\s*(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})\b(?![\s-]*(?:{_THINGS}|{_UNITS})\b)"
    rf"|\b(?:(?P<ordinal>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(ORDINALS)}|last|final))\s+{_THINGS}",
    re.IGNORECASE,
)
_EACH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join((*NUMBERS, *ORDINALS))}|last|final)"
_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)}|last|final)"
_AND = r"(?:\s*(?:,|&|/)\s*(?:and\s+)?|\s+(?:and|or)\s+(?:the\s+)?)"
_TO = r"(?:\s*[-–]\s*|\s+to\s+)"
_MANY = pattern(
    rf"\b{_THINGS}\s*(?P<behind>{_EACH}(?:{_AND}{_EACH}|{_TO}{_EACH})+)\b(?![\s-]*(?:{_THINGS}|{_UNITS})\b)"
    rf"|\b(?P<before>{_ORDINAL}(?:{_AND}{_ORDINAL})+)\s+{_THINGS}\b",
    re.IGNORECASE,
)
"""Several by number (`rounds 2 and 3`, `rounds 2-4`), or by place (`the first and last round`)."""
_ONE_OF_MANY = pattern(rf"{_EACH}|{_TO}", re.IGNORECASE)
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
        if not self.cuts and (several := several_in(words.text)):
            return several[0]
        found = _NTH.search(words.text)
        if not found:
            return None
        (words.cut if self.cuts else words.heed)(*found.span())
        return _which(found)


@dataclass(frozen=True, slots=True)
class NthOthers:
    """Which rounds are meant beside the first that is named."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """Their numbers in the order in which they are said, LAST among them; nothing for one alone."""
        several = several_in(words.text)
        for each in (*_MANY.finditer(words.text), *_NTH.finditer(words.text)) if several else ():
            words.heed(*each.span())
        return tuple(several[1:]) or None


def several_in(said: str) -> list[int]:
    """The numbers of several rounds, in the order in which they are said; empty where fewer than two are."""
    lowered = said.casefold()
    if not any(thing in lowered for thing in ("round", "interview", "stage")):
        return []
    listed = [number for each in _MANY.finditer(said) for number in _numbers(each["behind"] or each["before"])]
    numbers = list(dict.fromkeys(listed or map(_which, _NTH.finditer(said))))
    return numbers if len(numbers) > 1 else []


def _numbers(said: str) -> list[int]:
    """The numbers of a list of rounds, a span filled in."""
    numbers: list[int] = []
    span = False
    for found in _ONE_OF_MANY.finditer(said):
        word = found.group().strip().casefold()
        if word in ("-", "–", "to"):
            span = True
            continue
        number = _place(word)
        numbers += range(numbers[-1] + 1, number + 1) if span and numbers and 0 < number <= MOST_ROUNDS else [number]
        span = False
    return numbers


def _place(said: str) -> int:
    """The number that a word says, or an ordinal."""
    if said in ORDINALS:
        return ORDINALS.index(said) + 1
    return LAST if said in ("last", "final") else _number(said.rstrip("stndrh") if said[0].isdecimal() else said)


def nth_in(said: str, beside: Collection[str]) -> list[int]:
    """Which rounds words name that say nothing else but some of these; none for all others."""
    numbers = several_in(said) or [_which(found) for found in _NTH.finditer(said)][:1]
    left = _WORDS.findall(_NTH.sub(" ", _MANY.sub(" ", said)).casefold()) if numbers else []
    return numbers if all(word.replace("’", "'") in beside for word in left) else []


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
