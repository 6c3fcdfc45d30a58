"""A candidate who asks for something else has answered: ours is owed, and theirs is not asked for until it is given."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.duties import EXPIRY, Timed
from handlers.pipeline.reminders import owing
from storage.models import Nudge
from tests.conftest import RAVI
from tests.pipeline.team import rows, undecided
from tests.pipeline.test_nudges import ENDED, HOUR, heard

COUNTERED = ENDED + 24 * HOUR
"""Tuesday, 13:00 in New York; the offer stands until Friday at noon there."""


@pytest.fixture
def countered(tell):
    """Ana has our offer and asks for more."""
    undecided(tell, ENDED)
    tell("decide yes ana", at=ENDED + HOUR)
    tell("offer sent ana expires fri 12:00", by=RAVI, at=ENDED + 2 * HOUR)
    tell("call recruiter done ana", by=RAVI, at=ENDED + 3 * HOUR)
    assert "offer_answer" in {each["clock"] for each in tell("due R-1", at=COUNTERED).data["due"]}
    return tell("offer counter ana base 240k", by=RAVI, at=COUNTERED)


def owed(tell, at):
    return {each["clock"]: each["due_at"] for each in tell("due R-1", at=at).data["due"] if each["clock"] != "manager_call"}


def test_our_answer_is_owed_within_a_day_and_theirs_is_not_asked_for(tell, countered):
    assert owed(tell, COUNTERED) == {"counter": (COUNTERED + 24 * HOUR).isoformat()}


def test_it_is_owed_before_the_offer_ends(tell, countered):
    tell("offer extend ana until wed 9:00", by=RAVI, at=COUNTERED + HOUR)
    tell("offer counter ana base 240k", by=RAVI, at=COUNTERED + 2 * HOUR)
    assert owed(tell, COUNTERED + 2 * HOUR) == {"counter": (COUNTERED + 20 * HOUR).isoformat()}


@pytest.mark.parametrize("answer", ["offer extend ana until mon 12:00", "skip counter because we can't go higher"])
def test_more_time_or_that_the_offer_stands_as_it_is_asks_for_their_answer_again(tell, countered, answer):
    assert "refused" not in tell(answer, by=RAVI, at=COUNTERED + 2 * HOUR).data
    assert set(owed(tell, COUNTERED + 2 * HOUR)) == {"offer_answer"}


@pytest.mark.parametrize(
    "answer",
    ["offer accept ana", "offer decline ana because of pay", "offer withdraw ana because of the budget", "cand withdraw ana"],
)
def test_what_ends_the_offer_ends_it(tell, countered, answer):
    assert "event" in tell(answer, by=RAVI, at=COUNTERED + 2 * HOUR).data
    assert "counter" not in owed(tell, COUNTERED + 2 * HOUR)


def test_a_draft_answers_it_where_no_terms_were_kept_and_is_due_before_their_offer_ends(tell, stateful, countered):
    tell("req team R-1 add @dana as approver", at=COUNTERED)
    tell("offer extend ana until wed 9:00", by=RAVI, at=COUNTERED + HOUR)
    tell("offer counter ana base 225k", by=RAVI, at=COUNTERED + 2 * HOUR)
    tell("offer draft ana base 225k", by=RAVI, at=COUNTERED + 3 * HOUR)
    ends = COUNTERED + 20 * HOUR
    assert owed(tell, COUNTERED + 3 * HOUR) == {"drafted_offer": ends.isoformat()}
    Timed(stateful.database, stateful.library, EXPIRY).poll(ends, ends)
    asked = owed(tell, ends)
    assert asked["drafted_offer"] == ends.isoformat()
    assert asked.keys() == {"drafted_offer", "expired_offer"}, "whoever recruits hears that it ran out, beside the approval"


def test_a_draft_that_is_taken_back_does_not_answer_it(tell, countered):
    tell("offer draft ana base 225k", by=RAVI, at=COUNTERED + HOUR)
    tell("undo", by=RAVI, at=COUNTERED + HOUR)
    assert set(owed(tell, COUNTERED + HOUR)) == {"counter"}


def test_its_reminder_says_so_and_carries_what_answers_it(tell, stateful, countered):
    said = [reply for name, reply in heard(stateful, COUNTERED + 4 * HOUR) if name == "Ravi" and "counter" in reply.text]
    assert said[0].text.startswith("Heads-up, Ravi: our answer to Ana Quiroga's counter is due Wed 13:00")
    assert [each.verb for each in (*said[0].actions, *said[0].more)][:3] == ["offer edit", "offer accept", "offer decline"]


@pytest.mark.parametrize("answered", [False, True])
def test_an_offer_that_runs_out_over_it_is_not_said_to_be_unanswered(tell, stateful, countered, answered):
    if answered:
        tell("offer extend ana until fri 13:00", by=RAVI, at=COUNTERED + HOUR)
    later = COUNTERED + timedelta(days=4)
    Timed(stateful.database, stateful.library, EXPIRY).poll(later, later)
    trail = str(tell("audit R-1", at=later).elements)
    assert ("has expired; they had countered, and were not answered." in trail) is not answered
    assert ("has expired, unanswered." in trail) is answered
    assert not [each for each in rows(stateful, Nudge, Nudge.clock == "counter") if not owing.is_over(each)]


def test_who_is_taken_back_in_has_no_counter_of_the_time_before(tell, countered):
    tell("cand withdraw ana", by=RAVI, at=COUNTERED + HOUR)
    tell("cand move ana to technical because they asked", by=RAVI, at=COUNTERED + 2 * HOUR)
    assert "counter" not in owed(tell, COUNTERED + 2 * HOUR)
