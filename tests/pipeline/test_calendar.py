"""Warnings keep working hours, wherever people are and whatever their clocks do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.core import times
from handlers.pipeline.rules.calendar import Hours, first_after, hours_of, is_working, say_at
from knowledge.deadlines.clocks import customs
from knowledge.deadlines.holidays import parts
from storage.models import Person

ZONES = (
    "America/Los_Angeles", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo",
    "Europe/Berlin", "Pacific/Apia", "Pacific/Chatham", None,
)  # fmt: skip
WEEK = frozenset(range(5))
CALENDARS = {country: holidays.country_holidays(country).subdivisions for country in parts()}
"""Country → the parts of it that have a calendar; read here, as the first look takes longer than a test may."""
moments = st.datetimes(datetime(2023, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))
people = st.builds(
    Hours,
    zone=st.sampled_from(ZONES),
    starts=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    country=st.sampled_from(("US", "DE", "IN", "AU", "EG", "XX", None)),
)
PLAIN = Hours("America/New_York", time(9), time(18), WEEK, "US")


def at(zone, *parts):
    return datetime(*parts, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@given(people, moments, st.booleans())
def test_whatever_is_said_is_said_in_working_hours_and_not_before_it_is_known(person, moment, early):
    known = moment - timedelta(hours=30)
    said = say_at(person, moment, known, early=early)
    assert said >= known
    assert is_working(person, said) or said == moment


@given(people, moments)
def test_what_is_meant_for_working_hours_stays_where_it_is(person, moment):
    said = first_after(person, moment)
    assert said >= moment
    assert say_at(person, said, said) == said


@given(people, moments)
def test_what_speaks_of_something_over_is_never_said_before_it(person, moment):
    assert say_at(person, moment, moment - timedelta(days=9), early=False) >= moment


@given(moments, st.integers(1, 60))
def test_nobody_is_messaged_while_they_are_away(moment, days):
    person = replace(PLAIN, away=(moment, moment + timedelta(days=days)))
    said = say_at(person, moment + timedelta(hours=1), moment)
    assert not person.is_away(said)


def test_a_nights_warning_is_given_in_the_last_working_hour_before():
    night = at("America/New_York", 2026, 11, 25, 3, 0)
    assert say_at(PLAIN, night, night - timedelta(days=1)) == at("America/New_York", 2026, 11, 24, 17, 0)


def test_a_weekends_and_a_holidays_warning_comes_on_the_last_working_day():
    thanksgiving, sunday = at("America/New_York", 2026, 11, 26, 11, 0), at("America/New_York", 2026, 11, 29, 11, 0)
    assert say_at(PLAIN, thanksgiving, thanksgiving - timedelta(days=2)) == at("America/New_York", 2026, 11, 25, 17, 0)
    assert say_at(PLAIN, sunday, sunday - timedelta(days=2)) == at("America/New_York", 2026, 11, 27, 17, 0)


def test_what_could_not_be_said_before_is_said_first_thing():
    night = at("America/New_York", 2026, 11, 25, 3, 0)
    assert say_at(PLAIN, night, night - timedelta(hours=1)) == at("America/New_York", 2026, 11, 25, 9, 0)


@pytest.mark.parametrize("day", [date(2026, 3, 9), date(2026, 11, 2), date(2028, 2, 29), date(2026, 12, 31)])
def test_nine_is_nine_by_the_clock_on_the_wall(day):
    early = at("America/New_York", day.year, day.month, day.day, 5, 0)
    assert first_after(PLAIN, early).astimezone(ZoneInfo("America/New_York")).timetz().hour == 9


def test_who_said_nothing_has_the_customary_hours_in_their_own_zone_and_country():
    person = Person(name="Asha", timezone="Asia/Kolkata")
    hours = hours_of(person, customs(), "America/New_York")
    assert (hours.zone, hours.country, hours.starts) == ("Asia/Kolkata", "IN", customs().works_from)


def test_who_has_no_zone_is_taken_to_be_where_the_others_are_and_else_in_utc():
    assert hours_of(Person(name="Eve"), customs(), "Europe/Berlin").country == "DE"
    nobody = hours_of(None, customs())
    assert (nobody.zone, nobody.country) == (None, None)


def test_preferences_come_before_customs():
    person = Person(name="Lea", timezone="Europe/Berlin", preferences={"from": "07:00", "until": "15:30", "days": [6]})
    hours = hours_of(person, customs())
    sunday = at("Europe/Berlin", 2026, 11, 29, 7, 30)
    assert is_working(hours, sunday)
    assert not is_working(hours, sunday + timedelta(days=1))


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/London", (2026, 8, 31)),
        ("America/Toronto", (2026, 2, 16)),
        ("America/Vancouver", (2026, 8, 3)),
        ("Australia/Sydney", (2026, 10, 5)),
        ("Australia/Melbourne", (2026, 11, 3)),
    ],
)
def test_a_zone_that_gives_a_part_of_its_country_away_has_the_holidays_of_that_part(zone, day):
    hours = hours_of(Person(name="Pat", timezone=zone), customs())
    assert not is_working(hours, at(zone, *day, 11, 0))
    assert is_working(hours, at(zone, *day, 11, 0) + timedelta(days=1))


def test_a_country_that_somebody_set_comes_before_what_their_zone_gives_away():
    hours = hours_of(Person(name="Pat", timezone="Europe/London", country="DE"), customs())
    assert is_working(hours, at("Europe/London", 2026, 8, 31, 11, 0))
    assert not is_working(hours, at("Europe/London", 2026, 5, 14, 11, 0))


@pytest.mark.parametrize("country", parts())
def test_each_part_has_a_calendar_and_each_zone_lies_in_its_country(country):
    for zone, part in parts()[country].items():
        assert times.country_of(zone) == country
        assert part in CALENDARS[country]


def test_a_country_without_a_calendar_has_no_holidays():
    assert is_working(replace(PLAIN, country="XX"), at("America/New_York", 2026, 11, 26, 11, 0))


def test_a_zone_tells_its_country():
    assert [times.country_of(zone) for zone in ("Asia/Kathmandu", "UTC", None)] == ["NP", None, None]
