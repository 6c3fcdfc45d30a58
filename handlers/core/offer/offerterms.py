"""An offer's terms as `close` takes them: typed, or filled into its form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

from pydantic import Field

from handlers.core.args import Arguments
from handlers.core.markers import Concept, Flag, Money, OverYears, Percent, Range, When
from handlers.core.typed.amounts import Day, Empty, Share, Span, Sum
from knowledge.pay.adjustments import Cell

EQUITY = ("equity", "eq", "options", "stock", "shares", "grant", "rsu", "rsus")
EARNED_NOW = (
    "salary now", "current salary", "current base", "current pay", "current comp", "earns now", "currently earns",
    "currently makes",
    "makes now", "earns", "makes", "is on", "pay now", "base now", "their salary", "on now",
)  # fmt: skip
Years = Annotated[float, Field(gt=0, le=20)]


class OfferTerms(Arguments):
    """What is offered, what the candidate has said that they leave, and what the arithmetic supposes.

    `change` asks for all of it in a form; `everything` shows the whole plan. Nothing here is ever asked of a candidate.
    """

    level: Annotated[str | None, Concept("level")] = None
    markets: Annotated[tuple[str, ...], Concept("market")] = ()
    lane: Annotated[str | None, Concept("lane")] = None
    modifiers: Annotated[tuple[str, ...], Concept("modifier")] = ()
    places: Annotated[tuple[str, ...], Concept("place")] = ()

    base: Annotated[
        Sum | None, Empty, Money(("base", "base salary", "base pay", "salary", "offer", "offering", "offered", "pay"), alone=True)
    ] = None
    between: Annotated[Span | None, Empty, Range(("base", "base salary", "base pay", "salary", "offer"), alone=True)] = None
    """A range where one base is wanted: its upper end is reckoned with, and that is said."""
    equity: Annotated[Share | None, Empty, Percent((*EQUITY, "of the company", "of company"), alone=True)] = None
    grant: Annotated[Sum | None, Empty, Money((*EQUITY, "grant worth", "grant value", "equity worth"))] = None
    """What the whole grant is worth, where it is given in money."""
    holds: Annotated[Sum | None, Empty, Money(EARNED_NOW)] = None
    """What somebody earns now: read so that it is not taken for the offer's, and reckoned with nowhere."""
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
    grant_years: Annotated[Years | None, Empty, OverYears()] = None

    change: bool = False
    everything: Annotated[bool, Flag(("everything", "all", "show all"))] = False

    @property
    def has_terms(self) -> bool:
        """True where something is there to reckon with."""
        terms = (self.base, self.between, self.equity, self.grant, self.leaves, self.cliff, self.start, self.holds)
        return any(each is not None for each in terms)

    def dated(self, day_of: Callable[[str], date]) -> OfferTerms:
        """The terms with days as they were typed as dates: they stay what they are when they are shown tomorrow, or elsewhere."""
        said = {name: getattr(self, name) for name in ("start", "cliff")}
        return self.model_copy(update={name: day_of(day).isoformat() for name, day in said.items() if day})

    @property
    def with_one_base(self) -> OfferTerms:
        """The terms with a base to reckon with: the upper end of a range that was given for one."""
        if self.base or not self.between:
            return self
        return self.model_copy(update={"base": Sum(amount=self.between.high, currency=self.between.currency)})

    @property
    def cell(self) -> Cell:
        """The band that the base is held against."""
        return Cell(self.level, self.markets, self.lane, None, self.modifiers)
