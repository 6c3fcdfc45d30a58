"""The tables of storage/tables/messages.py as they were at this revision. Frozen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.first.shapes import JSON, MOMENT, check, index, of_workspace, owned, refers, unique


def messages() -> None:
    """Deliveries, surfaces, the outbox and nudges."""
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
