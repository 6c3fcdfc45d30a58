"""What to post: a range out of one source's base figure, with the arithmetic as data. Never an average, never total pay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from knowledge.pay.adjustments import Adjustment, Cell, moved
from knowledge.pay.bandrows import SCOPES, UNSTATED, BandRow, Scope
from knowledge.schema import Measures


class Step(NamedTuple):
    """One step of the arithmetic behind a posting range: `taken`, `applied` (same source), `shown` (another source: not
    applied), `high-end` (what the advice says to post)."""

    key: str
    fact: str
    low: int
    high: int


class PostingRange(NamedTuple):
    """A range to post, from one source's base figure. `scope` says whether that figure is of the very cell or a broader one."""

    low: int
    high: int
    currency: str
    scope: Scope
    market: str
    from_fact: str
    steps: tuple[Step, ...]
    measures: Measures = "base"


def base_figure(cell: Cell, rows: Iterable[BandRow]) -> BandRow | None:
    """The figure that a range for the cell is taken from, or None where no source has one.

    The company's own figure comes first, then exact before broader, a range before a single figure (whose ends are equal).
    """
    fit = [row for row in rows if cell.markets and row.level and row.level == cell.level and _postable(row)]
    return min(fit, key=_preference, default=None)


def posting_range(row: BandRow, asked: Iterable[Adjustment], high_end: str | None) -> PostingRange | None:
    """A range from one source's base figure, moved by what was asked about and applies; None where that has no amount.

    `high_end` is the fact that says which end to post.
    """
    if row.low is None or row.high is None or row.currency is None:
        return None
    steps = tuple(_steps(row, (int(row.low), int(row.high)), [one for one in asked if one.applies]))
    last = next(step for step in reversed(steps) if step.key != "shown")
    if high_end:
        steps = (*steps, Step("high-end", high_end, last.high, last.high))
    return PostingRange(last.low, last.high, row.currency, row.scope, row.market, row.fact, steps)


def _steps(row: BandRow, ends: tuple[int, int], asked: Iterable[Adjustment]) -> Iterator[Step]:
    """What the source itself changes is applied; what others would change is shown on the outcome, each by itself."""
    yield Step("taken", row.fact, *ends)
    for one in sorted(asked, key=lambda one: not _same_hand(one, row)):
        after = moved(*ends, one, row.currency)
        if after and _same_hand(one, row):
            ends = after
            yield Step("applied", one.fact, *ends)
        elif after:
            yield Step("shown", one.fact, *after)


def _preference(row: BandRow) -> tuple[bool, int, bool]:
    return not row.own, SCOPES.index(row.scope), row.low == row.high


def _postable(row: BandRow) -> bool:
    """Base pay, with an amount, for this level and market or one that contains it, and for any kind of person."""
    placed = row.scope != "nearby" and (row.market != UNSTATED or row.own)
    return placed and row.measures == "base" and row.low is not None and row.high is not None and not row.modifiers


def _same_hand(adjustment: Adjustment, row: BandRow) -> bool:
    """An adjustment changes a figure only where both are the same source's, and nothing about it is left open."""
    return adjustment.source == row.source and not adjustment.conditions
