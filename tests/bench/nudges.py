"""A thousand nudges due at once: how long the event loop is held, and how many are claimed, sent and marked a second.

Beside APScheduler's own job store doing the same thousand, to the same stand-in for Slack, with the same SQLite pragmas. Then
what many that wait cost: the first poll after a start with 100,000 against 10,000, and a wake with 1,000,000.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles
from string import ascii_lowercase
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from tests.bench.table import Outcome

DUE = 1000
FEW, MANY, MOST = 10_000, 100_000, 1_000_000
FIRST_POLLS = 5
TICK = 0.001
REQS = 50
ROUND_TRIP = "band senior remote"


def measure() -> list[Outcome]:
    """Outcomes for the thousand, and for those that wait. Each part runs in a process of its own."""
    ours, theirs = _part("ours"), _part("apscheduler")
    few, many, most = (_part("pending", str(count)) for count in (FEW, MANY, MOST))
    return [
        Outcome("nudges-hold-p99", ours["hold_p99_ms"], beside=f"{ours['ticks']} looks, one a millisecond"),
        Outcome("nudges-hold-most", ours["hold_most_ms"]),
        Outcome("nudges-hold-beside", ours["hold_most_ms"], theirs["hold_most_ms"]),
        Outcome("nudges-a-second", ours["a_second"], beside=f"{DUE} in {DUE / ours['a_second']:.1f} s"),
        Outcome("nudges-beside", ours["a_second"], theirs["a_second"]),
        Outcome("nudges-commands", ours["busy_ms"], ours["idle_ms"]),
        Outcome("nudges-late", ours["late_p99_s"]),
        Outcome("pending-first-poll", many["first_ms"], few["first_ms"]),
        Outcome("pending-memory", many["mib"], few["mib"]),
        Outcome("pending-wake", most["wake_s"], beside=f"its first poll: {most['first_ms']:.1f} ms"),
    ]


def _part(*arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.nudges", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    if done.returncode:
        raise ChildProcessError(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


# The loop, watched


class Ticks:
    """How late a callback comes that wants to come each millisecond: that long the loop was held."""

    def __init__(self) -> None:
        self.held: list[float] = []
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
            await asyncio.sleep(TICK)
            self.held.append((perf_counter() - begun - TICK) * 1000)


# Ours


async def _ours(slack_url: str, folder: Path) -> dict[str, float]:
    from bot.chores import Chores, carry_on
    from bot.clocks import monotonic, real_now
    from bot.courier import Courier
    from bot.refresher import Refresher
    from bot.scheduler import Metronome
    from bot.serve import spare_what_stays, take_short_turns

    house, begun = _searches(folder)
    async with _slack(slack_url) as transport:
        ways: Any = {"slack": transport}
        courier = Courier(house.database, ways, house.library, house.clock, real_now)
        refresher = Refresher(house.database, ways, house.library, house.clock, real_now)
        chores = Chores(courier, refresher, lambda: carry_on(house.database, house.library, house.clock.now(), real_now()))
        metronome = Metronome(chores.poll, monotonic)
        metronome.start()
        spare_what_stays()
        take_short_turns()
        idle = [await _asked(house) for _ in range(200)]
        house.clock.move(begun)
        metronome.wake()
        busy: list[float] = []
        started = perf_counter()
        async with Ticks() as ticks:
            while await asyncio.to_thread(lambda: _due(house) or _unsent(house)):
                busy.append(await _asked(house))
                await asyncio.sleep(0.01)
        seconds = perf_counter() - started
        await metronome.stop()
        await courier.stop()
    late = _late(house)
    house.close()
    return _held(ticks) | {
        "a_second": DUE / seconds, "idle_ms": median(idle), "busy_ms": median(busy), "late_p99_s": quantiles(late, n=100)[98],
    }  # fmt: skip


def _held(ticks: Ticks) -> dict[str, float]:
    return {"hold_p99_ms": quantiles(ticks.held, n=100)[98], "hold_most_ms": max(ticks.held), "ticks": len(ticks.held)}


@asynccontextmanager
async def _slack(url: str) -> Any:
    import aiohttp

    from bot.slack.transport import SlackTransport, client

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        web = client("xoxb-stand-in", url)
        web.session = session
        made = SlackTransport(web)
        made.pace = ()  # type: ignore[assignment]
        yield made


async def _asked(house: Any) -> float:
    """Milliseconds until somebody is answered."""
    from handlers.core.command import Actor, Command, Place

    command = Command(Actor("slack:T1", "slack", "U1"), Place("slack", "C1"), house.clock.now(), said=ROUND_TRIP)
    begun = perf_counter()
    await asyncio.to_thread(house.router.answer, command)
    return (perf_counter() - begun) * 1000


def _searches(folder: Path) -> tuple[Any, timedelta]:
    """A house in which a thousand people owe an offer each; and how long until they hear of it."""
    from bot.compose import House
    from bot.config import read_config
    from handlers.core.command import Actor, Command, Place
    from storage.enums import OutboxStatus, System
    from storage.models import Identity, Nudge, Outbox, Person
    from tests.clocks import offer_alone

    house = House(read_config({"DATABASE_URL": f"sqlite:///{folder}/bench.db"}))
    offer_alone(house)
    now = house.clock.now()
    mei, place = Actor("slack:T1", "slack", "U-MEI", "Mei", roles=("admin",)), Place("slack", "D-MEI", private=True)

    def tell(said: str) -> Any:
        return house.router.answer(Command(mei, place, now, said=said)).data

    reqs = [tell('req open "Senior ML engineer"')["req"] for _ in range(REQS)]
    chance = Random(0)
    for each in range(DUE):  # nobody is called like somebody else: the bot would ask which of them is meant
        tell(f'loop done "Q{"".join(chance.choices(ascii_lowercase, k=11))}" R-{reqs[each % REQS]}')

    def spread(unit: Any) -> None:
        said = unit.all(Nudge, Nudge.voice == "heads_up")
        people = [Person(name=f"Person {each}", timezone="Europe/Berlin", created_at=now) for each in range(len(said))]
        for place, (nudge, person) in enumerate(zip(said, people, strict=True)):
            unit.add(person)
            unit.flush()
            address = {"system": "slack", "channel": f"D{place:05d}"}
            unit.add(Identity(system=System.SLACK, external_id=f"U{place:05d}", person_id=person.id, address=address))
            nudge.person_id = person.id
        # The card and its history stand in one line, which has a pace of its own.
        unit.update(Outbox, Outbox.status == "queued", status=OutboxStatus.CANCELLED)

    house.database.write("slack:T1", spread)
    return house, timedelta(hours=24, seconds=1)


def _due(house: Any) -> bool:
    from storage import nudges

    return bool(house.database.read_system(lambda unit: nudges.workspaces_due(unit, house.clock.now())))


def _unsent(house: Any) -> bool:
    from storage.models import Outbox

    waits = Outbox.status.in_(("queued", "claimed"))  # type: ignore[attr-defined]
    return house.database.read_system(lambda unit: unit.one(Outbox, waits)) is not None


def _late(house: Any) -> list[float]:
    """Seconds between what was queued and what was sent: all were due at once."""
    from storage.models import Outbox

    sent = house.database.read("slack:T1", lambda unit: unit.all(Outbox, Outbox.kind == "nudge"))
    first = min(row.created_at for row in sent)
    return [(row.sent_at - first).total_seconds() for row in sent]


# APScheduler's own job store


_DONE: list[str] = []
_AT_HAND: list[Any] = []
"""What its jobs need: APScheduler stores a job's arguments, so no connection can be one."""


