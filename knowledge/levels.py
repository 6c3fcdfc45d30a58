"""Levels: which one so many years of experience stand for, by the guides that say so."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.load import Knowledge
from knowledge.schema import Fact


@dataclass(frozen=True, slots=True)
class YearsRule:
    """From so many years on, a source calls it this level."""

    level: str
    from_years: float
    fact: str
    source: str
    years: str


class LevelBook:
    """The guides' years, indexed once. The source that names the most levels decides: mixing two would leave gaps or overlaps."""

    def __init__(self, knowledge: Knowledge) -> None:
        rules = [_rule(fact) for fact in knowledge.topic("levels") if "years" in fact.applies_to and "low" in fact.values]
        sources = {rule.source: sum(other.source == rule.source for other in rules) for rule in rules}
        decides = max(sources, key=lambda source: sources[source], default=None)
        self._rules = sorted((rule for rule in rules if rule.source == decides), key=lambda rule: rule.from_years)

    def of_years(self, years: str) -> YearsRule | None:
        """The highest level that so many years (`5`, or `5-8`: its lower end) reach; None below the lowest."""
        low = float(years.partition("-")[0])
        return next((rule for rule in reversed(self._rules) if rule.from_years <= low), None)


def _rule(fact: Fact) -> YearsRule:
    level, years = str(fact.applies_to["level"]), str(fact.applies_to["years"])
    return YearsRule(level, float(fact.values["low"]), fact.id, fact.source, years)
