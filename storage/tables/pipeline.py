"""Tables of a search: requisitions, candidates, and what happens between them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy import text as sql

from storage.enums import (
    CallKind,
    Decision,
    DisclosureKind,
    InterviewStatus,
    OfferStatus,
    Outcome,
    ReqStatus,
    Verdict,
)
from storage.tables.columns import (
    Owned,
    code,
    holds,
    listing,
    mapping,
    moment,
    of_workspace,
    one_of,
    refers,
    string,
    unique,
)


class Requisition(Owned, table=True):
    """An opening: `R-12` in the chat is number 12 of its workspace. `closed_at` is set exactly while filled or cancelled.

    `since_at` is when the search began, where that is before the bot heard of it. Bands are whole currency units a year, base.
    `rev` grows with each change that a button could be late for.
    """

    number: int
    title: str = string()
    lane: str | None = string(None)
    level: str | None = string(None)
    market: str | None = string(None)
    status: ReqStatus = code(ReqStatus, ReqStatus.OPEN)
    opened_at: datetime = moment()
    since_at: datetime = moment()
    held_since: datetime | None = moment(None)
    closed_at: datetime | None = moment(None)
    last_moved_at: datetime | None = moment(None)
    band_low: int | None = None
    band_high: int | None = None
    band_currency: str | None = string(None)
    loop: list[dict[str, Any]] = listing()
    deliverable: str | None = string(None)
    reliability: str | None = string(None)
    hiring_manager_id: str | None = string(None)
    recruiter_id: str | None = string(None)
    approver_id: str | None = string(None)
    sponsor_id: str | None = string(None)
    closer_id: str | None = string(None)
    address: dict[str, Any] = mapping()
    policy: dict[str, Any] = mapping()
    policy_revision: int = 0
    rev: int = 1

    __table_args__ = (
        of_workspace(),
        unique("number"),
        one_of("status", ReqStatus),
        holds("number_positive", "number > 0"),
        holds("closed", "(closed_at IS NOT NULL) = (status IN ('filled', 'cancelled'))"),
        holds("band", "band_low IS NULL OR band_high IS NULL OR band_low <= band_high"),
        holds("band_has_currency", "(band_low IS NULL AND band_high IS NULL) OR band_currency IS NOT NULL"),
        *(refers(f"{role}_id", "person") for role in ("hiring_manager", "recruiter", "approver", "sponsor", "closer")),
        Index(
            "ix_requisition_live",
            "workspace_id",
            "number",
            sqlite_where=sql("closed_at IS NULL"),
            postgresql_where=sql("closed_at IS NULL"),
        ),
    )


class ReqMember(Owned, table=True):
    """One person's part in one req's team, beyond the named parts on the req itself."""

    __tablename__ = "req_member"

    requisition_id: str = string()
    person_id: str = string()
    role: str = string()

    __table_args__ = (
        of_workspace(),
        unique("requisition_id", "person_id", "role"),
        refers("requisition_id", "requisition"),
        refers("person_id", "person"),
        Index(None, "workspace_id", "person_id"),
    )


class Candidate(Owned, table=True):
    """Someone who may be hired; perhaps initials and a number (`C-31`) and no more. Erased, only the number is left."""

    number: int
    name: str | None = string(None)
    initials: str | None = string(None)
    email: str | None = string(None)
    timezone: str | None = string(None)
    source: str | None = string(None)
    legal_hold: str | None = string(None)
    created_at: datetime = moment()
    erased_at: datetime | None = moment(None)

    __table_args__ = (
        of_workspace(),
        unique("number"),
        holds("erased", "erased_at IS NULL OR (name IS NULL AND initials IS NULL AND email IS NULL AND timezone IS NULL)"),
        holds("held_is_kept", "legal_hold IS NULL OR erased_at IS NULL"),
        Index(None, "workspace_id", "email"),
    )


class Application(Owned, table=True):
    """A candidate for a requisition: stages live here. `ended_at` is set exactly when the outcome ends it."""

    candidate_id: str = string()
    requisition_id: str = string()
    stage: str = string()
    outcome: Outcome | None = code(Outcome, None)
    reason: str | None = string(None)
    created_at: datetime = moment()
    stage_since: datetime = moment()
    last_moved_at: datetime = moment()
    loop_done_at: datetime | None = moment(None)
    decision: Decision | None = code(Decision, None)
    decided_at: datetime | None = moment(None)
    told_at: datetime | None = moment(None)
    ended_at: datetime | None = moment(None)
    rev: int = 1

    __table_args__ = (
        of_workspace(),
        unique("candidate_id", "requisition_id"),
        refers("candidate_id", "candidate"),
        refers("requisition_id", "requisition"),
        one_of("outcome", Outcome),
        one_of("decision", Decision),
        holds("ended", "(ended_at IS NOT NULL) = (coalesce(outcome, 'offer') <> 'offer')"),
        holds("decided", "(decision IS NULL) = (decided_at IS NULL)"),
        Index(None, "workspace_id", "requisition_id", "ended_at", "stage"),
        Index(
            "ix_application_live",
            "workspace_id",
            "last_moved_at",
            sqlite_where=sql("ended_at IS NULL"),
            postgresql_where=sql("ended_at IS NULL"),
        ),
    )


class Interview(Owned, table=True):
    """One booked round of an application; `round` is the key of a round in the req's loop."""

    application_id: str = string()
    round: str = string()
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    status: InterviewStatus = code(InterviewStatus, InterviewStatus.BOOKED)
    done_at: datetime | None = moment(None)
    ask_at: datetime | None = moment(None)
    """When it is to be asked whether it took place, where nobody is at work as it ends."""
    asked_at: datetime | None = moment(None)
    rev: int = 1

    __table_args__ = (
        of_workspace(),
        refers("application_id", "application"),
        one_of("status", InterviewStatus),
        holds("order", "starts_at < ends_at"),
        Index(None, "workspace_id", "application_id"),
        Index(
            "ix_interview_booked",
            "workspace_id",
            "ends_at",
            sqlite_where=sql("status = 'booked'"),
            postgresql_where=sql("status = 'booked'"),
        ),
    )


