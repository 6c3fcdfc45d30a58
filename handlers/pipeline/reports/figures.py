"""How searches went: a pure function from trails, rules and a period to figures. No database, no time of its own.

No span counts the time in which its req stood still, on hold or closed: its clocks did not run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Any

from handlers.core import codes
from handlers.pipeline.reports.deadlines import TURNED_DOWN, Clocks, Outcome, outcomes_of
from handlers.pipeline.reports.trails import Search, Trail, hours_between
from handlers.pipeline.rules.story import Story, not_undone
from knowledge.deadlines.clocks import ClockRule

_STAGES = frozenset({codes.CANDIDATE_ADDED, codes.STAGE_MOVED, codes.REOPENED})
_ANSWERS = frozenset({codes.OFFER_ACCEPTED, codes.OFFER_DECLINED, codes.OFFER_EXPIRED})
_OUT = frozenset({codes.OFFER_SENT, codes.OFFER_EXTENDED})
_LEAVES = TURNED_DOWN | {codes.WITHDRAWN, codes.HIRED, codes.OFFER_SENT, codes.OFFER_DECLINED, codes.FORGOTTEN}


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when something must have happened to count."""

    since: datetime
    until: datetime

    def holds(self, moment: datetime) -> bool:
        """Whether the moment lies in it, both ends included."""
        return self.since <= moment <= self.until


@dataclass(frozen=True, slots=True)
class Spread:
    """Several measured spans of one kind, in the unit that their name says."""

    count: int
    best: float
    median: float
    worst: float


@dataclass(frozen=True, slots=True)
class Kept:
    """One clock: how many of its deadlines were met and how many not, how long it took where the deed was done, and how long
    the longest ran, done or not."""

    clock: str
    kept: int
    missed: int
    longest_hours: float
    hours: Spread | None = None

    @property
    def count(self) -> int:
        """All deadlines that were decided."""
        return self.kept + self.missed

    @property
    def percent(self) -> int:
        """The share that was met, in whole percent."""
        return round(100 * self.kept / self.count)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a period's trails come to. Spans are None, counts 0, where nothing was measured.

    `stages`: key → days spent there. `reasons`: why offers were declined, by code, the most frequent first. `held`: whether a
    req was on hold, which no span counts.
    """

    clocks: tuple[Kept, ...] = ()
    offer_hours: Spread | None = None
    loop_days: Spread | None = None
    stages: Mapping[str, Spread] = field(default_factory=dict)
    accepted: int = 0
    declined: int = 0
    expired: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    search_weeks: Spread | None = None
    held: bool = False

    @property
    def answered(self) -> int:
        """Offers that came to an end with the candidate: accepted, declined, or not answered in time."""
        return self.accepted + self.declined + self.expired

    def with_offers_of(self, other: Figures) -> Figures:
        """These, with what is said of offers taken from others."""
        taken = ("offer_hours", "accepted", "declined", "expired", "reasons")
        return replace(self, **{name: getattr(other, name) for name in taken})

    @property
    def empty(self) -> bool:
        """Whether there is nothing to report."""
        return not (self.clocks or self.offer_hours or self.loop_days or self.stages or self.answered or self.search_weeks)


def figures(trails: Iterable[Trail], clocks: Clocks, period: Period, searches: Iterable[Search] = ()) -> Figures:
    """The figures of a period."""
    trails, searches = list(trails), list(searches)
    spans: dict[str, list[float]] = {"offer": [], "loop": []}
    stages: dict[str, list[float]] = {}
    answers: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    outcomes: list[Outcome] = []
    for trail in trails:
        stood = not_undone(trail.events)
        outcomes += (each for each in outcomes_of(trail, clocks, period.until) if period.holds(each.counts_at))
        for stage, days, left_at in _stays(stood, trail.whole):
            if period.holds(left_at):
                stages.setdefault(stage, []).append(days)
        for each in _passes(stood):
            _add_spans(spans, (trail if each == trail.events else replace(trail, events=each)).whole, period)
            _add_answer(answers, reasons, each, period)
    weeks = [weeks_open(each) for each in searches if period.holds(each.until)]
    return Figures(
        clocks=kept(outcomes, clocks.rules),
        offer_hours=spread(spans["offer"]),
        loop_days=spread(spans["loop"]),
        stages={stage: found for stage, days in stages.items() if (found := spread(days))},
        accepted=answers[codes.OFFER_ACCEPTED],
        declined=answers[codes.OFFER_DECLINED],
        expired=answers[codes.OFFER_EXPIRED],
        reasons=tuple(reasons.most_common()),
        search_weeks=spread(weeks),
        held=was_held([*(each.standing for each in trails), *(each.standing for each in searches)], period),
    )


def was_held(standing: Iterable[Sequence[Any]], period: Period) -> bool:
    """Whether one of these reqs (the events of each) had been on hold by the period's end."""
    return any(
        each.kind == codes.REQ_HELD and each.occurred_at < period.until for of_req in standing for each in not_undone(of_req)
    )


