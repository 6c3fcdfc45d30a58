"""Weighing: what the cues of a text add up to, lane by lane, and for work that is not ML.

A cue's points are those of its group, less each time it is met again, times the weight of the section it stands in. All
figures, each with its reason, are in ``cues/weights.yaml``; all words in ``cues/lanes.yaml`` and ``cues/other_work.yaml``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from knowledge.cues import Cues, Hit, compile_cues, data, groups
from knowledge.documents import INTRO, Document, Passage, names_role

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
    shared_at_most: float
    lane_factors: Mapping[str, float]
    borrowed: Mapping[str, Mapping[str, float]]
    note_words: int
    unclear_below: float
    other_over_ml: float
    other_over_lane: float
    other_points_at_least: float
    kin: Mapping[str, Mapping[str, float]]
    says_ml: Mapping[str, float]
    document_words: int
    ml_points_in_document: float
    core_points_in_document: Mapping[str, float]
    second_lane_share: float
    second_lane_sentences: int
    second_lane_strengths: list[str]
    duty_sections: list[str]
    runner_up_share: float
    specialty_points: float
    evidence_at_most: int
    evidence_weight_at_least: float
    quote_characters: int


class Finding(NamedTuple):
    """A cue where it was found, and the points it brings there."""

    passage: Passage
    hit: Hit
    points: float


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


@dataclass(frozen=True, slots=True)
class Balance:
    """What a text adds up to."""

    tallies: Mapping[str, Tally]
    """Lane, kind of other work, or `ML` → what it gathered; no entry where that is nothing."""
    lanes: Mapping[str, float]
    """Points of every lane, in the order of lanes.yaml, after the corrections of weights.yaml."""
    ml: float
    """Points that say the work is ML, whatever the lane."""
    core: float
    """Those of them that speak of models and learning outright."""
    other: float
    """Points of work that is not ML: the kind that shows most whole, the others at half, the top lane's kin at a part."""
    other_most: float
    """Points of the kind of other work that shows most."""
    other_kind: str | None

    def findings(self, name: str) -> list[Finding]:
        return self.tallies[name].found if name in self.tallies else []


def weigh(document: Document) -> Balance:
    """Find and add up every cue of a document. A sentence that is repeated counts once."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    met: dict[tuple[str, str], int] = defaultdict(int)
    for passage in _read_once(document):
        _add_sentence(passage, tallies, met)
    if document.words < weights().note_words:
        _add_names(document, tallies)
    lane_points = _lane_points(tallies)
    others = _other_work(tallies, max(lane_points, key=lambda lane: lane_points[lane]))
    other_kind = max(others, key=lambda kind: others[kind], default=None)
    other_most = others[other_kind] if other_kind else 0.0
    says_ml = weights().says_ml
    return Balance(
        tallies=tallies,
        lanes=lane_points,
        ml=sum(part * tallies[name].own for name, part in says_ml.items() if name in tallies),
        core=tallies[ML].own if ML in tallies else 0.0,
        other=(other_most + sum(others.values())) / 2,
        other_most=other_most,
        other_kind=other_kind,
    )


def lanes() -> tuple[str, ...]:
    """The ids of the lanes, in the order of lanes.yaml."""
    return tuple(name for name in data("lanes") if name != ML)


def other_work_name(kind: str) -> str:
    """What a kind of work that is not ML is called in an answer. Raises KeyError for an unknown kind."""
    return str(data("other_work")[kind]["name"])


@lru_cache(maxsize=1)
def weights() -> Weights:
    return Weights(**data("weights"))


@lru_cache(maxsize=1)
def titles() -> Cues:
    """The words that name a lane in a title."""
    entries = data("titles")["titles"]
    return compile_cues(((entry["lane"], "named", cue) for entry in entries for cue in entry["cues"]), weights().gap)


@lru_cache(maxsize=1)
def _cues() -> Cues:
    entries = {**data("lanes"), **data("other_work")}
    strengths = tuple(weights().strengths)
    return compile_cues((cue for name, entry in entries.items() for cue in groups(name, entry, strengths)), weights().gap)


def _read_once(document: Document) -> Iterator[Passage]:
    seen: set[str] = set()
    for passage in document.passages:
        if passage.weight and passage.text not in seen:
            seen.add(passage.text)
            yield passage


def _add_sentence(passage: Passage, tallies: dict[str, Tally], met: dict[tuple[str, str], int]) -> None:
    """Add one sentence. It speaks for one lane first; what it says for other lanes counts in part."""
    said = _said(passage, met)
    points = {name: sum(finding.points for finding in findings) for name, findings in said.items()}
    lane_factors = weights().lane_factors
    most = max((points[name] for name in said if name in lane_factors), default=0.0)
    for name, findings in said.items():
        part = weights().second_in_sentence if name in lane_factors and points[name] < most else 1.0
        for finding in findings:
            tallies[name].add(finding._replace(points=finding.points * part))


def _said(passage: Passage, met: dict[tuple[str, str], int]) -> dict[str, list[Finding]]:
    """The findings of one sentence by what they point to: the strongest first, none on words that another has used."""
    strengths, repeats, most = weights().strengths, weights().repeats, weights().sentence_at_most
    said: dict[str, list[Finding]] = defaultdict(list)
    left: dict[str, float] = defaultdict(lambda: most)
    for hit in sorted(_cues().find(passage.text, passage.words), key=lambda hit: -strengths[hit.strength]):
        if any(hit.start < other.hit.end and other.hit.start < hit.end for other in said[hit.points_to]):
            continue
        key = (hit.points_to, hit.cue)
        times, met[key] = met[key], met[key] + 1
        points = min(strengths[hit.strength] * repeats[times], left[hit.points_to]) if times < len(repeats) else 0.0
        if points > 0:
            left[hit.points_to] -= points
            said[hit.points_to].append(Finding(passage, hit, points * passage.weight))
    return said


def _add_names(document: Document, tallies: dict[str, Tally]) -> None:
    """In a note of a few words, what the person is called is much of what there is."""
    for passage in document.passages:
        if passage.section == INTRO and names_role(passage.words):
            for hit in titles().find(passage.text, passage.words):
                tallies[hit.points_to].add(Finding(passage, hit, weights().strengths[hit.strength] * passage.weight))


def _lane_points(tallies: Mapping[str, Tally]) -> dict[str, float]:
    rules = weights()
    points = dict.fromkeys(lanes(), 0.0)
    for lane in points.keys() & tallies.keys():
        tally = tallies[lane]
        points[lane] = rules.lane_factors[lane] * (tally.own + min(tally.shared, rules.shared_at_most * tally.own))
    if ML in tallies:
        points[rules.default_lane] += rules.default_lane_share * tallies[ML].own
    for lane, lenders in rules.borrowed.items():
        points[lane] = max(0.0, points[lane] - sum(part * points[lender] for lender, part in lenders.items()))
    return points


def _other_work(tallies: Mapping[str, Tally], lane: str) -> dict[str, float]:
    """Points of each kind of other work, beside that lane."""
    kin = weights().kin.get(lane, {})
    return {kind: kin.get(kind, 1.0) * tallies[kind].own for kind in data("other_work") if kind in tallies}
