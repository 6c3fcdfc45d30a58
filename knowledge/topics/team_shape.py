"""Which team shape a source describes for a company of so many engineers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.schema import Fact


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape for one size. More than one fact where the source gives larger companies by kind and not by size."""

    facts: tuple[Fact, ...]
    stated: bool
    """False where no shape has the size in its bounds: what is shown is what comes after the largest."""
    meets: Fact | None
    """The neighbouring shape where the size stands on the line between two."""

    @property
    def for_one(self) -> bool:
        """True where the shape has room for one ML person at most."""
        return all(fact.values.get("ml_engineers", {}).get("high") == 1 for fact in self.facts)


def shape(engineers: int, shapes: Iterable[Fact]) -> Shape:
    """The shape for `engineers` (1 or more). On the line between two shapes the later one holds: the guide says "under" of the
    earlier; beyond the largest size given, the shapes without a size."""
    shapes = tuple(shapes)
    sized = [fact for fact in shapes if "company" in fact.values]
    unsized = tuple(fact for fact in shapes if "company" not in fact.values)
    holding = [fact for fact in sized if fact.values["company"]["low"] <= engineers <= fact.values["company"]["high"]]
    if not holding:
        return Shape(unsized, False, None)
    found = holding[-1]
    meets = holding[-2] if len(holding) > 1 else None
    if meets is None and engineers == found.values["company"]["high"] and unsized:
        meets = unsized[0]
    return Shape((found,), True, meets)
