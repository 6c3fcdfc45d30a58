"""Plays a search through on the real house, with the clock moved from deed to deed, and writes down what everybody hears when.

Nothing is stubbed but the platform: router, clocks, courier, refresher, digests and a SQLite file do what they do when serving.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import yaml

from bot.chores import Chores
from bot.clocks import BusinessClock, Clocks, real_now
from bot.compose import House
from bot.config import read_config
from bot.transport import Absent, Lookup, Outcome, Sent
from handlers.core.command import Actor, Command, Place
from handlers.core.reply import Action, Reply
from storage import nudges, outbox
from tests.databases import fresh_url

FOLDER = Path(__file__).parent
CHANNEL = Place("slack", "C-HIRING")
GRID = timedelta(minutes=30)
"""Between deeds and nudges the clock moves on in steps of this."""
LEFT_OUT = ("card", "home", "history")
"""What shows state, and the lines that repeat each deed in the req's thread: not what the bot says by itself."""


@dataclass(frozen=True)
class Person:
    """One of the cast."""

    id: str
    name: str
    zone: str
    place: str
    part: str
    system: str = "slack"

    @property
    def actor(self) -> Actor:
        return Actor("acme", self.system, f"U-{self.id.upper()}", self.name, self.zone)

    @property
    def direct(self) -> Place:
        route = {"user": {"id": self.actor.external_id}} if self.system == "teams" else {}
        return Place(self.system, f"D-{self.id.upper()}", private=True, route=route)

    def wall(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True)
class Heard:
    """One thing that was said: when, where, by the bot or by a person; `edited`: a message that was said before has changed."""

    at: datetime
    channel: str
    reply: Reply
    key: str
    edited: bool = False
    in_thread: bool = False


@dataclass(frozen=True)
class Done:
    """One deed, and the answer to whoever did it."""

    at: datetime
    person: Person
    words: str
    answer: Reply


