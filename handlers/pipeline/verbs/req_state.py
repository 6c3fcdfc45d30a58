"""`req hold`, `req resume`, `req fill`, `req cancel`: where a requisition stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from handlers.core import codes, times
from handlers.core.errors import Conflict
from handlers.core.markers import After, Reason
from handlers.core.reply import Action, Element, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, history, offers, rounds
from handlers.pipeline.changes.deeds import Policy
from handlers.pipeline.messages.cards import open_for
from handlers.pipeline.reading import bygone, finding, naming, when
from handlers.pipeline.reminders import owing
from handlers.pipeline.reminders.owing import Owed
from handlers.pipeline.replies import changed
from handlers.pipeline.rules import clock
from handlers.pipeline.rules.policy import deed
from handlers.pipeline.rules.stages import REQ_STATUS
from handlers.pipeline.rules.story import COUNTER
from storage import interviews, nudges, reqs, standing, trail
from storage.enums import Outcome, ReqStatus
from storage.models import Candidate, Requisition
from storage.reqs import Entry

say, nudge_say = Wording("req"), Wording("nudge")

VERBS = {
    ReqStatus.HELD: "req hold",
    ReqStatus.OPEN: "req resume",
    ReqStatus.FILLED: "req fill",
    ReqStatus.CANCELLED: "req cancel",
}
"""How to get to a status."""

NAMED, MOST_TOLD, MOST_ANSWERS = 5, 3, 4
"""So many of those left in a search that is over are named; of so many, that they were told is one press away; and so many
buttons say what became of offers."""


class ReqStateArgs(naming.AboutReq):
    """Which req, and why."""

    why: Annotated[str, Reason(pauses=True)] = ""
    described: naming.ReqWords = ""


class ReqHoldArgs(ReqStateArgs):
    """The same, and until when somebody means it to stand still: no date is kept for that, and they read so."""

    until: Annotated[str, After(("until", "till", "til"), until=("because",))] = ""


@verb(
    "req hold",
    ReqHoldArgs,
    summary="Put a req on hold: its clocks stand still",
    usage="req hold R-12 [because …]",
    examples=("req hold R-12 because the budget is being discussed", "req hold R-12"),
    aliases=("hold",),
    effect="write",
    access="run_reqs",
)
def req_hold(asked: ReqHoldArgs, at: Context) -> Reply:
    """That it is held, and what goes on. Raises Conflict where that can't follow."""
    return _become(ReqStatus.HELD, asked, at)


@verb(
    "req resume",
    ReqStateArgs,
    summary="Go on with a req that was held, filled or cancelled",
    usage="req resume R-12",
    examples=("req resume R-12", "req reopen R-12"),
    aliases=("resume", "reopen", "req reopen"),
    effect="write",
    access="run_reqs",
)
def req_resume(asked: ReqStateArgs, at: Context) -> Reply:
    """That it goes on, what ran out meanwhile, and what is due next. Raises Conflict where it is open."""
    return _become(ReqStatus.OPEN, asked, at)


@verb(
    "req fill",
    ReqStateArgs,
    summary="The search is over: somebody signed",
    usage="req fill R-12",
    examples=("req fill R-12", "req filled R-12"),
    aliases=("req filled",),
    effect="write",
    access="run_reqs",
)
def req_fill(asked: ReqStateArgs, at: Context) -> Reply:
    """After how many days, and who is still in it. Raises Conflict where it is closed."""
    return _become(ReqStatus.FILLED, asked, at)


@verb(
    "req cancel",
    ReqStateArgs,
    summary="The search is called off",
    usage="req cancel R-12 [because …]",
    examples=("req cancel R-12 because the team was merged", "req cancel R-12"),
    aliases=("req close",),
    effect="write",
    access="run_reqs",
)
def req_cancel(asked: ReqStateArgs, at: Context) -> Reply:
    """That it is off, and who is still in it. Raises Conflict where it is closed."""
    return _become(ReqStatus.CANCELLED, asked, at)


def _become(status: ReqStatus, asked: ReqStateArgs, at: Context) -> Reply:
    """That it is so, and what may follow. Raises Conflict where that can't follow."""
    req = _may_become(status, asked, at)
    done, why, stood_since = deed(at), asked.why.strip(), req.held_since or req.closed_at
    match status:
        case ReqStatus.HELD:
            event = changes.hold_req(at.unit, done, req, why)
        case ReqStatus.OPEN:
            event = changes.resume_req(at.unit, done, req, why)
        case _:
            event = changes.close_req(at.unit, done, req, status, why)
    changes.hand_approvals_on(at.unit, done, req, event)
    lead = say.became(number=req.number, status=status.value, took=times.gone(open_for(req, at.command.now)))
    live = reqs.entries(at.unit, req.id)
    left, ways = _left_in(at, req, live) if req.closed_at is not None and live else ((), ())
    if status is ReqStatus.HELD:
        no_date = (Text(say.no_date(req=f"R-{req.number}")),) if isinstance(asked, ReqHoldArgs) and asked.until else ()
        told = (*no_date, *_goes_on(at, req, live, done.policy))
    else:
        told = _meanwhile(at, req, stood_since) if stood_since else ()
    told = (*told, *_still_booked(at, req, live)) if req.status is not ReqStatus.OPEN else told
    data = {"req": req.number, "status": req.status.value, "live": len(live)}
    return changed(lead, event, *left, *told, actions=(*ways, *_ways(req)), data=data)


