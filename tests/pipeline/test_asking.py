"""`Did it happen?`: asked once, when whoever is asked is at work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.event import listen, remove

from handlers.pipeline.messages import asking
from storage import interviews
from storage.models import Interview, Surface
from tests.conftest import RAVI
from tests.pipeline.asked import HOUR, MONDAY, WEDNESDAY, ask, search
from tests.pipeline.digesting import sent
from tests.pipeline.team import DANA, rows

__all__ = ["search"]


NINE = timedelta(hours=-1)
"""From Monday's moment to the beginning of Ravi's day."""


def asked_next(house):
    return house.database.read_system(interviews.next_end_to_ask_about)


@pytest.mark.parametrize(
    ("ends", "asked"),
    [
        ("2026-12-01 12:00", "2026-12-01 12:00"),
        ("2026-12-01 04:00", "2026-12-01 09:00"),
        ("2026-12-01 20:00", "2026-12-02 09:00"),
        ("2026-12-05 12:30", "2026-12-07 09:00"),
        ("2026-12-25 12:00", "2026-12-28 09:00"),
    ],
    ids=["at work", "in the night", "in the evening", "on a Saturday", "on a holiday"],
)
def test_it_is_asked_when_they_are_at_work(tell, stateful, search, ends, asked):
    ends, asked = (datetime.fromisoformat(f"{each}-05:00").astimezone(UTC) for each in (ends, asked))
    tell(f"interview book ana technical {ends - HOUR:%Y-%m-%d %H:%M} UTC", at=MONDAY)
    assert asked_next(stateful) == ends + HOUR / 2
    if asked > ends:
        assert ask(stateful, ends + HOUR / 2) == []
        assert asked_next(stateful) == asked
        assert stateful.database.read_system(lambda unit: interviews.workspaces_to_ask(unit, asked - HOUR / 60)) == [], (
            "nothing to do"
        )
        assert ask(stateful, asked - HOUR / 60) == []
    ((channel, text),) = ask(stateful, max(asked, ends + HOUR / 2))
    assert (channel, text[:14]) == ("D-Ravi", "Did it happen?")
    assert asked_next(stateful) is None


def test_a_stand_in_is_asked_and_told_for_whom(tell, stateful, search):
    tell("interview book ana technical tue 10:00", by=RAVI, at=MONDAY)
    tell("away until fri @dana", by=RAVI, at=MONDAY)
    ((channel, text),) = ask(stateful, MONDAY + 26 * HOUR)
    assert channel == "D-Dana"
    assert text.endswith("You stand in for Ravi.")
    owed = tell("due", by=DANA, at=MONDAY + 26 * HOUR)
    assert "Did it happen?" in str(owed.elements)
    tell(verb=owed.actions[0].verb, **owed.actions[0].args, by=DANA, at=MONDAY + 26 * HOUR)
    assert rows(stateful, Interview)[0].status == "done"


def test_without_a_stand_in_whoever_hires_is_asked(tell, stateful, search):
    tell("interview book ana technical tue 10:00", by=RAVI, at=MONDAY)
    tell("away until fri", by=RAVI, at=MONDAY)
    ((channel, text),) = ask(stateful, MONDAY + 26 * HOUR)
    assert channel == "D-Mei"
    assert text.endswith("Ravi is away.")
    owed = tell("due", at=MONDAY + 26 * HOUR)
    assert "Did it happen?" in str(owed.elements)
    assert ["Did it happen?" in reply.text for _, reply in sent(stateful, WEDNESDAY + 3 * HOUR)] == [True], "in her morning"
    tell(verb=owed.actions[0].verb, **owed.actions[0].args, at=WEDNESDAY)
    assert rows(stateful, Interview)[0].status == "done"


def test_with_whoever_is_away_and_their_stand_in_away_it_is_whoever_hires_too(tell, stateful, search):
    tell("interview book ana technical tue 10:00", by=RAVI, at=MONDAY)
    tell("away until fri @dana", by=RAVI, at=MONDAY)
    tell("away until wed", by=DANA, at=MONDAY)
    assert [channel for channel, _ in ask(stateful, MONDAY + 26 * HOUR)] == ["D-Mei"]
    tell("away back", by=DANA, at=MONDAY + 27 * HOUR)
    assert "Did it happen?" not in str(tell("due", at=MONDAY + 27 * HOUR).elements)
    assert "Did it happen?" in str(tell("due", by=DANA, at=MONDAY + 27 * HOUR).elements)


def test_where_nobody_else_is_there_it_waits_for_their_return_and_no_longer(tell, stateful, search):
    tell("interview book ana technical tue 10:00", by=RAVI, at=MONDAY)
    tell("away until fri", by=RAVI, at=MONDAY)
    tell("away until 2026-12-14", at=MONDAY)
    assert ask(stateful, MONDAY + 26 * HOUR) == []
    assert asked_next(stateful) == MONDAY + 4 * 24 * HOUR + NINE
    tell("away back", by=RAVI, at=MONDAY + 27 * HOUR)
    assert [channel for channel, _ in ask(stateful, MONDAY + 27 * HOUR)] == ["D-Ravi"]


def test_whoever_recruits_by_then_is_asked(tell, stateful, search):
    tell("interview book ana technical 2026-12-01 02:00", by=RAVI, at=MONDAY)
    night = MONDAY + 18 * HOUR
    assert ask(stateful, night) == []
    tell("req team R-1 add @tom as recruiter", at=night)
    assert [channel for channel, _ in ask(stateful, night)] == ["D-Tom"], "in Berlin it is 10:00"


def test_a_round_that_was_moved_while_it_waited_to_be_asked_about_is_asked_about_at_its_new_end(tell, stateful, search):
    tell("interview book ana technical 2026-12-05 10:00", by=RAVI, at=MONDAY)
    saturday = MONDAY + 5 * 24 * HOUR + 2 * HOUR
    assert ask(stateful, saturday) == []
    tell("interview move ana technical tue 10:00", by=RAVI, at=saturday)
    (interview,) = rows(stateful, Interview)
    assert asked_next(stateful) == interview.ends_at
    tell("undo", by=RAVI, at=saturday)
    assert asked_next(stateful) == MONDAY + 7 * 24 * HOUR + NINE


@pytest.mark.parametrize("stop", ["req hold R-1", "req cancel R-1"])
def test_of_a_req_that_stands_still_it_is_asked_once_that_goes_on(tell, stateful, search, stop):
    tell("interview book ana technical tue 10:00", by=RAVI, at=MONDAY)
    tell(stop, at=MONDAY + 24 * HOUR)
    assert ask(stateful, MONDAY + 26 * HOUR) == []
    assert asked_next(stateful) > MONDAY + 20 * 24 * HOUR, "it is not looked at each beat"
    tell("req resume R-1", at=MONDAY + 48 * HOUR)
    assert [channel for channel, _ in ask(stateful, MONDAY + 48 * HOUR)] == ["D-Ravi"]


def test_a_morning_does_not_repeat_what_is_asked_then(tell, stateful, search):
    tell("interview book ana technical 2026-12-01 22:00", by=RAVI, at=MONDAY)
    assert ask(stateful, MONDAY + 40 * HOUR) == []
    assert sent(stateful, WEDNESDAY) == []
    assert len(ask(stateful, WEDNESDAY)) == 1


def test_a_round_that_is_behind_the_candidate_before_it_is_asked_about_is_not(tell, stateful, search):
    tell("interview book ana technical tue 20:00 @tom", by=RAVI, at=MONDAY)
    tell("loop done ana 2026-12-01 21:30 R-1", by=RAVI, at=WEDNESDAY - HOUR)
    assert ask(stateful, WEDNESDAY) == []
    assert asked_next(stateful) is None


def test_a_round_that_is_held_after_the_loops_end_is_asked_about(tell, stateful, search):
    tell("loop done ana R-1", by=RAVI, at=MONDAY)
    tell("interview book ana technical tue 10:00 @tom", by=RAVI, at=MONDAY + HOUR)
    assert len(ask(stateful, MONDAY + 25.5 * HOUR)) == 1
    assert "unrecorded" in tell("due", by=RAVI, at=WEDNESDAY).data


@pytest.fixture
def twelve(tell, stateful, search):
    """Rounds of twelve candidates that were asked about, each in a message of its own."""
    for place, letter in enumerate("abcdefghijkl"):
        tell(f'cand add "P{letter}x Q{letter}y" R-1', at=MONDAY)
        tell(f'interview book "P{letter}x Q{letter}y" technical tue 9:{place:02} R-1', by=RAVI, at=MONDAY)
    for _ in range(2):
        ask(stateful, MONDAY + 24.75 * HOUR)


@pytest.fixture
def statements():
    """What is sent to the database from now on."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    listen(Engine, "before_cursor_execute", note)
    yield sent
    remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("said", ["req hold R-1", "req team R-1 add @dana as recruiter", "cand withdraw Pax R-1"])
def test_a_change_asks_once_which_messages_asked_about_the_rounds_at_hand(tell, twelve, statements, said):
    assert "event" in tell(said, at=WEDNESDAY).data
    assert sum("FROM delivery" in each for each in statements) <= 1
    statements.clear()
    tell("undo", at=WEDNESDAY)
    assert sum("FROM delivery" in each for each in statements) <= 1


def test_who_leaves_has_their_own_question_edited_and_no_other(tell, stateful, twelve):
    tell("cand withdraw Pax R-1", at=WEDNESDAY)
    assert len(rows(stateful, Surface, Surface.kind.in_(asking.KINDS))) == 1
