"""Messages that are nothing, or several things at once."""

from __future__ import annotations

import pytest

from handlers.core.reply import Text, plain


def small(reply):
    return " ".join(plain(each.text) for each in reply.elements if isinstance(each, Text) and each.small)


@pytest.mark.parametrize("said", ["🚀🚀🚀", "12345", "-1", "()[]{}", "—", "0", "9" * 400])
def test_what_has_no_letter_is_not_understood_and_examples_are_offered(ask, said):
    reply = ask(said)
    assert not reply.understood
    assert [action.verb for action in reply.actions] == ["band", "triage", "loop"]


@pytest.mark.parametrize("said", ["/band senior remote", "//band senior remote", "1. band senior remote", "- band senior remote"])
def test_a_slash_or_a_list_mark_before_a_verb_is_no_part_of_it(ask, said):
    assert ask(said).data["market"] == "remote"


@pytest.mark.parametrize(
    "said",
    [
        "band senior remote; loop staff mlops",
        "band senior remote. Also loop staff mlops",
        "band senior remote\n2. loop staff mlops",
        "band senior remote and loop staff mlops",
        "band senior remote, loop staff mlops",
        "1. band senior remote\n2. loop staff mlops",
    ],
)
def test_the_second_request_of_a_message_is_a_press_away_and_no_part_of_the_first(ask, said):
    reply = ask(said)
    assert (reply.data["level"], reply.data["lane"]) == ("senior", None)
    assert (reply.actions[0].verb, reply.actions[0].args) == ("loop", {"level": "staff", "lane": "mlops"})
    assert "One at a time" in small(reply)
    assert len(reply.actions) <= 3


def test_a_sentence_that_is_no_request_of_its_own_belongs_to_the_first(ask):
    assert ask("band senior remote. no llm please.").data["modifiers"] == ["no-llm"]
    assert ask("band senior and remote").data["market"] == "remote"


def test_a_document_is_never_parted(ask):
    reply = ask("triage own our fraud models. loop over the data daily. band together with sales.")
    assert "One at a time" not in small(reply)


@pytest.mark.parametrize(("said", "verb"), [("ban senior remote", "band"), ("lop senior mlops", "loop"), ("bnd mid sf", "band")])
def test_a_short_verb_that_lacks_a_letter_is_read_where_the_rest_is_a_cell(ask, said, verb):
    assert f"as {verb}" in small(ask(said))


def test_a_short_word_before_anything_else_is_left_alone(ask):
    assert not ask("ban all interviews please").data.get("rounds") or "Read ban" not in small(ask("ban all interviews please"))


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("is 180 enough for a senior in berlin", "senior"),
        ("we offer 150k to a mid remote, too little?", "mid"),
        ("can we get a staff for 300k", "staff"),
        ("is $230k ok for a senior in nyc", "senior"),
    ],
)
def test_a_pay_with_a_level_asks_for_its_band(ask, said, level):
    data = ask(said).data
    assert (data["level"], data["offered"] is not None) == (level, True)


@pytest.mark.parametrize("said", ["a senior leaves 400k unvested", "we have 120 senior people", "does a senior cost 20% more"])
def test_an_amount_that_is_no_salary_asks_for_none(ask, said):
    assert not ask(said).data.get("offered")


def test_another_script_is_told_what_is_read_here(ask):
    for said in ("シニアはいくらですか", "сколько платить инженеру", "كم راتب المهندس"):
        reply = ask(said)
        assert not reply.understood
        assert "English" in reply.text


@pytest.mark.parametrize("said", ["band senior berlin vs. london", "band sr. berlin vs nyc", "band senior, u.s. vs u.k."])
def test_the_point_of_a_short_form_ends_no_request(ask, said):
    assert {"a", "b"} <= ask(said).data.keys()