async def _job(nudge: str, channel: str) -> None:
    """One nudge as one job, which does what ours do: compose from what is true now, send, mark. The store then forgets it."""
    from handlers.pipeline import saying

    house, transport = _AT_HAND
    now = house.clock.now()

    def compose(unit: Any) -> Any:
        owed = saying.owed(unit, house.packaged, now, unit.get(_model(), nudge))
        return saying.reply(owed)

    def mark(unit: Any) -> None:
        unit.update(_model(), _model().id == nudge, status="said", said_at=now)

    reply = await asyncio.to_thread(house.database.read, "slack:T1", compose)
    await transport.send({"system": "slack", "channel": channel}, reply, f"nudge:{nudge}")
    await asyncio.to_thread(house.database.write, "slack:T1", mark)
    _DONE.append(nudge)


def _model() -> Any:
    from storage.models import Nudge

    return Nudge


async def _apscheduler(slack_url: str, folder: Path) -> dict[str, float]:
    from datetime import UTC, datetime

    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    from bot.serve import spare_what_stays
    from storage.engines import sqlite_engine

    house, until_due = _searches(folder)
    house.clock.move(until_due)
    ids = house.database.read("slack:T1", lambda unit: [each.id for each in unit.all(_model(), _model().voice == "heads_up")])
    async with _slack(slack_url) as transport:
        _AT_HAND.extend((house, transport))
        store = SQLAlchemyJobStore(engine=sqlite_engine(folder / "jobs.db", writer=True))
        scheduler = AsyncIOScheduler(jobstores={"default": store}, timezone="UTC")
        scheduler.start(paused=True)
        for place, each in enumerate(ids):
            where = (each, f"D{place:05d}")
            scheduler.add_job(_job, "date", run_date=datetime.now(UTC), args=where, id=each, misfire_grace_time=None)
        spare_what_stays()
        async with Ticks() as ticks:
            await asyncio.sleep(0.1)
            started = perf_counter()
            scheduler.resume()
            while len(_DONE) < DUE:  # noqa: ASYNC110 - the jobs know nothing of who waits for them
                await asyncio.sleep(0.01)
            seconds = perf_counter() - started
        scheduler.shutdown(wait=False)
    house.close()
    return _held(ticks) | {"a_second": DUE / seconds}


