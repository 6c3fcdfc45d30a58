"""Weighing: what the cues of a text add up to, lane by lane, and for work that is not ML.

A cue's points are those of its group, less each time it is met again, times the weight of the section it stands in. All
figures, each with its reason, are in ``cues/weights.yaml``; all words in ``cues/lanes.yaml`` and ``cues/other_work.yaml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from knowledge.cues import Cues, Hit, Word, compile_cues, data, groups, words
from knowledge.documents import Document, Passage, clause_starts, names_one
from knowledge.sections import INTRO, section_shape

ML = "ml"
"""Where cues point that say "ML" and no lane."""

PRODUCTION, PLATFORM = "production", "mlops"

LED_WORDS = 3
"""So far behind a verb stands what is done at most: "builds our new LLM features"."""

SHARED = "shared"
"""The group of cues that lean to a lane and say nothing about whether the work is ML."""


_ML_AND = re.compile(r"\b(?:ml|machine learning)\s*(?:[/&+-]|and|or)\s*\Z", re.IGNORECASE)

_OR = re.compile(r"\b(?:or|vs|versus|oder|ou|o)\b", re.IGNORECASE)
_ONLY_OR = re.compile(r"(?:\s+\w+)?[\s,?]*\b(?:or|vs\.?|versus|oder|ou|o)\s+(?:an?\s+|more of an?\s+|rather\s+)?(?:\w+\s+)?", re.IGNORECASE)


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
    second_lane_clauses: int
    second_lane_clauses_in_note: int
    second_lane_part: float
    told_words: int
    second_lane_strengths: list[str]
    duty_sections: list[str]
    work_sections: list[str]
    work_weight_at_least: float
    duties_told_from: int
    of_us: list[str]
    trades: list[str]
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


@dataclass(frozen=True, slots=True)
class Balance:
    """What a text adds up to."""

    tallies: Mapping[str, Tally]
    """Lane, kind of other work, or `ML` → what it gathered; no entry where that is nothing."""
    lanes: Mapping[str, float]
    """Points of every lane, in the order of lanes.yaml, after the corrections of weights.yaml."""
    ml: float
    """Points that say the work is ML, whatever the lane."""
    other: float
    """Points of work that is not ML: the kind that shows most whole, the others at half, the top lane's kin at a part."""
    other_most: float
    """Points of the kind of other work that shows most."""
    other_kind: str | None

    def findings(self, name: str) -> list[Finding]:
        return self.tallies[name].found if name in self.tallies else []


def weigh(document: Document) -> Balance:
    """Find and add up every cue of a document. A sentence that is repeated counts once."""
    note = document.words < weights().note_words
    tallies = _gathered(document, by_clause=note)
    if note:
        tallies = _named(document, tallies)
    lane_points = _lane_points(tallies, note=note)
    others = _other_work(tallies, max(lane_points, key=lambda lane: lane_points[lane]))
    other_kind = max(others, key=lambda kind: others[kind], default=None)
    other_most = others[other_kind] if other_kind else 0.0
    says_ml = weights().says_ml
    return Balance(
        tallies=tallies,
        lanes=lane_points,
        ml=sum(part * tallies[name].own for name, part in says_ml.items() if name in tallies),
        other=(other_most + sum(others.values())) / 2,
        other_most=other_most,
        other_kind=other_kind,
    )


def lanes() -> tuple[str, ...]:
    """The ids of the lanes, in the order of lanes.yaml."""
    return tuple(name for name in data("lanes") if name != ML)


def says_something(finding: Finding) -> bool:
    """Whether a cue is more than a faint word."""
    return finding.hit.strength not in weights().vague_strengths


def other_work_name(kind: str) -> str:
    """What a kind of work that is not ML is called in an answer. Raises KeyError for an unknown kind."""
    return str(data("other_work")[kind]["name"])


@lru_cache(maxsize=1)
def weights() -> Weights:
    figures = data("weights")
    return Weights(**{**figures, "vague_strengths": frozenset(figures["vague_strengths"])})


def title_hit(text: str, found: Sequence[Word], denied: Container[int] = ()) -> Hit | None:
    """The words that name a lane in a title, those that titles.yaml puts first; None where there are none."""
    cues, rank = _titles()
    named = (hit for hit in cues.find(text, found, denied) if not _is_half_of_pair(text, hit))
    return min(named, key=lambda hit: rank[hit.points_to, hit.cue], default=None)


