"""A req's card: one message, composed from what is true now and edited in place; its thread is the req's address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from handlers.core import times
from handlers.core.access import Part
from handlers.core.colleagues import called
from handlers.core.figures import minutes, money_range
from handlers.core.library import Library
from handlers.core.reply import Action, Element, Heading, Reply, Text
from handlers.core.wording import Wording
from handlers.pipeline.changes.trail import CARD, FLAT, HISTORY
from handlers.pipeline.history import say as history_say
from handlers.pipeline.messages import unrecorded
from handlers.pipeline.messages.unrecorded import Unrecorded
from handlers.pipeline.reading import naming
from handlers.pipeline.reminders import owing, speaking
from handlers.pipeline.rules.stages import Stage, stages
from storage import interviews, nudges, outbox, people, reqs, surfaces
from storage.enums import OutboxStatus, Outcome, ReqStatus
from storage.models import Application, Candidate, Nudge, Outbox, Person, Requisition
from storage.unit import Unit, table_of

say, rounds_say, nudge_say = Wording("card"), Wording("interview"), Wording("nudge")

KIND = CARD
SHOWN_DUE, SHOWN_ROUNDS, MOST_BUTTONS = 3, 2, 3
"""What fits a card on a phone."""


def counting_days(unit: Unit, _now: datetime, _limit: int | None) -> list[str]:
    """The ids of the open reqs: their cards say which day it is."""
    return list(unit.run(select(table_of(Requisition).c.id).where(unit.mine(Requisition), *reqs.OPEN)).scalars())


def renew(unit: Unit, _library: Library, ids: Sequence[str], _now: datetime, real_now: datetime) -> int:
    """Have the cards of these reqs edited; how many there are."""
    return surfaces.touch_all(unit, [f"{KIND}:{each}" for each in ids], real_now)


def compose(unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime) -> Reply | None:
    """The card as of now; None where its req is gone."""
    req = unit.get(Requisition, str(refs.get("req")))
    return None if req is None else card(unit, req, library, now, public=True)


def card(unit: Unit, req: Requisition, library: Library, now: datetime, *, public: bool, zone: str | None = None) -> Reply:
    """A req in a few lines: who hires, how many at which stage, what is due, what comes next, what it pays and asks.

    `zone`: that of whoever reads it; by default its channel's. All its times are in that one.
    """
    clock = _Clock.of(unit, req, now, zone)
    counts = stage_counts(unit, req)
    title = heading(req, now, clock.zone)
    standing = say.counts(counts=counts, status=req.status.value, took=times.gone(open_for(req, now)))
    elements: list[Element] = [Heading(title), Text(_people(unit, req), small=True), Text(standing)]
    elements += [Text(line) for line in _due(unit, req, library, clock, public=public)]
    unsaid = unrecorded.on_req(unit, req, now)
    elements += [Text(line) for line in _unrecorded(unsaid, clock, public=public)]
    elements += [Text(line) for line in _next_rounds(unit, req, clock, public=public)]
    elements.append(Text(terms(req), small=True))
    about = {"req": req.number}
    actions = (*unrecorded.buttons(unsaid[:1], alone=len(unsaid) == 1, public=public), *_actions(req))
    return Reply(
        f"{title}. {standing}",
        tuple(elements),
        actions=actions[:MOST_BUTTONS],
        more=(*actions[MOST_BUTTONS:], Action(say.show_button(), "req show", about), Action(say.board_button(), "board")),
        data={"req": req.number, "status": req.status.value, "stages": dict(counts)},
        public=public,
    )


def _actions(req: Requisition) -> tuple[Action, ...]:
    """What one does next on a search that goes on; of one that is over, what is asked about it."""
    about = {"req": req.number}
    listed = Action(say.list_button(), "cand list", about)
    if req.closed_at is not None:
        return (listed, Action(say.report_button(), "report", about))
    manager = {"part": Part.HIRING_MANAGER.value, "form": True}
    named = () if req.hiring_manager_id else (Action(say.manager_button(), "req team", {**about, **manager}),)
    health = Action(say.health_button(), "req health", about)
    return (*named, Action(say.add_button(), "cand add", about, primary=True), listed, health)


def heading(req: Requisition, now: datetime, zone: str | None) -> str:
    """`R-12 · Senior ML engineer · day 19`."""
    return say.title(number=req.number, title=req.title, status=req.status.value, day=days_open(req, now, zone))


def days_open(req: Requisition, now: datetime, zone: str | None) -> int:
    """Which day of the search it is, up to its end, by the calendar where it is read: whatever the hour at which it began, a week
    later it is day 7."""
    first, last = (each.astimezone(times.zone(zone)).date() for each in (req.since_at, req.closed_at or now))
    return max(0, (last - first).days)


def open_for(req: Requisition, now: datetime) -> timedelta:
    """How long the search has lasted, up to its end."""
    return max(timedelta(), (req.closed_at or now) - req.since_at)


def stage_counts(unit: Unit, req: Requisition) -> list[tuple[str, int]]:
    """Stage name → live candidates, in the loop's order, those with an offer by themselves at the end; while the search goes on,
    also who signed."""
    offered = reqs.offered_counts(unit, [req.id]).get(req.id, {})
    counts = reqs.stage_counts(unit, [req.id]).get(req.id, {})
    found = named_counts(req, {key: count - offered.get(key, 0) for key, count in counts.items()}, sum(offered.values()))
    hired = (Application.requisition_id == req.id, Application.outcome == Outcome.HIRED)
    signed = 0 if req.closed_at else unit.count(Application, *hired)
    return [*found, *([(say.hired(), signed)] if signed else [])]


def named_counts(req: Requisition, counts: Mapping[str, int], offered: int) -> list[tuple[str, int]]:
    """Counts by stage key as counts by short name; stages with nobody are left out."""
    order = order_of(req)
    known = {stage.key for stage in order}
    shown = [(stage.short, counts[stage.key]) for stage in order if counts.get(stage.key)]
    shown += [(key, count) for key, count in counts.items() if key not in known and count]
    return [*shown, *([(say.offer_stage(), offered)] if offered else [])]


def order_of(req: Requisition) -> tuple[Stage, ...]:
    """A req's stages as they are said."""
    return stages(req.loop, history_say.new_stage())


