"""`ask` as a person sees it: an answer with its sources, every side of it, or a refusal that helps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from handlers.advice import ask as asking
from handlers.catalog import verbs
from handlers.core.command import Actor, Command, Place
from handlers.core.library import Library
from handlers.core.reply import Reply
from handlers.router import Router
from knowledge.load import load

MEI = Actor("acme", "slack", "U-MEI", "Mei", "America/Los_Angeles")
NOW = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def question() -> Callable[[str], Reply]:
    """Ask in one's own words."""
    library = Library(load())
    declared = tuple({each.name: each for each in (*verbs(), asking.ask)}.values())
    router = Router(declared, lambda _: library, lambda: pytest.fail("no database is needed"))
    return lambda text: router.answer(Command(MEI, Place("slack", "C-HIRING"), NOW, said=f"ask {text}"))


def test_an_answer_is_a_fact_with_its_source(question, shown):
    reply = question("how often does the opening package stick?")
    assert reply.data["answered"] is True
    assert reply.data["facts"][0]["id"] == "rfs.market.first-offer-close-rate"
    assert "64%" in shown(reply)
    assert [each.id for each in reply.sources] == ["rfs"]


def test_both_sides_are_shown_where_guides_differ(question, shown):
    reply = question("how many offers does such a person have")
    text = shown(reply)
    assert all(name in text for name in ("RFS", "KORE1", "mlai.qa"))
    assert {each.id for each in reply.sources} == {"rfs", "kore1", "mlaiqa"}


@pytest.mark.parametrize(
    ("asked", "lead"),
    [
        (
            "years of experience for senior",
            "EXZEV's pay table counts five to eight years as senior. (EXZEV) Role profile, mlai.qa and",
        ),
        (
            "bonus percent for seniors",
            "From senior upwards a performance bonus of 15 to 25% is usual. (mlai.qa) KORE1 speaks of it too.",
        ),
        ("is leetcode ok", "Algorithm puzzles in LeetCode's manner test no ML reasoning"),
        ("which feature stores exist", "Feature stores most asked for: Feast or Tecton"),
    ],
)
def test_guides_that_say_the_same_are_not_said_to_differ(question, shown, asked, lead):
    reply = question(asked)
    assert reply.text.startswith(lead)
    assert len(reply.sources) > 1
    assert "do not say it all alike" not in shown(reply) + reply.text


def test_where_guides_differ_the_text_has_an_answer_too(question):
    text = question("how many offers does such a person have").text
    assert text.startswith("ML candidates often hold four to eight active offers")
    assert "The guides do not say it all alike: At the offer stage" in text


def test_what_no_guide_answers_is_declined_with_the_nearest_topics(question, shown):
    reply = question("how many weeks of parental leave do we give")
    assert reply.data["answered"] is False
    assert reply.data["nearest"]
    assert shown(reply).startswith("No guide answers that (parental leave). Nearest: ")
    assert not reply.sources


def test_what_comes_near_is_told_as_a_guess_with_its_sources(question, shown):
    reply = question("how important is money to them compared to other things")
    assert reply.data["answered"] is False
    assert reply.text.startswith("I am not sure that a guide answers that. The nearest they say: Medium weight: total pay has")
    assert "total pay has to be there, within 15% of the market. (RFS)" in shown(reply)
    assert "rfs" in {each.id for each in reply.sources}


@pytest.mark.parametrize(
    "text",
    ["what is the tallest building in seattle", "who won the world cup", "parental leave?", "do they like dogs in the office"],
)
def test_what_comes_near_nothing_or_only_to_a_figure_of_pay_is_met_with_no_guess(question, text):
    assert question(text).data["near"] == []


def test_pay_where_no_guide_has_a_figure_is_met_with_the_nearest_cells(question, shown):
    reply = question("salary for a senior in texas")
    assert reply.data["answered"] is False
    assert reply.data["rows"]
    assert shown(reply).startswith("Senior ML engineer: no guide has a figure for Texas. Nearest: ")


