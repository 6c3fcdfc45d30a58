"""Legal holds: while one stands on a candidate, or on a req that they were in, nobody erases them."""

from __future__ import annotations

from dataclasses import replace

from handlers.core import codes
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.trail import WHY, keep_why, record, words_of
from storage import reqs, retention
from storage.models import Candidate, Event, Requisition
from storage.retention import LEGAL_HOLD
from storage.unit import Unit


def hold_req_legally(unit: Unit, deed: Deed, req: Requisition, why: str | None) -> Event:
    """Put a hold on everybody who is or will be in a req; None lifts it.

    The req keeps the event's id, and the reason stands with the event, where words are: a req's policy is shown in the trail.
    """
    req.rev += 1
    after = {"rev": req.rev}
    event = record(unit, deed, _kind(why), "requisition", req.id, requisition_id=req.id, after=after)
    keep_why(unit, deed, event, why or "")
    others = {name: value for name, value in req.policy.items() if name != LEGAL_HOLD}
    req.policy = others if why is None else {**others, LEGAL_HOLD: event.id}
    return event


def hold_candidate_legally(unit: Unit, deed: Deed, candidate: Candidate, why: str | None) -> Event:
    """Put a hold on one candidate; None lifts it. It stands in the trail of every req that they are or were in."""
    candidate.legal_hold = why
    first = record(unit, deed, _kind(why), "candidate", candidate.id)
    keep_why(unit, deed, first, why or "", candidate.id)
    caused = replace(deed, cause=first.id)
    for each in reqs.applications_of(unit, candidate.id):
        about = {"requisition_id": each.requisition_id, "application_id": each.id}
        record(unit, caused, first.kind, "candidate", candidate.id, **about)
    return first


def legal_hold_on(unit: Unit, candidate: Candidate) -> tuple[str, Requisition | None] | None:
    """(why, the req through which) somebody is under a legal hold; None where no hold stands."""
    if candidate.legal_hold is not None:
        return candidate.legal_hold, None
    req = retention.held_req_of(unit, candidate.id)
    return (legal_hold_of(unit, req), req) if req else None


def legal_hold_of(unit: Unit, req: Requisition) -> str:
    """Why a req is under a legal hold; empty where it is under none."""
    event = unit.get(Event, req.policy.get(LEGAL_HOLD))
    return str(words_of(unit, event).get(WHY, "")) if event else ""


def _kind(why: str | None) -> str:
    return codes.LEGAL_HOLD_LIFTED if why is None else codes.LEGAL_HOLD_SET
