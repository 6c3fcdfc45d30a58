"""What moves a band: premiums, discounts and costs, each only for whom its source says that it holds.

A factor is a fact that names a `modifier`, or says by `moves` what it moves. Its level, market, lane and specialty limit it;
what else it asks for (an employer's kind, a second-tier metro) nobody here can check, and is handed on as a condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from knowledge.load import Knowledge
from knowledge.schema import Fact

Value = int | float
LIMITS: Final = ("level", "market", "lane", "specialty")
WORK: Final = frozenset({"lane", "specialty"})
"""The limits that are on the work; the others are on where a cell stands."""
TOPIC: Final = "pay-factors"
WORK_OF_LANE: Final[Mapping[str, str]] = {"mlops": "platform"}
"""A lane that is itself what a modifier names: asking for the lane asks about the modifier."""
NOT_CONDITIONS: Final = frozenset({*LIMITS, "modifier", "use"})


class Cell(NamedTuple):
    """What a band is asked for, in ids of the vocabulary. No level: every level. No market: every market."""

    level: str | None = None
    markets: tuple[str, ...] = ()
    lane: str | None = None
    specialty: str | None = None
    modifiers: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Everything besides level and market that was asked about: modifiers, lane, specialty."""
        return (*self.modifiers, *filter(None, (self.lane, self.specialty)))

    @property
    def modifiers_meant(self) -> frozenset[str]:
        """The modifiers asked about, the one that the lane stands for among them."""
        work = WORK_OF_LANE.get(self.lane or "")
        return frozenset((*self.modifiers, work) if work else self.modifiers)


class Figure(NamedTuple):
    """One figure of a fact, the main one without a `name`. A single value has equal ends; an open-ended one may pass `high`."""

    name: str
    low: Value | None
    high: Value | None
    unit: str
    open_ended: bool = False


class Adjustment(NamedTuple):
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
    work: frozenset[str]
    """Which limits the factor has on the work (`lane`, `specialty`), whatever the cell says of them."""
    main: Figure | None
    """The figure by which it moves what it moves."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A fact about what moves a band, with its limits as sets; an empty set limits nothing."""

    fact: Fact
    limits: Mapping[str, frozenset[str]]
    modifiers: tuple[str, ...]
    figures: tuple[Figure, ...]
    conditions: Mapping[str, Any]
    work: frozenset[str]
    """Which of its limits are on the work (`lane`, `specialty`)."""
    about: frozenset[str]
    """Every modifier, lane and specialty that it names."""
    _standings: dict[tuple[bool, str | None, tuple[str, ...]], Adjustment] = field(default_factory=dict, compare=False)
    """The few ways in which it can stand to a cell, each made once."""

    @classmethod
    def of(cls, fact: Fact) -> Factor:
        """Read a factor out of its fact."""
        said = fact.applies_to
        limits: dict[str, frozenset[str]] = {key: frozenset(listed(said[key])) for key in LIMITS if key in said}
        modifiers = listed(said.get("modifier"))
        work = WORK.intersection(limits)
        return cls(
            fact=fact,
            limits=limits,
            modifiers=modifiers,
            figures=figures(fact.values),
            conditions={key: value for key, value in said.items() if key not in NOT_CONDITIONS},
            work=work,
            about=frozenset(modifiers).union(*(limits[key] for key in work)),
        )

    @property
    def asked_by(self) -> tuple[tuple[str, str], ...]:
        """What asks about it, as (kind, id): its modifiers and its specialties; where it has no modifier also its lanes."""
        kinds = ("specialty",) if self.modifiers else ("lane", "specialty")
        limited = ((kind, id) for kind in kinds for id in sorted(self.limits.get(kind, ())))
        return (*(("modifier", each) for each in self.modifiers), *limited)

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
        standing = self._standings.get(way)
        if standing is None:
            standing = self._standings[way] = self._stand(*way)
        return standing

    def _stand(self, asked: bool, why_not: str | None, left_open: tuple[str, ...]) -> Adjustment:
        fact, moves = self.fact, self.fact.values.get("moves")
        return Adjustment(
            fact=fact.id,
            source=fact.source,
            as_of=fact.as_of,
            modifiers=self.modifiers,
            asked=asked,
            applies=why_not is None,
            why_not=why_not,
            moves=moves,
            direction=fact.values.get("direction"),
            figures=self.figures,
            conditions={**{key: fact.applies_to[key] for key in left_open}, **self.conditions},
            work=self.work,
            main=self.figures[0] if moves and self.figures else None,
        )


