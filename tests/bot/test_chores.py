"""What is done each second besides the post."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.chores import carry_on
from bot.compose import House
from bot.config import read_config
from bot.digests import Digests
from handlers.core.command import Command
from storage.models import Interview, Outbox
from tests.conftest import CHANNEL, MEI, NOW
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


def test_nothing_to_do_is_nothing_done(house):
    tell(house, "req list")
    assert carry_on(house.database, house.library, NOW, NOW) is False
