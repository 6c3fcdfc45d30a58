"""Times as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.core import times

NOW = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-11-26T14:00+00:00", "Thu 14:00"),
        ("2026-12-03T14:00+00:00", "Thu 3 Dec 14:00"),
        ("2025-11-24T09:30+00:00", "Mon 24 Nov 2025 09:30"),
        ("2027-11-26T14:00+00:00", "Fri 26 Nov 2027 14:00"),
    ],
)
def test_a_date_has_its_year_where_it_is_not_this_one(moment, shown):
    assert times.at(datetime.fromisoformat(moment), "Europe/London", NOW) == shown


def test_this_year_is_the_one_on_the_persons_calendar():
    new_year = datetime(2027, 1, 1, 3, 0, tzinfo=UTC)
    christmas = datetime(2026, 12, 24, 20, 0, tzinfo=UTC)
    assert times.at(christmas, "America/Los_Angeles", new_year) == "Thu 24 Dec 12:00"
    assert times.at(christmas, "Europe/Berlin", new_year) == "Thu 24 Dec 2026 21:00"


def test_a_day_is_written_with_its_year():
    assert times.day(date(2027, 1, 5)) == "5 Jan 2027"


@pytest.mark.parametrize("name", ["America/Indiana", "Mars/Olympus", "../etc", "", None])
def test_what_is_no_zone_is_utc(name):
    assert times.zone(name).key == "UTC"


def span(hours, minutes=0, seconds=0):
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


@pytest.mark.parametrize(
    ("there_is", "said"),
    [
        (span(0, 45), "45 min"),
        (span(1, 50), "1½ h"),
        (span(2, 29), "2½ h"),
        (span(3, 45), "3½ h"),
        (span(21, 20), "21 h"),
        (span(23, 50), "23½ h"),
        (span(24), "24 h"),
        (span(24, 50), "24 h"),
        (span(30, 31), "30 h"),
        (span(23, 58, 40), "24 h"),
        (span(71, 59), "3 days"),
        (span(95), "3 days"),
    ],
)
def test_nobody_is_told_of_more_time_than_they_have(there_is, said):
    assert times.left(there_is) == said


@pytest.mark.parametrize(
    ("it_is", "said"),
    [
        (span(0, 45), "45 min"),
        (span(61, 29), "61 h"),
        (span(61, 30), "62 h"),
        (span(62, 30), "63 h"),
        (span(71, 30), "3 days"),
        (span(84), "4 days"),
        (span(108), "5 days"),
    ],
)
def test_of_a_half_hour_that_has_gone_the_longer_is_said(it_is, said):
    assert times.gone(it_is) == said
