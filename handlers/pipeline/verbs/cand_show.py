"""`cand show`: one candidate on a req: where they stand, what is due, notes and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.core import access, times
from handlers.core.colleagues import called
from handlers.core.reply import Action, Bullets, Element, Facts, Heading, Reply, Strong, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import access_of, changes, history, rounds
from handlers.pipeline.messages.cards import order_of, stage_name
from handlers.pipeline.reading import finding, naming, when
from handlers.pipeline.reminders import owing
from handlers.pipeline.replies import move_to
from handlers.pipeline.rules.stages import OUTCOMES, allowed, next_stage
from storage import interviews, nudges, reqs, trail
from storage.enums import Outcome
from storage.models import Application, Event, Interview, Note, Person, Requisition
from storage.reqs import Entry
from storage.unit import table_of

say = Wording("cand")

SHOWN_NOTES, SHOWN_EVENTS, SHOWN_ROUNDS, MOST_BUTTONS = 3, 5, 2, 3


@dataclass(frozen=True, slots=True)
class Held:
    """The first of an application's booked rounds: those ahead, and those of which nobody said what became."""

    ahead: list[Interview]
    unsaid: list[Interview]


@verb(
    "cand show",
    naming.AboutCandidate,
    summary="One candidate: stage, deadlines, notes, history",
    usage='cand show "Ana Q." [R-12]',
    examples=('cand show "Ana Q." R-12', "show candidate Ana"),
    aliases=("show candidate", "cand"),
    effect="read",
    access="see_reqs",
)
def cand_show(asked: naming.AboutCandidate, at: Context) -> Reply:
    """To the asker alone. Raises NotFound with who is called alike."""
    req, entry = finding.the_application(at, asked)
    application, candidate = entry.application, entry.candidate
    reference, held = f"C-{candidate.number}", _held(at, application)
    lead = say.heading(name=candidate.name or candidate.initials or reference, reference=reference, req=f"R-{req.number}")
    elements: list[Element] = [Heading(lead), Facts(tuple(_facts(at, req, entry, held)))]
    notes = _notes(at, candidate.id)
    if notes:
        elements += [Text((Strong(say.notes()),)), Bullets(tuple(notes))]
    events = trail.events_of(at.unit, application_id=application.id)
    elements += [Text((Strong(say.history()),)), Bullets(tuple(_history(at, events)))]
    actions = (*_of_rounds(application, held), *_next(req, application))
    return Reply(
        lead,
        tuple(elements),
        actions=actions[:MOST_BUTTONS],
        more=(*actions[MOST_BUTTONS:], *_withdrew(application), Action(say.list_button(), "cand list", {"req": req.number})),
        data={
            "req": req.number,
            "candidate": candidate.number,
            "application": application.id,
            "stage": application.stage,
            "outcome": application.outcome.value if application.outcome else None,
            "rev": application.rev,
            "events": [{"kind": each.kind, "at": each.occurred_at.isoformat()} for each in events],
        },
    )


def _facts(at: Context, req: Requisition, entry: Entry, held: Held) -> list[tuple[str, str]]:
    application, candidate, now = entry.application, entry.candidate, at.command.now
    zone = at.zone
    begun = application.ended_at or application.stage_since
    since, span = times.at(begun, zone, now), times.gone(now - begun)
    pairs = [(say.stands(), say.stands_since(stage=_standing(req, application), when=since, span=span))]
    if application.loop_done_at:
        pairs.append((say.loop_done(), times.at(application.loop_done_at, zone, now)))
    pairs += _rounds(at, req, application, held)
    pairs += _offer(at, req, application)
    pairs += _due(at, req, application)
    if candidate.timezone:
        pairs.append((say.zone(), candidate.timezone))
    if candidate.source:
        pairs.append((say.source(), candidate.source))
    others = [each for each in reqs.applications_of(at.unit, candidate.id) if each.id != application.id]
    seen = [f"R-{changes.req_of(at.unit, each).number}" for each in others if access_of.may_see(at, each)]
    return [*pairs, *([(say.elsewhere(), ", ".join(seen))] if seen else [])]


def _offer(at: Context, req: Requisition, application: Application) -> list[tuple[str, str]]:
    """Until when the offer stands that is with them, for whoever may see offers."""
    if application.outcome is not Outcome.OFFER or not access.may(at, "offers", req):
        return []
    expires_at = changes.story_of(at.unit, req, application).expires_at
    return [(say.our_offer(), say.offer_stands(until=when.shown(at, expires_at) if expires_at else ""))]


