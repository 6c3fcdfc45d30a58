"""Somebody named for a req who is known from another, or has left this one: asked about, whichever verb names them."""

from __future__ import annotations

import pytest

from storage.models import Application, Candidate
from tests.conftest import RAVI
from tests.pipeline.team import DANA, DM, opened, rows


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


# Back in the same req


LEFT = {
    'cand reject ana because "thin on systems"': (
        "Ana Quiroga was in R-1 before, as C-1: rejected. Tue 11:00: Ravi closed Ana Quiroga's application: no."
    ),
    "cand withdraw ana because of another offer": (
        "Ana Quiroga was in R-1 before, as C-1: withdrawn. Tue 11:00: Ravi recorded that Ana Quiroga withdrew."
    ),
}


@pytest.mark.parametrize("said", LEFT, ids=["rejected", "withdrawn"])
def test_who_left_the_req_is_told_of_and_taken_back_by_a_button(tell, stateful, search, said):
    tell(said, by=RAVI)
    asked = tell('cand add "Ana Quiroga" at technical R-1', by=RAVI, place=DM)
    assert asked.data == {"refused": "Conflict"}
    assert asked.text.startswith(LEFT[said])
    assert asked.text.endswith("You can take them back to Technical depth, or add somebody else of that name.")
    back, other = asked.actions
    assert (back.label, other.label) == ("Back to Technical", "Somebody else")
    why = tell(verb=back.verb, by=RAVI, **back.args).form
    assert tell(verb=why.verb, why="They asked again", by=RAVI, **why.args).data["way"] == "reopen"
    assert [(each.stage, each.ended_at) for each in rows(stateful, Application)] == [("technical", None)]


def test_a_namesake_of_who_left_the_req_is_added_with_all_that_was_typed(tell, stateful, search):
    tell("cand reject ana because thin", by=RAVI)
    other = tell('cand add "Ana Quiroga" ana@example.com at technical R-1', by=RAVI).actions[1]
    tell(verb=other.verb, by=RAVI, **other.args)
    assert [(each.number, each.email) for each in rows(stateful, Candidate)] == [(1, None), (2, "ana@example.com")]
    assert rows(stateful, Application)[-1].stage == "technical"


def test_who_left_and_is_named_without_doubt_is_nobody_else(tell, search):
    tell("cand reject ana because thin", by=RAVI)
    assert [each.label for each in tell("cand add C-1 R-1", by=RAVI).actions] == ["Back to New"]


def test_who_left_this_req_and_is_in_another_is_taken_back_and_not_added_again(tell, stateful, search):
    tell("cand reject ana because thin", by=RAVI)
    elsewhere = opened(tell, '"Staff ML engineer" platform staff remote')
    tell(f"cand add C-1 R-{elsewhere}")
    assert "was in R-1 before" in tell('cand add "Ana Quiroga" R-1').text
    assert "was in R-1 before" in tell(verb="cand add", req=1, people="Ana Quiroga", same=rows(stateful, Candidate)[0].id).text


def test_of_several_who_left_is_told_with_the_way_back_and_the_others_are_added(tell, stateful, search):
    tell("cand withdraw ana because of another offer", by=RAVI)
    reply = tell(verb="cand add", req=1, people="Ana Quiroga\nBo Lind", by=RAVI)
    assert reply.data["added"] == [2]
    assert reply.data["refused"][0]["why"] == (
        "was there before as C-1, withdrawn Tue 11:00: "
        'take them back with "cand move C-1", or add somebody else of that name alone'
    )


def test_from_hired_there_is_no_way_back(tell, search):
    tell('loop done "Ana Quiroga" R-1')
    tell("decide yes ana R-1")
    tell("offer draft ana base 210k R-1", by=RAVI)
    tell("offer approve ana R-1", by=DANA)
    tell("offer sent ana R-1", by=RAVI)
    tell("offer accept ana R-1", by=RAVI)
    asked = tell('cand add "Ana Quiroga" R-1', by=RAVI)
    assert "hired" in asked.text
    assert [each.label for each in asked.actions] == ["Somebody else"]
