"""Candidates by words: who is called so, by number, initials or the beginning of a name; and who is called almost so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.pipeline.reading.alike import alike, begins, could_be, first_and_initial, folded, shares_a_word
from storage import reqs
from storage.models import Requisition
from storage.reqs import Entry
from storage.unit import Unit

_CANDIDATE_NUMBER = re.compile(r"\s*(?:c|cand|candidate)[-\s#]{0,2}(\d{1,9})\s*", re.IGNORECASE)


def candidate_number(said: str) -> int | None:
    """`C-31` as its number."""
    match = _CANDIDATE_NUMBER.fullmatch(said)
    return int(match.group(1)) if match else None


def find_application(unit: Unit, req: Requisition, name: str) -> Entry | None:
    """The one candidate of a req whom the words mean, by number, name, initials or the beginning of a name; None without one."""
    found = called_so(unit, req.id, name) or ended_in(unit, [req], name)
    return found[0] if len(found) == 1 else None


def called_so(unit: Unit, requisition_id: str | None, name: str, *, ended: bool = False) -> list[Entry]:
    """The live candidates (or those who have left) whom the words may mean, of a req or of the workspace; exact ones alone
    where there are some."""
    name = name.rstrip(" ?!")  # `note ana?`: no part of a name
    number = candidate_number(name)
    if number is not None:
        candidate = reqs.candidate_by_number(unit, number)
        found = [Entry(each, candidate) for each in reqs.applications_of(unit, candidate.id)] if candidate else []
        found = [each for each in found if requisition_id in (None, each.application.requisition_id)]
        return [each for each in found if each.application.ended_at is None] or found[:1]
    wanted = folded(name)
    found = reqs.named(unit, first_and_initial(name), requisition_id, ended=ended) if wanted else []
    found = [each for each in found if could_be(name, each.candidate.name or "")]
    exact = [each for each in found if wanted in (folded(each.candidate.name or ""), folded(each.candidate.initials or ""))]
    return exact or found


def like(unit: Unit, searches: Sequence[Requisition], name: str, *, shared: bool = False) -> list[Entry]:
    """The live candidates of these reqs who are called almost so: perhaps meant, never taken. `shared`: or who share a word."""
    everybody = reqs.entries(unit, *(req.id for req in searches))
    near = [everybody[place] for _, _, place in alike(name, [each.candidate.name or "" for each in everybody])]
    return near or [each for each in everybody if shared and shares_a_word(name, each.candidate.name or "")]


def ended_in(unit: Unit, searches: Sequence[Requisition], name: str) -> list[Entry]:
    """Those who have left the loop, the same way."""
    wanted = folded(name)
    over = reqs.entries(unit, *(req.id for req in searches), ended=True, limit=500 * len(searches)) if wanted else []
    exact = [each for each in over if wanted in (folded(each.candidate.name or ""), folded(each.candidate.initials or ""))]
    return exact or [each for each in over if begins(each.candidate.name or "", wanted)]
