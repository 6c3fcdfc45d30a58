"""`offer sent` and `offer extend`: the offer is with the candidate, and until when it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from handlers.core import times
from handlers.core.errors import Conflict, Invalid
from handlers.core.markers import Moment
from handlers.core.reply import Action, Field, Form, Reply, Text
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, codes, offers, standing
from handlers.pipeline.policy import deed
from handlers.pipeline.reading import naming, when
from handlers.pipeline.replies import changed
from storage import expiry, reqs
from storage.enums import OfferStatus, Outcome
from storage.models import Application, Event, Offer, Person
from storage.reqs import Entry
from storage.unit import table_of

say = Wording("offer")


class OfferSentArgs(naming.AboutCandidate):
    """Whose offer, when it was sent where that is not now, and until when it stands."""

    expires: Annotated[str | None, Moment(after=offers.EXPIRES, strict=True), Empty] = None
    when: Annotated[str | None, Moment(), Empty] = None


class OfferExtendArgs(naming.AboutCandidate):
    """Whose offer, and until when it stands now: after `until`, or by itself (a form's `when`)."""

    until: Annotated[str | None, Moment(after=("until", "till", "to", "by"), strict=True), Empty] = None
    when: Annotated[str | None, Moment(), Empty] = None


@verb(
    "offer sent",
    OfferSentArgs,
    summary="The offer is with the candidate",
    usage='offer sent "A.Q." R-12 [yesterday 17:00] [expires fri 17:00]',
    examples=('offer sent "A.Q." R-12', 'offer sent "A.Q." R-12 expires fri 17:00'),
    aliases=("sent offer",),
    effect="write",
    access="offers",
)
def offer_sent(asked: OfferSentArgs, at: Context) -> Reply:
    """Who sent it, when, and how long after the final round. An offer that is drafted here has to be approved first.

    Where its draft stood until a time that is over when it is sent, a form asks for another. Raises Conflict where it waits for
    its approval, was sent before, or has expired with its terms.
    """
    req, entry = naming.the_application(at, asked)
    application, name = entry.application, naming.called(at, entry.candidate)
    standing.in_search(at, req, entry)
    offer = _ready(at, entry)
    if offer is None:
        _not_run_out(at, asked, entry)
    happened = changes.happened(at.unit, application.id)
    if offer is None:
        _not_yet_sent(at, entry, happened)
    expires = when.until(at, asked.expires, "expires") if asked.expires else None
    ended = happened.get(codes.FINAL_ROUND_ENDED)
    done = deed(at, when.behind(at, asked.when, after=ended) if asked.when else None)
    until = expires or (offer.expires_at if offer else None)
    if until and until <= done.at:
        return _asked_until(at, asked, entry, until)
    event = changes.send_offer(at.unit, done, application, offer, expires)
    common = {"name": name, "by": done.by.name or at.command.actor.name, "at": when.shown(at, done.at)}
    hours = round((done.at - ended).total_seconds() / 3600) if ended else None
    lead = say.sent_without_round(**common) if hours is None else say.sent(**common, hours=hours)
    stands = (Text(say.until(when=when.shown(at, until)), small=True),) if until else ()
    whole_day = when.taken_until(at, asked.expires, until) if until else ()
    about = {"application": application.id}
    return changed(
        lead,
        event,
        *when.taken(at, asked.when, done.at),
        *(whole_day or stands),
        actions=(
            Action(say.called_button(), "call recruiter done", about, primary=True),
            Action(say.accepted_button(), "offer accept", about),
            Action(say.declined_button(), "offer decline", about),
        ),
        data={
            "req": req.number,
            "application": application.id,
            "hours_after_final_round": hours,
            "expires_at": until.isoformat() if until else None,
        },
    )


@verb(
    "offer extend",
    OfferExtendArgs,
    summary="Give the candidate more time to answer",
    usage='offer extend "Ana Q." until mon 17:00 [R-12]',
    examples=('offer extend "A.Q." until mon 17:00 R-12', 'extend offer "A.Q." until fri 12:00'),
    aliases=("extend offer",),
    effect="write",
    access="offers",
)
def offer_extend(asked: OfferExtendArgs, at: Context) -> Reply:
    """Until when it stands, less long too (a date that was mistyped): the answer says so.

    Raises Conflict where no offer is with the candidate, or it stands until then already.
    """
    req, entry = naming.the_application(at, asked)
    offer, name = offers.out(at, entry), naming.called(at, entry.candidate)
    said = asked.until or asked.when
    if not said:
        if at.command.verb and "when" in at.command.args:
            raise Invalid(say.until_when(name=name), errors={"when": say.until_when(name=name)})
        field = Field("when", say.expires_label(), "datetime")
        form = Form(say.extend_title(), "offer extend", (field,), say.submit(), {"application": entry.application.id})
        return Reply(say.until_when(name=name), (Text(say.until_when(name=name)),), form=form)
    _no_other_waits(at, entry, offer, name)
    until = when.until(at, said)
    stands = offer.expires_at if offer else changes.story_of(at.unit, req, entry.application).expires_at
    if until == stands:
        raise Conflict(say.not_longer(name=name, until=when.shown(at, stands)))
    event = changes.extend_offer(at.unit, deed(at), entry.application, offer, until)
    common = {"name": name, "until": when.shown(at, until), "req": f"R-{req.number}"}
    shorter = stands is not None and until < stands
    lead = say.shortened(**common, instead=when.shown(at, stands)) if stands and shorter else say.extended(**common)
    data = {"req": req.number, "application": entry.application.id, "expires_at": until.isoformat()}
    return changed(lead, event, *when.taken_until(at, said, until), data=data)


def _no_other_waits(at: Context, entry: Entry, offer: Offer | None, name: str) -> None:
    """Raises Conflict where an offer expired and the next is drafted: it is that one which gets another end."""
    live = reqs.live_offer(at.unit, entry.application.id)
    if offer is not None and live is not None and live.id != offer.id:
        edit = Action(say.edit_button(), "offer edit", {"application": entry.application.id})
        raise Conflict(say.next_one_waits(name=name), actions=(edit,))


def _ready(at: Context, entry: Entry) -> Offer | None:
    """The approved offer; None where no terms are kept here."""
    offer = reqs.live_offer(at.unit, entry.application.id)
    if offer is None or offer.status is OfferStatus.APPROVED:
        return offer
    name = naming.called(at, entry.candidate)
    if offer.status is OfferStatus.DRAFT:
        show = Action(say.terms_button(), "offer show", {"application": entry.application.id})
        raise Conflict(offers.status_line(at, offer, name) + " " + say.approval_first(), actions=(show,))
    moment = offer.sent_at or offer.created_at
    raise Conflict(say.already(name=name, by=_sender(at, entry.application), at=when.shown(at, moment)))


def _not_run_out(at: Context, asked: OfferSentArgs, entry: Entry) -> None:
    """Raises Conflict where the terms that were sent have expired: the same ones take more time, others a draft."""
    expired = expiry.expired_offer(at.unit, entry.application.id)
    if entry.application.outcome is not Outcome.OFFER or expired is None:
        return
    about = {"application": entry.application.id}
    until = {"until": asked.expires} if asked.expires else {}
    more_time = Action(say.extend_button(), "offer extend", {**about, **until}, primary=True)
    until_when = when.shown(at, expired.expires_at) if expired.expires_at else ""
    text = say.ran_out(name=naming.called(at, entry.candidate), until=until_when)
    raise Conflict(text, actions=(more_time, Action(say.draft_button(), "offer draft", about)))


def _asked_until(at: Context, asked: OfferSentArgs, entry: Entry, over: datetime) -> Reply:
    """It would have expired before it was sent: until when it stands instead."""
    text = say.over_before(name=naming.called(at, entry.candidate), until=when.shown(at, over))
    about = {"application": entry.application.id, **({"when": asked.when} if asked.when else {})}
    field = Field("expires", say.expires_label(), "datetime")
    return Reply(text, (Text(text),), form=Form(say.extend_title(), "offer sent", (field,), say.submit(), about))


def _not_yet_sent(at: Context, entry: Entry, happened: dict[str, Any]) -> None:
    """An offer without terms here is sent once for each final round, and again after it expired or was taken back, or the
    candidate was."""
    sent, ended = happened.get(codes.OFFER_SENT), happened.get(codes.FINAL_ROUND_ENDED)
    over = (codes.OFFER_WITHDRAWN, codes.REOPENED, *(() if _has_more_time(happened) else (codes.OFFER_EXPIRED,)))
    back = [happened[code] for code in over if code in happened]
    if sent and (ended is None or sent >= ended) and all(each < sent for each in back):
        name, moment = naming.called(at, entry.candidate), times.at(sent, at.zone, at.command.now)
        raise Conflict(say.already(name=name, by=_sender(at, entry.application), at=moment))


def _has_more_time(happened: dict[str, Any]) -> bool:
    """Whether it was given more time since it expired."""
    expired, extended = happened.get(codes.OFFER_EXPIRED), happened.get(codes.OFFER_EXTENDED)
    return bool(expired and extended and extended >= expired)


def _sender(at: Context, application: Application) -> str:
    columns = table_of(Event).c
    which = (columns.application_id == application.id, columns.kind == codes.OFFER_SENT)
    event = at.unit.one(Event, *which, order_by=columns.id.desc())
    person = at.unit.get(Person, event.actor_id) if event else None
    return (person.name or "") if person else ""
