"""A morning's digest: to whom, and about what; late the same day only, and never of nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.core.command import Actor, Place
from storage.models import Outbox, Person
from tests.conftest import MEI, RAVI
from tests.pipeline.digesting import DAY, ENDED, HOUR, MEIS_MORNING, RAVIS_MORNING, sent, texts
from tests.pipeline.team import DANA, sat_with_ana
from tests.pipeline.test_nudges import heard
from tests.pipeline.test_said_nudges import limit


def test_a_morning_says_what_is_due_until_the_next_one(stateful, loop_ended):
    ((channel, reply),) = sent(stateful, MEIS_MORNING)
    assert channel == "D-Mei"
    assert reply.text.startswith("Good morning, Mei. Due today: the decision about Ana Quiroga by 10:00 (R-1).")
    assert [each.label for each in reply.actions] == ["Decide", "What do I owe?"]


def test_what_two_deadlines_wait_for_is_one_line_with_its_button(stateful, loop_ended):
    heard(stateful, MEIS_MORNING + 5 * HOUR)
    ((_, reply),) = sent(stateful, MEIS_MORNING + DAY)
    said = "the decision about Ana Quiroga, 23 h over (R-1), and the offer, due Wed 10:00, waits for it."
    assert reply.text == f"Good morning, Mei. Still open: {said}"
    assert [each.label for each in reply.actions] == ["Decide", "What do I owe?"]


def test_nothing_is_said_before_their_first_working_hour_where_they_are(stateful, loop_ended):
    assert texts(stateful, MEIS_MORNING - timedelta(minutes=1)) == []
    assert texts(stateful, RAVIS_MORNING) == [], "in New York the day has begun, and nothing is Ravi's yet"


def test_who_has_nothing_to_hear_hears_nothing(tell, stateful, loop_ended):
    tell('decide no "Ana Quiroga" R-1 because it was thin', at=ENDED + HOUR)
    tell('told "Ana Quiroga" R-1', by=RAVI, at=ENDED + 2 * HOUR)
    assert [text for _, text in texts(stateful, MEIS_MORNING) if text.startswith("Good")] == []


def test_a_missed_morning_is_said_late_the_same_day_and_marked(stateful, loop_ended):
    ((_, text),) = texts(stateful, MEIS_MORNING + 4 * HOUR)
    assert "This was meant for 09:00; I was away." in text
    assert "Still open: the decision about Ana Quiroga, 3 h over (R-1)." in text
    assert text.startswith("Good afternoon, Mei.")


def test_a_missed_morning_is_never_said_the_next_day_or_in_the_evening(stateful, loop_ended):
    assert texts(stateful, MEIS_MORNING + 10 * HOUR) == []
    ((_, text),) = texts(stateful, MEIS_MORNING + DAY)
    assert "meant for" not in text


def test_what_a_message_of_its_own_has_just_said_is_not_said_again(stateful, loop_ended):
    from handlers.pipeline.messages import nudges as speech
    from storage import nudges

    def say(unit):
        speech.queue_due(unit, MEIS_MORNING, MEIS_MORNING, 50, stateful.packaged.customs)
        for each in unit.all(Outbox, Outbox.kind == speech.KIND):
            nudges.said(unit, each.id, MEIS_MORNING)

    stateful.database.write("acme", say)
    assert texts(stateful, MEIS_MORNING) == []


def test_what_is_due_at_that_very_minute_is_due_now(tell, stateful, loop_ended):
    limit(stateful, 0)
    tell('loop done "Bo Lind" R-1', at=ENDED - HOUR)
    assert heard(stateful, MEIS_MORNING) == [], "beyond the daily limit: the digest says it"
    ((_, text),) = texts(stateful, MEIS_MORNING)
    assert "Still open: the decision about Bo Lind, due now (R-1), and the offer, due Wed 09:00, waits for it." in text


def test_whoever_turned_it_off_gets_none(stateful, loop_ended):
    def off(unit):
        for person in unit.all(Person, Person.name == "Mei"):
            person.preferences = {"digest": False}

    stateful.database.write("acme", off)
    assert texts(stateful, MEIS_MORNING) == []


def test_who_is_away_gets_none_and_their_stand_in_hears_of_it(tell, stateful, loop_ended):
    tell("away until fri @ravi", by=MEI, at=ENDED + 2 * HOUR)
    said = dict(texts(stateful, MEIS_MORNING))
    assert "D-Mei" not in said
    assert "the decision about Ana Quiroga" in said["D-Ravi"]


def test_who_came_today_gets_no_digest_of_this_morning(tell, stateful, loop_ended):
    late = Actor("acme", "slack", "U-LATE", "Lou", "America/Los_Angeles")
    tell("due", by=late, place=Place("slack", "D-Lou", private=True), at=MEIS_MORNING + HOUR)
    tell("req team R-1 add @lou as manager", at=MEIS_MORNING + HOUR)
    assert "D-Lou" not in dict(texts(stateful, MEIS_MORNING + 2 * HOUR))


@pytest.fixture
def late(tell, stateful):
    """Ravi and Dana were told that their scorecards of Monday's round are over, on Tuesday evening where they are."""
    sat_with_ana(tell, ENDED)
    for hours in (24, 28):
        assert {"Ravi", "Dana"} <= {name for name, _ in heard(stateful, ENDED + hours * HOUR)}
    return [RAVIS_MORNING + days * DAY for days in (1, 2, 3)]


