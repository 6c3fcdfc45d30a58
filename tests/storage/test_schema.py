"""What the schema itself refuses, on both databases, whatever the program does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from storage.database import Database
from storage.models import (
    Call,
    Event,
    Identity,
    Installation,
    Interview,
    InterviewSeat,
    Note,
    Offer,
    Person,
    Requisition,
    Row,
    Scorecard,
)
from storage.unit import table_of
from tests.storage.rows import HOUR, NOW, Search, happened


def offer(search: Search, **changes: Any) -> Offer:
    values = {"application_id": search.application, "base": 210_000, "currency": "USD", "created_at": NOW}
    return Offer(**(values | changes))


BAD_ROWS: dict[str, Callable[[Search], Row]] = {
    "a req number twice": lambda s: Requisition(number=1, title="again", opened_at=NOW, since_at=NOW),
    "a req number zero": lambda s: Requisition(number=0, title="none", opened_at=NOW, since_at=NOW),
    "a filled req without its end": lambda s: Requisition(number=2, title="x", status="filled", opened_at=NOW, since_at=NOW),
    "an open req with an end": lambda s: Requisition(number=2, title="x", opened_at=NOW, since_at=NOW, closed_at=NOW),
    "a band upside down": lambda s: Requisition(
        number=2, title="x", opened_at=NOW, since_at=NOW, band_low=2, band_high=1, band_currency="USD"
    ),
    "a band without currency": lambda s: Requisition(number=2, title="x", opened_at=NOW, since_at=NOW, band_low=2, band_high=3),
    "a manager who does not exist": lambda s: Requisition(
        number=2, title="x", opened_at=NOW, since_at=NOW, hiring_manager_id="nobody"
    ),
    "an interview that ends before it starts": lambda s: Interview(
        application_id=s.application, round="system", starts_at=NOW, ends_at=NOW - HOUR
    ),
    "an offer of nothing": lambda s: offer(s, base=0),
    "an offer sent without approval": lambda s: offer(s, status="sent", sent_at=NOW),
    "an approval without approver": lambda s: offer(s, status="approved", approved_at=NOW),
    "a currency that is no code": lambda s: offer(s, currency="dollars"),
    "a call about no application": lambda s: Call(application_id="none", kind="recruiter", done_at=NOW),
    "a note with neither words nor erasure": lambda s: Note(entity_kind="requisition", entity_id=s.requisition, written_at=NOW),
    "an event about no req": lambda s: Event(
        kind="opened", entity_kind="requisition", entity_id="x", requisition_id="none", occurred_at=NOW, recorded_at=NOW
    ),
    "an erased person with a name": lambda s: Person(name="still here", erased_at=NOW),
}


@pytest.mark.parametrize("which", BAD_ROWS)
def test_a_bad_row_is_refused(db: Database, search: Search, which: str) -> None:
    with pytest.raises(IntegrityError):
        db.write("acme", lambda unit: unit.add(BAD_ROWS[which](search)))


def test_an_unknown_word_is_refused_by_the_program_and_by_the_schema(db: Database, search: Search) -> None:
    with pytest.raises(StatementError, match="paused"):
        db.write("acme", lambda unit: unit.update(Requisition, status="paused"))
    with pytest.raises(IntegrityError):
        db.write("acme", lambda unit: unit.run(text("UPDATE requisition SET status = 'paused'")))


def test_only_one_offer_of_an_application_is_alive(db: Database, search: Search) -> None:
    db.write("acme", lambda unit: unit.add(offer(search, status="withdrawn")))
    first = db.write("acme", lambda unit: unit.add(offer(search)))
    with pytest.raises(IntegrityError):
        db.write("acme", lambda unit: unit.add(offer(search)))
    db.write("acme", lambda unit: unit.update(Offer, table_of(Offer).c.id == first.id, status="withdrawn"))
    db.write("acme", lambda unit: unit.add(offer(search)))


def test_an_application_exists_once_for_a_candidate_and_a_req(db: Database, search: Search) -> None:
    from storage.models import Application, Candidate
    from tests.storage.rows import apply

    def again(unit: Any) -> None:
        unit.add(apply(unit.get(Candidate, search.candidate), unit.get(Requisition, search.requisition)))

    with pytest.raises(IntegrityError):
        db.write("acme", again)
    assert db.read("acme", lambda unit: unit.count(Application)) == 1


def test_an_interviewer_has_one_seat_and_one_scorecard_a_round(db: Database, search: Search) -> None:
    interview = Interview(application_id=search.application, round="system", starts_at=NOW, ends_at=NOW + HOUR)
    db.write("acme", lambda unit: unit.add(interview))
    seat = {"interview_id": interview.id, "person_id": search.manager}
    card = {"interview_id": interview.id, "interviewer_id": search.manager, "verdict": "yes", "submitted_at": NOW}
    for model, values in ((InterviewSeat, seat), (Scorecard, card)):
        db.write("acme", lambda unit, model=model, values=values: unit.add(model(**values)))
        with pytest.raises(IntegrityError):
            db.write("acme", lambda unit, model=model, values=values: unit.add(model(**values)))


def test_an_account_belongs_to_one_person_a_workspace(db: Database, search: Search) -> None:
    account = {"system": "slack", "external_id": "U1"}
    db.write("acme", lambda unit: unit.add(Identity(person_id=search.manager, **account)))
    with pytest.raises(IntegrityError):
        db.write("acme", lambda unit: unit.add(Identity(person_id=search.manager, **account)))


def test_an_installation_belongs_to_one_workspace(db: Database) -> None:
    team = {"system": "slack", "external_id": "T1"}
    db.write("acme", lambda unit: unit.add(Installation(**team)))
    with pytest.raises(IntegrityError):
        db.write("globex", lambda unit: unit.add(Installation(**team)))


@pytest.mark.parametrize("act", ["update", "delete", "by hand"])
def test_events_are_append_only(db: Database, search: Search, act: str) -> None:
    event = db.write("acme", lambda unit: unit.add(happened(search)))
    statements = {
        "update": update(Event).values(kind="forged"),
        "delete": delete(Event),
        "by hand": text("DELETE FROM event WHERE kind = 'moved'"),
    }
    with pytest.raises(DBAPIError, match="append-only"):
        db.write("acme", lambda unit: unit.run(statements[act]))
    kept = db.read("acme", lambda unit: unit.get(Event, event.id))
    assert kept is not None
    assert kept.kind == "moved"


def test_a_person_with_a_legal_hold_cannot_be_erased(db: Database, search: Search) -> None:
    from storage.models import Candidate

    gone = {"name": None, "initials": None, "email": None, "erased_at": NOW}
    db.write("acme", lambda unit: unit.update(Candidate, legal_hold="case 7"))
    with pytest.raises(IntegrityError):
        db.write("acme", lambda unit: unit.update(Candidate, **gone))
    db.write("acme", lambda unit: unit.update(Candidate, legal_hold=None, **gone))


def test_a_misspelt_column_is_refused_when_the_row_is_made() -> None:
    with pytest.raises(TypeError, match="Person has no nmae"):
        Person(name="Mira", nmae="Mira")
