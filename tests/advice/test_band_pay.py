"""`band` with a pay: it is set against the base to post."""

from __future__ import annotations

import pytest


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


def test_a_pay_without_a_level_is_set_against_each(ask, shown):
    text = shown(ask("we pay 200k is that ok"))
    assert "$200K, level by level: " in text and "for senior it is under KORE1's $230K–$340K base (US, any metro)" in text


def test_a_pay_stands_in_the_buttons_again(ask):
    reply = ask("band senior sf 200k")
    again = next(action for action in reply.actions if action.args.get("picture"))
    assert ask(verb="band", **again.args).data["offered"]["low"] == 200_000


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


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("is 0.1% equity ok for a senior in sf", "San Francisco Bay Area: 0.1% lies inside RFS's 0.10%–0.25% equity (Series B)"),
        ("is 0.5% too much for a senior ml eng", "0.5% is over RFS's 0.09%–0.20% and"),
        ("we can only give 0.05% equity, is this a problem", "is under RFS's 0.10%–0.25% equity (senior, San Francisco Bay Area"),
        ("senior austin 0.2% equity", "0.2% lies inside RFS's 0.09%–0.20% equity (senior, US remote, Series B)"),
        ("0.3% stock for a staff eng in nyc", "0.3% is over RFS's 0.10%–0.22% equity (senior, New York City, Series B)"),
    ],
)
def test_a_share_that_is_named_is_set_against_the_equity_that_is_known(ask, shown, said, told):
    assert told in shown(ask(said))


def test_a_share_and_a_pay_are_both_set_against_the_figures(ask, shown):
    text = shown(ask("offer 210k and 0.1% equity to a senior in seattle, fair?"))
    assert "$210K lies inside RFS's $198K–$242K base" in text and "0.1% lies inside RFS's 0.09%–0.20% equity" in text


def test_equity_of_no_level_is_that_of_the_one_level_it_is_given_for(ask, shown):
    reply = ask("how much equity should we give to our first ml hire")
    assert reply.data["level"] == "senior" and {row["measures"] for row in reply.data["rows"]} == {"equity_percent"}
    assert "Equity is given for one level alone: this is for senior" in shown(reply)


def test_equity_at_another_stage_says_for_which_it_is(ask, shown):
    text = shown(ask("how much equity for a senior at series A"))
    assert "(Series A); the equity here is for Series B" in text and "left out" not in text


def test_a_months_pay_is_read_as_a_years_and_says_so(ask, shown):
    text = shown(ask("15k/month for a senior remote ok?"))
    assert "Read 15k/month as 180K a year" in text and "$180K is under RFS's $190K–$230K base" in text
    assert "$180K, level by level" in shown(ask("15k/month"))
    assert not ask("€9k monthly senior berlin").data.get("by_the_hour") and "by the hour" not in shown(
        ask("€9k monthly senior berlin")
    )


@pytest.mark.parametrize(
    ("said", "rank"),
    [
        ("vp of ai bay area", "executives"),
        ("head of ml sf", "directors"),
        ("engineering manager nyc", "managers"),
        ("how much do ML managers make", "managers"),
        ("intern seattle", "interns"),
    ],
)
def test_a_rank_that_no_guide_knows_is_shown_at_the_nearest_level(ask, shown, said, rank):
    assert f"No guide speaks of pay for {rank}" in shown(ask(said))


def test_what_one_can_afford_is_asked_of_the_band(ask):
    assert ask("can we afford a mid level ml eng in lisbon").data["level"] == "mid"


@pytest.mark.parametrize(("said", "currency"), [("C$320k", "CAD"), ("A$250k", "AUD"), ("S$220k", "SGD"), ("₪60k a month", "ILS")])
def test_a_dollar_of_another_country_is_never_taken_for_the_us_dollar(ask, shown, said, currency):
    reply = ask(f"staff remote worldwide, is {said} ok?")
    assert reply.data["offered"]["currency"] == currency
    assert "nothing is converted" in shown(reply)


def test_whose_money_a_figure_is_taken_to_be_is_said_where_it_may_be_another(ask, shown):
    assert "taken to be in euros" in shown(ask("is 120k fair for a senior in london"))
    assert "taken to be in US dollars" in shown(ask("is $180k ok for senior in toronto"))
    assert "taken to be" not in shown(ask("is 160k ok for a senior in austin"))


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("180-220 for senior remote us, does that work?", "$180K–$220K begins under and ends inside the base to post"),
        ("i have 250 total for a staff in seattle", "$250K is under mlai.qa's $360K–$550K+ total"),
        ("senior sf 250 total", "$250K is under RFS's $270K–$360K total"),
        ("we can only do 140 base but good equity, senior, sf", "$140K is under RFS's $210K–$255K base"),
        ("need a staff in seattle, 300k budget", "$300K lies inside EXZEV's $290K–$390K"),
    ],
)
def test_a_pay_beside_a_level_and_a_place_is_set_against_their_band_however_it_is_told(ask, said, stands):
    reply = ask(said)
    assert reply.data["offered"]
    assert stands in reply.text


@pytest.mark.parametrize(
    "said",
    [
        "he makes 310 and wants 350. senior. sf",
        "currently makes 310k, asks for 350k, senior level, sf",
        "she's on 310 and expects 350 for a senior role in sf",
    ],
)
def test_what_somebody_wants_is_set_against_the_band_and_not_what_they_have(ask, shown, said):
    reply = ask(said)
    assert "$350K is over the base to post, $210K–$255K" in reply.text
    assert "left out 310" not in shown(reply)


@pytest.mark.parametrize("said", ["our budget is 160k, what level can we get remote?", "what does 160k buy remotely"])
def test_what_a_pay_buys_somewhere_is_told_level_by_level(ask, said):
    reply = ask(said)
    assert "$160K, level by level:" in reply.text
    assert "for senior it is under RFS's $190K–$230K base (US remote)" in reply.text
    assert "for staff it is under EXZEV's $195K–$255K (Remote, worldwide, base or total not stated)" in reply.text


@pytest.mark.parametrize("said", ["team of 150 in berlin, need a senior", "senior in sf, 120 applicants, how do we screen"])
def test_what_is_counted_beside_a_level_and_a_place_is_no_pay(ask, said):
    assert "120K" not in ask(said).text and "150K" not in ask(said).text
