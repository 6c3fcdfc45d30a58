"""After we were away: one message to each person with what is still true, marked late; and the time that others have."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests import Digests
from bot.duties import EXPIRY, Timed
from handlers.pipeline.digests import sending
from handlers.pipeline.messages import asking, messages
from handlers.pipeline.reminders import owing, undelivered
from storage.models import Application, Interview, Nudge, Outbox, Requisition, Surface
from storage.outbox import Claim
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, TOM, opened, reachable, rows, undecided
from tests.pipeline.test_nudges import ENDED, heard, shown, texts

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
"""10:00 where Ravi is."""
BACK = MONDAY + 48 * HOUR
"""Wednesday, 10:00 there."""
THREAD = {"system": "slack", "channel": "C-HIRING", "thread": "1.0"}
LATE = "I was away, and this comes late; I should have said it from Tue 11:30 on."
BOTH = (
    "Did it happen? Ana Quiroga, Technical depth, should have ended Tue 11:30 (R-1) · "
    "Bo Lind, Technical depth, should have ended Tue 13:30 (R-1)."
)


@pytest.fixture
def booked(tell, stateful):
    """Mei hires, Ravi recruits, in New York; on Tuesday, while we are away, rounds of Ana and of Bo are to end."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    for name, hour in (("Ana Quiroga", 10), ("Bo Lind", 12)):
        tell(f'cand add "{name}" R-{number}', at=MONDAY)
        tell(f'interview book "{name}" technical tue {hour}:00 R-{number}', by=RAVI, at=MONDAY)


def asked(house, at, limit=10):
    """What leaves of questions by then: (channel, reply)."""
    house.database.write("acme", lambda unit: asking.queue_questions(unit, house.packaged, at, at, limit))

    def leave(unit):
        found = []
        for each in unit.all(Outbox, Outbox.kind.in_(asking.KINDS), Outbox.status == "queued", order_by=Outbox.id):
            reply = messages.compose(unit, each.kind, each.refs, house.packaged, at, each.id)
            each.status = "sent" if reply else "cancelled"
            found.append((each.address["channel"], reply))
        return found

    return house.database.write("acme", leave)


def edits(house, at):
    """What the messages that asked show now."""

    def look(unit):
        found = unit.all(Surface, Surface.kind.in_(asking.KINDS), Surface.dirty_since.is_not(None), order_by=Surface.id)
        return [messages.compose(unit, each.kind, each.refs, house.packaged, at, None) for each in found]

    return house.database.read("acme", look)


def labels(reply):
    return [each.label for each in (*reply.actions, *reply.more)]


# Whether rounds took place


def test_what_should_have_been_asked_meanwhile_is_one_message_and_marked_late(tell, stateful, booked):
    ((channel, reply),) = asked(stateful, BACK)
    assert (channel, reply.text) == ("D-Ravi", f"{LATE} {BOTH}")
    assert labels(reply) == ["It happened: Ana Quiroga", "It happened: Bo Lind", "What do I owe?"]
    assert asked(stateful, BACK + HOUR) == []


def test_a_program_that_asks_of_each_round_alone_leaves_a_message_of_several_to_one_that_knows_it(tell, stateful, booked):
    asked(stateful, MONDAY + 25.5 * HOUR)
    asked(stateful, BACK)
    assert [each.kind for each in rows(stateful, Outbox, Outbox.kind.in_(asking.KINDS))] == [asking.KIND, asking.SEVERAL]
    assert all(messages.is_known(each) for each in asking.KINDS)


def test_one_that_comes_late_is_marked_and_one_in_time_is_not(tell, stateful, booked):
    ((_, first),) = asked(stateful, MONDAY + 25.5 * HOUR)
    assert first.text.startswith("Did it happen? Ana")
    ((_, second),) = asked(stateful, BACK)
    assert second.text.startswith(
        "I was away, and this comes late; I should have said it from Tue 13:30 on. Did it happen? Bo Lind"
    )
    assert labels(second)[:3] == ["It happened", "No-show", "Move it"]


def test_each_answer_takes_its_button_from_the_message_that_asks_about_several(tell, stateful, booked):
    asked(stateful, BACK)
    tell("interview done ana technical R-1", by=RAVI, at=BACK)
    (reply,) = edits(stateful, BACK)
    ana = "✓ Ana Quiroga, Technical depth (R-1): it took place."
    assert reply.text == f"Did it happen? Bo Lind, Technical depth, should have ended Tue 13:30 (R-1). {ana}"
    assert labels(reply)[0] == "It happened"
    tell("interview no-show bo technical R-1", by=RAVI, at=BACK)
    (reply,) = edits(stateful, BACK)
    assert (reply.text, labels(reply)) == (f"{ana} ✓ Bo Lind, Technical depth (R-1): they did not come.", [])
    tell("undo", by=RAVI, at=BACK)
    assert "Did it happen? Bo Lind" in edits(stateful, BACK)[0].text


