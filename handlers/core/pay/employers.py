"""An employer that somebody names beside pay (`L5 google`, `what does openai pay`): no guide gives the pay of one, which is
said, with what they say of such employers."""

from __future__ import annotations

import re
from typing import Any

from handlers.core.markers import Choose
from handlers.core.words import Words
from knowledge.words.patterns import pattern

LABS = ("OpenAI", "Anthropic", "DeepMind", "xAI", "Mistral", "Cohere", "SSI", "Inflection", "Character.AI", "Midjourney")
"""Frontier labs, of which the guides say what they pay in all."""
EMPLOYERS = (
    ("big tech", ("faang", "faangs", "big tech", "bigtech", "maang", "mag7", "magnificent seven", "hyperscaler", "hyperscalers")),
    *((name, (name.casefold(), f"{name.casefold()}'s"))
      for name in ("Google", "Meta", "Facebook", "Amazon", "Apple", "Netflix", "Microsoft", "Nvidia", "Uber", "Airbnb", "Stripe",
                   "Tesla", "LinkedIn", "TikTok", "ByteDance", "Salesforce", "Spotify", "Palantir", "Snowflake", *LABS)),
)  # fmt: skip
"""As they are shown → as they are typed."""
WORDS = frozenset(word for _, phrases in EMPLOYERS for phrase in phrases for word in phrase.split())
LEFT = frozenset({"ex", "former", "formerly", "from", "leave", "leaves", "leaving", "left", "quit", "poach", "poached"})
"""Words beside which it is an employer that somebody comes from."""


SEARCHED = 120
"""Letters of a question in which an employer is looked for."""
_NAMES = "|".join(
    sorted((re.escape(phrase) for _, phrases in EMPLOYERS for phrase in phrases if "'" not in phrase), key=len)[::-1]
)
_WHOSE = rf"(?P<who>{_NAMES})(?:['’]s?)?"
_ALONE = pattern(rf"\W*(?:(?:at|for|of|in|by)\W+)?{_WHOSE}\W*", re.IGNORECASE)
"""It and nothing else, behind the verb's name (`pay at anthropic`)."""


class Employer(Choose):
    """The employer named beside a level, or alone; none where somebody left it, or it is part of a market (`big apple`)."""

    def read(self, words: Words, many: bool, model: Any) -> Any:
        """Its name, or nothing."""
        alone = not words.found and _ALONE.fullmatch(words.text[:SEARCHED])
        name = Choose.read(self, words, many, model) if words.found.get("level") or alone else None
        markets = " ".join(match.said.casefold() for match in words.found.get("market", ())).split()
        return None if name and name.casefold() in markets else name


MULTIPLE = "kore1.benchmarks.big-tech-multiple"
"""What a guide says of the pay of the biggest employers."""
HIGHEST = "kore1.pay.top-employers-total"
OF_LABS = ("mlaiqa.pay.senior-frontier-lab-total", "mlaiqa.pay.staff-frontier-lab-total", HIGHEST)
OF_THE_BIG = (MULTIPLE, "kore1.benchmarks.levels-fyi-runs-high", HIGHEST)


def told_of(employer: str) -> tuple[str, ...]:
    """The facts on the pay of such employers, the nearest first."""
    return OF_LABS if employer in LABS else OF_THE_BIG


_PAYS = r"(?:pay|pays|paying|paid|salary|salaries|comp|compensation|tc|bands?|wages?|packages?)"
_ASKS_ITS_PAY = tuple(
    pattern(form, re.IGNORECASE)
    for form in (
        rf"\b(?:what|how (?:much|well|high|good))\b(?:\W+\w+){{0,3}}?\W+{_WHOSE}(?:\W+\w+){{0,2}}?\W+{_PAYS}\b",
        rf"(?:^|(?<=what)\W+|(?<=whats)\W+|(?<=what['’]s)\W+|\b(?:is|are|about|the|at)\W+){_WHOSE}\W+(?:\w+\W+){{0,3}}?{_PAYS}\W*$",
        rf"\b{_PAYS}(?:\W+\w+){{0,3}}?\W+(?:at|of|in|from|by)\W+{_WHOSE}\W*$",
    )
)
_NOT_ITS = LEFT - {"from"} | {"than"}
_SHOWN = {phrase: name for name, phrases in EMPLOYERS for phrase in phrases}


def asked_of(question: str) -> str | None:
    """The employer whose pay a question asks for (`what does openai pay`); None for every other, and where it is one that
    somebody comes from."""
    said = question[:SEARCHED]
    words = set(re.findall(r"[\w.]+", said.casefold()))
    if words.isdisjoint(WORDS) or not words.isdisjoint(_NOT_ITS):
        return None
    found = next((match for form in _ASKS_ITS_PAY if (match := form.search(said))), None)
    return _SHOWN[found["who"].casefold()] if found else None


MARKER = Employer(EMPLOYERS, unless=tuple((name, LEFT) for name, _ in EMPLOYERS))
