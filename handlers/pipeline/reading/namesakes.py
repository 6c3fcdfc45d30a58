"""Whoever is named for a req and not in it: perhaps somebody who is known from another."""

from __future__ import annotations

import re

from handlers.core.errors import Conflict, NotFound
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import access_of, changes
from handlers.pipeline.reading import matching, naming
from handlers.pipeline.reading.alike import folded
from storage import reqs
from storage.models import Candidate

say = Wording("cand")

_NUMBERED = re.compile(r"c-\d{1,9}", re.IGNORECASE)
"""A number as it is shown; `Candidate 3` is somebody whose name is not told."""


def numbered(at: Context, said: str) -> Candidate | None:
    """The candidate of a number, where the speaker may see them; None for words that are none. Raises NotFound."""
    if not _NUMBERED.fullmatch(said.strip()):
        return None
    number = int(said.strip()[2:])
    candidate = reqs.candidate_by_number(at.unit, number)
    held = reqs.applications_of(at.unit, candidate.id) if candidate and candidate.erased_at is None else []
    if candidate is None or not any(access_of.may_see(at, each) for each in held):
        raise NotFound(say.no_such_number(number=number))
    return candidate


def nobody_is_called(at: Context, name: str) -> None:
    """Raises Conflict, which asks by the arguments `same` and `new`, where somebody whom the speaker may see has that whole name;
    initials or a first name alone are many people's."""
    if len(name.split()) < 2:
        return
    wanted = folded(name)
    found = [each for each in matching.called_so(at.unit, None, name) if folded(each.candidate.name or "") == wanted]
    same = [each for each in found if access_of.may_see(at, each.application)]
    if not same:
        return
    first = same[0].candidate
    elsewhere = [f"R-{changes.req_of(at.unit, each.application).number}" for each in same if each.candidate.id == first.id]
    raise Conflict(
        say.same_person(name=name[:60], number=first.number, reqs=elsewhere),
        actions=(
            naming.again(at, say.same_button(number=first.number), same=first.id),
            naming.again(at, say.new_button(), new=True),
        ),
    )
