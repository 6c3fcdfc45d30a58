"""The packaged facts: clean, complete in their sources, and exported whole."""

from __future__ import annotations

import json

import pytest

from knowledge.check import check
from knowledge.export import export
from knowledge.load import Knowledge, load

GUIDES = {"rfs", "kore1", "exzev", "role-profile", "mlaiqa"}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def test_packaged_knowledge_is_clean(knowledge: Knowledge) -> None:
    assert "\n".join(map(str, check(knowledge))) == ""


def test_the_five_guides_are_sources_and_each_speaks(knowledge: Knowledge) -> None:
    assert set(knowledge.sources) >= GUIDES
    assert {fact.source for fact in knowledge.facts.values()} >= GUIDES


def test_every_topic_has_facts_and_verbs(knowledge: Knowledge) -> None:
    assert [topic for topic, body in knowledge.topics.items() if not (knowledge.topic(topic) and body["verbs"])] == []


def test_every_guide_fact_says_how_people_ask_for_it(knowledge: Knowledge) -> None:
    assert [fact.id for fact in knowledge.facts.values() if fact.source in GUIDES and not fact.asked] == []


def test_a_topic_is_answered_with_what_it_borrows(knowledge: Knowledge) -> None:
    mistakes = [fact.id for fact in knowledge.topic("mistakes")]
    assert "kore1.closing.rushing-costs-equity" in mistakes
    assert len(mistakes) == len(set(mistakes))
    assert knowledge.topic("no-such-topic") == ()


@pytest.mark.parametrize(
    ("fact_id", "values"),
    [
        ("kore1.closing.offer-within-48-hours", {"value": 48, "unit": "hours"}),
        ("mlaiqa.closing.under-three-weeks", {"value": 3, "unit": "weeks"}),
        ("rfs.retention.time-to-explore", {"value": 20, "unit": "percent"}),
        ("kore1.outsource.partner-after-45-days", {"value": 45, "unit": "days", "choice": "staffing partner"}),
    ],
)
def test_figures_that_clocks_and_advice_rest_on_are_held(knowledge: Knowledge, fact_id: str, values: dict[str, object]) -> None:
    assert knowledge.facts[fact_id].values == values


def test_flags_that_must_not_be_held_against_a_person_say_why(knowledge: Knowledge) -> None:
    guarded = [fact for fact in knowledge.facts.values() if fact.applies_to.get("never_a_flag")]
    assert {"mlaiqa.screening.red-job-hopping", "kore1.sourcing.pool-research-engineers"} <= {fact.id for fact in guarded}
    assert all(fact.note for fact in guarded)


def test_export_is_one_json_object_a_fact_in_file_order(knowledge: Knowledge) -> None:
    lines = list(export(knowledge))
    objects = [json.loads(line) for line in lines]
    assert [one["id"] for one in objects] == list(knowledge.facts)
    assert all("\n" not in line for line in lines)
    keys = ["id", "topic", "source", "statement", "values", "as_of", "applies_to", "measures", "note"]
    assert all(list(one) == keys for one in objects)
    assert [knowledge.files[one["id"]] for one in objects] == sorted(knowledge.files[one["id"]] for one in objects)
