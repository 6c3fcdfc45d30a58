"""The first tables, by subject in storage/migrations/first. Frozen: later changes are later revisions, never edits here."""

from __future__ import annotations

from storage.migrations.first.messages import messages
from storage.migrations.first.people import people
from storage.migrations.first.pipeline import pipeline
from storage.migrations.first.trail import trail

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    people()
    pipeline()
    trail()
    messages()
