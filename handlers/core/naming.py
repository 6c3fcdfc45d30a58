"""What a cell is called in a sentence: `Senior ML engineer`, `Staff MLOps / ML platform engineer`."""

from __future__ import annotations

from functools import cache

from handlers.core.wording import Wording
from knowledge.vocabulary import Vocabulary

say = Wording("naming")


def who(vocabulary: Vocabulary, level: str | None, lane: str | None) -> str:
    """The person searched for, by level and lane ids; either may be missing."""
    lane_name = vocabulary.name("lane", lane) if lane else ""
    if level and lane_name[1:2].islower():  # "Data scientist" after a level; "ML engineer" and "MLOps" keep their capitals
        lane_name = lane_name[0].lower() + lane_name[1:]
    return _who(vocabulary.name("level", level) if level else "", lane_name)


@cache
def _who(level: str, lane: str) -> str:
    """Written once for each pair of names that the vocabulary has."""
    return say.who(level=level, lane=lane)
