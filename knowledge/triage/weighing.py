"""Weighing: what the cues of a text add up to, lane by lane, and for work that is not ML.

A cue's points are those of its group, less each time it is met again, times the weight of the section it stands in. All
figures, each with its reason, are in ``cues/weights.yaml``; all words in ``cues/lanes.yaml`` and ``cues/other_work.yaml``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from knowledge.texts.cues import Cues, Hit, Word, compile_cues, data, words
from knowledge.texts.documents import Document
from knowledge.texts.passages import Passage, clause_starts, names_one
from knowledge.texts.sections import INTRO, section_shape
from knowledge.triage.naming import other_names, title_hit, torn
from knowledge.triage.notes import empty_duties, is_made_for, note_cues, of_note
from knowledge.triage.tallies import ML, Finding, Tally, compiled, lanes, read_once, says_something, weights

LED_WORDS = 3
"""So far behind a verb stands what is done at most: "builds our new LLM features"."""

PRODUCTION, PLATFORM = "production", "mlops"


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


def other_work_name(kind: str) -> str:
    """What a kind of work that is not ML is called in an answer. Raises KeyError for an unknown kind."""
    return str(data("other_work")[kind]["name"])


@lru_cache(maxsize=1)
def _cues() -> Cues:
    return compiled({**data("lanes"), **data("other_work")})


def _sets_for(document: Document) -> tuple[Cues, ...]:
    """The cues that are looked for in a text of so many words."""
    return (_cues(),) if document.words >= weights().document_words else (_cues(), note_cues())


class _ForOthers(NamedTuple):
    """carried.yaml."""

    cues: Cues
    carries: frozenset[str]


@lru_cache(maxsize=1)
def _for_others() -> _ForOthers:
    said = data("carried")
    cues = compile_cues((("others", "", str(cue)) for cue in said["for_others"]), weights().gap)
    return _ForOthers(cues, frozenset(word.stem for each in said["carries"] for word in words(str(each))))


def _gathered(document: Document, *, by_clause: bool, but: Name | None = None) -> dict[str, Tally]:
    """What each sentence points to; what a name (`but`) points to left out."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    met: dict[tuple[str, str], int] = defaultdict(int)
    sets = _sets_for(document)
    for passage in read_once(document):
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
        hits = of_note(passage, hits)
    if not any(hit.points_to in (PRODUCTION, PLATFORM) for hit in hits):
        return hits
    start = _for_others_from(passage)
    return [hit if start is None or hit.end <= start else _carried(hit, passage.text) for hit in hits]


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
        if passage.section != INTRO or torn(passage):
            continue
        lane_named = title_hit(passage.text, passage.words, passage.denied)
        others = other_names().find(passage.text, passage.words, passage.denied)
        trades = (hit for hit in others if not is_made_for(passage.text, hit))
        names = [hit for hit in (lane_named, *trades) if hit is not None and names_one(passage.text, _beside(passage, hit))]
        hit = min(names, key=lambda name: name.start, default=None)
        if hit is not None:
            yield Name(passage, hit)


def _says_more(name: Name) -> bool:
    """Whether more than the trade's own name is said: "ml engineer" is what people of every lane are called."""
    if name.hit.cue not in data("titles")["everybodys"]:
        return True
    after = [word for word in name.passage.words if word.start >= name.hit.end]
    if after and after[0].stem in section_shape().roles:  # "ML lead" leads nothing yet
        after = after[1:]
    empty = next((hit for hit in empty_duties().find(name.passage.text, after)), None)
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
    """Points of a lender's own cues in a note, faint tools aside: only those beside the lane's where a clause is the lane's."""
    firm = [finding for finding in tallies[lender].found if says_something(finding)] if lender in tallies else []
    theirs = {(id(each.passage), each.clause) for each in firm}
    said = (
        [each for each in tallies[lane].found if each.hit.strength in weights().second_lane_strengths] if lane in tallies else []
    )
    if any((id(each.passage), each.clause) not in theirs for each in said):
        beside = {(id(each.passage), each.clause) for each in said}
        firm = [each for each in firm if (id(each.passage), each.clause) in beside]
    return sum(finding.points for finding in firm)


def _other_work(tallies: Mapping[str, Tally], lane: str) -> dict[str, float]:
    """Points of each kind of other work, beside that lane."""
    kin = weights().kin.get(lane, {})
    return {kind: kin.get(kind, 1.0) * tallies[kind].own for kind in data("other_work") if kind in tallies}
