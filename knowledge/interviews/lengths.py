"""How long interviews last, in minutes of the candidate's, and over how many days they are spread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.schema import Fact

_MINUTES_IN = {"minutes": 1, "hours": 60}
_DAYS_IN = {"days": 1, "weeks": 7}


@dataclass(frozen=True, slots=True)
class Span:
    """Calendar days from the first round to the last; `low` is None where only an upper limit is given."""

    low: int | None
    high: int
    fact: str


def minutes_of(figure: Mapping[str, Any]) -> tuple[int, int]:
    """A figure's bounds in minutes; one value is both. Raises ValueError where a bound is missing."""
    in_unit = _MINUTES_IN[figure["unit"]]
    low, high = figure.get("low", figure.get("value")), figure.get("high", figure.get("value"))
    if low is None or high is None:
        raise ValueError(f"a figure with both bounds is needed, not {dict(figure)}")
    return int(low * in_unit), int(high * in_unit)


def span_of(fact: Fact) -> Span | None:
    """The calendar span that a fact gives; None where it gives none."""
    figure = fact.values.get("span")
    if figure is None:
        return None
    in_unit = _DAYS_IN[figure["unit"]]
    low, high = figure.get("low", figure.get("value")), figure.get("high", figure.get("value"))
    return Span(None if low is None else int(low * in_unit), int(high * in_unit), fact.id)
