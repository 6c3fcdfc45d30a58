"""`why?` typed behind an answer: of the reminder that is open, else of the answer."""

from __future__ import annotations

import pytest

from tests.conftest import CHANNEL, RAVI
from tests.pipeline.team import undecided
from tests.pipeline.test_nudges import ENDED, HOUR, heard

TOLD = ENDED + 24 * HOUR
"""The decision is due then, and Mei has been told of it and of the offer."""


@pytest.mark.parametrize("why", ["why?", "Why", "why is that?"])
def test_why_of_no_reminder_is_of_the_answer_before_it_and_leaves_the_talk(talks, search, why):
    facts = {each["fact"] for each in talks("band senior seattle").data["rows"]}
    assert facts <= {each["id"] for each in talks(why).data["facts"]}
    assert talks("and in nyc?").text == talks("band senior nyc").text


def test_why_is_of_nothing_to_somebody_else_or_elsewhere(talks, search):
    talks("band senior seattle")
    assert "facts" not in talks("why?", by=RAVI).data
    assert "facts" not in talks("why?", place=CHANNEL).data


def test_why_is_of_the_reminders_that_are_open(talks, tell, stateful):
    undecided(tell, ENDED)
    heard(stateful, TOLD)
    talks("band senior seattle", at=TOLD)
    assert "2 of your reminders" in talks("why?", at=TOLD).text
