"""What nudges that only wait cost: the first poll after a start, its memory, and how late one is taken that comes due.

`python -m tests.bench.pending poll|wake <folder>` does one on the folder's database and prints its figure as JSON.
"""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import text

from bot.clocks import Clocks, monotonic
from bot.compose import House
from bot.courier import Courier
from bot.scheduler import Metronome
from storage.enums import Voice
from storage.ids import new_id
from storage.models import Nudge
from storage.people import ensure_workspace
from storage.unit import Unit
from tests.bench.owed import KEY, house_in
from tests.bench.table import Outcome

FEW, MANY, MOST = 10_000, 100_000, 1_000_000
FIRST_POLLS = 7
MOVED = "k0"
"""The key of the one that comes due while it is watched."""

# One statement that reads what it writes: a million rows made one by one would take minutes.
_DOUBLE = text(
    "INSERT INTO nudge (workspace_id, id, key, clock, voice, deadline_at, say_at, status, policy_revision)"
    " SELECT workspace_id, id || ':' || :have, key || ':' || :have, clock, voice, deadline_at,"
    " datetime(say_at, '+' || :have || ' seconds') || '.000000', status, policy_revision FROM nudge LIMIT :wanted"
)


def measure() -> list[Outcome]:
    """The first poll with many beside few, taking turns; its memory; and a wake among the most."""
    with TemporaryDirectory(prefix="mlhire-bench") as place:
        few, many, most = (_filled(Path(place, str(count)), count) for count in (FEW, MANY, MOST))
        polls = [(_figures("poll", few), _figures("poll", many)) for _ in range(FIRST_POLLS)]
        woken, last = _figures("wake", most), _figures("poll", most)
    theirs, ours = ({name: min(pair[side][name] for pair in polls) for name in ("ms", "mib")} for side in (0, 1))
    return [
        Outcome("pending-first-poll", ours["ms"], theirs["ms"], beside=f"with {MOST:,}: {last['ms']:.1f} ms"),
        Outcome("pending-memory", ours["mib"], theirs["mib"], beside=f"with {MOST:,}: {last['mib']:.0f} MiB"),
        Outcome("pending-wake", woken["late_s"]),
    ]


def _filled(folder: Path, count: int) -> Path:
    """A database with so many that wait, an hour away and further."""
    folder.mkdir()
    house = house_in(folder)
    now = house.clock.now().replace(microsecond=0)
    first = {
        "id": new_id(), "key": MOVED, "clock": "offer", "voice": Voice.DUE, "deadline_at": now + timedelta(days=30),
        "say_at": now + timedelta(hours=1), "policy_revision": 0,
    }  # fmt: skip

    def fill(unit: Unit) -> None:
        unit.insert(Nudge, [first])
        have = 1
        while have < count:
            unit.run(_DOUBLE, {"have": have, "wanted": min(have, count - have)})
            have += min(have, count - have)

    house.database.write_system(lambda unit: ensure_workspace(unit, KEY, now))
    house.database.write(KEY, fill)
    assert house.database.read(KEY, lambda unit: unit.count(Nudge)) == count
    house.close()
    return folder


def _figures(what: str, folder: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.pending", what, str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ChildProcessError(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


async def _poll(house: House) -> dict[str, float]:
    """Milliseconds of the first poll, and the process's memory after it."""
    courier = Courier(house.database, {}, house.library, Clocks(house.clock))
    begun = perf_counter()
    await courier.poll()
    taken = (perf_counter() - begun) * 1000
    await courier.stop()
    return {"ms": taken, "mib": _peak_mib()}


def _peak_mib() -> float:
    """The most memory that this process had. Linux tells; elsewhere it may be that of whoever started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def _wake(house: House) -> dict[str, float]:
    """Seconds from the moment at which one comes due to the moment at which it was taken."""
    courier = Courier(house.database, {}, house.library, Clocks(house.clock))
    metronome = Metronome(courier.poll, monotonic)
    metronome.start()
    await asyncio.sleep(1.5)
    at = house.clock.now() + timedelta(seconds=1)
    house.database.write(KEY, lambda unit: unit.update(Nudge, Nudge.key == MOVED, say_at=at))

    def waits() -> bool:
        row = house.database.read(KEY, lambda unit: unit.one(Nudge, Nudge.key == MOVED))
        return row is not None and row.status.value in ("pending", "snoozed")

    while await asyncio.to_thread(waits):  # noqa: ASYNC110 - it happens in the table
        await asyncio.sleep(0.01)
    late = (house.clock.now() - at).total_seconds()
    await metronome.stop()
    await courier.stop()
    return {"late_s": late}


PARTS: dict[str, Callable[[House], Awaitable[dict[str, float]]]] = {"poll": _poll, "wake": _wake}


def main(what: str, folder: Path) -> None:
    """One part, for `measure`."""
    house = house_in(folder)
    try:
        _ = house.database
        print(json.dumps(asyncio.run(PARTS[what](house))))
    finally:
        house.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
