"""Messages on their way: written in the business transaction, claimed with a lease, marked once. Hot paths are Core statements.

All times here are real time. A claim raises `attempts`; a mark holds only if the row is still claimed with the same
`attempts`, so who lost the lease can't mark what another took over.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, exists, func, or_, select, text, update
from sqlalchemy.exc import IntegrityError

from storage.enums import OutboxStatus
from storage.ids import new_id
from storage.models import Outbox
from storage.tables.messages import CLAIMED, QUEUED
from storage.unit import AnyUnit, SystemUnit, Unit, table_of

_OUTBOX = table_of(Outbox)
_ROW = _OUTBOX.c


@dataclass(frozen=True, slots=True)
class Claim:
    """One message to send, held until `lease_until`. `attempts` counts this claim too and fences its mark.

    `may_have_arrived`: an earlier send began (see `opening`) or ended unclear. `taken_over`: its last holder fell silent.
    """

    workspace_id: str
    id: str
    key: str
    kind: str
    refs: Mapping[str, Any]
    address: Mapping[str, Any]
    queue: str
    attempts: int
    created_at: datetime
    next_try_at: datetime
    lease_until: datetime
    last_error: str | None
    may_have_arrived: bool
    taken_over: bool = False

    @property
    def in_doubt(self) -> bool:
        """Whether the message may be there already: where the platform can be asked, look for the key before sending."""
        return self.may_have_arrived or self.taken_over


@dataclass(frozen=True, slots=True)
class Gone:
    """A message that has left: `platform_ref` once it has arrived."""

    id: str
    key: str
    kind: str
    refs: Mapping[str, Any]
    address: Mapping[str, Any]
    platform_ref: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Caused:
    """A message that an event caused, and that was not taken back."""

    id: str
    key: str
    refs: Mapping[str, Any]


_AS_NAME = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_CAUSED_COLUMNS = tuple(_ROW[name] for name in Caused.__dataclass_fields__)
_GONE_COLUMNS = tuple(_ROW[name] for name in Gone.__dataclass_fields__)
_CLAIMED_COLUMNS = tuple(_ROW[name] for name in Claim.__dataclass_fields__ if name != "taken_over")

# Statements of the hot paths are built once: building one anew costs as much as running it.
_NOW = bindparam("now", type_=_ROW.next_try_at.type)
_AWAKE = _ROW.queue.not_in(bindparam("resting", expanding=True))
_LEFT: Any = bindparam("left", expanding=True)
_CLAIM = (
    update(_OUTBOX)
    .where(_ROW.workspace_id.in_(bindparam("b_workspaces", expanding=True)), _ROW.id.in_(bindparam("b_ids", expanding=True)))
    .values(
        status=OutboxStatus.CLAIMED,
        attempts=_ROW.attempts + 1,
        lease_until=bindparam("b_lease", type_=_ROW.lease_until.type),
    )
    .returning(*_CLAIMED_COLUMNS)
)


def queue_of(address: Mapping[str, Any]) -> str:
    """The name of the line that a message stands in: its address without the thread, as platforms pace and order by channel."""
    channel = {name: value for name, value in address.items() if name != "thread"}
    return _AS_NAME.encode(channel)


def put(  # noqa: PLR0917 - a message is these six things
    unit: Unit,
    key: str,
    kind: str,
    refs: Mapping[str, Any],
    address: Mapping[str, Any],
    not_before: datetime,
    *,
    queue: str | None = None,
    cause_id: str | None = None,
) -> str | None:
    """Write a message with this commit; its id, or None if the key was put before. `refs`: ids only, no people's words.

    `queue` names the line whose order is kept, by default the address's channel; `cause_id` the event whose undoing cancels it.
    """
    row_id = new_id()
    row = {
        "id": row_id,
        "key": key,
        "kind": kind,
        "refs": dict(refs),
        "address": dict(address),
        "queue": queue or queue_of(address),
        "next_try_at": not_before,
        "created_at": not_before,
        "cause_id": cause_id,
    }
    return row_id if unit.insert_if_new(Outbox, row) else None


def put_all(unit: Unit, kind: str, messages: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]], now: datetime) -> None:
    """Write many new messages of a kind in one statement: id (see `new_id`) → (refs, address). The id is part of the key."""
    unit.insert(
        Outbox,
        [
            {
                "id": id, "key": f"{kind}:{id}", "kind": kind, "refs": dict(refs), "address": dict(address),
                "queue": queue_of(address), "next_try_at": now, "created_at": now,
            }
            for id, (refs, address) in messages.items()
        ],
    )  # fmt: skip


def note_sent(  # noqa: PLR0917 - a message is these things
    unit: Unit, kind: str, refs: Mapping[str, Any], address: Mapping[str, Any], platform_ref: Mapping[str, Any], at: datetime
) -> None:
    """Write down a message that was sent past the outbox: an answer, by its door. The id is part of the key."""
    row_id = new_id()
    unit.insert(
        Outbox,
        [
            {
                "id": row_id, "key": f"{kind}:{row_id}", "kind": kind, "refs": dict(refs), "address": dict(address),
                "queue": queue_of(address), "next_try_at": at, "created_at": at, "status": OutboxStatus.SENT, "sent_at": at,
                "platform_ref": dict(platform_ref),
            }
        ],
    )  # fmt: skip


def claim(  # noqa: PLR0917 - a claim asks for these
    unit: SystemUnit,
    real_now: datetime,
    limit: int,
    lease_seconds: float,
    resting: Collection[str] = (),
    left: Collection[str] = (),
) -> list[Claim]:
    """Take up to `limit` messages whose time has come, in the order they were written; at most one a queue.

    A message waits while an earlier one of its queue is on its way or waits for another try, or while its queue is one of
    the `resting`. Those of a kind that is `left` to other processes wait for one, and no other waits behind them. A claim
    whose lease has run out is taken over, whatever its kind. Safe from any number of processes: on PostgreSQL rows that
    another is taking are passed over.
    """
    lease = real_now + timedelta(seconds=lease_seconds)
    look = {"now": real_now, "resting": list(resting), "left": list(left)}
    postgres = unit.postgres
    taken = [replace(row, taken_over=True) for row in _take(unit, _expired(postgres), look, limit, lease)]
    if len(taken) < limit:
        taken += _take(unit, _heads(postgres), look, limit - len(taken), lease)
    return sorted(taken, key=lambda row: row.id)


def opening(unit: AnyUnit, row: Claim) -> bool:
    """Note, committed before the send, that it begins: for platforms that can't be asked later. False: no longer ours."""
    return _mark(unit, row, status=OutboxStatus.CLAIMED, lease_until=row.lease_until, may_have_arrived=True)


