"""Offers that nobody answered in time: the house records that they have expired, and their clocks stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.core import codes
from handlers.core.library import Library
from handlers.pipeline import changes
from handlers.pipeline.changes.deeds import by_the_house
from handlers.pipeline.changes.settling import stories_of
from handlers.pipeline.reminders import lateness, owing, speaking
from handlers.pipeline.rules.policy import in_force
from handlers.pipeline.rules.story import Story
from knowledge.deadlines.clocks import Customs
from storage import expiry
from storage.enums import OfferStatus, Outcome
from storage.models import Application, Nudge, Offer, Requisition
from storage.unit import Unit, table_of


def run_out(unit: Unit, now: datetime, limit: int) -> list[str]:
    """The ids of offers whose time is over, and of applications with such an offer whose terms are not kept. Reads only."""
    kept = [each.id for each in expiry.offers_run_out(unit, now, limit)]
    bare = [each.id for each in expiry.bare_offers(unit) if _bare_is_over(unit, each, now)]
    return [*kept, *bare][:limit]


def expire(unit: Unit, library: Library, ids: Sequence[str], now: datetime, real_now: datetime) -> int:
    """Record it of those of them that are still unanswered and were not given more time; how many."""
    found = [each for id in ids if (each := _over(unit, id, now))]
    deed = by_the_house(now, real_now, in_force(library, unit))
    for application, offer in found:
        until = (offer.expires_at if offer else _story(unit, application).expires_at) or now
        before = {each.id for each in _nudges(unit, application)}
        changes.expire_offer(unit, replace(deed, at=until), application, offer)
        _say_late(unit, deed.policy.customs, [each for each in _nudges(unit, application) if each.id not in before], until, now)
    return len(found)


def _over(unit: Unit, id: str, now: datetime) -> tuple[Application, Offer | None] | None:
    offer = unit.get(Offer, id)
    application = unit.get(Application, offer.application_id if offer else id)
    if application is None:
        return None
    over = _is_over(offer, now) if offer else _bare_is_over(unit, application, now)
    return (application, offer) if over else None


def _is_over(offer: Offer, now: datetime) -> bool:
    return offer.status is OfferStatus.SENT and offer.expires_at is not None and offer.expires_at <= now


def _nudges(unit: Unit, application: Application) -> list[Nudge]:
    """What is to be said of an application, the first first."""
    columns = table_of(Nudge).c
    return unit.all(Nudge, columns.application_id == application.id, order_by=(columns.say_at, columns.id))


def _say_late(unit: Unit, customs: Customs, fresh: Sequence[Nudge], until: datetime, now: datetime) -> None:
    """We were away when it ran out: what each should have heard of it by now is marked late, not what is said ahead of a
    deadline that is still far."""
    first: dict[object, Nudge] = {}
    for each in fresh:
        if each.person_id and not owing.is_climb(each):
            first.setdefault(owing.deadline(each), each)
    for each in first.values():
        req = unit.get(Requisition, each.requisition_id)
        if req is None:
            continue
        meant, hears = (speaking.heard_by(unit, customs, req, each.person_id, at).at for at in (until, now))
        if now - meant > lateness.AFTER and each.say_at <= hears:
            lateness.keep(unit, each, meant)


def next_bare_end(unit: Unit) -> datetime | None:
    """When the next offer without kept terms runs out, or should have; None where none is out, or no end of one was said."""
    bare = expiry.bare_offers(unit)
    stories = stories_of(unit, bare) if bare else {}
    return min((end for story in stories.values() if (end := _bare_end(story))), default=None)


def _bare_is_over(unit: Unit, application: Application, now: datetime) -> bool:
    """Whether the last expiry that was said has passed, and that was not recorded since."""
    end = _bare_end(_story(unit, application)) if application.outcome is Outcome.OFFER else None
    return end is not None and end <= now


def _bare_end(story: Story) -> datetime | None:
    """Until when an offer without kept terms stands; None where nobody said that, or it has run out and that was recorded."""
    said = [story.recorded[code] for code in (codes.OFFER_SENT, codes.OFFER_EXTENDED) if code in story.recorded]
    recorded = story.recorded.get(codes.OFFER_EXPIRED)
    expired = recorded is not None and all(recorded > each for each in said)
    return None if expired else story.expires_at


def _story(unit: Unit, application: Application) -> Story:
    return changes.story_of(unit, changes.req_of(unit, application), application)
