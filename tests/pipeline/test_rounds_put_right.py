"""What was recorded of a round is put right."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.models import Interview, Person
from tests.conftest import RAVI
from tests.pipeline.asked import HOUR, MONDAY, WEDNESDAY, labels, search, unsaid
from tests.pipeline.team import TOM, rows

__all__ = ["search", "unsaid"]


def test_of_two_who_sat_in_it_only_the_other_still_owes_one(tell, stateful, unsaid):
    tell("interview move ana technical @tom @dana R-1", by=RAVI, at=MONDAY)
    tell("scorecard ana technical R-1 yes because good", by=TOM, at=WEDNESDAY)
    (owed,) = {each["person"] for each in tell("due R-1", by=RAVI, at=WEDNESDAY).data["due"] if each["clock"] == "scorecard"}
    assert owed == next(each.id for each in rows(stateful, Person) if each.name == "Dana")


@pytest.mark.parametrize("end", ["interview no-show", "interview cancel"])
def test_a_round_recorded_as_done_may_turn_out_not_to_have_taken_place(tell, stateful, unsaid, end):
    tell("interview done ana technical R-1", by=RAVI, at=WEDNESDAY)
    assert {each["clock"] for each in tell("due R-1", by=RAVI, at=WEDNESDAY).data["due"]} == {"scorecard", "loop_span"}
    reply = tell(f"{end} ana technical R-1 because Tom mixed them up", by=RAVI, at=WEDNESDAY + HOUR)
    assert "nobody owes a scorecard" in str(reply.elements)
    assert tell("due R-1", by=RAVI, at=WEDNESDAY + HOUR).data["due"] == []
    assert "Stands at', 'New" in str(tell("cand show ana R-1", by=RAVI, at=WEDNESDAY + HOUR).elements)
    assert "event" in tell("undo", by=RAVI, at=WEDNESDAY + HOUR).data
    (interview,) = rows(stateful, Interview)
    assert (interview.status.value, interview.done_at) == ("done", interview.ends_at)
    assert {each["clock"] for each in tell("due R-1", by=RAVI, at=WEDNESDAY).data["due"]} == {"scorecard", "loop_span"}


def test_a_last_round_that_did_not_take_place_ends_no_loop(tell, stateful, search):
    tell("interview book ana team tue 10:00 @tom", by=RAVI, at=MONDAY)
    assert tell("interview done ana team R-1", by=RAVI, at=WEDNESDAY).data["loop_done"] is True
    retime = tell("interview done ana team 2026-12-01 09:00 R-1", by=RAVI, at=WEDNESDAY).actions[0]
    tell(verb=retime.verb, **retime.args, by=RAVI, at=WEDNESDAY)
    assert "decision" in str(tell("due R-1", by=RAVI, at=WEDNESDAY).data)
    tell("interview no-show ana team R-1", by=RAVI, at=WEDNESDAY)
    assert tell("due R-1", by=RAVI, at=WEDNESDAY).data["due"] == []
    assert "Final round" not in str(tell("cand show ana R-1", by=RAVI, at=WEDNESDAY).elements[1])


def test_where_a_scorecard_is_in_the_round_took_place(tell, stateful, unsaid):
    tell("interview done ana technical R-1", by=RAVI, at=WEDNESDAY)
    tell("scorecard ana technical R-1 yes because good", by=TOM, at=WEDNESDAY)
    for end in ("interview no-show", "interview cancel"):
        reply = tell(f"{end} ana technical R-1", by=RAVI, at=WEDNESDAY)
        assert reply.data == {"refused": "Conflict"}
        assert "Tom has handed in a scorecard for Technical depth" in reply.text
    assert rows(stateful, Interview)[0].status == "done"


def test_a_button_that_is_late_and_words_that_name_no_round_overturn_nothing(tell, stateful, unsaid):
    tell("interview done ana technical R-1", by=RAVI, at=WEDNESDAY)
    late = tell(verb="interview no-show", interview=unsaid, at=WEDNESDAY)
    unnamed = tell("interview no-show ana R-1", at=WEDNESDAY)
    assert {late.data["refused"], unnamed.data["refused"]} == {"Conflict"}
    (sure,) = late.actions
    assert "event" in tell(verb=sure.verb, **sure.args, at=WEDNESDAY).data
    assert rows(stateful, Interview)[0].status == "no_show"


def test_another_time_for_a_round_that_is_recorded_is_asked_back(tell, stateful, unsaid):
    tell("interview done ana technical R-1", by=RAVI, at=WEDNESDAY)
    which = tell("interview done ana technical 2026-12-01 10:30 R-1", by=RAVI, at=WEDNESDAY)
    assert (which.data["refused"], labels(which)) == ("Conflict", ["Until Tue 10:30", "Another round"])
    assert len(rows(stateful, Interview)) == 1
    retime, another = which.actions
    tell(verb=retime.verb, **retime.args, by=RAVI, at=WEDNESDAY)
    (due,) = (each for each in tell("due R-1", by=RAVI, at=WEDNESDAY).data["due"] if each["clock"] == "scorecard")
    assert due["due_at"] == "2026-12-02T15:30:00+00:00"
    (span,) = (each for each in tell("due R-1", by=RAVI, at=WEDNESDAY).data["due"] if each["clock"] == "loop_span")
    assert span["due_at"] == "2026-12-15T15:30:00+00:00"
    assert "event" in tell("undo", by=RAVI, at=WEDNESDAY).data
    assert rows(stateful, Interview)[0].done_at == datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
    second = tell(verb=another.verb, **another.args, by=RAVI, at=WEDNESDAY)
    assert "Nobody is named who sat in it" in str(second.elements)
    assert len(rows(stateful, Interview)) == 2