class InterviewSeat(Owned, table=True):
    """One interviewer in one interview."""

    __tablename__ = "interview_seat"

    interview_id: str = string()
    person_id: str = string()

    __table_args__ = (
        of_workspace(),
        unique("interview_id", "person_id"),
        refers("interview_id", "interview"),
        refers("person_id", "person"),
        Index(None, "workspace_id", "person_id"),
    )


class Scorecard(Owned, table=True):
    """What one interviewer saw in one interview. `criteria` is a list of `{criterion, verdict, evidence}`."""

    interview_id: str = string()
    interviewer_id: str = string()
    verdict: Verdict = code(Verdict)
    criteria: list[dict[str, Any]] = listing()
    evidence: str | None = string(None)
    submitted_at: datetime = moment()
    rev: int = 1

    __table_args__ = (
        of_workspace(),
        unique("interview_id", "interviewer_id"),
        refers("interview_id", "interview"),
        refers("interviewer_id", "person"),
        one_of("verdict", Verdict),
        Index(None, "workspace_id", "interviewer_id"),
    )


class Offer(Owned, table=True):
    """An offer. `base` is whole currency units a year; `equity_percent` a percentage kept as exact text ("0.25").

    `revision` counts the versions that were approved anew; at most one offer of an application is alive.
    """

    application_id: str = string()
    status: OfferStatus = code(OfferStatus, OfferStatus.DRAFT)
    base: int
    currency: str = string()
    equity_percent: str | None = string(None)
    terms: dict[str, Any] = mapping()
    start_on: date | None = None
    expires_at: datetime | None = moment(None)
    created_at: datetime = moment()
    sent_at: datetime | None = moment(None)
    answered_at: datetime | None = moment(None)
    approved_by: str | None = string(None)
    approved_at: datetime | None = moment(None)
    reason: str | None = string(None)
    decline_reason: str | None = string(None)
    revision: int = 1
    rev: int = 1

    __table_args__ = (
        of_workspace(),
        refers("application_id", "application"),
        refers("approved_by", "person"),
        one_of("status", OfferStatus),
        holds("base_positive", "base > 0"),
        holds("currency", "length(currency) = 3"),
        holds("approved", "(approved_by IS NULL) = (approved_at IS NULL)"),
        holds("approved_before_sent", "status NOT IN ('approved', 'sent', 'accepted', 'declined') OR approved_at IS NOT NULL"),
        holds("sent", "status NOT IN ('sent', 'accepted', 'declined') OR sent_at IS NOT NULL"),
        Index(
            "uq_offer_alive",
            "workspace_id",
            "application_id",
            unique=True,
            sqlite_where=sql("status IN ('draft', 'approved', 'sent', 'accepted')"),
            postgresql_where=sql("status IN ('draft', 'approved', 'sent', 'accepted')"),
        ),
        Index(None, "workspace_id", "application_id"),
    )


class Disclosure(Owned, table=True):
    """What a candidate volunteered, dated: a competing offer, what they leave behind, notice, a cliff. Never asked for."""

    application_id: str = string()
    kind: DisclosureKind = code(DisclosureKind)
    volunteered_at: datetime = moment()
    expires_at: datetime | None = moment(None)
    details: dict[str, Any] = mapping()
    recorded_by: str | None = string(None)
    withdrawn_at: datetime | None = moment(None)

    __table_args__ = (
        of_workspace(),
        refers("application_id", "application"),
        refers("recorded_by", "person"),
        one_of("kind", DisclosureKind),
        Index(None, "workspace_id", "application_id"),
    )


class Call(Owned, table=True):
    """A call that was made."""

    application_id: str = string()
    kind: CallKind = code(CallKind)
    done_at: datetime = moment()
    by: str | None = string(None)

    __table_args__ = (
        of_workspace(),
        refers("application_id", "application"),
        refers("by", "person"),
        one_of("kind", CallKind),
        Index(None, "workspace_id", "application_id"),
    )
