"""A small search to test on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.enums import Voice
from storage.models import Application, Candidate, Event, Person, Requisition
from storage.unit import Unit
from storage.wanted import Wanted

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Search:
    """The ids of what there is."""

    manager: str
    requisition: str
    candidate: str
    application: str


def start_search(unit: Unit) -> Search:
    """A req with a manager, a candidate and an application."""
    manager = unit.add(Person(name="Mira Okafor", timezone="Europe/Berlin", roles=["hiring_manager"], created_at=NOW))
    req = unit.add(Requisition(number=1, title="Senior ML engineer", opened_at=NOW, since_at=NOW, hiring_manager_id=manager.id))
    candidate = unit.add(Candidate(number=1, name="Aiko Quist", initials="A.Q.", created_at=NOW))
    application = unit.add(apply(candidate, req))
    return Search(manager.id, req.id, candidate.id, application.id)


def apply(candidate: Candidate, req: Requisition, stage: str = "screen") -> Application:
    """A candidate applies for a req."""
    return Application(
        candidate_id=candidate.id, requisition_id=req.id, stage=stage, created_at=NOW, stage_since=NOW, last_moved_at=NOW
    )


def happened(search: Search, kind: str = "moved") -> Event:
    """An event of the search."""
    return Event(
        kind=kind,
        entity_kind="application",
        entity_id=search.application,
        requisition_id=search.requisition,
        application_id=search.application,
        actor_id=search.manager,
        occurred_at=NOW,
        recorded_at=NOW,
    )


def wanted(search: Search, key: str, *, hours: float = 0, revision: int = 0) -> Wanted:
    """A nudge that the clocks want `hours` from now."""
    at = NOW + hours * HOUR
    return Wanted(key, "offer_out", Voice.DUE, search.requisition, search.application, search.manager, at, at, revision)
