"""Out of office: who stands in has what falls into it, and hands it back when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.core.library import Library
from handlers.pipeline import changes
from handlers.pipeline.changes.deeds import Deed, by_the_house
from handlers.pipeline.changes.trail import home_key
from handlers.pipeline.rules.policy import in_force
from storage import nudges, people, reqs, surfaces
from storage.models import Person, Requisition
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Absence:
    """From when until when somebody is away, and who stands in (a person's id); all None: they are here."""

    begins: datetime | None = None
    until: datetime | None = None
    stand_in_id: str | None = None


def set_out(unit: Unit, deed: Deed, person: Person, absence: Absence) -> None:
    """Somebody is away then, or back: whoever hears what they owe is found anew."""
    touched, before = {person.id, person.stand_in_id, absence.stand_in_id} - {None}, concerned(unit, person)
    person.away_from, person.away_until, person.stand_in_id = absence.begins, absence.until, absence.stand_in_id
    for req in {each.id: each for each in (*before, *concerned(unit, person))}.values():
        changes.settle_req(unit, deed, req)
    for person_id in touched:  # who owes what has changed hands
        surfaces.touch(unit, home_key(str(person_id)), deed.real_now)


def over(unit: Unit, now: datetime, limit: int) -> list[str]:
    """The ids of people whose absence has ended. Reads only."""
    return [each.id for each in people.absent_until(unit, now, limit)]


def welcome_back(unit: Unit, library: Library, ids: Sequence[str], now: datetime, real_now: datetime) -> int:
    """End these absences, unless they were made longer meanwhile; how many."""
    back = [person for id in ids if (person := unit.get(Person, id)) and person.away_until and person.away_until <= now]
    deed = by_the_house(now, real_now, in_force(library, unit))
    for person in back:
        set_out(unit, deed, person, Absence())
    return len(back)


def concerned(unit: Unit, me: Person) -> list[Requisition]:
    """The searches in which one owes something or has a part, or one's stand-in owes something; and those of everybody for
    whom one stands in, in turn."""
    theirs = nudges.owed_by(unit, me.stand_in_id) if me.stand_in_id else []
    ids = {each.requisition_id for each in theirs if each.requisition_id}
    asked, waiting = {me.id}, [me.id]
    while waiting:
        person_id = waiting.pop()
        ids |= {req.id for req in reqs.reqs_of(unit, person_id)}
        ids |= {each.requisition_id for each in nudges.owed_by(unit, person_id) if each.requisition_id}
        instead = {each.id for each in people.leaving_to(unit, person_id)} - asked
        asked |= instead
        waiting += instead
    return [req for id in sorted(ids) if (req := unit.get(Requisition, id))]
