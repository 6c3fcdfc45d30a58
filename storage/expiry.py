"""Offers whose own time has run out unanswered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, text

from storage.enums import OfferStatus
from storage.models import Offer
from storage.unit import SystemUnit, Unit, table_of

_OFFER = table_of(Offer).c
_ALIVE = text("status IN ('draft', 'approved', 'sent', 'accepted')")
"""Said as the index of living offers says it, so that it serves: the closed searches' offers are not looked at."""


def workspaces_with_offers_run_out(unit: SystemUnit, now: datetime) -> list[str]:
    """The workspaces with an offer that was sent and has expired by then."""
    query = select(_OFFER.workspace_id).where(_ALIVE, _OFFER.status == OfferStatus.SENT, _OFFER.expires_at <= now)
    return list(unit.run(query.distinct()).scalars())


def offers_run_out(unit: Unit, now: datetime, limit: int) -> list[Offer]:
    """The offers that were sent and have expired by then, the earliest first."""
    out = (_ALIVE, _OFFER.status == OfferStatus.SENT, _OFFER.expires_at <= now)
    return unit.all(Offer, *out, order_by=(_OFFER.expires_at, _OFFER.id), limit=limit)


def expired_offer(unit: Unit, application_id: str) -> Offer | None:
    """The last offer of an application that expired: a late answer is still an answer to it."""
    mine = (_OFFER.application_id == application_id, _OFFER.status == OfferStatus.EXPIRED)
    return unit.one(Offer, *mine, order_by=_OFFER.id.desc())