def _is_half_of_pair(text: str, hit: Hit) -> bool:
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
def _other_names() -> Cues:
    """The words that call a person something else than an ML engineer."""
    named = ((str(entry["kind"]), "named", str(cue)) for entry in data("titles")["others"] for cue in entry["cues"])
    return compile_cues(named, weights().gap)


@lru_cache(maxsize=1)
def _cues() -> Cues:
    return _compiled({**data("lanes"), **data("other_work")})


@lru_cache(maxsize=1)
def _note_cues() -> Cues:
    """What points somewhere in a text of less words than a whole description, beside the rest."""
    return _compiled({name: entry for name, entry in data("notes").items() if isinstance(entry, dict)})


def _compiled(entries: Mapping[str, Mapping[str, Any]]) -> Cues:
    strengths = tuple(weights().strengths)
    return compile_cues((cue for name, entry in entries.items() for cue in groups(name, entry, strengths)), weights().gap)


def _sets_for(document: Document) -> tuple[Cues, ...]:
    """The cues that are looked for in a text of so many words."""
    return (_cues(),) if document.words >= weights().document_words else (_cues(), _note_cues())


class _ForOthers(NamedTuple):
    """carried.yaml."""

    cues: Cues
    carries: frozenset[str]


@lru_cache(maxsize=1)
def _for_others() -> _ForOthers:
    said = data("carried")
    cues = compile_cues((("others", "", str(cue)) for cue in said["for_others"]), weights().gap)
    return _ForOthers(cues, frozenset(word.stem for each in said["carries"] for word in words(str(each))))


def _read_once(document: Document) -> Iterator[Passage]:
    seen: set[str] = set()
    for passage in document.passages:
        if passage.weight and passage.text not in seen:
            seen.add(passage.text)
            yield passage


def _gathered(document: Document, *, by_clause: bool, but: Name | None = None) -> dict[str, Tally]:
    """What each sentence points to; what a name (`but`) points to left out."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    met: dict[tuple[str, str], int] = defaultdict(int)
    sets = _sets_for(document)
    for passage in _read_once(document):
        said = _said(passage, _hits(passage, sets), met, but if but and but.passage is passage else None)
        _add_sentence(said, tallies, by_clause=by_clause)
    return tallies


def _add_sentence(said: Sequence[Finding], tallies: dict[str, Tally], *, by_clause: bool) -> None:
    """Add one sentence. It (in a short text: each of its clauses) speaks for one lane first; for others it counts in part."""
    lane_factors = weights().lane_factors
    points: dict[tuple[str, int], float] = defaultdict(float)
    for finding in said:
        points[finding.hit.points_to, finding.clause * by_clause] += finding.points
    most: dict[int, float] = defaultdict(float)
    for (name, clause), gathered in points.items():
        if name in lane_factors:
            most[clause] = max(most[clause], gathered)
    for finding in said:
        name, clause = finding.hit.points_to, finding.clause * by_clause
        part = weights().second_in_sentence if name in lane_factors and points[name, clause] < most[clause] else 1.0
        tallies[name].add(finding._replace(points=finding.points * part))


def _said(passage: Passage, hits: Iterable[Hit], met: dict[tuple[str, str], int], but: Name | None) -> list[Finding]:
    """The findings of one sentence: the strongest first, none on words that another of the same name has used."""
    strengths, repeats, most = weights().strengths, weights().repeats, weights().sentence_at_most
    said: list[Finding] = []
    left: dict[str, float] = defaultdict(lambda: most)
    starts, all_lanes = clause_starts(passage), data("lanes")
    for hit in sorted(hits, key=lambda hit: -strengths[hit.strength]):
        if any(hit.points_to == other.points_to and hit.start < other.end and other.start < hit.end for _, other, *_ in said):
            continue
        if hit.start in passage.company and hit.points_to not in all_lanes:
            continue
        if but is not None and hit.start < but.hit.end and but.hit.start < hit.end:
            continue
        key = (hit.points_to, hit.cue)
        times, met[key] = met[key], met[key] + 1
        points = min(strengths[hit.strength] * repeats[times], left[hit.points_to]) if times < len(repeats) else 0.0
        if points > 0:
            left[hit.points_to] -= points
            said.append(Finding(passage, hit, points * passage.weight, bisect_right(starts, hit.start)))
    return said


def _hits(passage: Passage, sets: Sequence[Cues]) -> list[Hit]:
    """The cues of one sentence; where it says that the work is for others, production's are the platform's."""
    hits = [hit for cues in sets for hit in cues.find(passage.text, passage.words, passage.denied)]
    if len(sets) > 1:
        hits = _of_note(passage, hits)
    if not any(hit.points_to in (PRODUCTION, PLATFORM) for hit in hits):
        return hits
    start = _for_others_from(passage)
    return [hit if start is None or hit.end <= start else _carried(hit, passage.text) for hit in hits]


def _of_note(passage: Passage, hits: Iterable[Hit]) -> list[Hit]:
    """The cues of a note's sentence as they are meant there.

    A tool of everybody's says little; what "ML/AI" or a choice of names ("AI engineer or data scientist") calls somebody, nothing;
    and words of a longer name ("guardrail metrics") are those of that name alone.
    """
    tools, torn = data("notes")["everybodys_tools"], _torn(passage)
    whole = [hit for hit in hits if " " in hit.cue and "~" not in hit.cue]
    return [
        hit._replace(strength="faint") if hit.cue in tools and hit.points_to != ML else hit
        for hit in hits
        if not _is_half_of_pair(passage.text, hit)
        and not any(name.start < hit.end and hit.start < name.end for name in torn if hit.points_to != ML)
        and not any(_is_inside(hit, other) for other in whole)
    ]


def _is_inside(hit: Hit, other: Hit) -> bool:
    """Whether a cue of one lane is a part of another lane's name for something."""
    lanes_of = weights().lane_factors
    if hit.points_to == other.points_to or hit.points_to not in lanes_of or other.points_to not in lanes_of:
        return False
    return other.start <= hit.start and hit.end <= other.end and hit.end - hit.start < other.end - other.start


