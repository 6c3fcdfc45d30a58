"""Many small pieces of blocking work, done in one go: what is asked for while a go is under way makes up the next one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Generic, TypeVar

WAKES_AT_ONCE = 4
"""So many of those who wait go on between two looks at what else there is: each look costs as much as one of them."""

T = TypeVar("T")
R = TypeVar("R")


class Together(Generic[T, R]):
    """Calls `work` in a thread, one call at a time, with everything that waits; it returns a result or an error for each.

    A commit costs the disk a few milliseconds whether it holds one mark or fifty: so fifty cost what one does. A go begins
    `linger` seconds after the first has come.
    """

    def __init__(
        self, work: Callable[[Sequence[T]], Sequence[R | Exception]], threads: Executor, *, linger_seconds: float = 0.0
    ) -> None:
        self._work = work
        self._threads = threads
        self._linger_seconds = linger_seconds
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._going: asyncio.Task[None] | None = None

    async def __call__(self, item: T) -> R:
        """The result for `item`. Raises the error that `work` returned for it, or raised."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[R] = loop.create_future()
        self._waiting.append((item, answer))
        if self._going is None:
            self._going = loop.create_task(self._go())
        return await answer

    async def _go(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(self._linger_seconds)
                group, self._waiting = self._waiting, []
                results = await self._results([item for item, _ in group])
                for place, ((_, answer), result) in enumerate(zip(group, results, strict=True)):
                    if answer.done():  # whoever asked was cancelled
                        continue
                    if isinstance(result, Exception):
                        answer.set_exception(result)
                    else:
                        answer.set_result(result)
                    if place % WAKES_AT_ONCE == 0:  # whoever asked goes on now, and then whatever else the loop has to do
                        await asyncio.sleep(0)
        finally:
            self._going = None

    async def _results(self, items: Sequence[T]) -> Sequence[R | Exception]:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._work, items)
        except Exception as error:
            return [error] * len(items)
