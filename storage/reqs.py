"""Finding reqs, candidates and applications, and counting them. Live rows have indexes of their own: closed ones cost nothing."""

from __future__ import annotations

import string
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from storage.enums import Outcome, ReqStatus
from storage.models import Application, Candidate, ExternalRef, Nudge, Offer, ReqMember, Requisition
from storage.parts import in_parts
from storage.unit import SystemUnit, Unit, table_of

_REQ = table_of(Requisition).c
_CANDIDATE = table_of(Candidate).c
_APPLICATION = table_of(Application).c
_OFFER = table_of(Offer).c
_MEMBER = table_of(ReqMember).c
_NUDGE = table_of(Nudge).c

_PARTS = ("hiring_manager_id", "recruiter_id", "approver_id", "sponsor_id", "closer_id")
_LIVE_OFFER = ("draft", "approved", "sent", "accepted")
_NOT_CLOSED = _REQ.closed_at.is_(None)
"""Open or held: said as the index of live reqs says it, so that it serves and closed ones cost nothing."""
OPEN = (_NOT_CLOSED, _REQ.status == ReqStatus.OPEN)
"""Neither held nor closed."""
MOST_ENDED = 50
"""Of those who have left and are called so: so many were asked about, nobody would be found among more."""


@dataclass(frozen=True, slots=True)
class OpenReq:
    """A req that is open or held, and how many live applications stand at each stage of it."""

    req: Requisition
    stages: dict[str, int] = field(default_factory=dict)

    @property
    def live(self) -> int:
        """How many applications are live."""
        return sum(self.stages.values())


@dataclass(frozen=True, slots=True)
class Entry:
    """A candidate on a req."""

    application: Application
    candidate: Candidate


def next_number(unit: Unit) -> int:
    """The number of the next req. Safe: a workspace's writing units run one after another."""
    return _next(unit, _REQ.number)


def next_candidate_number(unit: Unit) -> int:
    """The number of the next candidate."""
    return _next(unit, _CANDIDATE.number)


def by_number(unit: Unit, number: int) -> Requisition | None:
    """The req `R-<number>`, open or closed."""
    return unit.one(Requisition, _REQ.number == number)


def open_reqs(unit: Unit) -> list[Requisition]:
    """All reqs that are open or held, by number."""
    return unit.all(Requisition, _NOT_CLOSED, order_by=_REQ.number)


def counted(unit: Unit, reqs: Sequence[Requisition]) -> list[OpenReq]:
    """These reqs, in their order, each with its counts."""
    counts = stage_counts(unit, [req.id for req in reqs])
    return [OpenReq(req, counts.get(req.id, {})) for req in reqs]


def closed_reqs(unit: Unit, limit: int, below: int | None = None) -> list[Requisition]:
    """Reqs that are filled or cancelled, the newest first; `below`: only those with a smaller number (the next page)."""
    page = () if below is None else (_REQ.number < below,)
    return unit.all(Requisition, _REQ.closed_at.is_not(None), *page, order_by=_REQ.number.desc(), limit=limit)


