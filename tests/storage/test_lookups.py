"""Finding people, reqs, candidates and surfaces."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from handlers.pipeline.messages import cards
from storage import interviews, people, reqs, standing, surfaces, trail
from storage.database import Database
from storage.enums import System
from storage.ids import new_id
from storage.models import Candidate, Event, Installation, Interview, Person, ReqMember, Requisition, Surface
from storage.people import Account
from storage.tables.messages import DIRTY, QUEUED, WAITING
from storage.unit import Unit
from tests.databases import database
from tests.storage.rows import HOUR, NOW, Search, apply, happened

SECOND = timedelta(seconds=1)


def test_ids_rise_and_are_version_7() -> None:
    ids = [new_id() for _ in range(10_000)]
    assert ids == sorted(set(ids))
    assert {(len(i), i[12], i[16] in "89ab") for i in ids} == {(32, "7", True)}


def zone_once_told(db: Database, zone: str | None) -> str | None:
    """A person's zone once their platform told that one."""
    account = Account(System.SLACK, "U1", timezone=zone)
    return db.write("acme", lambda unit: people.ensure_person(unit, account, NOW)).timezone


def test_who_moves_takes_their_zone_along_as_the_platform_tells_it(db: Database) -> None:
    told = (None, "America/New_York", "Europe/Berlin", None, "Asia/Kolkata")
    kept = [None, "America/New_York", "Europe/Berlin", "Europe/Berlin", "Asia/Kolkata"]
    assert [zone_once_told(db, zone) for zone in told] == kept


def test_a_zone_that_somebody_chose_stays_until_they_take_it_back(db: Database) -> None:
    zone_once_told(db, "America/New_York")
    for chosen in ("Asia/Kolkata", None):

        def choose(unit: Unit, zone: str | None = chosen) -> None:
            people.by_identity(unit, System.SLACK, "U1").timezone = zone  # type: ignore[union-attr]

        db.write("acme", choose)
        told = ["America/New_York", "Europe/Berlin"]
        assert [zone_once_told(db, zone) for zone in told] == ([chosen, chosen] if chosen else told)


def test_a_person_is_made_once_for_an_account(db: Database) -> None:
    account = Account(System.SLACK, "U1", name="Mira", timezone="Europe/Berlin")
    first = db.write("acme", lambda unit: people.ensure_person(unit, account, NOW))
    again = db.write("acme", lambda unit: people.ensure_person(unit, Account(System.SLACK, "U1", handle="mira"), NOW))
    assert (again.id, again.name, again.timezone) == (first.id, "Mira", "Europe/Berlin")
    assert db.read("acme", lambda unit: people.by_identity(unit, System.SLACK, "U1")) == first
    assert db.read("acme", lambda unit: people.by_identity(unit, System.TEAMS, "U1")) is None
    (identity,) = db.read("acme", lambda unit: people.identities(unit, first.id))
    assert identity.handle == "mira"


def test_each_platform_and_each_workspace_has_its_own_people(db: Database) -> None:
    made = [("acme", System.SLACK), ("acme", System.TEAMS), ("globex", System.SLACK)]
    found = {
        db.write(key, lambda unit, system=system: people.ensure_person(unit, Account(system, "U1"), NOW)).id
        for key, system in made
    }
    assert len(found) == 3


def test_what_a_platform_says_never_revives_an_erased_person(db: Database) -> None:
    account = Account(System.SLACK, "U1", name="Mira")
    person = db.write("acme", lambda unit: people.ensure_person(unit, account, NOW))
    db.write("acme", lambda unit: unit.update(Person, name=None, erased_at=NOW))
    again = db.write("acme", lambda unit: people.ensure_person(unit, account, NOW))
    assert (again.id, again.name) == (person.id, None)


def test_an_installation_stays_with_its_workspace(db: Database) -> None:
    for key in ("acme", "globex", "acme"):
        db.write(key, lambda unit: people.ensure_installation(unit, System.SLACK, "T1", NOW))
    kept = [db.read(key, lambda unit: [row.external_id for row in unit.all(Installation)]) for key in ("acme", "globex")]
    assert kept == [["T1"], []]


