"""Whoever approves an offer is asked in private too, when they may be messaged, and not about what was decided meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.core.command import Place
from handlers.pipeline.messages import approvals, messages
from handlers.pipeline.reminders import owing
from handlers.pipeline.rules.calendar import NotNow
from storage.enums import OutboxStatus
from storage.models import Nudge, Outbox, Person, Surface
from tests.conftest import MEI, NOW, RAVI
from tests.pipeline.approving import AT_NIGHT, decided, drafted
from tests.pipeline.team import DANA, TOM, met, reachable, rows
from tests.pipeline.test_nudges import heard

__all__ = ["decided"]


def asked(house):
    return rows(house, Outbox, Outbox.kind == approvals.ALONE)


def waits(house):
    """How long the question waits for a time at which Dana may be messaged; the req's thread is asked at once."""
    (in_thread,) = rows(house, Outbox, Outbox.kind == approvals.KIND)
    return asked(house)[0].next_try_at - in_thread.next_try_at


def read(house, message, at=NOW):
    def compose(unit):
        return messages.compose(unit, message.kind, message.refs, house.packaged, at, message.id)

    return house.database.read("acme", compose)


def test_the_approver_is_asked_by_name_with_the_button(tell, stateful, decided):
    drafted(tell, decided)
    (message,) = asked(stateful)
    reply = read(stateful, message)
    assert (message.address["channel"], waits(stateful)) == ("U-DANA", timedelta())
    assert reply.text == f"R-{decided.req}: Ravi's offer for Ana Quiroga waits for your approval. It should be out by Thu 11:00."
    assert (reply.actions[0].verb, reply.public) == ("offer approve", False)


def test_what_was_not_asked_in_time_waits_out_the_night(tell, stateful, decided):
    """The process stood still from before it left until late in the evening."""
    drafted(tell, decided)
    (message,) = asked(stateful)
    with pytest.raises(NotNow) as quiet:
        read(stateful, message, AT_NIGHT)
    assert quiet.value.until == AT_NIGHT + timedelta(hours=12)
    assert "waits for your approval" in read(stateful, message, quiet.value.until).text


def test_the_approver_reads_that_the_base_is_outside_the_band_and_others_do_not(tell, stateful, decided):
    tell(f'offer draft "Ana Quiroga" base 262k because rare skill R-{decided.req}', by=RAVI)
    (alone,), (in_thread,) = asked(stateful), rows(stateful, Outbox, Outbox.kind == approvals.KIND)
    assert "waits for your approval. The base is above the req's band; the terms say why." in read(stateful, alone).text
    assert "band" not in read(stateful, in_thread).text


def test_at_night_the_offers_clock_asks_the_approver_in_the_morning_and_nothing_else_does(tell, stateful, decided):
    drafted(tell, decided, at=AT_NIGHT)
    assert asked(stateful) == []
    assert "Dana" not in dict(heard(stateful, AT_NIGHT + timedelta(hours=11)))
    said = dict(heard(stateful, AT_NIGHT + timedelta(hours=12)))["Dana"]
    assert said.text.startswith("Heads-up, Dana: Ana Quiroga's offer is due Thu 11:00")
    assert "It waits for your approval." in said.text
    assert (said.actions[0].verb, said.more[0].verb) == ("offer approve", "offer show")


def test_at_night_a_draft_that_no_final_round_asked_for_is_asked_about_in_the_morning_by_its_own_clock(tell, stateful, search):
    reachable(tell, DANA)
    drafted(tell, search, at=AT_NIGHT)
    assert asked(stateful) == []
    assert heard(stateful, AT_NIGHT) == []
    assert [name for name, _ in heard(stateful, AT_NIGHT + timedelta(hours=12))] == ["Dana"]


def test_whoever_becomes_the_approver_is_asked_what_waits_for_them(tell, stateful, decided):
    drafted(tell, decided)
    met(tell, TOM)
    tell(f"req team R-{decided.req} add @tom as approver", at=NOW + timedelta(hours=1))
    said = dict(heard(stateful, NOW + timedelta(hours=16)))["Tom"]
    assert "It waits for your approval." in said.text
    assert said.text.startswith("Heads-up, Tom")


