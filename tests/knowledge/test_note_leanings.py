"""What notes of a few words lean to: probabilities, which hold for notes that nothing was learnt from."""

from __future__ import annotations

import pytest
from pytest import approx

from knowledge.texts.cues import figures
from knowledge.texts.documents import read
from knowledge.triage.lanes import triage
from knowledge.triage.leanings import NOT_ML, leanings
from knowledge.triage.note_leanings import UNCLEAR, note_leanings
from knowledge.triage.tallies import lanes
from knowledge.triage.weighing import weigh
from tests.knowledge.lean_notes import NOTES, OF_LETTERS, UNTOUCHED, triaged


def leaning(text: str) -> dict[str, float]:
    document = read(text, join=True)
    return dict(note_leanings(document, weigh(document)))


@pytest.mark.parametrize("note", ["own the churn model in production", "hello", "a nurse for the night", "RAG"])
def test_the_lanes_other_work_and_too_little_share_all_there_is(note: str) -> None:
    found = leaning(note)
    assert set(found) == {*lanes(), NOT_ML, UNCLEAR}
    assert sum(found.values()) == approx(1.0)


@pytest.mark.parametrize("note", ["", "   ", "我们招聘机器学习工程师", "qwxz vbnm lkjh", "Szukamy kogoś do prognoz popytu"])
def test_words_that_are_not_known_lean_nowhere(note: str) -> None:
    assert leaning(note) == {}


def test_a_word_that_the_note_denies_does_not_count() -> None:
    assert "rag" in figures("note_leanings")["words"]
    without = leaning("We own the ranking model, no RAG, and retrain it")
    assert without["applied-llm"] < leaning("We own the ranking model, RAG, and retrain it")["applied-llm"]


@pytest.mark.parametrize("path", sorted(NOTES.glob("*.tsv")), ids=lambda path: path.stem)
def test_every_labelled_note_has_a_label_and_words(path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines and all(line.count("\t") == 1 and line.split("\t")[1].strip() for line in lines)
    assert all(set(line.split("\t")[0].split("+")) <= OF_LETTERS.keys() for line in lines)


@pytest.mark.parametrize("path", sorted(NOTES.glob("*.tsv")), ids=lambda path: path.stem)
def test_what_is_there_to_be_measured_teaches_nothing(path) -> None:
    learnt = {
        line
        for other in NOTES.glob("*.tsv")
        if not other.stem.startswith(UNTOUCHED)
        for line in other.read_text(encoding="utf-8").splitlines()
    }
    assert not path.stem.startswith(UNTOUCHED) or learnt.isdisjoint(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", sorted(NOTES.glob("untouched*.tsv")), ids=lambda path: path.stem)
def test_six_in_seven_notes_that_taught_nothing_get_their_label(path) -> None:
    labelled = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    right = [
        triaged(text.replace("\\n", "\n")) == {OF_LETTERS[letter] for letter in label.split("+")} for label, text in labelled
    ]
    assert sum(right) >= 6 / 7 * len(right)


@pytest.mark.parametrize(
    "note",
    [
        "we guess how many loaves each shop sells tomorrow, somebody has to make that run every morning",
        "somebody to see which of our leaflets brought people through the door",
        "why do pupils leave after the second lesson, somebody who can tell us with numbers",
    ],
)
def test_a_lane_that_no_cue_shows_is_quoted_by_the_sentence_that_leans_to_it(note: str) -> None:
    found = triage(note)
    assert found.verdict == "one"
    assert found.lanes[0].evidence and found.lanes[0].evidence[0].quote in note


@pytest.mark.parametrize(
    ("note", "two"),
    [
        ("own the churn model in production and run the GPU cluster for all labs", {"production", "mlops"}),
        (
            "write prompts and evals for our assistant and plan and read the A/B tests of the shop",
            {"applied-llm", "data-scientist"},
        ),
        ("prompts as well as evals for the assistant", {"applied-llm"}),
        ("plan the tests and present what they tell us", {"data-scientist"}),
    ],
)
def test_what_a_bare_and_joins_is_two_lanes_only_where_it_is_of_two(note: str, two: set[str]) -> None:
    assert triaged(note) == two


CUT_OUT = (
    "Design and develop scalable services and APIs that expose insights to our clients",
    "Write clean, tested code and take part in code reviews",
    "Work with data scientists and product managers to deliver features",
    "Own deployments, monitoring and incident response for your services",
)
"""Duties as a job description words them, of somebody who builds no model."""


@pytest.mark.parametrize("lines", [2, 3, 4])
def test_duties_cut_out_of_a_job_description_are_judged_by_whole_ones_too(lines: int) -> None:
    assert triage("\n".join(f"- {duty}" for duty in CUT_OUT[-lines:])).verdict == "not-ml"


def test_a_note_typed_in_a_line_is_judged_by_notes_alone() -> None:
    """However its words would read in a job description."""
    document = read(CUT_OUT[-1], join=True)
    assert leanings(document, weigh(document))[NOT_ML] > 0.5 > leaning(CUT_OUT[-1])[NOT_ML]
    assert leaning("\n".join(CUT_OUT[-2:]))[NOT_ML] > 0.5
