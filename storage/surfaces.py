"""Messages that show current state and are edited in place. Quick changes in a row become one edit that shows the last state.

Times are real time. An edit that is repeated does no harm, so a taken surface needs no fence: it is put off while someone works
on it, and it is clean only when what was shown is still all that is wanted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, literal, or_, select, text, union_all, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.ids import new_id
from storage.models import Nudge, Outbox, ReqMember, Surface
from storage.parts import in_parts
from storage.tables.messages import DIRTY
from storage.unit import AnyUnit, SystemUnit, Unit, table_of

_SURFACE = table_of(Surface)
_ROW = _SURFACE.c
_MEMBER = table_of(ReqMember).c
_NUDGE = table_of(Nudge).c
_OUTBOX = table_of(Outbox).c


def place(unit: Unit, key: str, kind: str, refs: Mapping[str, Any], address: Mapping[str, Any]) -> bool:
    """Make a surface known; False if it was. It shows nothing until `touch`."""
    row = {"id": new_id(), "key": key, "kind": kind, "refs": dict(refs), "address": dict(address)}
    return unit.insert_if_new(Surface, row)


def touch(unit: Unit, key: str, at: datetime, not_before: datetime | None = None) -> bool:
    """What it shows has changed: edit it, from `not_before` on. One that waits already is not put off. False: no such one."""
    return _touch(unit, _ROW.key == key, at, not_before or at) == 1


def touch_all(unit: Unit, keys: Sequence[str], at: datetime) -> int:
    """All of these have changed; how many there are."""
    return sum(_touch(unit, _ROW.key.in_(some), at, at) for some in in_parts(keys))


def touch_for(unit: Unit, requisition_id: str, keys: Collection[str], kind: str, at: datetime) -> int:
    """These surfaces have changed, and with them those of `kind` (keyed by person) of everybody on the req's team; how many.

    One statement, whoever has such a page.
    """
    named = {f"b_key{place}": key for place, key in enumerate(keys)}
    about = {"b_workspace": unit.workspace_id, "b_prefix": f"{kind}:", "b_req": requisition_id, "b_at": at}
    return unit.changed(_touch_for(len(named)), about | named)


def touch_about(unit: Unit, kind: str, at: datetime) -> int:
    """All surfaces of a kind have changed (a new policy, a new wording); how many."""
    return _touch(unit, _ROW.kind == kind, at, at)


def touch_said(unit: Unit, nudge_ids: Collection[str], keys: Collection[str] = ()) -> None:
    """What was said of these nudges has changed: their messages (and those with these keys) are edited. One statement.

    A message becomes a surface the first time, under its own key, so that nothing is kept of the many that never change. One
    that is on its way is edited once it is there (see `take`). It is dirty since it was written: no other moment is known here.
    """
    unit.run(_touch_said(unit.postgres), {"b_workspace": unit.workspace_id, "b_ids": nudge_ids, "b_keys": keys})


def forget(unit: Unit, keys: Collection[str]) -> int:
    """These are shown nowhere, and never were; how many there were."""
    return unit.delete(Surface, _ROW.key.in_(keys))


def waiting(unit: AnyUnit, real_now: datetime) -> bool:
    """Whether any changed surface's time has come: one look at an index."""
    query = select(_ROW.id).where(text(DIRTY), _ROW.next_try_at <= real_now).limit(1)
    return unit.run(query).first() is not None


def take(unit: SystemUnit, real_now: datetime, limit: int, lease_seconds: float) -> list[Surface]:
    """The changed surfaces whose time has come; nobody else gets them for `lease_seconds`.

    One that waits for its message learns what the platform calls it; one whose message never came or has no name is let be.
    """
    query = select(_ROW.workspace_id, _ROW.id).where(text(DIRTY), _ROW.next_try_at <= real_now)
    query = query.order_by(_ROW.next_try_at).limit(limit)
    found = unit.run(query.with_for_update(skip_locked=True) if unit.postgres else query).all()
    if not found:
        return []
    which = (_ROW.workspace_id.in_({row.workspace_id for row in found}), _ROW.id.in_([row.id for row in found]))
    later = real_now + timedelta(seconds=lease_seconds)
    unit.changed(update(_SURFACE).where(*which).values(next_try_at=later, attempts=_ROW.attempts + 1))
    unit.changed(update(_SURFACE).where(*which, text("platform_ref IS NULL")).values(platform_ref=_NAME))
    unit.changed(update(_SURFACE).where(*which, _NEVER_CAME).values(shown=_ROW.wanted, dirty_since=None, next_try_at=None))
    return unit.all(Surface, *which, text(DIRTY), order_by=_ROW.dirty_since)


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


