"""Finding reqs, candidates and applications, and counting them. Live rows have indexes of their own: closed ones cost nothing."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, exists, func, or_, select, text

from storage.enums import Outcome, ReqStatus
from storage.models import (
    Application,
    Candidate,
    Event,
    ExternalRef,
    Interview,
    InterviewSeat,
    Nudge,
    Offer,
    ReqMember,
    Requisition,
    Row,
)
from storage.unit import SystemUnit, Unit, table_of

R = TypeVar("R", bound=Row)

_REQ = table_of(Requisition).c
_CANDIDATE = table_of(Candidate).c
_APPLICATION = table_of(Application).c
_INTERVIEW = table_of(Interview).c
_SEAT = table_of(InterviewSeat).c
_OFFER = table_of(Offer).c
_MEMBER = table_of(ReqMember).c
_EVENT = table_of(Event).c
_NUDGE = table_of(Nudge).c

_PARTS = ("hiring_manager_id", "recruiter_id", "approver_id", "sponsor_id", "closer_id")
_LIVE_OFFER = ("draft", "approved", "sent", "accepted")
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


def open_reqs(unit: Unit) -> list[OpenReq]:
    """All reqs that are open or held, by number, with their counts: two statements."""
    reqs = unit.all(Requisition, _REQ.closed_at.is_(None), order_by=_REQ.number)
    counts = stage_counts(unit, [req.id for req in reqs])
    return [OpenReq(req, counts.get(req.id, {})) for req in reqs]


def closed_reqs(unit: Unit, limit: int, below: int | None = None) -> list[Requisition]:
    """Reqs that are filled or cancelled, the newest first; `below`: only those with a smaller number (the next page)."""
    page = () if below is None else (_REQ.number < below,)
    return unit.all(Requisition, _REQ.closed_at.is_not(None), *page, order_by=_REQ.number.desc(), limit=limit)


def stage_counts(unit: Unit, requisition_ids: Iterable[str]) -> dict[str, dict[str, int]]:
    """Live applications by req and stage."""
    query = (
        select(_APPLICATION.requisition_id, _APPLICATION.stage, func.count())
        .where(unit.mine(Application), _APPLICATION.requisition_id.in_(list(requisition_ids)), _APPLICATION.ended_at.is_(None))
        .group_by(_APPLICATION.requisition_id, _APPLICATION.stage)
    )
    counts: dict[str, dict[str, int]] = {}
    for requisition_id, stage, number in unit.run(query):
        counts.setdefault(requisition_id, {})[stage] = number
    return counts


def offered_counts(unit: Unit, requisition_ids: Iterable[str]) -> dict[str, dict[str, int]]:
    """Live applications that stand at an offer, by req and stage."""
    live = (_APPLICATION.requisition_id.in_(list(requisition_ids)), _APPLICATION.ended_at.is_(None))
    query = (
        select(_APPLICATION.requisition_id, _APPLICATION.stage, func.count())
        .where(unit.mine(Application), *live, _APPLICATION.outcome == Outcome.OFFER)
        .group_by(_APPLICATION.requisition_id, _APPLICATION.stage)
    )
    counts: dict[str, dict[str, int]] = {}
    for requisition_id, stage, number in unit.run(query):
        counts.setdefault(requisition_id, {})[stage] = number
    return counts


def reqs_of(unit: Unit, person_id: str) -> list[Requisition]:
    """The open and held reqs that a person has a part in, by number."""
    named = or_(*(_REQ[part] == person_id for part in _PARTS))
    member = select(_MEMBER.requisition_id).where(_MEMBER.workspace_id == unit.workspace_id, _MEMBER.person_id == person_id)
    return unit.all(Requisition, _REQ.closed_at.is_(None), or_(named, _REQ.id.in_(member)), order_by=_REQ.number)


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
    """The candidate with that email; emails are kept in lower case."""
    return unit.one(Candidate, _CANDIDATE.email == email.lower(), order_by=_CANDIDATE.number)


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


def interviews_of(unit: Unit, application_id: str) -> list[Interview]:
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


def interviews_to_ask_about(unit: Unit, now: datetime, limit: int) -> list[Interview]:
    """Booked rounds that should have ended and were not asked about; those that were put off, when their time has come."""
    return unit.all(Interview, *_to_ask(now), order_by=_INTERVIEW.ends_at, limit=limit)


def reqs_to_ask_about(unit: Unit, now: datetime) -> list[str]:
    """The reqs (their ids) that have such a round."""
    waits = select(_INTERVIEW.application_id).where(unit.mine(Interview), *_to_ask(now))
    query = select(_APPLICATION.requisition_id).where(unit.mine(Application), _APPLICATION.id.in_(waits)).distinct()
    return list(unit.run(query.order_by(_APPLICATION.requisition_id)).scalars())


def interviews_to_ask_about_on(unit: Unit, requisition_ids: Collection[str], now: datetime) -> list[Interview]:
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


def recruiters_beside(unit: Unit, person_id: str) -> list[str]:
    """Who recruits (people's ids) for the open reqs that a person hires for, if they don't recruit themselves."""
    hires = (unit.mine(Requisition), _REQ.hiring_manager_id == person_id, _REQ.status == ReqStatus.OPEN)
    query = select(_REQ.recruiter_id).where(*hires, _REQ.recruiter_id != person_id).distinct()
    return list(unit.run(query.order_by(_REQ.recruiter_id)).scalars())


def workspaces_with_open_reqs(unit: SystemUnit, _now: datetime) -> list[str]:
    """Where somebody is looked for now."""
    return list(unit.run(select(_REQ.workspace_id).where(_REQ.status == ReqStatus.OPEN).distinct()).scalars())


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


def live_offer(unit: Unit, application_id: str) -> Offer | None:
    """The offer that is being made: drafted, approved, sent or accepted. There is at most one."""
    return unit.one(Offer, _OFFER.application_id == application_id, _OFFER.status.in_(_LIVE_OFFER))


def events_of(unit: Unit, *, requisition_id: str | None = None, application_id: str | None = None) -> list[Event]:
    """What happened on a req or an application, in the order it was recorded."""
    which = _EVENT.application_id == application_id if application_id else _EVENT.requisition_id == requisition_id
    return unit.all(Event, which, order_by=_EVENT.id)


def stood_of(unit: Unit, person_id: str, kinds: Collection[str], *undoing: str, requisition_id: str | None) -> list[Event]:
    """What happened to somebody's part in a req (or in the workspace, for None), in order, and was not taken back.

    `kinds`: of the events, whose `after` names the person. `undoing`: of those that take one back.
    """
    of_it = (_EVENT.requisition_id == requisition_id, _EVENT.application_id.is_(None), _EVENT.kind.in_(kinds))
    found = [each for each in unit.all(Event, *of_it, order_by=_EVENT.id) if each.after.get("person") == person_id]
    if not found:
        return []
    undone = (_EVENT.kind.in_(undoing), _EVENT.cause_id.in_([each.id for each in found]))
    gone = {each.cause_id for each in unit.all(Event, *undone)}
    return [each for each in found if each.id not in gone]


def last_event_by(unit: Unit, person_id: str, since: datetime) -> Event | None:
    """The last thing that a person did, recorded at or after `since`: what `undo` may take back."""
    return unit.one(Event, _EVENT.actor_id == person_id, _EVENT.recorded_at >= since, order_by=_EVENT.id.desc())


def dealt_with_last(unit: Unit, person_id: str, since: datetime) -> Entry | None:
    """The candidate about whom a person did something last, recorded at or after `since`."""
    about = (_EVENT.actor_id == person_id, _EVENT.recorded_at >= since, _EVENT.application_id.is_not(None))
    last = unit.one(Event, *about, order_by=_EVENT.id.desc())
    return entry(unit, last.application_id) if last and last.application_id else None


def caused_by(unit: Unit, event_id: str) -> list[Event]:
    """What an event brought about, its undoing among it."""
    return unit.all(Event, _EVENT.cause_id == event_id, order_by=_EVENT.id)


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


def _entries(unit: Unit) -> Select[Application, Candidate]:
    here = (_CANDIDATE.workspace_id == _APPLICATION.workspace_id) & (_CANDIDATE.id == _APPLICATION.candidate_id)
    return select(Application, Candidate).join(Candidate, here).where(unit.mine(Application))


def _next(unit: Unit, number: Any) -> int:
    query = select(func.coalesce(func.max(number), 0) + 1).where(number.table.c.workspace_id == unit.workspace_id)
    return int(unit.run(query).scalar_one())
