"""Which req is meant: by its number, by words for it, by the thread it is said in, or because it is the only one."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from handlers.core import access
from handlers.core.errors import NotFound
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.reading import naming
from handlers.pipeline.reading.alike import alike
from storage import reqs
from storage.models import Requisition
from storage.unit import table_of

say = Wording("pipeline")

MOST_NUMBER = 999_999_999
"""No number is longer: what a column holds, and what is read as one."""
_NUMBER = re.compile(r"\s*(?:r|req)?[-\s#]{0,2}(\d{1,9})\s*", re.IGNORECASE)
_IT = re.compile(r"\s*(?:it|this|that)(?:\s+(?:now|again|please|pls))*[\s.!]*", re.IGNORECASE)
"""What may be a req, or anything (`hold it`): it is asked about."""
_TELLS_OF_IT = re.compile(
    r"(?:is|was|has been|['’]s)\s+(?:still\s+|now\s+|been\s+)*(?:open|running|up|live|old|going)\b", re.IGNORECASE
)
"""What is told of a req and names none: `req is open 90 days`."""


def find_req(at: Context, said: int | str | None) -> Requisition:
    """The named req, the thread's, or the only open one; not asking whether the speaker may. Raises NotFound with those near."""
    if said in (None, "") or (isinstance(said, str) and _TELLS_OF_IT.match(said)):
        return _req_here(at)
    said = said.strip() if isinstance(said, str) else said
    number = said if isinstance(said, int) else int(match.group(1)) if (match := _NUMBER.fullmatch(str(said))) else None
    if number is not None:
        found = reqs.by_number(at.unit, number) if 0 < number <= MOST_NUMBER else None
        if found is None:
            raise NotFound(
                say.no_such_req(number=number), actions=(*naming.which(at, _near_number(at, number)), naming.list_button())
            )
        return found
    return _described(at, str(said))


def _req_here(at: Context) -> Requisition:
    here = naming.req_of_place(at)
    if here is not None:
        return here
    columns = table_of(Requisition).c
    live = access.visible(at, at.unit.all(Requisition, columns.closed_at.is_(None), order_by=columns.number, limit=50))
    if len(live) == 1:
        return live[0]
    raise NotFound(
        say.which_req(),
        actions=(*naming.which(at, live[: naming.OFFERED // 2]), naming.list_button())[:3] if live else (naming.list_button(),),
    )


def _described(at: Context, words: str) -> Requisition:
    """`senior`, `sr mle`, `the platform one`: by level and lane as the vocabulary reads them, and by the title's words."""
    live = naming.open_to(at)
    if _IT.fullmatch(words):
        here = naming.req_of_place(at)
        raise NotFound(say.which_req(), actions=(*naming.which(at, [here] if here else live), naming.list_button()))
    vocabulary = at.library.vocabulary
    reading = vocabulary.read(words, {"level", "lane", "market"})
    meant = {match.kind: match.id for match in reading.found}
    nearly = [req for req in live if meant and all(getattr(req, kind) == id for kind, id in meant.items())]
    fitting = [] if reading.guesses else nearly
    if not fitting:
        wanted = words.casefold().split()
        fitting = [req for req in live if all(word in req.title.casefold() for word in wanted)]
    if len(fitting) == 1:
        return fitting[0]
    near = fitting or nearly or [live[place] for _, _, place in alike(words, [req.title for req in live])]
    here = naming.req_of_place(at)
    if not near and here is not None and at.verb is not None and at.verb.effect == "read":
        return here  # polite words in its thread; what would change it is asked about
    if near and not fitting:
        raise NotFound(say.perhaps_req(said=words[:60], count=len(near)), actions=(*naming.which(at, near), naming.list_button()))
    text = say.which_of_reqs(said=words[:60], count=len(fitting)) if near else say.no_req_like(said=words[:60])
    raise NotFound(text, actions=(*naming.which(at, near), naming.list_button()))


def _near_number(at: Context, number: int) -> list[Requisition]:
    """Open reqs whose number differs by a slip of a finger."""
    live = naming.open_to(at)
    return [req for req in live if fuzz.ratio(str(req.number), str(number)) >= 50][:2]
