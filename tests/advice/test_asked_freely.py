"""Free questions whose answer is no one fact's: what letters stand for, what to do against other offers, a bonus somewhere."""

from __future__ import annotations

import pytest

from handlers.core.answers.freely import against_offers, letters_in


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("what does mle stand for", "MLE: machine learning engineer."),
        ("what's an ATS?", "ATS: applicant tracking system."),
        ("what is a req", "req: requisition"),
        ("what does RAG stand for", "RAG: retrieval-augmented generation."),
    ],
)
def test_letters_are_spelt_out_and_quoted_from_no_guide(ask, said, words):
    reply = ask(said)
    assert reply.text.startswith(words) and not reply.sources


@pytest.mark.parametrize("said", ["what does xyz stand for", "what does mlops do", "what is mle pay", "what should a req say"])
def test_letters_that_are_not_asked_about_are_spelt_out_for_nobody(said):
    assert letters_in(said) is None


@pytest.mark.parametrize(
    "said",
    ["candidate has 3 offers, what do I do", "he's got 2 offers, how do we win", "she has two other offers what now"],
)
def test_what_to_do_against_other_offers_is_the_closing_plan(ask, said):
    assert ask(said).text.startswith("Offer within 48 hours of the final round")


@pytest.mark.parametrize(
    "said",
    ["how many offers do they have", "we have two offers out", "what do we do to get offers out", "what should an offer say"],
)
def test_offers_that_nobody_is_up_against_ask_for_no_plan(said):
    assert not against_offers(said)


@pytest.mark.parametrize(
    "said", ["bonus for staff in europe", "what bonus do seniors in nyc get", "bonus for a senior in london"]
)
def test_a_bonus_somewhere_is_what_is_said_of_no_place_and_that_is_said(ask, shown, said):
    reply = ask(said)
    assert reply.data["sides"] == ["mlaiqa.pay-factors.bonus-senior"]
    assert "this is said of no place in particular" in shown(reply)


def test_a_bonus_where_one_is_told_is_told(ask):
    assert ask("bonus in irvine for a senior").data["sides"][0] == "kore1.pay-factors.bonus-orange-county"


def test_a_bonus_for_signing_is_covered_by_no_guide_anywhere(ask):
    assert "sign-on bonuses" in ask("signing bonus for staff in berlin").text


def test_a_fact_that_answers_two_questions_has_the_sides_of_the_one_that_is_asked(ask):
    sides = ask("does kaggle matter").data["sides"]
    assert "exzev.sourcing.high-kaggle-and-shipped" in sides and "exzev.levels.senior" not in sides


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("do candidates care about our brand", "Low weight: brand or prestige"),
        ("do seniors care about gpus", "Medium weight: a real GPU budget"),
        ("what do candidates care about", "They weigh high:"),
        ("first 90 days plan for new mle", "The first ninety days in 4 stages"),
        ("what certs actually matter", "3 certificates are of the first tier"),
        ("what does a platform person make compared to model engineer", "ML platform engineers are paid 20 to 30% above"),
        ("k what about sr remote", "Senior ML engineer, remote: post"),
        ("what does a senior go for", "Senior ML engineer: what each market costs"),
        ("what are seniors going for these days", "Senior ML engineer: what each market costs"),
        ("what do we pay a senior with a phd in sf", "Senior ML engineer, San Francisco Bay Area: post"),
        ("what should round 4 be for an mlops senior", "Round 4 of 5"),
        ("who sits in round 2 for a staff", "Round 2 of 6"),
        ("how do we keep seniors", "A metric of their own"),
        ("what if candidate only has notebooks", "Red flag: nothing but notebooks"),
        ("do recruiters need to know ml", "No guide answers that (recruiters' own training)"),
        ("what do applied scientists make", "ML engineers: what each level costs"),
        ("is a vague jd really a problem", "Nearly all the variance in search time lies in JD and band"),
        ("what would a staff in nyc set us back", "Staff ML engineer, New York City"),
    ],
)
def test_what_is_asked_in_everyday_words_leads_with_its_answer(ask, said, lead):
    assert ask(said).text.startswith(lead)
