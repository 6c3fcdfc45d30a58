"""A round that should have ended: who is asked about it, and what they were asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.pipeline.messages import asking, messages
from storage.models import Outbox
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, TOM, added, opened, reachable, rows

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
"""10:00 where Ravi is."""
WEDNESDAY = MONDAY + 47 * HOUR
"""9:00 where Ravi is."""


@pytest.fixture
def search(tell):
    """Mei hires, Ravi recruits, in New York; Dana and Tom are known; Ana is the candidate."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    return added(tell, number)


@pytest.fixture
def unsaid(tell, stateful, search):
    """A round with Tom that should have ended on Tuesday at 11:30 in New York, asked about then; its id."""
    id = tell("interview book ana technical tue 10:00 @tom", by=RAVI, at=MONDAY).data["interview"]
    ask(stateful, MONDAY + 25.5 * HOUR)
    return id


def ask(house, at):
    """What was asked by then: (channel, text)."""
    house.database.write("acme", lambda unit: asking.queue_questions(unit, house.packaged, at, at, 10))
    found = rows(house, Outbox, Outbox.kind.in_(asking.KINDS))

    def text(unit, message):
        reply = messages.compose(unit, message.kind, message.refs, house.packaged, at, message.id)
        return reply.text if reply else ""

    return [(each.address["channel"], house.database.read("acme", lambda unit, each=each: text(unit, each))) for each in found]


def labels(reply):
    return [each.label for each in reply.actions]
