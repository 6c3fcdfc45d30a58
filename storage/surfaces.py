"""Messages that show current state and are edited in place. Quick changes in a row become one edit that shows the last state.

Times are real time. An edit that is repeated does no harm, so a taken surface needs no fence: it is put off while someone works
on it, and it is clean only when what was shown is still all that is wanted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, text, update

from storage.ids import new_id
from storage.models import Surface
from storage.tables.messages import DIRTY
from storage.unit import AnyUnit, SystemUnit, Unit, table_of

_SURFACE = table_of(Surface)
_ROW = _SURFACE.c


def place(unit: Unit, key: str, kind: str, refs: Mapping[str, Any], address: Mapping[str, Any]) -> bool:
    """Make a surface known; False if it was. It shows nothing until `touch`."""
    row = {"id": new_id(), "key": key, "kind": kind, "refs": dict(refs), "address": dict(address)}
    return unit.insert_if_new(Surface, row)


def touch(unit: Unit, key: str, at: datetime, not_before: datetime | None = None) -> bool:
    """What it shows has changed: edit it, from `not_before` on. One that waits already is not put off. False: no such one."""
    return _touch(unit, _ROW.key == key, at, not_before or at) == 1


def touch_about(unit: Unit, kind: str, at: datetime) -> int:
    """All surfaces of a kind have changed (a new policy, a new wording); how many."""
    return _touch(unit, _ROW.kind == kind, at, at)


def waiting(unit: AnyUnit, real_now: datetime) -> bool:
    """Whether any changed surface's time has come: one look at an index."""
    query = select(_ROW.id).where(text(DIRTY), _ROW.next_try_at <= real_now).limit(1)
    return unit.run(query).first() is not None


def take(unit: SystemUnit, real_now: datetime, limit: int, lease_seconds: float) -> list[Surface]:
    """The changed surfaces whose time has come; nobody else gets them for `lease_seconds`."""
    query = select(_ROW.workspace_id, _ROW.id).where(text(DIRTY), _ROW.next_try_at <= real_now)
    query = query.order_by(_ROW.next_try_at).limit(limit)
    found = unit.run(query.with_for_update(skip_locked=True) if unit.postgres else query).all()
    if not found:
        return []
    which = (_ROW.workspace_id.in_({row.workspace_id for row in found}), _ROW.id.in_([row.id for row in found]))
    later = real_now + timedelta(seconds=lease_seconds)
    unit.changed(update(_SURFACE).where(*which).values(next_try_at=later, attempts=_ROW.attempts + 1))
    return unit.all(Surface, *which, order_by=_ROW.dirty_since)


def shown(unit: AnyUnit, surface: Surface, platform_ref: Mapping[str, Any] | None = None) -> bool:
    """The edit that showed `surface.wanted` arrived; True if nothing has changed since, else it stays to be edited again."""
    this = (_ROW.workspace_id == surface.workspace_id, _ROW.id == surface.id)
    values: dict[str, Any] = {"shown": surface.wanted, "attempts": 0, "last_error": None}
    if platform_ref is not None:
        values["platform_ref"] = dict(platform_ref)
    clean = values | {"dirty_since": None, "next_try_at": None}
    if unit.changed(update(_SURFACE).where(*this, _ROW.wanted == surface.wanted).values(**clean)):
        return True
    unit.changed(update(_SURFACE).where(*this).values(**values, next_try_at=_ROW.dirty_since))
    return False


def failed(unit: AnyUnit, surface: Surface, next_try_at: datetime, error: str) -> None:
    """The edit did not arrive: again then."""
    this = (_ROW.workspace_id == surface.workspace_id, _ROW.id == surface.id, text(DIRTY))
    unit.changed(update(_SURFACE).where(*this).values(next_try_at=next_try_at, last_error=error))


def _touch(unit: Unit, which: Any, at: datetime, not_before: datetime) -> int:
    return unit.update(
        Surface,
        which,
        wanted=_ROW.wanted + 1,
        dirty_since=func.coalesce(_ROW.dirty_since, at, type_=_ROW.dirty_since.type),
        next_try_at=func.coalesce(_ROW.next_try_at, not_before, type_=_ROW.next_try_at.type),
    )
