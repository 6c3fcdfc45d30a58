"""How words fill an argument. A verb's field carries one of these; each knows how to find its value in what was typed.

`Concept("level")` takes what the vocabulary knows, `Flag("picture")` a word that switches something on, `Rest()` everything
after the verb, `Document()` the rest and whatever text came along, `Side(0)` one side of a comparison, `ReqRef()` a requisition,
`Name()` a person, and `Money`, `Range`, `Percent`, `When` and `Count` the amount beside a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handlers.core.amounts import Said
from handlers.core.command import Attachment
from knowledge.vocabulary import Reading, Vocabulary, Word

if TYPE_CHECKING:
    from handlers.core.args import Arguments, Filled

_REQ = re.compile(r"(?<![\w-])(?:r|req)[-\s#]{0,2}(\d{1,9})(?![\w-])", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]{1,400})(?:[\"“”»]|$)")
_VERSUS = (
    re.compile(r"\s+(?:vs|versus|v|against|compared (?:to|with))\.?\s+", re.IGNORECASE),
    re.compile(r"\s+(?:or|and|with|to)\s+|\s*[,/]\s*", re.IGNORECASE),
)
"""What parts the two sides of a comparison; the second only where the first is not said."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Something read otherwise than it was typed; shown above the answer."""

    said: str
    read_as: str


@dataclass(slots=True)
class Words:
    """The words after the verb, on their way to becoming arguments: markers read them, and note what they guessed."""

    text: str
    attachments: tuple[Attachment, ...]
    vocabulary: Vocabulary
    reading: Reading
    """What the vocabulary finds of the kinds that the verb listens for."""
    fill: Callable[[type[Arguments], str], Filled]
    """Reads words into a model; for arguments inside arguments."""
    guesses: list[Guess] = field(default_factory=list)
    unread: list[Word] = field(default_factory=list)
    spare: list[tuple[str, str]] = field(default_factory=list)
    """(kind, id) of what was named beyond the one that a field can take."""
    amounts: tuple[Said, ...] = ()
    """The amounts in the text, each with the label that stands beside it; read only for verbs that take some."""


def are_two_sides(text: str) -> bool:
    """Whether words set two things against each other ("a vs b")."""
    return _VERSUS[0].search(text) is not None


class Ambiguous(Exception):
    """Words have several equally good readings: only the person can say which. `ids` are the readings, best first."""

    def __init__(self, said: str, kind: str, ids: tuple[str, ...]) -> None:
        super().__init__(said)
        self.said, self.kind, self.ids = said, kind, ids


@dataclass(frozen=True, slots=True)
class Concept:
    """Words of one kind of the vocabulary (`level`, `market`, `lane`, …), as ids."""

    kind: str

    def read(self, words: Words, many: bool, _model: Any) -> Any:
        """One id, or all of them. Raises Ambiguous where one is wanted and the words say two equally well."""
        matches = words.reading.all(self.kind)
        ids = tuple(dict.fromkeys(each for match in matches for each in (match.ids or (match.id,))))
        if not ids:
            return None
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

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """True, or nothing."""
        lowered = f" {' '.join(words.text[:2000].casefold().split())} "
        said = [phrase for phrase in self.phrases if f" {phrase} " in lowered]
        if not said:
            return None
        spoken = {part for phrase in said for part in phrase.split()}
        words.unread[:] = [word for word in words.unread if word.said.casefold() not in spoken]
        return True


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
    """A requisition named as people name it (`R-12`, `r12`, `req 12`), as its number."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The number."""
        found = _REQ.search(words.text)
        return int(found.group(1)) if found else None


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: in quotation marks, or what is left when everything else has been read."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The name as typed."""
        quoted = _QUOTED.search(words.text)
        if quoted:
            return quoted.group(1).strip()
        left = " ".join(word.said for word in words.unread) if words.reading.found else _REQ.sub(" ", words.text)
        words.unread.clear()
        return " ".join(left.split()).strip(" ,.;:") or None


@dataclass(frozen=True, slots=True)
class Labelled:
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
    def kinds(self) -> tuple[str, ...]:
        """The kinds of amount that it takes, the one it prefers first."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Money(Labelled):
    """Money beside one of the words: `base 228k`, `$228,000 base`, as `{amount, currency}`."""

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
    """A share beside one of the words, in percent: `equity 0.12%`, `12 bps of equity`."""

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


Marker = Concept | Flag | Rest | Document | Side | ReqRef | Name | Money | Range | Percent | When | Count
