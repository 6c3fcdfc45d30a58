"""What is said of the company, and of how one is hired, says nothing of the work, with a head over it or without."""

from __future__ import annotations

import pytest

from knowledge.texts.company import is_told_of_company, notice_at
from knowledge.texts.cues import data, words
from knowledge.texts.documents import read
from knowledge.triage.lanes import triage

DUTIES = (
    "Retrain the flood model before every season and release it into the pricing service",
    "Keep the nightly scoring of two million buildings green, and take your turn on call",
    "Watch how well the model does in each region and find out why where it drifts",
    "Write tests for the feature code and review that of two colleagues",
)
REQUIRED = "Three years of models in production; Python, Docker and PostgreSQL; LLMs are welcome"
FILLER = (
    "The insurer of Lower Weirs was founded by millers who wanted to share what a flood takes from one of them. "
    "Today it looks after houses, barns and bridges along eleven rivers, and it pays within a week."
)
PRAISE = (
    "Our chatbots and RAG assistants have won the hearts of house owners everywhere.",
    "With agents and prompt engineering in every room, we are rewriting how insurance is done.",
    "Weirside Labs builds LLM copilots for adjusters.",
    "The company employs data analysts, LLM engineers, MLOps experts and research scientists.",
    "Customers and their brokers swear by our GenAI copilots and our research on diffusion models.",
    "Generative AI is where our heart beats.",
)
NOTICES = (
    "To be fair to all, software with machine learning sorts the applications first.",
    "Research suggests that people like you hold back; do write to us.",
    "An LLM helps: an AI tool anonymises résumés.",
    "We offer a rooftop, a pension and a prompt engineering course.",
)
LAYOUTS = {
    "html": "<div><p>{praise} {filler}</p><p><b>What you'll do</b></p><ul>{items}</ul>"
    "<p><b>You bring</b></p><p>{asked}</p><p>{notice}</p></div>",
    "odd bullets": "{praise}\n{filler}\nWHAT YOU'LL DO:\n➢ {bullets}\nYOU BRING:\n➢ {asked}\n{notice}",
    "prose": "{praise} {filler}\n\n{prose}\n\nYou bring {asked}.\n\n{notice}",
    "one paragraph": "{praise} {filler} {prose} Requirements: {asked}. {notice}",
    "one paragraph with labels": "About us: we are Weirside. {praise} {filler} {prose} Requirements: {asked}. {notice}",
}


def posting(layout: str, praise: str, notice: str) -> str:
    return LAYOUTS[layout].format(
        praise=praise,
        notice=notice,
        filler=FILLER,
        asked=REQUIRED,
        items="".join(f"<li>{duty}</li>" for duty in DUTIES),
        bullets="\n➢ ".join(DUTIES),
        prose=". ".join(DUTIES) + ".",
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("praise", PRAISE)
def test_praise_and_notices_neither_outvote_the_duties_nor_are_quoted(layout: str, praise: str, notice: str) -> None:
    found = triage(posting(layout, praise, notice))
    assert (found.verdict, found.lane) == ("one", "production")
    quoted = [each.quote for share in found.lanes for each in share.evidence]
    assert quoted and not any(quote in praise or quote in notice for quote in quoted)


@pytest.mark.parametrize(
    "sentence",
    [
        "We're looking for someone to build LLM agents for our adjusters.",
        "You'll join the team that builds our RAG assistant.",
        "As our first ML engineer you will train fraud models.",
        "We build copilots for adjusters, and you will own their evals.",
        "Our next data scientist reads our experiments.",
        "Own the prompts and the evals of our assistant.",
        "At Weirside we need somebody to run our GPU clusters.",
    ],
)
def test_what_is_said_of_the_work_keeps_its_weight(sentence: str) -> None:
    text = f"{FILLER} {FILLER.upper()} {' '.join(DUTIES)}\n{sentence}"
    assert read(text).passages[-1].weight == data("sections")["intro_weight"]


@pytest.mark.parametrize("duty", ["Build software that sorts applications", "You design AI tools that screen candidates"])
def test_hiring_may_be_what_the_product_does(duty: str) -> None:
    assert read(f"Responsibilities\n- {duty}").passages[-1].weight == 1.0


def test_a_note_about_our_model_is_about_the_work() -> None:
    assert read("Our fraud model drifts and we answer alerts too late").passages[0].weight == data("sections")["intro_weight"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Weirside is a home of curious people", True),
        ("In eleven valleys our forecasts decide when to leave", False),
        ("In eleven valleys, our forecasts decide when to leave", True),
        ("Deploy models to the cluster that our scientists share", False),
        ("The engineer owns our ranker", False),
        ("", False),
    ],
)
def test_the_company_is_told_by_its_subject(sentence: str, told: bool) -> None:
    assert is_told_of_company(sentence, words(sentence)) is told


def test_a_sentence_of_the_work_gives_no_notice() -> None:
    assert notice_at("Answer members' questions on their policies", words("Answer members' questions on their policies")) is None


@pytest.mark.parametrize(
    "label", ["About us: we are Weirside.", "Our values are: patience and dry feet.", "Who we are: Weirside."]
)
def test_a_label_in_a_line_ends_where_work_begins(label: str) -> None:
    passages = read(f"{label} Eleven rivers are ours. Retrain the flood model. Answer its alerts.").passages
    assert [passage.section for passage in passages] == ["company", "company", "intro", "intro"]


def test_a_head_on_its_own_line_is_not_ended_by_an_invitation() -> None:
    passages = read("About us\nWe are Weirside.\nSupport your neighbours and lead from the front.").passages
    assert {passage.section for passage in passages} == {"company"}


@pytest.mark.parametrize(
    ("note", "lane"),
    [("chatbot for our customers", "applied-llm"), ("own the churn model of our product, on call", "production")],
)
def test_a_note_of_one_sentence_is_all_about_the_work(note: str, lane: str) -> None:
    assert triage(note).lane == lane
