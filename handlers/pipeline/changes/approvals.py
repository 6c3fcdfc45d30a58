"""Asking for an offer's approval: who is asked and when, and that what asked says what is true whenever that changes."""

from __future__ import annotations

from datetime import datetime

from handlers.core import codes
from handlers.pipeline.changes.candidates import edit_sent
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.trail import application_of, req_of
from handlers.pipeline.people import reach
from handlers.pipeline.reminders import speaking
from handlers.pipeline.rules import calendar, clock
from storage import nudgekeys, nudges, outbox, reqs
from storage.enums import NudgeStatus, OfferStatus, OutboxStatus
from storage.models import Application, Event, Offer, Outbox, Requisition
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


def hand_approvals_on(unit: Unit, deed: Deed, req: Requisition, event: Event) -> None:
    """Another approves the req's offers since that event, or the req was closed or goes on: what waits is asked of whoever
    approves now, and what asked before says what is true."""
    if {APPROVER, CLOSED}.isdisjoint({*event.before, *event.after}):
        return
    for entry in reqs.entries(unit, req.id):
        offer = reqs.live_offer(unit, entry.application.id)
        if offer is not None and offer.status is OfferStatus.DRAFT:
            edit_what_asked(unit, deed, offer)
            _ask_alone(unit, deed, entry.application, offer, event)


def ask_as_it_stands(unit: Unit, deed: Deed, event: Event) -> None:
    """An event changed an offer, or was taken back: where that is about its approval, what asked for it says what is true now."""
    offer = unit.get(Offer, event.entity_id) if event.entity_kind == OFFER else None
    if offer is not None and (offer.status is OfferStatus.DRAFT or REVISION in event.before):
        edit_what_asked(unit, deed, offer, _revisions(event))


def _revisions(event: Event) -> int:
    """The highest revision of an offer that an event knows of; 0 where it did not change that."""
    return max(int(each.get(REVISION) or 0) for each in (event.before, event.after))


def ask_for_approval(unit: Unit, deed: Deed, application: Application, offer: Offer, event: Event) -> None:
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


def edit_what_asked(unit: Unit, deed: Deed, offer: Offer, revision_before: int = 0) -> None:
    """The messages that asked for an approval are edited to what is true now; what an approver has not had, who need not decide
    any more, is not sent."""
    unit.flush()
    req = req_of(unit, application_of(unit, offer))
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
