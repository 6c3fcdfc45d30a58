"""Numbers in sentences: what a statement says in digits or words, and what a fact's values hold, made comparable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.schema import UNITS

_FROM_TWO = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_TENS = {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0}
_WORDS = {word: float(number) for number, word in enumerate(_FROM_TWO, 2)} | _TENS

_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "b": 1e9, "billion": 1e9}
_SMALLER = {"weeks": 7.0, "hours": 60.0, "years": 12.0, "days": 24.0, "minutes": 60.0}
"""How many of the next smaller unit go into one: a fact may hold 14 days and say two weeks."""

# A digit after a letter belongs to a name (p99, A100, GPT-4, NDCG@10); ordinals and times of day are no figures either.
_DIGITS = re.compile(
    r"(?<![\w@.,])(?<![A-Za-z][-–])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?!\d)(?!:\d|/\d|(?:st|nd|rd|th)\b|\s?[ap]\.?m\b)"
    r"(?:\s?(?P<scale>[KkMmBb]|thousand|million|billion)\b)?"
)
_NOUNS = "|".join(sorted({form for unit in UNITS if unit.isalpha() and len(unit) > 3 for form in (unit, unit.removesuffix("s"))}))
_SPELLED = re.compile(
    rf"\b(?P<number>{'|'.join(_WORDS)})(?=(?:\s+(?:to|or)\s+(?:{'|'.join(_WORDS)}))?[\s-]+(?P<noun>{_NOUNS})\b)", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a sentence has it, and every value that it may stand for."""

    text: str
    readings: frozenset[float]


def said_in(sentence: str) -> Iterator[Number]:
    """The numbers that a sentence states: digits, and words before a unit ("six weeks"). Years and times of day are not figures.

    A scale holds for a whole range: the first number of "$190–230K" is read as 190 and as 190,000.
    """
    found = list(_DIGITS.finditer(sentence))
    scales = {_SCALES[match["scale"].lower()] for match in found if match["scale"]}
    for match in found:
        if _YEAR.fullmatch(match.group()):
            continue
        number = float(match["number"].replace(",", ""))
        yield Number(match.group().strip(), _readings(number, scales, sentence[match.end() :]))
    for match in _SPELLED.finditer(sentence):
        yield Number(match.group(), _readings(_WORDS[match["number"].lower()], set(), match["noun"]))


def held_by(values: Any) -> frozenset[float]:
    """Every number inside: figures as they are, those that texts name, and how many things each list has."""
    if isinstance(values, bool) or values is None:
        return frozenset()
    if isinstance(values, (int, float)):
        return frozenset({float(values)})
    if isinstance(values, str):
        spelled = {_WORDS[word] for word in re.findall(r"[a-z]+", values.lower()) if word in _WORDS}
        digits = {reading for number in said_in(values) for reading in number.readings}
        return frozenset(spelled | digits)
    if isinstance(values, Mapping):
        return frozenset().union(*map(held_by, values.values()))
    return frozenset({float(len(values))}).union(*map(held_by, values))


def _readings(number: float, scales: set[float], after: str) -> frozenset[float]:
    unit = re.match(rf"\W*({'|'.join(unit.removesuffix('s') for unit in _SMALLER)})s?\b", after)
    factors = {1.0, *scales} | ({_SMALLER[f"{unit[1]}s"]} if unit else set())
    return frozenset(round(number * factor, 6) for factor in factors)
