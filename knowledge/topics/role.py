"""What a senior does in a week, answers for, needs to know, and becomes; neighbouring roles. Topics `role` and `levels`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from knowledge.factids import kind_of
from knowledge.load import Knowledge
from knowledge.schema import Fact

_QUALIFICATIONS = ("education", "tools")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the working week, in percent, of one source's sample week."""

    name: str
    percent: float
    fact: Fact


@dataclass(frozen=True, slots=True)
class Role:
    """What the guides say of the role, for a lane where they tell lanes apart."""

    what: tuple[Fact, ...]
    """What the role is, in plain sentences first, then by example."""
    week: tuple[Share, ...]
    training: Fact | None
    """How much of the week is training, which is not what most expect."""
    duties: tuple[Fact, ...]
    qualifications: tuple[Fact, ...]
    phd: tuple[Fact, ...]
    years: tuple[Fact, ...]
    """What makes a senior: years, and what was owned."""
    ladder: Fact | None
    paths: tuple[Fact, ...]
    staff: tuple[Fact, ...]
    """Senior against staff."""
    related: tuple[Fact, ...]
    outlook: tuple[Fact, ...]
    lane: tuple[Fact, ...]
    """What sets the lane apart, for one that was named."""


def role(knowledge: Knowledge, lane: str | None = None) -> Role:
    """The role as a whole. With a lane, the paths and the word on degrees are those that speak of it first."""
    topic = knowledge.topic("role")
    kinds: dict[str, list[Fact]] = {}
    for fact in topic:
        kinds.setdefault(kind_of(fact), []).append(fact)
    levels = knowledge.topic("levels")
    known = {"week", "training", "duty", "phd", "path", "related", "genai", "tooling", "sample", "two", *_QUALIFICATIONS}
    return Role(
        what=tuple(sorted((fact for fact in topic if kind_of(fact) not in known), key=lambda fact: bool(fact.values))),
        week=tuple(_share(fact) for fact in kinds.get("week", ())),
        training=next(iter(kinds.get("training", ())), None),
        duties=tuple(kinds.get("duty", ())),
        qualifications=tuple(fact for kind in _QUALIFICATIONS for fact in kinds.get(kind, ())),
        phd=_for_lane(kinds.get("phd", ()), lane),
        years=tuple(fact for fact in levels if fact.applies_to.get("level") == "senior" and not fact.id.endswith("-scope")),
        ladder=next((fact for fact in topic if "technical" in fact.values and "management" in fact.values), None),
        paths=tuple(fact for fact in kinds.get("path", ()) if lane is None or _speaks_of(fact, lane)),
        staff=tuple(fact for fact in levels if fact.id.endswith("-scope") or isinstance(fact.applies_to.get("level"), list)),
        related=tuple(kinds.get("related", ())),
        outlook=tuple(fact for kind in ("genai", "tooling") for fact in kinds.get(kind, ())),
        lane=tuple(fact for fact in knowledge.topic("lanes") if lane and _is_about(fact, lane)),
    )


def of_level(knowledge: Knowledge, level: str) -> tuple[Fact, ...]:
    """What the guides expect of a level, and when to hire at it; nothing where none speaks of it alone."""
    said = (*knowledge.topic("levels"), *knowledge.topic("team"))
    return tuple(fact for fact in said if fact.applies_to.get("level") == level)


def _is_about(fact: Fact, lane: str) -> bool:
    """Of this lane alone, and of no specialty in it."""
    return fact.applies_to.get("lane") == lane and "specialty" not in fact.applies_to


def _share(fact: Fact) -> Share:
    """A part of the week, named by the end of its id: `week-training-pipelines`."""
    return Share(fact.id.rsplit(".", 1)[-1].split("-", 1)[1].replace("-", " "), float(fact.values["value"]), fact)


def _for_lane(facts: Collection[Fact], lane: str | None) -> tuple[Fact, ...]:
    """Those that speak of the lane, then those that speak of none; another lane's last."""
    return tuple(
        sorted(facts, key=lambda fact: 0 if lane and _speaks_of(fact, lane) else 1 if "lane" not in fact.applies_to else 2)
    )


def _speaks_of(fact: Fact, lane: str) -> bool:
    lanes = fact.applies_to.get("lane", ())
    return lane == lanes or (not isinstance(lanes, str) and lane in lanes)
