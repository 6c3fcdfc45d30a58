"""What happens to an offer, from its draft to its answer; and what a candidate volunteers.

An application may have been sent an offer of which no terms are kept here (the clocks used alone): then `offer` is None, and
the event is all there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from handlers.core.typed.reasons import NO_SEAT
from handlers.pipeline import calendar, clock, codes
from handlers.pipeline.changes.candidates import edit_sent, end, hire
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.in_hand import COUNTER, TERMS, sent_terms
from handlers.pipeline.changes.settling import happened
from handlers.pipeline.changes.trail import (
    FirstTold,
    advance,
    because_of,
    change,
    ids_of,
    keep_why,
    plain,
    record,
    req_of,
    touched,
    undoing_of,
)
from handlers.pipeline.people import reach
from handlers.pipeline.reminders import speaking
from handlers.pipeline.story import SEAT_IS_GONE
from storage import nudgekeys, nudges, outbox, reqs
from storage.enums import DisclosureKind, NudgeStatus, OfferStatus, OutboxStatus, Outcome
from storage.models import Application, Disclosure, Event, Offer, Outbox, Requisition
from storage.unit import Unit, table_of

APPROVAL = "approval"
"""The kind of message that asks for an approval, and then says who decided."""
APPROVAL_OF = "approval_of"
"""The same, as the approver reads it alone."""

APPROVER = "approver_id"
"""The column of a req that says who approves its offers."""
CLOSED = "closed_at"
"""That which says since when a search is over: nothing is approved for it."""

OFFER, REVISION = "offer", "revision"
"""What an offer's row is called in the trail, and its column that counts the versions which were approved anew."""

INSTEAD = "instead"
"""In the event of a sending: the id of the one whose time it puts right."""

_OVER = (OfferStatus.DECLINED, OfferStatus.WITHDRAWN)


def draft_offer(unit: Unit, deed: Deed, application: Application, values: Mapping[str, Any]) -> tuple[Offer, Event]:
    """Terms that wait for their approval; the req's thread is asked for it, without a figure."""
    offer = unit.add(Offer(application_id=application.id, created_at=deed.at, **values))
    unit.flush()
    event = record(unit, deed, codes.OFFER_DRAFTED, "offer", offer.id, **ids_of(application), after={"rev": offer.rev})
    keep_why(unit, deed, event, str(values.get("reason") or ""), application.candidate_id)
    touched(unit, deed, application, event)
    _ask_for_approval(unit, deed, application, offer, event)
    return offer, event


def edit_offer(unit: Unit, deed: Deed, offer: Offer, values: Mapping[str, Any]) -> Event:
    """Other terms. Those that were approved wait for a new approval, and those that were sent for being sent again."""
    application = _application(unit, offer)
    changed, was_out = dict(values), offer.status is OfferStatus.SENT
    anew = offer.status is not OfferStatus.DRAFT and not TERMS.isdisjoint(values)
    if anew:
        changed |= {
            "status": OfferStatus.DRAFT, "approved_by": None, "approved_at": None, "sent_at": None,
            "revision": offer.revision + 1,
        }  # fmt: skip
    kind = codes.OFFER_REVISED if anew and was_out else codes.OFFER_EDITED
    event = _changed(unit, deed, kind, offer, application, changed)
    touched(unit, deed, application, event)
    _asked_again(unit, deed, offer)
    if anew:
        _ask_for_approval(unit, deed, application, offer, event)
    return event


def hand_approvals_on(unit: Unit, deed: Deed, req: Requisition, event: Event) -> None:
    """Another approves the req's offers since that event, or the req was closed or goes on: what waits is asked of whoever
    approves now, and what asked before says what is true."""
    if {APPROVER, CLOSED}.isdisjoint({*event.before, *event.after}):
        return
    for entry in reqs.entries(unit, req.id):
        offer = reqs.live_offer(unit, entry.application.id)
        if offer is not None and offer.status is OfferStatus.DRAFT:
            _asked_again(unit, deed, offer)
            _ask_alone(unit, deed, entry.application, offer, event)


