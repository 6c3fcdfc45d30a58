"""What a candidate has in their hands while other terms wait: the terms that were sent, read back from the offer's trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.core import codes
from handlers.pipeline.changes.trail import WHY, typed, words_of
from handlers.pipeline.rules.story import not_undone
from storage.enums import OfferStatus
from storage.models import Event, Offer
from storage.unit import Unit, table_of

TERMS = frozenset({"base", "currency", "equity_percent", "terms", "start_on"})
"""What an approval is of: where one of these changes, it has to be given anew."""

COUNTER = "counter"
"""Among the terms: what the candidate asked for instead."""

_SENT_WITH = TERMS | {"reason", "approved_by", "approved_at", "sent_at", "revision"}
_SAYING = (codes.OFFER_DRAFTED, codes.OFFER_EDITED, codes.OFFER_REVISED)
_WAITING = (OfferStatus.DRAFT, OfferStatus.APPROVED)


def sent_terms(unit: Unit, offer: Offer) -> dict[str, Any]:
    """Columns of an offer as it was last sent, where other terms of it wait; empty where none do, or it was never sent.

    What the candidate asked for meanwhile stays beside them.
    """
    since = _events_since_revised(unit, offer) if offer.status in _WAITING else []
    before: dict[str, Any] = {}
    for event in reversed(since):
        before |= {name: value for name, value in {**event.before, **words_of(unit, event)}.items() if name != WHY}
    held = {name: typed(Offer, name, value) for name, value in before.items() if name in _SENT_WITH}
    asked = {name: value for name, value in offer.terms.items() if name == COUNTER}
    return held | ({"terms": {**held["terms"], **asked}} if "terms" in held else {})


def said_at(unit: Unit, offer: Offer) -> datetime:
    """When an offer's terms as they stand were said: since then a draft waits for its approval."""
    said = [each.occurred_at for each in not_undone(_events(unit, offer)) if each.kind in _SAYING]
    return said[-1] if said else offer.created_at


def _events_since_revised(unit: Unit, offer: Offer) -> list[Event]:
    """What happened to an offer since the terms that are out were changed, that included; empty where they were not."""
    events = _events(unit, offer)
    revised = [each for each in not_undone(events) if each.kind == codes.OFFER_REVISED]
    return [each for each in events if each.id >= revised[-1].id] if revised else []


def _events(unit: Unit, offer: Offer) -> list[Event]:
    columns = table_of(Event).c
    return unit.all(Event, columns.application_id == offer.application_id, columns.entity_id == offer.id, order_by=columns.id)
