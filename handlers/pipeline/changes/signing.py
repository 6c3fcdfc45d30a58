"""Somebody signed who is a candidate of other searches too: whoever runs those hears so, alone, once, in their hours."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.trail import req_of
from handlers.pipeline.people import reach
from handlers.pipeline.reminders import speaking
from storage import outbox, reqs, surfaces
from storage.models import Application, Event, Outbox, Requisition
from storage.unit import Unit, table_of

SIGNED_ELSEWHERE = "signed_elsewhere"

_OUTBOX = table_of(Outbox).c


def tell_other_searches(unit: Unit, deed: Deed, hired: Application, event: Event) -> None:
    """They signed for one search: who hires or recruits for another that counts on them still is told, but who says so."""
    for application in () if deed.quiet else _others(unit, hired):
        req = req_of(unit, application)
        if application.ended_at is None and req.closed_at is None:
            _tell(unit, deed, hired, application, req, event)


def say_anew(unit: Unit, application: Application) -> None:
    """What was said of a signature is edited: they left one of the searches, or had not signed."""
    prefixes = [_about(each) for each in (application, *_others(unit, application))]
    if len(prefixes) > 1:
        told = [_OUTBOX.key.startswith(prefix, autoescape=True) for prefix in prefixes]
        surfaces.touch_said(unit, (), [row.key for each in told for row in unit.all(Outbox, each)])


def _others(unit: Unit, application: Application) -> Iterator[Application]:
    return (each for each in reqs.applications_of(unit, application.candidate_id) if each.id != application.id)


def _about(application: Application) -> str:
    return f"{SIGNED_ELSEWHERE}:{application.id}:"


def _tell(  # noqa: PLR0917 - who signed where, and is told of where
    unit: Unit, deed: Deed, hired: Application, application: Application, req: Requisition, event: Event
) -> None:
    leads = dict.fromkeys((req.recruiter_id, req.hiring_manager_id))
    hear = [speaking.heard_by(unit, deed.policy.customs, req, each, deed.recorded_at) for each in leads if each]
    for person_id, at in {each.person_id: each.at for each in hear if each.person_id not in {None, deed.by.id}}.items():
        address = reach(unit, person_id or "")
        if address is None:
            continue
        key, not_before = f"{_about(application)}{hired.id}:{person_id}", deed.real_now + (at - deed.recorded_at)
        refs = {"application": application.id, "hired": hired.id, "person": person_id}
        if outbox.put(unit, key, SIGNED_ELSEWHERE, refs, address, not_before, cause_id=event.id) is None:
            outbox.put_back(unit, key, not_before)
