"""How searches went: a pure function from trails, rules and a period to figures. No database, no time of its own.

Whether a deadline was kept is found by telling each trail again, event by event, to the same clock that nudges go by: holds,
corrections, undoings and other companies' offers count as they counted then. No span counts the time in which its req stood
still, on hold or closed: its clocks did not run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Any

from handlers.pipeline import clock, codes, dueby
from handlers.pipeline.clock import Deadline
from handlers.pipeline.story import Hold, Story, told
from knowledge.clocks import ClockRule

MEASURED = (
    codes.STAGE_MOVED, codes.INTERVIEW_DONE, codes.FINAL_ROUND_ENDED, codes.DECIDED_YES, codes.DECIDED_NO, codes.REJECTED,
    codes.OFFER_SENT, codes.OFFER_ACCEPTED, codes.OFFER_DECLINED,
)  # fmt: skip
"""What something can be reckoned from: an application without any of these is left out."""
STANDING = (codes.REQ_HELD, codes.REQ_RESUMED, codes.REQ_FILLED, codes.REQ_CANCELLED, codes.UNDONE)
"""What a req's own trail says of its clocks."""

_DECIDE = "decide"
"""The verb that meets a decision's deadline: a yes, or a no."""
_OF_ROUND = frozenset({codes.INTERVIEW_DONE, codes.INTERVIEW_RESEATED, codes.INTERVIEW_NO_SHOW, codes.INTERVIEW_CANCELLED})
"""What puts right when a round took place, who sat in it, and whether it did."""
_SAID = frozenset({codes.OFFER_ACCEPTED, codes.OFFER_DECLINED})
_LET_GO = frozenset({
    codes.HIRED, codes.WITHDRAWN, codes.FORGOTTEN, codes.REOPENED, codes.OFFER_WITHDRAWN, codes.OFFER_REVISED,
    codes.OFFER_EXPIRED,
})  # fmt: skip
_NO = frozenset({codes.REJECTED, codes.DECIDED_NO})
_STAGES = frozenset({codes.CANDIDATE_ADDED, codes.STAGE_MOVED, codes.REOPENED})
_ANSWERS = frozenset({codes.OFFER_ACCEPTED, codes.OFFER_DECLINED, codes.OFFER_EXPIRED})
_STOPS = frozenset({codes.REQ_HELD, codes.REQ_FILLED, codes.REQ_CANCELLED})
_OUT = frozenset({codes.OFFER_SENT, codes.OFFER_EXTENDED})
_LEAVES = _NO | {codes.WITHDRAWN, codes.HIRED, codes.OFFER_SENT, codes.OFFER_DECLINED, codes.FORGOTTEN}

_NO_CLOCKS = frozenset({
    codes.CANDIDATE_ADDED, codes.STAGE_MOVED, codes.NOTED, codes.INTERVIEW_BOOKED, codes.INTERVIEW_MOVED, codes.NUDGE_SNOOZED,
})  # fmt: skip
"""What starts and stops no clock, and puts none off; most of what happens to a candidate. A move back that takes the loop's end
with it is none of these."""
_NO_END = datetime.max.replace(tzinfo=UTC)

Key = tuple[str, str | None, datetime, str]
Owners = Callable[["Trail", Story, Deadline], tuple[str | None, ...]]
"""Who owed a deadline: person ids."""


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when something must have happened to count."""

    since: datetime
    until: datetime

    def holds(self, moment: datetime) -> bool:
        """Whether the moment lies in it, both ends included."""
        return self.since <= moment <= self.until


@dataclass(frozen=True)
class Trail:
    """One application's events as recorded, with its req's (`standing`) and until when that req's clocks ran.

    `zone` and `within_hours` as the clocks see them; `req` is whatever `owners` wants to know of the req.
    """

    events: Sequence[Any]
    standing: Sequence[Any] = ()
    stopped_at: datetime | None = None
    zone: str | None = None
    within_hours: Mapping[str, float] = field(default_factory=dict)
    req: Any = None

    @cached_property
    def whole(self) -> Story:
        """The story of all that was told, with the hold that is not over."""
        story, since = told(self.events, self.standing, zone=self.zone), _still_since(self.standing)
        return replace(story, holds=(*story.holds, Hold(since, _NO_END))) if since else story


@dataclass(frozen=True, slots=True)
class Search:
    """A req that was filled: from when until when it was looked for, and its own events."""

    since: datetime
    until: datetime
    standing: Sequence[Any] = ()


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one deadline: when it was due, when it was met (None: not yet), and by whom it was owed.

    `waits`: whether a hold stops it, as none does what another's date sets. `ended_at`: until when it ran that was not met.
    `held`: the time on hold for which it stood still.
    """

    clock: str
    started_at: datetime
    due_at: datetime
    met_at: datetime | None
    owners: tuple[str | None, ...] = ()
    waits: bool = True
    ended_at: datetime | None = None
    held: timedelta = timedelta()

    @property
    def kept(self) -> bool:
        """Whether it was met in time."""
        return self.met_at is not None and self.met_at <= self.due_at

    @property
    def hours(self) -> float:
        """How long it ran, without the time on hold."""
        until = self.met_at or self.ended_at or self.due_at
        return (until - self.started_at - self.held).total_seconds() / 3600

    @property
    def counts_at(self) -> datetime:
        """The period that it belongs to is that of this moment."""
        return min(self.met_at, self.due_at) if self.met_at else self.due_at


