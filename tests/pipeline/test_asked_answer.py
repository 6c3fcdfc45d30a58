"""What a candidate's answer to an offer is asked with: both answers, how long there is for one, and what may follow an expiry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.duties import EXPIRY, Timed
from tests.conftest import MEI, RAVI
from tests.pipeline.digesting import sent
from tests.pipeline.team import DANA, DM, TOM, opened, reachable
from tests.pipeline.test_nudges import heard

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
"""10:00 where Ravi is."""
DUE = datetime(2026, 12, 2, 22, 0, tzinfo=UTC)
"""Wednesday 17:00 where he is: a day before the offer ends."""
MORNING = datetime(2026, 12, 3, 14, 0, tzinfo=UTC)
"""9:00 where he is, on the day on which it ends."""
MEIS = MORNING + 3 * HOUR
EXPIRY_AT = DUE + 24 * HOUR


@pytest.fixture
def offered(tell):
    """Mei hires, Ravi recruits; Ana has an offer that stands until Thursday 17:00 in New York, and was called."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    about = tell(f'loop done "Ana Quiroga" R-{number}', at=MONDAY).data["application"]
    tell("offer sent ana expires 2026-12-03 17:00", by=RAVI, at=MONDAY)
    for call in ("recruiter", "manager"):
        tell(verb=f"call {call} done", application=about, at=MONDAY)


def labels(reply):
    return [each.label for each in reply.actions]


def test_each_voice_can_be_answered_with_yes_and_no(tell, stateful, offered):
    ((_, due),) = heard(stateful, DUE)
    assert labels(due) == ["Accepted", "Declined", "Snooze 3 h"]
    assert [each.label for each in due.more][:2] == ["Not needed", "Snooze 1 h"]
    ((_, over),) = heard(stateful, MORNING)
    assert labels(over)[:2] == ["Accepted", "Declined"]
    ((name, told),) = heard(stateful, MEIS)
    assert (name, labels(told)) == ("Mei", ["Accepted", "Declined", "Reassign"])
    assert labels(tell("due", by=RAVI, at=MORNING, place=DM)) == ["Accepted", "Declined"]
    assert labels(tell("home", by=RAVI, at=MORNING, place=DM)) == ["Accepted", "Declined", "Board"]
    no = due.actions[1]
    assert no.verb == "offer decline"
    assert tell(verb=no.verb, **no.args, by=RAVI, at=MORNING).form


def test_once_it_is_over_it_is_said_how_long_the_offer_stands(stateful, offered):
    heard(stateful, DUE)
    ((_, over),) = heard(stateful, MORNING)
    assert "was due Wed 17:00 (R-1). The offer stands until Thu 17:00. I'll let Mei know" in over.text
    ((_, told),) = heard(stateful, MEIS)
    assert "It is with Ravi, who knows. The offer stands until Thu 14:00." in told.text


def test_a_morning_says_it_too(tell, stateful, offered):
    tell("offer extend ana until 2026-12-03 12:00", by=RAVI, at=MONDAY + HOUR)
    for hours in range(-30, 3):
        heard(stateful, DUE + hours * HOUR)
    (reply,) = [reply for channel, reply in sent(stateful, MORNING) if channel == "D-Ravi"]
    assert "Ana Quiroga's answer to the offer, 21 h over, while the offer stands until Thu 12:00 (R-1)." in reply.text
    assert labels(reply) == ["Accepted", "Declined", "What do I owe?"]


def test_after_an_expiry_all_that_may_follow_has_a_button(tell, stateful, offered):
    Timed(stateful.database, stateful.library, EXPIRY).poll(EXPIRY_AT, EXPIRY_AT)
    due = EXPIRY_AT + 24 * HOUR
    ((_, reply),) = heard(stateful, due)
    assert "more time, another offer, or a no" in str(reply.elements)
    assert labels(reply) == ["More time", "Another offer", "Take it back"]
    left = ["Accepted", "Snooze 3 h", "Not needed", "Reassign", "Why?"]
    assert [each.label for each in reply.more] == left, "they may have said yes, and nobody recorded it"
    back = reply.actions[2]
    no = tell(verb=back.verb, **back.args, why="the budget is gone", by=RAVI, at=due).actions[0]
    assert no.verb == "decide no"
