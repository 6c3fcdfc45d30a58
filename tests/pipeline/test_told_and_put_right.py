"""What is told and then put right, and whom a name means beside others who are called alike: offered, and recorded by a press."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Interview
from tests.conftest import NOW, RAVI
from tests.pipeline.offering import answered
from tests.pipeline.team import DANA, TOM, added, everything, met, rows


def offered(reply):
    """What a reply's buttons do, and of whom."""
    return [(each.verb, each.args.get("application")) for each in (*reply.actions, *reply.more)]


@pytest.fixture
def team(tell, search):
    """Ana Quiroga is in the loop beside these."""
    names = ("Ana Silva", "Bo Chen", "Łukasz Żółć", "Søren Ødegård", "Nguyễn Văn Anh", "Art Vandelay")
    return {name: added(tell, search.req, name) for name in names} | {"Ana Quiroga": search.application}


@pytest.mark.parametrize(
    ("said", "who", "verb"),
    [
        ("no wait i meant bo withdrew", "Bo Chen", "cand withdraw"),
        ("wait, bo withdrew", "Bo Chen", "cand withdraw"),
        ("sorry I wrote wrong. bo accepted", "Bo Chen", "offer accept"),
        ("no bo", "Bo Chen", "decide no"),
    ],
)
def test_what_is_put_right_is_the_deed_and_no_verdict(tell, stateful, team, said, who, verb):
    answered(tell, verb, team[who])
    before = everything(stateful)
    assert offered(tell(said, by=RAVI)) == [(verb, team[who])]
    assert everything(stateful) == before


def test_a_name_that_is_put_right_shows_whose_it_is(tell, team):
    assert tell("omg sorry wrong ana, i meant silva", by=RAVI).text.startswith("Ana Silva, C-")


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("i meant 5pm", "22:00"),
        ("i meant 5", "22:00"),
        ("make it 11am", "16:00"),
        ("no wait i meant 17:30", "22:30"),
    ],
)
def test_an_hour_that_is_put_right_is_of_the_day_that_is_booked(tell, stateful, team, said, clock):
    met(tell, TOM)
    tell("interview book bo screen @tom tomorrow 15:00", by=RAVI)
    moved = tell(said, by=RAVI, at=NOW + timedelta(minutes=1))
    (move,) = moved.actions
    assert (move.verb, move.args["application"]) == ("interview move", team["Bo Chen"])
    (booked,) = rows(stateful, Interview)
    day = booked.starts_at.date()
    tell(verb=move.verb, by=RAVI, at=NOW + timedelta(minutes=2), **move.args)
    (booked,) = rows(stateful, Interview)
    assert (booked.starts_at.date(), f"{booked.starts_at:%H:%M}") == (day, clock)


@pytest.mark.parametrize("said", ["no is not tomorrow, is after tomorrow", "the interview should be on friday, not tomorrow"])
def test_a_day_that_is_put_right_is_asked_for_its_hour(tell, team, said):
    met(tell, TOM)
    tell("interview book bo screen @tom tomorrow 15:00", by=RAVI)
    assert offered(tell(said, by=RAVI, at=NOW + timedelta(minutes=1))) == [("interview move", team["Bo Chen"])]


def test_nothing_is_moved_where_nobody_has_a_round(tell, team):
    assert ("interview move", team["Bo Chen"]) not in offered(tell("i meant 5pm", by=RAVI))


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("ana q withdrew", ["Ana Quiroga"]),
        ("ana s. withdrew", ["Ana Silva"]),
        ("ana silva withdrew", ["Ana Silva"]),
        ("ana withdrew", ["Ana Quiroga", "Ana Silva"]),
        ("silva withdrew", ["Ana Silva"]),
        ("ana brzeski withdrew", []),
        ("lukasz withdrew", ["Łukasz Żółć"]),
        ("Soren withdrew", ["Søren Ødegård"]),
        ("Anh withdrew", ["Nguyễn Văn Anh"]),
        ("nguyen withdrew", ["Nguyễn Văn Anh"]),
    ],
)
def test_whom_a_name_means(tell, team, said, who):
    found = [each for verb, each in offered(tell(said, by=RAVI)) if verb == "cand withdraw"]
    assert sorted(found) == sorted(team[name] for name in who)


def test_whoever_has_the_last_name_alone_is_asked_about_and_not_taken(tell, team):
    assert tell("Marta Silva withdrew", by=RAVI).text.startswith("Nobody called Marta Silva is in a search that you see.")


def test_an_initial_is_no_part_of_what_a_round_is_called(tell, team):
    (done,) = tell("ana s passed the screen", by=RAVI).actions
    assert (done.args["application"], done.args["round"]) == (team["Ana Silva"], "screen")


# What is told of another company's offer, of a req, and of nobody


@pytest.mark.parametrize(
    ("said", "company"),
    [
        ("amazon gave bo an offer of 300k, expires friday", "amazon 300k"),
        ("stripe made bo an offer", "stripe"),
        ("bo have other offer from google until friday", "google"),
    ],
)
def test_another_companys_offer_is_noted_as_theirs(tell, team, said, company):
    (noted,) = tell(said, by=RAVI).actions
    assert (noted.verb, noted.args["application"]) == ("volunteered", team["Bo Chen"])
    assert " ".join(noted.args["company"].split()) == company


def test_what_a_colleague_offered_is_no_other_companys(tell, team):
    met(tell, DANA)
    assert "volunteered" not in [verb for verb, _ in offered(tell("dana gave bo an offer of 220k", by=RAVI))]


@pytest.mark.parametrize(
    ("said", "closes"),
    [
        ("close R-1", True),
        ("close the senior role", True),
        ("close the window in R-1 meeting", False),
        ("close the books on R-1", False),
    ],
)
def test_a_req_is_closed_where_it_is_the_req_that_is_closed(tell, team, said, closes):
    assert ("req fill" in [verb for verb, _ in offered(tell(said, by=RAVI))]) is closes


@pytest.mark.parametrize("said", ["accepted", "declined"])
def test_a_bare_answer_is_nobodys_where_no_offer_is_out(tell, team, said):
    reply = tell(said, by=RAVI)
    assert "nobody has an offer of ours out" in reply.text
    assert offered(reply) == [("board", None)]


def test_a_bare_answer_is_of_whoever_has_an_offer_out(tell, team):
    tell("loop done bo", by=RAVI)
    tell("offer sent bo", by=RAVI)
    assert {who for verb, who in offered(tell("accepted", by=RAVI)) if verb == "offer accept"} == {team["Bo Chen"]}


def test_how_long_a_req_is_open_is_no_name_of_one(tell, search):
    assert tell("req is open 90 days", by=RAVI).text.startswith(f"R-{search.req} ·")
