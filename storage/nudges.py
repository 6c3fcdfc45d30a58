"""Nudges that wait for their time, and what becomes of them: taken when due, said, put off, answered. Times are business time.

Hot paths are Core statements. Writing units of a workspace run one after another on both databases, so a unit that takes due
nudges and decides about them needs no lock of its own: the next unit finds them decided.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, literal, or_, select, text, update

from storage import replaced, surfaces
from storage.enums import NudgeStatus, Voice
from storage.ids import first_id
from storage.models import Nudge, Outbox, Workspace
from storage.nudgekeys import IN_THREAD, deadline_of
from storage.tables.messages import WAITING
from storage.unit import SystemUnit, Unit, table_of

_NUDGE = table_of(Nudge)
_ROW = _NUDGE.c

OVERTAKEN = "overtaken"
"""The reason of a nudge that is not said, as a later one of its deadline is."""
SAID_BEFORE = "said_before"
"""The reason of a nudge that is not said, as nobody owes it, and where others read it was said before."""
NOT_NEEDED = "not_needed"
"""The reason of what a person dropped: whoever would owe it next doesn't hear of it either."""

_WORKSPACE = table_of(Workspace).c.id
_WORKSPACES_DUE = select(_WORKSPACE).where(
    exists().where(_ROW.workspace_id == _WORKSPACE, text(WAITING), _ROW.say_at <= bindparam("now", type_=_ROW.say_at.type))
)

_THESE = (_ROW.workspace_id == bindparam("workspace"), _ROW.id.in_(bindparam("ids", expanding=True)))

OWED = text("status IN ('pending', 'snoozed', 'queued', 'said')")
STANDING = text("(status IN ('queued', 'said') OR (status IN ('pending', 'snoozed') AND say_at <= :now))")


def workspaces_due(unit: SystemUnit, now: datetime) -> list[str]:
    """The workspaces that have a nudge whose time has come: one look at an index each, however many nudges wait."""
    return list(unit.run(_WORKSPACES_DUE, {"now": now}).scalars())


def due(unit: Unit, now: datetime, limit: int) -> list[Nudge]:
    """The waiting nudges whose time has come, the longest waiting first."""
    return unit.all(Nudge, text(WAITING), _ROW.say_at <= now, order_by=(_ROW.say_at, _ROW.id), limit=limit)


def due_to(unit: Unit, person_ids: Collection[str], until: datetime, limit: int) -> list[Nudge]:
    """The waiting nudges of these people whose time comes by then: for one message instead of several."""
    mine = (_ROW.person_id.in_(person_ids), text(WAITING), _ROW.say_at <= until)
    return unit.all(Nudge, *mine, order_by=(_ROW.say_at, _ROW.id), limit=limit)


def next_time(unit: SystemUnit) -> datetime | None:
    """When the next nudge of any workspace wants to be said; None if none waits."""
    query = select(func.min(_ROW.say_at)).where(text(WAITING))
    found: datetime | None = unit.run(query).scalar_one_or_none()
    return found


def drop(unit: Unit, ids: Sequence[str], reason: str) -> int:
    """These nudges will not be said (again); what was said of them is edited."""
    said_anew(unit, ids)
    return unit.update(Nudge, _ROW.id.in_(ids), status=NudgeStatus.DROPPED, reason=reason)


def said_anew(unit: Unit, ids: Collection[str]) -> None:
    """What was said of these nudges is edited to what is true now. One statement."""
    surfaces.touch_said(unit, list(ids))


def workspaces_with_lines(unit: SystemUnit, due_by: datetime) -> list[str]:
    """The workspaces in which what is nobody's own (a line in a thread) was said of a deadline by then, and still stands: one
    look at an index each."""
    query = select(_WORKSPACE).where(exists().where(_ROW.workspace_id == _WORKSPACE, *_lines(due_by)))
    return list(unit.run(query).scalars())


def lines_said(unit: Unit, due_by: datetime) -> list[Nudge]:
    """These lines, the earliest deadline first."""
    return unit.all(Nudge, *_lines(due_by), order_by=(_ROW.deadline_at, _ROW.id))


