"""The yearly pay that somebody has in mind (`is 180k enough`, `our band is 180-210`), found among what they typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from handlers.core.args import Guess
from handlers.core.figures import money_range
from handlers.core.words import Words
from knowledge.words.patterns import pattern

if TYPE_CHECKING:
    from handlers.core.typed.amounts import Amount

HIGHEST_PAY = 2_000_000_000
"""The highest pay for a year, in whole units of any currency: what a column holds, and beyond any that is paid."""
LEAST_PAY, MOST_PAY, MOST_BESIDE_FUNDS = 20_000, 3_000_000, 1_000_000
"""What is taken for the pay of a year, in whole units; beside words for a company's money a million is none."""
SMALL_UNITS = frozenset({"INR", "JPY", "KRW", "HUF", "CLP", "COP", "IDR", "VND", "ISK", "PHP", "RUB", "CZK", "NGN", "ARS", "KES"})
"""Currencies in which a year's pay has more figures."""
LEAST_SHORT, WHOLE = 60, 1000
"""The least number that is short for one in thousands, and from where one is whole."""
SEARCHED = 2000
"""Letters in which a figure is looked for."""
LIKELY = pattern(r"[\d$€£](?:(?<![\w.]\d)(?<=\d)[\d.,]|(?<=[$€£])\s?\d|(?<=\d)\s?(?:[Ll]a(?:kh|c)|[Cc]rore|LPA|lpa))")
"""How every pay begins, and few other words do (`l5`, `ic 4`, `5 years`): looked for before anything else is, and so from a
digit or a sign on, where the search comes to in one leap."""
_ENDS = pattern(
    r"\s*(?:$|[,;.!?)]|(?:(?:/|a|per)\s*(?:year|yr|annum)|all|and|as|at|attract|band|base|be|buy|cash|competitive|cut it|do"
    r"|enough|fair|fine|for|get|good|high|in|is|it|low|market|normal|ok|okay|or|please|plus|range|realistic|right|salary|suffice"
    r"|the|to|too|total|with|work)\b)",
    re.IGNORECASE,
)
"""What stands behind a bare number that is pay: no noun that it counts."""
_COUNTED = pattern(
    r"\s*\+?\s*(?:arr|bonus|clients|customers|documents|employees|engineers|equity|events|gpus|images|jobs|models|mrr|options|people"
    r"|products|[qrt]ps|records|relocation|requests|revenue|rows|rsus?|sign(?:ing|[- ]on)|stock|stores|tokens|unvested|users)\b",
    re.IGNORECASE,
)
"""What is counted by a whole number that is no pay."""
_FUNDS = pattern(
    r"\b(?:rais(?:e|ed|es|ing)|fund(?:ing|ed|raising)?|revenues?|valuation|valued|arr|mrr|runway|burn|seed|round|series [a-e]"
    r"|budget|customers|users|requests|rows|tokens|turnover|sales)\b",
    re.IGNORECASE,
)
"""What makes millions a company's: money raised, or earned, or what is counted in millions."""
_OTHERWISE = pattern(r"\s*(?:/|an?\b|per\b|each\b)\s*(?:h|hr|hour|day|d|week|wk|month|mo)\b", re.IGNORECASE)
"""What makes it pay for less than a year."""
_MONTHLY = pattern(r"\s*(?:(?:/|a\b|per\b|each\b|every\b)\s*(?:mo|mth|month)\b|monthly\b|pcm\b)", re.IGNORECASE)
"""What makes it a month's, of which twelve are a year's."""
_BY_CONTRACT = pattern(r"\b(?:contract(?:s|or|ors|ing)?|freelanc\w+|c2c|1099|hours?)\b", re.IGNORECASE)
"""Beside which a month's pay is a fee, and no part of a salary."""
MONTHS = 12
"""Of a year."""
_APART = pattern(r"\s*(?:less|more|cheaper|lower|higher|extra|off|below|above|under|over)\b", re.IGNORECASE)
"""What makes a difference between two pays of an amount: `can I pay 20k less`."""
_HAS_NOW = pattern(
    r"\b(?:(?:make|earn)(?:s|ing)?|current(?:ly)?(?: (?:at|on|makes|earns|gets|salary(?: is)?|pay(?: is)?))?|gets"
    r"|(?:is|are|(?<=s)['’]?s|he['’]?s|she['’]?s|they['’]?re)(?: now| currently)? (?:on|at|getting|paid))"
    r"\s+(?:about |around |only )?$",
    re.IGNORECASE,
)
"""What stands before a pay that somebody has now: no band is set by it, where what they want is named too."""
_NOW_AMOUNT = pattern(rf"{_HAS_NOW.pattern.removesuffix('$')}[$€£]?\d[\d.,]*k?", re.IGNORECASE)
MOST_APART = 100_000
"""The most that is taken for one: `300k more than we have` is a pay."""
_WIDTH = pattern(
    r"\b(?:range|spread|width|gap|difference|raise|increase|bump)s?\s+of\s+(?:about\s+|over\s+|only\s+)?$", re.IGNORECASE
)
"""What stands before how wide a range is, or how far two pays are apart."""
_TO = pattern(r"\s*(?:-|–|—|to)\s*", re.IGNORECASE)


