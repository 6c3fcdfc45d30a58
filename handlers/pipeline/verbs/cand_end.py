"""`cand reject` and `cand withdraw`: an application ends, by our decision or by theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

from handlers.core.errors import Invalid
from handlers.core.markers import Reason
from handlers.core.reply import Action, Field, Form, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, rounds
from handlers.pipeline.changes import Deed
from handlers.pipeline.reading import finding, naming
from handlers.pipeline.replies import changed
from handlers.pipeline.rules import standing
from handlers.pipeline.rules.policy import deed
from handlers.pipeline.rules.stages import NEEDS_REASON, OUTCOMES
from storage.enums import Outcome
from storage.models import Application, Event, Interview, Requisition
from storage.unit import Unit

say = Wording("cand")

End = Callable[[Unit, Deed, Application, str], Event]


class CandEndArgs(naming.AboutCandidate):
    """Who, and why."""

    why: Annotated[str, Reason(pauses=True)] = ""


@verb(
    "cand reject",
    CandEndArgs,
    summary="Close a candidate's application with a no",
    usage='cand reject "Ana Q." [R-12] [because …]',
    examples=('cand reject "Ana Q." R-12 because the debugging round was thin', 'reject "Ana Q."'),
    aliases=("reject", "reject candidate"),
    no_verb_before=("reasons", "rate", "rates", "letter", "letters", "email", "emails", "message", "messages"),
    effect="write",
    access="run_candidates",
)
def cand_reject(asked: CandEndArgs, at: Context) -> Reply:
    """That it is closed, and that they are to be told. Raises Conflict where it had ended."""
    return _end(asked, at, Outcome.REJECTED, changes.reject)


@verb(
    "cand withdraw",
    CandEndArgs,
    summary="A candidate stepped back",
    usage='cand withdraw "Ana Q." [R-12] [because …]',
    examples=('cand withdraw "Ana Q." R-12 because she took another offer', 'cand withdraw "Ana Q."'),
    aliases=("withdraw", "withdraw candidate"),
    no_verb_before=("the offer", "our offer", "her offer", "his offer", "their offer", "that offer", "this offer"),
    effect="write",
    access="run_candidates",
)
def cand_withdraw(asked: CandEndArgs, at: Context) -> Reply:
    """That it is recorded. Raises Conflict where it had ended."""
    return _end(asked, at, Outcome.WITHDRAWN, changes.withdraw)


def _end(asked: CandEndArgs, at: Context, outcome: Outcome, end: End) -> Reply:
    req, entry = finding.the_application(at, asked)
    application, name = entry.application, naming.called(at, entry.candidate)
    before = application.outcome
    if outcome not in OUTCOMES[before]:
        raise standing.not_possible(at, req, application, name)
    if (before, outcome) in NEEDS_REASON and not asked.why.strip():
        return _ask_why(at, application, name)
    event = end(at.unit, deed(at), application, asked.why.strip())
    sentence = say.rejected_plain if outcome is Outcome.REJECTED else say.withdrew
    lead = sentence(name=name, req=f"R-{req.number}")
    data = {"req": req.number, "application": application.id, "outcome": outcome.value}
    booked = rounds.ahead(at.unit, application, at.command.now)
    told = (*rounds.still_booked(at, req, booked), *rounds.untold(at, application))
    return changed(lead, event, *told, actions=_next(req, application, booked), data=data)


def _next(req: Requisition, application: Application, booked: Sequence[Interview]) -> tuple[Action, ...]:
    about = {"application": application.id, "rev": application.rev}
    return (
        *rounds.calling_off(booked[:1]),
        Action(say.list_button(), "cand list", {"req": req.number}),
        Action(say.note_button(), "cand note", {"application": application.id}),
        Action(say.elsewhere_button(), "cand move", about),
    )


def _ask_why(at: Context, application: Application, name: str) -> Reply:
    if at.command.verb and "why" in at.command.args:
        raise Invalid(say.why_missing(), errors={"why": say.why_missing()})
    assert at.verb is not None
    lead = say.why_withdraw(name=name)
    field = Field("why", say.reason_field(), "paragraph")
    args = {"application": application.id, "rev": application.rev}
    return Reply(lead, (Text(lead),), form=Form(say.withdraw_button(), at.verb.name, (field,), say.save(), args))