def _lines(due_by: datetime) -> tuple[Any, ...]:
    return (_ROW.person_id.is_(None), OWED, text("nudge.status = 'said'"), _ROW.deadline_at <= due_by)


def said_since(unit: Unit, ids: Sequence[str], at: datetime) -> int:
    """What these nudges say by now is said since then; how many there are."""
    return unit.update(Nudge, _ROW.id.in_(ids), text("status = 'said'"), said_at=at)


def owners_of(unit: Unit, line: Nudge) -> list[str]:
    """Whom a deadline speaks to, given its line in the req's thread (person ids)."""
    about = (_ROW.application_id == line.application_id, _ROW.clock == line.clock, _ROW.deadline_at == line.deadline_at)
    query = select(_ROW.person_id, _ROW.key).where(unit.mine(Nudge), *about, _ROW.person_id.is_not(None), OWED)
    of_it = deadline_of(line.key)
    return list(dict.fromkeys(person_id for person_id, key in unit.run(query) if deadline_of(key) == of_it))


def to_digest(unit: Unit, ids: Sequence[str], at: datetime) -> int:
    """These waiting nudges are said by the next digest, not by a message: their person has heard enough for the day; how many."""
    return unit.update(Nudge, _ROW.id.in_(ids), text(WAITING), status=NudgeStatus.SAID, said_at=at, outbox_id=None)


def messages_since(unit: Unit, since: Mapping[str, datetime], written_since: datetime) -> dict[str, int]:
    """Person → how many messages have told them of nudges since their moment, those on their way included.

    `written_since` (real time): no message of interest is older. Ids rise with time, so only the newest are looked at.
    """
    lately = (_ROW.outbox_id >= first_id(written_since), or_(text("status = 'queued'"), _ROW.said_at >= min(since.values())))
    query = select(_ROW.person_id, _ROW.outbox_id, _ROW.said_at).where(unit.mine(Nudge), _ROW.person_id.in_(list(since)), *lately)
    found: dict[str, set[str]] = {person_id: set() for person_id in since}
    for person_id, message, said_at in unit.run(query):
        if said_at is None or said_at >= since[person_id]:
            found[person_id].add(message)
    return {person_id: len(messages) for person_id, messages in found.items()}


def unclear_before(unit: Unit, ids: Collection[str]) -> set[str]:
    """Those of these nudges whose very deadline has another voice of which nobody knows if it reached the same person."""
    return set(unit.run(_unclear_before(), {"workspace": unit.workspace_id, "ids": list(ids)}).scalars())


@cache
def _unclear_before() -> Any:
    earlier, message = _NUDGE.alias("earlier"), table_of(Outbox).c
    same = (earlier.c[name] == _ROW[name] for name in ("workspace_id", "application_id", "clock", "deadline_at", "person_id"))
    sent = and_(message.workspace_id == earlier.c.workspace_id, message.id == earlier.c.outbox_id)
    of_one = _stem(earlier.c.key) == _stem(_ROW.key)
    unclear = exists().where(*same, of_one, earlier.c.id != _ROW.id, sent, text("outbox.status = 'unclear'"))
    return select(_ROW.id).where(*_THESE, unclear)


def queue(unit: Unit, messages: Mapping[str, Sequence[str]]) -> None:
    """Message (outbox id) → the waiting nudges that it says; one that does not wait any more stays as it is."""
    rows = [{"b_id": id, "b_outbox": message} for message, ids in messages.items() for id in ids]
    if rows:
        unit.connection.execute(_QUEUE, [{"b_workspace": unit.workspace_id, **row} for row in rows])


def hand_over(unit: Unit, ids: Sequence[str], outbox_id: str) -> int:
    """These nudges, whose message was refused, are said by another one; how many were still to be said."""
    return unit.update(Nudge, _ROW.id.in_(ids), text("status = 'queued'"), outbox_id=outbox_id)


