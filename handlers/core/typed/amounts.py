"""Amounts as people type them, and what they say each one is: `base 228k`, `$228,000 base`, `equity of 0.12%`.

Pure. A label beside an amount names it: the one before it where there is one, else the one after. Between the two stand at
most two other words, and no comma.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from handlers.core.figures import SYMBOLS
from handlers.core.typed.daywords import pointed_at, said_at

Kind = Literal["money", "range", "percent", "date", "count"]

_SIGNS = {sign: code for code, sign in SYMBOLS.items()} | {
    "us$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "s$": "SGD", "sg$": "SGD", "nz$": "NZD", "hk$": "HKD",
    "r$": "BRL", "mx$": "MXN", "₹": "INR", "¥": "JPY", "₪": "ILS",
}  # fmt: skip
_CODES = "|".join(
    (*SYMBOLS, "CHF", "CAD", "AUD", "SEK", "DKK", "NOK", "PLN", "INR", "SGD", "JPY", "ILS", "AED", "BRL", "MXN", "NZD", "HKD")
)
_SPOKEN = {"dollar": "USD", "euro": "EUR", "pound": "GBP", "rupee": "INR", "yen": "JPY"}
_SCALES = {
    "k": 1e3, "thousand": 1e3, "grand": 1e3,
    "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6,
    "b": 1e9, "bn": 1e9, "billion": 1e9,
    "lpa": 1e5, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "crore": 1e7, "crores": 1e7,
}  # fmt: skip
_RUPEES = frozenset({"lpa", "lakh", "lakhs", "lac", "lacs", "crore", "crores"})
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_LARGE = r"(?=\s?(?:m|mm|mn|mio|million|b|bn|billion)\b)"
_NUMBER = (
    rf"\d+[.,]\d{{3}}{_LARGE}"
    rf"|\d{{1,3}}(?P<part>[,. '’\u00a0\u202f])\d{{3}}(?:(?P=part)\d{{3}})*(?:(?!(?P=part))[.,]\d{{1,2}})?(?!\d)"
    rf"(?!(?<=\s\d{{3}})\s?(?:{_SCALE})\b)"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+(?:[.,]\d+)?|\.\d+"
)
"""Digits with what parts their thousands (the Indian way too): no blank before `k`, and before `m` three digits are decimals."""
_PERCENT = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?|\.\d+)\s?(?P<unit>%|per\s?cent\b|percent\b|pct\b|bps\b|bp\b|basis points\b)", re.I
)
_MONEY = re.compile(
    rf"(?P<sign>\b(?:us|ca?|au?|sg?|nz|hk|r|mx)\$|[$€£₹¥₪]|\b(?:{_CODES})\b)?\s?(?P<number>{_NUMBER})\s?(?P<scale>(?:{_SCALE})\b)?"
    rf"\s?(?P<code>[€£$₹¥]|(?:{_CODES})\b|(?:{'|'.join(_SPOKEN)})s?\b)?",
    re.I,
)
_UNITS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
)
_TEENS = ("fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELT = {word: number for number, word in enumerate((*_UNITS, *_TEENS), 1)} | {word: 10 * at for at, word in enumerate(_TENS, 2)}
_SPELT_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
_SPELT_NUMBER = re.compile(
    rf"(?:(?:a|{'|'.join(_SPELT)})[\s-]+(?=(?:{'|'.join(_SPELT_SCALES)})\b))?"
    rf"(?:(?:and\s+)?(?:{'|'.join((*_SPELT, *_SPELT_SCALES))})(?:\b[\s-]*))+",
    re.IGNORECASE,
)
_TO = re.compile(r"\s?(?:-|–|—|to\b|until\b)\s?", re.I)
_AND, _BETWEEN = re.compile(r"\s?and\b\s?", re.I), re.compile(r"\bbetween\s+$", re.I)
_DURATION = re.compile(r"[\s-]*(?:years?|yrs?|months?|weeks?|days?|hours?)\b", re.I)
"""What makes a number a span of time: `over 4 years` is nobody's pay."""
_GAP_WORDS = 2


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount in a text: what kind it is, its value, and where it stands.

    `beside`: an amount only behind its label, as a day that is said from today (`tomorrow`): by itself it may be anything's.
    `scale`: what the letter or word behind a number makes of it.
    """

    kind: Kind
    value: Any
    start: int
    end: int
    beside: bool = False
    scale: float = 1


@dataclass(frozen=True, slots=True)
class Said:
    """An amount and the label beside it (empty where none is); `start` and `end` take both in."""

    label: str
    amount: Amount
    start: int
    end: int


def said(text: str, labels: Collection[str]) -> tuple[Said, ...]:
    """Every amount of `text`, in order, each with its label; a label names one amount.

    Where `labels` says which kinds each of them names, none is taken for one that it follows and cannot name.
    """
    marks = _labels(text, labels)
    taken: set[int] = set()
    found: list[Said] = []
    amounts = [one for one in _amounts(text) if not (one.kind == "count" and _DURATION.match(text, one.end))]
    for at, amount in enumerate(amounts):
        since = amounts[at - 1].end if at else 0
        until = amounts[at + 1].start if at + 1 < len(amounts) else len(text)
        before = [one for one in marks if since <= one.start() and one.end() <= amount.start and one.start() not in taken]
        after = [one for one in marks if amount.end <= one.start() and one.end() <= until and _may_name(one, amount, labels)]
        near = [one for one in reversed(before) if _beside(text[one.end() : amount.start])]
        if not amount.beside:
            near += [
                one
                for one in after
                if _beside(text[amount.end : one.start()]) and not _nearer(one, amount, amounts[at + 1 :], text)
            ]
        if not near:
            found += [] if amount.beside else [Said("", amount, amount.start, amount.end)]
            continue
        taken.add(near[0].start())
        named = _named(text, amount, near[0], labels)
        found.append(Said(near[0].group().casefold(), named, min(near[0].start(), named.start), max(near[0].end(), named.end)))
    return tuple(found)


def _named(text: str, amount: Amount, label: re.Match[str], labels: Collection[str]) -> Amount:
    """The amount as its label makes it: `15.1.` is a day behind a word that names nothing else."""
    day = pointed_at(text, amount.start) if _kinds(label, labels) == {"date"} else None
    return Amount("date", day[0], amount.start, day[1]) if day else amount


def _may_name(label: re.Match[str], amount: Amount, labels: Collection[str]) -> bool:
    kinds = _kinds(label, labels)
    return kinds is None or amount.kind in kinds


def _kinds(label: re.Match[str], labels: Collection[str]) -> Collection[Kind] | None:
    """The kinds of amounts that a label names, where that is known."""
    return labels.get(" ".join(label.group().casefold().split())) if isinstance(labels, Mapping) else None


def without(text: str, parts: Collection[Said], labels: Collection[str]) -> str:
    """The text with amounts and labels blanked, every other word where it was."""
    spans = [(one.amount.start, one.amount.end) for one in parts] + [(mark.start(), mark.end()) for mark in _labels(text, labels)]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _labels(text: str, labels: Collection[str]) -> list[re.Match[str]]:
    if not labels:
        return []
    words = "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in sorted(labels, key=len, reverse=True))
    return list(re.finditer(rf"(?<![^\W\d])(?<![^\W\d]-)(?:{words})(?!\w)", text, re.IGNORECASE))


def _nearer(label: re.Match[str], amount: Amount, others: Collection[Amount], text: str) -> bool:
    """Whether the label stands nearer to the amount after it: `0.1% senior remote leaves 250k` is no 0.1% that is left."""
    gap = text[label.end() : next(iter(others)).start] if others else ""
    return bool(others) and _beside(gap) and len(gap.split()) < len(text[amount.end : label.start()].split())


def _beside(gap: str) -> bool:
    return len(re.findall(r"[\w'’]+", gap)) <= _GAP_WORDS and not re.search(r"[,;\n]", gap)


def _amounts(text: str) -> Iterator[Amount]:
    at = 0
    while at < len(text):
        start = re.compile(r"[$€£₹¥₪\dA-Za-z-]|\.\d").search(text, at)
        if start is None:
            return
        at = start.start()
        amount = _ranged(text, _amount_at(text, at)) if at == 0 or not text[at - 1].isalnum() else None
        if amount:
            yield amount
            at = amount.end
        else:  # past this word: an amount never begins inside one (`IC5`, `p99`)
            word = re.compile(r"[A-Za-z][\w-]*|.").match(text, at)
            at = word.end() if word else at + 1


_MINUS = re.compile(r"(?<!\S)-(?=\d)")
"""A sign that belongs to the number: `-3` is no 3. Between two numbers a dash makes a range."""


def _amount_at(text: str, at: int) -> Amount | None:
    if _MINUS.match(text, at):
        return _negative(_amount_at(text, at + 1), at)
    if day := said_at(text, at):
        return Amount("date", day[0], at, day[1], beside=day[2])
    if match := _PERCENT.match(text, at):
        share = float(match["number"].replace(",", "."))
        return Amount("percent", share / 100 if match["unit"].lower().startswith("b") else share, at, match.end())
    if match := _SPELT_NUMBER.match(text, at):
        return Amount("count", float(_spelt(match.group())), at, at + len(match.group().rstrip(" -")))
    match = _MONEY.match(text, at)
    end = at + len(match.group().rstrip()) if match else at
    if not match or text[end : end + 1].isalpha():
        return None
    said_scale = (match["scale"] or "").lower()
    scale = _SCALES.get(said_scale, 1)
    value = _number(match["number"], grouped=scale < 1e6) * scale
    currency = _currency(match["sign"] or match["code"]) or ("INR" if said_scale in _RUPEES else None)
    if not currency and scale == 1 and value < 1000:
        return Amount("count", value, at, end)
    return Amount("money", {"amount": value, "currency": currency}, at, end, scale=scale)


def _currency(said: str | None) -> str | None:
    """`€`, `US$`, `chf`, `euros` → the code."""
    if not said:
        return None
    return _SIGNS.get(said.lower()) or _SPOKEN.get(said.lower().rstrip("s")) or said.upper()


def _negative(amount: Amount | None, at: int) -> Amount | None:
    """A number below nothing, whose bounds say what to do about it; a date or a share has no sign."""
    if amount is None or amount.kind not in ("count", "money"):
        return None
    value = -amount.value if amount.kind == "count" else amount.value | {"amount": -amount.value["amount"]}
    return Amount(amount.kind, value, at, amount.end, scale=amount.scale)


def _ranged(text: str, low: Amount | None) -> Amount | None:
    """`190k–230k`, `190-230k` and `$190,000 to $230,000` are one amount: a range. What is said of one end holds for the other."""
    joined = _AND if low and _BETWEEN.search(text[: low.start]) else _TO
    to = joined.match(text, low.end) if low and low.kind in ("money", "count") else None
    high = _amount_at(text, to.end()) if to else None
    if low is None or high is None or high.kind != "money":
        return low
    least: float = low.value["amount"] if low.kind == "money" else low.value
    most: float = high.value["amount"]
    currency: str | None = high.value["currency"]
    # A bare `1.2` before `1.5m` is in millions, a bare `900` before `1.2m` in thousands.
    bare = least < 1000 <= most and low.scale == 1
    scales = [each for each in (high.scale, 1000) if each > 1] if bare else [1]
    scaled = next((least * scale for scale in scales if least * scale <= most), None)
    if scaled is None:
        return low
    currency = currency or (low.value["currency"] if low.kind == "money" else None)
    return Amount("range", {"low": scaled, "high": most, "currency": currency}, low.start, high.end)


def _number(text: str, *, grouped: bool) -> float:
    """`228,000`, `228 000`, `228.000,50`, `12,00,000`, `1,5`; `grouped`: one separator before three digits parts thousands."""
    whole = re.fullmatch(r"(\d{1,3}(?:[,. '’\u00a0\u202f]\d{2,3})*[,. '’\u00a0\u202f]\d{3})(?:[.,](\d{1,2}))?", text)
    if whole and (grouped or len(re.findall(r"\D", text)) > 1):
        digits = re.sub(r"\D", "", whole[1])
        return float(f"{digits}.{whole[2] or 0}")
    return float(text.replace(",", "."))


def _spelt(text: str) -> int:
    """`a hundred and twenty` → 120."""
    total = part = 0
    for word in re.findall(r"[a-z]+", text.casefold()):
        if word in _SPELT_SCALES:
            part = max(part, 1) * _SPELT_SCALES[word]
            total, part = (total + part, 0) if word == "thousand" else (total, part)
        else:
            part += _SPELT.get(word, 0)
    return total + part


class Sum(BaseModel):
    """An amount of money; read from text too (`$228,000`, `228k`), since forms hand text over. No currency: none was said."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    amount: Annotated[float, Field(ge=0, le=1e13)]
    currency: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return {"amount": value}
        if not isinstance(value, str):
            return value
        found = _only(value)
        if found is None or found.kind not in ("money", "count"):
            raise ValueError("give an amount such as $228,000 or 228k")
        return found.value if found.kind == "money" else {"amount": found.value}


