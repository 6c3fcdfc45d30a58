"""The two databases' engines: how a connection is made ready, and how a transaction begins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic_core import from_json
from sqlalchemy import URL, Engine, create_engine, event, make_url

SQLITE_WAIT_MS = 10_000
"""How long a connection waits for another process's short use of the file (a backup, a shell)."""

READERS = 4
SPARE_READERS = 12

POSTGRES_OPTIONS = "-c timezone=UTC -c plan_cache_mode=force_custom_plan"
"""Plans are made anew each time: one kept from when a table was small reads all of it once it has grown."""


def read_url(text: str) -> URL:
    """The database's URL with the driver that we use. Raises ValueError for another database, or SQLite without a file."""
    url = make_url(text)
    kind = url.get_backend_name()
    if kind in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise ValueError(f"{kind} is not supported: use sqlite:///path/to/file.db or postgresql://…")
    if not url.database or url.database == ":memory:":
        raise ValueError("SQLite needs a file: sqlite:///path/to/file.db")
    return url


def file_of(url: URL) -> Path:
    """The file of a SQLite URL."""
    return Path(str(url.database)).expanduser()


def sqlite_engine(file: Path, *, writer: bool) -> Engine:
    """One writing connection, or a pool of readers that cannot write. Usable from any thread."""
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        pool_size=1 if writer else READERS,
        max_overflow=0 if writer else SPARE_READERS,
        json_deserializer=from_json,  # in a third of the time of Python's own
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": SQLITE_WAIT_MS / 1000},
    )
    prepare = _writer_pragmas if writer else _reader_pragmas
    begin = "BEGIN IMMEDIATE" if writer else "BEGIN"

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        for pragma in prepare():
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _began(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _writer_pragmas() -> tuple[str, ...]:
    # FULL: in WAL, NORMAL may lose the last commits when the power fails.
    return ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY")


def _reader_pragmas() -> tuple[str, ...]:
    return ("query_only=ON", "foreign_keys=ON", "temp_store=MEMORY")


def postgres_engine(url: URL, *, writer: bool) -> Engine:
    """A pool whose connections are tried before use, so that a restarted server costs no unit. Readers see one moment each."""
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_size=READERS,
        max_overflow=SPARE_READERS,
        isolation_level="READ COMMITTED" if writer else "REPEATABLE READ",
        json_deserializer=from_json,
        connect_args={"options": POSTGRES_OPTIONS},
    )
    if not writer:

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, _record: Any) -> None:
            connection.read_only = True

    return engine
