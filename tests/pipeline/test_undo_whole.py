"""Taking back obeys the rules of the deed itself, and takes back all that a command did, or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.pipeline import changes
from storage.models import Application, Event, Note, Nudge, Outbox, Person, ReqMember, Setting
from tests.conftest import MEI, NOW, RAVI
from tests.pipeline.team import DM, EVE, TOM, added, application, kinds, met, opened, req, rows


def roles(house):
    return {each.name: list(each.roles) for each in rows(house, Person)}


# Roles


def test_a_role_given_or_taken_by_mistake_is_taken_back(tell, stateful):
    met(tell, MEI, RAVI)
    tell("people role @ravi recruiter")
    assert tell("undo").data["kind"] == "role_given"
    assert roles(stateful)["Ravi"] == []
    tell("people role @ravi recruiter")
    tell("people role remove @ravi recruiter")
    tell("undo")
    assert roles(stateful)["Ravi"] == ["recruiter"]


def test_taking_a_role_back_takes_that_one_and_leaves_what_others_gave(tell, stateful):
    met(tell, MEI, RAVI, TOM)
    tell("people role @ravi admin")
    given = tell("people role @tom recruiter").data["event"]
    tell("people role @tom admin", by=RAVI)
    assert tell(verb="undo", event=given).data["undone"] == given
    assert roles(stateful)["Tom"] == ["admin"]


def test_who_may_give_no_roles_any_more_takes_none_back(tell, stateful):
    met(tell, MEI, RAVI)
    tell("people role @ravi admin")
    tell("people role remove @mei admin", by=RAVI)
    refused = tell("undo")
    assert refused.data == {"refused": "NotAllowed"}
    assert roles(stateful) == {"Mei": [], "Ravi": ["admin"]}


def test_no_undo_takes_the_last_admin(tell, stateful):
    met(tell, MEI, RAVI)
    given = tell("people role @ravi admin").data["event"]
    mei = next(each.id for each in rows(stateful, Person) if each.name == "Mei")
    stateful.database.write("acme", lambda unit: unit.update(Person, Person.id == mei, roles=["recruiter"]))
    stands = stateful.database.read("acme", lambda unit: changes.standing(unit, unit.get(Event, given)))
    assert stands == "last_admin"


def test_a_role_that_somebody_else_has_changed_since_is_not_changed_again(tell, stateful):
    met(tell, MEI, RAVI, TOM)
    tell("people role @ravi admin")
    given = tell("people role @tom recruiter").data["event"]
    tell("people role remove @tom recruiter", by=RAVI)
    refused = tell(verb="undo", event=given)
    assert refused.data == {"refused": "Conflict"}
    assert "Ravi took a role from Tom: recruiter." in refused.text
    assert kinds(stateful).count("undone") == 0


# Settings


def test_a_setting_of_ones_own_that_was_changed_again_is_not_lost(tell, stateful):
    first = tell("settings me quiet 18:00-09:00", place=DM).data["event"]
    tell("settings me daily limit 5", place=DM)
    assert tell(verb="undo", event=first).data == {"refused": "Conflict"}
    assert rows(stateful, Person)[0].preferences["daily_limit"] == 5


def test_what_was_told_to_one_person_is_taken_back_to_them_alone(tell):
    tell("settings me quiet 18:00-09:00")
    assert not tell("undo").public
    tell("settings daily limit 6")
    assert tell("undo").public
    opened(tell)
    assert tell("undo").public


def test_who_is_no_admin_any_more_takes_no_setting_back(tell, stateful):
    met(tell, MEI, RAVI)
    tell("people role @ravi admin")
    tell("settings daily limit 6")
    tell("people role remove @mei admin", by=RAVI)
    assert tell("undo").data == {"refused": "NotAllowed"}
    assert stateful.database.read("acme", lambda unit: unit.get(Setting, "daily_limit")).value["value"] == 6


# Several at once


def several(tell, people="Ana Quiroga\nBo Li\nTom Berg"):
    return tell(verb="cand add", req=opened(tell), people=people)


def test_several_candidates_that_were_added_at_once_are_taken_back_at_once(tell, stateful):
    several(tell)
    reply = tell("undo")
    assert "2 more" in reply.text
    assert {each.outcome for each in rows(stateful, Application)} == {"withdrawn"}
    assert tell("cand list R-1").data["candidates"] == []
    assert kinds(stateful).count("undone") == 3
    assert tell("undo").data == {"refused": "Conflict"}
    assert kinds(stateful).count("undone") == 3


def test_several_that_were_added_at_once_can_be_taken_back_by_a_button(tell, stateful):
    reply = several(tell)
    button = next(each for each in reply.more if each.verb == "undo")
    tell(verb="undo", **button.args)
    assert {each.outcome for each in rows(stateful, Application)} == {"withdrawn"}


def test_where_one_of_several_has_moved_on_all_stay_and_it_is_said_which(tell, stateful):
    several(tell)
    met(tell, MEI, RAVI)
    tell("people role @ravi recruiter", at=NOW - timedelta(minutes=5))
    second = rows(stateful, Application)[1].id
    tell(verb="cand move", application=second, stage="screen", by=RAVI)
    refused = tell("undo")
    assert refused.data == {"refused": "Conflict"}
    assert "Ravi moved B.L. (C-2)" in refused.text
    assert {each.outcome for each in rows(stateful, Application)} == {None}


def test_the_trail_tells_of_each_that_was_added(tell):
    several(tell)
    told = str(tell("audit R-1").elements)
    assert all(name in told for name in ("A.Q. (C-1)", "B.L. (C-2)", "T.B. (C-3)"))
    assert str(tell(verb="page req", req=1).data).count("Mei added") == 3


def test_a_part_of_a_deed_is_taken_back_with_the_whole(tell, stateful):
    several(tell)
    third = [each.id for each in rows(stateful, Event) if each.kind == "candidate_added"][2]
    tell(verb="undo", event=third)
    assert {each.outcome for each in rows(stateful, Application)} == {"withdrawn"}


@pytest.mark.parametrize("words", ["add @tom @eve as interviewers", "add @tom @eve"])
def test_several_who_joined_a_team_leave_it_together(tell, stateful, words):
    opened(tell)
    met(tell, TOM, EVE)
    joined = tell(f"req team R-1 {words}")
    assert "refused" not in joined.data
    tell("undo")
    assert rows(stateful, ReqMember) == []
    tell(f"req team R-1 {words}")
    tell("req team R-1 remove @tom @eve")
    assert rows(stateful, ReqMember) == []
    tell("undo")
    assert len(rows(stateful, ReqMember)) == 2
    told = str(tell("audit R-1").elements)
    assert told.count("Tom") == told.count("Eve") > 0


def test_a_part_handed_on_goes_back_to_whom_it_was(tell, stateful):
    opened(tell)
    met(tell, TOM, EVE)
    before = req(stateful, 1).recruiter_id
    tell("req team R-1 add @tom as recruiter")
    tell("undo")
    assert req(stateful, 1).recruiter_id == before


def test_who_was_put_back_by_somebody_else_is_not_put_back_twice(tell, stateful):
    opened(tell)
    met(tell, TOM, RAVI)
    tell("req team R-1 add @ravi as recruiter")
    tell("req team R-1 add @tom")
    left = tell("req team R-1 remove @tom").data["event"]
    tell("req team R-1 add @tom", by=RAVI)
    assert tell(verb="undo", event=left).data == {"refused": "Conflict"}
    assert len(rows(stateful, ReqMember)) == 1


def test_no_clock_and_no_unsent_line_is_left_of_several_that_were_taken_back(tell, stateful):
    opened(tell)
    met(tell, TOM, EVE)
    tell("req team R-1 add @tom @eve")
    tell("undo")
    joined = [each.id for each in rows(stateful, Event) if each.kind == "team_joined"]
    assert {each.status.value for each in rows(stateful, Outbox) if each.cause_id in joined} == {"cancelled"}
    assert rows(stateful, Nudge) == []


def test_what_was_noted_about_somebody_added_by_mistake_goes_with_them(tell, stateful):
    event = tell(f'cand add "Ana Quiroga" R-{opened(tell)}').data["event"]
    tell("cand note ana : asks about the rota")
    tell(verb="undo", event=event)
    assert {each.text for each in rows(stateful, Note)} == {None}


def test_one_added_alone_is_told_alone(tell, stateful):
    id = added(tell, opened(tell))
    assert "more" not in tell("undo").text
    assert application(stateful, id).outcome == "withdrawn"
