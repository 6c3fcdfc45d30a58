"""Amounts as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from handlers.core.typed.amounts import Day, Share, Span, Sum, said, without
from handlers.core.typed.daywords import day_of

LABELS = ("base", "equity", "leaves", "unvested", "cliff", "start", "starting", "band", "offer", "person", "engineers")


def read(text):
    return {one.label: one.amount.value for one in said(text, LABELS)}


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("base 228k", 228_000, None), ("base $228,000", 228_000, "USD"), ("base 228 000", 228_000, None),
        ("base 228.000 EUR", 228_000, "EUR"),
        ("€140k base", 140_000, "EUR"), ("base 1,5m", 1_500_000, None), ("base of about £150k", 150_000, "GBP"),
        ("base: CHF 200k", 200_000, "CHF"),
        ("base $1.125m", 1_125_000, "USD"), ("base 1,125m", 1_125_000, None), ("base 1.125 billion", 1.125e9, None),
        ("base 1,200k", 1_200_000, None), ("base 95.000,50 €", 95_000.5, "EUR"), ("base 180,000.00 USD", 180_000, "USD"),
        ("base US$180k", 180_000, "USD"), ("base 95k euros", 95_000, "EUR"), ("base 200 thousand dollars", 200_000, "USD"),
        ("base 85 grand", 85_000, None), ("base 12 LPA", 1_200_000, "INR"), ("base ₹12,00,000", 1_200_000, "INR"),
        ("base 1.2 crore", 12_000_000, "INR"), ("base 1,2 Mio €", 1_200_000, "EUR"), ("base ~200k", 200_000, None),
        ("base 228.5k", 228_500, None), ("base 230 k€", 230_000, "EUR"), ("base 2bn", 2e9, None), ("228000 base", 228_000, None),
    ],
)  # fmt: skip
def test_money_in_the_forms_people_use(text, amount, currency):
    assert read(text)["base"] == {"amount": amount, "currency": currency}


@pytest.mark.parametrize(
    "text", ["equity 0.12%", "12bps equity", "equity of 0.12 percent", "12 basis points of equity", "equity .12%"]
)
def test_shares_in_percent_and_basis_points(text):
    assert read(text)["equity"] == pytest.approx(0.12)


@pytest.mark.parametrize(
    "text",
    ["cliff 2027-03-01", "cliff 1 Mar 2027", "cliff March 1st, 2027", "cliff on 1st of March 2027", "cliff 1.3.2027.",
    "cliff 1.3.2027", "cliff Mar 2027", "cliff 2027/03/01", "cliff 1. März 2027", "cliff 1. Mar 2027", "cliff 01.03.27",
    "cliff 01-Mar-2027", "cliff 1 Mar '27", "cliff Monday, March 1, 2027"],
)  # fmt: skip
def test_dates_in_the_forms_people_use(text):
    assert read(text)["cliff"] == "2027-03-01"


@pytest.mark.parametrize("day", ["3/1/2027", "3/1/27", "03-01-2027", "03/01/2027"])
def test_a_slashed_date_that_may_be_two_days_stays_as_typed_until_it_is_known_where_it_was_typed(day):
    assert read(f"cliff {day}")["cliff"] == day
    today = date(2026, 11, 21)
    both = [day_of(day, today, month_first=month_first).isoformat() for month_first in (True, False)]
    assert both == ["2027-03-01", "2027-01-03"]


@given(st.dates(date(2026, 1, 1), date(2035, 12, 31)), st.sampled_from("/-"), st.booleans(), st.booleans())
def test_each_side_of_the_ocean_reads_its_own_order(day, cut, is_month_first, has_zeros):
    """And the other's, where that is the only day that it can be."""
    numbers = (day.month, day.day) if is_month_first else (day.day, day.month)
    typed = cut.join([f"{each:02}" if has_zeros else str(each) for each in numbers] + [str(day.year)])
    found = read(f"cliff {typed}")["cliff"]
    assert day_of(found, date(2026, 11, 21), month_first=is_month_first) == day
    assert (found == typed) == (day.day <= 12 and day.day != day.month)
    if day.day > 12:
        assert day_of(found, date(2026, 11, 21), month_first=not is_month_first) == day


