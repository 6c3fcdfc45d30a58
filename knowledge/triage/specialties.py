"""Specialties: what inside its lane a text asks for (``cues/specialties.yaml``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from knowledge.texts.cues import Cues, compile_cues, data, groups
from knowledge.texts.documents import Document
from knowledge.triage.tallies import lanes, weights


def specialty_of(document: Document, lane: str) -> str | None:
    """The specialty of that lane with the most points, where there are enough."""
    rules, (cues, allowed) = weights(), _specialties()
    points: dict[str, float] = defaultdict(float)
    met: set[tuple[str, str]] = set()
    for passage in document.passages:
        for hit in cues.find(passage.text, passage.words, passage.denied) if passage.weight else ():
            if lane in allowed[hit.points_to]:
                again = rules.repeats[1] if (hit.points_to, hit.cue) in met else rules.repeats[0]
                met.add((hit.points_to, hit.cue))
                points[hit.points_to] += rules.strengths[hit.strength] * passage.weight * again
    best = max(points, key=lambda name: points[name], default=None)
    return best if best and points[best] >= rules.specialty_points else None


def specialty_name(specialty: str) -> str:
    """What a specialty is called in an answer. Raises KeyError for an unknown id."""
    names = {entry["id"]: str(entry["name"]) for entry in data("specialties")["specialties"]}
    return names[specialty]


@lru_cache(maxsize=1)
def _specialties() -> tuple[Cues, Mapping[str, frozenset[str]]]:
    """The cues of the specialties, and the lanes in which each may be named."""
    entries, strengths = data("specialties")["specialties"], tuple(weights().strengths)
    cues = compile_cues((cue for entry in entries for cue in groups(entry["id"], entry, strengths)), weights().gap)
    return cues, {entry["id"]: frozenset(entry.get("lanes", lanes())) for entry in entries}
