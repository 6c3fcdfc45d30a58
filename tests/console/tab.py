"""A tab that speaks to a served console over HTTP as somebody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from aiohttp import FormData, web
from aiohttp.test_utils import TestClient

from bot.console.routes import DESK, console_address
from tests.console.gallery import GalleryHouse


class Tab:
    """One browser tab: speaks as `person` in a place, with the cookie that the printed address gave it."""

    def __init__(self, client: TestClient[web.Request, web.Application], app: web.Application, house: GalleryHouse) -> None:
        self.client, self.app, self.house = client, app, house
        self.chat = app[DESK].chat
        self._posts = 0

    @property
    def address(self) -> str:
        return console_address(self.app, "127.0.0.1", self.client.port or 0)

    async def get(self, path: str) -> str:
        response = await self.client.get(path)
        assert response.status == 200, response.status
        return await response.text()

    async def say(
        self, words: str, *, person: str = "mei", place: str = "mlhire", thread: str = "", files: Iterable[tuple[str, bytes]] = ()
    ) -> dict[str, Any]:
        self._posts += 1
        fields = {"as": person, "in": place, "thread": thread, "words": words, "nonce": f"n{self._posts}"}
        form = FormData(fields, quote_fields=False)
        for name, body in files:
            form.add_field("file", body, filename=name)
        response = await self.client.post("/console/say", data=form)
        return dict(await response.json())

    async def post(self, path: str, *, person: str = "mei", place: str = "mlhire", **body: Any) -> dict[str, Any]:
        response = await self.client.post(path, json={"as": person, "in": place, **body})
        assert response.status in (200, 422), response.status
        return dict(await response.json())


def buttons(html: str) -> list[tuple[str, Any]]:
    """(verb, args) of every button of a message."""
    found = re.findall(r'data-verb="([^"]*)" data-args="([^"]*)"', html)
    return [(unescape(verb), json.loads(unescape(args))) for verb, args in found]
