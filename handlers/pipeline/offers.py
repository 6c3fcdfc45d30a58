"""An offer as people see it: its terms, where they stand in the req's band, and what the candidate volunteered beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from handlers.core import access, codes, times
from handlers.core.colleagues import called
from handlers.core.errors import Conflict, Invalid
from handlers.core.figures import money, money_range
from handlers.core.markers import Moment, Money, Percent, Reason, When
from handlers.core.offer.offerterms import OfferTerms
from handlers.core.offer.reckoning import USUAL_CURRENCY
from handlers.core.pay.payfigure import HIGHEST_PAY
from handlers.core.reply import Action, Element, Facts, Text
from handlers.core.typed.amounts import Day, Empty, Share, Span, Sum
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import access_of, changes, history, replies
from handlers.pipeline.reading import naming, when
from handlers.pipeline.rules.story import not_undone
from knowledge.pay.closing import place
from storage import expiry, reqs, trail
from storage.enums import DisclosureKind, OfferStatus, Outcome, ReqStatus
from storage.models import Application, Candidate, Disclosure, Offer, Person, Requisition
from storage.reqs import Entry
from storage.unit import Unit, table_of

say = Wording("offer")

ANSWERS = (codes.OFFER_ACCEPTED, codes.OFFER_DECLINED, codes.WITHDRAWN, codes.REJECTED, codes.DECIDED_NO)
"""What an offer ends with, as the trail says it."""

WITH_THEM = frozenset({OfferStatus.SENT, OfferStatus.EXPIRED})
"""The candidate has it: one that expired can still be answered, late, or be given more time."""
EXPIRES = ("expires", "expiring", "expiry", "valid until", "open until")
VALUATION = ("valuation", "company value", "valued at", "post-money")
STARTS = ("start", "starts", "starting", "start date", "first day", "joins")
EQUITY = ("equity", "options", "stock", "shares", "grant", "rsu", "rsus")
_NOTICE = re.compile(r"(?P<count>\d{1,3})\s*(?P<unit>day|week|month|d\b|w\b|m\b)", re.IGNORECASE)
_UNITS = {"d": "days", "w": "weeks", "m": "months"}

Standing = Literal["in", "top", "below", "above", "unknown"]


class TermsArgs(naming.AboutCandidate):
    """What is offered to whom, until when, and why where that is asked."""

    why: Annotated[str, Reason()] = ""
    expires: Annotated[str | None, Moment(after=EXPIRES, strict=True), Empty] = None
    base: Annotated[Sum | None, Empty, Money(("base", "base salary", "salary", "pay"), alone=True, strict=True)] = None
    equity: Annotated[Share | None, Empty, Percent(EQUITY, alone=True, strict=True)] = None
    start: Annotated[Day | None, Empty, When(STARTS, strict=True)] = None
    company_value: Annotated[Sum | None, Empty, Money(VALUATION, strict=True)] = None
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a base stands in the req's band, which is said as `band`; `unknown` where there is no band of its currency."""

    standing: Standing
    band: str
    top_from: float | None = None

    @property
    def outside(self) -> bool:
        """A figure that needs a reason and the approver."""
        return self.standing in ("below", "above")


def values_of(at: Context, asked: TermsArgs, req: Requisition, held: Offer | None = None) -> dict[str, Any]:
    """What was said as columns of an offer; what was not said stays as it is. Raises Invalid."""
    values: dict[str, Any] = {}
    if asked.base is not None:
        values["base"] = round(asked.base.amount)
        values["currency"] = currency_of(req, asked.base, held)
        if not 0 < values["base"] <= HIGHEST_PAY:
            raise Invalid(say.no_base(), errors={"base": say.no_base()})
    if asked.equity is not None:
        values["equity_percent"] = f"{asked.equity:g}"
    if asked.start is not None:
        values["start_on"] = day_to_come(at, asked.start, "start", say.start_passed)
    if asked.company_value is not None:
        terms = dict(held.terms) if held else {}
        values["terms"] = terms | {"company_value": asked.company_value.model_dump()}
    if asked.expires is not None:
        values["expires_at"] = when.until(at, asked.expires, "expires")
    if asked.why.strip():
        values["reason"] = asked.why.strip()
    return values


