"""What becomes of booked rounds where something larger is said: the loop's end, and that a candidate has left the search."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage.enums import InterviewStatus
from storage.models import Interview, Nudge
from tests.conftest import RAVI
from tests.pipeline.team import DM, TOM, application, rows

ENDS = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
"""Thursday, 15:30 in Los Angeles: when the round that is booked for 14:00 there ends."""
LATER = ENDS + timedelta(hours=1)


@pytest.fixture
def booked(tell, search):
    """A round of Ana's in which Tom is to sit: its id."""
    return tell("interview book ana technical thu 2pm @tom").data["interview"]


def the_round(house, id):
    return next(each for each in rows(house, Interview) if each.id == id)


@pytest.mark.parametrize(("said", "ended"), [("", ENDS), (" today 15:30", ENDS), (" today 15:00", ENDS - timedelta(minutes=30))])
def test_the_loops_end_records_the_rounds_that_were_booked_before_it(tell, stateful, booked, said, ended):
    answer = tell(f"loop done ana R-1{said}", at=LATER)
    assert "Technical depth until" in str(answer.elements)
    assert "A scorecard is owed by Tom." in str(answer.elements)
    assert (the_round(stateful, booked).status, the_round(stateful, booked).done_at) == (InterviewStatus.DONE, ended)
    assert "scorecard" in [each["clock"] for each in tell("due", by=TOM, at=LATER).data["due"]]


def test_a_round_that_is_to_begin_after_it_stays_booked(tell, stateful, booked):
    tell("loop done ana R-1", at=ENDS - timedelta(hours=4))
    assert the_round(stateful, booked).status is InterviewStatus.BOOKED


def test_whose_loop_is_over_stands_at_its_last_round_whatever_becomes_of_one_of_them(tell, stateful, search, booked):
    tell("loop done ana R-1", at=LATER)
    assert "refused" not in tell("interview no-show ana technical R-1", at=LATER).data
    assert application(stateful, search.application).stage == "team"


def test_both_are_taken_back_in_one_go(tell, stateful, booked):
    answer = tell("loop done ana R-1", at=LATER)
    undo = next(each for each in answer.more if each.verb == "undo")
    assert "refused" not in tell(verb="undo", at=LATER, **undo.args).data
    assert the_round(stateful, booked).status is InterviewStatus.BOOKED
    assert [each.clock for each in rows(stateful, Nudge) if not each.reason] == []


def test_a_scorecard_of_a_round_that_was_recorded_so_keeps_it_from_being_taken_back(tell, stateful, booked):
    answer = tell("loop done ana R-1", at=LATER)
    tell("scorecard ana technical yes because clear", by=TOM, at=LATER)
    undo = next(each for each in answer.more if each.verb == "undo")
    assert tell(verb="undo", at=LATER, **undo.args).data["refused"] == "Conflict"


def test_the_question_whether_it_took_place_is_answered_by_it(tell, stateful, booked):
    tell("loop done ana R-1", at=LATER)
    assert "done already" in tell(verb="interview done", interview=booked, by=RAVI, at=LATER).text


@pytest.mark.parametrize("end", ["decide no ana because shallow", "cand reject ana because no", "cand withdraw ana"])
def test_who_is_taken_back_in_has_no_round_left_of_the_time_before(tell, stateful, booked, end):
    tell(end, at=ENDS - timedelta(hours=4))
    back = tell("cand move ana to technical because we want a second look", at=LATER)
    assert "Nobody recorded Technical depth of Thu 14:00: cancelled" in str(back.elements)
    assert the_round(stateful, booked).status is InterviewStatus.CANCELLED
    assert "interview" in tell("interview book ana technical mon 2pm @tom", at=LATER).data


def test_of_a_round_that_began_before_they_left_it_is_asked_again_what_became(tell, stateful, booked):
    tell("cand reject ana because no", at=LATER)
    back = tell("cand move ana to technical because it was a mistake", at=LATER + timedelta(minutes=5))
    assert "Nobody recorded Technical depth of Thu 14:00: did it happen?" in str(back.elements)
    assert the_round(stateful, booked).status is InterviewStatus.BOOKED
    again = tell("interview book ana technical mon 2pm @tom", at=LATER + timedelta(minutes=6))
    assert [each.verb for each in again.actions] == ["interview done", "interview move"]
    happened = back.actions[0]
    assert "refused" not in tell(verb=happened.verb, at=LATER + timedelta(minutes=7), **happened.args).data
    assert (the_round(stateful, booked).status, the_round(stateful, booked).done_at) == (InterviewStatus.DONE, ENDS)


def test_a_round_that_was_under_way_when_they_left_is_asked_about_when_it_ends(tell, stateful, booked):
    tell("cand reject ana because no", at=ENDS - timedelta(minutes=30))
    back = tell("cand move ana to technical because it was a mistake", at=ENDS - timedelta(minutes=20))
    assert "recorded" not in str(back.elements)
    assert the_round(stateful, booked).status is InterviewStatus.BOOKED


def test_a_round_that_is_to_come_stands_where_somebody_is_taken_back_in_before_it(tell, stateful, booked):
    tell("cand reject ana because no", at=ENDS - timedelta(hours=5))
    tell("cand move ana to technical because it was a mistake", at=ENDS - timedelta(hours=4))
    assert the_round(stateful, booked).status is InterviewStatus.BOOKED


def test_a_second_loops_end_records_no_round_of_the_first(tell, stateful, booked):
    tell("cand reject ana because no", at=ENDS - timedelta(hours=4))
    back = tell("cand move ana to technical because we want a second look", at=LATER)
    undo = next(each for each in back.more if each.verb == "undo")
    assert "refused" not in tell(verb="undo", at=LATER, **undo.args).data
    assert the_round(stateful, booked).status is InterviewStatus.BOOKED
    tell("cand move ana to technical because we want a second look", at=LATER)
    tell("loop done ana", at=LATER + timedelta(hours=1))
    assert the_round(stateful, booked).status is InterviewStatus.CANCELLED


@pytest.mark.parametrize("end", ["cand reject ana R-1 because thin", "cand withdraw ana R-1", "decide no ana R-1 because thin"])
def test_who_leaves_the_search_has_their_booked_round_named_with_the_way_to_cancel_it(tell, stateful, booked, end):
    reply = tell(end)
    assert "Still booked: Technical depth, Thu 14:00." in str(reply.elements)
    shown = tell("cand show ana R-1", place=DM)
    assert ("Still booked", "Technical depth, Thu 14:00") in shown.elements[1].pairs
    assert "Next round" not in str(shown.elements)
    assert shown.actions[0].label == "Cancel the round"
    off = next(each for each in reply.actions if each.label == "Cancel the round")
    tell(verb=off.verb, **off.args)
    assert the_round(stateful, booked).status is InterviewStatus.CANCELLED
    assert "Still booked" not in str(tell("cand show ana R-1", place=DM).elements)


def test_without_a_booked_round_nothing_is_said_of_one(tell, search):
    reply = tell("cand reject ana R-1 because thin")
    assert "booked" not in str(reply.elements)
