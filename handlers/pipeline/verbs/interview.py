"""`interview book` and `interview move`: when a round takes place, and who sits in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from handlers.core import times
from handlers.core.answers.cite import cited
from handlers.core.errors import Conflict, Invalid
from handlers.core.markers import Length, Moment, People
from handlers.core.reply import Action, Element, Field, Form, Reply, Text
from handlers.core.typed import moments
from handlers.core.typed.amounts import Empty
from handlers.core.typed.moments import Moment as Said
from handlers.core.typed.nth import lasts
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, rounds, seating
from handlers.pipeline.messages.unrecorded import Unrecorded
from handlers.pipeline.reading import naming, when, whichcolleague, whichround
from handlers.pipeline.replies import changed
from handlers.pipeline.rules import standing
from handlers.pipeline.rules.policy import deed
from storage import interviews
from storage.enums import InterviewStatus
from storage.models import Event, Interview, Person

say = Wording("interview")

LONGEST = timedelta(hours=12)
"""A round that would last longer was mistyped: `17:00-17:00`."""
MOST_A_DAY = 2
"""Rounds of one candidate on one day; beyond it the answer warns of a loop pressed into a day."""


class InterviewArgs(whichround.AboutRound):
    """Whose round, which one, when, how long, and with whom; from a form one interviewer by a picker, more as a line."""

    when: Annotated[str | None, Moment(), Empty] = None
    lasting: Annotated[str | None, Length(), Empty] = None
    interviewers: Annotated[tuple[str, ...], People()] = ()
    interviewer: Annotated[str | None, Empty] = None
    others: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        """Everybody who was named, each once."""
        more = [each.strip() for each in self.others.replace(";", ",").split(",") if each.strip()]
        return tuple(dict.fromkeys((*self.interviewers, *((self.interviewer,) if self.interviewer else ()), *more)))


@verb(
    "interview book",
    InterviewArgs,
    summary="Book a round for a candidate",
    usage='interview book "Ana Q." technical thu 2pm [for 45 minutes] @tom [R-12]',
    examples=('interview book "A.Q." technical thu 2pm @tom R-12', 'interview book "A.Q." debugging tomorrow 14:00-15:00 CET'),
    aliases=("book interview", "book a round", "schedule interview"),
    effect="write",
    access="record_rounds",
)
def interview_book(asked: InterviewArgs, at: Context) -> Reply:
    """Which round, when, who sits in it; warned where the loop is pressed into a day. Asks by a form for what is missing."""
    whose = whichround.meant(at, asked)
    standing.in_search(at, whose.req, whose.entry)
    stage = whichround.the_round(at, whose)
    _not_yet_booked(at, whose, stage.key)
    _length(asked, at)
    if not asked.when or (day := _hourless(at, asked.when)):
        lead = say.ask_when(round=stage.name, name=naming.called(at, whose.entry.candidate), day=day if asked.when else "")
        return _ask(at, asked, lead, round=stage.key, application=whose.application.id)
    time = when.ahead(at, asked.when)
    people = [whichcolleague.the_person(at, each, make=True) for each in asked.named]
    starts, ends = time.at, _end(asked, time, at) or time.at + rounds.length(whose.req, stage.key)
    interview, event = changes.book(at.unit, deed(at), whose.application, stage.key, starts, ends, people)
    return _booked(at, whose, interview, event, people)


@verb(
    "interview move",
    InterviewArgs,
    summary="Move a booked round to another time, or to other interviewers; put right who sat in one",
    usage='interview move "Ana Q." [technical] fri 10:00 [@lee] [R-12]',
    examples=('interview move "A.Q." technical fri 10:00 R-12', 'reschedule "A.Q." thu 2pm @tom R-12'),
    aliases=("move interview", "reschedule"),
    effect="write",
    access="record_rounds",
)
def interview_move(asked: InterviewArgs, at: Context) -> Reply:
    """When it takes place now; or, where it took place, who really sat in it. Raises Conflict and NotFound."""
    whose = whichround.meant(at, asked)
    people = [whichcolleague.the_person(at, each, make=True) for each in asked.named]
    held = seating.the_held(at, asked, whose) if people else None
    if held is not None and not asked.when:
        return seating.exchanged(at, whose, held, people)
    if held is not None:
        raise Conflict(f"{whichround.over(at, whose, held)} {say.seats_alone()}")
    interview = whichround.the_booked(at, asked, whose)
    if not asked.when and not people and _length(asked, at) is None:
        return _ask(at, asked, say.ask_move(round=rounds.round_name(whose.req, interview.round), day=""), interview=interview.id)
    if asked.when and (day := _hourless(at, asked.when)):
        return _ask(at, asked, say.ask_move(round=rounds.round_name(whose.req, interview.round), day=day), interview=interview.id)
    time = (
        when.ahead_of(at, asked.when, interview.starts_at)
        if asked.when
        else Said(interview.starts_at, None if asked.lasting else interview.ends_at)
    )
    ends = _end(asked, time, at) or time.at + (interview.ends_at - interview.starts_at)
    event = changes.move_round(at.unit, deed(at), interview, time.at, ends, people)
    seated = people or rounds.seated(at, [interview.id])[interview.id]
    return _booked(at, whose, interview, event, seated, moved=True)


def _end(asked: InterviewArgs, time: Said, at: Context) -> datetime | None:
    """The end that was said, or that the length makes; None where neither is. Raises Invalid for what no round has, and for two
    ends."""
    length = _length(asked, at)
    if time.until and time.until - time.at > LONGEST:
        text = say.no_such_end(said=asked.when, lasts=times.left(time.until - time.at))
        raise Invalid(text, errors={"when": text})
    if length and time.until and time.until - time.at != length:
        raise Invalid(say.two_ends(said=asked.when, lasting=asked.lasting), actions=_without_length(at))
    return time.at + length if length else time.until


def _length(asked: InterviewArgs, at: Context) -> timedelta | None:
    """How long it lasts, where that was said. Raises Invalid for what no round lasts."""
    length = lasts(asked.lasting) if asked.lasting else None
    if asked.lasting and (length is None or not timedelta() < length <= LONGEST):
        text = say.no_such_length(said=asked.lasting, most=times.left(LONGEST))
        raise Invalid(text, actions=_without_length(at))
    return length


def _without_length(at: Context) -> tuple[Action, ...]:
    return (naming.again(at, say.usual_length_button(), lasting=None),)


def _not_yet_booked(at: Context, whose: rounds.Meant, key: str) -> None:
    """A round is booked once; a second time it is moved."""
    same = [each for each in rounds.live(at.unit, whose.application) if each.round == key]
    booked = next((each for each in same if each.status is InterviewStatus.BOOKED), None)
    if booked is not None:
        name, round_name = naming.called(at, whose.entry.candidate), rounds.round_name(whose.req, key)
        text = say.booked_already(name=name, round=round_name, when=when.shown(at, booked.starts_at))
        happened = Unrecorded(at.unit, booked, whose.application, whose.req).happened()
        held = (happened,) if booked.ends_at <= at.command.now else ()
        raise Conflict(text, actions=(*held, Action(say.move_button(), "interview move", {"interview": booked.id})))


def _booked(
    at: Context, whose: rounds.Meant, interview: Interview, event: Event, people: list[Person], *, moved: bool = False
) -> Reply:
    told = say.moved if moved else say.booked
    lead = told(
        name=naming.called(at, whose.entry.candidate),
        round=rounds.round_name(whose.req, interview.round),
        req=f"R-{whose.req.number}",
        when=_span(at, interview.starts_at, interview.ends_at, rounds.place_said(at, whose.req, people)),
        who=rounds.names(people),
    )
    elements, fact = _more(at, whose, interview, people)
    elements += rounds.untold_of_panel(at, interview, event) if moved else ()
    about = {"interview": interview.id}
    return changed(
        lead, event, *elements,
        actions=(
            Action(say.next_button(), "interview book", {"application": whose.application.id}, primary=True),
            Action(say.move_button(), "interview move", about),
            Action(say.cancel_button(), "interview cancel", about),
        ),
        data=rounds.about(whose, interview, interviewers=[each.id for each in people], one_day=fact),
    )  # fmt: skip


def _more(at: Context, whose: rounds.Meant, interview: Interview, people: list[Person]) -> tuple[list[Element], str | None]:
    """The time where the candidate is, and where those are who sit in it; nobody to sit in it, or somebody who sits elsewhere
    then; a loop in one day."""
    elements: list[Element] = []
    zone = whose.entry.candidate.timezone
    if zone and zone != at.zone:
        elements.append(Text(say.theirs(when=times.at(interview.starts_at, zone, at.command.now)), small=True))
    elements += rounds.elsewhere(at, interview.starts_at, people)
    if not people:
        elements.append(Text(say.nobody_sits(), small=True))
    elements += _booked_twice(at, interview, people)
    fact = at.library.loops.advised_against("one-day-loop")
    if fact is None or not _pressed(at, whose, interview):
        return elements, None
    source = cited(at.library.knowledge, (fact.source,))[0]
    elements.append(Text(say.one_day(statement=fact.statement, source=source.publisher)))
    return elements, fact.id


def _booked_twice(at: Context, interview: Interview, people: list[Person]) -> list[Element]:
    """Whoever sits in another round at that time; of the other round no more than its req, since others read along."""
    lines = []
    for other, person_id in interviews.overlapping(at.unit, interview, [each.id for each in people]):
        req, _ = rounds.req_of_interview(at.unit, other)
        person = next(each for each in people if each.id == person_id)
        when_there = _span(at, other.starts_at, other.ends_at)
        lines.append(say.booked_twice(who=person.name or "", req=f"R-{req.number}", when=when_there))
    return [Text(line) for line in lines]


def _pressed(at: Context, whose: rounds.Meant, interview: Interview) -> bool:
    """Whether the candidate has more rounds on that day, in their zone or the speaker's, than a day takes."""
    zone = times.zone(whose.entry.candidate.timezone or at.zone)
    live = rounds.live(at.unit, whose.application)
    day = interview.starts_at.astimezone(zone).date()
    return sum(each.starts_at.astimezone(zone).date() == day for each in live) > MOST_A_DAY


