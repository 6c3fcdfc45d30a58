"""`Did it happen?` that was to be asked and never was, as its message was dropped or left without it: it is asked anew, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ledger import Delivered, refused, unneeded
from handlers.pipeline.messages import asking, messages, nudges
from storage import outbox
from storage.models import Delivery, Interview, Outbox, Requisition, Surface
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, TOM, opened, reachable, rows
from tests.pipeline.test_after_a_stop import BACK, HOUR, LATE, MONDAY, THREAD, booked, edits, labels

__all__ = ["booked"]

ENDED = MONDAY + 25.5 * HOUR
"""Ana's round should have ended just now."""
ANA = "Did it happen? Ana Quiroga, Technical depth, should have ended Tue 11:30 (R-1)."
MINUTE = timedelta(minutes=1)


def queue(house, at):
    """What it is time for is put into the outbox."""

    def put(unit):
        nudges.queue_due(unit, at, at, 50, house.packaged.customs)
        asking.queue_questions(unit, house.packaged, at, at, 10)

    house.database.write("acme", put)


def leave(house, at):
    """What waits leaves, as the courier has it leave: what it asks, (channel, reply)."""
    asked = []

    def send(unit):
        claims = outbox.claim(unit, at + HOUR * 24 * 30, 50, 60)
        for each in claims:
            workspace = unit.within("acme")
            reply = messages.compose(workspace, each.kind, each.refs, house.packaged, at, each.id)
            mark = Delivered({"ts": each.id}, at, at, reply) if reply else unneeded(at)
            assert mark(unit, each)
            if reply and "Did it happen?" in reply.text:
                asked.append((each.address["channel"], reply))
        return claims

    while house.database.write_system(send, ["acme"]):
        pass
    return asked


def asks(house, at):
    """What is asked by then, whatever else is said: (channel, text)."""
    queue(house, at)
    return [(channel, reply.text) for channel, reply in leave(house, at)]


@pytest.fixture
def waits(tell, stateful, booked):
    """Ravi is to be asked about Ana's round; the message waits."""
    leave(stateful, MONDAY)
    queue(stateful, ENDED)


def test_who_takes_the_search_over_while_the_message_waits_is_asked_and_whoever_had_it_is_not(tell, stateful, waits):
    tell("req team R-1 add @dana as recruiter", at=ENDED)
    assert leave(stateful, ENDED) == []
    assert asks(stateful, ENDED + MINUTE) == [("D-Dana", ANA)]
    assert asks(stateful, ENDED + HOUR) == []
    tell("interview done ana technical R-1", by=DANA, at=ENDED + HOUR)
    assert [labels(each) for each in edits(stateful, ENDED + HOUR)] == [[]]


def test_what_a_hold_has_dropped_is_asked_once_the_search_goes_on(tell, stateful, waits):
    tell("req hold R-1", at=ENDED)
    assert leave(stateful, ENDED) == []
    assert asks(stateful, ENDED + MINUTE) == []
    tell("req resume R-1", at=ENDED + HOUR)
    assert asks(stateful, ENDED + HOUR) == [("D-Ravi", ANA)]
    assert asks(stateful, ENDED + HOUR + MINUTE) == []


@pytest.mark.parametrize("deed", ["cand withdraw ana R-1", "loop done ana R-1", "interview move ana technical thu 10:00 R-1"])
def test_what_a_deed_has_dropped_is_asked_once_that_is_taken_back(tell, stateful, waits, deed):
    assert "event" in tell(deed, by=RAVI, at=ENDED).data
    assert leave(stateful, ENDED) == []
    assert asks(stateful, ENDED + MINUTE / 4) == []
    assert "event" in tell("undo", by=RAVI, at=ENDED + MINUTE / 2).data
    assert asks(stateful, ENDED + MINUTE) == [("D-Ravi", ANA)]
    assert asks(stateful, ENDED + HOUR) == []


