"""What happens to a candidate on a req: added, moved, reopened, hired, noted, forgotten; and the loop's end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.core import codes
from handlers.pipeline.changes import calling_off, questions, signing
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.settling import settle
from handlers.pipeline.changes.trail import MOST_WORDS, advance, because_of, change, moved_on, record, req_of, stand_at, told
from handlers.pipeline.erasure import importlines
from handlers.pipeline.erasure.forgetting import FORGOTTEN, edit_what_was_said
from handlers.pipeline.rules.stages import Step
from storage import interviews, nudges, reqs, surfaces
from storage.enums import OutboxStatus, Outcome
from storage.models import (
    Application,
    Candidate,
    Disclosure,
    Event,
    ExternalRef,
    Note,
    Offer,
    Outbox,
    Requisition,
    Scorecard,
    Surface,
)
from storage.unit import Unit, table_of

NAME_LENGTH = 300
"""A name is kept up to here."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A candidate as they are first told of: a name, or initials and no more."""

    name: str
    email: str | None = None
    timezone: str | None = None
    source: str | None = None


def add_candidate(unit: Unit, deed: Deed, req: Requisition, newcomer: Newcomer | str, stage: str) -> Application:
    """Put somebody new into a req at a stage; nobody is nudged by it."""
    who = Newcomer(newcomer) if isinstance(newcomer, str) else newcomer
    candidate = Candidate(
        number=reqs.next_candidate_number(unit), name=who.name[:NAME_LENGTH], initials=initials(who.name),
        email=who.email.lower() if who.email else None,
        timezone=who.timezone, source=who.source, created_at=deed.recorded_at,
    )  # fmt: skip
    unit.add(candidate)
    return apply(unit, deed, req, candidate, stage)


def apply(unit: Unit, deed: Deed, req: Requisition, candidate: Candidate, stage: str) -> Application:
    """Put somebody known into a req at a stage."""
    application = Application(
        candidate_id=candidate.id, requisition_id=req.id, stage=stage,
        created_at=deed.at, stage_since=deed.at, last_moved_at=deed.at,
    )  # fmt: skip
    unit.add(application)
    unit.flush()
    moved_on(req, deed.at)
    event = record(
        unit, deed, codes.CANDIDATE_ADDED, "application", application.id, requisition_id=req.id,
        application_id=application.id, after={"stage": stage, "rev": application.rev},
    )  # fmt: skip
    told(unit, deed, req, event)
    return application


def move(unit: Unit, deed: Deed, application: Application, step: Step, why: str = "") -> Event:
    """To another stage; from an outcome back into the loop where the step reopens it."""
    values: dict[str, Any] = {"stage": step.to, "stage_since": deed.at}
    ended_at = application.ended_at
    if application.outcome is not None:
        values |= {"outcome": None, "ended_at": None, "reason": None, "told_at": None}
    if step.way in {"back", "reopen"}:
        values |= {"loop_done_at": None, "decision": None, "decided_at": None}
    kind = codes.REOPENED if step.way == "reopen" else codes.STAGE_MOVED
    event = advance(unit, deed, application, kind, values, why=why)
    if ended_at is not None:
        questions.say_again_for(unit, application.id, deed.recorded_at)
        calling_off.tell_seats(unit, deed, application, event)
        signing.tell_other_searches(unit, deed, application, event)
    return event


def hire(unit: Unit, deed: Deed, application: Application) -> Event:
    """They signed, and this application has reached its end."""
    return end(unit, deed, application, codes.HIRED, {"outcome": Outcome.HIRED})


def end(  # noqa: PLR0917 - see advance
    unit: Unit, deed: Deed, application: Application, kind: str, values: Mapping[str, Any], why: str = "", **after: Any
) -> Event:
    """An application ends, whichever way: nothing is asked about its rounds, and those that are still to come fall away."""
    event = advance(unit, deed, application, kind, {**values, "ended_at": deed.at}, why=why, **after)
    questions.say_again_for(unit, application.id, deed.recorded_at)
    calling_off.tell_seats(unit, deed, application, event)
    signing.tell_other_searches(unit, deed, application, event)
    return event


def note(unit: Unit, deed: Deed, application: Application, text: str) -> Note:
    """Keep words about a candidate; the trail says only that there are some."""
    row = unit.add(
        Note(
            entity_kind="application", entity_id=application.id, candidate_id=application.candidate_id,
            text=text[:MOST_WORDS], author_id=deed.by.id, written_at=deed.at,
        )
    )  # fmt: skip
    record(
        unit, deed, codes.NOTED, "application", application.id,
        requisition_id=application.requisition_id, application_id=application.id, after={"note": row.id},
    )  # fmt: skip
    return row


