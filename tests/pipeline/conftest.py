"""A house with a real database, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest

from bot.compose import House
from bot.config import read_config
from handlers.core.command import Actor, Command, Place
from handlers.core.reply import Reply
from storage.enums import System
from storage.models import Application
from storage.people import Account, ensure_person
from tests.conftest import CHANNEL, MEI, NOW, RAVI
from tests.databases import KINDS, fresh_url

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


TOM = Actor("acme", "slack", "U-TOM", "Tom", "Europe/Berlin")
DANA = Actor("acme", "slack", "U-DANA", "Dana", "America/New_York")


@dataclass(frozen=True)
class Search:
    """A search under way: its req's number, and the application of Ana Quiroga, its one candidate."""

    req: int
    application: str


@pytest.fixture
def search(tell: Tell, stateful: House) -> Search:
    """Mei hires, Ravi recruits, Dana approves, Tom may sit in rounds; Ana is the candidate, just added."""
    number = tell('req open "Senior ML engineer" production senior remote').data["req"]
    for each in (RAVI, TOM, DANA):
        account = Account(System.SLACK, each.external_id, each.name, each.timezone)
        stateful.database.write("acme", lambda unit, account=account: ensure_person(unit, account, NOW))
    tell(f"req team R-{number} add @ravi as recruiter")
    tell(f"req team R-{number} add @dana as approver")
    tell(f'cand add "Ana Quiroga" R-{number}')
    application = stateful.database.read("acme", lambda unit: unit.one(Application))
    assert application is not None
    return Search(number, application.id)
