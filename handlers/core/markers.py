"""How words fill an argument. A verb's field carries one of these; each knows how to find its value in what was typed.

`Concept("level")` takes what the vocabulary knows, `Flag("picture")` a word that switches something on, `Rest()` everything
after the verb, `Document()` the rest and whatever text came along, `Side(0)` one side of a comparison, `ReqRef()` a requisition,
`Name()` a person, `Moment()` a time of day, and `Money`, `Range`, `Percent`, `When` and `Count` the amount beside a word.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handlers.core.words import Ambiguous, Guess, Words

if TYPE_CHECKING:
    from handlers.core.amounts import Said

_REQ = re.compile(r"(?<![\w-])(?:r|req)[-\s#]{0,2}(\d{1,9})(?![\w-])", re.IGNORECASE)
_THE_ONE = re.compile(r"\bthe\s+([\w+/ -]{2,40}?)\s+(?:one|req|role|search|opening)\b", re.IGNORECASE)
_MENTION = re.compile(r"<@[A-Za-z0-9-]+(?:\|[^<>]{0,80})?>|(?<![\w@.])@[^\W_][\w.'-]{0,80}")
_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]{1,400})(?:[\"“”»]|$)")
_VERSUS = (
    re.compile(r"\s+(?:vs|versus|v|against|compared (?:to|with))\.?\s+", re.IGNORECASE),
    re.compile(r"\s+(?:or|and|with|to)\s+|\s*[,/]\s*", re.IGNORECASE),
)
"""What parts the two sides of a comparison; the second only where the first is not said."""


def are_two_sides(text: str) -> bool:
    """Whether words set two things against each other ("a vs b")."""
    return _VERSUS[0].search(text) is not None


@dataclass(frozen=True, slots=True)
class Concept:
    """Words of one kind of the vocabulary (`level`, `market`, `lane`, …), as ids."""

    kind: str

    def read(self, words: Words, many: bool, _model: Any) -> Any:
        """One id, or all of them. Raises Ambiguous where one is wanted and the words say two equally well."""
        matches = words.found.get(self.kind)
        if not matches:
            return None
        if len(matches) == 1:
            ids = matches[0].ids or (matches[0].id,)
        else:
            ids = tuple(dict.fromkeys([each for match in matches for each in (match.ids or (match.id,))]))
        if many:
            return ids
        asked = next((match for match in matches if match.asks), None)
        if asked:
            raise Ambiguous(asked.said, self.kind, asked.ids)
        words.spare += [(self.kind, each) for each in ids[1:]]
        return ids[0]


@dataclass(frozen=True, slots=True)
class Flag:
    """True where one of the phrases is said."""

    phrases: tuple[str, ...]
    _begin: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_begin", _first_words(self.phrases))

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """True, or nothing."""
        if not words.may_say(self._begin):
            return None
        said = [phrase for phrase in self.phrases if f" {phrase} " in words.lowered]
        if not said:
            return None
        spoken = {part for phrase in said for part in phrase.split()}
        words.unread[:] = [word for word in words.unread if word.said.casefold() not in spoken]
        return True


@dataclass(frozen=True, slots=True)
class Choose:
    """One of several values, each with the phrases that say it; the longest phrase said decides."""

    options: tuple[tuple[str, tuple[str, ...]], ...]
    cuts: bool = False
    """Whether what was said is no part of a name that follows."""
    _begin: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_begin", _first_words([phrase for _, phrases in self.options for phrase in phrases]))

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The value, or nothing."""
        if not words.may_say(self._begin):
            return None
        lowered = words.lowered
        said = [(len(phrase), value, phrase) for value, phrases in self.options for phrase in phrases if f" {phrase} " in lowered]
        if not said:
            return None
        _, value, phrase = max(said)
        words.unread[:] = [word for word in words.unread if word.said.casefold() not in phrase.split()]
        found = re.search(r"\W+".join(map(re.escape, phrase.split())), words.text, re.IGNORECASE) if self.cuts else None
        if found:
            words.cut(*found.span())
        return value


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


