"""What is asked most is answered, and what the first free question would wait for built, once the doors have opened."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import bot.ahead
from bot.ahead import answering_ahead, get_ahead, warmed
from bot.compose import House
from bot.config import Config
from handlers.advice.ask import search_of
from handlers.core.command import Command
from handlers.core.foreseen import foreseen
from handlers.core.library import Library
from handlers.router import Router
from knowledge.load import load
from tests.conftest import CHANNEL, MEI, NOW

EXAMPLE = Path(__file__).parent.parent / "example_company"
MOST_ASKED = ("band senior us remote", "band staff san francisco research", "band mid", "loop senior production")


class Warmed:
    """Stands in for the house: notes on which threads it was warmed."""

    def __init__(self) -> None:
        self.threads: list[int] = []

    def warm(self) -> None:
        self.threads.append(threading.get_ident())


def test_it_is_built_off_the_event_loop():
    house = Warmed()
    asyncio.run(_warm(house, stopped=False))
    assert len(house.threads) == 1
    assert house.threads != [threading.get_ident()]


def test_nothing_is_built_where_we_stop_before():
    house = Warmed()
    asyncio.run(_warm(house, stopped=True))
    assert house.threads == []


def test_failing_at_it_ends_nothing(monkeypatch, caplog):
    house = Warmed()
    monkeypatch.setattr(house, "warm", lambda: 1 / 0)
    asyncio.run(_warm(house, stopped=False))
    assert "could not be built" in caplog.text


def test_the_first_question_finds_it_built():
    house = House(Config())
    house.warm()
    built = search_of.cache_info().misses
    search_of(house.library("acme"))
    assert search_of.cache_info().misses == built


async def _warm(house: Warmed, *, stopped: bool) -> None:
    stop = asyncio.Event()
    if stopped:
        stop.set()
    await warmed(house, stop, after=0.01)  # type: ignore[arg-type]


def test_what_was_answered_ahead_is_given_to_every_workspace_that_shares_the_knowledge(house, monkeypatch):
    written = []
    house.writers.append(written.append)
    for _ in answering_ahead(house):
        pass
    asked = [*MOST_ASKED, "what's the band for a sr in seattle", "band phd staff nyc", "loop mlops senior"]
    monkeypatch.setattr(house.router, "_handled", None)  # nothing is composed any more
    for workspace in (MEI.workspace, "slack:T9"):
        answers = [house.router.answer(Command(replace(MEI, workspace=workspace), CHANNEL, NOW, said=each)) for each in asked]
        assert all(any(answer is reply for reply in written) for answer in answers)


def test_where_all_share_a_folder_of_their_own_that_is_what_is_answered_from(monkeypatch):
    shared = House(
        Config(
            knowledge={"folders": dict.fromkeys(("acme", "beta"), EXAMPLE)},
            workspaces={"acme": ("slack:T1",), "beta": ("slack:T2",)},
        )
    )
    assert shared.library("acme") is shared.library("beta") is not shared.library("slack:T3")
    written = []
    shared.writers.append(written.append)
    monkeypatch.setattr(bot.ahead, "foreseen", lambda _: ["band senior us remote"])
    for _ in answering_ahead(shared):
        pass
    assert shared.router.answer(Command(replace(MEI, workspace="beta"), CHANNEL, NOW, said="band senior remote us")) is written[0]


def test_the_vocabularys_own_words_are_foreseen():
    assert set(MOST_ASKED) < set(foreseen(load()))


def test_an_answer_is_kept_until_something_that_is_known_grows_old():
    library = Library(load(), stale_after_days=365)
    router = Router(House(Config()).router.verbs, lambda _: library, lambda: None)
    first, same, later = [
        router.answer(Command(MEI, CHANNEL, NOW + timedelta(days=days), said="band senior remote")) for days in (0, 0.1, 1000)
    ]
    assert same is first
    assert first.elements == later.elements[:-1]  # below it: whose figures are old


def test_failing_to_answer_ahead_ends_nothing(monkeypatch, caplog):
    monkeypatch.setattr(bot.ahead, "foreseen", lambda _: ["band senior remote"])
    house = House(Config())
    house.writers.append(lambda _: 1 / 0)
    monkeypatch.setattr(house, "warm", lambda: None)
    asyncio.run(get_ahead(house, asyncio.Event(), after=0.01))
    assert "could not be answered ahead" in caplog.text


def test_nothing_more_is_answered_ahead_once_we_stop(monkeypatch):
    house, written, stop = House(Config()), [], asyncio.Event()
    house.writers.append(written.append)
    stop.set()
    asyncio.run(get_ahead(house, stop, after=0.01))
    assert len(written) == 1
