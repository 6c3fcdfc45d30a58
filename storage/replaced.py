"""Of what was said of one deadline to one person the newest message stands; an earlier one is edited to a line that says so.

Ids rise with time, so of two messages the one with the higher id is the newer.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select, text

from storage import surfaces
from storage.enums import NudgeStatus, OutboxStatus
from storage.models import Nudge, Outbox
from storage.nudgekeys import deadline_of
from storage.unit import Unit, table_of

_NUDGE = table_of(Nudge)
_ROW = _NUDGE.c
_SAME = ("workspace_id", "application_id", "clock", "deadline_at", "person_id")
"""What two nudges of one deadline and one person share; their keys tell the scorecards of one round apart."""


def touch_earlier(unit: Unit, messages: Collection[str]) -> None:
    """These messages (outbox ids) have arrived: what was said before of the same deadlines, to the same people, is edited."""
    rows = unit.look(_earlier(), {"workspace": unit.workspace_id, "messages": list(messages)})
    if ids := {row.id for row in rows if deadline_of(row.key) == deadline_of(row.later)}:
        surfaces.touch_said(unit, ids)


@cache
def _earlier() -> Any:
    later = _NUDGE.alias("later")
    same = (later.c[name] == _ROW[name] for name in _SAME)
    told = (later.c.workspace_id == bindparam("workspace"), later.c.outbox_id.in_(bindparam("messages", expanding=True)))
    before = (text("nudge.status = 'said'"), _ROW.outbox_id < later.c.outbox_id)
    return select(_ROW.id, _ROW.key, later.c.key.label("later")).where(*told, *same, *before)


def newer(unit: Unit, nudge: Nudge) -> Nudge | None:
    """The nudge that has told the same person of the same deadline since, by a message that surely arrived; None where none has.

    Also where that one was put off meanwhile, and is to be said again.
    """
    if nudge.person_id is None or nudge.outbox_id is None:
        return None
    same = (_ROW[name] == getattr(nudge, name) for name in _SAME)
    since = (_ROW.outbox_id > nudge.outbox_id, _ROW.said_at.is_not(None), _ROW.reason.is_(None), _ROW.status != NudgeStatus.DONE)
    found = unit.all(Nudge, *same, *since, order_by=_ROW.outbox_id.desc())
    theirs = (each for each in found if deadline_of(each.key) == deadline_of(nudge.key))
    return next((each for each in theirs if each.status is not NudgeStatus.SAID or _arrived(unit, each)), None)


def _arrived(unit: Unit, nudge: Nudge) -> bool:
    message = unit.get(Outbox, nudge.outbox_id)
    return message is not None and message.status is OutboxStatus.SENT
