"""Lanes: which of the five lanes the work in a text really is, judged by its duties, with the words quoted that say so.

`triage` reads a text (documents.py), weighs the cues found in it (weighing.py) and decides by what such texts were found to lean
to: whole job descriptions (leanings.py), or notes of a few words (note_leanings.py). It is deterministic, needs no network, and
never raises: what cannot be judged is `unclear`. It judges work, never a person: a résumé gets the verdict `resume` and nothing
else. The lanes are KORE1's five roles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from knowledge import resumes, scoping
from knowledge.callings import Calling, calling
from knowledge.cues import Cues, Hit, compile_cues, data, groups, words
from knowledge.documents import Document, Passage, asks, clause_starts, is_bare_list, read, says_a_deed
from knowledge.halves import Half, halves
from knowledge.leanings import NOT_ML, feeds_others_models, leanings, shows_no_ml, speaks_for
from knowledge.naming import names_a_lane, title_hit
from knowledge.note_leanings import UNCLEAR, lean_to, note_leanings
from knowledge.scoping import OpenQuestion
from knowledge.sections import INTRO
from knowledge.sentences import is_read, telling
from knowledge.tallies import ML, SHARED, Finding, lanes, says_something, weights
from knowledge.told import duties_of, is_under_duties, work_of
from knowledge.weighing import Balance, other_work_name, weigh

Verdict = Literal["one", "two", "not-ml", "unclear", "resume"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the text that point to a lane, or to work that is not ML."""

    quote: str
    """A verbatim part of the text."""
    line: int
    """Line of the text that it stands on, from 1."""
    section: str
    """Id of the section it stands in (cues/sections.yaml), or `intro`."""
    points_to: str


@dataclass(frozen=True, slots=True)
class LaneShare:
    lane: str
    share: float
    """Part of all that speaks for a lane, 0 to 1; the shares of a triage sum to 1."""
    evidence: tuple[Evidence, ...]
    """The sentences that say most, in the order of the text; none where only single words or praise speak for it."""


@dataclass(frozen=True, slots=True)
class Triage:
    """What a text asks for. Fields that do not apply to the verdict are None, False or empty."""

    verdict: Verdict
    """`one` or `two` lanes, `not-ml`, `unclear` (nothing to judge by), or `resume` (about a person, so not judged)."""
    lane: str | None = None
    """The lane, for `one` and `two`."""
    specialty: str | None = None
    """Id of the specialty inside the lane (cues/specialties.yaml), where the text shows one."""
    lanes: tuple[LaneShare, ...] = ()
    """Ranked by share; for `not-ml` too: what it would be most like among the lanes, where anything speaks for any."""
    confused_with: str | None = None
    """The runner-up, or the lane's usual neighbour where nothing speaks for another lane."""
    separating_question: str | None = None
    open_questions: tuple[OpenQuestion, ...] = ()
    title: str | None = None
    title_lane: str | None = None
    """The lane that the title names, if any."""
    title_misleads: bool = False
    """The title names a lane, and the duties are another's or not ML."""
    other_work: str | None = None
    """For `not-ml`: what the work is called instead, where the text shows it."""
    other_evidence: tuple[Evidence, ...] = ()


def triage(text: str) -> Triage:
    """Judge any text: a few words, a pasted job description, a file. Time grows linearly with its length."""
    document = read(text, join=True)
    if resumes.is_resume(document):
        return Triage("resume")
    balance = weigh(document)
    if document.words < weights().document_words:
        return _note(document, balance)
    if max(balance.ml, balance.other) < weights().unclear_below:
        return _by_title(document)
    if (called := _calling(document, balance)) is not None:
        return _called(document, balance, called)
    if _is_only_asked_for(document, balance):
        return _unshown(document, balance)
    return _whole(document, balance)


def _whole(document: Document, balance: Balance) -> Triage:
    leaning = leanings(document, balance)
    likely, part = _of_one({lane: leaning[lane] for lane in lanes()}), _of_one(balance.lanes)
    how = weights().likely_part
    shares = _shares(document, balance, {lane: how * likely[lane] + (1 - how) * part[lane] for lane in lanes()})
    leans_away = max(leaning, key=lambda kind: leaning[kind]) == NOT_ML
    if leans_away or shows_no_ml(balance, shares[0].lane) or feeds_others_models(balance):
        return _other(document, balance, shares)
    return _judged(document, balance, shares)


