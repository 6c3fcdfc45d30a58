"""From an offer's terms to figures: currencies settled, dates with their year, assumptions filled in from the facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.core.offer.offerterms import OfferTerms
from handlers.core.typed.amounts import Sum
from handlers.core.verb import Context
from knowledge.pay.closing import Grant, Left, Place, place
from knowledge.plans import Plan

USUAL_CURRENCY = "USD"
"""What an amount without a sign is read as where nothing else in the offer has one."""


@dataclass(frozen=True, slots=True)
class Band:
    """What the base is held against: its ends, its currency, and the fact it comes from (None: typed)."""

    low: float
    high: float
    currency: str
    fact: str | None = None

    @property
    def one_figure(self) -> bool:
        """True where it is a single figure: nothing has a quarter of it."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Reckoning:
    """An offer reckoned up. What the terms do not give is None."""

    currency: str
    currency_assumed: bool
    years: float
    """The horizon of the comparison (a fact)."""
    band: Band | None
    place: Place | None
    other_currency: bool
    """True where base and band, or the two sides' equity, are in different currencies: nothing is converted."""
    grant: Grant | None
    left: Left | None
    start: date | None
    cliff: date | None
    """The cliff ahead; one that lies behind is `past_cliff`, and nothing waits on it."""
    past_cliff: date | None
    at_cliff_assumed: bool
    at_cliff_percent: float
    offer_vests: float | None
    left_behind: float | None
    even_at: float | None
    """The company value at which what vests here equals what is left behind."""

    @property
    def days_before_cliff(self) -> int | None:
        """Days from the first day to the cliff; none or fewer than 0: the first day comes after it."""
        return (self.cliff - self.start).days if self.cliff and self.start else None

    @property
    def walked_away_from(self) -> float | None:
        """What the start date alone costs: the cliff's part, where it comes too early."""
        days = self.days_before_cliff
        if days is None or self.left is None:
            return None
        return self.left.at_cliff if days >= 0 else 0.0


def reckon(asked: OfferTerms, plan: Plan, at: Context) -> Reckoning:
    """The arithmetic of the terms, with the facts' assumptions where the terms give none."""
    band = _band(asked, at)
    sums = (asked.base, asked.grant, asked.leaves, asked.company_value, asked.at_cliff)
    said = [each.currency for each in sums if each and each.currency]
    currency = said[0] if said else band.currency if band else USUAL_CURRENCY
    if band and asked.band and asked.band.currency is None:
        band = Band(band.low, band.high, currency)
    usual = plan.one("vesting").values
    years = float(plan.one("equity").values["value"])
    today = at.today
    start, cliff = (at.day(each) if each else None for each in (asked.start, asked.cliff))
    past_cliff = cliff if cliff and cliff < today and (start is None or start > cliff) else None
    cliff = None if past_cliff else cliff
    quarter = float(usual["at_cliff"]["value"])
    left = _left(asked, cliff, quarter)
    grant = _grant(asked, float(usual["vests_over"]["value"]), float(usual["dilution"]["value"]))
    behind = left.behind(start) if left else None
    base_elsewhere = bool(asked.base and band and (asked.base.currency or currency) != band.currency)
    mixed = len({_in(each, currency) for each in (asked.grant, asked.leaves, asked.company_value, asked.at_cliff) if each}) > 1
    comparable = grant is not None and behind is not None and not mixed
    return Reckoning(
        currency=currency,
        currency_assumed=not said and band is None and (any(sums) or asked.equity is not None),
        years=years,
        band=band,
        place=_place(asked, band, plan) if not base_elsewhere else None,
        other_currency=base_elsewhere or mixed,
        grant=grant,
        left=left,
        start=start,
        cliff=cliff,
        past_cliff=past_cliff,
        at_cliff_assumed=asked.at_cliff is None,
        at_cliff_percent=quarter,
        offer_vests=grant.vests(years) if grant else None,
        left_behind=behind,
        even_at=grant.company_value_for(behind, years) if comparable and grant and behind else None,
    )


def priced_like_its_band(asked: OfferTerms, at: Context) -> OfferTerms:
    """The terms with a base that has no sign in the currency of the band it is held against, where another amount has its own.

    What somebody leaves in Europe says nothing of what is offered in New York.
    """
    base, others = asked.base, (asked.grant, asked.leaves, asked.company_value, asked.at_cliff)
    elsewhere = any(each and each.currency for each in others)
    if base is None or base.currency or not elsewhere or (asked.band and not asked.band.currency):
        return asked
    band = _band(asked, at)
    return asked.model_copy(update={"base": Sum(amount=base.amount, currency=band.currency)}) if band else asked


def _in(each: Sum, currency: str) -> str:
    return each.currency or currency


def _band(asked: OfferTerms, at: Context) -> Band | None:
    """The band typed, else what would be posted for the cell: the company's own first."""
    if asked.band:
        return Band(asked.band.low, asked.band.high, asked.band.currency or USUAL_CURRENCY)
    posting = at.library.bands.band(asked.cell).posting if asked.level and asked.markets else None
    return Band(posting.low, posting.high, posting.currency, posting.from_fact) if posting else None


def _place(asked: OfferTerms, band: Band | None, plan: Plan) -> Place | None:
    if asked.base is None or band is None or band.one_figure:
        return None
    return place(asked.base.amount, band.low, band.high, float(plan.one("base").values["low"]))


def _left(asked: OfferTerms, cliff: date | None, quarter: float) -> Left | None:
    if asked.leaves is None:
        return None
    at_cliff = asked.at_cliff.amount if asked.at_cliff else asked.leaves.amount * quarter / 100
    return Left(asked.leaves.amount, at_cliff, cliff)


def _grant(asked: OfferTerms, over_years: float, dilution: float) -> Grant | None:
    if asked.equity is None and asked.grant is None:
        return None
    return Grant(
        asked.equity or 0,
        asked.grant_years or over_years,
        asked.company_value.amount if asked.company_value else None,
        asked.strike_value.amount if asked.strike_value else 0,
        dilution if asked.dilution is None else asked.dilution,
        asked.grant.amount if asked.grant else None,
    )
