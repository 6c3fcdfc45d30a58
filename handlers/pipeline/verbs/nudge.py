"""What people say to a nudge: later, somebody else, not needed, why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import Field as Bounded

from handlers.core import access, codes, times
from handlers.core.colleagues import called
from handlers.core.errors import Conflict, Invalid
from handlers.core.markers import After, Lasting, Moment, People
from handlers.core.reading.filling import from_words, validated
from handlers.core.reading.utterance import words_of
from handlers.core.reading.verbnames import FREE
from handlers.core.reply import Action, Bullets, Field, Form, Heading, Reply, Text
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes
from handlers.pipeline.changes.trail import home_key
from handlers.pipeline.people import speaker
from handlers.pipeline.reading import reminder, when, whichcolleague
from handlers.pipeline.reading.reminder import NamesNone, NudgeArgs
from handlers.pipeline.reminders import answered, buttons, holding, onedeed, owing, saying, speaking, whence
from handlers.pipeline.reminders.owing import Owed
from handlers.pipeline.rules import calendar, clock, dueby, nextdue
from handlers.pipeline.rules.policy import deed
from storage import interviews, nudgekeys, nudges, replaced, surfaces
from storage.enums import NudgeStatus, Voice
from storage.models import Event, Nudge, Person
from storage.unit import table_of
from storage.wanted import ACKNOWLEDGED

say = Wording("nudge")

LONGEST_DAYS = 14
"""Nothing is put off for longer: a deadline that is not needed so soon is dropped or moved."""

_NUDGE = table_of(Nudge).c


class SnoozeArgs(NudgeArgs):
    """For how many hours, or until when; `tomorrow`: until then, from a button."""

    hours: Annotated[float, Bounded(gt=0, le=24 * 366), Lasting()] = 3
    until: Annotated[str | None, Moment(), Empty] = None
    tomorrow: bool = False


class SkipArgs(NudgeArgs):
    """Why it is not needed."""

    reason: Annotated[str, Bounded(max_length=2000), After(("because of", "because", "as", "since"))] = ""


class ReassignArgs(NudgeArgs):
    """Who takes it. `to`: the same by name, where nobody is mentioned."""

    person: Annotated[str | None, Empty, People()] = None
    to: Annotated[str | None, Empty, After(("to",))] = None


@verb(
    "snooze",
    SnoozeArgs,
    summary="Say a reminder again later; the deadline stays",
    usage="snooze [Ana | R-12] [3h | until thu 9am]",
    examples=("snooze 3h", "snooze until tomorrow", "snooze ana until thu 9am"),
    effect="write",
)
def snooze(asked: SnoozeArgs, at: Context) -> Reply:
    """It comes again then, in working hours; the deadline stays. Whoever was to be told next is not. Raises NotFound."""
    about = _as_said_last(reminder.meant(at, asked))
    hours = speaking.person_hours(at.unit, at.library.customs, about.req, about.nudge.person_id)
    until = calendar.first_after(hours, _until(asked, at, hours.zone))
    if not nudges.snooze(at.unit, about.nudge.id, until):
        return _told(say.gone(), about)
    same = [each for each in _same(at, about) if each.person_id == about.nudge.person_id]
    for each in same:  # what would speak before then comes with it
        if each.status is NudgeStatus.PENDING and each.say_at < until:
            nudges.snooze(at.unit, each.id, until)
    nudges.said_anew(at.unit, [each.id for each in same if each.status is NudgeStatus.SAID])
    whose = {"nudge": about.nudge.id, "person": about.nudge.person_id}
    _recorded(at, deed(at), codes.NUDGE_SNOOZED, about, **whose, until=until.isoformat())
    _acknowledged(at, about)
    passes = at.command.now < about.nudge.deadline_at < until
    due = times.at(about.nudge.deadline_at, at.zone, at.command.now) if passes else ""
    shown = times.at(until, at.zone, at.command.now)
    return _told(say.snoozed(until=shown, due=due), about, until=until.isoformat())


@verb(
    "skip",
    SkipArgs,
    summary="A reminder's deadline is not needed: nobody hears of it again",
    usage="skip [Ana | R-12] [because …]",
    examples=("skip ana because she joins as a contractor", "skip"),
    effect="write",
)
def skip(asked: SkipArgs, at: Context) -> Reply:
    """No voice of this deadline speaks again; the trail says who dropped it. Of what waits for an interviewer's scorecard, that
    is what they drop. Asks for the reason. Raises NotFound, and NotAllowed for what others are to do."""
    about = reminder.meant(at, asked)
    dropped = _to_drop(at, about)
    if not asked.reason:
        fields = (Field("reason", say.skip_reason(), "paragraph"),)
        form = Form(say.skip_title(), "skip", fields, say.skip_submit(), {"nudge": about.nudge.id})
        return Reply(say.skip_reason(), (Heading(say.skip_reason()),), form=form)
    done = deed(at)
    events: list[Event] = []
    for each in dropped:
        so_far = changes.because_of(done, events[0]) if events else done
        deadline = each.nudge.deadline_at.isoformat()
        event = _recorded(at, so_far, codes.NUDGE_DROPPED, each, deadline=deadline, **_theirs(each))
        changes.keep_why(at.unit, done, event, asked.reason, each.application.candidate_id)
        nudges.drop(at.unit, [same.id for same in _same(at, each)], nudges.NOT_NEEDED)
        events.append(event)
    changes.settle(at.unit, done, about.req, about.application)  # what waited for a scorecard waits for the next step now
    changes.told(at.unit, done, about.req, events[0])
    text = say.skipped(what=dropped[0].what, who=at.speaker)
    return _told(text, dropped[0], event=events[0].id)


def _as_said_last(about: Owed) -> Owed:
    """The same deadline in the voice in which its person heard of it last: an earlier message may not have been edited yet."""
    newer = replaced.newer(about.unit, about.nudge)
    return replace(about, nudge=newer) if newer else about


def _to_drop(at: Context, about: Owed) -> list[Owed]:
    """What somebody drops: the deadline, where it is their own scorecard, or they may do what is owed, or lead the req; else
    their own scorecards, where it waits for them. Raises NotAllowed."""
    need = _needed(at, about)
    if about.rule.owner == clock.INTERVIEWER or access.may(at, "run_reqs", about.req) or access.may(at, need, about.req):
        return [about]
    whose = nudgekeys.owner_of(about.nudge.key)
    owed = (each for each in nudges.owed_on(at.unit, about.req.id) if each.application_id == about.application.id)
    cards = {nudgekeys.deadline_of(each.key): each for each in owed if _is_scorecard_of(at, each, whose)}
    found = [each for nudge in cards.values() if (each := owing.owed(at.unit, at.library, at.command.now, nudge))]
    if not found or about.step != owing.SCORECARD:
        access.ask(at, about.req, need)
    return found


def _is_scorecard_of(at: Context, nudge: Nudge, person_id: str) -> bool:
    rule = next(each for each in at.library.clocks if each.id == nudge.clock)
    return rule.owner == clock.INTERVIEWER and nudgekeys.scorecard_of(nudge.key)[1] == person_id and not owing.is_over(nudge)


def _needed(at: Context, about: Owed) -> str:
    """What somebody needs on the req to do what its clock asks for."""
    return next(each.access for each in at.verbs if each.name == about.rule.deed)


@verb(
    "reassign",
    ReassignArgs,
    summary="Somebody else takes what a reminder asks for",
    usage="reassign [Ana | R-12] @someone",
    examples=("reassign @dana", "reassign ana to @dana"),
    effect="write",
)
def reassign(asked: ReassignArgs, at: Context) -> Reply:
    """The clock is with somebody else from now on, who is told of it. Asks whom by a form. Raises NotFound and Invalid."""
    asked, about = _with_whom(asked, at)
    if not asked.person:
        fields = (Field("person", say.reassign_to(), "person"),)
        form = Form(say.reassign_title(), "reassign", fields, say.reassign_submit(), {"nudge": about.nudge.id})
        return Reply(say.reassign_to(), (Heading(say.reassign_to()),), form=form)
    person, done = whichcolleague.the_person(at, asked.person, make=True), deed(at)
    _can_see_to_it(at, about, person)
    whom = {"person": person.id, "nudge": about.nudge.id}
    event = _recorded(at, done, codes.NUDGE_REASSIGNED, about, **whom, **_theirs(about))
    changes.settle(at.unit, done, about.req, about.application)
    changes.told(at.unit, done, about.req, event)
    surfaces.touch(at.unit, home_key(person.id), at.real_now)  # who takes it over need not be of the req's team
    text = say.reassigned(what=about.named(yours=False), person=called(person), who=at.speaker)
    reply = _told(text, about, event=event.id, person=person.id)
    return replace(reply, elements=(*reply.elements, *nextdue.heard_late(at, about, person)))


def _recorded(at: Context, done: changes.Deed, kind: str, about: Owed, **after: Any) -> Event:
    """In the trail of whoever the reminder is about: which clock's, and what became of it."""
    said, whose = {"clock": about.rule.id, **after}, about.application
    return changes.record(at.unit, done, kind, "application", whose.id, **changes.ids_of(whose), after=said)


