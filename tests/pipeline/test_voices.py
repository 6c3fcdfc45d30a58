"""What speaks of a deadline, and when: nobody hears the same thing twice, or of what they could not know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.core import codes
from handlers.pipeline.reminders.speaking import Told, follows, said_once
from handlers.pipeline.rules.clock import ASKED, CLIMB, DUE, ESCALATION, HEADS_UP, deadlines
from handlers.pipeline.rules.story import Story
from tests.pipeline.test_clock import ENDED, HOUR, NOW, RULES, SENT, hours, moments, running, told

soon = st.builds(Told, st.sampled_from(("mei", "ravi")), st.integers(-90, 20).map(lambda count: NOW + count * HOUR))
words = st.dictionaries(st.sampled_from((ASKED, HEADS_UP)), soon).flatmap(
    lambda ahead: st.one_of(st.just(ahead), soon.map(lambda due: {**ahead, DUE: due}))
)
"""What speaks of a deadline (now) before it has passed, as far as there is any of it."""


@given(moments, st.floats(1, 500), hours)
def test_no_voice_speaks_before_there_was_anything_to_know(ended, span, late):
    story = Story(happened={ENDED: ended}, first={ENDED: ended}, recorded={ENDED: ended + late})
    found = running("offer", story, offer=span)
    said = [voice.say_at for voice in found.voices]
    assert said == sorted(said)
    assert all(at >= ended + late for at in said)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_clock_warns_says_when_it_is_due_and_tells_the_next_person(rule):
    hours = {voice.id: voice.hours for voice in rule.voices}
    assert set(hours) == {"heads_up", "due", "escalation", "climb"}
    assert hours["heads_up"] < hours["due"] == 0 < hours["escalation"] < hours["climb"]


def test_a_clock_armed_after_its_deadline_is_due_and_not_yet_escalated():
    events = {ENDED: NOW, SENT: NOW + 80 * HOUR}
    said = {voice.id: voice.say_at for voice in running("manager_call", told(**events)).voices}
    assert (said["due"], said["escalation"]) == (NOW + 80 * HOUR, NOW + 82 * HOUR)
    assert "heads_up" not in said


def test_a_clock_that_is_armed_again_begins_as_at_the_first_time():
    """No voice of the time in which nobody could do it, and what was said before is said anew."""
    events = {
        ENDED: NOW, codes.OFFER_APPROVED: NOW + 20 * HOUR, codes.OFFER_WITHDRAWN: NOW + 40 * HOUR, SENT: NOW + 90 * HOUR,
    }  # fmt: skip
    again = running("manager_call", told(**events))
    said = {voice.id: voice.say_at for voice in again.voices}
    assert (said["due"], said["escalation"]) == (NOW + 90 * HOUR, NOW + 92 * HOUR)
    assert (again.known_at, again.news_at, again.is_asked_anew) == (NOW + 90 * HOUR, NOW + 90 * HOUR, True)


def test_a_clock_that_was_never_disarmed_is_no_news_when_the_next_thing_arms_it():
    armed = {ENDED: NOW, codes.OFFER_APPROVED: NOW + 20 * HOUR, SENT: NOW + 40 * HOUR}
    deadline = running("manager_call", told(**armed))
    assert (deadline.known_at, deadline.news_at, deadline.is_asked_anew) == (NOW + 20 * HOUR, None, False)


def test_a_call_that_nobody_could_make_in_time_is_told_to_nobody_else_for_the_time_of_a_heads_up():
    def voices(approved):
        return {
            each.id: each.say_at for each in running("manager_call", told(**{ENDED: NOW, codes.OFFER_APPROVED: approved})).voices
        }

    late = NOW + 80 * HOUR
    assert voices(late) == {"due": late, "escalation": late + 2 * HOUR, "climb": late + 28.5 * HOUR}
    assert voices(NOW + 70 * HOUR)["climb"] == NOW + 76.5 * HOUR, "whoever was asked for it before it was over hears as usual"


@pytest.mark.parametrize(("drafted", "heads_up"), [(10, 24), (30, None)])
def test_whoever_was_just_asked_to_approve_gets_no_heads_up_in_the_same_breath(drafted, heads_up):
    events = {ENDED: NOW, codes.DECIDED_YES: NOW + HOUR, codes.OFFER_DRAFTED: NOW + drafted * HOUR}
    said = {voice.id: voice.say_at for voice in running("offer", told(**events)).voices}
    assert said.get("heads_up") == (NOW + heads_up * HOUR if heads_up else None)
    assert said["due"] == NOW + 48 * HOUR


def asked_to_approve(drafted, **more):
    events = {ENDED: NOW, codes.DECIDED_YES: NOW + HOUR, codes.OFFER_DRAFTED: NOW + drafted * HOUR}
    return Story(happened=events, first=events, recorded=events, **more)


@given(st.integers(1, 71), st.integers(0, 100), st.integers(1, 200))
def test_hours_that_are_set_later_do_not_repeat_what_whoever_approves_was_just_asked(drafted, later, span):
    set_at = NOW + (drafted + later) * HOUR
    (offer,) = (
        each
        for each in deadlines(asked_to_approve(drafted), RULES, {"offer": span}, {"offer": [set_at]})
        if each.clock == "offer"
    )
    heads_up = [voice.say_at for voice in offer.voices if voice.id == HEADS_UP]
    planned = offer.due_at - 24 * HOUR
    assert heads_up == ([max(planned, set_at)] if planned > NOW + drafted * HOUR and set_at < offer.due_at else [])


@given(st.integers(1, 71), st.integers(0, 100), st.integers(1, 200), st.integers(1, 200))
def test_whoever_approves_hears_of_hours_that_are_set_shorter_than_when_they_were_asked(drafted, later, was, span):
    set_at, asked_at = NOW + (drafted + later) * HOUR, NOW + drafted * HOUR
    (offer,) = (
        each
        for each in deadlines(
            asked_to_approve(drafted),
            RULES,
            {"offer": span},
            {"offer": [set_at]},
            lambda moment: {"offer": was if moment < set_at else span},
        )
        if each.clock == "offer"
    )
    planned = offer.due_at - 24 * HOUR
    news = planned > asked_at or (later and span < was)
    said = [voice.say_at for voice in offer.voices if voice.id == HEADS_UP]
    assert said == ([max(planned, set_at)] if news and set_at < offer.due_at else [])


def test_whoever_was_asked_to_approve_hears_at_once_that_another_company_leaves_less_time():
    told_at = NOW + 12 * HOUR
    found = running("offer", asked_to_approve(10, competing={NOW + 55 * HOUR: told_at}))
    assert {voice.id: voice.say_at for voice in found.voices}[HEADS_UP] == told_at
    assert found.due_at == NOW + 31 * HOUR


@given(moments, st.integers(1, 23), hours)
def test_nobody_knew_of_a_deadline_before_the_hours_were_set_that_cap_it(ended, span, later):
    (decision,) = (
        each
        for each in deadlines(told(**{ENDED: ended}), RULES, {"offer": span}, {"offer": [ended + later]})
        if each.clock == "decision"
    )
    said = {voice.id: voice.say_at for voice in decision.voices}
    assert (decision.due_at, decision.known_at) == (ended + span * HOUR, ended + later)
    assert said[DUE] == max(decision.due_at, ended + later)
    assert said[ESCALATION] - said[DUE] == 4 * HOUR


@given(words)
def test_whoever_is_told_of_a_deadline_is_told_no_later_for_what_is_left_out(ahead):
    rows = said_once(ahead, NOW, 4 * HOUR)
    assert rows.items() <= ahead.items()
    assert min((each.at for each in rows.values()), default=None) == min((each.at for each in ahead.values()), default=None)
    if DUE in ahead:
        first = [min(each.at for each in said.values() if each.person_id == ahead[DUE].person_id) for said in (rows, ahead)]
        assert first[0] == first[1]


@given(words)
def test_nobody_is_told_the_same_thing_twice_within_hours_unless_it_is_due_now(ahead):
    rows = said_once(ahead, NOW, 4 * HOUR)
    told_to = {}
    for voice, each in sorted(rows.items(), key=lambda row: row[1].at):
        before = told_to.setdefault(each.person_id, [])
        assert (voice == DUE and each.at >= NOW) or all(each.at - at >= 4 * HOUR for at in before)
        before.append(each.at)
    assert all(each.at < rows[DUE].at for voice, each in rows.items() if voice != DUE and DUE in rows)


@given(words, st.integers(-90, 20))
def test_what_asks_for_it_and_warns_of_it_at_one_moment_is_one_reminder(ahead, passed):
    rows = said_once(ahead, NOW, 4 * HOUR, NOW + passed * HOUR)
    told_to = [(each.person_id, each.at) for each in rows.values()]
    assert len(told_to) == len(set(told_to))


@given(words, st.integers(-90, 20))
def test_whoever_heard_of_it_before_it_moved_is_told_that_it_is_due_all_the_same(ahead, passed):
    moved = NOW + passed * HOUR
    rows = said_once(ahead, NOW, 4 * HOUR, moved)
    if DUE in ahead and all(each.at < moved for voice, each in ahead.items() if voice != DUE):
        assert rows[DUE] == ahead[DUE]


@given(hours, hours, hours, hours)
def test_each_voice_leaves_the_time_to_act_that_it_is_meant_to_leave(pause, climbs, late, later):
    meant = {DUE: NOW, ESCALATION: NOW + pause, CLIMB: NOW + pause + climbs}
    escalated = follows(meant, DUE, NOW + late, ESCALATION)
    told_next = follows(meant, ESCALATION, escalated + later, CLIMB)
    assert escalated - (NOW + late) >= pause
    assert told_next - (escalated + later) >= climbs
    assert (escalated, told_next) >= (meant[ESCALATION], meant[CLIMB])
