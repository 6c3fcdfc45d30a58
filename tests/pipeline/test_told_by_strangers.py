"""What strangers to the tool typed over weeks of a search, as recruiters, managers and approvers: the right deed, or none."""

from __future__ import annotations

import pytest

from tests.conftest import RAVI
from tests.pipeline.offering import decided, drafted
from tests.pipeline.team import DANA, added

__all__ = ["decided"]


def offered(reply):
    """What a reply's buttons do, and of whom."""
    return [(each.verb, each.args.get("application")) for each in (*reply.actions, *reply.more)]


def verbs(reply):
    return [each.verb for each in (*reply.actions, *reply.more)]


def first(reply):
    return reply.actions[0]


@pytest.fixture
def team(tell, search):
    names = ("Sofia Petrova", "Priya Shah", "Mei Tanaka")
    return {"Ana": search.application} | {name.split()[0]: added(tell, search.req, name) for name in names}


def test_what_comes_next_is_none_of_the_call_that_was(tell, team):
    reply = tell("talked to ana today, liked her. next: debugging with tom", by=RAVI)
    assert not any({"round", "interviewers"} & set(each.args) for each in reply.actions if each.args.get("round") == "debugging")
    assert "@tom" not in str([each.args for each in reply.actions])


def test_another_figure_is_not_approved_by_the_way(tell, decided):
    drafted(tell, "base 228k")
    application = decided.application
    reply = tell("approved at 199", by=DANA)
    assert "not $199K" in reply.text
    assert offered(reply)[0] == ("offer edit", application)
    assert "says nothing of what you name" in tell("fine, approved at 25", by=DANA).text


def test_what_is_paid_once_is_no_base(tell, decided):
    reply = tell(f"offer draft ana 20k sign-on, base 215 R-{1}", by=RAVI)
    bases = [each.args["base"]["amount"] for each in reply.actions if each.args.get("base")]
    assert 20_000 not in bases


def test_what_is_paid_once_is_said_to_be_no_term(tell, decided):
    reply = tell("draft ana 230 base + 15k signing bonus, .1%", by=RAVI)
    assert verbs(reply) == ["offer draft", "cand note"]
    assert reply.actions[0].args["base"]["amount"] == 230_000
    assert "paid once" in reply.text
    assert "paid once" not in tell("draft ana 230 base, .1%", by=RAVI).text
