"""How words fill an argument. A verb's field carries one of these; each knows how to find its value in what was typed.

`Concept("level")` takes what the vocabulary knows, `Others("style")` what was named of it beyond the first, `Flag("picture")` a
word that switches something on, `Rest()` everything after the verb, `Document()` the rest and whatever text came along, `Side(0)`
one side of a comparison, `ReqRef()` a requisition, `Name()` a person, `ChannelName()` a channel, `Moment()` a time of day,
`Lasting()` how long, and `Money`, `Range`, `Percent`, `When` and `Count` the amount beside a word, `Figure()` a pay that somebody
has in mind and `ShareFigure()` a share of the company, `Nth()` and `HowMany()` rounds by their number, `Spread()` the days that
they take, `Effort()` the minutes of all of them, `Length()` how long one lasts, `SaidNo()` how a no is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.core.pay.payfigure import Figure
from handlers.core.pay.sharefigure import ShareFigure
from handlers.core.typed.labelled import (
    QUOTED,
    Count,
    Labelled,
    Money,
    Percent,
    Range,
    When,
    either,
)
from handlers.core.typed.nth import Effort, HowMany, Length, Nth, NthOthers, Spread
from handlers.core.typed.peoplewords import MENTION, JobTitle, Name, People, TakesPart
from handlers.core.typed.reasons import REQ, Reason
from handlers.core.typed.saidno import SaidNo
from handlers.core.typed.spans import Lasting, Moment, OverYears
from handlers.core.words import Ambiguous, Words
from knowledge.words.patterns import pattern
from knowledge.words.vocabulary import Match, Word

__all__ = [
    "Count", "Effort", "Figure", "HowMany", "JobTitle", "Labelled", "Lasting", "Length", "Moment", "Money", "Name", "Nth",
    "NthOthers", "OverYears", "People", "Percent", "Range", "Reason", "SaidNo", "ShareFigure", "Spread", "TakesPart", "When",
]  # fmt: skip
"""All markers are found here, those of amounts, times and people too."""

_BECAUSE = pattern(r"(?<!\S)because\s", re.IGNORECASE)
_THE_ONE = pattern(r"\bthe\s+([\w+/ -]{2,40}?)\s+(?:one|req|role|search|opening)\b", re.IGNORECASE)
_CHANNEL = pattern(r"(?:\b(?:in|into|to|for)\s+)?(?<![\w#&])#((?=[\w-]*[^\W\d])[\w-]{1,80})", re.IGNORECASE)
_VERSUS = (
    pattern(r"\s+(?:vs|versus|v|against|compared (?:to|with)|than(?=\s+\D))\.?\s+", re.IGNORECASE),
    pattern(r"\s+(?:or|and|with|to(?!\s+(?:hire|pay|get|have|find|recruit|build|employ)\b))\s+|\s*[,/&]\s*", re.IGNORECASE),
)
"""What parts the two sides of a comparison; the second only where the first is not said."""
_SAVES = pattern(r"\bsav(?:e|es|ed|ing|ings)\b.*?(?P<instead>\s+(?:instead of|rather than)\s+)", re.IGNORECASE)
"""What does so where savings are asked for: elsewhere `instead of` leaves a place out."""


def are_two_sides(text: str) -> bool:
    """Whether words set two things against each other ("a vs b")."""
    return _VERSUS[0].search(text) is not None


def sides_of(text: str) -> list[str]:
    """What is set against each other, or the whole where nothing is."""
    text = text.strip()
    if "sav" in text and (saves := _SAVES.search(text)):
        return [text[: saves.start("instead")], text[saves.end("instead") :]]
    return next((parts for versus in _VERSUS if len(parts := versus.split(text, maxsplit=1)) == 2), [text])


_SOMEWHERE = frozenset({"market", "place"})
_EXCEPTS = frozenset({"except", "excluding", "outside", "but", "besides", "apart", "other", "rather", "instead"})
_EXCEPTED = pattern(
    r"\b(?:except(?: for)?|excluding|outside(?: of)?|but not|besides|apart from|other than|rather than|instead of"
    r"|(?:anywhere|everywhere|any(?:place| city| market| metro)?|all) but)(?: in)?(?: the)?\s*$",
    re.IGNORECASE,
)
"""What stands before a place that is not meant."""


@dataclass(frozen=True, slots=True)
class Concept:
    """Words of one kind of the vocabulary (`level`, `market`, `lane`, …), as ids."""

    kind: str

    def read(self, words: Words, many: bool, _model: Any) -> Any:
        """One id, or all of them. Raises Ambiguous where one is wanted and the words say two equally well."""
        matches = words.found.get(self.kind)
        if not matches:
            return None
        if self.kind in _SOMEWHERE and words.may_say(_EXCEPTS):
            matches = _without_excepted(matches, words)
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


def _without_excepted(matches: Sequence[Match], words: Words) -> list[Match]:
    """The places that are meant, without those that are excepted (`anywhere but sf`), which are told as left out."""
    kept: list[Match] = []
    for match in matches:
        if _EXCEPTED.search(words.text[: match.start]):
            words.unread.append(Word(match.said, match.start, match.end))
        else:
            kept.append(match)
    return kept


@dataclass(frozen=True, slots=True)
class Others(Concept):
    """What was named of a kind beyond the first one, for a verb that sets them side by side."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """Their ids; they are none too many then."""
        others = tuple([each for kind, each in words.spare if kind == self.kind])
        words.spare[:] = [each for each in words.spare if each[0] != self.kind]
        return others or None


@dataclass(frozen=True, slots=True)
class Flag:
    """True where one of the phrases is said."""

    phrases: tuple[str, ...]
    first_words: frozenset[str] = field(init=False, repr=False, compare=False)
    """What its phrases begin with."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "first_words", _first_words(self.phrases))

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """True, or nothing."""
        if not words.may_say(self.first_words):
            return None
        lowered = words.lowered
        said = [phrase for phrase in self.phrases if f" {phrase} " in lowered]
        if not said:
            return None
        words.forget_unread(" ".join(said))
        return True