def test_who_is_taken_off_the_team_is_not_told_what_became_of_what_they_were_asked(tell, stateful, decided):
    drafted(tell, decided)
    dana = asked(stateful)[0]
    tell(f"req team R-{decided.req} remove @dana")
    assert read(stateful, dana).text == f"R-{decided.req}: an approval that this asked for is no longer yours to give."
    assert read(stateful, dana).actions == ()


def test_an_approver_who_left_with_others_by_mistake_is_asked_again_when_that_is_taken_back(tell, stateful, decided):
    drafted(tell, decided)
    met(tell, TOM)
    tell(f"req team R-{decided.req} add @tom as interviewer")
    assert "refused" not in tell(f"req team R-{decided.req} remove @tom @dana").data
    tell("undo")
    assert [read(stateful, each).actions[0].verb for each in asked(stateful) if each.status is OutboxStatus.QUEUED] == [
        "offer approve"
    ]


def test_what_was_decided_meanwhile_is_not_asked(tell, stateful, decided):
    drafted(tell, decided)
    tell(f'offer approve "Ana Quiroga" R-{decided.req}', by=DANA)
    assert [each.status for each in asked(stateful)] == [OutboxStatus.CANCELLED]


def test_other_terms_are_asked_about_anew_and_the_old_question_goes(tell, stateful, decided):
    drafted(tell, decided)
    tell(f'offer approve "Ana Quiroga" R-{decided.req}', by=DANA)
    tell(f'offer edit "Ana Quiroga" base 215k R-{decided.req}', by=RAVI)
    assert [each.status for each in asked(stateful)] == [OutboxStatus.CANCELLED, OutboxStatus.QUEUED]


def test_a_question_that_arrived_turns_into_who_decided(tell, stateful, decided):
    drafted(tell, decided)
    (message,) = asked(stateful)
    sent = {"status": OutboxStatus.SENT, "platform_ref": {"ts": "1.5"}, "sent_at": NOW}
    stateful.database.write("acme", lambda unit: unit.update(Outbox, Outbox.id == message.id, **sent))
    tell(f'offer approve "Ana Quiroga" R-{decided.req}', by=DANA)
    (surface,) = rows(stateful, Surface, Surface.key == message.key)
    assert surface.wanted > surface.shown
    assert "Dana approved" in read(stateful, message).text


def test_an_approvers_own_message_is_in_their_zone_and_the_threads_names_where_its_time_is(tell, stateful, search):
    for person in (MEI, RAVI):
        tell("settings set time zone Asia/Kolkata", by=person, place=Place("slack", f"D-{person.name}", private=True))
    tell(f'loop done "Ana Quiroga" R-{search.req}')
    tell(f'decide yes "Ana Quiroga" R-{search.req} because all four rounds said so')
    drafted(tell, search)
    (alone,), (in_thread,) = asked(stateful), rows(stateful, Outbox, Outbox.kind == approvals.KIND)
    assert read(stateful, alone).text.endswith("It should be out by Thu 11:00.")
    assert read(stateful, in_thread).text.endswith("It should be out by Thu 21:30 in Kolkata.")
    tell(f'offer approve "Ana Quiroga" R-{search.req}', by=DANA)
    assert read(stateful, alone).text.endswith("for Ana Quiroga, Tue 11:00.")
    assert read(stateful, in_thread).text.endswith("for A.Q. (C-1), Tue 21:30 in Kolkata.")


def test_an_approver_who_drafts_is_not_asked_by_themselves(tell, stateful, decided):
    drafted(tell, decided, by=DANA)
    assert asked(stateful) == []