def stage_counts(unit: Unit, requisition_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """Live applications by req and stage."""
    return _counted(unit, requisition_ids)


def offered_counts(unit: Unit, requisition_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """Live applications that stand at an offer, by req and stage."""
    return _counted(unit, requisition_ids, _APPLICATION.outcome == Outcome.OFFER)


def _counted(unit: Unit, requisition_ids: Sequence[str], *which: ColumnElement[bool]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    by = (_APPLICATION.requisition_id, _APPLICATION.stage)
    for some in in_parts(requisition_ids):
        live = (unit.mine(Application), _APPLICATION.requisition_id.in_(some), _APPLICATION.ended_at.is_(None))
        for requisition_id, stage, number in unit.run(select(*by, func.count()).where(*live, *which).group_by(*by)):
            counts.setdefault(requisition_id, {})[stage] = number
    return counts


def reqs_of(unit: Unit, person_id: str) -> list[Requisition]:
    """The open and held reqs that a person has a part in, by number."""
    named = or_(*(_REQ[part] == person_id for part in _PARTS))
    member = select(_MEMBER.requisition_id).where(_MEMBER.workspace_id == unit.workspace_id, _MEMBER.person_id == person_id)
    return unit.all(Requisition, _NOT_CLOSED, or_(named, _REQ.id.in_(member)), order_by=_REQ.number)


def team(unit: Unit, requisition_id: str) -> list[ReqMember]:
    """Who takes part in a req beyond the parts named on it."""
    return unit.all(ReqMember, _MEMBER.requisition_id == requisition_id, order_by=(_MEMBER.role, _MEMBER.id))


def in_thread(unit: Unit, system: str, thread: str) -> Requisition | None:
    """The req whose thread this is (an external reference of kind `thread`)."""
    ref = table_of(ExternalRef).c
    same = (ref.system == system, ref.kind == "thread", ref.external_id == thread)
    row = unit.one(ExternalRef, *same, ref.entity_kind == table_of(Requisition).name)
    return unit.get(Requisition, row.entity_id) if row else None


def entries(unit: Unit, *requisition_ids: str, ended: bool = False, limit: int | None = None) -> list[Entry]:
    """Live applications of reqs with their candidates (or the ended ones, the latest first), the longest unmoved first."""
    query = _entries(unit).where(_APPLICATION.requisition_id.in_(requisition_ids))
    if ended:
        query = query.where(_APPLICATION.ended_at.is_not(None)).order_by(_APPLICATION.ended_at.desc())
    else:
        query = query.where(_APPLICATION.ended_at.is_(None)).order_by(_APPLICATION.last_moved_at, _APPLICATION.id)
    return [Entry(*row) for row in unit.run(query.limit(limit))]


def not_told(unit: Unit, requisition_id: str) -> list[Application]:
    """The applications that we turned down, of which a reminder speaks or spoke and nobody said that the candidate knows."""
    reminded = exists().where(_NUDGE.workspace_id == unit.workspace_id, _NUDGE.application_id == _APPLICATION.id)
    ours = (_APPLICATION.outcome == Outcome.REJECTED, _APPLICATION.told_at.is_(None))
    return unit.all(Application, _APPLICATION.requisition_id == requisition_id, *ours, reminded, order_by=_APPLICATION.id)


def entry(unit: Unit, application_id: str) -> Entry | None:
    """One application with its candidate."""
    row = unit.run(_entries(unit).where(_APPLICATION.id == application_id)).first()
    return Entry(*row) if row else None


def named(unit: Unit, said: str, requisition_id: str | None = None, *, ended: bool = False) -> list[Entry]:
    """The live applications of whom the words may mean: exactly the initials, or the beginning of a name or of its last word.

    Case counts for nothing; `C-31` is not read here. Within one req, or in all of the workspace. `ended`: the last of those that
    have ended instead.
    """
    if not said.strip():
        return []
    name, initials = func.lower(_CANDIDATE.name), func.replace(func.replace(func.lower(_CANDIDATE.initials), ".", ""), " ", "")
    meant = or_(
        *(
            condition
            for words in _lowered(said.strip())
            for condition in (
                initials == words.replace(".", "").replace(" ", ""),
                name.startswith(words, autoescape=True),
                name.contains(f" {words}", autoescape=True),
            )
        )
    )
    query = _entries(unit).where(_APPLICATION.ended_at.is_not(None) if ended else _APPLICATION.ended_at.is_(None), meant)
    if requisition_id is not None:
        query = query.where(_APPLICATION.requisition_id == requisition_id)
    in_order = query.order_by(_APPLICATION.ended_at.desc()).limit(MOST_ENDED) if ended else query.order_by(_CANDIDATE.number)
    return [Entry(*row) for row in unit.run(in_order)]


_A_TO_Z = {ord(letter): letter.lower() for letter in string.ascii_uppercase}


def _lowered(said: str) -> list[str]:
    """What lower() of the databases may make of a name so spelt: some lower the letters A to Z and no others."""
    spelt = (said,) if said.isascii() else (said.lower(), said.title(), said.upper(), said)
    return list(dict.fromkeys(each.translate(_A_TO_Z) for each in spelt))


def candidate_by_number(unit: Unit, number: int) -> Candidate | None:
    """The candidate `C-<number>`."""
    return unit.one(Candidate, _CANDIDATE.number == number)


def candidate_by_email(unit: Unit, email: str) -> Candidate | None:
    """The candidate with that email, the longest known where there are several; emails are kept in lower case."""
    theirs = unit.all(Candidate, _CANDIDATE.email == email.lower())  # few: in order, SQLite would walk all candidates by number
    return min(theirs, key=lambda each: each.number, default=None)


def application_of(unit: Unit, candidate_id: str, requisition_id: str) -> Application | None:
    """A candidate's application for a req, live or ended."""
    return unit.one(Application, _APPLICATION.candidate_id == candidate_id, _APPLICATION.requisition_id == requisition_id)


def applications_of(unit: Unit, candidate_id: str) -> list[Application]:
    """All of a candidate's applications, the oldest first."""
    return unit.all(Application, _APPLICATION.candidate_id == candidate_id, order_by=_APPLICATION.id)


def signed(unit: Unit, candidate_ids: Collection[str]) -> dict[str, list[Application]]:
    """Candidate → their applications that ended with a signature, the oldest first."""
    found: dict[str, list[Application]] = {id: [] for id in candidate_ids}
    hired = (_APPLICATION.candidate_id.in_(list(found)), _APPLICATION.outcome == Outcome.HIRED)
    for each in unit.all(Application, *hired, order_by=_APPLICATION.id) if found else ():
        found[each.candidate_id].append(each)
    return found


def recruiters_beside(unit: Unit, person_id: str) -> list[str]:
    """Who recruits (people's ids) for the open reqs that a person hires for, if they don't recruit themselves."""
    hires = (unit.mine(Requisition), _REQ.hiring_manager_id == person_id, *OPEN)
    query = select(_REQ.recruiter_id).where(*hires, _REQ.recruiter_id != person_id).distinct()
    return list(unit.run(query.order_by(_REQ.recruiter_id)).scalars())


def workspaces_with_open_reqs(unit: SystemUnit, _now: datetime) -> list[str]:
    """Where somebody is looked for now."""
    return list(unit.run(select(_REQ.workspace_id).where(*OPEN).distinct()).scalars())


def live_offer(unit: Unit, application_id: str) -> Offer | None:
    """The offer that is being made: drafted, approved, sent or accepted. There is at most one."""
    return unit.one(Offer, _OFFER.application_id == application_id, _OFFER.status.in_(_LIVE_OFFER))


def _entries(unit: Unit) -> Select[Application, Candidate]:
    here = (_CANDIDATE.workspace_id == _APPLICATION.workspace_id) & (_CANDIDATE.id == _APPLICATION.candidate_id)
    return select(Application, Candidate).join(Candidate, here).where(unit.mine(Application))


def _next(unit: Unit, number: Any) -> int:
    query = select(func.coalesce(func.max(number), 0) + 1).where(number.table.c.workspace_id == unit.workspace_id)
    return int(unit.run(query).scalar_one())