def _span(at: Context, starts: datetime, ends: datetime, place: str = "") -> str:
    zone = at.zone
    end = ends.astimezone(times.zone(zone))
    begin = times.at(starts, zone, at.command.now).removesuffix(" UTC")
    same_day = ends - starts < timedelta(days=1)
    told: str = say.span(start=begin, end=f"{end:%H:%M}" if same_day else "", zone="" if zone else "UTC", place=place)
    return told


def _hourless(at: Context, said: str) -> str:
    """The day of a pressed button that names no hour, for which a form asks; typed words are told what they lack."""
    day = moments.day_alone(said, at.zone, at.command.now) if _is_pressed(at) else None
    return times.day(day[0]) if day else ""


def _is_pressed(at: Context) -> bool:
    """Whether it comes from a button, and not from the form that this would be."""
    return bool(at.command.verb) and set(at.command.args).isdisjoint({"interviewer", "others"})


def _ask(at: Context, asked: InterviewArgs, lead: str, **args: str) -> Reply:
    if at.command.verb and set(at.command.args) & {"when", "interviewer", "others"} and not (asked.when and _is_pressed(at)):
        raise Invalid(say.no_time(), errors={"when": say.no_time()})
    fields = (
        Field("when", say.when_field(), "datetime"),
        Field("interviewer", say.interviewer_field(), "person", required=False),
        Field("others", say.others_field(), required=False, hint=say.others_hint()),
    )
    assert at.verb is not None
    kept: dict[str, Any] = {"interviewers": list(asked.interviewers)} if asked.interviewers else {}
    kept |= {"lasting": asked.lasting} if asked.lasting else {}
    return Reply(lead, (Text(lead),), form=Form(say.form_title(), at.verb.name, fields, say.submit(), {**args, **kept}))
