"""`interview done`, `interview cancel` and `interview no-show`: what became of a booked round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from handlers.core.errors import Conflict, Invalid, NotFound
from handlers.core.markers import Moment, People, Reason
from handlers.core.reply import Action, Element, Reply, Text
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, rounds, scorecards, seating
from handlers.pipeline.changes import because_of
from handlers.pipeline.reading import naming, when, whichcolleague, whichround
from handlers.pipeline.replies import changed
from handlers.pipeline.rules import standing
from handlers.pipeline.rules.policy import deed
from storage.enums import InterviewStatus
from storage.models import Event, Interview, Person

say = Wording("interview")


class DoneArgs(whichround.AboutRound):
    """Whose round, which one, when it ended, where that is not when it was booked to, and who sat in it, where others did.

    `again`: it was held another time, besides the one that is recorded.
    """

    when: Annotated[str | None, Moment(), Empty] = None
    interviewers: Annotated[tuple[str, ...], People()] = ()
    again: bool = False


class EndArgs(whichround.AboutRound):
    """Whose round, which one, and why. `instead`: of what it is recorded as, from a button that says so."""

    why: Annotated[str, Reason(pauses=True)] = ""
    instead: bool = False


@verb(
    "interview done",
    DoneArgs,
    summary="A round took place: its scorecards are due",
    usage='interview done "Ana Q." [technical] [yesterday 16:00] [@lee] [R-12]',
    examples=('interview done "A.Q." technical R-12', 'interview done "A.Q." technical yesterday 16:00'),
    aliases=("round done", "interview over"),
    effect="write",
    access="record_rounds",
)
def interview_done(asked: DoneArgs, at: Context) -> Reply:
    """Who owes a scorecard; the loop's end where it was the last round. A round that nobody booked is recorded with it.

    Said again with others than were named, it puts right who sat in it; with another time, it asks whether that is to be put
    right.
    """
    whose = whichround.meant(at, asked)
    ended = _ended(at, asked, whose)
    people = [whichcolleague.the_person(at, each, make=True) for each in asked.interviewers]
    if people and not ended and (held := seating.the_held(at, asked, whose)):
        return seating.exchanged(at, whose, held, people)
    if ended and not people and not asked.again and (held := _recorded(at, asked, whose)):
        return _put_right(at, asked, whose, held, ended)
    interview, root = _held(at, asked, whose, ended, people)
    event, over = rounds.took_place(at, whose, interview, ended or min(interview.ends_at, at.command.now), root)
    return _done(at, whose, interview, root or event, over=over)


@verb(
    "interview cancel",
    EndArgs,
    summary="A booked round does not take place",
    usage='interview cancel "Ana Q." [technical] [R-12] [because …]',
    examples=('interview cancel "A.Q." technical R-12', 'interview cancel "A.Q." because the panel is ill'),
    aliases=("cancel interview",),
    effect="write",
    access="record_rounds",
)
def interview_cancel(asked: EndArgs, at: Context) -> Reply:
    """That it is off. Raises Conflict where it is over, NotFound where none is booked."""
    return _end(at, asked, InterviewStatus.CANCELLED)


@verb(
    "interview no-show",
    EndArgs,
    summary="The candidate did not come to a round",
    usage='interview no-show "Ana Q." [technical] [R-12] [because …]',
    examples=('interview no-show "A.Q." technical R-12', 'no-show "A.Q." R-12'),
    aliases=("no-show", "no show", "interview no show"),
    effect="write",
    access="record_rounds",
)
def interview_no_show(asked: EndArgs, at: Context) -> Reply:
    """That nobody came, and a button to book it anew."""
    return _end(at, asked, InterviewStatus.NO_SHOW)


def _ended(at: Context, asked: DoneArgs, whose: rounds.Meant) -> datetime | None:
    """When it ended, where that is said; of a day alone when the round of that day did, where it is known. Raises Invalid."""
    if not asked.when:
        return None
    day = when.past_day(at, asked.when)
    known = rounds.ended_on(at, whose, day) if day and not asked.again else []
    return min(known[0], at.command.now) if len(known) == 1 else when.behind(at, asked.when)


def _recorded(at: Context, asked: DoneArgs, whose: rounds.Meant) -> Interview | None:
    """The round that is named and is recorded as done."""
    return seating.the_held(at, asked, whose) if asked.interview or rounds.keys_of(whose.req, whose.said) else None


def _put_right(at: Context, asked: DoneArgs, whose: rounds.Meant, held: Interview, ended: datetime) -> Reply:
    """It ended at another time, and its deadlines run from there. Raises Conflict, which asks, where it may be another round."""
    before = held.done_at or held.ends_at
    if ended == before:
        raise Conflict(whichround.over(at, whose, held))
    named = {"name": naming.called(at, whose.entry.candidate), "round": rounds.round_name(whose.req, held.round)}
    said = {"when": when.shown(at, ended), "before": when.shown(at, before)}
    if not asked.interview:
        then = {"when": ended.isoformat()}
        another = {"application": whose.application.id, "round": held.round, "again": True, **then}
        ways = (
            Action(say.retime_button(when=said["when"]), "interview done", {"interview": held.id, **then}, primary=True),
            Action(say.another_button(), "interview done", another),
        )
        raise Conflict(say.which_time(**named, **said), actions=ways)
    judged = rounds.is_judged(at.library, whose.req, held.round)
    event = changes.finish_round(at.unit, deed(at, ended), held, judged=judged)
    at.unit.flush()
    application = whose.application
    if application.loop_done_at == before and application.outcome is None:
        last = deed(at, rounds.loop_ended(at.unit, application, ended))
        changes.finish_loop(at.unit, because_of(last, event), application)
    data = rounds.about(whose, held, done_at=ended.isoformat())
    return changed(say.retimed(**named, **said, req=f"R-{whose.req.number}"), event, data=data)


def _held(
    at: Context, asked: DoneArgs, whose: rounds.Meant, ended: datetime | None, people: Sequence[Person]
) -> tuple[Interview, Event | None]:
    """The booked round; or a round that is named and that nobody booked, made now. With the event that `people` sat in it."""
    try:
        interview = whichround.the_booked(at, asked, whose)
    except NotFound:
        if not whose.said or not rounds.keys_of(whose.req, whose.said):
            raise
        standing.in_search(at, whose.req, whose.entry)
        stage = whichround.the_round(at, whose)
        _not_held_yet(at, whose, stage.key, ended)
        end = ended or at.command.now
        begin = end - rounds.length(whose.req, stage.key)
        return changes.book(at.unit, deed(at, end), whose.application, stage.key, begin, end, people)
    if interview.starts_at > (ended or at.command.now):
        text = say.not_begun(round=rounds.round_name(whose.req, interview.round), when=when.shown(at, interview.starts_at))
        move = Action(say.move_button(), "interview move", {"interview": interview.id})
        raise Invalid(text, errors={"when": text}, actions=(move,))
    seats = {each.id for each in rounds.seated(at, [interview.id])[interview.id]}
    if not people or seats == {each.id for each in people}:
        return interview, None
    judged = rounds.is_judged(at.library, whose.req, interview.round)
    return interview, changes.seat_others(at.unit, deed(at), interview, people, judged=judged)


def _not_held_yet(at: Context, whose: rounds.Meant, key: str, ended: datetime | None) -> None:
    """A round that took place is recorded once; held again, somebody says when."""
    held = next((each for each in rounds.live(at.unit, whose.application) if each.round == key), None)
    if held is not None and ended is None:
        another = {"application": whose.application.id, "round": key, "when": "now", "again": True}
        again = Action(say.again_button(), "interview done", another)
        raise Conflict(whichround.over(at, whose, held), actions=(again,))


def _done(at: Context, whose: rounds.Meant, interview: Interview, event: Event, *, over: bool) -> Reply:
    people = rounds.seated(at, [interview.id])[interview.id]
    judged = rounds.is_judged(at.library, whose.req, interview.round)
    lead = say.done(
        name=naming.called(at, whose.entry.candidate), round=rounds.round_name(whose.req, interview.round),
        req=f"R-{whose.req.number}", when=when.shown(at, interview.done_at or at.command.now), over=over,
    )  # fmt: skip
    owed = {id for each, id in scorecards.owed(at.unit, at.library, whose.req, whose.application) if each is interview}
    owing = [each for each in people if each.id in owed]
    elements: list[Element] = [Text(say.owes(who=rounds.names(owing)))] if owing else []
    if judged and not people:
        elements.append(Text(say.nobody_sat(), small=True))
    return changed(
        lead, event, *elements, actions=_next(whose, interview, owing, over=over),
        data=rounds.about(whose, interview, owed_by=[each.id for each in owing], loop_done=over),
    )  # fmt: skip


def _next(whose: rounds.Meant, interview: Interview, owing: Sequence[Person], *, over: bool) -> tuple[Action, ...]:
    application = {"application": whose.application.id}
    card = (Action(say.scorecard_button(), "scorecard", {"interview": interview.id}, primary=True),) if owing else ()
    following = (
        (Action(say.debrief_button(), "debrief", application), Action(say.decide_button(), "decide", application))
        if over
        else (Action(say.next_button(), "interview book", application), Action(say.loop_done_button(), "loop done", application))
    )
    return (*card, *following)


def _end(at: Context, asked: EndArgs, status: InterviewStatus) -> Reply:
    whose = whichround.meant(at, asked)
    held = seating.the_held(at, asked, whose)
    interview = held or whichround.the_booked(at, asked, whose)
    _must_not_be_seen(at, whose, interview)
    if held is not None:
        _may_be_put_right(at, asked, whose, held, status)
    if status is InterviewStatus.NO_SHOW and interview.starts_at > at.command.now:
        text = say.not_begun(round=rounds.round_name(whose.req, interview.round), when=when.shown(at, interview.starts_at))
        raise Invalid(text, actions=(Action(say.cancel_button(), "interview cancel", {"interview": interview.id}),))
    event = changes.end_round(at.unit, deed(at), interview, status, asked.why.strip())
    told = say.cancelled if status is InterviewStatus.CANCELLED else say.no_show
    sat = rounds.seated(at, [interview.id])[interview.id]
    lead = told(
        name=naming.called(at, whose.entry.candidate), round=rounds.round_name(whose.req, interview.round),
        req=f"R-{whose.req.number}",
        when=say.at_place(when=when.shown(at, interview.starts_at), place=rounds.place_said(at, whose.req, sat)),
    )  # fmt: skip
    ahead = interview.starts_at > at.command.now
    elements = (Text(say.was_done()),) if held is not None else rounds.elsewhere(at, interview.starts_at, sat) if ahead else ()
    anew = {"application": whose.application.id, "round": interview.round}
    actions = (
        Action(say.anew_button(), "interview book", anew),
        Action(say.withdrew_button(), "cand withdraw", {"application": whose.application.id}),
    )
    untold = rounds.untold_of_panel(at, interview, event)
    return changed(lead, event, *elements, *untold, actions=actions, data=rounds.about(whose, interview))


def _must_not_be_seen(at: Context, whose: rounds.Meant, interview: Interview) -> None:
    """Raise Conflict where somebody has handed in what they saw: so it took place."""
    cards = scorecards.of_rounds(at.unit, [interview])
    if cards:
        wrote = [person for each in cards if (person := at.unit.get(Person, each.interviewer_id))]
        name = rounds.round_name(whose.req, interview.round)
        raise Conflict(say.was_seen(round=name, who=rounds.names(wrote), count=len(wrote)))


def _may_be_put_right(at: Context, asked: EndArgs, whose: rounds.Meant, held: Interview, status: InterviewStatus) -> None:
    """Raise Conflict, with a button that says what it does, where the round was not named, or is meant by a button that was
    shown before it was recorded."""
    if not asked.instead and (asked.interview or not whose.said):
        assert at.verb is not None
        label = say.off_button() if status is InterviewStatus.CANCELLED else say.absent_button()
        instead = Action(label, at.verb.name, {"interview": held.id, "instead": True})
        raise Conflict(whichround.over(at, whose, held), actions=(instead,))
