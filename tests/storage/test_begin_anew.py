"""A SQLite file is put aside while it is served: what was there is kept, what comes next begins empty."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.database import Database
from storage.models import Workspace
from tests.databases import fresh_url

AT = datetime(2026, 11, 24, 17, 5, 9, tzinfo=UTC)


def _named(database: Database, name: str) -> None:
    database.write_system(lambda unit: unit.add(Workspace(id=name, key=name)))


def _names(database: Database) -> list[str]:
    return [each.id for each in database.read_system(lambda unit: unit.all(Workspace))]


def _kept(aside: Path) -> list[str]:
    with closing(sqlite3.connect(aside)) as before:
        return [name for (name,) in before.execute("SELECT id FROM workspace")]


@pytest.fixture
def served(tmp_path: Path):
    database = Database.open(fresh_url("sqlite", tmp_path))
    yield database
    database.close()


def test_what_was_there_is_put_aside_whole_and_the_next_unit_finds_nothing(served):
    _named(served, "first")
    aside = served.begin_anew(AT)
    assert _names(served) == []
    assert _kept(aside) == ["first"]
    _named(served, "second")
    assert _names(served) == ["second"]


def test_what_begins_anew_is_at_the_newest_revision_and_stays_empty_after_a_restart(served):
    _named(served, "first")
    served.begin_anew(AT)
    served.close()
    again = Database.open(served.url.render_as_string())
    again.migrate()
    assert _names(again) == []
    again.close()


def test_what_is_put_aside_says_when_and_nothing_that_was_is_overwritten(served, tmp_path):
    made = []
    for name, at in (("first", AT), ("second", AT), ("third", AT + timedelta(days=1))):
        _named(served, name)
        made.append(served.begin_anew(at))
    assert [_kept(aside) for aside in made] == [["first"], ["second"], ["third"]]
    names = [aside.stem.partition("-")[2] for aside in made]
    assert names == ["before-2026-11-24-170509", "before-2026-11-24-170509-2", "before-2026-11-25-170509"]
    assert not list(tmp_path.glob("*-fresh*"))


def test_a_units_view_stays_whole_while_the_file_is_put_aside(served):
    _named(served, "first")

    def look(unit):
        unit.all(Workspace)
        served.begin_anew(AT)
        return [each.id for each in unit.all(Workspace)]

    assert served.read_system(look) == ["first"]
    assert _names(served) == []


def test_units_that_read_meanwhile_see_one_or_the_other_and_later_ones_the_new(served):
    over, seen, failed = threading.Event(), list[list[str]](), list[Exception]()

    def look_on():
        while not over.is_set():
            try:
                seen.append(_names(served))
            except Exception as error:
                failed.append(error)

    readers = [threading.Thread(target=look_on) for _ in range(2)]
    for reader in readers:
        reader.start()
    later = []
    try:
        for _ in range(5):
            _named(served, "first")
            served.begin_anew(AT)
            later += [_names(served) for _ in range(20)]  # more than there are connections
    finally:
        over.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert later == [[]] * 100
    assert all(names in ([], ["first"]) for names in seen)


def test_two_who_begin_anew_at_once_do_so_one_after_the_other(served):
    _named(served, "first")
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: served.begin_anew(AT), range(4)))
    assert sorted(_kept(aside) for aside in made) == [[], [], [], ["first"]]
    assert _names(served) == []


def test_a_servers_database_is_not_put_aside(tmp_path):
    database = Database.open(fresh_url("postgresql", tmp_path))
    with pytest.raises(RuntimeError):
        database.begin_anew(AT)
    database.close()
