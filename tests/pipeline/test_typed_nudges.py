"""What people type to a reminder instead of pressing: which one is meant, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.pipeline.messages import cards
from storage.models import Nudge, Outbox
from tests.conftest import CHANNEL, RAVI
from tests.pipeline.team import DM, TOM, added, kinds, met, rows, sat_with_ana, undecided
from tests.pipeline.test_nudges import ENDED, HOUR, clock, heard, texts

TOLD = ENDED + 24 * HOUR
"""The decision is due then, and Mei has been told of it and of the offer."""


@pytest.fixture
def search(tell):
    """Mei hires, Ravi recruits, Dana sponsors; Ana's loop ended on Monday: the application's id."""
    return undecided(tell, ENDED)


@pytest.fixture
def ana(stateful, search):
    """The same, and Mei was told of two: the application's id."""
    heard(stateful, TOLD)
    return search


@pytest.fixture
def approved(tell, stateful, ana):
    """The offer waits for Ravi to send it, who was told: one reminder. The application's id."""
    tell(verb="decide yes", application=ana, at=TOLD)
    heard(stateful, TOLD + HOUR)
    return ana


def labels(reply):
    return [each.label for each in (*reply.actions, *reply.more)]


@pytest.mark.parametrize("said", ["snooze", "snooze 3h", "skip", "reassign @dana", "why"])
def test_of_several_open_ones_each_is_a_button(tell, ana, said):
    reply = tell(said, at=TOLD, place=DM)
    assert labels(reply) == ["The decision about Ana Quiroga", "Ana Quiroga's offer", "What do I owe?"]
    assert "2 of your reminders" in reply.text


def test_the_button_keeps_what_was_typed(tell, ana):
    dropped = tell("skip because she joins as a contractor", at=TOLD, place=DM).actions[1]
    put_off = tell("snooze 5h", at=TOLD, place=DM).actions[0]
    assert tell(verb=put_off.verb, at=TOLD, **put_off.args).data["until"] == (TOLD + 5 * HOUR).isoformat()
    assert "Dropped by Mei: Ana Quiroga's offer" in tell(verb=dropped.verb, at=TOLD, **dropped.args).text


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("snooze", 3 * HOUR),
        ("snooze 2h", 2 * HOUR),
        ("snooze it for 2 hours please", 2 * HOUR),
        ("snooze 3", 3 * HOUR),
        ("snooze ana half an hour", HOUR / 2),
        ("snooze until tomorrow", 19 * HOUR),
        ("snooze tomorrow morning", 19 * HOUR),
        ("snooze R-1 until thu 10am", 44 * HOUR),
        ("snooze 1 day", 24 * HOUR),
    ],
)
def test_it_is_put_off_for_so_long_or_until_then(tell, approved, said, until):
    reply = tell(said, by=RAVI, at=TOLD + HOUR, place=DM)
    assert reply.data["until"] == (TOLD + HOUR + until).isoformat()


@pytest.mark.parametrize(
    "said", ["snooze for 3 weeks", "snooze until 15 jan", "snooze 99999999999 h", "snooze until yesterday 9am"]
)
def test_what_can_not_be_put_off_so_is_said_and_nothing_changes(tell, stateful, approved, said):
    before = kinds(stateful)
    assert tell(said, by=RAVI, at=TOLD + HOUR, place=DM).data["refused"] in ("Invalid", "NamesNone")
    assert kinds(stateful) == before


def test_words_tell_one_from_the_other(tell, ana):
    assert "The decision about Ana Quiroga" in tell("why the decision", at=TOLD, place=DM).text
    assert "Ana Quiroga's offer" in tell("why ana's offer?", at=TOLD, place=DM).text
    assert tell("why ana", at=TOLD, place=DM).data["refused"] == "NotFound"
    assert "Dropped by Mei: the decision" in tell("skip the decision because she is hired", at=TOLD, place=DM).text


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ('decision "Ana Quiroga"', "decision"), ('decision "Ana Quiroga" R-1', "decision"),
        ('offer "Ana Quiroga"', "offer"), ('"Ana Quiroga" the offer', "offer"),
    ],
)  # fmt: skip
def test_what_is_owed_tells_one_from_the_other_beside_a_quoted_name(tell, stateful, ana, said, clock):
    tell('loop done "Bo Lind" R-1', at=TOLD)
    explained = tell(f"why {said}", at=TOLD, place=DM).data["nudge"]
    assert next(each.clock for each in rows(stateful, Nudge) if each.id == explained) == clock


