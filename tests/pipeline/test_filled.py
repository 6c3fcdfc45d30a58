"""After a search is over: who is in it still is owed an answer, and is found by name as before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import MEI, RAVI
from tests.pipeline.digesting import DAY, ENDED, sent
from tests.pipeline.team import DM, EVE, added, application, kinds, opened, reachable, req

FILLED = ENDED + timedelta(hours=1)
"""On a Monday, early in the afternoon where Ravi is."""


@pytest.fixture
def finalists(tell):
    """Ana and Bo have finished the loop, Cy has had nothing; Mei hires, Ravi recruits. The ids of their applications."""
    reachable(tell, MEI, RAVI)
    opened(tell)
    tell("req team R-1 add @ravi as recruiter")
    ids = [tell(f'loop done "{name}" R-1', at=ENDED).data["application"] for name in ("Ana Quiroga", "Bo Lind")]
    return [*ids, added(tell, 1, "Cy Dahl")]


@pytest.fixture
def filled(tell, finalists):
    """Ana signed, and the req is filled."""
    tell("offer sent ana", by=RAVI, at=ENDED)
    tell("offer accept ana", by=RAVI, at=ENDED)
    tell("req fill", by=RAVI, at=FILLED)
    return finalists


def ravis(house, at):
    """What Ravi's digests at that time say, and their buttons."""
    return [(reply.text, reply.actions) for channel, reply in sent(house, at) if channel == "D-Ravi"]


def test_who_was_met_is_named_with_a_button_that_says_they_were_told(tell, stateful, finalists):
    tell("offer sent ana", by=RAVI, at=ENDED)
    tell("offer accept ana", by=RAVI, at=ENDED)
    reply = tell("req fill", by=RAVI, at=FILLED, place=DM)
    said = "Bo Lind has met us and has no answer yet: tell them, and say so. 1 other candidate is still in it."
    assert said in str(reply.elements)
    told = reply.actions[0]
    assert (told.label, told.verb) == ("Bo Lind was told", "told")
    tell(verb=told.verb, by=RAVI, at=FILLED, **told.args)
    bo = application(stateful, finalists[1])
    assert (bo.outcome, bo.told_at) == ("rejected", FILLED)


def test_that_they_were_told_is_taken_back_whole(tell, stateful, filled):
    tell("told bo", by=RAVI, at=FILLED)
    tell("undo", by=RAVI, at=FILLED)
    bo = application(stateful, filled[1])
    assert (bo.outcome, bo.told_at, bo.ended_at) == (None, None, None)


def test_where_nobody_has_signed_whoever_has_the_offer_may_have(tell, stateful, finalists):
    tell("offer sent ana", by=RAVI, at=ENDED)
    reply = tell("req fill", by=RAVI, at=FILLED, place=DM)
    assert "Ana Quiroga has an offer for R-1: did they accept? If not, take it back before they sign." in str(reply.elements)
    signed, back, told = reply.actions
    assert (signed.label, back.verb, told.verb) == ("Ana Quiroga accepted", "offer withdraw", "told")
    assert tell(verb=signed.verb, by=RAVI, at=FILLED, **signed.args).data["outcome"] == "hired"


def test_where_somebody_has_signed_an_offer_that_is_out_is_taken_back(tell, finalists):
    for said in ("offer sent ana", "offer sent bo", "offer accept ana"):
        tell(said, by=RAVI, at=ENDED)
    reply = tell("req fill", by=RAVI, at=FILLED, place=DM)
    assert "Bo Lind still has an offer for R-1: take it back before they sign." in str(reply.elements)
    assert reply.actions[0].verb == "offer withdraw"


def test_somebody_with_an_offer_was_not_told_a_no(tell, stateful, finalists):
    tell("offer sent ana", by=RAVI, at=ENDED)
    tell("req cancel", by=RAVI, at=FILLED)
    reply = tell("told ana", by=RAVI, at=FILLED)
    assert (reply.data, reply.actions[0].verb) == ({"refused": "Conflict"}, "offer withdraw")


def test_the_recruiters_next_morning_and_each_weeks_first_name_whoever_has_no_answer(tell, stateful, filled):
    tuesday = ENDED.replace(hour=14) + DAY
    ((text, actions),) = ravis(stateful, tuesday)
    assert "R-1 is filled, and Bo Lind waits for our answer: tell them, and say so." in text
    assert [(each.label, each.verb) for each in actions] == [("Bo Lind was told", "told")]
    ((text, actions),) = ravis(stateful, tuesday + DAY)
    assert "R-1 is filled, and Bo Lind has waited 2 days for our answer" in text, "48 hours end before the next morning"
    assert [each.label for each in actions] == ["Bo Lind was told"]
    assert ravis(stateful, tuesday + 2 * DAY) == []
    assert "Bo Lind has waited 7 days" in ravis(stateful, tuesday + 6 * DAY)[0][0]
    tell("told bo", by=RAVI, at=tuesday + 6 * DAY)
    assert not any("Bo Lind" in text for text, _ in ravis(stateful, tuesday + 13 * DAY))


