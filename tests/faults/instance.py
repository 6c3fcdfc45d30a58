"""One `mlhire serve` in a forked process, and the ways in which it is killed. The program itself knows nothing of this."""

from __future__ import annotations

import asyncio
import functools
import gc
import mmap
import os
import random
import re
import select
import signal
import struct
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import bot.ahead
import bot.chores
import bot.console.routes
import bot.courier
import bot.refresher
import bot.serve
import bot.slack.receive
import bot.teams.receive
import storage.database
import storage.migrations
from bot.clocks import BusinessClock
from bot.compose import House
from bot.config import read_config
from bot.courier import Courier, Timing
from bot.ledger import Held, Ledger, Mark
from bot.scheduler import Metronome
from bot.slack.transport import SlackTransport
from bot.teams.transport import TeamsTransport
from bot.transport import Pace
from handlers.pipeline import changes
from handlers.pipeline.messages import nudges as speech
from handlers.pipeline.reminders import several
from storage import outbox, surfaces
from tests.bot.post import Post
from tests.clocks import offer_alone
from tests.databases import fresh_url
from tests.faults.forking import fork
from tests.slack.door import SECRET

FAST = Timing(lease=4.0, begin=0.9, send=1.6, settle=1.0, first_pause=0.05, longest_pause=0.5, room=0.05)
"""Everything as in earnest, only sooner, so that a thousand leases run out within minutes."""
EDITS_FAST = {
    "LEASE_SECONDS": FAST.lease,
    "EDIT_SECONDS": FAST.send,
    "PATIENCE_SECONDS": FAST.room,
    "RETRY_SECONDS": 0.5,
    "LONGEST_RETRY_SECONDS": 4.0,
    "NOT_POSTED_SECONDS": 0.3,
}
"""The same for the edits of messages that were sent."""
HANDFULS = {"AT_ONCE": 12, "FEW": 6, "NUDGES_AT_ONCE": 24}
"""Few at once, so that the shortest life brings some messages all the way instead of beginning with many."""

COMMITS = {
    "deed": ((changes, "finish_loop"), (changes, "send_offer")),
    "queue": ((speech, "queue_due"),),
    "claim": ((outbox, "claim"),),
    "opening": ((outbox, "opening"),),
    "edit": ((surfaces, "shown"), (surfaces, "failed")),
    "mark": (
        (outbox, "mark_sent"),
        (outbox, "mark_all_sent"),
        (outbox, "mark_unclear"),
        (outbox, "retry"),
        (outbox, "give_up"),
        (outbox, "drop"),
    ),
}
"""Which calls name the transaction they are made in."""
EVERYTHING = 10_000
"""Lines of one message: here each person is named, so that it can be told who was left out."""
CALLS = {"send": "_sent", "find": "_found"}
POINTS = (*(f"{when} {what}" for what in (*COMMITS, *CALLS) for when in ("before", "after")), "during send", "during find")

_PORT = re.compile(rb"Health\s+http://127\.0\.0\.1:(\d+)/")

IDLE = 3
"""Whoever has nothing to do dies after so many times its seconds by the clock on the wall."""


@dataclass(frozen=True)
class Death:
    """How a process ends: at a named point, or after so many seconds of work, whichever comes first.

    They count from its first poll, however long it took to come so far, or from its birth (`young`). The work is its own, so
    that it comes as far on a busy machine as on a quiet one.
    """

    seconds: float
    point: str = ""
    young: bool = False


class Tally:
    """Numbers that all processes share and that outlive each: what time it is for people, how many sends are open, whether a
    point was reached."""

    SLOTS = 64

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, (self.SLOTS + 1) * 8)

    @property
    def shift(self) -> timedelta:
        """How far business time is from real time, for everybody at once."""
        return timedelta(seconds=struct.unpack("d", self._memory[self.SLOTS * 8 :])[0])

    def pass_time(self, by: timedelta) -> None:
        """Move business time."""
        self._memory[self.SLOTS * 8 :] = struct.pack("d", (self.shift + by).total_seconds())

    def write(self, slot: int, open_sends: int, reached: int) -> None:
        self._memory[slot * 8 : slot * 8 + 8] = struct.pack("ii", open_sends, reached)

    def read(self, slot: int) -> tuple[int, int]:
        return struct.unpack("ii", self._memory[slot * 8 : slot * 8 + 8])


