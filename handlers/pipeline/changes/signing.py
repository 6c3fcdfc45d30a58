"""Somebody signed who is a candidate of other searches too: whoever runs those hears so, alone, once, in their hours, and the
threads of those searches say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.trail import req_of
from handlers.pipeline.people import is_direct, reach
from handlers.pipeline.reminders import speaking
from handlers.pipeline.rules import calendar
from storage import outbox, reqs, surfaces, trail
from storage.enums import Outcome
from storage.models import Application, Event, Requisition
from storage.outbox import Caused
from storage.unit import Unit

SIGNED_ELSEWHERE = "signed_elsewhere"
TAKEN_BACK = "taken_back"
"""In a message: it says that they have not signed after all."""


def tell_other_searches(unit: Unit, deed: Deed, application: Application, event: Event) -> None:
    """Somebody has left a search, or is in it again. Where they signed for it, or had not after all: whoever hires or recruits
    for another that counts on them hears what is true now, unless that is what they know. What was said before is edited."""
    others = list(_others(unit, application))
    said = _said(unit, (application, *others)) if others else []
    surfaces.touch_said(unit, (), [each.key for each in said])
    for other in () if deed.quiet else others:
        heard = [each for each in said if (each.refs["hired"], each.refs["application"]) == (application.id, other.id)]
        _tell(unit, deed, application, other, heard, event)


def _others(unit: Unit, application: Application) -> Iterator[Application]:
    return (each for each in reqs.applications_of(unit, application.candidate_id) if each.id != application.id)


def _said(unit: Unit, applications: Iterable[Application]) -> list[Caused]:
    """What was written of a candidate's signatures, and was not taken back, in order."""
    events = [event.id for each in applications for event in trail.events_of(unit, application_id=each.id)]
    return outbox.caused_by(unit, SIGNED_ELSEWHERE, events)


def _tell(  # noqa: PLR0917 - who signed where, and is told of where
    unit: Unit, deed: Deed, hired: Application, other: Application, heard: Sequence[Caused], event: Event
) -> None:
    req, signed = req_of(unit, other), hired.outcome is Outcome.HIRED
    left = [each for each in heard if not outbox.cancel(unit, each.key)]
    known = {each.refs.get("person"): TAKEN_BACK not in each.refs for each in left}
    about = {"application": other.id, "hired": hired.id} | ({} if signed else {TAKEN_BACK: True})
    key, is_sought = f"{SIGNED_ELSEWHERE}:{event.id}:{other.id}", other.ended_at is None and req.closed_at is None
    hear = known if not signed else _leads(unit, deed, req) if is_sought else ()
    for person_id in hear:
        address = reach(unit, person_id or "")
        if address and person_id != deed.by.id and known.get(person_id, False) is not signed:
            hours = speaking.person_hours(unit, deed.policy.customs, req, person_id)
            not_before = deed.real_now + (calendar.first_after(hours, deed.recorded_at) - deed.recorded_at)
            refs = {**about, "person": person_id}
            outbox.put(unit, f"{key}:{person_id}", SIGNED_ELSEWHERE, refs, address, not_before, cause_id=event.id)
    if signed and is_sought and None not in known and req.address and not is_direct(req.address):
        outbox.put(unit, key, SIGNED_ELSEWHERE, about, req.address, deed.real_now, cause_id=event.id)


def _leads(unit: Unit, deed: Deed, req: Requisition) -> Iterable[str | None]:
    """Who recruits and who hires for a search, or whoever hears in their place (ids), each once."""
    named = (each for each in (req.recruiter_id, req.hiring_manager_id) if each)
    return dict.fromkeys(speaking.heard_by(unit, deed.policy.customs, req, each, deed.recorded_at).person_id for each in named)