def mark_sent(unit: AnyUnit, row: Claim, platform_ref: Mapping[str, Any] | None, at: datetime) -> bool:
    """The platform took it; False if this claim is no longer ours. `at` is real time."""
    return _mark(unit, row, status=OutboxStatus.SENT, platform_ref=dict(platform_ref or {}), sent_at=at, last_error=None)


def mark_all_sent(unit: SystemUnit, sent: Sequence[tuple[Claim, Mapping[str, Any], datetime]]) -> bool:
    """The same for many, each with its ref and time, in one statement. False: some are no longer ours, so roll it back."""
    rows = [_marked(row, status=OutboxStatus.SENT, platform_ref=dict(ref), sent_at=at, last_error=None) for row, ref, at in sent]
    return unit.changed_by_all(_marking(_SENT), rows) == len(rows)


def mark_unclear(unit: AnyUnit, row: Claim, error: str) -> bool:
    """It may have arrived and nobody can tell: never repeated. False if this claim is no longer ours."""
    return _mark(unit, row, status=OutboxStatus.UNCLEAR, last_error=error)


def retry(unit: AnyUnit, row: Claim, next_try_at: datetime, error: str, *, may_have_arrived: bool | None = None) -> bool:
    """Put it back in its line until then. `may_have_arrived`: what is known now; as doubtful as before unless it is said."""
    doubt = row.in_doubt if may_have_arrived is None else may_have_arrived
    values = {"next_try_at": next_try_at, "last_error": error, "may_have_arrived": doubt}
    return _mark(unit, row, status=OutboxStatus.QUEUED, **values)


def put_off(unit: AnyUnit, row: Claim, until: datetime) -> bool:
    """Its reader may not be messaged before then: as one that was put for later it holds up no line.

    What was never tried before has no other holder, whom the count of claims would tell from its next one.
    """
    first = {"attempts": 0} if row.attempts == 1 else {}
    return _mark(unit, row, status=OutboxStatus.QUEUED, next_try_at=until, may_have_arrived=False, **first)


def give_up(unit: AnyUnit, row: Claim, error: str) -> bool:
    """It will never be taken: out of the line, and visible in `due`."""
    return _mark(unit, row, status=OutboxStatus.GIVEN_UP, last_error=error)


