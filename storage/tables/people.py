"""Tables of who there is: companies, where they are installed, people, and the names that other systems have for things."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from storage.enums import System
from storage.tables.columns import (
    JSON_TYPE,
    Owned,
    Row,
    code,
    holds,
    listing,
    mapping,
    moment,
    of_workspace,
    one_of,
    refers,
    string,
    unique,
)


class Workspace(Row, table=True):
    """A company. Its `id` is its key unless one is given: short, stable, and readable in a log."""

    id: str = Field(primary_key=True, sa_type=Text)
    key: str = string(unique=True)
    name: str = string("")
    settings: dict[str, Any] = mapping()
    settings_revision: int = 1
    created_at: datetime | None = moment(None)


class Installation(Owned, table=True):
    """Where a workspace is reached: a Slack team, a Teams tenant. One company may have several."""

    system: System = code(System)
    external_id: str = string()
    details: dict[str, Any] = mapping()
    installed_at: datetime | None = moment(None)

    __table_args__ = (
        of_workspace(),
        one_of("system", System),
        UniqueConstraint("system", "external_id"),
    )


class Person(Owned, table=True):
    """Someone who takes part in hiring. `roles` are the workspace's; a req's own team is `ReqMember`.

    `preferences` holds quiet hours, the daily limit, and that the zone is their choice; while `away_until` lies ahead,
    `stand_in_id` is nudged instead.
    """

    name: str | None = string(None)
    email: str | None = string(None)
    timezone: str | None = string(None)
    country: str | None = string(None)
    roles: list[str] = listing()
    preferences: dict[str, Any] = mapping()
    away_from: datetime | None = moment(None)
    away_until: datetime | None = moment(None)
    stand_in_id: str | None = string(None)
    created_at: datetime | None = moment(None)
    erased_at: datetime | None = moment(None)

    __table_args__ = (
        of_workspace(),
        refers("stand_in_id", "person"),
        Index(None, "workspace_id", "email"),
        holds("erased", "erased_at IS NULL OR (name IS NULL AND email IS NULL)"),
    )


class Identity(Owned, table=True):
    """A person's account at a platform. `address` is where they are reached alone, once a door has learnt it; `timezone` what the
    platform last told: their own may be another, which they chose."""

    system: System = code(System)
    external_id: str = string()
    person_id: str = string()
    handle: str | None = string(None)
    address: dict[str, Any] | None = Field(default=None, sa_type=JSON_TYPE)
    timezone: str | None = string(None)

    __table_args__ = (
        of_workspace(),
        one_of("system", System),
        unique("system", "external_id"),
        refers("person_id", "person"),
        Index(None, "workspace_id", "person_id"),
    )


class ExternalRef(Owned, table=True):
    """The name that another system has for something of ours: an ATS id, a thread, a card's message."""

    __tablename__ = "external_ref"

    system: str = string()
    kind: str = string()
    external_id: str = string()
    entity_kind: str = string()
    entity_id: str = string()

    __table_args__ = (
        of_workspace(),
        unique("system", "kind", "external_id"),
        Index(None, "workspace_id", "entity_kind", "entity_id"),
    )


class Setting(Row, table=True):
    """A value that the workspace set in the chat."""

    workspace_id: str = Field(default="", primary_key=True, sa_type=Text)
    key: str = Field(primary_key=True, sa_type=Text)
    value: dict[str, Any] = mapping()
    changed_at: datetime = moment()
    changed_by: str | None = string(None)

    __table_args__ = (of_workspace(), refers("changed_by", "person"))

    @property
    def rev(self) -> int:
        """How often it was changed; it stands beside the value, so that a button that is late can tell."""
        return int(self.value.get("rev", 0))
