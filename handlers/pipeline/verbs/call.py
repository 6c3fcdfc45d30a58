"""`call recruiter done` and `call manager done`: the two calls that close."""

from __future__ import annotations

from typing import Annotated

from handlers.core import codes
from handlers.core.errors import Conflict
from handlers.core.markers import Moment
from handlers.core.reply import Action, Reply
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes
from handlers.pipeline.reading import finding, naming, when
from handlers.pipeline.reminders import owing
from handlers.pipeline.replies import changed
from handlers.pipeline.rules import standing
from handlers.pipeline.rules.policy import deed
from storage import nudges
from storage.enums import CallKind, Outcome
from storage.models import Application, Call

say = Wording("call")


class CallArgs(naming.AboutCandidate):
    """With whom, and when, where that is not now."""

    when: Annotated[str | None, Moment(), Empty] = None
    once_more: bool = False


@verb(
    "call recruiter done",
    CallArgs,
    summary="The recruiter walked the candidate through the offer",
    usage='call recruiter done "Ana Q." [R-12] [an hour ago]',
    examples=('call recruiter done "A.Q." R-12', 'recruiter called "A.Q." an hour ago'),
    aliases=("recruiter called", "recruiter call done", "call recruiter"),
    effect="write",
    access="calls",
)
def call_recruiter(asked: CallArgs, at: Context) -> Reply:
    """That it was made. Raises Conflict where it was recorded before: once more is a button."""
    return _called(asked, at, CallKind.RECRUITER)


@verb(
    "call manager done",
    CallArgs,
    summary="The hiring manager called about the first ninety days",
    usage='call manager done "Ana Q." [R-12] [yesterday 16:00]',
    examples=('call manager done "A.Q." R-12', 'call manager done "A.Q." yesterday 16:00'),
    aliases=("manager called", "manager call done", "call manager"),
    effect="write",
    access="calls",
)
def call_manager(asked: CallArgs, at: Context) -> Reply:
    """The same for the hiring manager's (or the founder's) call."""
    return _called(asked, at, CallKind.MANAGER)


def _called(asked: CallArgs, at: Context, kind: CallKind) -> Reply:
    req, entry = finding.the_application(at, asked)
    application, name = entry.application, naming.called(at, entry.candidate)
    if application.outcome in (Outcome.REJECTED, Outcome.WITHDRAWN):
        raise standing.not_possible(at, req, application, name)
    before = at.unit.one(Call, Call.application_id == application.id, Call.kind == kind)
    if before is not None and not asked.once_more and not _is_owed(at, application):
        again = naming.again(at, say.once_more_button(), application=application.id, candidate=None, req=None, once_more=True)
        text = say.called_already(kind=kind.value, name=name, when=when.shown(at, before.done_at))
        raise Conflict(text, actions=(again,))
    sent = changes.happened(at.unit, application.id).get(codes.OFFER_SENT) if asked.when else None
    called_at = when.behind(at, asked.when, after=sent) if asked.when else None
    event = changes.call(at.unit, deed(at, called_at), application, kind)
    who = at.speaker
    lead = say.called(kind=kind.value, name=name, who=who, when=when.shown(at, event.occurred_at), req=f"R-{req.number}")
    other = Action(say.due_button(), "due")
    told, data = when.taken(at, asked.when, event.occurred_at), {"req": req.number, "application": application.id}
    return changed(lead, event, *told, actions=(other,), data={**data, "call": kind.value})


def _is_owed(at: Context, application: Application) -> bool:
    """Whether its clock runs: then the call that was made before is another one."""
    clocks = {rule.id for rule in at.library.clocks if at.verb and rule.deed == at.verb.name}
    owed = (each for each in nudges.owed_on(at.unit, application.requisition_id) if each.application_id == application.id)
    return any(each.clock in clocks and not owing.is_over(each) for each in owed)