class Span(BaseModel):
    """A range of money; read from text too (`190k–230k`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    low: Annotated[float, Field(ge=0, le=1e13)]
    high: Annotated[float, Field(ge=0, le=1e13)]
    currency: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        found = _only(value)
        if found is None or found.kind != "range":
            raise ValueError("give a range such as $190,000–$230,000 or 190k-230k")
        return found.value


def _only(text: str) -> Amount | None:
    """The amount that the whole text is."""
    amount = _ranged(text.strip(), _amount_at(text.strip(), 0)) if text.strip() else None
    return amount if amount and amount.end == len(text.strip()) else None


def _share(value: Any) -> Any:
    """A percentage typed into a form: `0.12%`, `12 bps`, or the bare number."""
    if not isinstance(value, str):
        return value
    found = _only(value)
    if found is None or found.kind not in ("percent", "count"):
        raise ValueError("give a percentage such as 0.12%")
    return found.value


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    pointed = pointed_at(value.strip(), 0)
    if pointed and pointed[1] == len(value.strip()):
        return pointed[0]
    found = _only(value)
    if found is None or found.kind != "date":
        raise ValueError("give a date such as 2027-03-01 or 1 Mar 2027")
    return found.value


def _empty(value: Any) -> Any:
    """A field of a form that was left empty says nothing."""
    return None if value == "" else value


Share = Annotated[float, Field(ge=0, le=100), BeforeValidator(_share)]
"""Percent, 0 to 100."""
Day = Annotated[str, BeforeValidator(_day)]
"""An ISO date, `--MM-DD` where the year was not said, or words that `Context.day` reads: said from today, or `3/12`."""
Empty = BeforeValidator(_empty)
