"""Who was turned down, or stepped back, may be taken back in: the first pass stands in the way of nothing, and owes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.duties import EXPIRY, Timed
from handlers.pipeline.reminders import owing
from storage.models import Application, Nudge, Offer, Person
from tests.conftest import NOW, RAVI
from tests.pipeline.team import DANA, TOM, application, kinds, met, rows

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def offered(tell, *, at=NOW):
    """Ana's loop is over, and the offer that Dana approved is with her."""
    tell("loop done Ana", at=at)
    tell("decide yes Ana", at=at)
    tell("offer draft Ana base 210k start 2027-02-01", by=RAVI, at=at)
    tell("offer approve Ana", by=DANA, at=at)
    return tell("offer sent Ana expires 2026-12-20 12:00", by=RAVI, at=at + HOUR)


@pytest.fixture
def pipeline(search, tell):
    """A req whose offers Dana approves."""
    tell("req team R-1 add @dana as approver")
    return search


def owed(house):
    return {each.clock for each in rows(house, Nudge) if not owing.is_over(each)}


def statuses(house):
    return [each.status for each in rows(house, Offer)]


@pytest.mark.parametrize("ending", ["cand reject Ana because of a freeze", "cand withdraw Ana because she stays"])
def test_an_offer_ends_with_its_application_and_another_can_be_made(pipeline, tell, stateful, ending):
    offered(tell)
    tell(ending, at=NOW + 2 * HOUR)
    assert statuses(stateful) == ["withdrawn"]
    tell("cand move Ana to screen because it goes on", at=NOW + DAY)
    assert owed(stateful) == set()
    assert "refused" not in offered(tell, at=NOW + 2 * DAY).data
    assert statuses(stateful) == ["withdrawn", "sent"]
    assert owed(stateful) == {"recruiter_call", "manager_call", "offer_answer"}
    assert "refused" not in tell("offer accept Ana", by=RAVI, at=NOW + 3 * DAY).data


def test_who_signed_and_stepped_back_can_be_offered_anew(pipeline, tell, stateful):
    offered(tell)
    tell("offer accept Ana", by=RAVI, at=NOW + 2 * HOUR)
    tell("cand withdraw Ana because of a family matter", at=NOW + 3 * HOUR)
    tell("cand move Ana to screen because it is settled", at=NOW + DAY)
    assert "refused" not in offered(tell, at=NOW + 2 * DAY).data


def test_a_draft_ends_with_a_no(pipeline, tell, stateful):
    tell("loop done Ana")
    tell("offer draft Ana base 210k start 2027-02-01", by=RAVI)
    tell("decide no Ana")
    assert statuses(stateful) == ["withdrawn"]
    assert tell("offer approve Ana", by=DANA).data == {"refused": "Conflict"}


@pytest.mark.parametrize("ending", ["cand reject Ana", "cand withdraw Ana because she stays"])
def test_an_end_that_was_a_mistake_gives_the_offer_back(pipeline, tell, stateful, ending):
    offered(tell)
    before = owed(stateful)
    tell(ending, at=NOW + 2 * HOUR)
    assert "refused" not in tell("undo", at=NOW + 2 * HOUR).data
    assert (statuses(stateful), owed(stateful)) == (["sent"], before)
    assert "refused" not in tell("offer accept Ana", by=RAVI, at=NOW + 3 * HOUR).data


def test_the_calls_of_a_first_offer_do_for_no_second(pipeline, tell, stateful):
    offered(tell)
    tell("call recruiter done Ana", by=RAVI, at=NOW + 2 * HOUR)
    assert tell("call recruiter done Ana", by=RAVI, at=NOW + 2 * HOUR).data == {"refused": "Conflict"}
    tell("cand reject Ana", at=NOW + 2 * HOUR)
    tell("cand move Ana to screen because it goes on", at=NOW + DAY)
    offered(tell, at=NOW + 2 * DAY)
    assert "recruiter_call" in owed(stateful)
    assert "refused" not in tell("call recruiter done Ana", by=RAVI, at=NOW + 2 * DAY + 2 * HOUR).data
    assert "recruiter_call" not in owed(stateful)


def test_a_second_no_is_told_as_the_first_was(search, tell, stateful):
    for days in (0, 2):
        tell("cand reject Ana", at=NOW + days * DAY)
        assert owed(stateful) == {"tell_no"}
        assert "refused" not in tell("told Ana", at=NOW + days * DAY + HOUR).data
        assert owed(stateful) == set()
        tell("cand move Ana to screen because it goes on", at=NOW + (days + 1) * DAY)


