"""Deadlines that follow from what happened: derived, and reconciled by key with the nudges that wait."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from handlers.pipeline.changes.deeds import Policy
from handlers.pipeline.clock import deadlines
from handlers.pipeline.codes import UNDONE
from storage import nudges, outbox, reqs
from storage.enums import ReqStatus, Voice
from storage.models import Application, Event, Requisition
from storage.unit import Unit, table_of

_EVENT = table_of(Event).c
_HAPPENED = (_EVENT.id, _EVENT.kind, _EVENT.occurred_at, _EVENT.cause_id)


def settle(unit: Unit, policy: Policy, req: Requisition, application: Application) -> None:
    """Derive the application's deadlines from its events and bring its nudges in line with them, by key. A held req has none."""
    unit.flush()
    runs = req.status is ReqStatus.OPEN
    running = deadlines(happened(unit, application.id), policy.rules, policy.within_hours) if runs else ()
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


def settle_req(unit: Unit, policy: Policy, req: Requisition) -> None:
    """The same for everybody alive in a req: it was held, resumed, closed, or its people changed."""
    for entry in reqs.entries(unit, req.id):
        settle(unit, policy, req, entry.application)


def happened(unit: Unit, application_id: str) -> dict[str, datetime]:
    """Event code → when it last happened, for one application; what was undone did not happen."""
    query = select(*_HAPPENED).where(unit.mine(Event), _EVENT.application_id == application_id)
    rows = unit.run(query.order_by(_EVENT.recorded_at, _EVENT.id)).all()
    undone = {row.cause_id for row in rows if row.kind == UNDONE}
    return {row.kind: row.occurred_at for row in rows if row.kind != UNDONE and row.id not in undone}
