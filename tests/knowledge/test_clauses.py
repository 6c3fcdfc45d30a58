"""What a message asks, apart from what it tells besides."""

from __future__ import annotations

import pytest

from knowledge.load import load
from knowledge.retrieval.search import FactSearch
from knowledge.words.clauses import READ, asking


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("why don't puzzles work", "why don't puzzles work"),
        ("we're 30 people in Austin. why don't puzzles work", "why don't puzzles work"),
        ("hello, my manager asked me, do seniors accept homework", "do seniors accept homework"),
        ("quick one before my call: what bonus is usual?", "what bonus is usual?"),
        ("what bonus is usual asking because our last hire left", "what bonus is usual"),
        ("what bonus is usual? Our office is in Madrid. Thanks a lot!", "what bonus is usual?"),
        ("we are a bank. max how many weeks until the offer many thanks", "max how many weeks until the offer"),
        ("we are new to this. if they work remotely, how do we pay?", "if they work remotely, how do we pay?"),
        ("we finished on tuesday. how fast must the offer go out? who calls?", "how fast must the offer go out? who calls?"),
        ("the team has a loop, which is long", "the team has a loop, which is long"),
    ],
)
def test_what_is_asked_stands_apart(message: str, asked: str) -> None:
    assert asking(message).words == asked


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("we're a bank. he blamed data for it. should this worry me?", "he blamed data for it. should this worry me?"),
        ("candidate would just tune and see. thoughts?", "candidate would just tune and see. thoughts?"),
        ("we're a bank. does it make sense to pay an agency?", "does it make sense to pay an agency?"),
        ("we're a bank. is this role hard to fill?", "is this role hard to fill?"),
    ],
)
def test_a_question_that_points_back_takes_along_what_was_told_right_before_it(message: str, meant: str) -> None:
    assert asking(message).meant == meant


def test_a_document_is_left_whole() -> None:
    text = "We build tools for dentists. " * (READ // 20) + "What do you think?"
    assert asking(text) == (text, "", "", False)


@pytest.fixture(scope="module")
def search() -> FactSearch:
    return FactSearch.of(load())


CONTEXTS = (
    "{}",
    "we're a 30 person startup in Austin and just raised our A. {}?",
    "I just took over recruiting from a colleague who left. {}?",
    "hi there, first time I use this bot so sorry if it's a dumb question. {}",
    "{}? Our office is in Madrid by the way.",
    "{}? I have to give an answer to my VP this afternoon, thanks",
)


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("do seniors accept a take home", "kore1.interview-advice.no-take-home"),
        ("why don't coding puzzles work to select ml people", "exzev.interview-advice.no-leetcode"),
        ("how many more people would we see if we let them be remote", "kore1.market.remote-pool"),
        ("what share of first offers gets accepted", "rfs.market.first-offer-close-rate"),
    ],
)
def test_who_asks_and_why_changes_no_answer(search: FactSearch, context: str, question: str, fact: str) -> None:
    found = search.search(context.format(question))
    assert (found.answered, found.facts[0].fact.id) == (True, fact)


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("question", ["what parental leave is usual", "do ml engineers like dogs in the office"])
def test_who_asks_and_why_gives_no_answer_where_there_is_none(search: FactSearch, context: str, question: str) -> None:
    assert not search.search(context.format(question)).answered


def test_a_figure_is_asked_of_the_place_that_was_told(search: FactSearch) -> None:
    assert not search.search("our office is in Lisbon and we hire our first one. what does a senior earn?").answered


def test_where_somebody_is_keeps_no_question_from_its_answer(search: FactSearch) -> None:
    told = "we're 40 people in Austin and our last two candidates dropped out after the final. "
    plain, found = search.search("how long should the loop be?"), search.search(f"{told}how long should the loop be?")
    assert (found.about, found.facts[0].fact.id) == ("", plain.facts[0].fact.id)