def test_nobody_goes_back_into_the_loop_with_an_offer_in_their_hands(pipeline, tell, stateful):
    offered(tell)
    count = len(kinds(stateful))
    reply = tell("cand move Ana to screen because of a doubt", at=NOW + 2 * HOUR)
    assert reply.data == {"refused": "Conflict"}
    assert [each.verb for each in reply.actions] == ["offer withdraw"]
    assert (application(stateful, pipeline.application).outcome, len(kinds(stateful))) == ("offer", count)


def test_an_offer_without_terms_is_sent_again_to_who_was_taken_back_in(search, tell):
    tell("offer sent Ana", by=RAVI)
    tell("cand reject Ana", at=NOW + HOUR)
    tell("cand move Ana to screen because it goes on", at=NOW + DAY)
    assert "refused" not in tell("offer sent Ana", by=RAVI, at=NOW + 2 * DAY).data


def test_terms_that_change_while_the_offer_is_out_are_owed_within_a_day(pipeline, tell, stateful):
    offered(tell)
    tell("call recruiter done Ana", by=RAVI, at=NOW + 2 * HOUR)
    tell("offer edit Ana base 214k", by=RAVI, at=NOW + 3 * HOUR)
    assert "offer_revised" in kinds(stateful)
    waits = [each for each in rows(stateful, Nudge) if each.clock == "next_offer"]
    assert {each.deadline_at for each in waits} == {NOW + 27 * HOUR}
    assert "offer_answer" not in owed(stateful)
    said = tell(verb="show nudge", by=DANA, nudge=next(each.id for each in waits if each.voice == "due")).text
    assert "The offer's terms were changed" in said
    tell("offer approve Ana", by=DANA, at=NOW + 4 * HOUR)
    tell("offer sent Ana", by=RAVI, at=NOW + 5 * HOUR)
    assert owed(stateful) == {"manager_call", "offer_answer"}


def expired(tell, stateful):
    """Ana's offer ran out; another is drafted for her."""
    tell("loop done Ana")
    tell("offer draft Ana base 210k start 2027-02-01", by=RAVI)
    tell("offer approve Ana", by=DANA)
    tell("offer sent Ana expires 2026-11-26 12:00", by=RAVI, at=NOW + HOUR)
    day = NOW + 3 * DAY
    Timed(stateful.database, stateful.library, EXPIRY).poll(day, day)
    tell("offer draft Ana base 214k start 2027-02-01", by=RAVI, at=day + HOUR)
    return day + HOUR


def test_a_draft_after_an_offer_that_expired_waits_for_an_approval_of_its_own(pipeline, tell, stateful):
    drafted_at = expired(tell, stateful)
    people = {each.id: each.name for each in rows(stateful, Person)}
    waits = [each for each in rows(stateful, Nudge) if each.clock == "drafted_offer" and each.person_id and not each.reason]
    assert {people[each.person_id] for each in waits if not owing.is_climb(each)} == {"Dana"}
    tell("offer approve Ana", by=DANA, at=drafted_at + HOUR)
    tell("offer sent Ana", by=RAVI, at=drafted_at + 2 * HOUR)
    asked = [each for each in rows(stateful, Nudge) if each.clock == "offer_answer" and each.person_id and not each.reason]
    assert {each.deadline_at for each in asked} == {drafted_at + 122 * HOUR}


def test_an_approval_is_not_passed_on_and_what_was_passed_on_before_leaves_it_with_the_approver(pipeline, tell, stateful):
    met(tell, TOM)
    tell("people role @tom admin")
    tell("loop done Ana")
    tell("decide yes Ana")
    waits = next(each for each in rows(stateful, Nudge) if each.clock == "offer" and each.person_id and not each.reason)
    tell(verb="reassign", nudge=waits.id, person="tom", by=RAVI)
    tell("offer draft Ana base 210k start 2027-02-01", by=RAVI)
    people = {each.id: each.name for each in rows(stateful, Person)}
    waits = [each for each in rows(stateful, Nudge) if each.clock == "offer" and each.person_id and not each.reason]
    asked = [each for each in waits if not owing.is_climb(each)]
    assert {people[each.person_id] for each in asked} == {"Dana"}
    refused = tell(verb="reassign", nudge=asked[0].id, person="tom", by=DANA)
    assert refused.data["refused"] == "Invalid"


