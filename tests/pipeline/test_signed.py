"""Somebody signed while the search goes on: the card, `req health` and the digests say so, and nobody is sent to search on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import MEI, RAVI
from tests.pipeline.digesting import sent, texts
from tests.pipeline.team import added, reachable

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SIGNED = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)
"""A Tuesday, noon where Mei is."""
NEXT_MORNING = datetime(2026, 12, 2, 17, 0, tzinfo=UTC)


@pytest.fixture
def signed(tell):
    """Ana was interviewed, offered and has signed; nobody has said that the req is filled."""
    reachable(tell, MEI, RAVI)
    tell('req open "Senior ML engineer" production senior remote band 190k-230k')
    tell("req team R-1 add @ravi as recruiter")
    tell('loop done "Ana Quiroga" R-1', at=SIGNED - 2 * DAY)
    tell('decide yes "Ana Quiroga" R-1', at=SIGNED - 2 * DAY)
    tell('offer sent "Ana Quiroga" R-1', by=RAVI, at=SIGNED - DAY)
    return tell('offer accept "Ana Quiroga" R-1', by=RAVI, at=SIGNED).data["application"]


def test_the_card_counts_who_signed(tell, signed):
    reply = tell("req show R-1", at=SIGNED + HOUR)
    assert "Hired 1" in reply.text
    assert "Nobody is in it" not in reply.text
    tell("req fill R-1", at=SIGNED + HOUR)
    assert "Still in it" not in tell("req show R-1", at=SIGNED + HOUR).text


@pytest.mark.parametrize("days", [1, 15, 46, 70])
def test_health_says_that_somebody_signed_and_offers_to_fill_the_req(tell, signed, days):
    reply = tell("req health R-1", at=SIGNED + days * DAY)
    found = {each["code"]: each["text"] for each in reply.data["findings"]}
    assert found["signed"] == "A.Q. (C-1) signed, and the search is still open: fill it, and its clocks and reminders end."
    assert {"quiet_req", "no_finalist", "triage_again", "req_age", "empty", "thin"}.isdisjoint(found)
    assert ("Fill the req", "req fill") in [(each.label, each.verb) for each in reply.actions]


def test_the_next_morning_says_it_and_then_each_weeks_first(tell, stateful, signed):
    ((_, reply),) = [(channel, reply) for channel, reply in sent(stateful, NEXT_MORNING) if channel == "D-Mei"]
    assert "R-1: Ana Quiroga signed, and the search is still open" in reply.text
    assert "Fill the req" in [each.label for each in reply.actions]
    told = []
    for day in range(1, 60):
        at = NEXT_MORNING + day * DAY
        told += [(at.weekday(), text) for channel, text in texts(stateful, at) if channel == "D-Mei" and "R-1" in text]
    assert {weekday for weekday, _ in told} <= {0, 1, 2}, "the week's first working day"
    assert all("signed" in text for _, text in told if "1 req," not in text)
    assert not any("has finished the loop" in text or "Nothing has moved" in text for _, text in told)


def test_a_channels_week_says_it_without_a_name(tell, stateful, signed):
    monday = datetime(2026, 12, 7, 14, 0, tzinfo=UTC)
    (week,) = [reply.text for channel, reply in sent(stateful, monday) if channel == "C-HIRING"]
    assert "A.Q. (C-1) signed" in week
    assert "Quiroga" not in week


def test_once_they_stepped_back_the_search_goes_on_as_before(tell, signed):
    tell("cand withdraw ana R-1 because she stays where she is", at=SIGNED + DAY)
    found = {each["code"] for each in tell("req health R-1", at=SIGNED + 50 * DAY).data["findings"]}
    assert {"quiet_req", "no_finalist", "empty"} <= found
    assert "signed" not in found


def test_a_second_opening_makes_a_second_hire_right(tell, search):
    added(tell, search.req, "Bo Lind")
    tell("offer sent ana")
    tell("offer sent bo")
    first = tell("offer accept ana")
    assert "still has an offer for R-1: if one hire was wanted, take it back before they sign." in str(first.elements)
    asked = tell("offer accept bo")
    assert [each.verb for each in asked.actions] == ["offer accept", "offer withdraw"]
    assert tell(verb="offer accept", **asked.actions[0].args).data["outcome"] == "hired"
