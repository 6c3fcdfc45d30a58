"""Digests: to whom, when, about what; once, late the same day only, and never of nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import digests as polling
from bot.digests import Digests
from handlers.core.command import Actor, Place
from handlers.core.reply import Heading
from handlers.pipeline import calendar, health, messages
from handlers.pipeline.calendar import Hours
from handlers.pipeline.digests import mornings, sending
from handlers.pipeline.digests.stale import Found
from handlers.pipeline.reports import measuring
from knowledge.clocks import customs
from storage.models import Outbox, Person
from tests.conftest import MEI, NOW, RAVI
from tests.pipeline.team import DANA, TOM, reachable, rows, sat_with_ana
from tests.pipeline.test_nudges import heard
from tests.pipeline.test_said_nudges import limit

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ENDED = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
"""A Monday: 10:00 in Los Angeles, 13:00 in New York."""
MEIS_MORNING = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
RAVIS_MORNING = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)


@pytest.fixture
def search(tell):
    """Mei hires, Ravi recruits; Ana's loop ended on Monday and waits for Mei's decision."""
    reachable(tell, MEI, RAVI, DANA)
    number = tell('req open "Senior ML engineer" production senior remote').data["req"]
    tell(f"req team R-{number} add @ravi as recruiter")
    return tell(f'loop done "Ana Quiroga" R-{number}', at=ENDED).data["application"]


def sent(house, at, poller=None):
    """(address, text) of the digests that leave at that time."""
    (poller or Digests(house.database, house.library)).poll(at, at)

    def leave(unit):
        found = []
        for message in unit.all(Outbox, Outbox.kind == sending.KIND, Outbox.status == "queued", order_by=Outbox.id):
            reply = messages.compose(unit, message.kind, message.refs, house.packaged, at, message.id)
            message.status = "sent" if reply else "cancelled"
            if reply:
                found.append((message.address["channel"], reply))
        return found

    return house.database.write("acme", leave)


def texts(house, at, poller=None):
    return [(channel, reply.text) for channel, reply in sent(house, at, poller)]


def test_a_morning_says_what_is_due_until_the_next_one(stateful, search):
    ((channel, reply),) = sent(stateful, MEIS_MORNING)
    assert channel == "D-Mei"
    assert reply.text.startswith("Good morning, Mei. Due today: the decision about Ana Quiroga by 10:00 (R-1).")
    assert [each.label for each in reply.actions] == ["Decide", "What do I owe?"]


def test_what_two_deadlines_wait_for_is_one_line_with_its_button(stateful, search):
    heard(stateful, MEIS_MORNING + 5 * HOUR)
    ((_, reply),) = sent(stateful, MEIS_MORNING + DAY)
    said = "the decision about Ana Quiroga, 23 h over (R-1), and the offer, due Wed 10:00, waits for it."
    assert reply.text == f"Good morning, Mei. Still open: {said}"
    assert [each.label for each in reply.actions] == ["Decide", "What do I owe?"]


def test_nothing_is_said_before_their_first_working_hour_where_they_are(stateful, search):
    assert texts(stateful, MEIS_MORNING - timedelta(minutes=1)) == []
    assert texts(stateful, RAVIS_MORNING) == [], "in New York the day has begun, and nothing is Ravi's yet"


def test_who_has_nothing_to_hear_hears_nothing(tell, stateful, search):
    tell('decide no "Ana Quiroga" R-1 because it was thin', at=ENDED + HOUR)
    tell('told "Ana Quiroga" R-1', by=RAVI, at=ENDED + 2 * HOUR)
    assert [text for _, text in texts(stateful, MEIS_MORNING) if text.startswith("Good")] == []


def test_a_digest_is_said_once_by_whatever_number_of_instances(stateful, search):
    assert len(texts(stateful, MEIS_MORNING)) == 1
    for _ in range(3):
        assert texts(stateful, MEIS_MORNING + timedelta(minutes=6)) == []
    assert len([each for each in rows(stateful, Outbox) if each.kind == sending.KIND]) == 1


def test_what_was_found_empty_is_not_looked_at_again_that_day(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    tell(verb="offer sent", application=search, by=RAVI, at=ENDED + 2 * HOUR)
    tell(verb="call recruiter done", application=search, by=RAVI, at=ENDED + 2 * HOUR)
    assert texts(stateful, RAVIS_MORNING) == []
    tell('loop done "Bo Lind" R-1', at=RAVIS_MORNING + HOUR)
    tell('decide yes "Bo Lind" R-1', at=RAVIS_MORNING + HOUR)
    assert [each for each in texts(stateful, RAVIS_MORNING + 2 * HOUR) if each[0] == "D-Ravi"] == []


def test_a_missed_morning_is_said_late_the_same_day_and_marked(stateful, search):
    ((_, text),) = texts(stateful, MEIS_MORNING + 4 * HOUR)
    assert "This was meant for 09:00; I was away." in text
    assert "Still open: the decision about Ana Quiroga, 3 h over (R-1)." in text
    assert text.startswith("Good afternoon, Mei.")


def test_a_missed_morning_is_never_said_the_next_day_or_in_the_evening(stateful, search):
    assert texts(stateful, MEIS_MORNING + 10 * HOUR) == []
    ((_, text),) = texts(stateful, MEIS_MORNING + DAY)
    assert "meant for" not in text


def test_one_that_leaves_too_late_says_nothing(stateful, search):
    Digests(stateful.database, stateful.library).poll(MEIS_MORNING, MEIS_MORNING)
    assert texts(stateful, MEIS_MORNING + DAY)[0][1].count("Good morning") == 1
    assert len([each for each in rows(stateful, Outbox) if each.kind == sending.KIND and each.status == "cancelled"]) == 1


def test_what_a_message_of_its_own_has_just_said_is_not_said_again(stateful, search):
    from handlers.pipeline import nudges as speech
    from storage import nudges

    def say(unit):
        speech.queue_due(unit, MEIS_MORNING, MEIS_MORNING, 50, stateful.packaged.customs)
        for each in unit.all(Outbox, Outbox.kind == speech.KIND):
            nudges.said(unit, each.id, MEIS_MORNING)

    stateful.database.write("acme", say)
    assert texts(stateful, MEIS_MORNING) == []


def test_what_is_due_at_that_very_minute_is_due_now(tell, stateful, search):
    limit(stateful, 0)
    tell('loop done "Bo Lind" R-1', at=ENDED - HOUR)
    assert heard(stateful, MEIS_MORNING) == [], "beyond the daily limit: the digest says it"
    ((_, text),) = texts(stateful, MEIS_MORNING)
    assert "Still open: the decision about Bo Lind, due now (R-1), and the offer, due Wed 09:00, waits for it." in text


def test_whoever_turned_it_off_gets_none(stateful, search):
    def off(unit):
        for person in unit.all(Person, Person.name == "Mei"):
            person.preferences = {"digest": False}

    stateful.database.write("acme", off)
    assert texts(stateful, MEIS_MORNING) == []


def test_who_is_away_gets_none_and_their_stand_in_hears_of_it(tell, stateful, search):
    tell("away until fri @ravi", by=MEI, at=ENDED + 2 * HOUR)
    said = dict(texts(stateful, MEIS_MORNING))
    assert "D-Mei" not in said
    assert "the decision about Ana Quiroga" in said["D-Ravi"]


def test_who_came_today_gets_no_digest_of_this_morning(tell, stateful, search):
    late = Actor("acme", "slack", "U-LATE", "Lou", "America/Los_Angeles")
    tell("due", by=late, place=Place("slack", "D-Lou", private=True), at=MEIS_MORNING + HOUR)
    tell("req team R-1 add @lou as manager", at=MEIS_MORNING + HOUR)
    assert "D-Lou" not in dict(texts(stateful, MEIS_MORNING + 2 * HOUR))


@pytest.fixture
def late(tell, stateful):
    """Ravi and Dana were told that their scorecards of Monday's round are over, on Tuesday evening where they are."""
    sat_with_ana(tell, ENDED)
    for hours in (24, 28):
        assert {"Ravi", "Dana"} <= {name for name, _ in heard(stateful, ENDED + hours * HOUR)}
    return [RAVIS_MORNING + days * DAY for days in (1, 2, 3)]


