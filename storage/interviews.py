"""Finding interviews: of a candidate, a req or a person, with who sits in them; and those that have ended and are asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_, select, text

from storage.enums import Outcome, ReqStatus
from storage.models import Application, Interview, InterviewSeat, Requisition
from storage.unit import SystemUnit, Unit, table_of

_REQ = table_of(Requisition).c
_APPLICATION = table_of(Application).c
_INTERVIEW = table_of(Interview).c
_SEAT = table_of(InterviewSeat).c


def of_application(unit: Unit, application_id: str) -> list[Interview]:
    """An application's interviews in the order they take place."""
    return unit.all(Interview, _INTERVIEW.application_id == application_id, order_by=(_INTERVIEW.starts_at, _INTERVIEW.id))


def booked_rounds(unit: Unit, requisition_id: str, since: datetime, limit: int) -> list[Interview]:
    """The next booked rounds of a req's live applications, the earliest first."""
    mine = (unit.mine(Application), _APPLICATION.requisition_id == requisition_id, _APPLICATION.ended_at.is_(None))
    booked = (text("status = 'booked'"), _INTERVIEW.starts_at >= since)
    of_req = _INTERVIEW.application_id.in_(select(_APPLICATION.id).where(*mine))
    return unit.all(Interview, *booked, of_req, order_by=_INTERVIEW.starts_at, limit=limit)


def rounds_ahead(unit: Unit, person_id: str, now: datetime, limit: int = 50) -> list[Interview]:
    """The booked rounds in which a person sits that have not ended, of live applications, the earliest first."""
    sits = select(_SEAT.interview_id).where(unit.mine(InterviewSeat), _SEAT.person_id == person_id)
    live = select(_APPLICATION.id).where(unit.mine(Application), _APPLICATION.ended_at.is_(None))
    here = (text("status = 'booked'"), _INTERVIEW.ends_at > now, _INTERVIEW.id.in_(sits), _INTERVIEW.application_id.in_(live))
    return unit.all(Interview, *here, order_by=(_INTERVIEW.starts_at, _INTERVIEW.id), limit=limit)


def overlapping(unit: Unit, interview: Interview, person_ids: Iterable[str]) -> list[tuple[Interview, str]]:
    """Other booked rounds, of live applications, that take place while this one does, each with the person who would sit in
    both."""
    live = select(_APPLICATION.id).where(unit.mine(Application), _APPLICATION.ended_at.is_(None))
    same_time = (_INTERVIEW.starts_at < interview.ends_at, _INTERVIEW.ends_at > interview.starts_at)
    here = (_SEAT.workspace_id == _INTERVIEW.workspace_id) & (_SEAT.interview_id == _INTERVIEW.id)
    query = select(Interview, _SEAT.person_id).join(InterviewSeat, here)
    query = query.where(unit.mine(Interview), text("interview.status = 'booked'"), _INTERVIEW.id != interview.id, *same_time)
    query = query.where(_SEAT.person_id.in_(list(person_ids)), _INTERVIEW.application_id.in_(live))
    query = query.order_by(_INTERVIEW.starts_at, _INTERVIEW.id)
    return [(row[0], row[1]) for row in unit.run(query)]


def to_ask_about(unit: Unit, now: datetime, limit: int) -> list[Interview]:
    """Booked rounds that should have ended and were not asked about; those that were put off, when their time has come."""
    return unit.all(Interview, *_to_ask(now), order_by=_INTERVIEW.ends_at, limit=limit)


def reqs_to_ask_about(unit: Unit, now: datetime) -> list[str]:
    """The reqs (their ids) that have such a round."""
    waits = select(_INTERVIEW.application_id).where(unit.mine(Interview), *_to_ask(now))
    query = select(_APPLICATION.requisition_id).where(unit.mine(Application), _APPLICATION.id.in_(waits)).distinct()
    return list(unit.run(query.order_by(_APPLICATION.requisition_id)).scalars())


def to_ask_about_on(unit: Unit, requisition_ids: Collection[str], now: datetime) -> list[Interview]:
    """All such rounds of these reqs."""
    of_reqs = select(_APPLICATION.id).where(unit.mine(Application), _APPLICATION.requisition_id.in_(requisition_ids))
    here = (*_to_ask(now), _INTERVIEW.application_id.in_(of_reqs))
    return unit.all(Interview, *here, order_by=_INTERVIEW.ends_at) if requisition_ids else []


def ask_when_possible(unit: Unit, requisition_id: str, now: datetime) -> int:
    """Who is asked about a req's rounds, or when they are at work, has changed: what was put off is looked at anew; how many."""
    of_req = select(_APPLICATION.id).where(unit.mine(Application), _APPLICATION.requisition_id == requisition_id)
    put_off = (text("status = 'booked'"), _INTERVIEW.asked_at.is_(None), _INTERVIEW.ask_at > now)
    return unit.update(Interview, *put_off, _INTERVIEW.application_id.in_(of_req), ask_at=now)


