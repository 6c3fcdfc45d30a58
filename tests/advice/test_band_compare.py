"""`band compare` as a person sees it: what stands beside what, and what has no partner."""

from __future__ import annotations

import pytest

from handlers.core.reply import Table


def test_compare_pairs_like_with_like(ask):
    data = ask("band compare senior sf vs senior remote").data
    assert {pair["a"]["measures"] == pair["b"]["measures"] for pair in data["pairs"]} == {True}
    base = next(pair for pair in data["pairs"] if pair["a"]["measures"] == "base")
    assert (base["low_difference"], base["high_difference"]) == (-20000, -25000)


def test_a_comparison_of_one_thing_asks_for_two(ask):
    reply = ask("band compare senior sf")
    assert not reply.understood
    assert ask(verb=reply.actions[0].verb, **reply.actions[0].args).understood


def test_what_moves_one_side_of_a_comparison_is_said_where_no_figures_pair(ask, shown):
    assert "20 to 30% above" in shown(ask("band compare staff platform vs staff"))


def test_figures_of_one_market_are_paired_with_that_market_alone(ask):
    pairs = [pair for pair in ask("band compare senior remote vs staff remote").data["pairs"] if pair["a"]["source"] == "exzev"]
    assert [(pair["a"]["market"], pair["b"]["market"]) for pair in pairs] == [("remote-worldwide",) * 2, ("us",) * 2]


def test_a_figure_of_the_very_cell_is_compared_although_the_other_side_lies_in_its_market(ask):
    pairs = ask("band compare senior remote vs senior us").data["pairs"]
    assert ("exzev.pay.senior-remote-worldwide", "exzev.pay.senior-us") in [
        (pair["a"]["fact"], pair["b"]["fact"]) for pair in pairs
    ]


def test_places_that_share_a_market_share_its_figures(ask, shown):
    assert "One market stands in for both: Western Europe, Senior" in shown(ask("band compare senior london vs berlin"))


@pytest.mark.parametrize("said", ["band compare sf nyc", "band compare senior us europe", "compare pay of senior sf with nyc"])
def test_two_places_are_compared_without_a_word_between_them(ask, said):
    assert ask(said).data["pairs"]


def compared(reply):
    """The measure column of the table."""
    table = next(each for each in reply.elements if isinstance(each, Table))
    return [row[1] for row in table.sections[0].rows]


@pytest.mark.parametrize(
    ("said", "measure"),
    [
        ("band compare senior us remote vs senior worldwide remote", "not stated: US, any metro and Remote, worldwide"),
        ("band compare mid nyc vs senior nyc", "base: US, any metro"),
        ("band compare senior sf vs staff sf", "not stated: US, any metro"),
    ],
)
def test_a_compared_figure_of_a_wider_market_names_that_market(ask, said, measure):
    assert measure in compared(ask(said))


def test_rows_of_several_levels_say_their_level(ask):
    told = compared(ask("how much cheaper is worldwide remote than us remote"))
    assert len(set(told)) == len(told) == 3
    assert told[0].startswith("not stated: Mid-level, ")


def test_what_has_no_partner_is_all_there_or_counted(ask, shown):
    assert "Remote, worldwide, Senior, $145K–$195K (EXZEV, 2026)" in shown(ask("band senior remote, staff nyc"))
    assert "and 2 more, under its own button" in shown(ask("band compare senior sf vs staff sf"))


def test_a_third_side_is_said_to_be_left_out(ask, shown):
    assert "You also named Staff: ask for it by itself." in shown(ask("band compare senior remote vs mid remote vs staff remote"))


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ("band l5-l6 sf", ("senior", "staff")),
        ("band mid-senior remote", ("mid", "senior")),
        ("mid-senior nyc", ("mid", "senior")),
    ],
)
def test_two_levels_with_a_hyphen_between_them_are_compared(ask, said, levels):
    data = ask(said).data
    assert (data["a"]["level"], data["b"]["level"]) == levels
    assert data["a"]["markets"] == data["b"]["markets"] != []


@pytest.mark.parametrize("said", ["band mid-level on-site nyc", "band entry-level nyc", "band senior - nyc"])
def test_another_hyphen_compares_nothing(ask, said):
    assert "rows" in ask(said).data


def test_what_sets_two_sides_of_one_cell_apart_is_named_and_leads(ask, shown):
    reply = ask("band compare senior sf no llm vs senior sf")
    assert reply.text.startswith("Senior, no LLM work, San Francisco Bay Area beside Senior, San Francisco Bay Area")
    said = shown(reply)
    assert said.index("$20K less at every level") < said.index("The guides give the same figures for both")


