"""What is shown of a level in its markets, whatever else is asked of them: written once for the same figures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import islice

from handlers.core.pay.payrows import PayTable, own_first
from handlers.core.pay.paywords import PayWords
from handlers.core.recent import Recent
from handlers.core.reply import Table, Text
from handlers.core.wording import Wording
from knowledge.pay.adjustments import Cell
from knowledge.pay.bandrows import UNSTATED, BandRow
from knowledge.pay.bands import Band, Nearest
from knowledge.pay.beside import Difference, differences

say = Wording("band")

KEPT = 1000
"""Levels in their markets whose sheets are kept."""
SHOWN_ROWS, SHOWN_DIFFERENCES, SHOWN_IN_SHORT = 7, 2, 4
"""What fits a phone screen; "all" shows the rest."""


class PaySheet:
    """The parts of an answer that rest on a band's figures alone (`Band.figured`), each made when it is first shown."""

    def __init__(self, band: Band, table: PayTable, words: PayWords) -> None:
        self._band, self._table, self._words = band, table, words

    @cached_property
    def rows(self) -> tuple[BandRow, ...]:
        """The figures of the very cell and those that speak broadly about it, the company's own first."""
        return own_first(self._of_cell)

    @cached_property
    def _of_cell(self) -> tuple[BandRow, ...]:
        return (*self._band.of("exact"), *self._band.of("broader"))

    @cached_property
    def table(self) -> Table:
        """The first of the rows."""
        return self._table.table(self.rows[:SHOWN_ROWS], with_level=self._band.figured.level is None)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Whose figures are in the table."""
        return tuple(dict.fromkeys(row.source for row in self.rows[:SHOWN_ROWS]))

    @cached_property
    def differing(self) -> tuple[Text, ...]:
        """How the company's pay stands beside the market's, and why figures differ."""
        beside = [self._beside(one) for one in differences(self._band.rows)[:SHOWN_DIFFERENCES]]
        lines = (say.beside(items=beside) if beside else "", self._words.differ(self._band))
        return tuple(Text(line) for line in lines if line)

    def _beside(self, one: Difference) -> tuple[float, float, str, str, str]:
        measure, source = self._table.measure(one.market.measures), self._words.source(one.market.source)
        return (one.high_percent, one.low_percent, source, measure, one.market.label)

    @cached_property
    def advised(self) -> tuple[str, ...]:
        """The facts on which end to post, where the arithmetic does not say it already, and on where the law asks for a range."""
        uses = ("disclosure",) if self._band.posting else ("posting", "disclosure")
        return tuple(fact for use in uses for fact in self._band.advice.get(use, ())[:1]) if self._band.figured.level else ()

    @cached_property
    def advice(self) -> tuple[Text, ...]:
        """What they say, as one line; none where nothing is advised."""
        return (Text(self._words.advice(self.advised)),) if self.advised else ()

    @cached_property
    def first_known(self) -> tuple[str, ...]:
        """The first figures, as sentences name them."""
        return tuple(self._table.one_line(row) for row in self.rows[:SHOWN_IN_SHORT])

    @cached_property
    def nearest(self) -> tuple[BandRow, ...]:
        """The best row of the two nearest cells."""
        return best_of(self._band.nearest)

    @cached_property
    def nearest_known(self) -> str:
        """They, as a sentence names them."""
        return self.named(self.nearest)

    @cached_property
    def widest_known(self) -> str:
        """The first figure of the level, as a sentence names it; empty where there is none."""
        return self.named([row for row in self._of_cell if row.level][:1])

    def named(self, rows: Iterable[BandRow]) -> str:
        """Rows as a sentence names them."""
        return "; ".join(self._table.one_line(row) for row in rows)

    @cached_property
    def other_market(self) -> str | None:
        """The market to compare with: the nearest that has figures of the level."""
        band, cell = self._band, self._band.figured
        near = [one.market for one in band.nearest if one.level == cell.level] or [row.market for row in band.of("nearby")]
        return next((each for each in near if each not in cell.markets and each != UNSTATED), None)


def best_of(cells: Iterable[Nearest]) -> tuple[BandRow, ...]:
    """The best row of the first two cells: a range before a median."""
    return tuple(next((row for row in cell.rows if row.own or row.low), cell.rows[0]) for cell in islice(cells, 2))


class PaySheets:
    """The sheets of one workspace."""

    def __init__(self, table: PayTable, words: PayWords) -> None:
        self._table, self._words = table, words
        self._kept: Recent[Cell, PaySheet] = Recent(KEPT)

    def of(self, band: Band) -> PaySheet:
        """The band's sheet; bands with the same figures share one."""
        sheet = self._kept.get(band.figured)
        if sheet is None:
            sheet = PaySheet(band, self._table, self._words)
            self._kept.keep(band.figured, sheet)
        return sheet
