"""`mlhire db …` as an operator runs it: a process of its own, on both databases."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from bot.dbcli import DAMAGED, DONE, REFUSED
from storage.database import Database
from storage.migrations import HEAD
from storage.models import Person, Workspace
from storage.reaching import shown
from tests.conftest import NOW
from tests.databases import KINDS, fresh_url


def db(url, *arguments):
    """(exit status, what was printed, what was complained of)."""
    environment = {**os.environ, "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "db", *map(str, arguments)], env=environment, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def fresh(kind, tmp_path):
    """Makes databases' URLs."""
    return partial(fresh_url, kind, tmp_path)


@pytest.fixture
def peopled(fresh):
    """A database with one person in it."""
    url = fresh()
    database = Database.open(url)
    database.write_system(lambda unit: unit.add(Workspace(id="acme", key="acme", created_at=NOW)))
    database.write("acme", lambda unit: unit.add(Person(name="Mei")))
    database.close()
    return url


def people(url):
    database = Database.open(url, exclusive=False)
    try:
        return [each.name for each in database.read("acme", lambda unit: unit.all(Person))]
    finally:
        database.close()


def test_upgrade_makes_the_schema_and_says_so_when_there_is_nothing_to_do(fresh):
    url = fresh(migrated=False)
    assert db(url, "upgrade")[:2] == (DONE, f"{shown(url)}: empty → {HEAD}.\n")
    assert db(url, "upgrade")[:2] == (DONE, f"{shown(url)}: revision {HEAD}, as before.\n")


def test_a_backup_comes_back_into_an_empty_database_whole(peopled, fresh, tmp_path):
    file = tmp_path / "monday.jsonl"
    status, told, _ = db(peopled, "backup", file)
    assert (status, "2 rows" in told) == (DONE, True)
    empty = fresh(migrated=False)
    assert db(empty, "restore", file)[0] == DONE
    assert people(empty) == ["Mei"]
    assert db(empty, "check")[0] == DONE


def test_nothing_is_restored_over_what_is_there(peopled, tmp_path):
    file = tmp_path / "monday.jsonl"
    db(peopled, "backup", file)
    status, _, complaint = db(peopled, "restore", file)
    assert (status, "empty database" in complaint) == (REFUSED, True)
    assert people(peopled) == ["Mei"]


def test_a_damaged_backup_leaves_the_database_empty(peopled, fresh, tmp_path):
    file = tmp_path / "monday.jsonl"
    db(peopled, "backup", file)
    file.write_text(file.read_text(encoding="utf-8").replace("Mei", "Moi"), encoding="utf-8")
    empty = fresh()
    status, _, complaint = db(empty, "restore", file)
    assert (status, "no whole mlhire backup" in complaint) == (REFUSED, True)
    assert people(empty) == []


def test_a_running_server_is_backed_up_and_checked_beside(peopled, tmp_path):
    server = Database.open(peopled)
    try:
        assert db(peopled, "backup", tmp_path / "monday.jsonl")[0] == DONE
        assert db(peopled, "check")[0] == DONE
    finally:
        server.close()


def test_check_counts_rows_and_says_what_to_do_where_the_schema_is_behind(peopled, fresh):
    status, told, _ = db(peopled, "check")
    assert (status, "person 1" in told, "0 problems" in told) == (DONE, True, True)
    empty = fresh(migrated=False)
    if empty.startswith("sqlite"):
        Path(empty.removeprefix("sqlite:///")).touch()
    status, told, _ = db(empty, "check")
    assert (status, "mlhire db upgrade" in told) == (DAMAGED, True)


def test_what_a_server_holds_is_neither_upgraded_nor_restored(tmp_path):
    url = fresh_url("sqlite", tmp_path)
    file = tmp_path / "monday.jsonl"
    assert db(url, "backup", file)[0] == DONE
    server = Database.open(url)
    try:
        for arguments in (("upgrade",), ("restore", file)):
            status, _, complaint = db(url, *arguments)
            assert (status, str(os.getpid()) in complaint) == (REFUSED, True)
    finally:
        server.close()


def test_a_broken_reference_is_found(tmp_path):
    url = fresh_url("sqlite", tmp_path)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other, other:
        other.execute("INSERT INTO setting VALUES ('nowhere', 'k', '{}', '2026-01-01 00:00:00.000000', NULL)")
    status, told, _ = db(url, "check")
    assert (status, "reference: setting" in told, "1 problem." in told) == (DAMAGED, True, True)


def test_a_file_that_is_no_database_is_damage_to_check_and_a_refusal_to_the_rest(tmp_path):
    (tmp_path / "x.db").write_text("no database at all, but a long enough text\n" * 50, encoding="utf-8")
    url = f"sqlite:///{tmp_path}/x.db"
    status, told, _ = db(url, "check")
    assert (status, "Restore the last backup" in told) == (DAMAGED, True)
    status, _, complaint = db(url, "upgrade")
    assert (status, "not a database" in complaint) == (REFUSED, True)


@pytest.mark.parametrize(
    ("url", "arguments", "says"),
    [
        ("sqlite:////nowhere/x.db", ["check"], "There is no database"),
        ("sqlite:////proc/nowhere/x.db", ["upgrade"], "/proc/nowhere"),
        ("postgresql://mei:secret@127.0.0.1:1/x", ["upgrade"], "postgresql://mei:***@127.0.0.1:1/x can't be used"),
        ("mysql://here", ["check"], "sqlite:/// or postgresql://"),
        ("sqlite:////nowhere/x.db", ["restore", "/nowhere/file"], "There is no file"),
    ],
)
def test_what_cannot_be_reached_is_said_without_passwords(url, arguments, says):
    status, told, complaint = db(url, *arguments)
    assert (status, told, says in complaint) == (REFUSED, "", True)
    assert "secret" not in complaint


def test_a_backup_that_cannot_be_written_is_said(peopled, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    status, _, complaint = db(peopled, "backup", tmp_path / "file" / "monday.jsonl")
    assert (status, str(tmp_path) in complaint) == (REFUSED, True)
