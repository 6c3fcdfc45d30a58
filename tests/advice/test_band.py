"""`band` as a person sees it."""

from __future__ import annotations

import re

import pytest

from handlers.core.reply import Heading, Picture, Table


def test_senior_remote_leads_with_the_range_to_post(ask):
    reply = ask("band senior remote")
    assert reply.text == "Senior ML engineer, remote: post $190K–$230K base"
    assert isinstance(reply.elements[0], Heading)
    assert reply.data["posting_range"] | {"steps": ()} == {
        "low": 190000, "high": 230000, "currency": "USD", "measures": "base", "scope": "exact",
        "market": "us-remote", "fact": "rfs.pay.senior-us-remote-base", "steps": (),
    }  # fmt: skip


def test_us_remote_and_worldwide_remote_are_two_named_groups(ask):
    table = next(each for each in ask("band senior remote").elements if isinstance(each, Table))
    assert [section.title for section in table.sections] == ["US remote", "Remote, worldwide", "Broader"]


def test_every_row_says_source_date_measure_and_scope(ask):
    for row in ask("band senior remote").data["rows"]:
        assert row["source"] and row["as_of"] and row["measures"] in {"base", "total", "equity_percent", "unstated"}
        assert row["scope"] in {"exact", "broader", "nearby"}


def test_euros_stay_euros(ask):
    data = ask("band senior europe").data
    assert {row["currency"] for row in data["rows"] if row["scope"] == "exact"} == {"EUR"}
    assert data["posting_range"] is None
    assert data["posting_range_reason"] == "no-base-figure"


def test_a_place_without_figures_is_said_and_the_nearest_offered(ask):
    reply = ask("band senior lisbon")
    assert "no guide has a figure for Lisbon" in reply.text
    assert "€135K–€180K" in reply.text
    assert reply.actions[0].args["markets"] == ["western-europe"]
    assert ask(verb="band", **reply.actions[0].args).data["market"] == "western-europe"


@pytest.mark.parametrize(
    "said", ["L5 google", "L5 google mountain view", "what does google pay an L5", "band senior at meta", "senior at a faang"]
)
def test_of_one_employer_no_guide_gives_the_pay_and_the_level_is_answered(ask, said):
    reply = ask(said)
    assert reply.data["level"] == "senior"
    assert "No guide gives pay at" in reply.text
    assert not any("I left out" in str(each) for each in reply.elements)


@pytest.mark.parametrize(
    "said", ["band senior from google", "band senior who left amazon", "how much more does google pay than us"]
)
def test_an_employer_that_somebody_left_is_no_one_asked_about(ask, said):
    assert "No guide gives pay at" not in ask(said).text


def test_equity_of_no_level_is_told_in_the_text_alone_too(ask):
    assert "0.10%–0.25% equity (RFS" in ask("how much equity at series b").text


@pytest.mark.parametrize(
    "said", ["is our 190-230 band ok for a senior in seattle", "our range of 190-230 salary, senior seattle"]
)
def test_a_range_named_as_the_band_is_held_against_it(ask, said):
    assert ask(said).text.startswith("Senior ML engineer, Seattle: $190K–$230K begins under and ends inside the base to post")


@pytest.mark.parametrize("said", ["1.2M for senior", "is 1.2m too much for a senior", "band senior 1.2M"])
def test_more_than_a_million_is_a_pay_too(ask, said):
    assert "$1.2M is over KORE1's $230K–$340K base" in ask(said).text


@pytest.mark.parametrize("said", ["band senior sf, we raised 1.5M", "band senior sf, 2m revenue"])
def test_a_companys_millions_are_nobodys_pay(ask, said):
    assert ask(said).data["offered"] is None


