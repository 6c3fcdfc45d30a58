"""Whoever sits in a round hears when it is cancelled, moved or given to others; whoever does that reads who is told too late."""

from __future__ import annotations

import pytest

from tests.conftest import RAVI
from tests.pipeline.asked import HOUR, MONDAY
from tests.pipeline.seated import CANCELLED, MOVED, arrive, booked, said, waiting

__all__ = ["booked"]


def test_who_sits_in_a_round_that_is_cancelled_hears_so(tell, stateful, booked):
    tell("interview cancel ana technical R-1", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", CANCELLED)], "not who said so"


def test_a_cancelled_round_that_stands_again_takes_place(tell, stateful, booked):
    for arrives in (False, True):
        tell("interview cancel ana technical R-1", by=RAVI, at=MONDAY)
        if arrives:
            arrive(stateful)
        tell("undo", by=RAVI, at=MONDAY)
        on = "Technical depth with Ana Quiroga, Thu 22:00, takes place after all (R-1)."
        assert said(stateful, MONDAY) == ([("D-Tom", on)] if arrives else []), "whoever was not told knows of nothing else"


def test_who_sits_in_a_round_that_is_moved_hears_when_it_is(tell, stateful, booked):
    tell("interview move ana technical fri 9:00 R-1", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", MOVED)]


def test_of_several_moves_that_nobody_has_heard_of_the_last_counts(tell, stateful, booked):
    evening = MONDAY + 5 * HOUR  # 21:00 in Berlin
    tell("interview move ana technical wed 9:00 R-1", by=RAVI, at=evening)
    tell("interview move ana technical fri 9:00 R-1", by=RAVI, at=evening)
    tell("interview move ana technical fri 10:00 R-1", by=RAVI, at=evening)
    tell("undo", by=RAVI, at=evening)
    assert said(stateful, MONDAY + 17 * HOUR) == [("D-Tom", MOVED)]
    tell("interview move ana technical thu 16:00 R-1", by=RAVI, at=evening + HOUR)
    assert said(stateful, MONDAY + 17 * HOUR) == [], "it is when it was"


def test_who_was_told_of_a_move_hears_that_it_was_taken_back(tell, stateful, booked):
    tell("interview move ana technical fri 9:00 R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("undo", by=RAVI, at=MONDAY)
    again = "Technical depth with Ana Quiroga is Thu 22:00 now, not Fri 15:00 (R-1)."
    assert said(stateful, MONDAY)[-1] == ("D-Tom", again)


def test_in_whose_place_another_sits_hears_that_they_need_not_come(tell, stateful, booked):
    tell("interview move ana technical fri 9:00 @dana @ravi R-1", by=RAVI, at=MONDAY)
    others = "Technical depth with Ana Quiroga, Thu 22:00, is with others now (R-1). You need not come."
    assert said(stateful, MONDAY) == [("D-Tom", others)], "Dana reads it in the thread, as with a booking"
    arrive(stateful)
    tell("interview move ana technical fri 9:00 @dana @tom R-1", by=RAVI, at=MONDAY)
    on = "Technical depth with Ana Quiroga, Fri 15:00, takes place after all (R-1)."
    assert said(stateful, MONDAY)[-1] == ("D-Tom", on)


def test_who_sits_in_it_again_before_they_heard_that_they_do_not_hears_when_it_is(tell, stateful, booked):
    evening = MONDAY + 5 * HOUR  # 21:00 in Berlin
    tell("interview move ana technical fri 9:00 @dana R-1", by=RAVI, at=evening)
    tell("interview move ana technical fri 9:00 @dana @tom R-1", by=RAVI, at=evening)
    assert said(stateful, MONDAY + 17 * HOUR) == [("D-Tom", MOVED)]


def test_whoever_cancels_or_moves_it_reads_who_is_not_told_before_it_begins(tell, stateful, booked):
    tell("interview move ana technical tue 2:00 R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    night = MONDAY + 12 * HOUR
    moved = tell("interview move ana technical tue 2:30 R-1", by=RAVI, at=night)
    late = "as I can't before it begins: Tom (Technical depth, Tue 02:30)."
    assert f"Tell them yourself when it takes place, {late}" in str(moved.elements), "8:30 in Berlin"
    off = tell("interview cancel ana technical R-1", by=RAVI, at=night)
    assert f"Tell them yourself that it does not take place, {late}" in str(off.elements)
    assert waiting(stateful) == []


def test_whoever_gives_it_to_others_reads_who_is_not_told_before_it_begins(tell, stateful, booked):
    tell("interview move ana technical tue 2:00 R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    moved = tell("interview move ana technical @dana R-1", by=RAVI, at=MONDAY + 12 * HOUR)
    assert "Tell them yourself that they need not come, as I can't before it begins: Tom" in str(moved.elements)


@pytest.mark.parametrize("end", ["offer decline ana because another offer", "offer accept ana"])
def test_whoever_records_an_answer_reads_who_is_not_told_in_time(tell, stateful, booked, end):
    tell("interview move ana technical tue 2:00 @tom R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("loop done ana R-1", by=RAVI, at=MONDAY)
    tell("decide yes ana R-1", at=MONDAY)
    tell("offer sent ana R-1", by=RAVI, at=MONDAY)
    reply = tell(f"{end} R-1", by=RAVI, at=MONDAY + 12 * HOUR)
    assert "Tell them yourself that it does not take place, as I can't" in str(reply.elements)


def test_whoever_forgets_a_candidate_reads_who_is_not_told_in_time(tell, stateful, booked):
    tell("interview move ana technical tue 2:00 @tom R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    sure = tell("cand forget ana R-1", at=MONDAY + 12 * HOUR).actions[0]
    reply = tell(verb=sure.verb, **sure.args, at=MONDAY + 12 * HOUR)
    assert "Tell them yourself that it does not take place, as I can't" in str(reply.elements)
