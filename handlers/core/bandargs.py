"""What is asked of `band`: the cell, and which of its figures leads."""

from __future__ import annotations

from typing import Annotated

from handlers.core.args import Arguments
from handlers.core.markers import Choose, Concept, Flag
from knowledge.adjustments import Cell
from knowledge.schema import Measures

MEASURES = (
    ("equity_percent", ("equity", "stock", "options", "shares", "stock options", "percent of the company", "how much equity")),
    ("total", ("total comp", "total compensation", "total", "all in", "all-in", "tc", "package", "with equity", "with stock")),
)
"""What may be asked for besides base, and the words for it."""
USUAL_LEVELS = ("mid", "senior", "staff")
"""Offered where none was named."""
DUTY = (
    "have to post", "must i post", "must we post", "should i post", "should we post", "need to post", "required to post",
    "have to show", "have to publish", "should i publish", "pay transparency", "disclose",
)  # fmt: skip


class CellArgs(Arguments):
    """A level and a market, with what else was said of the work."""

    level: Annotated[str | None, Concept("level")] = None
    markets: Annotated[tuple[str, ...], Concept("market")] = ()
    places: Annotated[tuple[str, ...], Concept("place")] = ()
    lane: Annotated[str | None, Concept("lane")] = None
    specialty: Annotated[str | None, Concept("specialty")] = None
    modifiers: Annotated[tuple[str, ...], Concept("modifier")] = ()

    @property
    def cell(self) -> Cell:
        """They, as a cell of the band book."""
        return Cell(self.level, self.markets, self.lane, self.specialty, self.modifiers)


class BandArgs(CellArgs):
    """The cell that is asked for; `measure` is what leads, `duty` asks whether a range has to be posted, `all` shows every row
    there is, `picture` draws the ranges."""

    years: Annotated[str | None, Concept("years")] = None
    measure: Annotated[Measures | None, Choose(MEASURES)] = None
    duty: Annotated[bool, Flag(DUTY)] = False
    picture: Annotated[bool, Flag(("picture", "chart", "graph", "plot"))] = False
    all: Annotated[bool, Flag(("all", "everything", "show all"))] = False