def ask_as_it_stands(unit: Unit, deed: Deed, event: Event) -> None:
    """An event changed an offer, or was taken back: where that is about its approval, what asked for it says what is true now."""
    offer = unit.get(Offer, event.entity_id) if event.entity_kind == OFFER else None
    if offer is not None and (offer.status is OfferStatus.DRAFT or REVISION in event.before):
        _asked_again(unit, deed, offer, _revisions(event))


def approve_offer(unit: Unit, deed: Deed, offer: Offer) -> Event:
    """The terms as they stand may go out; who said so stands in the message that asked."""
    application = _application(unit, offer)
    values = {"status": OfferStatus.APPROVED, "approved_by": deed.by.id, "approved_at": deed.at}
    event = _changed(unit, deed, codes.OFFER_APPROVED, offer, application, values)
    touched(unit, deed, application, event)
    _asked_again(unit, deed, offer)
    return event


def send_offer(
    unit: Unit,
    deed: Deed,
    application: Application,
    offer: Offer | None = None,
    expires_at: datetime | None = None,
    *,
    instead: Event | None = None,
) -> Event:
    """The offer is with the candidate: its clock stops, and what was still to be said about it is dropped.

    `instead`: what said another time for it, and was taken back.
    """
    expiry, of = expires_at or (offer.expires_at if offer else None), {INSTEAD: instead.id} if instead else {}
    event = advance(unit, deed, application, codes.OFFER_SENT, {"outcome": Outcome.OFFER}, expires_at=plain(expiry), **of)
    if offer is not None:
        values = {"status": OfferStatus.SENT, "sent_at": deed.at, "expires_at": expiry}
        _changed(unit, because_of(deed, event), codes.OFFER_SENT, offer, application, values)
    return event


def extend_offer(unit: Unit, deed: Deed, application: Application, offer: Offer | None, expires_at: datetime) -> Event:
    """More time to answer; the terms stay."""
    if offer is not None:
        again = {"status": OfferStatus.SENT} if offer.status is OfferStatus.EXPIRED else {}
        event = _changed(unit, deed, codes.OFFER_EXTENDED, offer, application, {"expires_at": expires_at, **again})
    else:
        after = {"expires_at": plain(expires_at)}
        event = record(unit, deed, codes.OFFER_EXTENDED, "application", application.id, **ids_of(application), after=after)
    touched(unit, deed, application, event)
    ask_as_it_stands(unit, deed, event)
    return event


def expire_offer(unit: Unit, deed: Deed, application: Application, offer: Offer | None = None) -> Event:
    """Its time ran out without a yes or a no: its clocks stop. The candidate may still answer late, or be given more time."""
    if offer is not None:
        expired = {"status": OfferStatus.EXPIRED}
        event = _changed(unit, deed, codes.OFFER_EXPIRED, offer, application, expired, countered=_countered(unit, application))
    else:
        after = {"countered": _countered(unit, application)}
        event = record(unit, deed, codes.OFFER_EXPIRED, "application", application.id, **ids_of(application), after=after)
    return touched(unit, deed, application, event)


def _countered(unit: Unit, application: Application) -> bool:
    """Whether they asked for something else since we last said anything of the offer that they have."""
    known = happened(unit, application.id)
    asked, ours = known.get(codes.OFFER_COUNTERED), (codes.OFFER_SENT, codes.OFFER_EXTENDED, codes.OFFER_REVISED)
    return asked is not None and all(asked >= known[each] for each in ours if each in known)


def counter_offer(  # noqa: PLR0917 - a counter is these things
    unit: Unit, deed: Deed, application: Application, offer: Offer | None, wish: Mapping[str, Any], said: str
) -> Event:
    """The candidate asks for something else: kept with the terms, where there are some."""
    if offer is not None:
        terms = {**offer.terms, COUNTER: {**wish, "said": said, "at": plain(deed.at)}}
        event = _changed(unit, deed, codes.OFFER_COUNTERED, offer, application, {"terms": terms})
    else:
        event = record(unit, deed, codes.OFFER_COUNTERED, "application", application.id, **ids_of(application))
    keep_why(unit, deed, event, said, application.candidate_id)
    touched(unit, deed, application, event)
    ask_as_it_stands(unit, deed, event)
    return event


