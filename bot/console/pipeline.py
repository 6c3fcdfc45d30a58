"""The pipeline's pages: the board, a req, the reports. Each asks the house as whoever looks, and shows the answer whole."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.console.asking import theme_of
from bot.console.cast import BOT, Cast, Person, direct
from bot.console.chat import Chat
from bot.console.render import Pages
from bot.console.speaking import Speaker, Spot
from handlers.core.command import Command
from handlers.core.reply import Facts, Picture, Reply

if TYPE_CHECKING:
    from bot.compose import House

TEAM = "team"
"""The report on everything that the viewer may see; others are on one req."""

Answer = Callable[[Command], Awaitable[Reply]]


class PipelinePages:
    """Read-only: every address is a GET, and every question a verb that changes nothing."""

    def __init__(self, house: House, chat: Chat, pages: Pages, cast: Cast, answer: Answer) -> None:
        self._house = house
        self._chat = chat
        self._pages = pages
        self._cast = cast
        self._answer = answer

    async def board(self, request: web.Request) -> web.Response:
        """GET /pipeline?as=person"""
        reply = await self._asked(request, "page board")
        return self._page(request, "board", self._say("board_title"), reply, lanes=reply.data.get("lanes", ()))

    async def req(self, request: web.Request) -> web.Response:
        """GET /pipeline/{req}?as=person"""
        about = {"req": int(request.match_info["req"])}
        reply = await self._asked(request, "page req", about)
        if reply.data.get("refused"):
            return self._page(request, "req", self._say("board_title"), reply)
        whole = await self._asked(request, "req show", about)
        facts = [element for element in whole.elements if isinstance(element, Facts)]
        return self._page(request, "req", reply.text, reply, req=reply.data, facts=facts)

    async def reports(self, request: web.Request) -> web.Response:
        """GET /pipeline/reports?as=person&of=R-2"""
        viewer, of = self._viewer(request), request.query.get("of", TEAM)
        reply = await self._report(request)
        board = await self._asked(request, "page board")
        chosen = [TEAM, *(f"R-{lane['req']}" for lane in board.data.get("lanes", ()))]
        choices = [
            {"label": self._say("all_reqs") if each == TEAM else each, "here": each == of,
             "href": f"/pipeline/reports?as={viewer.id}&of={each}"}
            for each in chosen
        ]  # fmt: skip
        picture = f"/pipeline/reports/picture?as={viewer.id}&of={of}&number="
        return self._page(request, "reports", self._say("reports_title"), reply, report=reply, choices=choices, picture=picture)

    async def picture(self, request: web.Request) -> web.Response:
        """GET /pipeline/reports/picture?as=person&of=R-2&number=3: the report's element of that number."""
        elements, number = (await self._report(request)).elements, request.query.get("number", "")
        place = int(number) if number.isascii() and number.isdecimal() else len(elements)
        if place >= len(elements) or not isinstance(picture := elements[place], Picture):
            raise web.HTTPNotFound
        return web.Response(body=await asyncio.to_thread(self._house.draw, picture), content_type="image/png")

    async def _report(self, request: web.Request) -> Reply:
        of = request.query.get("of", TEAM)
        number = of.removeprefix("R-")
        about = {"req": int(number)} if number.isascii() and number.isdecimal() else {"whose": TEAM}
        return await self._asked(request, "report", {**about, "picture": True})

    async def _asked(self, request: web.Request, verb: str, args: Mapping[str, Any] | None = None) -> Reply:
        viewer = self._viewer(request)
        speaker = Speaker(viewer, Spot(direct(viewer.id)), self._house.clock.now())
        return await self._answer(speaker.command(verb=verb, args=args or {}))

    def _viewer(self, request: web.Request) -> Person:
        return self._cast.person(request.query.get("as", "")) or self._cast.people[0]

    def _page(self, request: web.Request, here: str, title: str, reply: Reply, **shown: Any) -> web.Response:
        viewer = self._viewer(request)
        query = f"&of={request.query['of']}" if request.query.get("of", "").removeprefix("R-").isdecimal() else ""
        html = self._pages.pipeline(
            viewer=viewer,
            here=here,
            title=title,
            note=self._say("read_only"),
            refused=reply.text if reply.data.get("refused") else "",
            theme=theme_of(request),
            as_person=f"{request.path}?{query.lstrip('&')}{'&' if query else ''}as=",
            place={"id": "", "direct": False},
            channels=[(channel, self._chat.unread(channel.id, viewer.id)) for channel in self._cast.channels],
            direct_unread=self._chat.unread(direct(viewer.id), viewer.id),
            **{"lanes": None, "req": None, "report": None, "facts": (), "choices": (), "picture": "", **shown},
        )
        return web.Response(text=html, content_type="text/html")

    def _say(self, sentence: str) -> str:
        return self._pages.say(sentence)


def chat_address(viewer: Person, place: str) -> str:
    """A place of the chat, up to who looks at it."""
    return f"/?in={BOT if place == direct(viewer.id) else place}&as="
