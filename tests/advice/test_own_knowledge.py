"""A company's own knowledge in the answers, and facts that have grown old."""

from __future__ import annotations

from datetime import date

from handlers.core.aging import grown_old
from handlers.core.library import Library
from handlers.core.reply import Table
from knowledge.load import load


def test_its_band_comes_first_and_is_marked_as_its_own(ask_acme):
    reply = ask_acme("band senior remote")
    table = next(each for each in reply.elements if isinstance(each, Table))
    assert table.sections[0].title == "Yours (Acme): US remote"
    assert reply.text.endswith("post $180K–$202K base")
    assert reply.data["rows"][0]["source"] == "acme"


def test_the_difference_to_the_market_is_said(ask_acme, shown):
    reply = ask_acme("band senior remote")
    assert "your top is 12% under RFS's" in shown(reply)
    assert reply.data["own_beside_market"][0] == {
        "own": "acme.pay.senior-us-remote-base", "market": "rfs.pay.senior-us-remote-base",
        "low_percent": -5.3, "high_percent": -12.2,
    }  # fmt: skip


def test_without_a_company_nothing_is_said_about_one(ask, shown):
    assert "Beside the market" not in shown(ask("band senior remote"))


def test_its_loop_wins_and_is_marked(ask_acme, shown):
    reply = ask_acme("loop senior")
    assert reply.data["style"] == "acme"
    assert "Yours (Acme)" in shown(reply)


def test_the_recommended_loop_is_a_press_away(ask_acme):
    reply = ask_acme("loop senior")
    styles = {each.args.get("style") for each in reply.more if each.verb == "loop"}
    assert {"recommended", "kore1"} <= styles
    for style in ("recommended", "acme"):
        assert ask_acme(verb="loop", level="senior", style=style).data["style"] == style


def test_ours_asks_for_its_loop(ask_acme):
    assert ask_acme("loop senior ours").data["style"] == "acme"


def test_facts_past_the_age_are_said_to_be_old(ask_acme, shown):
    assert "Older than 365 days" not in shown(ask_acme("band senior remote"))
    assert "Older than 365 days: RFS (2026)" not in shown(ask_acme("close", "2027-06-15"))
    assert "KORE1 (May 2026)" in shown(ask_acme("close", "2027-06-15"))
    assert "RFS (2026)" in shown(ask_acme("close", "2028-01-15"))


def test_without_an_age_nothing_grows_old(ask_acme):
    reply = ask_acme("close", "2030-01-01")
    assert grown_old(reply, Library(load()), date(2030, 1, 1)) is None
