"""Who may do what: one table of needs, one function that asks it.

A verb names its need (`access="offers"`). The router asks before the handler runs, and everything that finds a req or a
candidate for a handler asks again with that req: an id in a button or a form is worth no more than its holder may do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from handlers.core.errors import NotAllowed
from handlers.core.wording import Wording

if TYPE_CHECKING:
    from handlers.core.verb import Context
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
    "run_candidates": _rule((Role.RECRUITER,), (*_LEADS, Part.SPONSOR)),
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
    if (req is None and rule.parts) or may(at, need, req):
        return
    raise NotAllowed(_refusal(at, need, rule, req), req=req.id if req else None)


def may(at: Context, need: str, req: Requisition | None = None) -> bool:
    """The same as an answer; a role or a part is needed, so without a req parts count for nothing."""
    return holds(at.work, at.person, need, req, at.command.now)


def holds(
    unit: Unit | None, person: Person | None, need: str, req: Requisition | None = None, now: datetime | None = None
) -> bool:
    """The same of anybody: for what is said to people without being asked. `now`: whoever stands in for somebody who is away
    then may do what they may."""
    rule = TABLE[need]
    if rule.anyone or _by_role(person, rule):
        return True
    if unit is None or req is None or person is None or not rule.parts:
        return False
    return bool(rule.parts & parts(unit, req, person.id) or (now and rule.parts & _lent(unit, req, person.id, now)))


def parts(unit: Unit, req: Requisition, person_id: str) -> frozenset[Part]:
    """A person's parts on a req, the named ones and the team's."""
    from storage import reqs

    named = {part for part in NAMED_PARTS if getattr(req, f"{part.value}_id") == person_id}
    more = {Part(each.role) for each in reqs.team(unit, req.id) if each.person_id == person_id}
    return frozenset(named | more)


def _lent(unit: Unit, req: Requisition, person_id: str, now: datetime) -> frozenset[Part]:
    """The parts of those for whom somebody stands in, and an interviewer's, while they owe something there: who has left the
    team still hands in what they saw. An approval is not lent: whoever is named for it gives it themselves."""
    from storage import people

    absent = {each.id for each in people.stood_in_for(unit, person_id, now)}
    if absent and is_off(unit, req, person_id):
        absent = set()
    theirs = {part for part in NAMED_PARTS if part is not Part.APPROVER and getattr(req, f"{part.value}_id") in absent}
    return frozenset(theirs | ({Part.INTERVIEWER} if req.id in _owing(unit, person_id) else set()))


def stand_in_on(unit: Unit, req: Requisition, absent: Person | None) -> str | None:
    """Who stands in for somebody on a req while they are away (a person's id); nobody where that one is off it."""
    named = absent.stand_in_id if absent else None
    return None if named and is_off(unit, req, named) else named


def is_off(unit: Unit, req: Requisition, person_id: str) -> bool:
    """Whether somebody was taken off a req: see off_since."""
    return off_since(unit, req, person_id) is not None


def off_since(unit: Unit, req: Requisition, person_id: str) -> datetime | None:
    """When somebody who has no part in a req was taken off its team, or their last role from them: what they would read and do in
    another's place is not for them any more. None: they were not."""
    from handlers.core.codes import ROLE_GIVEN, ROLE_TAKEN, TEAM_JOINED, TEAM_LEFT, UNDONE
    from storage import trail
    from storage.models import Person

    person = unit.get(Person, person_id)
    in_team = trail.stood_of(unit, person_id, (TEAM_JOINED, TEAM_LEFT), UNDONE, requisition_id=req.id)
    is_nobody = person is not None and not person.roles
    roles = trail.stood_of(unit, person_id, (ROLE_GIVEN, ROLE_TAKEN), UNDONE, requisition_id=None) if is_nobody else []
    left = [each[-1].recorded_at for each in (in_team, roles) if each and each[-1].kind in {TEAM_LEFT, ROLE_TAKEN}]
    return None if not left or parts(unit, req, person_id) else max(left)


def _owing(unit: Unit, person_id: str) -> set[str | None]:
    """The reqs on which somebody owes something (ids)."""
    from storage import nudges

    return {each.requisition_id for each in nudges.owed_by(unit, person_id)}


def visible(at: Context, reqs: Iterable[Requisition]) -> list[Requisition]:
    """Those of the reqs that the speaker may see."""
    if _by_role(at.person, TABLE["see_reqs"]):
        return list(reqs)
    if at.person is None:
        return []
    from storage import people
    from storage import reqs as lookups

    absent = people.stood_in_for(at.unit, at.person.id, at.command.now)
    lent = [req for each in absent for req in lookups.reqs_of(at.unit, each.id) if not is_off(at.unit, req, at.person.id)]
    mine = {req.id for req in (*lookups.reqs_of(at.unit, at.person.id), *lent)} | _owing(at.unit, at.person.id)
    return [req for req in reqs if req.id in mine]


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
