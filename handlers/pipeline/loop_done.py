"""`loop done`: a candidate's final round has ended, and the offer's clock runs."""

from __future__ import annotations

from typing import Annotated

from handlers.core import times
from handlers.core.args import Arguments
from handlers.core.markers import Name, ReqRef
from handlers.core.reply import Action, Choice, Field, Form, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, naming
from handlers.pipeline.clock import deadlines
from handlers.pipeline.policy import deed, policy
from storage.models import Requisition

say = Wording("loop_done")

LAST_STAGE = "final round"
"""Where a candidate stands who is first heard of when the loop is over."""


class LoopDoneArgs(Arguments):
    """Whose loop (a name, or initials and a reference) and for which req."""

    req: Annotated[int | None, ReqRef()] = None
    candidate: Annotated[str, Name()] = ""


@verb(
    "loop done",
    LoopDoneArgs,
    summary="A candidate's final round has ended: the offer's clock runs",
    usage='loop done "A.Q." R-12',
    examples=('loop done "A.Q." R-12',),
    effect="write",
)
def loop_done(asked: LoopDoneArgs, at: Context) -> Reply:
    """What was recorded and when the offer is due. Makes the candidate if need be; asks by a form for what is missing."""
    if not asked.candidate or (asked.req is None and not _one_open(at)):
        return _ask(asked, at)
    req = naming.the_req(at.unit, asked.req)
    done, clocks = deed(at), policy(at)
    application = naming.find_application(at.unit, req, asked.candidate)
    if application is None:
        application = changes.add_candidate(at.unit, done, req, asked.candidate[:300], LAST_STAGE)
    changes.finish_loop(at.unit, done, clocks, req, application)
    running = deadlines(changes.happened(at.unit, application.id), clocks.rules, clocks.within_hours)
    offer = next((each for each in running if each.clock == "offer"), None)
    zone = done.by.timezone
    ended = times.at(done.at, zone, at.command.now)
    common = {"name": asked.candidate, "req": f"R-{req.number}", "ended": ended}
    if offer:
        hours = (offer.due_at - offer.started_at).total_seconds() / 3600
        lead = say.recorded(**common, due=times.at(offer.due_at, zone, at.command.now), hours=hours)
    else:
        lead = say.recorded_without_clock(**common)
    return Reply(
        lead,
        (Heading(lead),),
        actions=(
            Action(say.sent_button(), "offer sent", {"application": application.id}),
            Action(say.due_button(), "due"),
        ),
        data={
            "req": req.number,
            "application": application.id,
            "final_round_ended_at": done.at.isoformat(),
            "offer_due_at": offer.due_at.isoformat() if offer else None,
        },
        public=True,
    )


def _one_open(at: Context) -> bool:
    return len(at.unit.all(Requisition, Requisition.status == "open", limit=2)) == 1


def _ask(asked: LoopDoneArgs, at: Context) -> Reply:
    reqs = at.unit.all(Requisition, Requisition.status == "open", order_by=Requisition.number, limit=100)
    choices = tuple(Choice(str(req.number), f"R-{req.number} {req.title}"[:75]) for req in reqs)
    fields = (
        Field("candidate", say.candidate_field(), value=asked.candidate, hint=say.candidate_hint()),
        Field("req", say.req_field(), "select", value=str(asked.req or ""), choices=choices)
        if choices
        else Field("req", say.req_field(), "number"),
    )
    return Reply(say.ask(), (Text(say.ask()),), form=Form(say.form_title(), "loop done", fields, say.submit()))