@pytest.mark.parametrize("said", ["¥15m tokyo", "senior tokyo ¥15m", "is 15m yen enough for a senior in tokyo"])
def test_yen_in_a_place_without_figures_stay_yen(ask, said):
    reply = ask(said)
    assert "no guide has a figure for Tokyo. Nearest: Remote, worldwide" in reply.text
    assert "JPY 15M" in reply.text
    assert reply.data["offered"] | {"beside": []} == {"low": 15000000, "high": 15000000, "currency": "JPY", "beside": []}


@pytest.mark.parametrize(
    "said", ["is seattle cheaper than nyc", "which is cheaper seattle or nyc", "is seattle more expensive than nyc"]
)
def test_which_of_two_places_costs_more_is_answered_by_both(ask, said):
    data = ask(said).data
    assert [data[side]["markets"] for side in "ab"] == [["seattle"], ["new-york"]]


def test_all_rows_are_a_command_away(ask, shown):
    assert '"band senior remote all" shows it' in shown(ask("band senior remote"))
    told = re.search(r'more rows?: "([^"]+)"', shown(ask("band senior nyc + seattle mlops inference hybrid")))
    args = ask(told[1]).data
    assert (args["level"], args["lane"], args["specialty"]) == ("senior", "mlops", "inference")
    assert (args["markets"], args["modifiers"]) == (["new-york", "seattle"], ["hybrid"])


@pytest.mark.parametrize("said", ["all", "show all", "more"])
def test_all_by_itself_is_told_where_it_goes(ask, said):
    reply = ask(said)
    assert not reply.understood
    assert "band senior remote all" in reply.text
    assert ask(verb="band", **reply.actions[0].args).data["rows"]


@pytest.mark.parametrize(
    ("lane", "silent"),
    [("production", []), ("data-scientist", ["data-scientist"]), ("mlops", ["mlops"]), ("research", ["research"])],
)
def test_the_data_name_the_lane_that_no_base_is_known_of_as_the_text_does(ask, lane, silent):
    reply = ask(f"band senior remote {lane}")
    assert reply.data["without_figure"] == silent
    assert ("No guide gives base pay for" in reply.text) is bool(silent)


def test_on_site_has_no_figure_and_the_answer_says_so(ask):
    reply = ask("band senior seattle on-site")
    assert "on-site" in reply.data["without_figure"]
    assert any("what it costs is not said" in str(each) for each in reply.elements)


def test_another_sources_factor_is_shown_and_not_applied(ask):
    steps = ask("band senior sf hybrid").data["posting_range"]["steps"]
    assert [step["key"] for step in steps] == ["taken", "shown", "high-end"]


def test_the_platform_premium_is_said_for_staff_alone(ask):
    def premium(said):
        return [one for one in ask(said).data["adjustments"] if one["fact"] == "mlaiqa.pay-factors.platform-over-model"]

    assert premium("band staff us platform")[0]["applies"]
    assert not any(one["applies"] for one in premium("band mid us platform"))


def test_a_picture_comes_on_request_with_base_and_total_apart(ask):
    assert not any(isinstance(each, Picture) for each in ask("band senior remote").elements)
    picture = next(each for each in ask("band senior remote picture").elements if isinstance(each, Picture))
    assert len(picture.panels) >= 2
    assert picture.alt


def test_the_second_side_of_a_comparison_takes_what_it_lacks_from_the_first(ask):
    assert ask("compare senior sf vs nyc").data["b"]["level"] == "senior"


def test_years_of_experience_stand_for_a_level_and_the_reading_is_shown(ask):
    reply = ask("band 7 years remote")
    assert reply.data["level"] == "senior"
    assert "7 years as Senior (mlai.qa: 5–8 years)" in str(reply.elements[0])


@pytest.mark.parametrize(("years", "levels"), [("2", ["junior", "mid"]), ("5", ["mid", "senior"]), ("8", ["senior", "staff"])])
def test_years_at_which_two_levels_meet_are_asked_about(ask, years, levels):
    reply = ask(f"band {years} years remote")
    assert not reply.understood
    assert [action.args["level"] for action in reply.actions] == levels
    assert ask(verb="band", **reply.actions[0].args).data["level"] == levels[0]


