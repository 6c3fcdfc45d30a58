"""A round of which nobody has said what became: it is kept in sight until somebody does."""

from __future__ import annotations

import pytest

from handlers.pipeline.messages import cards
from storage.models import Application, Interview, Requisition
from tests.conftest import MEI, RAVI
from tests.pipeline.asked import HOUR, MONDAY, WEDNESDAY, ask, labels, search, unsaid
from tests.pipeline.digesting import sent
from tests.pipeline.team import DM, EVE, TOM, rows

__all__ = ["search", "unsaid"]


def test_it_is_owed_by_whoever_is_asked_until_somebody_says_so(tell, unsaid):
    mine = tell("due", by=RAVI, at=WEDNESDAY, place=DM)
    assert "Did it happen? Ana Quiroga, Technical depth, should have ended Tue 11:30 (R-1)" in str(mine.elements)
    assert labels(mine) == ["It happened", "No-show", "Move it"]
    assert mine.data["unrecorded"] == [{"interview": unsaid, "req": 1}]
    assert "You owe nothing" in tell("due", by=MEI, at=WEDNESDAY).text
    assert ", with Ravi" in str(tell("due R-1", by=MEI, at=WEDNESDAY).elements)
    assert "Did it happen?" in str(tell("due @ravi", by=MEI, at=WEDNESDAY).elements)
    tell(verb=mine.actions[0].verb, **mine.actions[0].args, by=RAVI, at=WEDNESDAY)
    assert "unrecorded" not in tell("due", by=RAVI, at=WEDNESDAY).data


def test_of_several_each_has_a_button_that_says_whose(tell, stateful, unsaid):
    tell('cand add "Bo Lind" R-1', at=MONDAY)
    tell("interview book bo technical tue 12:00", by=RAVI, at=MONDAY)
    assert labels(tell("due", by=RAVI, at=WEDNESDAY)) == ["It happened: Ana Quiroga", "It happened: Bo Lind"]


def test_two_rounds_of_one_candidate_have_buttons_that_say_which(tell, stateful, unsaid):
    tell("interview book ana debugging tue 12:00", by=RAVI, at=MONDAY)
    ask(stateful, MONDAY + 28 * HOUR)
    both = ["It happened: Ana Quiroga, Technical", "It happened: Ana Quiroga, Debugging"]
    assert labels(tell("due", by=RAVI, at=WEDNESDAY)) == both
    ((_, reply),) = sent(stateful, WEDNESDAY)
    assert labels(reply)[:2] == both


def test_whose_due_it_is_not_to_see_does_not(tell, unsaid):
    assert "Ana" not in str(tell("due @ravi", by=EVE, at=WEDNESDAY))


def test_the_morning_after_says_it_again_with_the_button(stateful, unsaid):
    ((channel, reply),) = sent(stateful, WEDNESDAY)
    assert channel == "D-Ravi"
    assert "Did it happen? Ana Quiroga, Technical depth, should have ended Tue 11:30 (R-1)." in reply.text
    assert labels(reply) == ["It happened", "What do I owe?"]


def test_their_own_page_shows_it(tell, unsaid):
    page = tell("home", by=RAVI, at=WEDNESDAY, place=DM)
    assert page.text.startswith("Ravi, you owe 1 thing.")
    assert "Did it happen? Ana Quiroga, Technical depth, should have ended Tue 11:30 (R-1)" in str(page.elements)
    assert labels(page)[0] == "It happened"


def test_the_req_says_it(tell, unsaid):
    shown = tell("req show R-1", by=RAVI, at=WEDNESDAY, place=DM)
    assert "Did it happen? Ana Quiroga, Technical depth, should have ended Tue 11:30." in str(shown.elements)
    assert labels(shown)[0] == "It happened"
    assert "req health" in {each.verb for each in shown.more}
    health = tell("req health R-1", by=RAVI, at=WEDNESDAY, place=DM)
    (found,) = (each for each in health.data["findings"] if each["code"] == "unrecorded")
    text = "Nobody has said what became of a round: Ana Quiroga, Technical depth, should have ended Tue 11:30."
    assert found["text"] == text
    assert "It happened" in labels(health)


def test_several_rounds_of_which_nobody_said_what_became_are_counted_in_the_reqs_health(tell, unsaid):
    tell("interview book ana debugging tue 12:00", by=RAVI, at=MONDAY)
    (found,) = (each for each in tell("req health R-1", by=RAVI, at=WEDNESDAY).data["findings"] if each["code"] == "unrecorded")
    assert found["text"].startswith("Nobody has said what became of 2 rounds: ")


