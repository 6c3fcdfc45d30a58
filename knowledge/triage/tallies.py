"""Tallies: the cues that were found in a text with the points they bring, and the figures by which they are weighed.

The figures are data, each with its reason (``cues/weights.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from knowledge.texts.cues import Cues, Hit, compile_cues, data, groups
from knowledge.texts.documents import Document
from knowledge.texts.passages import Passage

ML = "ml"
"""Where cues point that say "ML" and no lane."""

SHARED = "shared"
"""The group of cues that lean to a lane and say nothing about whether the work is ML."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The figures of weights.yaml; the reason for each stands there."""

    strengths: Mapping[str, float]
    gap: int
    sentence_at_most: float
    second_in_sentence: float
    repeats: list[float]
    default_lane: str
    default_lane_share: float
    default_lane_at_most: float
    shared_at_most: float
    lane_factors: Mapping[str, float]
    borrowed: Mapping[str, Mapping[str, float]]
    note_words: int
    note_known_from: float
    note_sure_from: float
    note_of_lines_by_wholes: float
    note_of_many_words_by_wholes: float
    note_says_ml_from: float
    note_surer_from: float
    note_second_from: float
    note_other_from: float
    half_sure_from: float
    unclear_below: float
    vague_strengths: frozenset[str]
    other_over_ml: float
    other_over_lane: float
    other_points_at_least: float
    kin: Mapping[str, Mapping[str, float]]
    says_ml: Mapping[str, float]
    document_words: int
    different_words: int
    words_from_weight: float
    every_trades_lanes: list[str]
    ml_signs_at_least: float
    trial_words: list[str]
    owned_from: int
    pipelines_at_least: float
    pipelines_told_in: int
    other_named_from: int
    likely_part: float
    least_share: float
    second_lane_share: float
    second_lane_leaning: float
    second_lane_clauses: int
    second_lane_part: float
    told_words: int
    second_lane_strengths: list[str]
    duty_sections: list[str]
    work_sections: list[str]
    work_weight_at_least: float
    duties_told_from: int
    asked_sections: list[str]
    sentence_words: int
    sentence_more: float
    of_us: list[str]
    trades: list[str]
    runner_up_share: float
    specialty_points: float
    evidence_tells_at_least: float
    evidence_at_most: int
    evidence_weight_at_least: float
    quote_characters: int


class Finding(NamedTuple):
    """A cue where it was found, and the points it brings there."""

    passage: Passage
    hit: Hit
    points: float
    clause: int = 0
    """Which clause of the sentence: "own the ranking model and run the cluster" has two."""


@dataclass(slots=True)
class Tally:
    """What one lane, or one kind of other work, has gathered."""

    own: float = 0.0
    shared: float = 0.0
    found: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        if finding.hit.strength == SHARED:
            self.shared += finding.points
        else:
            self.own += finding.points
        self.found.append(finding)


def lanes() -> tuple[str, ...]:
    """The ids of the lanes, in the order of lanes.yaml."""
    return tuple(name for name in data("lanes") if name != ML)


def says_something(finding: Finding) -> bool:
    """Whether a cue is more than a faint word."""
    return finding.hit.strength not in weights().vague_strengths


@lru_cache(maxsize=1)
def weights() -> Weights:
    figures = data("weights")
    return Weights(**{**figures, "vague_strengths": frozenset(figures["vague_strengths"])})


def read_once(document: Document) -> Iterator[Passage]:
    """The sentences that weigh anything, each the first time that it stands there."""
    seen: set[str] = set()
    for passage in document.passages:
        if passage.weight and passage.text not in seen:
            seen.add(passage.text)
            yield passage


def compiled(entries: Mapping[str, Mapping[str, Any]]) -> Cues:
    """The cues of lanes, or of kinds of other work, ready for use."""
    strengths = tuple(weights().strengths)
    return compile_cues((cue for name, entry in entries.items() for cue in groups(name, entry, strengths)), weights().gap)