@given(st.dates(date(2028, 1, 1), date(2028, 12, 31)), st.booleans(), st.sampled_from(["", ", R-1", " base 220k", " and a call"]))
def test_a_day_in_points_without_a_year_is_read_behind_its_label(day, has_zeros, more):
    typed = f"{day.day:02}.{day.month:02}." if has_zeros else f"{day.day}.{day.month}."
    kinds = {"start": frozenset({"date"}), "base": frozenset({"money"})}
    found = {one.label: one.amount.value for one in said(f"start {typed}{more}", kinds)}
    assert found["start"] == f"--{day:%m-%d}"
    assert TypeAdapter(Day).validate_python(typed) == f"--{day:%m-%d}"


def test_a_slashed_date_that_cannot_be_month_first_is_day_first():
    assert read("cliff 15/3/2027")["cliff"] == "2027-03-15"


@pytest.mark.parametrize("text", ["start Jan 15", "start 1/15", "start 15/1", "start 15. Januar"])
def test_a_date_without_a_year_keeps_it_open(text):
    assert read(text)["start"] == "--01-15"


@pytest.mark.parametrize(
    "text", ["2 junior engineers", "2 marketing people", "1 decision", "180/200k", "24/7", "3.12 of it", "start the 45th"]
)
def test_words_and_figures_that_only_look_like_dates_are_none(text):
    assert not [one for one in said(text, ("start",)) if one.amount.kind == "date"]


def test_a_share_at_the_end_of_a_sentence_is_no_date():
    assert read("she asks for equity 1.5. And more")["equity"] == 1.5


def test_a_blank_parts_two_amounts_where_thousands_are_said_by_a_letter():
    assert [one.amount.value for one in said("190 230k", ())] == [190, {"amount": 230_000, "currency": None}]
    assert read("base 3 200k")["base"] == 3


@pytest.mark.parametrize(
    "text", ["start tomorrow", "base 220k start tomorrow", "start: tomorrow", "starting tomorrow, 220k base"]
)
def test_a_day_said_from_today_is_read_behind_its_label(text):
    assert "tomorrow" in read(text).values()


def test_a_day_said_from_today_takes_no_label_from_the_date_behind_it():
    assert read("offer 230k fri start 15 Jan 2027")["start"] == "2027-01-15"
    assert "" not in read("base 230k tomorrow")


def test_a_label_between_two_amounts_names_the_one_that_it_can_name():
    kinds = {"base": frozenset({"money"}), "start": frozenset({"date"})}
    found = {one.label: one.amount.value for one in said("228k start 2027-01-15", kinds)}
    assert found == {"": {"amount": 228_000, "currency": None}, "start": "2027-01-15"}


@pytest.mark.parametrize(
    ("words", "day"),
    [("tomorrow", "2026-11-22"), ("day after tomorrow", "2026-11-23"), ("monday", "2026-11-23"), ("next sat", "2026-11-28"),
     ("sat", "2026-11-21"), ("in three weeks", "2026-12-12"), ("2 months from now", "2027-01-21"), ("next month", "2026-12-21"),
     ("in a fortnight", "2026-12-05"), ("thursday week", "2026-12-03"), ("next week tue", "2026-11-24"),
     ("tue next week", "2026-11-24"), ("a week from tue", "2026-12-01"), ("the 3rd", "2026-12-03"), ("the 30th", "2026-11-30"),
     ("next week", "2026-11-28"), ("2027-03-01", "2027-03-01"), ("--03-01", "2027-03-01"),
     ("--11-21", "2026-11-21"), ("--02-29", "2028-02-29")],
)  # fmt: skip
def test_the_day_that_words_mean_ahead(words, day):
    assert day_of(words, date(2026, 11, 21)).isoformat() == day