def test_a_span_of_years_that_a_source_uses_is_its_level(ask):
    assert ask("band 5-8 years us").data["level"] == "senior"


def test_another_sources_factor_is_said_beside_the_range_and_not_reckoned_in(ask):
    reply = ask("band senior remote no-llm")
    assert reply.text.endswith("post $190K–$230K base, not reckoned in: no LLM work −$20K (KORE1)")


def test_every_source_that_is_named_is_cited(ask):
    reply = ask("band staff us")
    assert {"kore1", "exzev", "mlaiqa"} <= {cited.id for cited in reply.sources}


def test_that_a_factor_has_no_figure_is_said_once(ask, shown):
    assert "No guide has a figure for" not in shown(ask("band senior remote on-site phd"))


def test_several_markets_each_have_their_own_range(ask):
    reply = ask("band senior sf, nyc and seattle")
    assert "$210K–$255K in San Francisco Bay Area, $205K–$248K in New York City" in reply.text
    assert (reply.data["posting_range"], reply.data["posting_range_reason"]) == (None, "several-markets")


def test_two_kinds_of_work_are_compared_at_one_level(ask):
    data = ask("band mlops vs applied llm senior remote").data
    assert [(data[side]["lane"], data[side]["level"]) for side in "ab"] == [("mlops", "senior"), ("applied-llm", "senior")]
    assert ask("band nlp vs recommender senior").text.startswith("Senior, NLP / NLU beside Senior, Recommender systems: ")


def test_two_kinds_of_work_without_a_level_are_asked_about(ask):
    reply = ask("band mlops vs research")
    assert not reply.understood and "At which level?" in reply.text
    assert [action.label for action in reply.actions] == ["Mid-level", "Senior", "Staff"]
    assert {action.args["a"]["lane"] for action in reply.actions} == {"mlops"}


def test_two_things_set_against_each_other_are_compared(ask):
    assert ask("band senior remote vs senior sf").data["pairs"]


def test_a_remote_region_without_figures_is_answered(ask):
    assert "€135K–€180K" in ask("range senior remote europe").text


def test_the_opposite_of_what_was_asked_for_is_no_news(ask, shown):
    assert "no LLM work −$20K" not in shown(ask("band senior remote applied llm"))
    assert "no LLM work −$20K" in shown(ask("band senior remote"))


def test_kinds_of_pay_that_are_not_there_are_not_said_to_differ(ask, shown):
    text = shown(ask("band staff new york"))
    assert "total and pay of an unstated kind are different things" in text
    assert "base and" not in text


def test_one_figure_is_no_range_to_reckon_with(ask, shown):
    assert "The range:" not in shown(ask("band senior tampa"))


def test_two_premiums_that_come_to_the_same_are_said_once(ask, shown):
    assert shown(ask("band senior bay area platform")).count("mlai.qa would make it") == 1


def test_no_difference_is_called_none(ask):
    table = next(each for each in ask("senior seattle vs remote").elements if isinstance(each, Table))
    assert [row[-1] for row in table.sections[0].rows][-1] == "none"


def test_a_level_that_no_guide_knows_is_said(ask, shown):
    assert "No guide speaks of pay for interns: the nearest level is junior." in shown(ask("band intern remote"))
    assert ask("band director sf").data["level"] == "staff"


def test_a_rank_beside_a_level_is_not_dropped_in_silence(ask, shown):
    reply = ask("band senior manager nyc")
    assert "No guide speaks of pay for managers: this is for senior." in shown(reply)
    assert reply.data["level"] == "senior"


@pytest.mark.parametrize("said", ["band mid equity sf", "band junior equity", "senior equity in austin"])
def test_a_measure_that_no_guide_gives_there_is_answered_by_where_one_does_and_its_source(ask, said):
    reply = ask(said)
    assert "no guide gives equity. Nearest: " in reply.text
    assert "(RFS, 2026)" in reply.text
    assert "rfs" in {source.id for source in reply.sources}


