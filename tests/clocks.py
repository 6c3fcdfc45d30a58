"""Which clocks run, for tests of something else: the offer's alone, spoken of at any hour."""

from __future__ import annotations

from dataclasses import replace

from bot.compose import House


def offer_alone(house: House) -> None:
    """Only the offer's clock, and no quiet hours: how messages travel does not depend on what they say."""
    library = house.packaged
    library.__dict__["clocks"] = tuple(rule for rule in library.clocks if rule.id == "offer")
    library.__dict__["customs"] = replace(library.customs, any_time=True)
