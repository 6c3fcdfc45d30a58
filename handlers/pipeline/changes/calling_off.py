"""A booked round falls away with its candidate or by itself, is moved, or stands again: who sits in it hears so, alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from handlers.pipeline.changes import told_together
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.told_together import cause_of, parts
from handlers.pipeline.changes.trail import application_of, req_of
from handlers.pipeline.people import reach
from handlers.pipeline.reminders import speaking
from handlers.pipeline.rules import calendar
from storage import interviews, outbox, surfaces, trail
from storage.enums import InterviewStatus
from storage.models import Application, Event, Interview
from storage.outbox import Caused
from storage.unit import Unit

AGAIN = "again"
"""In a message: it says that the round takes place."""
BACK = "back"
"""Beside it: as the candidate is in the search again."""
WAS = "was"
"""In a message: when its reader thought till now that they are to be there (ISO 8601)."""


@dataclass(frozen=True)
class Seat:
    """A round and who sits in it, or did till now (a person's id): when they are to be there (None: they need not come), and when
    they were to be till now."""

    interview: Interview
    person_id: str
    at: datetime | None
    was: datetime | None

    def next(self, now: datetime) -> datetime | None:
        """The first of these that is still to come."""
        return min((each for each in (self.at, self.was) if each and each > now), default=None)


@dataclass(frozen=True)
class _Told:
    """What a message says of one round."""

    message: Caused
    refs: Mapping[str, Any]


@dataclass(frozen=True)
class _Heard:
    """What happened to a candidate, and what was written of it to whoever sits in their rounds."""

    events: Sequence[Event]
    said: Sequence[Caused]

    def of(self, seat: Seat) -> list[_Told]:
        """What was written to somebody of a round, and was not taken back, in order."""
        theirs = (each for each in self.said if each.refs["person"] == seat.person_id)
        return [_Told(each, refs) for each in theirs for refs in parts(each.refs) if refs["interview"] == seat.interview.id]

    def known(self, seat: Seat, heard: Sequence[_Told], was: datetime | None) -> datetime | None:
        """When somebody thinks that they are to be there, by what they heard last, or did themselves since; None: not at all."""
        told = [(each.message.id, AGAIN in each.refs) for each in heard]
        own = [each for each in self.events if each.actor_id == seat.person_id and each.entity_kind == "application"]
        own_ends = [(each.id, each.after["ended_at"] is None) for each in own if "ended_at" in each.after]
        return was if max((*told, *own_ends), default=("", True))[1] else None


def tell_seats(unit: Unit, deed: Deed, application: Application, event: Event) -> None:
    """Somebody has left the search, or is in it again: whoever sits in a round of theirs that is still to come hears what is true
    of it now, unless that is what they know. What they were told last is edited."""
    _tell_all(unit, deed, application, _ahead(unit, application, deed.recorded_at), event, {BACK: True})


def tell_panel(unit: Unit, deed: Deed, interview: Interview, event: Event) -> None:
    """A round was moved, given to others or cancelled: whoever sits in it, or did till then, hears the same."""
    _tell_all(unit, deed, application_of(unit, interview), _panel(unit, interview, event), event)


def tell_panel_again(unit: Unit, deed: Deed, event: Event, back: Event) -> None:
    """That was taken back: whoever has heard of it, or is about to, hears what is true again."""
    interview = unit.get(Interview, event.entity_id)
    if interview is None:
        return
    application, after = application_of(unit, interview), event.after
    then, sat = datetime.fromisoformat(after.get("starts_at") or interview.starts_at.isoformat()), after.get("seats")
    heard = _heard(unit, application)
    of_it = (each for each in heard.said if any(cause_of(each, part) == event.id for part in parts(each.refs)))
    whose = dict.fromkeys(each.refs["person"] for each in of_it)
    seats = [Seat(interview, each, _place(unit, interview, each), then if sat is None or each in sat else None) for each in whose]
    # Who knew already that they need not come was not told by it: what they were about to hear before it is true again.
    others = (each for each in _panel(unit, interview, event) if each.person_id not in whose)
    seats += [replace(each, was=None) for each in others if (told := heard.of(each)) and AGAIN not in told[-1].refs]
    _tell_all(unit, deed, application, seats, back)


def untold(unit: Unit, deed: Deed, application: Application) -> list[Seat]:
    """Who takes a round that is still to come for what it is not any more, as their candidate has left or is back, and is not
    told in time: it begins before they may be messaged, or nobody knows where they are reached."""
    return _untold(unit, deed, application, _ahead(unit, application, deed.recorded_at))


def untold_of_panel(unit: Unit, deed: Deed, interview: Interview, event: Event) -> list[Seat]:
    """The same of a round that was moved, given to others or cancelled."""
    return _untold(unit, deed, application_of(unit, interview), _panel(unit, interview, event))


def _ahead(unit: Unit, application: Application, now: datetime) -> list[Seat]:
    """The booked rounds that are still to come, with each who sits there."""
    held = interviews.of_application(unit, application.id)
    ahead = [each for each in held if each.status is InterviewStatus.BOOKED and each.starts_at > now]
    seats, stands = interviews.seats(unit, [each.id for each in ahead]), application.ended_at is None
    return [Seat(each, person, each.starts_at if stands else None, each.starts_at) for each in ahead for person in seats[each.id]]


def _panel(unit: Unit, interview: Interview, event: Event) -> list[Seat]:
    """Who sits in a round, or did until that happened."""
    now = interviews.seats(unit, [interview.id])[interview.id]
    sat = event.after.get("seats_before", now)
    was = datetime.fromisoformat(event.before.get("starts_at") or interview.starts_at.isoformat())
    everybody = dict.fromkeys((*sat, *now))
    return [Seat(interview, each, _place(unit, interview, each), was if each in sat else None) for each in everybody]


def _place(unit: Unit, interview: Interview, person_id: str) -> datetime | None:
    """When somebody is to be in a round; None where they need not come."""
    takes_place = interview.status is InterviewStatus.BOOKED and application_of(unit, interview).ended_at is None
    return interview.starts_at if takes_place and person_id in interviews.seats(unit, [interview.id])[interview.id] else None


def _heard(unit: Unit, application: Application) -> _Heard:
    events = trail.events_of(unit, application_id=application.id)
    return _Heard(events, told_together.caused_by(unit, [each.id for each in events]))


def _tell_all(  # noqa: PLR0917 - what changed for whom
    unit: Unit,
    deed: Deed,
    application: Application,
    seats: Sequence[Seat],
    event: Event,
    about: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Each hears what is true now, unless that is what they know, in one message; what was not said yet of what is over is not
    said."""
    heard = _heard(unit, application) if seats else _Heard((), ())
    unsaid = [each for each in heard.said if any(one.message is each for seat in seats for one in heard.of(seat))]
    unsaid = [each for each in unsaid if outbox.cancel(unit, each.key)]
    new: dict[str, list[_News]] = {}
    for seat in seats:
        told = heard.of(seat)
        left = [each for each in told if each.message not in unsaid]
        surfaces.touch_said(unit, (), [each.message.key for each in left[-1:]])
        before = [datetime.fromisoformat(each.refs[WAS]) for each in told if each.message in unsaid and WAS in each.refs]
        known = heard.known(seat, left, next(iter(before), seat.was))
        is_new = seat.was is None and not told  # who is seated by it reads so in the thread, as with a booking
        if seat.person_id != deed.by.id and seat.at != known and not is_new:
            reason = {BACK: True} if any(BACK in each.refs for each in told if each.message in unsaid) else {}
            again = {AGAIN: True, **reason, **about} if seat.at else {}
            was = {WAS: known.isoformat()} if known else {}
            new.setdefault(seat.person_id, []).append(_News(seat, {"interview": seat.interview.id, **again, **was}))
    for person_id, news in new.items():
        _tell(unit, deed, application, person_id, news, event)
    for message in unsaid:
        _tell_the_rest(unit, deed, application, message, seats, event)


@dataclass(frozen=True)
class _News:
    """What somebody is to hear of a round that they sit in, or did."""

    seat: Seat
    refs: Mapping[str, Any]


def _tell(  # noqa: PLR0917 - what, to whom
    unit: Unit, deed: Deed, application: Application, person_id: str, news: Sequence[_News], event: Event
) -> None:
    """In their hours; nobody is told of a round that would have begun by then."""
    may_hear = _may_hear(unit, deed, application, person_id)
    in_time = [each.refs for each in news if (begins := each.seat.at or each.seat.was) and may_hear <= begins]
    if in_time:
        told_together.put(unit, deed, person_id, in_time, may_hear, event.id, event.id)


def _tell_the_rest(  # noqa: PLR0917 - what, to whom
    unit: Unit, deed: Deed, application: Application, message: Caused, seats: Sequence[Seat], event: Event
) -> None:
    """What a message that is not said any more was to say of other rounds than these is said without it."""
    person_id, changed = message.refs["person"], {each.interview.id for each in seats}
    rest: dict[str, list[Mapping[str, Any]]] = {}
    for each in parts(message.refs):
        if each["interview"] not in changed:
            rest.setdefault(cause_of(message, each), []).append(each)
    for cause, same in rest.items():
        may_hear = _may_hear(unit, deed, application, person_id)
        told_together.put(unit, deed, person_id, same, may_hear, f"{event.id}:{cause}", cause)


def _may_hear(unit: Unit, deed: Deed, application: Application, person_id: str) -> datetime:
    hours = speaking.person_hours(unit, deed.policy.customs, req_of(unit, application), person_id)
    return calendar.first_after(hours, deed.recorded_at)


def _untold(unit: Unit, deed: Deed, application: Application, seats: Sequence[Seat]) -> list[Seat]:
    """Those (but whoever says so) who are to know before the next of their times, and do not."""
    heard, now = _heard(unit, application) if seats else _Heard((), ()), deed.recorded_at
    found = []
    for seat in (each for each in seats if each.was and each.person_id != deed.by.id):
        known, begins = heard.known(seat, heard.of(seat), seat.was), seat.next(now)
        late = begins and (_may_hear(unit, deed, application, seat.person_id) > begins or reach(unit, seat.person_id) is None)
        if late and known != seat.at:
            found.append(seat)
    return found
