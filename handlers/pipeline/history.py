"""What happened, as people read it: a line an event, composed from ids when it is read, so that who is forgotten is not named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.core import codes, times
from handlers.core.reply import Reply, Text
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.changes.trail import HISTORY, TOLD_AT, TOLD_BY, WHY, plain, words_of
from handlers.pipeline.reading import naming
from handlers.pipeline.reminders.speaking import channel_zone
from handlers.pipeline.rules.stages import stages
from handlers.pipeline.rules.story import not_undone
from knowledge.settings import setting_rules
from storage import trail
from storage.models import Application, Candidate, Event, Person, Requisition
from storage.unit import Unit, table_of

say = Wording("history")

KIND = HISTORY

SILENT = (codes.REFUSED, codes.NOTED)
"""What is nobody's answer to who did what last."""
_OF_NUDGES = (codes.NUDGE_SNOOZED, codes.NUDGE_REASSIGNED, codes.NUDGE_DROPPED)
"""What was done to a reminder, and not to whom it is about."""

_EVENT = table_of(Event).c


def line(unit: Unit, event: Event, *, public: bool) -> str:
    """One event as a sentence; `public`: candidates as others may read them."""
    if event.kind == codes.UNDONE:
        taken_back = unit.get(Event, event.cause_id)
        return say.undid(who=_who(unit, event.actor_id), line=line(unit, taken_back, public=public) if taken_back else "")
    application = unit.get(Application, event.application_id)
    alone = event.entity_id if event.entity_kind == "candidate" else None
    candidate = unit.get(Candidate, application.candidate_id if application else alone)
    req = unit.get(Requisition, event.requisition_id)
    told: str = say.line(
        kind=event.kind,
        who=_who(unit, event.actor_id) if event.actor_id else say.house(),
        name=naming.spoken_of(unit, candidate, public=public) if candidate else "",
        req=f"R-{req.number}" if req else "",
        from_stage=_stage(req, event.before.get("stage")),
        to_stage=_stage(req, event.after.get("stage")),
        part=say.part(part=str(event.after.get("part") or event.after.get("role") or "")),
        person=_people(unit, event.after.get("seated")) or _who(unit, event.after.get("person")),
        instead=_people(unit, _replaced(event)),
        what=_what(event) or _stage(req, event.after.get("round")),
        late="",
        countered=bool(event.after.get("countered")),
        told_by=_who(unit, event.after[TOLD_BY]) if event.after.get(TOLD_BY) else "",
        told_at=_day(unit, req, event.after.get(TOLD_AT)),
    )
    return told


def with_undoing(unit: Unit, event: Event, *, public: bool) -> str:
    """The same, and by whom it was taken back."""
    told = line(unit, event, public=public)
    undoing = next((each for each in trail.caused_by(unit, event.id) if each.kind == codes.UNDONE), None)
    return say.undone_by(line=told, who=_who(unit, undoing.actor_id)) if undoing else told


def with_alike(unit: Unit, event: Event, told: str) -> str:
    """A line of the event that a deed began with, and of how many more the deed did the same."""
    alike = {_subject(each) for each in trail.caused_by(unit, event.id) if each.kind == event.kind} - {_subject(event)}
    return say.and_more(line=told, count=len(alike)) if alike else told


def told_once(events: Sequence[Event]) -> list[Event]:
    """Without those that say again what they hang on (an offer's row beside its application's), and the taking back of such."""
    subjects = {event.id: _subject(event) for event in events}
    second = {each.id for each in events if each.kind != codes.UNDONE and subjects.get(each.cause_id or "") == _subject(each)}
    return [event for event in events if event.id not in second and event.cause_id not in second]


def why(unit: Unit, event: Event) -> str:
    """The reason that was given, where one was and may still be read."""
    return str(words_of(unit, event).get(WHY, ""))


def dated(at: Context, event: Event, *, public: bool) -> str:
    """A line with when it happened, in the reader's zone."""
    told = with_undoing(at.unit, event, public=public)
    return say.at_time(line=told, when=times.at(event.occurred_at, at.zone, at.command.now))


