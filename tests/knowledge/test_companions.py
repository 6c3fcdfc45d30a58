"""Companions: the people a sentence says one works with, who say nothing of one's own work."""

from __future__ import annotations

import pytest

from knowledge.texts.companions import companions
from knowledge.texts.cues import words
from knowledge.triage.lanes import triage


def company(text: str) -> str:
    found = words(text)
    beside = companions(text, found)
    return " ".join(text[word.start : word.end] for word in found if word.start in beside)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Partner with software engineers and account managers to ship models.", "software engineers and account managers"),
        ("Work alongside data analysts, QA teams and sales.", "data analysts QA teams"),
        ("Collaborate with product management on the roadmap.", "product management"),
        ("Sit between designers and developers; build APIs.", "designers and developers"),
        ("Work with large datasets and train models.", ""),
        ("Build the dashboards that analysts use.", ""),
        ("", ""),
    ],
)
def test_company_reaches_to_the_last_people_of_its_clause(text: str, expected: str) -> None:
    assert company(text) == expected


def test_a_list_of_people_without_end_is_given_up() -> None:
    endless = "Work with " + "very " * 200 + "kind engineers"
    assert company(endless) == ""


def test_whom_one_works_with_is_not_ones_own_work() -> None:
    duties = "\n".join(
        (
            "Responsibilities",
            "- Lead the speech recognition models of the cockpit assistant",
            "- Train the models and evaluate them on noisy recordings of radio calls",
            "- Partner with software engineers, account managers, annotators and product managers to plan releases",
            "- Work with customer success teams, project managers and security engineers on incidents",
            "Requirements",
            "- Seven years with Python and PyTorch, of which some went into speech or language models that people rely on daily",
            "- Clear writing, and patience with people who hold another view of what a good transcript is",
            "- A degree in a field that counts things, or the same learned at work, and the will to explain what a metric hides",
        )
    )
    assert triage(duties).verdict == "one"