@dataclass(frozen=True, slots=True)
class Rest:
    """The words after the verb, as typed."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The text, trimmed."""
        return words.text.strip()


@dataclass(frozen=True, slots=True)
class Document:
    """The words after the verb and the text of every attachment, one below the other."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The text; line numbers in it are those of what was pasted."""
        return "\n\n".join(part for part in (words.text.strip(), *(item.text for item in words.attachments)) if part)


@dataclass(frozen=True, slots=True)
class Below:
    """The lines below the first, as they were pasted: a document under the request that it belongs to."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The lines; nothing where there is one line only."""
        return words.below or None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison (0 or 1): the words before or after `vs`, as arguments of their own."""

    at: int

    def read(self, words: Words, _many: bool, model: Any) -> Any:
        """The side's arguments; nothing where the words have one side only."""
        text = words.text.strip()
        sides = next((parts for versus in _VERSUS if len(parts := versus.split(text, maxsplit=1)) == 2), [text])
        if self.at >= len(sides):
            return None
        filled = words.fill(model, sides[self.at])
        words.guesses += filled.guesses
        words.unread += filled.unread
        return filled.args


@dataclass(frozen=True, slots=True)
class ReqRef:
    """A requisition as people name it: `R-12`, `r12`, `req 12` as its number, `the senior one` as the words that tell it."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The number, or the words."""
        found = _REQ.search(words.text) or _THE_ONE.search(words.text)
        if not found:
            return None
        words.cut(*found.span())
        return int(found.group(1)) if found.re is _REQ else found.group(1)


@dataclass(frozen=True, slots=True)
class People:
    """Colleagues who are addressed: `<@U123>` as a platform hands a mention over, or `@ravi` as it was typed."""

    def read(self, words: Words, many: bool, _model: Any) -> Any:
        """Each as typed, in order; the first where one is wanted."""
        found = list(_MENTION.finditer(words.text))
        for each in found:
            words.cut(*each.span())
        said = tuple(each.group().strip() for each in found)
        return (said if many else said[0]) if said else None


@dataclass(frozen=True, slots=True)
class After:
    """The words that follow one of these, up to the next of `until`, a req or a mention; to the end where `until` is empty."""

    words: tuple[str, ...]
    until: tuple[str, ...] = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The words as typed, or nothing."""
        begin = re.search(rf"(?<!\S)(?:{_either(self.words)})(?:\s+|\s*$)", words.text, re.IGNORECASE)
        if not begin:
            return None
        end = len(words.text)
        if self.until:
            stop = rf"(?<!\S)(?:{_either(self.until)})(?!\S)|{_REQ.pattern}|{_MENTION.pattern}"
            next_one = re.compile(stop, re.IGNORECASE).search(words.text, begin.end())
            end = next_one.start() if next_one else end
        said = words.text[begin.end() : end].strip(' \t,.;:"“”')
        words.cut(begin.start(), end)
        return said or None


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as people say it (`thu 2pm`, `in 2 hours`), as typed: the handler reads it in the speaker's zone (see moments).

    With `after`, only one that follows one of these words: `expires fri 17:00`.
    """

    after: tuple[str, ...] = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The words of the first such time, or nothing."""
        from handlers.core.moments import find

        begin = re.search(rf"(?<!\S)(?:{_either(self.after)})\s+", words.text, re.IGNORECASE) if self.after else None
        if self.after and not begin:
            return None
        offset = begin.end() if begin else 0
        text = words.text
        for one in words.amounts:  # a day beside its own word (`start 15 Jan`) is not when it happened
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :] if one.label else text
        found = find(text[offset:])
        if not found or (begin and found[0]):
            return None
        start, end = offset + found[0], offset + found[1]
        typed = words.text[start:end].strip()
        words.cut(begin.start() if begin else start, end)
        return typed


@dataclass(frozen=True, slots=True)
class Remaining:
    """What no other marker took, read after the name: in `interview book "A.Q." technical` it is `technical`."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The words with one space between them, or nothing."""
        return " ".join(words.text.split()).strip(" ,.;:") or None


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: in quotation marks, or what is left when everything else has been read."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The name as typed."""
        quoted = _QUOTED.search(words.text)
        if quoted:
            words.cut(*quoted.span())
            return quoted.group(1).strip()
        if words.labels:
            from handlers.core.amounts import without

            words.text = without(words.text, [one for one in words.amounts if one.label], words.labels)
        left = " ".join(word.said for word in words.unread) if words.reading.found else _REQ.sub(" ", words.text)
        words.unread.clear()
        words.text = ""
        return " ".join(left.split()).strip(" ,.;:") or None


