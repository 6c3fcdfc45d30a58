"""What has stood too long in searches, from the tables: the state that the digest's clocks look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from handlers.core.library import Library
from handlers.pipeline.digests import stale
from handlers.pipeline.digests.stale import CandidateState, Found, ReqState
from handlers.pipeline.messages.cards import order_of
from handlers.pipeline.reading import naming
from handlers.pipeline.reports.trails import STANDING
from handlers.pipeline.rules.story import told
from storage import reports, standing
from storage.enums import ReqStatus
from storage.models import Application, Candidate, Requisition
from storage.standing import ReqStanding
from storage.unit import Unit


def stood_too_long(unit: Unit, library: Library, wanted: Sequence[Requisition], now: datetime) -> dict[str, tuple[Found, ...]]:
    """Req id → what has stood too long in it: four statements, whatever the number of reqs. Nothing on one that is not open."""
    found = standing.of_reqs(unit, {req.id: order_of(req)[-1].key for req in wanted})
    told_of = reports.standing_of(unit, [req.id for req in wanted], STANDING)
    return {
        req.id: stale.stood_too_long(library.digest_rules, _state(req, found[req.id], told_of[req.id]), now)
        if req.status is ReqStatus.OPEN
        else ()
        for req in wanted
    }


def names(unit: Unit, found: Iterable[Found], *, public: bool) -> dict[str, str]:
    """Application → how its candidate is called; `public`: where others read."""
    called: dict[str, str] = {}
    for each in found:
        application = unit.get(Application, each.application)
        candidate = unit.get(Candidate, application.candidate_id) if application else None
        if application and candidate:
            called[application.id] = naming.spoken_of(unit, candidate, public=public)
    return called


def _state(req: Requisition, found: ReqStanding, of_req: Sequence[Any]) -> ReqState:
    met = [CandidateState(each.application_id, each.last_moved_at, each.first_round_at, each.loop_done_at) for each in found.met]
    return ReqState(req.since_at, req.last_moved_at or req.since_at, found.finalists, met, found.signed, told((), of_req).holds)
