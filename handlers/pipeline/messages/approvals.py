"""The message that asks for an offer's approval: without a figure, since others read along; decided, it says by whom and when.

Whoever approves reads in private that the base is outside the band.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from handlers.core import access, codes, times
from handlers.core.colleagues import called
from handlers.core.library import Library
from handlers.core.reply import Action, Heading, Reply
from handlers.core.wording import Wording
from handlers.pipeline.changes import candidate_of, req_of
from handlers.pipeline.changes.approvals import APPROVAL, APPROVAL_OF
from handlers.pipeline.reading import naming
from handlers.pipeline.reminders import owing, speaking
from handlers.pipeline.rules import calendar
from handlers.pipeline.rules.calendar import NotNow
from handlers.pipeline.rules.policy import in_force
from storage import nudges, trail
from storage.enums import OfferStatus
from storage.models import Application, Event, Offer, Person, Requisition
from storage.unit import Unit

say = Wording("offer")

KIND, ALONE = APPROVAL, APPROVAL_OF
OFFER_OUT = frozenset({"offer", "next_offer", "drafted_offer"})
"""The clocks that the approval holds up."""


def alone(unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime, *, leaving: bool) -> Reply | None:
    """The same as the approver reads it in private. Raises NotNow where it would leave out of their hours: the process stood
    still when it was to be said."""
    offer = unit.get(Offer, str(refs.get("offer")))
    application = unit.get(Application, offer.application_id) if offer and leaving else None
    if application:
        req = req_of(unit, application)
        hours = speaking.person_hours(unit, in_force(library, unit).customs, req, str(refs.get("person") or req.approver_id))
        if (free := calendar.first_after(hours, now)) > now:
            raise NotNow(free)
    return compose(unit, refs, now, alone=True)


def compose(unit: Unit, refs: Mapping[str, Any], now: datetime, *, alone: bool = False) -> Reply | None:
    """The request as it stands now; None where its offer is gone. `alone`: as the approver reads it in private."""
    offer = unit.get(Offer, str(refs.get("offer")))
    application = unit.get(Application, offer.application_id) if offer else None
    if offer is None or application is None:
        return None
    req = req_of(unit, application)
    name = naming.spoken_of(unit, candidate_of(unit, application), public=not alone)
    revision = refs.get("revision", offer.revision)
    if alone and access.is_off(unit, req, str(refs.get("person"))):  # what becomes of it is not for them any more
        text = say.approval_not_yours(req=f"R-{req.number}")
        return Reply(text, (Heading(text),), data={"req": req.number})
    waits = offer.status is OfferStatus.DRAFT and revision == offer.revision and req.closed_at is None
    if waits and alone and refs.get("person") not in (None, req.approver_id):
        text = say.approval_elsewhere(name=name, req=f"R-{req.number}", approver=_name(unit, req.approver_id))
        return Reply(text, (Heading(text),), data={"offer": offer.id, "status": offer.status.value, "req": req.number})
    reader = unit.get(Person, refs.get("person") or req.approver_id) if alone else None

    def at(moment: datetime) -> str:
        """In the zone of whoever reads it alone; in the thread as everything there is."""
        return times.at(moment, reader.timezone if reader else None, now) if alone else owing.in_channel(unit, req, moment, now)

    asked = waits and _asked(unit, req, offer, name, now, at, alone=alone)
    text = asked or _over(unit, req, offer, name, revision, at)
    about = {"offer": offer.id, "rev": offer.rev}
    actions = (
        Action(say.approve_button(), "offer approve", about, primary=True),
        Action(say.terms_button(), "offer show", {"application": application.id}),
    )
    data = {"offer": offer.id, "status": offer.status.value, "req": req.number}
    return Reply(text, (Heading(text),), actions=actions if waits else (), data=data, public=not alone)


def deadline(unit: Unit, req: Requisition, application_id: str) -> datetime | None:
    """By when a candidate's offer is to be out; None where no clock of it runs."""
    owed = (each for each in nudges.owed_on(unit, req.id) if each.application_id == application_id)
    return next((each.deadline_at for each in owed if each.clock in OFFER_OUT), None)


def _asked(  # noqa: PLR0917
    unit: Unit, req: Requisition, offer: Offer, name: str, now: datetime, at: Callable[[datetime], str], *, alone: bool
) -> str:
    """The request, with the offer's deadline: who has just read it here gets no heads-up in the same breath."""
    approver = unit.get(Person, req.approver_id)
    due_at = deadline(unit, req, offer.application_id)
    return str(
        say.approval_asked(
            name=name,
            req=f"R-{req.number}",
            drafter=_name(unit, _drafter(unit, offer)),
            approver=called(approver),
            yours=alone,
            due=at(due_at) if due_at else "",
            late=due_at is not None and due_at < now,
            outside=_outside(req, offer) if alone else "",
        )
    )


def _outside(req: Requisition, offer: Offer) -> str:
    """On which side of the req's band the base is, for who decides about it; empty where it is in the band, or there is none."""
    if req.band_low is None or req.band_high is None or offer.base is None or offer.currency != req.band_currency:
        return ""
    return "above" if offer.base > req.band_high else "below" if offer.base < req.band_low else ""


def _over(  # noqa: PLR0917
    unit: Unit, req: Requisition, offer: Offer, name: str, revision: int, at: Callable[[datetime], str]
) -> str:
    """Why a request for the approval of a revision is none any more."""
    about = {"name": name, "req": f"R-{req.number}"}
    if revision < offer.revision:
        return str(say.approval_overtaken(**about))
    if revision > offer.revision and offer.answered_at:
        return str(say.approval_needless(**about))
    if revision > offer.revision:
        return str(say.approval_dropped(**about))
    if offer.status is OfferStatus.DRAFT:
        return str(say.approval_of_closed(**about, status=req.status.value))
    return _decided(unit, req, offer, name, at)


def _decided(unit: Unit, req: Requisition, offer: Offer, name: str, at: Callable[[datetime], str]) -> str:
    if offer.approved_at is None:
        return _unapproved(unit, req, offer, name)
    who = _name(unit, offer.approved_by)
    return str(say.approval_given(name=name, req=f"R-{req.number}", who=who, when=at(offer.approved_at)))


def _unapproved(unit: Unit, req: Requisition, offer: Offer, name: str) -> str:
    """Why an offer was over before anybody approved it: by what happened to it last."""
    kind, about = _events(unit, offer)[-1].kind, {"name": name, "req": f"R-{req.number}"}
    has_answered = kind in (codes.OFFER_ACCEPTED, codes.OFFER_DECLINED)
    return str(say.approval_needless(**about) if has_answered else say.approval_dropped(**about, kind=kind))


def _drafter(unit: Unit, offer: Offer) -> str | None:
    events = _events(unit, offer)
    return events[0].actor_id if events else None


def _events(unit: Unit, offer: Offer) -> list[Event]:
    """What happened to the offer itself, in order."""
    return [each for each in trail.events_of(unit, application_id=offer.application_id) if each.entity_id == offer.id]


def _name(unit: Unit, person_id: str | None) -> str:
    person = unit.get(Person, person_id)
    return called(person)
