"""Why something is so, and notes: somebody's own words, in which nobody and nothing is looked for."""

from __future__ import annotations

import pytest

from storage.models import Application, Note, Requisition
from tests.pipeline.team import added, application, everything, opened, rows

OTHERS = (
    "she took the other one",
    "she wants the bigger one",
    "she took a senior one elsewhere",
    "she liked the Acme role more",
    "the other role starts on monday",
    "Bo was quicker and yes, they were told at 4pm",
    "she has moved to R-7",
)
"""Reasons with words of ours in them."""


def why(house):
    """The reason that stands with an application."""
    return str([each.model_dump() for each in (*rows(house, Application), *rows(house, Note))])


@pytest.mark.parametrize("reason", OTHERS)
@pytest.mark.parametrize(("deed", "outcome"), [("cand withdraw ana", "withdrawn"), ("cand reject ana", "rejected")])
def test_what_a_reason_speaks_of_is_not_looked_for(tell, stateful, search, deed, outcome, reason):
    opened(tell, '"Staff platform engineer" platform staff remote')
    added(tell, search.req, "Bo Lind")
    assert tell(f"{deed} because {reason}").data["outcome"] == outcome
    assert application(stateful, search.application).outcome == outcome
    assert reason in why(stateful)


def test_a_reason_that_begins_with_of_reads_as_one(tell, search):
    tell("cand move ana to technical because of a referral")
    assert "Why: a referral" in str(tell("cand show ana").elements)
    tell(f"legal hold R-{search.req} because of case 7")
    assert f"R-{search.req}: case 7" in str(tell("legal hold").elements)


def test_an_r_number_that_ends_a_reason_names_the_req_where_none_was_named(tell, stateful, search):
    second = opened(tell, '"Staff platform engineer" platform staff remote')
    other = added(tell, second, "Ana Quinn")
    tell(f"cand withdraw ana because she found the other one nearer, R-{second}")
    assert application(stateful, other).outcome == "withdrawn"
    assert application(stateful, search.application).outcome is None
    assert "nearer" in why(stateful)
    tell(f"cand withdraw ana R-{search.req} because of R-{second}")
    assert application(stateful, search.application).outcome == "withdrawn"


def test_a_hold_has_its_reason_whatever_role_that_speaks_of(tell, stateful):
    opened(tell)
    assert tell("req hold because the other req goes first").data["status"] == "held"
    assert rows(stateful, Requisition)[0].status == "held"


def test_an_offer_is_declined_for_a_reason_that_names_another_role(tell, search):
    tell("loop done ana")
    tell("offer sent ana")
    assert tell("offer decline ana because she liked the other role more").data["outcome"] == "withdrawn"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("cand note ana: prefers the other role", "prefers the other role"),
        ("cand note ana: asks Bo about R-7 on monday", "asks Bo about R-7 on monday"),
        ("cand note ana that the senior one suits her", "the senior one suits her"),
        ("cand note ana prefers - if it must be - March", "prefers if it must be - March"),
    ],
)
def test_a_note_may_speak_of_anything(tell, stateful, search, said, text):
    opened(tell, '"Staff platform engineer" platform staff remote')
    assert tell(said).text == "Noted about Ana Quiroga."
    assert [each.text for each in rows(stateful, Note)] == [text]


@pytest.mark.parametrize("pause", [",", ";", ".", " -", " –"])
def test_a_sentence_that_goes_on_about_somebody_is_the_reason_and_no_name(tell, stateful, search, pause):
    assert tell(f"cand withdraw ana{pause} she took the other job").data["outcome"] == "withdrawn"
    assert "she took the other job" in why(stateful)


def test_a_name_in_quotation_marks_holds_no_reason(tell, search):
    added(tell, search.req, "Ana Because Of Quinn")
    assert tell('cand withdraw "Ana Because Of Quinn"').data["outcome"] == "withdrawn"


@pytest.mark.parametrize(
    "said",
    [
        "interview book ana technical wed 3pm @tom because @kim is away on friday",
        "offer sent ana because of R-7",
        "offer accept ana because she liked the other role",
    ],
)
def test_a_reason_that_nothing_takes_is_named_and_nobody_in_it_is_meant(tell, stateful, search, said):
    before = everything(stateful)
    reply = tell(said)
    assert 'but not "because ' in reply.text
    assert reply.actions[0].args["application"] == search.application
    assert "@kim" not in reply.actions[0].args.get("interviewers", [])
    assert everything(stateful) == before