class OneTime(BusinessClock):
    """The business time of all processes, as machines that serve together have one."""

    def __init__(self, tally: Tally) -> None:
        super().__init__()
        self._tally = tally

    def now(self) -> datetime:
        return datetime.now(UTC) + self._tally.shift


@dataclass
class Instance:
    """A serving process, from outside."""

    pid: int
    slot: int
    death: Death | None
    out: int
    said: bytes = b""
    port: int = 0
    status: int | None = field(default=None)

    def listens(self) -> bool:
        """Whether it has said its port; never blocks."""
        while not self.port and select.select([self.out], [], [], 0)[0] and (read := os.read(self.out, 65536)):
            self.said += read
            if found := _PORT.search(self.said):
                self.port = int(found.group(1))
        return bool(self.port)

    def ended(self) -> bool:
        """Whether it is gone, however; never blocks."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
                os.close(self.out)
        return self.status is not None

    @property
    def killed(self) -> bool:
        """Whether kill -9 ended it; else it ended by itself."""
        return self.status is not None and os.WIFSIGNALED(self.status) and os.WTERMSIG(self.status) == signal.SIGKILL

    def end(self, signal_number: int, seconds: float = 30.0) -> bool:
        """Send a signal and wait; False where it had to be killed after all."""
        if not self.ended():
            os.kill(self.pid, signal_number)
        until = time.monotonic() + seconds
        while not self.ended():
            if time.monotonic() > until:
                os.kill(self.pid, signal.SIGKILL)
                until += 30
            time.sleep(0.002)
        return os.waitstatus_to_exitcode(self.status or 0) == 0


@functools.cache
def warm() -> House:
    """What a fork need not load again: a small search is played to its end, on a database that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mlhire-faults") as folder:
        house = House(read_config({"DATABASE_URL": fresh_url("sqlite", Path(folder))}))
        offer_alone(house)
        for verb in house.router.verbs:
            verb.args  # noqa: B018 - imports what stands behind it
        asyncio.run(_rehearse(house))
        house.close()
    gc.collect()
    gc.freeze()  # a fork that collects garbage need not walk all this
    return house


async def _rehearse(house: House) -> None:
    post = Post(house)
    post.loop_done()
    post.due(24)
    await post.round()
    post.tell('offer sent "A.Q."')
    await post.courier.stop()


def start(environment: dict[str, str], tally: Tally, slot: int, death: Death | None, log: str) -> Instance:
    """Fork a process that serves; the parent goes on at once."""
    warm()
    tally.write(slot, 0, 0)
    reading, writing = os.pipe()
    pid = fork()
    if pid:
        os.close(writing)
        return Instance(pid, slot, death, reading)
    status = 70
    try:
        os.dup2(writing, 1)
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
        sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
        sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)
        status = _live(environment, tally, slot, death)
    except BaseException as error:
        print(f"ended by {error!r}", file=sys.stderr)
        raise
    finally:
        os._exit(status)


def _live(environment: dict[str, str], tally: Tally, slot: int, death: Death | None) -> int:
    house = House(read_config(environment), OneTime(tally))
    house.__dict__["packaged"] = warm().packaged
    house.__dict__["verbs"] = warm().router.verbs
    _watch(tally, slot, death)
    _replace(bot.chores, Courier=functools.partial(Courier, timing=FAST))
    _replace(bot.serve, Metronome=functools.partial(Metronome, anyway_seconds=0.02))
    _replace(several, LISTED=EVERYTHING)
    _replace(bot.refresher, **EDITS_FAST)
    _replace(bot.courier, **HANDFULS)
    _replace(bot.ahead, foreseen=lambda _: ())  # it is killed over deeds, which none of those answers is
    for transport in (SlackTransport, TeamsTransport):
        _replace(transport, pace=())  # the stand-ins bear any pace, and thousands of messages go to one channel
    _replace(SlackTransport, looks=Pace(EVERYTHING, 1.0))
    if death:
        dying = threading.Thread(target=_dies, args=(death.seconds,), daemon=True)
        dying.start() if death.young else _at_the_first_poll(dying)
    return bot.serve.run(house)


