"""Messages that show current state are edited in place: ten quick changes are one edit that shows the last state."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot import refresher as refreshing
from bot.clocks import BusinessClock, Clocks
from bot.compose import House
from bot.config import read_config
from bot.refresher import Refresher
from bot.transport import Failed, Outcome, Refused, Sent
from handlers.core.command import Command
from storage.models import Surface
from tests.bot.post import until
from tests.conftest import CHANNEL, MEI, NOW
from tests.databases import KINDS, fresh_url

LATER = NOW + timedelta(hours=1)


@dataclass
class Platform:
    """Answers every edit as it is told to, and keeps them."""

    outcome: Outcome = field(default_factory=lambda: Sent({}))
    edits: list[str] = field(default_factory=list)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may_answer.set()

    async def update(self, address: Any, ref: Any, reply: Any) -> Outcome:
        self.edits.append(str(reply))
        await self.may_answer.wait()
        return self.outcome


@pytest.fixture(params=KINDS)
def house(request, tmp_path):
    house = House(read_config({"DATABASE_URL": fresh_url(request.param, tmp_path)}))
    yield house
    house.close()


def refresher(house, platform, real=LATER):
    return Refresher(house.database, {"slack": platform}, house.library, Clocks(BusinessClock(), lambda: real))


def tell(house, said):
    return house.router.answer(Command(MEI, CHANNEL, NOW, said=said))


def posted(house):
    """The card's message is there."""
    house.database.write("acme", lambda unit: unit.update(Surface, platform_ref={"channel": "C-HIRING", "ts": "1.1"}))


async def test_quick_changes_become_one_edit_that_shows_the_last_state(house):
    tell(house, 'req open "Senior ML engineer" production senior remote')
    posted(house)
    for name in ("Ana Quiroga", "Tom Berg", "Iris Lund"):
        tell(house, f'cand add "{name}" R-1')
    platform = Platform()
    assert await refresher(house, platform).poll() == 1
    assert len(platform.edits) == 1
    assert await refresher(house, platform).poll() == 0


async def test_an_edit_waits_for_the_message_that_it_is_of(house):
    tell(house, 'req open "Senior ML engineer" production senior remote')
    tell(house, 'cand add "Ana Quiroga" R-1')
    platform = Platform()
    await refresher(house, platform).poll()
    assert platform.edits == []
    posted(house)
    await refresher(house, platform, LATER + timedelta(minutes=1)).poll()
    assert len(platform.edits) == 1


async def test_an_edit_that_failed_is_tried_again(house):
    tell(house, 'req open "Senior ML engineer" production senior remote')
    posted(house)
    tell(house, 'cand add "Ana Quiroga" R-1')
    platform = Platform(Failed("cut"))
    await refresher(house, platform).poll()
    platform.outcome = Sent({})
    await refresher(house, platform, LATER + timedelta(minutes=20)).poll()
    assert len(platform.edits) == 2


async def test_a_message_that_is_gone_is_not_asked_for_again(house):
    tell(house, 'req open "Senior ML engineer" production senior remote')
    posted(house)
    tell(house, 'cand add "Ana Quiroga" R-1')
    platform = Platform(Refused("message_not_found"))
    await refresher(house, platform).poll()
    assert await refresher(house, platform, LATER + timedelta(hours=2)).poll() == 0


def changed_card(house):
    tell(house, 'req open "Senior ML engineer" production senior remote')
    posted(house)
    tell(house, 'cand add "Ana Quiroga" R-1')


async def test_a_platform_that_is_slow_holds_no_poll_up_and_is_not_asked_twice(house, monkeypatch):
    monkeypatch.setattr(refreshing, "PATIENCE_SECONDS", 0.0)
    changed_card(house)
    platform = Platform()
    platform.may_answer.clear()
    slow = refresher(house, platform)
    assert await slow.poll() == 1
    assert slow.under_way == 1
    assert await slow.poll() == 0
    platform.may_answer.set()
    await until(lambda: not slow.under_way)
    assert await refresher(house, platform, LATER + timedelta(hours=2)).poll() == 0
    assert len(platform.edits) == 1


async def test_an_edit_that_is_never_answered_is_let_go_of_and_tried_again(house, monkeypatch):
    monkeypatch.setattr(refreshing, "EDIT_SECONDS", 0.0)
    changed_card(house)
    platform = Platform()
    platform.may_answer.clear()
    assert await refresher(house, platform).poll() == 1
    platform.may_answer.set()
    monkeypatch.undo()
    again = refresher(house, platform, LATER + timedelta(seconds=20))
    assert await again.poll() == 1
    assert len(platform.edits) == 2


async def test_what_has_not_ended_when_the_program_stops_is_done_again(house, monkeypatch):
    monkeypatch.setattr(refreshing, "PATIENCE_SECONDS", 0.0)
    changed_card(house)
    platform = Platform()
    platform.may_answer.clear()
    stopped = refresher(house, platform)
    await stopped.poll()
    await until(lambda: platform.edits)
    await stopped.stop()
    assert not stopped.under_way
    platform.may_answer.set()
    again = refresher(house, platform, LATER + timedelta(minutes=1))
    assert await again.poll() == 1
    await until(lambda: not again.under_way)
    assert len(platform.edits) == 2


async def test_a_database_that_is_away_leaves_no_error_that_nobody_looked_at(house, monkeypatch):
    changed_card(house)
    unseen = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unseen.append(context["message"]))
    editing = refresher(house, Platform())
    take = editing._take

    def taken(most):
        surfaces = take(most)
        monkeypatch.setattr(house.database, "write_system", away)
        return surfaces

    def away(*_):
        raise OSError("the database is away")

    monkeypatch.setattr(editing, "_take", taken)
    assert await editing.poll() == 1
    gc.collect()
    assert unseen == []
