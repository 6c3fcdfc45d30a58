"""The nudges of a req, or of one application of it, made those that its clocks want: compared by key, and written.

`wanted.py` compares; here it is read and written. Every change of state runs this, so the statements are built once: building one
anew costs as much as running it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, case, literal, select, text, update

from storage.enums import NudgeStatus, Voice
from storage.models import Nudge
from storage.nudgekeys import deadline_of
from storage.nudges import NOT_NEEDED, said_anew
from storage.unit import Unit, table_of
from storage.wanted import (
    LIVE,
    NO_LONGER_WANTED,
    SET,
    Wanted,
    acknowledged,
    as_news,
    as_told,
    beside,
    changes,
    closed_before,
    new,
    still_true,
    unanswered,
)

_NUDGE = table_of(Nudge)
_ROW = _NUDGE.c


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What became of the keys."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def reconcile(
    unit: Unit, wanted: Iterable[Wanted], *, requisition_id: str, application_id: str | None = None, now: datetime | None = None
) -> Reconciled:
    """Make the nudges of a req (or of one application of it) those that are wanted; at most six statements.

    New keys are added; waiting ones take the new times (a snoozed one keeps the time its owner chose), said ones the new
    deadline. Vanished ones are dropped, or done if they were said; one whose message is on its way is marked, and what becomes
    of it is known when the message is (`nudges.said`). Wanted again they come back, but nothing is ever said twice. What was said
    stands while a later voice of its deadline is wanted, though its own is not any more: the deadline runs. Where that has come
    nearer since, or was held, it is said anew. What was said of those that changed is edited. `now` (business time): what comes
    to be wanted for a time that has passed is wanted from now on, so that nobody is told that we were late with it.
    """
    there = _there(unit, requisition_id, application_id)
    by_key = as_news(as_told({nudge.key: nudge for nudge in wanted}, there), there)
    by_key |= still_true(by_key.values(), there)
    needless = {deadline_of(key) for key, row in there.items() if row.reason == NOT_NEEDED}
    answered = acknowledged(by_key.values(), there)
    added = [new(nudge, now) for nudge in unanswered(by_key.values(), there, answered) if deadline_of(nudge.key) not in needless]
    changed = [values for key, nudge in by_key.items() if key in there and (values := changes(there[key], nudge, now, answered))]
    vanished = [row for key, row in there.items() if key not in by_key and row.status in LIVE and row.reason is None]
    unit.insert(Nudge, added)
    if changed:
        _change(unit, changed)
    if vanished:
        _stop(unit, [row.id for row in vanished])
    if shown := _shown(by_key, there, added, changed, vanished):
        said_anew(unit, shown)
    if handed_on := [values["b_id"] for values in changed if values["b_handed_on"]]:
        # What was said to somebody else, and answered by them, says nothing of whoever hears it now.
        unit.update(Nudge, _ROW.id.in_(handed_on), outbox_id=None, acknowledged_at=None, acknowledged_by=None)
    return Reconciled(
        added=tuple(row["key"] for row in added),
        changed=tuple(values["b_key"] for values in changed),
        dropped=tuple(row.key for row in vanished),
    )


def _shown(
    by_key: Mapping[str, Wanted],
    there: Mapping[str, Any],
    added: Sequence[Mapping[str, Any]],
    changed: Sequence[Mapping[str, Any]],
    vanished: Sequence[Any],
) -> list[str]:
    """The ids of those whose messages say something else now: what changed or vanished, and what stands beside it."""
    itself = [row.id for row in vanished if row.outbox_id] + [values["b_id"] for values in changed if values["b_shown"]]
    come = [values["b_key"] for values in changed if there[values["b_key"]].status not in LIVE]
    climbs = [row["key"] for row in added if row["voice"] == Voice.ESCALATION]
    climbs += [key for key in (*come, *(row.key for row in vanished)) if there[key].voice == Voice.ESCALATION]
    return [*itself, *beside(climbs, there), *closed_before((row.key for row in vanished), by_key, there)]


_STATUS = _ROW.status.type
_READ = tuple(_ROW[name] for name in ("id", "key", "voice", "said_at", "outbox_id", "acknowledged_at", *SET))
_OF_REQ = select(*_READ).where(_ROW.workspace_id == bindparam("workspace"), _ROW.requisition_id == bindparam("scope"))
_OF_APPLICATION = select(*_READ).where(_ROW.workspace_id == bindparam("workspace"), _ROW.application_id == bindparam("scope"))
_HERE = _ROW.workspace_id == bindparam("b_workspace")
# A message may be marked between our look and our change: what was said stays said.
_STAYS_SAID = and_(text("nudge.status = 'said'"), bindparam("status", type_=_STATUS) == NudgeStatus.QUEUED)
_CHANGE = (
    update(_NUDGE)
    .where(_HERE, _ROW.id == bindparam("b_id"))
    .values(
        {name: bindparam(name) for name in SET}
        | {"status": case((_STAYS_SAID, literal(NudgeStatus.SAID, _STATUS)), else_=bindparam("status", type_=_STATUS))}
    )
)
_STOPPED = case(
    (text("status = 'said'"), literal(NudgeStatus.DONE, _STATUS)),
    (text("status = 'queued'"), literal(NudgeStatus.QUEUED, _STATUS)),
    else_=literal(NudgeStatus.DROPPED, _STATUS),
)


def _there(unit: Unit, requisition_id: str, application_id: str | None) -> dict[str, Any]:
    """What stands in the table: the scope's nudges, by key. Of an application's, by the application alone (a shorter index)."""
    query, scope = (_OF_REQ, requisition_id) if application_id is None else (_OF_APPLICATION, application_id)
    return {row.key: row for row in unit.look(query, {"workspace": unit.workspace_id, "scope": scope})}


def _change(unit: Unit, rows: list[dict[str, Any]]) -> None:
    """One statement for all changed rows."""
    values = [{"b_workspace": unit.workspace_id, **{name: row[name] for name in ("b_id", *SET)}} for row in rows]
    unit.connection.execute(_CHANGE, values)


def _stop(unit: Unit, ids: Sequence[str]) -> None:
    """Their clock stopped: what was said is done, what is on its way is marked, the rest is dropped."""
    named = {f"b_id{place}": id for place, id in enumerate(ids)}
    unit.changed(_stop_of(len(ids)), {"b_workspace": unit.workspace_id, **named})


@cache
def _stop_of(count: int) -> Any:
    """The update of `_stop` for so many nudges: a list that is bound is spelt anew each time."""
    these = _ROW.id.in_([bindparam(f"b_id{place}") for place in range(count)])
    return update(_NUDGE).where(_HERE, these).values(status=_STOPPED, reason=NO_LONGER_WANTED)