@pytest.mark.parametrize("said", ["decide yes ana", "offer sent ana"])
def test_a_scorecard_that_was_decided_without_is_said_in_one_morning_and_stands_in_due(tell, stateful, late, said):
    tell("loop done ana R-1", at=ENDED + 29 * HOUR)
    assert "event" in tell(f"{said} R-1", at=ENDED + 29 * HOUR).data
    mornings_of_dana = [dict(texts(stateful, at)).get("D-Dana", "") for at in late]
    assert ["your scorecard" in text for text in mornings_of_dana] == [True, False, False]
    assert "scorecard for Ana" in str(tell("due", by=DANA, at=late[2]).elements)


def test_a_scorecard_that_a_decision_waits_for_is_said_each_morning(stateful, late):
    assert all("your scorecard" in dict(texts(stateful, at))["D-Dana"] for at in late)


def test_a_search_that_stands_too_long_is_told_when_it_is_new_and_then_weekly(tell, stateful, search):
    tell('decide no "Ana Quiroga" R-1 because it was thin', at=ENDED + HOUR)
    tell('told "Ana Quiroga" R-1', by=RAVI, at=ENDED + 2 * HOUR)
    told = []
    for day in range(30):
        at = datetime(2026, 12, 1, 17, 0, tzinfo=UTC) + day * DAY
        told += [at.date() for channel, text in texts(stateful, at) if channel == "D-Mei" and "Nothing has moved" in text]
    assert told[0] == date(2026, 12, 15)
    assert all(each.weekday() == 0 for each in told[1:]), "then with the week's first digest"
    assert len(told) >= 2


