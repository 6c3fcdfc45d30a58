"""What busy people type: nearly right is asked back with buttons, and nothing that fails leaves half a change."""

from __future__ import annotations

import pytest

from handlers.core.reply import plain
from tests.conftest import RAVI
from tests.pipeline.team import added, application, everything, kinds, met, opened, req


def shown(reply):
    """Everything that a reply says, in one string."""
    return "\n".join(plain(each.text) for each in reply.elements if hasattr(each, "text"))


@pytest.mark.parametrize("said", ["R-1", "show R-1", "who is in R-1?", "how's R-1 doing"])
def test_a_req_that_is_named_without_a_verb_is_shown(tell, said):
    opened(tell)
    opened(tell)
    assert tell(said).data["req"] == 1


@pytest.mark.parametrize("said", ["C-1", "what about C-1?"])
def test_a_candidate_who_is_named_without_a_verb_is_shown(tell, said):
    application = added(tell, opened(tell))
    assert tell(said).data["application"] == application


@pytest.mark.parametrize("said", ["sr mle", "senior", "senior ml engineer", "senior one please R-1"])
def test_a_req_is_found_by_words_of_its_level_lane_or_title(tell, said):
    opened(tell)
    opened(tell, '"Staff data scientist" staff')
    assert tell(f"req show {said}").data["req"] == 1


def test_words_that_fit_no_req_end_none_even_where_only_one_is_open(tell, stateful):
    opened(tell)
    before = everything(stateful)
    assert tell('req cancel "ranking engineer"').data == {"refused": "NotFound"}
    assert everything(stateful) == before


def test_a_misspelt_description_is_asked_back(tell, stateful):
    opened(tell)
    reply = tell("req fill senoir")
    assert (reply.actions[0].verb, reply.actions[0].args["req"]) == ("req fill", 1)
    assert req(stateful, 1).closed_at is None
    assert tell(verb="req fill", **reply.actions[0].args).data["status"] == "filled"


@pytest.mark.parametrize(
    ("said", "meant"),
    [('req opne "Data scientist" mid', "req open"), ('offer drfat "Ana Quiroga" base 200k', "offer draft")],
)
def test_a_verb_whose_second_word_is_misspelt_is_asked_back_with_the_rest_kept(tell, stateful, said, meant):
    added(tell, opened(tell))
    before = everything(stateful)
    reply = tell(said)
    assert reply.data == {"refused": "NotUnderstood"}
    assert reply.actions[0].verb == meant
    assert set(reply.actions[0].args) & {"title", "candidate"}
    assert everything(stateful) == before


def test_what_is_left_beside_level_and_lane_is_no_title_but_stands_in_the_forms(tell, stateful):
    reply = tell("req open sr mle nlp remote")
    title = next(field.value for field in reply.form.fields if field.name == "title")
    assert title.startswith("Senior ")
    assert title.endswith("nlp")
    assert kinds(stateful) == []


def test_somebody_who_is_called_almost_so_is_offered_in_whichever_req_they_are(tell):
    opened(tell)
    application = added(tell, opened(tell))
    for said in ("anna quiroga", "Ana Quirogga"):
        reply = tell(f"cand show {said}")
        assert reply.actions[0].args == {"application": application}


def test_somebody_who_has_left_is_offered_by_name(tell):
    opened(tell)
    application = added(tell, opened(tell))
    tell('cand reject "Ana Quiroga"')
    assert tell("cand show ana").actions[0].args == {"application": application}


def test_nobody_at_all_is_said_without_asking_for_a_req_first(tell):
    opened(tell)
    added(tell, opened(tell))
    assert tell("cand show Zebedee").text.startswith('Nobody in an open search is called "Zebedee"')


@pytest.mark.parametrize(
    ("said", "verb"),
    [("offer", "offer draft"), ("hired", "offer accept"), ("rejected", "cand reject"), ("withdrawn", "cand withdraw")],
)
def test_a_move_to_what_is_no_stage_leads_to_the_deed_that_belongs_to_it(tell, stateful, said, verb):
    id = added(tell, opened(tell))
    reply = tell(f'cand move "Ana Quiroga" to {said}')
    assert (reply.actions[0].verb, reply.actions[0].args) == (verb, {"application": id})
    assert application(stateful, id).stage == "new"


