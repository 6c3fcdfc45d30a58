"""`req health`: what the guides would say on a req now."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.core import times
from handlers.core.answers.cite import cited
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.digests import state
from handlers.pipeline.health import Finding, State, findings, ways
from handlers.pipeline.messages import unrecorded
from handlers.pipeline.messages.cards import open_for, order_of, stage_counts
from handlers.pipeline.messages.unrecorded import Unrecorded
from handlers.pipeline.reading import finding, naming
from handlers.pipeline.reminders import owing
from storage import nudges, reqs
from storage.enums import ReqStatus
from storage.models import Requisition

say = Wording("health")


@verb(
    "req health",
    naming.OneReq,
    summary="What the guides would say on a req now",
    usage="req health R-12",
    examples=("req health R-12", "health R-12"),
    aliases=("health",),
    effect="read",
    access="see_reqs",
)
def req_health(asked: naming.OneReq, at: Context) -> Reply:
    """Age, pipeline, band against market, loop, deadlines missed; each finding with its source. To the asker alone."""
    req = finding.the_req(at, asked.req)
    if req.closed_at is not None:
        return _over(at, req)
    order = order_of(req)
    unsaid = unrecorded.on_req(at.unit, req, at.command.now)
    found = findings(at.library, req, order, _state(at, req, unsaid))
    lead = say.heading(req=f"R-{req.number}", count=len(found))
    elements: list[Element] = [Heading(lead)]
    if req.status is ReqStatus.HELD:
        elements.append(Text(say.held(req=f"R-{req.number}")))
    counts = stage_counts(at.unit, req)
    if counts:
        elements.append(Text(say.counts(counts=counts)))
    if found:
        elements.append(Bullets(tuple(each.text for each in found)))
    facts = at.library.knowledge.facts
    return Reply(
        lead,
        tuple(elements),
        actions=_next(at, req, found, unsaid),
        sources=cited(at.library.knowledge, tuple(facts[each.fact].source for each in found if each.fact)),
        data={"req": req.number, "findings": [{"code": each.code, "text": each.text, "fact": each.fact} for each in found]},
    )


def _over(at: Context, req: Requisition) -> Reply:
    """A search that has ended needs no advice: how long it took, who is still in it, and where its figures are."""
    took, left = times.gone(open_for(req, at.command.now)), sum(reqs.stage_counts(at.unit, [req.id]).get(req.id, {}).values())
    lead = say.over(req=f"R-{req.number}", status=req.status.value, took=took)
    waiting = (Text(say.still_in(count=left)),) if left else ()
    about = {"req": req.number}
    listed = (Action(say.list_button(), "cand list", about),) if left else ()
    return Reply(
        lead,
        (Heading(lead), *waiting),
        actions=(*listed, Action(say.report_button(), "report", about), Action(say.resume_button(), "req resume", about)),
        data={"req": req.number, "status": req.status.value, "findings": []},
    )


def _state(at: Context, req: Requisition, unsaid: Sequence[Unrecorded]) -> State:
    now, public = at.command.now, not at.command.place.private
    found = state.stood_too_long(at.unit, at.library, [req], now)[req.id]
    return State(
        stood=found,
        live=reqs.stage_counts(at.unit, [req.id]).get(req.id, {}),
        missed=owing.passed(nudges.owed_on(at.unit, req.id), now),
        names=state.names(at.unit, found, public=public),
        unrecorded=tuple(each.item(at.zone, now, public=public, req=False) for each in unsaid),
    )


def _next(at: Context, req: Requisition, found: list[Finding], unsaid: Sequence[Unrecorded]) -> tuple[Action, ...]:
    """The first three things to do about it, of the verbs that there are."""
    happened = unrecorded.buttons(unsaid[:1], alone=len(unsaid) == 1, public=not at.command.place.private)
    offered = ways(req) | {each.verb: each for each in happened}
    there = {name for each in at.verbs for name in each.names}
    wanted = [offered[each.verb] for each in found if each.verb in offered]
    return tuple({(each.verb, each.label): each for each in wanted if each.verb in there}.values())[:3]
