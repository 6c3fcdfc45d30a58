"""A company's own facts: which they are, what they replace, and how its pay stands beside the market's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from knowledge.bandrows import BandRow
from knowledge.load import Knowledge
from knowledge.schema import Fact

INSTEAD_OF = "instead_of"
"""The value by which a company's fact names the packaged one whose place it takes where a policy must be chosen."""


class Difference(NamedTuple):
    """The company's figure beside one source's that measures the same, in percent of the source's; positive is above."""

    own: BandRow
    market: BandRow
    low_percent: float
    high_percent: float


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


def differences(rows: Iterable[BandRow]) -> tuple[Difference, ...]:
    """Own figures beside the market's of the same level, measure and currency: the very cell first, then broader ones.

    A single figure or an open range is compared by its ends as they are given; rows nearby, other kinds of people's and
    equity are left out. One difference a source and own figure.
    """
    rows = [row for row in rows if row.low and row.high and row.currency and not row.modifiers and row.scope != "nearby"]
    found: dict[tuple[str, str], Difference] = {}
    for own in (row for row in rows if row.own):
        others = [row for row in rows if not row.own and _alike(own, row)]
        for row in sorted(others, key=lambda row: (row.scope != "exact", row.low == row.high)):
            found.setdefault((own.fact, row.source), Difference(own, row, _over(own.low, row.low), _over(own.high, row.high)))
    return tuple(found.values())


def _alike(own: BandRow, other: BandRow) -> bool:
    return (own.level, own.measures, own.currency) == (other.level, other.measures, other.currency)


def _over(ours: float | None, theirs: float | None) -> float:
    assert ours and theirs  # both ends were asked for above
    return round(100 * (ours - theirs) / theirs, 1)
