"""The figures of a band: each pay fact as a row for every level and market it speaks about, and why rows differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from knowledge.load import Knowledge
from knowledge.pay.adjustments import Value, listed
from knowledge.schema import Fact, Measures

Scope = Literal["exact", "broader", "nearby"]
SCOPES: Final[tuple[Scope, ...]] = ("exact", "broader", "nearby")
TOPICS: Final = ("pay", "benchmarks")
UNSTATED: Final = "unstated"
"""The market of a figure whose source names no region."""


class BandRow(NamedTuple):
    """One figure of one source, as it stands to the cell that was asked for."""

    fact: str
    source: str
    as_of: str
    scope: Scope
    """`exact`: the level and market asked for. `broader`: a market that contains it, a region not stated, or levels blended.
    `nearby`: the same level in a sister market."""
    level: str | None
    market: str
    measures: Measures
    low: Value | None
    high: Value | None
    """Both ends, in whole currency units a year or percent of the company: equal for a single figure, None where only
    a median is given; an open-ended figure may pass `high`, or have none."""
    median: Value | None
    p25: Value | None
    p75: Value | None
    unit: str
    currency: str | None
    """ISO 4217; None for equity."""
    open_ended: bool
    counts: str
    """Whom the figure counts: the fact's own words, else its source's."""
    years: str | None
    label: str
    """The benchmark's name, else the market's."""
    modifiers: tuple[str, ...]
    lanes: tuple[str, ...]
    benchmark: bool
    own: bool
    contradicts: str | None
    """Another fact of the same source that gives this cell a different figure."""


class Reason(NamedTuple):
    """Why figures differ: a key for the wording, and what it is about, each name with its facts or words."""

    key: str
    about: Mapping[str, tuple[str, ...]]


def rows_of(knowledge: Knowledge) -> Iterator[BandRow]:
    """A row for each level and market that a pay fact speaks about, in file order, each as exact for its own cell."""
    names = {entry["id"]: entry["name"] for entry in knowledge.vocabulary["markets"]}
    for fact in (fact for topic in TOPICS for fact in knowledge.topic(topic)):
        if fact.measures is None or "unit" not in fact.values:  # several figures side by side are no row
            continue
        row = _row(fact, fact.measures, knowledge)
        for level in listed(fact.applies_to.get("level")) or (None,):
            for market in listed(fact.applies_to.get("market")) or (UNSTATED,):
                label = str(fact.applies_to.get("benchmark", names.get(market, market)))
                yield row._replace(level=level, market=market, label=label)


def _row(fact: Fact, measures: Measures, knowledge: Knowledge) -> BandRow:
    said: Mapping[str, Any] = fact.values
    source = knowledge.sources.get(fact.source)
    return BandRow(
        fact=fact.id,
        source=fact.source,
        as_of=fact.as_of,
        scope="exact",
        level=None,
        market=UNSTATED,
        measures=measures,
        low=said.get("low", said.get("value")),
        high=said.get("high", said.get("value")),
        median=said.get("median"),
        p25=said.get("p25"),
        p75=said.get("p75"),
        unit=str(said.get("unit", "")),
        currency=fact.currency,
        open_ended=bool(said.get("open_ended")),
        counts=str(fact.applies_to.get("company") or said.get("population") or (source.counts if source else "")),
        years=fact.applies_to.get("years"),
        label="",
        modifiers=listed(fact.applies_to.get("modifier")),
        lanes=listed(fact.applies_to.get("lane")),
        benchmark=fact.topic == "benchmarks",
        own=bool(source and source.own),
        contradicts=said.get("contradicts"),
    )


def seen_as(scope: Scope, rows: tuple[BandRow, ...]) -> tuple[BandRow, ...]:
    """The rows as they stand to a cell: a figure over all levels is never exact for one of them."""
    return tuple(row._replace(scope=scope) for row in rows if row.level or scope != "exact")


def disagreement(rows: Iterable[BandRow]) -> tuple[Reason, ...]:
    """Why the money figures differ, as keys and what each is about; nothing where fewer than two facts are given.

    `measure`, `market`, `wider-market` and `currency` group facts by it; `region-unstated` and `levels-blended` group them by
    source; `population` and `years` give each source's words; `contradiction` gives the fact that another one contradicts.
    """
    money = [row for row in rows if row.currency and not row.benchmark]
    if len({row.fact for row in money}) < 2:
        return ()
    levelled = [row for row in money if row.level]
    years = _grouped((row.source, row.years) for row in levelled if row.years)
    groups = (
        ("measure", 2, _grouped((row.measures, row.fact) for row in money)),
        ("population", 2, _grouped((row.source, row.counts) for row in money)),
        ("years", 2, years if len(set(years.values())) > 1 else {}),
        ("market", 2, _grouped((row.market, row.fact) for row in money if row.scope == "exact")),
        ("wider-market", 1, _grouped((row.market, row.fact) for row in levelled if _is_wider(row))),
        ("region-unstated", 1, _grouped((row.source, row.fact) for row in money if row.market == UNSTATED)),
        ("levels-blended", 1, _grouped((row.source, row.fact) for row in money if not row.level)),
        ("currency", 2, _grouped((row.currency, row.fact) for row in money)),
        ("contradiction", 1, _grouped((row.contradicts, row.fact) for row in money if row.contradicts)),
    )
    return tuple(Reason(key, about) for key, least, about in groups if len(about) >= least)


def _is_wider(row: BandRow) -> bool:
    return row.scope == "broader" and row.market != UNSTATED


def _grouped(pairs: Iterable[tuple[str | None, str | None]]) -> dict[str, tuple[str, ...]]:
    """Name → what stands under it, each once, in order."""
    groups: dict[str, dict[str, None]] = {}
    for name, value in pairs:
        groups.setdefault(str(name), {})[str(value)] = None
    return {name: tuple(values) for name, values in groups.items()}
