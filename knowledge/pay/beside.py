"""A company's own pay beside the market's: like with like, in percent of the source's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from knowledge.pay.bandrows import BandRow


class Difference(NamedTuple):
    """The company's figure beside one source's that measures the same, in percent of the source's; positive is above."""

    own: BandRow
    market: BandRow
    low_percent: float
    high_percent: float


def differences(rows: Iterable[BandRow]) -> tuple[Difference, ...]:
    """Own figures beside the market's of the same level, measure and currency: the very cell first, then broader ones.

    A single figure or an open range is compared by its ends as they are given; rows nearby, other kinds of people's and
    equity are left out. One difference a source and own figure.
    """
    rows = [row for row in rows if row.low and row.high and row.currency and not row.modifiers and row.scope != "nearby"]
    found: dict[tuple[str, str], Difference] = {}
    for own in (row for row in rows if row.own):
        others = [row for row in rows if not row.own and _alike(own, row)]
        for row in sorted(others, key=lambda row: (row.scope != "exact", row.low == row.high)):
            found.setdefault((own.fact, row.source), Difference(own, row, _over(own.low, row.low), _over(own.high, row.high)))
    return tuple(found.values())


def _alike(own: BandRow, other: BandRow) -> bool:
    return (own.level, own.measures, own.currency) == (other.level, other.measures, other.currency)


def _over(ours: float | None, theirs: float | None) -> float:
    assert ours and theirs  # both ends were asked for above
    return round(100 * (ours - theirs) / theirs, 1)
