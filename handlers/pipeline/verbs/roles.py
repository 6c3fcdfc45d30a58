"""`people` and `people role`: who is here, and what they may do in the workspace."""

from __future__ import annotations

from typing import Annotated

from rapidfuzz import fuzz, process

from handlers.core import access
from handlers.core.access import Role
from handlers.core.args import Arguments
from handlers.core.colleagues import known_as
from handlers.core.errors import Conflict, NotFound
from handlers.core.markers import Choose, Flag, Name, People
from handlers.core.reply import Action, Choice, Field, Form, Heading, Reply, Section, Table, Text
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes
from handlers.pipeline.reading import naming, whichcolleague
from handlers.pipeline.replies import changed
from handlers.pipeline.rules.policy import deed
from storage import people as lookups
from storage.models import Person

say = Wording("req_team")

ROLES = (
    (Role.ADMIN.value, ("admin", "administrator")),
    (Role.RECRUITER.value, ("recruiter",)),
    (Role.HIRING_MANAGER.value, ("hiring manager", "manager")),
    (Role.INTERVIEWER.value, ("interviewer",)),
)
"""How the roles are said."""
_SAYS_NOTHING = frozenset({"a", "an", "as", "from", "no", "not", "please", "remove", "take", "the", "to"})


class PeopleArgs(Arguments):
    """Nothing to say."""


@verb(
    "people",
    PeopleArgs,
    summary="Who is here, and what they may do",
    usage="people",
    examples=("people", "who is who"),
    aliases=("who is who", "roles"),
    no_verb_before=("in", "on", "who", "per"),
    effect="read",
    access="see_people",
)
def people(_: PeopleArgs, at: Context) -> Reply:
    """Everybody we have met, with their roles and zones; to the asker alone."""
    known = lookups.everyone(at.unit)
    columns = tuple(say.people_columns().split("|"))
    rows = tuple((known_as(each), _roles(each), each.timezone or "") for each in known[:100])
    lead = say.people_heading(count=len(known))
    give = (Action(say.role_title(), "people role"),) if access.may(at, "manage_people") else ()
    data = {"people": [{"id": each.id, "name": each.name, "roles": list(each.roles), "zone": each.timezone} for each in known]}
    return Reply(lead, (Heading(lead), Table(columns, (Section("", rows),))), actions=give, data=data)


class RoleArgs(Arguments):
    """Who, which role, and whether it is taken away."""

    role: Annotated[Role | None, Choose(ROLES), Empty] = None
    remove: Annotated[bool, Flag(("remove", "take", "no longer", "not"))] = False
    mentioned: Annotated[tuple[str, ...], People()] = ()
    person: Annotated[str, Name()] = ""


@verb(
    "people role",
    RoleArgs,
    summary="Give somebody a role in the workspace, or take it",
    usage="people role @x recruiter | people role remove @x recruiter",
    examples=("people role @ravi recruiter", "people role remove @ravi recruiter"),
    effect="write",
    access="manage_people",
)
def role(asked: RoleArgs, at: Context) -> Reply:
    """Who has which role now; a form where either is missing. Raises Conflict for the last admin."""
    said = asked.mentioned[0] if asked.mentioned else _without_role(asked.person)
    left = " ".join(word for word in asked.person.split() if word.casefold() not in _SAYS_NOTHING)
    if asked.mentioned and asked.role is None and left:
        raise _no_such_role(at, asked, left)
    if not said or asked.role is None:
        return _ask(asked)
    person, wanted = whichcolleague.the_person(at, said, make=True), asked.role.value
    name, label = known_as(person), say.role(role=wanted)
    has = wanted in person.roles
    if has != asked.remove:
        raise Conflict((say.has_not if asked.remove else say.has_it)(person=name, role=label))
    if asked.remove and asked.role is Role.ADMIN and changes.is_last_admin(at.unit, person):
        raise Conflict(say.last_admin())
    event = (changes.take_role if asked.remove else changes.give_role)(at.unit, deed(at), person, asked.role)
    lead = (say.taken if asked.remove else say.given)(person=name, role=label)
    absent = [] if person.roles else [known_as(each) for each in lookups.leaving_to(at.unit, person.id)]
    more = (Text(say.no_stand_in(person=name, absent=absent)),) if absent else ()
    return changed(lead, event, *more, data={"person": person.id, "roles": list(person.roles)})


def _no_such_role(at: Context, asked: RoleArgs, said: str) -> NotFound:
    """Every role as a button, the one that sounds most like what was said first."""
    who = known_as(whichcolleague.the_person(at, asked.mentioned[0], make=True))
    names = {each: say.role(role=each.value) for each in Role}
    nearest = [each for _, _, each in process.extract(said.casefold(), names, scorer=fuzz.WRatio, limit=None)]
    buttons = tuple(naming.again(at, names[each], role=each.value, person=None) for each in nearest)
    return NotFound(say.no_such_role(said=said[:40], who=who), actions=buttons)


def _without_role(words: str) -> str:
    """`ravi recruiter` → `ravi`: the words that say the role are no part of the name."""
    for _, phrases in ROLES:
        for phrase in phrases:
            if words.casefold().endswith(f" {phrase}"):
                return words[: -len(phrase)].strip().removesuffix(" as")
    return "" if any(words.casefold() in phrases for _, phrases in ROLES) else words


def _ask(asked: RoleArgs) -> Reply:
    choices = tuple(Choice(each.value, say.role(role=each.value)) for each in Role)
    fields = (
        Field("person", say.person_field(), "person", value=asked.person),
        Field("role", say.role_field(), "select", value=asked.role.value if asked.role else "", choices=choices),
    )
    return Reply(say.role_usage(), (Text(say.role_usage()),), form=Form(say.role_title(), "people role", fields, say.give()))


def _roles(person: Person) -> str:
    return ", ".join(say.role(role=each) for each in person.roles) or say.everyone_else()
