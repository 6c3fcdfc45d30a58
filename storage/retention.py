"""Whom a retention period has run out for, and what a legal hold keeps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, or_, select

from storage.models import Application, Candidate, Requisition, Setting
from storage.unit import SystemUnit, Unit, table_of

_APPLICATION = table_of(Application).c
_CANDIDATE = table_of(Candidate).c
_REQ = table_of(Requisition).c
_SETTING = table_of(Setting).c

LEGAL_HOLD = "legal_hold"
"""In a req's policy: why everything about its candidates is kept."""


def held_reqs(unit: Unit) -> list[Requisition]:
    """The reqs under a legal hold, open or closed, by number."""
    return unit.all(Requisition, _under_hold(), order_by=_REQ.number)


def held_candidates(unit: Unit, limit: int) -> list[Candidate]:
    """The candidates under a legal hold of their own, by number."""
    return unit.all(Candidate, _CANDIDATE.legal_hold.is_not(None), order_by=_CANDIDATE.number, limit=limit)


def held_req_of(unit: Unit, candidate_id: str) -> Requisition | None:
    """The first req under a legal hold that the candidate is or was in."""
    mine = select(_APPLICATION.requisition_id).where(unit.mine(Application), _APPLICATION.candidate_id == candidate_id)
    return unit.one(Requisition, _under_hold(), _REQ.id.in_(mine), order_by=_REQ.number)


def run_out(unit: Unit, decided_by: datetime, limit: int, among: Collection[str] | None = None) -> list[Candidate]:
    """The candidates (of these ids, or of all) whose applications had all ended by then, not erased, and under no hold.

    The longest known come first.
    """
    which = () if among is None else (_CANDIDATE.id.in_(among),)
    mine = (_APPLICATION.workspace_id == _CANDIDATE.workspace_id, _APPLICATION.candidate_id == _CANDIDATE.id)
    here = and_(_REQ.workspace_id == _APPLICATION.workspace_id, _REQ.id == _APPLICATION.requisition_id)
    recent = or_(_APPLICATION.ended_at.is_(None), _APPLICATION.ended_at > decided_by)
    held = exists().where(*mine, here, _under_hold())
    return unit.all(
        Candidate, _CANDIDATE.erased_at.is_(None), _CANDIDATE.legal_hold.is_(None),
        exists().where(*mine), ~exists().where(*mine, recent), ~held, *which,
        order_by=_CANDIDATE.number, limit=limit,
    )  # fmt: skip


def workspaces_that_set(unit: SystemUnit, key: str) -> list[str]:
    """The workspaces that have set something of their own: a row each, however many there are."""
    return list(unit.run(select(_SETTING.workspace_id).where(_SETTING.key == key)).scalars())


def _under_hold() -> Any:
    return _REQ.policy[LEGAL_HOLD].as_string().is_not(None)
