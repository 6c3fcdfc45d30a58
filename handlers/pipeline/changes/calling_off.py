"""A booked round falls away as its candidate leaves the search, or stands again: who sits in it hears so, alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.pipeline import calendar
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.trail import req_of
from handlers.pipeline.people import reach
from handlers.pipeline.reminders import speaking
from storage import outbox, reqs, surfaces
from storage.enums import InterviewStatus
from storage.models import Application, Event, Interview
from storage.unit import Unit

CALLED_OFF = "called_off"
AGAIN = "again"
"""In a message: it says that the round takes place after all."""


def call_off(unit: Unit, deed: Deed, application: Application, event: Event) -> None:
    """Somebody has left the search, or that they were back was taken back: who sits in a round of theirs that is still to come
    need not go there."""
    assert application.ended_at is not None
    for interview, person_id in _seats(unit, deed, application):
        key = _key(interview, person_id, application.ended_at)
        surfaces.touch_said(unit, (), [key, f"{key}:{AGAIN}"])
        _tell(unit, deed, application, interview, person_id, key, cause_id=event.id)


def call_back(unit: Unit, deed: Deed, application: Application, event: Event, ended_at: datetime) -> None:
    """They are in the search again, which they left then: who has heard that a round falls away hears that it takes place."""
    for interview, person_id in _seats(unit, deed, application):
        key = _key(interview, person_id, ended_at)
        outbox.cancel(unit, key)
        if outbox.has_left(unit, key):
            surfaces.touch_said(unit, (), [key, f"{key}:{AGAIN}"])
            _tell(unit, deed, application, interview, person_id, f"{key}:{AGAIN}", again=True, cause_id=event.id)


def _seats(unit: Unit, deed: Deed, application: Application) -> Iterator[tuple[Interview, str]]:
    """The booked rounds that are still to come, with each who sits there, but whoever says what became of the candidate."""
    held = reqs.interviews_of(unit, application.id)
    ahead = [each for each in held if each.status is InterviewStatus.BOOKED and each.starts_at > deed.recorded_at]
    seats = reqs.seats(unit, [each.id for each in ahead])
    return ((each, person) for each in ahead for person in seats[each.id] if person != deed.by.id)


def _key(interview: Interview, person_id: str, ended_at: datetime) -> str:
    return f"{CALLED_OFF}:{interview.id}:{person_id}:{ended_at.isoformat()}"


def _tell(  # noqa: PLR0917 - what, of which round, to whom
    unit: Unit,
    deed: Deed,
    application: Application,
    interview: Interview,
    person_id: str,
    key: str,
    *,
    again: bool = False,
    cause_id: str | None = None,
) -> None:
    """In their hours; nobody is told of a round that would have begun by then."""
    address = reach(unit, person_id)
    hours = speaking.person_hours(unit, deed.policy.customs, req_of(unit, application), person_id)
    may_hear = calendar.first_after(hours, deed.recorded_at)
    if address and may_hear <= interview.starts_at:
        refs = {"interview": interview.id, "person": person_id} | ({AGAIN: True} if again else {})
        not_before = deed.real_now + (may_hear - deed.recorded_at)
        if outbox.put(unit, key, CALLED_OFF, refs, address, not_before, cause_id=cause_id) is None:
            outbox.put_back(unit, key, not_before)
