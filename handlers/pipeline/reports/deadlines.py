"""What became of each deadline: met in time, met late, or missed. Pure.

A trail is told again, event by event, to the same clock that nudges go by: holds, corrections, undoings and other companies'
offers count as they counted then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from handlers.core import codes
from handlers.pipeline.reports.trails import Trail, still_since
from handlers.pipeline.rules import clock, dueby
from handlers.pipeline.rules.clock import Deadline
from handlers.pipeline.rules.story import Story, told
from knowledge.deadlines.clocks import ClockRule

_DECIDE = "decide"
"""The verb that meets a decision's deadline: a yes, or a no."""
_OF_ROUND = frozenset({codes.INTERVIEW_DONE, codes.INTERVIEW_RESEATED, codes.INTERVIEW_NO_SHOW, codes.INTERVIEW_CANCELLED})
"""What puts right when a round took place, who sat in it, and whether it did."""
_SAID = frozenset({codes.OFFER_ACCEPTED, codes.OFFER_DECLINED})
_LET_GO = frozenset({
    codes.HIRED, codes.WITHDRAWN, codes.FORGOTTEN, codes.REOPENED, codes.OFFER_WITHDRAWN, codes.OFFER_REVISED,
    codes.OFFER_EXPIRED,
})  # fmt: skip
TURNED_DOWN = frozenset({codes.REJECTED, codes.DECIDED_NO})
_NO_CLOCKS = frozenset({
    codes.CANDIDATE_ADDED, codes.STAGE_MOVED, codes.NOTED, codes.INTERVIEW_BOOKED, codes.INTERVIEW_MOVED, codes.NUDGE_SNOOZED,
})  # fmt: skip
"""What starts and stops no clock, and puts none off; most of what happens to a candidate. A move back that takes the loop's end
with it is none of these."""

Key = tuple[str, str | None, datetime, str]
Owners = Callable[["Trail", Story, Deadline], tuple[str | None, ...]]
"""Who owed a deadline: person ids."""


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


def outcomes_of(trail: Trail, clocks: Clocks, now: datetime) -> list[Outcome]:
    """What became of each deadline of a trail by `now`; one that still runs is none yet, nor one that lost its reason."""
    rules = {rule.id: rule for rule in clocks.rules}
    running: dict[Key, Outcome] = {}
    over: dict[Key, Outcome] = {}
    of_earlier_passes: list[Outcome] = []
    for event, story, stopped_since in _told_again(trail):
        if event.kind == codes.REOPENED:
            of_earlier_passes += over.values()
            over = {}
        runs = _running(trail, clocks, story)
        for key in running.keys() - runs.keys():
            ended = _ended(rules[key[0]], event, _stopped(running[key], stopped_since, event.occurred_at))
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
            yield event, told(own, of_req, zone=trail.zone, loop_done=loop_done), still_since(of_req)


def _stopped(was: Outcome, stopped_since: datetime | None, at: datetime) -> Outcome:
    """A deadline later by what of the hold that is not over had passed by then: what was left when it began is still left."""
    begins = max(stopped_since, was.started_at) if stopped_since else at
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
    if event.kind in TURNED_DOWN and rule.deed != _DECIDE:
        return None
    if event.kind in _SAID and rule.before_expiry_hours is None:
        return None
    return max(happened_at, was.started_at)
