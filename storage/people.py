"""Who is who: workspaces, installations, and the person behind an account at a platform."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from storage.enums import System
from storage.ids import new_id
from storage.models import ExternalRef, Identity, Installation, Person, Workspace
from storage.unit import SystemUnit, Unit, table_of

_IDENTITY = table_of(Identity).c
_PERSON = table_of(Person).c
_REF = table_of(ExternalRef).c

ZONE_CHOSEN = "zone_chosen"
"""Among somebody's preferences: their zone is the one that they chose, also where their platform tells the same."""
_MOVED = "people who moved"
"""Under this a unit keeps the ids of those of whom a platform has told another zone."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a platform says of somebody who speaks."""

    system: System
    external_id: str
    name: str = ""
    timezone: str | None = None
    handle: str | None = None


def ensure_workspace(unit: SystemUnit, key: str, at: datetime) -> str:
    """The id of the workspace with that key, made if there is none: a new one's id is its key."""
    row = unit.one(Workspace, table_of(Workspace).c.key == key)
    if row is None:
        unit.insert_new(Workspace, {"id": key, "key": key, "name": "", "created_at": at})
        return key
    return row.id


def ensure_installation(unit: Unit, system: System, external_id: str, at: datetime) -> None:
    """Note where the workspace is reached; an installation that another one has stays with that."""
    row = {"id": new_id(), "workspace_id": unit.workspace_id, "system": system, "external_id": external_id}
    unit.insert_new(Installation, {**row, "installed_at": at})


def by_identity(unit: Unit, system: System, external_id: str) -> Person | None:
    """The person behind an account, or None for someone not met before."""
    identity = unit.one(Identity, _IDENTITY.system == system, _IDENTITY.external_id == external_id)
    return unit.get(Person, identity.person_id) if identity else None


def leaving_to(unit: Unit, person_id: str) -> list[Person]:
    """Those who named somebody as their stand-in, whether or not they are away."""
    return unit.all(Person, _PERSON.stand_in_id == person_id)


def stood_in_for(unit: Unit, person_id: str, now: datetime) -> list[Person]:
    """The people who are away and whose place somebody takes, by themselves or for one who takes it."""
    absent, waiting = dict[str, Person](), [person_id]
    while waiting:
        found = [each for each in leaving_to(unit, waiting.pop()) if is_away(each, now)]
        fresh = {each.id: each for each in found if each.id not in absent and each.id != person_id}
        absent |= fresh
        waiting += fresh
    return list(absent.values())


def is_out(unit: Unit, person_id: str | None, now: datetime) -> bool:
    """Whether somebody is away, and nobody who is there takes their place."""
    tried = set[str]()
    while (person := unit.get(Person, person_id)) and person.id not in tried and is_away(person, now):
        tried.add(person.id)
        person_id = person.stand_in_id
    return bool(tried) and (person is None or person.id in tried)


def is_away(person: Person, now: datetime) -> bool:
    """Whether somebody is out of office then, whoever stands in for them."""
    begun = person.away_from is None or person.away_from <= now
    return begun and person.away_until is not None and now < person.away_until


def workspaces_with_absences_over(unit: SystemUnit, now: datetime) -> list[str]:
    """The workspaces in which somebody was away until then, or before."""
    return list(unit.run(select(_PERSON.workspace_id).where(_PERSON.away_until <= now).distinct()).scalars())


def next_return(unit: SystemUnit) -> datetime | None:
    """When the next absence is over, or should be, in any workspace; None where nobody is away."""
    found: datetime | None = unit.run(select(func.min(_PERSON.away_until))).scalar_one_or_none()
    return found


def absent_until(unit: Unit, now: datetime, limit: int) -> list[Person]:
    """Those who were away until then, or before, and still stand as away."""
    return unit.all(Person, _PERSON.away_until <= now, order_by=(_PERSON.away_until, _PERSON.id), limit=limit)


