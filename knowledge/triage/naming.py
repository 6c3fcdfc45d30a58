"""Naming: what a title, or a note, calls the person who is sought."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from knowledge.texts.cues import Cues, Hit, Word, compile_cues, data, words
from knowledge.texts.documents import Document
from knowledge.texts.passages import Passage
from knowledge.triage.tallies import weights

_ML_AND = re.compile(r"\b(?:ml|machine learning)\s*(?:[/&+-]|and|or)\s*\Z", re.IGNORECASE)
_OR = re.compile(r"\b(?:or|vs|versus|oder|ou|o)\b|\w ?/ ?\w", re.IGNORECASE)
_ONLY_OR = re.compile(
    r" ?/ ?|(?:\s+\w+)?[\s,?]*\b(?:or|vs\.?|versus|oder|ou|o)\s+(?:an?\s+|more of an?\s+|rather\s+)?(?:\w+\s+)?", re.IGNORECASE
)
"""What stands between two names where one does not choose."""


def title_hit(text: str, found: Sequence[Word], denied: Container[int] = ()) -> Hit | None:
    """The words that name a lane in a title, those that titles.yaml puts first; None where there are none."""
    cues, rank = _titles()
    named = (hit for hit in cues.find(text, found, denied) if not is_half_of_pair(text, hit))
    return min(named, key=lambda hit: rank[hit.points_to, hit.cue], default=None)


def lane_of_title(document: Document) -> str | None:
    """The lane that a document's title names, if it has a title and that names one."""
    hit = None if document.title is None else title_hit(document.title, words(document.title))
    return hit.points_to if hit else None


def is_half_of_pair(text: str, hit: Hit) -> bool:
    """Whether a hit is the second word of "ML/AI", which is said of everybody as "ML" alone is."""
    return text[hit.start : hit.start + 2].lower() == "ai" and _ML_AND.search(text, max(0, hit.start - 24), hit.start) is not None


def names_a_lane(title: str) -> bool:
    """Whether a title names a lane, and not only the trade of them all ("ML engineer")."""
    hit = title_hit(title, words(title))
    return hit is not None and hit.cue not in data("titles")["everybodys"]


@lru_cache(maxsize=1)
def _titles() -> tuple[Cues, Mapping[tuple[str, str], int]]:
    """The words that name a lane in a title, and the place of each lane and cue in the file."""
    named = [(str(entry["lane"]), str(cue)) for entry in data("titles")["titles"] for cue in entry["cues"]]
    cues = compile_cues(((lane, "named", cue) for lane, cue in named), weights().gap)
    return cues, {each: place for place, each in enumerate(named)}


@lru_cache(maxsize=1)
def other_names() -> Cues:
    """The words that call a person something else than an ML engineer."""
    named = ((str(entry["kind"]), "named", str(cue)) for entry in data("titles")["others"] for cue in entry["cues"])
    return compile_cues(named, weights().gap)


def torn(passage: Passage) -> list[Hit]:
    """The names of two lanes between which a note does not choose: "AI engineer or data scientist, not sure"."""
    if _OR.search(passage.text) is None:
        return []
    cues, _ = _titles()
    names = sorted(cues.find(passage.text, passage.words, passage.denied), key=lambda hit: hit.start)
    apart = [
        (first, second)
        for first, second in pairwise(names)
        if first.points_to != second.points_to and _ONLY_OR.fullmatch(passage.text, first.end, second.start)
    ]
    return [name for pair in apart for name in pair]