def clock_of_dana(house):
    """What the offer's clock says to Dana: which words, and how long from now."""
    dana = next(each.id for each in rows(house, Person) if each.name == "Dana")
    found = rows(house, Nudge, Nudge.clock == "offer", Nudge.person_id == dana, Nudge.reason.is_(None))
    return [(each.voice.value, (each.say_at - NOW) / timedelta(hours=1)) for each in sorted(found, key=lambda each: each.say_at)]


def test_hours_that_are_set_after_the_question_do_not_ask_it_again(tell, stateful, decided):
    drafted(tell, decided)
    assert clock_of_dana(stateful)[0] == ("heads_up", 24)
    tell("settings offer 72 hours", at=NOW + timedelta(hours=1))
    assert clock_of_dana(stateful)[0] == ("heads_up", 30)  # the afternoon before a holiday


@pytest.mark.parametrize("whose", ["", "R-1 "])
def test_hours_that_are_set_shorter_after_the_question_are_told_once_each_while_there_is_time(tell, stateful, decided, whose):
    drafted(tell, decided)
    tell(f"settings {whose}offer 23 hours", at=NOW + timedelta(hours=1))
    said = dict(heard(stateful, NOW + timedelta(hours=1)))["Dana"]
    assert said.text.startswith("Heads-up, Dana: Ana Quiroga's offer is due Wed 10:00, in 22 h")
    assert "It waits for your approval." in said.text
    tell(f"settings {whose}offer 22.5 hours", at=NOW + timedelta(hours=2))
    later = [dict(heard(stateful, NOW + timedelta(hours=after))).get("Dana") for after in (2, 4, 6, 22, 22.5)]
    again, *more = [each.text.split(" (")[0] if each else None for each in later]
    assert again == "Heads-up, Dana: Ana Quiroga's offer is due Wed 09:30, in 20½ h"
    assert more == [None] * 3 + ["Ana Quiroga's offer is due now, Dana"]


def test_hours_that_are_set_shorter_and_back_before_anybody_heard_of_it_are_not_told(tell, stateful, decided):
    drafted(tell, decided, at=NOW + timedelta(hours=25))
    at_noon = NOW + timedelta(hours=25, minutes=10)
    tell("settings offer 40 hours", at=at_noon)
    assert clock_of_dana(stateful)[0][0] == "heads_up"
    tell("settings offer 44 hours", at=at_noon)
    assert clock_of_dana(stateful)[0][0] == "heads_up"
    tell("settings offer default", at=at_noon)
    assert clock_of_dana(stateful)[0][0] == "due"


def test_hours_that_are_set_shorter_in_the_night_after_the_question_are_one_reminder_in_the_morning(tell, stateful, decided):
    drafted(tell, decided, at=AT_NIGHT)
    tell(f"settings R-{decided.req} offer 30 hours", at=AT_NIGHT + timedelta(hours=1))
    said = dict(heard(stateful, AT_NIGHT + timedelta(hours=12)))["Dana"]
    assert said.text.startswith("Heads-up, Dana: Ana Quiroga's offer is due Wed 17:00")


def test_what_asks_in_the_morning_is_not_followed_by_the_heads_up_of_hours_set_in_the_night(tell, stateful, decided):
    drafted(tell, decided, at=AT_NIGHT)
    tell(f"settings R-{decided.req} offer 46.5 hours", at=AT_NIGHT + timedelta(hours=1))
    halves = [AT_NIGHT + timedelta(minutes=30 * half) for half in range(30)]
    said = [reply.text for at in halves for name, reply in heard(stateful, at) if name == "Dana"]
    assert [text.split(" due ")[0] for text in said] == ["Heads-up, Dana: Ana Quiroga's offer is"]


def test_whoever_is_asked_in_the_morning_has_the_heads_up_besides(tell, stateful, decided):
    tell(f"settings R-{decided.req} offer 96 hours")
    drafted(tell, decided, at=AT_NIGHT)
    assert clock_of_dana(stateful)[:2] == [("heads_up", 22), ("heads_up", 72)]
    said = [(dict(heard(stateful, NOW + timedelta(hours=after))).get("Dana")) for after in (22, 71, 72, 73)]
    assert [each.text.split(",")[0] if each else None for each in said] == ["Heads-up", None, "Heads-up", None]


