"""Companions: the people a sentence says one works with ("partner with software engineers and account managers to …").

They show where somebody sits, not what they do. The words are data (``cues/companions.yaml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge.texts.cues import Word, data

_CLAUSE_ENDS = frozenset(".;:!?()")


@dataclass(frozen=True, slots=True)
class _Lore:
    """companions.yaml, by words as they are written."""

    beside: frozenset[str]
    next_to: frozenset[tuple[str, str]]
    people: frozenset[str]
    ends: frozenset[str]
    far: int


def companions(text: str, found: Sequence[Word]) -> frozenset[int]:
    """The characters at which those words of one sentence begin that name company. Time grows linearly with the words."""
    lore = _lore()
    said = [text[word.start : word.end].lower() for word in found]
    return frozenset(
        found[at].start
        for place, word in enumerate(said)
        if word in lore.beside
        for at in range(place + 1, _last_of_company(text, found, said, place, lore) + 1)
    )


def neighbours(text: str, found: Sequence[Word]) -> frozenset[int]:
    """The places of those words that name whom one sits next to or reports to: "works next to the LLM team, but …"."""
    lore = _lore()
    said = [text[word.start : word.end].lower() for word in found]
    return frozenset(
        at
        for place, pair in enumerate(pairwise(said), start=1)
        if pair in lore.next_to
        for at in range(place + 1, _last_of_company(text, found, said, place, lore) + 1)
    )


def _last_of_company(text: str, found: Sequence[Word], said: Sequence[str], place: int, lore: _Lore) -> int:
    """Place of the last word that names people, after the one at `place` and before the clause ends; `place` where none does."""
    last = place
    for at in range(place + 1, min(place + 1 + lore.far, len(found))):
        if said[at] in lore.ends or not _CLAUSE_ENDS.isdisjoint(text[found[at - 1].end : found[at].start]):
            break
        if said[at] in lore.people:
            last = at
    return last


@lru_cache(maxsize=1)
def _lore() -> _Lore:
    lore = data("companions")
    next_to = frozenset((first, second) for first, second in (str(pair).split() for pair in lore["next_to"]))
    return _Lore(frozenset(lore["beside"]), next_to, frozenset(lore["people"]), frozenset(lore["ends"]), int(lore["far"]))
