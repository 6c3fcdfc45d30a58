"""The line that stands where a reminder stood: what ended it, this time; and who has it, where it runs on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.pipeline.messages import approvals, messages
from handlers.pipeline.messages import nudges as speech
from handlers.pipeline.reminders import ending, owing
from storage.models import Nudge, Outbox, Surface
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, TOM, reachable, rows
from tests.pipeline.test_nudges import ENDED, HOUR, heard, shown

MINUTE = timedelta(minutes=1)
HEADS_UP = ENDED + 24 * HOUR
"""Tuesday, 13:00 in New York, 10:00 in Los Angeles, 19:00 in Berlin: the offer is due a day later."""
DRAFT = "offer draft ana base 210k equity 0.12% start 2027-01-15 R-1"


@pytest.fixture
def undecided(tell):
    """Mei hires, Ravi recruits, Dana approves; Ana's loop ended on Monday, and nobody has decided. No mornings."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    tell("settings digest off")
    tell('req open "Senior ML engineer" production senior remote')
    tell("req team R-1 add @ravi as recruiter")
    tell("req team R-1 add @dana as approver")
    tell('loop done "Ana Quiroga" R-1', at=ENDED)


@pytest.fixture
def decided(tell, undecided):
    """It was a yes: the offer is to be drafted."""
    tell("decide yes ana R-1", at=ENDED + HOUR)


@pytest.fixture
def approved(tell, decided):
    """The terms are approved, and wait to be sent."""
    tell(DRAFT, by=RAVI, at=ENDED + 2 * HOUR)
    tell("offer approve ana R-1", by=DANA, at=ENDED + 3 * HOUR)


def closing(house, at):
    """The lines of what is closed in the messages that were sent, as they stand then."""
    return [line for reply in shown(house, at) for line in reply.text.splitlines() if line.startswith("✓")]


def edited(house):
    """How often what was sent to people was changed."""
    return sum(each.wanted for each in rows(house, Surface, Surface.kind == speech.KIND))


def hourly(house, since, until):
    """What is said to whom in that time, looked at each hour."""
    return [each for after in range(int((until - since) / HOUR)) for each in heard(house, since + after * HOUR)]


# What ended it this time


def test_a_reminder_that_a_second_hold_ends_says_who_put_the_req_on_hold_then(tell, stateful, undecided):
    heard(stateful, HEADS_UP)
    tell("req hold R-1", by=RAVI, at=HEADS_UP + HOUR)
    assert set(closing(stateful, HEADS_UP + HOUR)) == {"✓ Ravi put R-1 on hold, Tue 11:00."}
    tell("req resume R-1", by=RAVI, at=HEADS_UP + HOUR + MINUTE)
    tell("req hold R-1", at=HEADS_UP + 2 * HOUR)
    assert set(closing(stateful, HEADS_UP + 2 * HOUR)) == {"✓ Mei put R-1 on hold, Tue 12:00."}


def test_after_a_hold_what_is_cancelled_is_not_said_to_be_on_hold(tell, stateful, undecided):
    heard(stateful, HEADS_UP)
    tell("req hold R-1", by=RAVI, at=HEADS_UP + HOUR)
    tell("req resume R-1", by=RAVI, at=HEADS_UP + HOUR + MINUTE)
    hourly(stateful, HEADS_UP + 2 * HOUR, HEADS_UP + 30 * HOUR)
    tell("req cancel R-1", at=HEADS_UP + 30 * HOUR)
    mei, ravi = "✓ Mei cancelled R-1, Wed 16:00.", "✓ Mei cancelled R-1, Wed 19:00."
    assert set(closing(stateful, HEADS_UP + 30 * HOUR)) == {mei, ravi}, "Ravi was told next, and reads New York's time"


def test_what_is_done_while_the_req_is_on_hold_is_named_in_what_the_hold_had_closed(tell, stateful, undecided):
    heard(stateful, HEADS_UP)
    tell("req hold R-1", by=RAVI, at=HEADS_UP + HOUR)
    before = edited(stateful)
    tell("offer sent ana R-1", by=RAVI, at=HEADS_UP + 2 * HOUR)
    assert edited(stateful) > before
    assert set(closing(stateful, HEADS_UP + 2 * HOUR)) == {"✓ Ravi sent Ana Quiroga the offer, Tue 12:00."}
    before = edited(stateful)
    tell("undo", by=RAVI, at=HEADS_UP + 2 * HOUR + MINUTE)
    assert edited(stateful) > before
    assert set(closing(stateful, HEADS_UP + 2 * HOUR + MINUTE)) == {"✓ Ravi put R-1 on hold, Tue 11:00."}


