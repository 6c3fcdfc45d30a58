"""What a note of a few words comes to: its duty before its title, the platform where it is for others, nothing from nothing."""

from __future__ import annotations

import pytest

from knowledge.documents import read
from knowledge.lanes import triage
from knowledge.weighing import weigh


@pytest.mark.parametrize(
    ("note", "lane"),
    [
        ("ml engineer for causal analysis of pricing experiments", "data-scientist"),
        ("machine learning engineer who sizes and reads A/B tests", "data-scientist"),
        ("data scientist shipping ranking models to production, on call", "production"),
        ("research scientist to run the GPU cluster", "mlops"),
        ("data scientist who writes prompts and evals for the help bot", "applied-llm"),
        ("which machine learning engineer do we need for a RAG assistant", "applied-llm"),
        ("prompt engineer", "applied-llm"),
        ("data scientist for marketing", "data-scientist"),
        ("ml engineer for fraud", "production"),
        ("LLM inference engineer", "production"),
    ],
)
def test_the_duty_of_a_note_outweighs_its_title(note: str, lane: str) -> None:
    assert triage(note).lane == lane


@pytest.mark.parametrize(
    "note",
    ["machine learning engineer to keep the data warehouse and its ETL jobs", "data scientist who builds React web applications"],
)
def test_a_title_makes_no_ml_of_another_trade(note: str) -> None:
    assert triage(note).verdict == "not-ml"


@pytest.mark.parametrize(
    "note",
    ["ml engineer", "Senior ML Engineer, Lisbon, hybrid", "我们招聘机器学习工程师", "ML Engineer\nGood people. Nice office."],
)
def test_the_trade_of_them_all_names_no_lane(note: str) -> None:
    assert triage(note).verdict == "unclear"


@pytest.mark.parametrize("text", ["word " * 10_000, "lorem ipsum\n" * 500])
def test_the_same_words_over_and_over_are_no_job(text: str) -> None:
    assert triage(text).verdict == "unclear"


def test_a_title_that_decides_is_what_is_quoted() -> None:
    found = triage("Acme\nMLOps Engineer\nGood people. Nice office.")
    (evidence,) = found.lanes[0].evidence
    assert (found.verdict, evidence.quote, evidence.line) == ("one", "MLOps Engineer", 2)


@pytest.mark.parametrize(
    "note",
    [
        "run kubernetes for the ml teams",
        "keep gpus and kubernetes healthy for our scientists",
        "deploy models that our researchers trained",
        "monitoring and retraining of models written by five data science teams",
        "build the feature store that other teams use",
    ],
)
def test_what_is_done_for_other_teams_is_the_platform(note: str) -> None:
    assert triage(note).lane == "mlops"


@pytest.mark.parametrize(
    "note",
    [
        "deploy ranking models with our scientists",
        "retrain the fraud model and watch drift, working with the risk team",
        "own the recommender in production for three shops",
    ],
)
def test_what_is_done_with_others_is_ones_own(note: str) -> None:
    assert triage(note).lane == "production"


@pytest.mark.parametrize(
    "note",
    [
        "fine-tune Mistral; operate Kubernetes for all ML teams",
        "Ship ranking models to production and keep the GPU cluster up for other teams",
    ],
)
def test_two_clauses_of_two_lanes_are_two(note: str) -> None:
    assert triage(note).verdict == "two"


def test_only_the_clause_that_is_for_others_is_carried_over() -> None:
    balance = weigh(read("Own the churn model in production and run the GPU clusters that other teams train on"))
    assert balance.lanes["production"] > 0 and balance.lanes["mlops"] > 0


@pytest.mark.parametrize(
    "note", ["fine tune", "kubernetes for ml", "ml", "ai agents", "our machine learning team", "ml engineer terraform"]
)
def test_one_lane_is_never_given_without_a_quote(note: str) -> None:
    found = triage(note)
    assert found.verdict != "one" or found.lanes[0].evidence
