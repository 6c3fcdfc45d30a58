"""Rounds: booked, moved, done, cancelled, not attended; asked about; taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers.core.command import Place
from storage.models import Application, Event, Interview, InterviewSeat, ReqMember
from tests.conftest import NOW, RAVI
from tests.pipeline.team import DANA, TOM, added, opened, rows

LATER = NOW + timedelta(days=6)
"""The Monday after, when whoever is asked is at work."""


def test_a_round_is_booked_in_words_in_the_speakers_zone(tell, stateful, search):
    reply = tell('interview book "Ana Quiroga" technical thu 2pm @tom R-1')
    assert reply.data["starts_at"] == "2026-11-26T22:00:00+00:00"
    assert reply.data["round"] == "technical"
    assert "Thu 14:00–15:30 in Los Angeles, with Tom" in reply.text
    (interview,) = rows(stateful, Interview)
    assert interview.ends_at - interview.starts_at == timedelta(minutes=90)
    assert len(rows(stateful, InterviewSeat)) == 1


def test_who_moved_books_rounds_where_they_are_now(tell, search):
    moved = replace(RAVI, timezone="Europe/Berlin")
    reply = tell('interview book "Ana Quiroga" technical thu 2pm @tom R-1', by=moved)
    assert reply.data["starts_at"] == "2026-11-26T13:00:00+00:00"


def test_where_people_of_several_zones_read_a_time_it_says_whose_it_is(tell, search):
    reply = tell('interview book "Ana Quiroga" technical thu 2pm @tom @dana R-1')
    assert "That is Thu 23:00 for Tom; Thu 17:00 for Dana." in str(reply.elements)
    moved = tell("interview move ana technical fri 3pm @ravi R-1")
    assert "Fri 15:00–16:30 in Los Angeles, with Ravi" in moved.text
    assert "That is Fri 18:00 for Ravi." in str(moved.elements)
    off = tell("interview cancel ana technical R-1")
    assert "of Fri 15:00 in Los Angeles is cancelled" in off.text
    assert "That is Fri 18:00 for Ravi." in str(off.elements)


def test_who_reads_a_time_alone_knows_whose_it_is(tell, search):
    reply = tell('interview book "Ana Quiroga" technical thu 2pm @tom R-1', place=Place("slack", "D-MEI", private=True))
    assert "Thu 14:00–15:30, with Tom" in reply.text
    assert "That is Thu 23:00 for Tom." in str(reply.elements)


def test_a_named_zone_counts_instead_of_the_speakers(tell, search):
    reply = tell('interview book "Ana Quiroga" technical tomorrow 14:00-15:00 CET')
    assert (reply.data["starts_at"], reply.data["ends_at"]) == ("2026-11-25T13:00:00+00:00", "2026-11-25T14:00:00+00:00")


def test_names_need_no_quotation_marks_and_rounds_no_order(tell, search):
    for words in ("ana technical thu 2pm", "technical for ana fri 2pm"):
        reply = tell(f"interview book {words}")
        assert reply.data.get("round") == "technical" or reply.data == {"refused": "Conflict"}


def test_without_a_round_the_next_one_is_booked(tell, search):
    assert tell("interview book ana wed 9am").data["round"] == "screen"
    assert tell("interview book ana thu 9am").data["round"] == "manager"


@pytest.mark.parametrize(("said", "lasts"), [("thu 14:00-14:00", "24 h"), ("thu 14:00-13:00", "23 h")])
def test_a_round_that_would_end_before_it_begins_is_asked_about(tell, search, said, lasts):
    asked = tell(f'interview book "Ana Quiroga" technical {said} @tom R-{search.req}')
    assert "When does it end?" in asked.text
    tell(f'interview book "Ana Quiroga" technical thu 14:00-15:00 @tom R-{search.req}')
    asked = tell(f'interview move "Ana Quiroga" technical {said} R-{search.req}')
    assert asked.text == f'"{said}" would last {lasts}. When does it end? Nothing changed.'


@pytest.mark.parametrize(
    ("said", "minutes"), [("for 45 minutes", 45), ("45 min", 45), ("for 1.5 hours", 90), ("for half an hour", 30)]
)
def test_how_long_a_round_lasts_may_be_said(tell, stateful, search, said, minutes):
    tell(f'interview book "Ana Quiroga" technical thu 2pm {said} @tom R-1')
    (interview,) = rows(stateful, Interview)
    assert interview.ends_at - interview.starts_at == timedelta(minutes=minutes)
    tell("interview move ana technical for 20 minutes R-1")
    assert "Thu 14:00–14:20" in tell("interview move ana technical for 20 minutes R-1").text


@pytest.mark.parametrize("said", ["0 minutes", "-30 minutes", "minus 30 minutes", "3 days", "a week", "72 hours", "13 hours"])
def test_what_no_round_lasts_is_asked_about_and_changes_nothing(tell, stateful, search, said):
    asked = tell(f'interview book "Ana Quiroga" technical thu 2pm for {said} @tom R-1')
    assert asked.text == f'No round lasts "{said}". How long is it, up to 12 h? Nothing changed.'
    assert rows(stateful, Interview) == []
    (usual,) = asked.actions
    assert tell(verb=usual.verb, **usual.args).data["interviewers"]
    asked = tell(f"interview move ana technical for {said} R-1")
    assert "No round lasts" in asked.text
    (interview,) = rows(stateful, Interview)
    assert interview.ends_at - interview.starts_at == timedelta(minutes=90)


def test_a_length_and_an_end_that_differ_are_asked_about(tell, stateful, search):
    asked = tell('interview book "Ana Quiroga" technical thu 14:00-15:00 for 30 min R-1')
    assert asked.text == '"thu 14:00-15:00" ends at another time than "for 30 min" does. Which is it? Nothing changed.'
    assert rows(stateful, Interview) == []


def test_by_how_much_a_round_is_to_be_moved_is_not_how_long_it_lasts(tell, stateful, search):
    tell('interview book "Ana Quiroga" technical thu 2pm @tom R-1')
    for said in ("by 30 minutes", "30 minutes later"):
        assert "refused" in tell(f"interview move ana technical {said} R-1").data


def test_interviewers_join_the_team_and_see_the_candidate(tell, stateful, search):
    assert tell("cand show ana R-1", by=TOM).data["refused"] == "NotAllowed"
    tell("interview book ana technical thu 2pm @tom")
    assert [row.role for row in rows(stateful, ReqMember)] == ["interviewer"]
    assert "refused" not in tell("cand show ana R-1", by=TOM).data


def test_without_a_time_a_form_asks_for_it(tell, search):
    form = tell("interview book ana technical @tom").form
    assert form.args["round"] == "technical"
    reply = tell(verb=form.verb, **form.args, when="2026-11-26T22:00:00+00:00", interviewer="tom")
    assert reply.data["starts_at"] == "2026-11-26T22:00:00+00:00"


def test_a_form_is_told_at_its_field_what_is_no_time(tell, search):
    form = tell("interview book ana technical").form
    assert "when" in tell(verb=form.verb, **form.args, when="soon").data["errors"]
    assert "when" in tell(verb=form.verb, **form.args, when="yesterday 16:00").data["errors"]


def test_a_round_is_booked_once_and_then_moved(tell, search):
    first = tell("interview book ana technical thu 2pm @tom")
    again = tell("interview book ana technical fri 2pm")
    assert again.data == {"refused": "Conflict"}
    (move,) = again.actions
    reply = tell(verb=move.verb, **move.args, when="fri 10:00")
    assert reply.data["starts_at"] == "2026-11-27T18:00:00+00:00"
    assert reply.data["interview"] == first.data["interview"]


def test_a_loop_pressed_into_one_day_is_warned_about(tell, search):
    tell("interview book ana manager thu 9am")
    assert tell("interview book ana technical thu 11am").data["one_day"] is None
    reply = tell("interview book ana debugging thu 2pm")
    assert reply.data["one_day"] == "kore1.interview-advice.no-one-day-loop"


def test_a_round_that_took_place_ends_when_it_was_booked_to_and_its_scorecard_is_owed(tell, stateful, search):
    tell("interview book ana technical thu 2pm @tom")
    reply = tell("interview done ana", at=LATER)
    (done,) = [event for event in rows(stateful, Event) if event.kind == "interview_done"]
    assert done.occurred_at == datetime.fromisoformat("2026-11-26T23:30:00+00:00")
    assert done.recorded_at == LATER
    assert done.after["seats"] == reply.data["owed_by"] != []
    assert rows(stateful, Application)[0].stage == "technical"


def test_a_screen_owes_no_scorecard(tell, stateful, search):
    tell("interview book ana screen thu 2pm @tom")
    assert tell("interview done ana", at=LATER).data["owed_by"] == []
    assert [event.after["seats"] for event in rows(stateful, Event) if event.kind == "interview_done"] == [[]]


def test_a_round_that_has_not_begun_cannot_be_done(tell, search):
    tell("interview book ana technical thu 2pm @tom")
    assert tell("interview done ana").data["refused"] == "Invalid"
    assert tell("interview no-show ana").data["refused"] == "Invalid"


def test_a_round_that_nobody_booked_is_recorded_with_its_end(tell, stateful, search):
    reply = tell("interview done ana technical yesterday 16:00")
    assert reply.data["status"] == "done"
    assert reply.data["ends_at"] == "2026-11-24T00:00:00+00:00"
    assert tell("undo").data["kind"] == "interview_booked"
    assert rows(stateful, Interview)[0].status == "cancelled"
    assert rows(stateful, Application)[0].stage == "new"


def test_the_last_round_ends_the_loop_and_starts_the_offers_clock(tell, stateful, search):
    tell("interview book ana team thu 2pm @tom")
    assert tell("interview done ana", at=LATER).data["loop_done"] is True
    ended = rows(stateful, Application)[0].loop_done_at
    assert ended == datetime.fromisoformat("2026-11-26T22:45:00+00:00")


def test_rounds_held_out_of_order_end_the_loop_with_the_latest(tell, stateful, search):
    tell("interview book ana team wed 2pm")
    tell("interview book ana technical thu 2pm")
    assert tell("interview done ana team", at=LATER).data["loop_done"] is False
    assert tell("interview done ana technical", at=LATER).data["loop_done"] is True
    assert rows(stateful, Application)[0].loop_done_at == datetime.fromisoformat("2026-11-26T23:30:00+00:00")


def test_a_cancelled_round_and_a_no_show_can_be_booked_anew(tell, stateful, search):
    tell("interview book ana technical thu 2pm")
    tell("interview cancel ana because Tom is ill")
    tell("interview book ana technical thu 3pm")
    anew = tell("interview no-show ana", at=LATER).actions[0]
    assert (anew.verb, anew.args["round"]) == ("interview book", "technical")
    assert [row.status.value for row in rows(stateful, Interview)] == ["cancelled", "no_show"]
    assert "Tom is ill" not in str([event.after for event in rows(stateful, Event)])


def test_a_late_button_says_what_became_of_the_round(tell, search):
    interview = tell("interview book ana technical thu 2pm").data["interview"]
    tell(verb="interview done", interview=interview, at=LATER, by=RAVI)
    reply = tell(verb="interview no-show", interview=interview, at=LATER)
    assert reply.data == {"refused": "Conflict"}
    assert "Ravi" in reply.text


def test_a_booking_is_taken_back_with_the_interviewers_part(tell, stateful, search):
    tell("interview book ana technical thu 2pm @tom")
    tell("undo")
    assert rows(stateful, Interview)[0].status == "cancelled"
    assert rows(stateful, ReqMember) == []


def test_a_move_is_taken_back_with_its_interviewers(tell, stateful, search):
    tell("interview book ana technical thu 2pm @tom", at=NOW - timedelta(minutes=5))
    tell("interview move ana fri 10:00 @dana")
    tell("undo")
    (interview,) = rows(stateful, Interview)
    assert interview.starts_at == datetime.fromisoformat("2026-11-26T22:00:00+00:00")
    tom = [row.person_id for row in rows(stateful, InterviewSeat)]
    assert len(tom) == 1
    assert rows(stateful, Event)[-1].kind == "undone"


def test_a_done_round_is_taken_back_with_the_stage_and_the_loops_end(tell, stateful, search):
    tell("interview book ana team thu 2pm @tom")
    tell("interview done ana", at=LATER)
    tell("undo", at=LATER)
    (application,) = rows(stateful, Application)
    assert (application.stage, application.loop_done_at) == ("new", None)
    assert rows(stateful, Interview)[0].status == "booked"


def test_a_stranger_may_not_book(tell, search):
    stranger = type(RAVI)("acme", "slack", "U-EVE", "Eve")
    assert tell("interview book ana technical thu 2pm R-1", by=stranger).data["refused"] == "NotAllowed"


def test_who_is_not_on_the_team_is_told_who_may(tell, search):
    assert "R-1" in tell("interview book ana technical thu 2pm R-1", by=TOM).text
    assert "refused" not in tell("interview book ana technical thu 2pm R-1", by=DANA).data


def test_who_sits_elsewhere_at_that_time_is_warned_of(tell, search):
    other = opened(tell, '"Staff ML engineer" staff remote')
    added(tell, other, "Tom Berg")
    tell(f'interview book "Tom Berg" technical thu 14:00-15:00 @tom R-{other}')
    reply = tell(f'interview book "Ana Quiroga" technical thu 14:30 @tom R-{search.req}')
    assert "refused" not in reply.data
    assert f"Tom sits in another round then: R-{other}" in str(reply.elements)


@pytest.mark.parametrize("left", ["reject", "withdraw"])
def test_nobody_sits_in_a_round_of_somebody_who_left(tell, search, left):
    added(tell, search.req, "Tom Berg")
    tell(f'interview book "Tom Berg" technical thu 14:00-15:00 @tom R-{search.req}')
    tell(f'cand {left} "Tom Berg" R-{search.req}')
    reply = tell(f'interview book "Ana Quiroga" technical thu 14:30 @tom R-{search.req}')
    assert "sits in another round" not in str(reply.elements)
    assert "Berg" not in str(reply.elements)


@pytest.mark.parametrize("when", ["thu 15:00", "thu 12:30-14:00", "fri 14:00"])
def test_rounds_that_only_touch_are_no_clash(tell, search, when):
    other = opened(tell, '"Staff ML engineer" staff remote')
    added(tell, other, "Tom Berg")
    tell(f'interview book "Tom Berg" technical thu 14:00-15:00 @tom R-{other}')
    assert "another round" not in str(tell(f'interview book "Ana Quiroga" technical {when} @tom R-{search.req}').elements)


def test_a_round_moved_into_another_is_warned_of_and_one_that_was_cancelled_is_not(tell, search):
    tell(f'cand add "Tom Berg" R-{search.req}')
    tell(f'interview book "Tom Berg" technical thu 14:00-15:00 @tom R-{search.req}')
    tell(f'interview book "Ana Quiroga" technical fri 14:00 @tom R-{search.req}')
    assert "another round" in str(tell(f'interview move "Ana Quiroga" technical thu 14:00 R-{search.req}').elements)
    tell(f'interview cancel "Tom Berg" technical R-{search.req}')
    assert "another round" not in str(tell(f'interview move "Ana Quiroga" technical thu 14:10 R-{search.req}').elements)


def test_who_says_second_that_a_round_took_place_is_told_who_did(tell, stateful, search):
    tell("interview done ana technical")
    reply = tell("interview done ana technical", by=RAVI)
    assert reply.data == {"refused": "Conflict"}
    assert "Mei recorded" in reply.text
    assert len(rows(stateful, Interview)) == 1
    again = reply.actions[0]
    tell(verb=again.verb, **again.args, by=RAVI)
    assert len(rows(stateful, Interview)) == 2


@pytest.mark.parametrize(
    ("said", "starts"),
    [
        ("in 3 days 9am", "2026-11-27T17:00"),
        ("next tuesday noon", "2026-12-01T20:00"),
        ("tomorrow 14:00 CET", "2026-11-25T13:00"),
        ("thu 2-3pm", "2026-11-26T22:00"),
        ("2027-03-14 2:30", "2027-03-14T10:30"),
        ("2027-11-07 1:30", "2027-11-07T08:30"),
    ],
)
def test_times_are_read_in_many_spellings(tell, search, said, starts):
    assert tell(f"interview book ana technical {said}").data["starts_at"] == f"{starts}:00+00:00"