def test_a_search_that_is_quiet_comes_with_what_its_health_offers_and_asks_for_no_debts_where_there_are_none(
    tell, stateful, search
):
    tell('decide no "Ana Quiroga" R-1 because it was thin', at=ENDED + HOUR)
    tell('told "Ana Quiroga" R-1', by=RAVI, at=ENDED + 2 * HOUR)
    (reply,) = (reply for channel, reply in sent(stateful, datetime(2026, 12, 15, 17, 0, tzinfo=UTC)) if channel == "D-Mei")
    assert [each.verb for each in reply.actions] == ["jd audit"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((9,), "Nothing has moved for Ana in 9 days."),
        ((7, 7), "Nothing has moved for Ana and Bo in 7 days."),
        ((7, 9, 8), "Nothing has moved for Bo, Cy and Ana in 7 to 9 days."),
        ((7, 8, 9, 10, 11, 12, 13), "Nothing has moved for Gus, Fay, Eli, Di, Cy and 2 more in 7 to 13 days."),
    ],
)
def test_candidates_for_whom_nothing_has_moved_are_named_with_the_span_of_their_days(house, days, said):
    rule = next(each for each in house.packaged.digest_rules if each.id == "quiet_candidate")
    names = dict(zip("abcdefg", ("Ana", "Bo", "Cy", "Di", "Eli", "Fay", "Gus"), strict=True))
    found = [Found(rule, NOW, count, application) for application, count in zip(names, days, strict=False)]
    (line,) = health.stood_too_long(house.packaged, found, names)
    assert line.text.startswith(said)


def test_a_channels_week_names_nobody_and_comes_once(tell, stateful, search):
    monday = datetime(2026, 12, 7, 14, 0, tzinfo=UTC)
    weeks = [reply for channel, reply in sent(stateful, monday) if channel == "C-HIRING"]
    (week,) = weeks
    assert week.public
    assert "R-1" in week.text and "Quiroga" not in week.text
    assert "1 loop finished" in week.text
    assert [channel for channel, _ in texts(stateful, monday + HOUR)] == []
    assert "C-HIRING" not in dict(texts(stateful, monday + DAY))


