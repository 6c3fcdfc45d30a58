"""Scorecards that are owed by several, or passed on: who hears of which, and whose answer ends it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Nudge, Person
from tests.conftest import RAVI
from tests.pipeline.team import rows, sat_with_ana
from tests.pipeline.test_nudges import ENDED, HOUR, heard, shown
from tests.pipeline.test_said_nudges import DAY_LATER, actions
from tests.pipeline.test_threads import in_thread, lines


@pytest.fixture
def panel(tell, stateful):
    """A round of Ana's in which Ravi and Dana sat ended on Monday; both owe a scorecard."""
    sat_with_ana(tell, ENDED)
    in_thread(stateful)


def test_a_scorecard_that_is_passed_on_is_one_line_in_the_thread_and_the_others_stay_theirs(tell, stateful, panel):
    (line,) = lines(stateful, DAY_LATER)
    assert line.text == "R-1: 2 scorecards are due Tue 10:00."
    mine = next(each for each in rows(stateful, Nudge) if each.clock == "scorecard" and each.said_at and each.person_id)
    names = {each.id: each.name for each in rows(stateful, Person)}
    other = next(name for name in ("Ravi", "Dana") if names[mine.person_id] != name)
    tell(verb="reassign", nudge=mine.id, person=other.lower(), at=DAY_LATER + HOUR)
    said = heard(stateful, DAY_LATER + HOUR + timedelta(minutes=1))
    assert [name for name, _ in said] == [other]
    assert "'s scorecard for Ana Quiroga was due Tue 13:00" in said[0][1].text
    assert actions(said[0][1]) == ["Snooze 3 h", "Not needed"]  # only who sat in the round writes it
    assert lines(stateful, DAY_LATER + 2 * HOUR) == []
    owed = tell("due R-1", at=DAY_LATER + 2 * HOUR).data["due"]
    assert [names[each["person"]] for each in owed if each["clock"] == "scorecard"] == [other, other]


def test_whose_scorecard_is_missing_is_said_once_and_only_its_interviewer_can_write_it(tell, stateful, panel):
    heard(stateful, DAY_LATER)
    heard(stateful, DAY_LATER + 4 * HOUR)
    reply = dict(heard(stateful, DAY_LATER + 24 * HOUR))["Mei"]
    assert {line.split("'s scorecard")[0].split()[-1] for line in reply.elements[1].items} == {"Ravi", "Dana"}
    assert all("knows" in line for line in reply.elements[1].items)
    assert {each.label for each in reply.actions} == {"Ravi's scorecard for Ana Quiroga", "Dana's scorecard for Ana Quiroga"}
    alone = tell(verb=reply.actions[0].verb, **reply.actions[0].args, at=DAY_LATER + 24 * HOUR)
    assert actions(alone) == ["Reassign"]
    owed = tell("due R-1", at=DAY_LATER + 24 * HOUR)
    assert len([line for line in owed.elements[1].items if "scorecard" in line]) == 2


def test_ones_own_scorecard_answers_ones_own_reminder_and_nobody_elses(tell, stateful, panel):
    heard(stateful, DAY_LATER)
    tell("scorecard ana technical yes because she found the skew", by=RAVI, at=DAY_LATER + HOUR)
    found = [reply.text for reply in shown(stateful, DAY_LATER + HOUR) if "handed in" in reply.text]
    assert any(text == "✓ Ravi handed in a scorecard for Ana Quiroga, Tue 14:00." for text in found)
    assert not any("with Dana" in text for text in found)
