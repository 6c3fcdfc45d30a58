"""Who may do what: one table of needs, one function that asks it.

A verb names its need (`access="offers"`). The router asks before the handler runs, and everything that finds a req or a
candidate for a handler asks again with that req: an id in a button or a form is worth no more than its holder may do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from handlers.core.errors import NotAllowed
from handlers.core.wording import Wording

if TYPE_CHECKING:
    from handlers.core.verb import Context, Verb
    from storage.models import Person, Requisition
    from storage.unit import Unit

say = Wording("access")


class Role(StrEnum):
    """What somebody is in the workspace. Who has none is everyone else: advice is for them too."""

    ADMIN = "admin"
    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"
    INTERVIEWER = "interviewer"


class Part(StrEnum):
    """What somebody is on one req. The first five are named on the req itself, one person each."""

    HIRING_MANAGER = "hiring_manager"
    RECRUITER = "recruiter"
    APPROVER = "approver"
    SPONSOR = "sponsor"
    CLOSER = "closer"
    INTERVIEWER = "interviewer"


NAMED_PARTS = tuple(part for part in Part if part is not Part.INTERVIEWER)
"""The parts that the req's own row names."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may: anybody with one of the roles, anywhere; or with one of the parts, on that req. `anyone`: everybody."""

    roles: frozenset[Role] = frozenset()
    parts: frozenset[Part] = frozenset()
    anyone: bool = False


def _rule(roles: Iterable[Role] = (), parts: Iterable[Part] = ()) -> Rule:
    return Rule(frozenset((Role.ADMIN, *roles)), frozenset(parts))


_LEADS = (Part.RECRUITER, Part.HIRING_MANAGER)

TABLE: Mapping[str, Rule] = {
    "everyone": Rule(anyone=True),
    "open_reqs": _rule((Role.RECRUITER, Role.HIRING_MANAGER)),
    "see_reqs": _rule((Role.RECRUITER, Role.HIRING_MANAGER), Part),
    "run_reqs": _rule((Role.RECRUITER,), _LEADS),
    "run_candidates": _rule((Role.RECRUITER,), _LEADS),
    "record_rounds": _rule((Role.RECRUITER,), Part),
    "read_debriefs": _rule((Role.RECRUITER,), NAMED_PARTS),
    "decide": _rule((), (Part.RECRUITER, Part.HIRING_MANAGER, Part.SPONSOR)),
    "offers": _rule((), (Part.RECRUITER, Part.HIRING_MANAGER, Part.APPROVER, Part.SPONSOR)),
    "approve_offers": Rule(parts=frozenset({Part.APPROVER})),  # who is named for it, and nobody in their stead
    "calls": _rule((), NAMED_PARTS),
    "forget": _rule((Role.RECRUITER,)),
    "export": _rule((Role.RECRUITER,)),
    "see_people": _rule((Role.RECRUITER, Role.HIRING_MANAGER, Role.INTERVIEWER)),
    "manage_people": _rule(),
    "turn_screening": _rule(),
    "change_settings": _rule(),
    "hold_legally": _rule(),
}
"""Need → who may. Offers and pay are not for a req's interviewers, nor for other recruiters."""


def ask(at: Context, req: Requisition | None = None, need: str | None = None) -> None:
    """Whether the speaker may do what the verb (or `need`) is; raises NotAllowed, which says who may.

    Without a req only what no req could grant is refused: where a part on some req may do it, finding that req asks again.
    """
    need = need or (at.verb.access if at.verb else "everyone")
    rule = TABLE[need]
    if rule.anyone or _by_role(at.person, rule) or (req is None and rule.parts):
        return
    if req is not None and at.person is not None and rule.parts & parts(at.unit, req, at.person.id):
        return
    raise NotAllowed(_refusal(at, need, rule, req), req=req.id if req else None)


def may(at: Context, need: str, req: Requisition | None = None) -> bool:
    """The same as an answer; a role or a part is needed, so without a req parts count for nothing."""
    return holds(at.work, at.person, need, req)


def holds(unit: Unit | None, person: Person | None, need: str, req: Requisition | None = None) -> bool:
    """The same of anybody: for what is said to people without being asked."""
    rule = TABLE[need]
    if rule.anyone or _by_role(person, rule):
        return True
    return bool(unit and req is not None and person is not None and rule.parts & parts(unit, req, person.id))


def parts(unit: Unit, req: Requisition, person_id: str) -> frozenset[Part]:
    """A person's parts on a req, the named ones and the team's."""
    from storage import reqs

    named = {part for part in NAMED_PARTS if getattr(req, f"{part.value}_id") == person_id}
    more = {Part(each.role) for each in reqs.team(unit, req.id) if each.person_id == person_id}
    return frozenset(named | more)


def visible(at: Context, reqs: Iterable[Requisition]) -> list[Requisition]:
    """Those of the reqs that the speaker may see."""
    if _by_role(at.person, TABLE["see_reqs"]):
        return list(reqs)
    if at.person is None:
        return []
    from storage import reqs as lookups

    mine = {req.id for req in lookups.reqs_of(at.unit, at.person.id)}
    return [req for req in reqs if req.id in mine]


def who_may(verbs: Iterable[Verb]) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """The table as people read it: verb, roles that may anywhere, parts that may on their req. Both empty: everyone."""
    rows = []
    for verb in verbs:
        rule = TABLE[verb.access]
        roles = tuple(role.value for role in Role if role in rule.roles)
        rows.append((verb.name, roles, tuple(part.value for part in Part if part in rule.parts)))
    return tuple(rows)


def _by_role(person: Person | None, rule: Rule) -> bool:
    return person is not None and not rule.roles.isdisjoint(person.roles)


def _refusal(at: Context, need: str, rule: Rule, req: Requisition | None) -> str:
    parts_named = [say.part(part=part.value) for part in Part if part in rule.parts] if req else []
    roles_named = [say.role(role=role.value) for role in Role if role in rule.roles]
    ref, helper = f"R-{req.number}" if req else "", _who_can_help(at, req)
    return say.refused(deed=say.deed(need=need), roles=roles_named, parts=parts_named, req=ref, helper=helper)


def _who_can_help(at: Context, req: Requisition | None) -> str:
    """The name of somebody who can let the speaker in: the req's hiring manager, else an admin."""
    from storage import people
    from storage.models import Person

    manager = at.unit.get(Person, req.hiring_manager_id) if req and req.hiring_manager_id else None
    if manager is not None and manager.name:
        return manager.name
    return next((each.name for each in people.everyone(at.unit) if Role.ADMIN in each.roles and each.name), "")
