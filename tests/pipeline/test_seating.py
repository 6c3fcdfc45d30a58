"""Who really sat in a round that took place: put right afterwards, with the scorecard that is owed and its clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.pipeline.reminders import owing
from storage.models import Event, Nudge, Person
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, TOM, added, opened, reachable, rows
from tests.pipeline.test_nudges import ENDED, HOUR, heard, shown, texts

DUE = ENDED + 24 * HOUR
"""Tuesday, 19:00 in Berlin, 13:00 in New York."""


@pytest.fixture
def held(tell):
    """Tom, in Berlin, was named for a round that ended on Monday. The round's id."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    added(tell, opened(tell))
    interview = tell('interview book "Ana Quiroga" technical mon 9:00 @tom R-1', at=ENDED - timedelta(days=3)).data["interview"]
    tell('interview done "Ana Quiroga" technical R-1', at=ENDED)
    return interview


def asked(house):
    """Who is to be told of a missing scorecard."""
    names = {each.id: each.name for each in rows(house, Person)}
    live = (each for each in rows(house, Nudge) if each.clock == "scorecard" and not each.reason and not owing.is_climb(each))
    return {names[each.person_id] for each in live if each.person_id}


@pytest.mark.parametrize(
    "words",
    [
        'interview move "Ana Quiroga" technical @ravi R-1',
        'interview done "Ana Quiroga" technical @ravi R-1',
        "interview done ana @ravi",
    ],
)
def test_the_scorecard_goes_to_who_sat_in_it_and_is_in_the_trail(tell, stateful, held, words):
    reply = tell(words, at=ENDED + HOUR)
    assert reply.text == "A.Q. (C-1): Ravi sat in Technical depth, not Tom (R-1)."
    assert asked(stateful) == {"Ravi"}
    assert "Mei recorded that Ravi sat in a round of A.Q. (C-1), not Tom: Technical depth." in tell("audit R-1").text + str(
        tell("audit R-1").elements
    )
    said = [name for hour in range(72) for name, _ in texts(stateful, ENDED + hour * HOUR)]
    assert "Ravi" in said and "Tom" not in said
    assert "refused" not in tell("scorecard ana technical yes because found the skew", by=RAVI, at=DUE).data
    assert tell("scorecard ana technical yes because of hearsay", by=TOM, at=DUE).data["refused"] == "NotAllowed"


def test_what_was_said_to_the_wrong_one_says_who_sat_in_it_and_the_right_one_is_told_at_once(tell, stateful, held):
    assert "Tom" in dict(texts(stateful, DUE - 2 * HOUR))
    tell("interview move ana technical @ravi", at=DUE - HOUR)
    (edited,) = (each.text for each in shown(stateful, DUE - HOUR) if "Ana Quiroga" in each.text)
    assert edited == "✓ Mei recorded that Ravi sat in a round of Ana Quiroga, not Tom: Technical depth, Tue 18:00."
    assert "is due Tue 13:00, in 60 min" in dict(texts(stateful, DUE - HOUR))["Ravi"]
    assert [each["person"] for each in tell("due", by=TOM, at=DUE).data["due"]] == []


def test_who_is_named_after_the_deadline_has_time_before_anybody_else_hears(tell, stateful, held):
    for hour in range(16, 46):
        heard(stateful, ENDED + hour * HOUR)
    late = ENDED + 46 * HOUR  # Wednesday, 11:00 in New York
    tell("interview move ana technical @ravi", at=late)
    assert "was due Tue 13:00, 22 h ago" in dict(texts(stateful, late))["Ravi"]
    lines = [each for each in rows(stateful, Nudge) if each.clock == "scorecard" and owing.is_line(each) and not each.reason]
    assert lines == []  # the thread has heard that it was due
    told = [(name, hour) for hour in range(1, 60) for name, text in texts(stateful, late + hour * HOUR) if "scorecard" in text]
    assert told[0] == ("Ravi", 4)
    assert [name for name, _ in told] == ["Ravi", "Mei"]


def test_it_is_taken_back_with_the_clock_and_what_was_said(tell, stateful, held):
    texts(stateful, DUE - 2 * HOUR)
    tell("interview move ana technical @ravi", at=DUE - HOUR)
    assert "refused" not in tell("undo", at=DUE - HOUR).data
    assert asked(stateful) == {"Tom"}
    (edited,) = (each.text for each in shown(stateful, DUE - HOUR) if "Ana Quiroga" in each.text)
    assert "your scorecard for Ana Quiroga is due Tue 19:00, in 60 min" in edited
    assert "Ravi" not in dict(texts(stateful, DUE - HOUR))
    assert [name for hour in range(16) for name, _ in texts(stateful, DUE + hour * HOUR)] == ["Tom"]


