"""`loop` as a person sees it."""

from __future__ import annotations

import pytest


def test_a_loop_says_rounds_minutes_who_and_what(ask):
    data = ask("loop senior production").data
    assert len(data["rounds"]) == 5
    assert data["candidate_minutes_low"] == sum(each["minutes_low"] for each in data["rounds"])
    assert data["span_days"] == 14
    assert {"name", "minutes_low", "minutes_high", "who", "tests", "prompts", "strong", "weak"} <= data["rounds"][0].keys()


@pytest.mark.parametrize("level", ["junior", "mid", "senior", "staff"])
@pytest.mark.parametrize("lane", ["production", "data science", "mlops", "applied llm", "research"])
def test_every_level_and_lane_has_a_loop(ask, level, lane):
    assert ask(f"loop {level} {lane}").data["rounds"]


def test_what_not_to_do_names_whose_advice_it_is(ask):
    warnings = ask("loop senior production").data["warnings"]
    assert any(each["source"] == "kore1" and "one-day" in each["fact"] for each in warnings)


def test_the_published_loops_are_compared(ask):
    data = ask("loop compare").data
    assert {each["style"] for each in data["loops"]} == {"kore1", "exzev", "rfs", "mlaiqa"}
    assert data["disagreements"]


def test_a_published_loop_is_shown_by_its_name(ask):
    assert ask("loop senior rfs").data["source"] == "rfs"
