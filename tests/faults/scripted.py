"""A small search played again and again, each time with one thing going wrong: a statement, a commit, or an answer by HTTP.

Real databases, real transports, real HTTP; only the clocks are moved by hand, so that no lease has to be waited for.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import random
import string
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import aiohttp
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

import storage.database
from bot.compose import House
from bot.config import read_config
from bot.courier import Timing
from bot.slack.transport import SlackTransport, client
from bot.teams.transport import Connector, TeamsTransport
from handlers.pipeline.messages import nudges as speech
from storage import nudges
from storage.enums import System
from storage.ids import new_id
from storage.models import Identity, Outbox, Requisition
from storage.unit import table_of
from tests.bot.post import Post
from tests.clocks import offer_alone
from tests.databases import drop, fresh_url
from tests.faults import peers
from tests.faults.account import arrivals, as_message
from tests.faults.forking import fork
from tests.faults.peers import Peers
from tests.faults.search import teams_address
from tests.peers.slack_api import Fault

TIMING = Timing(lease=3.0, begin=0.7, send=0.4, settle=1.0, first_pause=0.1, longest_pause=1.0)
LATE_SECONDS = 0.6
VOICES = (timedelta(hours=24), timedelta(hours=48), timedelta(hours=50))
"""So long after the loop something is said."""
_UNSENT = text("SELECT count(*) FROM outbox WHERE status IN ('queued', 'claimed')")

SLACK_OUTCOMES = (
    Fault(status=429, retry_after=1), Fault(error="ratelimited"), Fault(error="message_limit_exceeded"),
    Fault(status=500), Fault(status=502, content_type="text/html"), Fault(status=503),
    Fault(status=504, content_type="text/html"),
    Fault(error="fatal_error"), Fault(error="internal_error"), Fault(error="request_timeout"), Fault(error="service_unavailable"),
    Fault(cut="before"), Fault(cut="after"), Fault(delay=LATE_SECONDS), Fault(delay=0.05),
    Fault(error="channel_not_found"), Fault(error="not_in_channel"), Fault(error="invalid_blocks"), Fault(status=400),
)  # fmt: skip
TEAMS_OUTCOMES = (
    "200", "201", "400", "401", "403", "404", "408", "412", "413", "429", "429:1", "500", "502", "503", "503:1", "504", "302",
    "cut", "lost",
)  # fmt: skip
UNCLEAR_IN_TEAMS = frozenset({"408", "500", "502", "503", "504", "cut", "lost"})
REFUSED = frozenset({"channel_not_found", "not_in_channel", "invalid_blocks", "400", "403", "404", "413", "302"})


@dataclass
class Tried:
    """What came of all the plays."""

    kind: str
    what: str
    """What failed, one in each."""
    seconds: float = 0.0
    plays: int = 0
    messages: int = 0
    lost: int = 0
    twice: int = 0
    unclear: int = 0
    given_up: int = 0
    wrong: list[str] = field(default_factory=list)


class Stage:
    """Two people, one in Slack and one in Teams, and the post that reaches them."""

    def __init__(self, post: Post, stand_ins: Peers, tried: Tried) -> None:
        self.post = post
        self.peers = stand_ins
        self.tried = tried
        self._chance = random.Random(0)
        self._seen: Mapping[str, int] = {}

    async def play(self, before_voice: Callable[[int], None] = lambda _: None, *, breathe: float = 0.0) -> list[Outbox]:
        """Two loops end, all voices are said, one offer goes out before the last; the messages that came of it."""
        self.tried.plays += 1
        begun = self.post.business.at
        since = new_id()
        for person in ("mei", "ravi"):
            number = self._tell('req open "Senior ML engineer"', person).data["req"]
            name = "Q" + "".join(self._chance.choices(string.ascii_lowercase, k=11))
            self._tell(f'loop done "{name}" R-{number}', person)
        self._meet_ravi_in_teams()
        await self._deliver(breathe)  # cards and histories, so that what is made to fail is a nudge
        for position, after in enumerate(VOICES):
            self.post.business.at = begun + after
            before_voice(position)
            await self._deliver(breathe)
        return self._rows(since)

    def _on_its_way(self) -> bool:
        """Whether a message waits, or a nudge whose time has come."""
        read, now = self.post.house.database.read_system, self.post.business.at
        return bool(_insist(lambda: read(lambda unit: nudges.workspaces_due(unit, now) or unit.run(_UNSENT).scalar_one())))

    def _rows(self, since: str) -> list[Outbox]:
        """The messages that were written since that id was made: ids rise."""
        read, row = self.post.house.database.read, table_of(Outbox).c
        return list(_insist(lambda: read("acme", lambda unit: unit.all(Outbox, row.id > since, order_by=row.id))))

    def _tell(self, said: str, person: str) -> Any:
        """Told until it is answered, under one delivery key, as Slack does it."""
        key = os.urandom(8).hex()
        for _ in range(4):
            reply = self.post.tell(said, person=person, key=key)
            if "error" not in reply.data:
                break
        if (
            said.startswith("req open") and "req" not in reply.data
        ):  # it was done, and the answer lost: what was done is looked up
            reply = replace(reply, data={"req": self._newest_req()})
        return reply

    def _newest_req(self) -> int:
        read = self.post.house.database.read
        return int(_insist(lambda: read("acme", lambda unit: max(req.number for req in unit.all(Requisition)))))

    def _meet_ravi_in_teams(self) -> None:
        address = teams_address("ravi", self.peers.teams)

        def meet(unit: Any) -> None:
            (identity,) = unit.all(Identity, Identity.system == System.SLACK, Identity.external_id == "U-ravi")
            identity.address = address

        _insist(lambda: self.post.house.database.write("acme", meet))

    async def _deliver(self, breathe: float) -> None:
        """Poll, and let real time pass by hand, until nothing is on its way."""
        for _ in range(40):
            try:
                await self.post.round()
            except OperationalError:
                continue  # as the metronome does: the next poll comes all the same
            if not self._on_its_way():
                return
            if breathe:
                await asyncio.sleep(breathe)
            self.post.passes(1.0)

    def hold(self, rows: list[Outbox], *, expected: int, unclear: int = 0, given_up: int = 0, what: str = "") -> None:
        """Hold what stands in the table against what arrived."""
        report = self.peers.report(since=self._seen)
        known = [as_message(row) for row in rows]
        there = [key for system in ("slack", "teams") for key in arrivals(report, system, known)]
        self._seen = report["posted"]
        for row in rows:
            times = there.count(row.key)
            self.tried.twice += max(0, times - 1)
            self.tried.lost += (row.status == "sent" and not times) or row.status in ("queued", "claimed")
        rows = [row for row in rows if row.kind == speech.KIND]
        counts = {status: sum(row.status == status for row in rows) for status in ("sent", "unclear", "given_up")}
        self.tried.messages += len(rows)
        self.tried.unclear += counts["unclear"]
        self.tried.given_up += counts["given_up"]
        wanted = {"sent": expected - unclear - given_up, "unclear": unclear, "given_up": given_up}
        if counts != wanted:
            self.tried.wrong.append(f"{what}: {counts} instead of {wanted}")


def every_statement(kind: str, seed: int, stride: int = 1) -> Tried:
    """Every statement, and every commit before and after it took effect, fails once (or every `stride`-th)."""

    async def plays(stage: Stage) -> None:
        with _failing(stage.post) as fail:
            fail.at = -1
            stage.hold(await stage.play(), expected=6, what="nothing fails")
            number = fail.count
            for at in range(seed % stride, number, stride):
                fail.count, fail.at = 0, at
                rows = await stage.play()
                what, fail.at = fail.what, -1
                stage.hold(rows, expected=6, what=what)

    return _apart(Tried(kind, "statement or commit failed"), seed, plays)


def every_outcome(kind: str, seed: int, stride: int = 1) -> Tried:
    """Every outcome of a call by HTTP, at each of the sends (or every `stride`-th of all these)."""

    async def plays(stage: Stage) -> None:
        cases = [(position, fault) for position in range(len(VOICES)) for fault in (*SLACK_OUTCOMES, *TEAMS_OUTCOMES)]
        for position, fault in cases[seed % stride :: stride]:
            await _one_outcome(stage, position, fault)

    return _apart(Tried(kind, "answer by HTTP"), seed, plays)


async def _one_outcome(stage: Stage, position: int, fault: Fault | str) -> None:
    system, name = ("teams", fault) if isinstance(fault, str) else ("slack", peers.named(fault))
    late = isinstance(fault, Fault) and fault.delay > TIMING.send

    def plan(at: int) -> None:
        if at == position and fault not in ("200", "201"):
            stage.peers.plan(system, fault)
            if isinstance(fault, Fault) and fault.cut:  # and the question what became of it meets trouble too
                stage.peers.plan("looking", Fault(status=500), Fault(error="missing_scope"))

    rows = await stage.play(plan, breathe=LATE_SECONDS if late else 0.0)
    unclear, given_up = int(system == "teams" and name in UNCLEAR_IN_TEAMS), int(name in REFUSED)
    stage.hold(rows, expected=6, unclear=unclear, given_up=given_up, what=f"{system} {name} at send {position + 1}")


# How things are made to fail


@dataclass
class _Failure:
    """Counts what may fail, and fails the one at `at`."""

    count: int = 0
    at: int = -1
    what: str = ""

    def point(self, what: str) -> None:
        self.count += 1
        if self.count - 1 == self.at:
            self.what = f"failed: {what[:80]}"
            raise OperationalError(what, {}, Exception("made to fail"))


@contextmanager
def _failing(post: Post) -> Iterator[_Failure]:
    failure = _Failure()
    database: Any = post.house.database
    module: Any = storage.database
    open_session = module.open_session

    def before(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        failure.point(statement)

    def opened(*args: Any) -> Any:
        session: Any = open_session(*args)
        commit = session.commit

        def failing() -> None:
            failure.point("before a commit")
            commit()
            failure.point("after a commit")

        session.commit = failing
        return session

    for engine in (database._writer, database._readers):
        event.listen(engine, "before_cursor_execute", before)
    module.open_session = opened
    try:
        yield failure
    finally:
        module.open_session = open_session


def _insist(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except OperationalError:
        return work()


def _apart(tried: Tried, seed: int, plays: Callable[[Stage], Awaitable[None]]) -> Tried:
    """In a process of its own: it opens databases, and whoever opened one must not fork any more."""
    kind, begun = tried.kind, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mlhire-faults") as folder:
        url = fresh_url(kind, Path(folder))
        stand_ins = peers.start(seed, ahead_seconds=30 * 86400)
        reading, writing = os.pipe()
        pid = fork()
        if not pid:
            try:
                os.dup2(os.open(f"{folder}/stderr.txt", os.O_WRONLY | os.O_CREAT), 2)
                asyncio.run(_staged(url, stand_ins, tried, plays))
            except BaseException as error:
                tried.wrong.append(repr(error))
            os.write(writing, pickle.dumps(tried))
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            told = pickle.loads(pipe.read())
        os.waitpid(pid, 0)
        stand_ins.stop()
        if kind == "postgresql":
            drop(url)
        return replace(cast(Tried, told), seconds=time.monotonic() - begun)


async def _staged(url: str, stand_ins: Peers, tried: Tried, plays: Callable[[Stage], Awaitable[None]]) -> None:
    async with aiohttp.ClientSession() as session:
        web = client("xoxb-stand-in", stand_ins.slack)
        web.session = session
        slack, teams = SlackTransport(web), TeamsTransport(Connector(lambda: session))
        house = House(read_config({"DATABASE_URL": url}))
        offer_alone(house)
        post = Post(house, {"slack": slack, "teams": teams}, timing=TIMING)  # type: ignore[dict-item]
        post.real.at = datetime.now(UTC)
        await plays(Stage(post, stand_ins, tried))
        await post.courier.stop()
        post.house.close()
