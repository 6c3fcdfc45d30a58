"""Questions that no guide is to answer: of another language, of how something is done here, or with no matter of their own."""

from __future__ import annotations

import pytest

from handlers.core.reply import Action


@pytest.mark.parametrize(
    "said",
    ["was verdient ein senior ml engineer in berlin", "combien gagne un ingénieur ML senior à paris",
     "cuánto gana un ingeniero de ML senior en madrid", "gehalt ml engineer berlin", "wie ist das bei einem team"],
)  # fmt: skip
def test_another_language_is_said_not_to_be_read_rather_than_the_guides_to_be_silent(ask, said):
    assert ask(said).text.startswith("I read English alone.")


@pytest.mark.parametrize("said", ["how long is too long", "what is the en dash for", "who was on the panel in une"])
def test_english_is_never_taken_for_another_language(ask, said):
    assert "English" not in ask(f"ask {said}").text


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("how do i set up reminders", "settings"),
        ("how do I change my time zone", "settings"),
        ("how do I delete a candidate", "cand forget"),
        ("how do I give feedback after an interview", "scorecard"),
        ("how do i book an interview", "interview book"),
        ("can I export the candidates", "export"),
        ("where do I enter the offer", "offer draft"),
    ],
)
def test_how_something_is_done_here_is_answered_with_the_verb_for_it(ask, said, verb):
    reply = ask(said)
    assert reply.text.startswith(f'"{verb}" is for that')
    assert reply.actions[0] == Action(f'How "{verb}" works', "help", {"about": verb})


@pytest.mark.parametrize(
    "said",
    [
        "can we reject somebody with a conviction",
        "how should we close candidates",
        "should we remove names from cvs",
        "how do I find out if someone really shipped models",
        "how do I get access to frontier lab alumni",
        "how do we send feedback to rejected candidates",
        "how do we remove bias from the candidates we see",
    ],
)
def test_what_may_or_should_be_done_is_no_matter_of_a_verb(ask, said):
    assert " is for that" not in ask(said).text


@pytest.mark.parametrize(
    "said",
    [
        "hey team, context: fintech, 200 people, second ML hire. If our range is 10 percent under market, how bad is it",
        "We pay well and have 200 people. if we price the band 10 percent too low, how much longer does the search take?",
    ],
)
def test_what_is_told_beside_a_question_points_to_no_verb(ask, said):
    assert "kore1.pay-factors.underpriced-band-weeks" in ask(said).data["sides"]


def test_what_a_verb_reads_may_be_told_before_its_question(ask):
    reply = ask("we are 200 engineers and ship ml features. how big should the team be?")
    assert "50–300 engineers" in reply.text


@pytest.mark.parametrize(
    "said",
    ["shorter please", "and with 200", "the first one", "which one is best", "easier ones", "in dollars please", "cancel it"],
)
def test_words_that_only_lean_on_an_answer_before_are_answered_by_no_guide(ask, said):
    reply = ask(said)
    assert not reply.data["answered"]
    assert "says too little" in reply.text


@pytest.mark.parametrize("said", ["who should the first hire be", "which is the best certificate", "what comes after the offer"])
def test_words_with_a_matter_of_their_own_lean_on_nothing(ask, said):
    assert "says too little" not in ask(said).text


@pytest.mark.parametrize(
    "said", ["you rock", "cool thx", "quanto guadagna un ml engineer senior", "quanto custa um engenheiro de ml"]
)
def test_what_is_no_question_of_hiring_in_english_is_told_what_can_be_asked(ask, said):
    assert "I answer about hiring ML engineers" in ask(said).text
