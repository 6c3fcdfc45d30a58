"""Processes that compete for a database, and processes that are killed."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage.database import Database
from storage.errors import DatabaseBusy, DatabaseMissing, ReadOnlyDatabase
from storage.models import Requisition, Setting, Workspace
from storage.unit import Unit
from tests.databases import fresh_url
from tests.storage.rows import NOW, start_search

SERVES = """
import sys, time
from storage.database import Database
db = Database.open({url!r})
print("serving", flush=True)
sys.stdin.read()
"""

WRITES = """
import sys, time
from storage.database import Database
from tests.storage.rows import start_search
db = Database.open({url!r})
def half(unit):
    start_search(unit)
    unit.flush()
    print("inside", flush=True)
    time.sleep(600)
db.write("acme", half)
"""


@contextmanager
def process(code: str, url: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process that has printed its first line."""
    pipe = subprocess.PIPE
    child = subprocess.Popen([sys.executable, "-c", code.format(url=url)], stdin=pipe, stdout=pipe, text=True)
    assert child.stdout
    assert child.stdout.readline()
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


@pytest.fixture
def url(kind: str, tmp_path: Path) -> str:
    made = fresh_url(kind, tmp_path)
    db = Database.open(made)
    db.write_system(lambda unit: unit.add(Workspace(id="acme", key="acme")))
    db.close()
    return made


def test_a_process_killed_inside_a_unit_leaves_nothing_half(url: str) -> None:
    with process(WRITES, url) as child:
        child.send_signal(signal.SIGKILL)
        child.wait()
    db = Database.open(url)
    try:
        assert db.read("acme", lambda unit: unit.count(Requisition)) == 0
        assert db.write("acme", start_search)
    finally:
        db.close()


def test_a_second_process_is_refused_on_sqlite_until_the_first_has_ended(tmp_path: Path) -> None:
    url = fresh_url("sqlite", tmp_path)
    with process(SERVES, url) as child:
        with pytest.raises(DatabaseBusy, match=rf"process {child.pid}.*PostgreSQL"):
            Database.open(url)
        child.send_signal(signal.SIGKILL)
        child.wait()
        Database.open(url).close()


def test_a_second_opening_in_one_process_is_refused_too(tmp_path: Path) -> None:
    url = fresh_url("sqlite", tmp_path)
    first = Database.open(url)
    with pytest.raises(DatabaseBusy):
        Database.open(url)
    first.close()
    first.close()
    Database.open(url).close()


def test_reading_beside_a_serving_process_is_possible_and_writing_is_not(url: str) -> None:
    with process(SERVES, url):
        reader = Database.open(url, exclusive=False)
        assert reader.read("acme", lambda unit: unit.count(Requisition)) == 0
        with pytest.raises(ReadOnlyDatabase):
            reader.write("acme", start_search)
        reader.close()


def test_a_missing_file_is_not_created_by_a_reader(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing, match="mlhire serve"):
        Database.open(f"sqlite:///{tmp_path}/none.db", exclusive=False)
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_created(tmp_path: Path) -> None:
    db = Database.open(f"sqlite:///{tmp_path}/new/folder/mlhire.db")
    db.migrate()
    db.close()
    assert (tmp_path / "new/folder/mlhire.db").exists()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://host/db"])
def test_a_database_that_cannot_keep_anything_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///"):
        Database.open(url)


def test_a_full_disk_rolls_back_and_the_next_unit_works(tmp_path: Path) -> None:
    db = Database.open(fresh_url("sqlite", tmp_path))
    try:
        db.write_system(lambda unit: unit.add(Workspace(id="acme", key="acme")))

        def limit(pages: int) -> None:
            db.write_system(lambda unit: unit.run(text(f"PRAGMA max_page_count = {pages}")).all())

        def much(unit: Unit) -> None:
            start_search(unit)
            unit.insert(Setting, [{"key": f"k{n}", "value": {"text": "x" * 5000}, "changed_at": NOW} for n in range(200)])

        limit(1)  # SQLite makes this the present size: not one page more
        for _ in range(3):
            with pytest.raises(OperationalError, match="full"):
                db.write("acme", much)
        assert db.read("acme", lambda unit: (unit.count(Setting), unit.count(Requisition))) == (0, 0)
        limit(1_000_000)
        db.write("acme", much)
        assert db.read("acme", lambda unit: unit.count(Setting)) == 200
    finally:
        db.close()


def test_sqlite_is_opened_safe_against_power_loss(tmp_path: Path) -> None:
    db = Database.open(fresh_url("sqlite", tmp_path))
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    try:
        for name, value in wanted.items():
            assert db.write_system(lambda unit, name=name: unit.run(text(f"PRAGMA {name}")).scalar_one()) == value
        assert db.read_system(lambda unit: unit.run(text("PRAGMA query_only")).scalar_one()) == 1
    finally:
        db.close()


def test_a_short_use_of_the_file_by_another_tool_is_waited_for(tmp_path: Path) -> None:
    url = fresh_url("sqlite", tmp_path)
    db = Database.open(url)
    try:
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("INSERT INTO workspace VALUES ('acme', 'acme', '', '{}', 1, NULL)")
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor(1) as pool:
                waiting = pool.submit(db.write, "acme", start_search)
                assert not waiting.done()
                other.commit()
                assert waiting.result()
    finally:
        db.close()
