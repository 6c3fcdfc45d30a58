"""kill -9 at random moments and at named points, with one process or several on one database."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from storage.database import Database
from storage.enums import System
from storage.models import Setting
from storage.people import Account as Identified
from storage.people import ensure_person, ensure_workspace, identities
from storage.unit import Unit
from tests.databases import drop, fresh_url
from tests.faults import peers
from tests.faults.account import Account, reckon
from tests.faults.forking import fork
from tests.faults.http import healthy
from tests.faults.instance import POINTS, Death, Instance, Tally, environment, start
from tests.faults.search import DEEDS_A_LIFE, Deed, Searches, in_teams, people, teams_address

STOPS = tuple(timedelta(seconds=seconds) for seconds in (1, 60, 3600, 6 * 3600, 86400, 3 * 86400, 7 * 86400))
"""For so long nobody serves, every so often."""
WORKSPACE = "slack:T1"
STOCK = 30
"""Loops that have ended before the dying begins, so that there is something to lose from the first kill on."""
NO_DIGEST = {"digest": False, "daily_limit": 100_000}
"""Nothing is left to a digest here: each nudge must arrive by itself, and nothing that repeats it."""
COMES_THERE_WITHIN, MOST_WITHIN = 0.7, 5.0
"""Seconds of work within which a process that is to die at a named point must have come there; then it dies where it stands.
The next one for that point is given longer, up to the most: what is owed grows, and with it the way there."""
STANDSTILL_SECONDS = 60
"""In good weather something leaves all the time; what has not moved for so long is lost."""

HELD_UP = 500
"""While more messages than this wait for their turn nothing new is told: on a slow machine so short lives would get ever more to
do than they can send, and the run would end up measuring how long a list of thousands takes to compose."""

DELIVERIES = 10
"""So often a deed is told to a process that lives; each must be answered by then."""


@dataclass
class Course:
    """One run: what it was, and what came of it."""

    kind: str
    instances: int
    account: Account = field(default_factory=Account)
    kills: int = 0
    at_points: Counter[str] = field(default_factory=Counter)
    at_each_point: int = 0
    """How many at least at each named point it was to be."""
    open_kills: int = 0
    open_sends: int = 0
    cuts: int = 0
    answered: int = 0
    repeated: int = 0
    stops: int = 0
    seconds: float = 0.0
    met: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Nothing lost, nothing twice, no more unclear than cuts and kills explain, and killed at every point."""
        unclear = self.account.unclear
        if any(self.at_points[point] < self.at_each_point for point in POINTS):
            return False
        return self.account.clean and not unclear["slack"] and unclear["teams"] <= self.cuts + self.open_sends


