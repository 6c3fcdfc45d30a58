"""What people ask of their own searches in words of their own leads to the verb that answers; what the guides answer does not."""

from __future__ import annotations

import pytest

from handlers.core.typed import ownwork
from knowledge.load import load


@pytest.mark.parametrize(
    ("said", "verb", "words"),
    [
        ("what do I owe", "due", ""),
        ("what is due?", "due", ""),
        ("What's due today", "due", ""),
        ("what’s overdue", "due", ""),
        ("can you please show me what's due this week?", "due", ""),
        ("anything due", "due", ""),
        ("what i must do today?", "due", ""),
        ("Would you please let me know which candidates have not yet been informed of our decision?", "due", ""),
        ("who dropped out", "cand list", "left"),
        ("who did we reject", "cand list", "left"),
        ("any blockers?", "board", ""),
        ("who is the recruiter", "req show", ""),
        ("who's on this", "req show", ""),
        ("is anything waiting for me", "due", ""),
        ("do i owe anything", "due", ""),
        ("am i late with anything", "due", ""),
        ("what's on my plate", "due", ""),
        ("what's next", "due", ""),
        ("what do i need to do today", "due", ""),
        ("my reminders please", "due", ""),
        ("any overdue offers", "due", ""),
        ("are there any late scorecards?", "due", ""),
        ("which decisions are overdue", "due", ""),
        ("what's late on R-1?", "due", "R-1"),
        ("who owes what on r-12", "due", "r-12"),
        ("what does dana owe", "due", "@dana"),
        ("what does @ravi still owe me", "due", "@ravi"),
        ("what does <@U07AB> owe", "due", "<@U07AB>"),
        ("what do you need from me", "due", ""),
        ("what's still open from my side", "due", ""),
        ("what needs my approval?", "due", ""),
        ("what is the most urgent thing", "due", ""),
        ("todo", "due", ""),
        ("deadlines this week", "due", ""),
        ("what should i focus on", "due", ""),
        ("status update", "board", ""),
        ("what's going on?", "board", ""),
        ("which searches are stuck", "board", ""),
        ("any candidates waiting for us", "board", ""),
        ("my schedule", "home", ""),
        ("what's coming up this week", "home", ""),
        ("who is on the team", "people", ""),
        ("remind me in 3 hours", "snooze", "3 hours"),
        ("remind me tomorrow 9am", "snooze", "until tomorrow 9am"),
        ("remind me later", "snooze", ""),
        ("it's done", "done", ""),
        ("show settings", "settings", ""),
        ("what can i do here", "help", ""),
        ("who is late", "help", "due"),
        ("which reqs are open", "req list", ""),
        ("list our open roles", "req list", ""),
        ("what are we hiring for", "req list", ""),
        ("how many searches are open right now", "req list", ""),
        ("pipeline", "board", ""),
        ("show me the pipeline", "board", ""),
        ("how's our pipeline looking", "board", ""),
        ("how are our searches going", "board", ""),
        ("dashboard", "board", ""),
        ("candidates", "cand list", ""),
        ("who is still in the running?", "cand list", ""),
        ("how many candidates do we have", "cand list", ""),
        ("stats", "report", ""),
        ("what's our acceptance rate", "report", ""),
        ("how long do we take to make an offer", "report", ""),
        ("my settings", "settings", "me"),
        ("what is my time zone", "settings", "me"),
        ("why did you remind me", "why nudge", ""),
        ("why did i get this message?", "why nudge", ""),
        ("do i have any interviews tomorrow", "home", ""),
        ("when is my next interview", "home", ""),
    ],
)
def test_what_is_asked_of_ones_own_work_has_its_verb(said, verb, words):
    assert ownwork.asked(said) == (verb, words)


@pytest.mark.parametrize(
    ("said", "verb", "taken_for"),
    [
        ("my remniders", "due", "reminders"),
        ("pipline", "board", "pipeline"),
        ("show me the candiates", "cand list", "candidates"),
        ("any overdeu offers", "due", "overdue"),
    ],
)
def test_a_misspelt_one_is_read_and_said(said, verb, taken_for):
    own, mended = ownwork.nearly(said)
    assert own.verb == verb
    assert [*mended.values()] == [taken_for]


@pytest.mark.parametrize("said", ["pipelines", "dashboards", "state of scorcards at google", "report cards for llms"])
def test_other_words_are_no_slip_of_it(said):
    assert ownwork.asked(said) is None
    assert ownwork.nearly(said)[0] is None


@pytest.mark.parametrize(
    "said",
    [
        "how long does it take to make an offer",
        "what is the acceptance rate of first offers",
        "what does a senior owe",
        "what are candidates asked in the technical round",
        "build a feature pipeline",
        "what is due diligence",
        "open roles at google",
        "why did the candidate decline",
        "pipeline engineer senior remote",
        "how many candidates for one hire",
        "which searches are hard",
        "what happens in the team round",
        "status of the market",
        "what is a feature pipeline",
        "what's on the questionnaire",
    ],
)
def test_what_asks_of_hiring_at_large_is_none(said):
    assert ownwork.asked(said) is None


def test_no_question_that_a_fact_answers_is_taken_for_ones_own_work():
    assert not [asked for fact in load().facts.values() for asked in fact.asked if ownwork.asked(asked)]
