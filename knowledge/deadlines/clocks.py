"""The clocks' rules: data, with the spans taken from the fact that each rule cites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from typing import Any

from knowledge import ROOT
from knowledge.load import Knowledge
from knowledge.own import replacements
from knowledge.schema import Fact

FILE = ROOT / "clocks.yaml"

HOURS_IN: Mapping[str, float] = {"hours": 1, "days": 24, "weeks": 168}
"""Units that a span may be given in, as hours."""


@dataclass(frozen=True, slots=True)
class VoiceRule:
    """When one voice of a clock speaks: hours from the deadline, negative before it."""

    id: str
    hours: float


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One clock. Its codes are those of events; see clocks.yaml for what each column means.

    The deadline is `within_hours` wall-clock hours after the start, or the end of the start's date (`ends_day`), or
    `before_expiry_hours` before the offer expires: exactly one of the three.
    """

    id: str
    name: str
    starts: frozenset[str]
    stops: frozenset[str]
    owner: str
    deed: str
    """The verb that does what is owed; where the next step is owed, that step's own counts."""
    voices: tuple[VoiceRule, ...]
    within_hours: float | None = None
    ends_day: bool = False
    before_expiry_hours: float | None = None
    without_expiry_hours: float | None = None
    """After the start instead, where the offer has no end."""
    first: bool = False
    """Whether it runs from the first of its starts; else from the latest."""
    starts_again: frozenset[str] = frozenset()
    """Its starts instead, of who was taken back in and has had none of the others since."""
    needs: frozenset[str] = frozenset()
    disarmed_by: frozenset[str] = frozenset()
    counts_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Deed → what it must not lie before, to count though it was done before the start."""
    until_out: bool = False
    """Whether it leads to an offer, and is over while the candidate has one."""
    until_expiry: bool = False
    """Whether it is due before the offer that the candidate has expires, at the latest."""
    unless: frozenset[str] = frozenset()
    """The clocks beside which it is needless."""
    beside_approval: bool = False
    """Whether it is not, while they wait for an approval: that is somebody else's to give."""
    no_later_than: str | None = None
    before_competing_hours: float | None = None
    end_leaves: float = 0.0
    """Which share of the time till an offer expires is left for the deed, however near that is."""
    rule: str | None = None
    """The fact that the span comes from; None for a house rule."""
    why: str | None = None
    """The fact that a nudge gives as its reason."""

    @property
    def hours(self) -> float | None:
        """What others may be set in place of: hours from the start, or before the expiry; None where the date's end counts."""
        return self.before_expiry_hours if self.within_hours is None else self.within_hours


@dataclass(frozen=True, slots=True)
class Step:
    """One step towards the offer: the part on the req that takes it, the verb by which it is taken, and its own clock, if any."""

    part: str
    deed: str
    clock: str | None = None


@dataclass(frozen=True, slots=True)
class Customs:
    """What holds for all clocks: who takes each step, who is told next, and when people are messaged.

    `stand_in_for`: a part that nobody holds → the part that acts
    for it. `works_from` and `works_until` are times of day, `works_on` weekdays (Monday is 0); `any_time`: none of that counts.
    """

    steps: Mapping[str, Step]
    climb: tuple[str, ...]
    climb_else: str
    """The part that is told next where nobody else of the climb is there."""
    climb_after_hours: float
    """How long the owner has known before the next person does."""
    climb_after_due: Mapping[str, float]
    """Clock id → how many hours after it was due the next person hears."""
    of_next_step: frozenset[str]
    """The clocks that are owed by whoever takes the next step."""
    stand_in_for: Mapping[str, str]
    heads_up_apart_hours: float
    """How long after a heads-up what is said early is news again."""
    asked_apart_hours: float
    """How long after a clock has asked for something its heads-up is news."""
    works_from: time
    works_until: time
    works_on: frozenset[int]
    any_time: bool = False


def clock_rules(knowledge: Knowledge) -> tuple[ClockRule, ...]:
    """All clocks. Raises KeyError where a cited fact does not exist: the tests hold that none does."""
    instead = replacements(knowledge)
    facts = {fact_id: instead.get(fact_id, fact) for fact_id, fact in knowledge.facts.items()}
    return tuple(_rule(entry, facts) for entry in _file()["clocks"])


def customs() -> Customs:
    """What holds for all clocks."""
    data = _file()
    hours = data["working_hours"]
    return Customs(
        steps={step: Step(**values) for step, values in data["steps"].items()},
        climb=tuple(data["climb"]),
        climb_else=data["climb_else"],
        climb_after_hours=float(data["climb_after_hours"]),
        climb_after_due={each["id"]: _hours_of(each, "climb") - _hours_of(each, "due") for each in data["clocks"]},
        of_next_step=frozenset(each["id"] for each in data["clocks"] if each["owner"] == "next_step"),
        stand_in_for=data["stand_in_for"],
        heads_up_apart_hours=float(data["heads_up_apart_hours"]),
        asked_apart_hours=float(data["asked_apart_hours"]),
        works_from=time.fromisoformat(hours["from"]),
        works_until=time.fromisoformat(hours["until"]),
        works_on=frozenset(hours["days"]),
        any_time=bool(hours.get("any_time")),
    )


@cache
def _file() -> dict[str, Any]:
    import yaml

    data: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return data


def _rule(entry: dict[str, Any], facts: Mapping[str, Fact]) -> ClockRule:
    ends_day, expiry = entry.get("ends") == "day", entry.get("before_expiry_hours")
    return ClockRule(
        id=entry["id"],
        name=entry["name"],
        starts=frozenset(entry["starts"]),
        stops=frozenset(entry["stops"]),
        owner=entry["owner"],
        deed=entry["deed"],
        voices=tuple(VoiceRule(voice["id"], float(voice["hours"])) for voice in entry["voices"]),
        within_hours=None if ends_day or expiry is not None else _hours(entry, facts),
        ends_day=ends_day,
        before_expiry_hours=expiry,
        without_expiry_hours=entry.get("without_expiry_hours"),
        first=bool(entry.get("first")),
        starts_again=frozenset(entry.get("starts_again", ())),
        needs=frozenset(entry.get("needs", ())),
        disarmed_by=frozenset(entry.get("disarmed_by", ())),
        counts_from={deed: tuple(since) for deed, since in entry.get("counts_from", {}).items()},
        until_out=bool(entry.get("until_out")),
        until_expiry=bool(entry.get("until_expiry")),
        unless=frozenset(entry.get("unless", ())),
        beside_approval=bool(entry.get("beside_approval")),
        no_later_than=entry.get("no_later_than"),
        before_competing_hours=entry.get("before_competing_hours"),
        end_leaves=float(_file()["end_leaves"]),
        rule=entry.get("rule"),
        why=entry.get("why"),
    )


def _hours_of(entry: dict[str, Any], voice: str) -> float:
    return next(float(each["hours"]) for each in entry["voices"] if each["id"] == voice)


def _hours(entry: dict[str, Any], facts: Mapping[str, Fact]) -> float:
    if "rule" not in entry:
        return float(entry["within_hours"])
    values = facts[entry["rule"]].values
    figure = values[entry["figure"]] if "figure" in entry else values
    return float(figure["value"]) * HOURS_IN[figure["unit"]]
