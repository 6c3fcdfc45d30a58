"""Backup, restore and check, from either database into either."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from storage import maintenance, outbox, reconciling
from storage.database import Database
from storage.errors import BadBackup, DatabaseBehind
from storage.models import Identity, Offer, metadata
from storage.unit import SystemUnit, Unit
from tests.databases import KINDS, database
from tests.storage.rows import NOW, Search, happened, wanted


def fill(unit: Unit, search: Search) -> None:
    """One row of each awkward kind: times, dates, JSON null, words of all sorts, references both ways."""
    unit.add(Identity(system="slack", external_id="U1", person_id=search.manager, handle="山田 🙂"))
    terms = {"application_id": search.application, "base": 210_000, "currency": "USD", "created_at": NOW}
    unit.add(Offer(**terms, start_on=date(2026, 2, 28), equity_percent="0.25", terms={"nested": [1, None, "ü"]}))
    first = unit.add(happened(search))
    second = happened(search)
    second.cause_id = first.id
    unit.add(second)
    outbox.put(unit, "m", "nudge", {}, {"channel": "C1"}, NOW, cause_id=first.id)
    reconciling.reconcile(unit, [wanted(search, "n")], requisition_id=search.requisition)
    unit.remember("d", NOW)


def contents(unit: SystemUnit) -> dict[str, list[tuple[object, ...]]]:
    tables = metadata.sorted_tables
    return {t.name: [tuple(row) for row in unit.run(select(t).order_by(*t.primary_key.columns))] for t in tables}


@pytest.mark.parametrize("into", KINDS)
@pytest.mark.parametrize("migrated", [True, False])
def test_a_backup_restores_into_either_database(db: Database, search: Search, tmp_path: Path, into: str, migrated: bool) -> None:
    db.write("acme", lambda unit: fill(unit, search))
    file = tmp_path / "backups" / "monday.jsonl"
    rows = maintenance.backup(db, file, NOW)
    with database(into, migrated=migrated) as other:
        assert maintenance.restore(other, file) == rows
        assert other.read_system(contents) == db.read_system(contents)
        assert maintenance.check(other).problems == ()
        nulls = text("SELECT count(*) FROM identity WHERE address IS NULL")
        assert other.read_system(lambda unit: unit.run(nulls).scalar_one()) == 1


def test_a_backup_is_for_its_owner_alone(db: Database, tmp_path: Path) -> None:
    file = tmp_path / "monday.jsonl"
    maintenance.backup(db, file, NOW)
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_a_database_in_use_is_not_overwritten(db: Database, tmp_path: Path) -> None:
    file = tmp_path / "monday.jsonl"
    maintenance.backup(db, file, NOW)
    with pytest.raises(BadBackup, match="empty database"):
        maintenance.restore(db, file)


@pytest.mark.parametrize("harm", ["cut off", "changed", "not ours", "nothing"])
def test_a_damaged_backup_is_refused(db: Database, search: Search, tmp_path: Path, harm: str) -> None:
    file = tmp_path / "monday.jsonl"
    maintenance.backup(db, file, NOW)
    whole = file.read_text(encoding="utf-8")
    harmed = {
        "cut off": whole[: len(whole) // 2],
        "changed": whole.replace("Aiko", "Eiko"),
        "not ours": "hello\n",
        "nothing": "",
    }
    file.write_text(harmed[harm], encoding="utf-8")
    with database("sqlite") as other:
        with pytest.raises(BadBackup, match="no whole mlhire backup"):
            maintenance.restore(other, file)
        assert maintenance.check(other).rows["workspace"] == 0


def test_a_backup_that_fails_leaves_the_old_one(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "monday.jsonl"
    file.write_text("the old one")
    with database(kind, migrated=False) as empty, pytest.raises(DatabaseBehind, match="db upgrade"):
        maintenance.backup(empty, file, NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["monday.jsonl"]
    assert file.read_text() == "the old one"


def test_a_sound_database_has_no_problems(db: Database, search: Search) -> None:
    health = maintenance.check(db)
    assert (health.problems, health.rows["requisition"], health.rows["person"]) == ((), 1, 1)


def test_a_missing_table_and_a_broken_reference_are_told(db: Database, search: Search) -> None:
    db.write_system(lambda unit: unit.run(text("DROP TABLE job")))
    assert maintenance.check(db).problems == ("table job is missing",)


def test_a_broken_reference_in_a_sqlite_file_is_told(tmp_path: Path) -> None:
    import sqlite3

    with database("sqlite") as db:
        with sqlite3.connect(str(db.url.database)) as other:
            other.execute("INSERT INTO setting VALUES ('nowhere', 'k', '{}', '2026-01-01 00:00:00.000000', NULL)")
        (problem,) = maintenance.check(db).problems
        assert "setting" in problem
        assert "workspace" in problem
