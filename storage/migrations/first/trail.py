"""The tables of storage/tables/trail.py as they were at this revision. Frozen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.first.shapes import JSON, MOMENT, check, index, owned, refers


def trail() -> None:
    """Notes, events (which the database keeps as they are) and long pieces of work."""
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
    close_the_event_table()


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
