"""`offer counter`, `offer accept`, `offer decline` and `offer withdraw`: what becomes of an offer that is out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from handlers.core import codes, times
from handlers.core.errors import Conflict, Invalid
from handlers.core.figures import money
from handlers.core.markers import After, Choose, Moment, Money, Percent, Reason, When
from handlers.core.reply import Action, Choice, Field, Form, Reply, Text
from handlers.core.typed.amounts import Day, Empty, Share, Sum
from handlers.core.typed.reasons import NO_SEAT
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, offers, rounds
from handlers.pipeline.reading import finding, naming, when
from handlers.pipeline.replies import changed
from handlers.pipeline.rules.policy import deed
from storage import reqs
from storage.enums import Outcome
from storage.models import Offer, Requisition
from storage.reqs import Entry

say = Wording("offer")

REASONS = (
    ("pay", ("pay", "base", "salary", "money", "comp")),
    ("equity", ("equity", "options", "shares", "stock")),
    ("other_offer", ("other offer", "another offer", "competing offer", "competitor")),
    ("stays", ("stays", "staying", "stay", "counter offer", "counteroffer", "current employer")),
    ("role", ("role", "scope", "work", "team", "manager")),
    ("place", ("location", "remote", "relocation", "office")),
    ("time", ("too slow", "timing", "too late", "start date")),
    ("personal", ("personal", "family")),
    ("unsaid", ("no reason", "unsaid", "not said")),
)
"""Why offers are declined, as the report counts them, and how each is said."""


SPOKEN = ("asks for", "wants", "says", "said")


class CounterArgs(naming.AboutCandidate):
    """Who asks for what, in figures or in words."""

    base: Annotated[Sum | None, Empty, Money(("base", "salary", "pay"), alone=True, strict=True, spoken=SPOKEN)] = None
    equity: Annotated[Share | None, Empty, Percent(offers.EQUITY, alone=True)] = None
    said: Annotated[str, After(("because of", "because", *SPOKEN))] = ""


class AcceptArgs(naming.AboutCandidate):
    """Who accepted, when, and their first day.

    `anyway`: though the search is over; `as_sent`: the terms that they have, though others wait.
    """

    start: Annotated[Day | None, Empty, When(offers.STARTS, strict=True)] = None
    when: Annotated[str | None, Moment(), Empty] = None
    anyway: bool = False
    as_sent: bool = False


class DeclineArgs(naming.AboutCandidate):
    """Who declined, why (a word that can be counted, and their own words), and when."""

    why: Annotated[str, Reason(pauses=True)] = ""
    reason: Annotated[str | None, Choose(REASONS, cuts=True), Empty] = None
    when: Annotated[str | None, Moment(), Empty] = None


class WithdrawArgs(naming.AboutCandidate):
    """Whose offer is taken back, and why."""

    why: Annotated[str, Reason(pauses=True)] = ""


@verb(
    "offer counter",
    CounterArgs,
    summary="The candidate asks for something else",
    usage='offer counter "Ana Q." base 240k [equity 0.15%] [R-12] [because …]',
    examples=('offer counter "A.Q." base 240k R-12', 'offer counter "A.Q." equity 0.15% because the grant is small'),
    aliases=("countered", "offer countered"),
    effect="write",
    access="offers",
)
def offer_counter(asked: CounterArgs, at: Context) -> Reply:
    """What they ask for, against the band; changing the offer is the next step. Raises Conflict where no offer is out."""
    req, entry = finding.the_application(at, asked)
    offer, name = offers.out(at, entry), naming.called(at, entry.candidate)
    if asked.base is None and asked.equity is None and not asked.said.strip():
        return _ask_counter(at, name, entry.application.id)
    wish = {
        "base": asked.base.model_dump() if asked.base else None,
        "equity": f"{asked.equity:g}" if asked.equity is not None else None,
    }
    event = changes.counter_offer(at.unit, deed(at), entry.application, offer, wish, asked.said.strip())
    about = {"application": entry.application.id}
    kept = reqs.live_offer(at.unit, entry.application.id) is not None
    label, verb_name = (say.edit_button(), "offer edit") if kept else (say.draft_button(), "offer draft")
    change, more_time = Action(label, verb_name, about, primary=True), Action(say.extend_button(), "offer extend", about)
    lead = say.countered(name=name, req=f"R-{req.number}", kept=kept)
    return Reply(
        lead,
        (Text(lead), *_against_the_band(at, asked, req, offer)),
        actions=(change, more_time, Action(say.declined_button(), "offer decline", about)),
        more=(Action(say.undo_button(), "undo", {"event": event.id}),),
        data={"event": event.id, "req": req.number, "application": entry.application.id},
    )


@verb(
    "offer accept",
    AcceptArgs,
    summary="The candidate accepted",
    usage='offer accept "Ana Q." [start 15 Jan] [R-12]',
    examples=('offer accept "A.Q." start 2027-01-15 R-12', 'offer accept "A.Q."'),
    aliases=("accepted", "offer accepted"),
    no_verb_before=("rate",),
    effect="write",
    access="offers",
)
def offer_accept(asked: AcceptArgs, at: Context) -> Reply:
    """That they signed what they have, who else has an offer, and filling the req as the next step.

    Raises Conflict where no offer is out; it asks first where other terms wait, the search is over, or somebody else signed.
    """
    req, entry = finding.the_application(at, asked)
    offer, name = offers.out(at, entry), naming.called(at, entry.candidate)
    _is_wanted_still(at, asked, req, entry)
    _is_what_they_have(at, asked, entry, offer)
    start = _first_day(at, asked.start, entry) if asked.start else None
    done, waited = deed(at, _answered_at(at, asked.when, entry)), _waited(at, offer)
    event = changes.accept_offer(at.unit, done, entry.application, offer, start)
    first_day = start or (offer.start_on if offer else None)
    lead = say.accepted(name=name, req=f"R-{req.number}", start=times.day(first_day) if first_day else "")
    others, ways_back = offers.held_beside(at, req, entry.application)
    elsewhere, ways_out = offers.sought_elsewhere(at, entry.application)
    fill = Action(say.fill_button(number=req.number), "req fill", {"req": req.number}, primary=True)
    return changed(
        lead,
        event,
        *when.taken(at, asked.when, done.at),
        *waited,
        *others,
        *elsewhere,
        *rounds.untold(at, entry.application),
        actions=(*(() if req.closed_at else (fill,)), *ways_out, *ways_back),
        data={
            "req": req.number,
            "application": entry.application.id,
            "outcome": "hired",
            "start_on": first_day.isoformat() if first_day else None,
        },
    )


@verb(
    "offer decline",
    DeclineArgs,
    summary="The candidate declined",
    usage='offer decline "Ana Q." [pay | equity | other offer | …] [R-12] [because …]',
    examples=('offer decline "A.Q." other offer R-12', 'offer decline "A.Q." pay because the base was low'),
    aliases=("declined", "offer declined"),
    no_verb_before=("rate",),
    effect="write",
    access="offers",
)
def offer_decline(asked: DeclineArgs, at: Context) -> Reply:
    """That it is over, and why. Asks for the reason: it is what the next offer learns from."""
    req, entry = finding.the_application(at, asked)
    offer, name = offers.out(at, entry), naming.called(at, entry.candidate)
    if asked.reason is None and not asked.why.strip():
        return _ask_why_declined(at, name, entry.application.id)
    done, waited = deed(at, _answered_at(at, asked.when, entry)), _waited(at, offer)
    reason = asked.reason or _reason_in(asked.why)
    event = changes.decline_offer(at.unit, done, entry.application, offer, asked.why.strip(), reason)
    lead = say.declined(name=name, req=f"R-{req.number}")
    data = {"req": req.number, "application": entry.application.id, "outcome": "withdrawn", "reason": reason}
    listed = Action(say.list_button(), "cand list", {"req": req.number})
    told = (*when.taken(at, asked.when, done.at), *waited, *rounds.untold(at, entry.application))
    return changed(lead, event, *told, actions=(listed,), data=data)


@verb(
    "offer withdraw",
    WithdrawArgs,
    summary="Take an offer or its draft back",
    usage='offer withdraw "Ana Q." [R-12] because …',
    examples=(
        'offer withdraw "A.Q." R-12 because the headcount was cut',
        'withdraw offer "A.Q." because the budget was cut',
    ),
    aliases=("withdraw offer",),
    effect="write",
    access="offers",
)
def offer_withdraw(asked: WithdrawArgs, at: Context) -> Reply:
    """That it is taken back, and the candidate stands in the loop again. A reason is needed once it was sent."""
    req, entry = finding.the_application(at, asked)
    application, name = entry.application, naming.called(at, entry.candidate)
    offer = offers.last_offer(at, application)
    if application.ended_at is not None or (offer is None and application.outcome is not Outcome.OFFER):
        raise Conflict(say.nothing_to_withdraw(name=name))
    was_out = application.outcome is Outcome.OFFER
    if was_out and not asked.why.strip():
        if at.command.verb and "why" in at.command.args:
            raise Invalid(say.why_withdraw(name=name), errors={"why": say.why_withdraw(name=name)})
        field = Field("why", say.reason_label(), "paragraph")
        form = Form(say.withdraw_title(), "offer withdraw", (field,), say.submit(), {"application": application.id})
        return Reply(say.why_withdraw(name=name), (Text(say.why_withdraw(name=name)),), form=form)
    event = changes.withdraw_offer(at.unit, deed(at), application, offer, asked.why.strip())
    about = {"application": application.id}
    gone = NO_SEAT.search(asked.why) is not None
    no, close = (
        Action(say.reject_button(), "decide no", about),
        Action(say.cancel_req_button(), "req cancel", {"req": req.number}),
    )
    return changed(
        say.withdrawn(name=name, req=f"R-{req.number}", gone=gone),
        event,
        actions=(no, close) if gone else (Action(say.draft_button(), "offer draft", about), no),
        data={"req": req.number, **about, "outcome": None},
    )


def _is_wanted_still(at: Context, asked: AcceptArgs, req: Requisition, entry: Entry) -> None:
    """Raises Conflict, which asks, where somebody else has signed for the req, or its search is over."""
    others = offers.hired_for(at, req)
    if asked.anyway or not (others or req.closed_at):
        return
    text = say.wanted_still(
        name=naming.called(at, entry.candidate), req=f"R-{req.number}", others=others, closed=req.closed_at and req.status.value
    )
    back = Action(say.take_it_back_button(), "offer withdraw", {"application": entry.application.id})
    raise Conflict(text, actions=(naming.again(at, say.accepted_anyway_button(), anyway=True), back))


def _is_what_they_have(at: Context, asked: AcceptArgs, entry: Entry, offer: Offer | None) -> None:
    """Raises Conflict, which asks, where terms wait that they were not sent: it may be those that they were told of."""
    sent = changes.sent_terms(at.unit, offer).get("sent_at") if offer else None
    if asked.as_sent or sent is None:
        return
    text = say.which_accepted(name=naming.called(at, entry.candidate), sent=when.shown(at, sent))
    show = Action(say.terms_button(), "offer show", {"application": entry.application.id})
    raise Conflict(text, actions=(naming.again(at, say.as_sent_button(), as_sent=True), show))


def _answered_at(at: Context, said: str | None, entry: Entry) -> datetime | None:
    """When they answered, where that is not now. Raises Invalid for a time before they were sent the offer."""
    if said is None:
        return None
    sent = changes.happened(at.unit, entry.application.id).get(codes.OFFER_SENT)
    answered = when.behind(at, said, after=sent)
    if sent and answered < sent.replace(second=0, microsecond=0):
        text = say.answered_too_early(
            name=naming.called(at, entry.candidate), answered=when.shown(at, answered), sent=when.shown(at, sent)
        )
        raise Invalid(text, errors={"when": text})
    return answered


def _first_day(at: Context, said: str, entry: Entry) -> date:
    """Their first day, which may have passed where it is told late. Raises Invalid for one before they were sent the offer."""
    first, sent = offers.day(at, said), changes.happened(at.unit, entry.application.id).get(codes.OFFER_SENT)
    if sent and first < sent.astimezone(times.zone(at.zone)).date():
        text = say.starts_too_early(name=naming.called(at, entry.candidate), start=times.day(first), sent=when.shown(at, sent))
        raise Invalid(text, errors={"start": text})
    return first


def _waited(at: Context, offer: Offer | None) -> tuple[Text, ...]:
    """That the answer is to the terms that were sent, where others of them wait."""
    sent = changes.sent_terms(at.unit, offer).get("sent_at") if offer else None
    return (Text(say.answered_as_sent(sent=when.shown(at, sent))),) if sent else ()


def _against_the_band(at: Context, asked: CounterArgs, req: Requisition, offer: Offer | None) -> tuple[Text, ...]:
    if asked.base is None:
        return ()
    currency = offers.currency_of(req, asked.base, offer)
    place = offers.standing(at, req, asked.base.amount, currency)
    return (Text(say.counter_stands(base=money(asked.base.amount, currency), standing=place.standing, band=place.band)),)


def _ask_counter(at: Context, name: str, application: str) -> Reply:
    if at.command.verb and {"base", "equity", "said"} & set(at.command.args):
        raise Invalid(say.counter_what(name=name), errors={"said": say.counter_what(name=name)})
    fields = (
        Field("base", say.base_label(), required=False, hint=say.base_hint()),
        Field("equity", say.equity_field(), required=False, hint=say.equity_hint()),
        Field("said", say.in_their_words(), "paragraph", required=False),
    )
    lead = say.counter_what(name=name)
    form = Form(say.counter_title(), "offer counter", fields, say.submit(), {"application": application})
    return Reply(lead, (Text(lead),), form=form)


def _ask_why_declined(at: Context, name: str, application: str) -> Reply:
    lead = say.why_declined(name=name)
    if at.command.verb and {"why", "reason"} & set(at.command.args):
        raise Invalid(lead, errors={"reason": lead})
    choices = tuple(Choice(code, say.decline_reason(reason=code)) for code, _ in REASONS)
    fields = (
        Field("reason", say.reason_label(), "select", choices=choices),
        Field("why", say.in_their_words(), "paragraph", required=False),
    )
    form = Form(say.decline_title(), "offer decline", fields, say.submit(), {"application": application})
    return Reply(lead, (Text(lead),), form=form)


def _reason_in(why: str) -> str:
    """The reason that words begin to name; else none that can be counted."""
    lowered = f" {why.casefold()} "
    return next((code for code, phrases in REASONS for phrase in phrases if f" {phrase} " in lowered), "unsaid")
