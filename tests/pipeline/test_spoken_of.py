"""What is spoken of and not named: `it`, a name in small letters, and words that are names only where somebody is called so."""

from __future__ import annotations

import pytest

from tests.pipeline.team import DANA, RAVI, added, everything, opened

OF_IT = [
    ("close it", ["req fill", "req cancel"]),
    ("kill it", ["req cancel"]),
    ("cancel it", ["req cancel"]),
    ("mark it filled", ["req fill"]),
    ("mark it as filled", ["req fill"]),
    ("mark the role as closed", ["req fill", "req cancel"]),
    ("mark it as on hold", ["req hold"]),
]


@pytest.mark.parametrize(("said", "verbs"), OF_IT)
def test_it_is_the_only_open_req_or_the_threads(tell, stateful, search, threaded, said, verbs):
    before = everything(stateful)
    assert [each.verb for each in tell(said).actions] == [*verbs, "req show"]
    assert everything(stateful) == before
    opened(tell)
    actions = tell(said, place=threaded).actions
    assert [each.verb for each in actions] == [*verbs, "req show"]
    assert {each.args["req"] for each in actions} == {search.req}


@pytest.mark.parametrize("said", ["drop it", "kill it", "cancel it", "scrap it"])
def test_of_several_reqs_none_is_meant_by_leaving_it(tell, search, said):
    opened(tell)
    assert "req cancel" not in {each.verb for each in tell(said).actions}


@pytest.mark.parametrize("said", ["hold it", "req fill it", "req cancel that"])
def test_a_typed_change_of_it_is_asked_about(tell, stateful, search, threaded, said):
    before = everything(stateful)
    for place in ({}, {"place": threaded}):
        reply = tell(said, **place)
        assert reply.actions[0].args["req"] == search.req
    assert everything(stateful) == before


def test_a_typed_change_of_the_req_is_of_the_only_one(tell, search):
    assert tell("req hold the req").text.startswith(f"R-{search.req} is on hold")
    assert tell("req resume this search").text.startswith(f"R-{search.req} goes on")


def test_an_approval_of_it_is_of_what_waits_for_the_speaker(tell, search):
    tell("loop done ana")
    tell("offer draft ana base 210k", by=RAVI)
    assert [each.verb for each in tell("approve it", by=DANA).actions] == ["offer approve"]
    assert tell("approve it", by=RAVI).text.startswith("No offer waits for your approval.")


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("add peter parker", "peter parker"),
        ("add peter parker to the req", "peter parker"),
        ("add peter parker to R-1", "peter parker"),
        ("add peter parker, sourced on linkedin", "peter parker, sourced on linkedin"),
    ],
)
def test_a_name_in_small_letters_is_offered_to_be_added(tell, search, said, people):
    action = tell(said).actions[0]
    assert (action.verb, action.args) == ("cand add", {"req": search.req, "people": people})


@pytest.mark.parametrize(
    "said", ["add more engineers", "add another round", "add more detail", "add a picture", "add the sources"]
)
def test_what_else_is_to_be_added_is_nobody(tell, search, said):
    assert "cand add" not in {each.verb for each in tell(said).actions}


@pytest.mark.parametrize(
    ("said", "verb"),
    [("mark ana as rejected", "cand reject"), ("mark ana withdrawn", "cand withdraw"), ("mark ana no-show", "interview no-show")],
)
def test_somebody_may_be_marked_as_what_became_of_them(tell, search, said, verb):
    assert tell(said).actions[0].verb == verb


def test_a_phrase_is_nobodys_name(tell, search):
    added(tell, search.req, "Mark Twain")
    assert "cand" not in str([each.verb for each in tell("mark to market equity").actions])


def test_a_place_is_somebody_only_where_somebody_is_called_so(tell, search):
    assert "cand note" not in {each.verb for each in tell("austin wants remote").actions}
    added(tell, search.req, "Austin Reed")
    assert tell("austin wants remote").actions[0].verb == "cand note"
    assert "cand note" not in {each.verb for each in tell("austin remote").actions}
