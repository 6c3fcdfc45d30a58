"""The offer's clock: from the final round to the offer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.core.reply import Form
from handlers.pipeline.messages import nudges as speech
from handlers.pipeline.reminders import owing
from storage.models import Event, Nudge, Outbox
from tests.clocks import offer_alone
from tests.conftest import DIRECT, NOW, RAVI
from tests.pipeline.team import added, met


@pytest.fixture(autouse=True)
def alone(stateful):
    """This clock and no other, at any hour."""
    offer_alone(stateful)


def open_req(tell):
    number = tell('req open "Senior ML engineer" production senior remote').data["req"]
    met(tell, RAVI)
    tell(f"req team R-{number} add @ravi as approver")
    return number


def waiting(house):
    """What people hear, in order."""
    nudges = house.database.read("acme", lambda unit: unit.all(Nudge, order_by=Nudge.say_at))
    return [(nudge.voice.value, nudge.status.value, nudge.say_at - NOW) for nudge in nudges if not owing.is_line(nudge)]


def test_a_finished_loop_starts_the_offers_clock(tell, stateful):
    number = open_req(tell)
    reply = tell(f'loop done "A.Q." R-{number}')
    assert reply.data["offer_due_at"] == (NOW + timedelta(hours=48)).isoformat()
    assert waiting(stateful) == [
        ("heads_up", "pending", timedelta(hours=24)),
        ("due", "pending", timedelta(hours=48)),
        ("escalation", "pending", timedelta(hours=50)),
    ]


def test_a_deadline_off_the_hour_is_so_many_hours_and_minutes_later(tell, stateful):
    number = open_req(tell)
    added(tell, number)
    tell("volunteered ana other offer 240k expires thu 3:45", at=NOW)
    assert tell("loop done ana").text.endswith("The offer is due Wed 03:45, 19 h 45 min later.")


def test_a_form_records_the_same_as_words(tell, stateful):
    number = open_req(tell)
    form = tell("loop done").form if number != 1 else tell(verb="loop done", req=number).form
    assert isinstance(form, Form)
    reply = tell(verb=form.verb, candidate="Ana Quiroga <!channel>", req=str(number))
    assert reply.data["offer_due_at"]


@pytest.mark.parametrize("goes_on", [True, False])
def test_an_offer_is_not_late_by_the_time_on_hold(tell, stateful, goes_on):
    number = open_req(tell)
    tell(f'loop done "A.Q." R-{number}')
    tell(f"req hold R-{number}", at=NOW + timedelta(hours=10))
    if goes_on:
        tell(f"req resume R-{number}", at=NOW + timedelta(hours=110))
    reply = tell(f'offer sent "A.Q." R-{number}', at=NOW + timedelta(hours=120), by=RAVI)
    assert reply.data["hours_after_final_round"] == (20 if goes_on else 10)
    assert "the time on hold not counted" in reply.text


def test_the_offer_stops_its_clock(tell, stateful):
    number = open_req(tell)
    tell(f'loop done "A.Q." R-{number}')
    reply = tell(f'offer sent "A.Q." R-{number}', at=NOW + timedelta(hours=30), by=RAVI)
    assert reply.data["hours_after_final_round"] == 30
    assert {status for _, status, _ in waiting(stateful)} == {"dropped"}


def test_a_second_offer_is_told_what_the_first_did(tell):
    number = open_req(tell)
    application = tell(f'loop done "A.Q." R-{number}').data["application"]
    tell(verb="offer sent", application=application, by=RAVI)
    reply = tell(verb="offer sent", application=application)
    assert reply.data == {"refused": "Conflict"}
    assert "Ravi" in reply.text


def test_a_redelivered_request_does_its_work_once(tell, stateful):
    number = open_req(tell)
    first = tell(f'loop done "A.Q." R-{number}', key="slack:C-HIRING:1732463999.0001")
    again = tell(f'loop done "A.Q." R-{number}', key="slack:C-HIRING:1732463999.0001")
    assert first.data["application"]
    assert again.data == {"refused": "DoneBefore"}
    assert stateful.database.read("acme", lambda unit: unit.count(Event, Event.kind == "final_round_ended")) == 1


def test_a_loop_done_anew_starts_the_clock_anew(tell, stateful):
    number = open_req(tell)
    tell(f'loop done "A.Q." R-{number}')
    tell(f'loop done "A.Q." R-{number} now', at=NOW + timedelta(hours=5))
    pending = [span for _, status, span in waiting(stateful) if status == "pending"]
    assert pending == [timedelta(hours=29), timedelta(hours=53), timedelta(hours=55)]


def test_nothing_is_changed_where_the_req_is_unknown(tell, stateful):
    reply = tell('loop done "A.Q." R-77')
    assert reply.data == {"refused": "NotFound"}
    assert stateful.database.read("acme", lambda unit: unit.count(Event)) == 0


def test_initials_are_found_however_they_are_written(tell):
    number = open_req(tell)
    tell(f'loop done "A.Q." R-{number}')
    assert tell(f"offer sent AQ r{number}").data["application"]


def test_a_name_nearly_right_is_offered_and_not_taken(tell):
    number = open_req(tell)
    tell(f'loop done "Ana Quiroga" R-{number}')
    reply = tell(f'offer sent "Anna Quirogga" R-{number}')
    assert reply.data == {"refused": "NotFound"}
    assert "Ana Quiroga" in reply.text


def test_one_company_never_sees_anothers_reqs(tell):
    open_req(tell)
    stranger = type(RAVI)("globex", "slack", "U-1", "Eve")
    assert tell("req list", by=stranger).data == {"reqs": []}


def test_due_lists_what_one_owes_and_nobody_elses(tell):
    number = open_req(tell)
    tell(f'loop done "A.Q." R-{number}')
    assert len(tell("due").data["due"]) == 1
    assert tell("due", by=RAVI).data == {"due": []}


def test_a_due_nudge_is_composed_from_what_is_true_when_it_is_sent(tell, stateful):
    number = open_req(tell)
    tell(f'loop done "A.Q." R-{number}', place=DIRECT)
    later = NOW + timedelta(hours=26)
    database = stateful.database
    assert database.write("acme", lambda unit: speech.queue_due(unit, later, later, 10)) == 1
    (message,) = database.read("acme", lambda unit: unit.all(Outbox, Outbox.kind == speech.KIND))

    def said():
        return database.read("acme", lambda unit: speech.compose(unit, message.refs, stateful.library("acme"), later, message.id))

    assert "A.Q.'s offer is due" in said().text
    assert "in 22 h" in said().text
    tell(f'offer sent "A.Q." R-{number}', at=later)
    assert said() is None


def test_after_an_outage_only_the_last_voice_speaks(tell, stateful):
    number = open_req(tell)
    tell(f'loop done "A.Q." R-{number}')
    week_later = NOW + timedelta(days=7)
    stateful.database.write("acme", lambda unit: speech.queue_due(unit, week_later, week_later, 10))
    assert [(voice, status) for voice, status, _ in waiting(stateful)] == [
        ("heads_up", "dropped"),
        ("due", "dropped"),
        ("escalation", "queued"),
    ]


def test_a_snoozed_nudge_comes_again_and_a_skipped_one_does_not(tell, stateful):
    number = open_req(tell)
    tell(f'loop done "A.Q." R-{number}')
    nudge = stateful.database.read("acme", lambda unit: unit.one(Nudge, Nudge.voice == "heads_up"))
    tell(verb="snooze", nudge=nudge.id, hours=3)
    assert ("heads_up", "snoozed", timedelta(hours=3)) in waiting(stateful)
    assert tell(verb="skip", nudge=nudge.id).form
    tell(verb="skip", nudge=nudge.id, reason="they signed elsewhere")
    assert {status for _, status, _ in waiting(stateful)} == {"dropped"}


def test_a_search_that_is_over_takes_nobody_in(tell):
    number = open_req(tell)
    tell(f"req cancel R-{number}")
    reply = tell(f'loop done "A.Q." R-{number}')
    assert reply.data == {"refused": "Conflict"}
    assert f"req resume R-{number}" in reply.text
