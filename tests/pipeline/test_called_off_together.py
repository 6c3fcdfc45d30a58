"""Whoever sits in several rounds that fall away, or stand again, reads one message of all."""

from __future__ import annotations

import pytest

from tests.conftest import RAVI
from tests.pipeline.asked import HOUR, MONDAY
from tests.pipeline.seated import CANCELLED, MINUTE, OFF, ON, arrive, booked, refreshed, said, waiting
from tests.pipeline.team import added, opened

__all__ = ["booked"]


@pytest.fixture
def two(tell, booked):
    """Tom sits with Ana in another round too, on Friday at 9:00 in New York."""
    tell("interview book ana debugging fri 9:00 @tom R-1", by=RAVI, at=MONDAY)


DEBUGGING = "Production debugging or system design"
BOTH_OFF = "Of 2 rounds that you sit in: " + " ".join(
    (OFF, OFF.replace("Technical depth", DEBUGGING).replace("Thu 22:00", "Fri 15:00"))
)
BOTH_ON = "Of 2 rounds that you sit in: " + " ".join(
    (ON, ON.replace("Technical depth", DEBUGGING).replace("Thu 22:00", "Fri 15:00"))
)
BACK = "cand move ana screen R-1 because it was a misunderstanding"


def test_of_two_rounds_that_fall_away_at_once_whoever_sits_in_both_reads_one_message(tell, stateful, two):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", BOTH_OFF)]
    tell("undo", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == []


def test_of_two_that_take_place_after_all_too_and_what_was_said_is_put_right(tell, stateful, two):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell(BACK, by=RAVI, at=MONDAY + HOUR)
    assert said(stateful, MONDAY + HOUR) == [("D-Tom", BOTH_ON)]
    ((_, edited), _) = said(stateful, MONDAY + HOUR, edited=True)
    assert edited.count("Taken back: ") == 2


def test_what_one_message_was_to_say_of_another_round_is_said_where_one_is_moved_before_it_left(tell, stateful, two):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell(BACK, by=RAVI, at=MONDAY + HOUR)
    tell("interview cancel ana debugging R-1", by=RAVI, at=MONDAY + HOUR)
    assert (len(waiting(stateful)), said(stateful, MONDAY + HOUR)[-1]) == (1, ("D-Tom", ON)), "they know that the other is off"
    tell("undo", by=RAVI, at=MONDAY + HOUR)
    ((_, text),) = said(stateful, MONDAY + HOUR)[-1:]
    assert (len(waiting(stateful)), text.count(ON), text.count(DEBUGGING)) == (1, 1, 1)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + HOUR)
    assert waiting(stateful) == [], "what they heard first is true again"


@pytest.fixture
def bo(tell, booked):
    """Tom sits with Bo too, in another search, on Friday at 11:00 in New York. The round."""
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    added(tell, number, "Bo Lind")
    return tell(f"interview book bo technical fri 11:00 @tom R-{number}", by=RAVI, at=MONDAY).data["interview"]


BO_CANCELLED = "Technical depth with Bo Lind, Fri 17:00, does not take place (R-2). You need not come."
NIGHT = MONDAY + 9 * HOUR


def test_what_two_deeds_cancel_before_it_was_said_is_one_message(tell, stateful, bo):
    tell("interview cancel ana technical R-1", by=RAVI, at=NIGHT)
    tell("interview cancel bo technical R-2", by=RAVI, at=NIGHT + 3 * MINUTE)
    assert said(stateful, NIGHT + 12 * HOUR) == [("D-Tom", f"Of 2 rounds that you sit in: {CANCELLED} {BO_CANCELLED}")]
    assert len(waiting(stateful)) == 1


@pytest.mark.parametrize(("undone", "left"), [("bo", CANCELLED), ("ana", BO_CANCELLED)])
def test_what_is_undone_of_two_leaves_the_other_to_be_said(tell, stateful, bo, undone, left):
    for name in ("bo", "ana") if undone == "ana" else ("ana", "bo"):
        tell(f"interview cancel {name} technical R-{1 if name == 'ana' else 2}", by=RAVI, at=NIGHT)
    tell("undo", by=RAVI, at=NIGHT)
    assert said(stateful, NIGHT + 12 * HOUR) == [("D-Tom", left)]


@pytest.mark.parametrize("first", ["ana", "bo"])
def test_of_two_of_whom_one_is_back_before_it_was_said_the_other_is_said(tell, stateful, bo, first):
    numbers = {"ana": 1, "bo": 2}
    for name in (first, *({*numbers} - {first})):
        tell(f"cand withdraw {name} R-{numbers[name]}", by=RAVI, at=NIGHT)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=NIGHT + HOUR)
    ((channel, text),) = said(stateful, NIGHT + 12 * HOUR)
    assert (channel, "Bo Lind" in text, "Ana" in text) == ("D-Tom", True, False)


@pytest.mark.parametrize("deed", ["cand withdraw {} R-{}", "interview cancel {} technical R-{}"])
def test_what_one_message_said_of_two_is_put_right_for_the_one_that_stands_again(tell, stateful, bo, deed):
    tell(deed.format("ana", 1), by=RAVI, at=NIGHT)
    tell(deed.format("bo", 2), by=RAVI, at=NIGHT)
    arrive(stateful)
    tell("undo", by=RAVI, at=NIGHT)
    ((_, text),) = [each for each in said(stateful, NIGHT + 12 * HOUR) if "after all" in each[1]]
    assert "Bo Lind" in text and "Ana" not in text
    assert refreshed(stateful) == 1


def test_who_is_forgotten_is_not_named_in_a_message_of_two(tell, stateful, bo):
    tell("interview cancel ana technical R-1", by=RAVI, at=NIGHT)
    tell("interview cancel bo technical R-2", by=RAVI, at=NIGHT)
    arrive(stateful)
    tell(verb="cand forget", candidate="C-1", sure=True, at=NIGHT + HOUR)
    assert refreshed(stateful) == 1
    assert all("Ana Q" not in text for _, text in said(stateful, NIGHT + HOUR, edited=True))
