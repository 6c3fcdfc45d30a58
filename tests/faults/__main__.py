"""`make faults`: kills, failing statements, failing HTTP, on real databases; what was lost, said twice or left unclear.

`python -m tests.faults --short` is what `make test` runs; `--seed` plays a run again.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.databases import KINDS, postgres_url
from tests.faults import kills, scripted
from tests.faults.instance import POINTS
from tests.faults.kills import Course
from tests.faults.scripted import Tried

NOT_SHOWN = """\
What this does not show:
  power loss: kill -9 leaves the operating system and its buffers alive, so fsync is not tested;
  a platform that takes a message in later than the courier waits before it asks (20 s after an unclear send);
  clocks of several machines that differ by more than a lease leaves room for (half a minute);
  how the real Slack and Teams behave: the stand-ins do what their documentation says."""


@dataclass(frozen=True)
class Size:
    """How much of it. Kills: database, instances, how many, how many at least at each named point."""

    courses: tuple[tuple[str, int, int, int], ...]
    stride: int
    """Of the failing statements and the outcomes every so manieth is played."""


FULL = Size((("sqlite", 1, 1000, 20), ("postgresql", 1, 100, 0), ("postgresql", 2, 100, 0), ("postgresql", 4, 120, 0)), 1)
SHORT = Size((("sqlite", 1, 30, 0), ("postgresql", 2, 20, 0)), 40)


def main(arguments: list[str] | None = None) -> int:
    """Run all of it; 0 where nothing was lost, said twice, or left unclear without a reason."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--short", action="store_true", help="half a minute of it")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000), help="play a run again")
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    print(f"seed {options.seed}", flush=True)
    postgres_url()  # the server is a child of this process, begun before the others
    passed = [said(line) for line in _lines(SHORT if options.short else FULL, options.seed)]
    print(f"{NOT_SHOWN}\n{'passed' if all(passed) else 'FAILED'} in {time.monotonic() - begun:.0f} s (seed {options.seed})")
    return 0 if all(passed) else 1


@dataclass(frozen=True)
class Line:
    """One thing that was tried."""

    text: str
    passed: bool
    wrong: tuple[str, ...] = ()


def said(line: Line) -> bool:
    """Print it at once; whether it passed."""
    print(("ok    " if line.passed else "FAIL  ") + line.text, *(f"      {each}" for each in line.wrong), sep="\n", flush=True)
    return line.passed


def _lines(size: Size, seed: int) -> Iterator[Line]:
    for kind in KINDS:
        yield _tried("statement or commit failed", scripted.every_statement, kind, seed, size.stride)
    for kind in KINDS:
        yield _tried("answer by HTTP", scripted.every_outcome, kind, seed, size.stride)
    for course in size.courses:
        yield _course(kills.run(*course, seed))


def _tried(what: str, play: Callable[[str, int, int], Tried], kind: str, seed: int, stride: int) -> Line:
    tried = play(kind, seed, stride)
    text = (
        f"{kind}: {tried.plays} searches, each with one {what}; {tried.messages} messages: "
        f"lost {tried.lost}, twice {tried.twice}, unclear {tried.unclear} (Teams), refused {tried.given_up}"
    )
    return Line(text, not (tried.lost or tried.twice or tried.wrong), tuple(tried.wrong[:5]))


def _course(course: Course) -> Line:
    account = course.account
    fewest = min(course.at_points[point] for point in POINTS)
    rarest = f", at least {fewest} at each of {len(POINTS)}" if fewest else ""
    text = (
        f"{course.kind}, {course.instances} instance{'s' * (course.instances > 1)}: {course.kills} kill -9"
        f" ({course.at_points.total()} at named points{rarest}), {course.stops} stops of 1 s to 7 days,"
        f" {course.answered} deeds answered, {course.repeated} deliveries repeated, {course.seconds:.0f} s\n"
        f"      Slack: {account.arrived['slack']} arrived, lost {account.lost['slack']}, twice {account.twice['slack']},"
        f" unclear {account.unclear['slack']}\n"
        f"      Teams: {account.arrived['teams']} arrived, lost {account.lost['teams']}, twice {account.twice['teams']},"
        f" unclear {account.unclear['teams']}"
        f" (cut after accepting: {course.cuts}; {course.open_sends} sends open at {course.open_kills} kills)\n"
        f"      {account.edited} messages answered since, each edited to a line without buttons\n"
        f"      met: {_met(course)}"
    )
    return Line(text, course.passed, tuple(account.wrong[:5]))


def _met(course: Course) -> str:
    met = {kind: ", ".join(f"{name} × {count}" for name, count in sorted(faults.items())) for kind, faults in course.met.items()}
    return "; ".join(f"{kind} {faults}" for kind, faults in met.items() if faults)


if __name__ == "__main__":
    sys.exit(main())
