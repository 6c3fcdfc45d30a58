"""Plans: which facts make up an answer that is laid out the same way each time, a company's own before them.

`plans.yaml` says what each answer is made of; nothing is chosen here but by what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from knowledge import ROOT
from knowledge.load import Knowledge
from knowledge.own import INSTEAD_OF, own_facts, replacements
from knowledge.schema import Fact

FILE = ROOT / "plans.yaml"


class Plan(NamedTuple):
    """One answer's facts by part, the company's own first, and those of its topics that no part names."""

    name: str
    own: tuple[Fact, ...]
    """The company's own facts on the subject; those that take a packaged one's place stand in `parts` instead."""
    parts: Mapping[str, tuple[Fact, ...]]
    rest: tuple[Fact, ...]

    def one(self, part: str) -> Fact:
        """The first fact of a part."""
        return self.parts[part][0]

    def of(self, *parts: str) -> tuple[Fact, ...]:
        """The facts of several parts, in order."""
        return tuple(fact for part in parts for fact in self.parts[part])

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Everything: own, then part by part, then the rest."""
        return (*self.own, *(fact for facts in self.parts.values() for fact in facts), *self.rest)


class PlanBook:
    """The plans of one `Knowledge`; each is put together once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._instead = replacements(knowledge)
        self._kept: dict[str, Plan] = {}

    def plan(self, name: str) -> Plan:
        """The plan of that name. Raises KeyError where it, or a fact that it names, does not exist."""
        if name not in self._kept:
            self._kept[name] = self._put_together(name, _file()[name])
        return self._kept[name]

    def _put_together(self, name: str, said: Mapping[str, Any]) -> Plan:
        facts = self._knowledge.facts
        parts = {part: tuple(self._instead.get(each, facts[each]) for each in ids) for part, ids in said["parts"].items()}
        named = {fact.id for each in parts.values() for fact in each} | {each for ids in said["parts"].values() for each in ids}
        own = tuple(fact for fact in own_facts(self._knowledge, said["topics"]) if INSTEAD_OF not in fact.values)
        rest = tuple(
            fact
            for topic in said["topics"]
            for fact in self._knowledge.topic(topic)
            if fact.id not in named and fact not in own and INSTEAD_OF not in fact.values
        )
        return Plan(name, own, parts, rest)


@cache
def _file() -> Mapping[str, Any]:
    import yaml

    body: Mapping[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return body