@dataclass(frozen=True, slots=True)
class Labelled(ABC):
    """The amount that stands beside one of the words; with `alone`, else the first of its kind that has no label."""

    words: tuple[str, ...]
    alone: bool = False

    def read(self, words: Words, many: bool, _model: Any) -> Any:
        """The amount's value, or with `many` the values of all of them; nothing where none is said."""
        mine = [one.amount for one in words.amounts if one.amount.kind in self.kinds and self._names(one)]
        values = tuple(amount.value for amount in sorted(mine, key=lambda amount: amount.kind != self.kinds[0]))
        return (values if many else values[0]) if values else None

    def _names(self, one: Said) -> bool:
        return " ".join(one.label.split()) in self.words or (self.alone and not one.label)

    @property
    @abstractmethod
    def kinds(self) -> tuple[str, ...]:
        """The kinds of amount that it takes, the one it prefers first."""


def _in_thousands(one: Said) -> bool:
    return one.amount.kind == "count" and 20 <= one.amount.value < 1000


@dataclass(frozen=True, slots=True)
class Money(Labelled):
    """Money beside one of the words: `base 228k`, `$228,000 base`, as `{amount, currency}`. `base 215` is 215K."""

    def read(self, words: Words, many: bool, model: Any) -> Any:
        """The sums; a labelled number of two or three digits is one in thousands, where no other is said."""
        said = Labelled.read(self, words, many, model)
        short = [one for one in words.amounts if one.label and self._names(one) and _in_thousands(one)]
        if said is not None or many or not short:
            return said
        number = short[0].amount.value
        words.guesses.append(Guess(f"{number:g}", f"{number:g}K"))
        return {"amount": number * 1000, "currency": None}

    @property
    def kinds(self) -> tuple[str, ...]:
        """Money."""
        return ("money",)


@dataclass(frozen=True, slots=True)
class Range(Labelled):
    """A range of money beside one of the words: `band 190k-230k`, as `{low, high, currency}`."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Ranges of money."""
        return ("range",)


@dataclass(frozen=True, slots=True)
class Percent(Labelled):
    """A share beside one of the words, in percent: `equity 0.12%`, `12 bps of equity`; `equity 0.12` is meant so too."""

    def read(self, words: Words, many: bool, model: Any) -> Any:
        """The shares; a small labelled number without its sign is one, where no other is said."""
        said = Labelled.read(self, words, many, model)
        bare = [one.amount.value for one in words.amounts if one.label and self._names(one) and one.amount.kind == "count"]
        if said is not None or many or not bare or not 0 < bare[0] < 20:
            return said
        words.guesses.append(Guess(f"{bare[0]:g}", f"{bare[0]:g}%"))
        return bare[0]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Percentages."""
        return ("percent",)


@dataclass(frozen=True, slots=True)
class When(Labelled):
    """A day beside one of the words: `start 15 January 2027`, as an ISO date (`--01-15` where no year is said)."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Dates."""
        return ("date",)


@dataclass(frozen=True, slots=True)
class Count(Labelled):
    """A number of things beside one of the words: `120 engineers`, `a 120-person org`, `1.2k people`."""

    def read(self, words: Words, many: bool, _model: Any) -> Any:
        """The whole number."""
        value = Labelled.read(self, words, False, None)
        return None if value is None else round(value["amount"] if isinstance(value, dict) else value)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Bare numbers; large ones read as money without a currency."""
        return ("count", "money")


Marker = (
    Concept | Flag | Choose | Rest | Document | Below | Side | ReqRef | People | After | Moment | Name | Remaining
    | Money | Range | Percent | When | Count
)  # fmt: skip
