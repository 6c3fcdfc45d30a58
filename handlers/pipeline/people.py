"""Who speaks: an account at a platform becomes a person of the workspace, and is remembered with where to reach them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from handlers.core.access import Role
from handlers.core.codes import REFUSED
from handlers.core.command import Command
from storage import people
from storage.enums import System
from storage.models import Event, Identity, Person, Workspace
from storage.unit import Unit


def settle_workspace(unit: Unit, now: datetime) -> None:
    """Make the workspace's row on its first write: every other row hangs on it."""
    unit.insert_new(Workspace, {"id": unit.workspace_id, "key": unit.workspace_id, "name": "", "created_at": now})


def known(unit: Unit, command: Command) -> Person | None:
    """The person who sent the command, if they wrote here before. Changes nothing."""
    return people.by_identity(unit, System(command.actor.system), command.actor.external_id)


def speaker(unit: Unit, command: Command) -> Person:
    """The person who sent the command, made on their first write; a private place becomes where they are reached alone.

    Who has not written in private yet is reached where the door says that such a chat can be opened.

    Roles that the door vouches for are theirs from then on; the first person of a workspace is its admin.
    """
    actor = command.actor
    account = people.Account(System(actor.system), actor.external_id, actor.name, actor.timezone)
    person = people.ensure_person(unit, account, command.now)
    if person in unit.session.new:
        settle_workspace(unit, command.now)
        if actor.installation:
            people.ensure_installation(unit, account.system, actor.installation, command.now)
        unit.flush()
        first = unit.count(Person) == 1
        person.roles = list(actor.roles) or ([Role.ADMIN.value] if first else [])
    _reached(unit, person, account, address_of(command) if command.place.private else command.place.aside, command.place.private)
    return person


def has_moved(unit: Unit, person: Person) -> bool:
    """Whether their platform has just told another zone of the speaker."""
    return people.has_moved(unit, person)


def mentioned(unit: Unit, command: Command, external_id: str, name: str) -> Person:
    """Somebody who is mentioned, made if not met before: the platform vouches for them, its door says where they are reached."""
    account = people.Account(System(command.place.system), external_id, name)
    person = people.ensure_person(unit, account, command.now)
    unit.flush()
    _reached(unit, person, account, command.place.others.get(external_id, {}), chat=False)
    return person


def _reached(unit: Unit, person: Person, account: people.Account, alone: Mapping[str, Any], chat: bool) -> None:
    """Keep where an account is reached alone. `chat`: that chat is there; else the known one stays, by the newest route to it."""
    for identity in people.identities(unit, person.id) if alone else ():
        mine = identity.system == account.system and identity.external_id == account.external_id
        kept = {**alone} if chat else {**(identity.address or {}), **alone}
        if mine and kept != identity.address:
            identity.address = kept


def note_refusal(unit: Unit, command: Command, verb: str, requisition_id: str | None) -> None:
    """Put into the trail that somebody was refused something."""
    person = known(unit, command) or speaker(unit, command)
    unit.append(
        Event(
            kind=REFUSED, entity_kind="requisition" if requisition_id else "verb", entity_id=requisition_id or verb,
            requisition_id=requisition_id, actor_id=person.id, occurred_at=command.now, recorded_at=command.now,
            after={"verb": verb}, origin=command.place.system,
        )
    )  # fmt: skip


def address_of(command: Command) -> dict[str, Any]:
    """The place of a command as our own JSON: enough for its door's transport to send there."""
    place = command.place
    thread = {"thread": place.thread} if place.thread else {}
    return {**place.route, "system": place.system, "channel": place.channel, **thread}


def reach(unit: Unit, person_id: str) -> dict[str, Any] | None:
    """Where a person is reached alone; None until a door has learnt it."""
    return reached_at(people.identities(unit, person_id))


def reached_at(accounts: Iterable[Identity]) -> dict[str, Any] | None:
    """The same, by the person's accounts."""
    for identity in accounts:
        if identity.address:
            return dict(identity.address)
        if identity.system is System.SLACK:  # Slack opens a direct message for a user id
            return {"system": "slack", "channel": identity.external_id}
        if identity.system is System.CONSOLE:  # everybody on the console has direct messages with the bot
            return {"system": "console", "channel": f"dm:{identity.external_id}"}
    return None


def is_direct(address: Mapping[str, Any]) -> bool:
    """Whether only one person reads there: Slack and the console say so by the channel's name, Teams by naming the user."""
    return "user" in address or str(address.get("channel", "")).startswith(("D", "dm:"))
