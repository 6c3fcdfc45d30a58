"""Candidates on a req."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.core.reply import Form
from storage.models import Application, Candidate, Note, Outbox
from tests.conftest import MEI, NOW, RAVI
from tests.pipeline.team import DM, added, application, everything, kinds, met, opened, rows

STRANGE = ("<!channel> *Ana* <b>", "عائشة بنت سعيد", "👩🏽‍💻 Zoë", "x" * 300, 'O"Brien & Söhne')


def test_in_a_channel_a_candidate_is_initials_and_a_number(tell):
    number = opened(tell)
    reply = tell(f'cand add "Ana Quiroga" R-{number}')
    assert reply.public
    assert "Ana" not in reply.text
    assert "A.Q. (C-1)" in reply.text


def test_in_private_a_candidate_has_a_name(tell):
    number = opened(tell)
    assert "Ana Quiroga is in" in tell(f'cand add "Ana Quiroga" R-{number}', place=DM).text


@pytest.mark.parametrize("name", STRANGE)
def test_names_are_kept_as_they_are(tell, stateful, name):
    number = opened(tell)
    tell(verb="cand add", req=number, people=name)
    assert rows(stateful, Candidate)[0].name == name
    shown = tell(f"cand list R-{number}").data["candidates"][0]
    assert shown["name"] == name
    assert tell(verb="cand show", application=shown["application"]).data["candidate"] == 1


def test_lines_from_a_sheet_are_added_and_the_bad_ones_are_told(tell, stateful):
    number = opened(tell)
    added(tell, number)
    lines = "Name\tEmail\tStage\nTom Berg\ttom@example.com\tTechnical depth\tReferral\n- Li Wei, li@example.com\nAna Quiroga\n"
    reply = tell(verb="cand add", req=number, people=lines)
    assert reply.data["added"] == [2, 3]
    assert [each["line"] for each in reply.data["refused"]] == [4]
    tom = next(each for each in rows(stateful, Candidate) if each.name == "Tom Berg")
    assert (tom.email, tom.source) == ("tom@example.com", "Referral")
    assert [each.stage for each in rows(stateful, Application)] == ["new", "technical", "new"]


def test_the_same_candidate_twice_is_told_where_they_are(tell):
    number = opened(tell)
    added(tell, number)
    reply = tell(f'cand add "ana quiroga" R-{number}')
    assert reply.data == {"refused": "Conflict"}
    assert "already in R-1, at New" in reply.text


def test_a_name_known_from_another_req_is_asked_about(tell, stateful):
    first, second = opened(tell), opened(tell, '"Data scientist"')
    added(tell, first)
    reply = tell(f'cand add "Ana Quiroga" R-{second}')
    assert reply.data == {"refused": "Conflict"}
    same, other = reply.actions
    tell(verb=same.verb, **same.args)
    assert len(rows(stateful, Candidate)) == 1
    third = opened(tell, '"Researcher"')
    tell(verb=other.verb, **(other.args | {"req": third}))
    assert len(rows(stateful, Candidate)) == 2


def test_nobody_is_added_to_a_closed_req(tell, stateful):
    number = opened(tell)
    tell(f"req cancel R-{number}")
    assert tell(f'cand add "Ana Quiroga" R-{number}').data == {"refused": "Conflict"}
    assert rows(stateful, Candidate) == []


def test_a_move_forward_needs_no_reason(tell, stateful):
    number = opened(tell)
    id = added(tell, number)
    reply = tell(f"cand move Ana to screen R-{number}")
    assert (reply.data["stage"], reply.data["way"]) == ("screen", "forward")
    assert application(stateful, id).stage == "screen"


def test_what_is_said_like_a_stage_and_is_none_is_told_with_those_that_there_are(tell):
    number = opened(tell)
    said = [getattr(each, "text", "") for each in tell(f'cand add "Ana Quiroga" R-{number} at pottery').elements]
    assert any(each.startswith(f'If "pottery" was a stage: R-{number} has New, ') for each in said)
    assert "Where from: at pottery. Several people go on a line each." in said
    met_there = tell(f'cand add "Bo Lind" R-{number} at technical').elements
    assert not any("was a stage" in getattr(each, "text", "") for each in met_there)


def test_the_stage_may_stand_behind_the_name(tell):
    number = opened(tell)
    added(tell, number)
    assert tell(f"cand move Ana Quiroga recruiter screen R-{number}").data["stage"] == "screen"


@pytest.mark.parametrize("stage", ["team", "new"])
def test_skipping_and_going_back_ask_for_a_reason(tell, stateful, stage):
    id = added(tell, opened(tell))
    tell(verb="cand move", application=id, stage="screen")
    reply = tell(verb="cand move", application=id, stage=stage)
    assert isinstance(reply.form, Form)
    assert application(stateful, id).stage == "screen"
    assert tell(verb=reply.form.verb, **reply.form.args, why=" ").data["errors"].keys() == {"why"}
    assert tell(verb=reply.form.verb, **reply.form.args, why="she asked for it").data["stage"] == stage
    assert "she asked for it" in str([note.text for note in rows(stateful, Note)])


def test_the_reason_is_no_part_of_the_trail(tell, stateful):
    number = opened(tell)
    added(tell, number)
    tell(f"cand reject Ana R-{number} because of her tone")
    events = stateful.database.read(
        "acme", lambda unit: [each.model_dump_json() for each in unit.all(type(rows(stateful, Note)[0]))]
    )
    assert "tone" in str(events)
    assert "tone" not in str(tell(f"audit R-{number} file").data)


def test_two_at_once_the_second_is_told_what_the_first_did(tell, stateful):
    number = opened(tell)
    met(tell, RAVI)
    tell(f"req team R-{number} add @ravi as recruiter")
    id = added(tell, number)
    rev = application(stateful, id).rev
    tell(verb="cand move", application=id, stage="screen", rev=rev)
    reply = tell(verb="cand reject", application=id, rev=rev, by=RAVI)
    assert reply.data == {"refused": "Conflict"}
    assert "Mei moved A.Q. (C-1) from New to Recruiter screen" in reply.text
    assert application(stateful, id).outcome is None


def test_a_move_that_is_made_already_says_who_made_it(tell):
    number = opened(tell)
    added(tell, number)
    tell(f"cand move Ana to screen R-{number}")
    reply = tell(f"cand move Ana to screen R-{number}")
    assert reply.data == {"refused": "Conflict"}
    assert "already at Recruiter screen" in reply.text
    assert "Mei moved" in reply.text


def test_an_unknown_stage_is_asked_back_with_buttons(tell):
    number = opened(tell)
    added(tell, number)
    reply = tell(f"cand move Ana to the moon R-{number}")
    assert reply.data == {"refused": "NotFound"}
    assert [action.verb for action in reply.actions] == ["cand move"] * 3


def test_who_was_rejected_comes_back_with_a_reason(tell, stateful):
    id = added(tell, opened(tell))
    tell(verb="cand reject", application=id)
    assert application(stateful, id).ended_at is not None
    assert tell(verb="cand reject", application=id).data == {"refused": "Conflict"}
    form = tell(verb="cand move", application=id, stage="screen").form
    tell(verb=form.verb, **form.args, why="the other one declined")
    assert application(stateful, id).outcome is None
    assert kinds(stateful)[-1] == "reopened"


def test_a_redelivered_click_moves_once(tell, stateful):
    id = added(tell, opened(tell))
    for _ in range(2):
        tell(verb="cand move", application=id, stage="screen", key="trigger-1")
    assert kinds(stateful).count("stage_moved") == 1


def test_a_note_is_kept_and_shown_to_who_may_see_it(tell, stateful):
    number = opened(tell)
    added(tell, number)
    reply = tell(f"cand note Ana R-{number} : prefers March")
    assert not reply.public
    assert "prefers March" in str(tell(f"cand show Ana R-{number}").elements)
    assert "prefers" not in str(tell(f"audit R-{number} file"))


def test_history_goes_to_the_thread_unless_it_was_said_there(tell, stateful):
    id = added(tell, opened(tell))
    lines = rows(stateful, Outbox, Outbox.kind == "history")
    tell(verb="cand move", application=id, stage="screen")
    assert len(rows(stateful, Outbox, Outbox.kind == "history")) == len(lines) + 1
    assert all(set(line.refs) == {"event", "req"} for line in lines)


def test_forgetting_asks_first_and_then_leaves_a_number(tell, stateful):
    number = opened(tell)
    id = added(tell, number)
    tell(f"cand note Ana R-{number} : prefers March")
    asked = tell("cand forget C-1")
    assert rows(stateful, Candidate)[0].name == "Ana Quiroga"
    tell(verb=asked.actions[0].verb, **asked.actions[0].args)
    gone = rows(stateful, Candidate)[0]
    assert (gone.number, gone.name, gone.initials, gone.email) == (1, None, None, None)
    assert {note.text for note in rows(stateful, Note)} == {None}
    assert application(stateful, id).outcome == "withdrawn"
    assert "Ana" not in str(everything(stateful))
    assert tell("cand forget C-1").data == {"refused": "Conflict"}
    assert tell("undo").data == {"refused": "Conflict"}


def test_a_legal_hold_stands_against_forgetting(tell, stateful):
    added(tell, opened(tell))
    stateful.database.write("acme", lambda unit: unit.update(Candidate, legal_hold="case 7"))
    reply = tell(verb="cand forget", candidate="C-1", sure=True)
    assert reply.data == {"refused": "Conflict"}
    assert "case 7" in reply.text


def test_candidates_are_listed_furthest_first(tell):
    number = opened(tell)
    added(tell, number)
    further = added(tell, number, "Tom Berg")
    tell(verb="cand move", application=further, stage="screen")
    listed = tell(f"cand list R-{number}", at=NOW + timedelta(days=3)).data["candidates"]
    assert [each["name"] for each in listed] == ["Tom Berg", "Ana Quiroga"]


def test_the_actor_of_every_event_is_who_said_it(tell, stateful):
    added(tell, opened(tell))
    people = {each["id"]: each["name"] for each in tell("people").data["people"]}
    from storage.models import Event

    assert {people[event.actor_id] for event in rows(stateful, Event)} == {MEI.name}


def test_somebody_known_is_put_into_another_req_by_number(tell, stateful):
    first, second = opened(tell), opened(tell)
    added(tell, first)
    assert tell(f"cand add C-1 R-{second}").data["candidate"] == 1
    assert len(rows(stateful, Candidate)) == 1
    assert tell(f"cand add C-1 R-{second}").data == {"refused": "Conflict"}


def test_a_number_that_nobody_has_adds_nobody_of_that_name(tell, stateful):
    number = opened(tell)
    assert tell(f"cand add C-77 R-{number}").data == {"refused": "NotFound"}
    assert rows(stateful, Candidate) == []
    reply = tell(f"cand add Bo Lind R-{number}\nC-77\nTom Berg")
    assert len(reply.data["added"]) == 2
    assert [each["line"] for each in reply.data["refused"]] == [2]


def test_nobody_is_moved_in_a_search_that_is_over(tell, stateful):
    number = opened(tell)
    id = added(tell, number)
    tell(f"req cancel R-{number}")
    assert tell(verb="cand move", application=id, stage="screen").data == {"refused": "Conflict"}
    assert application(stateful, id).stage == "new"
    assert tell(verb="cand reject", application=id).data["outcome"] == "rejected"


@pytest.mark.parametrize("words", ["cand forget C-99", "legal hold C-99 because of a claim"])
def test_a_number_that_nobody_has_is_said_to_be_nobodys(tell, words):
    opened(tell)
    reply = tell(words)
    assert reply.data["refused"] == "NotFound"
    assert reply.text.startswith("There is no C-99")


@pytest.mark.parametrize("said", ["Ana Quiroga internal", "Ana Quiroga (internal)", '"Ana Quiroga" internal'])
def test_where_somebody_comes_from_is_no_part_of_their_name(tell, stateful, said):
    opened(tell)
    tell(f"cand add {said} R-1")
    (candidate,) = rows(stateful, Candidate)
    assert (candidate.name, candidate.source) == ("Ana Quiroga", "internal")


@pytest.mark.parametrize("said", ["X.Y.", "X. Y.", '"X.Y."', "for X.Y."])
def test_initials_keep_their_last_dot(tell, stateful, said):
    number = opened(tell)
    tell(f"loop done {said} R-{number}")
    (there,) = rows(stateful, Candidate)
    assert there.name in ("X.Y.", "X. Y.")
    assert tell(f"cand show X.Y. R-{number}").data["candidate"] == there.number


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("cand add Will Byers to R-1", ["Will Byers"]),
        ("cand add Will Byers for R-1 at screen", ["Will Byers"]),
        ("cand add Will Byers to R-1, referral", ["Will Byers"]),
        ("cand add to R-1: Will Byers", ["Will Byers"]),
        ("cand add Will Byers and Grace Park to R-1", ["Will Byers", "Grace Park"]),
        ("cand add Will Byers, Grace Park and Austin Reed to R-1", ["Will Byers", "Grace Park", "Austin Reed"]),
        ("cand add Will Byers, Acme Recruiting, R-1", ["Will Byers"]),
    ],
)
def test_what_leads_to_the_req_is_no_part_of_a_name_and_each_of_a_list_is_added(tell, stateful, said, names):
    opened(tell)
    tell(said)
    assert [each.name for each in rows(stateful, Candidate)] == names


def test_names_with_commas_alone_between_them_are_asked_about(tell, stateful):
    opened(tell)
    form = tell("cand add Will Byers, Grace Park to R-1").form
    assert rows(stateful, Candidate) == []
    assert form.fields[0].value == "Will Byers\nGrace Park"