def test_a_channels_week_counts_its_searches_and_those_it_has_something_to_say_of(tell, stateful, search):
    monday = datetime(2026, 12, 7, 14, 0, tzinfo=UTC)
    tell('req open "Staff ML engineer" production staff remote', at=monday - 2 * HOUR)
    (text,) = [text for channel, text in texts(stateful, monday) if channel == "C-HIRING"]
    assert text.startswith("The week begins: 2 searches here, and something to say of one. R-1")


def test_a_quiet_channel_without_news_is_left_in_peace(tell, stateful, search):
    tell("req cancel R-1 because it was merged", at=ENDED + HOUR)
    assert "C-HIRING" not in dict(texts(stateful, datetime(2026, 12, 7, 14, 0, tzinfo=UTC)))


def test_the_months_report_goes_to_admins_on_the_first_working_morning(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    tell(verb="offer sent", application=search, by=RAVI, at=ENDED + 30 * HOUR)
    first = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
    for at in (datetime(2027, 1, 1, 17, 0, tzinfo=UTC), first - HOUR):
        assert "December" not in str(texts(stateful, at)), "the first is a holiday, the second and third a weekend"
    (report,) = [reply for channel, reply in sent(stateful, first) if channel == "D-Mei" and "December" in reply.text]
    assert "the offer came 30 h after the final round" in report.text
    assert report.text.startswith("Good morning, Mei."), "one message, with the morning's"
    assert [each.text for each in report.elements if isinstance(each, Heading)] == ["Good morning, Mei.", "December's report"]
    assert {"whose": "team", "period": "last_month"} in [each.args for each in (*report.actions, *report.more)]
    assert [channel for channel, _ in texts(stateful, first)] == []
    assert "December" not in str(texts(stateful, first + DAY))


def test_the_months_report_says_that_time_on_hold_is_not_counted(tell, stateful, search):
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    tell("req hold R-1", at=ENDED + 2 * HOUR)
    tell("req resume R-1", at=ENDED + 52 * HOUR)
    tell(verb="offer sent", application=search, by=RAVI, at=ENDED + 80 * HOUR)
    first = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
    (report,) = [reply for channel, reply in sent(stateful, first) if channel == "D-Mei" and "December" in reply.text]
    assert "the offer came 30 h after the final round" in report.text
    assert any("on hold is not counted" in getattr(each, "text", "") for each in report.elements)


def test_a_reader_without_zone_or_search_reads_the_report_when_most_others_do(tell, stateful, search):
    nowhere = replace(TOM, external_id="U-LEE", name="Lee", timezone=None)
    reachable(tell, nowhere)
    tell("people role @lee recruiter")
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    in_new_york = datetime(2027, 1, 4, 14, 0, tzinfo=UTC)
    assert "D-Lee" not in dict(texts(stateful, in_new_york - 5 * HOUR)), "9:00 in UTC"
    assert "December" in dict(texts(stateful, in_new_york))["D-Lee"]


def test_a_months_report_is_measured_once_for_all_who_may_see_the_same_of_it(tell, stateful, search, monkeypatch):
    for name in ("Lee", "Kim"):
        reachable(tell, replace(TOM, external_id=f"U-{name.upper()}", name=name, timezone=None))
        tell(f"people role @{name.lower()} recruiter")
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    measure, measured = measuring.of_reqs, []

    def counted(unit, policy, wanted, period):
        measured.append((tuple(req.id for req in wanted), period))
        return measure(unit, policy, wanted, period)

    monkeypatch.setattr(measuring, "of_reqs", counted)
    at = datetime(2027, 1, 4, 14, 0, tzinfo=UTC)
    Digests(stateful.database, stateful.library).poll(at, at)
    reported = {message.address["channel"] for message in rows(stateful, Outbox) if message.refs.get(sending.MONTH)}
    assert reported == {"D-Lee", "D-Kim"}
    assert measured and len(measured) == len(set(measured))


def test_nobodys_command_waits_while_mornings_are_composed(stateful, search, monkeypatch):
    compose, meanwhile = sending.compose, []

    def interrupted(*asked):
        meanwhile.append(stateful.database.write("acme", lambda unit: unit.remember(f"a command {len(meanwhile)}", NOW, "said")))
        return compose(*asked)

    monkeypatch.setattr(sending, "compose", interrupted)
    Digests(stateful.database, stateful.library).poll(MEIS_MORNING, MEIS_MORNING)
    assert meanwhile and all(meanwhile)
    assert "D-Mei" in {message.address["channel"] for message in rows(stateful, Outbox) if message.kind == sending.KIND}


def test_an_interviewer_gets_no_monthly_report(tell, stateful, search):
    tell("req team R-1 add @dana as interviewer")
    tell(verb="decide yes", application=search, at=ENDED + HOUR)
    said = texts(stateful, datetime(2026, 12, 1, 14, 0, tzinfo=UTC)) + texts(stateful, datetime(2026, 12, 1, 17, 0, tzinfo=UTC))
    assert [channel for channel, text in said if "November" in text] in ([], ["D-Mei"])


def test_between_times_it_only_looks_at_the_clock(stateful, search):
    poller = Digests(stateful.database, stateful.library)
    poller.poll(MEIS_MORNING, MEIS_MORNING)
    looked = []
    read = stateful.database.read_system
    stateful.database.read_system = lambda work: (looked.append(work), read(work))[1]
    for second in range(1, 290, 10):
        poller.poll(MEIS_MORNING + timedelta(seconds=second), MEIS_MORNING)
    assert looked == []
    poller.poll(MEIS_MORNING + timedelta(minutes=6), MEIS_MORNING)
    assert looked
    poller.poll(MEIS_MORNING - DAY, MEIS_MORNING)
    assert len(looked) == 2, "a clock that was set back is looked at anew"


def test_one_that_cannot_be_written_costs_nobody_else_theirs(stateful, search, monkeypatch):
    queue, mei = sending.queue, next(each.id for each in rows(stateful, Person) if each.name == "Mei")

    def broken(unit, due, now, real_now, *, news):
        if due.whom != mei:
            raise RuntimeError("no")
        return queue(unit, due, now, real_now, news=news)

    monkeypatch.setattr(sending, "queue", broken)
    assert [channel for channel, _ in texts(stateful, MEIS_MORNING)] == ["D-Mei"]


def test_many_are_written_a_few_at_a_time(tell, stateful, search, monkeypatch):
    monkeypatch.setattr(polling, "AT_ONCE", 1)
    poller = Digests(stateful.database, stateful.library)
    assert poller.poll(MEIS_MORNING, MEIS_MORNING) is True, "Mei, Ravi, Dana"
    while poller.poll(MEIS_MORNING, MEIS_MORNING):
        pass
    assert [message.address["channel"] for message in rows(stateful, Outbox) if message.kind == sending.KIND] == ["D-Mei"]


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


def test_a_channels_week_counts_a_no_however_it_was_said(tell, stateful, search):
    tell("decide no ana R-1 because thin", at=ENDED + HOUR)
    tell('cand add "Bo Lind" R-1', at=ENDED + HOUR)
    tell("cand reject bo R-1 because thin", at=ENDED + HOUR)
    text = dict(texts(stateful, datetime(2026, 12, 7, 14, 0, tzinfo=UTC)))["C-HIRING"]
    assert "2 noes" in text


@pytest.fixture
def panel(tell, stateful):
    """Ravi and Dana sat in a round of Ana's that ended on Monday; both owe a scorecard of it by Tuesday."""
    sat_with_ana(tell, ENDED)


@pytest.mark.parametrize(("handed_in", "said"), [(0, "2 deadlines are past."), (1, "1 deadline is past.")])
def test_a_scorecard_that_is_late_is_one_however_often_it_was_said_and_two_are_two(tell, stateful, panel, handed_in, said):
    for after in (24, 28, 48):
        heard(stateful, ENDED + after * HOUR)
    if handed_in:
        tell("scorecard ana technical yes because she found the skew", by=RAVI, at=ENDED + 49 * HOUR)
    assert said in [each["text"] for each in tell("req health R-1", at=ENDED + 49 * HOUR).data["findings"]]
    assert said in dict(texts(stateful, datetime(2026, 12, 7, 17, 0, tzinfo=UTC)))["C-HIRING"]


def test_a_channels_week_counts_alike_deadlines_in_one_line(tell, stateful, panel):
    tell('interview book "Ana Quiroga" debugging mon 7:00 @ravi @dana R-1', at=ENDED + 72 * HOUR)
    tell('interview done "Ana Quiroga" debugging R-1', at=ENDED + 7 * 24 * HOUR - HOUR)
    monday = datetime(2026, 12, 7, 17, 30, tzinfo=UTC)
    assert "Due this week: 2 scorecards Tue" in dict(texts(stateful, monday))["C-HIRING"]


def test_a_channels_week_says_whose_time_it_reads_where_people_are_in_several_zones(tell, stateful, search):
    tell("decide yes ana R-1", at=ENDED + 3 * HOUR)
    tell("offer sent ana R-1 expires 2026-12-10 12:00", by=RAVI, at=ENDED + 44 * HOUR)
    text = dict(texts(stateful, datetime(2026, 12, 7, 17, 0, tzinfo=UTC)))["C-HIRING"]
    assert "Due this week, by the time in New York: an answer to an offer Wed 12:00." in text


def test_a_channels_week_counts_each_round_and_a_candidate_once(tell, stateful, panel):
    tell('interview book "Ana Quiroga" debugging mon 7:00 @ravi @dana R-1', at=ENDED + 72 * HOUR)
    tell('interview done "Ana Quiroga" debugging R-1', at=ENDED + 7 * 24 * HOUR - HOUR)
    tell("offer sent ana R-1", at=ENDED + 7 * 24 * HOUR - HOUR)
    text = dict(texts(stateful, ENDED + 7 * 24 * HOUR - timedelta(minutes=30)))["C-HIRING"]
    assert "2 rounds" in text
    assert "1 offer out" in text


CALL = "the call with Ana Quiroga on the first 90 days"


@pytest.mark.parametrize("day", [2, 3])
def test_who_stands_in_reads_each_thing_once_in_a_morning(tell, stateful, search, day):
    tell("decide yes ana R-1", at=ENDED + 3 * HOUR)
    tell("offer sent ana R-1", by=RAVI, at=ENDED + 44 * HOUR)
    assert [(name, CALL in reply.text) for name, reply in heard(stateful, ENDED + 48 * HOUR)] == [("Mei", True)]
    tell("away until sat 18:00 @dana", at=ENDED + 49 * HOUR)
    for after in range(50, 20 + 24 * day):
        heard(stateful, ENDED + after * HOUR)
    said = dict(texts(stateful, RAVIS_MORNING + day * DAY))["D-Dana"]
    assert said.count(CALL) == 1
    assert "in place of Mei" in said


def test_a_morning_does_not_say_for_whom_is_away_what_is_said_to_their_stand_in_then(tell, stateful, search):
    tell("decide yes ana R-1", at=ENDED + 3 * HOUR)
    tell("offer sent ana R-1", by=RAVI, at=ENDED + 44 * HOUR)
    heard(stateful, ENDED + 48 * HOUR)
    tell("away until sat 18:00 @dana", at=ENDED + 49 * HOUR)
    first = datetime(2026, 12, 3, 20, 0, tzinfo=UTC)
    assert [CALL in reply.text for name, reply in heard(stateful, first) if name == "Dana"] == [True]
    assert all(CALL not in text for channel, text in texts(stateful, first) if channel == "D-Dana")
