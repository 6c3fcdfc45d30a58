"""A req's own job description, triaged and audited by the req's name alone."""

from __future__ import annotations

import pytest

JD = "Own our RAG pipeline and its eval harness.\nPrompt and agent design, pgvector, OpenAI APIs.\nWork with product."


@pytest.fixture
def described(tell):
    tell('req open "Senior ML engineer" production senior remote')
    tell(f"req jd R-1\n{JD}")
    return tell


@pytest.mark.parametrize("said", ["triage R-1", "triage r1", "req triage R-1"])
def test_triage_of_a_req_reads_the_description_it_has(described, said):
    reply = described(said)
    assert reply.data["lane"] == "applied-llm"
    assert reply.confidential


@pytest.mark.parametrize("said", ["jd audit R-1", "jd audit req 1", "req jd audit R-1"])
def test_an_audit_of_a_req_reads_the_description_it_has(described, said):
    reply = described(said)
    assert reply.data["lane"] == "applied-llm"
    assert {each["id"] for each in reply.data["good"]} >= {"model"}


def test_a_req_without_a_description_says_how_to_give_one(tell):
    tell('req open "Senior ML engineer" production senior remote')
    reply = tell("triage R-1")
    assert "has no job description yet" in reply.text
    assert [each.verb for each in reply.actions] == ["jd template"]


def test_more_words_than_a_req_are_the_text_itself(described):
    assert described("triage R-1 style work: run GPU clusters and model serving for six teams").data["lane"] == "mlops"
