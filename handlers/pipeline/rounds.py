"""A candidate's rounds: what they are called, which are ahead, who sits in them, what each asks for, and when it took place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from handlers.core import times
from handlers.core.library import Library
from handlers.core.reply import Action, Text
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import changes
from handlers.pipeline.changes import application_of, req_of
from handlers.pipeline.messages.cards import order_of
from handlers.pipeline.planning import USUAL_LEVEL
from handlers.pipeline.reading import when
from handlers.pipeline.reminders import speaking
from handlers.pipeline.rules.policy import deed
from handlers.pipeline.rules.stages import NEW, Stage, named
from knowledge.interviews.kit import KitRound, kit
from storage import interviews
from storage.enums import InterviewStatus
from storage.models import Application, Event, Interview, Person, Requisition
from storage.reqs import Entry
from storage.unit import Unit

say = Wording("interview")

USUAL_MINUTES = 60
"""How long a round is booked for where neither its loop nor the speaker says; a habit of calendars."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whose round: the req, the candidate, and the words that name the round."""

    req: Requisition
    entry: Entry
    said: str

    @property
    def application(self) -> Application:
        """The candidate on the req."""
        return self.entry.application


def rounds_of(req: Requisition) -> tuple[Stage, ...]:
    """The rounds of a req's loop; a req without a loop has one."""
    found = tuple(stage for stage in order_of(req) if stage.key != NEW)
    return found or (Stage("round", say.only_round(), say.only_round()),)


def round_name(req: Requisition, key: str) -> str:
    """What a round is called."""
    return next((each.name for each in rounds_of(req) if each.key == key), key)


def length(req: Requisition, key: str) -> timedelta:
    """How long a round is booked for: the loop's longer figure."""
    minutes = next((each.get("minutes_high") for each in req.loop if each["key"] == key), None)
    return timedelta(minutes=int(minutes or USUAL_MINUTES))


def live(unit: Unit, application: Application) -> list[Interview]:
    """The rounds that are booked or took place, in their order."""
    held = interviews.of_application(unit, application.id)
    return [each for each in held if each.status in (InterviewStatus.BOOKED, InterviewStatus.DONE)]


def ahead(unit: Unit, application: Application, now: datetime) -> list[Interview]:
    """The booked rounds that have not ended, in their order."""
    return [each for each in live(unit, application) if each.status is InterviewStatus.BOOKED and each.ends_at > now]


def still_booked(at: Context, req: Requisition, booked: Sequence[Interview]) -> tuple[Text, ...]:
    """That these rounds of somebody who has left the search stand in the calendar still; nothing where there are none."""
    items = [say.still_booked_item(round=round_name(req, each.round), when=when.shown(at, each.starts_at)) for each in booked]
    return (Text(say.still_booked(items=items)),) if items else ()


def untold(at: Context, application: Application) -> tuple[Text, ...]:
    """Who is not told in time that a round falls away with its candidate, or takes place after all: whoever changed that can ring
    them."""
    found = changes.untold(at.unit, deed(at), application)
    return _to_ring(at, application, found, "stands" if application.ended_at is None else "off")


def untold_of_panel(at: Context, interview: Interview, event: Event) -> tuple[Text, ...]:
    """The same where it was moved, given to others or cancelled."""
    _, application = req_of_interview(at.unit, interview)
    found = changes.untold_of_panel(at.unit, deed(at), interview, event)
    moved, off = [each for each in found if each.at], [each for each in found if not each.at]
    why = "others" if interview.status is InterviewStatus.BOOKED else "off"
    return (*_to_ring(at, application, moved, "moved"), *_to_ring(at, application, off, why))


def _to_ring(at: Context, application: Application, found: Sequence[changes.Seat], what: str) -> tuple[Text, ...]:
    items = [
        say.untold_item(
            who=(sits.name or "") if (sits := at.unit.get(Person, each.person_id)) else "",
            round=round_name(req_of(at.unit, application), each.interview.round),
            when=when.shown(at, each.at or each.was or each.interview.starts_at),
        )
        for each in found
    ]
    return (Text(say.untold(items=items, what=what)),) if items else ()


def calling_off(booked: Sequence[Interview]) -> tuple[Action, ...]:
    """The buttons that cancel these rounds."""
    return tuple(Action(say.call_off_button(), "interview cancel", {"interview": each.id}) for each in booked)


def keys_of(req: Requisition, said: str) -> set[str]:
    """The rounds that words may mean."""
    return {stage.key for stage in named(rounds_of(req), said)}