def test_a_scorecard_that_is_in_stays_and_another_may_be_asked_for_beside_it(tell, stateful, held):
    tell("scorecard ana technical yes because found the skew", by=TOM, at=ENDED + HOUR)
    refused = tell("interview move ana technical @ravi", at=ENDED + 2 * HOUR)
    assert refused.data["refused"] == "Conflict"
    assert refused.text.startswith("Tom has handed in a scorecard for Technical depth and stays in it.")
    (both,) = refused.actions
    done = tell(verb=both.verb, at=ENDED + 2 * HOUR, **both.args)
    assert done.text == "A.Q. (C-1): Tom, Ravi sat in Technical depth (R-1)."
    assert asked(stateful) == {"Ravi"}


def test_it_is_not_taken_back_once_a_scorecard_rests_on_it(tell, stateful, held):
    tell("interview move ana technical @ravi", at=ENDED + HOUR)
    tell("scorecard ana technical yes because found the skew", by=RAVI, at=ENDED + HOUR)
    assert tell("undo", at=ENDED + HOUR).data["refused"] == "Conflict"
    assert tell('interview done "Ana Quiroga" technical @tom', at=ENDED + HOUR).data["refused"] == "Conflict"


def test_the_same_people_change_nothing(tell, stateful, held):
    before = len(rows(stateful, Event))
    assert tell("interview move ana technical @tom", at=ENDED + HOUR).text.endswith("held by Tom already. Nothing changed.")
    assert tell("interview move ana technical fri 10:00 @ravi", at=ENDED + HOUR).text.endswith("leave the time out.")
    assert len([each for each in rows(stateful, Event) if each.kind != "refused"]) == before


def test_others_than_were_booked_are_named_with_the_record_that_it_took_place(tell, stateful, held):
    tell("interview book ana debugging tue 9:00 @tom R-1", at=ENDED)
    reply = tell("interview done ana debugging @ravi", at=DUE)
    assert "A scorecard is owed by Ravi." in str(reply.elements)
    assert "refused" not in tell("undo", at=DUE).data
    assert "A scorecard is owed by Tom." in str(tell("interview done ana debugging", at=DUE).elements)


def test_a_round_that_nobody_booked_is_recorded_with_who_sat_in_it(tell, stateful, held):
    reply = tell("interview done ana debugging @dana", at=ENDED + HOUR)
    assert "A scorecard is owed by Dana." in str(reply.elements)


def test_an_offer_that_waits_for_the_scorecard_goes_with_it(tell, stateful, held):
    tell("loop done ana R-1", at=ENDED)
    texts(stateful, DUE)
    tell("interview move ana technical @ravi", at=DUE + HOUR)
    said = dict(texts(stateful, DUE + HOUR))
    assert "Ana Quiroga's offer is due Wed 13:00" in said["Ravi"]
    assert not [each for each in tell("due", by=TOM, at=DUE + HOUR).data["due"] if each["clock"] in ("offer", "scorecard")]


def test_which_of_several_rounds_is_asked_back(tell, stateful, held):
    tell("interview done ana debugging @tom", at=ENDED + HOUR)
    asked = tell("interview move ana @ravi", at=ENDED + 2 * HOUR)
    assert asked.data["refused"] == "NotFound"
    assert {each.label for each in asked.actions} >= {"Technical depth"}
    button = next(each for each in asked.actions if each.label == "Technical depth")
    assert "Ravi sat in Technical depth, not Tom" in tell(verb=button.verb, at=ENDED + 2 * HOUR, **button.args).text


def test_who_is_named_when_it_is_over_hears_since_when_it_is_theirs(tell, stateful, held):
    late = DUE + 20 * HOUR
    tell("interview move ana technical @ravi", at=late)
    told = dict(heard(stateful, late))["Ravi"].text
    assert "was due Tue 13:00, 20 h ago, Ravi (R-1)." in told
    assert told.endswith("It is yours since Wed 09:00.")
    assert "It is yours since Wed 09:00." in str(tell("why", by=RAVI, at=late).elements)