_DENIED = pattern(r"\b(?:not|no|without|excluding|except|rather than|instead of)(?: the| any)?$")
"""What stands before a value that is not meant (`base not total`)."""


@dataclass(frozen=True, slots=True)
class Choose:
    """One of several values, each with the phrases that say it; the longest phrase said decides."""

    options: tuple[tuple[str, tuple[str, ...]], ...]
    cuts: bool = False
    """Whether what was said is no part of a name that follows."""
    unless: tuple[tuple[str, frozenset[str]], ...] = ()
    """Values, each with words beside which it is not meant."""
    first_words: frozenset[str] = field(init=False, repr=False, compare=False)
    """What the phrases begin with."""
    said_by: tuple[tuple[str, tuple[int, str, str]], ...] = field(init=False, repr=False, compare=False)
    """Each phrase as it is looked for, with its length, its value and itself."""

    def __post_init__(self) -> None:
        said = [(phrase, value) for value, phrases in self.options for phrase in phrases]
        object.__setattr__(self, "first_words", _first_words([phrase for phrase, _ in said]))
        object.__setattr__(self, "said_by", tuple([(f" {phrase} ", (len(phrase), value, phrase)) for phrase, value in said]))

    def read(self, words: Words, many: bool, _model: Any) -> Any:
        """The value, or nothing; of a field that takes many, every value that is said, in its order."""
        if not words.may_say(self.first_words):
            return None
        lowered = words.lowered
        said = [meant for phrase, meant in self.said_by if phrase in lowered and not _DENIED.search(lowered.partition(phrase)[0])]
        if not said:
            return None
        if many:
            for _, _, phrase in said:
                words.forget_unread(phrase)
            return tuple(dict.fromkeys(value for _, value, _ in sorted(said, key=lambda one: lowered.find(f" {one[2]} "))))
        _, value, phrase = max(said)
        if any(value == meant and not beside.isdisjoint(lowered.split()) for meant, beside in self.unless):
            return None
        words.forget_unread(phrase)
        found = re.search(r"\W+".join(map(re.escape, phrase.split())), words.text, re.IGNORECASE) if self.cuts else None
        if found:
            words.cut(*found.span())
        return value


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


