"""Markers of times and of how long: a moment, a length in hours, a span of years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from handlers.core.typed.labelled import LINKS, Misread, either, without_asides
from handlers.core.words import Words
from knowledge.words.patterns import pattern

_NUMBER_ALONE = pattern(r"\s*(?:for\s+)?(\d{1,3}(?:\.\d)?)\s*")
_SPELT_YEARS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_OVER_YEARS = pattern(
    rf"(?<!with\s)(?<!has\s)(?<!have\s)\bover\s+(?:the\s+)?(\d{{1,2}}(?:[.,]\d)?|{'|'.join(_SPELT_YEARS)})\s*-?(?:years?|yrs?)\b"
    r"(?!['’]?\s+(?:of|(?:[\w-]+\s+)?(?:experience|exp|work\w*))\b)",
    re.IGNORECASE,
)
"""A span that something is spread over; what somebody has behind them is none (`with over 10 years of experience`)."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as people say it (`thu 2pm`, `in 2 hours`), as typed: the handler reads it in the speaker's zone (see moments).

    With `after`, only one that follows one of these words: `expires fri 17:00`. With `strict` these words with no time behind
    them are an error (see Labelled).
    """

    after: tuple[str, ...] = ()
    strict: bool = False

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The words of the first such time, or nothing. Raises Misread."""
        from handlers.core.typed.moments import find

        text = without_asides(words.text)  # a name or a reason is no time: "Noon Ahmed"
        begin = re.search(rf"(?<!\S)(?:{either(self.after)})\s+", text, re.IGNORECASE) if self.after else None
        if self.after and not begin:
            return None
        offset = begin.end() if begin else 0
        for one in () if self.after else words.amounts:  # a day beside its own word (`start 15 Jan`) is not when it happened
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :] if one.label else text
        found = find(text[offset:])
        if not found or (begin and found[0]):
            following = words.text[offset:].split()
            if self.strict and begin and following and following[0].casefold() not in LINKS:
                raise Misread(begin.group().strip(), following[0], "moment")
            return None
        start, end = offset + found[0], offset + found[1]
        typed = words.text[start:end].strip()
        words.cut(begin.start() if begin else start, end)
        return typed


class Lasting:
    """How long: `3h`, `for 2 days`, or a number alone, in hours."""

    __slots__ = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The hours of the first such length, or nothing."""
        from handlers.core.typed.moments import length

        alone = _NUMBER_ALONE.fullmatch(words.text)
        found = (*alone.span(), timedelta(hours=float(alone.group(1)))) if alone else length(without_asides(words.text))
        if found is None:
            return None
        words.cut(found[0], found[1])
        return found[2] / timedelta(hours=1)


class OverYears:
    """Over how many years something is spread: `over 4 years`, not `over 4 years of experience`."""

    __slots__ = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The number, or nothing."""
        found = _OVER_YEARS.search(words.text)
        if not found:
            return None
        words.cut(*found.span())
        said = found.group(1).casefold()
        return float(_SPELT_YEARS.index(said) + 1 if said in _SPELT_YEARS else said.replace(",", "."))
