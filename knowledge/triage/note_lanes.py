"""Note lanes: which lane a note is, by what its words lean to, by the lanes of its parts, or by its cues alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from knowledge.texts.documents import Document
from knowledge.texts.passages import asks
from knowledge.texts.sections import INTRO
from knowledge.triage.callings import calling_of
from knowledge.triage.evidence import Evidence, LaneShare, leaning_most, parts_of_sum, shares_of
from knowledge.triage.halves import Half, halves
from knowledge.triage.leanings import NOT_ML
from knowledge.triage.naming import lane_of_title
from knowledge.triage.note_leanings import UNCLEAR, note_leanings, part_of_wholes
from knowledge.triage.tallies import ML, lanes, says_something, weights
from knowledge.triage.verdicts import (
    Triage,
    by_title,
    is_only_asked_for,
    judged,
    not_engineering,
    other_work,
    unclear,
    unshown,
)
from knowledge.triage.weighing import Balance


def judge_note(document: Document, balance: Balance) -> Triage:
    """A note is what its words lean to, or the two lanes of its halves; its cues decide where they leave that open."""
    leaning = note_leanings(document, balance)
    likeliest = max(leaning, key=lambda kind: leaning[kind], default=UNCLEAR)
    shows_other = _is_other_work(balance)
    surely_other = leaning.get(NOT_ML, 0.0) >= weights().note_surer_from
    if not leaning or (not surely_other and all(asks(each) for each in document.passages)):
        return _by_cues(document, balance)
    if is_only_asked_for(document, balance):
        return unshown(document, balance)
    shares = shares_of(document, balance, _named(leaning))
    if apart := halves(document):
        return judged(document, balance, _shares_of_halves(apart), two=True)
    says_ml = balance.ml >= weights().note_says_ml_from and not shows_other
    if leaning[likeliest] < weights().note_sure_from or (likeliest == NOT_ML and says_ml and not surely_other):
        return _by_cues(document, balance)
    may_be_other = leaning[NOT_ML] >= weights().note_other_from
    if (may_be_other or part_of_wholes(document)) and (calling := calling_of(document, balance)) is not None:
        return not_engineering(document, balance, calling)
    if likeliest == NOT_ML or (may_be_other and shows_other):
        return other_work(document, balance, shares_of(document, balance, balance.lanes))
    if likeliest == UNCLEAR:
        says_nothing = max(balance.ml, balance.other) < weights().unclear_below
        return by_title(document) if says_nothing or lane_of_title(document) is not None else unclear(document, shares)
    if not shares[0].evidence:
        shares = (replace(shares[0], evidence=leaning_most(document, shares[0].lane)), *shares[1:])
    second = sorted(leaning[lane] for lane in lanes())[-2]
    return judged(document, balance, shares, two=second >= weights().note_second_from)


def _named(leaning: Mapping[str, float]) -> dict[str, float]:
    """The lanes that a note is likely enough of to be named beside the likeliest."""
    all_lanes = {lane: leaning[lane] for lane in lanes()}
    least = weights().runner_up_share * max(all_lanes.values())
    return {lane: likely for lane, likely in all_lanes.items() if likely >= least}


def _by_cues(document: Document, balance: Balance) -> Triage:
    """A note of which its words leave open what it is, or in another language: by its cues alone."""
    if max(balance.ml, balance.other) < weights().unclear_below:
        return by_title(document)
    if (calling := calling_of(document, balance)) is not None:
        return not_engineering(document, balance, calling)
    shares = shares_of(document, balance, balance.lanes)
    vague = _is_vague(balance)
    if all(asks(each) for each in document.passages) and not _shows_anything(balance):
        return by_title(document)
    if apart := halves(document):
        return judged(document, balance, _shares_of_halves(apart), two=True)
    if _is_other_work(balance) and not (vague and _is_faint(balance, document)):
        return other_work(document, balance, shares)
    if vague:
        return unclear(document, shares)
    return judged(document, balance, shares)


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
    ranked = sorted(parts_of_sum(points).items(), key=lambda item: -item[1])
    return tuple(LaneShare(lane, part, tuple(quoted[lane])) for lane, part in ranked)


def _is_other_work(balance: Balance) -> bool:
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