def test_beside_a_quoted_name_words_that_say_nothing_of_it_leave_both_open(tell, ana):
    assert labels(tell('why early "Ana Quiroga"', at=TOLD, place=DM))[:2] == [
        "The decision about Ana Quiroga",
        "Ana Quiroga's offer",
    ]


def test_a_candidate_and_a_req_tell_one_from_the_other(tell, stateful, ana):
    tell('req open "Staff ML engineer" staff remote')
    tell('loop done "Bo Lind" R-2', at=ENDED)
    heard(stateful, TOLD + HOUR)
    assert labels(tell("skip bo", at=TOLD + HOUR, place=DM))[:2] == ["The decision about Bo Lind", "Bo Lind's offer"]
    assert labels(tell("skip R-1", at=TOLD + HOUR, place=DM))[:2] == ["The decision about Ana Quiroga", "Ana Quiroga's offer"]
    assert "Bo Lind's offer" in tell("why offer R-2", at=TOLD + HOUR, place=DM).text


def test_an_answer_in_a_messages_thread_means_what_that_message_said(tell, stateful, approved):
    tell('req open "Staff ML engineer" staff remote')
    tell("req team R-2 add @ravi as recruiter")
    tell(verb="loop done", application=added(tell, 2, "Bo Lind"), at=TOLD)
    tell("decide yes bo R-2", at=TOLD)
    heard(stateful, TOLD + 24 * HOUR)
    messages = rows(stateful, Outbox, Outbox.kind == "nudge", Outbox.status == "sent")
    owed = {each.outbox_id: each for each in rows(stateful, Nudge) if each.clock == "offer" and each.outbox_id}
    assert len(labels(tell("why", by=RAVI, at=TOLD + 25 * HOUR, place=DM))) == 3
    for message in [each for each in messages if owed.get(each.id) and len(each.refs["nudges"]) == 1][-2:]:
        below = replace(DM, thread=message.platform_ref["ts"])
        who = "Ana Quiroga" if owed[message.id].application_id == approved else "Bo Lind"
        assert f"{who}'s offer" in tell("why", by=RAVI, at=TOLD + 25 * HOUR, place=below).text


def test_in_a_reqs_thread_no_other_reqs_reminder_is_meant(tell, stateful, approved):
    tell('req open "Staff ML engineer" staff remote')
    tell("req team R-2 add @ravi as recruiter")
    card = rows(stateful, Outbox, Outbox.kind == "card")[-1]
    stateful.database.write("acme", lambda unit: cards.posted(unit, unit.get(Outbox, card.id), {"ts": "2.2"}))
    below = replace(CHANNEL, thread="2.2")
    reply = tell("skip because it is moot", by=RAVI, at=TOLD + HOUR, place=below)
    assert "No open reminder of yours is about R-2" in reply.text
    assert labels(reply) == ["Ana Quiroga's offer", "What do I owe?"]


@pytest.mark.parametrize("said", ["done", "Done.", "done!", "done with it", "done, thanks"])
def test_done_is_the_deed_where_both_wait_for_the_same(tell, ana, said):
    reply = tell(said, at=TOLD, place=DM)
    assert labels(reply)[:2] == ["Yes", "No"]


def test_done_records_what_the_reminder_asks_for(tell, stateful, approved):
    reply = tell("done", by=RAVI, at=TOLD + HOUR, place=DM)
    assert "refused" not in reply.data
    assert "offer_sent" in kinds(stateful)
    assert reply.public, "as the button says it"


def test_done_is_not_said_for_somebody_else(tell, stateful):
    sat_with_ana(tell, ENDED)
    heard(stateful, ENDED + 24 * HOUR)
    heard(stateful, ENDED + 45 * HOUR)
    heard(stateful, ENDED + 72 * HOUR)
    before = kinds(stateful)
    reply = tell("done R-1", at=ENDED + 72 * HOUR, place=DM)
    pressed = tell(verb="done", at=ENDED + 72 * HOUR, place=DM, **reply.actions[0].args)
    assert "is not yours to do" in pressed.text
    assert [each.label for each in pressed.actions] == ["Reassign"]
    assert kinds(stateful) == before


def test_it_is_passed_on_to_whoever_is_named(tell, stateful, approved):
    assert "is with Dana now" in tell("reassign ana's offer to dana", by=RAVI, at=TOLD + HOUR, place=DM).text
    assert [name for name, _ in texts(stateful, TOLD + HOUR)] == ["Dana"]


