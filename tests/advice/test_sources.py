"""`sources`, `fact` and `help`."""

from __future__ import annotations

import pytest


def test_sources_lists_every_guide_with_its_date(ask):
    found = {each["id"]: each for each in ask("sources").data["sources"]}
    assert {"rfs", "kore1", "exzev", "role-profile", "mlaiqa"} <= found.keys()
    assert all(each["as_of"] for each in found.values())


def test_one_source_says_what_its_publisher_sells(ask):
    assert ask("sources kore1").data["source"]["interest"]


def test_a_fact_is_shown_whole(ask):
    data = ask("fact rfs.pay.senior-us-remote-base").data
    assert data["values"] == {"low": 190000, "high": 230000, "unit": "USD per year"}
    assert data["measures"] == "base"


def test_a_wrong_fact_id_offers_the_nearest(ask):
    reply = ask("fact rfs.pay.senior-remote-base")
    assert reply.data == {"refused": "NotFound"}
    assert ask(verb="fact", **reply.actions[0].args).data["source"] == "rfs"


@pytest.mark.parametrize("typed", ["rfs.pay", "rfs.pay."])
def test_the_beginning_of_an_id_offers_those_that_begin_so(ask, typed):
    near = [action.args["id"] for action in ask(f"fact {typed}").actions if action.verb == "fact"]
    assert len(near) == 2
    assert all(each.startswith("rfs.pay.") for each in near)


def test_help_for_one_verb_has_examples_that_work(ask):
    for action in ask("help band").actions:
        assert ask(verb=action.verb, **action.args).understood


@pytest.mark.parametrize("said", ["who wrote the kore1 guide", "why should I trust rfs", "can i trust exzev"])
def test_trust_in_a_source_is_answered_by_who_it_is(ask, said):
    assert ask(said).data["source"]["interest"]


@pytest.mark.parametrize("said", ["where do you get your numbers", "are these numbers real", "is this data up to date"])
def test_trust_in_the_figures_is_answered_by_all_sources(ask, said):
    assert len(ask(said).data["sources"]) >= 5


@pytest.mark.parametrize("said", ["fact exzev.pay.mid-us please", "fact `exzev.pay.mid-us`.", "fact show exzev.pay.mid-us"])
def test_a_fact_is_found_among_other_words(ask, said):
    assert ask(said).data["id"] == "exzev.pay.mid-us"


def test_words_that_name_no_fact_can_be_asked_as_a_question(ask):
    action = ask("facts about equity").actions[0]
    assert (action.verb, action.args) == ("ask", {"question": "equity"})


@pytest.mark.parametrize("said", ["why is KORE1 higher than RFS", "why are rfs numbers lower than kore1's"])
def test_why_one_source_stands_above_another_is_answered_by_whom_each_counts(ask, shown, said):
    text = shown(ask(said))
    assert "RFS counts AI start-ups, KORE1 counts US employers" in text and "left out" not in text


def test_why_all_of_them_differ_names_those_that_give_pay_alone(ask, shown):
    reply = ask("why do the sources differ so much")
    assert {each["id"] for each in reply.data["sources"]} == {"rfs", "kore1", "exzev", "mlaiqa"}
    assert "EXZEV and mlai.qa do not say whom" in shown(reply)
    assert ask(verb="band", **reply.actions[0].args).data["rows"]


def test_a_source_without_pay_has_nothing_to_differ_in(ask, shown):
    assert "count different people" not in shown(ask("is kore1 different from the role profile"))
