"""Deadlines are a pure function of what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.core import codes
from handlers.pipeline.rules.clock import deadlines
from handlers.pipeline.rules.dueby import end_of_day
from handlers.pipeline.rules.story import Hold, Round, Story
from knowledge.deadlines.clocks import clock_rules
from knowledge.load import load

FACTS = load().facts
RULES = clock_rules(load())
ENDED, SENT = codes.FINAL_ROUND_ENDED, codes.OFFER_SENT
NOW = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONES = (
    "America/Los_Angeles", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "UTC", None,
)  # fmt: skip
moments = st.datetimes(datetime(2023, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))
hours = st.integers(0, 400).map(lambda count: timedelta(hours=count))


def told(**events) -> Story:
    return Story(happened=events, first=events, recorded=events)


def running(clock, story, **within):
    return next((each for each in deadlines(story, RULES, within) if each.clock == clock), None)


def test_every_cited_rule_and_reason_is_a_fact():
    cited = {fact for rule in RULES for fact in (rule.rule, rule.why) if fact}
    assert cited <= FACTS.keys()


def test_every_code_of_a_rule_is_one_that_can_happen():
    known = {code for _, _, names in codes.EVENTS for code in names}
    named = {code for rule in RULES for code in (*rule.starts, *rule.stops, *rule.needs, *rule.disarmed_by)}
    assert named <= known


@pytest.mark.parametrize(
    ("clock", "event", "span"),
    [
        ("decision", ENDED, 24), ("offer", ENDED, 48), ("tell_no", codes.DECIDED_NO, 48), ("tell_no", codes.REJECTED, 48),
        ("loop_span", codes.INTERVIEW_DONE, 14 * 24),
    ],
)  # fmt: skip
@given(at=moments)
def test_deadlines_are_wall_clock_hours_from_their_start(clock, event, span, at):
    assert running(clock, told(**{event: at})).due_at - at == timedelta(hours=span)


@given(moments, hours)
def test_the_deed_stops_the_clock_whenever_it_is_done(ended, after):
    assert running("offer", told(**{ENDED: ended, SENT: ended + after})) is None


@given(moments, hours, hours)
def test_who_was_made_an_offer_that_was_taken_back_is_owed_the_next_one(ended, sent_after, taken_back_after):
    sent = ended + sent_after
    taken_back = sent + taken_back_after + HOUR
    story = told(**{ENDED: ended, codes.DECIDED_YES: ended, SENT: sent, codes.OFFER_WITHDRAWN: taken_back})
    owed = running("next_offer", story)
    assert (owed.started_at, owed.due_at - taken_back) == (taken_back, timedelta(hours=24))
    for ends in (SENT, codes.DECIDED_NO, codes.REJECTED, ENDED):
        assert running("next_offer", told(**(dict(story.happened) | {ends: taken_back + HOUR}))) is None
    again = told(**(dict(story.happened) | {SENT: taken_back + HOUR}))
    assert running("recruiter_call", again).started_at == taken_back + HOUR
    called_before = told(**(dict(again.happened) | {codes.RECRUITER_CALLED: taken_back - timedelta(minutes=1)}))
    assert running("recruiter_call", called_before), "the terms of the next offer have not been walked through"


@pytest.mark.parametrize(
    ("codes_in_order", "step"),
    [
        (("decided_yes", "offer_drafted", "offer_approved", "offer_withdrawn"), "draft"),
        (("decided_yes", "offer_drafted", "offer_approved", "offer_withdrawn", "offer_drafted"), "approve"),
        (("decided_yes", "offer_drafted", "offer_approved", "offer_withdrawn", "offer_drafted", "offer_approved"), "send"),
        (("decided_yes", "offer_drafted", "offer_withdrawn"), "draft"),
    ],
)
def test_the_next_step_after_an_offer_was_taken_back_is_the_next_offers(codes_in_order, step):
    moments_of = {code: NOW + place * HOUR for place, code in enumerate(codes_in_order, start=1)}
    assert told(**{ENDED: NOW} | moments_of).next_step == step


@given(moments)
def test_what_stopped_an_earlier_clock_does_not_stop_a_later_one(ended):
    assert running("offer", told(**{ENDED: ended, SENT: ended - 2 * HOUR, codes.OFFER_WITHDRAWN: ended - HOUR}))
    assert running("tell_no", told(**{codes.REJECTED: ended, codes.TOLD_NO: ended - HOUR}))


@given(moments)
def test_whoever_has_an_offer_is_owed_neither_a_decision_nor_another_one_by_a_later_round(ended):
    story = told(**{ENDED: ended, SENT: ended - HOUR})
    assert running("offer", story) is None
    assert running("decision", story) is None


@given(moments, hours)
def test_what_is_told_of_later_counts_though_it_is_dated_before(ended, earlier):
    happened = {codes.REJECTED: ended, codes.TOLD_NO: ended - earlier}
    story = Story(happened=happened, first=happened, recorded={codes.REJECTED: ended, codes.TOLD_NO: ended + HOUR})
    assert running("tell_no", story) is None


def test_a_draft_that_no_final_round_asked_for_is_owed_within_a_day_until_the_offer_is_out():
    drafted = {codes.OFFER_DRAFTED: NOW}
    assert running("drafted_offer", told(**drafted)).due_at == NOW + 24 * HOUR
    assert running("drafted_offer", told(**drafted, **{ENDED: NOW - HOUR})) is None
    assert running("offer", told(**drafted, **{ENDED: NOW - HOUR})) is not None
    assert running("drafted_offer", told(**drafted, **{SENT: NOW + HOUR})) is None


def test_an_offer_that_expired_is_owed_a_next_step():
    expired = {SENT: NOW - 48 * HOUR, codes.OFFER_EXPIRED: NOW}
    assert running("expired_offer", told(**expired)).due_at == NOW + 24 * HOUR
    for ends in (codes.OFFER_EXTENDED, codes.OFFER_DRAFTED, codes.OFFER_WITHDRAWN, codes.OFFER_ACCEPTED, codes.REJECTED):
        assert running("expired_offer", told(**expired, **{ends: NOW + HOUR})) is None


@given(moments, st.floats(1, 500))
def test_a_policy_tightens_or_loosens(ended, span):
    due = running("offer", told(**{ENDED: ended}), offer=span).due_at
    assert abs(due - ended - timedelta(hours=span)) < timedelta(seconds=1)


@given(moments, st.floats(1, 500))
def test_nobody_decides_after_the_offer_is_due(ended, span):
    story = told(**{ENDED: ended})
    assert running("decision", story, offer=span).due_at <= running("offer", story, offer=span).due_at


@given(moments, st.lists(st.tuples(hours, hours), max_size=4))
def test_a_hold_stops_the_clock_and_resume_restarts_what_is_left(ended, spans):
    holds, at, on_hold = [], ended, timedelta()
    for before, span in spans:
        since = at + before
        holds.append(Hold(since, since + span))
        on_hold += span if since < ended + timedelta(hours=48) + on_hold else timedelta()
        at = since + span
    story = Story(happened={ENDED: ended}, first={ENDED: ended}, holds=tuple(holds))
    assert running("offer", story).due_at == ended + timedelta(hours=48) + on_hold


@given(moments, hours)
def test_another_companys_expiry_tightens_and_never_loosens(ended, ahead):
    free, tight = (
        running("offer", Story(happened={ENDED: ended}, competing=competing)).due_at for competing in ({}, {ended + ahead: ended})
    )
    assert ended <= tight <= free
    if ahead:
        assert tight <= max(ended + ahead / 4, ended + ahead - 24 * HOUR)


@given(moments, st.sampled_from(ZONES))
def test_the_walk_through_call_is_due_by_the_end_of_that_date_where_the_candidate_is(sent, zone):
    due = running("recruiter_call", Story(happened={SENT: sent}, zone=zone)).due_at
    local = ZoneInfo(zone or "UTC")
    assert due >= sent - timedelta(minutes=1)
    assert due == sent or due.astimezone(local).date() == sent.astimezone(local).date()
    assert (due + timedelta(minutes=1)).astimezone(local).date() > sent.astimezone(local).date()


@given(moments, st.sampled_from(ZONES))
def test_a_date_ends_at_most_25_hours_after_any_moment_of_it(moment, zone):
    left = end_of_day(moment, zone) - moment
    assert timedelta(minutes=-1) <= left <= timedelta(hours=25)


@given(moments, st.sampled_from(ZONES), st.lists(st.tuples(hours, hours), min_size=1, max_size=3))
def test_what_is_due_by_the_end_of_a_date_is_so_after_a_hold_too(sent, zone, spans):
    holds, at = [], sent
    for before, span in spans:
        holds.append(Hold(at + before, at + before + span))
        at = holds[-1].until
    call = running("recruiter_call", Story(happened={SENT: sent}, first={SENT: sent}, zone=zone, holds=tuple(holds)))
    due = call.due_at
    assert due in (end_of_day(due, zone), sent), "a date's last minute, never one of the night after"
    assert due >= end_of_day(sent, zone)
    assert all(hold.until <= due for hold in holds if hold.since < due), "what stood still before its end is not over after"


@pytest.mark.parametrize(
    ("held", "resumed", "due"),
    [
        ((25, 10), (25, 10, 5), (25,)), ((25, 10), (25, 16), (25,)), ((25, 10), (26, 9), (26,)), ((25, 10), (30, 11), (30,)),
        ((25, 10), (26, 23), (27,)), ((26, 9), (26, 10), (25,)),
    ],
)  # fmt: skip
def test_a_call_that_was_held_is_due_on_the_day_on_which_the_search_goes_on_while_that_has_room(held, resumed, due):
    sent = datetime(2026, 11, 25, 9, tzinfo=UTC)
    hold = Hold(datetime(2026, 11, *held, tzinfo=UTC), datetime(2026, 11, *resumed, tzinfo=UTC))
    call = running("recruiter_call", Story(happened={SENT: sent}, first={SENT: sent}, zone="UTC", holds=(hold,)))
    assert call.due_at == datetime(2026, 11, *due, 23, 59, tzinfo=UTC)


def test_an_earlier_call_counts_and_one_before_the_final_round_does_not():
    events = {ENDED: NOW, SENT: NOW + 30 * HOUR}
    assert running("recruiter_call", told(**events, recruiter_called=NOW + 20 * HOUR)) is None
    assert running("recruiter_call", told(**events, recruiter_called=NOW - HOUR))


def test_the_managers_call_is_asked_for_only_once_the_offer_is_approved_or_sent():
    assert running("manager_call", told(**{ENDED: NOW})) is None
    assert running("manager_call", told(**{ENDED: NOW, codes.OFFER_APPROVED: NOW + HOUR})).due_at == NOW + 72 * HOUR
    assert running("manager_call", told(**{ENDED: NOW, SENT: NOW + HOUR})).due_at == NOW + 72 * HOUR
    back = {ENDED: NOW, codes.OFFER_APPROVED: NOW + HOUR, codes.OFFER_WITHDRAWN: NOW + 2 * HOUR}
    assert running("manager_call", told(**back)) is None


def test_each_interviewer_owes_their_own_scorecard():
    story = Story(rounds=(Round("i1", NOW, NOW, ("tom", "ann")), Round("i2", NOW + HOUR, NOW + HOUR)))
    (owed,) = (each for each in deadlines(story, RULES, {}) if each.clock == "scorecard")
    assert (owed.about, owed.people, owed.due_at) == ("i1", ("tom", "ann"), NOW + 24 * HOUR)


def test_an_answer_is_due_a_day_before_the_offer_expires_and_after_five_days_without_an_expiry():
    expiring = Story(happened={SENT: NOW}, expires_at=NOW + 96 * HOUR)
    assert running("offer_answer", expiring).due_at == NOW + 72 * HOUR
    assert running("offer_answer", told(**{SENT: NOW})).due_at == NOW + 120 * HOUR


def test_an_offer_that_is_sent_after_one_that_expired_is_walked_through_anew():
    sent_again = told(**{
        ENDED: NOW, codes.RECRUITER_CALLED: NOW + 2 * HOUR, codes.OFFER_EXPIRED: NOW + 48 * HOUR, SENT: NOW + 50 * HOUR,
    })  # fmt: skip
    assert running("recruiter_call", sent_again).started_at == NOW + 50 * HOUR
    assert running("recruiter_call", replace(sent_again, happened={ENDED: NOW, SENT: NOW, codes.RECRUITER_CALLED: NOW})) is None


def test_an_answer_is_asked_for_before_another_companys_offer_ends():
    other = Story(happened={SENT: NOW}, competing={NOW + 48 * HOUR: NOW + HOUR})
    assert running("offer_answer", other).due_at == NOW + 24 * HOUR
    assert running("offer_answer", replace(other, expires_at=NOW + 36 * HOUR)).due_at == NOW + 12 * HOUR


@given(st.integers(1, 400))
def test_an_answer_is_never_due_in_the_moment_in_which_the_offer_goes_out(span):
    due = running("offer_answer", Story(happened={SENT: NOW}, expires_at=NOW + span * HOUR)).due_at
    assert due == NOW + max((span - 24) * HOUR, span * HOUR / 4)


def test_changed_terms_are_owed_before_the_offer_that_is_out_expires():
    changed = Story(happened={SENT: NOW, codes.OFFER_REVISED: NOW + HOUR}, expires_at=NOW + 9 * HOUR)
    assert running("next_offer", changed).due_at == NOW + 9 * HOUR
    assert running("next_offer", replace(changed, expires_at=NOW + 99 * HOUR)).due_at == NOW + 25 * HOUR
    assert running("next_offer", replace(changed, expires_at=NOW)).due_at == NOW + 25 * HOUR, "it ended before they were changed"


def test_what_ran_out_beside_changed_terms_is_owed_a_next_step_while_those_wait_for_an_approval():
    changed = {SENT: NOW - 48 * HOUR, codes.OFFER_DRAFTED: NOW - 50 * HOUR, codes.OFFER_REVISED: NOW - 4 * HOUR}
    over = replace(told(**changed, **{codes.OFFER_EXPIRED: NOW}), expires_at=NOW)
    assert running("next_offer", over).due_at == NOW, "by its end they were owed"
    assert running("expired_offer", over).is_beside_approval
    assert running("expired_offer", over).voices[0].say_at == NOW, "it is said at once"
    approved = told(**changed, **{codes.OFFER_EXPIRED: NOW, codes.OFFER_APPROVED: NOW + HOUR})
    assert running("next_offer", approved)
    assert running("expired_offer", approved) is None


@pytest.mark.parametrize("end", [codes.REJECTED, codes.WITHDRAWN, codes.DECIDED_NO, codes.HIRED, codes.FORGOTTEN])
def test_whoever_leaves_the_loop_stops_what_ran_towards_an_offer(end):
    story = told(**{ENDED: NOW, codes.OFFER_APPROVED: NOW, end: NOW + HOUR})
    assert {each.clock for each in deadlines(story, RULES, {})} <= {"tell_no"}


def test_an_import_brings_no_nudges_about_the_past():
    assert running("offer", Story(happened={ENDED: NOW}, imported={ENDED: NOW + 100 * HOUR})) is None
    assert running("offer", Story(happened={ENDED: NOW}, imported={ENDED: NOW + 10 * HOUR}))


@pytest.mark.parametrize(
    ("events", "step"),
    [
        ({}, "decide"),
        ({codes.DECIDED_YES: NOW}, "draft"),
        ({codes.DECIDED_YES: NOW, codes.OFFER_DRAFTED: NOW + HOUR}, "approve"),
        ({codes.DECIDED_YES: NOW, codes.OFFER_DRAFTED: NOW + HOUR, codes.OFFER_APPROVED: NOW + 2 * HOUR}, "send"),
    ],
)
def test_the_offer_waits_for_whoever_takes_the_next_step(events, step):
    assert told(**{ENDED: NOW, **events}).next_step == step


def test_a_missing_scorecard_comes_before_the_decision():
    assert Story(happened={ENDED: NOW}, rounds=(Round("i", NOW, NOW, ("tom",)),)).next_step == "scorecard"


def test_nothing_runs_before_anything_happened():
    assert deadlines(Story(), RULES, {}) == ()


def test_a_round_after_the_final_one_starts_no_loop_anew():
    assert running("loop_span", told(**{codes.INTERVIEW_DONE: NOW, ENDED: NOW - HOUR})) is None
    assert running("loop_span", told(**{codes.INTERVIEW_DONE: NOW})) is not None