def _theirs(about: Owed) -> dict[str, tuple[str, str]]:
    """The round and whose scorecard of it is meant, where it is one person's."""
    return {"theirs": nudgekeys.scorecard_of(about.nudge.key)} if about.rule.owner == clock.INTERVIEWER else {}


def _with_whom(asked: ReassignArgs, at: Context) -> tuple[ReassignArgs, Owed]:
    """(The same with whoever takes it, the reminder): words that name no reminder name a colleague (`reassign dana`)."""
    if asked.to and not asked.person:
        asked = asked.model_copy(update={"person": asked.to, "to": None})
    try:
        return asked, reminder.meant(at, asked)
    except NamesNone:
        if asked.person:
            raise
    whichcolleague.the_person(at, asked.about)
    asked = asked.model_copy(update={"person": asked.about, "about": ""})
    return asked, reminder.meant(at, asked)


def _can_see_to_it(at: Context, about: Owed, person: Person) -> None:
    """Raise Invalid, with what to do instead, for somebody who may not do it on that req, or did not sit in the round."""
    if about.rule.owner != clock.INTERVIEWER:
        need = _needed(at, about)
        approves = about.step != owing.APPROVE or person.id == about.req.approver_id
        if not approves or not access.holds(at.unit, person, need, about.req, at.command.now):
            text = say.may_not_do_it(person=called(person), req=f"R-{about.req.number}")
            team = Action(say.team_button(), "req team", {"req": about.req.number})
            raise Invalid(text, errors={"person": text}, actions=(team,))
        return
    interview, whose = nudgekeys.scorecard_of(about.nudge.key)
    if person.id not in {whose, *interviews.seats(at.unit, [interview])[interview]}:
        text = say.not_in_the_round(person=called(person))
        skip_it = Action(say.skip_button(), "skip", {"nudge": about.nudge.id})
        raise Invalid(text, errors={"person": text}, actions=(skip_it,))


