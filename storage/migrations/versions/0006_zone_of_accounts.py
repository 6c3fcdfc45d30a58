"""The zone that a platform last told of an account, apart from the one that its person chose: who moves takes it along.

Frozen: later changes are later revisions, never edits here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("identity", sa.Column("timezone", sa.Text()))
