"""The database: opened once, used by units. Every unit is one transaction; after any failure the next unit works."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from hashlib import blake2b
from itertools import chain, count
from pathlib import Path
from typing import TypeVar, cast

from sqlalchemy import URL, Engine, text
from sqlmodel import Session

from storage.engines import file_of, postgres_engine, read_url, sqlite_engine
from storage.errors import DatabaseBehind, DatabaseMissing, ReadOnlyDatabase
from storage.locking import FileLock
from storage.migrations import bring_up, is_current
from storage.unit import SystemUnit, Unit, open_session

T = TypeVar("T")

_TAILS = ("-wal", "-shm")
"""What stands beside a SQLite file while it is open."""
_LOCK = text("SELECT pg_advisory_xact_lock(:key)")


class Database:
    """Units over SQLite (one writing connection on one thread, readers that cannot write) or PostgreSQL (a pool).

    On both, the writing units of one workspace run one after another, system units that name it among them: a unit may read,
    decide and write without being overtaken. `open` it, do not build it. Units block the calling thread: call from the event
    loop through a thread.
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
        return self._write(workspace_id, [workspace_id], lambda session: fn(Unit(session, workspace_id)))

    def read(self, workspace_id: str, fn: Callable[[Unit], T]) -> T:
        """Run `fn` on one consistent moment of the database. Writing in it fails."""
        return self._run(self._readers, workspace_id, lambda session: fn(Unit(session, workspace_id)))

    def write_system(self, fn: Callable[[SystemUnit], T], among: Collection[str] = ()) -> T:
        """Like `write`, bound to no workspace: for the scheduler, the courier, installing and migrating.

        Name `among` which workspaces' units it has to wait its turn: those about whose rows it decides by what they say.
        """
        return self._write(None, among, lambda session: fn(SystemUnit(session)))

    def read_system(self, fn: Callable[[SystemUnit], T]) -> T:
        """Like `read`, bound to no workspace."""
        return self._run(self._readers, None, lambda session: fn(SystemUnit(session)))

    def migrate(self) -> None:
        """Bring the schema to this program's revision, under a lock. Raises DatabaseTooNew if a newer program wrote it.

        Read-only, nothing is changed: DatabaseBehind says that the schema is older.
        """
        if self.read_system(is_current):
            return
        if not self.writable:
            raise DatabaseBehind("The database is older than this program. Run `mlhire db upgrade` first.")
        self.write_system(bring_up)

    def begin_anew(self, at: datetime) -> Path:
        """Copy a SQLite file to `<name>-before-<at>.db` beside it and go on empty, at HEAD; where the copy is. `at` is real time.

        Units that read at this moment see the old to their end; the next ones see the new. Raises RuntimeError for another
        database.
        """
        if self._thread is None:
            raise RuntimeError("Only a SQLite file that is served can be put aside.")
        return self._thread.submit(self._exchange, file_of(self.url), at).result()

    def _exchange(self, file: Path, at: datetime) -> Path:
        """On the writing thread, so that no unit writes meanwhile, nor anybody else begins anew.

        SQLite copies both ways itself, within the file that everybody has open: renaming it would leave whoever opens it just
        then on the old file, or on neither.
        """
        aside = _unused(file.with_name(f"{file.stem}-before-{at:%Y-%m-%d-%H%M%S}{file.suffix}"))
        fresh = file.with_name(f"{file.stem}-fresh{file.suffix}")
        _remove(fresh)
        made = Database(self.url, sqlite_engine(fresh, writer=True), sqlite_engine(fresh, writer=False), None)
        made.migrate()
        made.close()
        writer = cast(Engine, self._writer).raw_connection()
        live = cast(sqlite3.Connection, writer.driver_connection)
        try:
            with closing(sqlite3.connect(aside)) as before, closing(sqlite3.connect(fresh)) as empty:
                live.backup(before)
                empty.backup(live)
        finally:
            writer.close()
        _remove(fresh)
        return aside

    def close(self) -> None:
        """Finish the running unit, let go of all connections and of the file. Doing it twice is harmless."""
        if self._thread:
            self._thread.shutdown(wait=True)
        for engine in (self._writer, self._readers):
            if engine is not None:
                engine.dispose()
        if self._lock:
            self._lock.release()

    def _write(self, workspace_id: str | None, among: Collection[str], work: Callable[[Session], T]) -> T:
        writer = self._writer
        if writer is None:
            raise ReadOnlyDatabase("This database was opened for reading only.")
        if getattr(self._inside, "writing", False):
            raise RuntimeError("a writing unit was opened inside another; use the unit at hand")
        if self._thread:
            return self._thread.submit(self._mark_and_run, writer, workspace_id, work).result()
        return self._mark_and_run(writer, workspace_id, _in_turn(among, work))

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


def _unused(file: Path) -> Path:
    """The file, or the same name with 2, 3 … at its end where there is one of that name."""
    numbered = (file.with_name(f"{file.stem}-{number}{file.suffix}") for number in count(2))
    return next(each for each in chain([file], numbered) if not each.exists())


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


def _in_turn(among: Collection[str], work: Callable[[Session], T]) -> Callable[[Session], T]:
    """On PostgreSQL: `work` once the workspaces' other writing units have ended; the locks end with the transaction.

    Everybody takes them in one order, so that no two units wait for each other.
    """
    keys = sorted({int.from_bytes(blake2b(each.encode(), digest_size=8).digest(), signed=True) for each in among})

    def after_the_others(session: Session) -> T:
        for key in keys:
            session.execute(_LOCK, {"key": key})
        return work(session)

    return after_the_others