class Rest:
    """The words after the verb, as typed."""

    __slots__ = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The text, trimmed."""
        return words.text.strip()


class Document:
    """The words after the verb and the text of every attachment, one below the other; `whole`: no question by itself is one."""

    __slots__ = ("whole",)

    def __init__(self, *, whole: bool = False) -> None:
        self.whole = whole

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The text; line numbers in it are those of what was pasted."""
        return "\n\n".join(part for part in (words.text.strip(), *(item.text for item in words.attachments)) if part)


class ChannelName:
    """A channel by its name, `in #hiring`; not one inside of quotes, and no bare number."""

    __slots__ = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The first one's name, without its sign."""
        quoted = [found.span() for found in QUOTED.finditer(words.text)]
        for found in _CHANNEL.finditer(words.text):
            if not any(start < found.start() < end for start, end in quoted):
                words.cut(found.start(), found.end())
                return found.group(1)
        return None


class Below:
    """The lines below the first, as they were pasted: a document under the request that it belongs to."""

    __slots__ = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The lines; nothing where there is one line only."""
        return words.below or None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison (0 or 1): the words before or after `vs`, as arguments of their own."""

    at: int

    def read(self, words: Words, _many: bool, model: Any) -> Any:
        """The side's arguments; nothing where the words have one side only."""
        sides = sides_of(words.text)
        if len(sides) < 2:
            sides = _named_twice(words)
        if self.at >= len(sides):
            return None
        filled = words.fill(model, sides[self.at])
        words.guesses += filled.guesses
        words.unread += filled.unread
        words.spare += filled.spare
        return filled.args


def _named_twice(words: Words) -> list[str]:
    """The text parted ahead of the second market or place, else of the second level (`sf nyc`, `senior staff`); else whole."""
    found = words.vocabulary.read(words.text, {"level", "market", "place"}).found
    for kinds in (("market", "place"), ("level",)):
        alike = [match.start for match in found if match.kind in kinds]
        if len(alike) == 2:
            return [words.text[: alike[1]], words.text[alike[1] :]]
    return [words.text]


class ReqRef:
    """A requisition as people name it: `R-12`, `r12`, `req 12` as its number, `the senior one` as the words that tell it."""

    __slots__ = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The number, or the words."""
        told = _BECAUSE.search(words.text)  # in a reason "the other one" is anything
        numbered = REQ.search(words.text)
        found = numbered or _THE_ONE.search(words.text, 0, told.start() if told else len(words.text))
        if not found:
            return None
        words.cut(*found.span())
        return int(found.group(1)) if numbered else found.group(1)


@dataclass(frozen=True, slots=True)
class After:
    """The words that follow one of these, up to the next of `until`, a req or a mention; to the end where `until` is empty."""

    words: tuple[str, ...]
    until: tuple[str, ...] = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The words as typed, or nothing."""
        begin = re.search(rf"(?<!\S)(?:{either(self.words)})(?:\s+|\s*$)", words.text, re.IGNORECASE)
        if not begin:
            return None
        end = len(words.text)
        if self.until:
            stop = rf"(?<!\S)(?:{either(self.until)})(?!\S)|{REQ.pattern}|{MENTION.pattern}"
            next_one = re.compile(stop, re.IGNORECASE).search(words.text, begin.end())
            end = next_one.start() if next_one else end
        said = words.text[begin.end() : end].strip(' \t,.;:"“”')
        words.cut(begin.start(), end)
        return said or None


class Remaining:
    """What no other marker took, read after the name: in `interview book "A.Q." technical` it is `technical`."""

    __slots__ = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The words with one space between them, or nothing."""
        return " ".join(words.text.split()).strip(" ,.;:") or None


Marker = (
    Concept | Flag | Choose | Rest | Document | ChannelName | Below | Side | ReqRef | People | TakesPart | JobTitle | After
    | Moment | Name | Remaining | Reason | Lasting | OverYears | Money | Range | Percent | When | Count | Effort | Figure
    | HowMany | Length | Nth | NthOthers | SaidNo | ShareFigure | Spread
)  # fmt: skip
