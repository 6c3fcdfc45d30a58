"""A house with a real database, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.answering import Answering
from bot.compose import House
from bot.config import read_config
from handlers.core.command import Actor, Command, Place
from handlers.core.reply import Reply
from storage.models import Requisition
from storage.people import refer
from storage.unit import Unit, table_of
from tests.conftest import CHANNEL, MEI, NOW, RAVI
from tests.databases import KINDS, fresh_url
from tests.pipeline.digesting import ENDED
from tests.pipeline.team import DANA, DM, TOM, Search, added, met, opened, reachable

Tell = Callable[..., Reply]


@pytest.fixture(params=KINDS)
def stateful(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[House]:
    """A house whose verbs may write."""
    house = House(read_config({"DATABASE_URL": fresh_url(request.param, tmp_path)}))
    yield house
    house.close()


@pytest.fixture
def tell(stateful: House) -> Tell:
    """Say something, or press a button, as somebody, somewhere, at some time."""

    def tell(
        said: str = "",
        *,
        by: Actor = MEI,
        at: datetime = NOW,
        place: Place = CHANNEL,
        key: str | None = None,
        verb: str = "",
        **args: Any,
    ) -> Reply:
        command = Command(by, place, at, said=said, delivery_key=key)
        return stateful.router.answer(replace(command, verb=verb, args=args) if verb else command)

    return tell


@pytest.fixture
def talks(stateful: House) -> Tell:
    """Say something as a door does, which remembers what was asked."""
    answering = Answering(stateful.router)

    def say(said: str, by: Actor = MEI, place: Place = DM, at: datetime = NOW) -> Reply:
        command = Command(by, place, at, said=said)
        heard = answering.talk.read(command)
        return heard if isinstance(heard, Reply) else stateful.router.run(heard, command)

    return say


@pytest.fixture
def search(tell: Tell, stateful: House) -> Search:
    """Mei hires, Ravi recruits, Dana approves, Tom may sit in rounds; Ana is the candidate, just added."""
    number = opened(tell)
    met(tell, RAVI, TOM, DANA)
    tell(f"req team R-{number} add @ravi as recruiter")
    tell(f"req team R-{number} add @dana as approver")
    return Search(number, added(tell, number))


@pytest.fixture
def loop_ended(tell: Tell) -> str:
    """Mei hires, Ravi recruits; Ana's loop ended on Monday and waits for Mei's decision: her application."""
    reachable(tell, MEI, RAVI, DANA)
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    return str(tell(f'loop done "Ana Quiroga" R-{number}', at=ENDED).data["application"])


@pytest.fixture
def threaded(stateful: House, search: Search) -> Place:
    """R-1's card has been posted: its thread."""
    thread = Place("slack", "C-HIRING", thread="1.1")

    def posted(unit: Unit) -> None:
        row = unit.one(Requisition, table_of(Requisition).c.number == search.req)
        refer(unit, "slack", "thread", "C-HIRING/1.1", entity_kind=table_of(Requisition).name, entity_id=row.id)

    stateful.database.write("acme", posted)
    return thread
