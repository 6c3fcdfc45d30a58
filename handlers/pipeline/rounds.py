"""A round of a candidate: which one is meant, what it is called, what it asks for, and what is still owed on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from handlers.core import access, times
from handlers.core.errors import Conflict, NotFound
from handlers.core.library import Library
from handlers.core.markers import Remaining
from handlers.core.reply import Action, Text
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import changes, codes
from handlers.pipeline.cards import order_of
from handlers.pipeline.changes import req_of
from handlers.pipeline.planning import USUAL_LEVEL
from handlers.pipeline.policy import deed
from handlers.pipeline.reading import naming, unread, when
from handlers.pipeline.reminders import speaking
from handlers.pipeline.stages import NEW, Stage, named
from knowledge.kit import KitRound, kit
from storage import interviews
from storage.enums import InterviewStatus
from storage.models import Application, Event, Interview, Person, Requisition, Scorecard
from storage.reqs import Entry
from storage.unit import Unit, table_of

say = Wording("interview")

USUAL_MINUTES = 60
"""How long a round is booked for where neither its loop nor the speaker says; a habit of calendars."""

ENDED_BY = {
    InterviewStatus.DONE: codes.INTERVIEW_DONE,
    InterviewStatus.CANCELLED: codes.INTERVIEW_CANCELLED,
    InterviewStatus.NO_SHOW: codes.INTERVIEW_NO_SHOW,
}
"""What made a round what it is."""
_FILLERS = frozenset({"round", "interview", "at", "for", "with", "the", "a", "an", "of", "on", "and", "by"})
_CALLED_SO = re.compile(
    r"\b(?:tech(?:nical)?|coding|code|onsite|on-site|virtual|panel|final|screen|phone|call|chat|manager|hm|design|system|debugging|ml"
    r"|pair(?:ing)?|homework|take-?home|case|presentation|culture|behaviou?ral|values|fit|team|round|interview|loop|deep dive)\b",
    re.IGNORECASE,
)
"""What rounds are called in one loop or another."""
_LONGEST_ROUND = 4
_MOST_UNREAD = 4
"""Words beside a name and a round that are told as not understood; among more, the name itself is the question."""


class AboutRound(naming.AboutCandidate):
    """Base of verbs about one round of a candidate: by its words, or (from a button) by the interview."""

    round: Annotated[str, Remaining()] = ""
    interview: str | None = None


_OWNER = re.compile(r"(?<=\w)['’]s$")


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


def meant(at: Context, asked: AboutRound) -> Meant:
    """Whose round is meant; of `Ana technical` the words that name a round are the round's. Raises NotFound, NotAllowed."""
    if asked.interview:
        interview = at.unit.get(Interview, asked.interview)
        if interview is None:
            raise NotFound(say.gone())
        of = asked.model_copy(update={"application": interview.application_id, "candidate": "", "req": None})
        return Meant(*naming.the_application(at, of), said=interview.round)
    said = _bare(asked.round)
    try:
        return Meant(*naming.named_application(at, asked), said=said)
    except NotFound:
        if asked.application or not asked.candidate:
            raise
        found = _split(at, asked)
        if found is None:
            _say_what_was_not_read(at, asked)
            raise
        return found


def _say_what_was_not_read(at: Context, asked: AboutRound) -> None:
    """Raise Invalid where a person and a round are understood and other words beside them are not: those are what is wrong."""
    for kept, left in unread.partings(asked.candidate, _MOST_UNREAD):
        try:
            found = _split(at, asked.model_copy(update={"candidate": kept}))
        except NotFound:
            continue
        if found is None or not _is_named(at, found, kept.split()):
            continue
        if not found.said and "interviewers" in type(asked).model_fields and _CALLED_SO.search(left):
            raise _no_such_round(at, found, left)
        about = {"application": found.application.id, "round": found.said or None, "candidate": None, "req": None}
        name = naming.called(at, found.entry.candidate)
        raise unread.not_read(at, left, ", ".join(filter(None, (name, found.said))), **about)


def _no_such_round(at: Context, whose: Meant, said: str) -> NotFound:
    """That the loop has no round of that name, with each that it has as a button, and what else was said kept."""
    known = rounds_of(whose.req)
    over = {each.round for each in live(at.unit, whose.application)}
    offered = [each for each in known if each.key not in over] or known
    text = say.which_round(said=said[:60], rounds=[each.name for each in known])
    return NotFound(text, actions=tuple(_again(at, whose, each) for each in offered[: naming.OFFERED]))


def _is_named(at: Context, found: Meant, words: Sequence[str]) -> bool:
    """Whether one of the words names the person: the only one there is goes without being named."""
    meant_ = found.entry.candidate.id
    return any(each.candidate.id == meant_ for word in words for each in naming.matching(at.unit, found.req.id, word))


def _split(at: Context, asked: AboutRound) -> Meant | None:
    """The name and the round of words that hold both. Raises NotFound where the name could be several people's."""
    words = [_OWNER.sub("", word) for word in asked.candidate.split() if word.casefold() not in _FILLERS]
    several: NotFound | None = None
    for count in range(0, min(len(words), _LONGEST_ROUND) + 1):
        for name, said in ((words[: len(words) - count], words[len(words) - count :]), (words[count:], words[:count])):
            shorter = asked.model_copy(update={"candidate": " ".join(name), "round": " ".join(said) or asked.round})
            try:
                req, entry = naming.named_application(replace(at, args=shorter), shorter)
            except NotFound as missed:
                alike = sum("application" in button.args for button in missed.actions)
                several = several or (missed if said and name and alike > 1 else None)
                continue
            if not said or named(order_of(req), " ".join(said)):
                return Meant(req, entry, " ".join(said) or _bare(asked.round))
    if several:
        raise several
    return None


