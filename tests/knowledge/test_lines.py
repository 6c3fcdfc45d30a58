"""Pages that broke sentences over lines, glued sentences together, or put the button above the text."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from knowledge.texts.cues import data
from knowledge.texts.documents import Document, read
from knowledge.texts.lines import joined, unglued
from knowledge.triage.lanes import triage

PLATFORM = (
    "Design and operate the clusters on which our data scientists train and serve their models. "
    "Build the deployment pipelines, the model registry and the feature store that every team uses. "
    "Keep GPU capacity, cost and quotas in order, and be on call for the training platform. "
    "Automate rollout, rollback and monitoring of models for the teams that own them. "
    "Write the guides by which other teams bring their models to the platform without help. "
    "Work with security on access, secrets and audit of everything that runs there."
)
ABOVE = "Coppertrade\nLeeds\n£65,000 per year - estimated\nFull time\n{button}\n"


def is_no_head(line: str) -> bool:
    return False


def sections(document: Document) -> set[str]:
    return {passage.section for passage in document.passages}


@pytest.mark.parametrize("button", ["Apply for this job", "Apply now", "EASY APPLY"])
def test_a_button_above_the_text_heads_nothing(button: str) -> None:
    found = triage(ABOVE.format(button=button) + PLATFORM)
    assert (found.verdict, found.lane) == ("one", "mlops")


def test_a_head_of_how_one_applies_still_ends_the_duties() -> None:
    document = read(f"{PLATFORM}\nHow to apply\nSend a few lines on a model that you run to the address below.")
    assert document.passages[-1].section == "process" and document.passages[-1].weight == 0


def test_a_page_that_glued_its_heads_to_the_text_has_its_parts() -> None:
    glued = (
        "Coppertrade buys and sells scrap metal for foundries in nine countries.About the RoleYou will own forecasts of what a "
        "yard will bring in and of what a foundry will take, for the people who set the prices.Key ResponsibilitiesDevelop "
        "demand models and explain them to the traders.Design and read experiments on prices with them, and tell the board "
        "what holds.Required Experience4 years of SQL and Python.What we offerFree lunch and a train ticket."
    )
    document = read(glued)
    assert {"duties", "requirements", "benefits"} <= sections(document)
    by_section = {passage.section: passage.text for passage in document.passages}
    assert by_section["requirements"].startswith("4 years") and by_section["benefits"].startswith("Free lunch")
    assert any(passage.text.startswith("Develop demand models") for passage in document.passages)


@pytest.mark.parametrize("name", ["PyTorch", "LangChain", "SageMaker", "BigQuery", "LlamaIndex", "GPT4"])
def test_a_name_with_a_capital_inside_is_one_word(name: str) -> None:
    assert list(unglued(f"{name} and more of that kind " * 12)) == [f"{name} and more of that kind " * 12]


def test_a_short_line_is_never_cut_inside_a_word() -> None:
    assert [passage.text for passage in read("Own our AWS CodeBuild").passages] == ["Own our AWS CodeBuild"]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["Build and tune", "ranking models", " for our search."], ["Build and tune ranking models for our search."]),
        (["Deep knowledge of ", "Python", " and ", "SQL", "."], ["Deep knowledge of Python and SQL."]),
        (["As a", "Machine Learning Engineer", ", you own search."], ["As a Machine Learning Engineer, you own search."]),
        (["We serve models with", "Triton and Ray."], ["We serve models with Triton and Ray."]),
    ],
)
def test_a_sentence_that_a_page_broke_is_one(lines: list[str], whole: list[str]) -> None:
    assert [line for line in joined(lines, is_no_head) if line] == whole


@pytest.mark.parametrize(
    "lines",
    [
        ["Own search.", "and ranking"],
        ["- build the models for", "- run them"],
        ["design models", "run experiments", "write reports"],
        ["What you will work with", "Python, Ray, Triton"],
        ["Build ranking models", "Run them in production"],
        ["Location: Leeds", "salary: 70,000"],
        ["Build models and", "", "run them"],
    ],
)
def test_lines_that_are_whole_stay_apart(lines: list[str]) -> None:
    assert joined(lines, is_no_head) == lines


def test_a_head_is_not_drawn_into_what_stands_under_it() -> None:
    found = [passage.section for passage in read("What you will do\ntune the ranking models\nrun the tests", join=True).passages]
    assert found == ["duties", "duties"]


def test_what_is_joined_stands_on_the_line_it_begins_on() -> None:
    document = read("Acme is small.\n\nBuild and tune\nranking models\nfor our search.\nRun them.", join=True)
    assert [(passage.text, passage.line) for passage in document.passages[1:]] == [
        ("Build and tune ranking models for our search.", 3),
        ("Run them.", 6),
    ]


@pytest.mark.parametrize(
    "path",
    [path for path in sorted((Path(__file__).parent / "jds").glob("*.txt")) if "one-line" not in path.stem],
    ids=lambda path: path.stem,
)
def test_wrapped_lines_change_no_verdict(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wrapped = "\n".join(textwrap.fill(line, 78) for line in text.split("\n"))
    assert (triage(wrapped).verdict, triage(wrapped).lane) == (triage(text).verdict, triage(text).lane)


def test_words_are_data() -> None:
    shape = data("sections")
    assert {"a", "the"} <= set(shape["never_ends"]) and not set(shape["never_ends"]) & set(shape["leads_on"])


def test_bold_words_inside_a_sentence_do_not_part_it() -> None:
    said = (
        "As a **Machine Learning Engineer** , you **train and deploy** our ranking models.\n- **Requirements:** five years of it"
    )
    document = read(said, join=True)
    assert document.passages[0].text == "As a Machine Learning Engineer , you train and deploy our ranking models."
    assert document.passages[-1].section == "requirements"
