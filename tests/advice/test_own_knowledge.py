"""A company's own knowledge in the answers, and facts that have grown old."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from bot.terminal import render
from handlers.catalog import verbs
from handlers.core.answers.aging import grown_old
from handlers.core.command import Actor, Command, Place
from handlers.core.library import Library
from handlers.core.reply import Table
from handlers.router import Router
from knowledge.load import load
from tests.advice.conftest import ACME


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


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("tools", "tools"), ("tools mlflow", "tools"), ("tools mlflow vs kubeflow", "tools"), ("tools feature stores", "tools"),
        ("role", "role"), ("questions mlops", "questions"), ("certs", "certs"), ("mistakes", "mistakes"),
        ("questionnaire", "questionnaire"), ("retain", "retention"), ("source mlops", "sourcing"),
        ("jd audit We want a passionate ML engineer to own our fraud model on PyTorch.", "jd"),
    ],
)  # fmt: skip
def test_its_own_facts_stand_before_the_guides(tmp_path, said, topic):
    (tmp_path / "sources.yaml").write_text((ACME / "sources.yaml").read_text())
    fact = {
        "id": f"acme.{topic}.ours", "source": "acme", "as_of": "2026-10", "statement": "Ours is the crimson one.",
        "asked": ["our crimson one"],
    }  # fmt: skip
    (tmp_path / "ours.yaml").write_text(json.dumps({"topic": topic, "facts": [fact]}))
    library = Library(load(tmp_path))
    router = Router(verbs(), lambda _: library, lambda: None)
    now = datetime.fromisoformat("2026-11-24T16:00:00+00:00")
    reply = router.answer(Command(Actor("acme", "slack", "U-MEI", "Mei"), Place("slack", "C"), now, said=said))
    lines = [line for line in render(reply).splitlines() if line]
    first = next(number for number, line in enumerate(lines) if "crimson" in line)
    assert not any("(" + name in line for line in lines[1:first] for name in ("KORE1", "mlai.qa", "RFS", "EXZEV", "Role profile"))
    assert reply.sources[0].id == "acme"
