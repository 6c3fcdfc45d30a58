"""Roles in the workspace: one is given, or taken, at a time; taking that back takes, or gives, that one and leaves the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers.core import codes
from handlers.core.access import Role
from handlers.pipeline.changes import questions
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.settling import settle_req
from handlers.pipeline.changes.trail import change, row_of, undoing_of
from storage import people, reqs
from storage.models import Event, Person
from storage.unit import Unit

PART = "part"
"""In an event: which role."""


def give_role(unit: Unit, deed: Deed, person: Person, role: Role) -> Event:
    """Somebody who does not have it has the role from now on."""
    values = {"roles": [*person.roles, role.value]}
    event = change(unit, deed, codes.ROLE_GIVEN, person, values, after={"person": person.id, PART: role.value})
    _settle_stood_in(unit, deed, person)
    return event


def take_role(unit: Unit, deed: Deed, person: Person, role: Role) -> Event:
    """Somebody who has the role has it no longer. See `is_last_admin`: there always is one."""
    values = {"roles": [each for each in person.roles if each != role.value]}
    event = change(unit, deed, codes.ROLE_TAKEN, person, values, after={"person": person.id, PART: role.value})
    _settle_stood_in(unit, deed, person)
    return event


def is_last_admin(unit: Unit, person: Person) -> bool:
    """Whether nobody else could give roles."""
    return [each.id for each in people.everyone(unit) if Role.ADMIN in each.roles] == [person.id]


def stands(unit: Unit, event: Event) -> bool:
    """Whether somebody still has the role that they were given, or still lacks the one that was taken."""
    return (event.after[PART] in row_of(unit, Person, event).roles) == (event.kind == codes.ROLE_GIVEN)


def ends_all_admins(unit: Unit, event: Event) -> bool:
    """Whether taking it back would leave nobody who can give roles."""
    gave_admin = event.kind == codes.ROLE_GIVEN and event.after[PART] == Role.ADMIN
    return gave_admin and is_last_admin(unit, row_of(unit, Person, event))


def _take_back(unit: Unit, deed: Deed, event: Event) -> Event:
    person, role = row_of(unit, Person, event), event.after[PART]
    others = [each for each in person.roles if each != role]
    values = {"roles": others if event.kind == codes.ROLE_GIVEN else [*others, role]}
    back = change(unit, deed, codes.UNDONE, person, values, **undoing_of(event))
    _settle_stood_in(unit, deed, person)
    return back


def _settle_stood_in(unit: Unit, deed: Deed, person: Person) -> None:
    """In the searches of those for whom somebody stands in, whoever hears what these owe is found anew: who has lost their last
    role hears it no longer. What they were asked about rounds has its buttons for as long as they may press them."""
    found = {req.id: req for absent in people.leaving_to(unit, person.id) for req in reqs.reqs_of(unit, absent.id)}
    for req in found.values():
        settle_req(unit, deed, req)
    questions.say_again_to(unit, person.id)


INVERSES: Mapping[str, Callable[[Unit, Deed, Event], Event]] = {codes.ROLE_GIVEN: _take_back, codes.ROLE_TAKEN: _take_back}
