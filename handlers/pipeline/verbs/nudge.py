"""What people say to a nudge: later, somebody else, not needed, why."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field as Bounded

from handlers.core import access, times
from handlers.core.amounts import Empty
from handlers.core.args import Arguments
from handlers.core.errors import Invalid, NotFound
from handlers.core.markers import Flag
from handlers.core.reply import Action, Bullets, Field, Form, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import answered, calendar, changes, clock, codes, naming, saying, settings, speaking
from handlers.pipeline.changes.deeds import WITHIN_HOURS
from handlers.pipeline.changes.trail import home_key
from handlers.pipeline.people import speaker
from handlers.pipeline.policy import deed, in_force
from handlers.pipeline.saying import Owed
from storage import nudges, reqs, surfaces
from storage.enums import NudgeStatus, Voice
from storage.models import Nudge, Person
from storage.unit import table_of
from storage.wanted import ACKNOWLEDGED

say = Wording("nudge")

_NUDGE = table_of(Nudge).c


class NudgeArgs(Arguments):
    """Which nudge: its id, from a button."""

    nudge: str = ""


class SnoozeArgs(NudgeArgs):
    """For how many hours, or until tomorrow morning."""

    hours: Annotated[float, Bounded(gt=0, le=24 * 14)] = 3
    tomorrow: Annotated[bool, Flag(("tomorrow",))] = False


class SkipArgs(NudgeArgs):
    """Why it is not needed."""

    reason: Annotated[str, Bounded(max_length=2000)] = ""


class ReassignArgs(NudgeArgs):
    """Who takes it."""

    person: Annotated[str | None, Empty] = None


@verb("snooze", SnoozeArgs, summary="Remind me later", usage="snooze", examples=("snooze",), effect="write", listed=False)
def snooze(asked: SnoozeArgs, at: Context) -> Reply:
    """It comes again then, in working hours; the deadline stays. Whoever was to be told next is not. Raises NotFound."""
    about = _meant(at, asked)
    hours = speaking.person_hours(at.unit, at.library.customs, about.req, about.nudge.person_id)
    until = calendar.first_after(hours, _until(asked, at.command.now, hours.zone))
    if not nudges.snooze(at.unit, about.nudge.id, until):
        return _told(say.gone(), about)
    for each in _same(at, about):  # what would speak before then comes with it
        if each.person_id == about.nudge.person_id and each.status is NudgeStatus.PENDING and each.say_at < until:
            nudges.snooze(at.unit, each.id, until)
    changes.record(
        at.unit, deed(at), codes.NUDGE_SNOOZED, "application", about.application.id, requisition_id=about.req.id,
        application_id=about.application.id, after={"clock": about.rule.id, "nudge": about.nudge.id, "until": until.isoformat()},
    )  # fmt: skip
    _acknowledged(at, about)
    passes = at.command.now < about.nudge.deadline_at < until
    due = times.at(about.nudge.deadline_at, at.zone, at.command.now) if passes else ""
    shown = times.at(until, at.zone, at.command.now)
    return _told(say.snoozed(until=shown, due=due), about, until=until.isoformat())


@verb("skip", SkipArgs, summary="This deadline is not needed", usage="skip", examples=("skip",), effect="write", listed=False)
def skip(asked: SkipArgs, at: Context) -> Reply:
    """No voice of this deadline speaks again; the trail says who dropped it. Asks for the reason. Raises NotFound."""
    about = _meant(at, asked)
    if not asked.reason:
        fields = (Field("reason", say.skip_reason(), "paragraph"),)
        form = Form(say.skip_title(), "skip", fields, say.skip_submit(), {"nudge": about.nudge.id})
        return Reply(say.skip_reason(), (Heading(say.skip_reason()),), form=form)
    done = deed(at)
    event = changes.record(
        at.unit, done, codes.NUDGE_DROPPED, "application", about.application.id, requisition_id=about.req.id,
        application_id=about.application.id, after={"clock": about.rule.id, "deadline": about.nudge.deadline_at.isoformat()},
    )  # fmt: skip
    changes.keep_why(at.unit, done, event, asked.reason, about.application.candidate_id)
    nudges.drop(at.unit, [each.id for each in _same(at, about)], nudges.NOT_NEEDED)
    changes.told(at.unit, done, about.req, event)
    return _told(say.skipped(what=about.what, who=done.by.name or at.command.actor.name), about, event=event.id)


@verb(
    "reassign",
    ReassignArgs,
    summary="Somebody else takes it",
    usage="reassign",
    examples=("reassign",),
    effect="write",
    listed=False,
)
def reassign(asked: ReassignArgs, at: Context) -> Reply:
    """The clock is with somebody else from now on, who is told of it. Asks whom by a form. Raises NotFound and Invalid."""
    about = _meant(at, asked)
    if not asked.person:
        fields = (Field("person", say.reassign_to(), "person"),)
        form = Form(say.reassign_title(), "reassign", fields, say.reassign_submit(), {"nudge": about.nudge.id})
        return Reply(say.reassign_to(), (Heading(say.reassign_to()),), form=form)
    person, done = naming.the_person(at, asked.person, make=True), deed(at)
    _can_see_to_it(at, about, person)
    theirs = {"theirs": speaking.theirs(about.nudge)} if about.rule.owner == clock.INTERVIEWER else {}
    after = {"clock": about.rule.id, "person": person.id, "nudge": about.nudge.id, **theirs}
    event = changes.record(
        at.unit, done, codes.NUDGE_REASSIGNED, "application", about.application.id, requisition_id=about.req.id,
        application_id=about.application.id, after=after,
    )  # fmt: skip
    _acknowledged(at, about)
    changes.settle(at.unit, done, about.req, about.application)
    changes.told(at.unit, done, about.req, event)
    surfaces.touch(at.unit, home_key(person.id), at.real_now)  # who takes it over need not be of the req's team
    text = say.reassigned(what=about.named(yours=False), person=person.name or "", who=done.by.name or at.command.actor.name)
    return _told(text, about, event=event.id, person=person.id)


def _can_see_to_it(at: Context, about: Owed, person: Person) -> None:
    """Raise Invalid, with what to do instead, for a scorecard that goes to somebody who did not sit in its round."""
    if about.rule.owner != clock.INTERVIEWER:
        return
    interview, whose = speaking.theirs(about.nudge)
    if person.id not in {whose, *reqs.seats(at.unit, [interview])[interview]}:
        text = say.not_in_the_round(person=person.name or "")
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
    about = _meant(at, asked, "see_reqs")
    if saying.is_over(about.nudge):
        text = answered.line(about)
        return Reply(text, (Text(text),), data={"nudge": about.nudge.id})
    return saying.reply(about)


@verb(
    "why nudge", NudgeArgs, summary="Why this reminder", usage="why nudge", examples=("why nudge",), effect="write", listed=False
)
def why_nudge(asked: NudgeArgs, at: Context) -> Reply:
    """The rule, the times, the arithmetic, and what comes next. Raises NotFound."""
    about = _meant(at, asked, "see_reqs")
    nudge, rule = about.nudge, about.rule
    fact = at.library.knowledge.facts.get(rule.rule or "")
    lines = [
        say.why_rule(statement=fact.statement, source=at.library.short_names[fact.source])
        if fact
        else say.why_house(clock=rule.name)
    ]
    lines += _set_otherwise(at, about)
    started = nudges.started_of(about.nudge.key)
    lines += [
        say.since(clock=rule.id, started=about.at(started)),
        say.why_span(span=_span(nudge.deadline_at - started), held=_span(clock.held(about.story, started, nudge.deadline_at))),
        *_competing(about),
        *(_next(at, about) or [say.why_no_next()]),
    ]
    lead = say.why_lead(what=about.what, due=about.at(nudge.deadline_at))
    data = {"nudge": nudge.id, "rule": rule.rule, "started_at": started.isoformat(), "due_at": nudge.deadline_at.isoformat()}
    return Reply(lead, (Heading(lead), Bullets(tuple(lines))), data=data)


def _span(span: timedelta) -> tuple[int, int]:
    """(Hours, minutes), to the minute."""
    return divmod(round(span.total_seconds() / 60), 60)


def _competing(about: Owed) -> list[str]:
    """Whose offer set the deadline, where another company's did."""
    margins = (
        (rule.before_competing_hours, about.story.competing) for rule in about.library.clocks if rule.before_competing_hours
    )
    return [
        say.why_competing(ends=about.at(expiry), hours=f"{hours:g}")
        for hours, told in margins
        for expiry in told
        if expiry - timedelta(hours=hours or 0) == about.nudge.deadline_at
    ][:1]


