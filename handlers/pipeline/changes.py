"""The only place where the state of a search changes. Each function makes one change: rows, event, deadlines, one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from handlers.pipeline.clock import deadlines
from knowledge.clocks import ClockRule
from storage import nudges, outbox
from storage.enums import Voice
from storage.models import Application, Candidate, Event, Person, Requisition
from storage.unit import Unit, table_of

FINAL_ROUND_ENDED, OFFER_SENT, REQ_OPENED, CANDIDATE_ADDED = "final_round_ended", "offer_sent", "req_opened", "candidate_added"


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does something, when it happened and when it is recorded (aware UTC), and through which door."""

    by: Person
    at: datetime
    recorded_at: datetime
    origin: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The clocks in force: their rules, and hours that app.yaml, the workspace or the req sets instead."""

    rules: tuple[ClockRule, ...]
    within_hours: Mapping[str, float]


def open_req(unit: Unit, deed: Deed, title: str, **known: Any) -> Requisition:
    """Open a requisition under the workspace's next number; who opens it hires and recruits until somebody else is named."""
    latest = unit.run(select(func.max(table_of(Requisition).c.number)).where(unit.mine(Requisition))).scalar()
    req = Requisition(
        number=(latest or 0) + 1,
        title=title,
        opened_at=deed.at,
        since_at=deed.at,
        last_moved_at=deed.at,
        hiring_manager_id=deed.by.id,
        recruiter_id=deed.by.id,
        **known,
    )
    unit.add(req)
    unit.flush()
    record(unit, deed, REQ_OPENED, "requisition", req.id, requisition_id=req.id)
    return req


def add_candidate(unit: Unit, deed: Deed, req: Requisition, name: str, stage: str) -> Application:
    """Put a candidate, known by a name or by initials alone, into a req at a stage."""
    latest = unit.run(select(func.max(table_of(Candidate).c.number)).where(unit.mine(Candidate))).scalar()
    candidate = unit.add(Candidate(number=(latest or 0) + 1, name=name, initials=initials(name), created_at=deed.at))
    unit.flush()
    application = Application(
        candidate_id=candidate.id, requisition_id=req.id, stage=stage,
        created_at=deed.at, stage_since=deed.at, last_moved_at=deed.at,
    )  # fmt: skip
    unit.add(application)
    unit.flush()
    record(unit, deed, CANDIDATE_ADDED, "application", application.id, requisition_id=req.id, application_id=application.id)
    return application


def finish_loop(unit: Unit, deed: Deed, policy: Policy, req: Requisition, application: Application) -> None:
    """The final round has ended, at `deed.at`: the offer's clock runs from there."""
    application.loop_done_at = deed.at
    _moved(application, deed)
    record(unit, deed, FINAL_ROUND_ENDED, "application", application.id, requisition_id=req.id, application_id=application.id)
    settle(unit, policy, req, application)


def send_offer(unit: Unit, deed: Deed, policy: Policy, req: Requisition, application: Application) -> None:
    """The offer is with the candidate: its clock stops, and what was still to be said about it is dropped."""
    _moved(application, deed)
    record(unit, deed, OFFER_SENT, "application", application.id, requisition_id=req.id, application_id=application.id)
    settle(unit, policy, req, application)


def settle(unit: Unit, policy: Policy, req: Requisition, application: Application) -> None:
    """Derive the application's deadlines from its events and bring its nudges in line with them, by key."""
    unit.flush()
    running = deadlines(happened(unit, application.id), policy.rules, policy.within_hours)
    owners = {"recruiter": req.recruiter_id, "hiring_manager": req.hiring_manager_id}
    wanted = [
        nudges.Wanted(
            key=f"{application.id}:{deadline.clock}:{deadline.started_at.isoformat()}:{voice.id}",
            clock=deadline.clock,
            voice=Voice(voice.id),
            requisition_id=req.id,
            application_id=application.id,
            person_id=owners[deadline.owner],
            deadline_at=deadline.due_at,
            say_at=voice.say_at,
            policy_revision=req.policy_revision,
        )
        for deadline in running
        for voice in deadline.voices
    ]
    settled = nudges.reconcile(unit, wanted, requisition_id=req.id, application_id=application.id)
    if settled.recalled:
        outbox.cancel_all(unit, settled.recalled)
    stopped = {rule.id for rule in policy.rules} - {deadline.clock for deadline in running}
    nudges.finish(unit, application.id, stopped)


def happened(unit: Unit, application_id: str) -> dict[str, datetime]:
    """Event code → when it last happened, for one application."""
    events = unit.all(Event, Event.application_id == application_id, order_by=(Event.recorded_at, Event.id))
    return {event.kind: event.occurred_at for event in events}


def record(
    unit: Unit,
    deed: Deed,
    kind: str,
    entity_kind: str,
    entity_id: str,
    *,
    requisition_id: str | None = None,
    application_id: str | None = None,
) -> Event:
    """Append to the trail: ids and codes only."""
    return unit.add(
        Event(
            kind=kind, entity_kind=entity_kind, entity_id=entity_id, requisition_id=requisition_id,
            application_id=application_id, actor_id=deed.by.id, occurred_at=deed.at, recorded_at=deed.recorded_at, origin=deed.origin,
        )
    )  # fmt: skip


def _moved(application: Application, deed: Deed) -> None:
    application.last_moved_at = deed.at
    application.rev += 1


def initials(name: str) -> str:
    """How a candidate is called where others read along: `Ana Quiroga` → `A.Q.`"""
    return "".join(f"{part[0].upper()}." for part in name.replace(".", " ").split()[:3])
