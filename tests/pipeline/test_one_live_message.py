"""Of what was said of one deadline to one person the newest message can be answered; what was said before is a line."""

from __future__ import annotations

import pytest

from handlers.pipeline.messages import nudges as speech
from storage.models import Nudge, Outbox, Surface
from tests.conftest import RAVI
from tests.pipeline.digesting import texts as digests
from tests.pipeline.team import DANA, DM, rows, undecided
from tests.pipeline.test_nudges import ENDED, HOUR, heard, queued, shown, waiting


@pytest.fixture
def search(tell):
    """Mei hires and decides, Ravi recruits, Dana sponsors; Ana's loop ended on Monday at 10:00. Her application."""
    tell("settings digest off")
    return undecided(tell, ENDED)


def live(house, at):
    """The messages to people of which something can be answered, as they read then."""

    def look(unit):
        sent = unit.all(Outbox, Outbox.kind == speech.KIND, Outbox.status == "sent", order_by=Outbox.id)
        edited = {each.key for each in unit.all(Surface)}
        now = [(each, speech.compose(unit, each.refs, house.packaged, at)) for each in sent if not each.refs.get("public")]
        found = [reply for each, reply in now if reply and any("nudge" in action.args for action in reply.actions)]
        as_sent = [each for each, reply in now if reply and not reply.actions and each.key not in edited]
        assert not as_sent, "what reads otherwise now is edited"
        return found

    return [each.text for each in house.database.read("acme", look)]


def test_what_was_said_before_turns_into_a_line_once_the_newer_message_is_there(stateful, search):
    for hours, count in ((7, 1), (24, 2), (28, 3)):
        heard(stateful, ENDED + hours * HOUR)
        assert (
            len(rows(stateful, Nudge, Nudge.clock == "decision", Nudge.status == "said", Nudge.person_id.is_not(None))) == count
        )
        assert len(live(stateful, ENDED + hours * HOUR)) == 1
    (only,) = live(stateful, ENDED + 28 * HOUR)
    assert only.startswith("4 h over, Mei: the decision about Ana Quiroga was due Tue 10:00")
    assert {each.text for each in shown(stateful, ENDED + 28 * HOUR)} == {
        "The decision about Ana Quiroga was due Tue 10:00; see my newer message."
    }


def test_it_can_be_answered_until_the_newer_message_is_there(stateful, search):
    heard(stateful, ENDED + 7 * HOUR)
    queued(stateful, ENDED + 24 * HOUR)
    assert len(live(stateful, ENDED + 24 * HOUR)) == 1


def test_it_can_be_answered_where_nobody_can_tell_whether_the_newer_arrived(stateful, search):
    heard(stateful, ENDED + 7 * HOUR)
    queued(stateful, ENDED + 24 * HOUR)
    for message in waiting(stateful):
        stateful.database.write("acme", lambda unit, id=message.id: unit.update(Outbox, Outbox.id == id, status="unclear"))
        stateful.database.write("acme", lambda unit, id=message.id: speech.nudges.said(unit, id, ENDED + 24 * HOUR))
    assert len(live(stateful, ENDED + 24 * HOUR)) == 1


def test_what_was_said_before_is_put_off_with_the_later_voice(tell, stateful, search):
    for hours in (7, 24):
        heard(stateful, ENDED + hours * HOUR)
    tell("snooze 3h decision", at=ENDED + 24 * HOUR, place=DM)
    assert live(stateful, ENDED + 24.1 * HOUR) == []
    assert {each.text for each in shown(stateful, ENDED + 24.1 * HOUR)} == {
        "✓ Mei put a reminder about Ana Quiroga off, Tue 10:00. I'll say it again Tue 13:00."
    }
    heard(stateful, ENDED + 27 * HOUR)
    assert len(live(stateful, ENDED + 27 * HOUR)) == 1


def test_a_button_of_an_earlier_message_puts_off_what_was_said_last(tell, stateful, search):
    for hours in (7, 24):
        heard(stateful, ENDED + hours * HOUR)
    (first, *_) = [each for each in rows(stateful, Nudge, Nudge.voice == "heads_up") if each.said_at]
    tell(verb="snooze", nudge=first.id, hours=3, at=ENDED + 24.1 * HOUR)
    assert live(stateful, ENDED + 24.2 * HOUR) == []
    said = [reply.text for _, reply in heard(stateful, ENDED + 27.2 * HOUR)]
    assert len(said) == 1
    assert len(live(stateful, ENDED + 27.2 * HOUR)) == 1