def test_a_question_about_descriptions_leads_to_their_verb(question):
    assert "jd audit" in {each.verb for each in question("who reviews the wording of our job ad").actions}


def test_facts_are_given_whole_and_ranked_for_machines(question):
    reply = question("should candidates do a take-home")
    keys = ["id", "topic", "source", "statement", "values", "as_of", "applies_to", "measures", "note"]
    assert all(list(each) == keys for each in reply.data["facts"])
    assert 1 < len(reply.data["facts"]) <= 5


def test_every_answer_offers_at_most_three_actions_that_exist(question):
    known = {each.name for each in (*verbs(), asking.ask)}
    for text in ("should candidates do a take-home", "how many weeks of parental leave", "base for a senior in seattle"):
        actions = question(text).actions
        assert 0 < len(actions) <= 3
        assert {each.verb for each in actions} <= known


def test_a_question_that_is_a_verbs_offers_it_first(question):
    assert question("what base do I pay a senior in seattle").actions[0].verb == "band"


def test_an_empty_question_gets_an_example(question, shown):
    assert "for example" in shown(question(""))


@pytest.mark.parametrize(
    "said",
    ["rank these candidates", "ask can you score these resumes", "who is the best candidate", "compare candidates",
     "rank the candidates of R-12", "which candidate should we hire", "shortlist the top five applicants"],
)  # fmt: skip
def test_people_are_never_ranked_and_what_is_done_instead_is_said(ask, said):
    reply = ask(said)
    assert reply.text == "People are never ranked, scored or chosen here."
    assert [each.verb for each in reply.actions] == ["screen", "questions", "kit"]
    assert not reply.data["answered"]


@pytest.mark.parametrize(
    "said", ["who should we hire first", "how do I compare candidates fairly", "filter linkedin by employer"]
)
def test_a_question_of_method_is_no_request_to_rank(ask, said):
    assert "never ranked" not in ask(said).text


def test_two_things_that_are_no_bands_are_not_compared_as_bands(ask):
    assert "cliff not yet vested" in ask("start date vs cliff").text
    assert ask("base vs total senior remote").data["rows"]