@dataclass(frozen=True, slots=True)
class Clocks:
    """The rules that trails are told to, and who owes what."""

    rules: Sequence[ClockRule]
    owners: Owners = lambda _trail, _story, deadline: deadline.people


def figures(trails: Iterable[Trail], clocks: Clocks, period: Period, searches: Iterable[Search] = ()) -> Figures:
    """The figures of a period."""
    trails, searches = list(trails), list(searches)
    spans: dict[str, list[float]] = {"offer": [], "loop": []}
    stages: dict[str, list[float]] = {}
    answers: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    outcomes: list[Outcome] = []
    for trail in trails:
        stood = _stood(trail.events)
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
    return any(each.kind == codes.REQ_HELD and each.occurred_at < period.until for of_req in standing for each in _stood(of_req))


def weeks_open(search: Search) -> float:
    """How long it was looked for, in weeks."""
    return _hours(search.since, search.until, Trail((), search.standing).whole) / 168


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


def outcomes_of(trail: Trail, clocks: Clocks, now: datetime) -> list[Outcome]:
    """What became of each deadline of a trail by `now`; one that still runs is none yet, nor one that lost its reason."""
    rules = {rule.id: rule for rule in clocks.rules}
    running: dict[Key, Outcome] = {}
    over: dict[Key, Outcome] = {}
    of_earlier_passes: list[Outcome] = []
    for event, story, still_since in _told_again(trail):
        if event.kind == codes.REOPENED:
            of_earlier_passes += over.values()
            over = {}
        runs = _running(trail, clocks, story)
        for key in running.keys() - runs.keys():
            ended = _ended(rules[key[0]], event, _stopped(running[key], still_since, event.occurred_at))
            if ended is not None:
                over[key] = ended
        over = {key: each for key, each in over.items() if key not in runs}
        running = runs
    end = min(now, trail.stopped_at) if trail.stopped_at else now
    decided = (*of_earlier_passes, *over.values())
    passed = (replace(each, ended_at=end) for each in running.values() if each.due_at <= end)
    return [_without_holds(each, rules[each.clock], trail.whole) for each in (*decided, *passed)]


def _without_holds(was: Outcome, rule: ClockRule, story: Story) -> Outcome:
    """With the time on hold that lies in it; none where it ran on, as no hold of ours moves an offer's end."""
    until = was.met_at or was.ended_at
    ran_on = rule.before_expiry_hours is not None and not was.waits
    return was if until is None or ran_on else replace(was, held=dueby.held(story, was.started_at, until))


def _told_again(trail: Trail) -> Iterator[tuple[Any, Story, datetime | None]]:
    """The trail as it was told: after each event that may change its clocks, of its own or of its req, the story up to there, and
    since when the req stands still, if it does."""
    own: list[Any] = []
    of_req: list[Any] = []
    loop_done = True
    mine = {event.id for event in trail.events}
    for event in sorted([*trail.events, *trail.standing], key=lambda each: (each.recorded_at, each.id)):
        (own if event.id in mine else of_req).append(event)
        ends_loop = event.id in mine and "loop_done_at" in event.after
        if ends_loop:
            loop_done = event.after["loop_done_at"] is not None
        if own and (ends_loop or event.kind not in _NO_CLOCKS):
            yield event, told(own, of_req, zone=trail.zone, loop_done=loop_done), _still_since(of_req)


def _still_since(standing: Sequence[Any]) -> datetime | None:
    """Since when a req stands still, on hold or closed; None where it goes on."""
    since: datetime | None = None
    for each in _stood(standing):
        if each.kind in _STOPS:
            since = since or each.occurred_at
        elif each.kind == codes.REQ_RESUMED:
            since = None
    return since


