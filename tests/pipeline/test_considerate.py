"""What a considerate colleague would do where two things meet: absences, snoozes, limits, holds, changes of who approves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.pipeline.digests import sending
from handlers.pipeline.messages import messages
from storage.models import Nudge, Outbox, Person, Surface
from tests.conftest import CHANNEL, MEI, RAVI
from tests.pipeline.team import DANA, EVE, TOM, reachable, rows
from tests.pipeline.test_nudges import ENDED, HOUR, heard, shown, texts

HEADS_UP = ENDED + 24 * HOUR
"""Tuesday, 13:00 in New York, 19:00 in Berlin: a day before the offer is due."""


@pytest.fixture
def decided(tell):
    """Mei hires, Ravi recruits, Dana approves and sponsors; Mei decided yes about Ana on Monday. The application's id."""
    reachable(tell, MEI, RAVI, DANA, TOM, EVE)
    tell('req open "Senior ML engineer" production senior remote')
    for part in ("ravi as recruiter", "dana as approver", "dana as sponsor"):
        tell(f"req team R-1 add @{part}")
    application = tell('loop done "Ana Quiroga" R-1', at=ENDED).data["application"]
    tell(verb="decide yes", application=application, at=ENDED + HOUR)
    return application


def hourly(house, since, until):
    """(Name, hours after `since`, words) of what is said in that time."""
    hours = range(int((until - since) / HOUR))
    return [(name, hour, text) for hour in hours for name, text in texts(house, since + hour * HOUR)]


def mornings(house, at):
    """Whose digest is due then, and what it says."""

    def look(unit):
        names = {each.id: each.name for each in unit.all(Person)}
        due = [each for each in sending.plan(unit, house.packaged, at).due if each.kind == sending.MORNING]
        refs = [{"digest": each.kind, "at": each.morning.at.isoformat(), "person": each.whom} for each in due]
        told = [(names[each["person"]], sending.compose(unit, each, house.packaged, at)) for each in refs]
        return {name: reply.text for name, reply in told if reply}

    return house.database.read("acme", look)


def pressed(tell, house, verb, at, voice="heads_up", **args):
    """The answer to a button of what was said in that voice of the offer."""
    nudge = next(each for each in rows(house, Nudge, Nudge.clock == "offer") if each.said_at and each.voice.value == voice)
    return tell(verb=verb, nudge=nudge.id, at=at, **args)


def send_all(house, at):
    """Everything in the outbox has arrived."""
    values = {"status": "sent", "platform_ref": {"channel": "C", "ts": "1"}, "attempts": 1, "sent_at": at}
    house.database.write("acme", lambda unit: unit.update(Outbox, Outbox.status == "queued", **values))


def edited(house, at):
    """(Surface, its words now) of the requests for an approval that are to be edited."""

    def look(unit):
        kinds = ("approval", "approval_of")
        found = unit.all(Surface, Surface.kind.in_(kinds), Surface.dirty_since.is_not(None))
        return [(each, messages.compose(unit, each.kind, each.refs, house.packaged, at, None).text) for each in found]

    return house.database.read("acme", look)


# Absences


def test_who_stands_in_for_an_absent_stand_in_is_told(tell, stateful, decided):
    tell("away until thu @eve", by=RAVI, at=ENDED + 2 * HOUR)
    tell("away until fri @tom", by=EVE, at=ENDED + 3 * HOUR)
    said = [(name, text) for name, _, text in hourly(stateful, ENDED + 3 * HOUR, ENDED + 48 * HOUR) if "offer" in text]
    assert {name for name, _ in said} == {"Tom"}
    assert all("You stand in for Ravi." in text for _, text in said)


def test_stand_ins_who_stand_in_for_each_other_leave_it_to_who_is_back_first(tell, stateful, decided):
    tell("away until thu @tom", by=RAVI, at=ENDED + 2 * HOUR)
    tell("away until fri @ravi", by=TOM, at=ENDED + 2 * HOUR)
    names = {each.id: each.name for each in rows(stateful, Person)}
    due = next(each for each in rows(stateful, Nudge, Nudge.clock == "offer") if each.voice == "escalation" and not each.reason)
    assert (names[due.person_id], f"{due.say_at:%a}") == ("Ravi", "Thu")


