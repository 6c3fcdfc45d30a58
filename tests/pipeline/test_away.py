"""Out of office: nobody is reminded there, and who stands in is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.pipeline import saying
from storage.models import Nudge, Person
from tests.conftest import MEI, RAVI
from tests.pipeline.team import met, reachable, rows
from tests.pipeline.test_nudges import texts

ENDED = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
"""A Monday."""


@pytest.fixture
def search(tell):
    """Mei hires and recruits; a loop ended on Monday."""
    met(tell, MEI, RAVI)
    number = tell('req open "Senior ML engineer" production senior remote').data["req"]
    return tell(f'loop done "Ana Quiroga" R-{number}', at=ENDED).data["application"]


def offer(house):
    """What people hear of the offer; the line in the req's thread is nobody's."""
    people = {each.id: each.name for each in rows(house, Person)}
    rows_of = (each for each in rows(house, Nudge) if each.clock == "offer" and each.person_id and each.reason is None)
    found = [each for each in rows_of if not saying.is_climb(each)]
    return [(each.voice.value, people[each.person_id], each.say_at) for each in sorted(found, key=lambda each: each.say_at)]


def test_without_a_stand_in_what_can_be_is_said_before_and_the_rest_on_return(tell, stateful, search):
    reply = tell("away from tue until friday", at=ENDED + timedelta(hours=1))
    back = datetime(2026, 12, 4, 8, 0, tzinfo=UTC)
    assert reply.data["away_until"] == back.isoformat()
    away = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    assert all(at < away or at >= back for _, _, at in offer(stateful))


def test_a_stand_in_takes_over_what_falls_into_the_absence(tell, stateful, search):
    tell("away until wed @ravi", at=ENDED + timedelta(hours=1))
    heard = {voice: name for voice, name, _ in offer(stateful)}
    assert heard == {"heads_up": "Ravi", "due": "Mei", "escalation": "Mei"}


def test_whoever_is_back_is_reminded_as_ever(tell, stateful, search):
    before = offer(stateful)
    tell("away until friday @ravi", at=ENDED + timedelta(hours=1))
    assert offer(stateful) != before
    tell("away back", at=ENDED + timedelta(hours=2))
    assert offer(stateful) == before


def test_until_when_is_asked_by_a_form_and_the_past_is_refused(tell, search):
    form = tell("away").form
    assert {each.name for each in form.fields} == {"until", "stand_in"}
    assert tell(verb="away", until="yesterday 10:00").data["refused"] == "Invalid"


@pytest.mark.parametrize("words", ["until blah", "blah", "till the cows come home"])
def test_what_is_no_day_is_named_and_nothing_changes(tell, stateful, search, words):
    reply = tell(f"away {words}")
    assert reply.data["refused"] == "Invalid"
    assert f'"{words}"' in reply.text
    assert "away until mon" in reply.text
    assert not any(each.away_until for each in rows(stateful, Person))


def test_a_forms_words_that_are_no_day_are_said_as_they_were_typed(tell, search):
    assert '"blah"' in tell(verb="away", until="blah").text


def test_words_beside_a_day_are_said_to_be_left_out(tell, stateful, search):
    reply = tell("away until friday dana", at=ENDED)
    assert 'left out "dana"' in reply.elements[-1].text
    assert any(each.away_until for each in rows(stateful, Person))


def test_a_stand_in_is_told_for_whom(tell, stateful, search):
    tell("away until friday @ravi", at=ENDED + timedelta(hours=1))
    assert "(R-1, in place of Mei)" in dict(texts(stateful, ENDED + timedelta(hours=24)))["Ravi"]


def test_who_leaves_at_once_is_told_before_and_on_return_not_that_we_were_away(tell, stateful, search):
    reachable(tell, MEI, RAVI)
    tell("away until friday", at=ENDED + timedelta(hours=1))
    assert "Mei" in dict(texts(stateful, ENDED + timedelta(hours=1, seconds=1)))
    back = dict(texts(stateful, datetime(2026, 12, 4, 17, 0, tzinfo=UTC)))["Mei"]
    assert "I was away" not in back


def test_who_leaves_in_the_evening_is_told_on_return_and_not_that_we_were_away(tell, stateful, search):
    evening = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)  # 20:00 where Mei is
    tell("away until friday", at=evening)
    assert texts(stateful, evening + timedelta(minutes=1)) == []
    back = dict(texts(stateful, datetime(2026, 12, 4, 17, 0, tzinfo=UTC)))["Mei"]
    assert "I was away" not in back
