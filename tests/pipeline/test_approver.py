"""Whoever approves an offer is asked in private too, when they may be messaged, and not about what was decided meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.pipeline import approvals, messages
from storage.enums import OutboxStatus
from storage.models import Outbox, Surface
from tests.conftest import NOW, RAVI
from tests.pipeline.team import DANA, TOM, met, rows
from tests.pipeline.test_nudges import heard

AT_NIGHT = NOW + timedelta(hours=10)
"""Nine in the evening where Dana is: she works from nine in the morning on."""


@pytest.fixture
def decided(tell, search):
    """Ana's loop ended and it was a yes; Dana approves offers."""
    tell(f'loop done "Ana Quiroga" R-{search.req}')
    tell(f'decide yes "Ana Quiroga" R-{search.req} because all four rounds said so')
    return search


def drafted(tell, search, at=NOW, by=RAVI):
    tell(f'offer draft "Ana Quiroga" base 210k equity 0.12% start 2027-01-15 R-{search.req}', by=by, at=at)


def asked(house):
    return rows(house, Outbox, Outbox.kind == approvals.ALONE)


def waits(house):
    """How long the question waits for a time at which Dana may be messaged; the req's thread is asked at once."""
    (in_thread,) = rows(house, Outbox, Outbox.kind == approvals.KIND)
    return asked(house)[0].next_try_at - in_thread.next_try_at


def read(house, message):
    def compose(unit):
        return messages.compose(unit, message.kind, message.refs, house.packaged, NOW, message.id)

    return house.database.read("acme", compose)


def test_the_approver_is_asked_by_name_with_the_button(tell, stateful, decided):
    drafted(tell, decided)
    (message,) = asked(stateful)
    reply = read(stateful, message)
    assert (message.address["channel"], waits(stateful)) == ("U-DANA", timedelta())
    assert reply.text == f"R-{decided.req}: Ravi's offer for Ana Quiroga waits for your approval. It should be out by Thu 11:00."
    assert (reply.actions[0].verb, reply.public) == ("offer approve", False)


def test_at_night_the_offers_clock_asks_the_approver_in_the_morning_and_nothing_else_does(tell, stateful, decided):
    drafted(tell, decided, at=AT_NIGHT)
    assert asked(stateful) == []
    assert "Dana" not in dict(heard(stateful, AT_NIGHT + timedelta(hours=11)))
    said = dict(heard(stateful, AT_NIGHT + timedelta(hours=12)))["Dana"]
    assert said.text.startswith("Heads-up, Dana: Ana Quiroga's offer is due Thu 11:00")
    assert "It waits for your approval." in said.text
    assert (said.actions[0].verb, said.more[0].verb) == ("offer approve", "offer show")


def test_at_night_without_a_clock_that_runs_the_approver_is_asked_in_the_morning(tell, stateful, search):
    drafted(tell, search, at=AT_NIGHT)
    assert waits(stateful) == timedelta(hours=12)


def test_whoever_becomes_the_approver_is_asked_what_waits_for_them(tell, stateful, decided):
    drafted(tell, decided)
    met(tell, TOM)
    tell(f"req team R-{decided.req} add @tom as approver", at=NOW + timedelta(hours=1))
    said = dict(heard(stateful, NOW + timedelta(hours=16)))["Tom"]
    assert "It waits for your approval." in said.text
    assert said.text.startswith("Heads-up, Tom")


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


def test_an_approver_who_drafts_is_not_asked_by_themselves(tell, stateful, decided):
    drafted(tell, decided, by=DANA)
    assert asked(stateful) == []
