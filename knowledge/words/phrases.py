"""Phrases and what they mean: the table behind the vocabulary, filled from `facts/vocabulary.yaml` and `places.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from knowledge import ROOT
from knowledge.load import Knowledge
from knowledge.words.spelling import fold, slips_allowed

PLACES = ROOT / "places.yaml"
FILLER, MARKET, PLACE, SOURCE = "filler", "market", "place", "source"


class Sense(NamedTuple):
    """One meaning of a phrase."""

    kind: str
    ids: tuple[str, ...]
    asks: bool = False
    """True when `ids` are equally good readings of which one is meant; otherwise all of them are."""
    nearest: tuple[str, ...] = ()
    """For a place without figures: the markets that come nearest."""
    region: bool = False
    """True for a country, a state or a whole market: what a city's name may be followed by."""
    beside: tuple[str, str, str] | None = None
    """(kind, then kind, then id): beside a match of the first kind, the phrase means the other two."""


@dataclass(slots=True)
class Hit:
    """A sense found at tokens `first` to `last`, until the whole text has been seen."""

    sense: Sense
    first: int
    last: int
    phrase: str
    guessed: bool = False
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Phrases:
    """Folded phrase → its senses, the kind to prefer first."""

    senses: dict[str, tuple[Sense, ...]] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """A phrase's first word → how many words the phrases with that start have, the most first."""
    words: set[str] = field(default_factory=set)
    """Every word that occurs in a phrase."""
    sought: dict[str, int] = field(default_factory=dict)
    """The words that a misspelling may be read as → the slips that it may hold."""
    _meanings: dict[frozenset[str], Meanings] = field(default_factory=dict, repr=False, compare=False)

    def add(self, phrases: Iterable[tuple[str, Sense]]) -> None:
        """File phrases, then their plurals and one-word spellings where nothing else is called so."""
        folded = [(fold(said), sense) for said, sense in phrases]
        for phrase, sense in folded:
            self._file(phrase, sense)
            self._seek(phrase, sense.kind == PLACE)
        for phrase, sense in folded:
            for variant in _variants(phrase) if sense.kind != PLACE else ():
                if variant not in self.senses:
                    self._file(variant, sense)

    def widened(self, phrases: Iterable[tuple[str, Sense]]) -> Phrases:
        """These phrases and more."""
        wider = Phrases(dict(self.senses), dict(self.lengths), set(self.words), dict(self.sought))
        wider.add(phrases)
        return wider

    def _file(self, phrase: str, sense: Sense) -> None:
        parts = phrase.split(" ")
        senses = self.senses.get(phrase, ())
        if phrase and sense not in senses:
            self.senses[phrase] = (*senses, sense)
            lengths = self.lengths.get(parts[0], ())
            if len(parts) not in lengths:
                self.lengths[parts[0]] = tuple(sorted((*lengths, len(parts)), reverse=True))
            self.words.update(parts)

    def _seek(self, phrase: str, place: bool) -> None:
        """Let misspellings be read as the words of `phrase`; of a place, the world having many, only long ones, and strictly."""
        words = phrase.split(" ")
        for word in words:
            if len(word) > (5 if place and len(words) == 1 else 3):
                slips = slips_allowed(max(4, len(word) - 3) if place else len(word))
                self.sought[word] = max(slips, self.sought.get(word, 0))

    def meanings(self, kinds: frozenset[str]) -> Meanings:
        """What its phrases mean to somebody who asks for these kinds; kept, since few sets of kinds are asked for."""
        if kinds not in self._meanings:
            self._meanings[kinds] = Meanings(self, kinds)
        return self._meanings[kinds]

    def complete(self, words: Sequence[str], at: int) -> bool:
        """Whether some phrase runs over the word at `at`."""
        return any(
            " ".join(words[first : first + count]) in self.senses
            for first in range(max(0, at - 5), at + 1)
            for count in self.lengths.get(words[first], ())
            if at - first < count <= len(words) - first
        )


