"""Keys of nudges: what goes in is read back, and what belongs together has the same stem."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage import nudgekeys
from storage.enums import Voice

STARTED = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
OWED = nudgekeys.owed("an-application", "offer", STARTED, "mei")
SCORECARD = nudgekeys.owed("an-application", "scorecard", STARTED, "tom", "a-round", "dana")
DUE = nudgekeys.with_voice(OWED, Voice.DUE.value)
CLIMB = nudgekeys.with_voice(OWED, nudgekeys.climb_to("ra-vi"))


@pytest.mark.parametrize("key", [DUE, CLIMB, nudgekeys.as_news_since(DUE, STARTED)])
def test_a_key_says_whose_deadline_it_is_and_since_when_its_clock_runs(key):
    assert nudgekeys.owner_of(key) == "mei"
    assert nudgekeys.started_of(key) == STARTED
    assert nudgekeys.clock_of(key) == "an-application:offer"
    assert nudgekeys.owed_of(key) == OWED


def test_what_nobody_owes_has_a_key_too():
    nobodys = nudgekeys.with_voice(nudgekeys.owed("an-application", "offer", STARTED, None), Voice.DUE.value)
    assert nudgekeys.owner_of(nobodys) == ""
    assert nudgekeys.deadline_of(nobodys) == nudgekeys.deadline_of(DUE)


def test_each_scorecard_of_a_round_is_a_deadline_of_its_own_whoever_sees_to_it():
    tells = nudgekeys.with_voice(SCORECARD, Voice.DUE.value)
    assert nudgekeys.scorecard_of(tells) == ("a-round", "dana")
    assert nudgekeys.owner_of(tells) == "tom"
    toms = nudgekeys.owed("an-application", "scorecard", STARTED, "tom", "a-round", "tom")
    assert nudgekeys.deadline_of(tells) != nudgekeys.deadline_of(nudgekeys.with_voice(toms, Voice.DUE.value))


def test_what_tells_the_next_person_names_them_and_leads_back_to_the_owners_own():
    escalation = nudgekeys.with_voice(OWED, Voice.ESCALATION.value)
    assert nudgekeys.is_climb(CLIMB) and not nudgekeys.is_climb(escalation)
    assert nudgekeys.told_next(CLIMB) == "ra-vi"
    assert nudgekeys.tells(CLIMB, "ra-vi") and not nudgekeys.tells(CLIMB, "mei")
    assert nudgekeys.escalation_of(CLIMB) == escalation
    assert CLIMB.startswith(nudgekeys.climbs_from(escalation))


def test_what_is_said_anew_keeps_its_voice_and_is_another_key():
    news = nudgekeys.as_news_since(DUE, STARTED)
    assert news != DUE and news.startswith(nudgekeys.anew(DUE))
    assert nudgekeys.voice_of(news) == nudgekeys.voice_of(DUE) == Voice.DUE.value
    assert nudgekeys.anew(news) == nudgekeys.anew(DUE)


def test_a_deadline_has_one_line_in_its_thread_whoever_owes_it():
    ravis = nudgekeys.with_voice(nudgekeys.owed("an-application", "offer", STARTED, "ravi"), Voice.HEADS_UP.value)
    assert nudgekeys.line_of(DUE) == nudgekeys.line_of(ravis)
    assert nudgekeys.is_line(nudgekeys.line_of(DUE)) and not nudgekeys.is_line(DUE)
    assert nudgekeys.owner_of(nudgekeys.line_of(DUE)) == ""
