"""Deadlines are a pure function of what happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.pipeline.clock import deadlines
from knowledge.clocks import clock_rules
from knowledge.load import load

RULES = clock_rules(load())
ENDED = "final_round_ended"
moments = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def offer(happened, **within):
    return next((each for each in deadlines(happened, RULES, within) if each.clock == "offer"), None)


def test_every_cited_rule_and_reason_is_a_fact():
    facts = load().facts
    assert all(rule.rule in facts and rule.why in facts for rule in RULES if rule.rule)


@given(moments)
def test_an_offer_is_due_48_wall_clock_hours_after_the_final_round(ended):
    assert offer({ENDED: ended}).due_at - ended == timedelta(hours=48)


@given(moments, st.integers(0, 100))
def test_the_deed_stops_the_clock_whenever_it_is_done(ended, hours):
    assert offer({ENDED: ended, "offer_sent": ended + timedelta(hours=hours)}) is None


@given(moments)
def test_what_stopped_an_earlier_clock_does_not_stop_a_later_one(ended):
    assert offer({ENDED: ended, "offer_sent": ended - timedelta(hours=1)})


@given(moments, st.floats(1, 500))
def test_a_policy_tightens_or_loosens(ended, hours):
    due = offer({ENDED: ended}, offer=hours).due_at
    assert abs(due - ended - timedelta(hours=hours)) < timedelta(seconds=1)


@given(moments, st.floats(1, 500))
def test_no_voice_speaks_before_the_clock_starts(ended, hours):
    found = offer({ENDED: ended}, offer=hours)
    assert all(voice.say_at >= ended for voice in found.voices)


def test_nothing_runs_before_anything_happened():
    assert deadlines({}, RULES, {}) == ()