def _note(document: Document, balance: Balance) -> Triage:
    """A note is what its words lean to, or the two lanes of its halves; its cues decide where they leave that open."""
    leaning = note_leanings(document, balance)
    likeliest = max(leaning, key=lambda kind: leaning[kind], default=UNCLEAR)
    shows_other = _is_otherwork_of(balance)
    surely_other = leaning.get(NOT_ML, 0.0) >= weights().note_surer_from
    if not leaning or (not surely_other and all(asks(each) for each in document.passages)):
        return _by_cues(document, balance)
    if _is_only_asked_for(document, balance):
        return _unshown(document, balance)
    shares = _shares(document, balance, _named(leaning))
    if apart := halves(document):
        return _judged(document, balance, _shares_of_halves(apart), two=True)
    says_ml = balance.ml >= weights().note_says_ml_from and not shows_other
    if leaning[likeliest] < weights().note_sure_from or (likeliest == NOT_ML and says_ml and not surely_other):
        return _by_cues(document, balance)
    may_be_other = leaning[NOT_ML] >= weights().note_other_from
    if may_be_other and (called := _calling(document, balance)) is not None:
        return _called(document, balance, called)
    if likeliest == NOT_ML or (may_be_other and shows_other):
        return _other(document, balance, _shares(document, balance, balance.lanes))
    if likeliest == UNCLEAR:
        says_nothing = max(balance.ml, balance.other) < weights().unclear_below
        return _by_title(document) if says_nothing or _title_lane(document) is not None else _unclear(document, shares)
    if not shares[0].evidence:
        shares = (replace(shares[0], evidence=_leaning_most(document, shares[0].lane)), *shares[1:])
    second = sorted(leaning[lane] for lane in lanes())[-2]
    return _judged(document, balance, shares, two=second >= weights().note_second_from)


def _named(leaning: Mapping[str, float]) -> dict[str, float]:
    """The lanes that a note is likely enough of to be named beside the likeliest."""
    all_lanes = {lane: leaning[lane] for lane in lanes()}
    least = weights().runner_up_share * max(all_lanes.values())
    return {lane: likely for lane, likely in all_lanes.items() if likely >= least}


def _by_cues(document: Document, balance: Balance) -> Triage:
    """A note of which its words leave open what it is, or in another language: by its cues alone."""
    if max(balance.ml, balance.other) < weights().unclear_below:
        return _by_title(document)
    if (called := _calling(document, balance)) is not None:
        return _called(document, balance, called)
    shares = _shares(document, balance, balance.lanes)
    vague = _is_vague(balance)
    if all(asks(each) for each in document.passages) and not _shows_anything(balance):
        return _by_title(document)
    if apart := halves(document):
        return _judged(document, balance, _shares_of_halves(apart), two=True)
    if _is_otherwork_of(balance) and not (vague and _is_faint(balance, document)):
        return _other(document, balance, shares)
    if vague:
        return _unclear(document, shares)
    return _judged(document, balance, shares)


def _shows_anything(balance: Balance) -> bool:
    """Whether a note shows ML at all: tools that somebody should know show nobody's work."""
    return any(says_something(finding) for name in (*lanes(), ML) for finding in balance.findings(name))


def _shares_of_halves(apart: Iterable[Half]) -> tuple[LaneShare, ...]:
    """The lanes of a note that sets its parts apart: each part speaks for its own, and is what is quoted for it."""
    points: dict[str, float] = defaultdict(float)
    quoted: dict[str, list[Evidence]] = defaultdict(list)
    for half in apart:
        points[half.lane] += half.likely
        quoted[half.lane].append(Evidence(half.text[: weights().quote_characters], half.line, INTRO, half.lane))
    ranked = sorted(_of_one(points).items(), key=lambda item: -item[1])
    return tuple(LaneShare(lane, part, tuple(quoted[lane])) for lane, part in ranked)


def _judged(document: Document, balance: Balance, shares: tuple[LaneShare, ...], *, two: bool = False) -> Triage:
    if not any(each.section in weights().work_sections for each in shares[0].evidence):
        shares = (replace(shares[0], evidence=_plain_words(document, shares[0].lane) or shares[0].evidence), *shares[1:])
    if not shares[0].evidence:  # there is nothing to show for the likeliest lane
        return _unclear(document, shares)
    lane, title_lane = shares[0].lane, _title_lane(document)
    two = two or (document.words >= weights().document_words and _is_two(document, shares, balance))
    confused_with = shares[1].lane if two else _runner_up(shares)
    return Triage(
        verdict="two" if two else "one",
        lane=lane,
        specialty=_specialty(document, lane),
        lanes=shares,
        confused_with=confused_with,
        separating_question=separating_question(lane, confused_with),
        open_questions=scoping.open_questions(document),
        title=document.title,
        title_lane=title_lane,
        title_misleads=title_lane not in (None, lane),
    )


