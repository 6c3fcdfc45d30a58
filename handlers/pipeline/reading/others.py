"""`the rest`, `the other two`: those in a req's loop besides whoever we said yes to, each asked about by a button."""

from __future__ import annotations

import re

from handlers.core import access
from handlers.core.errors import NotFound
from handlers.core.reply import MAX_ACTIONS
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.reading import naming, spokenof
from handlers.pipeline.reading.naming import AboutCandidate
from storage import reqs
from storage.enums import Decision
from storage.models import Requisition
from storage.reqs import Entry

say = Wording("pipeline")

MOST = 8
"""Buttons of one answer."""
SAID = re.compile(
    r"\W*(?<!\w)(?:all\s+(?:of\s+)?)?(?:the\s+|our\s+)?(?:rest|others|other\s+(?:one|two|three|four|five|six|ones|people|candidates?|\d{1,2})"
    r"|remaining(?:\s+(?:ones?|two|three|four|people|candidates?|\d{1,2}))?|everyone else|everybody else|all (?:the )?others?)"
    r"(?=\W|$)(?:\s+(?:of (?:them|the (?:people|candidates|list|pipeline))|too|now|please|pls))*",
    re.IGNORECASE,
)

BUT = re.compile(
    r"\b(?:every(?:one|body)|all|any(?:one|body)|the rest)(?:\s+(?:of (?:them|the (?:others|candidates))|candidates|others))?\s+"
    r"(?:but|except(?:\s+for)?|besides|other than|apart from|excluding|minus|not)\s+(?P<whom>.+)",
    re.IGNORECASE,
)
"""Everybody but those who are named there."""


def but_for(at: Context, said: str, req: Requisition) -> list[Entry] | None:
    """Who is in a req's loop besides those whom the words leave out; None where they leave nobody out."""
    excluded = BUT.search(said)
    out = spokenof.named(at, excluded["whom"], said) if excluded else []
    return [each for each in of(at, req) if each.application.id not in {one.application.id for one in out}] if out else None


def ask(at: Context, asked: AboutCandidate, req: Requisition) -> None:
    """Raises NotFound, which offers the same about each of them, where the name is no name but says `the rest`."""
    said = SAID.match(asked.candidate)
    but_for_some = but_for(at, asked.candidate, req)
    if said is None and but_for_some is None:
        return
    why = asked.candidate[said.end() :].strip(" ,.;:-–—") if said and but_for_some is None else ""
    found = of(at, req) if but_for_some is None else but_for_some
    more = {"why": why} if why and at.verb and "why" in at.verb.args.model_fields else {}
    actions = [
        naming.again(at, naming.called(at, each.candidate), application=each.application.id, candidate=None, req=None, **more)
        for each in found[:MOST]
    ]
    text = say.the_rest(req=f"R-{req.number}", count=len(found), more=max(0, len(found) - MOST))
    raise NotFound(text, actions=(*actions[:MAX_ACTIONS], *actions[MAX_ACTIONS:]))


def of(at: Context, req: Requisition) -> list[Entry]:
    """Who is in its loop still and waits for no offer of ours."""
    live = reqs.entries(at.unit, req.id) if access.may(at, "see_reqs", req) else []
    return [each for each in live if each.application.outcome is None and each.application.decision is not Decision.YES]
