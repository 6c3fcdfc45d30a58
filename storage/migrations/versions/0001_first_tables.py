"""The first tables. Frozen: later changes are later revisions, never edits here."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    people()
    pipeline()
    messages()
    close_the_event_table()


def owned(table: str, *parts: Any) -> None:
    """A table whose rows belong to a workspace."""
    op.create_table(
        table,
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("workspace_id", "id", name=f"pk_{table}"),
        of_workspace(table),
    )


def of_workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id"], ["workspace.id"], name=f"fk_{table}_workspace_id", deferrable=True, initially="DEFERRED"
    )


def refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{other}.workspace_id", f"{other}.id"],
        name=f"fk_{table}_{column}",
        deferrable=True,
        initially="DEFERRED",
    )


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    # op.f: the name is whole, no naming convention adds to it
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def index(name: str, table: str, columns: list[str], *, where: str | None = None, unique: bool = False) -> None:
    condition = sa.text(where) if where else None
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def people() -> None:
    """The tables of storage/tables/people.py as they were at this revision."""
    op.create_table(
        "workspace",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("settings_revision", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_workspace"),
        unique("workspace", "key"),
    )
    owned(
        "conversation",
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("address", JSON, nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        check("conversation", "system", "system IN ('slack', 'teams', 'console', 'terminal')"),
        unique("conversation", "workspace_id", "system", "external_id"),
    )
    owned(
        "external_ref",
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("entity_kind", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        unique("external_ref", "workspace_id", "system", "kind", "external_id"),
    )
    index("ix_external_ref_workspace_id_entity_kind_entity_id", "external_ref", ["workspace_id", "entity_kind", "entity_id"])
    owned(
        "installation",
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("details", JSON, nullable=False),
        sa.Column("installed_at", MOMENT),
        check("installation", "system", "system IN ('slack', 'teams', 'console', 'terminal')"),
        unique("installation", "system", "external_id"),
    )
    owned(
        "person",
        sa.Column("name", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("timezone", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("roles", JSON, nullable=False),
        sa.Column("preferences", JSON, nullable=False),
        sa.Column("away_from", MOMENT),
        sa.Column("away_until", MOMENT),
        sa.Column("stand_in_id", sa.Text()),
        sa.Column("created_at", MOMENT),
        sa.Column("erased_at", MOMENT),
        check("person", "erased", "erased_at IS NULL OR (name IS NULL AND email IS NULL)"),
        refers("person", "stand_in_id", "person"),
    )
    index("ix_person_workspace_id_email", "person", ["workspace_id", "email"])
    owned(
        "identity",
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text()),
        sa.Column("address", JSON),
        check("identity", "system", "system IN ('slack', 'teams', 'console', 'terminal')"),
        refers("identity", "person_id", "person"),
        unique("identity", "workspace_id", "system", "external_id"),
    )
    index("ix_identity_workspace_id_person_id", "identity", ["workspace_id", "person_id"])
    op.create_table(
        "setting",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.Text()),
        sa.PrimaryKeyConstraint("workspace_id", "key", name="pk_setting"),
        of_workspace("setting"),
        refers("setting", "changed_by", "person"),
    )


def pipeline() -> None:
    """The tables of storage/tables/pipeline.py as they were at this revision."""
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
        "job",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text()),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("input", JSON),
        sa.Column("refused", JSON, nullable=False),
        sa.Column("result", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        check("job", "progress", "0 <= done AND done <= total"),
        check("job", "status", "status IN ('preview', 'running', 'done', 'failed', 'cancelled')"),
        refers("job", "asked_by", "person"),
    )
    owned(
        "note",
        sa.Column("entity_kind", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Text()),
        sa.Column("text", sa.Text()),
        sa.Column("author_id", sa.Text()),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("erased_at", MOMENT),
        check("note", "erased", "(erased_at IS NULL) = (text IS NOT NULL)"),
        refers("note", "author_id", "person"),
        refers("note", "candidate_id", "candidate"),
    )
    index("ix_note_workspace_id_candidate_id", "note", ["workspace_id", "candidate_id"])
    index("ix_note_workspace_id_entity_kind_entity_id", "note", ["workspace_id", "entity_kind", "entity_id"])
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
        "event",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entity_kind", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("requisition_id", sa.Text()),
        sa.Column("application_id", sa.Text()),
        sa.Column("actor_id", sa.Text()),
        sa.Column("occurred_at", MOMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("cause_id", sa.Text()),
        refers("event", "actor_id", "person"),
        refers("event", "application_id", "application"),
        refers("event", "cause_id", "event"),
        refers("event", "requisition_id", "requisition"),
    )
    index("ix_event_workspace_id_actor_id_id", "event", ["workspace_id", "actor_id", "id"])
    index("ix_event_workspace_id_application_id_id", "event", ["workspace_id", "application_id", "id"])
    index("ix_event_workspace_id_cause_id", "event", ["workspace_id", "cause_id"])
    index("ix_event_workspace_id_requisition_id_id", "event", ["workspace_id", "requisition_id", "id"])
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


def messages() -> None:
    """The tables of storage/tables/messages.py as they were at this revision."""
    op.create_table(
        "delivery",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("refs", JSON, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "key", name="pk_delivery"),
        of_workspace("delivery"),
    )
    index("ix_delivery_at", "delivery", ["at"])
    owned(
        "surface",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("refs", JSON, nullable=False),
        sa.Column("address", JSON, nullable=False),
        sa.Column("platform_ref", JSON),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("dirty_since", MOMENT),
        sa.Column("next_try_at", MOMENT),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text()),
        check("surface", "dirty", "(dirty_since IS NOT NULL) = (next_try_at IS NOT NULL)"),
        check("surface", "shown", "shown <= wanted"),
        unique("surface", "workspace_id", "key"),
    )
    index("ix_surface_dirty", "surface", ["next_try_at"], where="dirty_since IS NOT NULL")
    owned(
        "outbox",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("refs", JSON, nullable=False),
        sa.Column("address", JSON, nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("may_have_arrived", sa.Boolean(), nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("next_try_at", MOMENT, nullable=False),
        sa.Column("platform_ref", JSON),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.Column("last_error", sa.Text()),
        sa.Column("cause_id", sa.Text()),
        check("outbox", "leased", "(status = 'claimed') = (lease_until IS NOT NULL)"),
        check("outbox", "status", "status IN ('queued', 'claimed', 'sent', 'unclear', 'given_up', 'cancelled')"),
        refers("outbox", "cause_id", "event"),
        unique("outbox", "workspace_id", "key"),
    )
    index("ix_outbox_cause", "outbox", ["workspace_id", "cause_id"], where="cause_id IS NOT NULL")
    index("ix_outbox_line", "outbox", ["workspace_id", "queue", "id"], where="status = 'queued'")
    index("ix_outbox_queued", "outbox", ["next_try_at", "id"], where="status = 'queued'")
    index("ix_outbox_troubled", "outbox", ["workspace_id", "id"], where="status IN ('unclear', 'given_up')")
    index("uq_outbox_claimed", "outbox", ["workspace_id", "queue"], where="status = 'claimed'", unique=True)
    owned(
        "nudge",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("clock", sa.Text(), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("requisition_id", sa.Text()),
        sa.Column("application_id", sa.Text()),
        sa.Column("person_id", sa.Text()),
        sa.Column("deadline_at", MOMENT, nullable=False),
        sa.Column("say_at", MOMENT, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("policy_revision", sa.Integer(), nullable=False),
        sa.Column("outbox_id", sa.Text()),
        sa.Column("said_at", MOMENT),
        sa.Column("acknowledged_at", MOMENT),
        sa.Column("acknowledged_by", sa.Text()),
        check("nudge", "said", "status <> 'said' OR said_at IS NOT NULL"),
        check("nudge", "status", "status IN ('pending', 'snoozed', 'queued', 'said', 'done', 'dropped')"),
        check("nudge", "voice", "voice IN ('heads_up', 'due', 'escalation', 'digest')"),
        refers("nudge", "acknowledged_by", "person"),
        refers("nudge", "application_id", "application"),
        refers("nudge", "outbox_id", "outbox"),
        refers("nudge", "person_id", "person"),
        refers("nudge", "requisition_id", "requisition"),
        unique("nudge", "workspace_id", "key"),
    )
    index("ix_nudge_owed", "nudge", ["workspace_id", "person_id"], where="status IN ('pending', 'snoozed', 'queued', 'said')")
    index("ix_nudge_waiting", "nudge", ["workspace_id", "say_at"], where="status IN ('pending', 'snoozed')")
    index("ix_nudge_workspace_id_application_id", "nudge", ["workspace_id", "application_id"])
    index("ix_nudge_workspace_id_outbox_id", "nudge", ["workspace_id", "outbox_id"])
    index("ix_nudge_workspace_id_requisition_id", "nudge", ["workspace_id", "requisition_id"])


def close_the_event_table() -> None:
    """What happened stays as it was recorded: the database itself refuses to change or delete an event."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER event_no_{act.lower()} BEFORE {act} ON event "
                "BEGIN SELECT RAISE(ABORT, 'event is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'event is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON event "
        "FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only()"
    )
