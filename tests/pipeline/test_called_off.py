"""Whoever sits in a round hears when it falls away with its candidate: alone, once, in their hours."""

from __future__ import annotations

import pytest

from handlers.pipeline import history
from handlers.pipeline.messages import called_off
from handlers.pipeline.rules.calendar import NotNow
from storage.models import Outbox
from tests.conftest import RAVI
from tests.pipeline.asked import HOUR, MONDAY
from tests.pipeline.seated import MINUTE, MOVED, OFF, ON, arrive, booked, refreshed, said, waiting
from tests.pipeline.team import rows

__all__ = ["booked"]


@pytest.mark.parametrize("end", ["cand reject ana because thin", "cand withdraw ana", "decide no ana because thin"])
def test_who_sits_in_a_round_to_come_hears_that_it_falls_away(tell, stateful, booked, end):
    tell(f"{end} R-1", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", OFF)], "not who said so"
    tell(verb="interview cancel", interview=booked, by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", OFF)], "once"


@pytest.mark.parametrize("end", ["offer decline ana because another offer", "offer accept ana"])
def test_an_answer_to_an_offer_calls_off_what_is_booked_too(tell, stateful, booked, end):
    tell("loop done ana R-1", by=RAVI, at=MONDAY)
    tell("decide yes ana R-1", at=MONDAY)
    tell("offer sent ana R-1", by=RAVI, at=MONDAY)
    assert "refused" not in tell(f"{end} R-1", by=RAVI, at=MONDAY).data
    assert said(stateful, MONDAY) == [("D-Tom", OFF)]


def test_an_answer_that_is_taken_back_has_the_round_take_place(tell, stateful, booked):
    tell("loop done ana R-1", by=RAVI, at=MONDAY)
    tell("decide yes ana R-1", at=MONDAY)
    tell("offer sent ana R-1", by=RAVI, at=MONDAY)
    tell("offer accept ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    assert "refused" not in tell("undo", by=RAVI, at=MONDAY).data
    assert said(stateful, MONDAY) == [("D-Tom", ON)]


def test_it_is_said_when_they_may_be_messaged(tell, stateful, booked):
    evening = MONDAY + 5 * HOUR  # 21:00 in Berlin
    tell("cand withdraw ana R-1", by=RAVI, at=evening)
    (message,) = rows(stateful, Outbox, Outbox.kind == called_off.KIND)
    in_thread = rows(stateful, Outbox, Outbox.kind == history.KIND)[-1]
    assert message.next_try_at - in_thread.next_try_at == 12 * HOUR


def test_who_was_taken_off_the_search_reads_no_name(tell, stateful, booked):
    tell("req team R-1 remove @tom", at=MONDAY)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", "The round, Thu 22:00, does not take place (R-1). You need not come.")]
    arrive(stateful)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + HOUR)
    assert said(stateful, MONDAY + HOUR) == [("D-Tom", "The round, Thu 22:00, takes place after all (R-1).")]


def test_what_was_not_said_in_time_waits_out_the_night(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + 5 * HOUR)
    with pytest.raises(NotNow) as quiet:
        said(stateful, MONDAY + 32 * HOUR)  # Wednesday, 00:00 in Berlin: nothing ran on Tuesday
    assert quiet.value.until == MONDAY + 41 * HOUR
    assert said(stateful, quiet.value.until) == [("D-Tom", OFF)]


def test_what_was_not_said_before_the_last_night_is_not_said(tell, stateful, booked):
    tell("interview move ana technical wed 2:00 R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + 5 * HOUR)
    assert said(stateful, MONDAY + 32 * HOUR) == []


def test_of_a_round_that_would_have_begun_by_then_nobody_hears(tell, stateful, booked):
    tell("interview move ana technical tue 2:00 R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + 12 * HOUR)
    assert said(stateful, MONDAY + 12 * HOUR) == []


def test_of_a_round_that_is_not_booked_any_more_nobody_hears_again(tell, stateful, booked):
    tell("interview cancel ana technical R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + HOUR)
    assert waiting(stateful) == []


def test_what_is_taken_back_before_it_was_said_is_not_said(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    tell("undo", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == []


def test_what_is_taken_back_after_it_was_said_is_put_right(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("undo", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", ON)]
    edited = "Taken back: Technical depth with Ana Quiroga, Thu 22:00, takes place (R-1)."
    assert said(stateful, MONDAY, edited=True) == [("D-Tom", edited), ("D-Tom", ON)]


def test_who_is_taken_back_in_has_the_round_take_place(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + HOUR)
    assert said(stateful, MONDAY + HOUR) == [("D-Tom", ON)]
    arrive(stateful)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + 1.5 * HOUR)
    assert said(stateful, MONDAY + 1.5 * HOUR)[-1] == ("D-Tom", OFF)


def test_what_was_said_is_put_right_where_they_are_not_in_the_search_after_all(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + HOUR)
    arrive(stateful)
    refreshed(stateful)
    tell("undo", by=RAVI, at=MONDAY + HOUR)
    assert said(stateful, MONDAY + HOUR)[-1] == ("D-Tom", OFF), "an edit alone would wake nobody"
    edited = "Taken back: Technical depth with Ana Quiroga, Thu 22:00, does not take place (R-1)."
    assert said(stateful, MONDAY + HOUR, edited=True)[1:] == [("D-Tom", edited), ("D-Tom", OFF)]
    assert refreshed(stateful) == 1


def test_who_said_so_themselves_hears_when_somebody_else_takes_it_back(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    tell("cand move ana screen R-1 because it was a misunderstanding", at=MONDAY + MINUTE)
    assert said(stateful, MONDAY + MINUTE) == [("D-Ravi", ON.replace("Thu 22:00", "Thu 16:00"))]
    arrive(stateful)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + 2 * MINUTE)
    arrive(stateful)
    tell("cand move ana screen R-1 because they called back", by=RAVI, at=MONDAY + 3 * MINUTE)
    tell("cand withdraw ana R-1", at=MONDAY + 4 * MINUTE)
    assert ("D-Ravi", OFF.replace("Thu 22:00", "Thu 16:00")) in said(stateful, MONDAY + 4 * MINUTE)


def test_whoever_changes_it_reads_who_is_not_told_before_the_round_begins(tell, stateful, booked):
    tell("interview move ana technical tue 2:00 @tom R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    yourself = "as I can't before it begins: Tom (Technical depth, Tue 02:00)"
    off = tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + 12 * HOUR)
    assert f"Tell them yourself that it does not take place, {yourself}" in str(off.elements)
    assert "yourself" not in str(tell("undo", by=RAVI, at=MONDAY + 12 * HOUR).elements), "they know of nothing else"
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    for said_so in ("cand move ana screen R-1 because it was a misunderstanding", "undo"):
        answer = tell(said_so, by=RAVI, at=MONDAY + 12 * HOUR)
        stands = "it takes place, " if "move" in said_so else None
        assert stands is None or f"Tell them yourself that {stands}{yourself}" in str(answer.elements)
    assert "yourself" not in str(answer.elements), "what they heard is true again"


def test_what_was_not_said_yet_is_said_where_they_are_not_in_the_search_after_all(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    for _ in range(2):
        tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + MINUTE)
        assert said(stateful, MONDAY + MINUTE) == []
        tell("undo", by=RAVI, at=MONDAY + MINUTE)
        assert said(stateful, MONDAY + MINUTE) == [("D-Tom", OFF)]


def test_what_was_said_of_a_round_follows_where_it_is_moved_and_whether_it_is_cancelled(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + HOUR)
    arrive(stateful)
    refreshed(stateful)
    tell("interview move ana technical fri 9:00 R-1", by=RAVI, at=MONDAY + HOUR)
    assert refreshed(stateful) == 1
    assert said(stateful, MONDAY + HOUR, edited=True)[1:] == [("D-Tom", ON.replace("Thu 22:00", "Fri 15:00")), ("D-Tom", MOVED)]
    arrive(stateful)
    tell("interview cancel ana technical R-1", by=RAVI, at=MONDAY + HOUR)
    assert refreshed(stateful) == 1
    taken_back = "Taken back: Technical depth with Ana Quiroga, Fri 15:00, does not take place (R-1)."
    cancelled = "Technical depth with Ana Quiroga, Fri 15:00, does not take place (R-1). You need not come."
    assert said(stateful, MONDAY + HOUR, edited=True)[2:] == [("D-Tom", taken_back), ("D-Tom", cancelled)]


def test_why_a_round_takes_place_after_all_is_said_though_it_was_moved_before_that_was_said(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + 5 * HOUR)
    for when, shown in (("fri 9:00", "Fri 15:00"), ("fri 10:00", "Fri 16:00")):
        tell(f"interview move ana technical {when} R-1", by=RAVI, at=MONDAY + 5 * HOUR)
        assert said(stateful, MONDAY + 17 * HOUR)[-1] == ("D-Tom", ON.replace("Thu 22:00", shown))
    assert len(waiting(stateful)) == 1


def test_who_does_not_sit_in_it_any_more_hears_nothing_of_it(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + 5 * HOUR)
    tell("interview move ana technical fri 9:00 @dana R-1", by=RAVI, at=MONDAY + 5 * HOUR)
    assert waiting(stateful) == [], "they know that they need not come"


def test_who_is_forgotten_is_not_named(tell, stateful, booked):
    sure = tell("cand forget ana R-1", at=MONDAY).actions[0]
    tell(verb=sure.verb, **sure.args, at=MONDAY)
    told = said(stateful, MONDAY)
    assert ("D-Tom", OFF.replace("Ana Quiroga", "C-1")) in told
    assert "Ana" not in str(told)
