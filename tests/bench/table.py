"""Outcomes, and the table that the benchmark ends with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.bounds import BOUNDS


@dataclass(frozen=True, slots=True)
class Outcome:
    """One measure: `key` names its bound, `ours` and `reference` are in the bound's unit; `beside` is said, not judged."""

    key: str
    ours: float
    reference: float | None = None
    beside: str = ""

    @property
    def judged(self) -> float:
        """The figure that the bound is on: ours, or its ratio to the reference."""
        if not BOUNDS[self.key].ratio:
            return self.ours
        assert self.reference
        return self.ours / self.reference

    @property
    def within(self) -> bool:
        """Whether the bound holds."""
        bound = BOUNDS[self.key]
        above, below = bound.most is not None and self.judged > bound.most, bound.least is not None and self.judged < bound.least
        return not (above or below)


HEADER = ("measure", "ours", "reference", "ratio", "bound", "within", "beside")


def lines(outcomes: Sequence[Outcome]) -> list[str]:
    """The table, a line an outcome."""
    rows = [HEADER, *map(_row, outcomes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _row(outcome: Outcome) -> tuple[str, ...]:
    bound = BOUNDS[outcome.key]
    ratio = f"{outcome.ours / outcome.reference:.2f}" if outcome.reference else ""
    reference = "" if outcome.reference is None else _figure(outcome.reference, bound.unit)
    ours = _figure(outcome.ours, bound.unit)
    return (bound.measure, ours, reference, ratio, str(bound), "yes" if outcome.within else "NO", outcome.beside)


def _figure(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}".strip() if value >= 100 or value == int(value) else f"{value:.3f} {unit}"
