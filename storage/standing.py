"""How searches stand: their live candidates by what they have come to, counted in the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select, text

from storage.enums import Outcome
from storage.models import Application, Interview, Requisition
from storage.unit import Unit, table_of

_APPLICATION = table_of(Application).c
_INTERVIEW = table_of(Interview).c
_REQ = table_of(Requisition).c

_ROUND = exists().where(
    _INTERVIEW.workspace_id == _APPLICATION.workspace_id,
    _INTERVIEW.application_id == _APPLICATION.id,
    text("interview.status = 'done'"),
)
_UNANSWERED = (
    _APPLICATION.ended_at.is_(None),
    or_(_APPLICATION.loop_done_at.is_not(None), _APPLICATION.outcome.is_not(None), _ROUND),
)
"""Somebody whom we have met, or who has our offer."""
_FARTHEST_FIRST = (_APPLICATION.loop_done_at.is_(None), _APPLICATION.last_moved_at.desc(), _APPLICATION.id)


@dataclass(frozen=True, slots=True)
class MetCandidate:
    """A live application of which a round took place."""

    application_id: str
    last_moved_at: datetime
    first_round_at: datetime
    loop_done_at: datetime | None


@dataclass(slots=True)
class ReqStanding:
    """One req: how many candidates have come to its end, live or hired, those of whom a round took place, and those who signed.

    `signed`: (application, when), the earliest first.
    """

    finalists: int = 0
    met: list[MetCandidate] = field(default_factory=list)
    signed: list[tuple[str, datetime]] = field(default_factory=list)


def of_reqs(unit: Unit, last_stages: Mapping[str, str]) -> dict[str, ReqStanding]:
    """Req id → its standing, given each req's last stage: three statements. Who had no round is counted and not read."""
    found = {id: ReqStanding() for id in last_stages}
    live = (unit.mine(Application), _APPLICATION.requisition_id.in_(list(last_stages)), _APPLICATION.ended_at.is_(None))
    far = or_(_APPLICATION.loop_done_at.is_not(None), _APPLICATION.outcome.is_not(None))
    counts = select(_APPLICATION.requisition_id, _APPLICATION.stage, far, func.count()).where(*live)
    for requisition_id, stage, come_far, number in unit.run(
        counts.group_by(_APPLICATION.requisition_id, _APPLICATION.stage, far)
    ):
        if come_far or stage == last_stages[requisition_id]:
            found[requisition_id].finalists += number
    same = and_(_INTERVIEW.workspace_id == _APPLICATION.workspace_id, _INTERVIEW.application_id == _APPLICATION.id)
    first = func.min(_INTERVIEW.done_at, type_=_INTERVIEW.done_at.type)
    columns = (_APPLICATION.requisition_id, _APPLICATION.id, _APPLICATION.last_moved_at, _APPLICATION.loop_done_at)
    met = (
        select(*columns, first.label("first_round_at"))
        .join(table_of(Interview), same)
        .where(*live, text("status = 'done'"))
        .group_by(*columns)
        .order_by(_APPLICATION.last_moved_at)
    )
    for row in unit.run(met):
        found[row.requisition_id].met.append(MetCandidate(row.id, row.last_moved_at, row.first_round_at, row.loop_done_at))
    hired = (unit.mine(Application), _APPLICATION.requisition_id.in_(list(last_stages)), _APPLICATION.outcome == Outcome.HIRED)
    ended = select(_APPLICATION.requisition_id, _APPLICATION.id, _APPLICATION.ended_at).where(*hired)
    for requisition_id, application_id, ended_at in unit.run(ended.order_by(_APPLICATION.ended_at)):
        found[requisition_id].signed.append((application_id, ended_at))
        found[requisition_id].finalists += 1
    return found


def unanswered_on(unit: Unit, requisition_id: str) -> list[Application]:
    """Whom a round or the whole loop of a req took place with, and who has neither an offer nor an end, whoever came farthest
    first."""
    met = (_APPLICATION.requisition_id == requisition_id, _APPLICATION.outcome.is_(None), *_UNANSWERED)
    return unit.all(Application, *met, order_by=_FARTHEST_FIRST)


def unanswered_of(unit: Unit, person_id: str) -> list[Application]:
    """The same of every req that is over and that a person recruited for, or hired for where nobody recruited; with those who
    have an offer still."""
    theirs = func.coalesce(_REQ.recruiter_id, _REQ.hiring_manager_id) == person_id
    # Asked of each live application: those of closed reqs are few, and closed reqs many.
    its_req = (_REQ.workspace_id == _APPLICATION.workspace_id, _REQ.id == _APPLICATION.requisition_id)
    over = exists().where(*its_req, _REQ.closed_at.is_not(None), theirs)
    return unit.all(Application, over, *_UNANSWERED, order_by=_FARTHEST_FIRST)
