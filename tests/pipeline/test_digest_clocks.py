"""What only digests and health speak of: a pure function of how a search stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.pipeline.digests.stale import CandidateState, ReqState, stood_too_long
from handlers.pipeline.rules.story import Hold
from knowledge.deadlines.digest_rules import digest_rules
from knowledge.load import load
from tests.conftest import MEI, NOW, RAVI
from tests.pipeline.team import TOM, added, met

DAY = timedelta(days=1)
RULES = digest_rules(load())


def found(opened=0, moved=0, finalists=0, *candidates, holds=()):
    state = ReqState(NOW - opened * DAY, NOW - moved * DAY, finalists, candidates, holds=holds)
    return {each.rule.id: each.days for each in stood_too_long(RULES, state, NOW)}


def candidate(moved, first_round=None, done=None):
    def ago(days):
        return None if days is None else NOW - days * DAY

    return CandidateState("a", NOW - moved * DAY, ago(first_round), ago(done))


@pytest.mark.parametrize(("days", "said"), [(13.9, False), (14, True), (30, True)])
def test_a_req_is_quiet_after_two_weeks_without_a_move(days, said):
    assert ("quiet_req" in found(moved=days)) is said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (44, set()),
        (46, {"no_finalist"}),
        (61, {"no_finalist", "triage_again"}),
        (64, {"no_finalist", "triage_again", "req_age"}),
    ],
)
def test_a_search_grows_old_step_by_step(days, said):
    assert set(found(opened=days)) == said


def test_a_finalist_ends_the_talk_of_help_but_not_of_age():
    assert set(found(opened=70, finalists=1)) == {"req_age"}


def test_a_candidate_is_quiet_after_a_week_from_the_first_interview_on():
    assert "quiet_candidate" not in found(0, 0, 0, candidate(moved=30))
    assert found(0, 0, 0, candidate(moved=8, first_round=9))["quiet_candidate"] == 8
    assert "quiet_candidate" not in found(0, 0, 0, candidate(moved=6, first_round=9))


def test_an_interview_cycle_may_take_three_weeks():
    assert found(0, 0, 0, candidate(moved=1, first_round=22)) == {"interview_cycle": 22}
    assert found(0, 0, 0, candidate(moved=1, first_round=22, done=2)) == {}
    assert found(0, 0, 0, candidate(moved=1, first_round=20)) == {}


def test_the_time_on_hold_runs_no_days_down():
    on_hold = (Hold(NOW - 30 * DAY, NOW - 5 * DAY),)
    assert set(found(opened=64, holds=on_hold)) == set()
    assert found(opened=71, holds=on_hold) == {"no_finalist": 71}, "it is day 71 all the same"
    assert found(0, 0, 0, candidate(moved=31, first_round=31), holds=on_hold) == {}
    assert found(0, 0, 0, candidate(moved=33, first_round=33), holds=on_hold) == {"quiet_candidate": 33}


def test_a_search_that_goes_on_is_as_old_as_it_was_when_it_was_put_on_hold(tell, search):
    def codes(at):
        return {each["code"] for each in tell(f"req health R-{search.req}", at=at).data["findings"]}

    tell(f"req hold R-{search.req}", at=NOW + 10 * DAY)
    tell(f"req resume R-{search.req}", at=NOW + 70 * DAY)
    assert {"no_finalist", "triage_again", "req_age"}.isdisjoint(codes(NOW + 71 * DAY))
    assert "no_finalist" in codes(NOW + 106 * DAY)


def test_the_days_are_the_facts_and_the_house_says_which_are_its_own():
    by_id = {rule.id: rule for rule in RULES}
    assert (by_id["quiet_req"].days, by_id["quiet_req"].rule) == (14, "kore1.jd.quiet-two-weeks")
    assert (by_id["req_age"].days, by_id["interview_cycle"].days) == (63, 21)
    assert [rule.id for rule in RULES if rule.rule is None] == ["quiet_candidate"]


def test_health_names_who_is_quiet_and_since_when(tell, search):
    met(tell, TOM)
    tell('interview book "Ana Quiroga" technical thu 2pm @tom', by=RAVI, at=NOW)
    tell('interview done "Ana Quiroga" technical', by=RAVI, at=NOW + 3 * DAY)
    added(tell, search.req, "Bo Lind")
    reply = tell(f"req health R-{search.req}", by=MEI, at=NOW + 15 * DAY)
    said = {each["code"]: each["text"] for each in reply.data["findings"]}
    assert "A.Q. (C-1)" in said["quiet_candidate"], "others read along in the channel"
    assert "house rule" in said["quiet_candidate"]
    assert "B.L." not in said["quiet_candidate"], "nobody has talked to Bo yet"


def test_a_held_req_has_nothing_that_stands_too_long(tell, search):
    tell(f"req hold R-{search.req}", at=NOW)
    reply = tell(f"req health R-{search.req}", at=NOW + 90 * DAY)
    assert {"quiet_req", "no_finalist", "req_age"}.isdisjoint(each["code"] for each in reply.data["findings"])
