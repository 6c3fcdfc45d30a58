"""The clocks that only digests speak of: data, with the days taken from the fact that each rule cites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.deadlines.clocks import FILE, HOURS_IN
from knowledge.load import Knowledge
from knowledge.own import replacements
from knowledge.schema import Fact

REQ, CANDIDATE = "req", "candidate"
"""What a rule is about."""


@dataclass(frozen=True, slots=True)
class DigestRule:
    """So many `days` after something it is worth saying. See clocks.yaml for what each column means.

    `rule` is the fact that the days come from; None for a house rule.
    """

    id: str
    about: str
    since: str
    days: float
    verb: str
    unless: str | None = None
    only_from: str | None = None
    rule: str | None = None


def digest_rules(knowledge: Knowledge) -> tuple[DigestRule, ...]:
    """All of them, in the order in which they are said. Raises KeyError where a cited fact does not exist."""
    instead = replacements(knowledge)
    facts = {fact_id: instead.get(fact_id, fact) for fact_id, fact in knowledge.facts.items()}
    return tuple(_rule(entry, facts) for entry in _entries())


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    import yaml

    return tuple(yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)["digest"])


def _rule(entry: dict[str, Any], facts: Mapping[str, Fact]) -> DigestRule:
    return DigestRule(
        id=entry["id"],
        about=entry["about"],
        since=entry["since"],
        days=_days(entry, facts),
        verb=entry["verb"],
        unless=entry.get("unless"),
        only_from=entry.get("from"),
        rule=entry.get("rule"),
    )


def _days(entry: dict[str, Any], facts: Mapping[str, Fact]) -> float:
    if "rule" not in entry:
        return float(entry["days"])
    values = facts[entry["rule"]].values
    figure = values[entry["figure"]] if "figure" in entry else values
    return float(figure["high"] if "high" in figure else figure["value"]) * HOURS_IN[figure["unit"]] / 24
