"""Rounds that people sit in, and what they have been told of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.pipeline.messages import called_off, messages
from storage.models import Outbox, Surface
from tests.conftest import MEI, RAVI
from tests.pipeline.asked import MONDAY
from tests.pipeline.team import DANA, TOM, added, opened, reachable, rows

MINUTE = timedelta(minutes=1)

OFF = (
    "Technical depth with Ana Quiroga, Thu 22:00, does not take place: they are no longer in the search (R-1). You need not come."
)
ON = "Technical depth with Ana Quiroga, Thu 22:00, takes place after all: they are in the search again (R-1)."
MOVED = "Technical depth with Ana Quiroga is Fri 15:00 now, not Thu 22:00 (R-1)."
CANCELLED = "Technical depth with Ana Quiroga, Thu 22:00, does not take place (R-1). You need not come."


@pytest.fixture
def booked(tell):
    """Tom, who is in Berlin, and Ravi, who recruits, sit with Ana on Thursday at 16:00 in New York; it is Monday, 10:00 there."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    added(tell, number)
    return tell("interview book ana technical thu 16:00 @tom @ravi", by=RAVI, at=MONDAY).data["interview"]


def said(house, at, edited=False):
    """What has been written about rounds that fall away, as it reads then: (channel, text)."""

    def read(unit):
        found = [
            (
                each.address["channel"],
                messages.compose(unit, each.kind, each.refs, house.packaged, at, None if edited else each.id),
            )
            for each in unit.all(Outbox, Outbox.kind == called_off.KIND, Outbox.status != "cancelled", order_by=Outbox.id)
        ]
        return [(channel, reply.text) for channel, reply in found if reply]

    return house.database.read("acme", read)


def arrive(house):
    """All that is on its way is there."""
    house.database.write("acme", lambda unit: unit.update(Outbox, Outbox.status == "queued", status="sent"))


def waiting(house):
    """What is about to leave about rounds."""
    return rows(house, Outbox, Outbox.kind == called_off.KIND, Outbox.status == "queued")


def refreshed(house):
    """What was to be edited is edited; how many messages about rounds that fall away."""
    waits = (Surface.kind == called_off.KIND, Surface.dirty_since.is_not(None))
    return house.database.write("acme", lambda unit: unit.update(Surface, *waits, dirty_since=None, next_try_at=None))
