"""`offer sent` and `offer extend`: the offer is with the candidate, and until when it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any

from handlers.core import codes
from handlers.core.colleagues import called
from handlers.core.errors import Conflict, Invalid
from handlers.core.markers import Moment
from handlers.core.reply import Action, Element, Field, Form, Reply, Text
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, offers
from handlers.pipeline.changes import Deed
from handlers.pipeline.reading import finding, naming, when
from handlers.pipeline.replies import changed
from handlers.pipeline.rules import dueby, nextdue, standing
from handlers.pipeline.rules.policy import deed
from storage import expiry, reqs
from storage.enums import OfferStatus, Outcome
from storage.models import Application, Event, Offer, Person, Requisition
from storage.reqs import Entry
from storage.unit import table_of

say = Wording("offer")

_BECAME = (codes.OFFER_EXTENDED, codes.OFFER_COUNTERED, codes.OFFER_REVISED, codes.OFFER_EDITED, codes.OFFER_DRAFTED)
"""What becomes of an offer that is out, and leaves it out."""
FOLLOWING = ("recruiter_call", "offer_answer")
"""The clocks that run once an offer is out."""
SOON = timedelta(days=1)
"""What follows within this is named in the answer: its reminder may come only after the night."""


class OfferSentArgs(naming.AboutCandidate):
    """Whose offer, when it was sent where that is not now, and until when it stands; `instead`: not when it was said before."""

    expires: Annotated[str | None, Moment(after=offers.EXPIRES, strict=True), Empty] = None
    when: Annotated[str | None, Moment(), Empty] = None
    instead: bool = False


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
    its approval, was sent before (a button puts its time right), or has expired with its terms; Invalid for a time before its
    approval.
    """
    req, entry = finding.the_application(at, asked)
    application = entry.application
    standing.in_search(at, req, entry)
    offer = _ready(at, entry)
    if offer is None:
        _not_run_out(at, asked, entry)
    happened = changes.happened(at.unit, application.id)
    ended = happened.get(codes.FINAL_ROUND_ENDED)
    done = deed(at, _sent_at(at, asked.when, entry, offer, ended) if asked.when else None)
    told = _told_wrong(at, asked, entry, done.at) if _is_out(offer, happened) else None
    expires = _said_until(at, asked, req, application, told)
    until = expires or (offer.expires_at if offer else None)
    if until and until <= done.at:
        return _asked_until(at, asked, entry, until)
    if told:
        changes.undo(at.unit, deed(at), told)
    event = changes.send_offer(at.unit, done, application, offer, expires, instead=told)
    lead, hours = _lead(at, req, entry, done, ended)
    recorded = changed(
        lead,
        event,
        *_told_before(at, told),
        *when.taken(at, asked.when, done.at),
        *_stands(at, asked, until),
        *nextdue.line(at, req, entry, FOLLOWING, at.command.now + SOON),
        actions=_what_follows(application),
        data={
            "req": req.number,
            "application": application.id,
            "hours_after_final_round": hours,
            "expires_at": until.isoformat() if until else None,
        },
    )
    return replace(recorded, more=()) if told else recorded  # it can't be undone whole; another time puts it right


def _said_until(
    at: Context, asked: OfferSentArgs, req: Requisition, application: Application, told: Event | None
) -> datetime | None:
    """Until when the offer stands, where that is said; where another time than was `told` is, until when it stood before."""
    if asked.expires:
        return when.until(at, asked.expires, "expires")
    return changes.story_of(at.unit, req, application).expires_at if told else None


def _told_before(at: Context, told: Event | None) -> tuple[Text, ...]:
    return (Text(say.told_before(when=when.shown(at, told.occurred_at))),) if told else ()


def _lead(at: Context, req: Requisition, entry: Entry, done: Deed, ended: datetime | None) -> tuple[str, int | None]:
    """(Who sent it and when, after how many whole hours since the final round; None where none is known.)"""
    common = {
        "name": naming.called(at, entry.candidate),
        "by": at.speaker,
        "at": when.shown(at, done.at),
    }
    if ended is None:
        return say.sent_without_round(**common), None
    held = _held(at, req, entry.application, ended, done.at)
    hours = (done.at - ended - held + timedelta(minutes=30)) // timedelta(hours=1)
    return say.sent(**common, hours=hours, held=bool(held)), hours


def _stands(at: Context, asked: OfferSentArgs, until: datetime | None) -> tuple[Element, ...]:
    """Until when it stands, where that is known."""
    if until is None:
        return ()
    return when.taken_until(at, asked.expires, until) or (Text(say.until(when=when.shown(at, until)), small=True),)


def _what_follows(application: Application) -> tuple[Action, ...]:
    """What is done next about an offer that is out."""
    about = {"application": application.id}
    return (
        Action(say.called_button(), "call recruiter done", about, primary=True),
        Action(say.accepted_button(), "offer accept", about),
        Action(say.declined_button(), "offer decline", about),
    )