def finish_loop(unit: Unit, deed: Deed, application: Application) -> Event:
    """The final round has ended, at `deed.at`: the offer's clock runs from there, and the candidate stands at the last round."""
    event = advance(unit, deed, application, codes.FINAL_ROUND_ENDED, {"loop_done_at": deed.at})
    for last in req_of(unit, application).loop[-1:]:
        stand_at(unit, because_of(deed, event), application, str(last["key"]))
    return event


def forget(unit: Unit, deed: Deed, candidate: Candidate) -> int:
    """Erase a person: their row but its number, what was written about them, offered to them and imported of them, the names
    that other systems have for them, and what the bot said; how many messages are edited.

    The trail stays: it holds ids and codes. Live applications end as withdrawn. What is said of a req as a whole (its words,
    why it was held or filled) is not looked through for their name.
    """
    applications = reqs.applications_of(unit, candidate.id)
    for application in applications:
        _forget_application(unit, deed, application)
    _forget_imported(unit, candidate, applications)
    erase_words(unit, candidate, deed.recorded_at)
    _stop_nudges(unit, candidate)
    edited = edit_what_was_said(unit, candidate, deed.real_now)
    # Last, since what was said of an offer is found by its row.
    unit.delete(Offer, table_of(Offer).c.application_id.in_([each.id for each in applications]))
    return edited


def erase_words(unit: Unit, candidate: Candidate, at: datetime) -> None:
    """Empty their row but for its number, and every note about them."""
    for each in unit.all(Note, Note.candidate_id == candidate.id, Note.erased_at.is_(None)):  # type: ignore[union-attr]
        each.text, each.erased_at = None, at
    candidate.name = candidate.initials = candidate.email = candidate.timezone = candidate.source = None
    candidate.erased_at = at


def _forget_application(unit: Unit, deed: Deed, application: Application) -> None:
    req = req_of(unit, application)
    values: dict[str, Any] = {"reason": None}
    if application.ended_at is None:
        values |= {"outcome": Outcome.WITHDRAWN, "ended_at": deed.at}
    about = {"requisition_id": req.id, "application_id": application.id, "candidate_id": application.candidate_id}
    event = change(unit, deed, codes.FORGOTTEN, application, values, **about)
    for interview in interviews.of_application(unit, application.id):
        unit.update(Scorecard, Scorecard.interview_id == interview.id, evidence=None, criteria=[])
    unit.update(Disclosure, Disclosure.application_id == application.id, details={})
    settle(unit, deed, req, application)
    told(unit, deed, req, event)
    if "ended_at" in values:
        calling_off.tell_seats(unit, deed, application, event)


def _forget_imported(unit: Unit, candidate: Candidate, applications: Sequence[Application]) -> None:
    """Their lines in imports, and what other systems call their applications: an address or a name, for all we know."""
    column = table_of(ExternalRef).c
    theirs = (column.entity_kind == "application", column.entity_id.in_([each.id for each in applications]))
    importlines.forget(unit, candidate, unit.all(ExternalRef, *theirs))
    unit.delete(ExternalRef, *theirs)


def _stop_nudges(unit: Unit, candidate: Candidate) -> None:
    """Nothing about them is to be said any more."""
    for application in reqs.applications_of(unit, candidate.id):
        waiting = nudges.owed_on(unit, application.requisition_id, lines=True)
        nudges.drop(unit, [each.id for each in waiting if each.application_id == application.id], FORGOTTEN)


def edit_again(unit: Unit, deed: Deed, event_id: str) -> int:
    """The messages that an event sent are edited to what is true now; how many."""
    return edit_sent(unit, deed, unit.all(Outbox, Outbox.cause_id == event_id, Outbox.status == OutboxStatus.SENT))


def edit_sent(unit: Unit, deed: Deed, sent: Sequence[Outbox]) -> int:
    """These messages, which have arrived, become surfaces and are edited; how many."""
    for message in sent:
        if surfaces.place(unit, message.key, message.kind, message.refs, message.address):
            unit.update(Surface, Surface.key == message.key, platform_ref=message.platform_ref)
        surfaces.touch(unit, message.key, deed.real_now)
    return len(sent)


def initials(name: str) -> str:
    """How a candidate is called where others read along: `Ana Quiroga` → `A.Q.`; empty where no part begins with a letter."""
    parts = ("".join(filter(str.isalnum, part)) for part in name.replace(".", " ").split())
    return "".join(f"{part[0].upper()}." for part in [each for each in parts if each][:3])
