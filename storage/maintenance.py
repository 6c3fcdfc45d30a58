"""Backing up, restoring and checking, the same for both databases.

A backup is JSON lines: a header, a line a row, and a footer with the number of rows and a digest. It can be restored into
either database, by this program or a newer one. It holds personal data: only its owner may read the file, and a backup made
before somebody was forgotten still knows them.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Any

from sqlalchemy import JSON, Connection, Date, DateTime, MetaData, Table, func, inspect, select, text

from storage.database import Database
from storage.errors import BadBackup, DatabaseBehind
from storage.migrations import HEAD, REVISIONS, stored_revision, upgrade
from storage.models import metadata
from storage.unit import SystemUnit

FORMAT = 1
BATCH = 500


@dataclass(frozen=True, slots=True)
class Health:
    """What `check` found. Sound if `problems` is empty; each problem is a line for the operator's eyes."""

    revision: str | None
    rows: dict[str, int]
    problems: tuple[str, ...]


def backup(database: Database, file: Path, at: datetime) -> int:
    """Write every row, as of one moment, to `file`, beside a serving process if need be; how many rows.

    The file appears whole or not at all. `at` (real time) goes into its header. Raises DatabaseBehind if
    migrations are missing.
    """
    part = file.with_name(file.name + ".part")
    file.parent.mkdir(parents=True, exist_ok=True)
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            rows = database.read_system(lambda unit: _dump(unit.connection, out, at))
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return rows


def restore(database: Database, file: Path) -> int:
    """Fill an empty database from a backup, in one transaction, and bring it to HEAD; how many rows.

    Raises BadBackup if the file is damaged or of a newer program, or if the database is not empty.
    """
    header = _verified(file)
    return database.write_system(lambda unit: _load(unit.connection, file, header["revision"]))


def check(database: Database) -> Health:
    """Look for damage: the file's structure and every reference (SQLite), the revision, and that each table can be read."""
    return database.read_system(_examine)


def _dump(connection: Connection, out: IO[str], at: datetime) -> int:
    revision = stored_revision(connection)
    if revision != HEAD:
        raise DatabaseBehind(f"The database is at revision {revision or 'none'}, not {HEAD}. Run `mlhire db upgrade` first.")
    digest = hashlib.sha256()
    rows = 0
    _line(out, digest, {"mlhire_backup": FORMAT, "revision": revision, "made_at": at.isoformat()})
    for table in metadata.sorted_tables:
        found = connection.execution_options(yield_per=BATCH).execute(select(table).order_by(*table.primary_key.columns))
        for row in found.mappings():
            _line(out, digest, [table.name, {name: _plain(value) for name, value in row.items()}])
            rows += 1
    out.write(json.dumps({"rows": rows, "sha256": digest.hexdigest()}) + "\n")
    return rows


def _line(out: IO[str], digest: Any, value: Any) -> None:
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
    digest.update(line.encode())
    out.write(line)


def _plain(value: Any) -> Any:
    """Times and dates as ISO 8601; all else is JSON already."""
    return value.isoformat() if isinstance(value, date) else value


def _verified(file: Path) -> dict[str, Any]:
    """The header of a backup that is whole and that we can read."""
    damaged = BadBackup(f"{file} is no whole mlhire backup: it is cut off or was changed. Use another one.")
    digest = hashlib.sha256()
    lines, last = 0, b""
    header: Any = None
    try:
        with file.open("rb") as source:
            for line in source:
                if last:
                    digest.update(last)
                    header = header or json.loads(last)
                    lines += 1
                last = line
        footer = json.loads(last)
        whole = footer == {"rows": lines - 1, "sha256": digest.hexdigest()} and header["mlhire_backup"] == FORMAT
    except (ValueError, KeyError, TypeError):
        raise damaged from None
    if not whole:
        raise damaged
    if header["revision"] not in REVISIONS:
        raise BadBackup(f"{file} was made by a newer mlhire (revision {header['revision']}). Restore it with that version.")
    return dict(header)


def _load(connection: Connection, file: Path, revision: str) -> int:
    _expect_empty(connection, revision)
    upgrade(connection, revision)
    # Reflected, not the models: an older backup has an older schema, which is upgraded once it is filled.
    schema = MetaData()
    schema.reflect(connection)
    for column in (column for table in schema.tables.values() for column in table.columns):
        if isinstance(column.type, JSON):
            column.type.none_as_null = True  # nothing is NULL, not the JSON word null
    rows = 0
    for name, batch in _batches(file):
        table = schema.tables[name]
        connection.execute(table.insert(), [_typed(table, row) for row in batch])
        rows += len(batch)
    upgrade(connection)
    return rows


def _expect_empty(connection: Connection, revision: str) -> None:
    stored = stored_revision(connection)
    has_tables = inspect(connection).has_table("workspace")
    filled = has_tables and connection.execute(text("SELECT count(*) FROM workspace")).scalar_one()
    if filled or stored not in (None, revision):
        raise BadBackup("A backup is restored into an empty database. Name a new file or database in DATABASE_URL and try again.")


def _batches(file: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of one table after the other, some at a time."""
    with file.open(encoding="utf-8") as source:
        rows = (value for line in source if isinstance(value := json.loads(line), list))
        for name, group in groupby(rows, key=lambda row: str(row[0])):
            while batch := [row for _, row in islice(group, BATCH)]:
                yield name, batch


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _read(table.c[name].type, value) for name, value in row.items()}


def _read(kind: Any, value: Any) -> Any:
    """A value of the file as its column wants it."""
    if isinstance(kind, DateTime) and value is not None:
        moment = datetime.fromisoformat(value).astimezone(UTC)
        return moment if kind.timezone else moment.replace(tzinfo=None)
    return date.fromisoformat(value) if isinstance(kind, Date) and value is not None else value


def _examine(unit: SystemUnit) -> Health:
    connection = unit.connection
    revision = stored_revision(connection)
    problems = [] if revision == HEAD else [_other_revision(revision)]
    if not unit.postgres:
        found = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        problems += [f"integrity: {line}" for line in found if line != "ok"]
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        problems += [f"reference: {row[0]} row {row[1]} names a row of {row[2]} that is not there" for row in broken]
    there = set(inspect(connection).get_table_names())
    problems += [f"table {table.name} is missing" for table in metadata.sorted_tables if table.name not in there]
    tables = [table for table in metadata.sorted_tables if table.name in there]
    rows = {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}
    return Health(revision, rows, tuple(problems))


def _other_revision(revision: str | None) -> str:
    if revision is None or revision in REVISIONS:
        return f"revision: the schema is at {revision or 'none'}, this program at {HEAD}. Run `mlhire db upgrade`."
    return f"revision: the schema is at {revision}, which a newer mlhire wrote; this program is at {HEAD}. Use that version."
