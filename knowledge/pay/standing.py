"""Where a pay that somebody has in mind stands to the figures of a band: like with like, in one currency."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from knowledge.pay.adjustments import Value
from knowledge.pay.bandrows import BandRow

Standing = Literal["under", "begins-under", "equal", "inside", "wider", "ends-over", "over"]
PREFERRED = ("base", "unstated", "total")
"""What a pay is set against: base where some figure is, else what its source does not say, else total."""


class Beside(NamedTuple):
    """A row, and how the pay stands to it."""

    row: BandRow
    standing: Standing


def standing(low: Value, high: Value, least: Value, most: Value) -> Standing:
    """How `low`–`high` stands to `least`–`most`; both ends belong to a range."""
    if (low, high) == (least, most):
        return "equal"
    if high < least:
        return "under"
    if low > most:
        return "over"
    if least <= low and high <= most:
        return "inside"
    if low < least and high > most:
        return "wider"
    return "begins-under" if low < least else "ends-over"


def beside(rows: Iterable[BandRow], low: Value, high: Value, currency: str | None, measure: str | None) -> tuple[Beside, ...]:
    """The rows of one measure (`measure` where it is asked for) that hold for one level, each with how the pay stands to it.

    A pay without a currency is taken to be in that of the first row; nothing is converted.
    """
    ranged = (row for row in rows if row.low is not None and row.high is not None)
    told = [row for row in ranged if row.currency and row.level and not row.benchmark]
    meant = currency or next((row.currency for row in told), None)
    alike = [row for row in told if row.currency == meant]
    measures = (measure,) if measure else PREFERRED
    same = next((found for each in measures if (found := [row for row in alike if row.measures == each])), [])
    return tuple(Beside(row, standing(low, high, row.low or 0, row.high or 0)) for row in same)