def test_what_ended_before_the_hold_is_edited_by_no_deed_during_it(tell, stateful, undecided):
    heard(stateful, HEADS_UP)
    tell("offer sent ana R-1", by=RAVI, at=HEADS_UP + HOUR)
    tell("req hold R-1", by=RAVI, at=HEADS_UP + 2 * HOUR)
    before = edited(stateful)
    tell("call done ana R-1", by=RAVI, at=HEADS_UP + 3 * HOUR)
    assert edited(stateful) == before


def test_a_search_that_was_cancelled_by_mistake_and_is_filled_later_is_said_to_be_filled(tell, stateful, undecided):
    heard(stateful, HEADS_UP)
    tell("req cancel R-1", by=RAVI, at=HEADS_UP + HOUR)
    tell("req resume R-1", by=RAVI, at=HEADS_UP + HOUR + MINUTE)
    tell("req fill R-1", by=RAVI, at=HEADS_UP + 2 * HOUR)
    assert set(closing(stateful, HEADS_UP + 2 * HOUR)) == {"✓ Ravi marked R-1 as filled, Tue 12:00."}


def test_what_waited_to_be_sent_ends_as_the_req_is_filled_and_not_with_the_approval_before(tell, stateful, decided):
    tell(DRAFT, by=RAVI, at=ENDED + 2 * HOUR)
    tell("offer approve ana R-1", by=DANA, at=HEADS_UP - 10 * MINUTE)
    heard(stateful, HEADS_UP)
    tell("req fill R-1", by=RAVI, at=HEADS_UP + HOUR)
    assert set(closing(stateful, HEADS_UP + HOUR)) == {"✓ Ravi marked R-1 as filled, Tue 14:00."}


def test_what_a_resumption_brought_back_is_closed_by_who_takes_that_back(tell, stateful, undecided):
    heard(stateful, HEADS_UP)
    tell("req hold R-1", by=RAVI, at=HEADS_UP + HOUR)
    tell("req resume R-1", at=HEADS_UP + 2 * HOUR)
    tell("undo", at=HEADS_UP + 2 * HOUR)
    assert set(closing(stateful, HEADS_UP + 2 * HOUR)) == {"✓ Mei took back: Mei resumed R-1, Tue 12:00."}


def test_terms_that_waited_beside_an_offer_end_with_the_answer_to_that(tell, stateful, decided):
    tell("offer sent ana R-1", by=RAVI, at=ENDED + 2 * HOUR)
    tell(DRAFT, by=RAVI, at=ENDED + 3 * HOUR)
    tell("offer approve ana R-1", by=DANA, at=ENDED + 3 * HOUR)
    hourly(stateful, ENDED + 4 * HOUR, HEADS_UP)
    tell("offer accept ana R-1", by=RAVI, at=HEADS_UP)
    accepted = "✓ Ana Quiroga accepted the offer, Ravi says, Tue"
    assert set(closing(stateful, HEADS_UP)) == {f"{accepted} 13:00.", f"{accepted} 10:00."}


def test_an_end_of_the_loop_that_is_put_right_closes_what_it_started_with_the_new_one(tell, stateful, undecided):
    heard(stateful, HEADS_UP)
    tell("loop done tue 6:00 ana R-1", at=HEADS_UP + HOUR)
    lines = closing(stateful, HEADS_UP + HOUR)
    assert "✓ Ana Quiroga's final round has ended, Mei says, Tue 06:00; the decision about Ana Quiroga is due Wed 06:00." in lines
    assert not any("Mon" in line for line in lines)
    later = " ".join(closing(stateful, HEADS_UP + 48 * HOUR))
    assert "Tue 06:00; the decision about Ana Quiroga was due Wed 06:00." in later, "written after it has passed"


# Who has it, where it runs on


