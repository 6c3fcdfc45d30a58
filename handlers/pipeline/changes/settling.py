"""Deadlines that follow from what happened: derived, and reconciled by key with the nudges that wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import and_, bindparam, literal_column, or_, select, union_all

from handlers.core.access import NAMED_PARTS
from handlers.core.codes import REQ_CANCELLED, REQ_FILLED, REQ_HELD, REQ_RESUMED, TEAM_JOINED, TEAM_LEFT, UNDONE
from handlers.pipeline.changes import questions
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.reminders.speaking import channel_zone, voices
from handlers.pipeline.rules.clock import deadlines
from handlers.pipeline.rules.dueby import no_hold_stops
from handlers.pipeline.rules.story import READ, Story, not_undone, told
from storage import interviews, nudgekeys, nudges, reconciling, reqs
from storage.enums import Outcome, ReqStatus
from storage.models import Application, Candidate, Event, Nudge, Person, Requisition
from storage.unit import Unit, table_of
from storage.wanted import NO_LONGER_WANTED

_NUDGE = table_of(Nudge).c
_EVENT = table_of(Event).c
_TOLD = (_EVENT.application_id, _EVENT.requisition_id, *(_EVENT[name] for name in READ))
_STANDING = (REQ_HELD, REQ_RESUMED, REQ_FILLED, REQ_CANCELLED, TEAM_JOINED, TEAM_LEFT, UNDONE)
# Built once, as every change reads it: what is the application's own, and what befell its whole req. Two halves, as one
# condition with "or" makes SQLite walk all events of the workspace.
_HERE = _EVENT.workspace_id == bindparam("workspace")
# Written out: a list that is bound is spelt anew each time.
_BEFELL = and_(_EVENT.application_id.is_(None), or_(*(_EVENT.kind == literal_column(f"'{code}'") for code in _STANDING)))


def _story(own: Any, of_req: Any) -> Any:
    return union_all(*(select(*_TOLD).where(_HERE, *part) for part in ((own,), (of_req, _BEFELL)))).order_by("recorded_at", "id")


_STORY = _story(_EVENT.application_id == bindparam("application"), _EVENT.requisition_id == bindparam("req"))
_STORIES = _story(
    _EVENT.application_id.in_(bindparam("applications", expanding=True)),
    _EVENT.requisition_id.in_(bindparam("reqs", expanding=True)),
)
_HAPPENED = (_EVENT.id, _EVENT.kind, _EVENT.occurred_at, _EVENT.cause_id)


def settle(unit: Unit, deed: Deed, req: Requisition, application: Application) -> None:
    """Derive the application's deadlines from its events and bring its nudges in line with them, by key. A held req has
    only what no hold stops, and a closed one only what it owes to those whom it turned down: an answer.

    What a hold has silenced, and a deed ends while it lasts (or begins again), is edited to say so.
    """
    _settle(unit, deed, req, application)
    if req.status is ReqStatus.HELD:
        _say_what_ended(unit, deed, req, application)


def _settle(unit: Unit, deed: Deed, req: Requisition, application: Application) -> None:
    unit.flush()
    unit.meet(Person, (getattr(req, f"{part.value}_id") for part in NAMED_PARTS))
    is_answered_still = req.closed_at is not None and application.outcome is Outcome.REJECTED
    is_held, policy = req.status is ReqStatus.HELD, deed.policy
    runs = req.status is ReqStatus.OPEN or is_answered_still or is_held
    story = story_of(unit, req, application)
    hours_at = partial(policy.hours_at, req)
    running = deadlines(story, policy.rules, policy.hours_for(req), policy.since_for(req), hours_at) if runs else ()
    if is_held:
        going_on = {rule.id for rule in policy.rules if no_hold_stops(rule, story)}
        running = tuple(each for each in running if each.clock in going_on)
    wanted = [nudge for deadline in running for nudge in voices(unit, policy.customs, req, application, story, deadline)]
    reconciling.reconcile(unit, wanted, requisition_id=req.id, application_id=application.id, now=deed.recorded_at)


def settle_req(unit: Unit, deed: Deed, req: Requisition) -> None:
    """The same for everybody alive in a req: it was held, resumed, closed, or its people or its clocks changed.

    Also for who has left it and is still owed an answer. Whom to ask about its rounds, and when, is looked at anew.
    """
    interviews.ask_when_possible(unit, req.id, deed.recorded_at)
    questions.say_again(unit, req.id, deed.recorded_at)
    alive = [entry.application for entry in reqs.entries(unit, req.id)]
    for application in (*alive, *reqs.not_told(unit, req.id)):
        _settle(unit, deed, req, application)


def _say_what_ended(unit: Unit, deed: Deed, req: Requisition, application: Application) -> None:
    """Have what was said of the deadlines that a deed ended, or began again, edited, as if there were no hold."""
    policy = deed.policy

    def running(story: Story) -> set[tuple[str, datetime]]:
        return {(each.clock, each.started_at) for each in deadlines(story, policy.rules, policy.hours_for(req))}

    before = story_of(unit, req, application, until=deed.recorded_at)
    changed = running(before) ^ running(story_of(unit, req, application))
    ended = (_NUDGE.application_id == application.id, _NUDGE.reason == NO_LONGER_WANTED, _NUDGE.outbox_id.is_not(None))
    closed = unit.all(Nudge, *ended) if changed else []
    if ids := [each.id for each in closed if (each.clock, nudgekeys.started_of(each.key)) in changed]:
        nudges.said_anew(unit, ids)


def story_of(unit: Unit, req: Requisition, application: Application, until: datetime | None = None) -> Story:
    """What happened to an application, as its clocks see it; the zone is the candidate's, or that of the req's channel.
    `until`: what was recorded before then."""
    rows = unit.look(_STORY, {"workspace": unit.workspace_id, "application": application.id, "req": req.id}).all()
    rows = [row for row in rows if until is None or row.recorded_at < until]
    own, of_req = [row for row in rows if row.application_id], [row for row in rows if not row.application_id]
    return _told(unit, req, application, own, of_req)


def stories_of(unit: Unit, applications: Sequence[Application]) -> dict[str, Story]:
    """The same of many, by application, in one statement; without those whose req is gone."""
    ids, reqs = [each.id for each in applications], {each.requisition_id for each in applications}
    events: dict[str, list[Any]] = {id: [] for id in (*ids, *reqs)}
    for row in unit.look(_STORIES, {"workspace": unit.workspace_id, "applications": ids, "reqs": sorted(reqs)}):
        events[row.application_id or row.requisition_id].append(row)
    return {
        each.id: _told(unit, req, each, events[each.id], events[req.id])
        for each in applications
        if (req := unit.get(Requisition, each.requisition_id))
    }


def _told(unit: Unit, req: Requisition, application: Application, own: Iterable[Any], of_req: Iterable[Any]) -> Story:
    candidate = unit.get(Candidate, application.candidate_id)
    return told(
        own,
        of_req,
        zone=(candidate.timezone if candidate else None) or channel_zone(unit, req),
        loop_done=application.loop_done_at is not None,
    )


def happened(unit: Unit, application_id: str) -> dict[str, datetime]:
    """Event code → when it last happened, for one application; what was undone did not happen."""
    query = select(*_HAPPENED).where(unit.mine(Event), _EVENT.application_id == application_id)
    rows: Sequence[Any] = unit.run(query.order_by(_EVENT.recorded_at, _EVENT.id)).all()
    return {row.kind: row.occurred_at for row in not_undone(rows)}
