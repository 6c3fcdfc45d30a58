"""What a unit has left behind so far: two traces that differ tell that something was changed in between."""

from __future__ import annotations

from typing import Any

from storage.models import Event, Outbox, Person
from storage.unit import Unit


def trace_of(unit: Unit, person: Person) -> tuple[Any, ...]:
    """How much stands in the trail, how many messages wait, and whether the speaker is away, which has no event of its own."""
    return unit.count(Event), unit.count(Outbox), person.away_from, person.away_until, person.stand_in_id