def test_nobody_waits_for_the_return_of_who_owes_it_to_tell_the_next_person(tell, stateful, decided):
    heard(stateful, HEADS_UP)
    tell("people role @tom admin")
    pressed(tell, stateful, "reassign", HEADS_UP, person="tom")
    tell("away until mon", by=TOM, at=HEADS_UP + HOUR)
    said = hourly(stateful, HEADS_UP + HOUR, HEADS_UP + 40 * HOUR)
    (mei,) = [(hour, text) for name, hour, text in said if name == "Mei" and "offer" in text]
    assert mei[0] == 1  # as soon as he is away: he does not hear of it before it is due
    assert "It is with Tom, who is away until Mon." in mei[1]


# Snoozes and limits


def test_what_was_put_off_comes_back_once_and_nothing_of_it_before(tell, stateful, decided):
    heard(stateful, HEADS_UP)
    heard(stateful, HEADS_UP + 24 * HOUR)
    pressed(tell, stateful, "snooze", HEADS_UP + 24 * HOUR, voice="due", hours=3)
    said = [(name, hour) for name, hour, _ in hourly(stateful, HEADS_UP + 24 * HOUR, HEADS_UP + 29 * HOUR) if name == "Ravi"]
    assert said == [("Ravi", 3)]


def test_who_puts_something_off_beyond_its_deadline_reads_so(tell, stateful, decided):
    heard(stateful, HEADS_UP)
    told = pressed(tell, stateful, "snooze", HEADS_UP, hours=26)
    assert "The deadline comes before that: Wed" in told.text
    assert "Ravi" not in {name for name, _, _ in hourly(stateful, HEADS_UP, HEADS_UP + 26 * HOUR)}
    assert dict(texts(stateful, HEADS_UP + 26 * HOUR))["Ravi"].startswith("2 h over, Ravi:")


def test_beyond_the_limit_who_wants_no_digest_hears_it_first_thing_the_next_day(tell, stateful, decided):
    tell("settings me daily limit 1", by=RAVI, at=ENDED)
    tell("settings me digest off", by=RAVI, at=ENDED)
    bo = tell('loop done "Bo Lind" R-1', at=ENDED + HOUR).data["application"]
    tell(verb="decide yes", application=bo, at=ENDED + HOUR)
    assert "Ana Quiroga" in dict(texts(stateful, HEADS_UP))["Ravi"]
    assert "Ravi" not in dict(texts(stateful, HEADS_UP + HOUR))
    assert "Bo Lind's offer is due Wed 14:00, in 5 h" in dict(texts(stateful, HEADS_UP + 20 * HOUR))["Ravi"]


def test_a_digest_leaves_out_what_is_said_by_itself_minutes_later(tell, stateful, decided):
    nine = ENDED + 20 * HOUR  # Tuesday in New York
    cy = tell('loop done "Cy Dahl" R-1', at=nine - 47 * HOUR - timedelta(minutes=55)).data["application"]
    tell(verb="decide yes", application=cy, at=nine - 40 * HOUR)
    assert "Ravi" not in mornings(stateful, nine)
    assert "Cy Dahl's offer" in dict(texts(stateful, nine + timedelta(minutes=5)))["Ravi"]


def test_a_digest_comes_in_the_morning_of_the_search_where_its_reader_has_no_zone(tell, stateful, decided):
    nowhere = replace(TOM, external_id="U-LEE", name="Lee", timezone=None)
    reachable(tell, nowhere)
    tell("interview done ana technical @lee R-1", at=ENDED + 2 * HOUR)
    assert "Lee" not in mornings(stateful, ENDED + 15 * HOUR)  # 9:00 in UTC, 4:00 in New York
    assert "by Tue 20:00 UTC" in mornings(stateful, ENDED + 20 * HOUR)["Lee"]


