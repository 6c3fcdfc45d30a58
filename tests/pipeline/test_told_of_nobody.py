"""A deed that is told of `her` or `him`, where it can be true of nobody: that is said, and nothing is recorded."""

from __future__ import annotations

import pytest

from tests.conftest import RAVI
from tests.pipeline.team import DANA


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("she signed!!", "nobody has an offer of ours out"),
        ("he declined", "nobody has an offer of ours out"),
        ("she wants 235", "nobody has an offer drafted or out"),
        ("sent it to her this morning", "nobody has an offer drafted or out"),
        ("he didn't show up", "nobody has a round booked"),
    ],
)
def test_what_can_be_true_of_nobody_says_why(tell, search, said, why):
    reply = tell(said, by=RAVI)
    assert why in reply.text
    assert reply.text.endswith("Nothing is recorded.")
    assert [each.verb for each in reply.actions] == ["board"]
    assert reply.confidential


@pytest.mark.parametrize("said", ["looks good, approved", "approved"])
def test_who_approves_where_nothing_waits_hears_so(tell, search, said):
    assert tell(said, by=DANA).text == "No offer waits for your approval. Nothing is recorded."


def test_without_a_search_the_guides_are_asked(tell):
    assert "Nothing is recorded" not in tell("she signed!!").text


def test_a_typed_deed_of_her_asks_whom_it_means(tell, search):
    reply = tell(f"reject her R-{search.req}", by=RAVI)
    assert reply.text == f'Whom do you mean by "her" in R-{search.req}? There: Ana Quiroga.'
    assert tell(f"reject bo R-{search.req}", by=RAVI).text.startswith('I can\'t find "bo"')
