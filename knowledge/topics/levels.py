"""Levels: which ones so many years of experience stand for, by the guides that say so."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.load import Knowledge
from knowledge.schema import Fact


class YearsRule(NamedTuple):
    """Between so many years, both included, a source calls it this level; no upper end: from there on."""

    level: str
    from_years: float
    to_years: float | None
    fact: str
    source: str
    years: str


class LevelBook:
    """The guides' years, indexed once: the source that names the most levels first, from the lowest level up."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._nearest = {str(rank["id"]): str(rank["nearest"]) for rank in knowledge.vocabulary["ranks"]}
        rules = [_rule(fact) for fact in knowledge.topic("levels") if "years" in fact.applies_to and "low" in fact.values]
        sources = {rule.source: sum(other.source == rule.source for other in rules) for rule in rules}
        decides = max(sources, key=lambda source: sources[source], default=None)
        self._rules = sorted(rules, key=lambda rule: (rule.source != decides, rule.from_years))

    def nearest_to(self, rank: str) -> str:
        """The level that comes nearest to a rank that no guide speaks of (`intern`, `executive`)."""
        return self._nearest[rank]

    def of_years(self, years: str) -> tuple[YearsRule, ...]:
        """The levels that so many years (`6`, or `5-8`) fit, each by the first source that says so, the lowest level first.

        Spans overlap at their ends, within a source and between two: eight years fit senior and staff. A span that a
        source uses itself fits that level alone. None below the lowest.
        """
        low, high = (float(end) for end in (years.split("-") * 2)[:2])
        same = [rule for rule in self._rules if rule.years == years]
        fit = same or [rule for rule in self._rules if rule.from_years <= low and high <= (rule.to_years or high)]
        fit = fit or [rule for rule in self._rules if rule.from_years <= low <= (rule.to_years or low)]
        found: dict[str, YearsRule] = {}
        for rule in fit:
            found.setdefault(rule.level, rule)
        return tuple(sorted(found.values(), key=lambda rule: rule.from_years))


def _rule(fact: Fact) -> YearsRule:
    level, years = str(fact.applies_to["level"]), str(fact.applies_to["years"])
    high = fact.values.get("high")
    return YearsRule(level, float(fact.values["low"]), float(high) if high else None, fact.id, fact.source, years)
