"""`mistakes` as a person sees it."""

from __future__ import annotations

import pytest


def test_the_lane_comes_first(ask):
    assert ask("mistakes").data["failures"][0]["fact"] == "kore1.mistakes.lane-mismatch"


def test_each_failure_has_advice_against_it_and_a_verb(ask):
    assert all(each["prevented_by"] and each["verb"] for each in ask("mistakes").data["failures"])


def test_costs_are_kept_with_their_figures(ask):
    costs = {each["fact"]: each["values"] for each in ask("mistakes").data["failures"]}
    assert costs["kore1.mistakes.notebook-hire"]["cost"] == {"value": 140000, "unit": "USD"}


@pytest.mark.parametrize(("said", "group"), [("offer", "close"), ("loop", "loop"), ("team", "team"), ("model", "model")])
def test_one_place_where_things_go_wrong(ask, said, group):
    assert {each["group"] for each in ask(f"mistakes {said}").data["failures"]} == {group}


def test_buttons_run_the_verbs_that_prevent_what_is_shown(ask):
    for action in ask("mistakes").actions:
        assert "refused" not in (ask(verb=action.verb, **action.args).data or {}), action


def test_everything_shows_what_is_said_of_failing_at_large(ask, shown):
    assert "search plus one backfill" in shown(ask("mistakes everything"))