def drop(unit: AnyUnit, row: Claim, reason: str) -> bool:
    """What it would say is no longer true: not sent."""
    return _mark(unit, row, status=OutboxStatus.CANCELLED, last_error=reason)


def cancel(unit: Unit, key: str) -> bool:
    """Take back a message that has not been claimed; False if it is on its way, gone, or was never put."""
    return _cancel(unit, _ROW.key == key) == 1


def cancel_caused_by(unit: Unit, event_id: str) -> int:
    """Take back the unclaimed messages of an event that is undone; how many."""
    return _cancel(unit, _ROW.cause_id == event_id)


def caused_by(unit: Unit, kind: str, event_ids: Collection[str]) -> list[Caused]:
    """The messages of a kind that these events caused, without those that were cancelled or that no platform took, in order."""
    stands = text("status NOT IN ('cancelled', 'given_up')")
    query = select(*_CAUSED_COLUMNS).where(unit.mine(Outbox), _ROW.cause_id.in_(event_ids), _ROW.kind == kind, stands)
    return [Caused(**row) for row in unit.run(query.order_by(_ROW.id)).mappings()] if event_ids else []


def put_back(unit: Unit, key: str, not_before: datetime) -> int:
    """Send a message after all that was cancelled or dropped, as what it says is true again; how many (none or one)."""
    return unit.update(Outbox, _ROW.key == key, text("status = 'cancelled'"), status=OutboxStatus.QUEUED, next_try_at=not_before)


def forget_unsent(unit: Unit, keys: Collection[str]) -> int:
    """Drop the rows with these keys that were cancelled, or that no platform took, so that the keys may be put anew; how many."""
    return unit.delete(Outbox, _ROW.key.in_(keys), text("status IN ('cancelled', 'given_up')"))


def with_keys(unit: Unit, keys: Collection[str]) -> list[Outbox]:
    """The messages with these keys."""
    return unit.all(Outbox, _ROW.key.in_(keys))


def standing(unit: Unit, keys: Collection[str]) -> dict[str, OutboxStatus]:
    """What became of the messages with these keys."""
    query = select(_ROW.key, _ROW.status).where(unit.mine(Outbox), _ROW.key.in_(keys))
    return {row.key: OutboxStatus(row.status) for row in unit.run(query)}


def gone_out(unit: Unit, since: str) -> list[Gone]:
    """The messages written after the id `since` that stand somewhere, or may in a moment: what `forget` looks through; rare."""
    sent = text("status IN ('sent', 'claimed')")
    query = select(*_GONE_COLUMNS).where(unit.mine(Outbox), _ROW.id >= since, sent).order_by(_ROW.id)
    return [Gone(**row) for row in unit.run(query).mappings()]


def given_up(unit: Unit, kinds: Collection[str]) -> list[Outbox]:
    """The messages of these kinds that no platform took, the oldest first; few."""
    return unit.all(Outbox, text("status = 'given_up'"), _ROW.kind.in_(kinds), order_by=_ROW.id)


def ids_of(unit: Unit, key: str) -> set[str]:
    """The id of the message with that key: none or one."""
    return {each.id for each in unit.all(Outbox, _ROW.key == key)}


def send_again(unit: Unit, ids: Collection[str], address: Mapping[str, Any], not_before: datetime) -> int:
    """Send these messages, whatever became of them, in the order in which they were written; how many."""
    anew: dict[str, Any] = {"address": dict(address), "queue": queue_of(address), "next_try_at": not_before}
    anew |= {"status": OutboxStatus.QUEUED, "may_have_arrived": False, "last_error": None, "platform_ref": None}
    return unit.update(Outbox, _ROW.id.in_(ids), **anew) if ids else 0


def anything_to_claim(unit: AnyUnit, real_now: datetime, resting: Collection[str] = (), left: Collection[str] = ()) -> bool:
    """Whether a claim would find a message now: a look that a reading unit can take."""
    look = {"now": real_now, "resting": list(resting), "left": list(left), "most": 1}
    return any(unit.run(candidates(False), look).first() is not None for candidates in (_heads, _expired))


def anything_under_way(unit: AnyUnit) -> bool:
    """Whether any message is being sent, as far as its marks say."""
    return unit.run(select(_ROW.id).where(text(CLAIMED)).limit(1)).first() is not None


def next_put_for_later(unit: AnyUnit, real_now: datetime) -> datetime | None:
    """When (real time) the first message may leave that waits for its reader's hours."""
    return unit.run(select(func.min(_ROW.next_try_at)).where(*_put_for_later(real_now))).scalar()


