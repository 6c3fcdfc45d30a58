"""A company's own facts: which they are, and what they replace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge.load import Knowledge
from knowledge.schema import Fact

INSTEAD_OF = "instead_of"
"""The value by which a company's fact names the packaged one whose place it takes where a policy must be chosen."""


def is_own(fact: Fact, knowledge: Knowledge) -> bool:
    """True for a fact of the company's own."""
    source = knowledge.sources.get(fact.source)
    return bool(source and source.own)


def own_facts(knowledge: Knowledge, topics: Iterable[str]) -> tuple[Fact, ...]:
    """The company's facts of these topics, in file order."""
    return tuple(fact for topic in topics for fact in knowledge.by_topic.get(topic, ()) if is_own(fact, knowledge))


def replacements(knowledge: Knowledge) -> Mapping[str, Fact]:
    """Packaged fact id → the company's fact that stands in its place; nothing where there is no company's knowledge."""
    if not any(source.own for source in knowledge.sources.values()):
        return {}
    return {
        str(fact.values[INSTEAD_OF]): fact
        for fact in knowledge.facts.values()
        if INSTEAD_OF in fact.values and is_own(fact, knowledge)
    }
