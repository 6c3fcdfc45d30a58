"""Whether facts that answer one question are at odds in their figures."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import combinations

from knowledge.schema import Fact


def figures_differ(sides: Iterable[Fact]) -> bool:
    """Whether two sources give figures of one unit that cannot both be meant: other ends, and neither a point in the other's."""
    figures = [(fact.source, span) for fact in sides if (span := _span(fact))]
    return any(one[0] != other[0] and not _agree(one[1], other[1]) for one, other in combinations(figures, 2))


def _span(fact: Fact) -> tuple[str, float, float] | None:
    """(unit, lowest, highest) of a fact's own figure; None where it has none."""
    values = fact.values
    if "unit" not in values or not {"value", "low", "high"} & values.keys():
        return None
    low, high = (values.get(end, values.get("value")) for end in ("low", "high"))
    return str(values["unit"]), -math.inf if low is None else float(low), math.inf if high is None else float(high)


def _agree(one: tuple[str, float, float], other: tuple[str, float, float]) -> bool:
    """Whether two figures say the same, or measure different things."""
    (unit, low, high), (unit_, low_, high_) = one, other
    return unit != unit_ or (low, high) == (low_, high_) or low_ <= low == high <= high_ or low <= low_ == high_ <= high
