"""An offer that nobody answered in time: the house says so, its clocks stop, and a late answer is still one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import walking
from bot.clocks import real_now
from bot.duties import EXPIRY, Timed
from handlers.pipeline.reminders import owing, saying
from storage.enums import NudgeStatus
from storage.models import Event, Nudge, Offer
from tests.conftest import CHANNEL, NOW, RAVI
from tests.pipeline.team import DANA, application, rows

DAYS = timedelta(days=1)
LIVE = (NudgeStatus.PENDING, NudgeStatus.SNOOZED, NudgeStatus.QUEUED, NudgeStatus.SAID)


@pytest.fixture
def sent(tell, search):
    """Ana has an offer since today that stands for three days."""
    tell(f'loop done "Ana Quiroga" R-{search.req}')
    tell(f'decide yes "Ana Quiroga" R-{search.req} because all four rounds said so')
    tell(f'offer draft "Ana Quiroga" base 210k equity 0.12% start 2027-01-15 R-{search.req}', by=RAVI)
    tell(f'offer approve "Ana Quiroga" R-{search.req}', by=DANA)
    until = f"{NOW + 3 * DAYS:%Y-%m-%d} 16:00 UTC"
    assert "refused" not in tell(f'offer sent "Ana Quiroga" R-{search.req} expires {until}', by=RAVI).data
    return search


def after(house, span):
    return Timed(house.database, house.library, EXPIRY).poll(NOW + span, NOW + span)


def offer(house):
    return rows(house, Offer)[-1].status.value


def running(house):
    return {each.clock for each in rows(house, Nudge) if each.reason is None and each.status in LIVE}


def test_it_expires_when_its_time_is_over_and_not_before(stateful, sent):
    after(stateful, 3 * DAYS - timedelta(minutes=1))
    assert offer(stateful) == "sent"
    after(stateful, 3 * DAYS)
    assert offer(stateful) == "expired"
    assert application(stateful, sent.application).outcome == "offer"


def test_it_is_said_once_and_by_nobody(tell, stateful, sent):
    for days in (3, 4, 5):
        after(stateful, days * DAYS)
    (event,) = (each for each in rows(stateful, Event) if each.kind == "offer_expired")
    assert (event.actor_id, event.origin) == (None, "clock")
    assert "has expired, unanswered" in str(tell(f"audit R-{sent.req}").elements)


def test_its_clocks_stop(stateful, sent):
    assert {"offer_answer", "recruiter_call", "manager_call"} <= running(stateful)
    after(stateful, 3 * DAYS)
    assert running(stateful).isdisjoint({"offer_answer", "recruiter_call", "manager_call"})


def test_more_time_brings_it_and_its_clock_back(tell, stateful, sent):
    after(stateful, 3 * DAYS)
    until = f"{NOW + 9 * DAYS:%Y-%m-%d} 16:00 UTC"
    reply = tell(f'offer extend "Ana Quiroga" until {until} R-{sent.req}', by=RAVI, at=NOW + 4 * DAYS)
    assert "refused" not in reply.data
    assert offer(stateful) == "sent"
    assert "offer_answer" in running(stateful)
    after(stateful, 9 * DAYS)
    assert offer(stateful) == "expired"


def test_the_call_that_had_no_offer_to_speak_of_is_asked_for_anew_once_there_is_one(tell, stateful, sent):
    """Nobody could ring while it had expired: the manager hears that it is due, and only hours later that it is over."""
    after(stateful, 3 * DAYS)
    later = NOW + 6 * DAYS
    tell(f'offer extend "Ana Quiroga" until {NOW + 9 * DAYS:%Y-%m-%d} 16:00 UTC R-{sent.req}', by=RAVI, at=later)
    calls = [each for each in rows(stateful, Nudge) if each.clock == "manager_call" and each.status in LIVE]
    assert {each.say_at >= later for each in calls} == {True}
    due = min(calls, key=lambda each: each.say_at)
    assert due.voice == "due"

    def compose(unit):
        return saying.reply(owing.owed(unit, stateful.packaged, later, unit.get(Nudge, due.id)))

    assert "There is an offer to speak of since Mon 16:00 UTC." in stateful.database.read("acme", compose).text


@pytest.mark.parametrize(("words", "becomes"), [("offer accept", "accepted"), ("offer decline", "declined")])
def test_a_late_answer_counts(tell, stateful, sent, words, becomes):
    after(stateful, 3 * DAYS)
    why = " because pay" if becomes == "declined" else ""
    assert "refused" not in tell(f'{words} "Ana Quiroga" R-{sent.req}{why}', by=RAVI, at=NOW + 4 * DAYS).data
    assert offer(stateful) == becomes


def test_an_expired_offer_can_be_taken_back_and_another_drafted(tell, stateful, sent):
    after(stateful, 3 * DAYS)
    tell(f'offer withdraw "Ana Quiroga" R-{sent.req} because they went silent', by=RAVI, at=NOW + 4 * DAYS)
    assert (offer(stateful), application(stateful, sent.application).outcome) == ("withdrawn", None)
    again = tell(f'offer draft "Ana Quiroga" base 215k equity 0.12% start 2027-02-15 R-{sent.req}', by=RAVI, at=NOW + 4 * DAYS)
    assert "refused" not in again.data


def test_an_expired_offer_that_is_sent_again_asks_for_more_time_or_other_terms(tell, stateful, sent):
    after(stateful, 3 * DAYS)
    later, until = NOW + 4 * DAYS, f"{NOW + 8 * DAYS:%Y-%m-%d} 16:00 UTC"
    reply = tell(f"offer sent ana expires {until}", by=RAVI, at=later)
    assert reply.data == {"refused": "Conflict"}
    assert reply.text.startswith("A.Q. (C-1)'s offer expired, Fri 11:00.")
    more_time, other = reply.actions
    assert other.verb == "offer draft"
    assert "refused" not in tell(verb=more_time.verb, by=RAVI, at=later, **more_time.args).data
    assert (offer(stateful), rows(stateful, Offer)[-1].expires_at) == ("sent", NOW + 8 * DAYS)


def test_an_answer_that_came_first_stands(tell, stateful, sent):
    tell(f'offer accept "Ana Quiroga" R-{sent.req}', by=RAVI, place=CHANNEL, at=NOW + DAYS)
    after(stateful, 4 * DAYS)
    assert offer(stateful) == "accepted"


@pytest.fixture
def bare(tell, search):
    """Ana has an offer for three days, of which no terms are kept."""
    tell(f'loop done "Ana Quiroga" R-{search.req}')
    until = f"{NOW + 3 * DAYS:%Y-%m-%d} 16:00 UTC"
    assert "refused" not in tell(f'offer sent "Ana Quiroga" R-{search.req} expires {until}', by=RAVI).data
    return search


def expiries(house):
    return [each for each in rows(house, Event) if each.kind == "offer_expired"]


def test_an_offer_without_kept_terms_expires_when_it_was_said_to(stateful, bare):
    assert "offer_answer" in running(stateful)
    after(stateful, 3 * DAYS - timedelta(minutes=1))
    assert expiries(stateful) == []
    for days in (3, 4, 5):
        after(stateful, days * DAYS)
    (event,) = expiries(stateful)
    assert (event.actor_id, event.origin, event.application_id) == (None, "clock", bare.application)
    assert running(stateful).isdisjoint({"offer_answer", "recruiter_call", "manager_call"})


def test_an_offer_without_kept_terms_is_given_more_time_and_expires_again(tell, stateful, bare):
    after(stateful, 3 * DAYS)
    until = f"{NOW + 9 * DAYS:%Y-%m-%d} 16:00 UTC"
    assert "refused" not in tell(f"offer extend ana until {until}", by=RAVI, at=NOW + 4 * DAYS).data
    assert "offer_answer" in running(stateful)
    after(stateful, 8 * DAYS)
    assert len(expiries(stateful)) == 1
    after(stateful, 9 * DAYS)
    assert len(expiries(stateful)) == 2


@pytest.mark.parametrize("answer", ["offer accept ana", "offer decline ana pay", "offer withdraw ana because the budget went"])
def test_an_offer_without_kept_terms_that_was_answered_does_not_expire(tell, stateful, bare, answer):
    tell(answer, at=NOW + DAYS)
    after(stateful, 4 * DAYS)
    assert expiries(stateful) == []


def test_a_late_answer_to_an_offer_without_kept_terms_counts(tell, stateful, bare):
    after(stateful, 3 * DAYS)
    tell("offer accept ana", at=NOW + 4 * DAYS)
    assert application(stateful, bare.application).outcome == "hired"


def test_an_offer_without_kept_terms_expires_though_terms_were_drafted_meanwhile(tell, stateful, bare):
    tell("offer draft ana base 210k equity 0.12% start 2027-01-15", by=RAVI, at=NOW + DAYS)
    assert {"drafted_offer", "offer_answer"} <= running(stateful)
    after(stateful, 3 * DAYS)
    assert len(expiries(stateful)) == 1
    assert running(stateful) == {"drafted_offer", "expired_offer"}, "Dana's approval is awaited, and Ravi knows that it ended"
    tell("offer approve ana", by=DANA, at=NOW + 3 * DAYS)
    assert running(stateful) == {"drafted_offer"}, "the terms that wait are the next step: nothing else is asked for beside them"
    assert "refused" not in tell("offer sent ana", by=RAVI, at=NOW + 3 * DAYS).data
    assert {"drafted_offer", "expired_offer"}.isdisjoint(running(stateful))


def test_an_expired_offer_without_kept_terms_is_sent_anew_with_clocks_of_its_own(tell, stateful, bare):
    until = f"{NOW + 9 * DAYS:%Y-%m-%d} 16:00 UTC"
    assert tell(f"offer sent ana expires {until}", by=RAVI, at=NOW + 2 * DAYS).data == {"refused": "Conflict"}
    after(stateful, 3 * DAYS)
    assert "refused" not in tell(f"offer sent ana expires {until}", by=RAVI, at=NOW + 4 * DAYS).data
    assert {"offer_answer", "recruiter_call"} <= running(stateful)
    assert "expired_offer" not in running(stateful)
    assert tell("offer sent ana", by=RAVI, at=NOW + 5 * DAYS).data == {"refused": "Conflict"}
    after(stateful, 9 * DAYS)
    assert len(expiries(stateful)) == 2


def test_an_expired_offer_without_kept_terms_that_was_given_more_time_is_not_sent_anew(tell, stateful, bare):
    after(stateful, 3 * DAYS)
    tell(f"offer extend ana until {NOW + 9 * DAYS:%Y-%m-%d} 16:00 UTC", by=RAVI, at=NOW + 4 * DAYS)
    reply = tell("offer sent ana", by=RAVI, at=NOW + 5 * DAYS)
    assert "was already sent by Ravi" in reply.text


def test_a_clock_that_is_moved_stops_where_an_offer_without_kept_terms_runs_out(stateful, bare):
    ends = NOW + 3 * DAYS

    def due(now):
        return stateful.database.read_system(lambda unit: walking.next_due(unit, stateful.library, now, real_now()))

    assert due(ends - timedelta(minutes=1)) == ends + EXPIRY.every
    after(stateful, 3 * DAYS + EXPIRY.every)
    assert due(ends + EXPIRY.every) > ends + EXPIRY.every


def test_an_offer_that_nobody_said_an_end_of_does_not_expire(tell, stateful, search):
    tell("offer sent ana")
    after(stateful, 400 * DAYS)
    assert expiries(stateful) == []


@pytest.fixture
def changed(tell, sent):
    """Other terms wait for Dana's approval since the second day, while Ana has the offer that stands for three."""
    reply = tell("offer edit ana base 215k", by=RAVI, at=NOW + 2 * DAYS)
    assert "refused" not in reply.data
    return sent