@pytest.mark.parametrize("said", ["senior nyc equity", "band senior remote 10 years", "how much equity for a senior in seattle"])
def test_every_button_under_a_band_works_whatever_was_asked_beside_the_cell(ask, said):
    for each in ask(said).actions:
        assert "refused" not in ask(verb=each.verb, **each.args).data


def test_a_round_of_money_that_a_row_is_counted_for_is_not_left_out(ask, shown):
    text = shown(ask("band senior nyc series b"))
    assert "left out" not in text and "Series B" in text
    assert "left out" in shown(ask("band senior nyc series d"))


def test_two_names_of_one_level_are_said_to_be_one(ask):
    reply = ask("compare staff and lead")
    assert reply.text.startswith("Staff: both sides are one and the same to the guides. ")
    assert len(reply.actions) == 1


def test_questions_about_the_same_figures_share_one_table(ask):
    plain, of_lane = (
        next(each for each in ask(said).elements if isinstance(each, Table)) for said in ("band mid us", "band mid us mlops")
    )
    assert plain is of_lane


def test_all_rows_are_no_part_of_the_short_table(ask):
    short, long = (
        next(each for each in ask(said).elements if isinstance(each, Table)) for said in ("band mid us", "band mid us all")
    )
    assert sum(len(section.rows) for section in short.sections) < sum(len(section.rows) for section in long.sections)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("band senior sf 200k", "$200K is under the base to post, $210K–$255K"),
        ("we pay 230k for a senior in sf, is that ok", "$230K lies inside the base to post, $210K–$255K"),
        ("our band is 180-210 for senior in seattle", "$180K–$210K begins under and ends inside the base to post, $198K–$242K"),
        ("is 260k too much for a senior in nyc", "$260K is over the base to post, $205K–$248K"),
    ],
)
def test_a_pay_that_is_named_is_set_against_the_base_to_post(ask, said, stands):
    reply = ask(said)
    assert reply.text.endswith(stands)
    assert reply.data["offered"]["beside"][0] | {"standing": ""} == {"fact": reply.data["posting_range"]["fact"], "standing": ""}


def test_a_pay_is_set_against_each_source_of_the_nearest_figures_where_a_place_has_none(ask, shown):
    reply = ask("is 180 enough for a senior in berlin")
    assert "no guide has a figure for Berlin" in reply.text
    assert "Read 180 as 180K. " in shown(reply)
    assert "€180K lies inside EXZEV's €135K–€180K (Western Europe, base or total not stated)." in shown(reply)


def test_a_pay_in_another_currency_is_set_against_nothing(ask, shown):
    reply = ask("band senior austin €150k")
    assert "No figure here is in the currency of €150K, and nothing is converted." in shown(reply)
    assert reply.data["offered"]["beside"] == []


def test_a_pay_without_a_level_asks_for_one(ask, shown):
    assert "Name a level and a market, and I'll say where $200K stands." in shown(ask("we pay 200k is that ok"))


def test_a_pay_stands_in_the_buttons_again(ask):
    reply = ask("band senior sf 200k")
    again = next(action for action in reply.actions if action.args.get("picture"))
    assert ask(verb="band", **again.args).data["offered"]["low"] == 200_000


@pytest.mark.parametrize("said", ["band junior berlin", "band junior bangalore", "band junior warsaw remote"])
def test_a_level_without_figures_in_the_nearest_markets_is_answered_by_those_it_has_elsewhere(ask, said):
    reply = ask(said)
    assert "Nearest: region not stated, Junior, $140K–$180K total (mlai.qa, Apr 2026)." in reply.text
    assert reply.data["rows"]


def test_a_measure_is_nearest_at_the_level_that_was_asked_for(ask):
    assert "Senior, $260K–$360K total (mlai.qa" in ask("band senior geneva total").text
    assert "Junior" not in ask("band senior geneva total").text


