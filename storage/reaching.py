"""What keeps a database from being used, told with its mend instead of in its driver's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from storage.engines import read_url
from storage.errors import DatabaseDamaged, DatabaseUnusable

_AS_IT_LOOKS = "Write sqlite:///path/to/file.db or postgresql://user@host:port/name."
_MAY_WRITE = "Is DATABASE_URL right, and may the file and its folder be written?"
_MAY_REACH = "Is it running, and is DATABASE_URL right?"
_ANOTHER = "Restore the last backup into a new database, or name another in DATABASE_URL."
"""What to do, by what keeps it from being used."""


@contextmanager
def reaching(url: str) -> Iterator[None]:
    """Raises DatabaseUnusable, and DatabaseDamaged for a file that is no database, in place of what the driver raises."""
    try:
        name = shown(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseUnusable(f"database.url (or DATABASE_URL): {_reason(error)}. {_AS_IT_LOOKS}") from None
    try:
        yield
    except OperationalError as error:
        mend = _MAY_WRITE if name.startswith("sqlite") else _MAY_REACH
        raise DatabaseUnusable(f"{name} can't be used: {_first_line(error)}. {mend}") from None
    except DBAPIError as error:
        raise DatabaseDamaged(f"{name}: {_first_line(error)}. {_ANOTHER}") from None


@contextmanager
def opening(url: str) -> Iterator[None]:
    """As `reaching`, and for a path that can't be used too: around what only opens the database."""
    try:
        with reaching(url):
            yield
    except OSError as error:
        reason = f"{error.filename or shown(url)}: {error.strerror or error}"
        raise DatabaseUnusable(f"database.url (or DATABASE_URL): {reason}. {_MAY_WRITE}") from None


def shown(url: str) -> str:
    """A database's URL without its password."""
    return read_url(url).render_as_string(hide_password=True).replace("postgresql+psycopg://", "postgresql://")


def _reason(error: Exception) -> str:
    """Why a URL can't be read; a port that is none stands in Python's words."""
    return "its port is no number" if "base 10" in str(error) else str(error).rstrip(".")


def _first_line(error: DBAPIError) -> str:
    """What the database itself said."""
    return (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0].rstrip(".")
