"""Units: all or nothing, one workspace, and never deaf after a failure."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm.exc import StaleDataError

from storage.database import Database
from storage.enums import ReqStatus
from storage.errors import WrongWorkspace
from storage.models import Candidate, Delivery, Event, Person, Requisition, Setting, Workspace
from storage.unit import Unit, table_of
from tests.databases import fresh_url
from tests.storage.rows import NOW, Search, happened, start_search


def test_a_unit_commits_what_it_added(db: Database) -> None:
    search = db.write("acme", start_search)
    req = db.read("acme", lambda unit: unit.get(Requisition, search.requisition))
    assert req is not None
    assert (req.title, req.opened_at, req.status) == ("Senior ML engineer", NOW, "open")


def test_an_exception_rolls_everything_back_and_reaches_the_caller(db: Database) -> None:
    def half(unit: Unit) -> None:
        start_search(unit)
        unit.remember("delivery", NOW)
        unit.flush()
        raise LookupError("no such candidate")

    with pytest.raises(LookupError, match="no such candidate"):
        db.write("acme", half)
    assert db.read("acme", lambda unit: (unit.all(Requisition), unit.recall("delivery"))) == ([], None)


def test_after_a_failed_statement_the_next_unit_works(db: Database) -> None:
    for _ in range(20):
        with pytest.raises(DBAPIError):
            db.write("acme", lambda unit: unit.run(text("SELECT nonsense FROM nowhere")))
        with pytest.raises(DBAPIError):
            db.read("acme", lambda unit: unit.run(text("SELECT nonsense FROM nowhere")))
    assert db.write("acme", start_search)


def test_after_a_failed_commit_the_next_unit_works(db: Database) -> None:
    def orphan(unit: Unit) -> None:
        unit.add(Setting(key="digest", changed_at=NOW, changed_by="nobody"))

    for _ in range(5):
        with pytest.raises(IntegrityError):
            db.write("acme", orphan)
    assert db.write("acme", start_search)


def test_readers_cannot_write(db: Database) -> None:
    with pytest.raises(DBAPIError):
        db.read("acme", start_search)


def test_a_reader_sees_one_moment(db: Database) -> None:
    def count_twice(unit: Unit) -> tuple[int, int]:
        before = unit.count(Requisition)
        thread = threading.Thread(target=lambda: db.write("acme", start_search))
        thread.start()
        thread.join()
        return before, unit.count(Requisition)

    assert db.read("acme", count_twice) == (0, 0)
    assert db.read("acme", lambda unit: unit.count(Requisition)) == 1


def test_one_workspace_never_sees_anothers_rows(db: Database, search: Search) -> None:
    def look(unit: Unit) -> tuple[object, ...]:
        return (
            unit.get(Requisition, search.requisition),
            unit.all(Requisition),
            unit.one(Candidate),
            unit.count(Person),
            unit.update(Requisition, title="stolen"),
            unit.delete(Requisition),
        )

    assert db.write("globex", look) == (None, [], None, 0, 0, 0)
    assert db.read("acme", lambda unit: unit.count(Requisition, table_of(Requisition).c.title == "Senior ML engineer")) == 1


def test_a_row_of_another_workspace_is_never_stored(db: Database, search: Search) -> None:
    with pytest.raises(WrongWorkspace):
        db.write("globex", lambda unit: unit.add(Person(workspace_id="acme", name="Mallory")))

    def change(unit: Unit) -> None:
        req = unit.session.get(Requisition, ("acme", search.requisition))
        assert req is not None
        req.title = "stolen"

    with pytest.raises(WrongWorkspace):
        db.write("globex", change)


def test_an_appended_row_is_there_at_once_and_goes_with_its_unit(db: Database, search: Search) -> None:
    def append(unit: Unit) -> None:
        event = unit.append(happened(search))
        kinds = unit.run(select(table_of(Event).c.kind, table_of(Event).c.occurred_at).where(unit.mine(Event))).all()
        assert kinds == [("moved", NOW)]
        assert unit.get(Event, event.id) is event
        raise LookupError

    with pytest.raises(LookupError):
        db.write("acme", append)
    assert db.read("acme", lambda unit: unit.count(Event)) == 0


def test_what_is_appended_or_changed_belongs_to_the_units_workspace(db: Database, search: Search) -> None:
    with pytest.raises(WrongWorkspace):
        db.write("globex", lambda unit: unit.append(Person(workspace_id="acme", name="Mallory")))
    req = db.read("acme", lambda unit: unit.get(Requisition, search.requisition))
    assert req is not None
    with pytest.raises(WrongWorkspace):
        db.write("globex", lambda unit: unit.change(req, {"title": "stolen"}))


@pytest.mark.parametrize("waits", [False, True])
def test_a_change_shows_in_the_row_and_in_the_database(db: Database, search: Search, waits: bool) -> None:
    """Whether it is stored at once, or with what waits for a flush already."""

    def change(unit: Unit) -> None:
        req = unit.get(Requisition, search.requisition)
        assert req is not None
        if waits:
            req.title = "Staff ML engineer"
        unit.change(req, {"status": ReqStatus.HELD, "held_since": NOW, "rev": 2})
        assert (req.status, req.held_since, req.rev) == (ReqStatus.HELD, NOW, 2)
        unit.change(req, {"rev": 3})

    db.write("acme", change)
    req = db.read("acme", lambda unit: unit.get(Requisition, search.requisition))
    assert req is not None
    assert (req.status, req.held_since, req.rev) == (ReqStatus.HELD, NOW, 3)
    assert req.title == ("Staff ML engineer" if waits else "Senior ML engineer")


def test_a_change_of_a_new_row_is_stored_and_of_one_that_is_gone_refused(db: Database, search: Search) -> None:
    def new(unit: Unit) -> str:
        person = unit.add(Person(name="Noor Lind", created_at=NOW))
        unit.change(person, {"timezone": "Asia/Kolkata"})
        return person.id

    id = db.write("acme", new)
    person = db.read("acme", lambda unit: unit.get(Person, id))
    assert person is not None
    assert person.timezone == "Asia/Kolkata"

    def gone(unit: Unit) -> None:
        person = unit.get(Person, id)
        assert person is not None
        unit.delete(Person, table_of(Person).c.id == id)
        unit.change(person, {"timezone": "Europe/Berlin"})

    with pytest.raises(StaleDataError):
        db.write("acme", gone)


def test_a_row_has_its_columns_and_no_others() -> None:
    row = Requisition(number=1, title="Senior ML engineer")
    assert (row.status, row.rev, row.loop, row.closed_at) == (ReqStatus.OPEN, 1, [], None)
    assert row.loop is not Requisition(number=2, title="Another").loop
    with pytest.raises(ValueError, match="titel"):
        setattr(row, "titel", "a slip")  # noqa: B010 - as a change names its columns


def test_a_row_cannot_refer_to_another_workspaces_row(db: Database, search: Search) -> None:
    with pytest.raises(IntegrityError):
        db.write("globex", lambda unit: unit.add(happened(search)))


def test_a_delivery_is_remembered_once(db: Database) -> None:
    assert db.write("acme", lambda unit: unit.remember("C1-17", NOW, "cand.move", {"event": "e1"}))
    assert not db.write("acme", lambda unit: unit.remember("C1-17", NOW, "cand.move"))
    assert db.write("globex", lambda unit: unit.remember("C1-17", NOW))
    seen = db.read("acme", lambda unit: unit.recall("C1-17"))
    assert isinstance(seen, Delivery)
    assert (seen.verb, seen.refs, seen.at) == ("cand.move", {"event": "e1"}, NOW)


def test_a_conflict_leaves_the_rest_of_the_unit_standing(db: Database) -> None:
    def twice(unit: Unit) -> tuple[bool, bool, object]:
        return unit.remember("k", NOW), unit.remember("k", NOW), start_search(unit)

    first, second, _ = db.write("acme", twice)
    assert (first, second) == (True, False)
    assert db.read("acme", lambda unit: unit.count(Requisition)) == 1


def test_of_many_at_once_only_one_delivery_does_the_work(db: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: db.write("acme", lambda unit: unit.remember("same", NOW)), range(16)))
    assert outcomes.count(True) == 1


def test_writing_units_of_a_workspace_do_not_overtake_each_other(db: Database) -> None:
    """Read, decide, write: sixteen at once count to sixteen."""
    db.write("acme", lambda unit: unit.add(Setting(key="counter", value={"n": 0}, changed_at=NOW)))

    def count_up(unit: Unit) -> None:
        setting = unit.get(Setting, "counter")
        assert setting is not None
        setting.value = {"n": setting.value["n"] + 1}

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: db.write("acme", count_up), range(16)))
    setting = db.read("acme", lambda unit: unit.get(Setting, "counter"))
    assert setting is not None
    assert setting.value == {"n": 16}


def test_a_system_unit_takes_its_turn_in_the_workspaces_that_it_names(db: Database) -> None:
    """As many of each kind at once, naming the two workspaces in either order, count to as many in both."""
    both = ("acme", "globex")
    for workspace in both:
        db.write(workspace, lambda unit: unit.add(Setting(key="counter", value={"n": 0}, changed_at=NOW)))

    def count_up(unit: Unit) -> None:
        setting = unit.get(Setting, "counter")
        assert setting is not None
        setting.value = {"n": setting.value["n"] + 1}
        unit.flush()

    def count_both_up(number: int) -> None:
        order = both if number % 2 else both[::-1]
        db.write_system(lambda unit: [count_up(unit.within(workspace)) for workspace in order], order)
        db.write(order[0], count_up)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_both_up, range(16)))
    counters = [db.read(workspace, lambda unit: unit.get(Setting, "counter")) for workspace in both]
    assert [counter.value for counter in counters if counter] == [{"n": 24}, {"n": 24}]


def test_a_writing_unit_inside_another_is_refused(db: Database) -> None:
    with pytest.raises(RuntimeError, match="inside another"):
        db.write("acme", lambda _: db.write("acme", start_search))
    assert db.write("acme", start_search)


def test_times_come_back_aware_and_in_utc(db: Database) -> None:
    kolkata = timezone(timedelta(hours=5, minutes=30))
    person = Person(name="Dev", created_at=datetime(2026, 3, 2, 15, 0, 0, 123456, tzinfo=kolkata))
    db.write("acme", lambda unit: unit.add(person))
    again = db.read("acme", lambda unit: unit.get(Person, person.id))
    assert again is not None
    assert again.created_at == datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
    assert again.created_at.tzinfo is UTC


def test_a_naive_time_is_refused(db: Database) -> None:
    with pytest.raises(StatementError, match="no time zone"):
        db.write("acme", lambda unit: unit.add(Person(name="Dev", created_at=datetime(2026, 3, 2))))


@pytest.mark.parametrize("name", ["O'Hara; DROP TABLE person", "<!channel> & <b>", "\u202eevil", "山田 太郎 🙂", "x" * 300])
def test_names_are_kept_as_they_were_written(db: Database, name: str) -> None:
    person = db.write("acme", lambda unit: unit.add(Person(name=name)))
    again = db.read("acme", lambda unit: unit.get(Person, person.id))
    assert again is not None
    assert again.name == name


def test_a_lost_postgres_connection_costs_nothing_later() -> None:
    url = fresh_url("postgresql", None)  # type: ignore[arg-type]
    db = Database.open(url)
    try:
        db.write_system(lambda unit: unit.add(Workspace(id="acme", key="acme")))

        def cut_off(unit: Unit) -> None:
            start_search(unit)
            unit.flush()
            unit.run(text("SELECT pg_terminate_backend(pg_backend_pid())"))

        with pytest.raises(DBAPIError):
            db.write("acme", cut_off)
        assert db.read("acme", lambda unit: unit.count(Requisition)) == 0
        others = "pid <> pg_backend_pid() AND datname = current_database()"
        db.write_system(lambda unit: unit.run(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")))
        assert db.read("acme", lambda unit: unit.count(Requisition)) == 0
        assert db.write("acme", start_search)
    finally:
        db.close()