# Those that wait


def _pending(count: int, folder: Path) -> dict[str, float]:
    """The first poll of a process with so many waiting, its memory, and how late one is said that comes due among them."""
    house, _ = _filled(count, folder)
    first = [_first_poll(folder) for _ in range(FIRST_POLLS)]
    mib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    wake = asyncio.run(_woken(house)) if count >= MOST else 0.0
    return {"first_ms": min(first), "mib": mib, "wake_s": wake}


def _first_poll(folder: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.nudges", "poll", str(folder)], capture_output=True, text=True, check=True
    )
    return float(json.loads(done.stdout.splitlines()[-1])["first_ms"])


def _filled(count: int, folder: Path) -> tuple[Any, Any]:
    from bot.compose import House
    from bot.config import read_config
    from storage.enums import Voice
    from storage.ids import new_id
    from storage.models import Nudge
    from storage.people import ensure_workspace

    house = House(read_config({"DATABASE_URL": f"sqlite:///{folder}/bench.db"}))
    now = house.clock.now()
    house.database.write_system(lambda unit: ensure_workspace(unit, "slack:T1", now))
    for start in range(0, count, 20_000):
        rows = [
            {
                "id": new_id(), "key": f"k{number}", "clock": "offer", "voice": Voice.DUE, "deadline_at": now + timedelta(days=3),
                "say_at": now + timedelta(hours=1, seconds=number), "policy_revision": 0,
            }
            for number in range(start, start + 20_000)
        ]  # fmt: skip
        house.database.write("slack:T1", lambda unit, rows=rows: unit.insert(Nudge, rows))
    house.database.close()
    return House(read_config({"DATABASE_URL": f"sqlite:///{folder}/bench.db"})), now


def _poll(folder: Path) -> dict[str, float]:
    from bot.clocks import real_now
    from bot.compose import House
    from bot.config import read_config
    from bot.courier import Courier

    house = House(read_config({"DATABASE_URL": f"sqlite:///{folder}/bench.db"}))
    courier = Courier(house.database, {}, house.library, house.clock, real_now)
    _ = house.database
    begun = perf_counter()
    asyncio.run(courier.poll())
    taken = (perf_counter() - begun) * 1000
    house.close()
    return {"first_ms": taken}


async def _woken(house: Any) -> float:
    """Seconds from the moment at which one comes due to the moment at which it was taken."""
    from bot.clocks import monotonic, real_now
    from bot.courier import Courier
    from bot.scheduler import Metronome
    from storage.models import Nudge

    courier = Courier(house.database, {}, house.library, house.clock, real_now)
    metronome = Metronome(courier.poll, monotonic)
    metronome.start()
    await asyncio.sleep(1.5)
    at = house.clock.now() + timedelta(seconds=1)
    house.database.write("slack:T1", lambda unit: unit.update(Nudge, Nudge.key == "k0", say_at=at))

    def waits() -> bool:
        row = house.database.read("slack:T1", lambda unit: unit.one(Nudge, Nudge.key == "k0"))
        return bool(row.status in ("pending", "snoozed"))

    while await asyncio.to_thread(waits):  # noqa: ASYNC110 - it happens in the table
        await asyncio.sleep(0.01)
    late = (house.clock.now() - at).total_seconds()
    await metronome.stop()
    await courier.stop()
    house.close()
    return late


def main(part: str, *arguments: str) -> None:
    """One part, for `measure`; prints its figures as JSON."""
    parts: dict[str, Callable[..., Any]] = {"ours": _ours, "apscheduler": _apscheduler}
    if part == "poll":
        print(json.dumps(_poll(Path(arguments[0]))))
        return
    with TemporaryDirectory(prefix="mlhire-bench") as folder:
        if part == "pending":
            print(json.dumps(_pending(int(arguments[0]), Path(folder))))
            return
        from tests.faults import peers

        stand_ins = peers.start(0)
        try:
            print(json.dumps(asyncio.run(parts[part](stand_ins.slack, Path(folder)))))
        finally:
            stand_ins.stop()


if __name__ == "__main__":
    from tests.bench import nudges  # by its own name: APScheduler stores where a job's function is found

    nudges.main(*sys.argv[1:])