def _set_otherwise(at: Context, about: Owed) -> list[str]:
    """The hours that hold instead of the rule's own, and who set them."""
    clock, req = about.rule.id, about.req
    hours = in_force(at.library, at.unit, req).within_hours.get(clock)
    if hours is None or hours == about.rule.hours:
        return []
    of_req = clock in req.policy.get(WITHIN_HOURS, {})
    whose = "req" if of_req else "workspace" if clock in settings.of(at.unit).clock_hours else "deployment"
    return [say.why_set(whose=whose, req=f"R-{req.number}", hours=f"{hours:g}")]


def _next(at: Context, about: Owed) -> list[str]:
    """What is still to be said about this deadline, and to whom."""
    same = _same(at, about)
    answered = any(each.acknowledged_at for each in same if each.voice is Voice.ESCALATION)  # nobody else is told then
    unsaid = (each for each in same if not saying.is_over(each) and each.said_at is None)
    waiting = [each for each in unsaid if not (saying.is_line(each) or (answered and saying.is_climb(each)))]
    people = {each.id: at.unit.get(Person, each.person_id) for each in waiting}
    return [
        say.why_next(
            voice=each.voice.value, when=about.at(each.say_at), person=(person.name if (person := people[each.id]) else "") or ""
        )
        for each in sorted(waiting, key=lambda nudge: nudge.say_at)
    ]