def test_an_external_name_is_taken_once(db: Database, search: Search) -> None:
    def refer(unit: Unit, entity: str) -> bool:
        return people.refer(unit, "greenhouse", "job", "4711", entity_kind="requisition", entity_id=entity)

    assert db.write("acme", lambda unit: refer(unit, search.requisition))
    assert not db.write("acme", lambda unit: refer(unit, "other"))
    found = db.read("acme", lambda unit: people.referred(unit, "greenhouse", "job", "4711"))
    assert found is not None
    assert found.entity_id == search.requisition
    assert db.read("globex", lambda unit: people.referred(unit, "greenhouse", "job", "4711")) is None


def test_a_req_is_found_by_its_thread(db: Database, search: Search) -> None:
    thread = {"entity_kind": "requisition", "entity_id": search.requisition}
    db.write("acme", lambda unit: people.refer(unit, "slack", "thread", "C1/17.2", **thread))
    found = db.read("acme", lambda unit: reqs.in_thread(unit, "slack", "C1/17.2"))
    assert found is not None
    assert found.number == 1


def test_numbers_go_up_by_workspace(db: Database, search: Search) -> None:
    assert db.write("acme", lambda unit: (reqs.next_number(unit), reqs.next_candidate_number(unit))) == (2, 2)
    assert db.write("globex", reqs.next_number) == 1
    found = db.read("acme", lambda unit: reqs.by_number(unit, 1))
    assert found is not None
    assert found.id == search.requisition


@pytest.fixture
def crowd(db: Database, search: Search) -> Search:
    """Two more candidates on R-1, one of them rejected; R-2 held and empty, R-3 filled."""

    def add(unit: Unit) -> None:
        req = unit.get(Requisition, search.requisition)
        assert req
        for number, (name, initials) in enumerate([("Ana Quiroga", "A.Q."), ("Bo 100%_er", "B.E.")], start=2):
            candidate = unit.add(Candidate(number=number, name=name, initials=initials, created_at=NOW))
            unit.add(application := apply(candidate, req, "onsite"))
        application.outcome, application.ended_at = "rejected", NOW  # type: ignore[assignment]
        unit.add(Requisition(number=2, title="b", status="held", held_since=NOW, opened_at=NOW, since_at=NOW))
        unit.add(Requisition(number=3, title="c", status="filled", closed_at=NOW, opened_at=NOW, since_at=NOW))

    db.write("acme", add)
    return search


def test_open_reqs_come_with_their_live_counts(db: Database, crowd: Search) -> None:
    found = db.read("acme", lambda unit: reqs.counted(unit, reqs.open_reqs(unit)))
    assert [(row.req.number, row.stages, row.live) for row in found] == [(1, {"screen": 1, "onsite": 1}, 2), (2, {}, 0)]
    assert [req.number for req in db.read("acme", lambda unit: reqs.closed_reqs(unit, 10))] == [3]
    assert db.read("globex", reqs.open_reqs) == []


def test_live_candidates_are_found_by_initials_or_part_of_the_name(db: Database, crowd: Search) -> None:
    meant = {
        "A.Q.": [1, 2],
        "aq": [1, 2],
        "aiko": [1],
        "AIKO Q": [1],
        "quiroga": [2],
        "bo": [],
        "%": [],
        "_": [],
        "zed": [],
        "": [],
    }

    def find(unit: Unit, said: str, requisition_id: str | None) -> list[int]:
        return [entry.candidate.number for entry in reqs.named(unit, said, requisition_id)]

    for scope in (crowd.requisition, None):
        assert {said: db.read("acme", lambda unit, s=said, r=scope: find(unit, s, r)) for said in meant} == meant
    assert db.read("globex", lambda unit: find(unit, "aiko", None)) == []


def test_entries_are_live_or_ended(db: Database, crowd: Search) -> None:
    live = db.read("acme", lambda unit: reqs.entries(unit, crowd.requisition))
    ended = db.read("acme", lambda unit: reqs.entries(unit, crowd.requisition, ended=True))
    assert ([e.candidate.number for e in live], [e.candidate.number for e in ended]) == ([1, 2], [3])
    assert db.read("globex", lambda unit: reqs.entry(unit, crowd.application)) is None


