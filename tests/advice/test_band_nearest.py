"""`band` where no guide has the figure: that is said, and the nearest shown."""

from __future__ import annotations

import pytest


def test_a_place_without_figures_is_said_and_the_nearest_offered(ask):
    reply = ask("band senior lisbon")
    assert "no guide has a figure for Lisbon" in reply.text
    assert "€135K–€180K" in reply.text
    assert reply.actions[0].args["markets"] == ["western-europe"]
    assert ask(verb="band", **reply.actions[0].args).data["market"] == "western-europe"


@pytest.mark.parametrize("said", ["band senior london", "band senior canada", "band senior austin"])
def test_a_place_without_figures_is_no_market_left_unnamed(ask, said):
    assert ask(said).data["posting_range_reason"] == "market-not-covered"


def test_a_remote_region_without_figures_is_answered(ask):
    assert "€135K–€180K" in ask("range senior remote europe").text


def test_remote_in_a_country_is_answered_by_its_nearest_markets(ask):
    reply = ask("band senior remote germany")
    assert "no guide has a figure for remote in Germany. Nearest: Western Europe" in reply.text
    assert ask(verb="band", level="senior", places=["remote in Germany"]).text == reply.text


def test_a_place_beside_a_market_is_not_dropped_in_silence(ask, shown):
    reply = ask("band senior sf, munich")
    assert reply.text == "Senior ML engineer, San Francisco Bay Area: post $210K–$255K base"
    assert "No guide has a figure for Munich" in shown(reply)


def test_a_city_of_two_countries_shows_both(ask):
    assert [action.args["markets"] for action in ask("band senior cambridge").actions] == [["western-europe"], ["us"]]


def test_an_airports_name_is_its_citys(ask):
    assert "no guide has a figure for Bangalore" in ask("band senior blr").text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("band senior onsite austin", "what it costs is not said"),
        ("band senior llm boston", "LLM"),
        ("band staff platform hybrid boston", "office days"),
        ("band senior sydney hybrid", "office days"),
        ("band senior phd austin", "a PhD"),
    ],
)
def test_of_what_was_named_beside_a_place_without_figures_the_answer_speaks_too(ask, shown, said, told):
    assert told.casefold() in shown(ask(said)).casefold()


def test_what_is_said_of_a_market_does_not_apply_to_a_place_without_figures_nor_in_the_data(ask):
    of_markets = [one for one in ask("band staff platform hybrid boston").data["adjustments"] if one["why_not"] == "market"]
    assert of_markets
    assert not any(one["applies"] for one in of_markets)


@pytest.mark.parametrize("said", ["band junior berlin", "band junior bangalore", "band junior warsaw remote"])
def test_a_level_without_figures_in_the_nearest_markets_is_answered_by_those_it_has_elsewhere(ask, said):
    reply = ask(said)
    assert "Nearest: region not stated, Junior, $140K–$180K total (mlai.qa, Apr 2026)." in reply.text
    assert reply.data["rows"]


@pytest.mark.parametrize("said", ["band mid equity sf", "band junior equity", "senior equity in austin"])
def test_a_measure_that_no_guide_gives_there_is_answered_by_where_one_does_and_its_source(ask, said):
    reply = ask(said)
    assert "no guide gives equity. Nearest: " in reply.text
    assert "(RFS, 2026)" in reply.text
    assert "rfs" in {source.id for source in reply.sources}


def test_a_measure_is_nearest_at_the_level_that_was_asked_for(ask):
    assert "Senior, $260K–$360K total (mlai.qa" in ask("band senior geneva total").text
    assert "Junior" not in ask("band senior geneva total").text


def test_a_broader_figure_of_the_measure_asked_for_leads_and_says_that_it_is_broader(ask):
    assert ask("total comp staff sf").text.endswith("$360K–$550K+ total (mlai.qa, employers not stated; region not stated)")


@pytest.mark.parametrize(
    "said", ["band hourly rate senior", "band senior contractor sf", "band freelance senior berlin", "band c2c mid"]
)
def test_pay_by_the_hour_or_for_contractors_is_given_by_no_guide(ask, shown, said):
    assert "no guide gives one by the hour" in shown(ask(said))


@pytest.mark.parametrize(
    ("said", "currency"),
    [("band senior zurich chf", "Swiss francs"), ("band senior sf in euros", "euros"), ("band mid pune lakhs", "rupees")],
)
def test_nothing_is_converted_to_another_currency(ask, shown, said, currency):
    assert f"nothing is converted to {currency}" in shown(ask(said))


@pytest.mark.parametrize(
    "said", ["L5 google", "L5 google mountain view", "what does google pay an L5", "band senior at meta", "senior at a faang"]
)
def test_of_one_employer_no_guide_gives_the_pay_and_the_level_is_answered(ask, said):
    reply = ask(said)
    assert reply.data["level"] == "senior"
    assert "No guide gives pay at" in reply.text
    assert not any("I left out" in str(each) for each in reply.elements)


@pytest.mark.parametrize("said", ["band senior big apple", "budget for a principal in the Big Apple"])
def test_a_city_that_is_called_like_an_employer_is_the_city(ask, shown, said):
    reply = ask(said)
    assert reply.data["markets"] == ["new-york"]
    assert "Apple by itself" not in shown(reply)


@pytest.mark.parametrize(
    "said", ["band senior from google", "band senior who left amazon", "how much more does google pay than us"]
)
def test_an_employer_that_somebody_left_is_no_one_asked_about(ask, said):
    assert "No guide gives pay at" not in ask(said).text
