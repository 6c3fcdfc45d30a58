"""Questions that once met a fact of another matter by a number, a place or a word that stands in it too."""

from __future__ import annotations

import pytest

FACTS = {
    "how do we interview if nobody here knows ml": "kore1.interview-advice.notebook-tell",
    "only 3 applicants in 6 weeks": "kore1.jd.quiet-two-weeks",
    "she wants 4 months notice": "kore1.closing.start-date-fits-notice-and-cliff",
    "our search is open 4 months whats wrong": "kore1.jd.intake-fixes-jd",
    "do i need mlops or ml engineer first": "kore1.team.platform-is-second-hire",
    "when should the offer go out": "kore1.closing.offer-within-48-hours",
    "when do i call": "kore1.closing.recruiter-call-same-day",
    "recommender or nlp engineer": "exzev.scoping.model-category",
    "what if we have no gpus": "rfs.candidates-weigh.compute",
    "when is somebody staff": "mlaiqa.levels.staff",
    "do frontier labs really pay 700k": "mlaiqa.pay.senior-frontier-lab-total",
    "pay gap ml engineer and data scientist": "mlaiqa.pay-factors.ml-engineer-over-data-scientist",
    "what if they want to start in 5 months": "kore1.closing.start-date-fits-notice-and-cliff",
    "is a 2 year gap on the cv bad": "house.screening.gaps-are-no-flag",
}
"""What is asked → the fact that leads the answer."""

LEADS = {
    "what's junior": "one to three years",
    "what is a mid level?": "three to five years",
    "who is a senior": "A senior designs",
    "what is a senior worth in seattle": "$198K–$242K",
    "pay difference ml vs data scientist": "15 to 30% more",
    "pay difference between nyc and sf for a senior": "$205K–$248K",
    "staff ml platform in seattle with 0.1%": "0.1% lies inside",
    "what do i write in the first mail": "specific about the work",
    "whats the difference between an ai engineer and ml engineer": "Does this person train the models",
    "can u give me jd for llm": "Applied AI / LLM engineer: answer these",
    "i need a job description for mlops": "MLOps / ML platform engineer: answer these",
    "startup pre seed no money": "technical problem quality",
    "can't pay market": "technical problem quality",
    "they want remote we are onsite": "three to five times",
    "what does a senior who wants remote cost": "$190K–$230K",
    "how fast do we decide": "Offer within 48 hours",
    "tier 1 certs pls": "3 certificates are of the first tier",
    "whats mlops": "builds the ground",
    "monthly gross senior paris": "€135K–€180K",
    "top 3 things they want": "technical problem quality",
    "offer deadline": "Offer within 48 hours",
    "whats the catch with remote": "three to five times",
    "is remote ok or onsite": "three to five times",
    "why do ml people say no to offers": "Deal-breakers",
    "how to stop them leaving": "keeping a product running",
    "requires phd and 10 yrs is that too much": "No PhD is needed",
    "4 lakh a month for a senior in bangalore": "INR 4.8M",
    "audit: We are looking for a rockstar ML ninja to leverage AI and transform healthcare": "cost you candidates",
}
"""What is asked → what its answer says."""


@pytest.mark.parametrize(("said", "fact"), FACTS.items())
def test_a_question_is_answered_by_the_fact_of_its_matter(ask, said, fact):
    assert ask(said).data["sides"][0] == fact


@pytest.mark.parametrize(("said", "told"), LEADS.items())
def test_a_question_reaches_the_verb_of_its_matter(ask, said, told):
    assert told in ask(said).text


@pytest.mark.parametrize("said", ["4 day week attract them?", "is 3 weeks holiday ok", "he asks for 2 months off"])
def test_a_length_of_time_alone_asks_for_no_stage_of_the_first_months(ask, said):
    data = ask(said).data
    assert not any("ramp" in fact for fact in (*data.get("sides", ()), *data.get("near", ())))


@pytest.mark.parametrize(
    ("said", "stage"),
    [("what should they ship in 3 months", "month-3"), ("what does a newcomer do in the first 2 weeks", "weeks-1-2")],
)
def test_a_length_of_time_with_somebody_who_begins_does(ask, said, stage):
    assert stage in str(ask(said).data)


@pytest.mark.parametrize("said", ["what's the catch with sagemaker", "whats diff between ai engineer and ml engineer"])
def test_what_speaks_to_nobody_is_not_about_the_bot(ask, said):
    assert "I am a program" not in ask(said).text


@pytest.mark.parametrize("said", ["are you a bot", "who built you", "what is the price of mlhire", "where is my data stored"])
def test_what_speaks_to_the_bot_is(ask, said):
    assert ask(said).data["gap"] == "the bot itself"


@pytest.mark.parametrize(
    "said", ["how do i say no to a candidate", "is a 10x engineer worth it", "can a senior say no to on call"]
)
def test_a_word_of_a_matter_alone_is_not_the_matter(ask, said):
    assert "Deal-breakers" not in ask(said).text and "what each market costs" not in ask(said).text


def test_whether_a_description_is_needed_at_all_asks_for_none(ask):
    assert "answer these" not in ask("do we need a job ad").text


def test_no_guide_says_whether_its_figures_are_before_tax(ask):
    assert ask("is that gross?").data["gap"] == "gross or net"


def test_of_two_groups_of_sides_the_first_is_told(ask):
    assert "mlaiqa.levels.senior" in ask("is 4 years enough to be senior").data["sides"]


def test_what_to_source_is_a_second_question(ask):
    assert "where to source" in [each.label for each in ask("jd for mlops and where to source").actions]


def test_a_reqs_audit_is_no_descriptions(house):
    from handlers.core.command import Command
    from tests.conftest import CHANNEL, MEI, NOW

    heard = house.router.read(Command(MEI, CHANNEL, NOW, said="audit the req for the staff platform person please"))
    assert heard.verb.name == "audit"
