"""A served console, before and after its printed address was opened."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.console.routes import DESK
from tests.console.gallery import console
from tests.console.rounds import going_round
from tests.console.tab import Tab


@pytest.fixture
async def closed() -> AsyncIterator[Tab]:
    """A console whose printed address was not opened yet."""
    app, house = console()
    async with TestClient(TestServer(app)) as client:
        yield Tab(client, app, house)
    house.close()


@pytest.fixture
async def tab(closed: Tab) -> Tab:
    """A console that was opened through the printed address."""
    response = await closed.client.get("/", params={"token": closed.address.partition("token=")[2]})
    assert response.status == 200
    return closed


@pytest.fixture
async def lively(tab: Tab) -> AsyncIterator[Tab]:
    """The same, with the post and the chores going round as when it is served."""
    async with going_round(tab.house):
        yield tab
        await tab.app[DESK].close(tab.app)
