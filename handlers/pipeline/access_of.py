"""Access asked about rows: which applications somebody may see, which reqs they may run."""

from __future__ import annotations

from handlers.core import access
from handlers.core.verb import Context
from handlers.pipeline.changes import req_of
from storage import reqs
from storage.models import Application, Requisition


def may_see(at: Context, application: Application) -> bool:
    """Whether the speaker may see an application's req."""
    return access.may(at, "see_reqs", req_of(at.unit, application))


def run_by(at: Context) -> list[Requisition]:
    """The live reqs whose candidates the speaker may change: everybody's, or their own."""
    live = reqs.open_reqs(at.unit)
    if access.may(at, "run_candidates"):
        return live
    person = at.person
    return [req for req in live if person is not None and person.id in (req.hiring_manager_id, req.recruiter_id, req.sponsor_id)]
