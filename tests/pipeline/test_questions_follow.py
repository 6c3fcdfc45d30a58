"""What was asked about a round follows its search: handed on to somebody else, on hold, or over."""

from __future__ import annotations

import pytest

from handlers.pipeline.messages import asking, messages
from storage.models import Interview, Outbox, Surface
from tests.conftest import RAVI
from tests.pipeline.asked import HOUR, MONDAY, WEDNESDAY, ask, labels, search, unsaid
from tests.pipeline.team import DANA, added, rows

__all__ = ["search", "unsaid"]


def edited(house, at):
    """What stands where it was asked, once it is edited; None where nothing has it edited."""
    (question,) = rows(house, Outbox, Outbox.kind.in_(asking.KINDS))
    if not rows(house, Surface, Surface.key == question.key):
        return None
    return house.database.read(
        "acme", lambda unit: messages.compose(unit, question.kind, question.refs, house.packaged, at, None)
    )


def test_who_hands_the_search_on_and_is_off_it_reads_a_line_without_buttons_or_a_name(tell, stateful, unsaid):
    assert edited(stateful, WEDNESDAY) is None
    tell("req team R-1 add @dana as recruiter", at=WEDNESDAY)
    line = edited(stateful, WEDNESDAY)
    assert line.text == "R-1: whether a round took place, which this asked, is no longer yours to say."
    assert line.actions == line.more == ()
    assert tell(verb="interview done", interview=unsaid, by=RAVI, at=WEDNESDAY).data == {"refused": "NotAllowed"}
    assert labels(tell("due", by=DANA, at=WEDNESDAY))[0] == "It happened"
    tell("undo", at=WEDNESDAY)
    assert labels(edited(stateful, WEDNESDAY)) == ["It happened", "No-show", "Move it"]


def test_who_hands_it_on_and_stays_on_the_team_may_say_so_still_and_reads_who_is_asked_now(tell, stateful, unsaid):
    tell("req team R-1 add @ravi as sponsor", at=WEDNESDAY)
    tell("req team R-1 add @dana as recruiter", at=WEDNESDAY)
    question = edited(stateful, WEDNESDAY)
    assert question.text.endswith("should have ended Tue 11:30 (R-1). Dana is asked now.")
    pressed = tell(verb=question.actions[0].verb, **question.actions[0].args, by=RAVI, at=WEDNESDAY)
    assert "event" in pressed.data
    assert edited(stateful, WEDNESDAY).text.endswith("it took place.")


def test_who_recruits_for_all_and_no_longer_does_reads_a_line_without_buttons(tell, stateful, unsaid):
    tell("people role @ravi recruiter", at=WEDNESDAY)
    tell("req team R-1 add @dana as recruiter", at=WEDNESDAY)
    assert labels(edited(stateful, WEDNESDAY)) == ["It happened", "No-show", "Move it"]
    stateful.database.write("acme", lambda unit: unit.delete(Surface, Surface.kind == asking.KIND))
    tell("people role remove @ravi recruiter", at=WEDNESDAY)
    assert edited(stateful, WEDNESDAY).text.endswith("is no longer yours to say.")
    tell("undo", at=WEDNESDAY)
    assert labels(edited(stateful, WEDNESDAY)) == ["It happened", "No-show", "Move it"]


def test_which_candidate_was_meant_is_answered_by_whoever_may_say_so_by_then(tell, stateful, unsaid):
    added(tell, 1, "Ana Bell")
    which = tell("interview done ana technical R-1", by=RAVI, at=WEDNESDAY).actions[0]
    tell("req team R-1 add @dana as recruiter", at=WEDNESDAY)
    refused = tell(verb=which.verb, **which.args, by=RAVI, at=WEDNESDAY)
    assert refused.data == {"refused": "NotAllowed"}
    assert "Mei" in refused.text, "who can let him in"
    assert rows(stateful, Interview)[0].status == "booked"
    assert "event" in tell(verb=which.verb, **which.args, by=DANA, at=WEDNESDAY).data


def test_whose_stand_in_was_asked_and_is_back_is_asked_themselves(tell, stateful, search):
    tell("interview book ana technical tue 10:00", by=RAVI, at=MONDAY)
    tell("away until fri @dana", by=RAVI, at=MONDAY)
    ask(stateful, MONDAY + 26 * HOUR)
    tell("away back", by=RAVI, at=MONDAY + 27 * HOUR)
    assert edited(stateful, MONDAY + 27 * HOUR).actions == ()


@pytest.mark.parametrize("end", ["cand reject ana R-1 because thin", "decide no ana R-1 because thin", "req cancel R-1"])
def test_of_who_left_and_of_a_closed_search_nothing_is_asked_any_more(tell, stateful, unsaid, end):
    tell(end, by=RAVI, at=WEDNESDAY)
    line = edited(stateful, WEDNESDAY)
    assert (line.text, line.actions) == ("✓ Ana Quiroga, Technical depth (R-1): nothing to do any more.", ())
    tell("undo", by=RAVI, at=WEDNESDAY)
    assert labels(edited(stateful, WEDNESDAY)) == ["It happened", "No-show", "Move it"]


def test_on_hold_what_was_asked_can_still_be_answered(tell, stateful, unsaid):
    tell("req hold R-1", by=RAVI, at=WEDNESDAY)
    question = edited(stateful, WEDNESDAY)
    assert "event" in tell(verb=question.actions[0].verb, **question.actions[0].args, by=RAVI, at=WEDNESDAY).data
