"""The month's report: to whom, on which morning, and what it measures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.digests import Digests
from handlers.core.reply import Heading
from handlers.pipeline.digests import sending
from handlers.pipeline.reports import measuring
from storage.models import Outbox
from tests.conftest import RAVI
from tests.pipeline.digesting import DAY, ENDED, HOUR, MEIS_MORNING, RAVIS_MORNING, sent, texts
from tests.pipeline.team import TOM, reachable, rows


def test_the_months_report_goes_to_admins_on_the_first_working_morning(tell, stateful, loop_ended):
    tell(verb="decide yes", application=loop_ended, at=ENDED + HOUR)
    tell(verb="offer sent", application=loop_ended, by=RAVI, at=ENDED + 30 * HOUR)
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


def test_the_months_report_says_that_time_on_hold_is_not_counted(tell, stateful, loop_ended):
    tell(verb="decide yes", application=loop_ended, at=ENDED + HOUR)
    tell("req hold R-1", at=ENDED + 2 * HOUR)
    tell("req resume R-1", at=ENDED + 52 * HOUR)
    tell(verb="offer sent", application=loop_ended, by=RAVI, at=ENDED + 80 * HOUR)
    first = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
    (report,) = [reply for channel, reply in sent(stateful, first) if channel == "D-Mei" and "December" in reply.text]
    assert "the offer came 30 h after the final round" in report.text
    assert any("on hold is not counted" in getattr(each, "text", "") for each in report.elements)


def test_a_reader_without_zone_or_search_reads_the_report_when_most_others_do(tell, stateful, loop_ended):
    nowhere = replace(TOM, external_id="U-LEE", name="Lee", timezone=None)
    reachable(tell, nowhere)
    tell("people role @lee recruiter")
    tell(verb="decide yes", application=loop_ended, at=ENDED + HOUR)
    in_new_york = datetime(2027, 1, 4, 14, 0, tzinfo=UTC)
    assert "D-Lee" not in dict(texts(stateful, in_new_york - 5 * HOUR)), "9:00 in UTC"
    assert "December" in dict(texts(stateful, in_new_york))["D-Lee"]


def test_a_months_report_is_measured_once_for_all_who_may_see_the_same_of_it(tell, stateful, loop_ended, monkeypatch):
    for name in ("Lee", "Kim"):
        reachable(tell, replace(TOM, external_id=f"U-{name.upper()}", name=name, timezone=None))
        tell(f"people role @{name.lower()} recruiter")
    tell(verb="decide yes", application=loop_ended, at=ENDED + HOUR)
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


def test_an_interviewer_gets_no_monthly_report(tell, stateful, loop_ended):
    tell("req team R-1 add @dana as interviewer")
    tell(verb="decide yes", application=loop_ended, at=ENDED + HOUR)
    said = [each for morning in (RAVIS_MORNING, MEIS_MORNING) for each in texts(stateful, morning)]
    assert [channel for channel, text in said if "November" in text] == ["D-Mei"]
