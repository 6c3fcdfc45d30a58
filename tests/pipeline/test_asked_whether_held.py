"""A round that should have ended is asked about once; the question follows where the round is moved, or its end taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.core.command import Actor, Place
from handlers.pipeline.messages import asking
from storage.enums import OutboxStatus
from storage.models import Outbox, Surface
from tests.conftest import NOW, RAVI
from tests.pipeline.team import rows

LATER = NOW + timedelta(days=6)


def test_a_round_that_should_have_ended_is_asked_about_once(tell, stateful, search):
    interview = tell("interview book ana technical thu 2pm @tom").data["interview"]

    def ask(now):
        return stateful.database.write("acme", lambda unit: asking.queue_questions(unit, stateful.packaged, now, now, 10))

    assert ask(NOW) == 0
    assert ask(LATER) == 1
    assert ask(LATER) == 0
    (message,) = rows(stateful, Outbox, Outbox.kind.in_(asking.KINDS))
    said = stateful.database.read("acme", lambda unit: asking.compose(unit, message.refs, LATER))
    assert "Did it happen?" in said.text
    button = said.actions[0]
    assert tell(verb=button.verb, **button.args, at=LATER, by=RAVI).data["interview"] == interview
    assert stateful.database.read("acme", lambda unit: asking.compose(unit, message.refs, LATER)) is None


def test_a_moved_round_is_asked_about_anew(tell, stateful, search):
    tell("interview book ana technical thu 2pm")
    stateful.database.write("acme", lambda unit: asking.queue_questions(unit, stateful.packaged, LATER, LATER, 10))
    tell("interview move ana mon 10:00", at=LATER)
    later = LATER + timedelta(days=7)
    assert stateful.database.write("acme", lambda unit: asking.queue_questions(unit, stateful.packaged, later, later, 10)) == 1


def test_nobody_is_asked_about_a_search_that_stands_still(tell, stateful, search):
    tell("interview book ana technical thu 2pm")
    tell("req hold R-1")
    stateful.database.write("acme", lambda unit: asking.queue_questions(unit, stateful.packaged, LATER, LATER, 10))
    assert rows(stateful, Outbox, Outbox.kind.in_(asking.KINDS)) == []


def test_a_question_to_the_thread_names_nobody_in_full_though_its_person_is_reached_alone_by_then(tell, stateful):
    mei, thread = Actor("acme", "teams", "29:mei", "Mei"), Place("teams", "19:hiring", thread="1", route={"url": "u"})
    number = int(tell('req open "Senior ML engineer" production senior remote', by=mei, place=thread).data["req"])
    tell(f'cand add "Ana Quiroga" R-{number}', by=mei, place=thread)
    tell("interview book ana technical thu 2pm", by=mei, place=thread)
    (message,) = asked(stateful, LATER)
    tell("due", by=mei, place=Place("teams", "a:mei", private=True, route={"url": "u", "user": "29:mei"}))
    assert message.address["channel"] == "19:hiring"
    assert "A.Q." in question(stateful, LATER).text
    assert "Quiroga" not in question(stateful, LATER).text + question(stateful, LATER, edited=True).text


def asked(stateful, now):
    """What waits to be asked, and was sent."""
    stateful.database.write("acme", lambda unit: asking.queue_questions(unit, stateful.packaged, now, now, 10))
    return rows(stateful, Outbox, Outbox.kind.in_(asking.KINDS))


def question(stateful, now, *, edited=False):
    """How the question reads now; None where there is nothing to ask."""
    (message,) = rows(stateful, Outbox, Outbox.kind.in_(asking.KINDS))
    return stateful.database.read("acme", lambda unit: asking.compose(unit, message.refs, now, edited=edited))


def arrived(stateful):
    """The question has been sent."""
    of_kind = Outbox.kind.in_(asking.KINDS)
    stateful.database.write("acme", lambda unit: unit.update(Outbox, of_kind, status=OutboxStatus.SENT, platform_ref={"ts": "1"}))


@pytest.mark.parametrize("end", ["interview done", "interview no-show", "interview cancel"])
def test_a_round_whose_end_is_taken_back_is_asked_about_again_where_it_was_asked(tell, stateful, search, end):
    tell("interview book ana technical thu 2pm @tom")
    asked(stateful, LATER)
    arrived(stateful)
    tell(f"{end} ana technical", at=LATER)
    assert question(stateful, LATER, edited=True).actions == ()
    before = rows(stateful, Surface, Surface.kind.in_(asking.KINDS))[0].wanted
    assert "event" in tell("undo", at=LATER).data
    assert [each.verb for each in question(stateful, LATER, edited=True).actions][:1] == ["interview done"]
    assert rows(stateful, Surface, Surface.kind.in_(asking.KINDS))[0].wanted > before


def test_a_round_whose_end_is_taken_back_before_it_was_asked_about_is_asked_about(tell, stateful, search):
    tell("interview book ana technical thu 2pm @tom")
    tell("interview done ana technical", at=LATER)
    assert asked(stateful, LATER) == []
    tell("undo", at=LATER)
    assert [each.status for each in asked(stateful, LATER)] == ["queued"]


def test_a_question_that_was_dropped_as_answered_is_sent_when_the_answer_is_taken_back(tell, stateful, search):
    tell("interview book ana technical thu 2pm @tom")
    asked(stateful, LATER)
    tell("interview done ana technical", at=LATER)
    of_kind = Outbox.kind.in_(asking.KINDS)
    stateful.database.write("acme", lambda unit: unit.update(Outbox, of_kind, status=OutboxStatus.CANCELLED))
    tell("undo", at=LATER)
    (message,) = [each for each in asked(stateful, LATER) if each.status == "queued"]
    assert "Did it happen?" in stateful.database.read("acme", lambda unit: asking.compose(unit, message.refs, LATER)).text
