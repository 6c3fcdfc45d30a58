"""What those owe who are away, as it stands with whoever stands in for them."""

from __future__ import annotations

from datetime import datetime

from handlers.core import access
from handlers.core.library import Library
from handlers.pipeline.reminders import owing
from handlers.pipeline.rules import calendar
from handlers.pipeline.rules.clock import INTERVIEWER
from storage import nudgekeys, nudges, people
from storage.models import Nudge, Person, Requisition
from storage.unit import Unit


def left_to(unit: Unit, library: Library, person: Person, now: datetime) -> list[Nudge]:
    """What was said to those for whom this person stands in before they went away, and not to this person since: the nudges, of
    each deadline the last that was said, the nearest deadline first.

    What is to be said while they are away comes to this person by itself. What an interviewer saw, nobody else writes down.
    """
    absent = [each for each in people.leaving_to(unit, person.id) if calendar.hours_of(each, library.customs).is_away(now)]
    if not absent:
        return []
    own = {nudgekeys.deadline_of(each.key) for each in owing.heard(nudges.owed_by(unit, person.id))}
    apart = {rule.id for rule in library.clocks if rule.owner == INTERVIEWER}
    said = [each for one in absent for each in nudges.owed_by(unit, one.id) if each.said_at and each.clock not in apart]
    reqs = {each.id: each for each in unit.meet(Requisition, {each.requisition_id for each in said})}
    off = {id for id, req in reqs.items() if access.is_off(unit, req, person.id)}
    said = [each for each in said if each.requisition_id not in off]
    last = {nudgekeys.deadline_of(each.key): each for each in sorted(said, key=lambda each: (each.said_at, each.id))}
    return sorted((each for key, each in last.items() if key not in own), key=lambda each: (each.deadline_at, each.id))
