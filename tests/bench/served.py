"""`mlhire serve` with its loop watched and its clock moved on a word: `python -m tests.bench.served <folder> <Slack's address>`.

On standard input: `due` moves the clock to when the thousand are due, `end` ends it, and it prints its figures as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from bot.serve import serve
from bot.slack.transport import SlackTransport
from tests.bench.owed import UNTIL_DUE, house_in
from tests.bench.ticks import Ticks


async def _served(folder: Path, slack_url: str) -> dict[str, float]:
    house = house_in(folder, slack_url)
    house.warm()  # as one that has served for a while
    serving = asyncio.create_task(serve(house))
    await _word()
    async with Ticks() as ticks:
        house.clock.move(UNTIL_DUE)
        house.wake()
        await _word()
    os.kill(os.getpid(), signal.SIGTERM)
    await serving
    return ticks.figures()


async def _word() -> None:
    """Wait for a line."""
    loop, read = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(sys.stdin.fileno(), read.set)
    await read.wait()
    loop.remove_reader(sys.stdin.fileno())
    os.read(sys.stdin.fileno(), 100)


if __name__ == "__main__":
    SlackTransport.pace = ()  # type: ignore[assignment]  # the stand-in bears any
    print(json.dumps(asyncio.run(_served(Path(sys.argv[1]), sys.argv[2]))))
