"""What every test may use: the house with its packaged knowledge, and one cast of people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from bot.compose import House
from bot.config import read_config
from handlers.core.command import Actor, Attachment, Command, Place
from handlers.core.reply import Reply
from tests import databases, sharing

NOW = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
"""A Tuesday afternoon."""
MEI = Actor("acme", "slack", "U-MEI", "Mei", "America/Los_Angeles")
RAVI = Actor("acme", "slack", "U-RAVI", "Ravi", "America/New_York")
CHANNEL = Place("slack", "C-HIRING")
DIRECT = Place("slack", "D-RAVI", private=True)

Ask = Callable[..., Reply]

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")  # a busy machine is no fault of what is tested: no test is timed


def pytest_configure() -> None:
    """Not where this is imported: what is measured, and what is killed, runs as it is served."""
    databases.lasting = False
    sharing.share()


@pytest.fixture(autouse=True)
def _no_database_stays() -> Iterator[None]:
    """After all else that a test made: a whole run would leave gigabytes otherwise."""
    with databases.cleared():
        yield


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The house with an empty database: for what reads from knowledge alone."""
    return House(read_config({"DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('house')}/empty.db"}))


@pytest.fixture(scope="session")
def ask(house: House) -> Ask:
    """Say something, as Mei in the channel; or press a button (`verb` and `args`)."""

    def ask(said: str = "", *attachments: str, verb: str = "", **args: Any) -> Reply:
        documents = tuple(Attachment(f"document-{number}", text) for number, text in enumerate(attachments, start=1))
        return house.router.answer(Command(MEI, CHANNEL, NOW, said=said, verb=verb, args=args, attachments=documents))

    return ask