def test_what_was_passed_on_to_somebody_who_leaves_the_team_is_with_whose_it_was(pipeline, tell, stateful):
    tell("req team R-1 add @tom as sponsor")
    tell("loop done Ana")
    due = next(each for each in rows(stateful, Nudge) if each.clock == "decision" and each.voice == "due" and each.person_id)
    tell(verb="reassign", nudge=due.id, person="tom")
    tell("req team R-1 remove @tom", at=NOW + HOUR)
    people = {each.id: each.name for each in rows(stateful, Person)}
    owed = [each for each in rows(stateful, Nudge) if each.clock == "decision" and each.person_id and not each.reason]
    assert {people[each.person_id] for each in owed if not owing.is_climb(each)} == {"Mei"}


def test_an_offer_that_was_declined_by_mistake_keeps_its_deadline_when_it_is_told_again_with_its_own_day(search, tell, stateful):
    tell("offer sent ana expires 2026-12-04 17:00", by=RAVI, at=NOW)
    tell("offer decline ana pay", by=RAVI, at=NOW + DAY)
    tell("cand move ana to team because of a mistake", by=RAVI, at=NOW + DAY)
    tell("offer sent ana yesterday 8am expires 2026-12-04 17:00", by=RAVI, at=NOW + DAY + HOUR)
    assert "offer_answer" in owed(stateful)


def test_of_an_offer_that_was_taken_back_it_can_be_said_that_there_is_no_other(pipeline, tell, stateful):
    offered(tell)
    tell("offer withdraw Ana because of a freeze", by=RAVI, at=NOW + 2 * HOUR)
    asks = next(each for each in rows(stateful, Nudge) if each.clock == "next_offer" and each.voice == "due" and each.person_id)
    (no_other,) = [each for each in tell(verb="show nudge", by=RAVI, nudge=asks.id).more if each.verb == "decide no"]
    assert "refused" not in tell(verb="decide no", by=RAVI, at=NOW + 3 * HOUR, **no_other.args).data
    assert owed(stateful) == {"tell_no"}


def test_whose_loop_is_over_stands_at_its_last_round(search, tell, stateful):
    tell("loop done ana", by=RAVI)
    assert application(stateful, search.application).stage == "team"
    tell("undo", by=RAVI)
    assert application(stateful, search.application).stage == "new"


@pytest.mark.parametrize("stage", ["technical", "team"])
def test_a_loop_that_was_said_to_be_over_by_mistake_is_taken_back_by_moving_to_where_they_stand(search, tell, stateful, stage):
    tell("loop done ana", by=RAVI)
    assert owed(stateful) == {"decision", "offer"}
    tell(f"cand move ana to {stage} because it was another", by=RAVI, at=NOW + HOUR)
    assert owed(stateful) == set()
    assert tell(f"cand move ana to {stage}", by=RAVI, at=NOW + 2 * HOUR).data["refused"] == "Conflict"


def test_whose_loop_was_over_before_they_stood_at_its_last_round_moves_on_with_the_way_to_take_that_back(search, tell, stateful):
    tell("loop done ana", by=RAVI)
    stateful.database.write("acme", lambda unit: unit.update(Application, stage="new"))  # as it was recorded once
    moved = tell("cand move ana to technical because it was another", by=RAVI, at=NOW + HOUR)
    assert "recorded as over" in str(moved.elements)
    (goes_on,) = [each for each in moved.actions if each.label == "Still in the loop"]
    assert owed(stateful) == {"decision", "offer"}
    back = tell(verb="cand move", by=RAVI, at=NOW + HOUR, why="it was another", **goes_on.args)
    assert "refused" not in back.data
    assert owed(stateful) == set()


def test_who_is_offered_anew_without_another_loop_is_called_about_the_first_90_days_too(pipeline, tell, stateful):
    offered(tell)
    tell("call manager done Ana", at=NOW + 2 * HOUR)
    tell("offer decline Ana pay", by=RAVI, at=NOW + 3 * HOUR)
    tell("cand move Ana to team because she asks again", at=NOW + DAY)
    tell("offer draft Ana base 229k", by=RAVI, at=NOW + DAY)
    tell("offer approve Ana", by=DANA, at=NOW + DAY)
    tell("offer sent Ana expires 2026-12-20 12:00", by=RAVI, at=NOW + 2 * DAY)
    call = next(each for each in rows(stateful, Nudge) if each.clock == "manager_call" and not owing.is_over(each))
    assert call.deadline_at == NOW + 5 * DAY
    tell("call manager done Ana", at=NOW + 3 * DAY)
    assert "manager_call" not in owed(stateful)