class Meanings:
    """Phrases as they are read by somebody who asks for certain kinds. What a phrase means is chosen once."""

    def __init__(self, phrases: Phrases, kinds: Collection[str]) -> None:
        self._senses, self._lengths, self._kinds = phrases.senses, phrases.lengths, kinds
        self._chosen: dict[str, Sense | None] = {}

    def at(self, words: Sequence[str], first: int) -> tuple[Sense | None, int, str]:
        """What the words from `first` on mean, the longest phrase first, how many say it, and the phrase; None, n: n of
        other kinds, or one that begins no phrase."""
        others, left = 0, len(words) - first
        for count in self._lengths.get(words[first], ()):
            if count > left:
                continue
            phrase = words[first] if count == 1 else " ".join(words[first : first + count])
            if phrase in self._senses:
                sense = self._sense(phrase)
                if sense is not None:
                    return sense, count, phrase
                others = others or count
        return None, others or 1, ""

    def _sense(self, phrase: str) -> Sense | None:
        if phrase not in self._chosen:
            self._chosen[phrase] = chosen(self._senses[phrase], self._kinds)
        return self._chosen[phrase]


def chosen(senses: Sequence[Sense], kinds: Collection[str]) -> Sense | None:
    """The sense of the first kind that is wanted; several ids of that kind are a question."""
    wanted = [sense for sense in senses if sense.kind in kinds or (sense.beside and sense.beside[1] in kinds)]
    if len(wanted) < 2:
        return wanted[0] if wanted else None
    same = [sense for sense in wanted if sense.kind == wanted[0].kind]
    if len(same) == 1:
        return same[0]
    return same[0]._replace(ids=tuple(dict.fromkeys(one for sense in same for one in sense.ids)), asks=True)


def house_phrases(knowledge: Knowledge) -> Iterator[tuple[str, Sense]]:
    """Every phrase of the vocabulary file and every source's names, in the order of preference."""
    data = knowledge.vocabulary
    for rule in data.get("by_neighbour", ()):
        then, otherwise = rule["then"], rule["otherwise"]
        sense = Sense(otherwise["kind"], (otherwise["id"],), beside=(rule["beside"], then["kind"], then["id"]))
        yield from ((word, sense) for word in rule["words"])
    yield from ((str(phrase), Sense(FILLER, ())) for phrase in data.get("filler", ()))
    declared = {word for rule in data.get("by_neighbour", ()) for word in rule["words"]}
    for kind in data.get("kinds", ()):
        for entry in data.get(kind["section"], ()):
            sense = Sense(kind["kind"], (entry["id"],), region=kind["kind"] == MARKET and not entry.get("parent"))
            yield from ((str(word), sense) for word in entry.get("words", ()) if word not in declared)
        if kind["kind"] == MARKET:
            for both in data.get("ambiguous_markets", ()):
                yield from ((str(word), Sense(MARKET, tuple(both["markets"]))) for word in both["words"])
        if kind["kind"] == SOURCE:
            for source in knowledge.sources.values():
                sense = Sense(SOURCE, (source.id,))
                yield from ((said, sense) for said in (source.id, source.publisher, source.title))


def place_phrases() -> Iterator[tuple[str, Sense]]:
    """Every name of every place that no guide covers; a place's id is the first of its names."""
    import yaml  # only when a text has a word that the house does not know

    for group in yaml.load(PLACES.read_bytes(), yaml.CSafeLoader)["places"]:
        for section in ("regions", "cities"):
            for names in _listed(group.get(section, ""), ","):
                called = _listed(names, "/")
                sense = Sense(PLACE, (called[0],), nearest=tuple(group["nearest"]), region=section == "regions")
                yield from ((name, sense) for name in (*called, *group.get("also", {}).get(called[0], ())))


def _listed(text: str, mark: str) -> list[str]:
    return [part for piece in text.split(mark) if (part := " ".join(piece.split()))]


def _variants(phrase: str) -> Iterator[str]:
    if len(phrase) > 2 and not phrase.endswith("s"):
        yield f"{phrase}s"
    if " " in phrase and len(phrase) > 6:
        yield phrase.replace(" ", "")