def test_a_persons_reqs_are_those_with_a_part_in_them(db: Database, crowd: Search) -> None:
    other = db.write("acme", lambda unit: unit.add(Person(name="Ravi")))
    assert [req.number for req in db.read("acme", lambda unit: reqs.reqs_of(unit, crowd.manager))] == [1]
    assert db.read("acme", lambda unit: reqs.reqs_of(unit, other.id)) == []
    member = ReqMember(requisition_id=crowd.requisition, person_id=other.id, role="interviewer")
    db.write("acme", lambda unit: unit.add(member))
    assert [req.number for req in db.read("acme", lambda unit: reqs.reqs_of(unit, other.id))] == [1]


def test_booked_rounds_that_should_have_ended_are_asked_about_once(db: Database, search: Search) -> None:
    interview = Interview(application_id=search.application, round="system", starts_at=NOW, ends_at=NOW + HOUR)
    db.write("acme", lambda unit: unit.add(interview))

    def ask(at: int) -> list[str]:
        return [row.id for row in db.read("acme", lambda unit: interviews.to_ask_about(unit, NOW + at * HOUR, 9))]

    assert (ask(0), ask(1)) == ([], [interview.id])
    db.write("acme", lambda unit: unit.update(Interview, asked_at=NOW))
    assert ask(2) == []


def test_the_last_thing_a_person_did_can_be_found(db: Database, search: Search) -> None:
    db.write("acme", lambda unit: unit.add(happened(search, "first")))
    last = db.write("acme", lambda unit: unit.add(happened(search, "second")))
    undo = happened(search, "undone")
    undo.cause_id, undo.actor_id = last.id, None
    db.write("acme", lambda unit: unit.add(undo))
    found = db.read("acme", lambda unit: trail.last_event_by(unit, search.manager, NOW))
    assert found is not None
    assert found.kind == "second"
    assert db.read("acme", lambda unit: trail.last_event_by(unit, search.manager, NOW + HOUR)) is None
    lately = db.read("acme", lambda unit: trail.dealt_with_last(unit, search.manager, NOW))
    assert lately is not None
    assert lately.application.id == search.application
    assert db.read("acme", lambda unit: trail.dealt_with_last(unit, search.manager, NOW + HOUR)) is None
    assert [row.kind for row in db.read("acme", lambda unit: trail.caused_by(unit, last.id))] == ["undone"]
    assert [row.kind for row in db.read("acme", lambda unit: trail.events_of(unit, application_id=search.application))] == [
        "first",
        "second",
        "undone",
    ]
    assert db.read("acme", lambda unit: unit.count(Event)) == 3


def test_ten_quick_changes_are_one_edit(db: Database, search: Search) -> None:
    db.write("acme", lambda unit: surfaces.place(unit, "card:R-1", "card", {"req": search.requisition}, {"channel": "C1"}))
    for _ in range(10):
        assert db.write("acme", lambda unit: surfaces.touch(unit, "card:R-1", NOW, NOW + SECOND))
    assert take(db, NOW) == []
    (card,) = take(db, NOW + SECOND)
    assert take(db, NOW + SECOND) == []
    assert db.write_system(lambda unit: surfaces.shown(unit, card, {"ts": "1"}))
    assert take(db, NOW + HOUR) == []


def test_a_change_during_the_edit_asks_for_another(db: Database, search: Search) -> None:
    db.write("acme", lambda unit: surfaces.place(unit, "card", "card", {}, {}))
    db.write("acme", lambda unit: surfaces.touch(unit, "card", NOW))
    (card,) = take(db, NOW)
    db.write("acme", lambda unit: surfaces.touch(unit, "card", NOW + SECOND))
    assert not db.write_system(lambda unit: surfaces.shown(unit, card, {"ts": "1"}))
    (card,) = take(db, NOW + SECOND)
    assert (card.platform_ref, card.shown, card.wanted) == ({"ts": "1"}, 1, 2)