class PayFigure(NamedTuple):
    """A pay in a text, in whole units a year, and where it stands; `short` where thousands were left out, `turned` where its
    high end was named first, `monthly` where a month's was named."""

    low: int
    high: int
    currency: str | None
    start: int
    end: int
    short: bool
    turned: bool = False
    monthly: bool = False


class Figure:
    """The first such pay, as `{low, high, currency}`: `200k`, `$180,000`, `180-210`."""

    __slots__ = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """Its ends and currency; `180` is read as 180K, `230-190` as 190K–230K, `15k/month` as 180K a year, and such a guess is
        shown. Nothing where no pay is said."""
        if not LIKELY.search(words.text):
            return None
        taken = [(match.start, match.end) for match in words.reading.found if match.kind != "currency"]
        found = pay_figure(words.text, taken)
        if found is None:
            return None
        words.heed(found.start, found.end)
        for now in _NOW_AMOUNT.finditer(words.text):  # read, and left aside
            words.heed(*now.span())
        typed = words.text[found.start : found.end].strip()
        if found.monthly:
            words.cut(found.start, found.end)  # its month has been read: the pay is a year's now
            words.guesses.append(Guess(typed, f"{money_range(found.low, found.high, found.currency or '').strip()} a year"))
        elif found.turned:
            words.guesses.append(Guess(typed, f"{found.low // WHOLE}K–{found.high // WHOLE}K"))
        elif found.short:
            words.guesses.append(Guess(typed, f"{typed}K"))
        spoken = words.found.get("currency")
        return {"low": found.low, "high": found.high, "currency": found.currency or (spoken[0].id if spoken else None)}


def pay_figure(text: str, taken: Sequence[tuple[int, int]] = (), *, apart: bool = False) -> PayFigure | None:
    """The first amount in a text that is a yearly pay, outside of the spans `taken` for something else (levels, years); with
    `apart`, or that lies between two pays."""
    from handlers.core.typed.amounts import said  # only where digits are typed

    amounts = [
        one.amount for one in said(text[:SEARCHED], ()) if not any(start <= one.amount.start < end for start, end in taken)
    ]
    most = MOST_BESIDE_FUNDS if _FUNDS.search(text[:SEARCHED]) else MOST_PAY
    figures = [figure for amount in amounts if (figure := _of_month(amount, text) or _as_pay(amount, most))]
    if len(figures) > 1:
        figures = [each for each in figures[:-1] if not _HAS_NOW.search(text[: each.start])] + figures[-1:]
    for low, high in zip_longest(figures, figures[1:]):
        figure = _joined(low, high) if high is not None and _TO.fullmatch(text[low.end : high.start]) else low
        if figure.monthly:
            return figure
        if _WIDTH.search(text[: figure.start]) and figure.low == figure.high:
            continue
        if _OTHERWISE.match(text, figure.end) or (not apart and figure.high < MOST_APART and _APART.match(text, figure.end)):
            continue
        if not figure.short and not _COUNTED.match(text, figure.end):
            return figure
        if figure.short and (_ENDS.match(text, figure.end) or any(start == figure.end + 1 for start, _ in taken)):
            return figure
    return None


def is_months_pay(text: str) -> bool:
    """Whether a month's pay is all that is said (`15k/month?`)."""
    if not LIKELY.search(text):
        return False
    found = pay_figure(text)
    return found is not None and found.monthly and not (text[: found.start] + text[found.end :]).strip(" ?!.,")


def _of_month(amount: Amount, text: str) -> PayFigure | None:
    """An amount that is said to be a month's pay, as a year's; None for every other, and for a contractor's fee."""
    per_month = _MONTHLY.match(text, amount.end)
    if per_month is None or amount.kind not in ("money", "range") or _BY_CONTRACT.search(text[:SEARCHED]):
        return None
    low, high, currency = _ends(amount)
    low, high = low * MONTHS, high * MONTHS
    if low < LEAST_PAY or (high > MOST_BESIDE_FUNDS and currency not in SMALL_UNITS):
        return None
    return PayFigure(int(low), int(high), currency, amount.start, per_month.end(), short=False, monthly=True)


def _ends(amount: Amount) -> tuple[Any, Any, str | None]:
    """Both ends of an amount, which are one where no range is named, and its currency."""
    if amount.kind == "range":
        return amount.value["low"], amount.value["high"], amount.value["currency"]
    if amount.kind == "money":
        return amount.value["amount"], amount.value["amount"], amount.value["currency"]
    return amount.value, amount.value, None


def _joined(one: PayFigure, other: PayFigure) -> PayFigure:
    """Two figures as the ends of one range, whichever is named first."""
    low, *_, high = sorted((one.low, one.high, other.low, other.high))
    currency = one.currency or other.currency
    return PayFigure(low, high, currency, one.start, other.end, one.short, turned=one.low > other.high)


def _as_pay(amount: Amount, most: int) -> PayFigure | None:
    """An amount that may be pay for a year: from 20,000 up to `most`, or two or three digits that are short for thousands."""
    if amount.kind not in ("range", "money", "count"):
        return None
    low, high, currency = _ends(amount)
    short = LEAST_SHORT <= high < WHOLE
    if (high > most and currency not in SMALL_UNITS) or low < (LEAST_SHORT if short else LEAST_PAY):
        return None
    scale = WHOLE if short else 1
    return PayFigure(int(low * scale), int(high * scale), currency, amount.start, amount.end, short)
