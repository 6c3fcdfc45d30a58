"""Pay in a job description: a posted range, one figure, or the words that stand in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.papers.jd_lore import Seen, lore, mark, seen
from knowledge.texts.documents import Document

YEARLY, HOURLY = (12_000, 3_000_000), (10, 1_000)
"""What can be pay a year, and pay an hour, in any currency; other money is something else."""


@dataclass(frozen=True, slots=True)
class Pay:
    """Posted pay. Without figures, `vague` holds what is said in their place."""

    posted: Seen | None = None
    vague: Seen | None = None
    low: float | None = None
    high: float | None = None


def pay(document: Document) -> Pay:
    """A range of pay, else one figure of it, else the words that stand in their place."""
    single: Pay | None = None
    for passage in document.passages:
        figures = _figures(passage.text, passage.section == "benefits") if _DIGIT.search(passage.text) else ()
        if figures and len(figures) == 2:
            return Pay(seen(passage, *_where(passage.text)), None, *figures)
        if figures and single is None:
            single = Pay(seen(passage), None, figures[0], figures[0])
    return single or Pay(vague=mark("pay_vague", document.passages))


def _figures(text: str, of_pay: bool) -> tuple[float, ...]:
    """One or two amounts of pay a year (or an hour) in a sentence, whose head may say that it is `of_pay`; no other money."""
    text = _APART.sub("", text)
    speaks_of_pay = bool(of_pay or _PAY_WORDS.search(text))
    if lore().marks["raised"].search(text) and not speaks_of_pay:
        return ()
    hourly = bool(_PER_HOUR.search(text))
    for match in _RANGE.finditer(text):
        low, high = _amount(match["low"], match["lowk"] or match["highk"]), _amount(match["high"], match["highk"])
        money = any(match[each] for each in ("c1", "c2", "c3", "c4")) or speaks_of_pay
        if money and low <= high and (_within(YEARLY, low, high) or (hourly and _within(HOURLY, low, high))):
            return low, high
    if speaks_of_pay:
        for match in _SINGLE.finditer(text):
            amount = _amount(match["amount"], match["k"])
            if _within(YEARLY, amount, amount):
                return (amount,)
    return ()


def _where(text: str) -> tuple[int, int]:
    money = re.search(_CURRENCY, text)
    return money.span() if money else (0, 0)


def _within(limits: tuple[int, int], low: float, high: float) -> bool:
    return limits[0] <= low and high <= limits[1]


def _amount(digits: str, thousands: str | None) -> float:
    plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".").rstrip(".")
    try:
        value = float(plain)
    except ValueError:
        return 0.0
    return value * 1000 if thousands and value < 3000 else value


_CURRENCY = r"(?:[$€£¥]|US\$|CA\$|USD|EUR|GBP|CHF|CAD|AUD)"
_DIGIT = re.compile(r"\d")
_APART = re.compile(r"(?<=\d)['’\u00a0\u202f ](?=\d{3}(?!\d))")
"""What stands between thousands beside a point or a comma."""
_NO_MORE = r"(?!\s?(?:million|billion|bn|m\b|b\b|%))"
_RANGE = re.compile(
    rf"(?P<c1>{_CURRENCY})?\s?(?<![\d.,])(?P<low>\d[\d.,]{{0,14}})\s?(?P<lowk>k)?\b\s?(?P<c3>{_CURRENCY})?"
    r"(?:\s?(?:per year|a year|annually|/\s?(?:yr|year)))?\s?"
    rf"(?:(?:-|–|—|to|and|bis|à)\s?(?P<c2>{_CURRENCY})?|(?P<c4>[$€£]))"
    rf"\s?(?P<high>\d[\d.,]{{0,14}})\s?(?P<highk>k)?{_NO_MORE}",
    re.I,
)
_SINGLE = re.compile(rf"{_CURRENCY}\s?(?P<amount>\d[\d.,]{{0,14}})\s?(?P<k>k)?{_NO_MORE}", re.I)
_PAY_WORDS = re.compile(
    r"\b(?:salar(?:y|ies)|base|pay|paid|pays|compensation|remuneration|ote|wage|min(?:imum)?|max(?:imum)?|per year|a year|annum"
    r"|annual(?:ly)?|gehalt|salaire)\b",
    re.I,
)
_PER_HOUR = re.compile(r"\b(?:per|an|/)\s?(?:hour|hr)\b|/\s?h(?:r|our)?\b|\bhourly\b", re.I)
