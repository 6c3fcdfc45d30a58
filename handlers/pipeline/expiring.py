"""Offers that nobody answered in time: the house records that they have expired, and their clocks stop."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.core.library import Library
from handlers.pipeline import changes
from handlers.pipeline.changes.deeds import by_the_house
from handlers.pipeline.policy import in_force
from storage import expiry
from storage.enums import OfferStatus
from storage.models import Offer
from storage.unit import Unit


def run_out(unit: Unit, now: datetime, limit: int) -> list[str]:
    """The ids of offers whose time is over. Reads only."""
    return [each.id for each in expiry.offers_run_out(unit, now, limit)]


def expire(unit: Unit, library: Library, ids: Sequence[str], now: datetime, real_now: datetime) -> int:
    """Record it of those of them that are still unanswered and were not given more time; how many."""
    found = [offer for each in ids if (offer := unit.get(Offer, each)) and _is_over(offer, now)]
    deed = by_the_house(now, real_now, in_force(library, unit))
    for offer in found:
        changes.expire_offer(unit, deed, offer)
    return len(found)


def _is_over(offer: Offer, now: datetime) -> bool:
    return offer.status is OfferStatus.SENT and offer.expires_at is not None and offer.expires_at <= now
