"""A post office on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.compose import House
from bot.config import read_config
from tests.bot.post import Post
from tests.clocks import offer_alone
from tests.databases import KINDS, fresh_url


@pytest.fixture(params=KINDS)
async def post(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Post]:
    """Nothing on its way yet."""
    house = House(read_config({"DATABASE_URL": fresh_url(request.param, tmp_path)}))
    offer_alone(house)
    made = Post(house)
    yield made
    for courier in made.couriers:
        await courier.stop()
    house.close()
