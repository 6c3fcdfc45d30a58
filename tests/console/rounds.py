"""The post and the chores of a house, going round as `mlhire serve` lets them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.chores import Chores
from bot.clocks import Clocks, monotonic
from bot.compose import House
from bot.scheduler import Metronome


@asynccontextmanager
async def going_round(house: House) -> AsyncIterator[None]:
    """Until the block ends."""
    chores = Chores(house, Clocks(house.clock))
    metronome = Metronome(chores.poll, monotonic)
    house.wake = metronome.wake
    metronome.start()
    yield
    await metronome.stop()
    await chores.stop()
