"""What moves a band: premiums, discounts and costs, each only for whom its source says that it holds.

A factor is a fact that names a `modifier`, or says by `moves` what it moves. Its level, market, lane and specialty limit it;
what else it asks for (an employer's kind, a second-tier metro) nobody here can check, and is handed on as a condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from knowledge.load import Knowledge
from knowledge.schema import Fact

Value = int | float
LIMITS: Final = ("level", "market", "lane", "specialty")
TOPIC: Final = "pay-factors"
WORK_OF_LANE: Final[Mapping[str, str]] = {"mlops": "platform"}
"""A lane that is itself what a modifier names: asking for the lane asks about the modifier."""
NOT_CONDITIONS: Final = frozenset({*LIMITS, "modifier", "use"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What a band is asked for, in ids of the vocabulary. No level: every level. No market: every market."""

    level: str | None = None
    markets: tuple[str, ...] = ()
    lane: str | None = None
    specialty: str | None = None
    modifiers: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Everything besides level and market that was asked about: modifiers, lane, specialty."""
        return (*self.modifiers, *(one for one in (self.lane, self.specialty) if one))

    @property
    def modifiers_meant(self) -> frozenset[str]:
        """The modifiers asked about, the one that the lane stands for among them."""
        work = WORK_OF_LANE.get(self.lane or "")
        return frozenset((*self.modifiers, work) if work else self.modifiers)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a fact, the main one without a `name`. A single value has equal ends; an open-ended one may pass `high`."""

    name: str
    low: Value | None
    high: Value | None
    unit: str
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A factor as it stands to one cell."""

    fact: str
    source: str
    as_of: str
    modifiers: tuple[str, ...]
    asked: bool
    """True when the cell names it; the others are what else could move this band."""
    applies: bool
    why_not: str | None
    """Which limit the cell is outside of (`level`, `market`, `lane`, `specialty`), or None."""
    moves: str | None
    """`band`, `search` or `pool`; None where the source gives no figure."""
    direction: str | None
    figures: tuple[Figure, ...]
    conditions: Mapping[str, Any]
    """What must hold besides, and the cell does not say: limits that it leaves open, and the source's own words."""

    @property
    def main(self) -> Figure | None:
        """The figure by which it moves what it moves."""
        return self.figures[0] if self.moves and self.figures else None


@dataclass(frozen=True, slots=True)
class Factor:
    """A fact about what moves a band, with its limits as sets; an empty set limits nothing."""

    fact: Fact
    limits: Mapping[str, frozenset[str]]
    modifiers: tuple[str, ...]
    figures: tuple[Figure, ...]
    conditions: Mapping[str, Any]
    _standings: dict[tuple[bool, str | None, tuple[str, ...]], Adjustment] = field(default_factory=dict, compare=False)
    """The few ways in which it can stand to a cell, each made once."""

    @classmethod
    def of(cls, fact: Fact) -> Factor:
        """Read a factor out of its fact."""
        said = fact.applies_to
        return cls(
            fact=fact,
            limits={key: frozenset(listed(said[key])) for key in LIMITS if key in said},
            modifiers=listed(said.get("modifier")),
            figures=figures(fact.values),
            conditions={key: value for key, value in said.items() if key not in NOT_CONDITIONS},
        )

    def asked_by(self, cell: Cell, modifiers: frozenset[str]) -> bool:
        """Named by its modifier or its specialty; a factor without a modifier also by its lane."""
        if modifiers and not modifiers.isdisjoint(self.modifiers):
            return True
        if cell.specialty and cell.specialty in self.limits.get("specialty", ()):
            return True
        return bool(cell.lane) and not self.modifiers and cell.lane in self.limits.get("lane", ())

    def outside(self, said: Mapping[str, frozenset[str]]) -> str | None:
        """The first limit that the cell is outside of. A limit that the cell leaves open holds nothing against it."""
        for key, allowed in self.limits.items():
            if said[key] and said[key].isdisjoint(allowed):
                return key
        return None

    def standing(self, said: Mapping[str, frozenset[str]], asked: bool, why_not: str | None) -> Adjustment:
        """How it stands to a cell that says so much of its limits; those left open become conditions."""
        left_open = tuple([key for key in self.limits if not said[key]])
        way = (asked, why_not, left_open)
        if way not in self._standings:
            self._standings[way] = self._stand(*way)
        return self._standings[way]

    def _stand(self, asked: bool, why_not: str | None, left_open: tuple[str, ...]) -> Adjustment:
        fact = self.fact
        return Adjustment(
            fact=fact.id,
            source=fact.source,
            as_of=fact.as_of,
            modifiers=self.modifiers,
            asked=asked,
            applies=why_not is None,
            why_not=why_not,
            moves=fact.values.get("moves"),
            direction=fact.values.get("direction"),
            figures=self.figures,
            conditions={**{key: fact.applies_to[key] for key in left_open}, **self.conditions},
        )