def test_what_was_answered_before_it_left_and_is_taken_back_is_asked_of_whoever_is_asked_by_then(tell, stateful, waits):
    tell("interview done ana technical R-1", by=RAVI, at=ENDED)
    leave(stateful, ENDED)
    tell("undo", by=RAVI, at=ENDED)
    tell("req team R-1 add @dana as recruiter", at=ENDED)
    assert asks(stateful, ENDED + MINUTE) == [("D-Dana", ANA)]


def test_what_is_answered_before_it_leaves_is_not_asked(tell, stateful, waits):
    tell("interview done ana technical R-1", by=RAVI, at=ENDED)
    assert leave(stateful, ENDED) == []
    assert asks(stateful, ENDED + MINUTE) == []


def test_taken_back_before_it_leaves_it_is_asked_once(tell, stateful, waits):
    tell("req hold R-1", at=ENDED)
    tell("req resume R-1", at=ENDED)
    assert [channel for channel, _ in leave(stateful, ENDED)] == ["D-Ravi"]
    assert asks(stateful, ENDED + MINUTE) == []


def test_what_was_asked_is_not_asked_anew(tell, stateful, waits):
    leave(stateful, ENDED)
    for said in ("req hold R-1", "req resume R-1", "req team R-1 add @tom as sponsor", "cand withdraw ana R-1", "undo"):
        tell(said, at=ENDED + MINUTE)
        assert asks(stateful, ENDED + MINUTE) == []


def test_in_the_thread_too_what_is_dropped_is_asked_anew(tell, stateful, booked):
    stateful.database.write("acme", lambda unit: unit.update(Requisition, address=THREAD))
    leave(stateful, MONDAY)
    queue(stateful, ENDED)

    def refuse(unit):
        (message,) = [each for each in outbox.claim(unit, ENDED + HOUR, 50, 60) if each.kind in asking.KINDS]
        refused("status 403", ENDED, ENDED)(unit, message)

    stateful.database.write_system(refuse, ["acme"])
    tell("req hold R-1", at=ENDED)
    assert leave(stateful, ENDED) == []
    tell("req resume R-1", at=ENDED + HOUR)
    queue(stateful, ENDED + HOUR)
    stateful.database.write_system(refuse, ["acme"])
    assert [channel for channel, _ in leave(stateful, ENDED + HOUR)] == ["C-HIRING"]


# Of several at once


