"""What every answer of advice owes a reader: the asked part first, whose figures they are, and a way on from anything wrong."""

from __future__ import annotations

import re

import pytest

from handlers.catalog import verbs
from handlers.core.command import Command
from handlers.core.reply import LETTERS_IN_SHORT
from tests.conftest import CHANNEL, MEI, NOW

SAID = (
    *(said for verb in verbs() if verb.handle.__module__.startswith("handlers.advice.") for said in verb.examples),
    *(f"{verb} {level} {lane}" for verb in ("loop", "band") for level in ("junior", "staff") for lane in ("mlops", "research")),
    "band junior remote", "close base 250k senior bellevue", "role data scientist", "market mid", "source mlops", "certs cka",
)  # fmt: skip
ANSWERED_FROM_STATE = ("screen", "sources", "help")
"""What needs a database, or names sources as its subject."""


PHONE_SCREEN = 42
"""Lines of a chat on a phone before "show more"."""
ASKED_FOR_ALL = {"retain everything"}
"""Who asks for all of it has pressed "show more" already."""


@pytest.mark.parametrize(
    "said", [*sorted({*SAID} - ASKED_FOR_ALL), "tools", "questionnaire research", "market mid", "loop senior mlops kore1", "band"]
)
def test_an_answer_fits_a_phone_screen(ask, phone_lines, said):
    assert phone_lines(ask(said)) <= PHONE_SCREEN


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("who should ML report to", "Where engineering leads"),
        ("who do we hire first", "hire a senior"),
        ("how many offers will my candidate have", "2 to 8 offers in hand"),
        ("time to fill for mid", "5 weeks to fill"),
        ("can we do the loop in one day", "Do not press the loop into one day"),
        ("what would a phd cost extra", "A PhD who has shipped"),
        ("do I have to post the pay range", "eight US states required a pay range"),
        ("how much equity for a senior in seattle", "0.09%–0.20% equity (RFS, Series B)"),
        ("total comp senior nyc", "$262K–$348K total (RFS, AI start-ups)"),
        ("certs databricks", "tier 1 or 2"),
        ("role data scientist", "data scientist experiments"),
        ("role junior", "Junior: one to three years"),
    ],
)
def test_what_is_asked_for_by_itself_leads(ask, said, lead):
    assert lead in ask(said).text


def test_a_market_without_figures_of_the_level_says_whose_it_shows(ask, shown):
    text = shown(ask("market mid"))
    assert "64% of first offers accepted (senior)" in text
    assert "Those shown are for senior" in text


def test_no_figure_of_another_level_makes_the_range_of_offers(ask):
    assert "4 to 8 offers" in ask("market mid").text


@pytest.mark.parametrize("size", [5, 20])
def test_a_small_company_is_told_nothing_of_second_teams(ask, shown, size):
    text = shown(ask(f"team {size}"))
    assert "Two teams" not in text
    assert "Hire first" in text and "Second:" in text


def test_a_number_below_nothing_is_not_read_as_its_opposite(ask):
    assert ask("team -3").data["refused"] == "Invalid"
    assert ask("close base -228k").data["refused"] == "Invalid"


@pytest.mark.parametrize(
    ("verb", "args", "told"),
    [
        ("band", {"level": 5}, "level: takes text."),
        ("band", {"market": "us"}, "market: is nothing I take here. Did you mean markets?"),
        ("team", {"foo": 1}, "foo: is nothing I take here. I take engineers, nobody, kind, about, everything."),
        ("due", {"req": float("inf")}, "req: takes a number."),
        ("band", {"markets": "us"}, "markets: takes a list."),
        ("team", {"engineers": "many"}, "engineers: takes a whole number."),
        ("outsource", {"core": "maybe"}, "core: takes 'yes' or 'no'."),
        ("close", {"base": "a lot"}, "base: give an amount such as $228,000 or 228k."),
        ("close", {"base": "228k", "grant_years": 99}, "grant_years: takes a number up to 20."),
    ],
)
def test_a_wrong_argument_is_told_in_our_words(ask, verb, args, told):
    assert ask(verb=verb, **args).text == told


