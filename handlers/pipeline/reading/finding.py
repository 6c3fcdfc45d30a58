"""Finding what people mean: a req by number, description or thread; a candidate by name, initials or number.

Nothing is taken for what it only resembles: nearly right is asked back with buttons. Whatever is found here has been asked
for by somebody who may (see access), whether it came as words or as an id in a button.
"""

from __future__ import annotations

from handlers.core import access
from handlers.core.errors import NotFound
from handlers.core.typed import notours
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.reading import approvalsaid, bygone, naming, others, unread, whichcandidate, whichreq
from storage.models import Requisition
from storage.reqs import Entry

say = Wording("pipeline")


def the_req(at: Context, said: int | str | None, *, need: str | None = None) -> Requisition:
    """The requisition that is meant: the named one, the thread's, or the only open one. Asks whether the speaker may.

    Raises NotFound, which offers the open ones, and NotAllowed.
    """
    req = whichreq.find_req(at, said)
    access.ask(at, req, need)
    return req


def the_application(at: Context, asked: naming.AboutCandidate, *, need: str | None = None) -> tuple[Requisition, Entry]:
    """The candidate that is meant, with their req. Inside a req's thread the only live one needs no name.

    Raises NotFound (with those who are called alike, or with the words that are no part of a name), NotAllowed, and Conflict
    where a button is late (`rev`).
    """
    if (
        asked.candidate
        and not asked.application
        and ("offer" in asked.candidate.casefold() or len(asked.candidate) <= len("that."))
    ):
        approvalsaid.ask(at, asked.candidate)
    try:
        return whichcandidate.named_application(at, asked, need=need)
    except NotFound as missed:
        if found := bygone.the_application(at, asked, need):
            return found
        if others.BUT.search(asked.candidate):
            raise
        if notours.on_condition(asked.candidate):
            raise NotFound(say.on_condition()) from None
        raise unread.beside(at, asked, missed, need) from None