def test_a_reminder_keeps_the_hours_of_most_people_where_nobody_of_the_search_has_a_zone(tell, stateful, decided):
    nowhere = replace(TOM, external_id="U-LEE", name="Lee", timezone=None)
    reachable(tell, nowhere)
    for part in ("recruiter", "hiring manager"):
        tell(f"req team R-1 add @lee as {part}")
    due = next(each for each in rows(stateful, Nudge, Nudge.clock == "offer") if each.voice == "escalation" and not each.reason)
    assert f"{due.say_at:%a %H:%M}" == "Wed 20:00"  # 15:00 in New York, where Ravi and Dana are: by night in UTC


# Holds and outages


def test_what_was_said_before_a_hold_is_said_anew_when_the_search_goes_on(tell, stateful, decided):
    assert "Ravi" in dict(texts(stateful, HEADS_UP))
    tell("req hold R-1", at=HEADS_UP + HOUR)
    tell("req resume R-1", at=HEADS_UP + 44 * HOUR)  # Thursday, 9:00 in New York
    again = dict(texts(stateful, HEADS_UP + 44 * HOUR))["Ravi"]
    assert again.startswith("Heads-up, Ravi: Ana Quiroga's offer is due Fri 08:00, in 23 h")
    assert "Ravi" not in dict(texts(stateful, HEADS_UP + 45 * HOUR))


def test_after_an_outage_it_is_said_since_when_it_should_have_been(tell, stateful, decided):
    assert "Ravi" not in dict(texts(stateful, ENDED + 64 * HOUR))  # Thursday, 5:00; nothing was said since Monday
    late = dict(texts(stateful, ENDED + 68 * HOUR))["Ravi"]
    assert late.startswith("I was away, and this comes late; I should have said it from Tue 13:00 on. 20 h over, Ravi:")


# Approvals


def test_who_is_asked_to_approve_after_the_deadline_is_told_once(tell, stateful, decided):
    late = ENDED + 50 * HOUR
    tell('offer draft "Ana Quiroga" base 220k R-1', by=RAVI, at=late)
    alone = [each for each in rows(stateful, Outbox) if each.kind == "approval_of"]
    said = [text for name, text in texts(stateful, late) if name == "Dana"]
    assert (len(alone), len(said)) == (0, 1)
    assert "It waits for your approval." in said[0]


def test_who_approves_no_more_reads_who_does(tell, stateful, decided):
    at = ENDED + 3 * HOUR
    tell('offer draft "Ana Quiroga" base 220k R-1', by=RAVI, at=at)
    send_all(stateful, at)
    tell("req team R-1 add @tom as approver", at=at + HOUR)
    edits = {each.kind: text for each, text in edited(stateful, at + HOUR)}
    assert edits["approval_of"].startswith("R-1: the offer for Ana Quiroga waits for Tom's approval now.")
    assert "waits for Tom's approval" in edits["approval"]
    assert "refused" not in tell("undo", at=at + HOUR).data
    assert "waits for your approval" in {each.kind: text for each, text in edited(stateful, at + HOUR)}["approval_of"]


def test_terms_that_wait_for_a_new_approval_take_the_next_step_from_who_was_to_send_them(tell, stateful, decided):
    tell('offer draft "Ana Quiroga" base 220k R-1', by=RAVI, at=ENDED + 2 * HOUR)
    tell('offer approve "Ana Quiroga" R-1', by=DANA, at=ENDED + 3 * HOUR)
    heard(stateful, HEADS_UP)
    tell("req team R-1 add @tom as approver", at=HEADS_UP)
    early = HEADS_UP + 20 * HOUR  # Wednesday, 15:00 in Berlin
    tell('offer edit "Ana Quiroga" base 221k R-1', by=RAVI, at=early)
    ((_, said),) = [(name, text) for name, text in texts(stateful, early) if name == "Tom"]
    assert said.startswith("Heads-up, Tom: Ana Quiroga's offer is due Wed 19:00")
    lines = [each.text for each in shown(stateful, early)]
    assert any("changed the offer for Ana Quiroga" in line and "is with Tom now" in line for line in lines)


