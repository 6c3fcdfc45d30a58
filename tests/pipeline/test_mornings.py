"""When somebody's morning is: the first working hour of their day, where they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from handlers.pipeline.digests import mornings
from handlers.pipeline.rules import calendar
from handlers.pipeline.rules.calendar import Hours
from knowledge.deadlines.clocks import customs
from tests.conftest import NOW
from tests.pipeline.digesting import DAY

ZONES = ("America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham", "Europe/Berlin", None)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)),
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.integers(0, 22),
)
def test_a_morning_lies_on_its_own_day_in_working_hours_and_not_before_its_hour(naive, zone, hour, starts):
    hours = Hours(zone, time(starts), time(starts + 1), customs().works_on)
    found = mornings.morning(hours, naive.replace(tzinfo=UTC), hour)
    if found is None:
        return
    assert found.at.date() == found.day
    assert found.at.hour >= min(hour, found.at.hour)
    assert calendar.is_working(hours, found.at)
    assert found.before is None or found.before < found.at


@given(st.dates(date(2026, 1, 1), date(2028, 12, 1)), st.sampled_from(ZONES))
def test_every_month_and_week_with_a_working_day_has_one_first_morning(day, zone):
    hours = Hours(zone, time(9), time(18), customs().works_on)
    noons = [datetime.combine(day.replace(day=1) + n * DAY, time(12), UTC) for n in range(-1, 28)]
    found = {each.day: each for noon in noons if (each := mornings.morning(hours, noon, 9))}
    assert sum(each.begins_month for each in found.values() if each.day.month == day.month) == 1
    weeks = [each.day.isocalendar()[:2] for each in found.values() if each.begins_week]
    assert len(weeks) == len(set(weeks))


def test_the_day_before_a_holiday_has_a_morning_and_the_holiday_none():
    hours = Hours("America/New_York", time(9), time(18), customs().works_on, "US")
    assert mornings.morning(hours, datetime(2026, 12, 25, 15, tzinfo=UTC), 9) is None
    assert mornings.morning(hours, datetime(2026, 12, 24, 15, tzinfo=UTC), 9) is not None
    assert mornings.morning(hours, NOW, 9) is not None
