"""Playing a search in a minute: business time moved on, the sample loaded, everything begun anew. Never beside real doors."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot import afresh
from bot.clocks import parse_shift
from bot.console.asking import read_json
from bot.console.cast import Cast, Person
from bot.console.chat import Chat
from bot.console.render import Pages, moment
from bot.console.sample import Line, Outcome, lines
from bot.walking import UnderWay, Walk

if TYPE_CHECKING:
    from bot.compose import House

log = logging.getLogger("mlhire.console")

AT_ONCE_SECONDS = 0.4
"""A walk that is over by then answers with where it came to; a longer one is shown while it goes on."""
LONGEST = timedelta(days=366)

Hear = Callable[[Line], Awaitable[Outcome]]
"""Says a line of the sample as whoever says it, where they do."""


class Playing:
    """Business time, the sample and a new beginning, for everybody at the console."""

    def __init__(self, house: House, chat: Chat, pages: Pages, cast: Cast, hear: Hear) -> None:
        """`hear` says a line of the sample."""
        self._house = house
        self._chat = chat
        self._pages = pages
        self._cast = cast
        self._hear = hear
        self._walk = Walk(house, chat.clock_moved, lambda: chat.delivered)
        self._loading = False

    async def close(self) -> None:
        """Let business time stand, and wait for whoever moves it."""
        await self._walk.close()

    async def stands(self) -> None:
        """Wait until nobody moves business time."""
        await self._walk.ended()

    # Asked by a tab

    async def clock(self, request: web.Request) -> web.Response:
        """POST /console/clock, JSON: as, by (`+1h`, `+1d`; `next` for the next thing due, `stop`; empty for real time)."""
        body = await read_json(request)
        viewer = self._cast.person(str(body.get("as"))) or self._cast.people[0]
        by = str(body.get("by", ""))
        if self._house.config.real_doors:
            return self._refused("clock_fixed")
        if by == "stop":
            if not self._loading:
                self._walk.halt()
            return self._time(viewer)
        if self._walk.under_way:
            return self._refused("clock_moving")
        if not by:
            await self._walk.move(-self._house.clock.shift)
            self._chat.clock_moved()
            return self._time(viewer)
        if by == "next":
            return self._time(viewer) if await self._to_the_next() else self._refused("nothing_due")
        await asyncio.wait({self._walk.forward(_span(by))}, timeout=AT_ONCE_SECONDS)
        return self._time(viewer)

    async def start_over(self, request: web.Request) -> web.Response:
        """POST /console/start-over, JSON: sample (whether to load it then). Everything of before is put aside."""
        body = await read_json(request)
        if self._house.config.real_doors:
            return self._refused("start_over_fixed")
        if self._walk.under_way:
            return self._refused("clock_moving")
        try:
            aside = await asyncio.to_thread(afresh.begin_anew, self._house)
        except afresh.Shared:
            return self._refused("start_over_shared")
        self._house.clock.reset()
        self._chat.clear(aside)
        return self._begin_sample() if body.get("sample") is True else web.json_response({})

    async def load_sample(self, request: web.Request) -> web.Response:
        """POST /console/sample: three searches in an empty workspace. Where there are others, 409 with what to ask first."""
        await read_json(request)
        if self._house.config.real_doors:
            return self._refused("start_over_fixed")
        if self._walk.under_way:
            return self._refused("clock_moving")
        if not await asyncio.to_thread(afresh.is_empty, self._house):
            return web.json_response({"confirm": self._pages.say("sample_not_empty")}, status=409)
        return self._begin_sample()

    # Shown by every page

    async def offers_sample(self) -> bool:
        """Whether the first page should offer the sample: nothing is here yet, and time may be moved."""
        movable = not self._house.config.real_doors and not self._walk.under_way
        return movable and await asyncio.to_thread(afresh.is_empty, self._house)

    def shown_clock(self, viewer: Person) -> Mapping[str, Any]:
        """Business time as the page's head shows it."""
        clock = self._house.clock
        return {
            "now": moment(clock.now(), viewer),
            "shifted": bool(clock.shift) and not self._loading,
            "shift": _signed(clock.shift),
            "movable": not self._house.config.real_doors,
            "moving": self._walk.under_way,
            "loading": self._loading,
        }

    def clock_html(self, viewer: Person) -> str:
        """The same as the part of the page that it is."""
        return self._pages.clock(self.shown_clock(viewer))

    # Behind it

    async def _to_the_next(self) -> bool:
        """Whether anything was said on the way; in an empty workspace nothing can be."""
        if await asyncio.to_thread(afresh.is_empty, self._house):
            return False
        return not self._walk.under_way and await self._walk.to_the_next()

    def _begin_sample(self) -> web.Response:
        try:
            self._walk.begin(self._play)
        except UnderWay:
            return self._refused("clock_moving")
        return web.json_response({"loading": True})

    async def _play(self) -> bool:
        """Go back to the sample's first day, and let it happen, up to now."""
        self._loading = True
        clock, names = self._house.clock, dict[str, str]()
        script = lines(self._cast, clock.now())
        clock.move(script[0].at - clock.now())
        self._chat.clock_moved()
        try:
            for line in script:
                await self._walk.until(line.at)
                if self._walk.halted:
                    return False
                told = await self._hear(line.with_names(names))
                if told.refused:
                    log.error("the sample's line %r was refused: %s", line.say, told.text)
                if line.names and told.req is not None:
                    names[line.names] = f"R-{told.req}"
            await self._walk.until(clock.now() - clock.shift)
        finally:
            self._loading = False
            await self._walk.move(-clock.shift)
            self._mark_old_read()
        return True

    def _mark_old_read(self) -> None:
        """What was said before yesterday has been seen: the marks show what is new."""
        since = self._house.clock.now() - timedelta(days=1)
        self._chat.mark_read_before(since, [person.id for person in self._cast.people])

    def _time(self, viewer: Person) -> web.Response:
        return web.json_response({"clock": self.clock_html(viewer)})

    def _refused(self, sentence: str) -> web.Response:
        return web.json_response({"error": self._pages.say(sentence)}, status=422)


def _span(by: str) -> timedelta:
    """A span that time may be moved by: forward, a year at most. 400 for anything else."""
    try:
        span = parse_shift(by)
    except (ValueError, OverflowError):
        raise web.HTTPBadRequest from None
    if not timedelta() < span <= LONGEST:
        raise web.HTTPBadRequest
    return span


def _signed(shift: timedelta) -> str:
    """`+2 d 13 h`: how far business time is from real time."""
    minutes = round(abs(shift) / timedelta(minutes=1))
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{number} {unit}" for number, unit in ((days, "d"), (hours, "h"), (0 if days else rest, "min")) if number]
    return f"{'-' if shift < timedelta() else '+'}{' '.join(parts) or '0 h'}"
