"""A workspace of many years: open reqs with live candidates, and beside them the closed ones that must cost nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from storage.database import Database
from storage.enums import Outcome, ReqStatus, System
from storage.ids import new_id
from storage.models import Application, Candidate, Event, Identity, Person, Requisition, Row, Workspace

NOW = datetime(2026, 5, 5, 16, 0, tzinfo=UTC)
KEY, MANAGER = "acme", "U-MGR"
OPEN_REQS, LIVE = 40, 500
CLOSED_REQS, ENDED, EVENTS = 2_000, 99_500, 1_000_000
EVENTS_EACH = 10
AT_ONCE = 5_000
LOOP = [{"key": "screen", "name": "Screen"}, {"key": "technical", "name": "Technical depth"}, {"key": "design", "name": "Design"}]


@dataclass(frozen=True, slots=True)
class Filled:
    """The ids that are measured on."""

    manager: str
    reqs: tuple[str, ...]
    applications: tuple[str, ...]


def open_ones(database: Database) -> Filled:
    """The open reqs with their live applications, each with a short history; one manager has all of them."""
    manager = new_id()
    with_roles = {"id": manager, "name": "Mei", "timezone": "America/Los_Angeles", "roles": ["admin", "recruiter"]}
    reqs = [_req(number, manager) for number in range(1, OPEN_REQS + 1)]
    candidates = [_candidate(number) for number in range(1, LIVE + 1)]
    applications = [_application(each["id"], reqs[at % OPEN_REQS]["id"]) for at, each in enumerate(candidates)]
    database.write_system(lambda unit: unit.add(Workspace(id=KEY, key=KEY, name="Acme", created_at=NOW)))
    _store(database, Person, [with_roles])
    _store(database, Identity, [{"id": new_id(), "system": System.SLACK, "external_id": MANAGER, "person_id": manager}])
    _store(database, Requisition, reqs)
    _store(database, Candidate, candidates)
    _store(database, Application, applications)
    _store(database, Event, (_event(each) for each in applications for _ in range(EVENTS_EACH)))
    return Filled(manager, tuple(each["id"] for each in reqs), tuple(each["id"] for each in applications))


def closed_ones(database: Database, manager: str) -> None:
    """What the years left: closed reqs, ended applications, and events up to a million."""
    reqs = [
        _req(OPEN_REQS + number, manager) | {"status": ReqStatus.FILLED, "closed_at": NOW - timedelta(days=30)}
        for number in range(1, CLOSED_REQS + 1)
    ]
    candidates = [_candidate(LIVE + number) for number in range(1, ENDED + 1)]
    ended = {"outcome": Outcome.REJECTED, "ended_at": NOW - timedelta(days=30)}
    applications = [_application(each["id"], reqs[at % CLOSED_REQS]["id"]) | ended for at, each in enumerate(candidates)]
    each_has = (EVENTS - LIVE * EVENTS_EACH) // ENDED
    _store(database, Requisition, reqs)
    _store(database, Candidate, candidates)
    _store(database, Application, applications)
    _store(database, Event, (_event(each) for each in applications for _ in range(each_has)))


def _req(number: int, manager: str) -> dict[str, Any]:
    opened = NOW - timedelta(days=40)
    return {
        "id": new_id(), "number": number, "title": "Senior ML engineer", "lane": "production", "level": "senior",
        "market": "us-remote", "status": ReqStatus.OPEN, "opened_at": opened, "since_at": opened, "closed_at": None,
        "last_moved_at": NOW - timedelta(days=2), "hiring_manager_id": manager, "recruiter_id": manager, "loop": LOOP,
        "address": {"system": "slack", "channel": "C1", "thread": str(number)},
    }  # fmt: skip


def _candidate(number: int) -> dict[str, Any]:
    return {"id": new_id(), "number": number, "name": f"Candidate {number}", "initials": "C.N.", "created_at": NOW}


def _application(candidate: str, req: str) -> dict[str, Any]:
    since = NOW - timedelta(days=2)
    return {
        "id": new_id(), "candidate_id": candidate, "requisition_id": req, "stage": "technical", "outcome": None, "ended_at": None,
        "created_at": NOW - timedelta(days=20), "stage_since": since, "last_moved_at": since,
    }  # fmt: skip


def _event(application: dict[str, Any]) -> dict[str, Any]:
    at = NOW - timedelta(days=2)
    return {
        "id": new_id(), "kind": "candidate_moved", "entity_kind": "application", "entity_id": application["id"],
        "requisition_id": application["requisition_id"], "application_id": application["id"], "occurred_at": at,
        "recorded_at": at, "origin": "slack", "before": {"stage": "screen"}, "after": {"stage": "technical"},
    }  # fmt: skip


def _store(database: Database, model: type[Row], rows: Iterable[dict[str, Any]]) -> None:
    for part in _parts(iter(rows)):
        database.write(KEY, lambda unit, part=part: unit.insert(model, part))  # type: ignore[misc]


def _parts(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while part := list(islice(rows, AT_ONCE)):
        yield part
