"""The arithmetic of an offer."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.pay.closing import Grant, Left, place


def test_a_grant_is_worth_its_share_of_the_company_after_dilution_and_strike():
    assert Grant(0.1, 4, 100e6).vests(4) == pytest.approx(100_000)
    assert Grant(0.1, 4, 100e6, dilution=20).vests(4) == pytest.approx(80_000)
    assert Grant(0.1, 4, 100e6, strike_value=60e6).vests(4) == pytest.approx(40_000)


def test_options_under_water_are_worth_nothing_and_never_less():
    assert Grant(0.1, 4, 50e6, strike_value=60e6).vests(4) == 0


def test_only_what_vests_inside_the_horizon_counts():
    assert Grant(0.1, 5, 100e6).vests(4) == pytest.approx(80_000)
    assert Grant(0.1, 2, 100e6).vests(4) == pytest.approx(100_000)


def test_without_a_company_value_nothing_is_said_to_vest():
    assert Grant(0.1, 4).vests(4) is None


@pytest.mark.parametrize("grant", [Grant(0.12, 4), Grant(0.12, 5, dilution=15, strike_value=40e6)])
def test_the_even_company_value_makes_both_sides_equal(grant):
    value = grant.company_value_for(400_000, 4)
    assert grant.worth_at(value, 4) == pytest.approx(400_000)


@pytest.mark.parametrize("grant", [Grant(0, 4), Grant(0.1, 4, dilution=100)])
def test_no_company_value_makes_up_for_a_grant_of_nothing(grant):
    assert grant.company_value_for(1, 4) is None


LEFT = Left(400_000, 100_000, date(2027, 3, 1))


@pytest.mark.parametrize(
    ("start", "kept"), [(date(2027, 2, 28), 0), (date(2027, 3, 1), 0), (date(2027, 3, 2), 100_000), (None, 0)]
)
def test_the_cliffs_part_is_kept_only_by_a_start_after_the_cliff(start, kept):
    assert LEFT.kept_by(start) == kept
    assert LEFT.behind(start) == 400_000 - kept


def test_nobody_keeps_more_than_is_unvested():
    assert Left(50_000, 100_000, date(2027, 3, 1)).behind(date(2027, 4, 1)) == 0


@pytest.mark.parametrize(
    ("base", "standing", "percent"),
    [
        (180_000, "below", -25), (190_000, "in-band", 0), (219_999, "in-band", 75), (220_000, "top-quarter", 75),
        (230_000, "top-quarter", 100), (230_001, "above", 100),
    ],
)  # fmt: skip
def test_a_base_stands_where_it_stands_both_ends_included(base, standing, percent):
    found = place(base, 190_000, 230_000, 75)
    assert (found.standing, found.percent, found.top_from) == (standing, percent, 220_000)


def test_a_band_of_one_figure_has_no_percentage():
    found = place(200_000, 200_000, 200_000, 75)
    assert (found.percent, found.standing) == (None, "top-quarter")
