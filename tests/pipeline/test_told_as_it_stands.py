"""What is told is offered as far as it can be done as things stand: an answer only to an offer that is out."""

from __future__ import annotations

import pytest

from tests.conftest import RAVI
from tests.pipeline.offering import decided, drafted, out, sent_to
from tests.pipeline.team import DANA, added, everything

__all__ = ["decided"]


def offered(reply):
    """What a reply's buttons do."""
    return [each.verb for each in (*reply.actions, *reply.more)]


# An answer to an offer


@pytest.mark.parametrize("said", ["ana signed", "ana accepted our offer", "great news: ana accepted!", "ana declined our offer"])
def test_an_answer_to_no_offer_is_not_offered_and_what_comes_before_is(tell, stateful, search, said):
    before = everything(stateful)
    reply = tell(said, by=RAVI)
    assert reply.text.startswith(f"No offer of ours is out for A.Q. (C-1) (R-{search.req})")
    assert {"offer accept", "offer decline"}.isdisjoint(offered(reply))
    assert offered(reply)[-2:] == ["offer draft", "offer sent"]
    assert everything(stateful) == before
    sent_to(tell, search.application)
    assert offered(tell(said, by=RAVI))[0] in ("offer accept", "offer decline")


def test_an_answer_to_terms_that_wait_leads_to_what_they_wait_for(tell, decided):
    drafted(tell)
    assert offered(tell("ana signed", by=RAVI)) == ["offer show"]
    tell("offer approve ana", by=DANA)
    assert offered(tell("ana signed", by=RAVI)) == ["offer sent"]


@pytest.mark.parametrize("said", ["ana's out, took a job at stripe", "ana signed with google", "ana turned us down"])
def test_a_no_of_whoever_has_no_offer_is_of_the_search(tell, search, said):
    reply = tell(said, by=RAVI)
    assert offered(reply) == ["cand withdraw"]
    assert "No offer" not in reply.text


def test_of_several_who_answered_each_is_told_as_they_stand(tell, search):
    bo = added(tell, search.req, "Bo Chen")
    reply = tell("ana accepted but bo declined our offer", by=RAVI)
    assert "No offer of ours is out for A.Q. (C-1) (R-1) or B.C. (C-2) (R-1)" in reply.text
    assert "offer accept" not in offered(reply)
    assert {"offer sent"} == set(offered(tell("ana and bo accepted", by=RAVI)))
    sent_to(tell, bo)
    reply = tell("ana and bo accepted", by=RAVI)
    assert [(each.verb, each.args["application"]) for each in reply.actions if each.verb == "offer accept"] == [
        ("offer accept", bo)
    ]


def test_an_answer_to_an_offer_that_is_out_is_offered(tell, decided):
    out(tell)
    assert offered(tell("ana signed", by=RAVI)) == ["offer accept"]
    assert offered(tell("ana declined", by=RAVI)) == ["offer decline", "cand withdraw"]
