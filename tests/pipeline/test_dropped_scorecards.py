"""An interviewer says that their scorecard is not needed: what waited for it goes on at once, and nothing else is dropped."""

from __future__ import annotations

import pytest

from handlers.pipeline.reminders import owing
from storage.models import Event, Note, Nudge, Person
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
    (said,) = [text for name, text in texts(stateful, TOLD + 4 * HOUR) if name == "Mei"]
    assert said.endswith("The offer, due Wed 10:00, waits for the decision."), "in the reminder of the decision, which is over"


def offers(house):
    """The offer's reminder that was said."""
    return next(each for each in rows(house, Nudge, Nudge.clock == "offer") if each.said_at and not owing.is_over(each))


@pytest.mark.parametrize("pressed", [True, False])
def test_not_needed_below_the_offer_drops_what_it_waits_for_and_not_the_offers_clock(tell, stateful, waiting, pressed):
    tell("snooze scorecard 3h", by=RAVI, at=TOLD)
    said = {"verb": "skip", "nudge": offers(stateful).id, "reason": "she fell ill"} if pressed else {"said": "skip as she is ill"}
    answer = tell(**said, by=RAVI, at=TOLD + HOUR)
    assert answer.text.startswith("Dropped by Ravi: your scorecard for Ana Quiroga.")
    assert (owes(stateful, "scorecard"), owes(stateful, "offer")) == (set(), {"Mei"})


def test_because_of_something_keeps_that_and_not_the_of(tell, stateful, waiting):
    tell("skip scorecard because of an outage", by=RAVI, at=TOLD)
    (event,) = [each for each in rows(stateful, Event) if each.kind == "nudge_dropped"]
    assert [each.text for each in rows(stateful, Note) if each.entity_id == event.id] == ['{"_why": "an outage"}']


def test_whoever_leads_the_req_drops_the_offers_clock_itself(tell, stateful, waiting):
    tell(verb="skip", nudge=offers(stateful).id, reason="she joins as a contractor", at=TOLD)
    assert (owes(stateful, "scorecard"), owes(stateful, "offer")) == ({"Ravi"}, set())


def test_whoever_may_not_see_to_the_offer_drops_none_of_its_clock_and_reads_who_may(tell, stateful, waiting):
    offer = offers(stateful).id
    tell("skip scorecard because I could not judge", by=RAVI, at=TOLD)
    refused = tell(verb="skip", nudge=offer, reason="it is moot", by=RAVI, at=TOLD)
    assert refused.data["refused"] == "NotAllowed"
    assert refused.text.startswith("Only R-1's hiring manager, recruiter, approver and sponsor")
    assert owes(stateful, "offer") == {"Mei"}
