"""What may be set in the chat: each setting's kind, bounds and usual value, and the words that people call it by. Data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from knowledge import ROOT

FILE = ROOT / "settings.yaml"

CLOCK = "clock."
"""Before a clock's id, this is the key of its span."""


class Kind(StrEnum):
    """What a setting's value is, and so how it is said and read."""

    SWITCH = "switch"
    COUNT = "count"
    MINUTES = "minutes"
    DAYS = "days"
    HOUR = "hour"
    CHANNEL = "channel"
    SPAN = "span"
    """Hours of a clock, a figure that may be a fraction; None where it ends with the date on which it starts."""
    HOURS = "hours"
    """From and until, by the clock on one's wall."""
    ZONE = "zone"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class SettingRule:
    """One setting. `low` and `high` are in the kind's own unit; None where it has no bounds."""

    key: str
    kind: Kind
    words: tuple[str, ...]
    of: frozenset[str]
    """Whose it may be: `workspace`, `req`, `person`."""
    default: Any = None
    low: float | None = None
    high: float | None = None
    may_be_off: bool = False

    @property
    def name(self) -> str:
        """What it is called where it is shown."""
        return self.words[0]

    @property
    def clock(self) -> str | None:
        """The clock whose span it is."""
        return self.key.removeprefix(CLOCK) if self.kind is Kind.SPAN else None


@cache
def setting_rules() -> Mapping[str, SettingRule]:
    """Every setting by its key, in the order in which they are shown: clocks first, what is one's own last."""
    data = _file()
    spans = [_span(clock, words, data["clock_hours"]) for clock, words in data["clocks"].items()]
    rules = [*spans, *map(_rule, data["settings"]), *map(_rule, data["personal"])]
    return {rule.key: rule for rule in rules}


def defaults() -> Mapping[str, Any]:
    """Key → what holds where nobody has set it; clocks have theirs from their own rules."""
    return {key: rule.default for key, rule in setting_rules().items() if rule.kind is not Kind.SPAN}


def said(what: str) -> frozenset[str]:
    """The words that say `on`, `off`, `usual`, `any_time`, `mine`, `here`, and the `fillers` that say nothing."""
    return frozenset(_file()["said"][what])


def kept_for(what: str) -> timedelta:
    """How long something is kept that nobody sets a time for."""
    return timedelta(**_file()["kept"][what])


@cache
def units() -> Mapping[str, str]:
    """A word for a unit of time → `minutes`, `hours`, `days` or `weeks`."""
    return {word: unit for unit, words in _file()["units"].items() for word in words}


@cache
def _file() -> dict[str, Any]:
    import yaml

    data: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return data


def _span(clock: str, words: list[str], bounds: Mapping[str, float]) -> SettingRule:
    whose = frozenset({"workspace", "req"})
    return SettingRule(f"{CLOCK}{clock}", Kind.SPAN, tuple(words), whose, None, bounds["low"], bounds["high"])


def _rule(entry: dict[str, Any]) -> SettingRule:
    given = {**entry, "kind": Kind(entry["kind"]), "words": tuple(entry["words"]), "of": frozenset(entry["of"])}
    return SettingRule(**given)
