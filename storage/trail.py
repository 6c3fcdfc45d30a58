"""Reading the trail: what happened on a req or an application, what stands of it, and what a person did last."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from storage.models import Event
from storage.reqs import Entry, entry
from storage.unit import Unit, table_of

_EVENT = table_of(Event).c


def events_of(unit: Unit, *, requisition_id: str | None = None, application_id: str | None = None) -> list[Event]:
    """What happened on a req or an application, in the order it was recorded."""
    which = _EVENT.application_id == application_id if application_id else _EVENT.requisition_id == requisition_id
    return unit.all(Event, which, order_by=_EVENT.id)


def stood_of(unit: Unit, person_id: str, kinds: Collection[str], *undoing: str, requisition_id: str | None) -> list[Event]:
    """What happened to somebody's part in a req (or in the workspace, for None), in order, and was not taken back.

    `kinds`: of the events, whose `after` names the person. `undoing`: of those that take one back.
    """
    of_it = (_EVENT.requisition_id == requisition_id, _EVENT.application_id.is_(None), _EVENT.kind.in_(kinds))
    found = [each for each in unit.all(Event, *of_it, order_by=_EVENT.id) if each.after.get("person") == person_id]
    if not found:
        return []
    undone = (_EVENT.kind.in_(undoing), _EVENT.cause_id.in_([each.id for each in found]))
    gone = {each.cause_id for each in unit.all(Event, *undone)}
    return [each for each in found if each.id not in gone]


def last_event_by(unit: Unit, person_id: str, since: datetime) -> Event | None:
    """The last thing that a person did, recorded at or after `since`: what `undo` may take back."""
    return _last(unit, since, _EVENT.actor_id == person_id)


def dealt_with_last(unit: Unit, person_id: str, since: datetime) -> Entry | None:
    """The candidate about whom a person did something last, recorded at or after `since`."""
    last = _last(unit, since, _EVENT.actor_id == person_id, _EVENT.application_id.is_not(None))
    return entry(unit, last.application_id) if last and last.application_id else None


def caused_by(unit: Unit, event_id: str) -> list[Event]:
    """What an event brought about, its undoing among it."""
    return unit.all(Event, _EVENT.cause_id == event_id, order_by=_EVENT.id)


def _last(unit: Unit, since: datetime, *which: Any) -> Event | None:
    """The last of these events, where it was recorded at or after `since`: asked of the one row, as somebody who did nothing
    lately would else have all that they ever did looked through."""
    last = unit.one(Event, *which, order_by=_EVENT.id.desc())
    return last if last and last.recorded_at >= since else None
