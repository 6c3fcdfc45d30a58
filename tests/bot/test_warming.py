"""What the first free question would wait for is built after the doors have opened."""

from __future__ import annotations

import asyncio
import threading

from bot.compose import House
from bot.config import Config
from bot.serve import warmed
from handlers.advice.ask import search_of


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
