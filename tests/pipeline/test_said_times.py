"""Times in what people type about a search: what is one, what is a name, and what can't be meant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.models import Application, Interview
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