def test_who_is_asked_anew_after_the_deadline_is_told_of_as_late_only_after_the_time_that_others_have(tell, stateful, decided):
    tell('offer draft "Ana Quiroga" base 220k R-1', by=RAVI, at=ENDED + 2 * HOUR)
    tell('offer approve "Ana Quiroga" R-1', by=DANA, at=ENDED + 3 * HOUR)
    late = ENDED + 50 * HOUR  # Wednesday, 15:00 in New York
    heard(stateful, late)
    tell('offer edit "Ana Quiroga" base 221k R-1', by=RAVI, at=late)
    said = hourly(stateful, late, late + 5 * HOUR)
    danas = [(hour, text.split(" (")[0]) for name, hour, text in said if name == "Dana"]
    assert danas == [
        (0, "Ana Quiroga's offer was due Wed 13:00, 2 h ago, Dana"),
        (2, "4 h over, Dana: Ana Quiroga's offer was due Wed 13:00"),
    ]
    assert "It waits for your approval." in next(text for name, _, text in said if name == "Dana")
    assert "Mei" not in {name for name, _, text in said if "with Dana" in text}


# Names that read alike


def test_one_person_in_two_searches_is_told_apart_by_the_req(tell, stateful, decided):
    tell('req open "Staff ML engineer" mlops staff remote', at=ENDED)
    tell("loop done C-1 R-2", at=ENDED + HOUR)
    tell('loop done "Cy Dahl" R-1', at=ENDED + HOUR)
    tell("loop done C-2 R-2", at=ENDED + HOUR)
    reply = dict(heard(stateful, ENDED + 25 * HOUR))["Mei"]
    assert {each.label for each in reply.actions} >= {"Decide: Cy Dahl (R-1)", "Decide: Cy Dahl (R-2)"}


def test_a_quoted_name_is_the_name_and_nothing_behind_it(tell, stateful, decided):
    reply = tell('cand add "Dee Ek" came by referral R-1', at=ENDED, place=CHANNEL)
    assert "D.E." in reply.text
    assert "Dee Ek" in tell("cand show Dee R-1", at=ENDED, place=replace(CHANNEL, channel="D-MEI", private=True)).text


# Why


def test_why_reckons_to_the_minute_with_holds_and_other_offers(tell, stateful, decided):
    tell("req hold R-1", at=ENDED + 2 * HOUR)
    tell("req resume R-1", at=ENDED + 5 * HOUR + timedelta(minutes=20))
    (due,) = [
        each
        for each in rows(stateful, Nudge, Nudge.clock == "offer")
        if each.voice == "due" and each.person_id and not each.reason
    ]
    why = tell(verb="why nudge", nudge=due.id, by=RAVI, at=ENDED + 6 * HOUR).elements[1].items
    assert "From there to the deadline: 51 wall-clock hours and 20 min, 3 h 20 min of them on hold." in why
    tell(verb="volunteered", application=decided, offer="240k", expires="wed 20:00", by=RAVI, at=ENDED + 6 * HOUR)
    why = tell(verb="why nudge", nudge=due.id, by=RAVI, at=ENDED + 6 * HOUR).elements[1].items
    assert "Another company's offer to them sets it: theirs ends Wed 20:00, and this is due 24 h before." in why


def test_when_the_next_in_line_is_away_the_one_after_them_is_told(tell, stateful, decided):
    tell("away until fri", by=MEI, at=ENDED + 2 * HOUR)
    said = hourly(stateful, ENDED + 44 * HOUR, ENDED + 72 * HOUR)
    assert {name for name, _, text in said if "I tell you in private" in text} == {"Dana"}


def test_what_was_said_of_a_step_that_is_taken_back_says_so(tell, stateful, decided):
    bo = tell('loop done "Bo Lind" R-1', at=ENDED).data["application"]
    tell(verb="decide yes", application=bo, at=HEADS_UP)
    assert "Bo Lind" in dict(texts(stateful, HEADS_UP))["Ravi"]
    assert "refused" not in tell("undo", at=HEADS_UP).data
    lines = str([each.elements for each in shown(stateful, HEADS_UP)])
    assert "Mei took back: Mei decided about Bo Lind: yes, Tue 13:00; Bo Lind's offer is with Mei now." in lines
    assert "Settled" not in lines
