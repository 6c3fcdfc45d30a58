"""`offer sent`: the offer is with the candidate, and its clock stops."""

from __future__ import annotations

from handlers.core import times
from handlers.core.errors import Conflict
from handlers.core.reply import Heading, Reply
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, naming
from handlers.pipeline.policy import deed
from storage.models import Application, Event, Person

say = Wording("offer")


class OfferSentArgs(naming.AboutCandidate):
    """Whose offer: a name in a req, or (from a button) the application itself."""


@verb(
    "offer sent",
    OfferSentArgs,
    summary="The offer is with the candidate",
    usage='offer sent "A.Q." R-12',
    examples=('offer sent "A.Q." R-12',),
    effect="write",
    access="offers",
)
def offer_sent(asked: OfferSentArgs, at: Context) -> Reply:
    """Who sent it, when, and how long after the final round. Raises Conflict where it was sent before."""
    req, entry = naming.the_application(at, asked)
    application, name = entry.application, naming.called(at, entry.candidate)
    happened = changes.happened(at.unit, application.id)
    ended = happened.get(changes.FINAL_ROUND_ENDED)
    sent = happened.get(changes.OFFER_SENT)
    if sent and (ended is None or sent >= ended):
        raise Conflict(say.already(name=name, by=_sender(at, application), at=times.at(sent, None, at.command.now)))
    done = deed(at)
    changes.send_offer(at.unit, done, application)
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


def _sender(at: Context, application: Application) -> str:
    event = at.unit.one(Event, Event.application_id == application.id, Event.kind == changes.OFFER_SENT, order_by=Event.id.desc())  # type: ignore[attr-defined]
    person = at.unit.get(Person, event.actor_id) if event else None
    return (person.name or "") if person else ""