def stage_name(req: Requisition, application: Application) -> str:
    """Where somebody stands: the outcome's name where there is one, else the stage's."""
    if application.outcome is Outcome.OFFER:
        return say.offer_stage()
    return next((stage.name for stage in order_of(req) if stage.key == application.stage), application.stage)


def terms(req: Requisition) -> str:
    """Band, loop, first deliverable, in one line."""
    band = money_range(req.band_low, req.band_high, req.band_currency) if req.band_currency else ""
    parts = [say.band(band=band) if band else say.no_band()]
    if req.loop:
        low, high = (sum(int(each.get(end) or 0) for each in req.loop) for end in ("minutes_low", "minutes_high"))
        parts.append(say.loop(count=len(req.loop), effort=minutes(low, high)))
    if req.deliverable:
        parts.append(say.deliverable(text=req.deliverable))
    return " · ".join(parts)


def posted(unit: Unit, message: Outbox, ref: Mapping[str, Any]) -> None:
    """The card's message is there: its thread is the req's address. Lines that were queued before follow into the thread."""
    req = unit.get(Requisition, str(message.refs.get("req")))
    thread = thread_of(ref)
    if req is None or not thread or req.address.get("thread") or req.address.get(FLAT):
        return
    req.address = {**req.address, "thread": thread}
    name = naming.thread_name(str(req.address.get("channel") or req.address.get("conversation")), thread)
    people.refer(unit, str(req.address["system"]), "thread", name, entity_kind="requisition", entity_id=req.id)
    queue = outbox.queue_of(req.address)
    for each in unit.all(Outbox, Outbox.queue == queue, Outbox.status == OutboxStatus.QUEUED, Outbox.kind == HISTORY):
        if each.refs.get("req") == req.id:
            each.address = dict(req.address)