def _unclear(document: Document, shares: tuple[LaneShare, ...]) -> Triage:
    """Something like ML is said and nothing of the work: what is left to give is the question that parts the likeliest lanes."""
    lane, *others = (share.lane for share in shares)
    other = others[0] if others else str(data("pairs")["neighbours"][lane])
    return Triage("unclear", separating_question=separating_question(lane, other), title=document.title)


def _other(document: Document, balance: Balance, shares: tuple[LaneShare, ...]) -> Triage:
    title_lane, kind = _title_lane(document), _told_kind(document, balance)
    return Triage(
        verdict="not-ml",
        lanes=shares,
        title=document.title,
        title_lane=title_lane,
        title_misleads=title_lane is not None,
        other_work=other_work_name(kind) if kind else None,
        other_evidence=_evidence(balance.findings(kind)) if kind else (),
    )


def _told_kind(document: Document, balance: Balance) -> str | None:
    """The kind of other work that shows most; one word ("compliance") in a whole document names nobody's."""
    kind = balance.other_kind
    if kind is None or document.words < weights().document_words:
        return kind
    return kind if sum(map(says_something, balance.findings(kind))) >= weights().other_named_from else None


def _called(document: Document, balance: Balance, called: Calling) -> Triage:
    """A job that is told by its deeds not to be engineering."""
    told = [Finding(passage, hit, 1.0) for passage, hit in called.told]
    other = _other(document, balance, _shares(document, balance, balance.lanes))
    return replace(other, other_work=other_work_name(called.kind), other_evidence=_evidence(told))


def _calling(document: Document, balance: Balance) -> Calling | None:
    """The job that is no engineering, told by all sentences about the work or by those under a head of duties alone."""
    lane_at: dict[Passage, int] = {}
    for lane in lanes():
        for finding in balance.findings(lane):
            if says_something(finding):
                lane_at[finding.passage] = min(finding.hit.start, lane_at.get(finding.passage, finding.hit.start))
    work, note = work_of(document), document.words < weights().note_words
    for told in (work, duties_of(work)):
        shown = {passage: lane_at[passage] for passage in told if passage in lane_at}
        if (called := calling(told, shown, note=note)) is not None:
            return called
    return None


def _is_only_asked_for(document: Document, balance: Balance) -> bool:
    """Whether the duties are told and show no ML, nor lean to it: what is asked for ("PyTorch, LLM") is nobody's work."""
    work = work_of(document)
    if sum(says_a_deed(passage) or is_under_duties(passage) for passage in work) < weights().duties_told_from:
        return False
    shown = {id(each.passage) for name in (*lanes(), ML) for each in balance.findings(name) if says_something(each)}
    if not shown.isdisjoint(id(passage) for passage in work):
        return False
    told = replace(document, passages=tuple(work))
    of_work = weigh(told)
    leaning = leanings(told, of_work)
    return not of_work.findings(ML) or max(leaning, key=lambda kind: leaning[kind]) == NOT_ML


def _unshown(document: Document, balance: Balance) -> Triage:
    """Duties without any ML in them: other work where they show it or the whole leans there, else nothing to judge by."""
    shares = _shares(document, balance, balance.lanes)
    leaning = leanings(document, balance)
    if balance.other_kind is not None or max(leaning, key=lambda kind: leaning[kind]) == NOT_ML:
        return _other(document, balance, shares)
    return _unclear(document, shares)


def _by_title(document: Document) -> Triage:
    """Nothing in the text speaks for any work: the title decides if it names a lane; a whole document is some other job."""
    lane = _title_lane(document)
    if lane is None or document.title is None:
        return Triage("not-ml", title=document.title) if _is_whole(document) else _asked_about(document)
    said = Evidence(document.title, document.title_line, INTRO, lane)
    shares = (LaneShare(lane, 1.0, (said,)),)
    neighbour = str(data("pairs")["neighbours"][lane])
    if not names_a_lane(document.title):
        return _unclear(document, shares)
    return Triage(
        verdict="one",
        lane=lane,
        lanes=shares,
        confused_with=neighbour,
        separating_question=separating_question(lane, neighbour),
        open_questions=scoping.open_questions(document),
        title=document.title,
        title_lane=lane,
    )


