"""Who takes which part in a req: said when it is opened, changed later, and asked about where it is not clear."""

from __future__ import annotations

import pytest

from storage.models import Person, Requisition
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, TOM, everything, met, opened, rows


@pytest.mark.parametrize("said", ["@tom as boss", "@tom boss", "tom as boss", "@tom as the boss please"])
def test_a_part_that_is_none_is_asked_about_with_a_button_for_each(tell, stateful, search, said):
    before = everything(stateful)
    reply = tell(f"req team R-1 add {said}")
    assert reply.data == {"refused": "NotFound"}
    assert reply.text == 'A req has no "boss". What is Tom in it?'
    offered = (*reply.actions, *reply.more)
    parts = {"hiring_manager", "recruiter", "approver", "sponsor", "closer", "interviewer"}
    assert {each.args["part"] for each in offered} == parts
    assert everything(stateful) == before
    sponsor = next(each for each in offered if each.args["part"] == "sponsor")
    assert tell(verb=sponsor.verb, **sponsor.args).data["part"] == "sponsor"


@pytest.mark.parametrize(
    ("said", "first"), [("intervewer", "interviewer"), ("aprover", "approver"), ("hiring manger", "hiring_manager")]
)
def test_the_part_that_sounds_most_like_it_is_offered_first(tell, search, said, first):
    assert tell(f"req team R-1 add @tom as {said}").actions[0].args["part"] == first


def test_the_team_of_a_described_req_is_shown(tell):
    opened(tell)
    opened(tell, '"Staff data scientist" staff')
    assert tell("req team sr mle").data["req"] == 1


def test_one_part_can_be_taken_and_the_others_stay(tell, stateful):
    number = opened(tell)
    met(tell, TOM)
    tell(f"req team R-{number} add @tom as approver")
    tell(f"req team R-{number} add @tom as interviewer")
    assert tell(f"req team R-{number} remove @tom as approver").text == f"Tom is no longer the approver of R-{number}."
    team = tell(f"req team R-{number}").data["team"]
    assert team["approver"] is None
    assert len(team["interviewers"]) == 1
    again = tell(f"req team R-{number} remove @tom as approver")
    assert again.text == f"Tom is not the approver of R-{number}. Nothing changed."


@pytest.mark.parametrize(
    "said",
    [
        'req open "Senior ML engineer" manager <@U-DANA> recruiter <@U-RAVI>',
        "req open senior ML engineer remote, hiring manager <@U-DANA>, recruiter: <@U-RAVI>",
        'req open "Senior ML engineer" <@U-DANA> as hiring manager and <@U-RAVI> (recruiter)',
        'req open "Senior ML engineer" recruiter is <@U-RAVI>, <@U-DANA>',
    ],
)
def test_whoever_takes_a_part_in_a_new_req_is_said_beside_its_title(tell, stateful, said):
    met(tell, MEI, DANA, RAVI)
    assert tell(said).data["title"] == "Senior ML engineer"
    (req,) = rows(stateful, Requisition)
    names = {each.id: each.name for each in rows(stateful, Person)}
    assert (names[req.hiring_manager_id], names[req.recruiter_id]) == ("Dana", "Ravi")


def test_a_manager_in_a_title_takes_no_part(tell):
    met(tell, MEI, DANA, RAVI)
    assert tell("req open ML engineering manager <@U-DANA>").data["title"] == "ML engineering manager"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("recruiter @ravi recruiter @tom", "the recruiter, and you named @ravi and @tom"),
        ("recruiter @ravi and @tom", "the recruiter, and you named @ravi and @tom"),
        ("approver @tom, @dana approves", "the approver, and you named @tom and @dana"),
        ("manager @tom hm @dana", "the hiring manager, and you named @tom and @dana"),
        ("@tom @dana", "the hiring manager, and you named @tom and @dana"),
    ],
)
def test_a_part_that_two_are_said_to_take_is_nobodys(tell, stateful, said, named):
    met(tell, RAVI, TOM, DANA)
    reply = tell(f"req open senior vision engineer remote {said}")
    assert reply.data["refused"] == "Invalid"
    assert named in reply.text
    assert not rows(stateful, Requisition)


def test_each_part_is_taken_by_whoever_is_said_to(tell, stateful):
    met(tell, MEI, RAVI, TOM, DANA)
    tell("req open senior vision engineer remote @mei hires, recruiter @ravi and @tom approves, sponsor @dana")
    (one,) = rows(stateful, Requisition)
    names = {each.id: each.name for each in rows(stateful, Person)}
    parts = (one.hiring_manager_id, one.recruiter_id, one.approver_id, one.sponsor_id)
    assert [names[each] for each in parts] == ["Mei", "Ravi", "Tom", "Dana"]