def test_what_a_stand_in_was_asked_for_is_said_to_be_with_whoever_approves_instead(tell, stateful, decided):
    tell("away until fri @tom", by=DANA, at=ENDED + 2 * HOUR)
    tell(DRAFT, by=RAVI, at=ENDED + 3 * HOUR)
    assert "Tom" in [name for name, _ in hourly(stateful, ENDED + 3 * HOUR, HEADS_UP + HOUR)]
    tell("req team R-1 add @mei as approver", by=RAVI, at=HEADS_UP + HOUR)
    added = "✓ Ravi added Mei to R-1 as approver, in Dana's place, Tue"
    toms = f"{added} 20:00; Ana Quiroga's offer is with Mei now."
    meis = f"{added} 11:00; Ana Quiroga's offer is with you now."  # who was asked to name another approver
    assert sorted(closing(stateful, HEADS_UP + HOUR)) == [meis, toms]


def test_a_stand_in_who_becomes_the_approver_still_has_it(tell, stateful, decided):
    tell("away until fri @tom", by=DANA, at=ENDED + 2 * HOUR)
    tell(DRAFT, by=RAVI, at=ENDED + 3 * HOUR)
    hourly(stateful, ENDED + 3 * HOUR, HEADS_UP + HOUR)
    tell("req team R-1 add @tom as approver", by=RAVI, at=HEADS_UP + HOUR)
    added = "✓ Ravi added Tom to R-1 as approver, in Dana's place, Tue"
    toms, meis = f"{added} 20:00; Ana Quiroga's offer is still with you.", f"{added} 11:00; Ana Quiroga's offer is with Tom now."
    assert sorted(closing(stateful, HEADS_UP + HOUR)) == [meis, toms]


def test_what_a_person_put_off_is_said_to_be_with_whoever_has_their_part_now(tell, stateful, decided):
    heard(stateful, HEADS_UP)
    (mine,) = [each for each in rows(stateful, Nudge) if each.clock == "offer" and each.said_at]
    tell(verb="snooze", nudge=mine.id, hours=20, by=RAVI, at=HEADS_UP + HOUR)
    assert "I'll say it again Wed 10:00." in closing(stateful, HEADS_UP + HOUR)[0]
    edits = edited(stateful)
    tell("req team R-1 add @dana as recruiter", at=HEADS_UP + 2 * HOUR)
    assert edited(stateful) == edits + 1
    assert closing(stateful, HEADS_UP + 2 * HOUR) == [
        "✓ Mei added Dana to R-1 as recruiter, in Ravi's place, Tue 15:00; Ana Quiroga's offer is with Dana now."
    ]


def test_what_a_stand_in_put_off_is_said_to_be_with_whoever_is_back(tell, stateful, decided):
    tell("away until fri @tom", by=RAVI, at=ENDED + 2 * HOUR)
    hourly(stateful, ENDED + 2 * HOUR, HEADS_UP)
    (toms,) = [each for each in rows(stateful, Nudge) if each.clock == "offer" and each.said_at]
    tell(verb="snooze", nudge=toms.id, hours=15, by=TOM, at=HEADS_UP)
    edits = edited(stateful)
    tell("away back", by=RAVI, at=HEADS_UP + HOUR)
    assert edited(stateful) > edits
    assert closing(stateful, HEADS_UP + HOUR) == ["✓ Ana Quiroga's offer is with Ravi now."]


def test_what_was_put_off_and_is_done_before_says_what_was_done(tell, stateful, decided):
    heard(stateful, HEADS_UP)
    (mine,) = [each for each in rows(stateful, Nudge) if each.clock == "offer" and each.said_at]
    tell(verb="snooze", nudge=mine.id, hours=20, by=RAVI, at=HEADS_UP + HOUR)
    edits = edited(stateful)
    tell("offer sent ana R-1", by=RAVI, at=HEADS_UP + 2 * HOUR)
    assert edited(stateful) == edits + 1
    assert closing(stateful, HEADS_UP + 2 * HOUR) == ["✓ Ravi sent Ana Quiroga the offer, Tue 15:00."]


def test_what_was_put_off_and_is_held_then_promises_nothing(tell, stateful, decided):
    heard(stateful, HEADS_UP)
    (mine,) = [each for each in rows(stateful, Nudge) if each.clock == "offer" and each.said_at]
    tell(verb="snooze", nudge=mine.id, hours=20, by=RAVI, at=HEADS_UP + HOUR)
    tell("req hold R-1", at=HEADS_UP + 2 * HOUR)
    assert closing(stateful, HEADS_UP + 2 * HOUR) == ["✓ Mei put R-1 on hold, Tue 15:00."]


