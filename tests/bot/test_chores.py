"""What is done each second besides the post."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from bot.chores import Chores, carry_on
from bot.clocks import BusinessClock, Clocks
from bot.compose import House
from bot.config import read_config
from bot.digests import Digests
from handlers.core.command import Command
from knowledge.load import KnowledgeError
from storage.models import Interview, Nudge, Outbox, Person
from tests.bot.post import Platform, SetClock
from tests.conftest import CHANNEL, MEI, NOW, RAVI
from tests.databases import KINDS, fresh_url


@pytest.fixture(params=KINDS)
def house(request, tmp_path):
    house = House(read_config({"DATABASE_URL": fresh_url(request.param, tmp_path)}))
    yield house
    house.close()


def tell(house, said):
    return house.router.answer(Command(MEI, CHANNEL, NOW, said=said))


def test_a_round_that_should_have_ended_is_asked_about_once(house):
    tell(house, 'req open "Senior ML engineer" production senior remote')
    tell(house, 'cand add "Ana Quiroga" R-1')
    tell(house, 'interview book "Ana Quiroga" R-1 tomorrow 14:00')
    assert house.database.read("acme", lambda unit: unit.count(Interview)) == 1
    later = NOW + timedelta(days=3, hours=2)
    before = house.database.read("acme", lambda unit: unit.count(Outbox))
    for _ in range(2):
        carry_on(house.database, house.library, later, later)
    assert house.database.read("acme", lambda unit: unit.count(Outbox)) == before + 1


def test_the_mornings_digests_are_among_the_chores(house):
    tell(house, 'req open "Senior ML engineer" production senior remote')
    tell(house, 'loop done "Ana Quiroga" R-1')
    morning = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
    digests = Digests(house.database, house.library)
    for _ in range(2):
        carry_on(house.database, house.library, morning, morning, digests)
    written = house.database.read("acme", lambda unit: unit.all(Outbox, Outbox.kind == "digest"))
    assert [message.refs["digest"] for message in written] == ["morning"]


def broken(_workspace):
    raise KnowledgeError("facts.yaml: a fault")


def test_a_company_whose_knowledge_is_broken_keeps_nobody_else_from_their_chores(house):
    tell(house, 'req open "Senior ML engineer" production senior remote')
    tell(house, 'cand add "Ana Quiroga" R-1')
    tell(house, 'interview book "Ana Quiroga" R-1 tomorrow 14:00')
    later = NOW + timedelta(days=3, hours=2)
    before = house.database.read("acme", lambda unit: unit.count(Outbox))
    for library in (broken, house.library):
        carry_on(house.database, library, later, later)
    assert house.database.read("acme", lambda unit: unit.count(Outbox)) == before + 1


def test_a_digest_that_no_knowledge_can_be_had_for_is_left_for_a_later_look(house):
    tell(house, 'req open "Senior ML engineer" production senior remote')
    tell(house, 'loop done "Ana Quiroga" R-1')
    morning = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
    known = iter([house.library])  # when it is looked whose morning it is, and not when the digest is written
    digests = Digests(house.database, lambda workspace: next(known, broken)(workspace))
    assert not digests.poll(morning, morning)
    assert carry_on(house.database, house.library, morning, morning, Digests(house.database, house.library)) is False
    written = house.database.read("acme", lambda unit: unit.all(Outbox, Outbox.kind == "digest"))
    assert [message.refs["digest"] for message in written] == ["morning"]


def test_nothing_to_do_is_nothing_done(house):
    tell(house, "req list")
    assert carry_on(house.database, house.library, NOW, NOW) is False


async def test_who_came_back_during_a_stop_is_back_before_anybody_is_told(house):
    clock = SetClock(NOW)
    house.transports["slack"] = cast(Any, Platform())
    chores = Chores(house, Clocks(cast(BusinessClock, clock)))
    for actor in (MEI, RAVI):
        house.router.answer(Command(actor, replace(CHANNEL, channel=f"D-{actor.name}", private=True), NOW, said="due"))
    tell(house, 'req open "Senior ML engineer" production senior remote')
    tell(house, 'loop done "Ana Quiroga" R-1')
    tell(house, "away until tomorrow 9:00 @ravi")
    ravi = house.database.read("acme", lambda unit: next(each.id for each in unit.all(Person) if each.name == "Ravi"))
    assert ravi in {each.person_id for each in house.database.read("acme", lambda unit: unit.all(Nudge))}
    clock.at = NOW + timedelta(hours=26)  # half past ten the next morning, after a stop
    await chores.poll()
    await chores.stop()
    told = house.database.read("acme", lambda unit: unit.all(Outbox, Outbox.kind == "nudge"))
    assert [each.refs["to"] == ravi for each in told] == [False]


async def test_while_there_is_more_post_the_rest_waits_its_second(house):
    polls = [0.0, 0.4, 0.9, 1.1, 1.5, 2.2]
    seconds = [0.0]
    chores = Chores(house, Clocks(cast(BusinessClock, SetClock(NOW)), monotonic=lambda: seconds[0]))
    looks: list[float] = []
    chores.carry_on = lambda: bool(looks.append(seconds[0]))  # type: ignore[method-assign]
    there_is_more = True

    async def post() -> bool:
        return there_is_more

    chores.courier.poll = post  # type: ignore[method-assign]
    for seconds[0] in polls:
        assert await chores.poll()
    assert looks == [0.0, 1.1, 2.2]
    there_is_more = False
    assert not await chores.poll()
    assert looks == [0.0, 1.1, 2.2, 2.2]
    await chores.stop()
