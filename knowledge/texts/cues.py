"""Cues: short patterns of words kept as data, and the one pass that finds them in a sentence.

Notation (``knowledge/cues/*.yaml``): the words of a cue stand in one sentence in this order; ``a|b`` is either word;
``~`` lets up to ``gap`` other words stand between, ``~2`` up to two. Words are compared by stem, so "deploy" also finds
"deploying". Japanese, Chinese and Korean set no spaces between words, or hang their endings on them: a cue in their scripts
is looked for in the characters of the sentence, and ``~`` lets a few of those stand between for each word.

A cue is looked up by the stem of its first word and given up at the first word that does not fit, so a text costs time in
proportion to its length; there is no regular expression over the whole text and nothing to backtrack into.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

import yaml

from knowledge import ROOT

FOLDER = ROOT / "cues"

_WORD = re.compile(r"pre-trained\b|[^\W_]+(?:\+\+)?", re.IGNORECASE)
_RUN_ON = r"\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
"""The letters of Japanese, Chinese and Korean."""
_IDEOGRAPHS = re.compile(f"[{_RUN_ON}]+")
_WORD_OF_ONE_SCRIPT = re.compile(rf"pre-trained\b|[{_RUN_ON}]+|[^\W_{_RUN_ON}]+(?:\+\+)?", re.IGNORECASE)
"""Where those letters stand, a name in Latin ones is a word of its own, though no space parts it from them: "RAGの構築"."""
_CHARACTERS_A_WORD = 4
_NEGATIONS = frozenset({"not", "no", "never", "without", "isn", "nor", "non", "neither"})
_NOT_NEGATED = frozenset({"only", "just", "limit", "necessarily", "least", "show"})
# fmt: off
_WHOLE = frozenset((
    "accounted", "accounting", "advertising", "analyses", "analysts", "bidding", "billing", "branding", "clustering",
    "computing", "data",
    "embedded", "embedding", "embeddings", "engineering", "hosting", "learning", "marketing", "matching", "modeling", "modelling",
    "networking", "news", "operations", "planning", "positioning", "pre-trained", "pretrained",
    "pricing", "processing", "prompting", "ranking", "rankings",
    "reporting", "researchers", "sales", "scientists", "series", "serving", "ticketing",
))
# fmt: on
"""Words that mean something else than the verb or the singular they come from: marketing is not a market, "with our
scientists" is not about a scientist, and who uses a pre-trained model pretrains none."""


_PLURALS = frozenset({"gpus", "tpus", "cpus"})
"""Plurals that end like a Latin singular."""


_NOTES = frozenset({"note", "notes", "noted"})
"""Words whose stem would be "not": a note denies nothing."""


class Word(NamedTuple):
    """One word of a text: its stem, and the characters [start, end) it stands at."""

    stem: str
    start: int
    end: int


class Hit(NamedTuple):
    """A cue that was found: what it points to, its group, and the characters [start, end) it covers."""

    points_to: str
    strength: str
    cue: str
    start: int
    end: int


class Slot(NamedTuple):
    """One word of a cue: the stems that fit, and how many other words may stand before it."""

    stems: frozenset[str]
    gap: int


