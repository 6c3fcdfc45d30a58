"""A SQLite file is put aside while it is served: what was there is kept, what comes next begins empty."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from storage.models import Workspace
from tests.databases import fresh_url


def _named(database: Database, name: str) -> None:
    database.write_system(lambda unit: unit.add(Workspace(id=name, key=name)))


def _names(database: Database) -> list[str]:
    return [each.id for each in database.read_system(lambda unit: unit.all(Workspace))]


@pytest.fixture
def served(tmp_path: Path):
    database = Database.open(fresh_url("sqlite", tmp_path))
    yield database
    database.close()


def test_what_was_there_is_put_aside_whole_and_the_next_unit_finds_nothing(served):
    _named(served, "first")
    aside = served.begin_anew()
    assert _names(served) == []
    with closing(sqlite3.connect(aside)) as before:
        assert before.execute("SELECT id FROM workspace").fetchall() == [("first",)]
    _named(served, "second")
    assert _names(served) == ["second"]


def test_the_file_put_aside_last_makes_room(served, tmp_path):
    for name in ("first", "second"):
        _named(served, name)
        aside = served.begin_anew()
    with closing(sqlite3.connect(aside)) as before:
        assert before.execute("SELECT id FROM workspace").fetchall() == [("second",)]
    assert len(list(tmp_path.glob("*-before.db"))) == 1
    assert not list(tmp_path.glob("*-fresh*"))


def test_a_units_view_stays_whole_while_the_file_is_put_aside(served):
    _named(served, "first")

    def look(unit):
        unit.all(Workspace)
        served.begin_anew()
        return [each.id for each in unit.all(Workspace)]

    assert served.read_system(look) == ["first"]


def test_a_servers_database_is_not_put_aside(tmp_path):
    database = Database.open(fresh_url("postgresql", tmp_path))
    with pytest.raises(RuntimeError):
        database.begin_anew()
    database.close()
