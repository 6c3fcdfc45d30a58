"""What is told of whoever has signed: that they did, and another first day."""

from __future__ import annotations

import re

from handlers.core.reading.utterance import words_of
from handlers.core.reply import Action, Reply
from handlers.core.typed.deedwords import Told
from handlers.core.verb import Context
from handlers.pipeline import access_of
from handlers.pipeline.reading import naming, ofkind, spokenof
from handlers.pipeline.reading.deedchoice import which
from storage import trail
from storage.enums import Outcome
from storage.reqs import Entry

_ELSEWHERE = re.compile(r"\b(?:at|with)\s+[^\W\d_]|\b(?:we|they|you)\b", re.IGNORECASE)
"""Of a first day that is not theirs here: `ana starts march 3 at google`, `starting feb 1 we freeze hiring`."""
ACCEPTS, DRAFTS = "offer accept", "offer draft"


def of_them(at: Context, told: Told) -> Reply | Action | None:
    """What their acceptance answers to one that is told again; the first day as a button. None where nobody has signed who is
    named, or spoken of."""
    starts = told.verbs == (DRAFTS,) and " start " in f" {told.beside} " and _ELSEWHERE.search(at.command.said) is None
    if not starts and ACCEPTS not in told.verbs:
        return None
    named = spokenof.left(at, told.beside, words_of(at.command.said))
    if not named and (
        ofkind.waiting(at, DRAFTS) if starts else spokenof.names_anybody(told.beside) or ofkind.everybody(at, ACCEPTS)
    ):
        return None
    last = None if named else _dealt_with_last(at)
    found = [each for each in (*named, *([last] if last else ())) if each.application.outcome is Outcome.HIRED]
    if len(found) != 1:
        return None
    return which(at, told, found) if starts else Action("", ACCEPTS, {"application": found[0].application.id})


def _dealt_with_last(at: Context) -> Entry | None:
    """Whom the speaker dealt with last; in a req's thread nobody of another."""
    found = trail.dealt_with_last(at.unit, at.person.id, at.command.now - spokenof.LATELY) if at.person else None
    here = naming.req_of_place(at)
    if found is None or (here and here.id != found.application.requisition_id):
        return None
    return found if access_of.may_see(at, found.application) else None
