"""Where a pay stands to figures."""

from __future__ import annotations

import pytest

from knowledge.load import load
from knowledge.pay.adjustments import Cell
from knowledge.pay.bands import BandBook
from knowledge.pay.standing import beside, standing

BOOK = BandBook(load())


@pytest.mark.parametrize(
    ("low", "high", "stands"),
    [
        (180, 180, "under"), (190, 190, "inside"), (230, 230, "inside"), (231, 260, "over"), (190, 230, "equal"),
        (180, 200, "begins-under"), (200, 240, "ends-over"), (180, 240, "wider"), (200, 210, "inside"),
    ],
)  # fmt: skip
def test_both_ends_belong_to_a_range(low, high, stands):
    assert standing(low, high, 190, 230) == stands


def test_a_pay_is_set_against_base_alone_where_some_source_gives_it():
    rows = BOOK.band(Cell("senior", ("us-remote",))).rows
    assert {one.row.measures for one in beside(rows, 200_000, 200_000, None, None)} == {"base"}
    assert {one.row.measures for one in beside(rows, 200_000, 200_000, None, "total")} == {"total"}


def test_nothing_is_set_against_a_figure_of_another_currency():
    rows = BOOK.band(Cell("senior", ("us-remote",))).rows
    assert beside(rows, 200_000, 200_000, "EUR", None) == ()
