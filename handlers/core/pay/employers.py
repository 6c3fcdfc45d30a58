"""A big employer that somebody names beside a level (`L5 google`): no guide gives the pay of one, which is said."""

from __future__ import annotations

from typing import Any

from handlers.core.markers import Choose
from handlers.core.words import Words

EMPLOYERS = (
    ("big tech", ("faang", "faangs", "big tech", "bigtech", "maang", "mag7", "magnificent seven", "hyperscaler", "hyperscalers")),
    *((name, (name.casefold(), f"{name.casefold()}'s"))
      for name in ("Google", "Meta", "Facebook", "Amazon", "Apple", "Netflix", "Microsoft", "Nvidia", "Uber", "Airbnb", "Stripe",
                   "Tesla", "LinkedIn", "TikTok", "ByteDance", "Salesforce", "Spotify", "Palantir", "Snowflake")),
)  # fmt: skip
"""As they are shown → as they are typed."""
WORDS = frozenset(word for _, phrases in EMPLOYERS for phrase in phrases for word in phrase.split())
LEFT = frozenset({"ex", "former", "formerly", "from", "leave", "leaves", "leaving", "left", "quit", "poach", "poached"})
"""Words beside which it is an employer that somebody comes from."""


class Employer(Choose):
    """The employer named beside a level; none where it is the one that somebody left, or part of a market (`big apple`)."""

    def read(self, words: Words, many: bool, model: Any) -> Any:
        """Its name, or nothing."""
        name = Choose.read(self, words, many, model) if words.found.get("level") else None
        markets = " ".join(match.said.casefold() for match in words.found.get("market", ())).split()
        return None if name and name.casefold() in markets else name


MARKER = Employer(EMPLOYERS, unless=tuple((name, LEFT) for name, _ in EMPLOYERS))
