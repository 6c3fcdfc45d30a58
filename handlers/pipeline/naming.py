"""Finding what people mean: a requisition by its number, a candidate by a name or initials."""

from __future__ import annotations

from rapidfuzz import fuzz, process, utils

from handlers.core.errors import NotFound
from handlers.core.reply import Action
from handlers.core.wording import Wording
from storage.models import Application, Candidate, Requisition
from storage.unit import Unit

say = Wording("pipeline")

ALIKE = 80
"""How alike (0–100) a typed name and a known one must be to be offered back; never to be taken for it."""


def the_req(unit: Unit, number: int | None) -> Requisition:
    """The requisition of that number. Raises NotFound, which names the open ones."""
    if number is not None:
        found = unit.one(Requisition, Requisition.number == number)
        if found is not None:
            return found
        raise NotFound(say.no_such_req(number=number), actions=(Action(say.list_button(), "req list"),))
    only = unit.all(Requisition, Requisition.status == "open", limit=2)
    if len(only) == 1:
        return only[0]
    raise NotFound(say.which_req(), actions=(Action(say.list_button(), "req list"),))


def find_application(unit: Unit, req: Requisition, name: str) -> Application | None:
    """The candidate of that name or initials in the req; None where nobody is called so."""
    wanted = _folded(name)
    for application, candidate in _candidates(unit, req):
        if wanted in (_folded(candidate.name or ""), _folded(candidate.initials or "")):
            return application
    return None


def the_application(unit: Unit, req: Requisition, name: str) -> Application:
    """The candidate of that name in the req. Raises NotFound, which offers those who are called alike."""
    found = find_application(unit, req, name)
    if found is not None:
        return found
    names = [candidate.name or candidate.initials or "" for _, candidate in _candidates(unit, req)]
    near = [
        match
        for match, _, _ in process.extract(
            name, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=3, score_cutoff=ALIKE
        )
    ]
    raise NotFound(say.no_such_candidate(name=name[:60], req=f"R-{req.number}", near=near or names[:3]))


def _candidates(unit: Unit, req: Requisition) -> list[tuple[Application, Candidate]]:
    applications = unit.all(Application, Application.requisition_id == req.id, order_by=Application.id)
    pairs = ((application, unit.get(Candidate, application.candidate_id)) for application in applications)
    return [(application, candidate) for application, candidate in pairs if candidate is not None]


def _folded(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
