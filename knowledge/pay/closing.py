"""The arithmetic of an offer: what vests on each side, what a start date walks away from, where a base stands in its band.

Pure. Amounts are whole or fractional units of one currency: the caller sees to it that both sides have the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Standing = Literal["below", "in-band", "top-quarter", "above"]


@dataclass(frozen=True, slots=True)
class Grant:
    """The offer's equity: percent of the company, over `over_years`. `company_value` and `strike_value` are of the whole
    company (what it is worth, and what it was worth at the options' strike: 0 for shares); `dilution` in percent.
    `worth` is the whole grant in money, where that was said: then it counts, and the percentage is only shown."""

    percent: float
    over_years: float
    company_value: float | None = None
    strike_value: float = 0
    dilution: float = 0
    worth: float | None = None

    def vests(self, years: float) -> float | None:
        """What vests within `years`, after the strike; None where nobody said what the grant or the company is worth."""
        if self.worth is not None:
            return self.worth * min(1.0, years / self.over_years)
        return None if self.company_value is None else self.worth_at(self.company_value, years)

    def worth_at(self, company_value: float, years: float) -> float:
        """What vests within `years` in a company of that value; never below nothing."""
        gain = company_value * (1 - self.dilution / 100) - self.strike_value
        return max(0.0, self.percent / 100 * gain * min(1.0, years / self.over_years))

    def company_value_for(self, amount: float, years: float) -> float | None:
        """The company value at which `amount` vests within `years`; None where no value would do, or the worth is known."""
        if self.worth is not None:
            return None
        share = self.percent / 100 * min(1.0, years / self.over_years)
        kept = 1 - self.dilution / 100
        return None if share <= 0 or kept <= 0 else (amount / share + self.strike_value) / kept


@dataclass(frozen=True, slots=True)
class Left:
    """What a candidate said they leave: `unvested` in all, and what of it vests on the `cliff`."""

    unvested: float
    at_cliff: float | None = None
    cliff: date | None = None

    def kept_by(self, start: date | None) -> float:
        """What vests before they come: the cliff's part where the first day is after the cliff."""
        early = start is None or self.cliff is None or start <= self.cliff
        return 0.0 if early else min(self.at_cliff or 0.0, self.unvested)

    def behind(self, start: date | None) -> float:
        """What stays behind on that first day."""
        return self.unvested - self.kept_by(start)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a base stands in a band; `top_from` is where the top quarter begins, `percent` the place between the ends."""

    base: float
    low: float
    high: float
    top_from: float
    percent: float | None
    standing: Standing


def place(base: float, low: float, high: float, top_percent: float) -> Place:
    """The base's place in `low`–`high`, whose top part begins at `top_percent` of the way; both ends belong to the band."""
    top_from = low + (high - low) * top_percent / 100
    percent = None if high == low else round(100 * (base - low) / (high - low), 1)
    if base < low:
        standing: Standing = "below"
    elif base > high:
        standing = "above"
    else:
        standing = "top-quarter" if base >= top_from else "in-band"
    return Place(base, low, high, top_from, percent, standing)