def weeks_open(search: Search) -> float:
    """How long it was looked for, in weeks."""
    return hours_between(search.since, search.until, Trail((), search.standing).whole) / 168


def kept(outcomes: Iterable[Outcome], rules: Sequence[ClockRule]) -> tuple[Kept, ...]:
    """Each clock's count, in the order of the rules; a clock that was not decided once is left out."""
    by_clock: dict[str, list[Outcome]] = {rule.id: [] for rule in rules}
    for each in outcomes:
        by_clock[each.clock].append(each)
    return tuple(
        Kept(
            id,
            kept=sum(each.kept for each in found),
            missed=sum(not each.kept for each in found),
            longest_hours=max(each.hours for each in found),
            hours=spread([each.hours for each in found if each.met_at]),
        )
        for id, found in by_clock.items()
        if found
    )


def spread(values: Sequence[float]) -> Spread | None:
    """Count, best, median and worst; None of nothing."""
    return Spread(len(values), min(values), median(values), max(values)) if values else None


def _add_spans(spans: dict[str, list[float]], story: Story, period: Period) -> None:
    """From the final round to the first offer, in hours; from the first round to the last, in days."""
    ended, sent = story.happened.get(codes.FINAL_ROUND_ENDED), story.first.get(codes.OFFER_SENT)
    if ended and sent and sent >= ended and period.holds(sent):
        spans["offer"].append(hours_between(ended, sent, story))
    first = story.first.get(codes.INTERVIEW_DONE)
    if ended and first and ended >= first and period.holds(ended):
        spans["loop"].append(hours_between(first, ended, story) / 24)


def _stays(stood: Sequence[Any], story: Story) -> Iterator[tuple[str, float, datetime]]:
    """(stage, days, left at) for each stage that was left; where somebody was added after a round of theirs, they had left it."""
    at: tuple[str, datetime] | None = None
    for event in sorted(stood, key=lambda each: (each.kind != codes.CANDIDATE_ADDED, each.occurred_at)):
        entered = event.kind in _STAGES and event.after.get("stage")
        if at and (entered or event.kind in _LEAVES):
            if not entered or entered != at[0]:
                yield at[0], max(hours_between(at[1], event.occurred_at, story), 0.0) / 24, event.occurred_at
            at = None if not entered else at if entered == at[0] else (str(entered), event.occurred_at)
        elif entered:
            at = (str(entered), event.occurred_at)


def _add_answer(answers: Counter[str], reasons: Counter[str], stood: Sequence[Any], period: Period) -> None:
    """What became of the offer of one pass, where that lies in the period; one that is out again has no answer yet."""
    given = [each for each in stood if each.kind in _ANSWERS or each.kind in _OUT]
    if given and given[-1].kind in _ANSWERS and period.holds(given[-1].occurred_at):
        answers[given[-1].kind] += 1
        said = [each.after["reason_code"] for each in given if each.after.get("reason_code")]
        if given[-1].kind == codes.OFFER_DECLINED and said:
            reasons[said[-1]] += 1


def _passes(stood: Sequence[Any]) -> Iterator[list[Any]]:
    """The events of each time that the candidate was in the search: who is taken back in has a loop and an offer of their own."""
    begins = [place for place, each in enumerate(stood) if each.kind == codes.REOPENED]
    for begin, end in pairwise((0, *begins, len(stood))):
        yield list(stood[begin:end])
