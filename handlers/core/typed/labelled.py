"""Markers for amounts that a word names: `base 228k`, `equity of 0.12%`, `start 15 Jan`; see markers for the others."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from handlers.core.args import Guess
from handlers.core.words import Words
from knowledge.words.patterns import pattern

if TYPE_CHECKING:
    from handlers.core.typed.amounts import Said

QUOTED = pattern(r"[\"“”„«]([^\"“”„«»]{1,400})(?:[\"“”»]|$)")
_ASIDE = pattern(rf"{QUOTED.pattern}|(?<!\S)because\s.*", re.IGNORECASE | re.DOTALL)
LEAST_THOUSANDS, LEAST_UNLABELLED, WHOLE = 20, 100, 1000
"""The least number that is read as one in thousands: beside its word or its sign, and alone (`close 220`); one read as it is."""
_LED_TO = pattern(r"(?:^|[,;:]|\b(?:about|and|around|asks|at|for|is|to|wants))\s*$", re.IGNORECASE)
_LEADS_ON = pattern(r"\s*(?:$|[,;.!?)]|(?:all|and|as|at|everything|for|in|please|plus|to|with)\b)", re.IGNORECASE)
"""What stands before a number that is an amount by itself, and behind it: no noun that it counts, and no `of`."""
_JOINED = pattern(r"\s?(?:-|–|—|to)\s?", re.IGNORECASE)
"""What joins the two ends of a range."""
_BONUS = r"(?:sign(?:ing)?[\s-]?on|signing|sign-?up|joining|retention|relo(?:cation)?|moving|annual|yearly|performance)\b|bonus\b"
_BONUS_BEHIND = pattern(rf"\s*(?:(?:as|for)\s+)?(?:(?:an?|the)\s+)?(?:{_BONUS})", re.IGNORECASE)
_BONUS_BEFORE = pattern(rf"(?<!\w)(?:{_BONUS})(?:\s+(?:bonus|money|package))?\s*(?:(?:of|at|is|to|:|=)\s*)*$", re.IGNORECASE)
"""A sum beside one of these is paid once, and is no pay of a year."""
_A_BONUS = pattern(rf"\d\s?k?{_BONUS_BEHIND.pattern}|{_BONUS_BEFORE.pattern.removesuffix('$')}[$€£]?\d", re.IGNORECASE)
LINKS = frozenset({"for", "of", "to", "with"})
"""Words after which a name stands rather than an amount."""


class Misread(Exception):
    """Beside the word that names an amount stands something else: `label`, what was `said`, and the `kind` that it takes."""

    def __init__(self, label: str, said: str, kind: str, several: tuple[str, ...] = ()) -> None:
        super().__init__(said)
        self.label, self.said, self.kind, self.several = label, said, kind, several
        """`several`: who were named where one is taken."""


def either(words: tuple[str, ...]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def without_asides(text: str) -> str:
    """The text with what stands in quotation marks, and a reason (`because …`), blanked, every other letter where it was."""
    return _ASIDE.sub(lambda found: " " * len(found.group()), text)


@dataclass(frozen=True, slots=True)
class Labelled(ABC):
    """The amount that stands beside one of the words; with `alone`, else the first of its kind that has no label.

    `strict`: one of the words with something else beside it is an error. For verbs that change what others rely on.
    `spoken`: what follows these is somebody's own words, in which nothing is an error.
    """

    words: tuple[str, ...]
    alone: bool = False
    strict: bool = False
    spoken: tuple[str, ...] = ()

    def read(self, words: Words, many: bool, _model: Any) -> Any:
        """The amount's value, or with `many` the values of all of them; nothing where none is said. Raises Misread."""
        value = self._said(words, many)
        if value is None and self.strict:
            self._check(words)
        return value

    def _said(self, words: Words, many: bool) -> Any:
        mine = [one for one in self._mine(words) if one.amount.kind in self.kinds]
        mine.sort(key=lambda one: (one.amount.kind != self.kinds[0], not one.label))
        values = tuple(words.taken(one) for one in (mine if many else mine[:1]))
        return (values if many else values[0]) if values else None

    def _mine(self, words: Words) -> list[Said]:
        """The amounts that these words name, and no other marker has read."""
        return [one for one in words.amounts if self._names(one) and words.text[one.amount.start : one.amount.end].strip()]

    def _check(self, words: Words) -> None:
        text = without_asides(words.text)
        if self.spoken:
            text = re.split(rf"(?<!\S)(?:{either(self.spoken)})\s", text, maxsplit=1, flags=re.IGNORECASE)[0]
        label = re.search(rf"(?<![\w-])({either(self.words)})\s+(?=\S)", text, re.IGNORECASE)
        following = words.text[label.end() :].split() if label else []
        if label and following and following[0].casefold() not in LINKS:
            # A figure of the wrong kind may have its unit or its month behind it.
            count = 2 if following[0][0].isdigit() else 1
            raise Misread(label.group(1), " ".join(following[:count]), self.kinds[0])

    def _names(self, one: Said) -> bool:
        return " ".join(one.label.split()) in self.words or (self.alone and not one.label)

    @property
    @abstractmethod
    def kinds(self) -> tuple[str, ...]:
        """The kinds of amount that it takes, the one it prefers first."""

    @property
    def understood(self) -> tuple[str, ...]:
        """The kinds that it makes something of: a bare number too, for money and shares."""
        return self.kinds


def _size(one: Said) -> float:
    """The number of an amount of money, or a bare one; 0 of every other."""
    value = one.amount.value["amount"] if one.amount.kind == "money" else one.amount.value if one.amount.kind == "count" else 0
    return float(value)


