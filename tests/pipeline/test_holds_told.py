"""What is said when a req is put on hold, and when it goes on: what no hold stops, what ran out, and what is due next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.duties import EXPIRY, Timed
from tests.conftest import MEI, RAVI
from tests.pipeline.team import TOM, reachable, undecided
from tests.pipeline.test_nudges import ENDED, HOUR, heard, shown


def said(reply):
    return " ".join(str(getattr(each, "text", "")) for each in reply.elements)


def test_an_offer_that_a_candidate_has_goes_on_and_what_became_of_it_is_told_after_the_hold(tell, stateful):
    undecided(tell, ENDED)
    tell("decide yes ana", at=ENDED + HOUR)
    tell("offer sent ana expires thu 12:00", by=RAVI, at=ENDED + 2 * HOUR)
    held = said(tell("req hold R-1 because of the merger", at=ENDED + 3 * HOUR))
    assert "A.Q. (C-1) still has our offer, which stands until Thu 09:00: that goes on." in held
    later = ENDED + timedelta(days=7)
    Timed(stateful.database, stateful.library, EXPIRY).poll(later, later)
    resumed = said(tell("req resume R-1", at=later))
    assert "Meanwhile: The offer to A.Q. (C-1) has expired, unanswered." in resumed
    assert "Next: the next step after an expired offer (A.Q. (C-1)), due Tue 10:00." in resumed


def test_without_an_offer_only_what_is_due_next_is_told_when_it_goes_on(tell, stateful):
    undecided(tell, ENDED)
    assert "offer" not in said(tell("req hold R-1", at=ENDED + 20 * HOUR))
    resumed = said(tell("req resume R-1", at=ENDED + 120 * HOUR))
    assert "Next: a decision (A.Q. (C-1)), due Sat 14:00." in resumed
    assert "Meanwhile" not in resumed


def test_an_answer_that_an_end_of_the_offer_asks_for_is_asked_for_on_hold_too(tell, stateful):
    undecided(tell, ENDED)
    tell("decide yes ana", at=ENDED + HOUR)
    tell("offer sent ana expires thu 12:00", by=RAVI, at=ENDED + 2 * HOUR)
    tell("req hold R-1", at=ENDED + 3 * HOUR)
    ends = ENDED + 71 * HOUR

    def owed(at):
        return {each["clock"]: each["due_at"] for each in tell("due R-1", at=at).data["due"]}

    assert owed(ENDED + 4 * HOUR) == {"offer_answer": (ends - 24 * HOUR).isoformat()}
    told = [reply.text for name, reply in heard(stateful, ends - 24 * HOUR) if name == "Ravi"]
    assert told[-1].endswith("Ana Quiroga's answer to the offer is due now, Ravi (R-1). The offer stands until Thu 12:00.")
    Timed(stateful.database, stateful.library, EXPIRY).poll(ends, ends)
    assert owed(ends) == {}, "the next step is ours, and waits for the hold to end"


def test_an_offer_without_an_end_waits_on_hold(tell):
    undecided(tell, ENDED)
    tell("offer sent ana", by=RAVI, at=ENDED + 2 * HOUR)
    tell("req hold R-1", at=ENDED + 3 * HOUR)
    assert tell("due R-1", at=ENDED + 4 * HOUR).data["due"] == []


def test_who_countered_waits_for_us_on_hold_and_whoever_holds_the_search_reads_so(tell, stateful):
    undecided(tell, ENDED)
    tell("decide yes ana", at=ENDED + HOUR)
    tell("offer sent ana expires thu 12:00", by=RAVI, at=ENDED + 2 * HOUR)
    tell("call recruiter done ana", by=RAVI, at=ENDED + 2 * HOUR)
    tell("offer counter ana base 240k", by=RAVI, at=ENDED + 3 * HOUR)
    held = said(tell("req hold R-1", at=ENDED + 4 * HOUR))
    assert "They asked for other terms, and nobody is reminded of our answer while the req is on hold." in held
    owed = tell("due R-1", at=ENDED + 5 * HOUR)
    assert (owed.data["due"], owed.text) == ([], "R-1 is on hold: nothing is asked for until it goes on.")
    resumed = said(tell("req resume R-1", at=ENDED + 6 * HOUR))
    assert "Next: an answer to a counter" in resumed


@pytest.mark.parametrize("deed", ["req hold R-1", "req cancel R-1 because the team was merged", "req fill R-1"])
def test_a_search_that_stands_still_or_is_over_names_the_rounds_that_are_still_booked(tell, deed):
    reachable(tell, MEI, TOM)
    tell('req open "Senior ML engineer" production senior remote')
    tell('cand add "Ana Quiroga" R-1')
    tell("interview book ana technical 2026-12-01 14:00 @tom", at=ENDED)
    held = said(tell(deed, at=ENDED + HOUR))
    assert "Still booked, and taking place unless somebody cancels: Technical depth with A.Q. (C-1), Tue 14:00." in held
    assert "Still booked" not in said(tell("req resume R-1", at=ENDED + 2 * HOUR))


def test_what_was_over_before_a_hold_says_that_the_hold_is_not_counted(tell, stateful):
    undecided(tell, ENDED)
    assert [name for name, _ in heard(stateful, ENDED + 24 * HOUR)] == ["Mei"]
    tell("req hold R-1", at=ENDED + 26 * HOUR)
    back = ENDED + timedelta(days=21)  # a Monday
    tell("req resume R-1", at=back)
    (due,) = [each.text for each in shown(stateful, back) if each]
    assert due.startswith("The decision about Ana Quiroga was due Tue 1 Dec 10:00, 2 h ago without the time on hold, Mei")
    later = [reply.text for hours in range(24) for _, reply in heard(stateful, back + hours * HOUR)]
    over = [text for text in later if "the decision about Ana Quiroga was due Tue 1 Dec" in text]
    assert [text.partition(":")[0] for text in over] == [
        "4 h over without the time on hold, Mei",
        "22 h over without the time on hold",
    ], "each voice has its time to act: the hold was nobody's delay"
