"""Somebody named for a req who is known from another: asked about, whichever verb names them."""

from __future__ import annotations

import pytest

from storage.models import Candidate
from tests.pipeline.team import opened, rows


@pytest.fixture
def other(tell, search):
    """A second req; Ana is in the first."""
    return opened(tell, '"Staff ML engineer" platform staff remote')


def test_the_loop_of_somebody_who_is_known_elsewhere_is_asked_about(tell, stateful, other):
    asked = tell(f'loop done "Ana Quiroga" yesterday 16:00 R-{other}')
    assert asked.data == {"refused": "Conflict"}
    assert asked.text == "Is Ana Quiroga the one who is C-1 (R-1)?"
    assert [each.label for each in asked.actions] == ["Yes, C-1", "Somebody else"]
    assert len(rows(stateful, Candidate)) == 1
    same = asked.actions[0]
    reply = tell(verb=same.verb, **same.args)
    assert (reply.data["req"], len(rows(stateful, Candidate))) == (other, 1)
    assert "final round ended Mon 16:00" in reply.text


def test_a_namesake_is_somebody_new(tell, stateful, other):
    asked = tell(f'loop done "Ana Quiroga" R-{other}')
    new = asked.actions[1]
    tell(verb=new.verb, **new.args)
    assert [each.number for each in rows(stateful, Candidate)] == [1, 2]


def test_a_number_names_whoever_has_it(tell, stateful, other):
    assert tell(f"loop done C-1 R-{other}").data["req"] == other
    assert len(rows(stateful, Candidate)) == 1
    assert "There is no candidate C-7" in tell(f"loop done C-7 R-{other}").text


def test_initials_are_many_peoples(tell, stateful, other):
    assert tell(f'loop done "A.Q." R-{other}').data["req"] == other
    assert len(rows(stateful, Candidate)) == 2