def test_after_a_late_approval_one_message_stands_for_whoever_sends_the_offer(tell, stateful, search):
    tell("req team R-1 add @dana as approver", at=ENDED)
    tell("decide yes ana R-1", at=ENDED + HOUR)
    for hours in (20, 24, 40, 44):
        heard(stateful, ENDED + hours * HOUR)
    tell("offer draft ana base 210k R-1", by=RAVI, at=ENDED + 44.5 * HOUR)
    for hours in (45, 48, 50, 53):
        heard(stateful, ENDED + hours * HOUR)
    tell("offer approve ana R-1", by=DANA, at=ENDED + 68 * HOUR)
    for hours in (68, 68.2, 70):
        heard(stateful, ENDED + hours * HOUR)
    standing = [each for each in live(stateful, ENDED + 70 * HOUR) if "offer" in each]
    assert len([each for each in standing if "Ravi" in each]) == 1, standing


def test_a_morning_leaves_out_what_was_put_off_until_later_that_day(tell, stateful, search):
    tell("settings digest on")
    heard(stateful, ENDED + 7 * HOUR)
    (first,) = [each for each in rows(stateful, Nudge, Nudge.clock == "decision") if each.said_at]
    tell(verb="snooze", nudge=first.id, until="tue 9:40", at=ENDED + 7.2 * HOUR)
    assert not [text for _, text in digests(stateful, ENDED + 23 * HOUR) if "decision about Ana" in text]
    assert "decision about Ana Quiroga" in str(heard(stateful, ENDED + 24 * HOUR))


def test_what_was_put_off_is_put_off_still_after_a_hold(tell, stateful, search):
    heard(stateful, ENDED + 7 * HOUR)
    heard(stateful, ENDED + 24 * HOUR)
    tell("snooze until thu 9am decision", at=ENDED + 24.1 * HOUR, place=DM)
    tell("req hold R-1 because of the budget", at=ENDED + 25 * HOUR)
    tell("req resume R-1", at=ENDED + 30 * HOUR)
    said = [each for each in rows(stateful, Nudge, Nudge.clock == "decision") if each.status.value == "snoozed"]
    assert said, "its owner chose when"
    assert live(stateful, ENDED + 30.1 * HOUR) == []
    assert "I'll say it again Thu 09:00." in str([each.text for each in shown(stateful, ENDED + 30.1 * HOUR)])
    assert not [reply for _, reply in heard(stateful, ENDED + 46 * HOUR) if "decision about" in reply.text]
    assert "decision about Ana" in str(heard(stateful, ENDED + 71.1 * HOUR))


def test_what_was_put_off_until_the_hold_was_on_is_said_when_it_ends(tell, stateful, search):
    heard(stateful, ENDED + 24 * HOUR)
    tell("snooze 2h decision", at=ENDED + 24.1 * HOUR, place=DM)
    tell("req hold R-1 because of the budget", at=ENDED + 25 * HOUR)
    tell("req resume R-1", at=ENDED + 29 * HOUR)
    said = [reply.text for _, reply in heard(stateful, ENDED + 29.1 * HOUR)]
    assert len(said) == 1 and "decision about Ana" in said[0]
    assert "I was away" not in said[0]


def test_what_was_put_off_and_overtaken_says_in_the_end_what_was_done(tell, stateful, search):
    heard(stateful, ENDED + 7 * HOUR)
    (first,) = [each for each in rows(stateful, Nudge, Nudge.clock == "decision") if each.said_at]
    tell(verb="snooze", nudge=first.id, until="wed 9am", at=ENDED + 7.2 * HOUR)
    heard(stateful, ENDED + 47.1 * HOUR)
    tell("decide yes ana R-1", at=ENDED + 48 * HOUR)
    lines = [each.text for each in shown(stateful, ENDED + 48.1 * HOUR)]
    assert lines and all(each.startswith("✓ Mei decided about Ana Quiroga: yes, Wed 10:00") for each in lines)


def test_what_is_asked_of_them_again_points_to_the_message_that_stands(tell, stateful, search):
    tell("req team R-1 add @dana as approver", at=ENDED)
    tell("decide yes ana R-1", at=ENDED + HOUR)
    heard(stateful, ENDED + 48 * HOUR)
    tell("offer draft ana base 210k R-1", by=RAVI, at=ENDED + 48.2 * HOUR)
    tell("offer approve ana R-1", by=DANA, at=ENDED + 48.5 * HOUR)
    for hours in (48.5, 51, 53):
        heard(stateful, ENDED + hours * HOUR)
    tell("offer withdraw ana R-1 because the terms were wrong", by=RAVI, at=ENDED + 53.2 * HOUR)
    standing = live(stateful, ENDED + 53.3 * HOUR)
    assert len([each for each in standing if ", Ravi: Ana Quiroga's offer" in each]) == 1
    lines = "\n".join(each.text for each in shown(stateful, ENDED + 53.3 * HOUR)).splitlines()
    assert "Ana Quiroga's offer was due Wed 13:00; see my newer message." in lines
    assert "✓ Ana Quiroga's offer was due Wed 13:00." not in lines