def test_a_channel_reads_it_without_the_name(stateful, unsaid):
    def card(unit):
        (req,) = unit.all(Requisition)
        return cards.card(unit, req, stateful.packaged, WEDNESDAY, public=True)

    shown = stateful.database.read("acme", card)
    assert "Did it happen? A.Q. (C-1), Technical depth" in str(shown.elements)
    assert "Ana" not in str(shown)


def test_a_candidate_shows_that_it_is_not_recorded_instead_of_a_next_round(tell, unsaid):
    shown = tell("cand show ana R-1", by=RAVI, at=WEDNESDAY, place=DM)
    assert ("Not recorded", "Technical depth, should have ended Tue 11:30. Did it happen?") in shown.elements[1].pairs
    assert "Next round" not in str(shown.elements)
    assert labels(shown)[0] == "It happened"


@pytest.mark.parametrize("end", ["interview done ana technical", "cand reject ana because thin", "req hold R-1"])
def test_where_it_does_not_matter_any_more_nothing_says_it(tell, stateful, unsaid, end):
    tell(f"{end} R-1" if "R-1" not in end else end, by=RAVI, at=WEDNESDAY - HOUR)
    assert "Did it happen" not in str(tell("due", by=RAVI, at=WEDNESDAY))
    assert "Did it happen" not in str(tell("req show R-1", by=RAVI, at=WEDNESDAY).elements)
    assert all("Did it happen" not in reply.text for _, reply in sent(stateful, WEDNESDAY))


@pytest.mark.parametrize(
    "after",
    [
        ["loop done ana"],
        ["loop done 2026-12-01 11:00 ana"],
        ["loop done ana", "decide yes ana"],
        ["offer sent ana"],
    ],
    ids=["the loop's end", "its end as it was told", "a decision", "an offer"],
)
def test_what_comes_after_a_loop_says_that_its_rounds_are_behind_the_candidate(tell, stateful, unsaid, after):
    for said in after:
        assert "event" in tell(f"{said} R-1", at=WEDNESDAY - HOUR).data
    assert "unrecorded" not in tell("due", by=RAVI, at=WEDNESDAY).data
    assert "unrecorded" not in tell("due R-1", by=RAVI, at=WEDNESDAY).data
    assert "Did it happen" not in str(tell("req show R-1", by=RAVI, at=WEDNESDAY).elements)
    assert "Not recorded" not in str(tell("cand show ana R-1", by=RAVI, at=WEDNESDAY).elements)
    assert all("Did it happen" not in reply.text for _, reply in sent(stateful, WEDNESDAY))


def test_back_in_the_loop_a_round_that_nobody_recorded_is_asked_about_again(tell, unsaid):
    tell("loop done ana R-1", by=RAVI, at=WEDNESDAY)
    tell("undo", by=RAVI, at=WEDNESDAY)
    assert "unrecorded" in tell("due", by=RAVI, at=WEDNESDAY).data


def test_a_scorecard_proves_that_its_round_took_place(tell, stateful, unsaid):
    reply = tell("scorecard ana technical R-1 yes because good", by=TOM, at=WEDNESDAY)
    assert reply.elements[1].text == "With that Technical depth is recorded: it took place, until Tue 17:30."
    (interview,) = rows(stateful, Interview)
    assert (interview.status.value, interview.done_at) == ("done", interview.ends_at)
    owed = tell("due R-1", by=RAVI, at=WEDNESDAY).data
    assert {each["clock"] for each in owed["due"]} == {"loop_span"}
    assert "unrecorded" not in owed
    assert sent(stateful, WEDNESDAY) == []


def test_the_scorecard_of_the_last_round_ends_the_loop(tell, stateful, search):
    tell("interview book ana team tue 10:00 @tom", by=RAVI, at=MONDAY)
    reply = tell("scorecard ana team R-1 yes because good", by=TOM, at=WEDNESDAY)
    assert "The loop is over: a decision is next." in reply.elements[1].text
    assert "decision" in {each["clock"] for each in tell("due R-1", at=WEDNESDAY).data["due"]}


def test_a_scorecard_that_is_taken_back_takes_back_what_it_proved(tell, stateful, unsaid):
    before = stateful.database.read("acme", lambda unit: [each.stage for each in unit.all(Application)])
    tell("scorecard ana technical R-1 yes because good", by=TOM, at=WEDNESDAY)
    assert "event" in tell("undo", by=TOM, at=WEDNESDAY).data
    assert rows(stateful, Interview)[0].status == "booked"
    assert stateful.database.read("acme", lambda unit: [each.stage for each in unit.all(Application)]) == before
    assert "unrecorded" in tell("due", by=RAVI, at=WEDNESDAY).data
