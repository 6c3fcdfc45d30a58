"""Searches, played through: they read as they should, and nobody is told twice, woken, or told too late."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta

import pytest

from handlers.pipeline.rules import calendar
from knowledge.deadlines.clocks import customs
from storage.models import Person
from tests.dialogs.player import FOLDER, Heard, Player
from tests.dialogs.transcript import written

pytestmark = pytest.mark.xdist_group("dialogs")
"""On one worker: each scenario is played once."""

NOW_DUE = timedelta(minutes=10)
MARKS = ("over", "was due", "due now", "Still open", "meant for", "past")
"""Words by which a message says that its time has passed."""


def hours_of(player: Player, name: str) -> calendar.Hours:
    person = next(each for each in player.people.values() if each.name == name)
    return calendar.hours_of(Person(name=name, timezone=person.zone), customs())


def test_it_reads_as_the_golden_transcript(played):
    golden = (FOLDER / f"{played.name}.md").read_text(encoding="utf-8")
    assert written(played) == golden, "read the difference; `python -m tests.dialogs --write` keeps the new one"


def test_nobody_is_told_the_same_thing_twice(direct):
    told = Counter((name, each.reply.text) for name, each in direct)
    assert [text for text, count in told.items() if count > 1] == []


def test_no_message_is_sent_twice(played):
    keys = Counter(each.key for each in played.platform.heard if not each.edited)
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_voice_of_a_deadline_speaks_twice_to_one_person(direct):
    """What was said to somebody's stand-in is said to them when they are back."""
    voices = Counter((name, nudge) for name, each in direct for nudge in _nudges(each))
    assert [nudge for nudge, count in voices.items() if count > 1] == []


def test_nobody_is_messaged_at_night_or_on_a_weekend(played, direct):
    out_of_hours = [
        (name, each.at.isoformat(), each.reply.text)
        for name, each in direct
        if not calendar.is_working(hours_of(played, name), each.at)
    ]
    assert out_of_hours == []


def test_what_is_told_after_its_deadline_says_so(direct):
    late = [each for _, each in direct if "due_at" in each.reply.data and _is_late(each)]
    assert [each.reply.text for each in late if not any(mark in each.reply.text for mark in MARKS)] == []


def test_a_morning_has_one_digest(played, direct):
    mornings = Counter(
        (name, each.at.astimezone(calendar.times.zone(hours_of(played, name).zone)).date())
        for name, each in direct
        if each.key.startswith("digest:morning")
    )
    assert mornings
    assert set(mornings.values()) == {1}


def test_everybody_reads_the_clock_on_their_own_wall(played, direct):
    told = [(name, each) for name, each in direct if "due_at" in each.reply.data and "due now" not in each.reply.text]
    assert told
    for name, each in told:
        due_at = datetime.fromisoformat(each.reply.data["due_at"]).astimezone(calendar.times.zone(hours_of(played, name).zone))
        assert f"{due_at:%a %H:%M}" in each.reply.text


def test_while_it_is_stopped_nothing_is_said_and_afterwards_it_says_that_it_was_away(played, direct):
    for since, back in played.stops:
        assert [each for _, each in direct if since <= each.at < back] == []
        first = next(each.reply.text for _, each in direct if each.at >= back)
        assert "I was away" in first


def test_who_is_late_hears_it_before_anybody_else_does(direct):
    for name, each in direct:
        climbed = re.search(r"It is with (\w+), who knows", each.reply.text)
        owner = climbed.group(1) if climbed else ""
        assert not owner or any(one.at < each.at for told, one in direct if told == owner), f"{name} before {owner}"


def _nudges(heard: Heard) -> list[str]:
    data = heard.reply.data
    return [str(data["nudge"])] if "nudge" in data else [str(each) for each in data.get("nudges", ())]


def _is_late(heard: Heard) -> bool:
    return heard.at > datetime.fromisoformat(heard.reply.data["due_at"]) + NOW_DUE
