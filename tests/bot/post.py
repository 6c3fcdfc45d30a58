"""A post office to test on: a real database with real searches in it, clocks set by hand, and platforms that do as told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from bot.clocks import BusinessClock, Clocks
from bot.compose import House
from bot.courier import Courier, Timing
from bot.transport import Absent, Found, Lookup, Outcome, Pace, Sent
from handlers.core.command import Actor, Command, Place
from handlers.core.reply import Reply
from handlers.pipeline.messages.nudges import KIND, queue_due
from storage import outbox
from storage.enums import OutboxStatus
from storage.models import Nudge, Outbox
from storage.outbox import Claim
from storage.unit import table_of
from tests.conftest import NOW

LEASE = Timing().lease
LATER = timedelta(hours=1)
DAY = timedelta(days=1)


async def until(met: Callable[[], object]) -> None:
    """Let the others work until it is so."""
    while not met():  # noqa: ASYNC110 - what is waited for happens in threads
        await asyncio.sleep(0.001)


@dataclass
class SetClock:
    """A clock that shows what it is set to."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


class Platform:
    """A transport that answers as planned, then as a platform in order; it keeps what arrived."""

    def __init__(self, *, can_be_asked: bool = True, pace: Sequence[Pace] = ()) -> None:
        self.can_be_asked = can_be_asked
        self.pace = pace
        self.arrived: list[tuple[str, str]] = []
        """Key and text."""
        self.outcomes: list[Outcome | Exception] = []
        self.answers: list[Lookup | Exception] = []
        self.asked: list[str] = []
        self.held: asyncio.Event | None = None
        self.begun = asyncio.Event()

    async def send(self, address: Mapping[str, Any], reply: Reply, key: str) -> Outcome:
        self.begun.set()
        if self.held:
            await self.held.wait()
        outcome = self.outcomes.pop(0) if self.outcomes else Sent({"ts": key})
        if isinstance(outcome, Exception):
            raise outcome
        if isinstance(outcome, Sent):
            self.arrived.append((key, reply.text))
        return outcome

    async def find(self, address: Mapping[str, Any], key: str, since: float) -> Lookup:
        self.asked.append(key)
        answer = self.answers.pop(0) if self.answers else Found({"ts": key}) if key in dict(self.arrived) else Absent()
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def update(self, address: Mapping[str, Any], ref: Mapping[str, Any], reply: Reply) -> Outcome:
        return Sent(ref)

    async def delete(self, address: Mapping[str, Any], ref: Mapping[str, Any]) -> Outcome:
        return Sent(ref)


@dataclass
class Post:
    """A house, a courier, and the people who give it something to carry."""

    house: House
    platforms: dict[str, Platform] = field(default_factory=lambda: {"slack": Platform(), "teams": Platform(can_be_asked=False)})
    business: SetClock = field(default_factory=SetClock)
    real: SetClock = field(default_factory=lambda: SetClock(datetime(2026, 11, 24, 16, 0, tzinfo=UTC)))
    monotonic: float = 0.0
    timing: Timing | None = None
    couriers: list[Courier] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.courier = self.another()

    @property
    def slack(self) -> Platform:
        return self.platforms["slack"]

    @property
    def teams(self) -> Platform:
        return self.platforms["teams"]

    def another(self) -> Courier:
        """One more courier on the same database: what a restart or another instance brings."""
        made = Courier(
            self.house.database,
            cast(Any, self.platforms),
            self.house.library,
            Clocks(cast(BusinessClock, self.business), self.real.now, lambda: self.monotonic),
            timing=self.timing,
        )
        self.couriers.append(made)
        return made

    def tell(
        self, said: str = "", *, person: str = "mei", system: str = "slack", key: str | None = None, verb: str = "", **args: Any
    ) -> Reply:
        """Somebody says something, in their direct messages."""
        actor = Actor("acme", system, f"U-{person}", person.title(), "America/Los_Angeles", roles=("admin",))
        command = Command(actor, Place(system, f"D-{person}", private=True), self.business.at, said=said, delivery_key=key)
        return self.house.router.answer(replace(command, verb=verb, args=args) if verb else command)

    def loop_done(self, candidate: str = "A.Q.", **who: Any) -> str:
        """A search with one finished loop, and the application's id: its offer is due in two days."""
        number = self.tell('req open "Senior ML engineer"', **who).data["req"]
        application = str(self.tell(f'loop done "{candidate}" R-{number}', **who).data["application"])
        # Cards and lines of history have tests of their own; here they would stand in the same line.
        row = table_of(Outbox).c
        self.house.database.write(
            "acme", lambda unit: unit.update(Outbox, row.kind != KIND, row.status == "queued", status=OutboxStatus.CANCELLED)
        )
        return application

    def due(self, hours: float = 24) -> None:
        """It is so many hours after the loops."""
        self.business.at = NOW + timedelta(hours=hours)

    def passes(self, seconds: float) -> None:
        """Real time passes, by both clocks."""
        self.real.at += timedelta(seconds=seconds)
        self.monotonic += seconds

    async def round(self, courier: Courier | None = None) -> None:
        """Poll until nothing more is to be had at once, and let what was begun end."""
        courier = courier or self.courier
        while await courier.poll():
            pass
        await until(lambda: not courier.under_way)

    def messages(self) -> list[Outbox]:
        row = table_of(Outbox).c
        return self.house.database.read("acme", lambda unit: unit.all(Outbox, row.kind == KIND, order_by=row.id))

    def message(self) -> Outbox:
        (only,) = self.messages()
        return only

    def nudges(self) -> dict[str, str]:
        """Voice → status, of one search."""
        rows = self.house.database.read("acme", lambda unit: unit.all(Nudge, order_by=table_of(Nudge).c.say_at))
        return {row.voice.value: row.status.value for row in rows}


def queued(post: Post) -> None:
    now, real = post.business.at, post.real.at
    post.house.database.write("acme", lambda unit: queue_due(unit, now, real, 50))


def two_in_line(post: Post, *more: str) -> None:
    """Two messages for Mei, too far apart to be one, are in the outbox; and one for each of `more`."""
    post.loop_done("A.Q.")
    post.business.at += timedelta(hours=1)
    for name, person in (("B.R.", "mei"), *((f"C.{each}", each) for each in more)):
        post.loop_done(name, person=person)
    for hours in (24, 25):
        post.due(hours)
        queued(post)


def claimed(post: Post) -> Claim:
    """A claim of a courier that dies with it."""
    queued(post)
    (claim,) = post.house.database.write_system(lambda unit: outbox.claim(unit, post.real.at, 50, LEASE))
    return claim


def opened(post: Post) -> Claim:
    """A claim of a courier that dies with its send begun."""
    claim = claimed(post)
    assert post.house.database.write_system(lambda unit: outbox.opening(unit, claim))
    return claim
