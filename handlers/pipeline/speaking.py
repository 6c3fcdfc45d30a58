"""Who hears each voice of a deadline, and when: the rows that the clocks want, from state and calendars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers.core.access import NAMED_PARTS
from handlers.pipeline import calendar, clock
from handlers.pipeline.calendar import Hours
from handlers.pipeline.clock import CLIMB, DUE, ESCALATION, HEADS_UP, INTERVIEWER, NEXT_STEP, Deadline
from handlers.pipeline.story import Story
from knowledge.clocks import Customs
from storage import nudges
from storage.enums import Voice
from storage.models import Application, Person, Requisition
from storage.nudges import Wanted
from storage.unit import Unit

EARLY = frozenset({HEADS_UP, DUE})
"""Voices that are better said before than after: the rest speak of what is over."""


def voices(  # noqa: PLR0917 - a deadline stands in all this
    unit: Unit, customs: Customs, req: Requisition, application: Application, story: Story, deadline: Deadline
) -> Iterator[Wanted]:
    """Each voice of a deadline, for each who owes it, at a time at which they may be messaged; and the line in the thread."""
    for place, owner_id in enumerate(owners(req, customs, story, deadline)):
        key = _key(application, deadline, owner_id)
        for voice, person_id, at in _told(
            unit, customs, req, deadline, owner_id, climbs=not place or deadline.owner == INTERVIEWER
        ):
            yield Wanted(
                key=f"{key}:{voice}",
                clock=deadline.clock,
                voice=Voice.ESCALATION if voice == CLIMB else Voice(voice),
                requisition_id=req.id,
                application_id=application.id,
                person_id=person_id,
                deadline_at=deadline.due_at,
                say_at=at,
                policy_revision=req.policy_revision,
            )
        if owner_id and (not place or deadline.owner == INTERVIEWER):
            yield from _line(unit, customs, req, application, deadline, key)


def _line(  # noqa: PLR0917 - see voices
    unit: Unit, customs: Customs, req: Requisition, application: Application, deadline: Deadline, key: str
) -> Iterator[Wanted]:
    """What the req's thread hears, without a name, when it is due: in the working hours of the req's people."""
    for meant in (voice.say_at for voice in deadline.voices if voice.id == DUE):
        yield Wanted(
            key=nudges.line_key(f"{key}:{DUE}"),
            clock=deadline.clock,
            voice=Voice.DUE,
            requisition_id=req.id,
            application_id=application.id,
            person_id=None,
            deadline_at=deadline.due_at,
            say_at=_placed(unit, customs, req, None, meant, deadline.known_at, early=True)[1],
            policy_revision=req.policy_revision,
        )


def _key(application: Application, deadline: Deadline, owner_id: str | None) -> str:
    """A key but for its voice: the clock, its start, and who owes it. What was said to one person is news to the next.

    Where each owes one of their own (a scorecard), it is another deadline for each.
    """
    about = [application.id, deadline.clock, *([deadline.about] if deadline.about else [])]
    theirs = [owner_id] if deadline.owner == INTERVIEWER and owner_id else []
    return ":".join([*about, *theirs, deadline.started_at.isoformat(), owner_id or ""])


def owners(req: Requisition, customs: Customs, story: Story, deadline: Deadline) -> tuple[str | None, ...]:
    """Who owes it: whoever it was given to, else the interviewers it names, else whoever holds the part. None: nobody does."""
    given_to = story.reassigned.get(deadline.clock)
    if given_to:
        return (given_to,)
    if deadline.people:
        return deadline.people
    part = customs.steps[clock.next_step(story)].part if deadline.owner == NEXT_STEP else deadline.owner
    return (holder(req, customs, part),)


def holder(req: Requisition, customs: Customs, part: str) -> str | None:
    """Who holds a part on a req, or acts for it."""
    named: str | None = getattr(req, f"{part}_id", None)
    instead = customs.stand_in_for.get(part)
    return named or (getattr(req, f"{instead}_id") if instead else None)


def next_told(req: Requisition, customs: Customs, owner_id: str | None) -> str | None:
    """Who is told in private where the owner does not answer: the next after them who is somebody else."""
    line = [getattr(req, f"{part}_id") for part in customs.climb]
    after = line[line.index(owner_id) + 1 :] if owner_id in line else line
    return next((each for each in after if each and each != owner_id), None)


def person_hours(unit: Unit, customs: Customs, req: Requisition, person_id: str | None) -> Hours:
    """A person's working hours; who has no zone of their own is taken to be where the req's people are."""
    return calendar.hours_of(unit.get(Person, person_id) if person_id else None, customs, channel_zone(unit, req))


def channel_zone(unit: Unit, req: Requisition) -> str | None:
    """Where a req's channel is: the recruiter's zone, else the hiring manager's."""
    near = (unit.get(Person, each) for each in (req.recruiter_id, req.hiring_manager_id) if each)
    return next((each.timezone for each in near if each and each.timezone), None)


def zones_of(unit: Unit, req: Requisition) -> frozenset[str]:
    """The zones in which the people are whom the req names."""
    named = (unit.get(Person, id) for part in NAMED_PARTS if (id := getattr(req, f"{part.value}_id")))
    return frozenset(each.timezone for each in named if each and each.timezone)


def _told(
    unit: Unit, customs: Customs, req: Requisition, deadline: Deadline, owner_id: str | None, *, climbs: bool
) -> list[tuple[str, str | None, datetime]]:
    """(voice, person, when). A heads-up that falls together with the due one goes; the next person hears after the owner."""
    meant = {voice.id: voice.say_at for voice in deadline.voices}
    rows: dict[str, tuple[str | None, datetime]] = {}
    for voice in (HEADS_UP, DUE, ESCALATION):
        if voice in meant:
            rows[voice] = _placed(unit, customs, req, owner_id, meant[voice], deadline.known_at, early=voice in EARLY)
    if HEADS_UP in rows and DUE in rows and rows[HEADS_UP][1] >= rows[DUE][1]:
        del rows[HEADS_UP]
    next_id = next_told(req, customs, owner_id) if climbs and CLIMB in meant and ESCALATION in rows else None
    if next_id and next_id != rows[ESCALATION][0]:
        pause = meant[CLIMB] - meant[ESCALATION]
        rows[CLIMB] = _placed(
            unit, customs, req, next_id, _after(rows[ESCALATION][1], pause, meant[CLIMB]), deadline.known_at, early=False
        )
    return [(voice, *row) for voice, row in rows.items()]


def _after(said_at: datetime, pause: timedelta, meant: datetime) -> datetime:
    return max(meant, said_at + pause)


def _placed(  # noqa: PLR0917 - see voices
    unit: Unit, customs: Customs, req: Requisition, person_id: str | None, meant: datetime, known_at: datetime, *, early: bool
) -> tuple[str | None, datetime]:
    """A person (or their stand-in while they are away) and a moment at which they may be messaged."""
    hours = person_hours(unit, customs, req, person_id)
    person = unit.get(Person, person_id) if person_id else None
    if person and person.stand_in_id and hours.is_away(meant):
        person_id, hours = person.stand_in_id, person_hours(unit, customs, req, person.stand_in_id)
    return person_id, calendar.say_at(hours, meant, known_at, early=early)
