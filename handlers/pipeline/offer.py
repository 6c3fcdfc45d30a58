"""`offer sent`: the offer is with the candidate, and its clock stops."""

from __future__ import annotations

from typing import Annotated

from handlers.core import times
from handlers.core.args import Arguments
from handlers.core.errors import Conflict, NotFound
from handlers.core.markers import Name, ReqRef
from handlers.core.reply import Heading, Reply
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, naming
from handlers.pipeline.policy import deed, policy
from storage.models import Application, Candidate, Event, Person, Requisition

say = Wording("offer")


class OfferSentArgs(Arguments):
    """Whose offer: a name in a req, or (from a button) the application itself."""

    req: Annotated[int | None, ReqRef()] = None
    candidate: Annotated[str, Name()] = ""
    application: str | None = None


@verb(
    "offer sent",
    OfferSentArgs,
    summary="The offer is with the candidate",
    usage='offer sent "A.Q." R-12',
    examples=('offer sent "A.Q." R-12',),
    effect="write",
)
def offer_sent(asked: OfferSentArgs, at: Context) -> Reply:
    """Who sent it, when, and how long after the final round. Raises Conflict where it was sent before."""
    req, application = _meant(asked, at)
    candidate = at.unit.get(Candidate, application.candidate_id)
    name = (candidate.name or candidate.initials or "") if candidate else ""
    happened = changes.happened(at.unit, application.id)
    ended = happened.get(changes.FINAL_ROUND_ENDED)
    sent = happened.get(changes.OFFER_SENT)
    if sent and (ended is None or sent >= ended):
        raise Conflict(say.already(name=name, by=_sender(at, application), at=times.at(sent, None, at.command.now)))
    done = deed(at)
    changes.send_offer(at.unit, done, policy(at), req, application)
    common = {
        "name": name,
        "by": done.by.name or at.command.actor.name,
        "at": times.at(done.at, done.by.timezone, at.command.now),
    }
    if ended:
        hours = round((done.at - ended).total_seconds() / 3600)
        lead = say.sent(**common, hours=hours)
    else:
        hours = None
        lead = say.sent_without_round(**common)
    return Reply(
        lead,
        (Heading(lead),),
        data={"req": req.number, "application": application.id, "hours_after_final_round": hours},
        public=True,
    )


def _meant(asked: OfferSentArgs, at: Context) -> tuple[Requisition, Application]:
    if asked.application:
        application = at.unit.get(Application, asked.application)
        req = at.unit.get(Requisition, application.requisition_id) if application else None
        if application and req:
            return req, application
        raise NotFound(say.who())
    if not asked.candidate:
        raise NotFound(say.who())
    req = naming.the_req(at.unit, asked.req)
    return req, naming.the_application(at.unit, req, asked.candidate)


def _sender(at: Context, application: Application) -> str:
    event = at.unit.one(Event, Event.application_id == application.id, Event.kind == changes.OFFER_SENT, order_by=Event.id.desc())  # type: ignore[attr-defined]
    person = at.unit.get(Person, event.actor_id) if event else None
    return (person.name or "") if person else ""
