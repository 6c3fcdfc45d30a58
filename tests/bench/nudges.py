"""A thousand nudges due at once: how long the event loop is held, how many are claimed, sent and marked a second.

The whole server does them, and answers signed commands over HTTP meanwhile. Beside it APScheduler's own job store does the
same thousand, to the same stand-in for Slack, with the same SQLite pragmas. Then what those that wait cost (`pending`).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import IO

from storage.database import Database
from storage.enums import OutboxStatus
from storage.models import Outbox
from storage.unit import Unit
from tests.bench import pending
from tests.bench.client import Line
from tests.bench.owed import DUE, KEY, owing
from tests.bench.questions import band_questions
from tests.bench.slack import command
from tests.bench.table import Outcome

ASKED_BEFORE, WARM = 300, 50
BETWEEN_SECONDS = 0.01
"""From an answer to the next command: one person who types fast."""
LOOK_EACH = 3
"""Answers between two looks at what is sent."""
ROUNDS = 3
"""Ours and theirs in turn: a second and a half of sending is too short to be measured once."""
MOST = ("hold_most_ms",)
_DOOR = re.compile(r"http://\S+/slack/events")


def measure() -> list[Outcome]:
    """Outcomes for the thousand, and for those that wait. Each server runs in a process of its own."""
    from tests.faults import peers

    ours, theirs = [], []
    with TemporaryDirectory(prefix="mlhire-bench") as folder:
        owed = Path(folder, "owed")
        owed.mkdir()
        with owing(owed):
            pass
        stand_ins = peers.start(0)
        try:
            for turn in range(ROUNDS):
                ours.append(_ours(shutil.copytree(owed, Path(folder, f"ours{turn}")), stand_ins.slack))
                theirs.append(_theirs(shutil.copytree(owed, Path(folder, f"theirs{turn}")), stand_ins.slack))
        finally:
            stand_ins.stop()
    return [*_outcomes(_in_all(ours), _in_all(theirs)), *pending.measure()]


def _in_all(rounds: list[dict[str, float]]) -> dict[str, float]:
    """The median of each figure; of what may never be more, the most."""
    return {name: (max if name in MOST else median)(each[name] for each in rounds) for name in rounds[0]}


def _outcomes(ours: dict[str, float], theirs: dict[str, float]) -> list[Outcome]:
    return [
        Outcome("nudges-hold-p99", ours["hold_p99_ms"], beside=f"{ours['ticks']} looks, one a millisecond"),
        Outcome("nudges-hold-most", ours["hold_most_ms"]),
        Outcome("nudges-hold-beside", ours["hold_most_ms"], theirs["hold_most_ms"]),
        Outcome("nudges-a-second", ours["a_second"], beside=f"{DUE} in {DUE / ours['a_second']:.1f} s"),
        Outcome("nudges-beside", ours["a_second"], theirs["a_second"]),
        Outcome("nudges-commands", ours["busy_ms"], ours["idle_ms"], beside=f"{ours['asked']} signed bands over HTTP"),
        Outcome("nudges-late", ours["late_p99_s"]),
    ]


def _theirs(folder: Path, slack_url: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.jobstore", str(folder), slack_url], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ChildProcessError(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _ours(folder: Path, slack_url: str) -> dict[str, float]:
    questions = iter(band_questions(10_000))
    with _serving(folder, slack_url) as (door, told, heard):
        line, database = Line(door), Database.open(f"sqlite:///{folder}/bench.db", exclusive=False)

        def asked() -> float:
            taken, _ = line.ask(command(door, next(questions)))
            sleep(BETWEEN_SECONDS)
            return taken * 1000

        idle = [asked() for _ in range(WARM + ASKED_BEFORE)][WARM:]
        begun = perf_counter()
        told.write("due\n")
        told.flush()
        busy = list(_until_sent(database, asked))
        seconds = perf_counter() - begun
        told.write("end\n")
        told.flush()
        figures = json.loads(heard.read().splitlines()[-1])
        late = database.read(KEY, _late)
        database.close()
    commands = {"idle_ms": median(idle), "busy_ms": median(busy), "asked": len(busy)}
    return {**figures, **commands, "a_second": DUE / seconds, "late_p99_s": quantiles(late, n=100)[98]}


@contextmanager
def _serving(folder: Path, slack_url: str) -> Iterator[tuple[str, IO[str], IO[str]]]:
    """The server: its door's address, what it is told by, and what it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.served", str(folder), slack_url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin and process.stdout
    try:
        for said in process.stdout:
            if found := _DOOR.search(said):
                yield found.group(), process.stdin, process.stdout
                break
        else:
            raise ChildProcessError("the server opened no door")
    finally:
        process.terminate()
        process.wait(10)


def _until_sent(database: Database, asked: Callable[[], float]) -> Iterator[float]:
    """Milliseconds of each command until the whole thousand is sent."""
    for number in count():
        yield asked()
        if number % LOOK_EACH == 0 and database.read(KEY, _sent) == DUE:
            return


def _sent(unit: Unit) -> int:
    return unit.count(Outbox, Outbox.kind == "nudge", Outbox.status == OutboxStatus.SENT)


def _late(unit: Unit) -> list[float]:
    """Seconds between the first one's being queued and each one's being sent: all were due at once."""
    sent: Sequence[Outbox] = unit.all(Outbox, Outbox.kind == "nudge")
    first = min(row.created_at for row in sent)
    return [(row.sent_at - first).total_seconds() for row in sent if row.sent_at]