def thread_of(ref: Mapping[str, Any]) -> str | None:
    """What a platform calls the thread below a message: Slack its `ts`, Teams and the console its id."""
    return next((str(ref[name]) for name in ("ts", "id", "message") if ref.get(name)), None)


def _people(unit: Unit, req: Requisition) -> str:
    recruiter_id = req.recruiter_id if req.recruiter_id != req.hiring_manager_id else None
    return say.people(manager=_name(unit, req.hiring_manager_id), recruiter=_name(unit, recruiter_id))


def _name(unit: Unit, person_id: str | None) -> str:
    person = unit.get(Person, person_id)
    return called(person)


@dataclass(frozen=True, slots=True)
class _Clock:
    """Now, and how moments are shown: in one zone, which is named where the req's people are in several and all of them read."""

    now: datetime
    zone: str | None
    place: str = ""

    @classmethod
    def of(cls, unit: Unit, req: Requisition, now: datetime, zone: str | None) -> _Clock:
        """In the reader's zone, or in the channel's."""
        if zone:
            return cls(now, zone)
        here = speaking.channel_zone(unit, req)
        several = here is not None and len(speaking.zones_of(unit, req)) > 1
        return cls(now, here, times.place(here) if here and several else "")

    def at(self, moment: datetime) -> str:
        """`Thu 16:00`, or `Thu 16:00 in New York`."""
        when = times.at(moment, self.zone, self.now)
        return str(nudge_say.at_place(when=when, place=self.place)) if self.place else when


def _due(unit: Unit, req: Requisition, library: Library, clock: _Clock, *, public: bool) -> list[str]:
    """The nearest deadlines that run, one a clock and candidate, with all who owe it by then."""
    if req.status is not ReqStatus.OPEN:
        return []
    owed = [each for each in nudges.owed_on(unit, req.id) if not owing.is_climb(each)]
    nearest: dict[tuple[str | None, str], list[Nudge]] = {}
    for nudge in owing.one_voice(owed, clock.now):
        same = nearest.setdefault((nudge.application_id, nudge.clock), [])
        if not same or same[0].deadline_at == nudge.deadline_at:
            same.append(nudge)
    return [_due_line(unit, same, library, clock, public=public) for same in list(nearest.values())[:SHOWN_DUE]]


def _due_line(unit: Unit, same: Sequence[Nudge], library: Library, clock: _Clock, *, public: bool) -> str:
    """One deadline; `same`: a nudge of it for each who owes it."""
    nudge = same[0]
    late = nudge.deadline_at < clock.now
    about = owing.owed(unit, library, clock.now, nudge) if late else None
    told: str = say.due(
        name=_candidate_name(unit, nudge.application_id, public=public),
        clock=next((rule.name for rule in library.clocks if rule.id == nudge.clock), nudge.clock),
        due=clock.at(nudge.deadline_at),
        left=about.left if about else times.left(nudge.deadline_at - clock.now),
        late=late,
        owners=list(dict.fromkeys(name for each in same if (name := _name(unit, each.person_id)))),
    )
    return told


def _next_rounds(unit: Unit, req: Requisition, clock: _Clock, *, public: bool) -> list[str]:
    booked = interviews.booked_rounds(unit, req.id, clock.now, SHOWN_ROUNDS)
    names = {stage.key: stage.name for stage in order_of(req)}
    return [
        say.next_round(
            name=_candidate_name(unit, each.application_id, public=public),
            round=names.get(each.round, each.round),
            when=clock.at(each.starts_at),
        )
        for each in booked
    ]


def _unrecorded(unsaid: Sequence[Unrecorded], clock: _Clock, *, public: bool) -> list[str]:
    items = [each.item(clock.zone, clock.now, public=public, req=False) for each in unsaid[:SHOWN_ROUNDS]]
    return [rounds_say.did_it_happen(items=items, rest=max(0, len(unsaid) - SHOWN_ROUNDS), absent="")] if items else []


def _candidate_name(unit: Unit, application_id: str | None, *, public: bool) -> str:
    application = unit.get(Application, application_id)
    candidate = unit.get(Candidate, application.candidate_id) if application else None
    return naming.spoken_of(unit, candidate, public=public) if candidate else ""
