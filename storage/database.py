"""The database: opened once, used by units. Every unit is one transaction; after any failure the next unit works."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Engine, text
from sqlmodel import Session

from storage.engines import file_of, postgres_engine, read_url, sqlite_engine
from storage.errors import DatabaseMissing, ReadOnlyDatabase
from storage.locking import FileLock
from storage.unit import SystemUnit, Unit, open_session

T = TypeVar("T")

_TAILS = ("-wal", "-shm")
"""What stands beside a SQLite file while it is open."""


class Database:
    """Units over SQLite (one writing connection on one thread, readers that cannot write) or PostgreSQL (a pool).

    On both, the writing units of one workspace run one after another: a unit may read, decide and write without being
    overtaken. `open` it, do not build it. Units block the calling thread: call from the event loop through a thread.
    """

    def __init__(self, url: URL, writer: Engine | None, readers: Engine, lock: FileLock | None) -> None:
        self.url = url
        self._writer = writer
        self._readers = readers
        self._lock = lock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="storage-writer") if self.is_sqlite and writer else None
        self._inside = threading.local()

    @classmethod
    def open(cls, url: str, *, exclusive: bool = True) -> Database:
        """Open `sqlite:///path` (its folder is created) or `postgresql://…`.

        With `exclusive` (to serve) a SQLite file is locked: a second process gets DatabaseBusy. Without it only reading is
        possible, beside a serving process if need be; a missing SQLite file is DatabaseMissing. PostgreSQL is shared;
        without `exclusive` it too is only read. Raises ValueError for a URL that is neither.
        """
        parsed = read_url(url)
        if parsed.get_backend_name() != "sqlite":
            writer = postgres_engine(parsed, writer=True) if exclusive else None
            return cls(parsed, writer, postgres_engine(parsed, writer=False), None)
        file = file_of(parsed)
        if not exclusive:
            if not file.exists():
                raise DatabaseMissing(f"There is no database at {file}. `mlhire serve` creates it.")
            return cls(parsed, None, sqlite_engine(file, writer=False), None)
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(file)
        return cls(parsed, sqlite_engine(file, writer=True), sqlite_engine(file, writer=False), lock)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def writable(self) -> bool:
        """Whether it was opened to serve."""
        return self._writer is not None

    def write(self, workspace_id: str, fn: Callable[[Unit], T]) -> T:
        """Run `fn` in one transaction and return what it returns. Any exception rolls all of it back and is raised here."""
        return self._write(workspace_id, lambda session: fn(Unit(session, workspace_id)))

    def read(self, workspace_id: str, fn: Callable[[Unit], T]) -> T:
        """Run `fn` on one consistent moment of the database. Writing in it fails."""
        return self._run(self._readers, workspace_id, lambda session: fn(Unit(session, workspace_id)))

    def write_system(self, fn: Callable[[SystemUnit], T]) -> T:
        """Like `write`, bound to no workspace: for the scheduler, the courier, installing and migrating."""
        return self._write(None, lambda session: fn(SystemUnit(session)))

    def read_system(self, fn: Callable[[SystemUnit], T]) -> T:
        """Like `read`, bound to no workspace."""
        return self._run(self._readers, None, lambda session: fn(SystemUnit(session)))

    def migrate(self) -> None:
        """Bring the schema to this program's revision, under a lock. Raises DatabaseTooNew if a newer program wrote it.

        Read-only, nothing is changed: DatabaseBehind says that the schema is older.
        """
        from storage.migrations import migrate

        migrate(self)

    def begin_anew(self) -> Path:
        """Put a SQLite file aside as `<name>-before.db` (replacing the one put aside last) and go on with an empty one at HEAD.

        Units that read at this moment end on the old file; the next ones see the new. Raises RuntimeError for another database.
        """
        if self._thread is None:
            raise RuntimeError("Only a SQLite file that is served can be put aside.")
        file = file_of(self.url)
        aside, fresh = (file.with_name(f"{file.stem}-{name}{file.suffix}") for name in ("before", "fresh"))
        _remove(fresh)
        empty = Database(self.url, sqlite_engine(fresh, writer=True), sqlite_engine(fresh, writer=False), None)
        empty.migrate()
        empty.close()
        self._thread.submit(self._swap, file, aside, fresh).result()
        return aside

    def _swap(self, file: Path, aside: Path, fresh: Path) -> None:
        """On the writing thread, so that no unit writes meanwhile; the last connection to close folds the log into the file."""
        for engine in (self._readers, self._writer):
            if engine is not None:
                engine.dispose()
        _remove(aside)
        for tail in ("", *_TAILS):
            if (part := file.with_name(file.name + tail)).exists():
                part.replace(aside.with_name(aside.name + tail))
        fresh.replace(file)

    def close(self) -> None:
        """Finish the running unit, let go of all connections and of the file. Doing it twice is harmless."""
        if self._thread:
            self._thread.shutdown(wait=True)
        for engine in (self._writer, self._readers):
            if engine is not None:
                engine.dispose()
        if self._lock:
            self._lock.release()

    def _write(self, workspace_id: str | None, work: Callable[[Session], T]) -> T:
        writer = self._writer
        if writer is None:
            raise ReadOnlyDatabase("This database was opened for reading only.")
        if getattr(self._inside, "writing", False):
            raise RuntimeError("a writing unit was opened inside another; use the unit at hand")
        if self._thread:
            return self._thread.submit(self._mark_and_run, writer, workspace_id, work).result()
        return self._mark_and_run(writer, workspace_id, _in_turn(workspace_id, work))

    def _mark_and_run(self, engine: Engine, workspace_id: str | None, work: Callable[[Session], T]) -> T:
        self._inside.writing = True
        try:
            return self._run(engine, workspace_id, work)
        finally:
            self._inside.writing = False

    @staticmethod
    def _run(engine: Engine, workspace_id: str | None, work: Callable[[Session], T]) -> T:
        session = open_session(engine, workspace_id)
        try:
            result = work(session)
            session.commit()
        except BaseException:
            _abandon(session)
            raise
        session.close()
        return result


def _remove(file: Path) -> None:
    for tail in ("", *_TAILS):
        file.with_name(file.name + tail).unlink(missing_ok=True)


def _abandon(session: Session) -> None:
    """Roll back; a connection that cannot even do that is thrown away, so that the next unit gets a fresh one."""
    try:
        session.rollback()
        session.close()
    except Exception:
        session.invalidate()


def _in_turn(workspace_id: str | None, work: Callable[[Session], T]) -> Callable[[Session], T]:
    """On PostgreSQL: `work` once the workspace's other writing units have ended; the lock ends with the transaction."""
    if workspace_id is None:
        return work
    key = int.from_bytes(blake2b(workspace_id.encode(), digest_size=8).digest(), signed=True)

    def after_the_others(session: Session) -> T:
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
        return work(session)

    return after_the_others
