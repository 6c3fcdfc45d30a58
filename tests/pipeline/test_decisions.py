"""After the loop: its end (also reported late), the decision, telling them no, the two calls."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from handlers.core.command import Actor
from storage.models import Application, Call, Candidate, Event, Note
from tests.conftest import NOW, RAVI
from tests.pipeline.team import TOM, added, everything, rows


def test_a_loop_that_ended_yesterday_is_reported_late(tell, stateful, search):
    reply = tell('loop done yesterday 16:00 "A.Q." R-1')
    assert reply.data["final_round_ended_at"] == "2026-11-24T00:00:00+00:00"
    (event,) = [each for each in rows(stateful, Event) if each.kind == "final_round_ended"]
    assert (event.occurred_at, event.recorded_at) == (datetime.fromisoformat("2026-11-24T00:00:00+00:00"), NOW)


def test_a_loop_cannot_have_ended_in_an_hour(tell, search):
    assert "when" in tell("loop done in 2 hours ana").data["errors"]


def test_somebody_new_is_made_and_taken_back_with_the_loops_end(tell, stateful, search):
    tell('loop done yesterday 16:00 "B.X." R-1')
    assert len(rows(stateful, Candidate)) == 2
    tell("undo")
    assert rows(stateful, Candidate)[1].name is None
    assert rows(stateful, Application)[1].loop_done_at is None


def test_a_name_that_nobody_in_the_req_has_is_said_to_be_added_with_the_way_back(tell, search):
    reply = tell('loop done yesterday 16:00 "Anna Bell" R-1')
    said = [getattr(each, "text", "") for each in reply.elements]
    assert (
        "A.B. (C-2) was not in R-1 and has been added to it. If you mean somebody else, Undo takes both back for a minute."
        in said
    )
    assert "Undo" in [each.label for each in (*reply.actions, *reply.more)]
    of_ana = tell("loop done ana R-1")
    assert "added" not in str(of_ana.elements)


def test_who_was_said_to_be_new_is_not_said_to_be_added(tell, search):
    reply = tell(verb="loop done", candidate="Ana Quirogo", req=search.req, new=True)
    assert "added" not in str(reply.elements)


def test_a_yes_counts_from_the_loops_end(tell, stateful, search):
    early = tell("decide yes ana")
    assert early.data == {"refused": "Conflict"}
    assert early.actions[0].verb == "loop done"
    tell("loop done ana")
    assert tell("decide yes ana because the panel agrees").data["decision"] == "yes"
    (application,) = rows(stateful, Application)
    assert (application.decision, application.decided_at, application.outcome) == ("yes", NOW, None)


def test_a_no_ends_the_application_and_telling_them_is_next(tell, stateful, search):
    reply = tell("decide no ana because of the debugging round")
    assert reply.actions[0].verb == "told"
    assert rows(stateful, Application)[0].outcome == "rejected"
    told = reply.actions[0]
    assert tell(verb=told.verb, **told.args, by=RAVI).data["told"] is True
    assert rows(stateful, Application)[0].told_at == NOW
    assert tell(verb=told.verb, **told.args).data == {"refused": "Conflict"}
    assert "debugging round" not in str([event.after for event in rows(stateful, Event)])


def test_a_second_decision_is_told_what_the_first_was(tell, search):
    tell("decide no ana")
    reply = tell('decide yes "Ana Quiroga"', by=RAVI)
    assert reply.data == {"refused": "Conflict"}
    assert "Mei" in reply.text


def test_decide_alone_shows_both_buttons(tell, search):
    reply = tell("decide ana")
    assert [action.verb for action in reply.actions] == ["decide yes", "decide no", "debrief"]
    late = reply.actions[0]
    tell("cand note ana: fine")
    tell("cand move ana to screen")
    assert tell(verb=late.verb, **late.args).data == {"refused": "Conflict"}


@pytest.mark.parametrize(
    ("said", "decision", "why"),
    [
        ("decide ana yes", "yes", ""),
        ("decide ana yes!", "yes", ""),
        ("decide ana no because weak on serving", "no", "weak on serving"),
        ("decide ana no, she was weak on serving", "no", "she was weak on serving"),
        ("decide Ana Quiroga no too junior R-1", "no", "too junior"),
        ('decide "Ana Quiroga" yes R-1', "yes", ""),
        ('decide "Ana Quiroga" R-1 no because weak', "no", "weak"),
    ],
)
def test_a_decision_may_stand_behind_the_name(tell, stateful, search, said, decision, why):
    tell("loop done ana")
    assert tell(said).data["decision"] == decision
    (application,) = rows(stateful, Application)
    assert application.decision == decision
    assert why in str([each.model_dump() for each in (application, *rows(stateful, Note))])


def test_of_somebody_who_is_called_like_a_decision_it_is_asked(tell, search):
    added(tell, search.req, "Hiroshi No")
    assert tell("decide Hiroshi No").data["decision"] is None


@pytest.mark.parametrize("said", ["decide yes ana and bo", "decide yes ana, bo", "decide no Ana Bo"])
def test_a_decision_is_about_one_at_a_time(tell, stateful, search, said):
    bo = added(tell, search.req, "Bo Lind")
    before = everything(stateful)
    reply = tell(said)
    assert reply.text.startswith("One at a time: ")
    assert [each.args["application"] for each in reply.actions] == [search.application, bo]
    assert everything(stateful) == before


def test_a_decision_is_taken_back_whole(tell, stateful, search):
    tell("decide no ana")
    tell("undo")
    (application,) = rows(stateful, Application)
    assert (application.decision, application.decided_at, application.outcome, application.ended_at) == (None, None, None, None)


def test_nobody_is_told_a_no_that_nobody_decided(tell, search):
    assert tell("told ana").data == {"refused": "Conflict"}


def test_interviewers_do_not_decide(tell, search):
    tell("interview book ana technical thu 2pm @tom")
    assert tell("decide no ana", by=TOM).data["refused"] == "NotAllowed"


def test_calls_are_recorded_when_they_were_made(tell, stateful, search):
    tell("call recruiter done ana an hour ago", by=RAVI)
    tell("call manager done ana")
    calls = {call.kind.value: call.done_at for call in rows(stateful, Call)}
    assert calls == {"recruiter": NOW - timedelta(hours=1), "manager": NOW}
    times = {event.kind: event.occurred_at for event in rows(stateful, Event)}
    assert times["recruiter_called"] == NOW - timedelta(hours=1)
    assert times["manager_called"] == NOW


def test_a_call_is_recorded_once_unless_there_was_another(tell, stateful, search):
    tell("call manager done ana")
    reply = tell("call manager done ana", by=RAVI)
    assert reply.data == {"refused": "Conflict"}
    again = reply.actions[0]
    assert tell(verb=again.verb, **again.args).data["call"] == "manager"
    assert len(rows(stateful, Call)) == 2


def test_a_call_is_taken_back(tell, stateful, search):
    tell("call manager done ana")
    tell("undo")
    assert rows(stateful, Call) == []


def test_a_stranger_records_nothing(tell, stateful, search):
    eve = Actor("acme", "slack", "U-EVE", "Eve")
    for words in ("decide yes ana R-1", "told ana R-1", "call manager done ana R-1", "loop done ana R-1"):
        assert tell(words, by=eve).data["refused"] == "NotAllowed"
    assert rows(stateful, Call) == []
