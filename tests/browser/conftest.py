"""A real headless Chromium before a served console; skipped, with the reason, where there is none."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, async_playwright, expect

from bot.console.routes import DESK, console_address
from tests.browser.tab import ARGUMENTS, PATIENCE_MS, Console, Open, browser_path
from tests.console.gallery import console
from tests.console.rounds import going_round

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    path = browser_path()
    if path is None:
        reason = "no Chromium here (on Debian: apt-get install chromium)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield launched
        await launched.close()


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """The printed address of a served console, with the post and the chores going round."""
    app, house = console()
    async with TestServer(app) as server, going_round(house):
        yield console_address(app, "127.0.0.1", server.port or 0)
        await app[DESK].close(app)
    house.close()


@pytest.fixture
async def open_tab(browser: Browser, address: str) -> AsyncIterator[Open]:
    """Open a tab; `context` are a browser context's settings (size, colour scheme). Fails on any complaint of the browser."""
    tabs: list[Console] = []
    contexts: list[BrowserContext] = []

    async def open_one(person: str = "mei", place: str = "mlhire", **context: Any) -> Console:
        if not contexts or context:
            contexts.append(await browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **context}))
        tab = Console(await contexts[-1].new_page(), address)
        tabs.append(tab)
        await tab.page.goto(address)
        await tab.ready()
        if (person, place) != ("mei", "mlhire"):
            await tab.go(person, place)
        return tab

    yield open_one
    for context in contexts:
        await context.close()
    assert [complaint for tab in tabs for complaint in tab.complaints] == []