def test_a_surface_whose_editor_died_or_failed_is_taken_again(db: Database) -> None:
    db.write("acme", lambda unit: surfaces.place(unit, "card", "card", {}, {}))
    db.write("acme", lambda unit: surfaces.touch(unit, "card", NOW))
    take(db, NOW)
    (card,) = take(db, NOW + 30 * SECOND)
    db.write_system(lambda unit: surfaces.failed(unit, card, NOW + HOUR, "throttled"))
    assert take(db, NOW + 60 * SECOND) == []
    assert [row.attempts for row in take(db, NOW + HOUR)] == [3]


def test_all_surfaces_of_a_kind_can_be_edited(db: Database) -> None:
    for key, kind in (("a", "card"), ("b", "card"), ("home", "home")):
        db.write("acme", lambda unit, key=key, kind=kind: surfaces.place(unit, key, kind, {}, {}))
    assert db.write("acme", lambda unit: surfaces.touch_about(unit, "card", NOW)) == 2
    assert not db.write("acme", lambda unit: surfaces.touch(unit, "none", NOW))


def take(db: Database, at: datetime) -> list[Surface]:
    return db.write_system(lambda unit: surfaces.take(unit, at, 10, 30))


LIVE = {
    "ix_nudge_waiting": f"nudge WHERE workspace_id = 'a' AND {WAITING} AND say_at <= 'x' ORDER BY say_at",
    "ix_application_live": "application WHERE workspace_id = 'a' AND ended_at IS NULL",
    "ix_application_workspace_id_requisition_id_ended_at_stage": (
        "application WHERE workspace_id = 'a' AND requisition_id = 'r' AND ended_at IS NULL"
    ),
    "ix_requisition_live": "requisition WHERE workspace_id = 'a' AND closed_at IS NULL ORDER BY number",
    "ix_outbox_queued": f"outbox WHERE {QUEUED} AND next_try_at <= 'x' ORDER BY next_try_at, id LIMIT 5",
    "ix_surface_dirty": f"surface WHERE {DIRTY} AND next_try_at <= 'x' ORDER BY next_try_at",
}


def test_live_rows_are_found_by_indexes_of_their_own() -> None:
    """SQLite's plans name the small indexes, so what is closed or far off costs nothing."""
    with database("sqlite") as db:
        for index, query in LIVE.items():
            plan = db.read_system(lambda unit, query=query: unit.run(text(f"EXPLAIN QUERY PLAN SELECT * FROM {query}")).all())
            assert index in str(plan)


PLANNED = {
    "what is open or held": (reqs.open_reqs, "ix_requisition_live"),
    "who recruits beside a manager": (lambda unit: reqs.recruiters_beside(unit, "p"), "ix_requisition_live"),
    "whose cards count days": (lambda unit: cards.counting_days(unit, NOW, None), "ix_requisition_live"),
    "who has no answer": (lambda unit: standing.unanswered_of(unit, "p"), "ix_application_live"),
    "a candidate by their email": (lambda unit: reqs.candidate_by_email(unit, "a@b.c"), "ix_candidate_workspace_id_email"),
    "what a person did last": (lambda unit: trail.last_event_by(unit, "p", NOW), "ix_event_workspace_id_actor_id_id"),
}


@pytest.mark.parametrize("what", PLANNED)
def test_however_many_searches_are_over_none_of_them_is_looked_at(what: str) -> None:
    look, index = PLANNED[what]
    with database("sqlite") as db:
        (asked,) = statements_of(db, look)
        assert index in str(db.read_system(lambda unit: unit.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").all()))


def statements_of(db: Database, look: Callable[[Unit], object]) -> list[str]:
    """The statements of a look, with NULL for what is bound."""
    said: list[str] = []

    def heard(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement.replace("?", "NULL"))

    def listening(unit: Unit) -> None:
        event.listen(unit.connection, "before_cursor_execute", heard)
        look(unit)

    db.read("acme", listening)
    return said


def test_more_reqs_are_counted_than_a_statement_can_name(db: Database, crowd: Search) -> None:
    many = [*(f"{number:032x}" for number in range(70_000)), crowd.requisition]
    assert db.read("acme", lambda unit: reqs.stage_counts(unit, many)) == {crowd.requisition: {"screen": 1, "onsite": 1}}


def test_words_and_errors_are_imported_without_sqlmodel() -> None:
    code = "import sys, storage.enums, storage.errors; assert not {'sqlmodel', 'sqlalchemy', 'pydantic'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
