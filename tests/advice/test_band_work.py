"""`band` of a kind of work, or with what moves pay: what the guides say it adds, and whether that applies."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("lane", "silent"),
    [("production", []), ("data-scientist", ["data-scientist"]), ("mlops", ["mlops"]), ("research", ["research"])],
)
def test_the_data_name_the_lane_that_no_base_is_known_of_as_the_text_does(ask, lane, silent):
    reply = ask(f"band senior remote {lane}")
    assert reply.data["without_figure"] == silent
    assert ("No guide gives base pay for" in reply.text) is bool(silent)


def test_on_site_has_no_figure_and_the_answer_says_so(ask):
    reply = ask("band senior seattle on-site")
    assert "on-site" in reply.data["without_figure"]
    assert any("what it costs is not said" in str(each) for each in reply.elements)


def test_another_sources_factor_is_shown_and_not_applied(ask):
    steps = ask("band senior sf hybrid").data["posting_range"]["steps"]
    assert [step["key"] for step in steps] == ["taken", "shown", "high-end"]


def test_another_sources_factor_is_said_beside_the_range_and_not_reckoned_in(ask):
    reply = ask("band senior remote no-llm")
    assert reply.text.endswith("post $190K–$230K base, not reckoned in: no LLM work −$20K (KORE1)")


def test_the_platform_premium_is_said_for_staff_alone(ask):
    def premium(said):
        return [one for one in ask(said).data["adjustments"] if one["fact"] == "mlaiqa.pay-factors.platform-over-model"]

    assert premium("band staff us platform")[0]["applies"]
    assert not any(one["applies"] for one in premium("band mid us platform"))


def test_that_a_factor_has_no_figure_is_said_once(ask, shown):
    assert "No guide has a figure for" not in shown(ask("band senior remote on-site phd"))


def test_the_opposite_of_what_was_asked_for_is_no_news(ask, shown):
    assert "no LLM work −$20K" not in shown(ask("band senior remote applied llm"))
    assert "no LLM work −$20K" in shown(ask("band senior remote"))


def test_two_premiums_that_come_to_the_same_are_said_once(ask, shown):
    assert shown(ask("band senior bay area platform")).count("mlai.qa would make it") == 1


@pytest.mark.parametrize("said", ["what is the premium for llm", "is genai more expensive", "premium for mlops"])
def test_what_a_kind_of_work_adds_is_answered_by_what_the_guides_say_it_adds(ask, said):
    reply = ask(said)
    assert reply.data["adjustments"] and not reply.data["rows"]
    assert {"level", "market", "lane", "modifiers", "rows", "adjustments", "posting_range"} <= reply.data.keys()


def test_what_kore1_says_of_the_us_moves_no_band_elsewhere(ask, shown):
    europe = shown(ask("band senior western europe"))
    assert "underpriced" not in europe
    assert "the pool is 60% smaller" not in europe
    assert europe.count("platform work") == 1
    assert "an underpriced band costs 3–6 weeks (KORE1)" in shown(ask("band senior remote"))


def test_what_is_said_of_office_work_in_a_second_tier_metro_is_not_applied_to_others(ask, shown):
    elsewhere = ask("band senior new york on-site")
    assert "That is said of another market than yours, so it is not applied." in shown(elsewhere)
    assert [one["applies"] for one in elsewhere.data["adjustments"] if "on-site" in one["modifiers"]] == [False]
    there = ask("band senior tampa on-site")
    assert [one["applies"] for one in there.data["adjustments"] if "on-site" in one["modifiers"]] == [True]


def test_distributed_training_is_work_and_no_remote_place(ask):
    data = ask("band distributed training staff sf").data
    assert (data["market"], data["modifiers"]) == ("bay-area", ["platform"])
    assert ask("band senior distributed").data["market"] == "remote"


def test_a_background_at_a_frontier_lab_is_read_by_the_labs_name(ask):
    assert ask("band senior openai background").data["modifiers"] == ["frontier-lab"]


@pytest.mark.parametrize(
    ("said", "lane"),
    [
        ("band data scientist", "data scientist"),
        ("band mlops nyc", "MLOps / ML platform engineer"),
        ("band staff mlops nyc", "MLOps / ML platform engineer"),
        ("band senior mlops nyc and sf", "MLOps / ML platform engineer"),
        ("band senior llm boston", "applied AI / LLM engineer"),
        ("is 190k ok for a mid genai in nyc", "applied AI / LLM engineer"),
    ],
)
def test_figures_of_ml_engineers_never_go_by_another_lanes_name(ask, said, lane):
    text = ask(said).text
    assert f"No guide gives base pay for {lane} work alone" in text
    assert "ML engineer" in text.split(":")[0]
    assert lane not in text.split(":")[0]


@pytest.mark.parametrize(
    ("said", "job"),
    [
        ("band data engineer senior sf", "data engineer"),
        ("salary software engineer nyc", "software engineer"),
        ("band plumber", "other trade"),
    ],
)
def test_other_work_gets_no_ml_engineers_pay(ask, said, job):
    reply = ask(said)
    assert reply.text.startswith("No guide has pay for")
    assert reply.data["job"] == job and reply.data["rows"] == [] and reply.data["posting_range"] is None
    assert reply.actions[0].verb == "band"


def test_an_ml_product_manager_is_no_ml_engineer(ask):
    assert ask("ml product manager pay").data["job"] == "product manager"


def test_an_ml_engineer_by_another_name_is_one(ask):
    assert ask("band senior ml software engineer nyc").data["market"] == "new-york"
    assert ask("band senior software engineer machine learning nyc").data["rows"]
