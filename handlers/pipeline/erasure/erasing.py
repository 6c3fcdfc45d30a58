"""Whom to erase or to keep: found by number wherever they are, and what stands against erasing them."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.core import access, named, times
from handlers.core.errors import Conflict, NotFound
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import changes, settings
from handlers.pipeline.reading import finding, matching, naming
from storage import reqs
from storage.models import Candidate

say = Wording("cand")


def the_candidate(at: Context, asked: naming.AboutCandidate) -> Candidate:
    """By number (`C-31`) wherever they are, else as in any other verb about a candidate. Raises NotFound."""
    number = matching.candidate_number(asked.candidate)
    if number is not None:
        found = reqs.candidate_by_number(at.unit, number)
        if found is None:
            raise NotFound(say.no_such_candidate(reference=f"C-{number}"))
        access.ask(at)
        named.note(at.unit, found.id)
        return found
    if not asked.candidate and not asked.application:
        raise NotFound(say.whom_to_forget())
    return finding.the_application(at, asked)[1].candidate


def may_be_erased(at: Context, candidate: Candidate) -> None:
    """Raises Conflict for a legal hold or a retention duty, by name: whose it is, and until when."""
    reference = f"C-{candidate.number}"
    hold = changes.legal_hold_on(at.unit, candidate)
    if hold:
        why, req = hold
        raise Conflict(say.on_hold(reference=reference, hold=why, held=f"R-{req.number}" if req else reference))
    until = _kept_until(at, candidate)
    if until is not None and until > at.command.now:
        zone = at.person.timezone if at.person else None
        raise Conflict(say.retained(reference=reference, until=times.at(until, zone, at.command.now)))


def _kept_until(at: Context, candidate: Candidate) -> datetime | None:
    """The end of a retention duty, counted from the last application that was decided."""
    days = settings.of(at.unit).keep_decided_days
    ended = [each.ended_at for each in reqs.applications_of(at.unit, candidate.id) if each.ended_at]
    return max(ended) + timedelta(days=days) if days and ended else None
