"""Two bands side by side: only what counts alike is compared."""

from __future__ import annotations

import pytest

from knowledge.load import load
from knowledge.pay.adjustments import Cell
from knowledge.pay.bands import BandBook


@pytest.fixture(scope="module")
def book() -> BandBook:
    return BandBook(load())


def test_like_is_compared_with_like(book: BandBook) -> None:
    found = book.compare(Cell("senior", ("us-remote",)), Cell("senior", ("bay-area",)))
    assert [(pair.a.source, pair.a.measures, pair.low_difference, pair.high_difference) for pair in found.pairs] == [
        ("rfs", "base", 20_000, 25_000),
        ("rfs", "total", 25_000, 40_000),
        ("rfs", "equity_percent", 0.01, 0.05),
    ]
    assert all((pair.a.source, pair.a.measures) == (pair.b.source, pair.b.measures) for pair in found.pairs)
    assert "kore1.pay.senior-bellevue-mountain-view-base" in [row.fact for row in found.only_b]
    assert "kore1.pay.senior-us-base" in found.shared


def test_two_currencies_are_shown_side_by_side_and_never_subtracted(book: BandBook) -> None:
    found = book.compare(Cell("senior", ("us",)), Cell("senior", ("western-europe",)))
    (pair,) = found.pairs
    assert (pair.a.currency, pair.b.currency, pair.why_not) == ("USD", "EUR", "currency")
    assert (pair.low_difference, pair.high_difference) == (None, None)


def test_levels_are_compared_within_one_source_and_measure(book: BandBook) -> None:
    found = book.compare(Cell("mid", ("us",)), Cell("senior", ("us",)))
    assert ("kore1", "base", 70_000, 140_000) in [
        (p.a.source, p.a.measures, p.low_difference, p.high_difference) for p in found.pairs
    ]


def test_whole_markets_are_compared_level_by_level(book: BandBook) -> None:
    found = book.compare(Cell(None, ("us",)), Cell(None, ("remote-worldwide",)))
    assert found.pairs and all(pair.a.level == pair.b.level for pair in found.pairs)