@pytest.fixture
def two(tell, stateful):
    """Ravi recruits for two searches; on Tuesday, while we are away, a round of each is to end."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    for name, hour in (("Ana Quiroga", 10), ("Bo Lind", 12)):
        number = opened(tell)
        tell(f"req team R-{number} add @ravi as recruiter")
        tell(f'cand add "{name}" R-{number}', at=MONDAY)
        tell(f'interview book "{name}" technical tue {hour}:00 R-{number}', by=RAVI, at=MONDAY)
    leave(stateful, MONDAY)


def test_one_that_left_the_message_is_asked_of_whoever_has_the_search_and_its_message_speaks_of_the_other_alone(
    tell, stateful, two
):
    queue(stateful, BACK)
    tell("req team R-2 add @dana as recruiter", at=BACK)
    ((channel, reply),) = leave(stateful, BACK)
    assert (channel, reply.text) == ("D-Ravi", f"{LATE} {ANA}")
    ((channel, text),) = asks(stateful, BACK + MINUTE)
    assert (channel, "Bo Lind" in text, "Ana" in text) == ("D-Dana", True, False)
    assert text.startswith("I was away")
    tell("interview done ana technical R-1", by=RAVI, at=BACK + HOUR)
    assert "R-2" not in " ".join(each.text for each in edits(stateful, BACK + HOUR))


def test_all_of_them_are_asked_once_the_searches_go_on(tell, stateful, two):
    queue(stateful, BACK)
    for number in (1, 2):
        tell(f"req hold R-{number}", at=BACK)
    assert leave(stateful, BACK) == []
    for number in (1, 2):
        tell(f"req resume R-{number}", at=BACK + HOUR)
    ((channel, text),) = asks(stateful, BACK + HOUR)
    assert (channel, text.count("should have ended")) == ("D-Ravi", 2)
    assert asks(stateful, BACK + 2 * HOUR) == []
    tell("interview done ana technical R-1", by=RAVI, at=BACK + 2 * HOUR)
    assert "✓ Ana Quiroga" in edits(stateful, BACK + 2 * HOUR)[-1].text


@pytest.fixture
def beside(tell, stateful, booked):
    """The rounds are to be asked about in the message that says what else is due; it waits."""
    tell('loop done "Cy Young" R-1', at=MONDAY)
    tell('decide yes "Cy Young" R-1', at=MONDAY)
    leave(stateful, MONDAY)
    queue(stateful, BACK)
    found = rows(stateful, Outbox, Outbox.kind == nudges.KIND, Outbox.status == "queued")
    assert len([each for each in found if asking.KIND in each.refs]) == 1


def test_beside_reminders_what_a_hold_has_dropped_is_asked_once_the_search_goes_on(tell, stateful, beside):
    tell("req hold R-1", at=BACK)
    assert leave(stateful, BACK) == []
    tell("req resume R-1", at=BACK + HOUR)
    assert sum(text.count("should have ended") for _, text in asks(stateful, BACK + HOUR)) == 2
    assert asks(stateful, BACK + 2 * HOUR) == []


def test_what_reminders_were_to_bring_along_and_did_not_is_asked_of_whoever_has_the_search(tell, stateful, two):
    tell('loop done "Cy Young" R-1', at=MONDAY)
    tell('decide yes "Cy Young" R-1', at=MONDAY)
    leave(stateful, MONDAY)
    queue(stateful, BACK)
    tell("req team R-2 add @dana as recruiter", at=BACK)
    ((channel, reply),) = leave(stateful, BACK)
    assert (channel, "Ana" in reply.text, "Bo Lind" in reply.text) == ("D-Ravi", True, False)
    assert [(channel, "Bo Lind" in text) for channel, text in asks(stateful, BACK + MINUTE)] == [("D-Dana", True)]
    tell("interview done ana technical R-1", by=RAVI, at=BACK + HOUR)
    (message,) = [each for each in rows(stateful, Surface, Surface.kind == nudges.KIND) if asking.KIND in each.refs]
    assert len(message.refs[asking.KIND][asking.TOGETHER]) == 1


def test_who_leaves_beside_reminders_and_is_back_is_asked_about_where_the_rest_was_said(tell, stateful, beside):
    tell("cand withdraw ana R-1", by=RAVI, at=BACK)
    ((channel, reply),) = leave(stateful, BACK)
    assert (channel, "Ana" in reply.text, "Bo Lind" in reply.text) == ("D-Ravi", False, True)
    assert "event" in tell("undo", by=RAVI, at=BACK + MINUTE / 2).data
    assert asks(stateful, BACK + MINUTE) == []
    (message,) = rows(stateful, Surface, Surface.kind == nudges.KIND, Surface.dirty_since.is_not(None))
    now = stateful.database.read(
        "acme", lambda unit: messages.compose(unit, message.kind, message.refs, stateful.packaged, BACK + HOUR, None)
    )
    assert "It happened: Ana Quiroga" in labels(now)


def test_nothing_of_a_question_that_was_never_asked_is_kept(tell, stateful, waits):
    tell("req hold R-1", at=ENDED)
    leave(stateful, ENDED)
    assert rows(stateful, Outbox, Outbox.kind.in_(asking.KINDS)) == []
    assert rows(stateful, Surface, Surface.kind.in_(asking.KINDS)) == []
    assert stateful.database.read("acme", lambda unit: unit.count(Delivery, Delivery.verb == asking.KIND)) == 0
    assert [each.asked_at for each in rows(stateful, Interview)] == [None, None]
