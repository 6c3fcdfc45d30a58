"""The tables of storage/tables/people.py as they were at this revision. Frozen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.first.shapes import JSON, MOMENT, check, index, of_workspace, owned, refers, unique


def people() -> None:
    """Companies, where they are installed, people, their accounts, and what is called how elsewhere."""
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
