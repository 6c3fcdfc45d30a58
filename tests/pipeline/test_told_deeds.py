"""Sentences that tell what became of somebody: a live candidate who is named exactly is meant, and a press records it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.core.reply import plain
from handlers.core.typed import deedwords
from storage.models import Interview
from tests.conftest import NOW, RAVI
from tests.pipeline.team import EVE, added, everything, met, opened, rows


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("ana accepted", "offer accept"),
        ("ana accepted our offer", "offer accept"),
        ("Ana Quiroga declined", "offer decline"),
        ("ana withdrew", "cand withdraw"),
        ("sent the offer to ana", "offer sent"),
        ("sent ana the offer", "offer sent"),
        ("ana no-show", "interview no-show"),
        ("approve ana", "offer approve"),
        ("yes ana", "decide yes"),
        ("called ana", "call recruiter done"),
        ("I called ana yesterday", "call recruiter done"),
        ("ana loop done", "loop done"),
        ("loop finished ana", "loop done"),
        ("the final round with ana is done", "loop done"),
        ("ana technical done", "interview done"),
        ("ana's technical was yesterday 3pm", "interview done"),
        ("extend ana's offer until friday", "offer extend"),
        ("ana wants 240k", "offer counter"),
    ],
)
def test_a_deed_that_is_told_is_offered_and_not_recorded(tell, stateful, search, said, verb):
    added(tell, search.req, "Bo Lind")
    before = everything(stateful)
    reply = tell(said)
    assert reply.actions[0].verb == verb
    assert reply.actions[0].args["application"] == search.application
    assert reply.confidential
    assert everything(stateful) == before


def test_what_was_said_beside_the_name_goes_with_the_button(tell, search):
    assert tell("ana wants 240k").actions[0].args["base"]["amount"] == 240_000
    done = tell("ana technical done yesterday 3pm").actions[0]
    assert (done.args["round"], done.args["when"]) == ("technical", "yesterday 3pm")
    assert tell(verb=done.verb, **done.args).data["round"] == "technical"


@pytest.mark.parametrize("said", ["interview ana technical wed 3pm @tom", "book ana technical wed 3pm @tom"])
def test_a_booking_that_says_all_is_booked(tell, stateful, search, said):
    assert tell(said).data["round"] == "technical"
    assert len(rows(stateful, Interview)) == 1


def test_of_two_who_are_named_each_has_a_button(tell, search):
    bo = added(tell, search.req, "Bo Lind")
    reply = tell("ana and bo accepted")
    assert {each.args["application"] for each in reply.actions} == {search.application, bo}


def test_a_whole_name_means_its_bearer_alone(tell, search):
    added(tell, search.req, "Ana Quinn")
    assert [each.args["application"] for each in tell("Ana Quiroga accepted").actions] == [search.application]


@pytest.mark.parametrize(
    "said",
    [
        "what do senior ml engineers get",
        "tell me about loops",
        "loop senior production",
        "zoe accepted",
        "candidate accepted another offer",
        "what if ana declined",
        "has ana accepted?",
        "ana has not accepted",
        "anastasia accepted",
        "ana wants to know more",
        "sent ana the test",
    ],
)
def test_questions_and_strangers_are_answered_from_the_guides(tell, search, said):
    reply = tell(said)
    assert "Nothing is recorded yet" not in reply.text
    assert not any("application" in each.args for each in reply.actions)


def test_nobody_is_found_by_whom_they_are_not_seen(tell, search):
    met(tell, EVE)
    assert "Nothing is recorded yet" not in tell("ana accepted", by=EVE).text


def test_that_it_happened_is_told_of_the_rounds_that_wait_to_be_recorded(tell, search):
    tell("interview book ana technical mon 2pm @tom R-1", at=NOW - timedelta(days=4))
    assert [each.verb for each in tell("it happened", by=RAVI).actions] == ["interview done"]


def test_a_req_that_is_named_beside_a_deed_is_asked_about(tell, stateful):
    number = opened(tell)
    before = everything(stateful)
    assert [each.verb for each in tell(f"fill R-{number}").actions] == ["req fill", "req show"]
    add = tell(f"add Bo Lind to R-{number}").actions[0]
    assert (add.verb, add.args) == ("cand add", {"req": number, "people": "Bo Lind"})
    assert everything(stateful) == before


def test_the_card_of_a_req_says_which_words_were_left_out(tell):
    number = opened(tell)
    reply = tell(f"pause R-{number}")
    assert plain(reply.elements[0].text) == "I left out pause."
    for polite in (f"R-{number} please", f"status of R-{number}", f"how's R-{number} doing"):
        assert "left out" not in str(tell(polite).elements)


@pytest.mark.parametrize("said", ["interview senior production", "interview ic5 applied research", "interview mid level prompts"])
def test_a_loop_that_is_asked_for_by_its_other_name_is_no_round_to_book(said):
    assert deedwords.told(said) is None
    assert deedwords.told(f"{said} tomorrow 3pm") is not None
