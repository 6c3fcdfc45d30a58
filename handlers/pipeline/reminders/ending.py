"""What ended a nudge: the trail is replayed, and of its events it is the last before which the nudge was owed, and not since.

A message that came back (a hold that ended, terms that were approved anew) was ended more than once: only the last time counts.
What was done while its req was on hold ended it too, though the hold had silenced it before: the deed is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from handlers.core import codes
from handlers.core.access import NAMED_PARTS
from handlers.pipeline.changes.trail import plain
from handlers.pipeline.history import SILENT
from handlers.pipeline.reminders import holding, owing
from handlers.pipeline.reminders.owing import Owed
from handlers.pipeline.rules import clock, dueby
from handlers.pipeline.rules.clock import Deadline
from handlers.pipeline.rules.policy import in_force
from handlers.pipeline.rules.story import Story, told
from storage import nudgekeys
from storage.enums import Outcome, ReqStatus
from storage.models import Event, Requisition
from storage.unit import table_of

EARLIER = timedelta(hours=1)
"""A nudge may be said a little before its time, and its deed done while it was on its way."""

_EVENT = table_of(Event).c
_PARTS = tuple(f"{part.value}_id" for part in NAMED_PARTS)
_OF_REQ = ("status", "closed_at", *_PARTS)
_OF_APPLICATION = ("outcome", "loop_done_at")

Columns = Mapping[str, Any]
"""Column → its value as the trail writes it."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The event that ended a nudge. `handed_on`: its deadline ran on, and somebody else owed it."""

    event: Event
    handed_on: bool


@dataclass(frozen=True, slots=True)
class _Then:
    """How it stood at some moment: the req's and the application's columns, and what had happened by then."""

    req: Columns
    application: Columns
    story: Story

    def runs(self, while_held: bool) -> bool:
        """Whether clocks ran: not in a closed search, but for what is owed to whoever was turned down; nor on hold, unless that
        is looked past."""
        is_answered_still = bool(self.req["closed_at"]) and self.application["outcome"] == Outcome.REJECTED.value
        is_held = self.req["status"] == ReqStatus.HELD.value
        return bool(self.req["status"] == ReqStatus.OPEN.value) or is_answered_still or (is_held and while_held)


def ending(about: Owed) -> Ending | None:
    """What ended it; None where nothing in the trail did (somebody is back from their absence, say)."""
    trail = _trail(about)
    ended = _replayed(about, trail, while_held=False)
    if ended is None or ended.event.kind != codes.REQ_HELD:
        return ended
    done = _replayed(about, trail, while_held=True)
    return done if done and not done.handed_on else ended


def _replayed(about: Owed, trail: Sequence[Event], *, while_held: bool) -> Ending | None:
    req, application = _columns(about.req, _OF_REQ), _columns(about.application, _OF_APPLICATION)
    since = min(about.nudge.said_at or about.nudge.say_at, about.nudge.say_at) - EARLIER
    event: Event | None = None
    after: _Then | None = None
    for place in range(len(trail), -1, -1):
        then = _Then(req, application, _story(about, trail[:place], application))
        deadline = _deadline(about, then, while_held)
        if deadline is not None and _is_theirs(about, then, deadline):
            return _ending(about, event, after, while_held) if event and after else None
        if place == 0 or trail[place - 1].recorded_at < since:
            return None
        after, event = then, trail[place - 1]
        req, application = _before(req, event, about.req.id), _before(application, event, about.application.id)
    return None


def _trail(about: Owed) -> list[Event]:
    """What happened to the application and to its req, in the order in which it was recorded."""
    counts = _EVENT.kind.not_in(SILENT)
    own = about.unit.all(Event, _EVENT.application_id == about.application.id, counts)
    of_req = about.unit.all(Event, _EVENT.requisition_id == about.req.id, _EVENT.application_id.is_(None), counts)
    return sorted((*own, *of_req), key=lambda each: (each.recorded_at, each.id))


def _columns(row: Any, names: Sequence[str]) -> Columns:
    return {name: plain(getattr(row, name)) for name in names}


def _before(columns: Columns, event: Event, entity_id: str) -> Columns:
    """A row's columns as they were before an event, if it is the row's."""
    if event.entity_id != entity_id:
        return columns
    return {name: event.before.get(name, value) for name, value in columns.items()}


def _story(about: Owed, trail: Sequence[Event], application: Columns) -> Story:
    own, of_req = ([each for each in trail if bool(each.application_id) is of_it] for of_it in (True, False))
    return told(own, of_req, zone=about.story.zone, loop_done=application["loop_done_at"] is not None)


def _deadline(about: Owed, then: _Then, while_held: bool) -> Deadline | None:
    """Its deadline, if that ran then."""
    if not then.runs(while_held or dueby.no_hold_stops(about.rule, then.story)):
        return None
    policy = in_force(about.library, about.unit, about.req)
    running = clock.deadlines(then.story, policy.rules, policy.within_hours)
    return next((each for each in running if _is_of_it(about, each)), None)


def _is_of_it(about: Owed, deadline: Deadline) -> bool:
    if deadline.clock != about.rule.id or deadline.started_at != nudgekeys.started_of(about.nudge.key):
        return False
    if about.rule.owner != clock.INTERVIEWER:
        return True
    interview, whose = nudgekeys.scorecard_of(about.nudge.key)
    return deadline.about == interview and whose in deadline.people


def _owners(about: Owed, then: _Then, deadline: Deadline) -> tuple[str, ...]:
    """Who owed it then (people's ids; empty: nobody)."""
    found = holding.owners(_req(then), about.library.customs, then.story, deadline)
    if about.rule.owner == clock.INTERVIEWER:
        found = (found[deadline.people.index(nudgekeys.scorecard_of(about.nudge.key)[1])],)
    return tuple(each or "" for each in found)


def _is_theirs(about: Owed, then: _Then, deadline: Deadline) -> bool:
    """Whether it was with whom the nudge speaks of; of what tells the next person, whether that one was in line for it, too."""
    if owing.is_line(about.nudge):
        return True
    owner_id = nudgekeys.owner_of(about.nudge.key)
    if owner_id not in _owners(about, then, deadline):
        return False
    if not about.climbs:
        return True
    line = holding.in_line(_req(then), about.library.customs, owner_id)
    return not {nudgekeys.told_next(about.nudge.key), about.nudge.person_id}.isdisjoint(line)


def _req(then: _Then) -> Requisition:
    """The req with the people that it named then; no row of a table."""
    return Requisition(**{part: then.req[part] for part in _PARTS})


def _ending(about: Owed, event: Event, after: _Then, while_held: bool) -> Ending:
    deadline = _deadline(about, after, while_held)
    handed_on = deadline is not None and nudgekeys.owner_of(about.nudge.key) not in _owners(about, after, deadline)
    return Ending(event, handed_on)
