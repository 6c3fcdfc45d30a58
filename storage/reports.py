"""What a report is reckoned from: the reqs of a period, and the trails of those applications in which something can be measured.

Who was only added, however many there are, is never read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, exists, func, or_, select

from storage.models import Application, Candidate, Event, ReqMember, Requisition
from storage.parts import in_parts
from storage.unit import Unit, table_of

_REQ = table_of(Requisition).c
_MEMBER = table_of(ReqMember).c
_APPLICATION = table_of(Application).c
_CANDIDATE = table_of(Candidate).c
_EVENT = table_of(Event).c

_PARTS = ("hiring_manager_id", "recruiter_id", "approver_id", "sponsor_id", "closer_id")
_COLUMNS = tuple(
    _EVENT[name]
    for name in ("id", "kind", "entity_id", "occurred_at", "recorded_at", "after", "origin", "cause_id", "application_id")
)


def reqs_between(unit: Unit, since: datetime, until: datetime, person_id: str | None = None) -> list[Requisition]:
    """The reqs that were alive at any time between the two, by number; with a person, those that they have a part in."""
    alive = (_REQ.since_at <= until, or_(_REQ.closed_at.is_(None), _REQ.closed_at >= since))
    if person_id is None:
        return unit.all(Requisition, *alive, order_by=_REQ.number)
    member = select(_MEMBER.requisition_id).where(_MEMBER.workspace_id == unit.workspace_id, _MEMBER.person_id == person_id)
    theirs = or_(*(_REQ[part] == person_id for part in _PARTS), _REQ.id.in_(member))
    return unit.all(Requisition, *alive, theirs, order_by=_REQ.number)


def begun_at(unit: Unit, requisition_id: str) -> datetime | None:
    """When the first thing happened to anybody in a req: perhaps before it was opened here; None where nothing has."""
    theirs = (unit.mine(Event), _EVENT.requisition_id == requisition_id, _EVENT.application_id.is_not(None))
    first = func.min(_EVENT.occurred_at, type_=_EVENT.occurred_at.type)
    found: datetime | None = unit.run(select(first).where(*theirs)).scalar_one_or_none()
    return found


def trails(unit: Unit, requisition_ids: Sequence[str], measured: Collection[str]) -> Iterator[Any]:
    """The events of every application of these reqs to which one of the `measured` kinds happened: each application's together,
    in the order they were recorded."""
    for some in in_parts(requisition_ids):
        theirs = (unit.mine(Event), _EVENT.requisition_id.in_(some), _EVENT.application_id.is_not(None))
        which = select(_EVENT.application_id).where(*theirs, _EVENT.kind.in_(list(measured))).distinct()
        query = select(*_COLUMNS).where(unit.mine(Event), _EVENT.application_id.in_(which))
        yield from unit.run(query.order_by(_EVENT.application_id, _EVENT.recorded_at, _EVENT.id))


def zones(unit: Unit, requisition_ids: Sequence[str], measured: Collection[str]) -> dict[str, tuple[str, str | None]]:
    """Application → its req and its candidate's zone, for the same applications."""
    found: dict[str, tuple[str, str | None]] = {}
    for some in in_parts(requisition_ids):
        theirs = (unit.mine(Event), _EVENT.requisition_id.in_(some), _EVENT.application_id.is_not(None))
        which = select(_EVENT.application_id).where(*theirs, _EVENT.kind.in_(list(measured))).distinct()
        here = and_(_CANDIDATE.workspace_id == _APPLICATION.workspace_id, _CANDIDATE.id == _APPLICATION.candidate_id)
        query = (
            select(_APPLICATION.id, _APPLICATION.requisition_id, _CANDIDATE.timezone)
            .join(table_of(Candidate), here)
            .where(unit.mine(Application), _APPLICATION.id.in_(which))
        )
        found |= {row.id: (row.requisition_id, row.timezone) for row in unit.run(query)}
    return found


def standing_of(unit: Unit, requisition_ids: Sequence[str], kinds: Collection[str]) -> dict[str, list[Any]]:
    """Req → its own events of these kinds, in the order they were recorded."""
    found: dict[str, list[Any]] = {id: [] for id in requisition_ids}
    for some in in_parts(requisition_ids):
        own = (_EVENT.requisition_id.in_(some), _EVENT.application_id.is_(None), _EVENT.kind.in_(list(kinds)))
        query = select(*_COLUMNS, _EVENT.requisition_id).where(unit.mine(Event), *own)
        for row in unit.run(query.order_by(_EVENT.recorded_at, _EVENT.id)):
            found[row.requisition_id].append(row)
    return found


def counts_since(
    unit: Unit, requisition_ids: Sequence[str], kinds: Collection[str], since: datetime
) -> dict[str, dict[str, int]]:
    """Req → kind → to how many it happened since then, candidates or rounds; what was undone did not happen."""
    found: dict[str, dict[str, int]] = {}
    # Of a candidate a row of their own may say the same again (of their offer); of their rounds each is one.
    one = case((_EVENT.entity_kind == "interview", _EVENT.entity_id), else_=_EVENT.application_id)
    undoing = table_of(Event).alias("undoing")
    same = (undoing.c.workspace_id == _EVENT.workspace_id, undoing.c.cause_id == _EVENT.id, undoing.c.kind == "undone")
    for some in in_parts(requisition_ids):
        theirs = (_EVENT.requisition_id.in_(some), _EVENT.application_id.is_not(None), _EVENT.kind.in_(list(kinds)))
        query = select(_EVENT.requisition_id, _EVENT.kind, func.count(one.distinct())).where(
            unit.mine(Event), *theirs, _EVENT.occurred_at >= since, ~exists().where(*same)
        )
        for requisition_id, kind, number in unit.run(query.group_by(_EVENT.requisition_id, _EVENT.kind)):
            found.setdefault(requisition_id, {})[kind] = number
    return found
