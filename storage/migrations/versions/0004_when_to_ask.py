"""When a round is asked about whose end came while nobody was at work to be asked.

Frozen: later changes are later revisions, never edits here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("interview", sa.Column("ask_at", sa.DateTime(timezone=True)))
