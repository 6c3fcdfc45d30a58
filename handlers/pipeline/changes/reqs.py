"""What happens to a requisition: opened, edited, held, resumed, closed, and who is on its team."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.core import access, codes
from handlers.core.access import NAMED_PARTS, Part
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.settling import settle_req
from handlers.pipeline.changes.trail import CARD, HISTORY, because_of, card_key, change, keep_why, record, told
from storage import outbox, people, reqs, surfaces
from storage.enums import ReqStatus
from storage.models import Event, Note, Person, ReqMember, Requisition, Surface
from storage.unit import Unit

JD = "jd"
"""The kind of thing that a note with a req's job description is about: its `entity_id` is the req."""
MOST_JD = 40_000
"""Characters that are kept of one."""


def open_req(unit: Unit, deed: Deed, title: str, **known: Any) -> Requisition:
    """Open a requisition under the workspace's next number and put its card on its way to `address`, where one is known.

    Who opens it hires and recruits until somebody else is named. `since_at`: when the search began, if it is under way.
    """
    usual: dict[str, Any] = {"since_at": deed.at, "hiring_manager_id": deed.by.id, "recruiter_id": deed.by.id}
    number = reqs.next_number(unit)
    req = Requisition(number=number, title=title, opened_at=deed.at, last_moved_at=deed.at, **usual | known)
    unit.add(req)
    unit.flush()
    after = {"number": number, "rev": req.rev}
    record(unit, deed, codes.REQ_OPENED, "requisition", req.id, requisition_id=req.id, after=after)
    if req.address:
        post_card(unit, deed, req)
    return req


def keep_jd(unit: Unit, deed: Deed, req: Requisition, text: str) -> None:
    """Keep the job description of a req, in place of the one that it had."""
    unit.delete(Note, Note.entity_kind == JD, Note.entity_id == req.id)
    unit.add(Note(entity_kind=JD, entity_id=req.id, text=text[:MOST_JD], author_id=deed.by.id, written_at=deed.recorded_at))


def jd_of(unit: Unit, req: Requisition) -> str:
    """The job description of a req; empty where none was given."""
    kept = unit.one(Note, Note.entity_kind == JD, Note.entity_id == req.id)
    return (kept.text or "") if kept else ""


def post_card(unit: Unit, deed: Deed, req: Requisition) -> None:
    """The card is posted once, by the outbox; from then on its surface is edited."""
    surfaces.place(unit, card_key(req), CARD, {"req": req.id}, req.address)
    outbox.put(unit, card_key(req), CARD, {"req": req.id}, req.address, deed.real_now)


def post_again(unit: Unit, deed: Deed, req: Requisition, place: Mapping[str, Any]) -> bool:
    """Post what a req's channel refused, in `place` where one is given; False where nothing was refused and a card stands."""
    card, lines = card_key(req), {"req": req.id}
    refused = [each for each in outbox.given_up(unit, (CARD, HISTORY)) if each.refs.get("req") == lines["req"]]
    if not refused and req.address:
        return False
    moved = bool(place) and outbox.queue_of(place) != outbox.queue_of(req.address)
    address = dict(place) if moved else dict(req.address)
    if moved:
        req.address = address
        record(unit, deed, codes.CARD_MOVED, "requisition", req.id, requisition_id=req.id)
        surfaces.place(unit, card, CARD, lines, address)
        unit.update(Surface, Surface.key == card, address=address, platform_ref=None)
    again = {each.id for each in refused} | (outbox.ids_of(unit, card) if moved else set())
    if not outbox.send_again(unit, again, address, deed.real_now) and moved:
        outbox.put(unit, card, CARD, lines, address, deed.real_now)
    return True


def edit_req(unit: Unit, deed: Deed, req: Requisition, values: Mapping[str, Any]) -> Event:
    """Change what a req says of itself; new people or a new policy change who is nudged, so deadlines are derived again."""
    event = change(unit, deed, codes.REQ_EDITED, req, values, requisition_id=req.id)
    if any(name.endswith("_id") or name.startswith("policy") for name in values):
        settle_req(unit, deed, req)
    told(unit, deed, req, event)
    return event


