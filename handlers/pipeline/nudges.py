"""Nudges: when one is due it becomes a message in the outbox; when the message leaves it is composed from what is true then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.core import times
from handlers.core.library import Library
from handlers.core.reply import Action, Heading, Reply, Text
from handlers.core.wording import Wording
from handlers.pipeline.people import reach
from storage import nudges, outbox
from storage.enums import NudgeStatus
from storage.models import Candidate, Nudge, Person, Requisition
from storage.tables.pipeline import Application
from storage.unit import Unit

say = Wording("nudge")

KIND = "nudge"
OVER = (NudgeStatus.DONE, NudgeStatus.DROPPED)


def queue_due(unit: Unit, now: datetime, real_now: datetime, limit: int) -> int:
    """Turn the nudges whose time has come into messages; how many. `now` is business time, `real_now` what the outbox runs on."""
    due = nudges.due(unit, now, limit)
    # After an outage only the last voice of a deadline is still true; the earlier ones would be noise.
    noise = nudges.overtaken(unit, [nudge.id for nudge in due], now) if due else set()
    if noise:
        nudges.drop(unit, list(noise), "overtaken")
    for nudge in due:
        if nudge.id not in noise:
            _queue(unit, nudge, real_now)
    return len(due)


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
    if nudge is None or not _wanted(unit, nudge, now, message):
        return None
    application = unit.get(Application, nudge.application_id)
    req = unit.get(Requisition, nudge.requisition_id)
    if application is None or req is None:
        return None
    candidate = unit.get(Candidate, application.candidate_id)
    owner = unit.get(Person, nudge.person_id)
    zone = owner.timezone if owner else None
    sentence = getattr(say, nudge.voice.value)
    lead = sentence(
        owner=(owner.name if owner else None) or "",
        name=(candidate.name or candidate.initials or "") if candidate else "",
        req=f"R-{req.number}",
        due=times.at(nudge.deadline_at, zone, now),
        left=times.left(nudge.deadline_at - now),
        started=times.at(application.loop_done_at or now, zone, now),
    )
    why = next((rule.why for rule in library.clocks if rule.id == nudge.clock), None)
    reason = library.knowledge.facts[why] if why else None
    because = f"{reason.statement} ({library.short_names[reason.source]})" if reason else ""
    return Reply(
        lead,
        (Heading(lead), *((Text(because, small=True),) if because else ())),
        actions=(
            Action(say.done_button(), "offer sent", {"application": application.id}, primary=True),
            Action(say.snooze_button(), "snooze", {"nudge": nudge.id}),
            Action(say.skip_button(), "skip", {"nudge": nudge.id}),
        ),
        data={
            "nudge": nudge.id,
            "clock": nudge.clock,
            "voice": nudge.voice.value,
            "req": req.number,
            "due_at": nudge.deadline_at.isoformat(),
        },
    )


def _wanted(unit: Unit, nudge: Nudge, now: datetime, message: str | None) -> bool:
    """Whether it is still to be said: by this message, its clock running, and no later voice of the deadline speaking."""
    if nudge.status in OVER or nudge.reason is not None or (message and nudge.outbox_id != message):
        return False
    return not nudges.overtaken(unit, [nudge.id], now)