def said(unit: Unit, outbox_id: str, at: datetime) -> int:
    """The message left (or may have left): its nudges are said, and done where their clock stopped meanwhile; how many."""
    count = unit.changed(_SAID, {"b_workspace": unit.workspace_id, "b_outbox": outbox_id, "b_at": at})
    replaced.touch_earlier(unit, [outbox_id])
    return count


def all_said(unit: SystemUnit, messages: Sequence[tuple[str, str, datetime]]) -> None:
    """The same for many messages: (workspace, outbox id, when)."""
    rows = [{"b_workspace": workspace, "b_outbox": message, "b_at": at} for workspace, message, at in messages]
    unit.changed_by_all(_SAID, rows)
    for workspace in {workspace for workspace, *_ in messages}:
        replaced.touch_earlier(unit.within(workspace), [message for here, message, _ in messages if here == workspace])


def overtaken(unit: Unit, ids: Collection[str], now: datetime) -> set[str]:
    """Those of these nudges whose deadline has a later voice that the same person was or may be given by now: mere noise."""
    values = {"workspace": unit.workspace_id, "ids": list(ids), "now": now}
    return set(unit.run(_overtaken(), values).scalars())


def _rank(voice: Any) -> Any:
    """Which voice of a deadline comes after which."""
    return case(*((voice == each, literal(place)) for place, each in enumerate(Voice)))


def _stem(key: Any) -> Any:
    """The same as `deadline_of`, in SQL: application, clock and moment alone are not one's own where each owes a scorecard."""
    letters = func.replace(key, ":", "")  # trimmed by these, a key ends with its last colon
    owned = func.rtrim(key, letters)
    return func.rtrim(func.substr(owned, 1, func.abs(func.length(owned) - 1)), letters)


@cache
def _overtaken() -> Any:
    later = _NUDGE.alias("later")
    begun = text(
        "(later.status IN ('queued', 'said', 'done') OR (later.status IN ('pending', 'snoozed') AND later.say_at <= :now))"
    ).bindparams(bindparam("now", type_=_ROW.say_at.type))
    same = (later.c[name] == _ROW[name] for name in ("workspace_id", "application_id", "clock", "deadline_at"))
    of_one = _stem(later.c.key) == _stem(_ROW.key)
    hears = later.c.person_id.is_not_distinct_from(_ROW.person_id)
    comes_after = or_(_rank(later.c.voice) > _rank(_ROW.voice), and_(later.c.voice == _ROW.voice, later.c.id > _ROW.id))
    at_once = and_(later.c.say_at == _ROW.say_at, comes_after)
    after = or_(later.c.say_at > _ROW.say_at, at_once)
    spoken = exists().where(*same, hears, begun, after, of_one)  # the stem last: SQLite reads from left to right, and it is dear
    return select(_ROW.id).where(*_THESE, spoken)


def unneeded(unit: Unit, outbox_id: str) -> int:
    """The message had nothing to say any more when its turn came: its nudges are dropped; how many."""
    which = (_ROW.outbox_id == outbox_id, text("status = 'queued'"))
    return unit.update(Nudge, *which, status=NudgeStatus.DROPPED, reason=func.coalesce(_ROW.reason, OVERTAKEN))


def postpone(unit: Unit, ids: Sequence[str], say_at: datetime) -> int:
    """Wait longer (quiet hours, a daily limit) without anyone having asked for it; how many still waited.

    What its owner had put off until now waits like any other from then on: it is said sooner where they are there sooner.
    """
    return unit.update(Nudge, _ROW.id.in_(ids), text(WAITING), status=NudgeStatus.PENDING, say_at=say_at)


def snooze(unit: Unit, nudge_id: str, until: datetime) -> bool:
    """Say it again then, because its owner asked; False if it is done or dropped. What was said of it is edited, now and where
    it is settled before."""
    said_anew(unit, [nudge_id])
    return unit.update(Nudge, _ROW.id == nudge_id, OWED, status=NudgeStatus.SNOOZED, say_at=until) == 1