def test_what_was_asked_before_the_clock_ran_is_not_asked_by_it(tell, stateful, search):
    drafted(tell, search, at=AT_NIGHT)
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW + timedelta(hours=25))
    tell(f'decide yes "Ana Quiroga" R-{search.req} because all four rounds said so', at=NOW + timedelta(hours=25))
    assert [at for voice, at in clock_of_dana(stateful) if voice == "heads_up"] == [30]  # the afternoon before a holiday


def test_a_reminder_of_another_kind_does_not_stand_for_the_question(tell, stateful, search):
    tell(f'loop done "Ana Quiroga" yesterday 5:30 R-{search.req}')
    tell(f'decide yes "Ana Quiroga" R-{search.req} because all four rounds said so')
    tell(f"req team R-{search.req} add @dana as closer")
    drafted(tell, search)
    tell(f'offer approve "Ana Quiroga" R-{search.req}', by=DANA)
    tell(f'offer sent "Ana Quiroga" R-{search.req}', by=RAVI)
    tell(f'offer edit "Ana Quiroga" base 215k R-{search.req}', by=RAVI, at=AT_NIGHT)
    dana = rows(stateful, Person, Person.name == "Dana")[0].id
    morning = NOW + timedelta(hours=22)
    waiting = [each for each in rows(stateful, Nudge, Nudge.person_id == dana) if each.say_at <= morning and not each.reason]
    assert [each.clock for each in waiting] == ["manager_call"]
    assert [each.status for each in asked(stateful)] == [OutboxStatus.CANCELLED, OutboxStatus.QUEUED]


@pytest.mark.parametrize("named", [True, False])
def test_who_stands_in_for_the_approver_reads_whose_approval_it_is_and_has_no_button_that_is_refused(
    tell, stateful, decided, named
):
    if named:
        met(tell, TOM)
        tell("away until friday @tom", by=DANA)
    else:
        tell(f"req team R-{decided.req} remove @dana")
    drafted(tell, decided, at=AT_NIGHT)
    said = next(each for at in (12, 15, 16) for _, each in heard(stateful, AT_NIGHT + timedelta(hours=at)))
    whose = "It waits for Dana's approval. You stand in for Dana."
    assert (whose if named else "It waits for an approval, and the req names no approver yet.") in said.text
    assert "offer approve" not in [each.verb for each in said.actions]


@pytest.mark.parametrize(("by", "told"), [(RAVI, True), (MEI, False)])
def test_where_nobody_approves_whoever_names_somebody_hears_so_at_once_unless_they_drafted_it(tell, stateful, decided, by, told):
    reachable(tell, MEI, RAVI)
    tell(f"req team R-{decided.req} remove @dana")
    drafting_at = NOW + timedelta(hours=26)  # what was to warn of the deadline a day before has found Ravi
    drafted(tell, decided, at=drafting_at, by=by)
    said = [reply for name, reply in heard(stateful, drafting_at) if name == "Mei" and "no approver yet" in reply.text]
    assert bool(said) is told
    assert not told or said[0].actions[0].label == "Name an approver"


def test_whoever_sends_it_hears_that_it_is_approved_though_they_were_told_of_it_before(tell, stateful, decided):
    reachable(tell, RAVI, DANA)
    draft_by = NOW + timedelta(hours=24)
    assert [name for name, _ in heard(stateful, draft_by)] == ["Ravi"]
    drafted(tell, decided, at=draft_by + timedelta(hours=1))
    approved_at = draft_by + timedelta(hours=4)
    tell(f'offer approve "Ana Quiroga" R-{decided.req}', by=DANA, at=approved_at)
    ravis = [reply.text for name, reply in heard(stateful, approved_at) if name == "Ravi"]
    assert len(ravis) == 1
    assert ravis[0].endswith("It is approved and waits to be sent.")
    assert [name for name, _ in heard(stateful, approved_at + timedelta(hours=1))] == []


