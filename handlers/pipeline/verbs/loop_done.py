"""`loop done`: a candidate's final round has ended, and the offer's clock runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from handlers.core import codes, times
from handlers.core.errors import Conflict, Invalid, NotFound
from handlers.core.markers import Moment
from handlers.core.reading.utterance import says_nothing
from handlers.core.reply import Action, Choice, Field, Form, Reply, Text
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, history, rounds, scorecards
from handlers.pipeline.reading import finding, matching, namesakes, naming, when
from handlers.pipeline.replies import changed
from handlers.pipeline.rules import standing
from handlers.pipeline.rules.clock import deadlines
from handlers.pipeline.rules.policy import deed, policy
from handlers.pipeline.rules.stages import stages
from storage.enums import InterviewStatus
from storage.models import Application, Candidate, Event, Interview, Requisition

say = Wording("loop_done")

LAST_STAGE = "final round"
"""Where a candidate stands who is first heard of when the loop is over."""


class LoopDoneArgs(naming.AboutCandidate):
    """Whose loop (a name, or initials and a reference), for which req, and when it ended; `same` (a candidate's id) and `new`
    answer whether somebody known from another req is meant."""

    when: Annotated[str | None, Moment(), Empty] = None
    same: str | None = None
    new: bool = False


@verb(
    "loop done",
    LoopDoneArgs,
    summary="A candidate's final round has ended: the offer's clock runs",
    usage='loop done [yesterday 16:00] "A.Q." R-12',
    examples=('loop done "A.Q." R-12', 'loop done yesterday 16:00 "A.Q." R-12'),
    effect="write",
    access="record_rounds",
)
def loop_done(asked: LoopDoneArgs, at: Context) -> Reply:
    """What was recorded, with the rounds that it settles, and when the offer is due. Makes the candidate if need be; asks by a
    form for what is missing."""
    if (says_nothing(asked.candidate) and not asked.application) or not _req_is_clear(asked, at):
        return _ask(asked, at)
    ended_at = when.behind(at, asked.when) if asked.when else None
    req, application, added = _meant(asked, at, ended_at)
    done, clocks = deed(at, ended_at), policy(at)
    name = naming.called(at, changes.candidate_of(at.unit, application))
    if application.loop_done_at is not None and ended_at is None:
        last = history.last_line(at, application.id, codes.FINAL_ROUND_ENDED)
        anew = Action(say.anew_button(), "loop done", {"application": application.id, "when": "now"})
        raise Conflict(say.ended_already(name=name, last=last), actions=(anew, *_next(application)))
    event = changes.finish_loop(at.unit, changes.because_of(done, added) if added else done, application)
    held = _held_by_then(at, req, application, added or event, done.at)
    running = deadlines(changes.story_of(at.unit, req, application), clocks.rules, clocks.hours_for(req))
    offer = next((each for each in running if each.clock == "offer"), None)
    zone = done.by.timezone
    ended = times.at(done.at, zone, at.command.now)
    common = {"name": name, "req": f"R-{req.number}", "ended": ended}
    if offer:
        hours, minutes = divmod(round((offer.due_at - offer.started_at).total_seconds() / 60), 60)
        lead = say.recorded(**common, due=times.at(offer.due_at, zone, at.command.now), hours=hours, minutes=minutes)
    else:
        lead = say.recorded_without_clock(**common)
    return changed(
        lead,
        added or event,
        *([Text(say.newcomer(name=name, req=common["req"]))] if added and not asked.new else []),
        *when.taken(at, asked.when, done.at),
        *_as_held(at, req, application, held),
        actions=_next(application),
        data={
            "req": req.number,
            "application": application.id,
            "final_round_ended_at": done.at.isoformat(),
            "offer_due_at": offer.due_at.isoformat() if offer else None,
        },
    )


def _held_by_then(at: Context, req: Requisition, application: Application, cause: Event, ended_at: datetime) -> list[Interview]:
    """The rounds that were booked to begin before the loop's end, and of which nobody said what became: recorded with it, as they
    were booked, so that their scorecards are owed. Not those of a search that the candidate had left and is back in."""
    back = changes.happened(at.unit, application.id).get(codes.REOPENED)
    booked = [each for each in rounds.live(at.unit, application) if each.status is InterviewStatus.BOOKED]
    held = [each for each in booked if each.starts_at < ended_at and (back is None or each.starts_at >= back)]
    for each in held:
        done = changes.because_of(deed(at, min(each.ends_at, ended_at)), cause)
        changes.finish_round(at.unit, done, each, judged=rounds.is_judged(at.library, req, each.round))
    return held


def _as_held(at: Context, req: Requisition, application: Application, held: Sequence[Interview]) -> tuple[Text, ...]:
    """That these rounds are recorded, and who owes a scorecard of them."""
    if not held:
        return ()
    owed = {(each.id, person) for each, person in scorecards.owed(at.unit, at.library, req, application)}
    seats = rounds.seated(at, [each.id for each in held])
    owing = {person.id: person for each in held for person in seats[each.id] if (each.id, person.id) in owed}
    items = [
        say.held_item(round=rounds.round_name(req, each.round), when=when.shown(at, each.done_at or each.ends_at))
        for each in held
    ]
    return (Text(say.held(items=items, who=rounds.names(list(owing.values())) if owing else "")),)


def _next(application: Application) -> tuple[Action, ...]:
    """What follows a loop's end; with an offer out nothing but what is due."""
    about = {"application": application.id}
    due = Action(say.due_button(), "due")
    if application.outcome is not None:
        return (due,)
    return (Action(say.decide_button(), "decide", about), Action(say.sent_button(), "offer sent", about), due)


def _req_is_clear(asked: LoopDoneArgs, at: Context) -> bool:
    if asked.application or asked.req is not None or naming.req_of_place(at) is not None:
        return True
    return len(at.unit.all(Requisition, Requisition.status == "open", limit=2)) == 1


def _meant(asked: LoopDoneArgs, at: Context, ended_at: datetime | None) -> tuple[Requisition, Application, Event | None]:
    """Whose loop it was; somebody we have not heard of is added (with the event that says so), unless they are called almost
    like somebody who is there."""
    if asked.application:
        req, entry = finding.the_application(at, asked)
        standing.in_search(at, req, entry)
        return req, entry.application, None
    req = standing.the_live_req(at, asked.req)
    found = None if asked.new else matching.find_application(at.unit, req, asked.candidate)
    if found is not None:
        standing.in_search(at, req, found)
        return req, found.application, None
    near = [] if asked.new else matching.like(at.unit, [req], asked.candidate, shared=True)
    if near:
        names = [(each.application.id, each.candidate.name or "") for each in near]
        known = tuple(naming.again(at, name, application=id, candidate=None, req=None) for id, name in names)
        newcomer = naming.again(at, say.new_button(name=asked.candidate[:40]), new=True, req=req.number)
        raise NotFound(say.is_it(name=asked.candidate[:60], near=[name for _, name in names]), actions=(*known[:2], newcomer))
    last = stages(req.loop)[-1].key if req.loop else LAST_STAGE
    candidate, done = _known(at, asked), deed(at, ended_at)
    application = (
        changes.apply(at.unit, done, req, candidate, last)
        if candidate
        else changes.add_candidate(at.unit, done, req, asked.candidate, last)
    )
    return req, application, at.unit.one(Event, Event.application_id == application.id, order_by=Event.id)


def _known(at: Context, asked: LoopDoneArgs) -> Candidate | None:
    """Somebody who is known from another req: as the asker says, or by number. Raises Conflict, which asks, for a namesake."""
    if asked.same or asked.new:
        return at.unit.get(Candidate, asked.same)
    numbered = namesakes.numbered(at, asked.candidate)
    if numbered is None:
        namesakes.nobody_is_called(at, asked.candidate)
    return numbered


def _ask(asked: LoopDoneArgs, at: Context) -> Reply:
    """A form; where it was sent with no name in it, the message stands at the field."""
    if at.command.verb and asked.candidate and says_nothing(asked.candidate):
        raise Invalid(say.no_name(), errors={"candidate": say.no_name()})
    reqs = at.unit.all(Requisition, Requisition.status == "open", order_by=Requisition.number, limit=100)
    choices = tuple(Choice(str(req.number), f"R-{req.number} {req.title}"[:75]) for req in reqs)
    fields = (
        Field("candidate", say.candidate_field(), value=asked.candidate, hint=say.candidate_hint()),
        Field("req", say.req_field(), "select", value=str(asked.req or ""), choices=choices)
        if choices
        else Field("req", say.req_field(), "number"),
        Field("when", say.when_field(), "datetime", required=False),
    )
    return Reply(say.ask(), (Text(say.ask()),), form=Form(say.form_title(), "loop done", fields, say.submit()))
