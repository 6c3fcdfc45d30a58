"""The metronome: one poll at a time, and the next one comes whatever happens to this one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.scheduler import LATE_AFTER_SECONDS, Metronome

Start = Callable[[Callable[[], Awaitable[bool]]], Metronome]


@pytest.fixture
async def start(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Start]:
    """Starts a metronome whose APScheduler stays silent, as after a clock was set back, so that polls come anyway."""
    made: list[Metronome] = []

    def start(poll: Callable[[], Awaitable[bool]]) -> Metronome:
        metronome = Metronome(poll, lambda: 0.0, anyway_seconds=0.001)
        metronome._scheduler.start(paused=True)
        monkeypatch.setattr(metronome._scheduler, "start", lambda: None)
        metronome.start()
        made.append(metronome)
        return metronome

    yield start
    for metronome in made:
        await metronome.stop()


async def test_polls_come_although_nothing_wakes_us(start: Start) -> None:
    third = asyncio.Event()
    count = 0

    async def poll() -> bool:
        nonlocal count
        count += 1
        if count == 3:
            third.set()
        return False

    start(poll)
    await third.wait()


@pytest.mark.parametrize("error", [RuntimeError, KeyError, asyncio.CancelledError, TimeoutError, MemoryError])
async def test_no_failure_makes_it_deaf(start: Start, error: type[BaseException]) -> None:
    done = asyncio.Event()
    failures = [error(), error()]

    async def poll() -> bool:
        if failures:
            raise failures.pop()
        done.set()
        return False

    start(poll)
    await done.wait()


async def test_polls_never_overlap_and_follow_at_once_while_there_is_more(start: Start) -> None:
    done = asyncio.Event()
    inside, seen = 0, []

    async def poll() -> bool:
        nonlocal inside
        inside += 1
        seen.append(inside)
        await asyncio.sleep(0)
        inside -= 1
        if len(seen) == 5:
            done.set()
        return len(seen) < 5

    metronome = start(poll)
    for _ in range(3):
        await metronome._wake()
    await done.wait()
    assert set(seen) == {1}


async def test_stopping_lets_the_running_poll_end(start: Start) -> None:
    begun, go = asyncio.Event(), asyncio.Event()
    ended = False

    async def poll() -> bool:
        nonlocal ended
        begun.set()
        await go.wait()
        ended = True
        return True

    metronome = Metronome(poll, lambda: 0.0)
    metronome.start()
    await begun.wait()
    stopping = asyncio.create_task(metronome.stop())
    await asyncio.sleep(0)
    go.set()
    await stopping
    assert ended


async def test_a_poll_that_hangs_or_fails_shows_as_late() -> None:
    now = [0.0]
    failing = asyncio.Event()

    async def poll() -> bool:
        failing.set()
        raise RuntimeError

    metronome = Metronome(poll, lambda: now[0])
    metronome.start()
    await failing.wait()
    now[0] = LATE_AFTER_SECONDS
    assert metronome.late_seconds == 0
    now[0] += 1
    assert metronome.late_seconds == LATE_AFTER_SECONDS + 1
    await metronome.stop()
