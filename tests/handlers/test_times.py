"""Times as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime

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