def seated(at: Context, interview_ids: Sequence[str]) -> dict[str, list[Person]]:
    """Who sits in each interview."""
    return {
        interview: [person for id in ids if (person := at.unit.get(Person, id))]
        for interview, ids in interviews.seats(at.unit, interview_ids).items()
    }


def names(people: Sequence[Person]) -> str:
    """People in one line."""
    return ", ".join(person.name or say.somebody() for person in people)


def place_said(at: Context, req: Requisition, people: Sequence[Person]) -> str:
    """Where a time is meant, in an answer that others read too: the place of the speaker, where those whom a round concerns are
    not all in one zone; else nothing."""
    zones = speaking.zones_of(at.unit, req) | {each.timezone for each in people if each.timezone}
    return times.place(at.zone) if at.zone and not at.command.place.private and zones - {at.zone} else ""


def elsewhere(at: Context, moment: datetime, people: Sequence[Person]) -> tuple[Text, ...]:
    """What a time is to these people, where their clocks show another than the speaker's."""
    here = moment.astimezone(times.zone(at.zone)).utcoffset()
    whose: dict[str, list[Person]] = {}
    for each in people:
        if each.timezone and moment.astimezone(times.zone(each.timezone)).utcoffset() != here:
            whose.setdefault(times.at(moment, each.timezone, at.command.now), []).append(each)
    items = [say.elsewhere_item(who=names(them), when=there) for there, them in whose.items()]
    return (Text(say.elsewhere(items=items), small=True),) if items else ()


def is_last_of_the_loop(unit: Unit, req: Requisition, application: Application) -> bool:
    """Whether the loop is over: its last round has taken place and nothing is booked any more."""
    held = interviews.of_application(unit, application.id)
    done = {each.round for each in held if each.status is InterviewStatus.DONE}
    return rounds_of(req)[-1].key in done and not any(each.status is InterviewStatus.BOOKED for each in held)


def loop_ended(unit: Unit, application: Application, now: datetime) -> datetime:
    """When the last of the rounds that took place ended; rounds need not be held in their order."""
    return max((each.done_at for each in live(unit, application) if each.done_at), default=now)


def ended_on(at: Context, whose: Meant, day: date) -> list[datetime]:
    """When the rounds that are meant ended, or are booked to end, on that day of the speaker's."""
    keys = keys_of(whose.req, whose.said) if whose.said else None
    ends = [each.done_at or each.ends_at for each in live(at.unit, whose.application) if keys is None or each.round in keys]
    return [each for each in ends if each.astimezone(times.zone(at.zone)).date() == day]


def took_place(at: Context, whose: Meant, interview: Interview, ended: datetime, cause: Event | None) -> tuple[Event, bool]:
    """Record that a booked round was held until then, and the loop's end where it was the last: its event, and whether it was.

    `cause`: what else was said with it, which it is taken back with.
    """
    done = deed(at, ended)
    judged = is_judged(at.library, whose.req, interview.round)
    event = changes.finish_round(at.unit, changes.because_of(done, cause) if cause else done, interview, judged=judged)
    at.unit.flush()
    over = whose.application.loop_done_at is None and is_last_of_the_loop(at.unit, whose.req, whose.application)
    if over:
        last = deed(at, loop_ended(at.unit, whose.application, ended))
        changes.finish_loop(at.unit, changes.because_of(last, cause or event), whose.application)
    return event, over


def criteria(library: Library, req: Requisition, key: str) -> KitRound | None:
    """The round as its interviewers hold it in their hands: its own criteria; None where knowledge has no such round."""
    held = next((each for each in req.loop if each["key"] == key), None)
    if held is None:
        return None
    loop = kit(library.loops.loop(req.level or USUAL_LEVEL, req.lane), library.questions)
    same = [each for each in loop.rounds if held.get("fact") in each.round.facts[:1]]
    return next(iter(same or [each for each in loop.rounds if each.round.kind == held.get("kind")]), None)


def is_judged(library: Library, req: Requisition, key: str) -> bool:
    """Whether a round asks for a verdict; one that only notes what was said does not."""
    found = criteria(library, req, key)
    return found is None or found.judged


def about(meant_: Meant, interview: Interview, **more: Any) -> dict[str, Any]:
    """What an answer about a round says for machines."""
    return {
        "req": meant_.req.number,
        "application": meant_.application.id,
        "interview": interview.id,
        "round": interview.round,
        "status": interview.status.value,
        "starts_at": _iso(interview.starts_at),
        "ends_at": _iso(interview.ends_at),
        **more,
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat()


def req_of_interview(unit: Unit, interview: Interview) -> tuple[Requisition, Application]:
    """The req and the application of a round."""
    application = application_of(unit, interview)
    return req_of(unit, application), application
