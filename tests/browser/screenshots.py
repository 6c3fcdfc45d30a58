"""`python -m tests.browser.screenshots`: the console's main states as pictures in docs/screenshots/, for the README."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, async_playwright

from bot.config import Config, DatabaseSettings
from bot.console.routes import DESK, console_address
from tests.browser.tab import ARGUMENTS, MOVING_MS, Console, browser_path
from tests.console.gallery import console
from tests.console.rounds import going_round

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
WIDE = {"width": 1280, "height": 820}
PHONE = {"width": 360, "height": 740}
INTAKE = "We open a senior ML engineer search today, remote in the US.\n@Mei, is the work serving and on-call, or model research?"


class Stage:
    """A served console, and a browser before it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address

    async def tab(self, person: str = "mei", place: str = "mlhire", **context: Any) -> Console:
        """A tab in a browser of its own."""
        settings = {"viewport": WIDE, "device_scale_factor": 2, "reduced_motion": "reduce", **context}
        tab = Console(await (await self._browser.new_context(**settings)).new_page(), self._address)
        await tab.page.goto(self._address)
        await tab.go(person, place)
        return tab


async def shot(tab: Console, name: str) -> None:
    """Save what the tab shows."""
    await tab.page.evaluate("document.fonts.ready")
    await tab.page.mouse.move(0, 0)
    await tab.page.screenshot(path=FOLDER / f"{name}.png")
    print(FOLDER / f"{name}.png")


async def advice(stage: Stage) -> None:
    """The first page, an answer, its picture, and what stands behind it."""
    tab = await stage.tab()
    await shot(tab, "welcome")
    answer = await tab.ask("band senior remote")
    await shot(tab, "band")
    await answer.get_by_role("button", name="Details").click()
    await answer.get_by_role("tab", name="Slack and Teams").click()
    await answer.locator(".details").evaluate("panel => panel.scrollIntoView({ block: 'start' })")
    await shot(tab, "platforms")
    await answer.get_by_role("button", name="Picture").click()
    picture = tab.page.locator(".picture img").last
    await picture.scroll_into_view_if_needed()
    await picture.evaluate("image => image.decode()")
    await picture.scroll_into_view_if_needed()
    await shot(tab, "picture")
    await tab.box.fill("/")
    await shot(tab, "commands")


async def search(stage: Stage) -> None:
    """A search in a channel: a thread, advice for one, and the nudges that a moved clock brings."""
    ravi = await stage.tab("ravi", "hiring-ml")
    await ravi.box.fill(INTAKE)
    await ravi.page.keyboard.press("Escape")
    await ravi.page.keyboard.press("Enter")
    await ravi.last.wait_for()
    await ravi.ask('@mlhire req open "Senior ML engineer" production us remote')
    await ravi.ask('@mlhire loop done "A.Q." R-1')
    await ravi.go("ravi", "mlhire")
    await ravi.move_time("One day on")
    await ravi.move_time("To the next thing due")
    await shot(ravi, "nudge")
    mei = await stage.tab("mei", "hiring-ml", color_scheme="dark")
    first = mei.page.locator(".message").first
    await first.hover()
    await first.get_by_role("link", name="Reply in thread").click()
    await mei.page.locator(".thread").wait_for()
    await mei.ready()
    await mei.ask("@mlhire loop senior production")
    await shot(mei, "thread-dark")
    await mei.page.get_by_role("link", name="Close the thread").click()
    await mei.page.locator(".thread").wait_for(state="detached")
    await mei.ready()
    await mei.page.locator(".message.by-bot").first.get_by_role("button", name="A loop is done").click()
    await mei.page.get_by_role("dialog").wait_for()
    await shot(mei, "form-dark")


async def sample(stage: Stage) -> None:
    """The sample while it is played, and its pages."""
    ravi = await stage.tab("ravi")
    await ravi.page.get_by_role("button", name="Load the sample search").click()
    await ravi.page.locator(".message").nth(8).wait_for()
    await shot(ravi, "sample")
    await ravi.page.locator(".clock:not(.moving)").wait_for(timeout=MOVING_MS)
    await ravi.page.locator(".clock-button").click()
    await shot(ravi, "clock")
    await ravi.look("/pipeline", "ravi")
    await shot(ravi, "board")
    await ravi.look("/pipeline/2", "ravi")
    await shot(ravi, "req")
    dark = await stage.tab("ravi", color_scheme="dark")
    await dark.look("/pipeline/reports", "ravi")
    picture = dark.page.locator(".report img")
    await picture.scroll_into_view_if_needed()
    await picture.evaluate("image => image.decode()")
    await shot(dark, "report-dark")
    phone = await stage.tab("ravi", viewport=PHONE, has_touch=True, is_mobile=True)
    await phone.look("/pipeline", "ravi")
    await shot(phone, "phone-board")


async def phone(stage: Stage) -> None:
    """360 px wide."""
    tab = await stage.tab(viewport=PHONE, has_touch=True, is_mobile=True)
    await tab.ask("band senior remote")
    await shot(tab, "phone")
    await tab.page.get_by_role("button", name="Conversations").click()
    await shot(tab, "phone-conversations")


@asynccontextmanager
async def served() -> AsyncIterator[Stage]:
    """A console on a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        app, house = console(Config(database=DatabaseSettings(url=f"sqlite:///{folder}/mlhire.db")), real_verbs=True)
        async with TestServer(app) as server, async_playwright() as playwright, going_round(house):
            path = browser_path()
            if path is None:
                raise SystemExit("No Chromium here; on Debian: apt-get install chromium")
            browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
            yield Stage(browser, console_address(app, "127.0.0.1", server.port or 0))
            await browser.close()
            await app[DESK].close(app)
        house.close()


async def main() -> None:
    """All of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for scene in (advice, search, sample, phone):
        async with served() as stage:
            await scene(stage)


if __name__ == "__main__":
    asyncio.run(main())