def _torn(passage: Passage) -> list[Hit]:
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


def _carried(hit: Hit, text: str) -> Hit:
    if hit.points_to == PRODUCTION and any(word.stem in _for_others().carries for word in words(text[hit.start : hit.end])):
        return hit._replace(points_to=PLATFORM)
    if hit.points_to == PLATFORM and hit.strength in weights().vague_strengths:
        return hit._replace(strength="clear")
    return hit


def _for_others_from(passage: Passage) -> int | None:
    """The character at which the first clause begins whose work is for others."""
    found = _for_others().cues.find(passage.text, passage.words, passage.denied)
    first = min((hit.start for hit in found if hit.start not in passage.company), default=None)
    return None if first is None else max((start for start in clause_starts(passage) if start <= first), default=0)


class Name(NamedTuple):
    """What a note calls the person, and where."""

    passage: Passage
    hit: Hit


def _named(document: Document, tallies: dict[str, Tally]) -> dict[str, Tally]:
    """What a note of a few words points to with the name it gives first: much of what there is, little beside duties."""
    for name in _names(document):
        if _does_a_lanes_work(name, tallies):
            return _gathered(document, by_clause=True, but=name)
        if name.hit.points_to in weights().lane_factors:
            if not _says_more(name):
                return _gathered(document, by_clause=True, but=name)
            if _shows_duties(name, tallies):
                tallies = _gathered(document, by_clause=True, but=name)
                tallies[name.hit.points_to].add(_worth(name, "faint"))
                continue
        tallies[name.hit.points_to].add(_worth(name, "named"))
    return tallies


def _worth(name: Name, strength: str) -> Finding:
    return Finding(name.passage, name.hit._replace(strength=strength), weights().strengths[strength] * name.passage.weight)


def _names(document: Document) -> Iterator[Name]:
    """The first name of each sentence."""
    for passage in document.passages:
        if passage.section != INTRO or _torn(passage):
            continue
        lane_named = title_hit(passage.text, passage.words, passage.denied)
        others = _other_names().find(passage.text, passage.words, passage.denied)
        names = [hit for hit in (lane_named, *others) if hit is not None and names_one(passage.text, _beside(passage, hit))]
        hit = min(names, key=lambda name: name.start, default=None)
        if hit is not None:
            yield Name(passage, hit)


def _says_more(name: Name) -> bool:
    """Whether more than the trade's own name is said: "ml engineer" is what people of every lane are called."""
    if name.hit.cue not in data("titles")["everybodys"]:
        return True
    after = [word for word in name.passage.words if word.start >= name.hit.end]
    empty = next((hit for hit in _empty().find(name.passage.text, after)), None)
    return any(word.stem in _lead_to_duties() for word in after) and empty is None


