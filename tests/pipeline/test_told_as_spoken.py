"""What colleagues tell each other of a search in words of their own: each deed is offered, nothing is booked by the words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Application, Interview
from tests.conftest import NOW, RAVI
from tests.pipeline.offering import answered
from tests.pipeline.team import DANA, added, everything, rows

LATER = NOW + timedelta(days=1)
"""When it is forgotten whom the speaker dealt with last."""


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("moving ana forward", "cand move"),
        ("let's move forward with ana", "cand move"),
        ("ana's final just wrapped", "loop done"),
        ("strong yes from me on ana", "decide yes"),
        ("ana yes", "decide yes"),
        ("ana nope", "decide no"),
        ("set ana up with @tom for wednesday 10am", "interview book"),
        ("can we get ana in for design next tuesday", "interview book"),
        ("ana onsite thurs 1pm w tom", "interview book"),
        ("ana's technical moved to friday 3pm", "interview move"),
        ("ana signed with google", "offer decline"),
        ("ana is going with stripe", "offer decline"),
        ("ana is out", "cand withdraw"),
        ("ana ghostd", "cand withdraw"),
        ("offr ana 250 + 0.3%", "offer draft"),
        ("ok give ana 232", "offer draft"),
        ("ana wants 235", "offer counter"),
        ("just had my call with ana", "interview done"),
        ("talked to ana, love her", "interview done"),
        ("ana is elsewhere at the final already, offer from Stripe 260k expires friday", "volunteered"),
        ("offer from Google for ana", "volunteered"),
        ("ana through to hm", "cand move"),
        ("ana said yes", "decide yes"),
    ],
)
def test_what_is_told_in_everyday_words_is_offered(tell, stateful, search, said, verb):
    answered(tell, verb, search.application)
    before = everything(stateful)
    (first, *_) = tell(said).actions
    assert (first.verb, first.args["application"]) == (verb, search.application)
    assert everything(stateful) == before


def test_a_years_pay_is_said_without_its_thousands_and_weeks_are_no_pay(tell, search):
    assert tell("ana wants 235").actions[0].args["base"]["amount"] == 235_000
    assert tell("ana wants 2 weeks").actions[0].verb == "cand note"


def test_an_offer_is_extended_without_its_name(tell, search):
    tell("loop done ana")
    tell(f"offer sent ana R-{search.req}")
    for said in ("extend it till wed noon", "extend the offer until friday"):
        (offered,) = tell(said).actions
        assert (offered.verb, offered.args["application"]) == ("offer extend", search.application)
    assert tell("called ana").actions[0].verb == "call manager done"  # now a call is about the offer


def test_hm_is_the_hiring_managers_stage(tell, stateful, search):
    tell(f"cand move ana to hm R-{search.req} because the recruiter knows her")
    assert {each.stage for each in rows(stateful, Application)} == {"manager"}


def test_what_went_well_before_a_pause_is_a_deed_too(tell, search):
    reply = tell("ana's recruiter call went well, moving her on")
    assert [each.verb for each in reply.actions] == ["interview done", "cand move"]
    assert tell(verb="cand move", **reply.actions[1].args).data["stage"] == "screen"


def test_an_approver_approves_in_a_word_and_nobody_else_does(tell, search):
    tell("loop done ana")
    tell("offer draft ana base 210k", by=RAVI)
    for said in ("looks good, approved", "lgtm", "fine by me", "approved!", "k approved", "approved, nice work"):
        assert [each.verb for each in tell(said, by=DANA).actions] == ["offer approve"], said
    reply = tell("looks good", by=RAVI)
    assert "offer approve" not in [each.verb for each in reply.actions]
    assert "loops" not in str(reply.elements), "an everyday word is no slip from a verb"


def test_she_who_is_forgotten_is_asked_among_those_it_can_be_told_of(tell, stateful, search):
    bo = added(tell, search.req, "Bo Lind")
    tell("offer sent ana", by=RAVI)
    assert [each.args["application"] for each in tell("she signed!!", at=LATER).actions] == [search.application]
    asked = tell("he withdrew", at=LATER)
    assert asked.text == "Who is that? Nothing is recorded yet."
    assert {each.args["application"] for each in asked.actions} == {search.application, bo}
    tell("cand note bo : nice")
    assert tell("she signed!!").actions[0].args["application"] == search.application, "and not Bo, who has no offer"
    assert not any("application" in each.args for each in tell("candidates say she signed", at=LATER).actions)


def test_it_that_was_sent_is_an_offer_where_one_stands(tell, search):
    assert "offer sent" not in [each.verb for each in tell("sent it to ana").actions]
    tell("loop done ana")
    tell("offer draft ana base 210k", by=RAVI)
    assert tell("sent it to her this morning", by=RAVI, at=LATER).actions[0].verb == "offer sent"
    assert tell("give her 212", by=RAVI, at=LATER).actions[0].verb == "offer edit"


@pytest.mark.parametrize(
    "said", ["book ana with @tom for the onsite thursday 3pm", "get ana in for the onsite thursday 3pm with tom"]
)
def test_of_a_round_that_the_loop_has_not_its_rounds_are_shown_with_the_rest_kept(tell, stateful, search, said):
    reply = tell(said)
    if reply.actions[0].verb == "interview book" and reply.actions[0].args.get("round") == "onsite":
        reply = tell(verb="interview book", **reply.actions[0].args)
    assert "is no single round of this loop" in reply.text
    assert rows(stateful, Interview) == []
    first = reply.actions[0]
    assert "thursday 3pm" in first.args["when"]
    booked = tell(verb=first.verb, **first.args)
    assert "Tom" in booked.text


def test_when_somebody_cannot_come_is_no_time_for_it(tell, search):
    tell("book ana technical tomorrow 2pm @tom")
    (move, *_) = tell("ana can't do tomorrow").actions
    assert (move.verb, "when" in move.args) == ("interview move", False)


def test_what_a_colleague_says_is_no_answer_of_the_candidates(tell, search):
    tell("offer sent ana", by=RAVI)
    reply = tell("ana did the technical, tom says yes")
    assert "offer accept" not in [each.verb for each in reply.actions]


def test_a_word_by_itself_goes_on_about_whom_was_spoken_of(tell, search):
    reply = tell("ana was meh, weak on evals. pass")
    assert (reply.actions[0].verb, reply.actions[0].args["application"]) == ("decide no", search.application)


def test_who_is_interviewed_when_is_shown(tell, search):
    tell("book ana technical tomorrow 2pm @tom")
    for said in ("who's interviewing tomorrow", "who are we interviewing this week"):
        assert "Ana Quiroga" in str(tell(said, by=RAVI).elements) or "A.Q." in str(tell(said, by=RAVI).elements), said
    assert tell("who's interviewing next week", by=RAVI).text == "No rounds booked next week"
    assert "cand show" in str(tell("who is ana meeting tomorrow").data) or "Ana" in tell("who is ana meeting tomorrow").text


@pytest.mark.parametrize("said", ["tom hasn't sent his scorecard", "still no scorecard from tom", "where's tom's scorecard"])
def test_a_scorecard_that_somebody_owes_is_shown(tell, search, said):
    tell("book ana technical tomorrow 2pm @tom")
    tell("interview done ana technical", at=NOW + timedelta(days=2))
    assert tell(said, at=NOW + timedelta(days=2)).text.startswith("Tom owes 1 thing")


def test_a_req_is_found_by_a_word_of_its_title(tell, search):
    tell('req open "Staff research engineer" production staff')
    held = tell("put the research role on hold for two weeks").actions[0]
    assert (held.verb, held.args["req"]) == ("req hold", search.req + 1)
    assert tell("where are we with the research search").data["req"] == search.req + 1


def test_a_name_that_is_a_little_word_elsewhere_is_somebody(tell, search):
    assert tell("add Kim Tran").actions[0].args["people"] == "Kim Tran"
    assert not any(each.verb == "cand add" for each in tell("add Zoe Ames to a new req").actions)