# What waits


def call(house):
    """The reminder of Mei's call."""
    return next(each for each in rows(house, Nudge) if each.clock == "manager_call" and each.said_at and not owing.is_line(each))


def test_a_call_that_waits_for_other_terms_is_not_said_to_be_settled_and_comes_back_with_them(tell, stateful, approved):
    hourly(stateful, ENDED + 48 * HOUR, ENDED + 50 * HOUR)
    tell("offer edit ana base 211k R-1", by=RAVI, at=ENDED + 50 * HOUR)
    waits = "; the call with Ana Quiroga on the first 90 days waits until the new terms are approved."
    assert any(
        line == f"✓ Ravi changed the offer for Ana Quiroga, Wed 12:00{waits}" for line in closing(stateful, ENDED + 50 * HOUR)
    )
    assert not any("Settled" in line for line in closing(stateful, ENDED + 50 * HOUR))
    tell("offer approve ana R-1", by=DANA, at=ENDED + 51 * HOUR)
    assert not owing.is_over(call(stateful))
    tell("req fill R-1", at=ENDED + 52 * HOUR)
    assert "✓ Mei marked R-1 as filled, Wed 14:00." in closing(stateful, ENDED + 52 * HOUR)
    assert not any("waits until" in line for line in closing(stateful, ENDED + 52 * HOUR))


def test_what_the_trail_did_not_end_has_no_event_to_name(tell, stateful, undecided):
    heard(stateful, HEADS_UP)

    def look(unit):
        said = [each for each in unit.all(Nudge) if each.said_at]
        return [ending.ending(owing.owed(unit, stateful.packaged, HEADS_UP, each)) for each in said]

    assert set(stateful.database.read("acme", look)) == {None}


# The message that asked for an approval


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("cand withdraw ana R-1", "R-1: A.Q. (C-1) withdrew before the offer was approved."),
        ("cand reject ana R-1", "R-1: it is a no to A.Q. (C-1), so the offer needs no approval any more."),
        ("offer withdraw ana R-1 because of the budget", "R-1: the offer for A.Q. (C-1) was taken back before it was approved."),
    ],
)
def test_an_approval_that_is_not_needed_any_more_says_why(tell, stateful, decided, said, line):
    tell(DRAFT, by=RAVI, at=ENDED + 2 * HOUR)
    tell(said, by=RAVI, at=ENDED + 3 * HOUR)

    def look(unit):
        asked = unit.one(Outbox, Outbox.kind == approvals.KIND)
        return messages.compose(unit, asked.kind, asked.refs, stateful.packaged, ENDED + 3 * HOUR, None)

    assert stateful.database.read("acme", look).text == line


# Once that is over, too


def edits(house):
    """How often each message that was sent to people was changed."""
    return {each.key: each.wanted for each in rows(house, Surface, Surface.kind == speech.KIND)}


def test_a_line_that_says_when_something_is_due_says_so_no_longer_once_that_is_done(tell, stateful, undecided):
    heard(stateful, HEADS_UP)
    tell("loop done tue 6:00 ana R-1", at=HEADS_UP + HOUR)
    assert any("the decision about Ana Quiroga is due Wed 06:00" in each for each in closing(stateful, HEADS_UP + HOUR))
    before = edits(stateful)
    tell("decide yes ana R-1", at=HEADS_UP + 2 * HOUR)
    assert edits(stateful).keys() == before.keys()
    assert all(edits(stateful)[key] > count for key, count in before.items())
    assert not any("the decision about Ana Quiroga is due" in each for each in closing(stateful, HEADS_UP + 2 * HOUR))


def test_a_line_that_says_with_whom_something_is_says_so_no_longer_once_that_is_done(tell, stateful, decided):
    heard(stateful, HEADS_UP)
    tell("req team R-1 add @dana as recruiter", at=HEADS_UP + HOUR)
    assert any("offer is with Dana now" in each for each in closing(stateful, HEADS_UP + HOUR))
    before = edits(stateful)
    tell("offer sent ana R-1", by=DANA, at=HEADS_UP + 2 * HOUR)
    assert all(edits(stateful)[key] > count for key, count in before.items())
    assert not any("now" in each for each in closing(stateful, HEADS_UP + 2 * HOUR))