def standing(at: Context, req: Requisition, base: float, currency: str) -> Place:
    """The base against the req's band, and whether it is in its top quarter (the rule is a fact)."""
    if req.band_currency != currency or req.band_low is None or req.band_high is None:
        return Place("unknown", "")
    band = money_range(req.band_low, req.band_high, currency)
    top = float(at.library.plans.plan("close").one("base").values["low"])
    found = place(base, req.band_low, req.band_high, top)
    names: dict[str, Standing] = {"below": "below", "above": "above", "top-quarter": "top", "in-band": "in"}
    return Place(names[found.standing], band, found.top_from)


def must_be_justified(at: Context, req: Requisition, values: dict[str, Any], reason: str) -> Place:
    """The base's place. Raises Invalid where it is outside the band without a reason, Conflict without an approver to ask."""
    found = standing(at, req, values["base"], values["currency"])
    if not found.outside:
        return found
    approver = at.unit.get(Person, req.approver_id)
    base, ref = money(values["base"], values["currency"]), f"R-{req.number}"
    if approver is None:
        text = say.outside_without_approver(base=base, standing=found.standing, band=found.band, req=ref)
        raise Conflict(text, actions=(Action(say.team_button(), "req team", {"req": req.number}),))
    if not reason:
        text = say.outside(base=base, standing=found.standing, band=found.band, req=ref, approver=called(approver))
        raise Invalid(text, errors={"why": text})
    return found


def the_offer(at: Context, entry: Entry, *statuses: OfferStatus, terms: Mapping[str, Any] | None = None) -> Offer:
    """The live offer. Raises Conflict where it stands otherwise than one of `statuses`, and where there is none, which offers to
    draft one (with the `terms` that were said)."""
    offer = reqs.live_offer(at.unit, entry.application.id)
    name = naming.called(at, entry.candidate)
    if offer is None:
        about = {"application": entry.application.id}
        is_out = entry.application.outcome is Outcome.OFFER
        expired = expiry.expired_offer(at.unit, entry.application.id) if is_out else None
        draft = Action(say.draft_button(), "offer draft", {**(terms or {}), **about}, primary=True)
        more_time = (Action(say.extend_button(), "offer extend", about),) if expired else ()
        text = say.no_offer(name=name, out=is_out, expired=_when(at, expired.expires_at) if expired else "")
        raise Conflict(text, actions=(draft, *more_time))
    if statuses and offer.status not in statuses:
        raise Conflict(status_line(at, offer, name) + " " + say.nothing_changed())
    return offer


def out(at: Context, entry: Entry) -> Offer | None:
    """The offer that is with the candidate, though other terms of it may wait to be sent; None where it was sent without terms
    kept here. Raises Conflict where none is, with the answer that was recorded.
    """
    if entry.application.outcome is not Outcome.OFFER:
        raise _none_out(at, entry)
    live = reqs.live_offer(at.unit, entry.application.id)
    if live is not None and (live.status in WITH_THEM or changes.sent_terms(at.unit, live)):
        return live
    return expiry.expired_offer(at.unit, entry.application.id)


def waiting_for(unit: Unit, person: Person) -> list[tuple[Offer, Candidate]]:
    """The drafts of open searches that wait for somebody's approval, the oldest first, with whose they are."""
    approved_by_them = unit.all(Requisition, Requisition.approver_id == person.id, table_of(Requisition).c.closed_at.is_(None))
    entries = [each for req in approved_by_them for each in reqs.entries(unit, req.id)]
    found = [(reqs.live_offer(unit, each.application.id), each.candidate) for each in entries]
    waiting = [(offer, candidate) for offer, candidate in found if offer is not None and offer.status is OfferStatus.DRAFT]
    return sorted(waiting, key=lambda each: each[0].id)