def test_it_comes_in_the_message_that_says_what_else_is_still_true(tell, stateful, booked):
    tell('loop done "Cy Young" R-1', at=MONDAY)
    tell('decide yes "Cy Young" R-1', at=MONDAY)
    ((name, reply),) = heard(stateful, BACK)
    assert name == "Ravi"
    assert reply.text.startswith("I was away")
    assert reply.text.count("I was away") == 1
    assert BOTH in reply.text
    assert {"Offer sent", "It happened: Ana Quiroga", "It happened: Bo Lind"} <= set(labels(reply))
    assert asked(stateful, BACK) == []
    tell("interview done ana technical R-1", by=RAVI, at=BACK)
    (after,) = shown(stateful, BACK)
    assert "It happened: Ana Quiroga" not in labels(after)
    assert "✓ Ana Quiroga, Technical depth (R-1): it took place." in after.text
    tell('offer sent "Cy Young" R-1', by=RAVI, at=BACK)
    assert "It happened: Bo Lind" in labels(shown(stateful, BACK)[0]), "it stands, though what it came with is done"


def test_however_many_wait_whoever_is_asked_has_all_of_them_in_one_message(tell, stateful, booked):
    number = opened(tell)
    tell(f"req team R-{number} add @dana as recruiter")
    tell(f'cand add "Di Vo" R-{number}', at=MONDAY)
    tell(f'interview book "Di Vo" technical tue 10:30 R-{number}', by=MEI, at=MONDAY)
    ((channel, reply),) = asked(stateful, BACK, limit=1)
    assert (channel, reply.text) == ("D-Ravi", f"{LATE} {BOTH}")
    assert [channel for channel, _ in asked(stateful, BACK, limit=1)] == ["D-Dana"]
    assert asked(stateful, BACK, limit=1) == []


def test_beside_what_else_is_still_true_they_are_all_asked_too(tell, stateful, booked):
    for count in range(50):
        tell(f'cand add "Q{chr(97 + count % 25)}o V{chr(97 + count // 25)}x" R-1', at=MONDAY)
    stateful.database.write("acme", _each_held)
    tell('loop done "Cy Young" R-1', at=MONDAY)
    tell('decide yes "Cy Young" R-1', at=MONDAY)
    ((_, reply),) = heard(stateful, BACK)
    assert len(reply.data[asking.TOGETHER]) == 52
    assert asked(stateful, BACK) == []


def _each_held(unit):
    """Whoever has no round yet has one that is to end on Tuesday."""
    (req,), ends = unit.all(Requisition), MONDAY + 24 * HOUR
    have = {each.application_id for each in unit.all(Interview)}
    for each in unit.all(Application, Application.requisition_id == req.id):
        if each.id not in have:
            unit.add(Interview(application_id=each.id, round="technical", starts_at=ends - HOUR, ends_at=ends))


def test_the_morning_that_comes_late_too_is_in_the_same_message(tell, stateful, booked):
    tell('loop done "Cy Young" R-1', at=MONDAY + 20 * HOUR)
    tell('decide yes "Cy Young" R-1', at=MONDAY + 20 * HOUR)
    tell("due", by=RAVI, at=MONDAY + 20 * HOUR)
    stateful.database.write("acme", lambda unit: unit.update(Nudge, Nudge.clock == "offer", say_at=BACK + 3 * HOUR))
    ((_, reply),) = asked(stateful, BACK)
    assert reply.text.startswith(f"{LATE} {BOTH} Due before Thu 09:00")
    Digests(stateful.database, stateful.library).poll(BACK, BACK)
    assert [each.address["channel"] for each in rows(stateful, Outbox, Outbox.kind == sending.KIND)] == []


def test_back_in_the_night_it_is_asked_in_the_morning_and_marked(tell, stateful, booked):
    assert asked(stateful, MONDAY + 36 * HOUR) == []
    ((_, reply),) = asked(stateful, BACK - HOUR)
    assert reply.text == f"{LATE} {BOTH}"


@pytest.mark.parametrize("what", ["the req was on hold", "whoever is asked was away"])
def test_what_we_did_not_delay_is_not_said_to_be_late(tell, stateful, booked, what):
    if what == "the req was on hold":
        tell("req hold R-1", at=MONDAY + 20 * HOUR)
        asked(stateful, MONDAY + 26 * HOUR)
        asked(stateful, MONDAY + 28 * HOUR)
        tell("req resume R-1", at=BACK)
    else:
        tell("away until wed", by=RAVI, at=MONDAY)
        tell("away until next mon", by=MEI, at=MONDAY)
        asked(stateful, MONDAY + 26 * HOUR)
        asked(stateful, MONDAY + 28 * HOUR)
        tell("away back", by=RAVI, at=BACK)
    found = asked(stateful, BACK)
    assert found
    assert all(reply.text.startswith("Did it happen?") for _, reply in found)