def bring_nearer(unit: AnyUnit, by: timedelta, real_now: datetime) -> None:
    """Business time has moved by so much: what waits for its reader's hours waits so much less, or longer."""
    columns = (_ROW.workspace_id, _ROW.id, _ROW.next_try_at, _ROW.created_at)
    for row in unit.run(select(*columns).where(*_put_for_later(real_now))).all():
        this, at = (_ROW.workspace_id == row.workspace_id, _ROW.id == row.id), row.next_try_at - by
        unit.changed(update(_OUTBOX).where(*this).values(next_try_at=at, created_at=min(row.created_at, at)))


def _put_for_later(real_now: datetime) -> tuple[Any, ...]:
    """What was never tried, and does not wait for a platform to take it."""
    return (text(QUEUED), _ROW.attempts == 0, _ROW.next_try_at > real_now)


@cache
def _expired(postgres: bool) -> Any:
    """Claims whose holder has been silent for longer than its lease."""
    query = select(_ROW.workspace_id, _ROW.id).where(text(CLAIMED), _ROW.lease_until <= _NOW, _AWAKE)
    return _bounded(query.order_by(_ROW.id), postgres)


@cache
def _heads(postgres: bool) -> Any:
    """The first of each queue, if its time has come and nothing of that queue is claimed."""
    other = _OUTBOX.alias("other")
    same_queue = and_(other.c.workspace_id == _ROW.workspace_id, other.c.queue == _ROW.queue)
    # A message that has been tried holds up its line even while it waits; one that was put for later doesn't.
    ahead = exists().where(
        same_queue,
        text("other.status = 'queued'"),
        other.c.id < _ROW.id,
        other.c.kind.not_in(_LEFT),
        or_(other.c.attempts > 0, other.c.next_try_at <= _NOW),
    )
    under_way = exists().where(same_queue, text("other.status = 'claimed'"))
    ready = (text("outbox.status = 'queued'"), _ROW.next_try_at <= _NOW, _AWAKE, _ROW.kind.not_in(_LEFT), ~under_way, ~ahead)
    query = select(_ROW.workspace_id, _ROW.id).where(*ready)
    return _bounded(query.order_by(_ROW.next_try_at, _ROW.id), postgres)


def _bounded(query: Any, postgres: bool) -> Any:
    """So many rows and no more; on PostgreSQL locked, and those that another process has locked left out."""
    query = query.limit(bindparam("most", type_=Integer))
    return query.with_for_update(skip_locked=True, of=_OUTBOX) if postgres else query


def _take(unit: SystemUnit, candidates: Any, look: Mapping[str, Any], limit: int, lease: datetime) -> Sequence[Claim]:
    """Claim the candidates in one update."""
    found = unit.run(candidates, {**look, "most": limit}).all()
    if not found:
        return ()
    values = {"b_workspaces": list({row.workspace_id for row in found}), "b_ids": [row.id for row in found], "b_lease": lease}
    try:
        with unit.session.begin_nested() if unit.postgres else nullcontext():
            return [Claim(**row) for row in unit.run(_CLAIM, values).mappings()]
    except IntegrityError:
        # Another process claimed from the same queue between our look and our claim; the next poll finds the rest.
        return ()


@cache
def _marking(names: tuple[str, ...]) -> Any:
    """The update that sets these columns of a row that is still claimed as it was."""
    same = (_ROW.workspace_id == bindparam("b_workspace"), _ROW.id == bindparam("b_id"))
    still_ours = (text(CLAIMED), _ROW.attempts == bindparam("b_attempts"))
    return update(_OUTBOX).where(*same, *still_ours).values({name: bindparam(name, type_=_ROW[name].type) for name in names})


_SENT = ("last_error", "lease_until", "platform_ref", "sent_at", "status")


def _mark(unit: AnyUnit, row: Claim, **values: Any) -> bool:
    names = tuple(sorted({"lease_until", *values}))
    return unit.changed(_marking(names), _marked(row, **values)) == 1


def _marked(row: Claim, **values: Any) -> dict[str, Any]:
    """The values of one mark; its lease ends unless a new one is among them. `attempts` fences it."""
    return {"lease_until": None, **values, "b_workspace": row.workspace_id, "b_id": row.id, "b_attempts": row.attempts}


def _cancel(unit: Unit, which: Any) -> int:
    return unit.update(Outbox, which, text(QUEUED), status=OutboxStatus.CANCELLED)
