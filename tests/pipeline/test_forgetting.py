"""After `cand forget` nothing that somebody was called, wrote or was offered stands in any column of any table."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.duties import IMPORT_LINES, Timed
from handlers.pipeline import importing
from storage.enums import JobStatus
from storage.models import Application, Candidate, ExternalRef, Job, Row
from tests.conftest import MEI, NOW, RAVI
from tests.pipeline.team import DANA, TOM, added, opened, rows

ANA = ("quiroga", "ana@example.com", "q-77", "22345", "1.25", "staff offer elsewhere")
"""What only she was called, wrote, or was offered."""
FILE = "id,name,email,source,stage\nq-77,Ana Quiroga,ana@example.com,Friend of the Quirogas,\n78,Tom Berg,tom@example.com,,\n"
MADE_UP = re.compile(r"[0-9a-f]{20,}|\d{4}-\d\d-\d\d[ t][\d:.]+")
"""Ids and moments: their digits may be anything, hers too."""
SPOILT = FILE + ',"Quiroga, Ana",,,moon\n,Bo Li,,,moon\n'


def standing(house, words=ANA):
    """Where each of the words stands: table, column and value, over all that is stored."""

    def read(unit):
        return [
            (table.name, column, str(value))
            for table in Row.metadata.sorted_tables
            for row in unit.run(table.select()).mappings()
            for column, value in row.items()
            if any(word in MADE_UP.sub("", str(value).casefold()) for word in words)
        ]

    return house.database.read("acme", read)


def go(tell, preview):
    return tell(verb=preview.actions[0].verb, **preview.actions[0].args)


@pytest.fixture
def known(tell, stateful, search):
    """Ana after a whole search: imported, moved, noted, judged, offered, answered; some of it was taken back."""
    tell(verb="cand forget", candidate="C-1", sure=True)  # the fixture's own Ana
    go(tell, tell(verb="import", req=search.req, text=FILE))
    at = NOW + timedelta(days=3)
    for by, words in (
        (MEI, "cand note ana R-1 : Ana Quiroga has a staff offer elsewhere"),
        (MEI, "cand move ana to screen R-1"),
        (MEI, "interview book ana technical thu 2pm @tom R-1"),
        (MEI, "interview done ana technical R-1"),
        (TOM, "scorecard ana technical no because Quiroga has a staff offer elsewhere"),
        (TOM, "scorecard ana technical yes because Quiroga found the skew"),
        (TOM, "undo"),
        (TOM, "scorecard ana technical yes because Quiroga found the skew"),
        (MEI, "cand reject ana R-1 because Quiroga has a staff offer elsewhere"),
        (MEI, "undo"),
        (RAVI, "volunteered ana notice 3 months says Quiroga R-1"),
        (RAVI, "volunteered ana offer 223456 R-1"),
        (MEI, "loop done ana R-1"),
        (MEI, "decide yes ana R-1 because Quiroga found the skew"),
        (RAVI, "offer draft ana base 223456 equity 1.25% start 2027-01-15 because Quiroga asked"),
        (RAVI, "offer edit ana base 223457 because Quiroga asked again"),
        (RAVI, "offer edit ana base 223456"),
        (RAVI, "offer edit ana equity 1.255%"),
        (RAVI, "undo"),
        (DANA, "offer approve ana"),
        (RAVI, "offer sent ana expires mon 17:00"),
        (RAVI, "offer counter ana base 2234560 because Quiroga has a staff offer elsewhere"),
        (RAVI, "offer decline ana because Quiroga took the staff offer elsewhere"),
    ):
        reply = tell(words, by=by, at=NOW if words.startswith("interview book") else at)
        assert "refused" not in reply.data, (words, reply.text)
    return next(each for each in rows(stateful, Candidate) if each.name == "Ana Quiroga")


def forget(tell, candidate):
    return tell(verb="cand forget", candidate=f"C-{candidate.number}", sure=True)


def test_no_column_of_any_table_holds_a_word_of_who_was_forgotten(tell, stateful, known):
    assert {table for table, _, _ in standing(stateful)} >= {
        "candidate",
        "external_ref",
        "note",
        "offer",
        "scorecard",
        "disclosure",
    }
    forget(tell, known)
    assert standing(stateful) == []
    assert "Tom Berg" in {each.name for each in rows(stateful, Candidate)}


def test_imports_that_wait_run_or_are_over_hold_no_line_of_theirs_and_keep_the_others(tell, stateful, known):
    go(tell, tell(verb="import", req=1, text=SPOILT))
    waits = tell(verb="import", req=1, text=f"{SPOILT.replace('Ana Quiroga', 'A. M. Quiroga')}79,Bo Berg,bo@example.com,,\n")
    assert waits.data["good"] == 3
    forget(tell, known)
    assert standing(stateful) == []
    assert go(tell, waits).data | {"job": ""} == {
        "job": "", "status": "done", "done": 2, "total": 2, "same": 1, "added": 1, "refused": 1,
    }  # fmt: skip


def test_an_import_under_way_goes_on_with_everybody_else(tell, stateful):
    number = opened(tell)
    added(tell, number, "Li")
    lines = "\n".join(f"Candidate {each},{each}" for each in range(130))
    running = go(tell, tell(verb="import", req=number, text=f"name,id\nLi,a\n{lines}\nLi,b"))
    assert (running.data["done"], running.data["total"]) == (50, 132)
    tell(verb="cand forget", candidate="C-1", sure=True)
    (job,) = rows(stateful, Job)
    assert (job.done, job.total, job.status) == (49, 130, JobStatus.RUNNING)
    library = stateful.library("acme")
    polls = 1
    while stateful.database.write("acme", lambda unit: importing.go_on(unit, library, NOW, NOW)):
        polls += 1
        assert polls < 10
    assert len(rows(stateful, Application)) == 132
    assert rows(stateful, Job)[0].status is JobStatus.DONE


def test_who_is_called_the_same_and_has_another_address_is_somebody_else(tell, stateful):
    number = opened(tell)
    tell(verb="cand add", req=number, people="Wei Li wei@example.com")
    preview = tell(verb="import", req=number, text="name,email\nWei Li,li@example.org\nWei Li,wei@example.com\n")
    tell(verb="cand forget", candidate="C-1", sure=True)
    assert go(tell, preview).data["added"] == 1
    assert rows(stateful, Candidate)[-1].email == "li@example.org"


def test_a_name_within_a_word_is_no_name(tell, stateful):
    number = opened(tell)
    added(tell, number, "Li")
    tell(verb="import", req=number, text="name,stage\nOlivia,\nBo,moon\nElias,moon\n")
    tell(verb="cand forget", candidate="C-1", sure=True)
    (job,) = rows(stateful, Job)
    assert ([each["name"] for each in job.input["rows"]], [each["line"] for each in job.refused]) == (["Olivia"], [3, 4])


def test_the_names_that_other_systems_have_for_them_go_and_others_stay(tell, stateful, known):
    forget(tell, known)
    assert [each.external_id for each in rows(stateful, ExternalRef)] == ["R-1/78"]


def test_an_import_that_lost_its_lines_fails_and_keeps_no_other_waiting(tell, stateful):
    number = opened(tell)
    text = "name,id\n" + "\n".join(f"Candidate {each},{each}" for each in range(60))
    go(tell, tell(verb="import", req=number, text=text))
    go(tell, tell(verb="import", req=number, text=text.replace("Candidate", "Person").replace(",", ",x")))
    first = rows(stateful, Job)[0].id
    stateful.database.write("acme", lambda unit: unit.update(Job, Job.id == first, input=None))
    library = stateful.library("acme")
    assert [stateful.database.write("acme", lambda unit: importing.go_on(unit, library, NOW, NOW)) for _ in range(3)] == [
        True, False, False,
    ]  # fmt: skip
    assert [each.status for each in rows(stateful, Job)] == [JobStatus.FAILED, JobStatus.DONE]
    shown = stateful.database.read("acme", lambda unit: importing.compose(unit, {"job": first}))
    assert (shown.actions, "over" in shown.text) == ((), True)


def clearing(house, **other):
    return Timed(house.database, house.library, replace(IMPORT_LINES, **other))


def test_a_preview_that_nobody_agrees_to_is_over_after_two_weeks_and_names_nobody(tell, stateful):
    opened(tell)
    waits = tell(verb="import", req=1, text=SPOILT)
    clearing(stateful).poll(NOW + timedelta(days=13), NOW)
    assert standing(stateful) != []
    clearing(stateful).poll(NOW + timedelta(days=15), NOW)
    assert standing(stateful) == []
    assert go(tell, waits).data == {"refused": "Conflict"}
    assert rows(stateful, Job)[0].status is JobStatus.CANCELLED


def test_lines_that_were_left_out_can_be_had_for_two_weeks(tell, stateful):
    opened(tell)
    done = go(tell, tell(verb="import", req=1, text="name,stage\nTom Berg,\nAna Quiroga,moon\n"))
    clearing(stateful).poll(NOW + timedelta(days=13), NOW)
    assert len(go(tell, done).data["refused"]) == 1
    clearing(stateful).poll(NOW + timedelta(days=15), NOW)
    assert standing(stateful) == []
    assert go(tell, done).data == {"refused": "Conflict"}
    assert rows(stateful, Job)[0].status is JobStatus.DONE


def test_an_import_under_way_and_a_new_preview_keep_their_lines_and_old_ones_go_some_at_a_time(tell, stateful):
    opened(tell)
    for _ in range(3):
        tell(verb="import", req=1, text=SPOILT)
    tell(verb="import", req=1, text=SPOILT, at=NOW + timedelta(days=10))
    go(tell, tell(verb="import", req=1, text="name,id\n" + "\n".join(f"Candidate {each},{each}" for each in range(60))))
    duty = clearing(stateful, at_once=2)
    assert [duty.poll(NOW + timedelta(days=15), NOW) for _ in range(2)] == [True, False]
    assert [each.input is None for each in rows(stateful, Job)] == [True, True, True, False, False]
