"""Digests are made once, by whatever number of instances, a few at a time, and hold nobody up."""

from __future__ import annotations

from datetime import timedelta

from bot import digests as polling
from bot.digests import Digests
from handlers.pipeline.digests import sending
from storage.models import Outbox, Person
from tests.conftest import NOW, RAVI
from tests.pipeline.digesting import DAY, ENDED, HOUR, MEIS_MORNING, RAVIS_MORNING, texts
from tests.pipeline.team import rows


def test_a_digest_is_said_once_by_whatever_number_of_instances(stateful, loop_ended):
    assert len(texts(stateful, MEIS_MORNING)) == 1
    for _ in range(3):
        assert texts(stateful, MEIS_MORNING + timedelta(minutes=6)) == []
    assert len([each for each in rows(stateful, Outbox) if each.kind == sending.KIND]) == 1


def test_what_was_found_empty_is_not_looked_at_again_that_day(tell, stateful, loop_ended):
    tell(verb="decide yes", application=loop_ended, at=ENDED + HOUR)
    tell(verb="offer sent", application=loop_ended, by=RAVI, at=ENDED + 2 * HOUR)
    tell(verb="call recruiter done", application=loop_ended, by=RAVI, at=ENDED + 2 * HOUR)
    assert texts(stateful, RAVIS_MORNING) == []
    tell('loop done "Bo Lind" R-1', at=RAVIS_MORNING + HOUR)
    tell('decide yes "Bo Lind" R-1', at=RAVIS_MORNING + HOUR)
    assert [each for each in texts(stateful, RAVIS_MORNING + 2 * HOUR) if each[0] == "D-Ravi"] == []


def test_one_that_leaves_too_late_says_nothing(stateful, loop_ended):
    Digests(stateful.database, stateful.library).poll(MEIS_MORNING, MEIS_MORNING)
    assert texts(stateful, MEIS_MORNING + DAY)[0][1].count("Good morning") == 1
    assert len([each for each in rows(stateful, Outbox) if each.kind == sending.KIND and each.status == "cancelled"]) == 1


def test_nobodys_command_waits_while_mornings_are_composed(stateful, loop_ended, monkeypatch):
    compose, meanwhile = sending.compose, []

    def interrupted(*asked):
        meanwhile.append(stateful.database.write("acme", lambda unit: unit.remember(f"a command {len(meanwhile)}", NOW, "said")))
        return compose(*asked)

    monkeypatch.setattr(sending, "compose", interrupted)
    Digests(stateful.database, stateful.library).poll(MEIS_MORNING, MEIS_MORNING)
    assert meanwhile and all(meanwhile)
    assert "D-Mei" in {message.address["channel"] for message in rows(stateful, Outbox) if message.kind == sending.KIND}


def test_between_times_it_only_looks_at_the_clock(stateful, loop_ended):
    poller = Digests(stateful.database, stateful.library)
    poller.poll(MEIS_MORNING, MEIS_MORNING)
    looked = []
    read = stateful.database.read_system
    stateful.database.read_system = lambda work: (looked.append(work), read(work))[1]
    for second in range(1, 290, 10):
        poller.poll(MEIS_MORNING + timedelta(seconds=second), MEIS_MORNING)
    assert looked == []
    poller.poll(MEIS_MORNING + timedelta(minutes=6), MEIS_MORNING)
    assert looked
    poller.poll(MEIS_MORNING - DAY, MEIS_MORNING)
    assert len(looked) == 2, "a clock that was set back is looked at anew"


def test_one_that_cannot_be_written_costs_nobody_else_theirs(stateful, loop_ended, monkeypatch):
    queue, mei = sending.queue, next(each.id for each in rows(stateful, Person) if each.name == "Mei")

    def broken(unit, due, now, real_now, *, news):
        if due.whom != mei:
            raise RuntimeError("no")
        return queue(unit, due, now, real_now, news=news)

    monkeypatch.setattr(sending, "queue", broken)
    assert [channel for channel, _ in texts(stateful, MEIS_MORNING)] == ["D-Mei"]


def test_many_are_written_a_few_at_a_time(tell, stateful, loop_ended, monkeypatch):
    monkeypatch.setattr(polling, "AT_ONCE", 1)
    poller = Digests(stateful.database, stateful.library)
    assert poller.poll(MEIS_MORNING, MEIS_MORNING) is True, "Mei, Ravi, Dana"
    while poller.poll(MEIS_MORNING, MEIS_MORNING):
        pass
    assert [message.address["channel"] for message in rows(stateful, Outbox) if message.kind == sending.KIND] == ["D-Mei"]