@verb(
    "show nudge",
    NudgeArgs,
    summary="One reminder by itself",
    usage="show nudge",
    examples=("show nudge",),
    effect="write",
    listed=False,
)
def show_nudge(asked: NudgeArgs, at: Context) -> Reply:
    """The reminder with all that can be said to it; of one that is over, what became of it. Raises NotFound."""
    about = reminder.meant(at, asked, "see_reqs")
    if owing.is_over(about.nudge):
        text = answered.line(about)
        return Reply(text, (Text(text),), data={"nudge": about.nudge.id})
    return saying.reply(about)


@verb(
    "done",
    NudgeArgs,
    summary="What a reminder asks for is done: as its button does it",
    usage="done [Ana | R-12]",
    examples=("done", "done ana"),
    effect="write",
    alone=True,
    of_name="done",
)
def done(asked: NudgeArgs, at: Context) -> Reply:
    """The deed of the reminder, done or asked for by its own verb; words that name no reminder are a question.

    Raises NotFound, NotAllowed, Conflict where it is not theirs to do, and what the deed's verb raises.
    """
    try:
        about = reminder.meant(at, asked, alike=_pressed)
    except NamesNone:
        return _as_a_question(at)
    if not (pressed := buttons.deeds(about)):
        pass_on = Action(say.reassign_button(), "reassign", {"nudge": about.nudge.id})
        raise Conflict(say.not_theirs(what=about.named(yours=False)), actions=(pass_on,))
    by = next(each for each in at.verbs if each.name == pressed[0].verb)
    args = validated(by.args, pressed[0].args, at.library.vocabulary)
    command = replace(at.command, said="", verb=by.name, args=pressed[0].args)
    as_pressed = replace(at, command=command, verb=by, args=args)
    access.ask(as_pressed)
    reply: Reply = by.handle(args, as_pressed)
    return replace(reply, confidential=not reply.public)


def _pressed(about: Owed) -> object:
    """What its button does: of two reminders that wait for the same deed, either is meant."""
    return next((f"{each.verb} {sorted(each.args.items())}" for each in buttons.deeds(about)), about.nudge.id)


def _as_a_question(at: Context) -> Reply:
    """The answer to what was typed, as a question: its first word is a verb's name, and was meant as a word."""
    ask = next(each for each in at.verbs if each.name == FREE)
    asked = from_words(ask.args, words_of(at.command.said), (), at.library.vocabulary).args
    answer: Reply = ask.handle(asked, at)
    return answer