@pytest.mark.parametrize(
    ("words", "day"),
    [("yesterday", "2026-11-20"), ("monday", "2026-11-16"), ("sat", "2026-11-21"), ("last sat", "2026-11-14"),
     ("two weeks ago", "2026-11-07"), ("last week", "2026-11-14"), ("this monday", "2026-11-16"), ("this friday", "2026-11-20"),
     ("this sat", "2026-11-21"), ("next fri", "2026-11-27"), ("the 3rd", "2026-11-03"), ("--11-30", "2025-11-30"),
     ("a fortnight ago", "2026-11-07")],
)  # fmt: skip
def test_the_day_that_words_mean_behind(words, day):
    assert day_of(words, date(2026, 11, 21), "behind").isoformat() == day


@pytest.mark.parametrize("text", ["band 190k-230k", "band $190,000 to $230,000", "band 190–230k", "band 190k – 230k"])
def test_ranges_are_one_amount(text):
    found = read(text)["band"]
    assert (found["low"], found["high"]) == (190_000, 230_000)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("band 1.2-1.5m", 1_200_000, 1_500_000), ("band $1.2-$1.5m", 1_200_000, 1_500_000), ("band 0.5-1m", 500_000, 1_000_000),
     ("band 900-1.2m", 900_000, 1_200_000), ("band 180-200k", 180_000, 200_000), ("band between 180k and 200k", 180_000, 200_000),
     ("band 95-110k€", 95_000, 110_000), ("band 200k-1.2m", 200_000, 1_200_000)],
)  # fmt: skip
def test_what_is_said_of_the_upper_end_holds_for_the_lower(text, low, high):
    found = read(text)["band"]
    assert (found["low"], found["high"]) == (low, high)


def test_each_amount_has_the_label_before_it_and_else_the_one_after():
    assert {k: v["amount"] for k, v in read("base 228k leaves 400k").items()} == {"base": 228_000, "leaves": 400_000}
    assert {k: v["amount"] for k, v in read("228k base 400k unvested").items()} == {"base": 228_000, "unvested": 400_000}


def test_a_comma_parts_what_does_not_belong_together():
    assert read("base, 400k unvested") == {"unvested": {"amount": 400_000, "currency": None}}


@pytest.mark.parametrize(
    ("text", "label", "number"),
    [("a 120-person org", "person", 120), ("engineers: 80", "engineers", 80), ("fifty engineers", "engineers", 50),
     ("a hundred and twenty engineers", "engineers", 120), ("two hundred engineers", "engineers", 200)],
)  # fmt: skip
def test_counts_in_digits_and_words(text, label, number):
    assert read(text)[label] == number


@pytest.mark.parametrize("text", ["IC5 base", "p99 base", "the base", "A100s base", ""])
def test_digits_inside_names_are_no_amounts(text):
    assert said(text, LABELS) == ()


def test_what_was_read_is_blanked_and_the_rest_stays_where_it_was():
    text = "base 228k senior remote"
    left = without(text, said(text, LABELS), LABELS)
    assert left.strip() == "senior remote"
    assert left.index("senior") == text.index("senior")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [(Sum, "$228,000", Sum(amount=228_000, currency="USD")), (Sum, "500", Sum(amount=500)),
    (Span, "190k-230k", Span(low=190_000, high=230_000)),
     (Share, "12 bps", 0.12), (Share, "0.12", 0.12), (Day, "1 Mar 2027", "2027-03-01"), (Day, "--03-01", "--03-01")],
)  # fmt: skip
def test_a_form_hands_text_over_and_it_is_read(kind, text, value):
    assert TypeAdapter(kind).validate_python(text) == value


@pytest.mark.parametrize(
    ("kind", "text"), [(Sum, "a lot"), (Sum, "$"), (Share, "120%"), (Day, "soon"), (Day, "2027-02-30"), (Span, "190k")]
)
def test_what_cannot_be_read_is_refused(kind, text):
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text):
    parts = said(text, LABELS)
    assert all(0 <= one.start <= one.amount.start < one.amount.end <= one.end <= len(text) for one in parts)
    assert len(without(text, parts, LABELS)) == len(text)


@given(st.floats(min_value=1000, max_value=1e9))
def test_a_sum_survives_the_form(amount):
    assert Sum.model_validate(f"USD {round(amount):,}") == Sum(amount=round(amount), currency="USD")
