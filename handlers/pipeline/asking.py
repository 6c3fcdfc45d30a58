"""`Did it happen?`: what is asked when a booked round should have ended, once, with the answer as a button."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.core import times
from handlers.core.reply import Action, Heading, Reply
from handlers.core.wording import Wording
from handlers.pipeline import naming, rounds
from handlers.pipeline.changes import candidate_of
from handlers.pipeline.changes.trail import QUESTION, question_key
from handlers.pipeline.people import reach
from storage import outbox, reqs
from storage.enums import InterviewStatus, ReqStatus
from storage.models import Application, Interview, Person, Requisition
from storage.unit import Unit

say = Wording("interview")

KIND = QUESTION


def queue_questions(unit: Unit, now: datetime, real_now: datetime, limit: int) -> int:
    """Ask about the rounds that should have ended by `now` (business time) and were not asked about; how many were looked at.

    The recruiter is asked, or whoever hires; in private where they are reached so, else in the req's thread. A held or closed
    req, and somebody who left the search, are not asked about.
    """
    found = reqs.interviews_to_ask_about(unit, now, limit)
    for interview in found:
        interview.asked_at = now
        req, application = rounds.req_of_interview(unit, interview)
        alone = _reached(unit, req)
        address = alone or dict(req.address)
        if address and _matters(req, application):
            key = question_key(interview.id, interview.ends_at)
            refs = {"interview": interview.id} | ({} if alone else {"public": True})
            outbox.put(unit, key, KIND, refs, address, real_now)
    return len(found)


def compose(unit: Unit, refs: Mapping[str, Any], now: datetime, *, edited: bool = False) -> Reply | None:
    """The question; where it is answered, nothing (before it is said) or one line without buttons (where it was: `edited`).

    Whether others read it was settled with its address: who asks now, and where they are reached, may have changed since.
    """
    interview = unit.get(Interview, str(refs.get("interview")))
    if interview is None:
        return None
    req, application = rounds.req_of_interview(unit, interview)
    asked = unit.get(Person, req.recruiter_id or req.hiring_manager_id)
    public = bool(refs.get("public"))
    named = {
        "name": naming.spoken_of(unit, candidate_of(unit, application), public=public),
        "round": rounds.round_name(req, interview.round),
        "req": f"R-{req.number}",
    }
    zone = asked.timezone if asked else None
    if interview.status is not InterviewStatus.BOOKED or interview.ends_at > now or not _matters(req, application):
        when = times.at(interview.starts_at, zone, now)
        text = say.question_answered(**named, status=interview.status.value, when=when if interview.ends_at > now else "")
        return Reply(text, (Heading(text),), public=public) if edited else None
    text = say.did_it_happen(**named, when=times.at(interview.ends_at, zone, now))
    about = {"interview": interview.id}
    actions = (
        Action(say.it_did_button(), "interview done", about, primary=True),
        Action(say.no_show_button(), "interview no-show", about),
        Action(say.move_button(), "interview move", about),
    )
    more = (Action(say.cancel_button(), "interview cancel", about),)
    data = {"interview": interview.id, "req": req.number}
    return Reply(text, (Heading(text),), actions=actions, more=more, data=data, public=public)


def _matters(req: Requisition, application: Application) -> bool:
    return req.status is ReqStatus.OPEN and application.ended_at is None


def _reached(unit: Unit, req: Requisition) -> dict[str, Any] | None:
    """Where whoever is asked reads alone."""
    person = req.recruiter_id or req.hiring_manager_id
    return reach(unit, person) if person else None
