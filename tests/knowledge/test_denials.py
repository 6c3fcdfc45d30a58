"""Denials: which words of a sentence it says are not so."""

from __future__ import annotations

import pytest

from knowledge.texts.cues import words
from knowledge.texts.denials import denied


def said_not(text: str) -> str:
    found = words(text)
    places = denied(text, found)
    return " ".join(text[word.start : word.end] for place, word in enumerate(found) if place in places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There is no LLM or RAG work.", "LLM or RAG work"),
        ("no LLM and RAG work", "LLM and RAG work"),
        ("This is not a research role and you deploy models.", "a research role"),
        ("We don't do LLMs, agents or prompt engineering here.", "do LLMs agents or prompt engineering here"),
        ("You won't train models; you build RAG pipelines.", "train models"),
        ("You will not touch the clusters or the network; you run tests.", "touch the clusters or the network"),
        ("Rather than research, you ship models.", "research"),
        ("Without a platform team, you deploy.", "a platform team"),
        ("fraud models, no LLM, on call", "LLM"),
        ("no PhD required, a degree is fine", "PhD required"),
        ("We are not an LLM wrapper: we train.", "an LLM wrapper"),
        ("Own fraud models; LLMs and RAG are out of scope.", "LLMs and RAG are"),
        ("A PhD is not required.", "A PhD is required"),
        ("Keine LLMs, sondern klassische Modelle", "LLMs"),
        ("Pas de LLM mais des modèles", "de LLM"),
        ("Sin modelos de lenguaje", "modelos de lenguaje"),
    ],
)
def test_a_denial_reaches_to_the_end_of_its_clause(text: str, expected: str) -> None:
    assert said_not(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Not only research but production",
        "including but not limited to training and serving",
        "no-code prompt engineer",
        "You are not afraid of production.",
        "Deploy ranking models to production.",
        "No",
        "",
    ],
)
def test_what_only_looks_like_a_denial_denies_nothing(text: str) -> None:
    assert said_not(text) == ""


def test_a_denial_does_not_reach_over_a_long_sentence() -> None:
    text = "no " + "word " * 30
    assert len(said_not(text).split()) < 10


def test_an_endless_list_is_not_denied_to_its_end() -> None:
    endless = "no " + "agents, " * 5_000 + "or RAG"
    assert len(denied(endless, words(endless))) < 10