def _at_the_first_poll(dying: threading.Thread) -> None:
    begin = Metronome.start

    def begun(metronome: Metronome) -> None:
        begin(metronome)
        dying.start()

    _replace(Metronome, start=begun)


def _dies(seconds: float) -> None:
    work, until = time.process_time() + seconds, time.monotonic() + IDLE * seconds
    while time.process_time() < work and time.monotonic() < until:
        time.sleep(0.003)
    os.kill(os.getpid(), signal.SIGKILL)


def _watch(tally: Tally, slot: int, death: Death | None) -> None:
    """Take this process apart for watching: where it stands, and what it has open."""

    def reached(point: str) -> None:
        if death and death.point == point:
            tally.write(slot, tally.read(slot)[0], 1)
            os.kill(os.getpid(), signal.SIGKILL)

    for label, calls in COMMITS.items():
        for module, name in calls:
            setattr(module, name, _labelled(getattr(module, name), label))
    for label, name in CALLS.items():
        setattr(Courier, name, _surrounded(getattr(Courier, name), label, reached))
    _watch_commits(reached)
    _count_open_sends(tally, slot)


def _replace(owner: Any, **made: Any) -> None:
    for name, each in made.items():
        setattr(owner, name, each)


def _labelled(work: Callable[..., Any], label: str) -> Callable[..., Any]:
    @functools.wraps(work)
    def labelled(unit: Any, *args: Any, **more: Any) -> Any:
        unit.session.info["point"] = label
        return work(unit, *args, **more)

    return labelled


def _watch_commits(reached: Callable[[str], None]) -> None:
    open_session = vars(storage.database)["open_session"]

    def opened(*args: Any) -> Any:
        session: Any = open_session(*args)
        commit = session.commit

        def watched() -> None:
            label = session.info.get("point")
            reached(f"before {label}")
            commit()
            reached(f"after {label}")

        session.commit = watched
        return session

    _replace(storage.database, open_session=opened)


def _surrounded(work: Callable[..., Any], label: str, reached: Callable[[str], None]) -> Callable[..., Any]:
    async def surrounded(*args: Any) -> Any:
        reached(f"before {label}")
        going = asyncio.ensure_future(work(*args))
        await asyncio.sleep(random.uniform(0, 0.004))
        reached(f"during {label}")
        outcome = await going
        reached(f"after {label}")
        return outcome

    return surrounded


def _count_open_sends(tally: Tally, slot: int) -> None:
    """From just before the commit that opens a send until after the one that marks it."""
    mark, opening = Ledger.mark, outbox.opening
    under_way: set[str] = set()

    async def counted(ledger: Ledger, held: Held, what: Mark) -> bool:
        if what is opening:
            under_way.add(held.claim.id)
            tally.write(slot, len(under_way), tally.read(slot)[1])
        marked = await mark(ledger, held, what)
        if what is not opening or not marked:
            under_way.discard(held.claim.id)
            tally.write(slot, len(under_way), tally.read(slot)[1])
        return marked

    _replace(Ledger, mark=counted)


def environment(database_url: str, slack_url: str, settings: str) -> dict[str, str]:
    """The environment of a process whose platforms are the stand-ins. The tokens are no secrets: they open nothing."""
    return {
        "MLHIRE_CONFIG": settings,
        "DATABASE_URL": database_url,
        "HOST": "127.0.0.1",
        "PORT": "0",
        "SLACK_API_URL": slack_url,
        "SLACK_BOT_TOKEN": "xoxb-stand-in",
        "SLACK_SIGNING_SECRET": SECRET,
    }
