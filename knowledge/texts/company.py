"""Company: sentences told of the company, its products or its people, and notices of how one is hired.

Wherever such a sentence stands, it says nothing of the work: "AI is at the heart of everything we do", "We use AI to sort
applications". The words are data (``cues/company.yaml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.texts.cues import Cues, Word, compile_cues, data


@dataclass(frozen=True, slots=True)
class _Lore:
    """company.yaml, by words as they are written."""

    notices: Cues
    owners: frozenset[str]
    leads: frozenset[str]
    admirers: frozenset[str]
    called: frozenset[str]
    verbs: frozenset[str]
    verb_within: int
    name_words: int
    no_names: frozenset[str]
    wanted: frozenset[str]


def notice_at(text: str, found: Sequence[Word]) -> int | None:
    """The character at which a sentence begins to tell how one applies, is chosen, or what one gets besides."""
    return min((hit.start for hit in _lore().notices.find(text, found)), default=None)


def is_told_of_company(text: str, found: Sequence[Word]) -> bool:
    """Whether the subject of a sentence is the company or something of its. Time grows linearly with the words."""
    lore = _lore()
    said = [text[word.start : word.end].lower() for word in found]
    if not said or not lore.wanted.isdisjoint(said):
        return False
    if said[0] in lore.owners or (said[0] == "the" and len(said) > 1 and said[1] in lore.called):
        return True
    owned = [place for place, word in enumerate(said) if word in lore.owners]
    if owned and (said[0] in lore.admirers or not lore.verbs.isdisjoint(said[1 : lore.verb_within])):
        return True
    return _is_brought_in(text, found, said, owned, lore) or _begins_with_a_name(text, found, said, lore)


def _is_brought_in(text: str, found: Sequence[Word], said: Sequence[str], owned: Sequence[int], lore: _Lore) -> bool:
    """Whether "we" or "our" is the subject after words that lead in to it."""
    led = said[0] in lore.leads
    return any(
        (led and (said[place] == "we" or "," in text[found[place - 1].end : found[place].start]))
        or (said[place] == "we" and (said[place - 1] == "and" or "," in text[found[place - 1].end : found[place].start]))
        for place in owned
    )


def _begins_with_a_name(text: str, found: Sequence[Word], said: Sequence[str], lore: _Lore) -> bool:
    """Whether words in capitals, then a verb in the third person, open a sentence: "Acme Labs builds …"."""
    for place, word in enumerate(found[: lore.name_words + 1]):
        if place and said[place] in lore.verbs:
            return True
        if not text[word.start].isupper() or said[place] in lore.no_names:
            return False
    return False


@lru_cache(maxsize=1)
def _lore() -> _Lore:
    lore = data("company")
    sets = {name: frozenset(map(str, said)) for name, said in lore.items() if isinstance(said, list) and name != "notices"}
    notices = compile_cues((("notice", "", str(cue)) for cue in lore["notices"]), data("weights")["gap"])
    return _Lore(notices=notices, verb_within=int(lore["verb_within"]), name_words=int(lore["name_words"]), **sets)
