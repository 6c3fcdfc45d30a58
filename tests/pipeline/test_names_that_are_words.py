"""First names that are everyday words too, and names that are places: somebody, or the word."""

from __future__ import annotations

import pytest

from tests.pipeline.offering import answered
from tests.pipeline.team import DM, added, everything

WORD_NAMES = ("Will Byers", "Grace Park", "Mark Twining", "Faith Okoro", "May Chen", "Art Vance", "Chase Lund", "Rich Boone")


@pytest.mark.parametrize(
    "said",
    [
        "will they accept 180k",
        "will it take long",
        "grace period for the offer?",
        "how much grace do candidates get on an offer",
        "is art generation applied llm",
        "how do i chase a candidate who went quiet",
        "mark this as done",
        "mark up the jd",
        "mark my words",
        "chase them up tomorrow",
        "art of hiring",
        "offers go out in may",
        "forget it",
        "forget about it",
        "pass on my thanks to grace and art",
        "may we pay less",
    ],
)
def test_a_name_that_is_an_everyday_word_is_nobody_where_it_stands_as_the_word(tell, search, said):
    for each in WORD_NAMES:
        added(tell, search.req, each)
    reply = tell(said)
    assert {"cand note", "cand reject", "interview done"}.isdisjoint(each.verb for each in reply.actions)
    assert not any("application" in each.args for each in reply.actions)


@pytest.mark.parametrize(
    ("said", "name", "verb"),
    [
        ("will passed the screen", "Will", "interview done"),
        ("Will rejected us", "Will", "offer decline"),
        ("will needs a visa", "Will", "cand note"),
        ("may withdrew", "May", "cand withdraw"),
        ("art is a no", "Art", "decide no"),
        ("chase signed, start date jan 11", "Chase", "offer accept"),
        ("rich wants 260k", "Rich", "offer counter"),
        ("give chase an offer of 225k", "Chase", "offer draft"),
        ("sent the offer to mark", "Mark", "offer sent"),
        ("hm passed on faith", "Faith", "decide no"),
        ("we're passing on faith", "Faith", "decide no"),
        ("not moving forward with faith", "Faith", "decide no"),
        ("faith passed on friday", "Faith", "interview done"),
        ("faith passed on our offer", "Faith", "offer decline"),
        ("mark bombed the system design", "Mark", "interview done"),
        ("grace did great in the screen", "Grace", "interview done"),
        ("we lost rich to openai", "Rich", "cand withdraw"),
        ("rich went with another company", "Rich", "cand withdraw"),
        ("pass on grace's details to mei", "Grace", "cand note"),
        ("book will technical", "Will", "interview book"),
        ("havent called mark", "Mark", "cand note"),
        ("chase wasn't told", "Chase", "cand note"),
    ],
)
def test_a_name_that_is_an_everyday_word_is_somebody_where_it_does_something(tell, stateful, search, said, name, verb):
    whose = {each.split()[0]: added(tell, search.req, each) for each in WORD_NAMES}
    answered(tell, verb, whose[name])
    before = everything(stateful)
    reply = tell(said)
    assert (reply.actions[0].verb, reply.actions[0].args["application"]) == (verb, whose[name])
    assert everything(stateful) == before


@pytest.mark.parametrize(
    "said", ["show me austin salaries", "tell me about austin pay", "what about austin salaries", "is austin cheaper than sf"]
)
def test_a_place_whose_pay_is_asked_about_is_nobody(tell, search, said):
    added(tell, search.req, "Austin Reed")
    assert "Austin Reed" not in tell(said, place=DM).text


def test_whether_somebody_did_something_is_asked_of_a_name_that_is_a_word(tell, search):
    added(tell, search.req, "Drew Barry")
    assert tell("did drew pass the screen", place=DM).text.startswith("Drew Barry")
