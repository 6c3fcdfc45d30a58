"""What a candidate said of their own accord: dated, reckoned with, taken back."""

from __future__ import annotations

from datetime import datetime

from storage.models import Disclosure, Event
from tests.conftest import NOW, RAVI
from tests.pipeline.offering import decided, drafted
from tests.pipeline.team import rows

__all__ = ["decided"]


def test_what_was_volunteered_is_dated_and_reckoned(tell, stateful, decided):
    tell("volunteered ana leaves 400k unvested cliff 2027-03-01 notice 3 months", by=RAVI)
    assert {row.kind.value for row in rows(stateful, Disclosure)} == {"leaves_behind", "cliff", "notice"}
    assert all(row.volunteered_at == NOW for row in rows(stateful, Disclosure))
    reply = drafted(tell)
    assert reply.data["reckoned"]["left_behind"] == 400000
    assert reply.data["reckoned"]["days_before_cliff"] == 45
    assert "is before it" in str(reply.elements)
    assert "400000" not in str([(event.before, event.after) for event in rows(stateful, Event)])


def test_another_offers_expiry_stands_in_the_trail_for_the_clocks(tell, stateful, decided):
    reply = tell("volunteered ana other offer 240k expires fri 17:00", by=RAVI)
    assert [each.label for each in reply.more][1:] == ["Drop: Another offer of $240K, open until Fri 17:00"]
    (event,) = [each for each in rows(stateful, Event) if each.kind == "volunteered"]
    expiry = datetime.fromisoformat("2026-11-27T22:00:00+00:00")
    assert event.after == {"kind": "competing_offer", "expires_at": expiry.isoformat()}
    assert "another offer of $240K" in str(drafted(tell).elements)


def test_the_hour_at_which_it_ends_is_no_figure_of_another_offer(tell, stateful, decided):
    reply = tell("volunteered ana competing offer expires fri 17:00", by=RAVI)
    assert [each.label for each in reply.more][1:] == ["Drop: Another offer, open until Fri 17:00"]


def test_the_newer_word_counts_and_a_mistake_is_dropped(tell, stateful, decided):
    tell("volunteered ana leaves 400k", by=RAVI)
    reply = tell("volunteered ana leaves 300k", by=RAVI)
    (held,) = reply.data["volunteered"]
    assert held["amount"] == 300000
    assert tell(verb="volunteered", by=RAVI, application=decided.application, drop=held["id"]).data["volunteered"] == []


def test_nothing_said_asks_by_a_form_that_never_asks_the_candidate(tell, decided):
    reply = tell("volunteered ana", by=RAVI)
    assert "never ask for it" in reply.text
    assert not any(field.required for field in reply.form.fields)