def _does_a_lanes_work(name: Name, tallies: Mapping[str, Tally]) -> bool:
    """Whether somebody of another trade is sought for a lane's duty: "full stack engineer who builds LLM features"."""
    rules, found = weights(), name.passage.words
    if name.hit.points_to not in rules.trades:
        return False
    duties = [
        finding.hit.start
        for lane in rules.lane_factors.keys() & tallies.keys()
        for finding in tallies[lane].found
        if finding.passage is name.passage and finding.hit.strength in rules.second_lane_strengths
    ]
    starts = [word.start for word in found]
    deeds = [place for place, word in enumerate(found) if word.start >= name.hit.end and word.stem in section_shape().deeds]
    return any(0 <= bisect_right(starts, at) - 1 - deed <= LED_WORDS for deed in deeds for at in duties)


def _shows_duties(name: Name, tallies: Mapping[str, Tally]) -> bool:
    """Whether something firm is said beside a name: of a lane, or of another trade as what is done ("to build dashboards")."""
    rules = weights()
    led = [word.start for word in name.passage.words if word.start >= name.hit.end and word.stem in _lead_to_duties()]
    return any(
        finding.hit.strength not in rules.vague_strengths
        and not _is_of_name(finding, name)
        and (what in rules.lane_factors or (what in rules.trades and any(at <= finding.hit.start for at in led)))
        for what, tally in tallies.items()
        for finding in tally.found
    )


def _is_of_name(finding: Finding, name: Name) -> bool:
    """Whether a cue shares words with a name or stands right before it: "LLM inference engineer"."""
    if finding.passage is not name.passage or finding.hit.start >= name.hit.end:
        return False
    return not name.passage.text[finding.hit.end : name.hit.start].strip()


@lru_cache(maxsize=1)
def _empty() -> Cues:
    """Duties that say nothing: "leverage AI to transform healthcare"."""
    return compile_cues((("empty", "", str(cue)) for cue in data("notes")["empty"]), weights().gap)


@lru_cache(maxsize=1)
def _lead_to_duties() -> frozenset[str]:
    said = (*data("titles")["leads_to_duties"], *data("sections")["deeds"], *data("sections")["openers"])
    return frozenset(word.stem for each in said for word in words(str(each)))


def _beside(passage: Passage, hit: Hit) -> list[Word]:
    """The words of a name and the two after it: in "backend engineer for our LLM" nobody is called an LLM."""
    first = next(place for place, word in enumerate(passage.words) if word.end > hit.start)
    last = next(place for place, word in enumerate(passage.words) if word.end >= hit.end)
    return list(passage.words[first : last + 3])


def _lane_points(tallies: Mapping[str, Tally], *, note: bool) -> dict[str, float]:
    rules = weights()
    points = dict.fromkeys(lanes(), 0.0)
    for lane in points.keys() & tallies.keys():
        tally = tallies[lane]
        points[lane] = rules.lane_factors[lane] * (tally.own + min(tally.shared, rules.shared_at_most * tally.own))
    if ML in tallies:
        points[rules.default_lane] += min(rules.default_lane_share * tallies[ML].own, rules.default_lane_at_most)
    for lane, lenders in rules.borrowed.items():
        lent = sum(part * (_lent(tallies, lender, lane) if note else points[lender]) for lender, part in lenders.items())
        points[lane] = max(0.0, points[lane] - lent)
    return points


def _lent(tallies: Mapping[str, Tally], lender: str, lane: str) -> float:
    """Points of a lender's own cues in a note, its faint tools aside: those beside the lane's alone where a clause is the lane's."""
    firm = [finding for finding in tallies[lender].found if says_something(finding)] if lender in tallies else []
    theirs = {(id(each.passage), each.clause) for each in firm}
    said = [each for each in tallies[lane].found if each.hit.strength in weights().second_lane_strengths] if lane in tallies else []
    if any((id(each.passage), each.clause) not in theirs for each in said):
        beside = {(id(each.passage), each.clause) for each in said}
        firm = [each for each in firm if (id(each.passage), each.clause) in beside]
    return sum(finding.points for finding in firm)


def _other_work(tallies: Mapping[str, Tally], lane: str) -> dict[str, float]:
    """Points of each kind of other work, beside that lane."""
    kin = weights().kin.get(lane, {})
    return {kind: kin.get(kind, 1.0) * tallies[kind].own for kind in data("other_work") if kind in tallies}
