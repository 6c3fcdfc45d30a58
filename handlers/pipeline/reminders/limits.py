"""A person's daily limit: so many reminders reach them in a day; what is beyond waits for the digest, and stands in `due`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from handlers.core import times
from handlers.pipeline import settings
from handlers.pipeline.reminders import speaking
from handlers.pipeline.rules import calendar, dueby
from knowledge.deadlines.clocks import Customs
from storage import nudges
from storage.enums import NudgeStatus
from storage.models import Nudge, Person, Requisition
from storage.unit import Unit

_A_MOMENT = timedelta(minutes=1)
"""What the ids' clock may be off."""


@dataclass(frozen=True, slots=True)
class Within:
    """The nudges that are said now, and for whom (person ids) their message is the last of the day."""

    said: Sequence[Nudge]
    last_for: frozenset[str]


def within(unit: Unit, ready: Sequence[Nudge], customs: Customs, now: datetime, real_now: datetime) -> Within:
    """Those of these nudges that are said by a message now; the others are left to the digest, or, for who wants none, to
    tomorrow's first message.

    A message that names several counts once. What a person put off until now is said all the same: they asked for it.
    """
    midnights = {each.person_id: _midnight(unit, each, customs, now) for each in ready if each.person_id}
    if not midnights:
        return Within(ready, frozenset())
    written = real_now - (now - min(midnights.values())) - _A_MOMENT
    counts = nudges.messages_since(unit, midnights, written)
    left = {id: settings.of_person(unit, unit.get(Person, id)).daily_limit - count for id, count in counts.items()}
    full = {id for id, count in left.items() if count <= 0}
    beyond = {each.id: each for each in ready if each.person_id in full and each.status is not NudgeStatus.SNOOZED}
    digested = {id for id in full if settings.of_person(unit, unit.get(Person, id)).digest}
    if listed := [id for id, each in beyond.items() if each.person_id in digested]:
        nudges.to_digest(unit, listed, now)
    for id, nudge in beyond.items():
        if nudge.person_id not in digested:
            nudges.postpone(unit, [id], _tomorrow(unit, nudge, customs, now))
    return Within([each for each in ready if each.id not in beyond], frozenset(id for id, count in left.items() if count == 1))


def _tomorrow(unit: Unit, nudge: Nudge, customs: Customs, now: datetime) -> datetime:
    """First thing in the person's next working hours after today."""
    req = unit.get(Requisition, nudge.requisition_id)
    hours = speaking.person_hours(unit, customs, req, nudge.person_id) if req else calendar.hours_of(None, customs)
    return calendar.first_after(hours, dueby.end_of_day(now, hours.zone) + timedelta(minutes=1))


def _midnight(unit: Unit, nudge: Nudge, customs: Customs, now: datetime) -> datetime:
    """When the person's day began, by the clock on their wall."""
    req = unit.get(Requisition, nudge.requisition_id)
    zone = times.zone(speaking.person_hours(unit, customs, req, nudge.person_id).zone if req else None)
    return datetime.combine(now.astimezone(zone).date(), time(), zone).astimezone(UTC)
