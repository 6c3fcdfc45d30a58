"""Questions about pay, loops and sources as strangers type them: hurried, new to it, of one guide, or with something left out."""

from __future__ import annotations

import pytest

from handlers.core.reply import as_json


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("what can u do", "Ask about hiring"),
        ("what do u do", "Ask about hiring"),
        ("help me hire someone", "Ask about hiring"),
        ("can you help us hire an ml engineer", "Ask about hiring"),
        ("how much $$$ for ML ppl", "ML engineers: what each level costs"),
        ("gimme pay rng snr nyc", "Senior ML engineer, New York City"),
        ("wanna hire sr mle remote, hw much", "Senior ML engineer, remote: post"),
        ("what else can you tell me", "Ask about hiring"),
        ("hi, whats a fair offer for someone with 7 years exp in austin", "Senior ML engineer: no guide has a figure for Austin"),
        ("senior ml eng zurich chf", "Senior ML engineer: no guide has a figure for Zurich"),
        ("kore1 vs exzev senior us", "Senior ML engineer, US, any metro: what KORE1 and EXZEV have"),
        ("what is an ml engineer", "A senior designs, builds and runs"),
        ("pls explain what is ml engineer i am new", "A senior designs, builds and runs"),
        ("design me an interview for a computer vision engineer", "Senior ML engineer, production: 5 rounds"),
        ("build an interview process for mlops", "Senior MLOps / ML platform engineer: 5 rounds"),
        ("source kore1", "How to Hire a Machine Learning Engineer: 2026"),
        ("someone to clean our data and do dashboards", "Not a machine-learning job"),
    ],
)
def test_a_strangers_words_are_answered_as_they_are_meant(ask, said, begins):
    assert ask(said).text.startswith(begins)


@pytest.mark.parametrize("said", ["what is an ml engineer salary", "what is the pay of an ml engineer"])
def test_who_asks_what_one_is_paid_asks_for_no_description(ask, said):
    assert ask(said).text.startswith("ML engineers: what each level costs")


@pytest.mark.parametrize(
    "said",
    ["what is a machine learning engineer paid", "what does an ml engineer need", "explain how to hire an ml engineer"],
)
def test_who_asks_more_of_an_engineer_than_what_one_is_gets_no_description(ask, said):
    assert not ask(said).text.startswith("A senior designs, builds and runs")


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("what can we ask in the interview", "Never ask what somebody earns"),
        ("what can i ask candidates about age", "Never ask what somebody earns"),
        ("design an interview question about rag", "3 questions for Applied AI / LLM engineer"),
        ("create an interview guide for hr", "Interview kit, Senior ML engineer"),
    ],
)
def test_what_is_wanted_goes_before_how_it_is_asked_for(ask, said, begins):
    assert ask(said).text.startswith(begins)


def test_a_guide_without_a_figure_for_the_place_is_said_to_have_none(ask):
    lines = [element.text for element in ask("band senior nyc kore1").elements if hasattr(element, "text")]
    assert lines[0] == "Senior ML engineer: what KORE1 has"
    assert "KORE1 gives no figure for New York City alone." in lines


def test_somebody_to_talk_to_is_nobodys_job(ask):
    assert not ask("someone to talk to about sales").text.startswith("Not a machine-learning job")


@pytest.mark.parametrize("said", ["source kore1 candidates", "source people like kore1 does"])
def test_people_are_found_though_a_guide_is_named_beside_them(ask, said):
    assert ask(said).text.startswith("ML engineers: begin with")


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("do we need a senior", "kore1.team.senior-if-none-in-seat"),
        ("which guide should we use for pay", "kore1.pay-factors.anchor-on-built-in-and-kore1"),
        ("which source should i trust for pay", "kore1.pay-factors.anchor-on-built-in-and-kore1"),
        ("should the recruiter or the manager call", "kore1.closing.recruiter-call-same-day"),
    ],
)
def test_a_plain_question_is_answered_by_its_fact(ask, said, fact):
    assert ask(said).data["sides"][0] == fact


