"""`req hold`, `req resume`, `req fill`, `req cancel`: where a requisition stands."""

from __future__ import annotations

from typing import Annotated

from handlers.core.errors import Conflict
from handlers.core.markers import After
from handlers.core.reply import Action, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, history, naming
from handlers.pipeline.cards import days_open
from handlers.pipeline.policy import deed
from handlers.pipeline.replies import changed
from handlers.pipeline.stages import REQ_STATUS
from storage import reqs
from storage.enums import ReqStatus
from storage.models import Event, Requisition

say = Wording("req")

VERBS = {
    ReqStatus.HELD: "req hold",
    ReqStatus.OPEN: "req resume",
    ReqStatus.FILLED: "req fill",
    ReqStatus.CANCELLED: "req cancel",
}
"""How to get to a status."""


class ReqStateArgs(naming.AboutReq):
    """Which req, and why."""

    why: Annotated[str, After(("because", "reason:", "why:"))] = ""


@verb(
    "req hold",
    ReqStateArgs,
    summary="Put a req on hold: its clocks stand still",
    usage="req hold R-12 [because …]",
    examples=("req hold R-12 because the budget is being discussed",),
    aliases=("hold",),
    effect="write",
    access="run_reqs",
)
def req_hold(asked: ReqStateArgs, at: Context) -> Reply:
    """That it is held. Raises Conflict where that can't follow."""
    req = _may_become(asked, at, ReqStatus.HELD)
    event = changes.hold_req(at.unit, deed(at), req, asked.why.strip())
    return _done(at, req, event, say.hold_done(number=req.number))


@verb(
    "req resume",
    ReqStateArgs,
    summary="Go on with a req that was held, filled or cancelled",
    usage="req resume R-12",
    examples=("req resume R-12",),
    aliases=("resume", "reopen", "req reopen"),
    effect="write",
    access="run_reqs",
)
def req_resume(asked: ReqStateArgs, at: Context) -> Reply:
    """That it goes on. Raises Conflict where it is open."""
    req = _may_become(asked, at, ReqStatus.OPEN)
    event = changes.resume_req(at.unit, deed(at), req, asked.why.strip())
    return _done(at, req, event, say.resume_done(number=req.number))


@verb(
    "req fill",
    ReqStateArgs,
    summary="The search is over: somebody signed",
    usage="req fill R-12",
    examples=("req fill R-12",),
    aliases=("req filled",),
    effect="write",
    access="run_reqs",
)
def req_fill(asked: ReqStateArgs, at: Context) -> Reply:
    """After how many days, and who is still in it. Raises Conflict where it is closed."""
    req = _may_become(asked, at, ReqStatus.FILLED)
    event = changes.close_req(at.unit, deed(at), req, ReqStatus.FILLED, asked.why.strip())
    return _done(at, req, event, say.fill_done(number=req.number, days=days_open(req, at.command.now)))


@verb(
    "req cancel",
    ReqStateArgs,
    summary="The search is called off",
    usage="req cancel R-12 [because …]",
    examples=("req cancel R-12 because the team was merged",),
    aliases=("req close",),
    effect="write",
    access="run_reqs",
)
def req_cancel(asked: ReqStateArgs, at: Context) -> Reply:
    """That it is off, and who is still in it. Raises Conflict where it is closed."""
    req = _may_become(asked, at, ReqStatus.CANCELLED)
    event = changes.close_req(at.unit, deed(at), req, ReqStatus.CANCELLED, asked.why.strip())
    return _done(at, req, event, say.cancel_done(number=req.number))


def _may_become(asked: ReqStateArgs, at: Context, status: ReqStatus) -> Requisition:
    """The req, if that status may follow; else what is so, who made it so, and what may follow."""
    req = naming.the_req(at, asked.req)
    allowed = REQ_STATUS[req.status]
    if status in allowed and asked.rev in (None, req.rev):
        return req
    last = history.last_of_req(at, req)
    ways = [VERBS[each] for each in ReqStatus if each in allowed]
    buttons = tuple(
        Action(_label(each), VERBS[each], {"req": req.number, "rev": req.rev}) for each in ReqStatus if each in allowed
    )
    text = say.not_from(number=req.number, status=req.status.value, who=last, allowed=ways)
    raise Conflict(text, actions=buttons[:3])


def _label(status: ReqStatus) -> str:
    labels = {
        ReqStatus.HELD: say.hold_button,
        ReqStatus.OPEN: say.resume_button,
        ReqStatus.FILLED: say.fill_button,
        ReqStatus.CANCELLED: say.cancel_button,
    }
    return labels[status]()


def _done(at: Context, req: Requisition, event: Event, lead: str) -> Reply:
    live = sum(reqs.stage_counts(at.unit, [req.id]).get(req.id, {}).values())
    closed = req.status in (ReqStatus.FILLED, ReqStatus.CANCELLED)
    left = (Text(say.left_alive(count=live)),) if closed and live else ()
    about = {"req": req.number}
    ways = tuple(
        Action(_label(each), VERBS[each], {**about, "rev": req.rev}) for each in ReqStatus if each in REQ_STATUS[req.status]
    )
    actions = (Action(say.list_button(), "cand list", about), *ways) if closed else ways
    return changed(lead, event, *left, actions=actions[:3], data={"req": req.number, "status": req.status.value, "live": live})