def test_of_whom_an_outcome_is_final_only_what_can_follow_is_offered(tell):
    id = added(tell, opened(tell))
    tell('cand reject "Ana Quiroga"')
    page = tell(verb="cand show", application=id)
    assert [each.verb for each in (*page.actions, *page.more)] == ["cand move", "cand note", "cand list"]


@pytest.mark.parametrize("said", ['cand note "Ana Quiroga" likes \x00 tea', 'cand note "Ana Quiroga" : likes \ud800 tea'])
def test_what_no_database_holds_is_dropped_and_the_rest_is_kept(tell, said):
    id = added(tell, opened(tell))
    assert "note" in tell(said).data
    assert "likes" in str(tell(verb="cand show", application=id).elements)


def test_halves_of_letters_in_a_button_or_form_crash_nothing(tell):
    opened(tell)
    assert "application" in tell(verb="cand add", people="Ana \ud800 Quiroga", req="1").data


@pytest.mark.parametrize("number", [-1, 0, 10**20])
def test_a_number_that_no_req_can_have_is_not_there(tell, number):
    opened(tell)
    assert tell(verb="req show", req=number).data == {"refused": "NotFound"}


@pytest.mark.parametrize("said", ["cand add \x07 R-1", 'cand add "   " R-1'])
def test_nobody_is_added_without_a_name(tell, stateful, said):
    opened(tell)
    tell(said)
    assert "candidate_added" not in kinds(stateful)


def test_what_was_read_as_the_source_of_a_candidate_is_said(tell):
    opened(tell)
    assert "Where from: Alice and Carol" in shown(tell("cand add Bob, Alice and Carol R-1"))


def test_the_card_of_a_search_that_is_over_offers_what_can_be_asked_about_it(tell):
    added(tell, opened(tell))
    tell("req cancel R-1")
    card = tell("req show R-1")
    assert [each.verb for each in card.actions] == ["cand list", "report"]
    assert "Called off after 0 min. Still in it: New 1" in shown(card)
    tell("req resume R-1")
    assert tell("req show R-1").actions[0].verb == "cand add"


def test_an_export_of_nothing_says_how_to_get_a_closed_req(tell):
    added(tell, opened(tell))
    tell("req cancel R-1")
    assert tell("export csv").text == "No open req has candidates. A closed one you export by its number: export csv R-12"
    assert tell("export csv R-1").data["rows"] == 1


def test_a_name_beside_a_round_that_two_people_have_is_asked_back_and_the_round_is_kept(tell):
    number = opened(tell)
    added(tell, number)
    second = added(tell, number, "Ana Quinn")
    reply = tell("interview book ana screen thu 2pm")
    assert [each.args["round"] for each in reply.actions] == ["screen", "screen"]
    booked = tell(verb="interview book", **reply.actions[1].args)
    assert booked.data["application"] == second


def test_a_sum_that_no_column_holds_is_refused_in_words(tell, search):
    reply = tell('offer draft "Ana Quiroga" base 999999999999 because we can')
    assert reply.text == "Give the base for a year, such as 228k."
    assert tell(verb="req edit", req=search.req, band_high=10**12).data["refused"] == "Invalid"


@pytest.mark.parametrize(
    "said", ["due soonish", "report R-1 soonish", "report team since 1 oct soonish", "audit R-1 soonish", "cand list R-1 soonish"]
)
def test_what_a_verb_does_not_read_is_named(tell, said):
    added(tell, opened(tell))
    assert "I left out soonish." in shown(tell(said))


@pytest.mark.parametrize(
    "said", ["due @ravi", "report R-1 as a file", "report team this quarter", "audit R-1 file", "cand list R-1 left"]
)
def test_what_a_verb_reads_is_not_called_left_out(tell, said):
    added(tell, opened(tell))
    met(tell, RAVI)
    assert "I left out" not in shown(tell(said))
