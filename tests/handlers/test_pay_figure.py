"""The pay that somebody has in mind, among what they typed."""

from __future__ import annotations

import pytest

from handlers.core.pay.payfigure import pay_figure
from handlers.core.pay.sharefigure import asks_about_share, share_in


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("is 180 enough for a senior", 180_000, 180_000, None),
        ("our band is 180-210 for a senior", 180_000, 210_000, None),
        ("180 to 210", 180_000, 210_000, None),
        ("200k-240k in nyc", 200_000, 240_000, None),
        ("is $230k competitive", 230_000, 230_000, "USD"),
        ("can i get one for 120k eur", 120_000, 120_000, "EUR"),
        ("we pay €120.000", 120_000, 120_000, "EUR"),
        ("150 000 usd", 150_000, 150_000, "USD"),
        ("is 95 ok", 95_000, 95_000, None),
        ("CHF 180k in zurich", 180_000, 180_000, "CHF"),
        ("180 a year", 180_000, 180_000, None),
        ("180k/yr", 180_000, 180_000, None),
    ],
)
def test_a_pay_is_read_with_or_without_its_thousands(text, low, high, currency):
    found = pay_figure(text)
    assert found is not None
    assert (found.low, found.high, found.currency) == (low, high, currency)


@pytest.mark.parametrize(
    "text",
    [
        "10 years",
        "5-8 years",
        "a team of 120 engineers",
        "120 people in berlin",
        "2026",
        "15%",
        "level 5",
        "top 10",
        "p99",
        "",
        "9" * 30,
        "R-120",
    ],
)
def test_no_other_number_is_a_pay(text):
    assert pay_figure(text) is None


@pytest.mark.parametrize("text", ["120/hr", "$120 an hour", "900 per day", "4k/wk", "contractor 15k/month", "1k/mo"])
def test_pay_for_less_than_a_year_is_none_for_a_year(text):
    assert pay_figure(text) is None


def test_what_is_taken_for_something_else_is_no_pay():
    assert pay_figure("is 180 ok", taken=[(3, 6)]) is None


@pytest.mark.parametrize(
    "text",
    [
        "band senior sf, series b, raised $50m",
        "a company of 30000 employees",
        "staff sf 100k qps",
        "20k signing bonus",
        "$2m arr startup",
    ],
)
def test_what_counts_something_else_is_no_pay(text):
    assert pay_figure(text) is None


@pytest.mark.parametrize("text", ["can i pay 20k less in seattle", "is 30k more than the others ok", "we are $40k below market"])
def test_a_difference_between_two_pays_is_none(text):
    assert pay_figure(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("15k/month", 180_000, 180_000, None),
        ("€9k monthly senior berlin", 108_000, 108_000, "EUR"),
        ("8.5k - 9.5k per month for mid", 102_000, 114_000, None),
        ("$7,250 a month", 87_000, 87_000, "USD"),
    ],
)
def test_a_months_pay_is_twelve_of_a_years(text, low, high, currency):
    found = pay_figure(text)
    assert found is not None and found.monthly
    assert (found.low, found.high, found.currency) == (low, high, currency)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0.1% equity ok?", 0.1, 0.1),
        ("0.15 - 0.3% stock", 0.15, 0.3),
        (".25 percent of the company", 0.25, 0.25),
        ("10 bps for a senior", 0.1, 0.1),
        ("is 0,5% too much", 0.5, 0.5),
    ],
)
def test_a_share_of_the_company_is_read(text, low, high):
    found = share_in(text)
    assert found is not None and (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    ["a bonus of 15%", "10% under market", "15-25% bonus", "2% raise", "60% of placements", "30% equity", "senior remote", ""],
)
def test_no_other_part_of_anything_is_a_share(text):
    assert share_in(text) is None


@pytest.mark.parametrize("text", ["she has 0.2% unvested, how do we compare the equity", "2% churn", "0.3% error rate"])
def test_what_vests_or_is_no_equity_asks_for_no_band(text):
    assert not asks_about_share(text)
