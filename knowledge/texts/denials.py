"""Denials: the words of a sentence that it says are not so ("no LLM or RAG work", "agents are out of scope").

What stands after a denying word is denied to the end of its clause, and a list to its last item. What stands before "out of
scope" is denied from the start of its clause. The words are data (``cues/denials.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.texts.cues import Word, data, words

_CLAUSE_ENDS = frozenset(".;:!?()–—|/")


@dataclass(frozen=True, slots=True)
class _Lore:
    """denials.yaml by stem."""

    reach: int
    item: int
    far: int
    of_things: frozenset[str]
    opening: frozenset[str]
    """The words after which something is denied, by themselves."""
    pairs: frozenset[tuple[str, ...]]
    """Two words that deny together: "rather than", "don't"."""
    harmless: frozenset[str]
    turns: frozenset[str]
    subjects: frozenset[str]
    articles: frozenset[str]
    lists_on: frozenset[str]
    joins: frozenset[str]
    set_aside: tuple[tuple[str, ...], ...]
    signs: frozenset[str]
    """A sentence with none of these stems denies nothing."""


def denied(text: str, found: Sequence[Word]) -> frozenset[int]:
    """Places in `found`, the words of one sentence, of those that the sentence denies. Time grows linearly with the words."""
    lore = _lore()
    if lore.signs.isdisjoint(word.stem for word in found):
        return frozenset()
    places: set[int] = set()
    for place, word in enumerate(found):
        if word.stem not in lore.signs:
            continue
        start = _start(found, place, lore)
        if start is not None:
            places.update(_after(text, found, start, lore))
        if any(_stems(found, place, len(said)) == said for said in lore.set_aside):
            places.update(_before(text, found, place, lore))
    return frozenset(places)


def _start(found: Sequence[Word], place: int, lore: _Lore) -> int | None:
    """Place of the first denied word, where a denial opens at `place`."""
    start = place + 1 if found[place].stem in lore.opening else place + 2 if _stems(found, place, 2) in lore.pairs else None
    if start is None or (start < len(found) and found[start].stem in lore.harmless):
        return None
    return start


def _after(text: str, found: Sequence[Word], start: int, lore: _Lore) -> Iterator[int]:
    left, over_and = lore.reach, found[start - 1].stem in lore.of_things
    for place in range(start, len(found)):
        word, comma = found[place].stem, "," in _between(text, found, place)
        joined = word in lore.lists_on or (over_and and word in lore.joins)
        if _clause_ends(text, found, place) or word in lore.turns or (word in lore.joins and not over_and):
            return
        if comma and not _lists_on(text, found, place, lore):
            return
        if joined and place + 1 < len(found) and found[place + 1].stem in lore.subjects:
            return
        left = lore.item if comma or joined else left - 1
        if left < 0:
            return
        yield place


def _lists_on(text: str, found: Sequence[Word], place: int, lore: _Lore) -> bool:
    """Whether what stands after a comma is one more item of a list: items are short, and an "or" is still to come."""
    if found[place].stem in lore.subjects | lore.articles:
        return False
    words_of_item = 0
    for at in range(place, min(place + lore.far, len(found))):
        if found[at].stem in lore.lists_on:
            return True
        words_of_item = 1 if "," in _between(text, found, at) else words_of_item + 1
        if words_of_item > lore.item or _clause_ends(text, found, at):
            return False
    return False


def _before(text: str, found: Sequence[Word], place: int, lore: _Lore) -> Iterator[int]:
    """The places back to the start of the clause."""
    for at in range(place - 1, max(-1, place - 1 - lore.far), -1):
        if found[at].stem in lore.turns:
            return
        yield at
        if "," in _between(text, found, at) or _clause_ends(text, found, at):
            return


def _between(text: str, found: Sequence[Word], place: int) -> str:
    """What stands before that word and after the one before it."""
    return text[found[place - 1].end if place else 0 : found[place].start]


def _clause_ends(text: str, found: Sequence[Word], place: int) -> bool:
    return not _CLAUSE_ENDS.isdisjoint(_between(text, found, place))


def _stems(found: Sequence[Word], place: int, count: int) -> tuple[str, ...]:
    return tuple(word.stem for word in found[place : place + count])


@lru_cache(maxsize=1)
def _lore() -> _Lore:
    lore = data("denials")
    sets = {
        name: frozenset(word.stem for said in said_so for word in words(said))
        for name, said_so in lore.items()
        if isinstance(said_so, list)
    }
    pairs = frozenset((*(_parts(pair) for pair in lore["pairs"]), *((short, "t") for short in sets["shortened"])))
    set_aside = tuple(_parts(said) for said in lore["set_aside"])
    opening = sets["of_things"] | sets["of_deeds"]
    return _Lore(
        reach=int(lore["reach"]),
        item=int(lore["item"]),
        far=int(lore["far"]),
        of_things=sets["of_things"],
        opening=opening,
        pairs=pairs,
        harmless=sets["harmless"],
        turns=sets["turns"],
        subjects=sets["subjects"],
        articles=sets["articles"],
        lists_on=sets["or"],
        joins=sets["and"],
        set_aside=set_aside,
        signs=opening | {said[0] for said in (*pairs, *set_aside)},
    )


def _parts(said: str) -> tuple[str, ...]:
    return tuple(word.stem for word in words(said))
