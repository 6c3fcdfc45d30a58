"""What people tell in plain words names whom they mean, and nobody else: no name is lost, and no deed is another's."""

from __future__ import annotations

import pytest

from tests.conftest import MEI, RAVI
from tests.pipeline.offering import answered
from tests.pipeline.team import DANA, TOM, added, everything, met


@pytest.fixture
def cast(tell, search):
    """Who is in R-1 beside Ana: first name → application."""
    names = ("Lena Koch", "Bill Ng", "John Smith", "Hope Lee", "Tom Ray", "Will Ford")
    return {"ana": search.application} | {name.split()[0].casefold(): added(tell, search.req, name) for name in names}


def offered(reply, cast):
    names = {application: name for name, application in cast.items()}
    told = [each for each in (*reply.actions, *reply.more) if each.verb not in ("cand show", "req show")]
    return [(each.verb, names.get(each.args.get("application"), each.args.get("people", ""))) for each in told]


@pytest.mark.parametrize(
    ("said", "deeds"),
    [
        ("yes lena no bill", [("decide yes", "lena"), ("decide no", "bill")]),
        ("lena 👍 bill 👎", [("decide yes", "lena"), ("decide no", "bill")]),
        ("lena had her screen today and bill too", [("interview done", "lena"), ("interview done", "bill")]),
        ("bill witdrew", [("cand withdraw", "bill")]),
        ("will can do thursday 3pm", [("interview book", "will")]),
        ("lena she accept the offer", [("offer accept", "lena")]),
    ],
)
def test_each_who_is_named_has_their_own_button(tell, stateful, cast, said, deeds):
    for verb, who in deeds:
        answered(tell, verb, cast[who])
    before = everything(stateful)
    assert offered(tell(said, by=RAVI), cast) == deeds
    assert everything(stateful) == before


@pytest.mark.parametrize("said", ["john and mary passed", "mary and john passed"])
def test_a_stranger_beside_a_candidate_is_not_dropped(tell, cast, said):
    reply = tell(said, by=RAVI)
    assert offered(reply, cast) == [("interview done", "john"), ("cand add", "Mary")]
    assert "Nobody called Mary" in reply.text


def test_two_strangers_are_no_question_for_the_guides(tell, cast):
    reply = tell("kim and mary passed", by=RAVI)
    assert "Nobody called Kim or Mary" in reply.text and offered(reply, cast) == [("cand add", "Kim"), ("cand add", "Mary")]


def test_tests_that_passed_are_nobody(tell, cast):
    assert "Nobody called" not in tell("unit and integration passed", by=RAVI).text


@pytest.mark.parametrize(
    "said", ["ana's visa was approved", "ana's references were approved by bo", "ana's background check is ok'd"]
)
def test_what_else_of_somebodys_is_approved_is_no_offer(tell, cast, said):
    tell("decide ana yes", by=RAVI)
    tell("offer draft ana base 210k", by=RAVI)
    assert not [verb for verb, _ in offered(tell(said, by=RAVI), cast) if verb == "offer approve"]


def test_a_no_of_another_companys_is_none_of_ours_however_it_is_told(tell, cast):
    assert ("cand reject", "ana") not in offered(tell("ana he was rejected by google", by=RAVI), cast)


@pytest.mark.parametrize("said", ["google withdrew ana's offer", "stripe pulled ana's offer", "ana's google offer was rescinded"])
def test_another_companys_offer_is_not_ours_to_take_back(tell, cast, said):
    assert ("offer withdraw", "ana") not in offered(tell(said, by=RAVI), cast)


@pytest.mark.parametrize("said", ["pull ana's offer", "drop ana's offer", "we withdrew ana's offer", "mei pulled ana's offer"])
def test_our_own_offer_is(tell, cast, said):
    assert ("offer withdraw", "ana") in offered(tell(said, by=RAVI), cast)


def test_what_a_candidate_approved_approves_no_offer(tell, cast):
    assert ("offer approve", "ana") not in offered(tell("ana approved", by=MEI), cast)


def test_who_interviewed_is_no_candidate_of_that_name(tell, cast):
    met(tell, TOM)
    met(tell, MEI)
    assert offered(tell("tom and mei interviewed hope", by=MEI), cast) == [("interview done", "hope")]


def test_an_approval_that_is_told_turned_round_is_still_theirs(tell, cast):
    met(tell, DANA)
    for said in ("The offer was approved by Dana", "ana's offer was approved by dana"):
        reply = tell(said, by=RAVI)
        assert "Dana says it here" in reply.text and not offered(reply, cast)


def test_nobody_without_an_offer_has_it_extended(tell, cast):
    tell("move bill to screen", by=RAVI)
    for said in ("he needs until monday", "please give him until friday"):
        reply = tell(said, by=RAVI)
        assert "nobody has an offer" in reply.text and not [each for each in reply.actions if each.verb == "offer extend"]


def test_another_of_that_first_name_is_a_stranger(tell, cast):
    assert "Nobody called Ana Patel" in tell("ana patel withdrew", by=RAVI).text


def test_names_in_a_row_with_semicolons_are_people_and_no_source(tell, cast):
    reply = tell("cand add Sam Rey; Kit Ort; Pia Lunt", by=RAVI)
    assert reply.form is not None and "Pia Lunt" in str(reply.form.fields[0].value)


def test_until_when_an_offer_stands_goes_with_it(tell, cast):
    reply = tell("sent ana the offer, expires next friday", by=RAVI)
    (sent,) = [each for each in reply.actions if each.verb == "offer sent"]
    assert sent.args["expires"] == "next friday"


def test_several_are_moved_by_an_arrow(tell, cast):
    assert offered(tell("lena and hope -> screen", by=RAVI), cast) == [("cand move", "lena"), ("cand move", "hope")]


def test_a_colon_begins_a_reason(tell, cast):
    assert "no (R-" in tell("reject bill: not senior enough", by=RAVI).text


def test_more_time_is_given_to_whom_an_offer_is_out(tell, cast):
    assert offered(tell("give bill another week", by=RAVI), cast) == [("cand note", "bill")]


@pytest.mark.parametrize(
    "said", ["budget approved by finance", "our plan was approved by the board", "sent ana the offer approved by dana"]
)
def test_what_else_is_approved_is_no_yes_to_an_offer(tell, cast, said):
    assert "whoever approves it" not in tell(said, by=RAVI).text


def test_an_approval_is_of_whom_it_says(tell, cast):
    assert "Board says it here" in tell("the offer was approved by the board", by=RAVI).text