@pytest.mark.parametrize("said", ["decide yes ana", "offer sent ana"])
def test_a_scorecard_that_was_decided_without_is_said_in_one_morning_and_stands_in_due(tell, stateful, late, said):
    tell("loop done ana R-1", at=ENDED + 29 * HOUR)
    assert "event" in tell(f"{said} R-1", at=ENDED + 29 * HOUR).data
    mornings_of_dana = [dict(texts(stateful, at)).get("D-Dana", "") for at in late]
    assert ["your scorecard" in text for text in mornings_of_dana] == [True, False, False]
    assert "scorecard for Ana" in str(tell("due", by=DANA, at=late[2]).elements)


def test_a_scorecard_that_a_decision_waits_for_is_said_each_morning(stateful, late):
    assert all("your scorecard" in dict(texts(stateful, at))["D-Dana"] for at in late)


@pytest.fixture
def panel(tell, stateful):
    """Ravi and Dana sat in a round of Ana's that ended on Monday; both owe a scorecard of it by Tuesday."""
    sat_with_ana(tell, ENDED)


CALL = "the call with Ana Quiroga on the first 90 days"


@pytest.mark.parametrize("day", [2, 3])
def test_who_stands_in_reads_each_thing_once_in_a_morning(tell, stateful, loop_ended, day):
    tell("decide yes ana R-1", at=ENDED + 3 * HOUR)
    tell("offer sent ana R-1", by=RAVI, at=ENDED + 44 * HOUR)
    assert [(name, CALL in reply.text) for name, reply in heard(stateful, ENDED + 48 * HOUR)] == [("Mei", True)]
    tell("away until sat 18:00 @dana", at=ENDED + 49 * HOUR)
    for after in range(50, 20 + 24 * day):
        heard(stateful, ENDED + after * HOUR)
    said = dict(texts(stateful, RAVIS_MORNING + day * DAY))["D-Dana"]
    assert said.count(CALL) == 1
    assert "in place of Mei" in said


def test_a_morning_does_not_say_for_whom_is_away_what_is_said_to_their_stand_in_then(tell, stateful, loop_ended):
    tell("decide yes ana R-1", at=ENDED + 3 * HOUR)
    tell("offer sent ana R-1", by=RAVI, at=ENDED + 44 * HOUR)
    heard(stateful, ENDED + 48 * HOUR)
    tell("away until sat 18:00 @dana", at=ENDED + 49 * HOUR)
    first = datetime(2026, 12, 3, 20, 0, tzinfo=UTC)
    assert [CALL in reply.text for name, reply in heard(stateful, first) if name == "Dana"] == [True]
    assert all(CALL not in text for channel, text in texts(stateful, first) if channel == "D-Dana")