def accept_offer(unit: Unit, deed: Deed, application: Application, offer: Offer | None, start_on: date | None = None) -> Event:
    """They signed what they hold, to begin on that day: the application has reached its end, and terms that waited fall."""
    deed = _without_a_draft(unit, deed, application, offer, codes.OFFER_ACCEPTED)
    if offer is not None:
        first_day = {"start_on": start_on} if start_on else {}
        event = _answered(unit, deed, codes.OFFER_ACCEPTED, offer, application, {"status": OfferStatus.ACCEPTED, **first_day})
    else:
        after = {"start_on": plain(start_on)}
        event = record(unit, deed, codes.OFFER_ACCEPTED, "application", application.id, **ids_of(application), after=after)
    touched(unit, deed, application, event)
    hire(unit, because_of(deed, event), application)
    return event


def decline_offer(  # noqa: PLR0917 - an answer is these things
    unit: Unit, deed: Deed, application: Application, offer: Offer | None, why: str, reason: str
) -> Event:
    """They said no to what they hold: the application ends as withdrawn, and terms that waited fall.

    `reason` is a code that can be counted, `why` their words.
    """
    deed = _without_a_draft(unit, deed, application, offer, codes.OFFER_DECLINED)
    outcome = {"outcome": Outcome.WITHDRAWN}
    event = end(unit, deed, application, codes.OFFER_DECLINED, outcome, why, reason_code=reason)
    if offer is not None:
        said = {"status": OfferStatus.DECLINED, "decline_reason": why or None}
        _answered(unit, because_of(deed, event), codes.OFFER_DECLINED, offer, application, said)
    return event


def withdraw_offer(unit: Unit, deed: Deed, application: Application, offer: Offer | None, why: str) -> Event:
    """We take it, or its draft, back; the candidate stands in the loop again, and is owed no other where the seat is gone."""
    kind = codes.OFFER_WITHDRAWN if application.outcome is Outcome.OFFER else codes.DRAFT_WITHDRAWN
    gone = {SEAT_IS_GONE: True} if NO_SEAT.search(why) else {}
    event = advance(unit, deed, application, kind, {"outcome": None}, why=why, **gone)
    if offer is not None:
        caused = because_of(deed, event)
        _changed(unit, caused, kind, offer, application, {"status": OfferStatus.WITHDRAWN})
        _asked_again(unit, deed, offer)
    return event


def end_offers(unit: Unit, deed: Deed, application: Application, kind: str) -> None:
    """What was offered holds no longer, as the application has ended (`kind` says how): who comes back is offered anew."""
    columns = table_of(Offer).c
    for offer in unit.all(Offer, columns.application_id == application.id, columns.status.not_in(_OVER), order_by=columns.id):
        _changed(unit, deed, kind, offer, application, {"status": OfferStatus.WITHDRAWN})
        _asked_again(unit, deed, offer)


def volunteer(  # noqa: PLR0917 - a disclosure is these things
    unit: Unit,
    deed: Deed,
    application: Application,
    kind: DisclosureKind,
    details: Mapping[str, Any],
    expires_at: datetime | None = None,
    since: datetime | None = None,
    told: FirstTold | None = None,
) -> tuple[Disclosure, Event]:
    """What a candidate said of their own accord, dated; the trail knows its kind and its expiry only, and `since` when that was
    known, where it had been said before. `told`: in another search, from which it is taken along."""
    first = told or FirstTold(deed.at, deed.by.id)
    row = unit.add(
        Disclosure(
            application_id=application.id, kind=kind, volunteered_at=first.at, expires_at=expires_at, details=dict(details),
            recorded_by=first.by,
        )
    )  # fmt: skip
    after = {"kind": kind.value, "expires_at": plain(expires_at), **({"since": plain(since)} if since else {})}
    after |= told.marks if told else {}
    event = record(unit, deed, codes.VOLUNTEERED, "disclosure", row.id, **ids_of(application), after=after)
    touched(unit, deed, application, event)
    return row, event