def _meant(at: Context, asked: NudgeArgs, need: str = "run_reqs") -> Owed:
    """The nudge, where the speaker owes it or may, on its req, what is needed. Raises NotFound and NotAllowed."""
    me = speaker(at.unit, at.command)
    nudge = at.unit.get(Nudge, asked.nudge) if asked.nudge else None
    about = saying.owed(at.unit, at.library, at.command.now, nudge) if nudge else None
    if about is None:
        raise NotFound(say.no_such_nudge(), actions=(Action(say.due_button(), "due"),))
    if about.nudge.person_id != me.id:
        access.ask(at, about.req, need)
    return about


def _same(at: Context, about: Owed) -> list[Nudge]:
    """Every voice of the same deadline: of the same person where each has one of their own (a scorecard), else of all."""
    nudge = about.nudge
    which = (_NUDGE.application_id == nudge.application_id, _NUDGE.clock == nudge.clock, _NUDGE.deadline_at == nudge.deadline_at)
    rows = at.unit.all(Nudge, *which)
    stem = nudges.deadline_of(nudge.key)
    return [each for each in rows if about.rule.owner != clock.INTERVIEWER or nudges.deadline_of(each.key) == stem]


def _acknowledged(at: Context, about: Owed) -> None:
    """Somebody has seen it: nobody further up is told."""
    nudges.acknowledge(at.unit, about.nudge.id, speaker(at.unit, at.command).id, at.command.now)
    climbs = [each.id for each in _same(at, about) if saying.is_climb(each) and each.said_at is None]
    if climbs:
        nudges.drop(at.unit, climbs, ACKNOWLEDGED)


def _until(asked: SnoozeArgs, now: datetime, zone: str | None) -> datetime:
    if asked.tomorrow:
        return clock.end_of_day(now, zone) + timedelta(minutes=1)
    return now + timedelta(hours=asked.hours)


def _told(text: str, about: Owed, **data: str) -> Reply:
    return Reply(text, (Heading(text),), data={"nudge": about.nudge.id, **data})
