"""How figures are written: `$190K–$230K`, `0.09%–0.20%`, `four to six hours`, `May 2026`."""

from __future__ import annotations

from typing import Any

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}
MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def money(amount: float, currency: str) -> str:
    """Whole currency units, in thousands where nothing is lost: `$190K`, `$8,500`, `CHF 120K`."""
    symbol = SYMBOLS.get(currency, f"{currency} ")
    if amount >= 1_000_000 and amount % 10_000 == 0:
        return f"{symbol}{amount / 1_000_000:g}M"
    if amount >= 1000 and amount % 1000 == 0:
        return f"{symbol}{int(amount) // 1000:,}K"
    return f"{symbol}{int(amount):,}"


def large_money(amount: float, currency: str) -> str:
    """An amount that was reckoned, in three figures or so: `$333M`, `$1.2B`, `€84K`, `$950`."""
    symbol = SYMBOLS.get(currency, f"{currency} ")
    for unit, size in (("B", 1e9), ("M", 1e6), ("K", 1e3)):
        if amount >= size:
            scaled = amount / size
            return f"{symbol}{scaled:,.0f}{unit}" if scaled >= 100 else f"{symbol}{round(scaled, 1):g}{unit}"
    return f"{symbol}{amount:,.0f}"


def money_range(low: float | None, high: float | None, currency: str) -> str:
    """`$190K–$230K`; one figure where both are the same, `up to` or `from` where one is open."""
    if low is None or high is None:
        return f"up to {money(high, currency)}" if high is not None else f"from {money(low or 0, currency)}"
    return money(low, currency) if low == high else f"{money(low, currency)}–{money(high, currency)}"


def percent(value: float, decimals: int | None = None) -> str:
    """`15%`, `0.09%`: as many decimals as the figure has, or as many as asked."""
    return f"{value:.{decimals}f}%" if decimals is not None else f"{value:g}%"


def percent_range(low: float, high: float) -> str:
    """`15%–25%`; shares of a company keep two decimals on both sides (`0.09%–0.20%`)."""
    decimals = 2 if high < 1 else None
    return percent(low, decimals) if low == high else f"{percent(low, decimals)}–{percent(high, decimals)}"


def month(as_of: str) -> str:
    """`2026-05-29` and `2026-05` → `May 2026`; `2026` stays."""
    parts = as_of.split("-")
    return f"{MONTHS[int(parts[1])]} {parts[0]}" if len(parts) > 1 else parts[0]


def minutes(low: int, high: int) -> str:
    """`45 min`, `60–90 min`, and in hours from two hours on: `4–6 h`, `4.5 h`."""
    if low >= 120:
        return f"{round(low / 60, 1):g} h" if low == high else f"{round(low / 60, 1):g}–{round(high / 60, 1):g} h"
    return f"{low} min" if low == high else f"{low}–{high} min"


def begin(text: str) -> str:
    """As a sentence begins."""
    return text[:1].upper() + text[1:]


FILTERS: dict[str, Any] = {"begin": begin, "money": money, "percent": percent, "month": month}
