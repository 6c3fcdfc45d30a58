"""An index of the events that are about a req as a whole: each of its applications' clocks reads them.

Frozen: later changes are later revisions, never edits here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    where = sa.text("application_id IS NULL")
    columns = ["workspace_id", "requisition_id", "id"]
    op.create_index("ix_event_of_req", "event", columns, sqlite_where=where, postgresql_where=where)
