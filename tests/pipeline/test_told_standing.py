"""Questions about where somebody stands: whoever is named is shown, and nothing is changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW, RAVI
from tests.pipeline.team import DM, TOM, added, everything, met


@pytest.mark.parametrize(
    "said",
    [
        "what is ana waiting for",
        "what's ana waiting on?",
        "who is ana waiting for",
        "what are we waiting for with ana",
        "when does ana offer expire",
        "when does ana's offer end?",
        "until when does Ana Quiroga's offer stand",
        "how long does ana's offer stand",
        "who has to act on ana",
        "who must act on ana?",
        "whose turn is it with ana",
        "what is next for ana",
        "where does ana stand",
        "where is ana?",
        "where are we with ana",
        "ana",
        "Ana Quiroga?",
        "show me ana",
        "status of ana",
        "any news on ana?",
        "what happened with ana",
        "how is ana doing",
        "has ana signed yet",
        "who decides about ana",
        "when is ana's next interview",
        "how long until ana's offer is due",
        "when does ana need until",
        "what stage is ana in",
        "what did we offer ana?",
        "when do i have to send ana's offer",
        "am i on time with ana's offer",
    ],
)
def test_whose_standing_is_asked_for_is_shown_and_nothing_is_changed(tell, stateful, search, said):
    tell(f"loop done ana R-{search.req}", at=NOW)
    before = everything(stateful)
    reply = tell(said, at=NOW)
    assert reply.text == f"Ana Quiroga, C-1 in R-{search.req}"
    assert ("Due", "decision, Wed 08:00, with Mei") in reply.elements[1].pairs
    assert everything(stateful) == before


def test_of_an_offer_that_is_out_whoever_may_see_offers_reads_until_when_it_stands(tell, search):
    met(tell, TOM)
    tell(f"req team R-{search.req} add @tom as interviewer")
    tell(f"loop done ana R-{search.req}", at=NOW)
    tell(f"offer sent ana R-{search.req} expires 2026-12-04 17:00", by=RAVI, at=NOW)
    asked = "when does ana's offer expire"
    assert ("Our offer", "stands until Fri 4 Dec 17:00") in tell(asked, by=RAVI, at=NOW).elements[1].pairs
    assert "Our offer" not in str(tell(asked, by=TOM, at=NOW).elements)


def test_of_two_of_one_name_it_is_asked_who_is_meant(tell, search):
    added(tell, search.req, "Ana Bell")
    reply = tell("what is ana waiting for", place=DM)
    assert reply.text == "Who is meant: Ana Quiroga or Ana Bell?"
    assert {each.verb for each in reply.actions} == {"cand show"}


@pytest.mark.parametrize(
    "said", ["what is the market waiting for", "when does an offer expire", "where is zoe", "zoe", "status of zoe"]
)
def test_what_names_nobody_in_a_search_is_a_question_for_the_guides(tell, search, said):
    assert "C-1" not in str(tell(said))


def test_what_one_owes_is_told_whoever_asks_in_words_of_their_own(tell, search):
    tell(f"loop done ana R-{search.req}", at=NOW)
    assert tell("what do I owe?", at=NOW).text == "You owe 2 things"
    assert tell("what does Mei owe", by=RAVI, at=NOW).text == "Mei owes 2 things"
    assert tell("which reqs are open", at=NOW).text == "1 open req"
    assert tell("interviews this week", at=NOW).text.startswith("Mei, you owe 2 things. No rounds ahead")


@pytest.mark.parametrize("said", ["whats going on with austin", "hows austin doing", "whos austin waiting for"])
def test_whose_standing_is_asked_for_without_an_apostrophe_is_shown(tell, search, said):
    added(tell, search.req, "Austin Reed")
    assert tell(said, place=DM).text.startswith("Austin Reed")


@pytest.mark.parametrize(
    "said",
    ["where is she?", "did she accept?", "is she still in", "when is her offer due", "what about her", "did she get the offer?"],
)
def test_of_whom_one_dealt_last_the_standing_is_asked_for_as_hers(tell, stateful, search, said):
    tell(f"loop done ana R-{search.req}", at=NOW)
    before = everything(stateful)
    assert tell(said, at=NOW).text == f"Ana Quiroga, C-1 in R-{search.req}"
    assert everything(stateful) == before


def test_where_it_is_forgotten_who_she_is_each_who_may_be_meant_is_shown_by_a_press(tell, search):
    added(tell, search.req, "Zoe Park")
    reply = tell("where is she?", at=NOW + timedelta(days=1), place=DM)
    assert reply.text == "Who is that?"
    assert {each.label for each in reply.actions} == {"Show Ana Quiroga", "Show Zoe Park"}
    assert {each.verb for each in reply.actions} == {"cand show"}


def test_whoever_sees_no_search_is_shown_nobody(tell, search):
    assert "Ana" not in str(tell("where is she?", by=TOM, at=NOW))


@pytest.mark.parametrize(
    "said",
    [
        "how's it going here?", "how is it going", "any updates on this?", "update on the search", "are we on track?",
        "how long has this been open", "when did this open", "what's left to do here", "how's the search going?",
    ],
)  # fmt: skip
def test_how_things_stand_is_asked_in_a_reqs_thread_without_naming_it(tell, search, threaded, said):
    assert tell(said, place=threaded).text.startswith(f"R-{search.req} ·")


@pytest.mark.parametrize("said", ["who's in?", "who do we have", "how many candidates are in", "who is still in it"])
def test_who_is_in_is_asked_in_a_reqs_thread_without_naming_it(tell, search, threaded, said):
    assert tell(said, place=threaded).text == f"1 candidate in R-{search.req}"