def _goes_on(at: Context, req: Requisition, live: Sequence[Entry], policy: Policy) -> tuple[Element, ...]:
    """What no hold stops: an offer that a candidate has runs out when it says; and that who countered it waits for us."""
    told = []
    for each in (one for one in live if one.application.outcome is Outcome.OFFER):
        story = changes.story_of(at.unit, req, each.application)
        if story.offer_is_out:
            until = when.shown(at, story.expires_at) if story.expires_at else ""
            waits = any(one.clock == COUNTER for one in clock.deadlines(story, policy.rules, policy.hours_for(req)))
            told.append(Text(say.offer_goes_on(name=naming.called(at, each.candidate), until=until, countered=waits)))
    return tuple(told)


def _still_booked(at: Context, req: Requisition, live: Sequence[Entry]) -> tuple[Element, ...]:
    """The rounds to come: a search that stands still, or is over, cancels none, and who sits there goes there."""
    booked = interviews.booked_rounds(at.unit, req.id, at.command.now, NAMED)
    people = {each.application.id: each.candidate for each in live}
    items = [
        say.booked_round(
            round=rounds.round_name(req, each.round),
            name=naming.called(at, people[each.application_id]),
            when=when.shown(at, each.starts_at),
        )
        for each in booked
    ]
    return (Text(say.still_booked(items=items)),) if items else ()


def _meanwhile(at: Context, req: Requisition, since: datetime) -> tuple[Element, ...]:
    """What ran out while a req stood still, and what is due next, or is overdue."""
    over = [
        each
        for each in trail.events_of(at.unit, requisition_id=req.id)
        if each.kind == codes.OFFER_EXPIRED and each.recorded_at >= since
    ]
    lines = [history.line(at.unit, each, public=not at.command.place.private) for each in over]
    owed = owing.one_voice((each for each in nudges.owed_on(at.unit, req.id) if not owing.is_climb(each)), at.command.now)
    due = [_due(at, about) for each in owed[:1] if (about := owing.owed(at.unit, at.library, at.command.now, each))]
    return tuple(Text(text) for text in (*([say.meanwhile(lines=lines)] if lines else []), *due))


def _due(at: Context, about: Owed) -> str:
    candidate = at.unit.get(Candidate, about.application.candidate_id)
    return str(
        say.due_next(
            what=nudge_say.public_what(clock=about.rule.id),
            name=naming.called(at, candidate) if candidate else "",
            due=when.shown(at, about.nudge.deadline_at),
            passed=about.nudge.deadline_at < at.command.now,
        )
    )


def _left_in(at: Context, req: Requisition, live: Sequence[Entry]) -> tuple[tuple[Element, ...], tuple[Action, ...]]:
    """Who is still in a search that is over: those who have our offer, those whom we have met, and how many others; with the
    deeds that answer them."""
    offered, answers = offers.held_beside(at, req)
    met = standing.unanswered_on(at.unit, req.id)
    held = sum(each.application.outcome is Outcome.OFFER for each in live)
    people = {each.application.id: naming.called(at, each.candidate) for each in live}
    names = [people[each.id] for each in met]
    told = tuple(Action(say.told_button(name=people[each.id]), "told", {"application": each.id}) for each in met[:MOST_TOLD])
    rest = len(live) - held - len(met)
    text = say.left_alive(names=names[:NAMED], more=max(0, len(names) - NAMED), rest=rest) if names or rest else ""
    listed = Action(say.list_button(), "cand list", {"req": req.number})
    return (*offered, *((Text(text),) if text else ())), (*answers[:MOST_ANSWERS], *told, listed)


def _may_become(status: ReqStatus, asked: ReqStateArgs, at: Context) -> Requisition:
    """The req, if that status may follow; else what is so, who made it so, and what may follow."""
    meant = bygone.to_resume(at) if status is ReqStatus.OPEN and asked.req in (None, "") else None
    if status is ReqStatus.OPEN and isinstance(asked.req, str):
        bygone.ask_of_somebody(at, asked.req)
    req = meant or finding.the_req(at, asked.req)
    if status in REQ_STATUS[req.status] and asked.rev in (None, req.rev):
        return req
    ways = _ways(req)
    last, allowed = history.last_of_req(at, req), [each.verb for each in ways]
    raise Conflict(say.not_from(number=req.number, status=req.status.value, who=last, allowed=allowed), actions=ways[:3])


def _ways(req: Requisition) -> tuple[Action, ...]:
    """Buttons to where a req may get from where it stands."""
    return tuple(
        Action(say.status_button(status=each.value), VERBS[each], {"req": req.number, "rev": req.rev})
        for each in ReqStatus if each in REQ_STATUS[req.status]
    )  # fmt: skip