def last_of(unit: Unit, application_id: str | None, kind: str | None = None) -> Event | None:
    """What was last done to an application (of one kind)."""
    events = trail.events_of(unit, application_id=application_id) if application_id else []
    silent = (*SILENT, *_OF_NUDGES)
    return next((each for each in reversed(events) if each.kind == kind or (not kind and each.kind not in silent)), None)


def last_since(unit: Unit, deed: Sequence[Event]) -> Event | None:
    """What was last done, since a deed, to what it changed."""
    applications = {each.application_id for each in deed if each.application_id}
    about = _EVENT.application_id.in_(applications) if applications else _EVENT.entity_id.in_({each.entity_id for each in deed})
    last = unit.one(Event, about, _EVENT.kind.not_in(SILENT), _EVENT.id > deed[0].id, order_by=_EVENT.id.desc())
    return None if last is None or last.id in {each.id for each in deed} else last


def last_line(at: Context, application_id: str | None, kind: str | None = None) -> str:
    """What was last done to an application (of one kind): for whoever comes second."""
    last = last_of(at.unit, application_id, kind)
    return dated(at, last, public=not at.command.place.private) if last else say.nothing()


def what_made(at: Context, application: Application, column: str) -> str:
    """What made an application's outcome, or what was decided about it, what it is: for whoever comes second. What was last done
    to it where the trail does not tell."""
    value = plain(getattr(application, column))
    events = trail.events_of(at.unit, application_id=application.id)
    stood = reversed(not_undone(events))
    made = next((each for each in stood if each.entity_id == application.id and each.after.get(column) == value), None)
    return dated(at, made, public=not at.command.place.private) if made else last_line(at, application.id)


def last_of_req(at: Context, req: Requisition) -> str:
    """What last changed a req's status or words, with when and by whom."""
    about = (_EVENT.requisition_id == req.id, _EVENT.kind.in_(codes.OF_REQ))
    last = at.unit.one(Event, *about, order_by=_EVENT.id.desc())
    return dated(at, last, public=not at.command.place.private).rstrip(".") if last else ""


def compose(unit: Unit, refs: Mapping[str, Any], _now: datetime) -> Reply | None:
    """A line of a req's thread; None where its event is gone."""
    event = unit.get(Event, str(refs.get("event")))
    if event is None:
        return None
    told = with_undoing(unit, event, public=True)
    undone = unit.get(Event, event.cause_id) if event.kind == codes.UNDONE else None
    told = with_alike(unit, undone, told) if undone else told
    return Reply(told, (Text(told),), data={"event": event.id, "kind": event.kind}, public=True)


def _subject(event: Event) -> tuple[str, str | None, Any]:
    """What an event says of whom."""
    return event.kind, event.application_id, event.after.get("person")


def _who(unit: Unit, person_id: Any) -> str:
    person = unit.get(Person, person_id) if isinstance(person_id, str) else None
    return (person.name or "") if person and person.name else say.somebody()


def _replaced(event: Event) -> set[str]:
    """In whose place somebody is with an event (ids): in a round, or with a part that one person has."""
    if event.kind == codes.TEAM_JOINED:
        return {each for each in event.before.values() if isinstance(each, str) and each != event.actor_id}
    return set(event.after.get("seated_before", ())) - set(event.after.get("seated", ()))


def _people(unit: Unit, person_ids: Iterable[str] | None) -> str:
    return ", ".join(sorted(_who(unit, each) for each in person_ids or ()))


def _stage(req: Requisition | None, key: Any) -> str:
    if req is None or not key:
        return ""
    return next((stage.name for stage in stages(req.loop, say.new_stage()) if stage.key == key), str(key))


def _day(unit: Unit, req: Requisition | None, moment: str | None) -> str:
    """A day in words, where the req's people are."""
    zone = times.zone(channel_zone(unit, req) if req else None)
    return times.day(datetime.fromisoformat(moment).astimezone(zone)) if moment else ""


def _what(event: Event) -> str:
    if event.kind == codes.REFUSED:
        return str(event.after.get("verb", ""))
    if event.kind == codes.REQ_EDITED:
        names = (*event.after.get("fields", ()), *event.before)
        return ", ".join(dict.fromkeys(say.field(field=name) for name in names))
    if event.kind == codes.SETTING_CHANGED:
        return setting_rules()[str(event.after.get("setting") or event.entity_id)].name
    return ""
