"""What several deeds within minutes tell one person of rounds is one message, as long as the first has not left.

Each deed's own message stands in the outbox; of those that were joined, it is cancelled and names the one that says it: what is
undone, or changed again, is found by it, and the rest is said all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers.pipeline import settings
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.people import reach
from storage import outbox
from storage.enums import OutboxStatus
from storage.models import Outbox
from storage.outbox import Caused
from storage.unit import Unit, table_of

CALLED_OFF = "called_off"
ROUNDS = "rounds"
"""In a message: what it says of each round, where there are several."""
_CAUSE = "cause"
"""In what it says of one: the event that it tells of, where the message tells of several."""
_JOINED = "joined"
"""In a message that is not said: the key of the one that says it."""

_ROW = table_of(Outbox).c
_GONE = (OutboxStatus.CANCELLED, OutboxStatus.GIVEN_UP)


def parts(refs: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What a message says of each of its rounds."""
    return refs.get(ROUNDS) or [refs]


def cause_of(message: Caused, part: Mapping[str, Any]) -> str:
    """The event that a part of a message tells of; that of a message which tells of one stands at the end of its key."""
    return str(part.get(_CAUSE) or message.key.rpartition(":")[2])


def caused_by(unit: Unit, event_ids: Sequence[str]) -> list[Caused]:
    """The messages that tell somebody of these events, alone or with others, without those taken back or refused; in order."""
    about = (_ROW.cause_id.in_(event_ids), _ROW.kind == CALLED_OFF)
    rows = unit.all(Outbox, *about) if event_ids else []
    found = {row.id: row for each in rows if (row := _standing(unit, each))}
    return [Caused(row.id, row.key, row.refs) for _, row in sorted(found.items())]


def put(  # noqa: PLR0917 - a message
    unit: Unit, deed: Deed, person_id: str, rounds: Sequence[Mapping[str, Any]], at: datetime, key: str, cause_id: str
) -> None:
    """Tell somebody of rounds at that time (business time), with what waits to tell them of others within minutes of it."""
    address = reach(unit, person_id)
    if not address:
        return
    not_before = deed.real_now + (at - deed.recorded_at)
    key = f"{CALLED_OFF}:{rounds[0]['interview']}:{person_id}:{key}"
    waiting = _waiting(unit, person_id, outbox.queue_of(address), not_before)
    is_new = outbox.put(unit, key, CALLED_OFF, _refs(person_id, rounds), address, not_before, cause_id=cause_id)
    if not is_new or waiting is None or not outbox.cancel(unit, waiting.key):
        return
    outbox.cancel(unit, key)
    before = Caused(waiting.id, waiting.key, waiting.refs)
    said = [{**each, _CAUSE: cause_of(before, each)} for each in parts(waiting.refs)]
    together = _refs(person_id, [*said, *({_CAUSE: cause_id, **each} for each in rounds)])
    outbox.put(unit, f"{key}:{_JOINED}", CALLED_OFF, together, address, max(not_before, waiting.next_try_at))
    for one, refs in ((waiting.key, waiting.refs), (key, _refs(person_id, rounds))):
        unit.update(Outbox, _ROW.key == one, refs={**refs, _JOINED: f"{key}:{_JOINED}"})


def _refs(person_id: str, rounds: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    said = {name: value for name, value in rounds[0].items() if name != "person"} if len(rounds) == 1 else {ROUNDS: list(rounds)}
    return {**said, "person": person_id}


def _waiting(unit: Unit, person_id: str, queue: str, not_before: datetime) -> Outbox | None:
    """What is about to tell them of other rounds at about that time, and has not left."""
    together = timedelta(minutes=settings.of(unit).group_minutes)
    line = (_ROW.queue == queue, _ROW.status == OutboxStatus.QUEUED, _ROW.kind == CALLED_OFF, _ROW.may_have_arrived.is_(False))
    theirs = (each for each in unit.all(Outbox, *line, order_by=_ROW.id) if each.refs.get("person") == person_id)
    return next((each for each in theirs if abs(each.next_try_at - not_before) <= together), None)


def _standing(unit: Unit, message: Outbox) -> Outbox | None:
    """The message that says what one was to say: itself, or the last that it was joined to; None where that is not said."""
    while message.status is OutboxStatus.CANCELLED and (joined := message.refs.get(_JOINED)):
        found = unit.one(Outbox, _ROW.key == joined)
        if found is None:
            return None
        message = found
    return None if message.status in _GONE else message
