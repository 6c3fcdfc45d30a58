"""Verdicts: what a triage says, and each verdict filled in with what was found in the text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.texts.cues import data
from knowledge.texts.documents import Document
from knowledge.texts.passages import is_bare_list, says_a_deed
from knowledge.texts.sections import INTRO
from knowledge.triage import scoping
from knowledge.triage.callings import Calling
from knowledge.triage.evidence import Evidence, LaneShare, evidence_of, in_plain_words, parts_of_sum, shares_of
from knowledge.triage.leanings import NOT_ML, leanings
from knowledge.triage.naming import lane_of_title, names_a_lane
from knowledge.triage.pairs import separating_question
from knowledge.triage.scoping import OpenQuestion
from knowledge.triage.specialties import specialty_of
from knowledge.triage.tallies import ML, Finding, lanes, says_something, weights
from knowledge.triage.told import is_under_duties, work_of
from knowledge.triage.weighing import Balance, other_work_name, weigh

Verdict = Literal["one", "two", "not-ml", "unclear", "resume"]


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


def judged(document: Document, balance: Balance, shares: tuple[LaneShare, ...], *, two: bool = False) -> Triage:
    if not any(each.section in weights().work_sections for each in shares[0].evidence):
        shares = (replace(shares[0], evidence=in_plain_words(document, shares[0].lane) or shares[0].evidence), *shares[1:])
    if not shares[0].evidence:  # there is nothing to show for the likeliest lane
        return unclear(document, shares)
    lane, title_lane = shares[0].lane, lane_of_title(document)
    two = two or (document.words >= weights().document_words and _is_two(document, shares, balance))
    confused_with = shares[1].lane if two else _runner_up(shares)
    return Triage(
        verdict="two" if two else "one",
        lane=lane,
        specialty=specialty_of(document, lane),
        lanes=shares,
        confused_with=confused_with,
        separating_question=separating_question(lane, confused_with),
        open_questions=scoping.open_questions(document),
        title=document.title,
        title_lane=title_lane,
        title_misleads=title_lane not in (None, lane),
    )


def _is_two(document: Document, shares: tuple[LaneShare, ...], balance: Balance) -> bool:
    """Whether the second lane, or it and a third, carry duties of their own, not only words of a wish list."""
    rules, part = weights(), parts_of_sum(balance.lanes)
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


def unclear(document: Document, shares: tuple[LaneShare, ...]) -> Triage:
    """Something like ML is said and nothing of the work: what is left to give is the question that parts the likeliest lanes."""
    lane, *others = (share.lane for share in shares)
    other = others[0] if others else str(data("pairs")["neighbours"][lane])
    return Triage("unclear", separating_question=separating_question(lane, other), title=document.title)


def other_work(document: Document, balance: Balance, shares: tuple[LaneShare, ...]) -> Triage:
    title_lane, kind = lane_of_title(document), _told_kind(document, balance)
    return Triage(
        verdict="not-ml",
        lanes=shares,
        title=document.title,
        title_lane=title_lane,
        title_misleads=title_lane is not None,
        other_work=other_work_name(kind) if kind else None,
        other_evidence=evidence_of(balance.findings(kind)) if kind else (),
    )


def _told_kind(document: Document, balance: Balance) -> str | None:
    """The kind of other work that shows most; one word ("compliance") in a whole document names nobody's."""
    kind = balance.other_kind
    if kind is None or document.words < weights().document_words:
        return kind
    return kind if sum(map(says_something, balance.findings(kind))) >= weights().other_named_from else None


def not_engineering(document: Document, balance: Balance, calling: Calling) -> Triage:
    """A job that is told by its deeds not to be engineering."""
    told = [Finding(passage, hit, 1.0) for passage, hit in calling.told]
    other = other_work(document, balance, shares_of(document, balance, balance.lanes))
    return replace(other, other_work=other_work_name(calling.kind), other_evidence=evidence_of(told))


def is_only_asked_for(document: Document, balance: Balance) -> bool:
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


def unshown(document: Document, balance: Balance) -> Triage:
    """Duties without any ML in them: other work where they show it or the whole leans there, else nothing to judge by."""
    shares = shares_of(document, balance, balance.lanes)
    leaning = leanings(document, balance)
    if balance.other_kind is not None or max(leaning, key=lambda kind: leaning[kind]) == NOT_ML:
        return other_work(document, balance, shares)
    return unclear(document, shares)


def by_title(document: Document) -> Triage:
    """Nothing in the text speaks for any work: the title decides if it names a lane; a whole document is some other job."""
    lane = lane_of_title(document)
    if lane is None or document.title is None:
        return Triage("not-ml", title=document.title) if _is_whole(document) else _asked_about(document)
    said = Evidence(document.title, document.title_line, INTRO, lane)
    shares = (LaneShare(lane, 1.0, (said,)),)
    neighbour = str(data("pairs")["neighbours"][lane])
    if not names_a_lane(document.title):
        return unclear(document, shares)
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
