"""The reference for a thousand nudges: APScheduler's own SQLAlchemy job store, with the same pragmas, a job a nudge.

`python -m tests.bench.jobstore <folder> <Slack's address>` prints its figures as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.ahead import spare_what_stays
from bot.compose import House
from bot.slack.transport import SlackTransport, client, connections
from handlers.pipeline.reminders import owing, several
from storage.engines import sqlite_engine
from storage.enums import NudgeStatus
from storage.models import Nudge
from storage.unit import Unit
from tests.bench.owed import DUE, KEY, UNTIL_DUE, house_in
from tests.bench.ticks import Ticks

_DONE: list[str] = []
_AT_HAND: list[Any] = []
"""What its jobs need: APScheduler stores a job's arguments, so no connection can be one."""


async def job(nudge: str, channel: str) -> None:
    """One nudge as one job, which does what ours do: compose from what is true now, send, mark. The store then forgets it."""
    house, transport = _AT_HAND
    now = house.clock.now()

    def compose(unit: Unit) -> Any:
        owed = owing.owed(unit, house.packaged, now, unit.get(Nudge, nudge))
        return several.reply([owed], None)

    def mark(unit: Unit) -> None:
        unit.update(Nudge, Nudge.id == nudge, status=NudgeStatus.SAID, said_at=now)

    reply = await asyncio.to_thread(house.database.read, KEY, compose)
    await transport.send({"system": "slack", "channel": channel}, reply, f"nudge:{nudge}")
    await asyncio.to_thread(house.database.write, KEY, mark)
    _DONE.append(nudge)


async def _thousand(house: House, slack_url: str, folder: Path) -> dict[str, float]:
    house.clock.move(UNTIL_DUE)
    ids = house.database.read(KEY, lambda unit: [each.id for each in unit.all(Nudge, Nudge.voice == "heads_up")])
    async with connections() as session:
        web = client("xoxb-stand-in", slack_url)
        web.session = session
        _AT_HAND.extend((house, SlackTransport(web)))
        store = SQLAlchemyJobStore(engine=sqlite_engine(folder / "jobs.db", writer=True))
        scheduler = AsyncIOScheduler(jobstores={"default": store}, timezone="UTC")
        scheduler.start(paused=True)
        for place, each in enumerate(ids):
            where = (each, f"D{place:05d}")
            scheduler.add_job(job, "date", run_date=datetime.now(UTC), args=where, id=each, misfire_grace_time=None)
        spare_what_stays()
        async with Ticks() as ticks:
            await asyncio.sleep(0.1)
            begun = perf_counter()
            scheduler.resume()
            while len(_DONE) < DUE:  # noqa: ASYNC110 - the jobs know nothing of who waits for them
                await asyncio.sleep(0.01)
            seconds = perf_counter() - begun
        scheduler.shutdown(wait=False)
    return ticks.figures() | {"a_second": DUE / seconds}


def main(folder: Path, slack_url: str) -> None:
    """Do the thousand that the folder's database owes, and print the figures."""
    house = house_in(folder)
    try:
        print(json.dumps(asyncio.run(_thousand(house, slack_url, folder))))
    finally:
        house.close()


if __name__ == "__main__":
    from tests.bench import jobstore  # by its own name: APScheduler stores where a job's function is found

    jobstore.main(Path(sys.argv[1]), sys.argv[2])