def said_to(house, person, clock):
    """The voices of a clock that a person hears."""
    found = [each for each in rows(house, Nudge) if each.clock == clock and each.person_id == person and each.reason is None]
    return sorted(found, key=lambda each: each.say_at)


def test_an_offer_whose_terms_were_changed_expires_when_it_was_said_to(stateful, changed):
    after(stateful, 3 * DAYS - timedelta(minutes=1))
    assert expiries(stateful) == []
    for days in (3, 4, 5):
        after(stateful, days * DAYS)
    (event,) = expiries(stateful)
    assert (event.actor_id, event.origin, offer(stateful)) == (None, "clock", "draft")


def test_whoever_recruits_hears_at_once_that_it_ended_while_others_owe_an_approval(tell, stateful, changed):
    was = {each.id: each.deadline_at for each in rows(stateful, Nudge) if each.clock == "next_offer"}
    after(stateful, 3 * DAYS)
    ravi = next(each for each in rows(stateful, Nudge) if each.clock == "expired_offer").person_id
    first = said_to(stateful, ravi, "expired_offer")[0]
    assert (first.voice, first.say_at) == ("heads_up", NOW + 3 * DAYS)
    assert {each.deadline_at for each in rows(stateful, Nudge) if each.id in was} == set(was.values()), "what is owed stays owed"
    tell("offer approve ana", by=DANA, at=NOW + 3 * DAYS + timedelta(hours=1))
    assert running(stateful) >= {"next_offer"}
    assert "expired_offer" not in running(stateful), "sending it is all that is asked for then"