class Run:
    """Processes on one database, dying and being started again."""

    def __init__(self, kind: str, instances: int, seed: object, folder: Path) -> None:
        self.course = Course(kind, instances)
        self._chance = random.Random(f"{seed} {kind} {instances}")
        self._url = fresh_url(kind, folder)
        self._peers = peers.start(self._chance.getrandbits(32))
        self._tally = Tally()
        self._log = str(folder / "stderr.txt")
        settings = folder / "app.yaml"
        settings.write_text("teams:\n  local_only: true\n", encoding="utf-8")
        self._environment = environment(self._url, self._peers.slack, str(settings))
        self._searches = Searches(self._chance)
        self._alive: list[Instance] = []
        self._within = dict.fromkeys(POINTS, COMES_THERE_WITHIN)
        self._held_up = 0

    def play(self, kills: int, at_each_point: int) -> Course:
        """Set up, die `kills` times (at least `at_each_point` times at each named point), let all be delivered, reckon."""
        begun = time.monotonic()
        self.course.at_each_point = at_each_point
        try:
            self._open_searches()
            self._peers.weather(0.15)
            while self.course.kills < kills or any(self.course.at_points[point] < at_each_point for point in POINTS):
                self._step(at_each_point)
                if self.course.kills > 3 * kills + 100:
                    break
            for instance in self._alive:
                instance.end(signal.SIGKILL)
                self._bury(instance)
            self._peers.weather(0.0)
            self._deliver_all()
            self._reckon()
        finally:
            for instance in self._alive:
                instance.end(signal.SIGKILL)
            self._peers.stop()
            if self.course.kind == "postgresql":
                drop(self._url)
        self.course.seconds = time.monotonic() - begun
        return self.course

    # Before and after the dying

    def _open_searches(self) -> None:
        _apart(lambda: _admit(self._url, self._peers.teams))
        instance = self._begin(0, None)
        self._until_it_listens(instance)
        for deed in (*self._searches.open(), *self._searches.loops(STOCK)):
            self._insist(deed, instance)
        self._tally.pass_time(timedelta(hours=24))
        assert instance.end(signal.SIGTERM), f"a process that was told to stop did not end well: {self._log_end()}"
        self._alive.clear()

    def _deliver_all(self) -> None:
        """One process in good weather, a month later: every voice of every clock has had its time."""
        self._alive.clear()
        self._tally.pass_time(timedelta(days=30))
        instance = self._begin(0, None)
        self._until_it_listens(instance)
        for deed in self._searches.waiting:
            self._insist(deed, instance)
        self._searches.waiting.clear()
        assert instance.end(signal.SIGTERM), self._log_end()
        self._tally.pass_time(timedelta(days=30))
        instance = self._begin(0, None)
        self._until_it_listens(instance)
        left, moved = _open(self._url), time.monotonic()
        while left and time.monotonic() < moved + STANDSTILL_SECONDS:
            time.sleep(0.2)
            now_left = _open(self._url)
            if now_left != left:
                left, moved = now_left, time.monotonic()
        assert instance.end(signal.SIGTERM), self._log_end()
        self._alive.clear()

    def _reckon(self) -> None:
        report = self._peers.report()
        course = self.course
        course.account = reckon(self._url, report, self._searches.finished, self._searches.offered)
        course.met, course.cuts = report["met"], report["cuts"]
        course.answered, course.repeated = self._searches.answered, self._searches.repeated
        course.account.wrong += [f"{count} times: {said}" for said, count in self._searches.odd.items()]

    def _insist(self, deed: Deed, instance: Instance) -> None:
        """Until it is answered: on a busy machine an answer may come too late to be the acknowledgement."""
        assert any(self._searches.tell(deed, instance) for _ in range(DELIVERIES)), (deed, self._searches.odd, self._log_end())

    # Dying

    def _step(self, at_each_point: int) -> None:
        for slot in range(self.course.instances):
            if not any(instance.slot == slot for instance in self._alive):
                self._pass_time()
                self._begin(slot, self._death(at_each_point))
        self._tell()
        for instance in [each for each in self._alive if each.ended()]:
            self._alive.remove(instance)
            self._bury(instance)

    def _death(self, at_each_point: int) -> Death:
        lacking = [point for point in POINTS if self.course.at_points[point] < at_each_point]
        if self._chance.random() < (0.7 if lacking else 0.4):
            point = self._chance.choice(lacking or POINTS)
            return Death(self._within[point], point)
        young = self._chance.random() < 0.25
        return Death(self._chance.uniform(0.02, 0.3), young=young)

    def _pass_time(self) -> None:
        self._tally.pass_time(timedelta(hours=self._chance.uniform(0.5, 6)))
        if self._chance.random() < 0.02:
            self._tally.pass_time(STOPS[self.course.stops % len(STOPS)])  # in turn, so that each length comes up
            self.course.stops += 1

    def _tell(self) -> None:
        listening = [instance for instance in self._alive if instance.listens()]
        has_time = self._held_up < HELD_UP and self._searches.answered < (self.course.kills + 20) * DEEDS_A_LIFE
        if has_time and not self._searches.waiting:
            self._searches.more()
        if not listening or not self._searches.waiting:
            time.sleep(0.002)
            return
        deed = self._searches.waiting.pop(0)
        if not self._searches.tell(deed, self._chance.choice(listening)):
            self._searches.waiting.append(deed)

    def _bury(self, instance: Instance) -> None:
        if not instance.killed:
            self.course.account.wrong.append(f"a process ended by itself ({instance.status}): {self._log_end()}")
            raise RuntimeError(self.course.account.wrong[-1])
        open_sends, reached = self._tally.read(instance.slot)
        self.course.kills += 1
        self._held_up = _counted(self._url, _HELD_UP)
        self.course.open_kills += open_sends > 0
        self.course.open_sends += open_sends
        point = instance.death.point if instance.death else ""
        if reached:
            self.course.at_points[point] += 1
        if point:
            self._within[point] = COMES_THERE_WITHIN if reached else min(self._within[point] * 1.5, MOST_WITHIN)

    def _begin(self, slot: int, death: Death | None) -> Instance:
        instance = start(self._environment, self._tally, slot, death, self._log)
        self._alive.append(instance)
        return instance

    def _until_it_listens(self, instance: Instance) -> None:
        until = time.monotonic() + 20
        while not instance.listens():
            assert not instance.ended() and time.monotonic() < until, self._log_end()
            time.sleep(0.002)
        assert healthy(instance.port)

    def _log_end(self) -> str:
        return Path(self._log).read_text(encoding="utf-8")[-1500:]


def run(kind: str, instances: int, kills: int, at_each_point: int, seed: object) -> Course:
    """One course on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="mlhire-faults") as folder:
        return Run(kind, instances, seed, Path(folder)).play(kills, at_each_point)


def _apart(work: Callable[[], None]) -> None:
    """Run in a fork: an opened database has threads, and whoever has threads must not fork."""
    pid = fork()
    if not pid:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0


def _admit(url: str, service_url: str) -> None:
    """Everybody has an account at Slack, may do everything, and is reached in Slack or in Teams."""
    database = Database.open(url)
    now = datetime.now(UTC)
    database.write_system(lambda unit: ensure_workspace(unit, WORKSPACE, now))
    settings = [{"key": key, "value": {"value": value}, "changed_at": now} for key, value in NO_DIGEST.items()]
    database.write(WORKSPACE, lambda unit: unit.insert(Setting, settings))

    def admit(unit: Unit) -> None:
        for account in people():
            person = ensure_person(unit, Identified(System.SLACK, account, account.lower(), "Europe/Berlin"), now)
            person.roles = ["admin"]
            unit.flush()
            if in_teams(account):
                identities(unit, person.id)[0].address = teams_address(account, service_url)

    database.write(WORKSPACE, admit)
    database.close()


_HELD_UP = "SELECT count(*) FROM outbox WHERE status IN ('queued', 'claimed')"


def _open(url: str) -> int:
    """How much has not had its time yet."""
    return _counted(
        url,
        f"SELECT ({_HELD_UP})"
        " + (SELECT count(*) FROM nudge WHERE status IN ('pending', 'snoozed', 'queued'))"
        " + (SELECT count(*) FROM surface WHERE dirty_since IS NOT NULL AND kind = 'nudge')",
    )


def _counted(url: str, query: str) -> int:
    database = Database.open(url, exclusive=False)
    try:
        return int(database.read_system(lambda unit: unit.run(text(query)).scalar_one()))
    finally:
        database.close()