def _none_out(at: Context, entry: Entry) -> Conflict:
    """That no offer is with them: what was answered, when and who says so, and the way back; else who took back the one that was
    sent, or that none was."""
    application, about = entry.application, {"application": entry.application.id}
    events = trail.events_of(at.unit, application_id=application.id)
    if application.outcome is None:
        sent = Action(say.sent_button(), "offer sent", about)
        ends = (codes.OFFER_SENT, codes.OFFER_WITHDRAWN)
        last = next((each for each in reversed(not_undone(events)) if each.kind in ends), None)
        if last is not None and last.kind == codes.OFFER_WITHDRAWN:
            told = history.dated(at, last, public=not at.command.place.private)
            return Conflict(say.taken_back_before(last=told), actions=(sent,))
        left = (Action(say.withdrew_button(), "cand withdraw", about),) if at.verb and at.verb.name == "offer decline" else ()
        return Conflict(say.not_out(name=naming.called(at, entry.candidate)), actions=(*left, sent))
    answer = next((each for each in reversed(events) if each.kind in ANSWERS), events[-1])
    hired = application.outcome is Outcome.HIRED
    back = (
        Action(say.stepped_back_button(), "cand withdraw", about)
        if hired
        else Action(say.back_in_button(), "cand move", about | {"stage": application.stage})
    )
    told = history.dated(at, answer, public=not at.command.place.private)
    undo = (replies.back(answer),) if changes.may_undo(at.unit, answer, at.person, at.command.now) else ()
    return Conflict(say.answered_before(last=told, hired=hired), actions=(*undo, back))


def held_beside(at: Context, req: Requisition, but: Application | None = None) -> tuple[tuple[Text, ...], tuple[Action, ...]]:
    """The others in a req who have our offer: a sentence that names them, and for each the way to take it back; or nothing.

    Where the req is filled and nobody has signed, it may be because they accepted: that is asked, with a button for it.
    """
    found = [each for each in reqs.entries(at.unit, req.id) if each.application.outcome is Outcome.OFFER]
    held = [(naming.called(at, each.candidate), each.application.id) for each in found if each.application is not but]
    if not held:
        return (), ()
    unsaid = req.status is ReqStatus.FILLED and not hired_for(at, req)
    signed = tuple(accepted_after_all(name, id) for name, id in held) if unsaid else ()
    back = tuple(Action(say.take_back_button(name=name), "offer withdraw", {"application": id}) for name, id in held)
    names, over = [name for name, _ in held], req.closed_at is not None
    return (Text(say.held_beside(names=names, req=f"R-{req.number}", over=over, unsaid=unsaid)),), (*signed, *back)


def sought_elsewhere(at: Context, application: Application) -> tuple[tuple[Text, ...], tuple[Action, ...]]:
    """The other searches, of those that the speaker sees, which still count on somebody who has signed: a sentence, and for each
    whose candidates the speaker runs the way to say there that they are no candidate any more; or nothing."""
    others = [each for each in reqs.applications_of(at.unit, application.candidate_id) if each.ended_at is None]
    found = [
        (each, changes.req_of(at.unit, each)) for each in others if each.id != application.id and access_of.may_see(at, each)
    ]
    alive = [(each, req) for each, req in found if req.closed_at is None]
    if not alive:
        return (), ()
    runs = [(each, f"R-{req.number}") for each, req in alive if access.may(at, "run_candidates", req)]
    out = tuple(Action(say.out_of_button(req=ref), "cand withdraw", {"application": each.id}) for each, ref in runs)
    return (Text(say.sought_elsewhere(refs=[f"R-{req.number}" for _, req in alive], yours=bool(runs))),), out


