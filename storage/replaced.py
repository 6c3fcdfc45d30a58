"""Of what was said of one deadline to one person the newest message stands; an earlier one is edited to a line that says so.

Ids rise with time, so of two messages the one with the higher id is the newer.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, text

from storage import surfaces
from storage.enums import NudgeStatus, OutboxStatus
from storage.models import Nudge, Outbox
from storage.nudgekeys import deadline_of
from storage.unit import Unit, table_of

_ROW = table_of(Nudge).c
_HERE = _ROW.workspace_id == bindparam("workspace")
_READ = select(_ROW.id, _ROW.key, _ROW.application_id, _ROW.deadline_at, _ROW.person_id, _ROW.outbox_id)
_TOLD = _READ.where(_HERE, _ROW.outbox_id.in_(bindparam("messages", expanding=True)), _ROW.person_id.is_not(None))
_SAID = _READ.where(_HERE, _ROW.application_id.in_(bindparam("applications", expanding=True)), text("status = 'said'"))


def touch_earlier(unit: Unit, messages: Collection[str]) -> None:
    """These messages (outbox ids) have arrived: what was said before of the same deadlines, to the same people, is edited."""
    told = unit.look(_TOLD, {"workspace": unit.workspace_id, "messages": list(messages)}).all()
    if not told:
        return
    # Two looks at an index each: in one statement SQLite walks all that was ever said.
    said = unit.look(_SAID, {"workspace": unit.workspace_id, "applications": list({row.application_id for row in told})})
    last = {_about(row): row.outbox_id for row in sorted(told, key=lambda row: row.outbox_id)}
    earlier = [row.id for row in said if row.outbox_id and row.outbox_id < last.get(_about(row), "")]
    if earlier:
        surfaces.touch_said(unit, earlier)


def _about(row: Any) -> tuple[str, datetime, str | None]:
    """What two nudges of one deadline and one person share; a key tells the scorecards of one round apart."""
    return deadline_of(row.key), row.deadline_at, row.person_id


def newer(unit: Unit, nudge: Nudge) -> Nudge | None:
    """The nudge that has told the same person of the same deadline since, by a message that surely arrived; None where none has.

    Also where that one was put off meanwhile, and is to be said again.
    """
    if nudge.person_id is None or nudge.outbox_id is None:
        return None
    same = (_ROW.application_id == nudge.application_id, _ROW.clock == nudge.clock, _ROW.person_id == nudge.person_id)
    found = unit.all(Nudge, *same, _ROW.said_at.is_not(None), _ROW.reason.is_(None), _ROW.status != NudgeStatus.DONE)
    since = [each for each in found if each.outbox_id and each.outbox_id > nudge.outbox_id and _about(each) == _about(nudge)]
    theirs = sorted(since, key=lambda each: each.outbox_id or "", reverse=True)
    return next((each for each in theirs if each.status is not NudgeStatus.SAID or _arrived(unit, each)), None)


def _arrived(unit: Unit, nudge: Nudge) -> bool:
    message = unit.get(Outbox, nudge.outbox_id)
    return message is not None and message.status is OutboxStatus.SENT