def test_whoever_is_left_is_named_anew_when_the_hours_for_a_no_that_were_set_run_out(tell, stateful, filled):
    tell("settings tell no 72 hours")
    wednesday = ENDED.replace(hour=14) + 2 * DAY
    assert ravis(stateful, wednesday) == []
    assert "has waited 3 days" in ravis(stateful, wednesday + DAY)[0][0]


def test_the_recruiters_morning_names_whoever_still_has_an_offer(tell, stateful, finalists):
    tell("offer sent ana", by=RAVI, at=ENDED)
    tell("req fill", by=RAVI, at=FILLED)
    ((text, actions),) = ravis(stateful, ENDED.replace(hour=14) + DAY)
    assert "R-1 is filled, and Ana Quiroga still has our offer: say that they accepted, or take it back." in text
    assert [(each.label, each.verb) for each in actions] == [
        ("Ana Quiroga accepted", "offer accept"),
        ("Bo Lind was told", "told"),
    ]
    assert tell(verb="offer accept", by=RAVI, at=FILLED + DAY, **actions[0].args).data["outcome"] == "hired"


def test_a_search_that_goes_on_names_nobody_so(tell, stateful, filled):
    tell("req resume", by=RAVI, at=FILLED)
    assert not any("waits for our answer" in text for text, _ in ravis(stateful, ENDED.replace(hour=14) + DAY))


@pytest.mark.parametrize("said", ["cand show ana", "call recruiter done ana", "told bo", "offer show ana"])
def test_who_was_in_a_search_that_is_over_is_found_by_name(tell, filled, said):
    tell("decide no bo", at=FILLED)
    assert tell(said, by=RAVI, at=FILLED + DAY).data.get("refused") != "NotFound"


def test_who_was_turned_down_before_the_search_was_over_is_told_by_name(tell, stateful, finalists):
    tell("decide no bo", at=ENDED)
    tell("req cancel", at=FILLED)
    opened(tell)
    opened(tell)
    assert tell("told bo", by=RAVI, at=FILLED + DAY).data["told"] is True


def test_one_in_a_search_that_goes_on_is_meant_before_one_whose_search_is_over(tell, filled):
    opened(tell)
    here = added(tell, 2, "Ana Park")
    assert tell("cand note ana : prefers mornings", at=FILLED).data["application"] == here


def test_of_several_whose_searches_are_over_it_is_asked_who_is_meant(tell, filled):
    opened(tell)
    other = tell('loop done "Ana Park" R-2', at=ENDED).data["application"]
    tell("offer sent ana R-2", at=ENDED)
    tell("offer accept ana R-2", at=ENDED)
    tell("req fill R-2", at=FILLED)
    reply = tell("cand show ana", at=FILLED)
    assert reply.data == {"refused": "NotFound"}
    assert {each.args["application"] for each in reply.actions} == {filled[0], other}


def test_who_may_not_see_the_search_finds_nobody_of_it(tell, filled):
    assert tell("cand show ana", by=EVE, at=FILLED).data["refused"] in ("NotFound", "NotAllowed")
    assert "Quiroga" not in tell("cand show ana", by=EVE, at=FILLED).text


def test_the_one_search_that_can_go_on_needs_no_number(tell, stateful, filled):
    tell('req open "Data scientist" mid')
    assert tell("req resume", by=RAVI, at=FILLED).data["status"] == "open"
    assert req(stateful, 1).closed_at is None


def test_a_search_on_hold_is_meant_before_one_that_was_closed(tell, stateful, filled):
    opened(tell)
    tell("req hold R-2")
    assert tell("req resume", at=FILLED).data["req"] == 2


def test_of_several_that_were_closed_it_is_asked_which_goes_on(tell, stateful, filled):
    opened(tell)
    tell("req cancel R-2")
    reply = tell("req resume", at=FILLED)
    assert reply.data == {"refused": "NotFound"}
    assert [(each.verb, each.args["req"]) for each in reply.actions] == [("req resume", 2), ("req resume", 1)]
    assert "req_resumed" not in kinds(stateful)


def test_of_many_searches_that_are_over_the_newest_have_a_line_and_the_others_are_counted(tell, stateful):
    reachable(tell, MEI, RAVI)
    for number in range(1, 8):
        opened(tell)
        tell(f"req team R-{number} add @ravi as recruiter")
        tell(f'loop done "Bo Lind {number}" R-{number}', at=ENDED)
        tell(f"req cancel R-{number}", at=FILLED)
    ((text, _),) = ravis(stateful, ENDED.replace(hour=14) + DAY)
    assert text.index("R-7 is cancelled, and Bo Lind 7 waits") < text.index("R-3 is cancelled")
    assert "R-2" not in text
    assert "In 2 more searches that are over, somebody waits for our answer." in text