def names_a_bonus(text: str) -> bool:
    """Whether a sum is named that is paid once."""
    return _A_BONUS.search(text) is not None


def _is_a_bonus(one: Said, words: Words) -> bool:
    """Whether a sum is paid once: `20k sign-on`."""
    behind, before = words.text[one.amount.end :][:40], words.text[: one.amount.start][-40:]
    return _BONUS_BEHIND.match(behind) is not None or _BONUS_BEFORE.search(before) is not None


def _stands_alone(one: Said, words: Words) -> bool:
    """Whether an amount without a label is all that was left to read, and no number of something: no noun follows it."""
    start, end = one.amount.start, one.amount.end
    known = [(each.start, each.end) for each in words.reading.found] + [(each.start, each.end) for each in words.amounts]
    led = _LED_TO.search(words.text[:start]) or any(not words.text[to:start].strip() for _, to in known if to <= start)
    goes_on = _LEADS_ON.match(words.text, end) or any(not words.text[end:at].strip() for at, _ in known if at >= end)
    return bool(led and goes_on) and not any(word.said.isalpha() for word in words.unread)


class Money(Labelled):
    """Money beside one of the words: `base 228k`, `$228,000 base`, as `{amount, currency}`. `base 215` is 215K."""

    __slots__ = ()

    def _said(self, words: Words, many: bool) -> Any:
        """The sums; a labelled number of two or three digits is one in thousands, where no other is said.

        So is one of three digits with no label that is all there is left to read (`close senior sf 220`, not `a 200 person
        startup`), unless the verb changes what others rely on.
        """
        said = Labelled._said(self, words, many)
        short = [one for one in self._mine(words) if LEAST_THOUSANDS <= _size(one) < WHOLE]
        if many or not short or (said is not None and said["amount"] >= WHOLE):
            return said
        value = words.taken(short[0])
        number, currency = (value["amount"], value["currency"]) if isinstance(value, dict) else (value, None)
        words.guesses.append(Guess(f"{number:g}", f"{number:g}K"))
        return {"amount": number * 1000, "currency": currency}

    def _mine(self, words: Words) -> list[Said]:
        mine = [one for one in Labelled._mine(self, words) if one.label or not _is_a_bonus(one, words)]
        return [one for one in mine if one.label or _size(one) >= WHOLE or self._surely_pay(one, words)]

    def _surely_pay(self, one: Said, words: Words) -> bool:
        least = LEAST_THOUSANDS if one.amount.kind == "money" else LEAST_UNLABELLED
        return not self.strict and _size(one) >= least and _stands_alone(one, words)

    @property
    def understood(self) -> tuple[str, ...]:
        """Money, and a number that is short for it."""
        return ("money", "count")

    @property
    def kinds(self) -> tuple[str, ...]:
        """Money."""
        return ("money",)


class Range(Labelled):
    """A range of money beside one of the words: `band 190k-230k`, as `{low, high, currency}`; `band 190-230` is meant so too."""

    __slots__ = ()

    def _said(self, words: Words, many: bool) -> Any:
        """The range; two labelled numbers of two or three digits with a dash between them are one in thousands, where no other
        is said."""
        said = Labelled._said(self, words, many)
        ends = None if many or said is not None else self._short_ends(words)
        if ends is None:
            return said
        low, high = (words.taken(end) for end in ends)
        words.guesses.append(Guess(f"{low:g}–{high:g}", f"{low:g}K–{high:g}K"))
        return {"low": low * 1000, "high": high * 1000, "currency": None}

    def _short_ends(self, words: Words) -> tuple[Said, Said] | None:
        short = [one for one in words.amounts if one.amount.kind == "count" and LEAST_THOUSANDS <= one.amount.value < WHOLE]
        for low, high in pairwise(short):
            joined = _JOINED.fullmatch(words.text, low.amount.end, high.amount.start)
            if joined and low.label and self._names(low) and not high.label and low.amount.value < high.amount.value:
                return low, high
        return None

    @property
    def understood(self) -> tuple[str, ...]:
        """Ranges, and a number that is short for one end."""
        return ("range", "count")

    @property
    def kinds(self) -> tuple[str, ...]:
        """Ranges of money."""
        return ("range",)


class Percent(Labelled):
    """A share beside one of the words, in percent: `equity 0.12%`, `12 bps of equity`; `equity 0.12` is meant so too."""

    __slots__ = ()

    def _said(self, words: Words, many: bool) -> Any:
        """The shares; a small labelled number without its sign is one, where no other is said."""
        said = Labelled._said(self, words, many)
        bare = [one for one in self._mine(words) if one.label and one.amount.kind == "count"]
        if said is not None or many or not bare or not 0 < bare[0].amount.value < 20:
            return said
        share = words.taken(bare[0])
        words.guesses.append(Guess(f"{share:g}", f"{share:g}%"))
        return share

    @property
    def understood(self) -> tuple[str, ...]:
        """Percentages, and a number without the sign."""
        return ("percent", "count")

    @property
    def kinds(self) -> tuple[str, ...]:
        """Percentages."""
        return ("percent",)


class When(Labelled):
    """A day beside one of the words: `start 15 January 2027`, as an ISO date (`--01-15` where no year is said)."""

    __slots__ = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Dates."""
        return ("date",)


class Count(Labelled):
    """A number of things beside one of the words: `120 engineers`, `a 120-person org`, `1.2k people`."""

    __slots__ = ()

    def _said(self, words: Words, _many: bool) -> Any:
        """The whole number."""
        value = Labelled._said(self, words, False)
        return None if value is None else round(value["amount"] if isinstance(value, dict) else value)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Bare numbers; large ones read as money without a currency."""
        return ("count", "money")