def unvolunteer(unit: Unit, deed: Deed, disclosure: Disclosure) -> Event:
    """It holds no longer, or was a mistake."""
    application = unit.get(Application, disclosure.application_id)
    assert application is not None
    event = change(unit, deed, codes.VOLUNTEERED_WITHDRAWN, disclosure, {"withdrawn_at": deed.at}, **ids_of(application))
    return touched(unit, deed, application, event)


def stand_again(unit: Unit, deed: Deed, disclosure: Disclosure) -> Event:
    """It was not taken back, after all: it is known since when it was said."""
    application, columns = unit.get(Application, disclosure.application_id), table_of(Event).c
    which = (columns.entity_id == disclosure.id, columns.kind == codes.VOLUNTEERED_WITHDRAWN)
    gone = unit.one(Event, *which, order_by=columns.id.desc())
    assert application is not None
    assert gone is not None, "nothing else takes one back"
    back = replace(deed, cause=gone.id)
    return touched(
        unit, deed, application, change(unit, back, codes.UNDONE, disclosure, {"withdrawn_at": None}, **undoing_of(gone))
    )


def _changed(  # noqa: PLR0917 - see change
    unit: Unit, deed: Deed, kind: str, offer: Offer, application: Application, values: Mapping[str, Any], **after: Any
) -> Event:
    return change(unit, deed, kind, offer, values, **ids_of(application), candidate_id=application.candidate_id, after=after)


def _answered(  # noqa: PLR0917 - see change
    unit: Unit, deed: Deed, kind: str, offer: Offer, application: Application, values: Mapping[str, Any]
) -> Event:
    """The candidate answered an offer: its row says what they had in their hands, whatever else it was about to say."""
    event = _changed(unit, deed, kind, offer, application, {**sent_terms(unit, offer), "answered_at": deed.at, **values})
    ask_as_it_stands(unit, deed, event)
    return event


def _without_a_draft(unit: Unit, deed: Deed, application: Application, answered: Offer | None, kind: str) -> Deed:
    """A draft beside the offer that is answered falls with the answer, and before it: one offer is alive at a time."""
    draft = reqs.live_offer(unit, application.id)
    if draft is None or (answered is not None and draft.id == answered.id):
        return deed
    event = _changed(unit, deed, kind, draft, application, {"status": OfferStatus.WITHDRAWN})
    _asked_again(unit, deed, draft)
    return because_of(deed, event)


def _revisions(event: Event) -> int:
    """The highest revision of an offer that an event knows of; 0 where it did not change that."""
    return max(int(each.get(REVISION) or 0) for each in (event.before, event.after))


def _application(unit: Unit, offer: Offer) -> Application:
    application = unit.get(Application, offer.application_id)
    assert application is not None, "the schema holds that there is one"
    return application


def _ask_for_approval(unit: Unit, deed: Deed, application: Application, offer: Offer, event: Event) -> None:
    """One message a revision in the req's thread, and one to the approver alone, when they may be messaged.

    Out of their hours the offer's clock asks them, where it runs: by business time, in one message with what else is due.
    """
    req = req_of(unit, application)
    refs = {"offer": offer.id, "revision": offer.revision}
    if req.address:
        key = _approval_key(offer, offer.revision)
        outbox.put(unit, key, APPROVAL, refs, req.address, deed.real_now, cause_id=event.id)
    _ask_alone(unit, deed, application, offer, event)


def _ask_alone(unit: Unit, deed: Deed, application: Application, offer: Offer, event: Event) -> None:
    """The approver's own message, once for each who is asked for a revision."""
    req = req_of(unit, application)
    asked = req.approver_id and req.approver_id != deed.by.id and req.closed_at is None
    address = reach(unit, req.approver_id) if req.approver_id and asked else None
    if address:
        hours = speaking.person_hours(unit, deed.policy.customs, req, req.approver_id)
        may_hear = calendar.first_after(hours, deed.recorded_at)
        if _is_reminded(unit, deed, req, application, may_hear):
            return
        key, waits = _approval_key(offer, offer.revision, req.approver_id), may_hear - deed.recorded_at
        refs = {"offer": offer.id, "revision": offer.revision, "person": req.approver_id}
        outbox.put(unit, key, APPROVAL_OF, refs, address, deed.real_now + waits, cause_id=event.id)
        outbox.put_back(unit, key, deed.real_now + waits)


