"""Who has left the search: what can't be recorded of them any more, and what a refusal offers instead."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW, RAVI
from tests.pipeline.team import application, everything, kinds

DEEDS = (
    "loop done ana R-1",
    "loop done ana R-1 yesterday 16:00",
    "decide yes ana R-1",
    "decide ana R-1",
    "interview book ana screen thu 2pm R-1",
    "interview done ana screen R-1",
    "offer draft ana base 210k R-1",
    "offer sent ana R-1",
)


@pytest.mark.parametrize("said", DEEDS)
@pytest.mark.parametrize(
    ("end", "follows"),
    [
        ("cand reject ana because no", ["cand move", "told"]),
        ("cand withdraw ana", ["cand move"]),
        ("offer accept ana", ["cand withdraw"]),
    ],
)
def test_of_whoever_has_left_the_search_only_what_can_follow_is_offered(tell, stateful, search, said, end, follows):
    if end.startswith("offer"):
        tell("offer sent ana")
    tell(end)
    before = everything(stateful)
    reply = tell(said)
    assert reply.data == {"refused": "Conflict"}
    assert [each.verb for each in reply.actions] == follows
    assert everything(stateful) == before


def test_a_button_to_end_a_loop_is_late_for_whoever_was_rejected_meanwhile(tell, search):
    tell("cand reject ana because no")
    assert tell(verb="loop done", application=search.application).data == {"refused": "Conflict"}


def test_somebody_rejected_comes_back_by_the_button_with_a_reason(tell, stateful, search):
    tell("cand reject ana because no")
    back = tell("loop done ana").actions[0]
    form = tell(verb=back.verb, **back.args).form
    tell(verb=form.verb, **form.args, why="we were wrong")
    assert application(stateful, search.application).outcome is None


def test_a_decision_against_somebody_with_an_offer_leads_to_taking_it_back(tell, stateful, search):
    tell("loop done ana")
    tell("offer sent ana")
    reply = tell("decide no ana")
    assert reply.data == {"refused": "Conflict"}
    assert [each.verb for each in reply.actions] == ["offer withdraw"]
    assert application(stateful, search.application).decision is None


def test_a_yes_after_the_offer_went_out_hears_so_and_what_is_next(tell, stateful, search):
    tell("loop done ana", by=RAVI)
    tell("offer sent ana", by=RAVI)
    reply = tell("decide yes ana")
    assert reply.data == {"refused": "Conflict"}
    assert "A.Q. (C-1) has our offer already, so a yes is not waited for. Tue 08:00: Ravi sent" in reply.text
    assert "Next: a manager's call, due Fri 08:00." in reply.text
    assert [each.verb for each in reply.actions] == ["call manager done", "offer accept", "offer decline"]
    assert application(stateful, search.application).decision is None


@pytest.mark.parametrize("stage", ["offer", "hired"])
def test_whoever_has_left_is_not_moved_to_an_offer_but_taken_back_first(tell, search, stage):
    tell("cand withdraw ana")
    reply = tell(f"cand move ana to {stage} because she changed her mind")
    assert reply.data == {"refused": "Conflict"}
    assert [each.verb for each in reply.actions] == ["cand move"]


def test_what_can_not_follow_says_what_they_are_who_did_it_and_what_can(tell, search):
    tell("cand reject ana because thin")
    assert tell("cand withdraw ana").text == (
        "A.Q. (C-1) is rejected, so that can't follow. Tue 08:00: Mei closed A.Q. (C-1)'s application: no. Nothing changed. "
        "You can take them back to New, or say that they were told."
    )


def test_who_says_second_that_a_loop_is_done_is_told_who_did(tell, stateful, search):
    tell("loop done ana")
    later = NOW + timedelta(minutes=5)
    reply = tell("loop done ana", by=RAVI, at=later)
    assert reply.data == {"refused": "Conflict"}
    assert "Mei" in reply.text
    assert kinds(stateful).count("final_round_ended") == 1
    again = reply.actions[0]
    assert tell(verb=again.verb, **again.args, at=later).data["final_round_ended_at"] == later.isoformat()


@pytest.mark.parametrize("said", ["loop done B.X. R-1", "cand add Bo Berg R-1", "interview book ana screen thu 2pm R-1"])
def test_a_search_that_is_over_takes_nothing_in_and_offers_to_resume(tell, search, said):
    tell("req cancel R-1")
    reply = tell(said)
    assert reply.data == {"refused": "Conflict"}
    assert (reply.actions[0].verb, reply.actions[0].args) == ("req resume", {"req": 1})


def test_a_refusal_names_what_rejected_them_and_not_what_was_taken_back_since(tell, search):
    tell("cand reject ana because no")
    told = next(each for each in tell("told ana", by=RAVI).more if each.verb == "undo")
    tell(verb="undo", by=RAVI, **told.args)
    refused = tell("decide yes ana").text
    assert "Mei closed A.Q. (C-1)'s application: no. Nothing changed." in refused
    assert "took back" not in refused


def test_a_yes_about_somebody_who_was_rejected_since_is_refused_with_what_rejected_them(tell, search):
    tell("loop done ana")
    tell("decide yes ana")
    assert "Mei decided about A.Q. (C-1): yes." in tell("decide yes ana").text
    tell("cand reject ana because the budget is gone")
    tell("told ana", by=RAVI)
    assert tell("decide yes ana").text.startswith("A.Q. (C-1) is rejected, so that can't follow.")