def acknowledge(unit: Unit, nudge_id: str, person_id: str, at: datetime) -> bool:
    """Its owner has seen it; False if somebody acknowledged it before. Stops the climb, not the clock."""
    first = _ROW.acknowledged_at.is_(None)
    return unit.update(Nudge, _ROW.id == nudge_id, first, acknowledged_at=at, acknowledged_by=person_id) == 1


def owed_by(unit: Unit, person_id: str, limit: int = 200) -> list[Nudge]:
    """What a person owes, the earliest deadline first."""
    return unit.all(Nudge, _ROW.person_id == person_id, OWED, order_by=(_ROW.deadline_at, _ROW.id), limit=limit)


def heard_before(unit: Unit, nudge: Nudge) -> bool:
    """Whether its person has heard of the same deadline before it, in another voice."""
    others = (_ROW.application_id == nudge.application_id, _ROW.person_id == nudge.person_id, _ROW.id != nudge.id)
    to_them = (_ROW.clock == nudge.clock, _ROW.said_at.is_not(None), _ROW.key.not_like(f"%:{IN_THREAD}"))
    said = unit.all(Nudge, *others, *to_them)
    earlier = (each for each in said if nudge.said_at is None or (each.said_at and each.said_at < nudge.said_at))
    return any(deadline_of(each.key) == deadline_of(nudge.key) for each in earlier)


def waiting_under(unit: Unit, nudge: Nudge, prefix: str) -> list[Nudge]:
    """The waiting nudges of the same application whose keys begin so."""
    begins = _ROW.key.startswith(prefix, autoescape=True)
    return unit.all(Nudge, _ROW.application_id == nudge.application_id, text(WAITING), begins)


def standing(unit: Unit, person_id: str, now: datetime, limit: int = 200) -> list[Nudge]:
    """What a person has been told, or should have been by now, and has not done: for a digest, the earliest deadline first.

    Said (also where only a digest says it: such a nudge has no message), on its way, or its time has come. One row a voice:
    those of one deadline share application, clock and deadline.
    """
    owed = STANDING.bindparams(bindparam("now", now, type_=_ROW.say_at.type))
    mine = (_ROW.person_id == person_id, _ROW.reason.is_(None), owed)
    return unit.all(Nudge, *mine, order_by=(_ROW.deadline_at, _ROW.say_at, _ROW.id), limit=limit)


def owed_on(unit: Unit, requisition_id: str, *, lines: bool = False) -> list[Nudge]:
    """What is owed on a req, the earliest deadline first; with `lines`, those of its thread too."""
    which = () if lines else (_ROW.key.not_like(f"%:{IN_THREAD}"),)
    return unit.all(Nudge, _ROW.requisition_id == requisition_id, OWED, *which, order_by=(_ROW.deadline_at, _ROW.id))


def owed_for(unit: Unit, application_ids: Collection[str | None], clocks: Collection[str]) -> list[Nudge]:
    """What is owed by these clocks of these applications, without the lines in threads, the oldest first."""
    about = (_ROW.application_id.in_(list(application_ids)), _ROW.clock.in_(list(clocks)), _ROW.person_id.is_not(None), OWED)
    return unit.all(Nudge, *about, order_by=_ROW.id) if application_ids else []


_STATUS = _ROW.status.type
# Statements of the hot paths are built once: building one anew costs as much as running it.
_HERE = _ROW.workspace_id == bindparam("b_workspace")
_QUEUE = (
    update(_NUDGE)
    .where(_HERE, _ROW.id == bindparam("b_id"), text(WAITING))
    .values(status=NudgeStatus.QUEUED, outbox_id=bindparam("b_outbox"))
)
_SAID = (
    update(_NUDGE)
    .where(_HERE, _ROW.outbox_id == bindparam("b_outbox"), text("status = 'queued'"))
    .values(
        status=case((_ROW.reason.is_(None), literal(NudgeStatus.SAID, _STATUS)), else_=literal(NudgeStatus.DONE, _STATUS)),
        said_at=bindparam("b_at", type_=_ROW.said_at.type),
    )
)
