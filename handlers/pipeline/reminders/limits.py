"""A person's daily limit: so many reminders reach them in a day; what is beyond waits for the digest, and stands in `due`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from handlers.core import times
from handlers.pipeline import calendar, clock, settings
from handlers.pipeline.reminders import speaking
from knowledge.clocks import Customs
from storage import nudges
from storage.enums import NudgeStatus
from storage.models import Nudge, Person, Requisition
from storage.unit import Unit

_A_MOMENT = timedelta(minutes=1)
"""What the ids' clock may be off."""


def within(unit: Unit, ready: Sequence[Nudge], customs: Customs, now: datetime, real_now: datetime) -> list[Nudge]:
    """Those of these nudges that are said by a message now; the others are left to the digest, or, for who wants none, to
    tomorrow's first message.

    A message that names several counts once. What a person put off until now is said all the same: they asked for it.
    """
    midnights = {each.person_id: _midnight(unit, each, customs, now) for each in ready if each.person_id}
    if not midnights:
        return list(ready)
    written = real_now - (now - min(midnights.values())) - _A_MOMENT
    counts = nudges.messages_since(unit, midnights, written)
    full = {id for id, count in counts.items() if count >= settings.of_person(unit, unit.get(Person, id)).daily_limit}
    beyond = {each.id: each for each in ready if each.person_id in full and each.status is not NudgeStatus.SNOOZED}
    digested = {id for id in full if settings.of_person(unit, unit.get(Person, id)).digest}
    if listed := [id for id, each in beyond.items() if each.person_id in digested]:
        nudges.to_digest(unit, listed, now)
    for id, nudge in beyond.items():
        if nudge.person_id not in digested:
            nudges.postpone(unit, [id], _tomorrow(unit, nudge, customs, now))
    return [each for each in ready if each.id not in beyond]


def _tomorrow(unit: Unit, nudge: Nudge, customs: Customs, now: datetime) -> datetime:
    """First thing in the person's next working hours after today."""
    req = unit.get(Requisition, nudge.requisition_id)
    hours = speaking.person_hours(unit, customs, req, nudge.person_id) if req else calendar.hours_of(None, customs)
    return calendar.first_after(hours, clock.end_of_day(now, hours.zone) + timedelta(minutes=1))


def _midnight(unit: Unit, nudge: Nudge, customs: Customs, now: datetime) -> datetime:
    """When the person's day began, by the clock on their wall."""
    req = unit.get(Requisition, nudge.requisition_id)
    zone = times.zone(speaking.person_hours(unit, customs, req, nudge.person_id).zone if req else None)
    return datetime.combine(now.astimezone(zone).date(), time(), zone).astimezone(UTC)
