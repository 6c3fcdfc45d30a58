"""A booked round falls away as its candidate leaves the search, or stands again: who sits in it hears so, alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.pipeline import calendar
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.trail import req_of
from handlers.pipeline.people import reach
from handlers.pipeline.reminders import speaking
from storage import outbox, reqs, surfaces
from storage.enums import InterviewStatus
from storage.models import Application, Event, Interview
from storage.outbox import Caused
from storage.unit import Unit

CALLED_OFF = "called_off"
AGAIN = "again"
"""In a message: it says that the round takes place after all."""

Seat = tuple[Interview, str]
"""A round, and who sits in it (a person's id)."""


def tell_seats(unit: Unit, deed: Deed, application: Application, event: Event) -> None:
    """Somebody has left the search, or is in it again: whoever sits in a round of theirs that is still to come hears what is true
    of it now, unless that is what they know. What they were told last is edited."""
    ahead = _ahead(unit, application, deed.recorded_at)
    events = reqs.events_of(unit, application_id=application.id) if ahead else []
    said = _said(unit, events)
    for seat in ahead:
        left = [each for each in said.get((seat[0].id, seat[1]), ()) if not outbox.cancel(unit, each.key)]
        surfaces.touch_said(unit, (), [each.key for each in left[-1:]])
        if seat[1] != deed.by.id and _knows_it_stands(left, events, seat[1]) is not _stands(application):
            _tell(unit, deed, application, seat, event)


def say_again(unit: Unit, interview: Interview) -> None:
    """A round was moved, or does not take place: whoever sits in it and was told of it last reads what is true now."""
    said = _said(unit, reqs.events_of(unit, application_id=interview.application_id))
    seats = reqs.seats(unit, [interview.id])[interview.id]
    surfaces.touch_said(unit, (), [said[seat][-1].key for seat in ((interview.id, person) for person in seats) if seat in said])


def untold(unit: Unit, application: Application, now: datetime, *, but: str) -> list[Seat]:
    """Who (but one) takes a round that is still to come for what it is not any more, and is not told: it begins before they may
    be messaged, or nobody knows where they are reached."""
    ahead = _ahead(unit, application, now)
    events = reqs.events_of(unit, application_id=application.id) if ahead else []
    said = _said(unit, events)
    ahead = [seat for seat in ahead if seat[1] != but]
    return [
        seat
        for seat in ahead
        if _knows_it_stands(said.get((seat[0].id, seat[1]), ()), events, seat[1]) is not _stands(application)
    ]


def _stands(application: Application) -> bool:
    return application.ended_at is None


def _ahead(unit: Unit, application: Application, now: datetime) -> list[Seat]:
    """The booked rounds that are still to come, with each who sits there."""
    held = reqs.interviews_of(unit, application.id)
    ahead = [each for each in held if each.status is InterviewStatus.BOOKED and each.starts_at > now]
    seats = reqs.seats(unit, [each.id for each in ahead])
    return [(each, person) for each in ahead for person in seats[each.id]]


def _said(unit: Unit, events: Sequence[Event]) -> dict[tuple[str, str], list[Caused]]:
    """What was written to whoever sits in a candidate's rounds as these events happened, and was not taken back: round and
    person (ids) → in order."""
    said: dict[tuple[str, str], list[Caused]] = {}
    for each in outbox.caused_by(unit, CALLED_OFF, [event.id for event in events]):
        said.setdefault((each.refs["interview"], each.refs["person"]), []).append(each)
    return said


def _knows_it_stands(heard: Sequence[Caused], events: Sequence[Event], person_id: str) -> bool:
    """What somebody takes to be so, by what they heard last, or did themselves since."""
    told = [(each.id, AGAIN in each.refs) for each in heard]
    own = [
        each for each in events if each.actor_id == person_id and each.entity_kind == "application" and "ended_at" in each.after
    ]
    return max((*told, *((each.id, each.after["ended_at"] is None) for each in own)), default=("", True))[1]


def _tell(unit: Unit, deed: Deed, application: Application, seat: Seat, event: Event) -> None:
    """In their hours; nobody is told of a round that would have begun by then."""
    interview, person_id = seat
    address = reach(unit, person_id)
    hours = speaking.person_hours(unit, deed.policy.customs, req_of(unit, application), person_id)
    may_hear = calendar.first_after(hours, deed.recorded_at)
    if address and may_hear <= interview.starts_at:
        refs = {"interview": interview.id, "person": person_id} | ({AGAIN: True} if _stands(application) else {})
        key, not_before = f"{CALLED_OFF}:{interview.id}:{person_id}:{event.id}", deed.real_now + (may_hear - deed.recorded_at)
        outbox.put(unit, key, CALLED_OFF, refs, address, not_before, cause_id=event.id)
