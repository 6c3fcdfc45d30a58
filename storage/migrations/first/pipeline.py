"""The tables of storage/tables/pipeline.py as they were at this revision. Frozen."""

from __future__ import annotations

import sqlalchemy as sa

from storage.migrations.first.shapes import JSON, MOMENT, check, index, owned, refers, unique


def pipeline() -> None:
    """Searches and who is in them, what happens to those who are, and what is offered to them."""
    searches()
    rounds()
    closing()


def searches() -> None:
    """Reqs with their teams, candidates, and who applies for what."""
    owned(
        "candidate",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("initials", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("timezone", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("legal_hold", sa.Text()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("erased_at", MOMENT),
        check("candidate", "erased", "erased_at IS NULL OR (name IS NULL AND initials IS NULL AND email IS NULL AND timezone IS NULL)"),
        check("candidate", "held_is_kept", "legal_hold IS NULL OR erased_at IS NULL"),
        unique("candidate", "workspace_id", "number"),
    )
    index("ix_candidate_workspace_id_email", "candidate", ["workspace_id", "email"])
    owned(
        "requisition",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text()),
        sa.Column("level", sa.Text()),
        sa.Column("market", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("since_at", MOMENT, nullable=False),
        sa.Column("held_since", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("last_moved_at", MOMENT),
        sa.Column("band_low", sa.Integer()),
        sa.Column("band_high", sa.Integer()),
        sa.Column("band_currency", sa.Text()),
        sa.Column("loop", JSON, nullable=False),
        sa.Column("deliverable", sa.Text()),
        sa.Column("reliability", sa.Text()),
        sa.Column("hiring_manager_id", sa.Text()),
        sa.Column("recruiter_id", sa.Text()),
        sa.Column("approver_id", sa.Text()),
        sa.Column("sponsor_id", sa.Text()),
        sa.Column("closer_id", sa.Text()),
        sa.Column("address", JSON, nullable=False),
        sa.Column("policy", JSON, nullable=False),
        sa.Column("policy_revision", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        check("requisition", "band_has_currency", "(band_low IS NULL AND band_high IS NULL) OR band_currency IS NOT NULL"),
        check("requisition", "closed", "(closed_at IS NOT NULL) = (status IN ('filled', 'cancelled'))"),
        check("requisition", "band", "band_low IS NULL OR band_high IS NULL OR band_low <= band_high"),
        check("requisition", "number_positive", "number > 0"),
        check("requisition", "status", "status IN ('open', 'held', 'filled', 'cancelled')"),
        refers("requisition", "approver_id", "person"),
        refers("requisition", "closer_id", "person"),
        refers("requisition", "hiring_manager_id", "person"),
        refers("requisition", "recruiter_id", "person"),
        refers("requisition", "sponsor_id", "person"),
        unique("requisition", "workspace_id", "number"),
    )
    index("ix_requisition_live", "requisition", ["workspace_id", "number"], where="closed_at IS NULL")
    owned(
        "application",
        sa.Column("candidate_id", sa.Text(), nullable=False),
        sa.Column("requisition_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("stage_since", MOMENT, nullable=False),
        sa.Column("last_moved_at", MOMENT, nullable=False),
        sa.Column("loop_done_at", MOMENT),
        sa.Column("decision", sa.Text()),
        sa.Column("decided_at", MOMENT),
        sa.Column("told_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("rev", sa.Integer(), nullable=False),
        check("application", "decided", "(decision IS NULL) = (decided_at IS NULL)"),
        check("application", "ended", "(ended_at IS NOT NULL) = (coalesce(outcome, 'offer') <> 'offer')"),
        check("application", "decision", "decision IN ('yes', 'no')"),
        check("application", "outcome", "outcome IN ('offer', 'hired', 'rejected', 'withdrawn')"),
        refers("application", "candidate_id", "candidate"),
        refers("application", "requisition_id", "requisition"),
        unique("application", "workspace_id", "candidate_id", "requisition_id"),
    )
    index("ix_application_live", "application", ["workspace_id", "last_moved_at"], where="ended_at IS NULL")
    index("ix_application_workspace_id_requisition_id_ended_at_stage", "application", ["workspace_id", "requisition_id", "ended_at", "stage"])
    owned(
        "req_member",
        sa.Column("requisition_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        refers("req_member", "person_id", "person"),
        refers("req_member", "requisition_id", "requisition"),
        unique("req_member", "workspace_id", "requisition_id", "person_id", "role"),
    )
    index("ix_req_member_workspace_id_person_id", "req_member", ["workspace_id", "person_id"])


def rounds() -> None:
    """Booked rounds, who sits in them, and what they saw."""
    owned(
        "interview",
        sa.Column("application_id", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("done_at", MOMENT),
        sa.Column("asked_at", MOMENT),
        sa.Column("rev", sa.Integer(), nullable=False),
        check("interview", "order", "starts_at < ends_at"),
        check("interview", "status", "status IN ('booked', 'done', 'cancelled', 'no_show')"),
        refers("interview", "application_id", "application"),
    )
    index("ix_interview_booked", "interview", ["workspace_id", "ends_at"], where="status = 'booked'")
    index("ix_interview_workspace_id_application_id", "interview", ["workspace_id", "application_id"])
    owned(
        "interview_seat",
        sa.Column("interview_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        refers("interview_seat", "interview_id", "interview"),
        refers("interview_seat", "person_id", "person"),
        unique("interview_seat", "workspace_id", "interview_id", "person_id"),
    )
    index("ix_interview_seat_workspace_id_person_id", "interview_seat", ["workspace_id", "person_id"])
    owned(
        "scorecard",
        sa.Column("interview_id", sa.Text(), nullable=False),
        sa.Column("interviewer_id", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("criteria", JSON, nullable=False),
        sa.Column("evidence", sa.Text()),
        sa.Column("submitted_at", MOMENT, nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        check("scorecard", "verdict", "verdict IN ('strong_no', 'no', 'yes', 'strong_yes')"),
        refers("scorecard", "interview_id", "interview"),
        refers("scorecard", "interviewer_id", "person"),
        unique("scorecard", "workspace_id", "interview_id", "interviewer_id"),
    )
    index("ix_scorecard_workspace_id_interviewer_id", "scorecard", ["workspace_id", "interviewer_id"])


def closing() -> None:
    """Offers, calls, and what candidates volunteered."""
    owned(
        "call",
        sa.Column("application_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("done_at", MOMENT, nullable=False),
        sa.Column("by", sa.Text()),
        check("call", "kind", "kind IN ('recruiter', 'manager')"),
        refers("call", "application_id", "application"),
        refers("call", "by", "person"),
    )
    index("ix_call_workspace_id_application_id", "call", ["workspace_id", "application_id"])
    owned(
        "disclosure",
        sa.Column("application_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("volunteered_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT),
        sa.Column("details", JSON, nullable=False),
        sa.Column("recorded_by", sa.Text()),
        sa.Column("withdrawn_at", MOMENT),
        check("disclosure", "kind", "kind IN ('competing_offer', 'leaves_behind', 'notice', 'cliff')"),
        refers("disclosure", "application_id", "application"),
        refers("disclosure", "recorded_by", "person"),
    )
    index("ix_disclosure_workspace_id_application_id", "disclosure", ["workspace_id", "application_id"])
    owned(
        "offer",
        sa.Column("application_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("equity_percent", sa.Text()),
        sa.Column("terms", JSON, nullable=False),
        sa.Column("start_on", sa.Date()),
        sa.Column("expires_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.Column("answered_at", MOMENT),
        sa.Column("approved_by", sa.Text()),
        sa.Column("approved_at", MOMENT),
        sa.Column("reason", sa.Text()),
        sa.Column("decline_reason", sa.Text()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        check("offer", "approved", "(approved_by IS NULL) = (approved_at IS NULL)"),
        check("offer", "base_positive", "base > 0"),
        check("offer", "currency", "length(currency) = 3"),
        check("offer", "status", "status IN ('draft', 'approved', 'sent', 'accepted', 'declined', 'withdrawn', 'expired')"),
        check("offer", "approved_before_sent", "status NOT IN ('approved', 'sent', 'accepted', 'declined') OR approved_at IS NOT NULL"),
        check("offer", "sent", "status NOT IN ('sent', 'accepted', 'declined') OR sent_at IS NOT NULL"),
        refers("offer", "application_id", "application"),
        refers("offer", "approved_by", "person"),
    )
    index("ix_offer_workspace_id_application_id", "offer", ["workspace_id", "application_id"])
    index("uq_offer_alive", "offer", ["workspace_id", "application_id"], where="status IN ('draft', 'approved', 'sent', 'accepted')", unique=True)
