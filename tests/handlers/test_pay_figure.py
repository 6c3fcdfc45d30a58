"""The pay that somebody has in mind, among what they typed."""

from __future__ import annotations

import pytest

from handlers.core.pay.payfigure import pay_figure


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


@pytest.mark.parametrize("text", ["120/hr", "$120 an hour", "15k per month", "900 per day", "25k a month", "4k/mo"])
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