def test_what_a_platform_would_not_take_is_asked_in_the_threads_and_loses_its_buttons_there_too(tell, stateful, booked):
    stateful.database.write("acme", lambda unit: unit.update(Requisition, address=THREAD))
    asked(stateful, BACK)

    def refuse(unit):
        (message,) = unit.all(Outbox, Outbox.kind.in_(asking.KINDS))
        known = {each.name: getattr(message, each.name, None) for each in fields(Claim)}
        undelivered.refused(unit, Claim(**known | {"lease_until": BACK, "taken_over": False}), "status 403", BACK)

    stateful.database.write("acme", refuse)
    in_thread = asked(stateful, BACK)
    assert [(channel, reply.text.startswith(LATE)) for channel, reply in in_thread] == [("C-HIRING", True)] * 2
    assert "Did it happen? A.Q. (C-1), Technical depth" in in_thread[0][1].text
    tell("interview done ana technical R-1", by=RAVI, at=BACK)
    assert "✓ A.Q. (C-1), Technical depth (R-1): it took place." in [each.text for each in edits(stateful, BACK)]


# What an offer's end brings about


def test_what_an_expiry_makes_due_is_marked_late_where_it_is_recorded_on_our_return(tell, stateful):
    undecided(tell, ENDED)
    tell("decide yes ana", at=ENDED + HOUR)
    tell("offer sent ana expires tue 12:00", by=RAVI, at=ENDED + 2 * HOUR)
    tell("call recruiter done ana", by=RAVI, at=ENDED + 2 * HOUR)
    tell("call manager done ana", at=ENDED + 2 * HOUR)
    heard(stateful, ENDED + 3 * HOUR)
    back = ENDED + 44 * HOUR  # Wednesday, 9:00 in New York; it ended on Tuesday at 12:00
    Timed(stateful.database, stateful.library, EXPIRY).poll(back, back)
    (text,) = [text for name, text in texts(stateful, back) if name == "Ravi"]
    assert text.startswith("I was away, and this comes late; I should have said it from Tue 12:00 on.")
    assert "the next step after Ana Quiroga's expired offer" in text


@pytest.mark.parametrize(("clock", "late"), [("", True), ("settings expired offer 96 hours", False)], ids=["a day", "four days"])
def test_what_is_said_ahead_of_a_deadline_that_is_still_far_is_not_late(tell, stateful, clock, late):
    undecided(tell, ENDED)
    if clock:
        tell(clock, at=ENDED)
    tell("decide yes ana", at=ENDED + HOUR)
    tell("offer sent ana expires tue 12:00", by=RAVI, at=ENDED + 2 * HOUR)
    tell("call recruiter done ana", by=RAVI, at=ENDED + 2 * HOUR)
    tell("call manager done ana", at=ENDED + 2 * HOUR)
    heard(stateful, ENDED + 3 * HOUR)
    back = ENDED + 37 * HOUR  # in the night after it ended
    Timed(stateful.database, stateful.library, EXPIRY).poll(back, back)
    ahead = [next(iter(texts(stateful, at)), None) for at in (back + 7 * HOUR, ENDED + 95 * HOUR)]
    (first, *_) = [text for _, text in filter(None, ahead)]
    assert "the next step after Ana Quiroga's expired offer" in first
    assert first.startswith("I was away") is late


def test_what_an_expiry_makes_due_in_time_is_not_late(tell, stateful):
    undecided(tell, ENDED)
    tell("decide yes ana", at=ENDED + HOUR)
    tell("offer sent ana expires tue 12:00", by=RAVI, at=ENDED + 2 * HOUR)
    ends = ENDED + 23 * HOUR
    heard(stateful, ends - HOUR)
    Timed(stateful.database, stateful.library, EXPIRY).poll(ends, ends)
    assert not any("I was away" in text for _, text in texts(stateful, ends))


# Who is told next


def test_who_hears_first_of_it_once_it_is_over_has_it_as_long_as_others_have_it_once_it_is_due(tell, stateful):
    application = undecided(tell, ENDED)
    tell(verb="decide yes", application=application, at=ENDED + HOUR)
    back = ENDED + 50 * HOUR  # Wednesday, 15:00 in New York; the offer was due at 13:00
    said = [each for each in texts(stateful, back) if each[0] == "Ravi"]
    assert said[0][1].startswith("I was away")
    assert "I'll let Mei know Wed 19:30." in said[0][1]
    hours = [back + count * HOUR / 2 for count in range(1, 20)]
    told = [at for at in hours for name, text in texts(stateful, at) if "I tell you in private" in text]
    assert told == [back + 4.5 * HOUR]


def test_who_had_heard_that_it_is_due_before_we_were_away_has_no_more_time(tell, stateful):
    application = undecided(tell, ENDED)
    tell(verb="decide yes", application=application, at=ENDED + HOUR)
    texts(stateful, ENDED + 24 * HOUR)
    texts(stateful, ENDED + 48 * HOUR)
    back = ENDED + 52 * HOUR
    assert any(name == "Ravi" for name, _ in texts(stateful, back))
    (climb,) = [each for each in rows(stateful, Nudge) if owing.is_climb(each) and each.clock == "offer" and not each.reason]
    assert climb.say_at == back + HOUR
