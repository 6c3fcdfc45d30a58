"""The post and the chores of a house, going round as `mlhire serve` lets them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.chores import Chores, carry_on
from bot.clocks import monotonic, real_now
from bot.compose import House
from bot.courier import Courier
from bot.digests import Digests
from bot.refresher import Refresher
from bot.scheduler import Metronome


@asynccontextmanager
async def going_round(house: House) -> AsyncIterator[None]:
    """Until the block ends."""
    courier = Courier(house.database, house.transports, house.library, house.clock, real_now, answer=house.answers)
    refresher = Refresher(house.database, house.transports, house.library, house.clock, real_now)
    digests = Digests(house.database, house.library)
    chores = Chores(courier, refresher, lambda: carry_on(house.database, house.library, house.clock.now(), real_now(), digests))
    metronome = Metronome(chores.poll, monotonic)
    house.wake = metronome.wake
    metronome.start()
    yield
    await metronome.stop()
    await courier.stop()
