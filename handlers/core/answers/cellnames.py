"""What a cell is called in a sentence: `Senior ML engineer`, `Staff MLOps / ML platform engineer`."""

from __future__ import annotations

from functools import cache

from handlers.core.wording import Wording
from knowledge.words.vocabulary import Vocabulary

say = Wording("cellnames")


def who(vocabulary: Vocabulary, level: str | None, lane: str | None) -> str:
    """The person searched for, by level and lane ids; either may be missing."""
    lane_name = vocabulary.name("lane", lane) if lane else ""
    if level:
        lane_name = in_sentence(lane_name)
    return _who(vocabulary.name("level", level) if level else "", lane_name)


def in_sentence(name: str) -> str:
    """A name as it stands inside a sentence: "data scientist"; "ML engineer" and "MLOps" keep their capitals."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def a(name: str) -> str:
    """A name inside a sentence with its article: "a data scientist", "an MLOps engineer"."""
    return f"{'an' if name[:2] == 'ML' or name[0].lower() in 'aeiou' else 'a'} {in_sentence(name)}"


@cache
def _who(level: str, lane: str) -> str:
    """Written once for each pair of names that the vocabulary has."""
    return say.who(level=level, lane=lane)
