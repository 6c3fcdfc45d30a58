"""Migrations: which revisions there are, and bringing a database to the newest. Alembic is imported only when there is work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.errors import DatabaseTooNew

if TYPE_CHECKING:
    from alembic.config import Config

    from storage.unit import AnyUnit

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every revision this program knows, oldest first: a test compares them with versions/."""

HEAD = REVISIONS[-1]

LOCK = 0x6D6C68697265
"""The advisory lock that migrating instances queue for on PostgreSQL."""


def stored_revision(connection: Connection) -> str | None:
    """The revision that the database says it has; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def is_current(unit: AnyUnit) -> bool:
    """Whether the schema is at HEAD. Raises DatabaseTooNew where a newer program wrote it."""
    revision = stored_revision(unit.session.connection())
    if revision is not None and revision not in REVISIONS:
        raise DatabaseTooNew(
            f"The database is at revision {revision}, which this program does not know: a newer mlhire wrote it. "
            "Install that version or newer, or restore a backup made before the upgrade."
        )
    return revision == HEAD


def bring_up(unit: AnyUnit) -> None:
    """Bring the schema to HEAD, one instance at a time. Raises DatabaseTooNew like `is_current`."""
    if unit.postgres:
        unit.run(text("SELECT pg_advisory_xact_lock(:key)").bindparams(key=LOCK))
    if not is_current(unit):
        upgrade(unit.session.connection())


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run Alembic on an open connection, inside its transaction."""
    from alembic import command

    command.upgrade(alembic_config(connection), to)


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration for the packaged scripts."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