def test_two_sides_of_which_nothing_is_known_are_answered_by_what_comes_nearest(ask):
    reply = ask("band compare junior sf vs junior charlotte")
    assert "Nearest: region not stated, Junior, $140K–$180K total (mlai.qa" in reply.text
    assert "mlaiqa" in {source.id for source in reply.sources}


def test_two_places_without_figures_are_not_said_to_have_the_same_ones(ask, shown):
    said = shown(ask("band compare senior london vs senior berlin"))
    assert "The guides give the same figures" not in said
    assert "No guide has a figure for London or Berlin" in said


@pytest.mark.parametrize(
    "said", ["is seattle cheaper than nyc", "which is cheaper seattle or nyc", "is seattle more expensive than nyc"]
)
def test_which_of_two_places_costs_more_is_answered_by_both(ask, said):
    data = ask(said).data
    assert [data[side]["markets"] for side in "ab"] == [["seattle"], ["new-york"]]


def test_the_second_side_of_a_comparison_takes_what_it_lacks_from_the_first(ask):
    assert ask("compare senior sf vs nyc").data["b"]["level"] == "senior"


def test_two_kinds_of_work_are_compared_at_one_level(ask):
    data = ask("band mlops vs applied llm senior remote").data
    assert [(data[side]["lane"], data[side]["level"]) for side in "ab"] == [("mlops", "senior"), ("applied-llm", "senior")]
    assert ask("band nlp vs recommender senior").text.startswith("Senior, NLP / NLU beside Senior, Recommender systems: ")


def test_two_kinds_of_work_without_a_level_are_asked_about(ask):
    reply = ask("band research vs production")
    assert not reply.understood and "At which level?" in reply.text
    assert [action.label for action in reply.actions] == ["Mid-level", "Senior", "Staff"]
    assert {action.args["a"]["lane"] for action in reply.actions} == {"research"}


def test_of_two_kinds_of_work_without_a_level_what_is_known_of_their_pay_comes_before_the_level(ask, shown):
    reply = ask("do we pay mlops more than data scientists")
    told = {each["fact"] for each in reply.data["adjustments"]}
    assert len(told) > 1
    assert "No guide has a pay table for MLOps" in shown(reply) and "15 to 30%" in shown(reply)
    assert [action.args["a"]["lane"] for action in reply.actions] == ["mlops"] * 3


def test_two_things_set_against_each_other_are_compared(ask):
    assert ask("band senior remote vs senior sf").data["pairs"]


def test_no_difference_is_called_none(ask):
    table = next(each for each in ask("senior seattle vs remote").elements if isinstance(each, Table))
    assert [row[-1] for row in table.sections[0].rows][-1] == "none"


def test_two_names_of_one_level_are_said_to_be_one(ask):
    reply = ask("compare staff and lead")
    assert reply.text.startswith("Staff: both sides are one and the same to the guides. ")
    assert len(reply.actions) == 1


def test_what_is_asked_with_than_is_compared(ask):
    data = ask("how much more is staff than senior").data
    assert (data["a"]["level"], data["b"]["level"]) == ("staff", "senior")


def test_years_of_a_side_stand_for_its_level_and_the_reading_is_shown(ask, shown):
    reply = ask("band compare senior seattle vs 10 years sf")
    assert [reply.data[side]["level"] for side in "ab"] == ["senior", "staff"]
    assert "10 years as Staff" in str(reply.elements[0])


def test_years_at_which_two_levels_meet_are_asked_about_on_either_side(ask):
    reply = ask("band compare senior seattle vs 5 years sf")
    assert not reply.understood
    levels = [ask(verb=action.verb, **action.args).data["b"]["level"] for action in reply.actions]
    assert levels == ["mid", "senior"]


def test_a_level_that_is_named_goes_before_years(ask):
    assert ask("band compare staff with 6 years sf vs senior sf").data["a"]["level"] == "staff"


@pytest.mark.parametrize("said", ["senior vs staff in nyc", "senior or staff in seattle", "what about senior versus staff in sf"])
def test_two_levels_somewhere_are_compared_by_what_they_cost_there(ask, said):
    data = ask(said).data
    assert (data["a"]["level"], data["b"]["level"]) == ("senior", "staff")
    assert data["a"]["markets"] == data["b"]["markets"] != []


def test_two_levels_nowhere_are_told_apart_by_what_they_do(ask, shown):
    assert "hardest promotion" in shown(ask("senior vs staff"))


@pytest.mark.parametrize(
    "said", ["between mid and senior, sf", "somewhere between mid and senior in sf", "in between a mid and a senior, sf"]
)
def test_whoever_is_between_two_levels_gets_both(ask, said):
    assert ask(said).text.startswith("Mid-level, San Francisco Bay Area beside Senior, San Francisco Bay Area")
