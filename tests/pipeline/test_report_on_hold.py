"""`report`: time on hold counts in no span and against no deadline."""

from __future__ import annotations

import pytest

from handlers.core.reply import Table
from tests.conftest import NOW, RAVI
from tests.pipeline.reporting import HOUR, LATER, clocks, figures, worst


def test_time_on_hold_is_not_counted_against_a_deadline(tell, search):
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW)
    tell('decide yes "Ana Quiroga"', at=NOW + HOUR)
    tell(f"req hold R-{search.req}", at=NOW + 10 * HOUR)
    tell(f"req resume R-{search.req}", at=NOW + 110 * HOUR)
    tell('offer sent "Ana Quiroga"', by=RAVI, at=NOW + 140 * HOUR)
    assert clocks(figures(tell))["offer"] == (1, 0)


@pytest.fixture
def held(tell, search):
    """Ana moved to a screen after two days, her req was on hold from then for a hundred hours, and her offer went out after."""
    tell('cand move "Ana Quiroga" to screen', at=NOW + 48 * HOUR)
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW + 50 * HOUR)
    tell('decide yes "Ana Quiroga"', at=NOW + 51 * HOUR)
    tell(f"req hold R-{search.req}", at=NOW + 60 * HOUR)
    tell(f"req resume R-{search.req}", at=NOW + 160 * HOUR)
    tell('offer sent "Ana Quiroga"', by=RAVI, at=NOW + 180 * HOUR)
    tell('offer accept "Ana Quiroga"', by=RAVI, at=NOW + 200 * HOUR)
    tell(f"req fill R-{search.req}", at=NOW + 268 * HOUR)
    return search


def test_no_span_counts_the_time_on_hold(tell, held):
    found = figures(tell)
    assert found["offer_hours"]["median"] == 30
    assert next(each["hours"]["worst"] for each in found["clocks"] if each["clock"] == "offer") == 30
    assert found["stages"]["screen"]["median"] == pytest.approx(2 / 24)
    assert found["stages"]["team"]["median"] == pytest.approx(30 / 24), "where whoever ended the loop stands"
    assert found["search_weeks"]["median"] == pytest.approx(1)


def test_a_deadline_that_nobody_met_is_as_long_as_its_req_went_on(tell, search):
    tell('loop done "Ana Quiroga"', at=NOW)
    tell("req hold R-1", at=NOW + 30 * HOUR)
    tell("req resume R-1", at=NOW + 80 * HOUR)
    assert worst(tell, "decision", NOW + 90 * HOUR) == "40 h"


def test_a_report_says_that_time_on_hold_is_not_counted(tell, held):
    said = [getattr(each, "text", "") for each in tell("report R-1", at=LATER).elements]
    assert any("on hold is not counted" in each for each in said)


def test_a_deed_while_the_req_is_on_hold_is_met_with_what_was_left(tell, search):
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW)
    tell('decide yes "Ana Quiroga"', at=NOW + HOUR)
    tell(f"req hold R-{search.req}", at=NOW + 10 * HOUR)
    tell('offer sent "Ana Quiroga"', by=RAVI, at=NOW + 140 * HOUR)
    assert clocks(figures(tell))["offer"] == (1, 0)
    assert figures(tell)["offer_hours"]["median"] == 10
    tell(f"req resume R-{search.req}", at=NOW + 150 * HOUR)
    assert clocks(figures(tell))["offer"] == (1, 0)


def test_the_answer_to_an_offer_that_ends_on_a_day_runs_on_while_the_req_is_on_hold(tell, search):
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW)
    tell('decide yes "Ana Quiroga"', at=NOW)
    tell('offer sent "Ana Quiroga" expires 2026-11-29 11:00', by=RAVI, at=NOW + HOUR)
    tell(f"req hold R-{search.req}", at=NOW + 10 * HOUR)
    tell(f"req resume R-{search.req}", at=NOW + 70 * HOUR)
    tell('offer accept "Ana Quiroga"', by=RAVI, at=NOW + 91 * HOUR)
    assert next(each["hours"]["worst"] for each in figures(tell)["clocks"] if each["clock"] == "offer_answer") == 90


def test_a_req_on_hold_has_been_open_for_as_long_as_it_was_not(tell, search):
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW)
    tell('decide yes "Ana Quiroga"', at=NOW + HOUR)
    tell(f"req hold R-{search.req}", at=NOW + 7 * 24 * HOUR)
    table = next(each for each in tell("report R-1", at=LATER).elements if isinstance(each, Table))
    assert next(row[1] for part in table.sections for row in part.rows if row[0] == "Open so far") == "1 week"
