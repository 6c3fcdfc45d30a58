"""The clocks' rules: data, with the hours taken from the fact that each rule cites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.load import Knowledge
from knowledge.own import replacements
from knowledge.schema import Fact

FILE = Path(__file__).parent / "clocks.yaml"


@dataclass(frozen=True, slots=True)
class VoiceRule:
    """When one voice of a clock speaks: hours from the deadline, negative before it."""

    id: str
    hours: float


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One clock. `starts` and `stops` are event codes; `within_hours` wall-clock hours from the start to the deadline."""

    id: str
    name: str
    starts: str
    stops: frozenset[str]
    within_hours: float
    owner: str
    rule: str | None
    """The fact that the hours come from; None for a house rule."""
    why: str | None
    """The fact that a nudge gives as its reason."""
    voices: tuple[VoiceRule, ...]


def clock_rules(knowledge: Knowledge) -> tuple[ClockRule, ...]:
    """All clocks. Raises KeyError where a cited fact does not exist: the tests hold that none does."""
    import yaml

    instead = replacements(knowledge)
    facts = {fact_id: instead.get(fact_id, fact) for fact_id, fact in knowledge.facts.items()}
    return tuple(_rule(entry, facts) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))["clocks"])


def _rule(entry: dict[str, Any], facts: Mapping[str, Fact]) -> ClockRule:
    cited = entry.get("rule")
    hours = facts[cited].values["value"] if cited else entry["within_hours"]
    voices = tuple(VoiceRule(voice["id"], float(voice["hours"])) for voice in entry["voices"])
    return ClockRule(
        entry["id"],
        entry["name"],
        entry["starts"],
        frozenset(entry["stops"]),
        float(hours),
        entry["owner"],
        cited,
        entry.get("why"),
        voices,
    )
