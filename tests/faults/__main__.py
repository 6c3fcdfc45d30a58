"""`make faults`: kills, failing statements, failing HTTP, on real databases; what was lost, said twice or left unclear.

`python -m tests.faults --short` is what `make test` runs; `--seed` plays a run again.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.databases import KINDS, drop, fresh_url, postgres_url
from tests.faults import kills, scripted
from tests.faults.instance import POINTS, warm
from tests.faults.kills import Course
from tests.faults.parts import Broken, side_by_side
from tests.faults.scripted import Tried

NOT_SHOWN = """\
What this does not show:
  power loss: kill -9 leaves the operating system and its buffers alive, so fsync is not tested;
  a platform that takes a message in later than the courier waits before it asks (20 s after an unclear send);
  clocks of several machines that differ by more than a lease leaves room for (half a minute);
  how the real Slack and Teams behave: the stand-ins do what their documentation says."""


@dataclass(frozen=True)
class Kills:
    """One course of them, on a database of its own: at least so many, and at least so many at each named point."""

    kind: str
    instances: int
    kills: int
    at_each_point: int = 0
    part: int = 0


@dataclass(frozen=True)
class Size:
    """How much of it."""

    courses: tuple[Kills, ...]
    stride: int
    """Of the failing statements and the outcomes every so manieth is played."""

    def least(self, kind: str) -> tuple[int, int]:
        """How many kills at least on that database, and how many at each named point."""
        those = [course for course in self.courses if course.kind == kind]
        return sum(course.kills for course in those), sum(course.at_each_point for course in those)


FULL = Size(
    (
        Kills("sqlite", 1, 500, 10, part=1),
        Kills("sqlite", 1, 500, 10, part=2),
        Kills("postgresql", 4, 120),
        Kills("postgresql", 2, 100),
        Kills("postgresql", 1, 100),
    ),
    1,
)
SHORT = Size((Kills("sqlite", 1, 30), Kills("postgresql", 2, 20)), 40)
AT_ONCE = max(2, os.cpu_count() or 2)

Result = Tried | Course | Broken


def main(arguments: list[str] | None = None) -> int:
    """Run all of it; 0 where nothing was lost, said twice, or left unclear without a reason."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--short", action="store_true", help="half a minute of it")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000), help="play a run again")
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    print(f"seed {options.seed}", flush=True)
    _prepare()
    size = SHORT if options.short else FULL
    results: list[Result] = []
    passed = []
    for result in side_by_side(_parts(size, options.seed), AT_ONCE):
        results.append(result)
        passed.append(said(_line(result)))
    passed += [said(line) for line in _totals(size, [each for each in results if isinstance(each, Course)])]
    print(f"{NOT_SHOWN}\n{'passed' if all(passed) else 'FAILED'} in {time.monotonic() - begun:.0f} s (seed {options.seed})")
    return 0 if all(passed) else 1


def _prepare() -> None:
    """Once for all parts: the server is a child of this process, and what is loaded here is copied to each fork."""
    postgres_url()
    warm()
    with tempfile.TemporaryDirectory(prefix="mlhire-faults") as folder:
        drop(fresh_url("postgresql", Path(folder)))  # from now on others are copies


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


def _parts(size: Size, seed: int) -> list[Callable[[], Result]]:
    """The longest first, so that none is left over at the end."""
    courses = [partial(_killed, course, seed) for course in size.courses]
    scripts = (scripted.every_statement, scripted.every_outcome)
    return [*courses, *(partial(script, kind, seed, size.stride) for script in scripts for kind in reversed(KINDS))]


def _killed(course: Kills, seed: int) -> Result:
    named = f"{seed} part {course.part}" if course.part else f"{seed}"
    return kills.run(course.kind, course.instances, course.kills, course.at_each_point, named)


def _line(result: Result) -> Line:
    match result:
        case Tried():
            return _tried(result)
        case Course():
            return _course(result)
        case Broken(why=why):
            return Line("a part broke off", passed=False, wrong=tuple(why.splitlines()[-12:]))


def _tried(tried: Tried) -> Line:
    text = (
        f"{tried.kind}: {tried.plays} searches, each with one {tried.what}; {tried.messages} messages: "
        f"lost {tried.lost}, twice {tried.twice}, unclear {tried.unclear} (Teams),"
        f" refused {tried.given_up}, {tried.seconds:.0f} s"
    )
    return Line(text, not (tried.lost or tried.twice or tried.wrong), tuple(tried.wrong[:5]))


def _totals(size: Size, courses: Sequence[Course]) -> Iterator[Line]:
    """All courses of a database together: whether there was as much dying as there should be."""
    for kind in KINDS:
        those = [course for course in courses if course.kind == kind]
        died, at_points = sum(course.kills for course in those), sum((course.at_points for course in those), Counter[str]())
        least, at_each = size.least(kind)
        fewest = min(at_points[point] for point in POINTS)
        lost, twice = (sum(getattr(course.account, what).total() for course in those) for what in ("lost", "twice"))
        instances = ", ".join(str(number) for number in sorted({course.instances for course in those}))
        rarest = f", at least {fewest} at each of {len(POINTS)} named points" if fewest else ""
        text = f"{kind} in all: {died} kill -9 of {instances} instances{rarest}: lost {lost}, twice {twice}"
        yield Line(text, died >= least and fewest >= at_each and not (lost or twice))


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
