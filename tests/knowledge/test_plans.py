"""Plans: what the answers are made of."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.load import load
from knowledge.plans import FILE, PlanBook
from knowledge.topics.outsourcing import verdict
from knowledge.topics.team_shape import shape

NAMES = tuple(yaml.safe_load(FILE.read_text(encoding="utf-8")))
EXAMPLE = Path(__file__).parent.parent / "example_company"


@pytest.fixture(scope="module")
def packaged():
    return PlanBook(load())


@pytest.fixture(scope="module")
def acme():
    return PlanBook(load(EXAMPLE))


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_that_a_plan_names_exists_and_is_named_once(packaged, name):
    named = [fact.id for facts in packaged.plan(name).parts.values() for fact in facts]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_of_the_topic_is_somewhere_in_the_plan(packaged, name):
    knowledge = load()
    for topic in yaml.safe_load(FILE.read_text(encoding="utf-8"))[name]["topics"]:
        assert {fact.id for fact in knowledge.topic(topic)} <= {fact.id for fact in packaged.plan(name).facts}


def test_a_companys_policy_takes_the_place_of_the_fact_that_it_names(acme):
    assert acme.plan("close").one("offer").id == "acme.closing.offer-within-24-hours"


def test_a_companys_other_facts_stand_first(acme):
    plan = acme.plan("close")
    assert [fact.id for fact in plan.own] == ["acme.closing.cto-signs"]
    assert plan.facts[0] == plan.own[0]


def test_without_a_company_there_is_nothing_of_its_own(packaged):
    assert packaged.plan("close").own == ()


@pytest.mark.parametrize(
    ("engineers", "found", "meets"),
    [
        (1, "before-ml-product", None), (49, "before-ml-product", None), (50, "shipping-features", "before-ml-product"),
        (120, "shipping-features", None), (300, "shipping-features", "ml-mature"),
    ],
)  # fmt: skip
def test_the_shape_follows_the_size_and_the_lines_between_shapes_are_told(packaged, engineers, found, meets):
    one = shape(engineers, packaged.plan("team").of("shapes"))
    assert one.stated
    assert [fact.id.split(".")[-1] for fact in one.facts] == [found]
    assert (one.meets.id.split(".")[-1] if one.meets else None) == meets


def test_beyond_the_largest_size_the_shapes_without_a_size_are_shown(packaged):
    one = shape(301, packaged.plan("team").of("shapes"))
    assert not one.stated
    assert [fact.id.split(".")[-1] for fact in one.facts] == ["ml-mature", "ai-native"]


@pytest.mark.parametrize(
    ("answers", "choice"),
    [
        ((True, "own-data", "first"), "hire"),
        ((False, "continuous", "first"), "hire"),
        ((True, "continuous", "later"), "contract-to-hire"),
        ((True, "own-data", "foundation"), "both"),
        ((True, "project", "first"), "both"),
        ((False, "project", "scope"), "outsource"),
        ((False, "project", "first"), "outsource"),
        ((True, "own-data", "before-scale"), "hire"),
        ((True, "own-data", "stuck"), "hire"),
    ],
)
def test_the_answers_decide_and_every_reason_is_a_part_of_the_plan(packaged, answers, choice):
    found = verdict(*answers)
    assert found.choice == choice
    assert packaged.plan("outsource").of(*found.because)
    packaged.plan("outsource").of(*found.against)


def test_the_first_hire_is_direct_and_a_stuck_search_has_a_partner():
    assert verdict(True, "own-data", "first").direct
    assert not verdict(True, "own-data", "later").direct
    assert verdict(True, "own-data", "stuck").partner


def test_a_reason_against_is_kept_and_not_hidden():
    assert verdict(True, "own-data", "before-scale").against == ("before-scale",)
