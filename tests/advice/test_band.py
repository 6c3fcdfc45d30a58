"""`band` as a person sees it: the range to post, the table, and which level and place are meant."""

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


def test_equity_of_no_level_is_told_in_the_text_alone_too(ask):
    assert "0.10%–0.25% equity (RFS" in ask("how much equity at series b").text


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


def test_a_picture_comes_on_request_with_base_and_total_apart(ask):
    assert not any(isinstance(each, Picture) for each in ask("band senior remote").elements)
    picture = next(each for each in ask("band senior remote picture").elements if isinstance(each, Picture))
    assert len(picture.panels) >= 2
    assert picture.alt


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


def test_every_source_that_is_named_is_cited(ask):
    reply = ask("band staff us")
    assert {"kore1", "exzev", "mlaiqa"} <= {cited.id for cited in reply.sources}


def test_several_markets_each_have_their_own_range(ask):
    reply = ask("band senior sf, nyc and seattle")
    assert "$210K–$255K in San Francisco Bay Area, $205K–$248K in New York City" in reply.text
    assert (reply.data["posting_range"], reply.data["posting_range_reason"]) == (None, "several-markets")


def test_kinds_of_pay_that_are_not_there_are_not_said_to_differ(ask, shown):
    text = shown(ask("band staff new york"))
    assert "total and pay of an unstated kind are different things" in text
    assert "base and" not in text


def test_one_figure_is_no_range_to_reckon_with(ask, shown):
    assert "The range:" not in shown(ask("band senior tampa"))


def test_a_level_that_no_guide_knows_is_said(ask, shown):
    assert "No guide speaks of pay for interns: the nearest level is junior." in shown(ask("band intern remote"))
    assert ask("band director sf").data["level"] == "staff"


def test_a_rank_beside_a_level_is_not_dropped_in_silence(ask, shown):
    reply = ask("band senior manager nyc")
    assert "No guide speaks of pay for managers: this is for senior." in shown(reply)
    assert reply.data["level"] == "senior"


@pytest.mark.parametrize("said", ["senior nyc equity", "band senior remote 10 years", "how much equity for a senior in seattle"])
def test_every_button_under_a_band_works_whatever_was_asked_beside_the_cell(ask, said):
    for each in ask(said).actions:
        assert "refused" not in ask(verb=each.verb, **each.args).data


def test_a_round_of_money_that_a_row_is_counted_for_is_not_left_out(ask, shown):
    text = shown(ask("band senior nyc series b"))
    assert "left out" not in text and "Series B" in text
    other = shown(ask("band senior nyc series d"))
    assert "No guide tells pay apart by a company's stage" in other and "the equity here is for Series B" in other


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


def test_a_figure_over_all_levels_comes_after_those_of_the_level(ask):
    levels = [row["level"] for row in ask("band mid sf").data["rows"]]
    assert levels == sorted(levels, key=lambda level: level is None)


@pytest.mark.parametrize(
    ("said", "level"), [("band e5 sf", "senior"), ("band level 4", "mid"), ("band ten years", "staff"), ("tc l6 sf", "staff")]
)
def test_a_level_is_read_by_its_ladder_and_by_years_in_words(ask, said, level):
    assert ask(said).data["level"] == level


@pytest.mark.parametrize(
    "said",
    ["band mid seattle", "band mid genai ny", "band mid mlops seattle", "band data scientist mid sf",
     "is 190k ok for a mid genai in nyc", "is 190k ok for a mid in nyc"],
)  # fmt: skip
def test_the_headline_says_of_which_market_the_figure_is_whatever_else_it_says(ask, said):
    assert "(the figure is for US, any metro)" in ask(said).text


@pytest.mark.parametrize("place", ["irvine", "charlotte", "tampa"])
def test_a_single_figure_is_no_range_to_post(ask, place):
    data = ask(f"band senior {place}").data
    assert (data["posting_range"], data["posting_range_reason"]) == (None, "single-figure")
    assert any(row["low"] == row["high"] for row in data["rows"])


@pytest.mark.parametrize("said", ["how much is a junior", "band junior sf"])
def test_a_figure_over_all_levels_is_none_of_a_level_below_those_that_its_source_speaks_of(ask, said):
    assert {row["source"] for row in ask(said).data["rows"]} == {"mlaiqa"}
    assert "kore1" in {row["source"] for row in ask("band mid sf").data["rows"] if row["level"] is None}


def test_colour_codes_of_a_terminal_are_no_part_of_a_word(ask):
    assert ask("band \x1b[1msenior\x1b[0m remote").data["level"] == "senior"


def test_the_top_of_a_levels_band_is_a_question_of_pay(ask):
    assert ask("top of band senior seattle").data["market"] == "seattle"


@pytest.mark.parametrize(
    ("said", "lane", "reason", "of_specialty"),
    [
        ("band senior remote", None, "not-named", None),
        ("band senior remote mlops", "mlops", None, None),
        ("band senior remote nlp", None, "specialty-not-lane", ("production", "exzev.lanes.domain-specialist")),
        ("band senior remote inference", None, "specialty-not-lane", ("mlops", "mlaiqa.specialties.inference")),
        ("band senior remote fraud detection", None, "specialty-not-lane", None),
    ],
)
def test_the_data_says_why_there_is_no_lane_and_where_a_specialty_stands(ask, said, lane, reason, of_specialty):
    data = ask(said).data
    stands = data["specialty_lane"]
    assert (data["lane"], data["lane_reason"]) == (lane, reason)
    assert (stands and (stands["lane"], stands["fact"])) == of_specialty


@pytest.mark.parametrize(
    "said", ["senior sf base not total", "senior sf base rather than total comp", "senior sf without equity"]
)
def test_a_kind_of_pay_that_is_ruled_out_is_not_what_is_asked(ask, said):
    assert ask(said).text == ask("band senior sf").text
