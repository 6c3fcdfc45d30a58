"""Pay figures as rows of a table, bars of a picture, and data: shared by every verb that shows a band."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from handlers.core.figures import money, money_range, month, percent_range
from handlers.core.reply import Bar, Panel, Picture, Section, Table
from handlers.core.wording import Wording
from knowledge.load import Knowledge
from knowledge.pay.bandrows import BandRow
from knowledge.words.vocabulary import Vocabulary

say = Wording("pay")


class PayTable:
    """Writes band rows in one workspace's words: publishers' and markets' names."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary) -> None:
        self._knowledge = knowledge
        self._vocabulary = vocabulary
        # Written once for each row that the facts make, whatever is asked.
        self._rows: dict[tuple[str | bool | None, ...], tuple[str, ...]] = {}
        self._lines: dict[tuple[str | None, ...], str] = {}
        self._columns = tuple(say.columns().split("|"))
        self._titles = {scope: getattr(say, scope)() for scope in ("broader", "nearby")}
        self._measures: dict[str, str] = {
            measure: getattr(say, measure)() for measure in ("base", "total", "equity_percent", "unstated")
        }

    def table(self, rows: Sequence[BandRow], with_level: bool) -> Table:
        """One row a figure, under its market where it is exact, else under how it stands to the cell."""
        sections = tuple(
            Section(title, tuple(self._cells(row, with_level) for row in group)) for title, group in groupby(rows, self._title)
        )
        return Table(self._columns, sections, frozenset(self._columns[3:4]))

    def _title(self, row: BandRow) -> str:
        if row.own:
            return say.yours(source=short(self._knowledge.sources[row.source].publisher), market=row.label)
        return row.label if row.scope == "exact" else self._titles[row.scope]

    def _cells(self, row: BandRow, with_level: bool) -> tuple[str, ...]:
        key = (row.fact, row.level, row.market, row.scope, with_level)
        if key not in self._rows:
            self._rows[key] = self._written(row, with_level)
        return self._rows[key]

    def _written(self, row: BandRow, with_level: bool) -> tuple[str, ...]:
        level = f"{self._vocabulary.name('level', row.level)}: " if with_level and row.level else ""
        counted = row.counts if row.scope == "exact" or row.label in row.counts else f"{row.counts}; {row.label}"
        if not row.level and not with_level:
            counted = say.any_level(counted=counted)
        if row.years:
            counted = say.with_years(counted=counted, years=row.years)
        source = self._knowledge.sources[row.source].publisher
        return (short(source), f"{level}{counted}", self._measures[row.measures], amount(row), month(row.as_of))

    def measure(self, measures: str) -> str:
        """What a figure counts, as the table says it."""
        return self._measures[measures]

    def one_line(self, row: BandRow) -> str:
        """A row as a sentence names it: `Western Europe, senior, €135K–€180K (EXZEV, 2026)`."""
        key = (row.fact, row.level, row.market)
        if key not in self._lines:
            self._lines[key] = self._said(row)
        return self._lines[key]

    def _said(self, row: BandRow) -> str:
        level = self._vocabulary.name("level", row.level) if row.level else ""
        source = short(self._knowledge.sources[row.source].publisher)
        return say.one_line(
            market=row.label, level=level, amount=amount(row), measures=row.measures, source=source, as_of=month(row.as_of)
        )


def short(publisher: str) -> str:
    """A publisher's short name where it has one in brackets: `Recruiting from Scratch (RFS)` → `RFS`."""
    return publisher[publisher.rindex("(") + 1 : -1] if publisher.endswith(")") else publisher


def own_first(rows: Sequence[BandRow]) -> tuple[BandRow, ...]:
    """The company's own figures before the market's, each in its order."""
    return tuple(sorted(rows, key=lambda row: not row.own))


def amount(row: BandRow) -> str:
    """The figure of a row, in its own unit; a median with its quartiles where the source gives those."""
    if row.currency is None:
        return percent_range(row.low or 0, row.high or 0)
    if row.low is None and row.high is None and row.median is not None:
        middle = money(row.median, row.currency)
        quartiles = money_range(row.p25, row.p75, row.currency) if row.p25 else ""
        return say.median(middle=middle, quartiles=quartiles)
    return money_range(row.low, row.high, row.currency) + ("+" if row.open_ended and row.high is not None else "")


def picture(rows: Iterable[BandRow], title: str, knowledge: Knowledge) -> Picture:
    """Sources as bars: base and total apart, a panel for each currency, what is unstated in a panel of its own."""
    money_rows = [row for row in rows if row.currency]
    keys = dict.fromkeys((row.measures, row.currency) for row in money_rows)
    panels = tuple(
        Panel(
            say.panel(measure=measures),
            str(currency),
            tuple(_bar(row, knowledge) for row in money_rows if (row.measures, row.currency) == (measures, currency)),
        )
        for measures, currency in keys
    )
    alt = "; ".join(
        f"{panel.title}: " + ", ".join(f"{bar.label} {money_range(bar.low, bar.high, panel.unit)}" for bar in panel.bars)
        for panel in panels
    )
    return Picture(title, alt, panels)


def _bar(row: BandRow, knowledge: Knowledge) -> Bar:
    low, high = row.low or row.p25 or row.median or 0, row.high or row.p75 or row.median or 0
    label = f"{short(knowledge.sources[row.source].publisher)}, {row.label}"
    return Bar(label, int(low), int(high), int(row.median) if row.median else None)


def as_data(row: BandRow) -> dict[str, Any]:
    """A row for machines; figures that the source does not give are left out of it (median, quartiles)."""
    data: dict[str, Any] = {
        "fact": row.fact,
        "source": row.source,
        "as_of": row.as_of,
        "scope": row.scope,
        "level": row.level,
        "market": row.market,
        "measures": row.measures,
        "low": row.low,
        "high": row.high,
        "currency": row.currency,
        "counts": row.counts,
        "open_ended": row.open_ended,
    }
    return data | {
        name: value for name, value in (("median", row.median), ("p25", row.p25), ("p75", row.p75)) if value is not None
    }
