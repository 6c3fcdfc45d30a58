"""Tables of what is said and when: nudges that wait, messages that leave, deliveries that came, cards edited in place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text
from sqlalchemy import text as sql
from sqlmodel import Field

from storage.enums import NudgeStatus, OutboxStatus, Voice
from storage.tables.columns import (
    JSON_TYPE,
    Owned,
    Row,
    code,
    holds,
    mapping,
    moment,
    of_workspace,
    one_of,
    refers,
    string,
    unique,
)

WAITING = "status IN ('pending', 'snoozed')"
"""Nudges whose time may come. Written out in queries too: a bound parameter would not match the partial index."""

QUEUED = "status = 'queued'"
CLAIMED = "status = 'claimed'"
DIRTY = "dirty_since IS NOT NULL"


def partial(name: str, *columns: str, where: str, is_unique: bool = False) -> Index:
    """An index over the rows that match `where`, so that it stays small however long the table grows."""
    return Index(name, *columns, unique=is_unique, sqlite_where=sql(where), postgresql_where=sql(where))


class Nudge(Owned, table=True):
    """One voice of one clock, owed by one person. Times are business time. `reason` says why it was dropped."""

    key: str = string()
    clock: str = string()
    voice: Voice = code(Voice)
    requisition_id: str | None = string(None)
    application_id: str | None = string(None)
    person_id: str | None = string(None)
    deadline_at: datetime = moment()
    say_at: datetime = moment()
    status: NudgeStatus = code(NudgeStatus, NudgeStatus.PENDING)
    reason: str | None = string(None)
    policy_revision: int = 0
    outbox_id: str | None = string(None)
    said_at: datetime | None = moment(None)
    acknowledged_at: datetime | None = moment(None)
    acknowledged_by: str | None = string(None)

    __table_args__ = (
        of_workspace(),
        unique("key"),
        one_of("status", NudgeStatus),
        one_of("voice", Voice),
        refers("requisition_id", "requisition"),
        refers("application_id", "application"),
        refers("person_id", "person"),
        refers("outbox_id", "outbox"),
        refers("acknowledged_by", "person"),
        holds("said", "status <> 'said' OR said_at IS NOT NULL"),
        partial("ix_nudge_waiting", "workspace_id", "say_at", where=WAITING),
        partial("ix_nudge_owed", "workspace_id", "person_id", where="status IN ('pending', 'snoozed', 'queued', 'said')"),
        Index(None, "workspace_id", "requisition_id"),
        Index(None, "workspace_id", "application_id"),
        Index(None, "workspace_id", "outbox_id"),
    )


class Outbox(Owned, table=True):
    """A message on its way. `refs` holds ids only: the words are composed when it is sent. Times are real time.

    `queue` names the address whose order is kept: at most one of its messages is claimed, and the database sees to it.
    `may_have_arrived`: a send began and no clear answer came back.
    """

    key: str = string()
    kind: str = string()
    refs: dict[str, Any] = mapping()
    address: dict[str, Any] = mapping()
    queue: str = string()
    status: OutboxStatus = code(OutboxStatus, OutboxStatus.QUEUED)
    attempts: int = 0
    may_have_arrived: bool = False
    lease_until: datetime | None = moment(None)
    next_try_at: datetime = moment()
    platform_ref: dict[str, Any] | None = Field(default=None, sa_type=JSON_TYPE)
    created_at: datetime = moment()
    sent_at: datetime | None = moment(None)
    last_error: str | None = string(None)
    cause_id: str | None = string(None)

    __table_args__ = (
        of_workspace(),
        unique("key"),
        one_of("status", OutboxStatus),
        refers("cause_id", "event"),
        holds("leased", "(status = 'claimed') = (lease_until IS NOT NULL)"),
        partial("ix_outbox_queued", "next_try_at", "id", where=QUEUED),
        partial("ix_outbox_line", "workspace_id", "queue", "id", where=QUEUED),
        partial("uq_outbox_claimed", "workspace_id", "queue", where=CLAIMED, is_unique=True),
        partial("ix_outbox_troubled", "workspace_id", "id", where="status IN ('unclear', 'given_up')"),
        partial("ix_outbox_cause", "workspace_id", "cause_id", where="cause_id IS NOT NULL"),
    )


class Delivery(Row, table=True):
    """A request that was taken in, by the key its platform gives it. `refs` says what was done, for the answer to a repeat."""

    workspace_id: str = Field(default="", primary_key=True, sa_type=Text)
    key: str = Field(primary_key=True, sa_type=Text)
    verb: str = string("")
    at: datetime = moment()
    refs: dict[str, Any] = mapping()

    __table_args__ = (of_workspace(), Index(None, "at"))


class Surface(Owned, table=True):
    """A message that shows current state and is edited in place (a req's card, an App Home). Times are real time.

    `wanted` counts the changes to show, `shown` how many the last edit showed; `dirty_since` is set while they differ.
    """

    key: str = string()
    kind: str = string()
    refs: dict[str, Any] = mapping()
    address: dict[str, Any] = mapping()
    platform_ref: dict[str, Any] | None = Field(default=None, sa_type=JSON_TYPE)
    wanted: int = 0
    shown: int = 0
    dirty_since: datetime | None = moment(None)
    next_try_at: datetime | None = moment(None)
    attempts: int = 0
    last_error: str | None = string(None)

    __table_args__ = (
        of_workspace(),
        unique("key"),
        holds("dirty", "(dirty_since IS NOT NULL) = (next_try_at IS NOT NULL)"),
        holds("shown", "shown <= wanted"),
        partial("ix_surface_dirty", "next_try_at", where=DIRTY),
    )
