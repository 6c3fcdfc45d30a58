"""Nudges as people meet them: whom, when, in which words, and what becomes of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.clocks import real_now
from handlers.core.command import Actor
from handlers.pipeline.messages import nudges as speech
from handlers.pipeline.reminders import owing, saying
from storage import nudges
from storage.models import Nudge, Outbox, Person, Surface
from storage.wanted import NO_LONGER_WANTED
from tests.conftest import CHANNEL, RAVI
from tests.pipeline.team import TOM, reachable, rows, undecided

HOUR = timedelta(hours=1)
ENDED = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
"""A Monday: 10:00 in Los Angeles, 13:00 in New York."""


@pytest.fixture
def search(tell):
    """A req that Mei hires for, Ravi recruits for and Dana sponsors; Ana's loop ended on Monday. The application's id."""
    return undecided(tell, ENDED)


def told(house):
    return [each for each in rows(house, Nudge) if not owing.is_line(each)]


def clock(house, name, voice=None):
    """What people hear of a clock: without lines in threads, and what nobody heard before somebody else took the next step."""
    found = [each for each in told(house) if each.clock == name and voice in (None, each.voice.value)]
    heard_of = [each for each in found if each.said_at or each.reason != NO_LONGER_WANTED]
    return sorted(heard_of or found, key=lambda each: each.say_at)


def is_done(nudge):
    return nudge.reason == NO_LONGER_WANTED or owing.is_climb(nudge)


def queued(house, at):
    """What is put into the outbox at that time."""
    return house.database.write("acme", lambda unit: speech.queue_due(unit, at, real_now(), 50, house.packaged.customs))


def waiting(house):
    """The messages about nudges that are in the outbox."""
    return rows(house, Outbox, Outbox.kind == speech.KIND, Outbox.status == "queued")


def sent(house, at, message):
    """A message leaves and arrives: what it says."""

    def send(unit):
        reply = speech.compose(unit, message.refs, house.packaged, at, message.id)
        values = {"status": "sent", "platform_ref": {"channel": "C", "ts": message.id}, "attempts": 1, "sent_at": at}
        unit.update(Outbox, Outbox.id == message.id, **(values if reply else {"status": "cancelled"}))
        nudges.said(unit, message.id, at) if reply else nudges.unneeded(unit, message.id)
        return reply

    return house.database.write("acme", send)


def heard(house, at):
    """What is said to people at that time, and to whom."""
    queued(house, at)
    names = {each.id: each.name for each in rows(house, Person)}
    persons = {each.id: names.get(each.person_id) for each in rows(house, Nudge)}
    lines = {each.id for each in rows(house, Nudge) if owing.is_line(each)}
    said = [(persons[each.refs["nudges"][0]], each, sent(house, at, each)) for each in waiting(house)]
    return [(name, reply) for name, message, reply in said if reply and not lines.issuperset(message.refs["nudges"])]


def shown(house, at):
    """What each message that was sent shows now, as far as it is edited."""

    def look(unit):
        return {
            each.id: speech.compose(unit, each.refs, house.packaged, at)
            for each in unit.all(Surface, Surface.kind == speech.KIND, Surface.dirty_since.is_not(None), order_by=Surface.id)
        }

    return list(house.database.read("acme", look).values())


def texts(house, at):
    return [(name, reply.text) for name, reply in heard(house, at)]


def test_the_offer_waits_for_the_decider_then_for_the_recruiter(tell, stateful, search):
    people = {each.id: each.name for each in rows(stateful, Person)}
    assert {people[each.person_id] for each in clock(stateful, "offer") if not owing.is_climb(each)} == {"Mei"}
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    assert {people[each.person_id] for each in clock(stateful, "offer", "due")} == {"Ravi"}
    assert clock(stateful, "decision", "due")[0].status.value == "dropped"


def test_a_heads_up_says_what_for_whom_how_long_why_and_carries_the_deed(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    ((name, reply),) = heard(stateful, ENDED + 24 * HOUR)
    assert (name, reply.text) == (
        "Ravi",
        "Heads-up, Ravi: Ana Quiroga's offer is due Wed 13:00, in 24 h (R-1). The final round ended Mon 13:00. "
        "It waits to be drafted and sent.",
    )
    assert [each.label for each in reply.actions] == ["Offer sent", "Snooze 3 h", "Not needed"]
    assert [each.label for each in reply.more] == ["Snooze 1 h", "Tomorrow morning", "Reassign", "Why?"]
    assert "KORE1" in reply.elements[1].text


def test_the_owner_hears_of_an_escalation_first_and_then_the_next_person_in_private(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    for passed in (24, 48):
        heard(stateful, ENDED + passed * HOUR)
    ((name, first),) = heard(stateful, ENDED + 50 * HOUR)
    assert (name, first.text.startswith("2 h over, Ravi")) == ("Ravi", True)
    assert "I'll let Mei know Wed 17:30" in first.text
    assert texts(stateful, ENDED + 51 * HOUR) == []
    ((name, second),) = heard(stateful, ENDED + 54 * HOUR)
    assert (name, "It is with Ravi" in second.text) == ("Mei", True)


def test_after_an_outage_the_owner_still_hears_before_the_next_person(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    back = ENDED + timedelta(days=7)
    assert [name for name, _ in texts(stateful, back)] == ["Ravi"]
    assert [name for name, text in texts(stateful, back + 4 * HOUR) if "with Ravi" in text] == []
    assert [name for name, text in texts(stateful, back + 5 * HOUR) if "with Ravi" in text] == ["Mei"]


def test_the_first_acknowledgement_stops_the_climb(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    heard(stateful, ENDED + 24 * HOUR)
    (said,) = clock(stateful, "offer", "heads_up")
    tell(verb="snooze", nudge=said.id, hours=1, by=RAVI, at=ENDED + 25 * HOUR)
    for passed in (26, 48, 50, 55, 79):
        said = texts(stateful, ENDED + passed * HOUR)
        assert "Mei" not in [name for name, text in said if "offer" in text]


def test_nobody_is_messaged_in_the_night_after_an_outage(tell, stateful, search):
    night = datetime(2026, 12, 3, 7, 0, tzinfo=UTC)
    assert texts(stateful, night) == []
    assert texts(stateful, datetime(2026, 12, 3, 17, 5, tzinfo=UTC))


def test_snoozed_until_tomorrow_morning_is_said_then_in_the_owners_zone(tell, stateful, search):
    (due,) = clock(stateful, "offer", "due")
    tell(verb="snooze", nudge=due.id, tomorrow=True, at=ENDED + HOUR)
    (due,) = clock(stateful, "offer", "due")
    assert due.say_at == datetime(2026, 12, 1, 17, 0, tzinfo=UTC)


def test_whoever_takes_it_over_is_told_and_keeps_it(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    heard(stateful, ENDED + 24 * HOUR)
    (said,) = clock(stateful, "offer", "heads_up")
    assert tell(verb="reassign", nudge=said.id, by=RAVI).form
    tell(verb="reassign", nudge=said.id, person="dana", by=RAVI, at=ENDED + 25 * HOUR)
    assert [name for name, _ in texts(stateful, ENDED + 25 * HOUR)] == ["Dana"]
    tell(verb="cand note", application=search, text="calls back on Friday", at=ENDED + 26 * HOUR)
    assert [name for name, _ in texts(stateful, ENDED + 48 * HOUR) if name != "Mei"] == ["Dana"]


def test_nothing_is_passed_on_to_somebody_who_may_not_do_it(tell, stateful, search):
    reachable(tell, TOM)
    heard(stateful, ENDED + 24 * HOUR)
    (said,) = clock(stateful, "offer", "heads_up")
    refused = tell(verb="reassign", nudge=said.id, person="tom", at=ENDED + 25 * HOUR)
    assert refused.data["refused"] == "Invalid"
    assert [each.verb for each in refused.actions] == ["req team"]
    tell("req team R-1 add @tom as closer", at=ENDED + 25 * HOUR)
    assert tell(verb="reassign", nudge=said.id, person="tom", at=ENDED + 26 * HOUR).data["refused"] == "Invalid"
    tell("req team R-1 add @tom as sponsor", at=ENDED + 26 * HOUR)
    assert "refused" not in tell(verb="reassign", nudge=said.id, person="tom", at=ENDED + 27 * HOUR).data


def test_what_is_dropped_asks_why_and_is_never_said_again(tell, stateful, search):
    (due,) = clock(stateful, "offer", "due")
    assert tell(verb="skip", nudge=due.id).form
    tell(verb="skip", nudge=due.id, reason="we hire them as a contractor")
    assert {each.status.value for each in clock(stateful, "offer")} == {"dropped"}
    assert tell("due").data["due"] == [each for each in tell("due").data["due"] if each["clock"] != "offer"]


def test_an_answered_nudge_turns_into_one_line_without_buttons(tell, stateful, search):
    tell("settings me digest off", by=RAVI, at=ENDED)
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    heard(stateful, ENDED + 24 * HOUR)
    tell(verb="offer sent", application=search, by=RAVI, at=ENDED + 25 * HOUR)
    (line,) = shown(stateful, ENDED + 25 * HOUR)
    assert line.text == "✓ Ravi sent Ana Quiroga the offer, Tue 14:00."
    assert (line.actions, line.more) == ((), ())


def test_an_offer_that_went_out_starts_both_calls_and_a_calls_nudge_carries_a_script(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    tell(verb="offer sent", application=search, by=RAVI, at=ENDED + 3 * HOUR)
    (due,) = clock(stateful, "recruiter_call", "due")
    assert due.deadline_at == datetime(2026, 12, 1, 4, 59, tzinfo=UTC)
    ((_, reply),) = heard(stateful, due.say_at)
    assert len(reply.elements[-1].items) == 5
    assert reply.actions[0].verb == "call recruiter done"
    assert clock(stateful, "manager_call", "due")[0].deadline_at == ENDED + 72 * HOUR


def test_a_hold_silences_and_resume_brings_back_what_is_left(tell, stateful, search):
    tell("req hold R-1 because budget", at=ENDED + 10 * HOUR)
    assert texts(stateful, ENDED + 24 * HOUR) == []
    tell("req resume R-1", at=ENDED + 34 * HOUR)
    assert clock(stateful, "offer", "due")[0].deadline_at == ENDED + 72 * HOUR


def test_a_person_reached_nowhere_is_named_nowhere(tell, stateful, search):
    (due,) = clock(stateful, "offer", "due")

    def compose(unit):
        about = owing.owed(unit, stateful.packaged, ENDED, unit.get(Nudge, due.id), private=False)
        return saying.reply(about)

    reply = stateful.database.read("acme", compose)
    assert "Ana" not in reply.text
    assert reply.text.startswith("R-1: an offer is due")


def test_why_shows_the_rule_the_arithmetic_and_what_comes_next(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED)
    (due,) = clock(stateful, "offer", "due")
    reply = tell(verb="why nudge", nudge=due.id, at=ENDED + HOUR)
    lines = reply.elements[1].items
    assert "KORE1" in lines[0]
    assert "48 wall-clock hours" in lines[2]
    assert [line.split(": ")[0] for line in lines[3:]] == ["A heads-up", "When it is due", *["Once it is over"] * 2]
    assert lines[-1].endswith("to Mei.")


def test_due_shows_a_req_and_a_colleague_to_those_who_may_see(tell, stateful, search):
    assert {each["clock"] for each in tell("due R-1").data["due"]} == {"offer", "decision"}
    assert tell("due @mei", by=RAVI).data["due"]
    eve = Actor("acme", "slack", "U-EVE", "Eve")
    assert tell("due R-1", by=eve, place=CHANNEL).data == {"refused": "NotAllowed"}
    hers = tell("due @mei", by=eve, place=CHANNEL)
    assert hers.data == {"due": []}
    assert hers.text == "Mei owes nothing right now on the reqs that you may see.", "what others owe is theirs to know"


def test_whoever_comes_to_a_req_under_way_hears_of_what_runs_there_from_then_on(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    for hours in (24, 48):
        heard(stateful, ENDED + hours * HOUR)
    came = ENDED + 50 * HOUR
    tell("req team R-1 add @dana as recruiter", at=came)
    assert dict(texts(stateful, came))["Dana"].startswith("Ana Quiroga's offer was due Wed 13:00, 2 h ago, Dana (R-1).")
    assert "Dana" not in dict(texts(stateful, came + HOUR))
    assert dict(texts(stateful, came + 2 * HOUR))["Dana"].startswith("4 h over, Dana: Ana Quiroga's offer was due Wed 13:00")


def test_a_part_that_nobody_holds_any_more_falls_to_its_stand_in_from_then_on(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    tell("req team R-1 remove @ravi", at=ENDED + 52 * HOUR)
    texts_of = dict(texts(stateful, ENDED + 52 * HOUR + timedelta(minutes=1)))
    assert texts_of["Mei"].startswith("Ana Quiroga's offer was due Wed 10:00, 4 h ago, Mei (R-1).")


def test_a_sponsor_who_comes_late_is_told_then_and_not_that_we_were_away(tell, stateful, search):
    tell("req team R-1 remove @dana")
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    tell("req team R-1 remove @ravi", at=ENDED + HOUR)
    for hours in (24, 48, 50, 53):
        heard(stateful, ENDED + hours * HOUR)
    came = ENDED + 70 * HOUR
    tell("req team R-1 add @dana as sponsor", at=came)
    assert dict(texts(stateful, came + timedelta(minutes=1)))["Dana"].startswith("22 h over: Ana Quiroga's offer was due")


def test_hours_that_leave_no_time_are_no_outage(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    at = ENDED + 25 * HOUR
    tell("settings R-1 offer 20 hours", at=at)
    assert dict(texts(stateful, at + timedelta(minutes=1)))["Ravi"].startswith("Ana Quiroga's offer was due Tue 09:00, 5 h ago")


def test_what_is_due_in_the_evening_is_said_once_that_afternoon_and_not_twice(tell, stateful, search):
    tell('interview book "Ana Quiroga" technical tue 17:00 @ravi R-1', by=RAVI, at=ENDED)
    tell('interview done "Ana Quiroga" technical R-1', by=RAVI, at=datetime(2026, 12, 1, 23, 30, tzinfo=UTC))
    said = {each.voice.value: each.say_at for each in told(stateful) if each.clock == "scorecard" and each.person_id}
    assert said.keys() == {"heads_up", "escalation"}
    assert said["heads_up"] == datetime(2026, 12, 2, 19, 30, tzinfo=UTC)  # 14:30 in New York, where it is due at 18:30


def test_what_is_due_on_a_saturday_is_first_said_a_day_before_and_not_again_that_evening(tell, stateful, search):
    thursday = datetime(2026, 12, 3, 18, 30, tzinfo=UTC)  # 13:30 in New York
    late = tell('loop done "Cy Dahl" R-1', at=thursday).data["application"]
    tell(verb="decide yes", application=late, at=thursday + HOUR)
    said = {
        each.voice.value: each.say_at for each in clock(stateful, "offer") if each.application_id == late and not is_done(each)
    }
    assert said.keys() == {"heads_up", "escalation"}
    assert said["heads_up"] == thursday + 24 * HOUR


def test_a_deadline_that_comes_nearer_after_its_heads_up_is_said_before_the_weekend(tell, stateful, search):
    friday = datetime(2026, 12, 4, 18, 30, tzinfo=UTC)  # 13:30 in New York
    late = tell('loop done "Cy Dahl" R-1', at=friday - 24 * HOUR).data["application"]
    tell(verb="decide yes", application=late, at=friday - 23 * HOUR)
    heard(stateful, friday)
    tell(verb="volunteered", application=late, offer="240k", expires="sun 12:00", by=RAVI, at=friday + HOUR)
    ((_, at_once),) = [(name, text) for name, text in texts(stateful, friday + HOUR) if name == "Ravi" and "Cy Dahl" in text]
    assert at_once.startswith("Heads-up, Ravi: Cy Dahl's offer is due Sat 12:00")


def test_the_next_person_hears_as_long_after_the_owner_as_the_voices_say(tell, stateful, search):
    tell('interview book "Ana Quiroga" technical fri 16:00 @ravi R-1', by=RAVI, at=ENDED)
    friday = datetime(2026, 12, 4, 22, 30, tzinfo=UTC)  # 17:30 in New York: it is due on Saturday
    tell('interview done "Ana Quiroga" technical R-1', by=RAVI, at=friday)
    said = {("climb" if owing.is_climb(each) else each.voice.value): each.say_at for each in clock(stateful, "scorecard")}
    monday = datetime(2026, 12, 7, 14, 0, tzinfo=UTC)  # 9:00 there
    assert said == {"due": friday, "escalation": monday, "climb": monday + 27 * HOUR}  # 9:00 in Los Angeles


def test_a_decision_that_the_offers_new_hours_cap_is_due_before_it_is_over(tell, stateful, search):
    tell("settings R-1 offer 12 hours", at=ENDED + 23 * HOUR)
    said = {each.voice.value: each.say_at for each in clock(stateful, "decision") if not owing.is_climb(each)}
    assert said == {"due": ENDED + 23 * HOUR, "escalation": ENDED + 27 * HOUR}


def test_another_companys_offer_that_ends_within_a_day_leaves_time_to_act(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    at = ENDED + 25 * HOUR
    tell(verb="volunteered", application=search, offer="240k", expires="tomorrow 9:00", by=RAVI, at=at)
    ravi = dict(texts(stateful, at + timedelta(minutes=1)))["Ravi"]
    assert ravi.startswith("Heads-up, Ravi: Ana Quiroga's offer is due Tue 18:45, in 4½ h")


@pytest.mark.parametrize("on_its_way", [False, True])
def test_a_heads_up_that_was_said_stands_where_the_deadline_comes_so_near_that_none_is_wanted(tell, stateful, search, on_its_way):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    queued(stateful, ENDED + 24 * HOUR)
    (message,) = waiting(stateful)
    if not on_its_way:
        sent(stateful, ENDED + 24 * HOUR, message)
    tell("settings R-1 offer 20 hours", at=ENDED + 25 * HOUR)
    if on_its_way:
        sent(stateful, ENDED + 24 * HOUR, message)
    (now,) = shown(stateful, ENDED + 25 * HOUR) or [None]
    (heads_up,) = clock(stateful, "offer", "heads_up")
    assert (heads_up.status.value, heads_up.reason) == ("said", None)
    if not on_its_way:
        assert now.text.startswith("Ana Quiroga's offer was due Tue 09:00, 5 h ago, Ravi (R-1).")
        assert now.actions[0].verb == "offer sent"
    assert dict(texts(stateful, ENDED + 25 * HOUR + timedelta(minutes=1)))["Ravi"].startswith("Ana Quiroga's offer was due Tue")


def test_two_calls_that_are_owed_have_two_buttons_that_can_be_told_apart():
    labels = {verb: saying.say.deed_button(verb=verb, name="Ana") for verb in ("call recruiter done", "call manager done")}
    assert len(set(labels.values())) == 2


def test_who_hears_in_the_morning_that_it_is_due_has_its_time_to_act_before_the_escalation(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    for hours in (24, 48):
        heard(stateful, ENDED + hours * HOUR)
    tell("req team R-1 add @dana as recruiter", at=ENDED + 54 * HOUR)  # 19:00 where she is
    assert "Dana" not in dict(texts(stateful, ENDED + 54 * HOUR))
    morning = datetime(2026, 12, 3, 14, 0, tzinfo=UTC)
    assert dict(texts(stateful, morning))["Dana"].startswith("Ana Quiroga's offer was due Wed 13:00, 20 h ago, Dana (R-1).")
    assert "Dana" not in dict(texts(stateful, morning + HOUR))
    assert dict(texts(stateful, morning + 2 * HOUR))["Dana"].startswith("22 h over, Dana: Ana Quiroga's offer was due")


def test_hours_on_hold_are_nobodys_delay(tell, stateful, search):
    day_after = ENDED + 26 * HOUR
    tell("req hold R-1 because of the budget", at=day_after)
    tell("req resume R-1", at=day_after + 70 * HOUR)
    since = day_after + 72 * HOUR
    for reply in (tell("home", at=since), tell("req show R-1", at=since)):
        (line,) = [each for each in re.split("['\"]", str(reply.elements)) if "ecision" in each and "Ana" in each]
        assert "4 h" in line
    assert any("4 h over" in text for _, text in texts(stateful, since))