_MESSAGE = (_OUTBOX.workspace_id == _ROW.workspace_id, _OUTBOX.key == _ROW.key)
_NAME = select(_OUTBOX.platform_ref).where(*_MESSAGE).scalar_subquery()
_NEVER_CAME = exists().where(
    *_MESSAGE,
    or_(
        text("outbox.status IN ('unclear', 'given_up', 'cancelled')"),
        and_(text("outbox.status = 'sent'"), _ROW.platform_ref == {}),
    ),
)
"""Cancelled and given up it is not there; unclear, or without a name, it can't be edited."""


@cache
def _touch_for(keys: int) -> Any:
    """The update of `touch_for` for so many keys; built once, since building one anew costs as much as running it.

    The keys are one compound select: two conditions joined by OR would make SQLite look at every surface of the workspace.
    """
    named = (select(bindparam(f"b_key{place}", type_=_ROW.key.type)) for place in range(keys))
    of_req = (_MEMBER.workspace_id == bindparam("b_workspace"), _MEMBER.requisition_id == bindparam("b_req"))
    on_team = select(bindparam("b_prefix", type_=_ROW.key.type).concat(_MEMBER.person_id)).where(*of_req)
    at = bindparam("b_at", type_=_ROW.dirty_since.type)
    return (
        update(_SURFACE)
        .where(_ROW.workspace_id == bindparam("b_workspace"), _ROW.key.in_(union_all(*named, on_team)))
        .values(
            wanted=_ROW.wanted + 1,
            dirty_since=func.coalesce(_ROW.dirty_since, at, type_=_ROW.dirty_since.type),
            next_try_at=func.coalesce(_ROW.next_try_at, at, type_=_ROW.next_try_at.type),
        )
    )


@cache
def _touch_said(postgres: bool) -> Any:
    """Insert a surface for each message that was sent or will be; where there is one, count another change of it.

    One that still waits may be composed by another process before this change is committed: it is edited too, for safety.
    """
    of_nudge = select(_NUDGE.outbox_id).where(
        _NUDGE.workspace_id == bindparam("b_workspace"), _NUDGE.id.in_(bindparam("b_ids", expanding=True))
    )
    there = text("outbox.status IN ('queued', 'claimed', 'sent')")
    named = or_(_OUTBOX.id.in_(of_nudge), _OUTBOX.key.in_(bindparam("b_keys", expanding=True)))
    as_it_is = ("workspace_id", "id", "key", "kind", "refs", "address", "platform_ref")
    said: dict[str, Any] = {name: _OUTBOX[name] for name in as_it_is}
    said |= {"wanted": literal(1), "shown": literal(0), "attempts": literal(0)}
    said |= {"dirty_since": _OUTBOX.created_at, "next_try_at": _OUTBOX.created_at}
    messages = select(*said.values()).where(_OUTBOX.workspace_id == bindparam("b_workspace"), named, there)
    build = (postgresql.insert if postgres else sqlite.insert)(_SURFACE).from_select(list(said), messages, include_defaults=False)
    return build.on_conflict_do_update(
        index_elements=["workspace_id", "key"],
        set_={
            "wanted": _ROW.wanted + 1,
            "dirty_since": func.coalesce(_ROW.dirty_since, build.excluded.dirty_since),
            "next_try_at": func.coalesce(_ROW.next_try_at, build.excluded.next_try_at),
        },
    )


def _touch(unit: Unit, which: Any, at: datetime, not_before: datetime) -> int:
    return unit.update(
        Surface,
        which,
        wanted=_ROW.wanted + 1,
        dirty_since=func.coalesce(_ROW.dirty_since, at, type_=_ROW.dirty_since.type),
        next_try_at=func.coalesce(_ROW.next_try_at, not_before, type_=_ROW.next_try_at.type),
    )
