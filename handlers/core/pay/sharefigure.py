"""The share of a company that somebody has in mind (`is 0.1% equity ok`), found among what they typed."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from handlers.core.pay.payfigure import SEARCHED
from handlers.core.words import Words
from knowledge.words.patterns import pattern

MOST_UNNAMED, MOST_NAMED = 3.0, 25.0
"""Percent up to which a share is taken for equity where no word says so, and where one does."""
LIKELY = pattern(r"\d\s?(?:%|per\s?cent\b|pct\b|bps\b|basis points\b)", re.IGNORECASE)
"""What every share is written with, and few messages have. (A digit first, so that the search leaps.)"""
EQUITY = pattern(r"\b(?:equity|stocks?|options?|shares?|rsus?|esop|of the company)\b", re.IGNORECASE)
_NUMBER = r"\d+(?:[.,]\d+)?|[.,]\d+"
_SHARE = pattern(
    rf"(?<![\w.,])(?:(?P<low>{_NUMBER})\s?%?\s?(?:-|–|—|to)\s?)?(?P<high>{_NUMBER})"
    r"\s?(?P<unit>%|per\s?cent\b|pct\b|bps\b|basis points\b)",
    re.IGNORECASE,
)
_NO_SHARE = pattern(
    r"\s*(?:(?:performance |annual |yearly |signing |sign-on |target )?bonus|raise|match|under|below|above|over|more|less|off"
    r"|higher|lower|discount|premium|remote|of (?!the company|equity|us\b)|cheaper|time|uplift|increase|turnover|attrition"
    r"|commission|fee)\b",
    re.IGNORECASE,
)
"""What makes some other part of something of it."""
JUDGED = pattern(
    r"\b(?:fair|ok|okay|enough|too (?:low|high|little|much)|competitive|realistic|reasonable|good|fine)\b", re.IGNORECASE
)
"""What is asked of a figure."""
_UNVESTED = pattern(r"\b(?:unvested|vest|vests|vesting|vested|cliff)\b", re.IGNORECASE)
"""Beside these a share is compared by what vests: another question."""


class Share(NamedTuple):
    """A share of a company in percent, and where it stands in a text."""

    low: float
    high: float
    start: int
    end: int


class ShareFigure:
    """Takes the first such share, as `{low, high}` in percent: `0.1%`, `0.1-0.2 %`, `10 bps`."""

    __slots__ = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """Its ends; nothing where no share is said."""
        found = share_in(words.text)
        if found is None:
            return None
        words.heed(found.start, found.end)
        return {"low": found.low, "high": found.high}


def share_in(text: str) -> Share | None:
    """The first share of a company in a text: by a word for equity, or so small that nothing else is meant."""
    text = text[:SEARCHED]
    if not LIKELY.search(text):
        return None
    most = MOST_NAMED if EQUITY.search(text) else MOST_UNNAMED
    for found in _SHARE.finditer(text):
        scale = 0.01 if found["unit"].casefold().startswith("b") else 1.0
        high = _number(found["high"]) * scale
        low = _number(found["low"]) * scale if found["low"] else high
        if 0 < low <= high <= most and not _NO_SHARE.match(text, found.end()):
            return Share(low, high, found.start(), found.end())
    return None


def asks_about_share(text: str) -> bool:
    """Whether a text asks whether some equity is right, and not how equity compares by what vests. Without a word for it, a share
    is equity where it is judged."""
    if share_in(text) is None or _UNVESTED.search(text):
        return False
    return EQUITY.search(text) is not None or JUDGED.search(text) is not None


def _number(said: str) -> float:
    return float(said.replace(",", "."))
