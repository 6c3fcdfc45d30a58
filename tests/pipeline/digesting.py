"""Digests to test on: those of the days after a loop that ended on a Monday."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.digests import Digests
from handlers.pipeline.digests import sending
from handlers.pipeline.messages import messages
from storage.models import Outbox

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ENDED = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
"""A Monday: 10:00 in Los Angeles, 13:00 in New York."""
MEIS_MORNING = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
RAVIS_MORNING = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)


def sent(house, at):
    """(address, reply) of the digests that leave at that time."""
    Digests(house.database, house.library).poll(at, at)

    def leave(unit):
        found = []
        for message in unit.all(Outbox, Outbox.kind == sending.KIND, Outbox.status == "queued", order_by=Outbox.id):
            reply = messages.compose(unit, message.kind, message.refs, house.packaged, at, message.id)
            message.status = "sent" if reply else "cancelled"
            if reply:
                found.append((message.address["channel"], reply))
        return found

    return house.database.write("acme", leave)


def texts(house, at):
    """The same, as plain text."""
    return [(channel, reply.text) for channel, reply in sent(house, at)]
