"""Migrations bring any database to exactly the models, once, and never touch a newer one."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.errors import DatabaseBehind, DatabaseTooNew
from storage.migrations import HEAD, REVISIONS, alembic_config, stored_revision, upgrade
from storage.models import metadata
from storage.unit import SystemUnit
from tests.databases import database, fresh_url


@pytest.fixture
def empty(kind: str) -> Iterator[Database]:
    with database(kind, migrated=False) as opened:
        yield opened


def revision(db: Database) -> str | None:
    return db.read_system(lambda unit: stored_revision(unit.session.connection()))


def catalogue(unit: SystemUnit) -> set[str]:
    """Every table part, index and constraint as the database itself spells it."""
    if unit.postgres:
        columns = (
            "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) "
            "FROM information_schema.columns WHERE table_schema = 'public'"
        )
        constraints = (
            "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace AND contype <> 'n'"
        )
        indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
        return {line for query in (columns, constraints, indexes) for line in unit.run(text(query)).scalars()}
    found = unit.run(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')")).all()
    # A column that was added later stands in the line of the one before it.
    parts = ((name, part) for name, sql in found for part in re.split(r"\n|, (?=\w+ [A-Z]+)", sql))
    return {f"{name}: {part.strip().rstrip(',').replace(chr(34), '')}" for name, part in parts}


def test_the_migrated_schema_is_the_models(db: Database) -> None:
    def differences(unit: SystemUnit) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(unit.session.connection(), opts=options), metadata))

    assert db.write_system(differences) == []


def test_checks_and_indexes_are_the_models_too(db: Database, empty: Database) -> None:
    """What Alembic does not compare: checks, partial indexes, deferral."""
    empty.write_system(lambda unit: metadata.create_all(unit.session.connection()))
    migrated = {line for line in db.read_system(catalogue) if "alembic_version" not in line}
    built = empty.read_system(catalogue)
    # SQLite lists parts in the order they were written; the last one of a table has another line end.
    assert migrated ^ built == set()


def test_every_script_is_known_to_the_program() -> None:
    scripts = ScriptDirectory.from_config(alembic_config())
    assert scripts.get_current_head() == HEAD
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == REVISIONS


def test_migrating_an_empty_database_once_and_again(empty: Database) -> None:
    assert revision(empty) is None
    empty.migrate()
    assert revision(empty) == HEAD
    empty.migrate()


def test_alembic_is_not_imported_when_there_is_nothing_to_do(tmp_path: Path) -> None:
    url = fresh_url("sqlite", tmp_path)
    start = f"from storage.database import Database; Database.open({url!r}).migrate()"
    code = f"import sys; {start}; assert 'alembic' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_newer_database_is_refused_and_left_alone(db: Database) -> None:
    db.write_system(lambda unit: unit.run(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(DatabaseTooNew, match=r"9999.*newer mlhire"):
        db.migrate()
    assert revision(db) == "9999"


def test_instances_that_migrate_at_once_wait_for_each_other() -> None:
    url = fresh_url("postgresql", Path(), migrated=False)
    instances = [Database.open(url) for _ in range(4)]
    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(Database.migrate, instances))
        assert revision(instances[0]) == HEAD
    finally:
        for instance in instances:
            instance.close()


def test_a_workspace_loses_its_zone_and_keeps_all_that_hangs_on_it(empty: Database) -> None:
    def before(unit: SystemUnit) -> None:
        upgrade(unit.session.connection(), "0004")
        unit.run(
            text(
                "INSERT INTO workspace (id, key, name, timezone, settings, settings_revision) "
                "VALUES ('acme', 'acme', 'Acme', 'Europe/Berlin', '{}', 1)"
            )
        )
        unit.run(text("INSERT INTO delivery (workspace_id, key, verb, at, refs) VALUES ('acme', 'k', '', '2026-11-24', '{}')"))

    empty.write_system(before)
    empty.migrate()
    assert "timezone" not in empty.read_system(
        lambda unit: {column["name"] for column in inspect(unit.session.connection()).get_columns("workspace")}
    )
    hanging = text("SELECT workspace.name, delivery.key FROM delivery JOIN workspace ON workspace.id = delivery.workspace_id")
    assert [tuple(row) for row in empty.read_system(lambda unit: unit.run(hanging).all())] == [("Acme", "k")]


def test_a_migration_that_fails_leaves_nothing(empty: Database) -> None:
    empty.write_system(lambda unit: unit.run(text("CREATE TABLE outbox (id TEXT)")))
    with pytest.raises(DBAPIError):
        empty.migrate()
    tables = empty.read_system(lambda unit: set(inspect(unit.session.connection()).get_table_names()))
    assert tables == {"outbox"}
    empty.write_system(lambda unit: unit.run(text("DROP TABLE outbox")))
    empty.migrate()


def test_an_older_database_opened_for_reading_says_what_to_run(empty: Database) -> None:
    empty.write_system(lambda unit: unit.run(text("CREATE TABLE something (id TEXT)")))
    reader = Database.open(empty.url.render_as_string(hide_password=False), exclusive=False)
    try:
        with pytest.raises(DatabaseBehind, match="mlhire db upgrade"):
            reader.migrate()
    finally:
        reader.close()


def test_no_migration_leans_on_the_models() -> None:
    """A frozen script must not change when the models do: of ours it imports what is frozen with it."""
    here = Path(alembic_config().get_main_option("script_location") or "")
    scripts = [*here.glob("versions/*.py"), *here.glob("first/*.py")]
    assert len(scripts) > len(REVISIONS)
    for script in scripts:
        assert not re.search(r"^(from|import) storage(?!\.migrations\.first\b)", script.read_text(), re.MULTILINE)
