"""`close` as a person sees it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.advice.close import close
from handlers.core.command import Actor, Command
from tests.conftest import CHANNEL

OFFER = "close base 228k equity 0.12% leaves 400k unvested cliff 2027-03-01 start 2027-01-15 band senior remote"


@pytest.mark.parametrize("said", close.examples)
def test_every_example_works(ask, said):
    reply = ask(said)
    assert reply.understood
    assert reply.sources


def test_the_plan_leads_with_the_three_clocks(ask):
    reply = ask("close")
    assert "48 hours" in reply.text
    assert "72 hours" in reply.text
    assert next(each["fact"] for each in reply.data["clocks"]) == "kore1.closing.offer-within-48-hours"
    assert {each["values"]["weight"] for each in reply.data["weigh"]} == {"high", "medium", "low"}
    assert len(reply.data["breakers"]) == 4


def test_the_plan_fits_a_phone_screen(ask, shown):
    assert len(shown(ask("close"))) < 1500


def test_an_offers_terms_are_reckoned_up(ask, shown):
    reply = ask(OFFER)
    data = reply.data
    assert data["place"]["standing"] == "top-quarter"
    assert data["band"]["fact"] == "rfs.pay.senior-us-remote-base"
    assert data["even_at_company_value"] == pytest.approx(400_000 / 0.0012)
    assert (data["days_before_cliff"], data["walked_away_from"], data["left_behind"]) == (45, 100_000, 400_000)
    assert "$333M" in reply.text
    assert "never ask what somebody earns" in shown(reply)


def test_every_assumption_is_said_and_can_be_changed(ask, shown):
    reply = ask(OFFER)
    assert "Assumed: the grant vests over 4 years, no dilution" in shown(reply)
    change = reply.actions[0]
    form = ask(verb=change.verb, **change.args).form
    held = {field.name: field.value for field in form.fields}
    assert held["base"] == "228,000"
    assert {"company_value", "strike_value", "dilution", "grant_years", "at_cliff"} <= held.keys()
    again = ask(verb=form.verb, **form.args, **held | {"company_value": "$500m", "dilution": "20%", "at_cliff": "40k"})
    assert again.data["offer_vests"] == pytest.approx(480_000)
    assert again.data["difference"] == pytest.approx(80_000)
    assert again.data["walked_away_from"] == 40_000
    assert again.data["place"]["standing"] == "top-quarter"


def test_days_said_from_today_become_dates_before_anything_is_shown(ask):
    reply = ask("close 0.1% start tomorrow leaves 300k cliff in 3 weeks")
    assert reply.data["days_before_cliff"] == 20
    change = reply.actions[0].args
    assert change["start"] == reply.data["start"]


@pytest.mark.parametrize(
    ("said", "amount", "currency"), [("220", 220_000, None), ("220 eur", 220_000, "EUR"), ("$220", 220_000, "USD")]
)
def test_a_short_number_alone_is_the_base_in_thousands_and_the_guess_is_shown(ask, shown, said, amount, currency):
    reply = ask(f"close {said} start 2027-01-15")
    assert reply.data["terms"]["base"] == {"amount": amount} | ({"currency": currency} if currency else {})
    assert reply.data["start"] == "2027-01-15"
    assert "Read 220 as 220K." in shown(reply)


@pytest.mark.parametrize(
    "said", ["close senior sf 220", "close 220, equity 0.12%", "close a senior in sf for 220", "close she wants 220"]
)
def test_a_number_that_is_all_there_is_to_read_is_the_base(ask, said):
    assert ask(said).data["terms"]["base"]["amount"] == 220_000


@pytest.mark.parametrize(
    "said",
    ["how do I close a candidate at a 200 person startup", "close a candidate in a team of 150", "close the 300 people company",
     "close candidates of a $100 prize winner", "close 120 of them"],
)  # fmt: skip
def test_a_number_of_something_is_nobodys_base(ask, said):
    reply = ask(said)
    assert "48 hours" in reply.text
    assert "terms" not in reply.data


@pytest.mark.parametrize(
    "years", ["over 10 years of experience", "over 10 years ML experience", "over ten years working on search"]
)
def test_years_that_somebody_has_behind_them_are_not_the_grants(ask, years):
    reply = ask(f"close senior sf base 230k equity 0.1% valuation 500m candidate with {years}")
    assert reply.data["assumptions"]["grant_years"] == 4
    assert ask(f"close equity 0.1% valuation 500m {years}").data["assumptions"]["grant_years"] == 4


def test_tomorrow_is_the_speakers(house):
    late = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)

    def start(zone):
        mei = Actor("acme", "slack", "U-MEI", "Mei", zone)
        return house.router.answer(Command(mei, CHANNEL, late, said="close base 230k start tomorrow")).data["start"]

    assert (start("Europe/Berlin"), start("Asia/Tokyo"), start(None)) == ("2026-11-25", "2026-11-26", "2026-11-25")


def test_a_base_without_a_sign_is_in_its_bands_currency_whatever_the_candidate_leaves(ask):
    reply = ask("close leaves €300k base 240k senior nyc equity 0.1%")
    assert reply.data["place"]["standing"] == "top-quarter"
    assert reply.data["terms"]["base"]["currency"] == "USD"
    assert "worth €300M" in reply.text
    early = ask("close leaves €300k base $240k senior nyc cliff 1 mar 2027 start 1 feb 2027")
    assert "it leaves €75K behind" in dict(early.elements[1].pairs)["Start"]


@pytest.mark.parametrize("years", ["5", "five"])
def test_the_years_of_a_grant_are_read_in_words(ask, shown, years):
    reply = ask(f"close grant 400k over {years} years leaves 300k")
    assert reply.data["assumptions"]["grant_years"] == 5
    assert reply.data["offer_vests"] == 320_000
    assert "I left out" not in shown(reply)


@pytest.mark.parametrize(("said", "left"), [("3", "3"), ("base 220k 230k", "230k")])
def test_a_number_that_is_no_term_of_the_offer_is_named(ask, shown, said, left):
    assert f"I left out {left}." in shown(ask(f"close {said}"))


def test_a_field_of_the_form_that_cannot_be_read_is_told_at_the_field(ask):
    reply = ask(verb="close", base="a lot")
    assert list(reply.data["errors"]) == ["base"]


def test_no_field_of_the_form_has_to_be_filled_and_none_asks_the_candidate(ask):
    form = ask(verb="close", change=True).form
    assert not any(field.required for field in form.fields)
    volunteered = {field.name: field.hint for field in form.fields if field.name in ("leaves", "cliff", "at_cliff")}
    assert all("volunteered" in hint for hint in volunteered.values())


def test_a_start_after_the_cliff_walks_away_from_nothing(ask):
    data = ask("close leaves $400k cliff 2027-03-01 start 2027-03-02").data
    assert (data["walked_away_from"], data["left_behind"]) == (0, 300_000)


def test_an_equity_that_falls_short_says_by_how_much(ask):
    assert "$300K short" in ask("close equity 10bps valuation 100m leaves $400k").text


def test_the_reqs_own_band_goes_before_the_markets(ask):
    data = ask("close base 210k band 190k-230k senior remote").data
    assert data["band"] == {"low": 190_000, "high": 230_000, "currency": "USD", "fact": None}
    assert data["place"]["standing"] == "in-band"


def test_currencies_are_kept_and_never_converted(ask, shown):
    reply = ask("close base €140k senior remote equity 0.2% valuation €300m leaves $200k")
    assert reply.data["place"] is None
    assert reply.data["difference"] is None
    assert reply.data["not_converted"]
    assert "€600K" in shown(reply)
    assert "$200K" in shown(reply)


def test_a_base_without_a_band_says_what_it_needs(ask, shown):
    assert "name a level and a market" in shown(ask("close base 228k"))


def test_a_company_policy_wins_and_the_rest_of_it_stands_first(ask_acme, shown):
    reply = ask_acme("close")
    assert "24 hours" in reply.text
    assert "Yours (Acme): The CTO signs" in shown(reply)


def test_the_companys_band_is_what_the_base_is_held_against(ask_acme):
    assert ask_acme("close base 200k senior us remote").data["band"]["fact"] == "acme.pay.senior-us-remote-base"


def test_words_after_the_terms_are_not_misread_as_places(ask):
    assert ask(OFFER).data["terms"]["markets"] == ["us-remote", "remote-worldwide"]


def test_a_sum_without_its_thousands_is_read_and_shown_and_never_taken_from_what_is_left_behind(ask):
    reply = ask("close base 215 equity 400k over 4 years leaves 600k senior sf")
    assert any("215K" in str(element) for element in reply.elements)
    assert "$600K" not in reply.text
    assert ask("close base 215 senior sf").data != ask("close senior sf").data


def test_a_share_without_its_sign_is_read_and_said(ask, shown):
    reply = ask("close base 228k equity 0.12 senior remote")
    assert reply.data["terms"]["equity"] == 0.12
    assert "Read 0.12 as 0.12%" in shown(reply)


def test_a_share_before_what_is_left_behind_is_not_taken_for_it(ask):
    terms = ask("close base 235000 0.1% senior seattle leaves 250k").data["terms"]
    assert terms["equity"] == 0.1
    assert terms["leaves"] == {"amount": 250000.0}
    assert (terms["level"], terms["markets"]) == ("senior", ["seattle"])


def test_words_between_a_label_and_its_amount_are_read_too(ask):
    assert ask("close base senior remote 228k").data["place"]["standing"] == "top-quarter"


def test_a_grant_in_money_is_set_against_what_is_left_behind(ask):
    reply = ask("close base 228k grant 300k leaves 400k senior remote")
    assert reply.data["offer_vests"] == 300000
    assert reply.data["difference"] == -100000
    assert "$100K short" in reply.text


def test_a_cliff_that_is_past_keeps_nothing_waiting(ask, shown):
    reply = ask("close leaves 400k cliff 2020-01-01 start 2027-02-01 equity 0.1%")
    assert (reply.data["left_behind"], reply.data["cliff"]) == (400000, None)
    assert "is past: nothing waits on it" in shown(reply)


def test_a_range_for_the_base_is_taken_at_its_top_and_that_is_said(ask, shown):
    reply = ask("close base 180k-200k mid us")
    assert reply.data["place"]["base"] == 200000
    assert "its top, $200K" in shown(reply)


@pytest.mark.parametrize("said", ["close base 228k salary now 190k", "close current salary 190k"])
def test_what_somebody_earns_now_is_left_out_and_never_sets_the_base(ask, shown, said):
    reply = ask(said)
    assert "never let it set the base" in shown(reply)
    assert "$190K" not in shown(reply) and "holds" not in reply.data["terms"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("close base 1 billion", "check the base"),
        ("close base 40", "check the base"),
        ("close base 228k equity 90%", "check the eq"),
    ],
)
def test_a_figure_far_from_every_guide_is_asked_about(ask, said, told):
    assert told in ask(said).text.casefold()


def test_a_place_that_no_guide_covers_gets_the_nearest_figure(ask, shown):
    text = shown(ask("close base £150k senior london"))
    assert "no guide has a base range for Senior ML engineer, London (nearest: Western Europe, Senior, €135K–€180K" in text


def test_the_usual_share_stands_beside_the_equity(ask, shown):
    assert "0.09%–0.20% equity (RFS, 2026)" in shown(ask("close base 228k equity 0.12% senior remote"))


@pytest.mark.parametrize(
    ("said", "lead"),
    [("what kills an offer", "Deal-breakers:"), ("what do candidates care about", "They weigh high:")],
)
def test_one_part_of_the_plan_leads_where_it_is_asked_about(ask, said, lead):
    assert ask(said).text.startswith(lead)


def test_equity_alone_is_reckoned_up(ask):
    assert ask("close equity 0.2%").text.startswith("$200K vests in 4 years for each $100M")
    assert ask("close equity 0.1% at 200m valuation strike 50m dilution 20%").text.startswith("$110K vests in 4 years")


@pytest.mark.parametrize(("typed", "amount"), [("220", 220_000), ("$220", 220_000), ("228000", 228_000), ("228k", 228_000)])
def test_a_field_of_the_form_reads_thousands_as_words_do(ask, typed, amount):
    reply = ask(verb="close", base=typed, level="senior")
    terms = next(each.args for each in reply.actions if each.verb == "close" and "base" in each.args)
    assert terms["base"]["amount"] == amount


@pytest.mark.parametrize(
    "said",
    ["what are the deadlines", "when is the post-loop call due", "deadline for the post-loop call"],
)
def test_the_deadlines_of_closing_are_told_by_their_names(ask, said):
    assert "48 hours" in ask(said).text and "72 hours" in ask(said).text