@dataclass
class Clock:
    """Business time, set by hand."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass
class Platform:
    """A transport that takes everything, and keeps it with the time at which it was said."""

    clock: Clock
    heard: list[Heard] = field(default_factory=list)
    can_be_asked: bool = True
    pace: Sequence[Any] = ()

    async def send(self, address: Mapping[str, Any], reply: Reply, key: str) -> Outcome:
        self.heard.append(Heard(self.clock.at, _channel(address), reply, key, in_thread="thread" in address))
        return Sent({"ts": key})

    async def update(self, address: Mapping[str, Any], ref: Mapping[str, Any], reply: Reply) -> Outcome:
        there = "thread" in address
        self.heard.append(Heard(self.clock.at, _channel(address), reply, str(ref.get("ts")), edited=True, in_thread=there))
        return Sent(ref)

    async def delete(self, address: Mapping[str, Any], ref: Mapping[str, Any]) -> Outcome:
        return Sent(ref)

    async def find(self, address: Mapping[str, Any], key: str, since: float) -> Lookup:
        return Absent()


@dataclass
class Player:
    """A scenario, and what came of it."""

    name: str
    scenario: Mapping[str, Any]
    people: Mapping[str, Person]
    clock: Clock
    platform: Platform
    house: House
    done: list[Done] = field(default_factory=list)
    pressed: list[Action] = field(default_factory=list)
    channel: Place = CHANNEL
    """Where searches are opened, and their threads are."""

    @classmethod
    def of(cls, file: Path, folder: Path) -> Player:
        """A player of the scenario in a file, with a new database in a folder."""
        scenario = yaml.safe_load(file.read_text(encoding="utf-8"))
        people = {id: Person(id, **about) for id, about in scenario["people"].items()}
        clock = Clock(datetime.fromisoformat(scenario["begins"]).replace(tzinfo=UTC))
        house = House(read_config({"DATABASE_URL": fresh_url("sqlite", folder)}), cast(BusinessClock, clock))
        return cls(file.stem, scenario, people, clock, Platform(clock), house)

    async def play(self) -> None:
        """From the first deed to the last, and to the end."""
        self.house.transports[self.channel.system] = cast(Any, self.platform)
        chores = Chores(self.house, Clocks(cast(BusinessClock, self.clock)))
        try:
            for person in self.people.values():
                self._tell(person, {"says": "due", "in": "dm"}, quietly=True)
            for deed in sorted(self.scenario["deeds"], key=self._when):
                await self._move(chores, self._when(deed))
                self._tell(self.people[deed["who"]], deed)
                await self._settle(chores)
            await self._move(chores, datetime.fromisoformat(self.scenario["ends"]).replace(tzinfo=UTC))
        finally:
            await chores.stop()
            self.house.close()

    async def _move(self, chores: Chores, until: datetime) -> None:
        """The clock moves on, stopping wherever something may be said."""
        while self.clock.at < until:
            next_nudge = self.house.database.read_system(nudges.next_time)
            ahead = [back for _, back in self.stops if back > self.clock.at]
            grid = self.clock.at.replace(minute=0, second=0, microsecond=0)
            while grid <= self.clock.at:
                grid += GRID
            stops = [until, grid, *ahead, *([next_nudge] if next_nudge and next_nudge > self.clock.at else [])]
            self._set(min(stops))
            if not any(since <= self.clock.at < back for since, back in self.stops):
                await self._settle(chores)

    def _set(self, moment: datetime) -> None:
        """It is that time now; what waits for its reader's hours waits so much less."""
        by, self.clock.at = moment - self.clock.at, moment
        self.house.database.write_system(lambda unit: outbox.bring_nearer(unit, by, real_now()))

    @staticmethod
    async def _settle(chores: Chores) -> None:
        """Everything that is to be said now is said, and what that changes too."""
        for _ in range(2):
            more = True
            while more:
                more = await chores.poll()
                while chores.courier.under_way or chores.refresher.under_way:  # noqa: ASYNC110 - it happens in threads
                    await asyncio.sleep(0.001)

    @property
    def stops(self) -> list[tuple[datetime, datetime]]:
        """When the process is not running."""
        return [(self._local(each, "since"), self._local(each, "until")) for each in self.scenario.get("stopped", ())]

    def _local(self, entry: Mapping[str, Any], key: str) -> datetime:
        zone = ZoneInfo(self.people[entry["who"]].zone)
        return datetime.fromisoformat(entry[key]).replace(tzinfo=zone).astimezone(UTC)

    def _when(self, deed: Mapping[str, Any]) -> datetime:
        return self._local(deed, "at")

    def _tell(self, person: Person, deed: Mapping[str, Any], *, quietly: bool = False) -> None:
        place = person.direct if deed.get("in") == "dm" or "presses" in deed else self.channel
        command = Command(person.actor, place, self.clock.at, said=str(deed.get("says", "")))
        if "presses" in deed:
            action = self._button(person, deed["presses"])
            command = replace(command, verb=action.verb, args={**action.args, **deed.get("fills", {})})
        answer = self.house.router.answer(command)
        if answer.data.get("refused") or answer.data.get("error"):
            raise AssertionError(f"{deed}: {answer.text}")
        if not quietly:
            words = f"presses [{deed['presses']}]" if "presses" in deed else f"`{deed['says']}`"
            self.done.append(Done(self.clock.at, person, words, answer))

    def _button(self, person: Person, label: str) -> Action:
        """The button of the oldest message to them that still carries it and was not pressed."""
        shown = {each.key: each.reply for each in self.platform.heard if each.channel == person.direct.channel}
        buttons = [one for reply in shown.values() for one in (*reply.actions, *reply.more)]
        action = next((one for one in buttons if one.label == label and one not in self.pressed), None)
        if action is None:
            offered = sorted({one.label for one in buttons})
            raise AssertionError(f"{self.clock.at}: {person.name} has no button {label!r}, only {offered}")
        self.pressed.append(action)
        return action

    def said(self) -> Iterator[Heard]:
        """What the bot said by itself, in order."""
        for each in self.platform.heard:
            if each.key.split(":")[0] not in LEFT_OUT:
                yield each

    def hearer(self, heard: Heard) -> Person | None:
        """Whose direct messages it went to; None for the channel."""
        return next((each for each in self.people.values() if each.direct.channel == heard.channel), None)


def play(name: str) -> Player:
    """A scenario of this folder, played to its end."""
    with tempfile.TemporaryDirectory(prefix="mlhire-dialog") as folder:
        player = Player.of(FOLDER / f"{name}.yaml", Path(folder))
        asyncio.run(player.play())
        return player


def _channel(address: Mapping[str, Any]) -> str:
    return str(address.get("channel"))
