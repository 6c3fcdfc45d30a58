"""Whom somebody was answered about last."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.core.command import Actor, Command, Place
from handlers.core.followups.lately import SpokenOf
from handlers.core.reply import Reply
from tests.conftest import NOW


def said(words="where is Ana", *, by="mei", channel="general", later=0):
    return Command(Actor("acme", "slack", by), Place("slack", channel), NOW + timedelta(minutes=later), said=words)


def about(*people):
    return Reply("", about=frozenset(people))


@pytest.mark.parametrize(
    ("command", "she"),
    [
        (said("she signed", later=14), "ana"),
        (said("she signed", later=16), None),
        (said("she signed", later=-1), None),
        (said("she signed", by="tom"), None),
        (said("she signed", channel="random"), None),
    ],
)
def test_she_is_whom_the_speaker_was_answered_about_here_a_moment_ago(command, she):
    spoken = SpokenOf()
    spoken.keep(said(), about("ana"))
    assert spoken.she(command) == she


@pytest.mark.parametrize(
    ("words", "reply"), [("who is in the loop", about("bo", "cy")), ("what do I owe", about()), ("where is she", about("bo"))]
)
def test_an_answer_about_several_nobody_or_somebody_who_was_not_named_changes_nothing(words, reply):
    spoken = SpokenOf()
    spoken.keep(said(), about("ana"))
    spoken.keep(said(words), reply)
    assert spoken.she(said("she signed")) == "ana"