def _asked_about(document: Document) -> Triage:
    """Nothing to judge by, nor two lanes to tell apart: the question to ask is the guides' first."""
    return Triage("unclear", separating_question=scoping.first_question(), title=document.title)


def _is_whole(document: Document) -> bool:
    """Whether a text has as many words as a whole description, and different ones."""
    different = {word.stem for passage in document.passages for word in passage.words}
    return document.words >= weights().document_words and len(different) >= weights().different_words


def separating_question(lane: str, other: str) -> str:
    """The one question that tells two lanes apart, in either order. Raises KeyError where they are not two known lanes."""
    return _questions()[frozenset((lane, other))]


def specialty_name(specialty: str) -> str:
    """What a specialty is called in an answer. Raises KeyError for an unknown id."""
    names = {entry["id"]: str(entry["name"]) for entry in data("specialties")["specialties"]}
    return names[specialty]


def _is_otherwork_of(balance: Balance) -> bool:
    """Whether other work outweighs ML in a note: single words of it ("CRM") do not, where firm ones show a lane."""
    rules = weights()
    if _is_firm(balance, max(balance.lanes, key=lambda lane: balance.lanes[lane])) and not _is_firm(balance, balance.other_kind):
        return False
    if balance.other > rules.other_over_ml * balance.ml and balance.other_most > max(balance.lanes.values()):
        return True
    return balance.other_most > max(rules.other_points_at_least, rules.other_over_lane * max(balance.lanes.values()))


def _is_firm(balance: Balance, name: str | None) -> bool:
    """Whether something that is hardly ever said of other work shows a lane or a kind of work."""
    return name is not None and any(each.hit.strength in weights().second_lane_strengths for each in balance.findings(name))


def _is_vague(balance: Balance) -> bool:
    """Whether a few words say no more than "AI", "ML" or a tool ("ai stuff"), and nobody is called by a lane's name."""
    lane = max(balance.lanes, key=lambda name: balance.lanes[name])
    own = {finding.hit.strength for finding in balance.findings(lane)} - weights().vague_strengths
    return not own and not any(finding.hit.strength in weights().second_lane_strengths for finding in balance.findings(ML))


def _is_faint(balance: Balance, document: Document) -> bool:
    """Whether a few words say too little of other work as well to call it that ("do something with AI, budget approved")."""
    sure = balance.other_kind is not None and any(
        hit.strength in weights().second_lane_strengths for _, hit, *_ in balance.findings(balance.other_kind)
    )
    return document.words < weights().note_words and balance.ml > 0 and not sure


def _shares(document: Document, balance: Balance, speaks_for: Mapping[str, float]) -> tuple[LaneShare, ...]:
    """The lanes by how much speaks for each, those with next to nothing left out."""
    enough = {lane: part for lane, part in _of_one(speaks_for).items() if part > weights().least_share}
    ranked = sorted(_of_one(enough).items(), key=lambda item: -item[1])
    tells = telling(balance) if document.words >= weights().document_words else lambda _: True
    found = {lane: [each for each in balance.findings(lane) if tells(each.passage)] for lane, _ in ranked}
    return tuple(LaneShare(lane, part, _evidence(found[lane])) for lane, part in ranked)


def _of_one(much: Mapping[str, float]) -> dict[str, float]:
    """Amounts as parts of their sum; nothing where that is nothing."""
    total = sum(much.values())
    return {name: each / total if total else 0.0 for name, each in much.items()}


def _is_two(document: Document, shares: tuple[LaneShare, ...], balance: Balance) -> bool:
    """Whether the second lane, or it and a third, carry duties of their own, not only words of a wish list."""
    rules, part = weights(), _of_one(balance.lanes)
    if len(shares) < 2 or part[shares[1].lane] < rules.second_lane_share or shares[1].share < rules.second_lane_leaning:
        return False
    first_says: dict[tuple[str, int], float] = defaultdict(float)
    for finding in balance.findings(shares[0].lane):
        first_says[finding.passage.text, finding.clause] += finding.points
    duties = {
        (finding.passage.text, finding.clause)
        for share in shares[1:]
        if part[share.lane] >= rules.second_lane_share
        for finding in balance.findings(share.lane)
        if finding.hit.strength in rules.second_lane_strengths
        and finding.passage.section in rules.duty_sections
        and not is_bare_list(finding.passage)
        and finding.points > first_says[finding.passage.text, finding.clause]
    }
    told = [each for each in work_of(document) if len(each.words) >= rules.told_words and not is_bare_list(each)]
    return len(duties) >= max(rules.second_lane_clauses, rules.second_lane_part * len(told))