def accepted_after_all(name: str, application_id: str) -> Action:
    """The button that says somebody accepted for whose search nobody else is wanted any more."""
    return Action(say.one_accepted_button(name=name), "offer accept", {"application": application_id, "anyway": True})


def hired_for(at: Context, req: Requisition) -> list[str]:
    """How those are called who have signed for a req."""
    hired = (Application.requisition_id == req.id, Application.outcome == Outcome.HIRED)
    people = (at.unit.get(Candidate, each.candidate_id) for each in at.unit.all(Application, *hired))
    return [naming.called(at, each) for each in people if each]


def last_offer(at: Context, application: Application) -> Offer | None:
    """The live offer, else the last that expired."""
    return reqs.live_offer(at.unit, application.id) or expiry.expired_offer(at.unit, application.id)


def status_line(at: Context, offer: Offer, name: str) -> str:
    """Where an offer stands, by whom, and since when."""
    approver = at.unit.get(Person, offer.approved_by)
    req = changes.req_of(at.unit, changes.application_of(at.unit, offer))
    waiting_for = at.unit.get(Person, req.approver_id)
    since = offer.answered_at or offer.sent_at or offer.approved_at or changes.said_at(at.unit, offer)
    told: str = say.status(
        name=name,
        status=offer.status.value,
        approver=called(approver),
        waiting_for=called(waiting_for),
        when=when.shown(at, since),
    )
    return told


def shown(at: Context, req: Requisition, application: Application, offer: Offer) -> tuple[list[Element], dict[str, Any]]:
    """The terms with their arithmetic, what was volunteered beside them, and the same for machines."""
    from handlers.core.offer.offerwords import answer

    said = disclosures(at.unit, application.id)
    terms = _reckoned(req, offer, said)
    reckoned = answer(terms, at)
    pairs = [(say.terms_label(), say.base(base=money(offer.base, offer.currency), equity=offer.equity_percent or ""))]
    if offer.start_on:
        pairs.append((say.start_label(), times.day(offer.start_on)))
    if offer.expires_at:
        pairs.append((say.expires_label(), when.shown(at, offer.expires_at)))
    if offer.reason:
        pairs.append((say.reason_label(), offer.reason))
    beside = [Text(line) for line in (*_notice(offer, said), *_competing(at, said), *_countered(offer))]
    elements = [Facts(tuple(pairs)), *reckoned.elements[1:], *beside]
    data = {
        "offer": offer.id,
        "status": offer.status.value,
        "base": offer.base,
        "currency": offer.currency,
        "equity_percent": offer.equity_percent,
        "start_on": offer.start_on.isoformat() if offer.start_on else None,
        "expires_at": offer.expires_at.isoformat() if offer.expires_at else None,
        "standing": standing(at, req, offer.base, offer.currency).standing,
        "reckoned": dict(reckoned.data),
        "volunteered": [volunteered_data(each) for each in said],
    }
    return elements, data


def currency_of(req: Requisition, said: Sum | None, offer: Offer | None = None) -> str:
    """The currency of a figure: as it was said, else the offer's, the band's, the usual one."""
    named = said.currency if said else None
    return named or (offer.currency if offer else None) or req.band_currency or USUAL_CURRENCY


def disclosures(unit: Unit, application_id: str) -> list[Disclosure]:
    """What a candidate volunteered and has not taken back, the latest first."""
    columns = table_of(Disclosure).c
    which = (columns.application_id == application_id, columns.withdrawn_at.is_(None))
    return unit.all(Disclosure, *which, order_by=(columns.volunteered_at.desc(), columns.id.desc()))


def of_kind(said: Sequence[Disclosure], kind: DisclosureKind) -> Disclosure | None:
    """The latest of a kind."""
    return next((each for each in said if each.kind is kind), None)


