"""A req's card: one message, composed from what is true now and edited in place; its thread is the req's address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.core import times
from handlers.core.figures import minutes, money_range
from handlers.core.library import Library
from handlers.core.reply import Action, Element, Heading, Reply, Text
from handlers.core.wording import Wording
from handlers.pipeline import naming
from handlers.pipeline.changes.trail import CARD, FLAT, HISTORY
from handlers.pipeline.history import say as history_say
from handlers.pipeline.stages import Stage, stages
from storage import nudges, outbox, people, reqs, surfaces
from storage.enums import OutboxStatus, Outcome, ReqStatus
from storage.models import Application, Candidate, Nudge, Outbox, Person, Requisition
from storage.unit import Unit, table_of

say = Wording("card")

KIND = CARD
SHOWN_DUE, SHOWN_ROUNDS = 3, 2
"""What fits a card on a phone."""


def counting_days(unit: Unit, _now: datetime, limit: int) -> list[str]:
    """The ids of the open reqs: their cards say which day it is."""
    return [each.id for each in unit.all(Requisition, table_of(Requisition).c.status == ReqStatus.OPEN, limit=limit)]


def renew(unit: Unit, _library: Library, ids: Sequence[str], _now: datetime, real_now: datetime) -> int:
    """Have the cards of these reqs edited; how many there are."""
    return sum(surfaces.touch(unit, f"{KIND}:{each}", real_now) for each in ids)


def compose(unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime) -> Reply | None:
    """The card as of now; None where its req is gone."""
    req = unit.get(Requisition, str(refs.get("req")))
    return None if req is None else card(unit, req, library, now, public=True)


def card(unit: Unit, req: Requisition, library: Library, now: datetime, *, public: bool) -> Reply:
    """A req in a few lines: who hires, how many at which stage, what is due, what comes next, what it pays and asks."""
    counts = stage_counts(unit, req)
    title = heading(req, now)
    standing = say.counts(counts=counts, status=req.status.value, days=days_open(req, now))
    elements: list[Element] = [Heading(title), Text(_people(unit, req), small=True), Text(standing)]
    elements += [Text(line) for line in _due(unit, req, library, now, public=public)]
    elements += [Text(line) for line in _next_rounds(unit, req, now, public=public)]
    elements.append(Text(terms(req), small=True))
    about = {"req": req.number}
    return Reply(
        f"{title}. {standing}",
        tuple(elements),
        actions=_actions(req),
        more=(Action(say.show_button(), "req show", about), Action(say.board_button(), "board")),
        data={"req": req.number, "status": req.status.value, "stages": dict(counts)},
        public=public,
    )


def _actions(req: Requisition) -> tuple[Action, ...]:
    """What one does next on a search that goes on; of one that is over, what is asked about it."""
    about = {"req": req.number}
    listed = Action(say.list_button(), "cand list", about)
    if req.closed_at is not None:
        return (listed, Action(say.report_button(), "report", about))
    return (Action(say.add_button(), "cand add", about, primary=True), listed, Action(say.health_button(), "req health", about))


def heading(req: Requisition, now: datetime) -> str:
    """`R-12 · Senior ML engineer · day 19`."""
    return say.title(number=req.number, title=req.title, status=req.status.value, day=days_open(req, now))


def days_open(req: Requisition, now: datetime) -> int:
    """Days since the search began, up to its end."""
    return max(0, ((req.closed_at or now) - req.since_at).days)


def stage_counts(unit: Unit, req: Requisition) -> list[tuple[str, int]]:
    """Stage name → live candidates, in the loop's order, those with an offer by themselves at the end."""
    offered = reqs.offered_counts(unit, [req.id]).get(req.id, {})
    counts = reqs.stage_counts(unit, [req.id]).get(req.id, {})
    return named_counts(req, {key: count - offered.get(key, 0) for key, count in counts.items()}, sum(offered.values()))


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
    manager, recruiter = (_name(unit, id) for id in (req.hiring_manager_id, req.recruiter_id))
    return say.people(manager=manager or recruiter, recruiter=recruiter or manager)


def _name(unit: Unit, person_id: str | None) -> str:
    person = unit.get(Person, person_id)
    return (person.name or "") if person else ""


def _zone(unit: Unit, req: Requisition) -> str | None:
    person = unit.get(Person, req.recruiter_id or req.hiring_manager_id)
    return person.timezone if person else None


def _due(unit: Unit, req: Requisition, library: Library, now: datetime, *, public: bool) -> list[str]:
    """The nearest deadlines that run, one a clock and candidate."""
    if req.status is not ReqStatus.OPEN:
        return []
    nearest: dict[tuple[str | None, str], Nudge] = {}
    for nudge in nudges.owed_on(unit, req.id):
        nearest.setdefault((nudge.application_id, nudge.clock), nudge)
    return [_due_line(unit, nudge, library, now, public=public) for nudge in list(nearest.values())[:SHOWN_DUE]]


def _due_line(unit: Unit, nudge: Nudge, library: Library, now: datetime, *, public: bool) -> str:
    owner = unit.get(Person, nudge.person_id)
    told: str = say.due(
        name=_candidate_name(unit, nudge.application_id, public=public),
        clock=next((rule.name for rule in library.clocks if rule.id == nudge.clock), nudge.clock),
        due=times.at(nudge.deadline_at, owner.timezone if owner else None, now),
        left=times.left(nudge.deadline_at - now),
        late=nudge.deadline_at < now,
        owner=(owner.name or "") if owner else "",
    )
    return told


def _next_rounds(unit: Unit, req: Requisition, now: datetime, *, public: bool) -> list[str]:
    booked = reqs.booked_rounds(unit, req.id, now, SHOWN_ROUNDS)
    zone = _zone(unit, req)
    names = {stage.key: stage.name for stage in order_of(req)}
    return [
        say.next_round(
            name=_candidate_name(unit, each.application_id, public=public),
            round=names.get(each.round, each.round),
            when=times.at(each.starts_at, zone, now),
        )
        for each in booked
    ]


def _candidate_name(unit: Unit, application_id: str | None, *, public: bool) -> str:
    application = unit.get(Application, application_id)
    candidate = unit.get(Candidate, application.candidate_id) if application else None
    return naming.spoken_of(unit, candidate, public=public) if candidate else ""