def _is_reminded(unit: Unit, deed: Deed, req: Requisition, application: Application, by: datetime) -> bool:
    """Whether a reminder asks the approver for it by then: nobody is told the same thing twice.

    Only a clock that waits for the next step asks for an approval, and only of whoever owes it: a climb speaks of another.
    """
    asking = {rule.id for rule in deed.policy.rules if rule.owner == clock.NEXT_STEP}
    waiting = (each for each in nudges.owed_on(unit, req.id) if each.application_id == application.id and each.clock in asking)
    theirs = (each for each in waiting if each.person_id == req.approver_id and not nudgekeys.is_climb(each.key))
    return any(each.status is NudgeStatus.PENDING and each.say_at <= by for each in theirs)


def _asked_again(unit: Unit, deed: Deed, offer: Offer, revision_before: int = 0) -> None:
    """The messages that asked for an approval are edited to what is true now; what an approver has not had, who need not decide
    any more, is not sent."""
    unit.flush()
    req = req_of(unit, _application(unit, offer))
    revisions = range(1, max(offer.revision, revision_before) + 1)
    asked = [(person_id, revision) for person_id in (None, *_approvers(unit, req)) for revision in revisions]
    keys = [_approval_key(offer, revision, person_id) for person_id, revision in asked]
    for person_id, revision in asked:
        stands = offer.status is OfferStatus.DRAFT and revision == offer.revision and person_id == req.approver_id
        if person_id and not (stands and req.closed_at is None):
            outbox.cancel(unit, _approval_key(offer, revision, person_id))
    edit_sent(unit, deed, unit.all(Outbox, table_of(Outbox).c.key.in_(keys), Outbox.status == OutboxStatus.SENT))


def _approvers(unit: Unit, req: Requisition) -> list[str]:
    """Everybody who has been the req's approver."""
    columns = table_of(Event).c
    changed = columns.kind.in_((codes.TEAM_JOINED, codes.TEAM_LEFT, codes.REQ_OPENED))
    events = unit.all(Event, columns.requisition_id == req.id, columns.application_id.is_(None), changed)
    had = {each.get(APPROVER) for event in events for each in (event.before, event.after)} | {req.approver_id}
    return sorted(each for each in had if each)


def _approval_key(offer: Offer, revision: int, person_id: str | None = None) -> str:
    """Of the message in the req's thread, or of that to one approver."""
    return f"{APPROVAL_OF}:{offer.id}:{revision}:{person_id}" if person_id else f"{APPROVAL}:{offer.id}:{revision}"


# How to take back what made rows


def _never_drafted(unit: Unit, deed: Deed, event: Event) -> Event:
    offer = unit.get(Offer, event.entity_id)
    assert offer is not None
    return change(unit, deed, codes.UNDONE, offer, {"status": OfferStatus.WITHDRAWN}, **undoing_of(event))


def _never_approved(unit: Unit, deed: Deed, event: Event) -> Event:
    offer = unit.get(Offer, event.entity_id)
    assert offer is not None
    values = {"status": OfferStatus.DRAFT, "approved_by": None, "approved_at": None}
    back = change(unit, deed, codes.UNDONE, offer, values, **undoing_of(event))
    _asked_again(unit, deed, offer)
    return back


def _never_volunteered(unit: Unit, deed: Deed, event: Event) -> Event:
    disclosure = unit.get(Disclosure, event.entity_id)
    assert disclosure is not None
    undone = {"withdrawn_at": deed.at, "details": {}}
    return change(unit, deed, codes.UNDONE, disclosure, undone, **undoing_of(event))


INVERSES: Mapping[str, Callable[[Unit, Deed, Event], Event]] = {
    codes.OFFER_DRAFTED: _never_drafted,
    codes.OFFER_APPROVED: _never_approved,
    codes.VOLUNTEERED: _never_volunteered,
}
"""Everything else sets the columns to what they were."""
