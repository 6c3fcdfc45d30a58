"""What the bot has said about somebody who is forgotten: found wherever it stands, and edited until it names nobody.

A message is composed again from what is left, so that a thread keeps its history with a reference in the name's place. What has
nothing to say without them becomes one neutral line, and what a platform lets nobody edit is taken back by the refresher.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from handlers.core.reply import Reply, Text
from handlers.core.wording import Wording
from storage import outbox, reqs, surfaces
from storage.models import Application, Candidate, Event, Interview, Nudge, Offer, Requisition, Surface
from storage.unit import Unit, table_of

say = Wording("cand")

FORGOTTEN = "forgotten"
"""In a surface's refs: it named somebody who was forgotten."""
OF_PEOPLE = "digest"
"""Messages that name several people, and say for whom they are: whoever has a part in the req may have read the name there. Under
the same word stands in a message's refs what it brings along of that kind."""

_ABOUT = (Interview, Offer, Nudge, Event)


def edit_what_was_said(unit: Unit, candidate: Candidate, real_now: datetime) -> int:
    """Have every message about a candidate edited, those on their way among them; how many. Call it once they are erased."""
    applications = reqs.applications_of(unit, candidate.id)
    if not applications:
        return 0
    about, readers = _ids(unit, applications) | {candidate.id}, _readers(unit, applications)
    # Ids begin with the time at which they were made: nothing was said of an application before it was there.
    since = min(each.id for each in applications)
    found = [each for each in outbox.gone_out(unit, since) if _is_about(each, about, readers)]
    for message in found:
        _edit(unit, message, real_now)
    return len(found)


def instead(refs: Mapping[str, Any]) -> Reply | None:
    """What stands where a message has nothing more to say; None for one that named nobody who was forgotten."""
    if not refs.get(FORGOTTEN):
        return None
    return Reply(say.taken_back(), (Text(say.taken_back(), small=True),), data={FORGOTTEN: True})


def _ids(unit: Unit, applications: Iterable[Application]) -> frozenset[str]:
    """The applications, and the ids of all that hangs on them."""
    known = {each.id for each in applications}
    found = set(known)
    for model in _ABOUT:
        columns = table_of(model).c
        found |= set(unit.run(select(columns.id).where(unit.mine(model), columns.application_id.in_(known))).scalars())
    return frozenset(found)


def _readers(unit: Unit, applications: Iterable[Application]) -> frozenset[str]:
    """Who has a part in one of the reqs."""
    found: set[str] = set()
    for application in applications:
        req = unit.get(Requisition, application.requisition_id)
        if req is not None:
            named = (req.hiring_manager_id, req.recruiter_id, req.approver_id, req.sponsor_id, req.closer_id)
            found |= {each for each in named if each} | {each.person_id for each in reqs.team(unit, req.id)}
    return frozenset(found)


def _is_about(message: outbox.Gone, about: frozenset[str], readers: frozenset[str]) -> bool:
    digest = message.refs if message.kind == OF_PEOPLE else message.refs.get(OF_PEOPLE, {})
    if digest.get("person") in readers:
        return True
    return message.kind != OF_PEOPLE and not about.isdisjoint(_named(message.refs))


def _named(refs: Any) -> Iterator[str]:
    """Every id that refs name, however deep."""
    if isinstance(refs, str):
        yield refs
    elif isinstance(refs, Mapping | list):
        for each in refs.values() if isinstance(refs, Mapping) else refs:
            yield from _named(each)


def _edit(unit: Unit, message: outbox.Gone, real_now: datetime) -> None:
    """It is a surface from now on, whose edit is due; one that is on its way is edited once it has arrived."""
    refs = {**message.refs, "message": message.id, FORGOTTEN: True}
    if not surfaces.place(unit, message.key, message.kind, refs, message.address):
        unit.update(Surface, Surface.key == message.key, refs=refs)
    if message.platform_ref:
        unit.update(Surface, Surface.key == message.key, platform_ref=dict(message.platform_ref))
    surfaces.touch(unit, message.key, real_now)
