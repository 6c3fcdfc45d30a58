"""Where the parts of a description begin and end, however it was pasted: heads, lists, sentences, the company's own text."""

from __future__ import annotations

import pytest

from knowledge.texts.documents import read
from knowledge.triage.lanes import triage


def test_duties_begin_where_a_company_text_says_what_you_will_do() -> None:
    passages = read("About us: we are a bank. You will deploy credit models. They decide in 50 ms.").passages
    assert [passage.section for passage in passages] == ["company", "duties", "duties"]


def test_what_you_will_find_at_a_company_is_not_duties() -> None:
    passages = read("About us\nYou will love our office. You'll join a kind team.").passages
    assert {passage.section for passage in passages} == {"company"}


def test_you_alone_is_a_head_and_you_in_a_head_is_not() -> None:
    passages = read("What you will do\nship\n\nYou\n- know Python").passages
    assert [passage.section for passage in passages] == ["duties", "requirements"]


def test_a_list_that_lost_its_bullets_is_read_item_by_item() -> None:
    items = (
        "Build the platform that trains other teams' models",
        "Keep the GPU cluster and the model registry healthy",
        "Collaborate with data scientists so that a notebook reaches production within a day",
        "Stay current with tools for rollouts and rollbacks of models",
        "Automate retraining, validation and deployment for everybody who ships a model",
    )
    run_on = " ".join(items)
    assert tuple(passage.text for passage in read(run_on).passages) == items
    assert triage(run_on).lane == "mlops"


def test_a_sentence_of_common_length_stays_whole_whatever_it_capitalises() -> None:
    sentence = "You run Build and Deploy, the two services of Train Team, and write what they need."
    assert [passage.text for passage in read(sentence).passages] == [sentence]


@pytest.mark.parametrize(
    ("head", "section"),
    [
        ("The Skills and Expertise You Bring", "requirements"),
        ("The Value You Deliver", "duties"),
        ("You may be a great fit for this role if:", "requirements"),
        ("As our next engineer on the ranking team, you should have five years of experience, plus:", "requirements"),
        ("Search Experience Engineer of the Year", "duties"),
        ("the expertise of people who know what you bring", "duties"),
    ],
)
def test_a_line_in_capitals_is_a_head_and_a_name_of_a_job_is_none(head: str, section: str) -> None:
    text = f"Responsibilities\n- Train the ranking models\n\n{head}\n- Python and Spark on a cluster"
    assert read(text).passages[-1].section == section


@pytest.mark.parametrize(
    "said",
    [
        "We need one engineer to keep the forecasts alive.",
        "We are looking for a scientist who asks twice.",
        "You'd join the four people who work on grasping.",
        "You look after the three models that decide.",
        "You are responsible for the nightly run.",
        "You will help us build the ranker.",
    ],
)
def test_a_companys_own_text_ends_where_somebody_is_sought_or_told_what_is_theirs(said: str) -> None:
    passages = read(f"About us\nWe are a bank in Turin. We like trams.\n{said}\n- Retrain the models each week").passages
    assert [passage.section for passage in passages[:2]] == ["company", "company"]
    assert {passage.section for passage in passages[2:]} <= {"intro", "duties"}


@pytest.mark.parametrize("said", ["We need engineers everywhere.", "We are looking for people who smile.", "You will love it."])
def test_a_companys_own_text_goes_on_where_nobody_in_particular_is_sought(said: str) -> None:
    passages = read(f"About us\nWe are a bank in Turin.\n{said}\nTrams are our thing.").passages
    assert {passage.section for passage in passages} == {"company"}


def test_a_page_pasted_as_its_source_has_its_heads_and_characters() -> None:
    page = (
        "<div><h2>About us</h2><p>We sell lamps.</p><h3>What you&rsquo;ll do</h3><ul><li>Serve models &amp; watch them</li></ul>"
        "<p><strong>What you&rsquo;ll bring</strong></p><ul><li>Python</li></ul></div>"
    )
    passages = read(page).passages
    assert [(passage.section, passage.text) for passage in passages] == [
        ("company", "We sell lamps."),
        ("duties", "Serve models & watch them"),
        ("requirements", "Python"),
    ]


def test_sentences_typed_without_capitals_are_sentences() -> None:
    line = (
        "you'd own answer quality. that means getting retrieval to find the right clause and not the table of contents. we "
        "use two apis, e.g. one for long files, and swap when something better comes out. what we don't need: "
        "someone who trains a model."
    )
    texts = [passage.text for passage in read(f"founding engineer\n{line}").passages]
    assert len(texts) > 3 and "you'd own answer quality." in texts and not any(text.startswith("one for") for text in texts)


@pytest.mark.parametrize(
    "head", ["Why Larkmoor?", "**Why Larkmoor Grid**", "Warum wir?", "Working at Larkmoor", "Our ways of working"]
)
def test_a_head_that_gives_reasons_to_come_is_the_companys(head: str) -> None:
    passages = read(f"What you'll do\n- Serve models\n{head}\nAgents answer each call here.").passages
    assert [passage.section for passage in passages] == ["duties", "company"]


@pytest.mark.parametrize("said", ["Why do the models that we served for years drift so much", "- Why models drift"])
def test_a_question_of_the_work_is_no_head(said: str) -> None:
    assert {passage.section for passage in read(f"What you'll do\n- Serve models\n{said}").passages} == {"duties"}


def test_bold_words_within_a_sentence_leave_no_head_before_them() -> None:
    passages = read("What you'll do\n- Serve models\nOur culture is one of **respect** and it shows.\n- Retrain them").passages
    assert passages[-1].section == "duties"
