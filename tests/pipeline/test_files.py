"""Importing and exporting."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from xml.etree import ElementTree

import pytest

from handlers.core.reply import Document
from handlers.pipeline import csvfile, importing, sheets
from handlers.pipeline.messages import messages
from storage.models import Application, Candidate, Event, ExternalRef, Job, Nudge, Outbox
from tests.conftest import NOW, RAVI
from tests.pipeline.team import added, everything, kinds, met, opened, rows

HEAD = "Candidate ID;Full name;E-mail;Current stage;Source\n"
ATS = HEAD + "77;Ana Quiroga;ana@example.com;Recruiter screen;Referral\n78;Tom Berg;tom@example.com;;\n"


def file(reply):
    return next(element for element in reply.elements if isinstance(element, Document))


def go(tell, reply):
    return tell(verb=reply.actions[0].verb, **reply.actions[0].args)


def test_nothing_is_stored_before_the_preview_is_agreed_to(tell, stateful):
    number = opened(tell)
    reply = tell(verb="import", req=number, text=ATS)
    assert reply.data["good"] == 2
    assert rows(stateful, Candidate) == []
    assert go(tell, reply).data["added"] == 2
    assert [(each.stage) for each in rows(stateful, Application)] == ["screen", "new"]


def test_the_same_file_again_changes_nothing_and_a_newer_one_moves(tell, stateful):
    number = opened(tell)
    go(tell, tell(verb="import", req=number, text=ATS))
    again = go(tell, tell(verb="import", req=number, text=ATS))
    assert (again.data["same"], again.data.get("added")) == (2, None)
    newer = ATS.replace("Recruiter screen", "Technical depth").replace("Ana Quiroga", "Ana Q. Costa")
    assert go(tell, tell(verb="import", req=number, text=newer)).data["changed"] == 1
    assert len(rows(stateful, Candidate)) == 2
    assert {ref.external_id for ref in rows(stateful, ExternalRef)} == {"R-1/77", "R-1/78"}
    assert rows(stateful, Application)[0].stage == "technical"


def test_good_lines_are_kept_and_the_others_reported(tell, stateful):
    number = opened(tell)
    text = "name,email,stage,req\nAna Quiroga,a@example.com,,\n,,,\n,,Technical,\nTom,,moon,\nLi,,,R-9\n"
    text += "Ana Quiroga,a@example.com,,\n"
    reply = tell(verb="import", req=number, text=text)
    assert [(each["line"], each["why"]) for each in reply.data["refused"]] == [
        (4, "no name"),
        (5, 'R-1 has no stage "moon"; it has New, Screen, Manager, Technical, Debugging, Team'),
        (6, "no req R-9"),
        (7, "the same as line 2"),
    ]
    done = go(tell, reply)
    assert done.data["added"] == 1
    report = file(tell(verb=done.actions[0].verb, **done.actions[0].args))
    assert [row["line"] for row in csv.DictReader(io.StringIO(report.text))] == ["4", "5", "6", "7"]


def test_two_hundred_lines_go_in_batches_of_their_own_with_progress(tell, stateful):
    number = opened(tell)
    text = "name,id\n" + "\n".join(f"Candidate {each},{each}" for each in range(200))
    first = go(tell, tell(verb="import", req=number, text=text))
    assert (first.data["status"], first.data["done"]) == ("running", importing.BATCH)
    library = stateful.library("acme")
    while stateful.database.write("acme", lambda unit: importing.go_on(unit, library, NOW, NOW)):
        assert rows(stateful, Job)[0].done % importing.BATCH == 0
    assert len(rows(stateful, Application)) == 200
    (message,) = rows(stateful, Outbox, Outbox.kind == "job")
    shown = stateful.database.read("acme", lambda unit: messages.compose(unit, "job", message.refs, library, NOW, None))
    assert shown.text == "200 added, 0 moved, 0 unchanged."
    assert rows(stateful, Job)[0].input is None
    assert len(rows(stateful, Outbox, Outbox.kind == "history")) == 1


def test_a_batch_that_fails_leaves_nothing_of_itself(tell, stateful):
    number = opened(tell)
    text = "name,id\n" + "\n".join(f"Candidate {each},{each}" for each in range(60))
    go(tell, tell(verb="import", req=number, text=text))
    before = everything(stateful)

    def breaks(unit):
        importing.go_on(unit, stateful.library("acme"), NOW, NOW)
        unit.flush()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        stateful.database.write("acme", breaks)
    assert everything(stateful) == before


def test_a_pressed_button_goes_on_where_the_batches_stopped(tell, stateful):
    number = opened(tell)
    text = "name,id\n" + "\n".join(f"Candidate {each},{each}" for each in range(60))
    running = go(tell, tell(verb="import", req=number, text=text))
    assert go(tell, running).data["status"] == "done"
    assert len(rows(stateful, Application)) == 60


def test_a_file_of_a_heading_alone_is_told_so_and_asked_for_again(tell, stateful):
    opened(tell)
    reply = tell(verb="import", text="name,email,stage")
    assert reply.text.startswith("There is no line of a candidate in that. Attach a CSV, or paste its lines.")
    assert reply.form.verb == "import"


def test_an_import_is_its_starters(tell, stateful):
    number = opened(tell)
    met(tell, RAVI)
    tell("people role @ravi recruiter")
    reply = tell(verb="import", req=number, text=ATS)
    assert tell(verb="import", job=reply.data["job"], go=True, by=RAVI).data == {"refused": "NotAllowed"}
    assert tell(verb="import", job=reply.data["job"], drop=True).data["job"]
    assert go(tell, reply).data == {"refused": "Conflict"}
    assert rows(stateful, Candidate) == []


def test_an_import_is_not_taken_back_by_one_press(tell, stateful):
    number = opened(tell)
    go(tell, tell(verb="import", req=number, text=ATS))
    assert tell("undo").data == {"refused": "Conflict"}
    assert {event.origin for event in rows(stateful, Event, Event.kind == "candidate_added")} == {"import"}


def test_an_import_nudges_nobody_about_the_past(tell, stateful):
    number = opened(tell)
    go(tell, tell(verb="import", req=number, text=ATS))
    assert rows(stateful, Nudge) == []
    assert "imported" in kinds(stateful)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("First Name,Last Name\nAna,Quiroga\n", ["Ana Quiroga"]),
        ("Ana Quiroga\nTom Berg", ["Ana Quiroga", "Tom Berg"]),
        ('\ufeffname\temail\n"Quiroga, Ana"\ta@example.com', ["Quiroga, Ana"]),
        ("", []),
        ("name,email\n\n\n", []),
    ],
)
def test_csvs_are_read_as_systems_write_them(text, names):
    assert [person.name for person in csvfile.read(text)] == names


def test_the_csv_holds_everybody_and_runs_no_formula(tell):
    number = opened(tell)
    tell(verb="cand add", req=number, people="=HYPERLINK(1)")
    added(tell, number)
    cells = list(csv.DictReader(io.StringIO(file(tell("export csv")).text)))
    assert [cell["name"] for cell in cells] == ["'=HYPERLINK(1)", "Ana Quiroga"]


def test_the_json_is_one_object_an_application(tell):
    number = opened(tell)
    added(tell, number)
    assert [each["name"] for each in json.loads(file(tell(f"export json R-{number}")).text)] == ["Ana Quiroga"]


def test_the_workbook_opens_and_is_the_same_for_the_same_rows():
    made = sheets.as_xlsx(("name", "days"), [{"name": "Ana <&> \x01👩🏽‍💻", "days": 3}], "Applications")
    assert made == sheets.as_xlsx(("name", "days"), [{"name": "Ana <&> \x01👩🏽‍💻", "days": 3}], "Applications")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
        cells = ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml")).itertext()
    assert list(cells) == ["name", "days", "Ana <&> 👩🏽‍💻", "3"]


def test_only_recruiters_and_admins_export(tell):
    opened(tell)
    met(tell, RAVI)
    assert tell("export csv", by=RAVI).data == {"refused": "NotAllowed"}


@pytest.mark.parametrize("said", ["pdf", "as a pdf please", "words", "R-1 pdf"])
def test_an_export_in_another_form_says_which_there_are(tell, said):
    added(tell, opened(tell))
    reply = tell(f"export {said}")
    assert reply.data == {"refused": "Invalid"}
    assert "csv, json or xlsx" in reply.text
    assert [each.args["form"] for each in reply.actions] == ["csv", "json", "xlsx"]
    assert tell(verb="export", **reply.actions[0].args).data == {"rows": 1, "form": "csv"}


@pytest.mark.parametrize("said", ["csv", "", "everything as csv please", "csv for the senior one", "csv sr mle", "R-1"])
def test_an_export_is_asked_for_in_many_words(tell, said):
    added(tell, opened(tell))
    assert tell(f"export {said}").data == {"rows": 1, "form": "csv"}


@pytest.mark.parametrize("stage", ["c", "t", "tecnical", "Phone", "te", "🦄"])
def test_a_stage_that_a_file_does_not_name_outright_is_not_guessed(tell, stateful, stage):
    opened(tell)
    text = f"name,email,stage\nAna Quiroga,a@example.com,{stage}\nTom Berg,t@example.com,Technical depth\n"
    reply = tell(verb="import", req=1, text=text)
    assert [each["line"] for each in reply.data["refused"]] == [2]
    assert f'no stage "{stage}"; it has New, Screen' in reply.data["refused"][0]["why"]
    go(tell, reply)
    assert [each.stage for each in rows(stateful, Application)] == ["technical"]


@pytest.mark.parametrize(
    ("stage", "instead"),
    [
        ("Offer", 'import them at Team, then say: offer sent "Ana Quiroga" yesterday 17:00'),
        ("offer out", 'import them at Team, then say: offer sent "Ana Quiroga" yesterday 17:00'),
        ("Hired", 'offer accept "Ana Quiroga"'),
        ("rejected", 'cand reject "Ana Quiroga"'),
    ],
)
def test_who_has_come_further_than_the_loop_is_left_out_with_what_to_do_instead(tell, stateful, stage, instead):
    opened(tell)
    reply = tell(f"import R-1\nname,email,stage\nAna Quiroga,ana@example.com,{stage}\nBo Lindgren,bo@example.com,Team")
    (refused,) = reply.data["refused"]
    assert f'"{stage}" is no stage of the loop' in refused["why"]
    assert instead in refused["why"]


@pytest.mark.parametrize("said", ["yes", "Yes!", "ok", "yes please", "go ahead"])
def test_a_yes_soon_after_the_list_is_answered_with_its_buttons(tell, stateful, said):
    shown = tell(verb="import", req=opened(tell), text=ATS)
    asked = tell(said)
    assert asked.text == "Should I import the 2 lines into R-1 that I showed you (Tue 08:00)? Nothing is imported yet."
    assert asked.actions == shown.actions
    assert rows(stateful, Application) == []
    assert go(tell, asked).data["added"] == 2
    assert "Should I import" not in tell(said).text


def test_a_no_soon_after_the_list_leaves_it_by_its_button_alone(tell, stateful):
    tell(verb="import", req=opened(tell), text=ATS)
    asked = tell("no")
    assert [each.label for each in asked.actions] == ["Import 2", "Leave it"]
    leave = asked.actions[1]
    assert tell(verb=leave.verb, **leave.args).text == "Nothing was imported."
    tell("yes")
    assert rows(stateful, Application) == []


@pytest.mark.parametrize(
    "between",
    ["bo withdrew", "band senior remote", "import R-1\nname,stage\nCy Young,Astronaut"],
    ids=["told", "asked", "corrected"],
)
def test_a_yes_to_something_else_imports_nobody(tell, stateful, between):
    number = opened(tell)
    added(tell, number, "Bo Lind")
    tell(verb="import", req=number, text=ATS)
    tell(between)
    tell("yes")
    assert len(rows(stateful, Application)) == 1


@pytest.mark.parametrize("how", [{"by": RAVI}, {"at": NOW + 2 * importing.JUST_NOW}], ids=["somebody else's", "later"])
def test_a_yes_of_somebody_else_or_of_later_is_about_something_else(tell, stateful, how):
    number = opened(tell)
    met(tell, RAVI)
    tell(verb="import", req=number, text=ATS)
    assert "Should I import" not in tell("yes", **how).text