def test_reminders_of_changed_terms_say_that_what_they_had_has_ended(tell, stateful, changed):
    (due,) = (each for each in rows(stateful, Nudge) if each.clock == "next_offer" and each.voice == "due" and each.person_id)

    def said(at):
        return stateful.database.read(
            "acme", lambda unit: saying.reply(owing.owed(unit, stateful.packaged, at, unit.get(Nudge, due.id))).text
        )

    assert "The offer that they had ended" not in said(NOW + 2 * DAYS)
    after(stateful, 3 * DAYS)
    assert said(NOW + 3 * DAYS).endswith("It waits for your approval. The offer that they had ended Fri 11:00.")


def test_whoever_approves_what_they_would_send_is_not_asked_twice(tell, stateful, changed):
    tell(f"req team R-{changed.req} add @ravi as approver")
    after(stateful, 3 * DAYS)
    assert len(expiries(stateful)) == 1
    assert "next_offer" in running(stateful)
    assert "expired_offer" not in running(stateful)


def test_terms_that_wait_are_shown_without_the_offer_that_ended_beside_them(tell, stateful, changed):
    assert "they have the offer of" in str(tell("offer show ana", by=RAVI, at=NOW + 2 * DAYS).elements)
    after(stateful, 3 * DAYS)
    assert "Nothing is with them now: the offer of" in str(tell("offer show ana", by=RAVI, at=NOW + 3 * DAYS).elements)


def test_changed_terms_that_are_to_stand_longer_do_not_keep_the_offer_that_is_out(tell, stateful, sent):
    tell(f"offer edit ana base 215k expires {NOW + 9 * DAYS:%Y-%m-%d} 16:00 UTC", by=RAVI, at=NOW + 2 * DAYS)
    after(stateful, 3 * DAYS)
    assert len(expiries(stateful)) == 1
