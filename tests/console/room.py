"""A console on any database, spoken to over HTTP as its page does, with the post carried when told."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from bot.chores import Chores
from bot.clocks import Clocks
from bot.config import Config, DatabaseSettings
from bot.console.chat import Message
from bot.console.routes import DESK
from tests.console.gallery import console
from tests.console.tab import Tab, buttons
from tests.rounds import a_round

CHANNEL = "hiring-ml"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a tab got: a message, or a form that opened."""

    html: str
    id: str
    place: str
    thread: str = ""

    @property
    def buttons(self) -> dict[str, tuple[str, Any]]:
        """Label → (verb, args)."""
        labels = re.findall(r"data-press[^>]*>([^<]*)</button>", self.html)
        return dict(zip((unescape(each) for each in labels), buttons(self.html), strict=True))


@dataclass
class Room:
    """What a test holds: one tab, through which each person speaks in turn or at once."""

    tab: Tab
    chores: Chores

    async def say(self, who: str, words: str, place: str = CHANNEL, thread: str = "") -> Shown:
        """A mention in the channel, or (place `mlhire`) words to the bot alone; the answer."""
        asked = words if place == "mlhire" else f"@mlhire {words}"
        answer = await self.tab.say(asked, person=who, place=place, thread=thread)
        return self._last(answer, place, thread)

    async def press(self, who: str, shown: Shown, label: str) -> Shown:
        """Press a button that is really there: its answer, or the form that it opens."""
        assert label in shown.buttons, f"no button {label!r} in {sorted(shown.buttons)}"
        verb, args = shown.buttons[label]
        about = {"message": shown.id, "verb": verb, "args": args, "thread": shown.thread}
        answer = await self.tab.post("/console/press", person=who, place=shown.place, **about)
        return self._last(answer, shown.place, shown.thread)

    async def submit(self, who: str, form: Shown, **typed: Any) -> Shown:
        """Fill in fields that the form has, and send it."""
        for name in typed:
            assert f'name="{name}"' in form.html, f"no field {name!r}"
        answer = await self.tab.post("/console/submit", person=who, form=form.id, fields=typed)
        return self._last(answer, form.place, form.thread)

    async def deliver(self) -> None:
        """Carry the post and the edits until nothing is left to do now."""
        for _ in range(40):
            if not await a_round(self.chores):
                return
        raise AssertionError("the post never comes to an end")

    def move_clock(self, **by: float) -> None:
        """Push business time on, and do what the metronome does beside the post."""
        self.tab.house.clock.move(timedelta(**by))
        self.chores.carry_on()

    def card(self) -> Shown:
        """The req's card as it stands in the channel."""
        return next(each for each in self.in_channel() if "Candidates" in each.buttons and "R-1 ·" in each.html)

    def in_channel(self) -> list[Shown]:
        """What everybody can read in the channel, threads among it."""
        whole = self.tab.chat.timeline(CHANNEL, "nobody")
        return [self._shown(each) for root in whole for each in (root, *self.tab.chat.thread(root, "nobody"))]

    def thread(self) -> list[Shown]:
        """What stands below the card."""
        return [each for each in self.in_channel() if each.thread == self.card().id]

    def to(self, who: str) -> list[Shown]:
        """What stands in somebody's conversation with the bot."""
        return [self._shown(each, who) for each in self.tab.chat.timeline(f"dm:{who}", who)]

    def _shown(self, message: Message, who: str = "mei") -> Shown:
        desk = self.tab.app[DESK]
        html = str(desk.views.html(message, desk._person(who)))
        return Shown(html, message.id, "mlhire" if message.place.startswith("dm:") else message.place, message.thread or "")

    @staticmethod
    def _last(answer: dict[str, Any], place: str, thread: str) -> Shown:
        if "dialog" in answer:
            return Shown(answer["dialog"]["html"], answer["dialog"]["form"], place, thread)
        if "messages" in answer:
            last = answer["messages"][-1]
            return Shown(last["html"], last["id"], place, last["thread"] or "")
        return Shown(f"{answer.get('error')} {answer.get('errors', '')}", "", place, thread)


@asynccontextmanager
async def room(database: str) -> AsyncIterator[Room]:
    """A console on that database, opened through its printed address."""
    app, house = console(Config(database=DatabaseSettings(url=database)), real_verbs=True)
    chores = Chores(house, Clocks(house.clock))
    try:
        async with TestClient(TestServer(app)) as client:
            tab = Tab(client, app, house)
            await client.get("/", params={"token": tab.address.partition("token=")[2]})
            yield Room(tab, chores)
    finally:
        await chores.stop()
        house.close()