def test_a_base_against_one_figure_is_in_no_quarter_of_it(ask, shown):
    reply = ask("close base 190k senior charlotte")
    assert "which is no band" in reply.text
    assert reply.data["place"] is None
    assert [row["source"] for row in reply.data["other_bases"]] == ["rfs", "kore1"]


def test_a_base_over_one_sources_band_shows_the_others(ask, shown):
    reply = ask("close base 250k senior bellevue")
    assert reply.text == "The base is above RFS's band"
    assert "Seattle, Senior, $260K base (KORE1, May 2026)" in shown(reply)


def test_a_source_named_as_a_fact_leads_to_the_source(ask):
    reply = ask("fact rfs")
    assert reply.actions[0].verb == "sources" and reply.actions[0].args == {"source": "rfs"}


def test_nothing_far_off_is_offered_for_a_fact_that_does_not_exist(ask):
    assert [action.verb for action in ask("fact nonsense").actions] == ["ask", "sources"]


def test_a_loop_speaks_of_no_round_that_it_lacks(ask, shown):
    for said in ("loop junior", "loop mid data scientist"):
        assert "debugging ranks first" not in shown(ask(said))


def test_hours_that_a_guide_counts_otherwise_are_explained(ask, shown):
    assert "It counts 4–6 h in all; its rounds' own lengths come to 4–4.5 h." in shown(ask("loop kore1"))


def test_only_rounds_with_questions_are_offered(ask):
    offered = [action for action in ask("questions mlops").more if action.verb == "questions"]
    assert offered
    for action in offered:
        assert any(each["match"] != "nearest" for each in ask(verb="questions", **action.args).data["questions"])


def test_a_kit_asks_for_more_than_one_thing_a_round(ask):
    judged = [each for each in ask("kit senior production").data["rounds"] if each["judged"]]
    assert all(len(each["criteria"]) + len(each["unwritten"]) >= 2 for each in judged)


def test_sources_of_a_lane_begin_with_its_own_pools(ask):
    named = [pool["fact"] for pool in ask("source mlops").data["pools"][:4]]
    assert "mlaiqa.sourcing.open-source-contributors" in named
    assert "rfs.sourcing.pool-tooling-companies" in named


def test_tools_that_are_only_named_have_a_kind_and_no_verdict(ask, shown):
    assert ask("tools docker").data["tools"][0]["category"] == "container orchestration"
    reply = ask("tools pinecone vs pgvector")
    assert reply.text == "Pinecone or pgvector: no guide judges either"
    assert "vector store" in shown(reply)


def test_answers_given_already_are_answered_while_the_rest_is_asked(ask, shown):
    reply = ask("contract to hire or direct for our second ML engineer")
    assert reply.form
    assert "Contract-to-hire works for hires two and three" in shown(reply)


@pytest.mark.parametrize("said", [said for said in SAID if not said.startswith(ANSWERED_FROM_STATE)])
def test_whoever_is_named_beside_a_sentence_is_cited_below(ask, house, shown, said):
    reply = ask(said)
    text, _, _ = shown(reply).partition(" Sources: ")
    names = {name: source for source, name in house.library("acme").short_names.items()}
    named = {names[name] for name in names if re.search(rf"\((?:[^()]*, )?{re.escape(name)}(?:, [^()]*)?\)", text)}
    assert named <= {cited.id for cited in reply.sources}


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("what kills an offer", "close"),
        ("how do I win a candidate who has 3 other offers", "close"),
        ("what was the most expensive mistake", "mistakes"),
        ("common mistakes in interviews", "mistakes"),
        ("who do we hire second", "team"),
        ("we're 400 engineers, how should ml be organised", "team"),
        ("what happens after senior", "role"),
        ("difference between triton and torchserve", "tools"),
        ("feature stores", "tools"),
        ("where not to look", "source"),
        ("template for a job ad", "jd template"),
        ("what keeps people", "retain"),
    ],
)
def test_a_question_in_plain_words_reaches_the_verb_that_answers_it(house, said, verb):
    heard = house.router.read(Command(MEI, CHANNEL, NOW, said=said))
    assert heard.verb.name == verb