@pytest.mark.parametrize(
    ("said", "fact", "place"),
    [
        ("hire in poland how long", "kore1.market.time-to-fill", "Poland"),
        ("offshore team in vietnam ok?", "mlaiqa.sourcing.avoid-agencies-without-clients", "Vietnam"),
    ],
)
def test_what_holds_anywhere_is_told_of_a_place_that_no_guide_speaks_of(ask, said, fact, place):
    reply = ask(said)
    assert reply.data["sides"][0] == fact and f"No guide speaks of {place}: this is said of no place" in str(as_json(reply))


@pytest.mark.parametrize(
    "said", ["statutory notice period in germany", "tax on stock options in the uk", "what visa for poland", "bonus in poland"]
)
def test_law_tax_and_pay_of_a_place_are_answered_by_nothing_said_elsewhere(ask, said):
    assert not ask(said).data.get("elsewhere")


@pytest.mark.parametrize(
    ("said", "markets", "left"),
    [
        ("band senior any city except sf", [], "sf"),
        ("band senior us but not sf", ["us"], "sf"),
    ],
)
def test_a_place_that_is_excepted_is_left_out(ask, said, markets, left):
    reply = ask(said)
    assert reply.data["markets"] == markets and f"I left out {left}." in str(as_json(reply))


def test_two_verbs_of_one_cell_are_answered_one_after_the_other(ask):
    reply = ask("band and loop for senior mlops remote")
    assert (reply.data["level"], reply.data["lane"], reply.data["market"]) == ("senior", "mlops", "remote")
    then = reply.actions[0]
    assert (then.verb, then.args) == ("loop", {"level": "senior", "lane": "mlops"})


@pytest.mark.parametrize(
    ("said", "sources", "low"),
    [
        ("what does kore1 say about senior pay", {"kore1"}, 230_000),
        ("rfs pay senior remote", {"rfs"}, 190_000),
        ("exzev staff europe pay", {"exzev"}, 180_000),
        ("rfs vs kore1 senior pay", {"rfs", "kore1"}, 230_000),
        ("show me everything mlaiqa says about pay", {"mlaiqa"}, 140_000),
    ],
)
def test_the_pay_of_one_guide_is_shown_alone(ask, said, sources, low):
    reply = ask(said)
    assert {row["source"] for row in reply.data["rows"]} == sources and low in {row["low"] for row in reply.data["rows"]}
    assert reply.data["posting_range"] is None and reply.data["posting_range_reason"] == "one-source"
    assert reply.actions[0].label == "Every source"


def test_a_guide_without_a_figure_of_the_cell_is_said_to_have_none(ask):
    reply = ask("rfs staff pay")
    assert "RFS gives no figure for this" in str(as_json(reply)) and reply.data["rows"]


def test_llm_work_beside_classical_is_told_by_what_the_guides_say_of_it(ask):
    reply = ask("how much more does an LLM person cost than a classical one")
    assert "applied AI / LLM engineer beside ML engineer, production" in reply.text
    assert "costs $20K less at every level" in str(as_json(reply))


@pytest.mark.parametrize("said", ["can i get someone good for 120k", "what can i get for 120k", "120k enough for anyone?"])
def test_a_pay_alone_is_set_against_every_level(ask, said):
    assert "for junior it is under mlai.qa's $140K–$180K total" in ask(said).text


def test_somebodys_pay_is_no_question_of_what_it_buys(ask):
    assert "rows" not in ask("can we hire ana for 120k").data


def test_how_pay_is_made_up_in_the_gulf_is_told_beside_the_nearest_figures(ask):
    reply = ask("band senior dubai")
    assert "mostly cash, with a housing allowance" in str(as_json(reply))
    assert "mlai.qa" in str(as_json(reply)["sources"])


def test_words_that_say_nothing_are_not_named_as_left_out(ask):
    assert "left out" not in str(as_json(ask("whats the going rate for an ml lead based out of munich")))
    assert "I left out potato." in str(as_json(ask("band potato")))


@pytest.mark.parametrize(("said", "button"), [("facts about exzev", "EXZEV"), ("fact of kore1", "KORE1")])
def test_facts_of_a_source_lead_to_the_source(ask, said, button):
    assert ask(said).actions[0].label == button


def test_a_matter_behind_fact_is_asked_of_the_guides(ask):
    assert "Remote work is more common" in str(as_json(ask("facts about remote work")))