@pytest.mark.parametrize(("said", "colour"), [("ask red flags on a cv", "Green"), ("ask green flags on a resume", "Red")])
def test_a_flag_of_the_other_colour_answers_no_question(ask, shown, said, colour):
    assert f"{colour} flag" not in shown(ask(said))


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("search is quiet for two weeks", "kore1.jd.quiet-two-weeks"),
        ("start date vs cliff", "kore1.closing.start-date-fits-notice-and-cliff"),
    ],
)
def test_a_search_and_a_start_are_answered_by_their_own_fact(ask, said, fact):
    assert ask(f"ask {said}").data["facts"][0]["id"] == fact


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("ask what is a feature store", "mlaiqa.specialties.feature-store"),
        ("we only use openai api, who do we need", "kore1.lanes.applied-llm-may-be-the-better-req"),
        ("what happens if the req is open for 60 days", "kore1.outsource.partner-after-45-days"),
        ("do I need an mlops person or a data engineer", "exzev.scoping.data-ownership"),
        ("how do I beat a google offer", "kore1.closing.not-the-highest-base"),
        ("what do I say on the 72 hour call", "kore1.closing.manager-call-within-72-hours"),
        ("ask how often do finalists decline", "rfs.market.first-offer-close-rate"),
        ("what does production mean", "kore1.lanes.production"),
        ("what should not be in a jd", "exzev.jd.too-broad-and-too-vague"),
        ("how long should a jd be", "house.jd.length"),
        ("do we need a head of ml", "mlaiqa.closing.breaker-no-ai-officer"),
        ("should we hire two mids instead of one senior", "kore1.team.mid-alone-pays-twice"),
        ("our jd got 300 applicants and none fit", "kore1.jd.describes-training-only"),
        ("who owns the model after launch, us or the data team", "mlaiqa.lanes.owned-by-ml-engineer"),
    ],
)
def test_what_a_search_brings_up_in_passing_is_answered(ask, said, fact):
    reply = ask(said)
    assert reply.data["answered"] is True
    assert reply.data["facts"][0]["id"] == fact


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("how long does the hiring manager call take", "kore1.loops.hiring-manager-call"),
        ("can we skip the manager call", "kore1.loops.hiring-manager-call"),
        ("when should the manager call the candidate", "kore1.closing.manager-call-within-72-hours"),
        ("what's 75th percentile for seniors in us", "kore1.benchmarks.quartiles"),
        ("p25 of ml engineer salaries", "kore1.benchmarks.quartiles"),
        ("median ml engineer salary", "kore1.benchmarks.medians"),
        ("salary.com 75th percentile", "kore1.benchmarks.salary-com"),
        ("base in the upper quarter of the band", "kore1.pay-factors.base-in-top-quartile"),
        ("bad opener for a jd, an example", "kore1.jd.opener-that-fails"),
        ("fine-tune or build", "exzev.scoping.build-or-fine-tune"),
        ("how soon must an offer go out", "kore1.closing.offer-within-48-hours"),
        ("offer letter timing", "kore1.closing.offer-within-48-hours"),
        ("what percent of our offers get accepted", "rfs.market.first-offer-close-rate"),
        ("why do ml engineers leave", "rfs.retention.maintainers-leave-first"),
        ("is eval culture important", "rfs.candidates-weigh.eval-culture"),
        ("should we use a take home", "kore1.interview-advice.no-take-home"),
        ("should we post the midpoint", "kore1.pay-factors.post-the-high-end"),
        ("which number do we anchor on", "kore1.pay-factors.anchor-on-built-in-and-kore1"),
        ("week one", "exzev.ramp.weeks-1-2-inventory"),
        ("what happens in month 2", "exzev.ramp.month-2-improvement"),
        ("month 3", "exzev.ramp.month-3-drift-monitoring"),
        ("are bootcamp graduates worth it", "mlaiqa.sourcing.avoid-certified-bootcamps"),
        ("what education do senior ml engineers have", "role-profile.role.education-bachelor"),
        ("is having no chief ai officer a problem", "mlaiqa.closing.breaker-no-ai-officer"),
        ("within how much of market should comp be", "rfs.candidates-weigh.pay"),
        ("how wide is the glassdoor range", "kore1.benchmarks.glassdoor"),
    ],
)
def test_plain_and_short_questions_meet_their_own_fact(ask, said, fact):
    reply = ask(f"ask {said}")
    assert reply.data["answered"] is True
    assert reply.data["facts"][0]["id"] == fact


@pytest.mark.parametrize("said", ["series a equity senior", "seed stage equity percent for first ml hire"])
def test_equity_of_another_stage_is_not_answered_with_series_b(ask, said):
    reply = ask(f"ask {said}")
    assert not reply.data["answered"]
    assert "equity at other stages than Series B" in reply.text


def test_what_one_guide_says_in_two_sentences_is_no_difference(ask, shown):
    text = shown(ask("what happens if the req is open for 60 days"))
    assert "45 days" in text and "60 days" in text
    assert "do not say it all alike" not in text


@pytest.mark.parametrize("said", ["banana", "x", "-h", "Infinity", "éééééééé"])
def test_a_word_that_no_guide_says_gets_no_topic(ask, shown, said):
    reply = ask(said)
    assert (reply.text, reply.understood, reply.data["nearest"]) == ("No guide answers that.", False, [])
    assert "Or try: band senior remote" in shown(reply)


@pytest.mark.parametrize("said", ["thanks", "thank you so much", "good bot", "tell me a joke"])
def test_thanks_are_met_without_a_list_of_topics(ask, shown, said):
    reply = ask(said)
    assert "Nearest" not in shown(reply) and [each.verb for each in reply.actions] == ["help"]


@pytest.mark.parametrize("said", ["are you an AI", "are you a bot", "who am I talking to"])
def test_who_asks_for_the_bot_is_told_what_it_is(ask, said):
    reply = ask(said)
    assert reply.text.startswith("I am a program, not a person")
    assert not reply.data["answered"]


