"""An offer's terms as `close` takes them: typed, or filled into its form."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from handlers.core.amounts import Day, Empty, Share, Span, Sum
from handlers.core.args import Arguments
from handlers.core.markers import Concept, Flag, Money, Percent, Range, When
from knowledge.adjustments import Cell

Years = Annotated[float, Field(gt=0, le=20)]


class OfferTerms(Arguments):
    """What is offered, what the candidate has said that they leave, and what the arithmetic supposes.

    `change` asks for all of it in a form; `everything` shows the whole plan. Nothing here is ever asked of a candidate.
    """

    level: Annotated[str | None, Concept("level")] = None
    markets: Annotated[tuple[str, ...], Concept("market")] = ()
    lane: Annotated[str | None, Concept("lane")] = None
    modifiers: Annotated[tuple[str, ...], Concept("modifier")] = ()

    base: Annotated[
        Sum | None, Empty, Money(("base", "base salary", "base pay", "salary", "offer", "offering", "offered", "pay"), alone=True)
    ] = None
    equity: Annotated[
        Share | None,
        Empty,
        Percent(("equity", "options", "stock", "shares", "grant", "rsu", "rsus", "of the company", "of company"), alone=True),
    ] = None
    leaves: Annotated[
        Sum | None,
        Empty,
        Money(("leaves", "leaves behind", "leaving", "leaving behind", "leave", "unvested", "forfeits", "walks away from",
               "gives up", "giving up", "left behind")),
    ] = None  # fmt: skip
    cliff: Annotated[
        Day | None, Empty, When(("cliff", "cliff date", "vests on", "vest on", "next vest", "vesting date", "vests"))
    ] = None
    start: Annotated[
        Day | None,
        Empty,
        When(
            (
                "start",
                "starts",
                "starting",
                "start date",
                "starts on",
                "begins",
                "begin",
                "beginning",
                "joins",
                "joining",
                "first day",
            )
        ),
    ] = None
    band: Annotated[Span | None, Empty, Range(("band", "range", "req band", "our band"))] = None

    company_value: Annotated[
        Sum | None,
        Empty,
        Money(
            ("valuation", "company value", "valued at", "worth", "post-money", "post money", "company worth", "company is worth")
        ),
    ] = None
    strike_value: Annotated[Sum | None, Empty, Money(("strike", "strike value", "strike valuation", "409a"))] = None
    dilution: Annotated[Share | None, Empty, Percent(("dilution", "diluted"))] = None
    at_cliff: Annotated[Sum | None, Empty, Money(("at the cliff", "at cliff", "on the cliff", "cliff amount"))] = None
    grant_years: Annotated[Years | None, Empty] = None

    change: bool = False
    everything: Annotated[bool, Flag(("everything", "all", "show all"))] = False

    @property
    def has_terms(self) -> bool:
        """True where something is there to reckon with."""
        return any(each is not None for each in (self.base, self.equity, self.leaves, self.cliff, self.start))

    @property
    def cell(self) -> Cell:
        """The band that the base is held against."""
        return Cell(self.level, self.markets, self.lane, None, self.modifiers)
