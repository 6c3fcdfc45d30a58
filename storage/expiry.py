"""Offers whose own time has run out unanswered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, func, or_, select, text

from storage.enums import OfferStatus, Outcome
from storage.models import Application, Offer
from storage.unit import SystemUnit, Unit, table_of

_OFFER = table_of(Offer).c
_APPLICATION = table_of(Application).c
_ALIVE = text("status IN ('draft', 'approved', 'sent', 'accepted')")
"""Said as the index of living offers says it, so that it serves: the closed searches' offers are not looked at."""


_ITS = (_OFFER.workspace_id == _APPLICATION.workspace_id, _OFFER.application_id == _APPLICATION.id)
_KEPT = exists().where(*_ITS, text("offer.status IN ('sent', 'accepted', 'expired')"))
_CHANGED = exists().where(*_ITS, text("offer.status IN ('draft', 'approved') AND offer.revision > 1"))
_BARE = (text("application.ended_at IS NULL"), _APPLICATION.outcome == Outcome.OFFER, or_(~_KEPT, _CHANGED))
"""An offer is out whose terms are not kept here, or were changed since: until when it stands is in the trail alone."""


def workspaces_with_offers_run_out(unit: SystemUnit, now: datetime) -> list[str]:
    """The workspaces with an offer that was sent and has expired by then, or with one whose end the trail alone says."""
    kept = select(_OFFER.workspace_id).where(_ALIVE, _OFFER.status == OfferStatus.SENT, _OFFER.expires_at <= now)
    bare = select(_APPLICATION.workspace_id).where(*_BARE)
    return list(unit.run(kept.union(bare)).scalars())


def workspaces_with_bare_offers(unit: SystemUnit) -> list[str]:
    """The workspaces with an offer that is out whose end the trail alone says."""
    return list(unit.run(select(_APPLICATION.workspace_id).where(*_BARE).distinct()).scalars())


def next_end(unit: SystemUnit) -> datetime | None:
    """When the next offer whose terms are kept runs out, or should have, in any workspace; None where none of them is out."""
    query = select(func.min(_OFFER.expires_at)).where(_ALIVE, _OFFER.status == OfferStatus.SENT)
    found: datetime | None = unit.run(query).scalar_one_or_none()
    return found


def bare_offers(unit: Unit) -> list[Application]:
    """The applications that an offer is out for whose end the trail alone says."""
    return unit.all(Application, *_BARE, order_by=_APPLICATION.id)


def offers_run_out(unit: Unit, now: datetime, limit: int) -> list[Offer]:
    """The offers that were sent and have expired by then, the earliest first."""
    out = (_ALIVE, _OFFER.status == OfferStatus.SENT, _OFFER.expires_at <= now)
    return unit.all(Offer, *out, order_by=(_OFFER.expires_at, _OFFER.id), limit=limit)


def expired_offer(unit: Unit, application_id: str) -> Offer | None:
    """The last offer of an application that expired: a late answer is still an answer to it."""
    mine = (_OFFER.application_id == application_id, _OFFER.status == OfferStatus.EXPIRED)
    return unit.one(Offer, *mine, order_by=_OFFER.id.desc())