def test_a_broader_figure_of_the_measure_asked_for_leads_and_says_that_it_is_broader(ask):
    assert ask("total comp staff sf").text.endswith("$360K–$550K+ total (mlai.qa, employers not stated; region not stated)")


def test_a_figure_over_all_levels_comes_after_those_of_the_level(ask):
    levels = [row["level"] for row in ask("band mid sf").data["rows"]]
    assert levels == sorted(levels, key=lambda level: level is None)


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
    ("said", "job"),
    [
        ("band data engineer senior sf", "data engineer"),
        ("salary software engineer nyc", "software engineer"),
        ("band plumber", "other trade"),
    ],
)
def test_other_work_gets_no_ml_engineers_pay(ask, said, job):
    reply = ask(said)
    assert reply.text.startswith("No guide has pay for")
    assert reply.data["job"] == job and reply.data["rows"] == [] and reply.data["posting_range"] is None
    assert reply.actions[0].verb == "band"


def test_an_ml_product_manager_is_no_ml_engineer(ask):
    assert ask("ml product manager pay").data["job"] == "product manager"


def test_an_ml_engineer_by_another_name_is_one(ask):
    assert ask("band senior ml software engineer nyc").data["market"] == "new-york"
    assert ask("band senior software engineer machine learning nyc").data["rows"]


@pytest.mark.parametrize("said", ["what is the premium for llm", "is genai more expensive", "premium for mlops"])
def test_what_a_kind_of_work_adds_is_answered_by_what_the_guides_say_it_adds(ask, said):
    reply = ask(said)
    assert reply.data["adjustments"] and not reply.data["rows"]
    assert {"level", "market", "lane", "modifiers", "rows", "adjustments", "posting_range"} <= reply.data.keys()


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


@pytest.mark.parametrize(
    ("said", "level"), [("band e5 sf", "senior"), ("band level 4", "mid"), ("band ten years", "staff"), ("tc l6 sf", "staff")]
)
def test_a_level_is_read_by_its_ladder_and_by_years_in_words(ask, said, level):
    assert ask(said).data["level"] == level


def test_what_is_asked_with_than_is_compared(ask):
    data = ask("how much more is staff than senior").data
    assert (data["a"]["level"], data["b"]["level"]) == ("staff", "senior")


@pytest.mark.parametrize(
    "said",
    ["band mid seattle", "band mid genai ny", "band mid mlops seattle", "band data scientist mid sf",
     "is 190k ok for a mid genai in nyc", "is 190k ok for a mid in nyc"],
)  # fmt: skip
def test_the_headline_says_of_which_market_the_figure_is_whatever_else_it_says(ask, said):
    assert "(the figure is for US, any metro)" in ask(said).text


@pytest.mark.parametrize(
    ("said", "lane"),
    [
        ("band data scientist", "data scientist"),
        ("band mlops nyc", "MLOps / ML platform engineer"),
        ("band staff mlops nyc", "MLOps / ML platform engineer"),
        ("band senior mlops nyc and sf", "MLOps / ML platform engineer"),
        ("band senior llm boston", "applied AI / LLM engineer"),
        ("is 190k ok for a mid genai in nyc", "applied AI / LLM engineer"),
    ],
)
def test_figures_of_ml_engineers_never_go_by_another_lanes_name(ask, said, lane):
    text = ask(said).text
    assert f"No guide gives base pay for {lane} work alone" in text
    assert "ML engineer" in text.split(":")[0]
    assert lane not in text.split(":")[0]


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


@pytest.mark.parametrize("place", ["irvine", "charlotte", "tampa"])
def test_a_single_figure_is_no_range_to_post(ask, place):
    data = ask(f"band senior {place}").data
    assert (data["posting_range"], data["posting_range_reason"]) == (None, "single-figure")
    assert any(row["low"] == row["high"] for row in data["rows"])


