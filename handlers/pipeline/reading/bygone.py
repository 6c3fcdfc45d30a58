"""Candidates and reqs whose search is over, named as if it went on: found where nothing that goes on is meant."""

from __future__ import annotations

from handlers.core import access, named
from handlers.core.errors import NotFound
from handlers.core.reply import Action
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.reading import matching, naming, spokenof
from storage import reqs
from storage.enums import ReqStatus
from storage.models import Requisition
from storage.reqs import Entry

say = Wording("pipeline")

LOOKED_THROUGH = 50
"""Of the reqs that were closed last."""


def the_application(at: Context, asked: naming.AboutCandidate, need: str | None) -> tuple[Requisition, Entry] | None:
    """Who is called so and has left a search that is over, where no req was said; None where nobody is, or somebody called so
    has left one that goes on. Raises NotFound, which offers them, where several are, and NotAllowed."""
    if asked.application or asked.req is not None or not asked.candidate or naming.req_of_place(at) is not None:
        return None
    left = [each for each in matching.called_so(at.unit, None, asked.candidate, ended=True) if naming.may_see(at, each)]
    found = [(req, each) for each in left if (req := at.unit.get(Requisition, each.application.requisition_id))]
    if not found or any(req.closed_at is None for req, _ in found):
        return None
    if len(found) > 1:
        raise NotFound(say.which_candidate(said=asked.candidate[:60]), actions=naming.who(at, left))
    req, entry = found[0]
    access.ask(at, req, need)
    named.note(at.unit, entry.candidate.id)
    return req, entry


def to_resume(at: Context) -> Requisition | None:
    """The req that can go on again, where none was said: the one on hold, else the one that was closed; None where there is
    none. Raises NotFound, which offers the last of them, where several can."""
    if naming.req_of_place(at) is not None:
        return None
    held = [req for req in reqs.open_reqs(at.unit) if req.status is ReqStatus.HELD]
    for group in (held, reqs.closed_reqs(at.unit, LOOKED_THROUGH)):
        found = [req for req in group if access.may(at, "run_reqs", req)]
        if len(found) > 1:
            raise NotFound(say.which_req(), actions=naming.which(at, found))
        if found:
            return found[0]
    return None


def ask_of_somebody(at: Context, words: str) -> None:
    """Raises NotFound, which offers to take up again whoever is named by what should be a req (`reopen luis`)."""
    found = spokenof.left(at, words, words) if words.strip() and not any(map(str.isdigit, words)) else []
    if not found:
        return
    names = [naming.called(at, each.candidate) for each in found]
    actions = tuple(
        Action(
            say.take_up_button(name=name)[:75], "cand move", {"application": each.application.id, "stage": each.application.stage}
        )
        for name, each in zip(names, found, strict=True)
    )
    raise NotFound(say.no_req_but_somebody(names=names), actions=actions)
