"""A round of the post, carried to its end."""

from __future__ import annotations

import asyncio

from bot.chores import Chores


async def a_round(chores: Chores) -> bool:
    """What may go now has gone, and what changed is edited; whether there is more to do."""
    courier = chores.courier
    more = await courier.poll() or courier.under_way
    await asyncio.gather(*courier._work, return_exceptions=True)
    return bool(await chores.refresher.poll() or more)
