"""Sentences that tell what became of a req, or whom to add to it: named, or only spoken of."""

from __future__ import annotations

import pytest

from handlers.core.reply import plain
from tests.pipeline.team import everything, opened


@pytest.mark.parametrize(
    ("said", "verbs"),
    [
        ("put the req on ice until monday", ["req hold"]),
        ("freeze it", ["req hold"]),
        ("close the req", ["req fill", "req cancel"]),
        ("we filled the role", ["req fill"]),
        ("add Tom O'Brien, sourced on linkedin", ["cand add"]),
    ],
)
def test_the_only_open_req_needs_no_number(tell, stateful, search, said, verbs):
    before = everything(stateful)
    actions = tell(said).actions
    assert [each.verb for each in actions] == [*verbs, "req show"]
    assert {each.args["req"] for each in actions} == {search.req}
    assert everything(stateful) == before


def test_of_several_open_reqs_it_is_asked_which_is_meant(tell, search):
    other = opened(tell)
    actions = tell("put the req on hold").actions
    assert [(each.verb, each.args["req"]) for each in actions] == [("req hold", search.req), ("req hold", other)]


@pytest.mark.parametrize(
    "said", ["fill the role in 30 days", "close candidates faster", "add more engineers", "Add ML Engineers"]
)
def test_what_is_asked_of_hiring_at_large_is_told_of_no_req(tell, search, said):
    assert "Nothing is recorded yet" not in tell(said).text


def test_a_req_that_is_named_beside_a_deed_is_asked_about(tell, stateful):
    number = opened(tell)
    before = everything(stateful)
    assert [each.verb for each in tell(f"fill R-{number}").actions] == ["req fill", "req show"]
    for said in (f"pause R-{number}", f"freeze R-{number}", f"put R-{number} on hold"):
        assert [each.verb for each in tell(said).actions] == ["req hold", "req show"]
    assert [each.verb for each in tell(f"unpause R-{number}").actions] == ["req resume", "req show"]
    add = tell(f"add Bo Lind to R-{number}").actions[0]
    assert (add.verb, add.args) == ("cand add", {"req": number, "people": "Bo Lind"})
    assert everything(stateful) == before


def test_the_card_of_a_req_says_which_words_were_left_out(tell):
    number = opened(tell)
    reply = tell(f"polish R-{number}")
    assert plain(reply.elements[0].text) == "I left out polish."
    for polite in (f"R-{number} please", f"status of R-{number}", f"how's R-{number} doing"):
        assert "left out" not in str(tell(polite).elements)


@pytest.mark.parametrize("said", ["req hold R-1 until january", "hold R-1 till 5 jan because the budget is frozen"])
def test_a_hold_with_an_end_in_mind_says_that_no_date_is_kept(tell, search, said):
    assert 'until somebody says "req resume R-1"' in str(tell(said).elements)


def test_neither_does_one_that_is_told(tell, search):
    hold = tell("put the req on ice until monday").actions[0]
    assert 'until somebody says "req resume R-1"' in str(tell(verb=hold.verb, **hold.args).elements)
    tell("req resume R-1")
    assert "no date" not in str(tell("req hold R-1").elements)
