"""`mlhire db …`: bringing the database up to date, backing it up, restoring and checking it. Prints lines for an operator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.clocks import real_now
from storage import maintenance
from storage.database import Database
from storage.errors import DatabaseDamaged, StorageError
from storage.migrations import HEAD, stored_revision
from storage.reaching import reaching, shown

DONE, REFUSED, DAMAGED = 0, 1, 2
"""Exit status: done, or sound; it can't be done, nothing was changed and the text says why; `check` found something wrong."""


class Refused(Exception):
    """It can't be done; the text says why, and what to do."""


def upgrade(url: str) -> int:
    """Bring the schema to this program's revision; an empty database gets one. Running servers of PostgreSQL may go on."""
    with _opened(url, exclusive=True) as database:
        before = database.read_system(lambda unit: stored_revision(unit.session.connection()))
        database.migrate()
        print(f"{shown(url)}: revision {HEAD}, as before." if before == HEAD else f"{shown(url)}: {before or 'empty'} → {HEAD}.")
    return DONE


def backup(url: str, file: Path) -> int:
    """Write everything to a file, beside a running server if need be. The file appears whole or not at all."""
    with _opened(url, exclusive=False) as database:
        rows = maintenance.backup(database, file, real_now())
        print(f"{file}: {rows} rows of {shown(url)}. It holds personal data; only you may read it.")
    return DONE


def restore(url: str, file: Path) -> int:
    """Fill an empty database from a backup, all of it or nothing."""
    if not file.is_file():
        raise Refused(f"There is no file {file}. Name one that `mlhire db backup` wrote.")
    with _opened(url, exclusive=True) as database:
        rows = maintenance.restore(database, file)
        print(f"{shown(url)}: {rows} rows from {file}. Start it with `mlhire serve`.")
    return DONE


def check(url: str) -> int:
    """Look for damage, beside a running server if need be; DAMAGED where there is some."""
    try:
        with _opened(url, exclusive=False) as database:
            health = maintenance.check(database)
    except _Damaged as damage:
        print(damage)
        return DAMAGED
    for problem in health.problems:
        print(problem)
    filled = ", ".join(f"{name} {count}" for name, count in health.rows.items() if count)
    found = len(health.problems)
    problems = "1 problem" if found == 1 else f"{found} problems"
    print(f"{shown(url)}: revision {health.revision or 'none'}, {problems}. Rows: {filled or 'none'}.")
    return DAMAGED if health.problems else DONE


COMMANDS: dict[str, Callable[..., int]] = {"upgrade": upgrade, "backup": backup, "restore": restore, "check": check}
"""What follows `mlhire db`; each takes the database's URL, and a file where it needs one."""


class _Damaged(Refused):
    """The database answered, and what it holds can't be read."""


@contextmanager
def _opened(url: str, *, exclusive: bool) -> Iterator[Database]:
    """The database, closed afterwards. Raises Refused for whatever keeps it from being used, with what to do."""
    try:
        with reaching(url):
            database = Database.open(url, exclusive=exclusive)
            try:
                yield database
            finally:
                database.close()
    except DatabaseDamaged as damage:
        raise _Damaged(str(damage)) from None
    except StorageError as error:
        raise Refused(str(error)) from None
    except (SQLAlchemyError, ValueError) as error:
        raise Refused(f"database.url (or DATABASE_URL): {error}") from None
    except OSError as error:
        raise Refused(f"{error.filename or url}: {error.strerror}.") from None