def _held(at: Context, req: Requisition, application: Application, since: datetime, until: datetime) -> timedelta:
    """How long of that time the req was on hold, or is still: nobody was slow by it."""
    over = dueby.held(changes.story_of(at.unit, req, application), since, until)
    return over + max(until - max(req.held_since, since), timedelta()) if req.held_since else over


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
    req, entry = finding.the_application(at, asked)
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
    """The offer that was approved, or is with them; None where no terms are kept here."""
    offer = reqs.live_offer(at.unit, entry.application.id)
    if offer is not None and offer.status is OfferStatus.DRAFT:
        name = naming.called(at, entry.candidate)
        show = Action(say.terms_button(), "offer show", {"application": entry.application.id})
        raise Conflict(offers.status_line(at, offer, name) + " " + say.approval_first(), actions=(show,))
    return offer


def _sent_at(at: Context, said: str, entry: Entry, offer: Offer | None, ended: datetime | None) -> datetime:
    """When it was sent, as was said. Raises Invalid for a time at which what was approved here was not approved yet."""
    approved = offer.approved_at if offer else None
    sent = when.behind(at, said, after=max(filter(None, (ended, approved)), default=None))
    if offer is not None and approved and sent < approved.replace(second=0, microsecond=0):
        approver = at.unit.get(Person, offer.approved_by)
        text = say.sent_too_early(
            name=naming.called(at, entry.candidate), sent=when.shown(at, sent), approved=when.shown(at, approved),
            who=called(approver),
        )  # fmt: skip
        raise Invalid(text, errors={"when": text})
    return sent


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


def _is_out(offer: Offer | None, happened: dict[str, Any]) -> bool:
    """Whether they were sent it. An offer without terms here is sent once for each final round, and again after it expired or was
    taken back, or the candidate was."""
    if offer is not None:
        return offer.status is OfferStatus.SENT
    sent, ended = happened.get(codes.OFFER_SENT), happened.get(codes.FINAL_ROUND_ENDED)
    over = (codes.OFFER_WITHDRAWN, codes.REOPENED, *(() if _has_more_time(happened) else (codes.OFFER_EXPIRED,)))
    back = [happened[code] for code in over if code in happened]
    return bool(sent and (ended is None or sent >= ended) and all(each < sent for each in back))


def _told_wrong(at: Context, asked: OfferSentArgs, entry: Entry, moment: datetime) -> Event | None:
    """What said that it was sent at another time, to be taken back for this one. Raises Conflict where that was not asked, with
    the button that asks it as long as nothing else became of the offer since; where only another end was said, with its own."""
    sent = _sending(at, entry.application)
    may = sent is not None and asked.when is not None and not _rests_on(at, sent)
    if sent is not None and may and asked.instead:
        return sent
    name, about = naming.called(at, entry.candidate), {"application": entry.application.id, "candidate": None, "req": None}
    other = sent is not None and may and when.shown(at, sent.occurred_at) != when.shown(at, moment)
    label = say.instead_button(when=when.shown(at, moment))
    instead = (naming.again(at, label, **about, when=moment.isoformat(), instead=True),) if other else ()
    sender, told_at = (at.unit.get(Person, sent.actor_id), sent.occurred_at) if sent else (None, at.command.now)
    by = called(sender)
    raise Conflict(say.already(name=name, by=by, at=when.shown(at, told_at)), actions=instead or _other_end(at, asked, entry))


def _other_end(at: Context, asked: OfferSentArgs, entry: Entry) -> tuple[Action, ...]:
    """The button that sets until when the offer stands that is out, where another end of it was said."""
    until = when.until(at, asked.expires, "expires") if asked.expires else None
    story = changes.story_of(at.unit, changes.req_of(at.unit, entry.application), entry.application)
    if until is None or until == story.expires_at:
        return ()
    label = say.until_button(when=when.shown(at, until))
    return (Action(label, "offer extend", {"application": entry.application.id, "until": until.isoformat()}),)


def _rests_on(at: Context, sent: Event) -> bool:
    """Whether something else became of the offer since."""
    columns = table_of(Event).c
    since = (columns.application_id == sent.application_id, columns.id > sent.id, columns.kind.in_(_BECAME))
    return changes.standing(at.unit, sent) is not None or at.unit.one(Event, *since) is not None


def _has_more_time(happened: dict[str, Any]) -> bool:
    """Whether it was given more time since it expired."""
    expired, extended = happened.get(codes.OFFER_EXPIRED), happened.get(codes.OFFER_EXTENDED)
    return bool(expired and extended and extended >= expired)


def _sending(at: Context, application: Application) -> Event | None:
    """The event that last said that it was sent, by itself or with the terms that hang on it."""
    columns = table_of(Event).c
    which = (columns.application_id == application.id, columns.kind == codes.OFFER_SENT)
    event = at.unit.one(Event, *which, order_by=columns.id.desc())
    return changes.begun_with(at.unit, event) if event else None
