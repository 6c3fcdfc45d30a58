"""Nudges: when one is due it becomes a message in the outbox; when the message leaves it is composed from what is true then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.core.library import Library
from handlers.core.reply import Reply
from handlers.pipeline import calendar, saying, speaking
from handlers.pipeline.people import reach
from knowledge.clocks import Customs
from knowledge.clocks import customs as packaged_customs
from storage import nudges, outbox
from storage.enums import NudgeStatus
from storage.models import Nudge, Requisition
from storage.unit import Unit

KIND = "nudge"
OVER = (NudgeStatus.DONE, NudgeStatus.DROPPED)


def queue_due(unit: Unit, now: datetime, real_now: datetime, limit: int, customs: Customs | None = None) -> int:
    """Turn the nudges whose time has come into messages; how many. `now` is business time, `real_now` what the outbox runs on.

    Who may not be messaged now (it was meant for earlier, and we were away) is told first thing in their working hours;
    without `customs` everybody may be.
    """
    customs = customs or replace(packaged_customs(), any_time=True)
    due = nudges.due(unit, now, limit)
    # After an outage only the last voice of a deadline is still true; the earlier ones would be noise.
    noise = nudges.overtaken(unit, [nudge.id for nudge in due], now) if due else set()
    if noise:
        nudges.drop(unit, list(noise), "overtaken")
    for nudge in due:
        if nudge.id not in noise and not _waits(unit, nudge, now, customs):
            _queue(unit, nudge, real_now)
    return len(due)


def _waits(unit: Unit, nudge: Nudge, now: datetime, customs: Customs) -> bool:
    """Whether it is said later, or not at all: quiet hours, and who is next in line hears after the owner and only then."""
    req = unit.get(Requisition, nudge.requisition_id)
    if req is None:
        return False
    if saying.is_climb(nudge) and (hears := _after_the_owner(unit, nudge, now, customs)) != now:
        nudges.postpone(unit, [nudge.id], hears) if hears else nudges.drop(unit, [nudge.id], "acknowledged")
        return True
    free = calendar.first_after(speaking.person_hours(unit, customs, req, nudge.person_id), now)
    if free > now:
        nudges.postpone(unit, [nudge.id], free)
    return free > now


def _after_the_owner(unit: Unit, nudge: Nudge, now: datetime, customs: Customs) -> datetime | None:
    """When the next person hears of it: now, later, or (None) not at all, as the owner has answered."""
    owners = unit.one(Nudge, Nudge.key == saying.owners_key(nudge))
    if owners is None:
        return now
    if owners.acknowledged_at or owners.status in OVER:
        return None
    heard = owners.said_at if owners.status is NudgeStatus.SAID and owners.said_at else max(owners.say_at, now)
    return max(now, heard + timedelta(hours=customs.climb_after_hours))


def _queue(unit: Unit, nudge: Nudge, real_now: datetime) -> None:
    req = unit.get(Requisition, nudge.requisition_id)
    address = (reach(unit, nudge.person_id) if nudge.person_id else None) or (dict(req.address) if req else None)
    if not address:
        nudges.drop(unit, [nudge.id], "nowhere_to_say_it")
        return
    # A snoozed nudge is said again, so its time is part of the key; the same saying never has two.
    key = f"{KIND}:{nudge.id}:{nudge.say_at.isoformat()}"
    message = outbox.put(unit, key, KIND, {"nudge": nudge.id}, address, real_now)
    if message:
        nudges.queue(unit, [nudge.id], message)
    else:
        nudges.drop(unit, [nudge.id], "said_before")


def compose(unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime, message: str | None = None) -> Reply | None:
    """The nudge as it stands at this moment; None where it has nothing to say any more.

    `message` is the outbox's id of what is about to leave: a nudge that was snoozed meanwhile waits for another one.
    """
    nudge = unit.get(Nudge, refs.get("nudge"))
    if nudge is not None and message is None and nudge.said_at and saying.is_over(nudge):
        told = saying.owed(unit, library, now, nudge)
        return saying.answered(told) if told else None
    if nudge is None or not _wanted(unit, nudge, now, message):
        return None
    private = bool(nudge.person_id and reach(unit, nudge.person_id))
    about = saying.owed(unit, library, now, nudge, private=private)
    return saying.reply(about) if about else None


def _wanted(unit: Unit, nudge: Nudge, now: datetime, message: str | None) -> bool:
    """Whether it is still to be said: by this message, its clock running, and no later voice of the deadline speaking."""
    if nudge.status in OVER or nudge.reason is not None or (message and nudge.outbox_id != message):
        return False
    return not nudges.overtaken(unit, [nudge.id], now)
