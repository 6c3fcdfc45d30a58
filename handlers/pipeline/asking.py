"""`Did it happen?`: what is asked when a booked round should have ended, once, with the answer as a button."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from handlers.core import access, times
from handlers.core.library import Library
from handlers.core.reply import Heading, Reply
from handlers.core.wording import Wording
from handlers.pipeline import rounds, unrecorded
from handlers.pipeline.changes import candidate_of
from handlers.pipeline.changes.questions import QUESTION, question_key
from handlers.pipeline.changes.trail import card_key, home_key
from handlers.pipeline.people import reach
from handlers.pipeline.policy import in_force
from handlers.pipeline.reading import naming
from handlers.pipeline.reminders import speaking
from handlers.pipeline.unrecorded import Unrecorded
from knowledge.clocks import Customs
from storage import outbox, people, reqs, surfaces
from storage.enums import InterviewStatus, ReqStatus
from storage.models import Interview, Person, Requisition
from storage.unit import Unit

say = Wording("interview")

KIND = QUESTION
RECORDS = "record_rounds"
"""What somebody needs on the req to say what became of a round."""
LEFT = "left"
"""Of a question: it is asked of somebody who does not stand in for whoever is away."""
STANDS_STILL = timedelta(days=30)
"""A round of a req that stands still is looked at anew after this, or as soon as the req goes on."""


def queue_questions(unit: Unit, library: Library, now: datetime, real_now: datetime, limit: int) -> int:
    """Ask about the rounds that should have ended by `now` (business time) and were not asked about; how many were looked at.

    The recruiter is asked, or who stands in for them, or whoever hires; in private where they are reached so, else in the req's
    thread; when they are at work, until when it is put off. Of a held or closed req it is asked once that goes on. Somebody who
    left the search, and a round that the candidate has behind them (their loop's end was told, a decision, an offer) are not
    asked about.
    """
    found = reqs.interviews_to_ask_about(unit, now, limit)
    customs = in_force(library, unit).customs if found else library.customs
    for interview in found:
        req, _ = rounds.req_of_interview(unit, interview)
        surfaces.touch(unit, card_key(req), real_now)
        if req.status is not ReqStatus.OPEN:
            interview.ask_at = now + STANDS_STILL
            continue
        heard = _heard_by(unit, customs, req, now)
        matters = _matters(unit, interview, req, now)
        if matters and heard.at > now:
            interview.ask_at = heard.at
            continue
        interview.asked_at = now
        if matters:
            _ask(unit, interview, req, heard.person_id, now, real_now)
    return len(found)


def _heard_by(unit: Unit, customs: Customs, req: Requisition, now: datetime) -> speaking.Told:
    """Who is asked, and when. While whoever should be is away, and nobody stands in for them, whoever hires is asked before they
    are back: nobody knows whose scorecard is due."""
    meant = unrecorded.asked_of(req)
    heard = speaking.heard_by(unit, customs, req, meant, now)
    if not people.is_out(unit, meant, now) or req.hiring_manager_id in (None, meant):
        return heard
    return min(heard, speaking.heard_by(unit, customs, req, req.hiring_manager_id, now), key=lambda told: told.at)


def _ask(  # noqa: PLR0917 - what, of whom, when
    unit: Unit, interview: Interview, req: Requisition, person_id: str | None, now: datetime, real_now: datetime
) -> None:
    alone = reach(unit, person_id) if person_id else None
    address = alone or dict(req.address)
    if person_id:
        surfaces.touch(unit, home_key(person_id), real_now)
    if address:
        refs = {"interview": interview.id, "person": person_id} | ({} if alone else {"public": True})
        refs |= {LEFT: True} if person_id == req.hiring_manager_id and people.is_out(unit, unrecorded.asked_of(req), now) else {}
        outbox.put(unit, question_key(interview.id, interview.ends_at), KIND, refs, address, real_now)


def compose(unit: Unit, refs: Mapping[str, Any], now: datetime, *, edited: bool = False) -> Reply | None:
    """The question; where it is answered, nothing (before it is said) or one line without buttons (where it was: `edited`).

    Whom it asks, and whether others read it, was settled with its address: that may have changed since. Who may say it still
    keeps its buttons, and reads who is asked now; for who may not it is one line.
    """
    interview = unit.get(Interview, str(refs.get("interview")))
    if interview is None:
        return None
    req, application = rounds.req_of_interview(unit, interview)
    meant, public = unrecorded.asked_of(req), bool(refs.get("public"))
    asked = unit.get(Person, str(refs.get("person") or meant))
    named = {
        "name": naming.spoken_of(unit, candidate_of(unit, application), public=public),
        "round": rounds.round_name(req, interview.round),
        "req": f"R-{req.number}",
    }
    zone = asked.timezone if asked else None
    if not public and not access.holds(unit, asked, RECORDS, req, now):
        return _line(say.question_not_yours(req=named["req"])) if edited else None
    waits = _is_unrecorded(unit, interview, now) and (req.status is ReqStatus.OPEN or (edited and req.closed_at is None))
    if interview.status is not InterviewStatus.BOOKED or interview.ends_at > now or not waits:
        when = times.at(interview.starts_at, zone, now)
        text = say.question_answered(**named, status=interview.status.value, when=when if interview.ends_at > now else "")
        return _line(text, public=public) if edited else None
    question = Unrecorded(unit, interview, application, req)
    another = unit.get(Person, meant) if asked and asked.id != meant and not public else None
    whose = (another.name or "") if another else ""
    is_away = another is not None and people.is_away(another, now)
    items = [question.item(zone, now, public=public)]
    text = say.did_it_happen(
        items=items, rest=0, absent=whose if is_away else "", stands=LEFT not in refs, instead="" if is_away else whose
    )
    no_show, move, cancel = unrecorded.ways(interview)
    return Reply(
        text,
        (Heading(text),),
        actions=(question.happened(), no_show, move),
        more=(cancel,),
        data={"interview": interview.id, "req": req.number},
        public=public,
    )


def _line(text: str, *, public: bool = False) -> Reply:
    return Reply(text, (Heading(text),), public=public)


def _matters(unit: Unit, interview: Interview, req: Requisition, now: datetime) -> bool:
    return req.status is ReqStatus.OPEN and _is_unrecorded(unit, interview, now)


def _is_unrecorded(unit: Unit, interview: Interview, now: datetime) -> bool:
    return interview in reqs.unrecorded_for(unit, interview.application_id, now)
