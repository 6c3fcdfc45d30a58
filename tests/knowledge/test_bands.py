"""Bands: what is said for a cell, what is kept apart, and what is never made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from knowledge.load import Knowledge, load
from knowledge.pay.adjustments import Adjustment, Cell
from knowledge.pay.bands import Band, BandBook
from knowledge.schema import Fact, Source

KNOWLEDGE = load()
LEVELS = [entry["id"] for entry in KNOWLEDGE.vocabulary["levels"]]
MARKETS = [entry["id"] for entry in KNOWLEDGE.vocabulary["markets"]]
REMOTE = ("us-remote", "remote-worldwide")
REASONS = {"market-not-covered", "level-not-covered", "no-base-figure"}


@pytest.fixture(scope="module")
def book() -> BandBook:
    return BandBook(KNOWLEDGE)


@pytest.fixture(scope="module")
def band(book: BandBook) -> Callable[..., Band]:
    return lambda level, *markets, **more: book.band(Cell(level, markets, **more))


def facts(band: Band, scope: Any) -> list[str]:
    return [row.fact for row in band.of(scope)]


def adjustment(band: Band, fact: str) -> Adjustment | None:
    return next((one for one in band.adjustments if one.fact == fact), None)


# Rows


def test_both_remotes_are_answered_and_kept_apart(band: Callable[..., Band]) -> None:
    exact = band("senior", *REMOTE).of("exact")
    assert [(row.market, row.source, row.measures, row.low, row.high) for row in exact] == [
        ("us-remote", "rfs", "base", 190_000, 230_000),
        ("us-remote", "rfs", "total", 245_000, 320_000),
        ("us-remote", "rfs", "equity_percent", 0.09, 0.20),
        ("remote-worldwide", "exzev", "unstated", 145_000, 195_000),
    ]


def test_rows_go_from_exact_to_broader_to_nearby_and_say_each_fact_once(band: Callable[..., Band]) -> None:
    rows = band("senior", *REMOTE).rows
    order = [("exact", "broader", "nearby").index(row.scope) for row in rows]
    assert order == sorted(order)
    assert len({row.fact for row in rows}) == len(rows)


def test_broader_rows_are_the_country_and_the_unstated_region(band: Callable[..., Band]) -> None:
    broader = facts(band("senior", "us-remote"), "broader")
    assert {"kore1.pay.senior-us-base", "exzev.pay.senior-us", "mlaiqa.pay.senior-total"} <= set(broader)
    assert "exzev.pay.senior-western-europe" not in broader


def test_nearby_rows_are_base_pay_of_few_sister_markets(band: Callable[..., Band]) -> None:
    nearby = band("senior", "us-remote").of("nearby")
    assert {row.market for row in nearby} == {"bay-area", "new-york", "seattle"}
    assert {row.measures for row in nearby} == {"base"}


def test_everything_holds_what_the_short_answer_leaves_out(book: BandBook) -> None:
    cell = Cell("senior", ("us-remote",))
    short, long = {row.fact for row in book.band(cell).rows}, {row.fact for row in book.everything(cell)}
    assert short < long
    assert {
        "kore1.benchmarks.glassdoor",
        "kore1.pay.senior-charlotte-tampa-base",
        "mlaiqa.pay.senior-frontier-lab-total",
    } <= long - short
    assert book.everything(cell)[-1].benchmark


def test_one_figure_for_two_markets_is_exact_in_both(band: Callable[..., Band]) -> None:
    for market in ("bay-area", "seattle"):
        row = next(row for row in band("senior", market).of("exact") if row.source == "kore1")
        assert (row.low, row.high, row.market) == (260_000, 260_000, market)


def test_pay_over_all_levels_is_never_exact_for_one(band: Callable[..., Band]) -> None:
    assert "kore1.pay.top-employers-total" in facts(band("senior", "bay-area"), "broader")
    assert all(row.level for level in LEVELS for row in band(level, "bay-area", "seattle").of("exact"))


def test_frontier_lab_pay_is_shown_only_to_those_who_ask_for_it(band: Callable[..., Band]) -> None:
    fact = "mlaiqa.pay.staff-frontier-lab-total"
    assert fact not in facts(band("staff", "us"), "broader")
    asked = band("staff", "us", modifiers=("frontier-lab",))
    row = next(row for row in asked.rows if row.fact == fact)
    assert (row.low, row.high, row.open_ended) == (1_000_000, None, True)


def test_no_level_gives_every_level_and_the_benchmarks_last(band: Callable[..., Band]) -> None:
    rows = band(None, "us").rows
    assert {row.level for row in rows} == {*LEVELS, None}
    benchmarks = [row.benchmark for row in rows]
    assert benchmarks == sorted(benchmarks)
    levels_fyi = next(row for row in rows if row.label == "Levels.fyi")
    assert (levels_fyi.median, levels_fyi.p25, levels_fyi.p75, levels_fyi.scope) == (285_000, 210_000, 435_000, "broader")


def test_benchmarks_stay_out_of_a_levels_band(band: Callable[..., Band]) -> None:
    assert not [row for row in band("senior", "us").rows if row.benchmark]


def test_no_market_gives_the_whole_table_of_the_level(band: Callable[..., Band]) -> None:
    markets = {row.market for row in band("senior").of("exact")}
    assert markets == set(MARKETS)


@pytest.mark.parametrize(("level", "market"), list(product(LEVELS, MARKETS)))
def test_every_cell_has_rows_or_a_reason_with_the_nearest(band: Callable[..., Band], level: str, market: str) -> None:
    found = band(level, market)
    assert found.rows
    assert (found.posting is None) == (found.no_posting in REASONS)
    if not found.of("exact"):
        assert found.nearest
        assert all(cell.rows for cell in found.nearest)


@pytest.mark.parametrize(("level", "market"), list(product(LEVELS, MARKETS)))
def test_every_row_tells_what_it_measures_for_whom_and_when(band: Callable[..., Band], level: str, market: str) -> None:
    for row in band(level, market).rows:
        assert row.measures in ("base", "total", "equity_percent", "unstated")
        assert (row.currency is None) == (row.measures == "equity_percent")
        assert row.counts and row.as_of and row.source in KNOWLEDGE.sources
        assert row.low is not None or row.median is not None


# The nearest cells


def test_junior_in_new_york_finds_the_junior_total_and_the_senior_there(band: Callable[..., Band]) -> None:
    nearest = band("junior", "new-york").nearest
    assert [(cell.level, cell.market, cell.why) for cell in nearest] == [
        ("junior", "unstated", "region-unstated"),
        ("senior", "new-york", "other-level"),
    ]


def test_a_place_without_figures_is_answered_by_the_markets_said_to_be_near(book: BandBook) -> None:
    nearest = book.nearest_to("senior", ("western-europe", "remote-worldwide"))
    assert [(cell.market, cell.rows[0].low, cell.rows[0].high, cell.rows[0].currency) for cell in nearest] == [
        ("western-europe", 135_000, 180_000, "EUR"),
        ("remote-worldwide", 145_000, 195_000, "USD"),
    ]
    assert {cell.level for cell in book.nearest_to(None, ("western-europe",))} == {"mid", "senior", "staff"}


def test_unknown_ids_raise_nothing_and_invent_nothing(band: Callable[..., Band]) -> None:
    found = band("senior", "atlantis")
    assert not found.of("exact") and found.posting is None and found.no_posting == "market-not-covered"
    assert band("wizard", "us").no_posting == "level-not-covered"


# What may be posted


def test_the_posting_range_is_the_exact_base_of_one_source(band: Callable[..., Band]) -> None:
    posting = band("senior", *REMOTE).posting
    assert posting is not None
    assert (posting.low, posting.high, posting.currency, posting.measures) == (190_000, 230_000, "USD", "base")
    assert (posting.from_fact, posting.scope, posting.market) == ("rfs.pay.senior-us-remote-base", "exact", "us-remote")
    assert [(step.key, step.low, step.high) for step in posting.steps] == [
        ("taken", 190_000, 230_000),
        ("high-end", 230_000, 230_000),
    ]


def test_a_broader_base_is_posted_as_broader(band: Callable[..., Band]) -> None:
    posting = band("mid", "us-remote").posting
    assert posting is not None
    assert (posting.from_fact, posting.low, posting.high) == ("kore1.pay.mid-us-base", 160_000, 200_000)
    assert (posting.scope, posting.market) == ("broader", "us")


def test_a_single_figure_of_the_metro_goes_before_a_range_of_the_country(band: Callable[..., Band]) -> None:
    posting = band("senior", "charlotte").posting
    assert posting is not None
    assert (posting.low, posting.high, posting.scope) == (190_000, 190_000, "exact")


def test_a_range_goes_before_a_single_figure_of_the_same_cell(band: Callable[..., Band]) -> None:
    posting = band("senior", "bay-area").posting
    assert posting is not None
    assert posting.from_fact == "rfs.pay.senior-bay-area-base"


@pytest.mark.parametrize(("level", "market"), list(product(LEVELS, MARKETS)))
def test_only_base_pay_is_ever_posted_and_as_its_source_gives_it(band: Callable[..., Band], level: str, market: str) -> None:
    posting = band(level, market).posting
    if posting is None:
        return
    fact = KNOWLEDGE.facts[posting.from_fact]
    assert fact.measures == "base" and fact.source != "exzev"
    assert {posting.low, posting.high} == {
        fact.values.get("low", fact.values.get("value")),
        fact.values.get("high", fact.values.get("value")),
    }


@pytest.mark.parametrize(
    ("level", "market", "reason"),
    [
        ("senior", "western-europe", "no-base-figure"),
        ("senior", "remote-worldwide", "no-base-figure"),
        ("staff", "us", "no-base-figure"),
        ("junior", "new-york", "level-not-covered"),
    ],
)
def test_without_a_base_figure_nothing_is_posted(band: Callable[..., Band], level: str, market: str, reason: str) -> None:
    found = band(level, market)
    assert found.posting is None and found.no_posting == reason


def test_nothing_is_posted_before_level_and_market_are_named(band: Callable[..., Band]) -> None:
    assert band(None, "us").no_posting == "level-not-named"
    assert band("senior").no_posting == "market-not-named"


def test_a_median_alone_is_no_range_to_post(band: Callable[..., Band]) -> None:
    found = band("senior", "us-remote")
    row = next(row for row in found.rows if row.fact == "rfs.pay.senior-median-offer-base")
    assert (row.median, row.low, row.high) == (228_000, None, None)


def test_another_sources_discount_is_shown_and_not_applied(band: Callable[..., Band]) -> None:
    posting = band("senior", "us-remote", modifiers=("no-llm",)).posting
    assert posting is not None
    assert (posting.low, posting.high) == (190_000, 230_000)
    assert [(step.key, step.low, step.high) for step in posting.steps][1] == ("shown", 170_000, 210_000)


def test_a_sources_own_discount_is_applied_to_its_own_figure(band: Callable[..., Band]) -> None:
    posting = band("senior", "us", modifiers=("no-llm",)).posting
    assert posting is not None
    assert (posting.low, posting.high) == (210_000, 320_000)
    assert [(step.key, step.high) for step in posting.steps] == [("taken", 340_000), ("applied", 320_000), ("high-end", 320_000)]


def test_a_data_scientists_range_is_shown_by_dividing_the_premium_out(band: Callable[..., Band]) -> None:
    posting = band("senior", "us-remote", lane="data-scientist").posting
    assert posting is not None
    shown = next(step for step in posting.steps if step.key == "shown")
    assert (shown.low, shown.high) == (round(190_000 / 1.30), round(230_000 / 1.15))


# What moves it


@pytest.mark.parametrize(
    ("fact", "cell", "why_not"),
    [
        ("kore1.pay-factors.no-llm-20k-lower", Cell("junior", ("tampa",), modifiers=("no-llm",)), None),
        ("kore1.pay-factors.no-llm-20k-lower", Cell("senior", ("western-europe",), modifiers=("no-llm",)), "market"),
        ("kore1.pay-factors.hybrid-bay-area-bellevue", Cell("senior", ("seattle",), modifiers=("hybrid",)), None),
        ("kore1.pay-factors.hybrid-bay-area-bellevue", Cell("senior", ("new-york",), modifiers=("hybrid",)), "market"),
        ("kore1.pay-factors.hybrid-bay-area-bellevue", Cell("senior", ("us",), modifiers=("hybrid",)), "market"),
        ("mlaiqa.pay-factors.platform-over-model", Cell("staff", ("us",), modifiers=("platform",)), None),
        ("mlaiqa.pay-factors.platform-over-model", Cell("senior", ("us",), modifiers=("platform",)), "level"),
        ("mlaiqa.pay-factors.platform-over-model", Cell("staff", ("us",), "mlops"), None),
        ("mlaiqa.pay-factors.platform-over-model", Cell("staff", ("us",), "mlops", "mlops-automation"), "specialty"),
        ("mlaiqa.pay-factors.ml-engineer-over-data-scientist", Cell("senior", ("us",), "data-scientist"), None),
        ("mlaiqa.pay-factors.ml-engineer-over-data-scientist", Cell("mid", ("us",), "data-scientist"), "level"),
        ("exzev.pay-factors.domain-specialists", Cell("senior", ("us",), None, "nlp"), None),
        ("exzev.pay-factors.domain-specialists", Cell("senior", ("us",), None, "forecasting", ("domain",)), "specialty"),
        ("exzev.pay-factors.phd-only-for-research", Cell("senior", ("us",), "research", modifiers=("phd",)), None),
        ("exzev.pay-factors.phd-only-for-research", Cell("senior", ("us",), "production", modifiers=("phd",)), "lane"),
        ("mlaiqa.pay-factors.premium-frontier-lab-alumni", Cell("mid", ("new-york",), modifiers=("frontier-lab",)), None),
        ("kore1.pay-factors.underpriced-band-weeks", Cell("mid", ("new-york",), modifiers=("underpriced",)), None),
    ],
)
def test_a_modifier_holds_only_where_its_source_says(book: BandBook, fact: str, cell: Cell, why_not: str | None) -> None:
    found = adjustment(book.band(cell), fact)
    assert found is not None and found.asked
    assert (found.applies, found.why_not) == (why_not is None, why_not)


def test_what_could_move_the_band_is_named_without_being_asked(band: Callable[..., Band]) -> None:
    found = band("senior", "us-remote").adjustments
    assert [one.fact for one in found[:2]] == ["kore1.pay-factors.no-llm-20k-lower", "kore1.pay-factors.underpriced-band-weeks"]
    assert all(one.applies and not one.asked for one in found)


def test_underpricing_costs_weeks(band: Callable[..., Band]) -> None:
    found = adjustment(band("senior", "us", modifiers=("underpriced",)), "kore1.pay-factors.underpriced-band-weeks")
    assert found is not None and found.main is not None
    assert (found.moves, found.main.low, found.main.high, found.main.unit) == ("search", 3, 6, "weeks")
    assert [(figure.name, figure.low, figure.high, figure.unit) for figure in found.figures[1:]] == [
        ("underpriced_by", 10, 15, "percent")
    ]


def test_llm_beside_classical_shrinks_the_pool_and_no_source_prices_it(band: Callable[..., Band]) -> None:
    found = band("senior", "us", modifiers=("llm",))
    pool = adjustment(found, "kore1.pay-factors.llm-and-classical")
    assert pool is not None and pool.main is not None
    assert (pool.moves, pool.main.low, pool.direction) == ("pool", 60, "down")
    assert found.without_figure == ("llm",)
    assert found.posting is not None and [step.key for step in found.posting.steps] == ["taken", "high-end"]


def test_on_site_has_no_figure_and_its_condition_is_handed_on(band: Callable[..., Band]) -> None:
    found = band("senior", "charlotte", modifiers=("on-site",))
    assert found.without_figure == ("on-site",)
    (asked,) = [one for one in found.adjustments if one.asked]
    assert (asked.source, asked.figures, dict(asked.conditions)) == ("kore1", (), {"metro": "tier two"})


def test_an_unpriced_lane_is_said_to_be_unpriced(band: Callable[..., Band]) -> None:
    assert band("senior", "us", lane="applied-llm").without_figure == ("applied-llm",)
    assert band("senior", "us", lane="data-scientist").without_figure == ()
    assert band("senior", "new-york", modifiers=("hybrid",)).without_figure == ("hybrid",)


def test_dollars_are_never_taken_from_euros() -> None:
    own = _with_own(level="senior", market="western-europe", low=120_000, high=150_000, unit="EUR per year")
    loosened = {
        name: replace_limits(fact) if name == "kore1.pay-factors.no-llm-20k-lower" else fact for name, fact in own.facts.items()
    }
    posting = BandBook(replace(own, facts=loosened)).band(Cell("senior", ("western-europe",), modifiers=("no-llm",))).posting
    assert posting is not None
    assert [step.key for step in posting.steps] == ["taken", "high-end"]


def replace_limits(fact: Fact) -> Fact:
    return fact.model_copy(update={"applies_to": {"modifier": "no-llm"}})


# Why figures differ


def test_disagreement_is_told_as_data(band: Callable[..., Band]) -> None:
    reasons = {reason.key: reason.about for reason in band("senior", *REMOTE).disagreement}
    assert set(reasons["measure"]) == {"base", "total", "unstated"}
    assert set(reasons["market"]) == set(REMOTE)
    assert reasons["region-unstated"] == {"mlaiqa": ("mlaiqa.pay.senior-total",)}
    assert "kore1.pay.senior-us-base" in reasons["wider-market"]["us"]
    assert set(reasons["population"]) == {"rfs", "exzev", "kore1", "mlaiqa"}
    assert "currency" not in reasons and "years" not in reasons


def test_two_currencies_are_said(band: Callable[..., Band]) -> None:
    reasons = {reason.key: reason.about for reason in band("senior", "western-europe").disagreement}
    assert set(reasons["currency"]) == {"EUR", "USD"}


def test_years_that_differ_are_said(band: Callable[..., Band]) -> None:
    reasons = {reason.key: reason.about for reason in band("mid", "us").disagreement}
    assert reasons["years"] == {"exzev": ("2-4",), "mlaiqa": ("3-5",)}


def test_kore1_contradicts_itself_and_both_figures_stand(band: Callable[..., Band]) -> None:
    found = band("mid", "us")
    figures = [(row.measures, row.low, row.high) for row in found.of("exact") if row.source == "kore1"]
    assert figures == [("base", 160_000, 200_000), ("unstated", 160_000, 235_000)]
    reasons = {reason.key: reason.about for reason in found.disagreement}
    assert reasons["contradiction"] == {"kore1.pay.mid-us-base": ("kore1.pay.mid-us-opening",)}
    assert KNOWLEDGE.facts["kore1.pay.mid-us-base"].note and KNOWLEDGE.facts["kore1.pay.mid-us-opening"].note


# Advice


def test_advice_on_posting_disclosure_offers_and_anchors_is_at_hand(band: Callable[..., Band]) -> None:
    advice = band("senior", "us-remote").advice
    assert advice["posting"][0] == "kore1.pay-factors.post-the-high-end"
    assert advice["disclosure"] == ("kore1.pay-factors.eight-states-disclosure",)
    assert "kore1.pay-factors.base-in-top-quartile" in advice["offer"]
    assert advice["anchor"] == ("kore1.pay-factors.anchor-on-built-in-and-kore1",)
    assert "disclosure" not in band("senior", "western-europe").advice


# A company's own bands


def _with_own(**said: Any) -> Knowledge:
    own = Source(id="acme", title="Acme bands", publisher="Acme", as_of="2026-10", counts="Acme", interest="own policy", own=True)
    fact = Fact(
        id="acme.pay.own",
        topic="pay",
        source="acme",
        statement="Acme's own band for this cell.",
        as_of="2026-10",
        measures="base",
        applies_to={"level": said["level"], "market": said["market"]},
        values={"low": said["low"], "high": said["high"], "unit": said["unit"]},
    )
    return replace(KNOWLEDGE, facts={**KNOWLEDGE.facts, fact.id: fact}, sources={**KNOWLEDGE.sources, own.id: own})


def test_a_companys_own_band_stands_beside_the_markets_and_is_posted() -> None:
    own = _with_own(level="senior", market="us-remote", low=200_000, high=225_000, unit="USD per year")
    found = BandBook(own).band(Cell("senior", ("us-remote",)))
    assert found.rows[0].own and "rfs.pay.senior-us-remote-base" in facts(found, "exact")
    assert found.posting is not None and (found.posting.low, found.posting.high) == (200_000, 225_000)


def test_the_same_question_gives_the_same_answer(book: BandBook) -> None:
    cell = Cell("senior", REMOTE, modifiers=("hybrid",))
    assert BandBook(KNOWLEDGE).band(cell) == book.band(cell) == book.band(cell._replace())
