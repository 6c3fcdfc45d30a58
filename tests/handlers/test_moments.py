"""Times as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handlers.core.args import Arguments
from handlers.core.markers import Moment as MomentMarker
from handlers.core.typed.moments import Unclear, day_alone, find, length, local, read
from handlers.core.words import Words
from knowledge.words.vocabulary import Reading

NOW = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
"""A Tuesday, 8:00 in Los Angeles."""
LA = "America/Los_Angeles"
ZONES = st.sampled_from(
    ["UTC", LA, "America/New_York", "Europe/Berlin", "Europe/London", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe",
     "Pacific/Apia", "America/St_Johns", "Africa/Casablanca"]
)  # fmt: skip
SLASHED = [
    ("America/New_York", "03-12"), ("America/Toronto", "03-12"), ("Asia/Manila", "03-12"), ("US/Pacific", "03-12"),
    ("America/Indianapolis", "03-12"), (None, "03-12"), ("UTC", "03-12"), ("Europe/Berlin", "12-03"), ("Europe/London", "12-03"),
    ("Asia/Calcutta", "12-03"), ("America/Sao_Paulo", "12-03"), ("America/Mexico_City", "12-03"), ("Australia/Sydney", "12-03"),
]  # fmt: skip
"""Where `3/12` is typed, and the month and day that it means there."""
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2033, 1, 1), timezones=st.just(UTC))
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("thu 2pm", "2026-11-26T14:00-08:00"),
        ("Thursday at 2:30 p.m.", "2026-11-26T14:30-08:00"),
        ("tomorrow 14:00 CET", "2026-11-25T14:00+01:00"),
        ("2026-12-01 09:30", "2026-12-01T09:30-08:00"),
        ("2026-12-01T09:30:00+05:30", "2026-12-01T09:30+05:30"),
        ("2026-12-01T09:30:00Z", "2026-12-01T09:30+00:00"),
        ("in 2 hours", "2026-11-24T10:00-08:00"),
        ("in half an hour", "2026-11-24T08:30-08:00"),
        ("1 Dec 10am", "2026-12-01T10:00-08:00"),
        ("Dec 1st at 10:00 Europe/Berlin", "2026-12-01T10:00+01:00"),
        ("thursday, 26 Nov 14:00", "2026-11-26T14:00-08:00"),
        ("1.12.2026 9:30", "2026-12-01T09:30-08:00"),
        ("tue 2pm", "2026-11-24T14:00-08:00"),
        ("tue 7am", "2026-12-01T07:00-08:00"),
        ("next tue 2pm", "2026-12-01T14:00-08:00"),
        ("7:00", "2026-11-25T07:00-08:00"),
        ("noon tomorrow", "2026-11-25T12:00-08:00"),
        ("2pm ET on friday", "2026-11-27T14:00-05:00"),
        ("29 feb 10:00", "2028-02-29T10:00-08:00"),
        ("20 sep 10:00", "2027-09-20T10:00-07:00"),
        ("tonight 12am", "2026-11-25T00:00-08:00"),
        ("tonight at midnight", "2026-11-25T00:00-08:00"),
        ("tonight at 8", "2026-11-24T20:00-08:00"),
        ("tonight at 12", "2026-11-25T00:00-08:00"),
        ("tonight at 1", "2026-11-25T01:00-08:00"),
        ("quarter to 12 tonight", "2026-11-24T23:45-08:00"),
        ("12/3/2026 2pm", "2026-12-03T14:00-08:00"),
        ("12/3 2pm", "2026-12-03T14:00-08:00"),
        ("15/12/2026 14:00", "2026-12-15T14:00-08:00"),
        ("12-03-26 14:00", "2026-12-03T14:00-08:00"),
        ("2026/12/03 14:00", "2026-12-03T14:00-08:00"),
        ("3. Dezember 14 Uhr", "2026-12-03T14:00-08:00"),
        ("3.12.26 14h30", "2026-12-03T14:30-08:00"),
        ("3 Dec 26 14:00", "2026-12-03T14:00-08:00"),
        ("03-Dec-2026 14:00", "2026-12-03T14:00-08:00"),
        ("the 3rd at 2pm", "2026-12-03T14:00-08:00"),
        ("tues 24th 2pm", "2026-11-24T14:00-08:00"),
        ("thursday at 2", "2026-11-26T14:00-08:00"),
        ("tomorrow morning at 9", "2026-11-25T09:00-08:00"),
        ("9am tomorrow morning", "2026-11-25T09:00-08:00"),
        ("thu at 7 in the evening", "2026-11-26T19:00-08:00"),
        ("thu half past 4", "2026-11-26T16:30-08:00"),
        ("quarter to 5 tomorrow", "2026-11-25T16:45-08:00"),
        ("tomorrow at quarter past nine", "2026-11-25T09:15-08:00"),
        ("thu 12 noon", "2026-11-26T12:00-08:00"),
        ("5 o'clock thu", "2026-11-26T17:00-08:00"),
        ("EOD friday", "2026-11-27T17:00-08:00"),
        ("tomorrow end of day", "2026-11-25T17:00-08:00"),
        ("COB fri", "2026-11-27T17:00-08:00"),
        ("in a fortnight at 10am", "2026-12-08T10:00-08:00"),
        ("in a fortnight", "2026-12-08T08:00-08:00"),
        ("next week thu 2pm", "2026-12-03T14:00-08:00"),
        ("thu next week 2pm", "2026-12-03T14:00-08:00"),
        ("thursday week 2pm", "2026-12-03T14:00-08:00"),
        ("a week from thursday 2pm", "2026-12-03T14:00-08:00"),
        ("2 hours from now", "2026-11-24T10:00-08:00"),
        ("in an hour and a half", "2026-11-24T09:30-08:00"),
        ("in 1h30", "2026-11-24T09:30-08:00"),
        ("3 days from now at 3pm", "2026-11-27T15:00-08:00"),
        ("in two months at 3pm", "2027-01-24T15:00-08:00"),
        ("thu at 16", "2026-11-26T16:00-08:00"),
        ("thu at 4 CET", "2026-11-26T16:00+01:00"),
        ("thu 2pm UTC+1", "2026-11-26T14:00+01:00"),
        ("thu 2pm GMT-3", "2026-11-26T14:00-03:00"),
        ("thu 2pm London time", "2026-11-26T14:00+00:00"),
        ("thu 2pm America/Indiana/Knox", "2026-11-26T14:00-06:00"),
        ("tonight 8:00", "2026-11-24T20:00-08:00"),
        ("thu afternoon at 3:30", "2026-11-26T15:30-08:00"),
        ("thu morning 9:00", "2026-11-26T09:00-08:00"),
        ("this evening 19:30", "2026-11-24T19:30-08:00"),
        ("in 3 days 9am", "2026-11-27T09:00-08:00"),
        ("in a week at 14:00 CET", "2026-12-01T14:00+01:00"),
        ("9am in two days", "2026-11-26T09:00-08:00"),
        ("in two hours", "2026-11-24T10:00-08:00"),
        ("day after tomorrow 2pm", "2026-11-26T14:00-08:00"),
        ("the day after tomorrow at noon", "2026-11-26T12:00-08:00"),
        ("1.12. 14:00", "2026-12-01T14:00-08:00"),
        ("next tuesday noon", "2026-12-01T12:00-08:00"),
    ],
)
def test_what_lies_ahead(said, meant):
    assert read(said, LA, NOW).at == datetime.fromisoformat(meant)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("yesterday 16:00", "2026-11-23T16:00-08:00"),
        ("16:00 yesterday", "2026-11-23T16:00-08:00"),
        ("an hour ago", "2026-11-24T07:00-08:00"),
        ("tue 7am", "2026-11-24T07:00-08:00"),
        ("tue 2pm", "2026-11-17T14:00-08:00"),
        ("last tue 7am", "2026-11-17T07:00-08:00"),
        ("mon 14:00", "2026-11-23T14:00-08:00"),
        ("16:00", "2026-11-23T16:00-08:00"),
        ("30 mar 10:00", "2026-03-30T10:00-07:00"),
        ("last night 8pm", "2026-11-23T20:00-08:00"),
        ("friday at 4", "2026-11-20T16:00-08:00"),
        ("a fortnight ago", "2026-11-10T08:00-08:00"),
        ("29 feb 10:00", "2024-02-29T10:00-08:00"),
        ("just now", "2026-11-24T08:00-08:00"),
        ("day before yesterday 16:00", "2026-11-22T16:00-08:00"),
        ("two hours ago", "2026-11-24T06:00-08:00"),
    ],
)
def test_what_is_reported(said, meant):
    assert read(said, LA, NOW, "behind").at == datetime.fromisoformat(meant)


@pytest.mark.parametrize("said", ["wed 24 nov 10:00", "monday the 25th 10am", "thu 25-14h"])
def test_a_slip_is_no_time(said):
    with pytest.raises(Unclear):
        read(said, LA, NOW)


@pytest.mark.parametrize(
    ("said", "towards", "meant"),
    [("20 nov 10:00", "ahead", "2026-11-20T10:00-08:00"), ("30 nov 10:00", "behind", "2026-11-30T10:00-08:00"),
     ("24 nov 7:00", "ahead", "2026-11-24T07:00-08:00"), ("10 jan 10:00", "behind", "2027-01-10T10:00-08:00")],
)  # fmt: skip
def test_a_date_without_a_year_that_lies_just_across_now_is_not_the_one_a_year_away(said, towards, meant):
    assert read(said, LA, NOW, towards).at == datetime.fromisoformat(meant)


def test_an_end_is_of_the_same_day_or_the_next():
    found = read("fri 14:00-15:30", LA, NOW)
    assert found.until - found.at == timedelta(minutes=90)
    night = read("fri 23:00 to 0:30", LA, NOW)
    assert night.until - night.at == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("said", "begins", "ends"),
    [
        ("thu 2-3pm", "14:00", "15:00"),
        ("thu 2:30-4pm", "14:30", "16:00"),
        ("thu 11-1pm", "11:00", "13:00"),
        ("thu 9-10am", "09:00", "10:00"),
        ("2:00-3:30pm on thu", "14:00", "15:30"),
        ("thu 9:00-5pm", "09:00", "17:00"),
        ("thu 14:00-3pm", "14:00", "15:00"),
        ("thu 12-1pm", "12:00", "13:00"),
        ("in 2 days 2-3pm", "14:00", "15:00"),
        ("thu 14-15 uhr", "14:00", "15:00"),
        ("thu 14h-15h30", "14:00", "15:30"),
    ],
)
def test_what_is_said_of_the_end_of_a_span_holds_for_its_beginning(said, begins, ends):
    found = read(said, LA, NOW)
    there = [each.astimezone(ZoneInfo(LA)) for each in (found.at, found.until)]
    assert [f"{each:%a %H:%M}" for each in there] == [f"Thu {begins}", f"Thu {ends}"]


@pytest.mark.parametrize(
    ("said", "why"),
    [("tomorrow", "no_clock"), ("3/12", "no_clock"), ("3.12.", "no_clock"), ("monday morning", "no_clock"), ("31 feb", "no_day"),
     ("31 nov 10:00", "no_day"), ("25:00", "no_day"), ("13pm", "no_day"), ("soon", "nothing"),
     ("29 Feb 2027 10:00", "no_day"), ("2pm Mars/Olympus", "no_day"), ("", "nothing"),
     ("in 99999999999 weeks", "no_day"), ("in 99999999 days", "no_day"), ("9999999 weeks ago", "no_day"),
     ("thu 2pm America/Indiana", "no_day"), ("2 junior engineers", "nothing"), ("12/32/2026 2pm", "no_day")],
)  # fmt: skip
def test_what_is_no_moment_says_why(said, why):
    with pytest.raises(Unclear) as refused:
        read(said, LA, NOW)
    assert refused.value.why == why


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('book "A.Q." technical on thu 2pm @tom', 'book "A.Q." technical           @tom'),
        ("Ana May technical", "Ana May technical"),
        ("R-12 for 3 rounds", "R-12 for 3 rounds"),
        ("IC5 p99 229k", "IC5 p99 229k"),
        ("Noon Ahmed R-1", "Noon Ahmed R-1"),
        ("Sun Li yesterday 16:00", "Sun Li"),
        ("Sat Pal R-1 noon", "Sat Pal R-1"),
        ("yesterday noon Ana Quiroga", "Ana Quiroga"),
        ("Fri Noon Ana Quiroga", "Ana Quiroga"),
        ("thu Ana Quiroga", "Ana Quiroga"),
        ("2 junior engineers", "2 junior engineers"),
        ("the 3rd round", "the 3rd round"),
    ],
)
def test_other_words_stay(text, left):
    found = find(text)
    assert (text[: found[0]] + " " * (found[1] - found[0]) + text[found[1] :] if found else text).split() == left.split()


def test_a_labelled_moment_is_read_behind_its_word_only():
    def told(text, **asked):
        words = Words(text, (), None, Reading(), lambda model, part: None)
        return MomentMarker(**asked).read(words, False, Arguments), " ".join(words.text.split())

    assert told("Ana yesterday 17:00 expires fri 17:00", after=("expires",)) == ("fri 17:00", "Ana yesterday 17:00")
    assert told("Ana yesterday 17:00", after=("expires",)) == (None, "Ana yesterday 17:00")


@pytest.mark.parametrize(
    ("text", "when"),
    [('"Noon Ahmed"', None), ('"Sun Li" yesterday 16:00', "yesterday 16:00"), ('"Sat Pal" because she left on fri 3pm', None)],
)
def test_a_name_in_quotation_marks_and_a_reason_hold_no_time(text, when):
    words = Words(text, (), None, Reading(), lambda model, part: None)
    assert MomentMarker().read(words, False, Arguments) == when


@given(MOMENTS, ZONES, CLOCKS)
def test_a_clock_time_means_the_nearest_one_on_its_side(now, zone, clock):
    ahead, behind = (read(f"{clock:%H:%M}", zone, now, towards).at for towards in ("ahead", "behind"))
    assert behind <= now <= ahead
    assert ahead - now <= timedelta(days=2)
    assert now - behind <= timedelta(days=2)


@given(MOMENTS, ZONES, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), CLOCKS)
def test_a_weekday_is_the_coming_one_in_the_persons_zone(now, zone, day, clock):
    there = read(f"{day} {clock:%H:%M}", zone, now).at.astimezone(ZoneInfo(zone))
    assume(zone != "Pacific/Apia")  # it once left out a Friday
    assert there >= now
    assert there - now <= timedelta(days=8)
    moved = local(there.date(), clock, ZoneInfo(zone)) == there
    assert f"{there:%a}".casefold() == day or moved


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)), CLOCKS, ZONES)
def test_a_full_date_is_that_wall_clock_time_or_what_the_gap_moves_it_to(day, clock, zone):
    there = read(f"{day.isoformat()} {clock:%H:%M}", zone, NOW).at.astimezone(ZoneInfo(zone))
    wanted = datetime.combine(day, clock, ZoneInfo(zone))
    exists = wanted.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wanted.replace(tzinfo=None)
    if exists:
        assert there.replace(tzinfo=None) == wanted.replace(tzinfo=None)
        assert there.fold == 0
    else:
        assert timedelta(0) < there.replace(tzinfo=None) - wanted.replace(tzinfo=None) <= timedelta(hours=1)


def test_the_hour_that_spring_skips_is_moved_on():
    assert local(date(2026, 3, 8), time(2, 30), ZoneInfo(LA)) == datetime(2026, 3, 8, 10, 30, tzinfo=UTC)


def test_of_the_hour_that_autumn_repeats_the_first_is_meant():
    assert local(date(2026, 11, 1), time(1, 30), ZoneInfo(LA)) == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)


@given(st.text(max_size=60), ZONES)
def test_no_text_breaks_it(said, zone):
    try:
        found = read(said, zone, NOW)
    except Unclear:
        return
    assert found.at.tzinfo is not None


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("3h", 3),
        ("for 2 hours", 2),
        ("it for another half an hour", 0.5),
        ("ana 45 min", 0.75),
        ("a day", 24),
        ("in 2 weeks", 336),
        ("1h30", 1.5),
        ("A M", None),
        ("R-12", None),
        ("until thu 9am", None),
        ("99999999999 days", None),
    ],
)
def test_a_length_of_time_is_found_wherever_it_stands(said, hours):
    found = length(said)
    assert (found and found[2] / timedelta(hours=1)) == hours


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("yesterday", (date(2026, 11, 23), "yesterday")),
        ("on friday", (date(2026, 11, 20), "")),
        ("tuesday", (date(2026, 11, 24), "")),
        ("monday morning", (date(2026, 11, 23), "morning")),
        ("3 nov", (date(2026, 11, 3), "")),
        ("yesterday 4pm", None),
        ("an hour ago", None),
        ("31 feb", None),
        ("whenever", None),
    ],
)
def test_a_day_is_known_to_be_one_where_no_hour_is_said(said, day):
    assert day_alone(said, "America/Los_Angeles", datetime(2026, 11, 24, 16, 0, tzinfo=UTC), "behind") == day


@pytest.mark.parametrize(("zone", "day"), SLASHED)
@pytest.mark.parametrize("said", ["3/12/2027", "3/12/27", "3-12-2027"])
def test_a_slashed_date_is_read_as_where_its_writer_is(said, zone, day):
    assert read(f"{said} 14:00", zone, NOW).at.astimezone(ZoneInfo(zone or "UTC")).date().isoformat() == f"2027-{day}"
    assert day_alone(said, zone, NOW) == (date.fromisoformat(f"2027-{day}"), "")


@given(st.dates(date(2026, 11, 25), date(2028, 11, 1)), ZONES, st.sampled_from("/-"))
def test_a_slashed_date_in_the_order_of_its_zone_is_that_day_and_so_is_one_that_can_be_no_other(day, zone, cut):
    own = (day.month, day.day) if zone in ("UTC", LA, "America/New_York", "America/St_Johns") else (day.day, day.month)
    for numbers in (own, own[::-1]) if day.day > 12 else (own,):
        assert day_alone(cut.join(map(str, (*numbers, day.year))), zone, NOW) == (day, "")