def test_distributed_training_is_work_and_no_remote_place(ask):
    data = ask("band distributed training staff sf").data
    assert (data["market"], data["modifiers"]) == ("bay-area", ["platform"])
    assert ask("band senior distributed").data["market"] == "remote"


@pytest.mark.parametrize("said", ["how much is a junior", "band junior sf"])
def test_a_figure_over_all_levels_is_none_of_a_level_below_those_that_its_source_speaks_of(ask, said):
    assert {row["source"] for row in ask(said).data["rows"]} == {"mlaiqa"}
    assert "kore1" in {row["source"] for row in ask("band mid sf").data["rows"] if row["level"] is None}


def test_a_background_at_a_frontier_lab_is_read_by_the_labs_name(ask):
    assert ask("band senior openai background").data["modifiers"] == ["frontier-lab"]


def test_colour_codes_of_a_terminal_are_no_part_of_a_word(ask):
    assert ask("band \x1b[1msenior\x1b[0m remote").data["level"] == "senior"


def test_an_airports_name_is_its_citys(ask):
    assert "no guide has a figure for Bangalore" in ask("band senior blr").text


def test_the_top_of_a_levels_band_is_a_question_of_pay(ask):
    assert ask("top of band senior seattle").data["market"] == "seattle"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("top quartile of 190-230", "The top quarter of $190K–$230K is $220K–$230K."),
        ("what is the upper quarter of €120k to €160k", "The top quarter of €120K–€160K is €150K–€160K."),
        ("top quartile of senior remote", "The top quarter of $190K–$230K (RFS) is $220K–$230K."),
        ("top quartile of our band", "The base has to lie in the upper quarter"),
    ],
)
def test_the_top_quarter_of_a_range_is_reckoned_with_the_advice(ask, said, answer):
    reply = ask(said)
    assert reply.text.startswith(answer)
    assert "The base has to lie in the upper quarter of the band chosen at the start. (KORE1)" in reply.text
    assert "kore1" in {source.id for source in reply.sources}


def test_what_kore1_says_of_the_us_moves_no_band_elsewhere(ask, shown):
    europe = shown(ask("band senior western europe"))
    assert "underpriced" not in europe
    assert "the pool is 60% smaller" not in europe
    assert europe.count("platform work") == 1
    assert "an underpriced band costs 3–6 weeks (KORE1)" in shown(ask("band senior remote"))


def test_what_is_said_of_office_work_in_a_second_tier_metro_is_not_applied_to_others(ask, shown):
    elsewhere = ask("band senior new york on-site")
    assert "That is said of another market than yours, so it is not applied." in shown(elsewhere)
    assert [one["applies"] for one in elsewhere.data["adjustments"] if "on-site" in one["modifiers"]] == [False]
    there = ask("band senior tampa on-site")
    assert [one["applies"] for one in there.data["adjustments"] if "on-site" in one["modifiers"]] == [True]


@pytest.mark.parametrize("said", ["band senior london", "band senior canada", "band senior austin"])
def test_a_place_without_figures_is_no_market_left_unnamed(ask, said):
    assert ask(said).data["posting_range_reason"] == "market-not-covered"


def test_a_pay_that_equals_the_one_known_figure_is_not_said_to_equal_a_range(ask):
    reply = ask("is 215 enough for a senior in irvine")
    assert "$215K equals the one base that is known, $215K" in reply.text
    assert reply.data["posting_range_reason"] == "single-figure"


@pytest.mark.parametrize(
    "said", ["band senior 200k-190k remote", "is 200-190 ok for a senior remote", "band senior 200k to 190k remote"]
)
def test_a_range_whose_high_end_is_named_first_is_read_whole_and_that_is_shown(ask, shown, said):
    reply = ask(said)
    assert (reply.data["offered"]["low"], reply.data["offered"]["high"]) == (190_000, 200_000)
    assert "as 190K–200K." in shown(reply)
    assert "I left out" not in shown(reply)
