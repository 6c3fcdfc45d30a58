"""Times in what people type about a search: what is one, what is a name, and what can't be meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.core.reply import plain
from storage.models import Application, Call, Disclosure, Interview
from tests.conftest import NOW
from tests.pipeline.team import added, opened, rows


@pytest.mark.parametrize("name", ["Noon Ahmed", "Sun Li", "Sat Pal"])
@pytest.mark.parametrize("quote", ['"', ""])
def test_a_candidate_whose_name_is_a_day_or_an_hour_is_found_by_it(tell, stateful, name, quote):
    number = opened(tell)
    added(tell, number, name)
    tell(f"loop done {quote}{name}{quote} R-{number}")
    (application,) = rows(stateful, Application)
    assert application.loop_done_at == NOW


@pytest.mark.parametrize(
    "said",
    [
        "interview book ana technical in 99999999 days",
        "interview book ana technical thu 2pm America/Indiana",
        "loop done ana 9999999 weeks ago",
        "volunteered ana expires in 99999999 days",
    ],
)
def test_a_time_that_there_is_not_is_asked_again(tell, search, said):
    assert tell(said).text.startswith("There is no such day or time: ")


@pytest.mark.parametrize("said", ["0001-01-01 10:00", "24 nov 2025 10:00", "300000 weeks ago", "400 days ago"])
@pytest.mark.parametrize("verb", ["loop done ana", "interview done ana technical"])
def test_what_is_too_long_ago_for_any_search_is_asked_about(tell, stateful, search, verb, said):
    reply = tell(f"{verb} {said}")
    assert reply.data["refused"] == "Invalid"
    assert "too far away" in reply.text or "no such day" in reply.text
    assert rows(stateful, Application)[0].loop_done_at is None
    assert rows(stateful, Interview) == []


def test_the_end_of_a_loop_on_a_date_that_is_about_to_come_is_not_a_year_ago(tell, search):
    assert "still to come" in tell("loop done ana 30 nov 10:00").text


def test_a_round_of_next_year_says_so(tell, search):
    assert "Fri 8 Jan 2027 10:00" in tell("interview book ana technical 8 jan 10:00 @tom").text


@pytest.mark.parametrize("said", ["12/3/2026 2pm", "3.12.26 14 Uhr", "thursday week at 2", "next week thu 14h", "the 3rd at 2pm"])
def test_one_time_in_the_ways_in_which_it_is_typed(tell, stateful, search, said):
    tell(f"interview book ana technical {said} @tom")
    (interview,) = rows(stateful, Interview)
    assert interview.starts_at == datetime(2026, 12, 3, 22, 0, tzinfo=UTC)


def texts(reply):
    """Every sentence of an answer."""
    return [plain(each.text) for each in reply.elements if hasattr(each, "text")]


TAKEN = "No hour was said: taken as Mon 18:00. If it was another, undo this and say the hour."
MONDAY_EVENING = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""Monday, 18:00 for Mei: the end of her working day."""


def test_of_a_deed_the_day_is_enough_and_the_hour_that_was_taken_is_said(tell, stateful, search):
    reply = tell("loop done ana yesterday")
    assert rows(stateful, Application)[0].loop_done_at == MONDAY_EVENING
    assert TAKEN in texts(reply)
    assert TAKEN in texts(tell("decide yes ana monday"))
    assert TAKEN in texts(tell("offer sent ana yesterday"))
    assert TAKEN in texts(tell("call recruiter done ana yesterday"))
    assert TAKEN in texts(tell("offer accept ana yesterday"))
    assert rows(stateful, Call)[0].done_at == MONDAY_EVENING


def test_that_somebody_was_told_needs_no_hour(tell, stateful, search):
    tell("decide no ana yesterday")
    assert TAKEN in texts(tell("told ana yesterday"))
    assert rows(stateful, Application)[0].told_at == MONDAY_EVENING


def test_a_decline_of_a_day_is_of_its_evening(tell, search):
    tell("loop done ana friday 10:00")
    tell("offer sent ana friday 11:00")
    assert TAKEN in texts(tell("offer decline ana pay monday"))


@pytest.mark.parametrize(("said", "at"), [("today", NOW), ("tuesday", NOW), ("yesterday morning", NOW - timedelta(hours=20))])
def test_today_without_an_hour_is_now_and_a_morning_ends_at_noon(tell, stateful, search, said, at):
    tell(f"loop done ana {said}")
    assert rows(stateful, Application)[0].loop_done_at == at


def test_what_was_said_without_an_hour_is_put_right_with_it(tell, stateful, search):
    tell("loop done ana yesterday")
    reply = tell("loop done ana yesterday 15:00")
    assert rows(stateful, Application)[0].loop_done_at == MONDAY_EVENING - timedelta(hours=3)
    assert not any("No hour" in each for each in texts(reply))


def test_a_day_to_come_is_no_day_of_a_deed(tell, stateful, search):
    assert "still to come" in tell("loop done ana tomorrow").text
    assert rows(stateful, Application)[0].loop_done_at is None


def test_a_deed_of_a_day_is_not_before_what_it_followed_that_day(tell, stateful, search):
    tell("loop done ana yesterday 18:30")
    tell("offer sent ana yesterday 19:00")
    assert tell("offer accept ana yesterday").data["outcome"] == "hired"


def test_a_round_of_a_day_ended_when_it_was_booked_to(tell, stateful, search):
    tell("interview book ana technical mon 2pm @tom R-1", at=NOW - timedelta(days=4))
    tell("interview done ana technical monday")
    (interview,) = rows(stateful, Interview)
    assert interview.done_at == interview.ends_at
    assert tell("interview done ana technical monday").data == {"refused": "Conflict"}


def test_a_round_that_nobody_booked_ended_with_its_working_day(tell, stateful, search):
    tell("interview done ana technical monday @tom")
    assert rows(stateful, Interview)[0].done_at == MONDAY_EVENING


def test_an_offer_that_expires_on_a_day_stands_until_its_end(tell, stateful, search):
    tell("loop done ana")
    reply = tell("offer sent ana expires friday")
    assert reply.data["expires_at"] == "2026-11-28T07:59:00+00:00"
    assert "No hour was said: it stands until Fri 23:59 in Los Angeles." in texts(reply)
    longer = tell("offer extend ana until saturday")
    assert longer.data["expires_at"] == "2026-11-29T07:59:00+00:00"
    assert "No hour was said: it stands until Sat 23:59 in Los Angeles." in texts(longer)
    tell("volunteered ana other offer 240k expires thursday")
    assert rows(stateful, Disclosure)[0].expires_at == datetime(2026, 11, 27, 7, 59, tzinfo=UTC)


def test_a_round_to_come_is_asked_its_hour(tell, stateful, search):
    assert tell("interview book ana technical friday").text.startswith("At what time?")
    assert rows(stateful, Interview) == []