def hold_req(unit: Unit, deed: Deed, req: Requisition, why: str = "") -> Event:
    """Stop the req's clocks for a while."""
    values = {"status": ReqStatus.HELD, "held_since": deed.at}
    return _stand(unit, deed, req, codes.REQ_HELD, values, why=why)


def resume_req(unit: Unit, deed: Deed, req: Requisition, why: str = "") -> Event:
    """Go on with a req that was held, or closed by mistake."""
    values = {"status": ReqStatus.OPEN, "held_since": None, "closed_at": None}
    return _stand(unit, deed, req, codes.REQ_RESUMED, values, why=why)


def close_req(unit: Unit, deed: Deed, req: Requisition, status: ReqStatus, why: str = "") -> Event:
    """The search is over: `filled` or `cancelled`. Whoever is still in it stays as they stand; their clocks stop."""
    kind = codes.REQ_FILLED if status is ReqStatus.FILLED else codes.REQ_CANCELLED
    return _stand(unit, deed, req, kind, {"status": status, "held_since": None, "closed_at": deed.at}, why=why)


def join_team(unit: Unit, deed: Deed, req: Requisition, person: Person, part: Part) -> Event | None:
    """Give somebody a part in a req; a named part passes to them from whoever had it. None: they had it already."""
    if part in NAMED_PARTS:
        column = f"{part.value}_id"
        if getattr(req, column) == person.id:
            return None
        event = change(
            unit, deed, codes.TEAM_JOINED, req, {column: person.id}, requisition_id=req.id,
            after={"person": person.id, "part": part.value},
        )  # fmt: skip
        settle_req(unit, deed, req)
    else:
        if any(each.person_id == person.id and each.role == part.value for each in reqs.team(unit, req.id)):
            return None
        member = unit.add(ReqMember(requisition_id=req.id, person_id=person.id, role=part.value))
        after = {"person": person.id, "part": part.value}
        event = record(unit, deed, codes.TEAM_JOINED, "req_member", member.id, requisition_id=req.id, after=after)
    told(unit, deed, req, event)
    return event


def leave_team(unit: Unit, deed: Deed, req: Requisition, person: Person, only: Part | None = None) -> list[Event]:
    """Take somebody's parts in a req from them, or `only` one; what they owed falls to whoever holds the part next."""
    events, about = [], {"person": person.id}
    held = {part: f"{part.value}_id" for part in NAMED_PARTS if only in (None, part)}
    named = {column: None for column in held.values() if getattr(req, column) == person.id}
    if named:
        events.append(change(unit, deed, codes.TEAM_LEFT, req, named, requisition_id=req.id, after=about))
    mine = [each for each in reqs.team(unit, req.id) if each.person_id == person.id]
    for member in [each for each in mine if only is None or each.role == only.value]:
        after = {**about, "part": member.role}
        cause = because_of(deed, events[0]) if events else deed
        events.append(record(unit, cause, codes.TEAM_LEFT, "req_member", member.id, requisition_id=req.id, after=after))
        unit.delete(ReqMember, ReqMember.id == member.id)
    if only is None and not events and stood_in_on(unit, req, person):
        events.append(record(unit, deed, codes.TEAM_LEFT, "requisition", req.id, requisition_id=req.id, after=about))
    if events:
        settle_req(unit, deed, req)  # who stands in for others there does so no longer
        told(unit, deed, req, events[0])
    return events


def stood_in_on(unit: Unit, req: Requisition, person: Person) -> list[Person]:
    """Those with a part in a req for whom somebody stands in there, now or when they are away."""
    absent = people.leaving_to(unit, person.id)
    return [each for each in absent if access.parts(unit, req, each.id) and access.stand_in_on(unit, req, each)]


def _stand(unit: Unit, deed: Deed, req: Requisition, kind: str, values: Mapping[str, Any], *, why: str) -> Event:
    event = change(unit, deed, kind, req, {**values, "last_moved_at": deed.at}, requisition_id=req.id)
    keep_why(unit, deed, event, why)
    settle_req(unit, deed, req)
    told(unit, deed, req, event)
    return event
