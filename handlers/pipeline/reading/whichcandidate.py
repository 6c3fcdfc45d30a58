"""Which candidate is meant, and on which req: by the id in a button, or by words that are all the name."""

from __future__ import annotations

from handlers.core import access, named
from handlers.core.errors import Conflict, NotFound
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.history import last_line
from handlers.pipeline.reading import matching, naming, ofkind, others, spokenof, whichreq
from storage import reqs
from storage.models import Requisition
from storage.reqs import Entry

say = Wording("pipeline")


def named_application(at: Context, asked: naming.AboutCandidate, *, need: str | None = None) -> tuple[Requisition, Entry]:
    """The candidate whom all the words name, or the button, with their req. Raises NotFound with those who are called alike,
    NotAllowed, and Conflict where a button is late (`rev`)."""
    if asked.application:
        entry = reqs.entry(at.unit, asked.application)
        req = at.unit.get(Requisition, entry.application.requisition_id) if entry else None
        if entry is None or req is None or entry.candidate.erased_at is not None:
            raise NotFound(say.gone(), actions=(naming.list_button(),))
        access.ask(at, req, need)
    else:
        req, entry = _named_candidate(at, asked, need)
    named.note(at.unit, entry.candidate.id)
    on_time(at, asked.rev, entry.application.rev, entry)
    return req, entry


def _named_candidate(at: Context, asked: naming.AboutCandidate, need: str | None) -> tuple[Requisition, Entry]:
    """By words. Without a req, the workspace is searched where the words fit one live candidate only."""
    here = naming.req_of_place(at) if asked.req is None else None
    if asked.req is None and here is None and asked.candidate:
        anywhere = [each for each in matching.called_so(at.unit, None, asked.candidate) if naming.may_see(at, each)]
        if len(anywhere) > 1:
            raise NotFound(say.which_candidate(said=asked.candidate[:60]), actions=naming.who(at, anywhere))
        if anywhere:
            req = at.unit.get(Requisition, anywhere[0].application.requisition_id)
            assert req is not None
            access.ask(at, req, need)
            return req, anywhere[0]
        if len(naming.open_to(at)) > 1 and not (others.SAID.match(asked.candidate) or others.BUT.search(asked.candidate)):
            raise _nobody_called(at, asked.candidate)
    req = here or whichreq.find_req(at, asked.req)
    access.ask(at, req, need)
    others.ask(at, asked, req)
    return req, _in_req(at, req, asked.candidate)


def _nobody_called(at: Context, name: str) -> NotFound:
    """Nobody in any loop is called so: those who have left one, or whose names are like it, are offered."""
    seen = naming.open_to(at)
    near = _they(at, name) or matching.ended_in(at.unit, seen, name) or matching.like(at.unit, seen, name, shared=True)
    return NotFound(say.nobody_called(name=name[:60], near=bool(near)), actions=(*naming.who(at, near), naming.list_button()))


def _in_req(at: Context, req: Requisition, name: str) -> Entry:
    if not name:
        live = reqs.entries(at.unit, req.id, limit=naming.OFFERED + 1)
        if len(live) == 1:
            return live[0]
        live = list(ofkind.of_whom(at, req, live)) if live else live
        text = say.which_in_req(req=f"R-{req.number}") if live else say.nobody_in(req=f"R-{req.number}")
        raise NotFound(text, actions=naming.who(at, live[: naming.OFFERED]))
    found = matching.called_so(at.unit, req.id, name) or matching.ended_in(at.unit, [req], name)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(say.which_candidate(said=name[:60]), actions=naming.who(at, found))
    everybody = reqs.entries(at.unit, req.id)
    near = _they(at, name) or matching.like(at.unit, [req], name, shared=True)
    offered = [naming.name_of(each) for each in near[: naming.OFFERED] or everybody[:3]]
    raise NotFound(say.no_such_candidate(name=name[:60], req=f"R-{req.number}", near=offered), actions=naming.who(at, near))


def _they(at: Context, name: str) -> list[Entry]:
    """Whom `her` may mean: asked back, never taken."""
    if len(name.split()) > 2 or not spokenof.is_pronoun(name):
        return []
    verb = at.verb.name if at.verb else ""
    found = spokenof.they(at, name)
    return [found] if found and ofkind.can_be(at, verb, found) else ofkind.everybody(at, verb)[: naming.OFFERED]


def on_time(at: Context, wanted: int | None, rev: int, entry: Entry | None = None) -> None:
    """Raise Conflict where a button was made for an earlier state; it says what happened meanwhile, and who did it."""
    if wanted is None or wanted == rev:
        return
    raise Conflict(say.overtaken(what=last_line(at, entry.application.id if entry else None)))