def factors(knowledge: Knowledge) -> tuple[Factor, ...]:
    """Every factor of the knowledge, in file order."""
    said = (Factor.of(fact) for fact in knowledge.topic(TOPIC))
    return tuple(factor for factor in said if factor.modifiers or "moves" in factor.fact.values)


def adjustments(known: Iterable[Factor], cell: Cell, reach: frozenset[str]) -> tuple[Adjustment, ...]:
    """How each factor stands to the cell: those asked about first, then others that hold for it; the rest are left out.

    `reach` holds the cell's markets and the wider ones that contain them.
    """
    modifiers, said = cell.modifiers_meant, _limits_of(cell, reach)
    asked: list[Adjustment] = []
    others: list[Adjustment] = []
    for factor in known:
        is_asked = factor.asked_by(cell, modifiers)
        if not is_asked and not factor.modifiers:
            continue
        why_not = factor.outside(said)
        if is_asked or why_not is None:
            (asked if is_asked else others).append(factor.standing(said, is_asked, why_not))
    return (*asked, *others)


def _limits_of(cell: Cell, reach: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Limit → what the cell says of it; nothing where it leaves that open."""
    one = {"level": cell.level, "lane": cell.lane, "specialty": cell.specialty}
    return {**{key: frozenset((name,) if name else ()) for key, name in one.items()}, "market": reach}


def without_figure(cell: Cell, found: Iterable[Adjustment], known: Iterable[Factor]) -> tuple[str, ...]:
    """What the cell asks about and no source puts a figure on for it, as modifier, lane and specialty ids."""
    answered = {one.fact for one in found if one.asked and one.applies and one.moves in ("band", "search")}
    telling = [factor for factor in known if factor.fact.id in answered]
    covered = {name for factor in telling for name in (*factor.modifiers, *_names(factor, "lane"), *_names(factor, "specialty"))}
    return tuple(name for name in cell.named if name not in covered)


def _names(factor: Factor, key: str) -> frozenset[str]:
    return factor.limits.get(key, frozenset())


def moved(low: int, high: int, adjustment: Adjustment, currency: str | None) -> tuple[int, int] | None:
    """The range `low`–`high` (whole units of `currency`) after the adjustment; None where it cannot be computed.

    The outcome is the widest that the figure allows: a rise of 10 to 15% lifts the low end by 10 and the high end by 15,
    a fall takes 15 from the low end and 10 from the high. `under` divides, since its figure says how far others stand above.
    """
    figure = adjustment.main
    if figure is None or adjustment.moves != "band" or figure.low is None or figure.high is None:
        return None
    less, more = figure.low, figure.high
    match figure.unit, adjustment.direction:
        case "percent", "up":
            return round(low * (100 + less) / 100), round(high * (100 + more) / 100)
        case "percent", "down":
            return round(low * (100 - more) / 100), round(high * (100 - less) / 100)
        case "percent", "under":
            return round(low * 100 / (100 + more)), round(high * 100 / (100 + less))
        case unit, "up" if unit[:3] == currency:
            return round(low + less), round(high + more)
        case unit, "down" if unit[:3] == currency:
            return round(low - more), round(high - less)
    return None


def figures(values: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The figures of a fact's values, the main one first."""
    named = (_figure(name, value) for name, value in values.items() if isinstance(value, Mapping))
    return tuple(figure for figure in (_figure("", values), *named) if figure)


def _figure(name: str, said: Mapping[str, Any]) -> Figure | None:
    if "unit" not in said:
        return None
    low, high = said.get("low", said.get("value")), said.get("high", said.get("value"))
    return Figure(name, low, high, said["unit"], bool(said.get("open_ended")))


def listed(said: object) -> tuple[str, ...]:
    """One id, several or none, as `applies_to` may give them."""
    if said is None:
        return ()
    return (said,) if isinstance(said, str) else tuple(said)  # type: ignore[arg-type]
