"""Which clocks run, and what time it is, for tests of something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.clocks import BusinessClock
from bot.compose import House
from tests.conftest import NOW
from tests.sharing import own_library


class StandingClock(BusinessClock):
    """Business time that stands at a Tuesday afternoon and is moved by hand: no test depends on the day it runs on."""

    def now(self) -> datetime:
        """The moment, and what it was moved by."""
        return NOW + self.shift


def offer_alone(house: House) -> None:
    """Only the offer's clock, and no quiet hours: how messages travel does not depend on what they say."""
    library = own_library(house)
    library.__dict__["clocks"] = tuple(rule for rule in library.clocks if rule.id == "offer")
    library.__dict__["customs"] = replace(library.customs, any_time=True)