def _due(at: Context, req: Requisition, application: Application) -> list[tuple[str, str]]:
    """Each deadline, the nearest first, and with whom it is."""
    theirs = [each for each in nudges.owed_on(at.unit, req.id) if each.application_id == application.id]
    waiting = owing.one_voice([each for each in theirs if not owing.is_climb(each)], at.command.now)
    clocks = {rule.id: rule.name for rule in at.library.clocks}
    lines = [
        say.due_line(
            clock=clocks.get(each.clock, each.clock), when=when.shown(at, each.deadline_at), who=_name(at, each.person_id)
        )
        for each in waiting
    ]
    return [(say.due(), line) for line in dict.fromkeys(lines)]


def _rounds(at: Context, req: Requisition, application: Application, held: Held) -> list[tuple[str, str]]:
    """The next rounds, or those that stand in the calendar still; before them those of which nobody said what became."""
    ahead = say.next_round() if application.ended_at is None else say.still_booked()
    lines = [(say.unrecorded(), each, say.unrecorded_line, each.ends_at) for each in held.unsaid]
    lines += [(ahead, each, say.round_line, each.starts_at) for each in held.ahead]
    return [
        (label, sentence(round=rounds.round_name(req, each.round), when=when.shown(at, moment)))
        for label, each, sentence, moment in lines
    ]


def _held(at: Context, application: Application) -> Held:
    now = at.command.now
    unsaid = interviews.unrecorded_for(at.unit, application.id, now, SHOWN_ROUNDS)
    return Held(rounds.ahead(at.unit, application, now)[:SHOWN_ROUNDS], unsaid)


def _standing(req: Requisition, application: Application) -> str:
    ended = application.outcome is not None
    return say.outcome(outcome=application.outcome.value) if ended and application.outcome else stage_name(req, application)


def _notes(at: Context, candidate_id: str) -> list[str]:
    columns = table_of(Note).c
    kept = at.unit.all(
        Note, columns.candidate_id == candidate_id, columns.entity_kind == "application", columns.text.is_not(None),
        order_by=columns.id.desc(), limit=SHOWN_NOTES,
    )  # fmt: skip
    zone = at.person.timezone if at.person else None
    return [
        say.note_line(text=each.text, who=_name(at, each.author_id), when=times.at(each.written_at, zone, at.command.now))
        for each in kept
    ]


def _history(at: Context, events: Sequence[Event]) -> list[str]:
    """What happened last, the latest first."""
    told = []
    for event in reversed(history.told_once(events)[-SHOWN_EVENTS:]):
        reason = history.why(at.unit, event)
        line = history.dated(at, event, public=False)
        told.append(f"{line} {history.say.why(reason=reason)}" if reason else line)
    return told


def _name(at: Context, person_id: str | None) -> str:
    person = at.unit.get(Person, person_id)
    return called(person)


def _next(req: Requisition, application: Application) -> tuple[Action, ...]:
    """What may follow where they stand: a move, a no, a note."""
    about = {"application": application.id, "rev": application.rev}
    ways = OUTCOMES[application.outcome]
    following = next_stage(order_of(req), application.stage) if application.outcome is None else None
    if following:
        move = [move_to(application, following, primary=True)]
    else:
        ahead = allowed(order_of(req), application.stage, application.outcome)
        move = [Action(say.elsewhere_button(), "cand move", about)] if ahead else []
    reject = [Action(say.reject_button(), "cand reject", about, confirm=say.reject_confirm())]
    note = Action(say.note_button(), "cand note", {"application": application.id})
    return (*move, *(reject if Outcome.REJECTED in ways else []), note)


def _of_rounds(application: Application, held: Held) -> tuple[Action, ...]:
    """That the round took place of which nobody said so; or that the one is off to which nobody goes any more."""
    if held.unsaid:
        about = {"interview": held.unsaid[0].id}
        return (Action(rounds.say.it_did_button(name=""), "interview done", about, primary=True),)
    return rounds.calling_off(held.ahead[:1]) if application.ended_at is not None else ()


def _withdrew(application: Application) -> tuple[Action, ...]:
    """That they stepped back, where they still can."""
    if Outcome.WITHDRAWN not in OUTCOMES[application.outcome]:
        return ()
    return (Action(say.withdraw_button(), "cand withdraw", {"application": application.id, "rev": application.rev}),)
