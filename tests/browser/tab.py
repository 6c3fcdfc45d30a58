"""A browser, and a tab of the console with what one does in it."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Locator, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE_MS = 15_000
MOVING_MS = 60_000


def browser_path() -> str | None:
    """Where a browser is."""
    debian = Path("/usr/bin/chromium")
    return str(debian) if debian.exists() else next((path for name in NAMES if (path := shutil.which(name))), None)


class Console:
    """A tab of the console, and what one does in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.base, self.address = address.partition("?")[0], address
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None)

    @property
    def box(self) -> Locator:
        """Where one types: the thread's box while one is open."""
        return self.page.locator("[data-composer]").get_by_role("combobox").last

    @property
    def last(self) -> Locator:
        return self.page.locator("main .message").last

    async def go(self, person: str = "mei", place: str = "mlhire") -> None:
        await self.page.goto(f"{self.base}?as={person}&in={place}")
        await self.ready()

    async def look(self, path: str, person: str = "mei") -> None:
        """Open a page of the pipeline as somebody."""
        await self.page.goto(f"{self.base.rstrip('/')}{path}?as={person}")
        await self.ready()

    async def move_time(self, label: str) -> None:
        """Move business time by the clock's menu, and wait until it stands."""
        await self.page.locator(".clock-button").click()
        async with self.page.expect_response("**/console/clock"):
            await self.page.get_by_role("menuitem", name=label).click()
        await self.page.locator(".clock:not(.moving)").wait_for(timeout=MOVING_MS)

    async def ready(self) -> None:
        """Wait until the page's script listens."""
        await self.page.locator("body[data-ready]").wait_for()

    async def ask(self, words: str) -> Locator:
        """Type `words`, send them, and wait for the answer: that message, whatever is posted before it later."""
        before = await self.page.locator(".message.by-bot").count()
        await self.box.fill(words)
        await self.page.keyboard.press("Escape")
        await self.page.keyboard.press("Enter")
        answer = self.page.locator(".message.by-bot").nth(before)
        return self.page.locator(f'[id="{await answer.get_attribute("id")}"]')


Open = Callable[..., Awaitable[Console]]
