"""Which colleague is meant: by a mention, a handle or a name."""

from __future__ import annotations

import re

from handlers.core.errors import NotFound
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.people import mentioned
from handlers.pipeline.reading import naming
from handlers.pipeline.reading.alike import alike, begins, folded
from storage import people
from storage.enums import System
from storage.models import Person

say = Wording("pipeline")

_MENTIONED = re.compile(r"<@([A-Za-z0-9-]+)(?:\|([^<>]*))?>")


def the_person(at: Context, said: str, *, make: bool = False) -> Person:
    """A colleague: `<@U123>`, `@ravi`, a handle, a name or the beginning of one that only one has, or `me`.

    With `make`, somebody mentioned whom we have not met is made known: the platform vouches for them. Raises NotFound.
    """
    words = said.strip()
    if words.casefold().lstrip("@") in {"me", "myself"} and at.person is not None:
        return at.person
    mention = _MENTIONED.fullmatch(words)
    if mention:
        return _mentioned(at, mention.group(1), mention.group(2) or "", make=make)
    known = people.everyone(at.unit)
    wanted = folded(words)
    handles = people.identities_of(at.unit, [each.id for each in known])
    exact = [
        each for each in known
        if wanted == folded(each.name or "")
        or any(wanted in (folded(one.handle or ""), folded(one.external_id)) for one in handles[each.id])
    ]  # fmt: skip
    found = exact or [each for each in known if wanted and begins(each.name or "", wanted)]
    if len(found) == 1:
        return found[0]
    names = [each.name for each in found if each.name]
    near = names or [name for name, _, _ in alike(words, [each.name or "" for each in known])]
    raise NotFound(say.no_such_person(name=words.lstrip("@")[:60], near=near[: naming.OFFERED]))


def _mentioned(at: Context, external_id: str, name: str, *, make: bool) -> Person:
    system = System(at.command.place.system)
    person = people.by_identity(at.unit, system, external_id)
    if make:
        return mentioned(at.unit, at.command, external_id, name)
    if person is None:
        raise NotFound(say.not_met(name=name or external_id))
    return person
