"""What is asked of an answer itself: it in fewer words, why its figures lie apart; and a place that is named behind sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering import Answering
from bot.compose import House
from handlers.core.command import Command
from handlers.core.followups.ofanswer import asks_for_less, asks_why_apart
from handlers.core.reading.heard import Heard
from handlers.core.reply import Reply
from tests.conftest import CHANNEL, MEI, NOW


@pytest.fixture
def told(house: House) -> Callable[..., Reply]:
    """Say several things in one talk: what the last of them is answered."""
    answering = Answering(house.router)

    def say(*said: str) -> Reply:
        reply = None
        for words in said:
            command = Command(MEI, CHANNEL, NOW, said=words)
            heard = answering.talk.read(command)
            reply = house.router.run(heard, command) if isinstance(heard, Heard) else heard
        assert reply is not None
        return reply

    return say


@pytest.mark.parametrize(
    "less", ["shorter please", "tldr", "in one line please", "just the number", "make it shorter", "too long"]
)
def test_an_answer_is_given_again_in_its_first_line(told, less):
    whole, brief = told("band senior remote"), told("band senior remote", less)
    assert brief.text == whole.text and len(brief.elements) == 1
    assert [(each.verb, each.args["level"]) for each in brief.actions] == [("band", "senior")]


def test_of_a_free_answer_the_first_fact_is_told_and_how_many_stood_beside_it(told):
    reply = told("what are the green flags in a cv", "shorter please")
    assert reply.text.startswith("Green flag:") and "5 more facts were told" in str(reply.elements)


def test_a_shorter_loop_is_one_of_fewer_rounds_and_its_answer_in_short_is_none(told):
    assert "3 rounds" in told("loop senior production", "shorter please").text
    assert "5 rounds" in told("loop senior production", "tldr").text


def test_what_was_shortened_is_gone_on_from_as_it_was(told):
    assert told("band senior remote", "tldr", "and in nyc?").text.startswith("Senior ML engineer, New York City")


@pytest.mark.parametrize("apart", ["why so wide?", "why do they differ", "why is the range so wide", "how come they don't agree"])
def test_why_figures_lie_apart_is_answered_before_whose_they_are(told, apart):
    reply = told("band senior remote", apart)
    assert reply.text.startswith("They differ because") and reply.actions[0].verb == "why"


def test_why_so_much_is_still_whose_figures_they_are(told):
    assert "facts stand behind that answer" in told("band senior remote", "why that much").text


@pytest.mark.parametrize(
    "said", ["a shorter loop", "why is the market so different in berlin", "short notice period", "brief me on mlops"]
)
def test_what_asks_of_a_matter_asks_nothing_of_an_answer(said):
    assert not asks_for_less(said) and not asks_why_apart(said)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("how do we keep seniors", "and if they are remote?"),
        ("how do i close a senior", "and if they are remote"),
        ("what do candidates want", "and in berlin?"),
        ("what are red flags in a cv", "and in germany"),
        ("is it hard to hire seniors", "in berlin?"),
    ],
)
def test_a_place_behind_what_is_said_of_none_brings_up_no_pay(told, first, then):
    reply = told(first, then)
    assert reply.text.startswith("No guide says that of") and reply.actions[-1].verb == "band"


def test_a_place_behind_pay_is_of_pay_and_pay_that_is_asked_for_is_pay(told):
    assert told("band senior nyc", "and in berlin?").text.startswith("Senior ML engineer: no guide has a figure for Berlin")
    assert told("how do we keep seniors", "and what does a senior in nyc cost?").text.startswith("Senior ML engineer, New York")


def test_what_contractors_charge_is_said_to_be_in_no_guide_behind_talk_of_them(told):
    said = ("can i just use a contractor for 3 months instead", "how much do they charge")
    assert told(*said).text.startswith("No guide gives what a contractor or a consultancy charges")
    assert told(*said, "and in poland?").text == "No guide says that of Poland either."


@pytest.mark.parametrize("whose", ["who is right", "which one should i trust", "which source is more reliable?"])
def test_whose_figures_are_right_is_answered_with_why_they_differ(told, whose):
    assert told("what does kore1 say about salary", "and exzev", whose).text.startswith("They differ because")


def test_why_so_many_rounds_is_asked_of_the_loop_that_was_laid_out(told):
    assert "facts stand behind that answer" in told("loop staff", "why 6 rounds").text


def test_one_measure_of_a_comparison_is_the_comparison(told):
    assert told("compare sf and seattle senior", "base only").text == told("compare sf and seattle senior").text


def test_what_is_written_to_a_pool_and_a_good_answer_to_questions_are_of_what_was_asked(told):
    assert told("how to source research engineers", "what do i write them").text.startswith("Messages get answers")
    assert told("questions design for mlops", "what is a good answer").text == told("questions design for mlops").text


@pytest.mark.parametrize("leans", ["remove it", "which is best"])
def test_what_only_leans_on_an_answer_is_answered_by_no_fact(told, leans):
    assert not told("is aws cert useful", leans).data["answered"]


def test_two_that_are_named_to_be_compared_are_not_set_against_what_was_asked_before(told):
    whole = "Senior, San Francisco Bay Area beside Senior, Seattle"
    assert told("compare sf and seattle senior", "compare sf and seattle senior").text.startswith(whole)
    assert told("band senior sf", "compare sf and seattle").text.startswith(whole)
    assert told("band senior nyc", "compare with sf").text.startswith("Senior, New York City beside Senior, San Francisco")


def test_what_names_another_number_is_answered_by_no_fact_of_this_one(told):
    first = "what should the ml engineer have done after 3 months"
    assert not told(first, "and after 6?").data["answered"]


def test_a_verb_that_is_asked_of_a_market_is_asked_of_another_behind_a_fact_too(told):
    reply = told("how long does a search take on average", "what makes it slower", "and if fully remote?")
    assert reply.text.startswith("5–9 weeks to fill")


def test_which_of_two_markets_is_higher_sets_them_side_by_side(told):
    reply = told("give me a band for senior in sf and seattle", "which is higher?")
    assert reply.text.startswith("Senior, San Francisco Bay Area beside Senior, Seattle")


def test_a_candidates_hours_are_asked_of_the_loop_that_was_laid_out(told):
    assert told("loop staff research", "how many hours for candidate").text == told("loop staff research").text
