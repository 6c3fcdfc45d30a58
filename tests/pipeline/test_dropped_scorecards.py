"""An interviewer says that their scorecard is not needed: what waited for it goes on at once, and nothing else is dropped."""

from __future__ import annotations

import pytest

from handlers.pipeline import owing
from storage.models import Nudge, Person
from tests.conftest import RAVI
from tests.pipeline.team import DANA, rows, sat_with_ana
from tests.pipeline.test_nudges import ENDED, HOUR, heard, shown, texts

TOLD = ENDED + 24 * HOUR
"""The scorecards are due then, and the offer has a day left."""


@pytest.fixture
def waiting(tell, stateful):
    """Ravi and Dana sat with Ana, whose loop ended with that round. Dana's scorecard is in: the offer waits for Ravi's."""
    sat_with_ana(tell, ENDED)
    tell('loop done "Ana Quiroga" R-1', at=ENDED)
    tell("scorecard ana technical yes because she found the skew", by=DANA, at=ENDED + HOUR)
    heard(stateful, TOLD)


def owes(house, clock):
    """Whom the clock's reminders speak to that stand."""
    names = {each.id: each.name for each in rows(house, Person)}
    standing = [each for each in rows(house, Nudge, Nudge.clock == clock) if not (owing.is_over(each) or owing.is_climb(each))]
    return {names[each.person_id] for each in standing if each.person_id}


def test_an_offer_that_waited_for_it_is_with_whoever_decides_at_once(tell, stateful, waiting):
    assert owes(stateful, "offer") == {"Ravi"}
    tell("skip scorecard because I could not judge", by=RAVI, at=TOLD)
    assert (owes(stateful, "scorecard"), owes(stateful, "offer")) == (set(), {"Mei"})
    (edited,) = [each.text for each in shown(stateful, TOLD)]
    assert edited == "✓ Ravi dropped a reminder about Ana Quiroga, Tue 13:00; Ana Quiroga's offer is with Mei now."
    said = [text for name, text in texts(stateful, TOLD + HOUR) if name == "Mei"]
    assert any("Ana Quiroga's offer" in each and "It waits for the decision" in each for each in said)
