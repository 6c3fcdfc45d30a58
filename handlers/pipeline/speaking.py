"""Who hears each voice of a deadline, and when: the rows that the clocks want, from state and calendars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from handlers.core.access import NAMED_PARTS
from handlers.pipeline import calendar, clock
from handlers.pipeline.calendar import Hours
from handlers.pipeline.clock import CLIMB, DUE, ESCALATION, HEADS_UP, INTERVIEWER, NEXT_STEP, Deadline
from handlers.pipeline.story import Story, passed_on
from knowledge.clocks import Customs
from storage import nudges
from storage.enums import Voice
from storage.models import Application, Nudge, Person, Requisition
from storage.nudges import Wanted
from storage.unit import Unit

EARLY = frozenset({HEADS_UP, DUE})
"""Voices that are better said before than after: the rest speak of what is over."""


def voices(  # noqa: PLR0917 - a deadline stands in all this
    unit: Unit, customs: Customs, req: Requisition, application: Application, story: Story, deadline: Deadline
) -> Iterator[Wanted]:
    """Each voice of a deadline, for each who owes it, at a time at which they may be messaged; and the line in the thread."""
    for place, owner_id in enumerate(owners(req, customs, story, deadline)):
        whose = deadline.people[place] if deadline.owner == INTERVIEWER else None
        key = _key(application, deadline, owner_id, whose)
        climbs = whose is not None or not place
        theirs = clock.heard_from(deadline, _came_to_them(req, customs, story, deadline, whose))
        for voice, person_id, at in _told(unit, customs, req, story, theirs, owner_id, climbs=climbs):
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
        if owner_id and climbs:
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


def _key(application: Application, deadline: Deadline, owner_id: str | None, whose: str | None) -> str:
    """A key but for its voice: the clock, its start, and who owes it. What was said to one person is news to the next.

    Where each owes one of their own (a scorecard), it is another deadline for each: `whose` stays, whoever sees to it.
    """
    about = [application.id, deadline.clock, *([deadline.about] if deadline.about else []), *([whose] if whose else [])]
    return ":".join([*about, deadline.started_at.isoformat(), owner_id or ""])


def theirs(nudge: Nudge) -> tuple[str, str]:
    """The round and whose scorecard of it a nudge asks for (ids), as its key says."""
    _, _, about, whose, *_ = nudge.key.split(":")
    return about, whose


def owners(req: Requisition, customs: Customs, story: Story, deadline: Deadline) -> tuple[str | None, ...]:
    """Who owes it: whoever it was given to, else the interviewers it names, else whoever holds the part. None: nobody does."""
    if deadline.owner == INTERVIEWER:
        return tuple(story.reassigned.get(_passed_on(deadline, each), each) for each in deadline.people)
    given_to = story.reassigned.get(passed_on(deadline.clock))
    if given_to:
        return (given_to,)
    if deadline.people:
        return deadline.people
    return (holder(req, customs, _part(customs, story, deadline)),)


def _part(customs: Customs, story: Story, deadline: Deadline) -> str:
    """The part on the req that owes it."""
    return customs.steps[clock.next_step(story)].part if deadline.owner == NEXT_STEP else deadline.owner


def _passed_on(deadline: Deadline, whose: str) -> str:
    return passed_on(deadline.clock, deadline.about or "", whose)


def _came_to_them(req: Requisition, customs: Customs, story: Story, deadline: Deadline, whose: str | None) -> datetime | None:
    """When it came to whoever owes it, passed on or with their part; None where it was theirs from the beginning."""
    if whose is not None:
        return story.reassigned_at.get(_passed_on(deadline, whose))
    if deadline.people or passed_on(deadline.clock) in story.reassigned:
        return None
    part = _part(customs, story, deadline)
    parts = (part,) if getattr(req, f"{part}_id", None) else (part, customs.stand_in_for.get(part, part))
    return max((story.handed[each] for each in parts if each in story.handed), default=None)


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


def _in_line_since(req: Requisition, customs: Customs, story: Story, person_id: str) -> datetime | None:
    """When somebody came into the line of those who are told next; None where they stood in it from the beginning."""
    since = [story.handed.get(part) for part in customs.climb if getattr(req, f"{part}_id") == person_id]
    moments = [each for each in since if each]
    return min(moments) if len(moments) == len(since) else None


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


def _told(  # noqa: PLR0917 - see voices
    unit: Unit, customs: Customs, req: Requisition, story: Story, deadline: Deadline, owner_id: str | None, *, climbs: bool
) -> list[tuple[str, str | None, datetime]]:
    """(voice, person, when). A heads-up that falls together with the due one goes; the next person hears after the owner."""
    meant = {voice.id: voice.say_at for voice in deadline.voices}
    rows: dict[str, tuple[str | None, datetime]] = {}
    for voice in (HEADS_UP, DUE, ESCALATION):
        if voice in meant:
            if voice == ESCALATION:  # who hears first thing in the morning that it is due has the time to act that others have
                meant[voice] = _after(rows[DUE][1], meant[voice] - meant[DUE], meant[voice])
            rows[voice] = _placed(unit, customs, req, owner_id, meant[voice], deadline.known_at, early=voice in EARLY)
    if _says_twice(rows, deadline, timedelta(hours=customs.heads_up_apart_hours)):
        del rows[HEADS_UP]
    if not _was_asked(unit, customs, req, deadline, owner_id):
        rows[HEADS_UP] = _placed(unit, customs, req, owner_id, deadline.known_at, deadline.known_at, early=False)
    if HEADS_UP in rows and DUE in rows and rows[HEADS_UP][1] >= rows[DUE][1]:
        del rows[HEADS_UP]
    next_id = next_told(req, customs, owner_id) if climbs and CLIMB in meant and ESCALATION in rows else None
    if next_id and next_id != rows[ESCALATION][0]:
        pause = meant[CLIMB] - meant[ESCALATION]
        known_at = max(deadline.known_at, _in_line_since(req, customs, story, next_id) or deadline.known_at)
        hears = _after(rows[ESCALATION][1], pause, meant[CLIMB])
        rows[CLIMB] = _placed(unit, customs, req, next_id, hears, known_at, early=False)
    return [(voice, *row) for voice, row in rows.items()]


def _says_twice(rows: Mapping[str, tuple[str | None, datetime]], deadline: Deadline, apart: timedelta) -> bool:
    """Whether the heads-up comes shortly before what is said early, as its time lies out of hours; news is said at once."""
    if HEADS_UP not in rows or DUE not in rows:
        return False
    ahead, due = rows[HEADS_UP][1], rows[DUE][1]
    return deadline.known_at < ahead and due < deadline.due_at and due - ahead < apart


def _was_asked(unit: Unit, customs: Customs, req: Requisition, deadline: Deadline, owner_id: str | None) -> bool:
    """False where the message that asked for it found its person out of hours, or asked somebody else: the heads-up asks then."""
    if deadline.asked_at is None:
        return True
    return deadline.known_at <= deadline.asked_at and calendar.is_working(
        person_hours(unit, customs, req, owner_id), deadline.asked_at
    )


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
