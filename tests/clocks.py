"""Which clocks run, and what time it is, for tests of something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clocks import BusinessClock, Clocks, monotonic, real_now
from bot.compose import House
from tests.conftest import NOW
from tests.sharing import own_library


class StandingClock(BusinessClock):
    """Business time that stands at a Tuesday afternoon and is moved by hand: no test depends on the day it runs on."""

    def now(self) -> datetime:
        """The moment, and what it was moved by."""
        return NOW + self.shift


def ahead(business: BusinessClock, skew: Sequence[timedelta]) -> Clocks:
    """Clocks whose real time runs ahead by what stands in `skew`, whenever it is asked: waits are over without waiting."""
    return Clocks(business, lambda: real_now() + skew[0], lambda: monotonic() + skew[0].total_seconds())


def offer_alone(house: House) -> None:
    """Only the offer's clock, and no quiet hours: how messages travel does not depend on what they say."""
    library = own_library(house)
    library.__dict__["clocks"] = tuple(rule for rule in library.clocks if rule.id == "offer")
    library.__dict__["customs"] = replace(library.customs, any_time=True)
