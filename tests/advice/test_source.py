"""`source` as a person sees it."""

from __future__ import annotations

import json

import pytest

from handlers.core.reply import Document

LANES = ["production", "data science", "mlops", "applied llm", "research"]
WORK = {
    "work": "Ranking of search results for 4 million members.",
    "stack": "PyTorch, Triton, Feast",
    "deliverable": "Serving at 99.9% by May",
}


def documents(reply):
    return [each for each in reply.elements if isinstance(each, Document)]


@pytest.mark.parametrize("lane", LANES)
def test_every_lane_has_pools_that_suit_it_first(ask, lane):
    pools = ask(f"source {lane}").data["pools"]
    suits = [pool["suits_lane"] for pool in pools]
    assert suits[0] and suits == sorted(suits, reverse=True)


def test_pools_of_a_source_keep_its_order(ask):
    pools = ask("source production").data["pools"]
    orders = [pool["values"]["order"] for pool in pools if pool["source"] == "kore1"]
    assert orders == [1, 2, 3, 4, 5]


def test_signals_are_high_mid_and_low_and_what_to_avoid_is_said(ask):
    data = ask("source mlops").data
    assert all(data["signals"][strength] for strength in ("high", "mid", "low"))
    assert {each["source"] for each in data["avoid"]} == {"mlaiqa"}


def test_windows_are_said_beside_the_pool(ask, shown):
    text = shown(ask("source production"))
    assert "about 6 weeks" in text and "every 18 months" in text and "message 4" in text


def test_a_school_is_never_a_flag_is_said(ask, shown):
    assert "never a flag about a person" in shown(ask("source research"))


def test_outreach_asks_for_the_work_first(ask):
    form = ask("source mlops outreach").form
    assert form.verb == "outreach" and form.args == {"lane": "mlops"}
    assert [field.name for field in form.fields if field.required] == ["work", "stack", "deliverable"]


def test_the_draft_says_what_was_given_and_nothing_else(ask):
    reply = ask(verb="outreach", lane="mlops", **WORK)
    draft = reply.data["draft"]
    assert draft == documents(reply)[0].text
    assert draft.count("## Message") == 4
    for given in ("Ranking of search results for 4 million members", "PyTorch, Triton, Feast", "Serving at 99.9% by May"):
        assert given in draft
    assert "terms" not in draft.lower() and "hard part" not in draft


def test_the_last_message_is_the_most_specific(ask):
    last = ask(verb="outreach", **WORK, hard="p99 under 50 ms on CPUs").data["draft"].split("## Message 4")[1]
    assert all(part in last for part in ("4 million members", "Triton", "99.9%", "p99 under 50 ms on CPUs"))


def test_optional_lines_stand_where_they_were_given(ask):
    draft = ask(verb="outreach", **WORK, terms="$190K to $230K, remote", company="Acme", sender="Mei").data["draft"]
    assert "$190K to $230K, remote" in draft and "Mei, Acme" in draft and "[your name]" not in draft


def test_a_vague_line_comes_back_with_its_message(ask):
    reply = ask(verb="outreach", work="ML", stack="PyTorch", deliverable="Serving at 99.9% by May")
    wrong = [field.name for field in reply.form.fields if field.error]
    assert wrong == ["work"] and reply.data["needs"] == ["work"]
    assert {field.name: field.value for field in reply.form.fields}["deliverable"] == WORK["deliverable"]


def test_changing_the_draft_brings_the_form_back_filled(ask):
    again = ask(verb="outreach", **WORK).actions[0]
    form = ask(verb=again.verb, **again.args).form
    assert {field.name: field.value for field in form.fields}["stack"] == WORK["stack"]


def test_which_message_lands_is_sourced(ask):
    reply = ask(verb="outreach", **WORK)
    assert reply.data["fact"].startswith("kore1.") and [cited.id for cited in reply.sources] == ["kore1"]


def test_what_people_wrote_about_their_work_rides_in_no_shared_button(ask):
    reply = ask(verb="outreach", **WORK)
    assert not [action for action in (*reply.actions, *reply.more) if action.verb in ("share", "why")]


def test_the_longest_draft_still_fits_a_button(ask):
    longest = {"work": 400, "stack": 200, "deliverable": 250, "hard": 250, "terms": 200, "company": 80, "sender": 80}
    again = ask(verb="outreach", **{name: ("word " * size)[:size] for name, size in longest.items()}).actions[0]
    assert len(json.dumps(dict(again.args))) < 1900


@pytest.mark.parametrize("said", ["source nlp", "source research computer vision"])
def test_pools_of_a_specialty_come_first(ask, said):
    assert ask(said).data["pools"][0]["fact"] == "rfs.sourcing.pool-finishing-phds"


@pytest.mark.parametrize(
    "said",
    [
        "outreach mlops",
        "draft an outreach message for mlops",
        "source mlops outreach",
        "write a first message to an mlops person",
    ],
)
def test_outreach_is_found_by_its_words(ask, said):
    assert ask(said).form.args == {"lane": "mlops"}


def test_a_question_in_plain_words_finds_it(ask):
    assert ask("where do i find llm engineers").data["lane"] == "applied-llm"


def test_level_and_place_are_heard_and_said_to_sort_nothing(ask, shown):
    text = shown(ask("source senior applied llm berlin"))
    assert "No guide sets senior apart here" in text and "No guide speaks of Berlin here" in text


def test_a_specialty_is_looked_for_in_its_lane(ask):
    assert ask("source inference").data["lane"] == "mlops"


def test_where_not_to_look_is_answered_by_what_to_avoid(ask):
    assert ask("where not to look for mlops").text.startswith("Leave out generic ads on LinkedIn")


def test_a_follow_up_is_outreach(ask):
    assert ask("source mlops follow-up").form.verb == "outreach"


def test_one_kind_of_pool_is_answered_with_all_that_is_said_of_it(ask, shown):
    text = shown(ask("source kaggle"))
    assert "are a main source" in text and "High signal" in text and "Low signal" in text


def test_of_two_kinds_of_pool_both_are_told_and_neither_is_weighed(ask, shown):
    reply = ask("hire from faang or startups")
    text = shown(reply)
    assert reply.data["pools"] == ["big-tech", "start-up"]
    assert {"kore1.sourcing.pool-late-stage-ai"} < {each["fact"] for each in reply.data["named"]}
    assert "No guide weighs the one against the other." in text and "left out" not in text
