"""What the facts say further to a question that goes on from an answer: `and if we already have a senior?`.

A fact answers it that is of the matter of what was told, near to what the words say by themselves, and near to them beside the
question before. Nothing else does: words that lean on an answer come near to much by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from knowledge.retrieval.search import Answer, FactSearch, Found
from knowledge.schema import Fact

LOOKED_AT: Final = 30
TOLD_LOOKED_AT: Final = 3
"""Of what was told, so many facts stand for the question before."""
NEAR_ALONE, NEAR_BESIDE = 6, 3
"""How far down a fact may stand, among those that were not told, for the words alone and for them beside the question before."""
LEAST_ALONE = 2.3
"""How well it has to meet the words alone: less is said of something else."""
BESIDE_SHARE, BESIDE_LEAST, MOST_BESIDE = 0.55, 2.4, 3
"""What else is told of the matter comes so near to the question before, next to the fact that answers it and by itself."""


def gone_on(search: FactSearch, said: str, told: Sequence[Fact]) -> Answer | None:
    """What answers the words behind the facts that were told; None where nothing surely does."""
    topics, ids = {fact.topic for fact in told}, {fact.id for fact in told}
    alone = search.as_it_stands(said, LOOKED_AT)
    places = {each.fact.id: place for place, each in enumerate(_others(alone, ids)) if each.score >= LEAST_ALONE}
    best: tuple[int, Found] | None = None
    for asked in map(_question, told[:TOLD_LOOKED_AT]):
        beside = _others(search.as_it_stands(f"{said} {asked}", LOOKED_AT), ids)[: NEAR_BESIDE + 1]
        for place, each in enumerate(beside):
            down = places.get(each.fact.id, LOOKED_AT)
            if each.fact.topic in topics and down <= NEAR_ALONE and (best is None or place + down < best[0]):
                best = place + down, each
    return replace(alone, answered=True, sides=(best[1].fact,), near=(), about="", gap="", pays=False) if best else None


def told_besides(search: FactSearch, told: Sequence[Fact]) -> tuple[Fact, ...]:
    """What else the facts say of the matter of what was told, the nearest first; empty where that was all."""
    topics, ids = {fact.topic for fact in told}, {fact.id for fact in told}
    found = search.as_it_stands(_question(told[0]), LOOKED_AT).facts
    least = max(BESIDE_LEAST, found[0].score * BESIDE_SHARE) if found else 0.0
    near = (each.fact for each in found if each.fact.id not in ids and each.fact.topic in topics and each.score >= least)
    return tuple(near)[:MOST_BESIDE]


def _others(answer: Answer, told: set[str]) -> list[Found]:
    return [each for each in answer.facts if each.fact.id not in told]


def _question(fact: Fact) -> str:
    """How people ask for the fact: the words of whoever asked are kept nowhere."""
    return fact.asked[0] if fact.asked else fact.statement