@pytest.mark.parametrize("said", ["do I have to notify EU candidates", "ask is it legal to require a non-compete"])
def test_a_question_of_law_is_sent_to_counsel(ask, shown, said):
    reply = ask(said)
    assert reply.text.startswith("No guide answers that (")
    assert "nothing here is legal advice" in shown(reply)


@pytest.mark.parametrize(
    "said", ["what's a good response rate for cold outreach", "should I mention salary in the first message"]
)
def test_a_question_about_outreach_opens_no_form(ask, said):
    reply = ask(said)
    assert reply.form is None and not reply.data["answered"]


def test_what_no_guide_says_of_equity_is_declined(ask):
    assert not ask("ask is equity negotiable").data["answered"]


def test_a_question_about_something_else_in_an_uncovered_place_is_no_band(ask):
    assert ask("ask remote work tax in germany").data["answered"] is False
    assert "rows" not in ask("ask remote work tax in germany").data


@pytest.mark.parametrize(
    ("said", "level", "lead"),
    [
        ("mle ii seattle", "mid", "Mid-level ML engineer, Seattle: post $160K–$200K base (the figure is for US, any metro)"),
        ("what do l4 mles make in seattle", "mid", "Mid-level ML engineer, Seattle: post"),
        ("what do staff mles take home in seattle", "staff", "Staff ML engineer, Seattle: no guide gives a base to post"),
        ("what's a mid's base in seattle at an ai startup", "mid", "Mid-level ML engineer, Seattle: post"),
        ("ml engineer with 4 years in nyc", "mid", "Mid-level ML engineer, New York City: post"),
        ("offer for a junior in sf: 120 base", "junior", "Junior ML engineer: no guide has that level"),
        ("what does a mid mle get offered in nyc", "mid", "Mid-level ML engineer, New York City: post"),
        ("staff equity in nyc at series b", "staff", "Staff ML engineer, New York City: no guide gives equity"),
        ("what do l6 mles make remote", "staff", "Staff ML engineer, remote: "),
    ],
)
def test_pay_of_a_level_somewhere_is_answered_by_its_band_and_never_by_another_levels_figure(ask, said, level, lead):
    reply = ask(said)
    assert reply.data["level"] == level
    assert reply.text.startswith(lead)


def test_a_pay_in_a_question_of_ones_own_words_is_judged(ask):
    assert "$170K lies inside the base to post" in ask("offer for a mid in sf: 170 base").text
    assert "begins under and ends inside the base to post" in ask("would 190-230 attract a senior in sf").text


def test_the_work_named_in_such_a_question_is_not_dropped(ask, shown):
    assert "LLM" in shown(ask("what's a fair offer for a senior llm engineer in sf"))


def test_how_a_level_by_number_was_read_is_said(ask, shown):
    assert "Read ii as Mid-level." in shown(ask("mle ii seattle"))
    assert "Read 4 years as Mid-level" in shown(ask("ml engineer with 4 years in nyc"))


def test_which_work_to_hire_for_is_a_question_of_the_role_however_long(ask):
    assert "production or applied AI / LLM engineer?" in ask("should i hire production or applied llm").text


def test_which_source_is_best_is_told_by_what_each_is(ask):
    assert ask("which source is best").data["sources"]


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        ("does glassdoor include equity", "total pay as people report it"),
        ("does built in include stock", "base with typical equity added"),
        ("is the salary.com figure base pay", "Base or total is not said."),
    ],
)
def test_what_a_benchmark_counts_is_answered_by_its_fact(question, shown, asked, counted):
    reply = question(asked)
    assert reply.data["answered"]
    assert counted in shown(reply)


def test_flags_beyond_a_screen_are_counted(ask, shown):
    assert "10 more" in shown(ask("ask red flags"))
    assert " more: " not in shown(ask("green flags cv"))


def test_a_share_is_a_thing_before_its_price(ask):
    assert "can't be given again" not in ask("share price at grant").text