@verb(
    "why nudge",
    NudgeArgs,
    summary="Why a reminder says so: the rule, the times, and what comes next",
    usage="why [Ana | R-12]",
    examples=("why", "why ana"),
    effect="write",
)
def why_nudge(asked: NudgeArgs, at: Context) -> Reply:
    """The rule, the times, the arithmetic, and what comes next; words that name no reminder are a question. Raises NotFound."""
    try:
        about = reminder.meant(at, asked, "see_reqs")
    except NamesNone:
        return _as_a_question(at)
    nudge, rule = about.nudge, about.rule
    fact = at.library.knowledge.facts.get(rule.rule or "")
    lines = [
        say.why_rule(statement=fact.statement, source=at.library.short_names[fact.source])
        if fact
        else say.why_house(clock=rule.name)
    ]
    lines += whence.lines(about, sees_offers=access.may(at, "offers", about.req))
    lines += [*(_next(at, about) or [say.why_no_next()]), *_nobody_else(at, about)]
    lead = say.why_lead(what=about.what, due=about.at(nudge.deadline_at))
    started = nudgekeys.started_of(nudge.key)
    data = {"nudge": nudge.id, "rule": rule.rule, "started_at": started.isoformat(), "due_at": nudge.deadline_at.isoformat()}
    return Reply(lead, (Heading(lead), Bullets(tuple(lines))), data=data)


def _next(at: Context, about: Owed) -> list[str]:
    """What is still to be said about this deadline, and to whom."""
    same = _same(at, about)
    answered = any(each.acknowledged_at for each in same if each.voice is Voice.ESCALATION)  # nobody else is told then
    unsaid = (each for each in same if not owing.is_over(each) and each.said_at is None)
    waiting = [each for each in unsaid if not (owing.is_line(each) or (answered and owing.is_climb(each)))]
    needless = onedeed.left_to_other(at.unit, waiting, at.library.customs)
    waiting = [each for each in waiting if each.id not in needless]
    people = {each.id: at.unit.get(Person, each.person_id) for each in waiting}
    return [
        say.why_next(voice=each.voice.value, when=about.at(each.say_at), person=called(people[each.id]))
        for each in sorted(waiting, key=lambda nudge: nudge.say_at)
    ]


def _nobody_else(at: Context, about: Owed) -> list[str]:
    """That nobody is told where whoever owes it does not answer, as the req names nobody else."""
    owner = at.unit.get(Person, nudgekeys.owner_of(about.nudge.key) or None)
    if owner is None or holding.in_line(about.req, at.library.customs, owner.id):
        return []
    return [say.why_nobody_else(req=f"R-{about.req.number}", owner=called(owner))]


def _same(at: Context, about: Owed) -> list[Nudge]:
    """Every voice of the same deadline: of the same person where each has one of their own (a scorecard), else of all."""
    nudge = about.nudge
    which = (_NUDGE.application_id == nudge.application_id, _NUDGE.clock == nudge.clock, _NUDGE.deadline_at == nudge.deadline_at)
    rows = at.unit.all(Nudge, *which)
    stem = nudgekeys.deadline_of(nudge.key)
    return [each for each in rows if about.rule.owner != clock.INTERVIEWER or nudgekeys.deadline_of(each.key) == stem]


def _acknowledged(at: Context, about: Owed) -> None:
    """Somebody has seen it: nobody further up is told."""
    nudges.acknowledge(at.unit, about.nudge.id, speaker(at.unit, at.command).id, at.command.now)
    climbs = [each.id for each in _same(at, about) if owing.is_climb(each) and each.said_at is None]
    if climbs:
        nudges.drop(at.unit, climbs, ACKNOWLEDGED)


def _until(asked: SnoozeArgs, at: Context, zone: str | None) -> datetime:
    """When it is said again, in working hours or not. Raises Invalid for what has passed, and for too long."""
    now = at.command.now
    if asked.tomorrow:
        return dueby.end_of_day(now, zone) + timedelta(minutes=1)
    until = when.day_ahead(at, asked.until, "until") if asked.until else now + timedelta(hours=asked.hours)
    if until > now + timedelta(days=LONGEST_DAYS):
        text = say.too_long(days=LONGEST_DAYS)
        raise Invalid(text, errors={"until": text})
    return until


def _told(text: str, about: Owed, **data: str) -> Reply:
    return Reply(text, (Heading(text),), data={"nudge": about.nudge.id, **data})
