"""`python -m tests.bench [measure …]`: speed and weight, of all or of what is named; exit status 1 if a bound is missed."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from tests.bench.table import Outcome, lines

MEASURES = ("answer", "spelling", "start", "slack", "teams", "pipeline", "nudges")


def main() -> int:
    """Measure what was asked for (everything, if nothing was named), print the table, say whether every bound holds."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("measures", nargs="*", metavar="measure", help=", ".join(MEASURES))
    chosen = parser.parse_args().measures or MEASURES
    if unknown := [name for name in chosen if name not in MEASURES]:
        parser.error(f"there is no measure {unknown[0]!r}; there are: {', '.join(MEASURES)}")
    outcomes: list[Outcome] = []
    for name in chosen:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        outcomes += import_module(f"tests.bench.{name}").measure()
    print("\n".join(lines(outcomes)))
    missed = [outcome.key for outcome in outcomes if not outcome.within]
    print(f"\n{len(outcomes) - len(missed)} of {len(outcomes)} bounds hold.", *(("Missed:", *missed) if missed else ()))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
