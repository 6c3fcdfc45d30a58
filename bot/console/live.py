"""Open tabs hear of every change at once, as server-sent events, each rendered for the person whose tab it is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from bot.console.chat import Change, Chat

HEARTBEAT_SECONDS = 20
WAITING_CHANGES = 500
"""A tab that is so far behind begins anew."""

AsEvents = Callable[[Change], "list[tuple[str, Mapping[str, Any]]]"]
"""A change as (name, data) events for one person; none where it is not theirs to see."""


class Live:
    """The streams of all open tabs."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._streams: set[asyncio.Queue[Change | None]] = set()

    async def stream(self, request: web.Request, as_events: AsEvents) -> web.StreamResponse:
        """Events until the tab closes, or we do."""
        waiting: asyncio.Queue[Change | None] = asyncio.Queue(WAITING_CHANGES)
        stop = self._chat.listen(lambda change: _put(waiting, change))
        self._streams.add(waiting)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n" + _written("hello", {"version": self._chat.version}))
            while (change := await _next(waiting)) is not None:
                for event in [(change, None)] if isinstance(change, str) else as_events(change):
                    await response.write(_written(*event))
        except ConnectionError:
            pass  # the tab has gone
        finally:
            stop()
            self._streams.discard(waiting)
        return response

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        for waiting in tuple(self._streams):
            while not waiting.empty():
                waiting.get_nowait()
            waiting.put_nowait(None)


def _put(waiting: asyncio.Queue[Change | None], change: Change) -> None:
    if waiting.full():
        # The tab comes back by itself and shows everything that stands then.
        waiting.get_nowait()
        while not waiting.empty():
            waiting.get_nowait()
        waiting.put_nowait(None)
        return
    waiting.put_nowait(change)


async def _next(waiting: asyncio.Queue[Change | None]) -> Change | str | None:
    """The next change; a heartbeat's name where none came for a while."""
    try:
        return await asyncio.wait_for(waiting.get(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return "heartbeat"


def _written(name: str, data: Mapping[str, Any] | None) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data or {}, ensure_ascii=False)}\n\n".encode()
