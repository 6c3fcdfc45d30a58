"""What strangers to the tool typed over weeks of a search, as recruiters, managers and approvers: the right deed, or none."""

from __future__ import annotations

import pytest

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


def test_another_figure_is_not_approved_by_the_way(tell, decided):
    drafted(tell, "base 228k")
    application = decided.application
    reply = tell("approved at 199", by=DANA)
    assert "not $199K" in reply.text
    assert offered(reply)[0] == ("offer edit", application)
    assert "says nothing of what you name" in tell("fine, approved at 25", by=DANA).text
