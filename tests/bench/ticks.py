"""The event loop, watched: how late a callback comes that wants to come each millisecond. That long the loop was held."""

from __future__ import annotations

import asyncio
from statistics import quantiles
from time import perf_counter

TICK_SECONDS = 0.001


class Ticks:
    """Watches the running loop while its `async with` lasts."""

    def __init__(self) -> None:
        self._held: list[float] = []
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Ticks:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task:
            self._task.cancel()

    async def _run(self) -> None:
        while True:
            begun = perf_counter()
            await asyncio.sleep(TICK_SECONDS)
            self._held.append((perf_counter() - begun - TICK_SECONDS) * 1000)

    def figures(self) -> dict[str, float]:
        """Milliseconds that it was held, and how often was looked."""
        return {"hold_p99_ms": quantiles(self._held, n=100)[98], "hold_most_ms": max(self._held), "ticks": len(self._held)}