def ensure_person(unit: Unit, account: Account, at: datetime) -> Person:
    """The person behind an account, made if not met before: accounts at two platforms are two people.

    What the platform now says of their name is kept where we know no other, and of their zone until they choose one; the
    handle is the newest.
    """
    identity = unit.one(Identity, _IDENTITY.system == account.system, _IDENTITY.external_id == account.external_id)
    if identity is None:
        made = unit.add(Person(name=account.name or None, timezone=account.timezone, created_at=at))
        unit.add(
            Identity(
                system=account.system,
                external_id=account.external_id,
                person_id=made.id,
                handle=account.handle,
                timezone=account.timezone,
            )
        )
        return made
    person = unit.get(Person, identity.person_id)
    assert person is not None, "the schema holds that there is one"
    if person.erased_at is None:
        _learn(unit, person, identity, account)
    if account.handle and identity.handle != account.handle:
        identity.handle = account.handle
    return person


def identities(unit: Unit, person_id: str) -> list[Identity]:
    """A person's accounts, the oldest first."""
    return unit.all(Identity, _IDENTITY.person_id == person_id, order_by=_IDENTITY.id)


def identities_of(unit: Unit, person_ids: Iterable[str]) -> dict[str, list[Identity]]:
    """The accounts of several people, by person, in one query."""
    found: dict[str, list[Identity]] = {person_id: [] for person_id in person_ids}
    for identity in unit.all(Identity, _IDENTITY.person_id.in_(list(found)), order_by=_IDENTITY.id):
        found[identity.person_id].append(identity)
    return found


def workspaces_with_people(unit: SystemUnit) -> list[str]:
    """The workspaces in which somebody is: one look at an index each."""
    workspace = table_of(Workspace).c.id
    return list(unit.run(select(workspace).where(exists().where(_PERSON.workspace_id == workspace))).scalars())


def usual_zone(unit: Unit) -> str | None:
    """The zone that most people of the workspace are in; None where nobody's is known."""
    zone = _PERSON.timezone
    known = select(zone).where(unit.mine(Person), _PERSON.erased_at.is_(None), zone.is_not(None))
    found: str | None = unit.run(known.group_by(zone).order_by(func.count().desc(), zone).limit(1)).scalar_one_or_none()
    return found


def everyone(unit: Unit) -> list[Person]:
    """All people who are not erased, by name: for finding the one that somebody meant."""
    return unit.all(Person, _PERSON.erased_at.is_(None), order_by=(_PERSON.name, _PERSON.id))


def refer(unit: Unit, system: str, kind: str, external_id: str, *, entity_kind: str, entity_id: str) -> bool:
    """Note another system's name for something of ours; False if that name is taken."""
    row = {"system": system, "kind": kind, "external_id": external_id, "entity_kind": entity_kind, "entity_id": entity_id}
    return unit.insert_if_new(ExternalRef, {"id": new_id(), **row})


def referred(unit: Unit, system: str, kind: str, external_id: str) -> ExternalRef | None:
    """What another system's name stands for here."""
    return unit.one(ExternalRef, _REF.system == system, _REF.kind == kind, _REF.external_id == external_id)


def chose_zone(unit: Unit, person: Person) -> bool:
    """Whether somebody's zone is their own choice, and not what a platform told of them."""
    told = {each.timezone for each in identities(unit, person.id)}
    return ZONE_CHOSEN in person.preferences or (person.timezone is not None and person.timezone not in told)


def has_moved(unit: Unit, person: Person) -> bool:
    """Whether a platform has told another zone of somebody in this unit."""
    return person.id in unit.session.info.get(_MOVED, ())


def _learn(unit: Unit, person: Person, identity: Identity, account: Account) -> None:
    person.name = person.name or account.name or None
    if account.timezone is None:
        return
    follows = ZONE_CHOSEN not in person.preferences and person.timezone in (None, identity.timezone)
    if follows and person.timezone != account.timezone:
        person.timezone = account.timezone
        unit.session.info.setdefault(_MOVED, set()).add(person.id)
    if identity.timezone != account.timezone:
        identity.timezone = account.timezone