@pytest.mark.parametrize(
    ("said", "verb_shown"),
    [
        ("what does a staff engineer do", "Senior or staff"),
        ("do we need a research scientist", "research or deep-learning engineer trains"),
        ("what usually goes wrong with a first ml hire", "failures that the guides tell of"),
        ("we are 60 engineers, who first", "60 engineers. Shipping ML features"),
        ("which orchestrator should we use", "Orchestration: 6"),
        ("what do they look for in a company", "They weigh high"),
        ("why do candidates reject us", "Deal-breakers"),
        ("should we use hackerrank in the loop", "use neither LeetCode"),
        ("questions ask about age", "Never ask what somebody earns"),
        ("which states require pay ranges", "eight US states required a pay range"),
        ("what's the difference between nyc and sf pay", "New York City beside San Francisco"),
        ("good morning, band senior remote", "post $190K–$230K"),
        ("certz", "certificates are of the first tier"),
        ("how much equity does a staff get", "no guide gives equity. Nearest: US remote, Senior, 0.09%–0.20%"),
        ("close equity 0.05% staff sf", "$50K vests"),
    ],
)
def test_a_question_reaches_the_verb_that_answers_it(ask, said, verb_shown):
    assert verb_shown in ask(said).text


@pytest.mark.parametrize("said", ["should we pay a sign-on bonus", "how do I make our job more attractive"])
def test_a_question_that_only_sounds_like_pay_gets_no_table_of_it(ask, said):
    assert "rows" not in ask(said).data


def test_a_level_that_the_market_rows_are_not_of_gets_no_line_about_seniors(ask, shown):
    assert "Seniors in ML are in very high demand" in shown(ask("market senior"))
    assert "Seniors in ML are in very high demand" not in shown(ask("market mid"))


def test_a_sentence_that_two_levels_share_is_said_once(ask, shown):
    assert shown(ask("role staff")).count("Staff and principal engineers work over teams") == 1


def test_a_band_with_a_lane_and_modifiers_keeps_to_a_phone_screen(ask, phone_lines):
    assert phone_lines(ask("band senior remote mlops")) <= PHONE_SCREEN + 2
    assert phone_lines(ask("band senior remote inference")) <= PHONE_SCREEN


def test_a_usual_share_is_of_the_market_where_no_level_has_one(ask, shown):
    assert "San Francisco Bay Area, Senior, 0.10%–0.25% equity" in shown(ask("close equity 0.05% staff sf"))


def test_a_specialty_gives_a_description_its_lane(ask):
    assert ask("jd template inference senior").data["lane"] == "mlops"


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        (
            "band compare senior sf vs senior remote",
            ["RFS base $210K–$255K and $190K–$230K", "0.10%–0.25% and 0.09%–0.20%"],
        ),
        ("band senior", ["$230K–$340K base (KORE1, May 2026)"]),
        ("band intern", ["the nearest level is junior", "$140K–$180K total (mlai.qa, Apr 2026)"]),
        ("loop senior compare", ["KORE1: 5 rounds, 4–6 h, 14 days", "mlai.qa: 5 rounds, 3.8–4.5 h, under 21 days"]),
        ("ask how many offers does such a person have", ["2.8 competing offers", "four to eight", "two to four"]),
        ("tools kubeflow vs mlflow", ["MLflow: lightweight", "weak: operational complexity"]),
        ("tools feature stores", ["Feast, Tecton"]),
        ("ramp", ["Weeks 1–2, model inventory"]),
        ("mistakes offer", ["nobody measures models"]),
        ("questions mlops design", ["“An invented company ships 5 ML products."]),
        ("questions not to ask", ["LeetCode"]),
    ],
)
def test_the_plain_text_alone_answers(ask, said, figures):
    text = ask(said).text
    assert [figure for figure in figures if figure not in text] == []
    assert len(text) <= LETTERS_IN_SHORT