def _bare(said: str) -> str:
    return " ".join(word for word in said.split() if word.casefold() not in _FILLERS)


def the_round(at: Context, whose: Meant) -> Stage:
    """The round that is named; without words the next one that is neither booked nor done. Raises NotFound with the rounds."""
    rounds = rounds_of(whose.req)
    if whose.said:
        found = named(rounds, whose.said)
        if len(found) == 1:
            return found[0]
        offered = found or rounds
        text = say.which_round(said=whose.said[:60], rounds=[each.name for each in offered])
        raise NotFound(text, actions=tuple(_again(at, whose, each) for each in offered[: naming.OFFERED]))
    following = _next_round(at.unit, whose, rounds)
    if following is None:
        text = say.all_booked(name=naming.called(at, whose.entry.candidate))
        raise Conflict(text, actions=(Action(say.loop_done_button(), "loop done", {"application": whose.application.id}),))
    return following


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


def the_booked(at: Context, asked: AboutRound, whose: Meant) -> Interview:
    """The booked round that is meant: by its button, its words, or because there is only one. Raises NotFound, Conflict."""
    if asked.interview:
        interview = at.unit.get(Interview, asked.interview)
        if interview is not None and interview.status is InterviewStatus.BOOKED:
            return interview
        raise Conflict(over(at, whose, interview))
    booked = [each for each in interviews.of_application(at.unit, whose.application.id) if each.status is InterviewStatus.BOOKED]
    if whose.said:
        booked = [each for each in booked if each.round in keys_of(whose.req, whose.said)]
    name = naming.called(at, whose.entry.candidate)
    if not booked:
        about = {"application": whose.application.id}
        raise NotFound(say.none_booked(name=name), actions=(Action(say.book_button(), "interview book", about),))
    if len(booked) > 1:
        buttons = tuple(
            naming.again(at, round_name(whose.req, each.round), interview=each.id, candidate=None, req=None, round=None)
            for each in booked[: naming.OFFERED]
        )
        raise NotFound(say.which_booked(name=name), actions=buttons)
    return booked[0]


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


# Scorecards


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


def owed(unit: Unit, library: Library, req: Requisition, application: Application) -> list[tuple[Interview, str]]:
    """(round, person id) of every scorecard that is still missing for rounds that took place, and is waited for."""
    held = [each for each in interviews.of_application(unit, application.id) if each.status is InterviewStatus.DONE]
    held = [each for each in held if is_judged(library, req, each.round)]
    seats = interviews.seats(unit, [each.id for each in held])
    handed_in = {(each.interview_id, each.interviewer_id) for each in scorecards(unit, held)}
    story = changes.story_of(unit, req, application)
    waited_for = {(each.id, person) for each in story.rounds for person in each.owed_by} - handed_in
    return [(each, person) for each in held for person in seats[each.id] if (each.id, person) in waited_for]


def scorecards(unit: Unit, held: Sequence[Interview]) -> list[Scorecard]:
    """The scorecards of these rounds, the earliest first."""
    columns = table_of(Scorecard).c
    which = columns.interview_id.in_([each.id for each in held])
    return unit.all(Scorecard, which, order_by=(columns.submitted_at, columns.id)) if held else []


def may_read_scorecards(at: Context, req: Requisition, application: Application) -> bool:
    """Whether somebody reads others' scorecards: not while they owe one; then who runs the req, and its interviewers.

    Whoever is about to sit in a round owes one too: what others saw would colour what they see.
    """
    me = at.person.id if at.person else ""
    judged = [each for each in live(at.unit, application) if is_judged(at.library, req, each.round)]
    seats = interviews.seats(at.unit, [each.id for each in judged])
    mine = [each for each in judged if me in seats[each.id]]
    handed_in = {each.interview_id for each in scorecards(at.unit, mine) if each.interviewer_id == me}
    if any(each.id not in handed_in for each in mine):
        return False
    return bool(mine) or access.may(at, "read_debriefs", req)


# What is asked after a round


def _next_round(unit: Unit, whose: Meant, rounds: Sequence[Stage]) -> Stage | None:
    taken = {each.round for each in live(unit, whose.application)}
    keys = [each.key for each in rounds]
    since = keys.index(whose.application.stage) if whose.application.stage in keys else 0
    return next((each for each in rounds[since:] if each.key not in taken), None)


def _again(at: Context, whose: Meant, stage: Stage) -> Action:
    return naming.again(at, stage.name, application=whose.application.id, round=stage.key, candidate=None, req=None)


def over(at: Context, whose: Meant, interview: Interview | None) -> str:
    """What became of a round, and what was done last: for whoever comes second."""
    from handlers.pipeline.history import last_line

    told: str = say.over(
        round=round_name(whose.req, interview.round) if interview else "",
        status=interview.status.value if interview else "",
        last=last_line(at, whose.application.id, ENDED_BY.get(interview.status) if interview else None),
    )
    return told


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
    application = unit.get(Application, interview.application_id)
    assert application is not None, "the schema holds that there is one"
    return req_of(unit, application), application
