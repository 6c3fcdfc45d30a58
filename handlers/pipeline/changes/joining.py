"""Somebody known joins another search: what they have of other companies counts there too, as it is the same person's time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.core import access
from handlers.pipeline.changes import candidates
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.trail import FirstTold, because_of, req_of
from handlers.pipeline.changes.volunteering import volunteer
from storage import reqs, trail
from storage.enums import DisclosureKind
from storage.models import Application, Candidate, Disclosure, Requisition
from storage.unit import Unit, table_of

_DISCLOSURE = table_of(Disclosure).c


def apply(unit: Unit, deed: Deed, req: Requisition, candidate: Candidate, stage: str) -> Application:
    """Put somebody known into a req at a stage, with the other offers that they have told of and that have not ended.

    Whose they are and how much they are goes along only where the speaker may see the offers of both searches, of
    whichever it was told in.
    """
    application = candidates.apply(unit, deed, req, candidate, stage)
    added = trail.events_of(unit, application_id=application.id)[0]
    here = _sees_offers(unit, deed, req)
    for alike in _other_offers(unit, deed, application):
        seen = [told for told, there in alike if here and _sees_offers(unit, deed, there)]
        first, details = (*seen, alike[0][0])[0], next((each.details for each in seen if each.details), {})
        told = FirstTold(first.volunteered_at, first.recorded_by, is_seen=bool(seen))
        volunteer(unit, because_of(deed, added), application, first.kind, details, first.expires_at, told=told)
    return application


def _sees_offers(unit: Unit, deed: Deed, req: Requisition) -> bool:
    return access.holds(unit, deed.by, "offers", req, deed.recorded_at)


def _other_offers(unit: Unit, deed: Deed, application: Application) -> Iterable[Sequence[tuple[Disclosure, Requisition]]]:
    """The offers of other companies to the same person, each as it stands in the searches that go on in which it was told."""
    found: dict[object, list[tuple[Disclosure, Requisition]]] = {}
    which = (_DISCLOSURE.kind == DisclosureKind.COMPETING_OFFER, _DISCLOSURE.withdrawn_at.is_(None))
    for other in reqs.applications_of(unit, application.candidate_id):
        req = req_of(unit, other)
        if other.id == application.id or other.ended_at is not None or req.closed_at is not None:
            continue
        of_it = (_DISCLOSURE.application_id == other.id, _DISCLOSURE.expires_at > deed.recorded_at)
        for told in unit.all(Disclosure, *which, *of_it, order_by=_DISCLOSURE.id):
            found.setdefault((told.volunteered_at, told.expires_at), []).append((told, req))
    return found.values()