def volunteered_data(each: Disclosure) -> dict[str, Any]:
    """One thing that was volunteered, for machines."""
    expires = each.expires_at.isoformat() if each.expires_at else None
    return {"id": each.id, "kind": each.kind.value, "at": each.volunteered_at.isoformat(), "expires_at": expires, **each.details}


def notice_ends(since: date, said: str) -> date | None:
    """When a notice of `3 months` or `4 weeks` that begins on a day is over; None for words without a length."""
    found = _NOTICE.search(said)
    if not found:
        return None
    from dateutil.relativedelta import relativedelta

    unit, count = _UNITS[found["unit"][0].casefold()], int(found["count"])
    spans = {"days": relativedelta(days=count), "weeks": relativedelta(weeks=count), "months": relativedelta(months=count)}
    return since + spans[unit]


def _reckoned(req: Requisition, offer: Offer, said: Sequence[Disclosure]) -> OfferTerms:
    """The offer as `close` reckons it: the req's band, and what the candidate volunteered that they leave."""
    leaves, cliff = of_kind(said, DisclosureKind.LEAVES_BEHIND), of_kind(said, DisclosureKind.CLIFF)
    band = (
        Span(low=req.band_low, high=req.band_high, currency=req.band_currency)
        if req.band_low is not None and req.band_high is not None
        else None
    )
    value = offer.terms.get("company_value")
    return OfferTerms(
        level=req.level,
        markets=(req.market,) if req.market else (),
        lane=req.lane,
        base=Sum(amount=offer.base, currency=offer.currency),
        equity=float(offer.equity_percent) if offer.equity_percent else None,
        leaves=Sum(**leaves.details) if leaves and leaves.details else None,
        cliff=str(cliff.details["on"]) if cliff and cliff.details else None,
        start=offer.start_on.isoformat() if offer.start_on else None,
        band=band,
        company_value=Sum(**value) if value else None,
    )


def _notice(offer: Offer, said: Sequence[Disclosure]) -> list[str]:
    notice = of_kind(said, DisclosureKind.NOTICE)
    if notice is None or not notice.details:
        return []
    words = str(notice.details["notice"])
    ends = notice_ends(notice.volunteered_at.date(), words)
    early = bool(ends and offer.start_on and offer.start_on < ends)
    days = {"ends": times.day(ends) if ends else "", "start": times.day(offer.start_on) if offer.start_on else ""}
    return [say.notice(notice=words, **days, early=early)]


def _competing(at: Context, said: Sequence[Disclosure]) -> list[str]:
    others = [each for each in said if each.kind is DisclosureKind.COMPETING_OFFER]
    return [
        say.competing(
            amount=amount(each),
            company=str(each.details.get("company") or ""),
            expires=_when(at, each.expires_at),
            said=when.shown(at, each.volunteered_at),
        )
        for each in others
    ]


def _countered(offer: Offer) -> list[str]:
    counter = offer.terms.get("counter")
    if not counter:
        return []
    base = money(counter["base"]["amount"], counter["base"]["currency"] or offer.currency) if counter.get("base") else ""
    return [say.counter_line(base=base, equity=counter.get("equity") or "", said=counter.get("said") or "")]


def amount(each: Disclosure) -> str:
    """The figure of something volunteered; empty where none was said."""
    held = each.details.get("amount")
    return money(held, each.details.get("currency") or USUAL_CURRENCY) if held else ""


def _when(at: Context, moment: datetime | None) -> str:
    return when.shown(at, moment) if moment else ""


def day(at: Context, said: str) -> date:
    """A day as it was typed; without a year the next such day in the speaker's zone."""
    return at.day(said)


def day_to_come(at: Context, said: str, field: str, passed: Callable[..., str]) -> date:
    """The same for a day that lies ahead. Raises Invalid at the field, in the words of `passed`, for one that has been."""
    on = day(at, said)
    if on < at.today:
        raise Invalid(passed(day=times.day(on)), errors={field: passed(day=times.day(on))})
    return on
