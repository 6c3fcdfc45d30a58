"""Tables of what is kept of a search beside its state: the trail, people's words about it, and long pieces of work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field

from storage.enums import JobStatus
from storage.tables.columns import (
    JSON_TYPE,
    Owned,
    code,
    holds,
    listing,
    mapping,
    moment,
    of_workspace,
    one_of,
    refers,
    string,
)


class Note(Owned, table=True):
    """Words about something. `candidate_id` is set where they are about a candidate, so that `forget` finds them."""

    entity_kind: str = string()
    entity_id: str = string()
    candidate_id: str | None = string(None)
    text: str | None = string(None)
    author_id: str | None = string(None)
    written_at: datetime = moment()
    erased_at: datetime | None = moment(None)

    __table_args__ = (
        of_workspace(),
        refers("candidate_id", "candidate"),
        refers("author_id", "person"),
        holds("erased", "(erased_at IS NULL) = (text IS NOT NULL)"),
        Index(None, "workspace_id", "entity_kind", "entity_id"),
        Index(None, "workspace_id", "candidate_id"),
    )


class Event(Owned, table=True):
    """What happened, for good: ids and codes only. The database refuses to change or delete one.

    `occurred_at` may lie before `recorded_at` (people report late). `origin` is the door; `cause_id` the event that brought
    it about, or, where `kind` is an undoing, the event undone.
    """

    kind: str = string()
    entity_kind: str = string()
    entity_id: str = string()
    requisition_id: str | None = string(None)
    application_id: str | None = string(None)
    actor_id: str | None = string(None)
    occurred_at: datetime = moment()
    recorded_at: datetime = moment()
    before: dict[str, Any] = mapping()
    after: dict[str, Any] = mapping()
    origin: str = string("")
    cause_id: str | None = string(None)

    __table_args__ = (
        of_workspace(),
        refers("requisition_id", "requisition"),
        refers("application_id", "application"),
        refers("actor_id", "person"),
        refers("cause_id", "event"),
        Index(None, "workspace_id", "requisition_id", "id"),
        Index(None, "workspace_id", "application_id", "id"),
        Index(
            "ix_event_of_req",
            "workspace_id",
            "requisition_id",
            "id",
            sqlite_where=sql("application_id IS NULL"),
            postgresql_where=sql("application_id IS NULL"),
        ),
        Index(None, "workspace_id", "actor_id", "id"),
        Index(None, "workspace_id", "cause_id"),
    )


class Job(Owned, table=True):
    """A long piece of work, done in batches that each commit alone. `input` and `refused` may hold people's words: erasable."""

    kind: str = string()
    status: JobStatus = code(JobStatus, JobStatus.RUNNING)
    asked_by: str | None = string(None)
    total: int = 0
    done: int = 0
    input: dict[str, Any] | None = Field(default=None, sa_type=JSON_TYPE)
    refused: list[dict[str, Any]] = listing()
    result: dict[str, Any] = mapping()
    created_at: datetime = moment()
    finished_at: datetime | None = moment(None)

    __table_args__ = (
        of_workspace(),
        refers("asked_by", "person"),
        one_of("status", JobStatus),
        holds("progress", "0 <= done AND done <= total"),
    )
