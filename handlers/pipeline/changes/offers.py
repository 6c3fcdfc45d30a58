"""What happens to an offer, from its draft to its answer.

An application may have been sent an offer of which no terms are kept here (the clocks used alone): then `offer` is None, and
the event is all there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from handlers.core import codes
from handlers.core.typed.reasons import NO_SEAT
from handlers.pipeline.changes.approvals import ask_as_it_stands, ask_for_approval, edit_what_asked
from handlers.pipeline.changes.candidates import end, hire
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.in_hand import COUNTER, TERMS, sent_terms
from handlers.pipeline.changes.settling import happened
from handlers.pipeline.changes.trail import (
    advance,
    application_of,
    because_of,
    change,
    ids_of,
    keep_why,
    plain,
    record,
    row_of,
    touched,
    undoing_of,
)
from handlers.pipeline.rules.story import SEAT_IS_GONE
from storage import reqs
from storage.enums import OfferStatus, Outcome
from storage.models import Application, Event, Offer
from storage.unit import Unit, table_of

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
    ask_for_approval(unit, deed, application, offer, event)
    return offer, event


def edit_offer(unit: Unit, deed: Deed, offer: Offer, values: Mapping[str, Any]) -> Event:
    """Other terms. Those that were approved wait for a new approval, and those that were sent for being sent again."""
    application = application_of(unit, offer)
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
    edit_what_asked(unit, deed, offer)
    if anew:
        ask_for_approval(unit, deed, application, offer, event)
    return event


def move_first_day(unit: Unit, deed: Deed, offer: Offer, start_on: date) -> Event:
    """They start on another day than they signed for: nothing else of what they signed changes, and nobody approves it anew."""
    application = application_of(unit, offer)
    event = _changed(unit, deed, codes.OFFER_EDITED, offer, application, {"start_on": start_on})
    return touched(unit, deed, application, event)


def approve_offer(unit: Unit, deed: Deed, offer: Offer) -> Event:
    """The terms as they stand may go out; who said so stands in the message that asked."""
    application = application_of(unit, offer)
    values = {"status": OfferStatus.APPROVED, "approved_by": deed.by.id, "approved_at": deed.at}
    event = _changed(unit, deed, codes.OFFER_APPROVED, offer, application, values)
    touched(unit, deed, application, event)
    edit_what_asked(unit, deed, offer)
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
        edit_what_asked(unit, deed, offer)
    return event


def end_offers(unit: Unit, deed: Deed, application: Application, kind: str) -> None:
    """What was offered holds no longer, as the application has ended (`kind` says how): who comes back is offered anew."""
    columns = table_of(Offer).c
    for offer in unit.all(Offer, columns.application_id == application.id, columns.status.not_in(_OVER), order_by=columns.id):
        _changed(unit, deed, kind, offer, application, {"status": OfferStatus.WITHDRAWN})
        edit_what_asked(unit, deed, offer)


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
    edit_what_asked(unit, deed, draft)
    return because_of(deed, event)


# How to take back what made rows


def _never_drafted(unit: Unit, deed: Deed, event: Event) -> Event:
    offer = row_of(unit, Offer, event)
    return change(unit, deed, codes.UNDONE, offer, {"status": OfferStatus.WITHDRAWN}, **undoing_of(event))


def _never_approved(unit: Unit, deed: Deed, event: Event) -> Event:
    offer = row_of(unit, Offer, event)
    values = {"status": OfferStatus.DRAFT, "approved_by": None, "approved_at": None}
    back = change(unit, deed, codes.UNDONE, offer, values, **undoing_of(event))
    edit_what_asked(unit, deed, offer)
    return back


INVERSES: Mapping[str, Callable[[Unit, Deed, Event], Event]] = {
    codes.OFFER_DRAFTED: _never_drafted,
    codes.OFFER_APPROVED: _never_approved,
}
"""Everything else sets the columns to what they were."""