class Factors:
    """Every factor of one `Knowledge`, filed by what asks about it."""

    def __init__(self, knowledge: Knowledge) -> None:
        said = (Factor.of(fact) for fact in knowledge.topic(TOPIC))
        self._all = tuple(factor for factor in said if factor.modifiers or "moves" in factor.fact.values)
        self._of_fact = {factor.fact.id: factor for factor in self._all}
        self._asked_by: dict[tuple[str, str], list[int]] = {}
        for place, factor in enumerate(self._all):
            for name in factor.asked_by:
                self._asked_by.setdefault(name, []).append(place)
        self._asked = lru_cache(maxsize=1024)(self._named)

    def unasked(self, level: str | None, reach: frozenset[str]) -> tuple[Adjustment, ...]:
        """What else could move a band of this level, in file order, where neither a kind of work nor a modifier is named.

        `reach` holds the cell's markets and the wider ones that contain them.
        """
        said = _limits_of(Cell(level), reach)
        holding = (factor for factor in self._all if factor.modifiers and factor.outside(said) is None)
        return tuple(factor.standing(said, False, None) for factor in holding)

    def standing_to(
        self, cell: Cell, reach: frozenset[str], unasked: Iterable[Adjustment]
    ) -> tuple[tuple[Adjustment, ...], tuple[Adjustment, ...]]:
        """(Those that the cell names, whether or not they apply; what else could move its band), each in file order.

        The others are among the `unasked` of its level and reach: naming the work leaves some of them out, and adds none.
        """
        said = _limits_of(cell, reach)
        named = self._asked(cell.modifiers_meant, cell.lane, cell.specialty)
        asked = tuple([factor.standing(said, True, factor.outside(said)) for factor in named])
        told, work = {one.fact for one in asked}, [kind for kind in WORK if said[kind]]
        others: list[Adjustment] = []
        for one in unasked:
            if one.fact in told:
                continue
            if one.work.isdisjoint(work):
                others.append(one)
            elif (factor := self._of_fact[one.fact]).outside(said) is None:
                others.append(factor.standing(said, False, None))
        return asked, tuple(others)

    def _named(self, modifiers: frozenset[str], lane: str | None, specialty: str | None) -> tuple[Factor, ...]:
        """The factors that these name, in file order."""
        names = [("modifier", each) for each in modifiers]
        names += [(kind, id) for kind, id in (("lane", lane), ("specialty", specialty)) if id]
        return tuple(self._all[place] for place in sorted({place for name in names for place in self._asked_by.get(name, ())}))

    def without_figure(self, cell: Cell, asked: Iterable[Adjustment]) -> tuple[str, ...]:
        """What the cell asks about and no source puts a figure on for it, as modifier, lane and specialty ids."""
        answered = [self._of_fact[one.fact] for one in asked if one.applies and one.moves in ("band", "search")]
        covered = {name for factor in answered for name in factor.about}
        return tuple([name for name in cell.named if name not in covered])


def _limits_of(cell: Cell, reach: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Limit → what the cell says of it; nothing where it leaves that open."""
    return {"level": _one(cell.level), "market": reach, "lane": _one(cell.lane), "specialty": _one(cell.specialty)}


@lru_cache(maxsize=1024)
def _one(name: str | None) -> frozenset[str]:
    return frozenset((name,) if name else ())


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
