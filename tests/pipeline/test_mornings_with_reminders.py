"""A morning that comes in one message with the reminders that are said within minutes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.core.reply import Heading
from storage.models import Nudge
from tests.conftest import MEI, RAVI
from tests.pipeline.digesting import DAY, ENDED, HOUR, MEIS_MORNING, texts
from tests.pipeline.team import undecided
from tests.pipeline.test_nudges import heard, queued, shown, waiting
from tests.pipeline.test_nudges import sent as leaves

DANAS_MORNING = MEIS_MORNING + DAY - 3 * HOUR


@pytest.fixture
def both(tell, stateful, loop_ended):
    """At Mei's Tuesday morning she is to be told of Bo; of Ana she was told on Monday evening."""
    tell('loop done "Bo Lind" R-1', at=ENDED + 5 * HOUR)
    assert [name for name, _ in heard(stateful, ENDED + 7 * HOUR)] == ["Mei"]


BO = "Heads-up, Mei: the decision about Bo Lind is due Tue 15:00, in 6 h (R-1)."
ANA = "Due today: the decision about Ana Quiroga by 10:00 (R-1). On track: 2 others."


def test_what_is_said_at_the_time_of_a_morning_brings_it_along_in_one_message(stateful, both):
    ((name, reply),) = heard(stateful, MEIS_MORNING)
    assert (name, reply.text.startswith(BO), reply.text.endswith(ANA)) == ("Mei", True, True)
    assert [each.label for each in reply.actions] == ["Decide", "Snooze 3 h", "Not needed"]
    assert [each.label for each in reply.more][-2:] == ["Decide: Ana Quiroga", "What do I owe?"]
    for minutes in (0, 6, 12):
        assert texts(stateful, MEIS_MORNING + timedelta(minutes=minutes)) == []


@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_morning_comes_with_what_is_said_within_ten_minutes_of_it(tell, stateful, loop_ended, minutes):
    tell('loop done "Bo Lind" R-1', at=ENDED + 5 * HOUR + timedelta(minutes=minutes))
    tell("settings me working hours 08:00-18:00", by=MEI, at=ENDED + 5 * HOUR)
    heard(stateful, ENDED + 7 * HOUR)
    said = []
    for at in sorted({MEIS_MORNING, MEIS_MORNING + timedelta(minutes=minutes)}):
        said += [*(reply.text for _, reply in heard(stateful, at)), *(text for _, text in texts(stateful, at))]
    assert len(said) == 1
    assert said[0].endswith(ANA)


def test_a_morning_waits_for_what_is_to_be_said_then_and_not_for_ever(tell, stateful, both):
    assert texts(stateful, MEIS_MORNING) == []
    tell('decide yes "Bo Lind" R-1', at=MEIS_MORNING)
    ((_, text),) = texts(stateful, MEIS_MORNING + timedelta(minutes=5))
    assert text.startswith("Good morning, Mei. Due today: the decision about Ana Quiroga by 10:00 (R-1).")


def test_a_morning_that_waited_ten_minutes_goes_alone(stateful, both):
    assert len(texts(stateful, MEIS_MORNING + timedelta(minutes=10))) == 1


def test_a_message_whose_reminders_were_answered_before_it_left_is_the_morning_it_brings(tell, stateful, both):
    queued(stateful, MEIS_MORNING)
    tell('decide yes "Bo Lind" R-1', at=MEIS_MORNING)
    (message,) = waiting(stateful)
    assert leaves(stateful, MEIS_MORNING, message).text.startswith("Good morning, Mei. Due today: the decision about Ana")


def test_what_became_of_a_reminder_stands_above_the_morning_it_brought_until_that_is_over(tell, stateful, both):
    heard(stateful, MEIS_MORNING)
    tell('decide yes "Bo Lind" R-1', at=MEIS_MORNING + HOUR / 2)
    line = "✓ Mei decided about Bo Lind: yes, Tue 09:30."
    assert [reply.text for reply in shown(stateful, MEIS_MORNING + HOUR / 2)] == [f"{line} {ANA.replace('2 others', '1 other')}"]
    assert [reply.text for reply in shown(stateful, MEIS_MORNING + DAY)] == [line]


def test_after_we_were_away_the_morning_comes_with_what_is_still_true(stateful, both):
    ((_, reply),) = heard(stateful, MEIS_MORNING + 2 * HOUR)
    assert reply.text.startswith("I was away")
    assert reply.text.count("away") == 1, "said once, not of the morning again"
    assert texts(stateful, MEIS_MORNING + 2 * HOUR) == []


def test_who_is_forgotten_is_named_no_more_in_a_morning_that_came_with_a_reminder(tell, stateful, both):
    heard(stateful, MEIS_MORNING)
    tell(verb="cand forget", candidate="C-1", sure=True, at=MEIS_MORNING)
    assert all("Ana Q" not in reply.text for reply in shown(stateful, MEIS_MORNING))
    assert shown(stateful, MEIS_MORNING)


def test_the_months_report_that_comes_below_a_reminder_has_a_heading_of_its_own(tell, stateful, loop_ended):
    tell(verb="decide yes", application=loop_ended, at=ENDED + HOUR)
    tell(verb="offer sent", application=loop_ended, by=RAVI, at=ENDED + 30 * HOUR)
    tell("call manager done ana R-1", at=ENDED + 30 * HOUR)
    first = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
    tell('loop done "Bo Lind" R-1', at=first - 18 * HOUR)
    reply = dict(heard(stateful, first))["Mei"]
    titles = [each.text for each in reply.elements if isinstance(each, Heading)]
    assert titles[-1] == "December's report" and len(titles) > 1


@pytest.fixture
def over(tell, stateful):
    """The decision about Ana was due on Tuesday at 5:30, which Mei heard on Monday; at 9:30 she hears that it is over."""
    undecided(tell, ENDED - 4.5 * HOUR)
    for hours in range(-4, 8):
        heard(stateful, ENDED + hours * HOUR)


def test_a_morning_leaves_what_is_over_to_the_message_that_says_so_within_the_hour(stateful, over):
    ((_, text),) = texts(stateful, MEIS_MORNING)
    assert "the decision about" not in text
    assert [name for name, _ in heard(stateful, MEIS_MORNING + HOUR / 4)] == []
    ((name, reply),) = heard(stateful, MEIS_MORNING + HOUR / 2)
    assert (name, reply.text.startswith("4 h over, Mei: the decision about Ana Quiroga")) == ("Mei", True)


def test_a_morning_leaves_what_somebody_is_about_to_hear_as_the_next_person_to_that_message(tell, stateful, over):
    heard(stateful, MEIS_MORNING + HOUR / 2)
    tell("away until fri @dana", by=MEI, at=MEIS_MORNING + 0.6 * HOUR)
    stateful.database.write(
        "acme", lambda unit: unit.update(Nudge, Nudge.key.contains(":climb-"), say_at=DANAS_MORNING + HOUR / 2)
    )
    assert [each for each in texts(stateful, DANAS_MORNING) if "decision about Ana" in each[1]] == []