@pytest.mark.parametrize("said", ["reassign @mei", "reassign to mei", "reassign mei", "reassign it to @mei"])
def test_the_one_that_is_open_is_passed_on(tell, approved, said):
    assert "is with Mei now" in tell(said, by=RAVI, at=TOLD + HOUR, place=DM).text


def test_what_was_put_off_is_still_meant_where_nothing_else_is_open(tell, stateful, approved):
    tell("snooze", by=RAVI, at=TOLD + HOUR, place=DM)
    tell("done", by=RAVI, at=TOLD + 2 * HOUR, place=DM)
    assert "offer_sent" in kinds(stateful)


def test_what_was_put_off_is_not_meant_beside_what_is_open(tell, ana):
    tell("snooze decision", at=TOLD, place=DM)
    assert "Ana Quiroga's offer" in tell("why", at=TOLD, place=DM).text


@pytest.mark.parametrize(
    "said",
    [
        "why the decision about ana", "why is the decision about ana due?", "why decision about ana quiroga",
        "why ana's decision",
        "why the decision about ana in R-1", "why was i reminded about the decision about ana",
    ],
)  # fmt: skip
def test_what_is_owed_is_named_in_whole_words(tell, ana, said):
    assert tell(said, at=TOLD, place=DM).text == "The decision about Ana Quiroga: due Tue 10:00"


@pytest.mark.parametrize("said", ["why the answer to ana", "why the scorecard for ana", "why the walk-through call with ana?"])
def test_what_nobody_owes_of_somebody_is_said_to_be_no_reminder(tell, ana, said):
    reply = tell(said, at=TOLD, place=DM)
    assert reply.text.startswith("No open reminder of yours is about")
    assert labels(reply)[0] == "The decision about Ana Quiroga"


@pytest.mark.parametrize("said", ["why the decision about remote", "why is the offer slow", "why a decision within 24 hours"])
def test_what_names_nobody_is_a_question_to_the_guides(tell, ana, said):
    assert tell(said, at=TOLD, place=DM).data.get("refused") is None


@pytest.mark.parametrize("said", ["snooze", "skip", "skip because it is moot", "reassign @dana", "done", "why"])
def test_where_nothing_is_open_that_is_said(tell, stateful, ana, said):
    met(tell, TOM)
    before = kinds(stateful)
    reply = tell(said, by=TOM, at=TOLD)
    assert "Nothing that I reminded you of is open" in reply.text
    assert kinds(stateful) == before


def test_what_is_owed_and_was_not_said_yet_is_explained_but_dropped_by_name_only(tell, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    assert "Ana Quiroga's offer" in tell("why", by=RAVI, at=ENDED + HOUR, place=DM).text
    assert tell("skip because she withdrew", by=RAVI, at=ENDED + HOUR, place=DM).data["refused"] == "NotFound"
    assert "Dropped by Ravi" in tell("skip ana because she withdrew", by=RAVI, at=ENDED + HOUR, place=DM).text


@pytest.mark.parametrize(
    "said", ["why do seniors cost more", "why seniors cost more", "why not", "why remote", "done deal", "done hiring"]
)
def test_questions_that_begin_so_are_answered_as_before(tell, stateful, ana, said):
    before = kinds(stateful)
    assert tell(said, at=TOLD, place=CHANNEL).data.get("refused") is None
    assert kinds(stateful) == before


def test_a_name_that_nobody_has_is_said_back_with_what_is_open(tell, stateful, ana):
    reply = tell("skip zoe because she withdrew", at=TOLD, place=DM)
    assert '"zoe"' in reply.text
    assert labels(reply)[:2] == ["The decision about Ana Quiroga", "Ana Quiroga's offer"]


def test_nobody_means_somebody_elses_reminder(tell, stateful, ana):
    met(tell, TOM)
    reply = tell("skip ana because she withdrew", by=TOM, at=TOLD)
    assert reply.data["refused"] == "NamesNone"
    assert "Quiroga" not in reply.text


def test_with_the_next_person_it_is_passed_on_and_explained(tell, stateful, approved):
    for passed in (48, 50, 55):
        heard(stateful, ENDED + passed * HOUR)
    assert not clock(stateful, "offer", "escalation")[-1].acknowledged_at
    assert "Ana Quiroga's offer" in tell("why", at=ENDED + 56 * HOUR, place=DM).text
    assert "is with Dana now" in tell("reassign @dana", at=ENDED + 56 * HOUR + timedelta(minutes=1), place=DM).text