def test_the_hiring_manager_is_told_where_an_approver_who_sponsors_the_req_does_not_answer(tell, stateful, decided):
    reachable(tell, MEI, RAVI, DANA)
    tell(f"req team R-{decided.req} add @dana as sponsor")
    drafted(tell, decided)
    people = {each.id: each.name for each in rows(stateful, Person)}
    climbs = [each for each in rows(stateful, Nudge) if each.clock == "offer" and owing.is_climb(each) and not each.reason]
    assert [people[each.person_id] for each in climbs] == ["Mei"]


def test_an_approver_who_was_asked_in_the_morning_hears_no_heads_up_the_same_evening(tell, stateful, search):
    reachable(tell, DANA)
    evening = NOW + timedelta(days=6, hours=11, minutes=15)  # so late that it is said before, in working hours
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=evening)
    tell(f'decide yes "Ana Quiroga" R-{search.req} because all four rounds said so', at=evening)
    drafted(tell, search, at=evening)
    hours = [evening + timedelta(hours=count) for count in range(1, 46)]
    said = [(hour, reply.text) for hour in hours for name, reply in heard(stateful, hour) if name == "Dana"]
    assert [text.partition(",")[0] for _, text in said] == ["Heads-up", "Ana Quiroga's offer is due Wed 22:15"]
    assert said[1][0] - said[0][0] > timedelta(hours=24)


def test_a_sponsor_who_hears_that_an_approval_stays_away_sees_the_terms_and_who_can_name_another(tell, stateful, decided):
    reachable(tell, MEI, RAVI, DANA, TOM)
    tell(f"req team R-{decided.req} add @tom as sponsor")
    tell(f"req team R-{decided.req} add @mei as approver")
    drafted(tell, decided)
    hours = (NOW + timedelta(hours=count) for count in range(1, 150))
    (told,) = [reply for hour in hours for name, reply in heard(stateful, hour) if name == "Tom"]
    assert "Mei or Ravi can name another approver." in told.text
    assert [each.verb for each in told.actions] == ["offer show"]
    assert "why nudge" in {each.verb for each in told.more}
    assert "refused" not in tell(verb="offer show", **told.actions[0].args, by=TOM).data


@pytest.mark.parametrize(("nearer", "told"), [(False, []), (True, ["Heads-up"])])
def test_an_approver_who_was_asked_by_a_message_hears_no_heads_up_the_same_day(tell, stateful, search, nearer, told):
    """They were asked fifty minutes before the heads-up's time; that it comes nearer since is told all the same."""
    reachable(tell, DANA)
    ended = NOW + timedelta(days=7)  # Tuesday; due on Thursday at 11:00 where Dana is
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=ended)
    tell(f'decide yes "Ana Quiroga" R-{search.req} because all four rounds said so', at=ended)
    drafted(tell, search, at=ended + timedelta(hours=23, minutes=10))
    if nearer:
        tell('volunteered "Ana Quiroga" other offer 240k expires fri 10:00', by=RAVI, at=ended + timedelta(hours=23, minutes=30))
    halves = [ended + timedelta(hours=23, minutes=30 * half) for half in range(1, 24)]
    said = [reply.text for at in halves for name, reply in heard(stateful, at) if name == "Dana"]
    assert [text.partition(",")[0] for text in said] == told


def test_an_approver_who_was_asked_by_a_message_is_not_told_minutes_later_what_is_due_that_night(tell, stateful, search):
    reachable(tell, DANA)
    ended = NOW - timedelta(hours=37)  # due at 22:00 where Dana is
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=ended)
    tell(f'decide yes "Ana Quiroga" R-{search.req} because all four rounds said so', at=NOW)
    drafted(tell, search, at=NOW + timedelta(hours=5, minutes=30))
    halves = [NOW + timedelta(hours=5, minutes=30 * half) for half in range(1, 12)]
    assert [reply.text for at in halves for name, reply in heard(stateful, at) if name == "Dana"] == []
