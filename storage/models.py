"""All tables in one place to import from."""

from __future__ import annotations

from storage.tables.columns import Owned, Row
from storage.tables.messages import Delivery, Nudge, Outbox, Surface
from storage.tables.people import ExternalRef, Identity, Installation, Person, Setting, Workspace
from storage.tables.pipeline import (
    Application,
    Call,
    Candidate,
    Disclosure,
    Interview,
    InterviewSeat,
    Offer,
    ReqMember,
    Requisition,
    Scorecard,
)
from storage.tables.trail import Event, Job, Note

metadata = Row.metadata

__all__ = [
    "Application",
    "Call",
    "Candidate",
    "Delivery",
    "Disclosure",
    "Event",
    "ExternalRef",
    "Identity",
    "Installation",
    "Interview",
    "InterviewSeat",
    "Job",
    "Note",
    "Nudge",
    "Offer",
    "Outbox",
    "Owned",
    "Person",
    "ReqMember",
    "Requisition",
    "Row",
    "Scorecard",
    "Setting",
    "Surface",
    "Workspace",
    "metadata",
]
