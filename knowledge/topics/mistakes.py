"""Failures that the guides tell of, what each cost, and what would have prevented it. Topic `mistakes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.load import Knowledge
from knowledge.schema import Fact


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure. `prevented_by` is the advice against it, `verb` (with `args`) what gives it in full; the pairing is ours."""

    name: str
    group: str
    fact: Fact
    prevented_by: Fact | None = None
    verb: str | None = None
    args: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Mistakes:
    """Every failure, the most harmful first; `also` holds what is said of failing at large, `reading` whose pairing it is."""

    failures: tuple[Failure, ...]
    also: tuple[Fact, ...]
    reading: Fact

    @property
    def groups(self) -> tuple[str, ...]:
        """Where things go wrong, in order of appearance."""
        return tuple(dict.fromkeys(each.group for each in self.failures))


def mistakes(knowledge: Knowledge) -> Mistakes:
    """A company's own stories first, then the packaged ones as the house's reading orders them."""
    topic = knowledge.topic("mistakes")
    reading = next(fact for fact in topic if "failures" in fact.values)
    paired = tuple(_failure(entry, knowledge) for entry in reading.values["failures"])
    own = tuple(Failure(str(fact.values.get("name", "")), "own", fact) for fact in topic if knowledge.sources[fact.source].own)
    told = {each.fact.id for each in (*paired, *own)} | {reading.id}
    return Mistakes((*own, *paired), tuple(fact for fact in topic if fact.id not in told), reading)


def _failure(entry: Mapping[str, Any], knowledge: Knowledge) -> Failure:
    facts = knowledge.facts
    return Failure(
        str(entry["name"]),
        str(entry["group"]),
        facts[entry["fact"]],
        facts[entry["prevented_by"]],
        str(entry["verb"]),
        entry.get("args", {}),
    )