def asked_about_on(unit: Unit, requisition_id: str) -> list[Interview]:
    """A req's rounds that were asked about, and of which nobody has said what became, of live applications."""
    mine = (unit.mine(Application), _APPLICATION.requisition_id == requisition_id, _APPLICATION.ended_at.is_(None))
    return _asked_about(unit, _INTERVIEW.application_id.in_(select(_APPLICATION.id).where(*mine)))


def asked_about_anywhere(unit: Unit) -> list[Interview]:
    """The same of every req that is not closed."""
    here = (_REQ.workspace_id == _APPLICATION.workspace_id) & (_REQ.id == _APPLICATION.requisition_id)
    live = select(_APPLICATION.id).join(table_of(Requisition), here)
    live = live.where(unit.mine(Application), _APPLICATION.ended_at.is_(None), _REQ.closed_at.is_(None))
    return _asked_about(unit, _INTERVIEW.application_id.in_(live))


def asked_about_for(unit: Unit, application_id: str) -> list[Interview]:
    """Those of one application, live or ended."""
    return _asked_about(unit, _INTERVIEW.application_id == application_id)


def unrecorded_on(unit: Unit, requisition_id: str, now: datetime, limit: int = 50) -> list[Interview]:
    """A req's rounds that should have ended and of which nobody said what became, of live applications, the earliest first.

    Whose loop was ended, or who was decided about, since such a round began, or who has an offer, has it behind them: what came
    after it says enough.
    """
    return _unrecorded(unit, _REQ.id == requisition_id, now, limit)


def unrecorded_for(unit: Unit, application_id: str, now: datetime, limit: int = 50) -> list[Interview]:
    """The same of one application."""
    return _unrecorded(unit, _APPLICATION.id == application_id, now, limit)


def is_unrecorded(unit: Unit, interview: Interview, now: datetime) -> bool:
    """Whether a round is one of these."""
    return interview in unrecorded_for(unit, interview.application_id, now)


def unrecorded_of(unit: Unit, person_id: str, now: datetime, limit: int = 50) -> list[Interview]:
    """The same of every open req where a person is asked: its recruiter, or whoever hires where nobody recruits."""
    asked = func.coalesce(_REQ.recruiter_id, _REQ.hiring_manager_id) == person_id
    return _unrecorded(unit, asked & (_REQ.status == ReqStatus.OPEN), now, limit)


def workspaces_to_ask(unit: SystemUnit, now: datetime) -> list[str]:
    """The workspaces that have a booked round which should have ended and was not asked about."""
    return list(unit.run(select(_INTERVIEW.workspace_id).where(*_to_ask(now)).distinct()).scalars())


def next_end_to_ask_about(unit: SystemUnit) -> datetime | None:
    """When the next booked round that was not asked about should have ended, or is to be asked about, in any workspace."""
    waits = (text("status = 'booked'"), _INTERVIEW.asked_at.is_(None))
    then = func.coalesce(_INTERVIEW.ask_at, _INTERVIEW.ends_at, type_=_INTERVIEW.ends_at.type)
    found: datetime | None = unit.run(select(func.min(then)).where(*waits)).scalar_one_or_none()
    return found


def seats(unit: Unit, interview_ids: Iterable[str]) -> dict[str, list[str]]:
    """Who sits in each interview: person ids."""
    found: dict[str, list[str]] = {interview_id: [] for interview_id in interview_ids}
    for seat in unit.all(InterviewSeat, _SEAT.interview_id.in_(list(found)), order_by=_SEAT.id):
        found[seat.interview_id].append(seat.person_id)
    return found


def _asked_about(unit: Unit, which: Any) -> list[Interview]:
    return unit.all(Interview, text("status = 'booked'"), _INTERVIEW.asked_at.is_not(None), which, order_by=_INTERVIEW.id)


def _to_ask(now: datetime) -> tuple[Any, ...]:
    is_time = or_(_INTERVIEW.ask_at.is_(None), _INTERVIEW.ask_at <= now)
    return text("status = 'booked'"), _INTERVIEW.ends_at <= now, _INTERVIEW.asked_at.is_(None), is_time


def _unrecorded(unit: Unit, which: Any, now: datetime, limit: int) -> list[Interview]:
    here = (_REQ.workspace_id == _APPLICATION.workspace_id) & (_REQ.id == _APPLICATION.requisition_id)
    live = select(_APPLICATION.id).join(table_of(Requisition), here)
    live = live.where(unit.mine(Application), _APPLICATION.ended_at.is_(None), which)
    ended = (text("status = 'booked'"), _INTERVIEW.ends_at <= now, _INTERVIEW.application_id.in_(live), ~_is_behind(unit))
    return unit.all(Interview, *ended, order_by=(_INTERVIEW.ends_at, _INTERVIEW.id), limit=limit)


def _is_behind(unit: Unit) -> Any:
    """Whether what follows a loop came since a round began: its end, or a decision; or whether the candidate has an offer."""
    since = (_APPLICATION.loop_done_at >= _INTERVIEW.starts_at, _APPLICATION.decided_at >= _INTERVIEW.starts_at)
    theirs = (unit.mine(Application), _APPLICATION.id == _INTERVIEW.application_id)
    return exists().where(*theirs, or_(*since, _APPLICATION.outcome == Outcome.OFFER))
