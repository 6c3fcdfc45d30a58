"""Addresses stand with whom they reach (a person's account, a req), so the table of conversations goes.

Frozen: later changes are later revisions, never edits here.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("conversation")
