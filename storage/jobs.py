"""Long pieces of work that keep lines about people, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select

from storage.enums import JobStatus
from storage.models import Job
from storage.unit import SystemUnit, Unit, table_of

_JOB = table_of(Job).c


def with_lines(unit: Unit, kind: str) -> list[Job]:
    """The jobs of a kind that hold lines, to be done or left out."""
    return unit.all(Job, _JOB.kind == kind, or_(_JOB.input.is_not(None), _LEFT_OUT), order_by=_JOB.id)


def workspaces_with_old_lines(unit: SystemUnit, kind: str, before: datetime) -> list[str]:
    """The workspaces in which one of `with_old_lines` is."""
    return list(unit.run(select(_JOB.workspace_id).where(_JOB.kind == kind, _old(before)).distinct()).scalars())


def with_old_lines(unit: Unit, kind: str, before: datetime, limit: int) -> list[Job]:
    """The jobs whose lines wait for nothing but a person since then: never agreed to, or over with some left out."""
    return unit.all(Job, _JOB.kind == kind, _old(before), order_by=_JOB.id, limit=limit)


def _old(before: datetime) -> Any:
    never_agreed_to = and_(_JOB.status == JobStatus.PREVIEW, _JOB.created_at < before)
    return or_(never_agreed_to, and_(_JOB.finished_at < before, _LEFT_OUT))


_LEFT_OUT = _JOB.refused != []
