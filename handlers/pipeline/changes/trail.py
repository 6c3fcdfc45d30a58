"""One change of one row, with the event that says so: ids and codes in the trail, people's words in a row that can be erased."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, cast

from sqlalchemy import Date

from handlers.core import codes
from handlers.core.access import NAMED_PARTS
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.settling import settle
from storage import outbox, surfaces
from storage.models import (
    Application,
    Candidate,
    Disclosure,
    Event,
    Interview,
    Note,
    Offer,
    Owned,
    Person,
    Requisition,
    Scorecard,
)
from storage.tables.columns import Row, Utc
from storage.unit import Unit, table_of

AnyRow = TypeVar("AnyRow", bound=Row)

CARD, HISTORY, HOME = "card", "history", "home"
FLAT = "flat"
"""In an address: the place has no threads (a chat of several people in Teams); all is said in one line."""

WORDS: Mapping[type[Owned], frozenset[str]] = {
    Requisition: frozenset({"title", "deliverable", "reliability", "loop"}),
    Application: frozenset({"reason"}),
    Offer: frozenset({"base", "equity_percent", "terms", "reason", "decline_reason"}),
    Scorecard: frozenset({"verdict", "criteria", "evidence"}),
    Person: frozenset({"name", "email"}),
}
"""Columns that hold what people wrote or what is confidential: their old values never stand in the trail."""

WHY = "_why"
"""Among the words of a change: the reason that was given for it."""

TOLD_AT, TOLD_BY = "told_at", "told_by"
"""In an event: when, and to whom (a person's id), something was told in another search from which it was taken along."""

MOST_WORDS = 4000
"""A reason or a note is kept up to here."""

WORDS_OF = "event"
"""The kind of thing that a note with the words of a change is about: its `entity_id` is the event."""


@dataclass(frozen=True, slots=True)
class FirstTold:
    """When something was told in another search, and to whom (a person's id). `is_seen`: whether whoever takes it along may know
    of that."""

    at: datetime
    by: str | None
    is_seen: bool = True

    @property
    def marks(self) -> dict[str, Any]:
        """What the trail says of it."""
        return {TOLD_AT: plain(self.at), **({TOLD_BY: self.by} if self.is_seen else {})}


def change(unit: Unit, deed: Deed, kind: str, row: Owned, values: Mapping[str, Any], **about: Any) -> Event:
    """Set columns of a row, raise its `rev`, and append the event with what was before and after.

    `about`: `requisition_id`, `application_id`, `candidate_id` (whose words these are), `after` (more codes), `cause_id`.
    """
    words = WORDS.get(type(row), frozenset())
    candidate_id, more = about.pop("candidate_id", None), about.pop("after", {})
    before = {name: plain(getattr(row, name)) for name in values}
    after: dict[str, Any] = {name: plain(value) for name, value in values.items() if name not in words}
    raised = {"rev": row.rev + 1} if hasattr(row, "rev") else {}
    unit.change(row, {**values, **raised})
    after |= raised
    if set(values) & words:
        after["fields"] = sorted(set(values) & words)
    event = record(
        unit, deed, kind, table_name(row), row.id,
        before={name: value for name, value in before.items() if name not in words}, after={**after, **more}, **about,
    )  # fmt: skip
    spoken = {name: value for name, value in before.items() if name in words}
    if spoken:
        keep_words(unit, deed, event, spoken, candidate_id)
    return event


def record(unit: Unit, deed: Deed, kind: str, entity_kind: str, entity_id: str, **more: Any) -> Event:
    """Append to the trail: ids and codes only. `more` are further columns of the event."""
    return unit.append(
        Event(
            kind=kind, entity_kind=entity_kind, entity_id=entity_id, actor_id=deed.actor_id, occurred_at=deed.at,
            recorded_at=deed.recorded_at, origin=deed.origin, **{"cause_id": deed.cause, **more},
        )
    )  # fmt: skip


def advance(
    unit: Unit, deed: Deed, application: Application, kind: str, values: Mapping[str, Any], *, why: str = "", **after: Any
) -> Event:
    """A change of an application that counts as a move: its event (with `after`), its deadlines, why, and everybody told."""
    req = req_of(unit, application)
    moved = {**values, "last_moved_at": max(deed.at, application.last_moved_at)}
    event = change(
        unit, deed, kind, application, moved,
        requisition_id=req.id, application_id=application.id, candidate_id=application.candidate_id, after=after,
    )  # fmt: skip
    moved_on(req, deed.at)
    keep_why(unit, deed, event, why, application.candidate_id)
    settle(unit, deed, req, application)
    told(unit, deed, req, event)
    return event


def touched(unit: Unit, deed: Deed, application: Application, event: Event) -> Event:
    """Something about an application's rounds or offer happened: it has moved, its deadlines are derived, everybody is told."""
    req = req_of(unit, application)
    moved_on(application, deed.at)
    moved_on(req, deed.at)
    settle(unit, deed, req, application)
    told(unit, deed, req, event)
    return event


def stand_at(unit: Unit, deed: Deed, application: Application, round_key: str) -> None:
    """The candidate stands at that round now, where it comes after the stage at which they stood and they are in the loop."""
    keys = [str(each["key"]) for each in req_of(unit, application).loop]
    if round_key not in keys or application.outcome is not None:
        return
    if application.stage not in keys or keys.index(application.stage) < keys.index(round_key):
        moved = {"stage": round_key, "stage_since": deed.at}
        change(unit, deed, codes.STAGE_MOVED, application, moved, **ids_of(application), candidate_id=application.candidate_id)


def moved_on(row: Application | Requisition, at: datetime) -> None:
    """It has moved, at that moment; where it has moved later already, the row is left as it is."""
    if row.last_moved_at is None or at > row.last_moved_at:
        row.last_moved_at = at


def because_of(deed: Deed, event: Event) -> Deed:
    """The same deed, for what the event brings about: all of it hangs on the event that the deed began with."""
    return replace(deed, cause=deed.cause or event.id)


def ids_of(application: Application) -> dict[str, Any]:
    """What every event about an application names."""
    return {"requisition_id": application.requisition_id, "application_id": application.id}


def undoing_of(event: Event) -> dict[str, Any]:
    """What the inverse of an event names."""
    return {"requisition_id": event.requisition_id, "application_id": event.application_id, "after": {"undid": event.kind}}


def application_of(unit: Unit, row: Offer | Interview | Disclosure) -> Application:
    """Whose offer or round it is, or of whom somebody said it."""
    application = unit.get(Application, row.application_id)
    assert application is not None, "the schema holds that there is one"
    return application


def row_of(unit: Unit, model: type[AnyRow], event: Event) -> AnyRow:
    """The row that an event is about, which nothing has deleted."""
    row = unit.get(model, event.entity_id)
    assert row is not None, "whoever asks knows that it is there"
    return row


def req_of(unit: Unit, application: Application) -> Requisition:
    """The requisition of an application; without a query where the unit has met it."""
    req = unit.get(Requisition, application.requisition_id)
    assert req is not None, "the schema holds that there is one"
    return req


def candidate_of(unit: Unit, application: Application) -> Candidate:
    """The candidate of an application; without a query where the unit has met them."""
    candidate = unit.get(Candidate, application.candidate_id)
    assert candidate is not None, "the schema holds that there is one"
    return candidate


def told(unit: Unit, deed: Deed, req: Requisition, event: Event) -> None:
    """The req's card and its people's own pages are edited, and its thread gets a line, unless it was said in that thread."""
    surfaces.touch_for(unit, req.id, _shown_on(req), HOME, deed.real_now)
    said_there = not deed.place.keys().isdisjoint({"thread", FLAT}) and dict(deed.place) == dict(req.address)
    if req.address and not deed.quiet and not said_there:
        key = f"{HISTORY}:{event.id}"
        outbox.put(unit, key, HISTORY, {"event": event.id, "req": req.id}, req.address, deed.real_now, cause_id=event.id)


def keep_words(unit: Unit, deed: Deed, event: Event, spoken: Mapping[str, Any], candidate_id: str | None) -> None:
    """Keep the words of a change where they can be erased: what was there before, or why it was done.

    They are about whoever's application the event names; `candidate_id` says it where it names none.
    """
    application = unit.get(Application, event.application_id)
    unit.add(
        Note(
            entity_kind=WORDS_OF, entity_id=event.id, candidate_id=application.candidate_id if application else candidate_id,
            text=json.dumps(spoken, ensure_ascii=False), author_id=deed.actor_id, written_at=deed.recorded_at,
        )
    )  # fmt: skip


def keep_why(unit: Unit, deed: Deed, event: Event, why: str, candidate_id: str | None = None) -> None:
    """Keep the reason of a change, if one was given."""
    if why:
        keep_words(unit, deed, event, {WHY: why[:MOST_WORDS]}, candidate_id)


def words_of(unit: Unit, event: Event) -> dict[str, Any]:
    """The words that belong to an event; empty where there are none or they were erased."""
    notes = unit.all(Note, Note.entity_kind == WORDS_OF, Note.entity_id == event.id)
    return {name: value for note in notes if note.text for name, value in json.loads(note.text).items()}


def card_key(req: Requisition) -> str:
    """The key of a req's card among the surfaces."""
    return f"{CARD}:{req.id}"


def home_key(person_id: str) -> str:
    """The key of a person's own page among the surfaces."""
    return f"{HOME}:{person_id}"


def _shown_on(req: Requisition) -> list[str]:
    """The keys of what shows a req: its card, and the pages of those whom its row names."""
    named = {getattr(req, f"{part.value}_id") for part in NAMED_PARTS}
    return [card_key(req), *(home_key(each) for each in named if each)]


def table_name(row: Owned) -> str:
    """What a row is called in the trail."""
    return str(cast(Any, row).__tablename__)


def plain(value: Any) -> Any:
    """A column's value as JSON."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def typed(model: type[Row], name: str, value: Any) -> Any:
    """A plain value as its column holds it."""
    kind = table_of(model).c[name].type
    if value is None:
        return None
    words = getattr(kind, "words", None)
    if words:
        return words(value)
    if isinstance(kind, Utc):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