def _stopped(was: Outcome, still_since: datetime | None, at: datetime) -> Outcome:
    """A deadline later by what of the hold that is not over had passed by then: what was left when it began is still left."""
    begins = max(still_since, was.started_at) if still_since else at
    return replace(was, due_at=was.due_at + (at - begins)) if was.waits and begins < min(at, was.due_at) else was


def _running(trail: Trail, clocks: Clocks, story: Story) -> dict[Key, Outcome]:
    """The deadlines that run by a story, not met yet."""
    found = clock.deadlines(story, clocks.rules, trail.within_hours)
    return {key: each for deadline in found for key, each in _apart(deadline, clocks.owners(trail, story, deadline))}


def _ended(rule: ClockRule, event: Any, was: Outcome) -> Outcome | None:
    """A deadline that an event ended: met by it, or missed where it had passed by then, whatever ended it.

    None, so neither: what ended before its time without its deed, and what never ran, as what began it was put right.
    """
    met_at = _met_at(rule, event, was)
    if met_at is not None:
        return replace(was, met_at=met_at)
    put_right = event.kind == codes.UNDONE or (rule.owner == clock.INTERVIEWER and event.kind in _OF_ROUND)
    return None if put_right or event.occurred_at <= was.due_at else replace(was, ended_at=event.occurred_at)


def spread(values: Sequence[float]) -> Spread | None:
    """Count, best, median and worst; None of nothing."""
    return Spread(len(values), min(values), median(values), max(values)) if values else None


def _apart(deadline: Deadline, owners: tuple[str | None, ...]) -> Iterator[tuple[Key, Outcome]]:
    """A deadline as what may be met: for scorecards one for each who owes one."""
    waits = deadline.limit.by in {dueby.HOURS, dueby.DAY}
    each = Outcome(deadline.clock, deadline.started_at, deadline.due_at, None, owners, waits)
    if deadline.owner != clock.INTERVIEWER:
        yield (deadline.clock, deadline.about, deadline.started_at, ""), each
        return
    for person in deadline.people:
        key = (deadline.clock, deadline.about, deadline.started_at, person)
        yield key, replace(each, owners=(person,))


def _met_at(rule: ClockRule, event: Any, was: Outcome) -> datetime | None:
    """When the event met the deadline; None where it took its reason away.

    A no meets what waits for a decision, and a candidate's answer what waits for that: nobody made a call by it.
    """
    happened_at: datetime = event.occurred_at
    if rule.owner == clock.INTERVIEWER and event.kind == codes.SCORECARD_SUBMITTED:
        return max(happened_at, was.started_at)
    if event.kind not in rule.stops or event.kind in _LET_GO:
        return None
    if event.kind in _NO and rule.deed != _DECIDE:
        return None
    if event.kind in _SAID and rule.before_expiry_hours is None:
        return None
    return max(happened_at, was.started_at)


def _add_spans(spans: dict[str, list[float]], story: Story, period: Period) -> None:
    """From the final round to the first offer, in hours; from the first round to the last, in days."""
    ended, sent = story.happened.get(codes.FINAL_ROUND_ENDED), story.first.get(codes.OFFER_SENT)
    if ended and sent and sent >= ended and period.holds(sent):
        spans["offer"].append(_hours(ended, sent, story))
    first = story.first.get(codes.INTERVIEW_DONE)
    if ended and first and ended >= first and period.holds(ended):
        spans["loop"].append(_hours(first, ended, story) / 24)


def _stays(stood: Sequence[Any], story: Story) -> Iterator[tuple[str, float, datetime]]:
    """(stage, days, left at) for each stage that was left; where somebody was added after a round of theirs, they had left it."""
    at: tuple[str, datetime] | None = None
    for event in sorted(stood, key=lambda each: (each.kind != codes.CANDIDATE_ADDED, each.occurred_at)):
        entered = event.kind in _STAGES and event.after.get("stage")
        if at and (entered or event.kind in _LEAVES):
            if not entered or entered != at[0]:
                yield at[0], max(_hours(at[1], event.occurred_at, story), 0.0) / 24, event.occurred_at
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


def _stood(events: Sequence[Any]) -> list[Any]:
    """What was not undone."""
    undone = {each.cause_id for each in events if each.kind == codes.UNDONE}
    return [each for each in events if each.kind != codes.UNDONE and each.id not in undone]


def _hours(begin: datetime, end: datetime, story: Story) -> float:
    """From the one to the other, without the time on hold."""
    return (end - begin - dueby.held(story, begin, end)).total_seconds() / 3600