class Cue(NamedTuple):
    """Words that point to something (a lane, a section, …) with a strength: the `slots`, one behind the other."""

    text: str
    points_to: str
    strength: str
    slots: tuple[Slot, ...]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A lower-case word without its English ending: plural, -ing, -ed, and a final e. Words of three letters stay whole."""
    if word in _PLURALS:
        return word[:-1]
    if word in _NOTES:
        return "note"
    if len(word) <= 3 or word in _WHOLE:
        return word.removesuffix("s") if word.endswith("ings") else word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3:
            doubled = len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls"
            return root[:-1] if doubled else root.removesuffix("e")
    return word.removesuffix("e")


def words(text: str) -> tuple[Word, ...]:
    """The words of a text with their places. "CI/CD" is two words, "C++" one, and each run of ideographs is one."""
    found = (_WORD if text.isascii() else _WORD_OF_ONE_SCRIPT).finditer(text)
    return tuple(Word(stem(m.group().lower()), m.start(), m.end()) for m in found)


@dataclass(frozen=True, slots=True)
class Cues:
    """A set of cues, indexed by the stem of their first word."""

    by_first: Mapping[str, tuple[Cue, ...]]
    ideographic: tuple[Cue, ...] = ()
    """Cues in a script that sets no spaces between words; looked for in the characters."""

    def find(self, text: str, found: Sequence[Word], denied: Container[int] = ()) -> Iterator[Hit]:
        """Every place where a cue fits the words of `text`, except where "not", "no" or "without" stands just before it.

        No word of it stands at a place in `denied` (denials.py).
        """
        present = {word.stem for word in found}
        begins = self.by_first.keys() & present  # most sentences begin no cue of most sets
        for place, word in enumerate(found) if begins else ():
            if word.stem not in begins or place in denied:
                continue
            for cue in self.by_first[word.stem]:
                if not _may_fit(cue, present):
                    continue
                last = _fits(cue.slots, text, found, place, denied)
                if last is not None and not _negated(found, place):
                    yield Hit(cue.points_to, cue.strength, cue.text, word.start, found[last].end)
        if self.ideographic and not text.isascii() and _IDEOGRAPHS.search(text):
            for cue in self.ideographic:
                if (at := _characters(cue.slots).search(text)) is not None:
                    yield Hit(cue.points_to, cue.strength, cue.text, at.start(), at.end())

    def first(self, text: str) -> Hit | None:
        """The first cue found in a text, or None."""
        return next(self.find(text, words(text)), None)


def compile_cues(entries: Iterable[tuple[str, str, str]], gap: int) -> Cues:
    """Cues from (points_to, strength, cue text) triples. Raises ValueError for a cue without a word or with a stray "~"."""
    index: dict[str, list[Cue]] = {}
    ideographic: list[Cue] = []
    for points_to, strength, text in entries:
        cue = Cue(text, points_to, strength, _slots(text, gap))
        if all(_IDEOGRAPHS.fullmatch(stem) for slot in cue.slots for stem in slot.stems):
            ideographic.append(cue)
            continue
        for first in cue.slots[0].stems:
            index.setdefault(first, []).append(cue)
    return Cues({first: tuple(cues) for first, cues in index.items()}, tuple(ideographic))


def groups(points_to: str, by_strength: Mapping[str, Any], strengths: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The (points_to, strength, cue) triples of one entry of a cue file, in file order."""
    for strength in strengths:
        for text in by_strength.get(strength) or ():
            yield points_to, strength, str(text)


@cache
def data(name: str) -> dict[str, Any]:
    """One file of ``knowledge/cues``, parsed once. Raises FileNotFoundError where there is none of that name."""
    with (FOLDER / f"{name}.yaml").open("rb") as file:
        parsed: dict[str, Any] = yaml.load(file, yaml.CSafeLoader)
    return parsed


@cache
def figures(name: str) -> dict[str, Any]:
    """One file of learnt figures of ``knowledge/cues``, read once. Raises FileNotFoundError where there is none of that name.

    They are JSON, a line a row: YAML takes a tenth of a second for thousands of rows.
    """
    read: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_bytes())
    return read


@cache
def _characters(slots: Sequence[Slot]) -> re.Pattern[str]:
    """What finds a cue in a script without spaces: its words, and at most so many characters between them.

    Made when first looked for: most texts are in none of these scripts.
    """
    said = ""
    for slot in slots:
        between = f".{{0,{slot.gap * _CHARACTERS_A_WORD}}}?" if slot.gap else " ?" if said else ""
        said += f"{between}(?:{'|'.join(sorted(slot.stems, key=len, reverse=True))})"
    return re.compile(said)


def _slots(text: str, gap: int) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    open_gap = 0
    for part in text.lower().split():
        if part.startswith("~"):
            open_gap = int(part[1:] or gap)
            continue
        slots.append(Slot(frozenset(stem(word) for word in part.split("|")), open_gap))
        open_gap = 0
    if not slots or open_gap or slots[0].gap:
        raise ValueError(f"a cue needs a word at both ends: {text!r}")
    return tuple(slots)


def _may_fit(cue: Cue, present: AbstractSet[str]) -> bool:
    """Whether a sentence has a word for each further slot, in whatever order."""
    for slot in cue.slots[1:]:  # noqa: SIM110 a loop takes half the time of any(): this is where reading spends most of it
        if slot.stems.isdisjoint(present):
            return False
    return True


def _fits(slots: Sequence[Slot], text: str, found: Sequence[Word], place: int, denied: Container[int]) -> int | None:
    """Index of the word that the last slot fits, when the first fits at `place`; each slot takes the nearest word.

    Words that a cue sets side by side are not parted by a comma: "machine learning, platform and product" is no platform.
    """
    for slot in slots[1:]:
        for candidate in range(place + 1, min(place + 2 + slot.gap, len(found))):
            if candidate in denied:
                continue
            if found[candidate].stem in slot.stems and (slot.gap or "," not in text[found[place].end : found[candidate].start]):
                place = candidate
                break
        else:
            return None
    return place


def _negated(found: Sequence[Word], place: int) -> bool:
    for before in range(max(0, place - 2), place):
        if found[before].stem in _NEGATIONS and found[before + 1].stem not in _NOT_NEGATED:
            return True
    return False