def _runner_up(shares: tuple[LaneShare, ...]) -> str:
    if len(shares) > 1 and shares[1].share >= weights().runner_up_share:
        return shares[1].lane
    return str(data("pairs")["neighbours"][shares[0].lane])


def _evidence(found: Iterable[Finding]) -> tuple[Evidence, ...]:
    """The sentences that bring most points, each once, in their order; what is asked for only where no duty shows it."""
    by_sentence: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.passage.weight >= weights().evidence_weight_at_least and finding.hit.strength != SHARED:
            by_sentence[finding.passage.line, finding.passage.text].append(finding)
    said_most = sorted(
        by_sentence.values(),
        key=lambda findings: (not _tells_ofwork_of(findings[0].passage), -sum(each.points for each in findings)),
    )
    of_work = [findings for findings in said_most if _tells_ofwork_of(findings[0].passage) and any(map(says_something, findings))]
    best = [max(findings, key=lambda each: each.points) for findings in (of_work or said_most)[: weights().evidence_at_most]]
    return tuple(
        Evidence(_quote(each), each.passage.line, each.passage.section, each.hit.points_to)
        for each in sorted(best, key=lambda each: each.passage.line)
    )


def _tells_ofwork_of(passage: Passage) -> bool:
    """Whether a sentence says what is done, and not what somebody should bring or only mentions."""
    return passage.section in weights().work_sections and not asks(passage)


def _leaning_most(document: Document, lane: str) -> tuple[Evidence, ...]:
    """The sentence of a note whose words lean most to a lane, where no cue shows it."""
    best = max((each for each in document.passages if each.weight), key=lambda passage: lean_to(passage, lane), default=None)
    return () if best is None else (Evidence(best.text[: weights().quote_characters], best.line, best.section, lane),)


def _plain_words(document: Document, lane: str) -> tuple[Evidence, ...]:
    """The sentences of a whole document's work whose plain words lean most to a lane, where no cue shows it."""
    if document.words < weights().document_words:
        return ()
    leaning = {passage: speaks_for(passage, lane) for passage in work_of(document) if is_read(passage)}
    best = sorted((passage for passage in leaning if leaning[passage] > 0), key=lambda passage: -leaning[passage])
    whole = (Hit(lane, "plain", "", 0, len(passage.text)) for passage in best)
    return _evidence(Finding(passage, hit, leaning[passage]) for passage, hit in zip(best, whole, strict=True))


def _quote(finding: Finding) -> str:
    """The sentence, or as much of it around the cue as fits, cut between words."""
    text, hit, characters = finding.passage.text, finding.hit, weights().quote_characters
    if len(text) <= characters:
        return text
    clause = max((at for at in clause_starts(finding.passage) if hit.end - characters <= at <= hit.start), default=None)
    start = max(0, min(hit.start, hit.end - characters)) if clause is None else clause
    end = min(len(text), start + characters)
    if start and clause is None:
        start = min(text.find(" ", start) + 1 or hit.start, hit.start)
    if end < len(text):
        end = max(text.rfind(" ", start, end + 1), min(hit.end, end))
    return text[start:end].strip()


def _specialty(document: Document, lane: str) -> str | None:
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


def _title_lane(document: Document) -> str | None:
    if document.title is None:
        return None
    hit = title_hit(document.title, words(document.title))
    return hit.points_to if hit else None


@lru_cache(maxsize=1)
def _specialties() -> tuple[Cues, Mapping[str, frozenset[str]]]:
    """The cues of the specialties, and the lanes in which each may be named."""
    entries, strengths = data("specialties")["specialties"], tuple(weights().strengths)
    cues = compile_cues((cue for entry in entries for cue in groups(entry["id"], entry, strengths)), weights().gap)
    return cues, {entry["id"]: frozenset(entry.get("lanes", lanes())) for entry in entries}


@lru_cache(maxsize=1)
def _questions() -> Mapping[frozenset[str], str]:
    return {frozenset(entry["pair"]): str(entry["ask"]) for entry in data("pairs")["questions"]}
