"""Where to look for a lane: pools in order, signals, what to avoid. Of places and of work; never of a person.

Pools and what is said of them are facts of topic `sourcing`; which lanes a pool suits is read from the house's own fact there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from knowledge.load import Knowledge
from knowledge.schema import Fact

Strength = Literal["high", "mid", "low"]
STRENGTHS: tuple[Strength, ...] = ("high", "mid", "low")


@dataclass(frozen=True, slots=True)
class Place:
    """A pool, a signal or something to avoid: the name it is shown by, and the fact that says it. `suits` the lane asked for."""

    name: str
    fact: Fact
    suits: bool = True


@dataclass(frozen=True, slots=True)
class Sourcing:
    """Everything that the guides say of finding people for one lane."""

    lane: str | None
    pools: tuple[Place, ...]
    """A company's own first, then those that suit the lane, then the others; each in its source's order."""
    signals: Mapping[Strength, tuple[Place, ...]]
    avoid: tuple[Place, ...]
    reach: tuple[Fact, ...]
    """How far posting and waiting gets, against writing to people."""
    answered: Fact | None
    """Which of several messages is the one that is answered, and on what condition."""
    reading: Fact
    """Whose sorting by lane it is."""

    @property
    def suited(self) -> tuple[Place, ...]:
        """The pools to begin with."""
        return tuple(pool for pool in self.pools if pool.suits)


class SourcingBook:
    """Look-ups over the sourcing facts of a `Knowledge`; built once, without side effects."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._facts = knowledge.facts
        self._topic = knowledge.topic("sourcing")
        self._own = [fact for fact in self._topic if knowledge.sources[fact.source].own]
        self._reading = next(fact for fact in self._topic if "pools" in fact.values and "signals" in fact.values)

    def sourcing(self, lane: str | None = None, specialty: str | None = None) -> Sourcing:
        """Where to look for people of a lane; without one, every pool suits. Pools of the specialty come first."""
        signals = sorted(self._named("signals", lane), key=lambda signal: not signal.suits)
        return Sourcing(
            lane=lane,
            pools=self._pools(lane, specialty),
            signals={
                strength: tuple(each for each in signals if each.fact.values["signal"] == strength) for strength in STRENGTHS
            },
            avoid=tuple(self._named("avoid")),
            reach=tuple(fact for fact in self._topic if "passive" in fact.values or "missed" in fact.values),
            answered=next((fact for fact in self._topic if "lands" in fact.values), None),
            reading=self._reading,
        )

    def _pools(self, lane: str | None, specialty: str | None) -> tuple[Place, ...]:
        own = tuple(Place(str(fact.values.get("name", fact.statement)), fact) for fact in self._own)
        most = {fact.id for entry, fact in self._entries("pools") if lane in entry.get("most_for", ())}
        listed = sorted(
            self._named("pools", lane),
            key=lambda pool: (
                specialty not in pool.fact.applies_to.get("specialty", ()),
                not pool.suits,
                pool.fact.id not in most,
            ),
        )
        return (*own, *listed)

    def _named(self, key: str, lane: str | None = None) -> Iterable[Place]:
        """In their order; one that names lanes suits those alone."""
        return (
            Place(str(entry["name"]), fact, lane is None or lane in entry.get("lanes", (lane,)))
            for entry, fact in self._entries(key)
        )

    def _entries(self, key: str) -> Iterable[tuple[Mapping[str, Any], Fact]]:
        return ((entry, self._facts[entry["fact"]]) for entry in self._reading.values[key])
