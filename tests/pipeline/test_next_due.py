"""What a deed makes due is in its answer: a reminder of it may have to wait for the morning."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW, RAVI
from tests.pipeline.offering import decided, drafted
from tests.pipeline.team import DANA

__all__ = ["decided"]

HOUR = timedelta(hours=1)
EVENING = NOW + 11 * HOUR
"""Tuesday, 22:00 in New York."""


@pytest.fixture
def approved(tell, decided):
    """Ana's offer is approved; who walks her through it is Ravi."""
    drafted(tell)
    tell("offer approve ana", by=DANA)


def nexts(reply):
    return [text for each in reply.elements if (text := str(getattr(each, "text", ""))).startswith("Next: ")]


def test_who_sends_an_offer_at_night_reads_that_the_call_is_due_today(tell, approved):
    reply = tell("offer sent ana expires 2026-12-04 17:00", by=RAVI, at=EVENING)
    assert nexts(reply) == ["Next: the walk-through call with A.Q. (C-1) by Tue 23:59."]


def test_an_answer_that_is_due_soon_too_is_named_beside_it(tell, approved):
    reply = tell("offer sent ana expires wed 09:00", by=RAVI, at=EVENING)
    assert nexts(reply) == [
        "Next: the walk-through call with A.Q. (C-1) by Tue 23:59 · A.Q. (C-1)'s answer to the offer by Wed 00:45."
    ]


def test_who_sends_it_for_another_reads_whose_call_it_is(tell, approved):
    reply = tell("offer sent ana expires 2026-12-04 17:00", by=DANA, at=EVENING)
    assert nexts(reply) == ["Next: the walk-through call with A.Q. (C-1) by Tue 23:59, with Ravi."]


def test_a_call_that_was_made_is_not_asked_for(tell, approved):
    tell("call recruiter done ana", by=RAVI, at=EVENING - HOUR)
    assert nexts(tell("offer sent ana expires 2026-12-04 17:00", by=RAVI, at=EVENING)) == []


def test_another_companys_offer_told_at_night_says_until_when_ours_is_due(tell, decided):
    reply = tell("volunteered ana other offer 240k expires in 5 hours", by=RAVI, at=EVENING)
    assert nexts(reply) == ["Next: A.Q. (C-1)'s offer by Tue 23:15."]


def test_what_hastens_nothing_names_nothing(tell, decided):
    assert nexts(tell("volunteered ana leaves 400k unvested", by=RAVI, at=EVENING)) == []
