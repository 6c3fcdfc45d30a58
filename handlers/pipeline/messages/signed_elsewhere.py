"""What whoever runs a search reads when a candidate of theirs has signed for another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.core import access
from handlers.core.library import Library
from handlers.core.reply import Action, Heading, Reply
from handlers.core.wording import Wording
from handlers.pipeline.changes import candidate_of, req_of
from handlers.pipeline.changes.signing import SIGNED_ELSEWHERE, TAKEN_BACK
from handlers.pipeline.reading import naming
from handlers.pipeline.reminders import speaking
from handlers.pipeline.rules import calendar
from handlers.pipeline.rules.calendar import NotNow
from handlers.pipeline.rules.policy import in_force
from storage.enums import Outcome
from storage.models import Application, Person, Requisition
from storage.unit import Unit

say = Wording("offer")

KIND = SIGNED_ELSEWHERE


def compose(unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime, *, edited: bool = False) -> Reply | None:
    """That they signed, where the reader may know where, and the way to say that they are no candidate here any more; of what was
    said before also that they are out, or had not signed. None where that is so before it is said, or it is not so any more.

    Raises NotNow where it would leave out of the reader's hours.
    """
    application, hired = (unit.get(Application, str(refs.get(name))) for name in ("application", "hired"))
    if application is None or hired is None:
        return None
    req, reader, public = req_of(unit, application), unit.get(Person, refs.get("person")), "person" not in refs
    if not (public or access.holds(unit, reader, "see_reqs", req, now)):
        return None
    signed, counts = hired.outcome is Outcome.HIRED, application.ended_at is None and req.closed_at is None
    if not edited:
        if signed is bool(refs.get(TAKEN_BACK)) or (signed and not counts):
            return None
        hours = speaking.person_hours(unit, in_force(library, unit).customs, req, reader.id if reader else None)
        if not public and (free := calendar.first_after(hours, now)) > now:
            raise NotNow(free)
    text = say.signed_elsewhere(
        name=naming.spoken_of(unit, candidate_of(unit, application), public=public),
        req=f"R-{req.number}",
        where=where(unit, req_of(unit, hired), reader, now),
        signed=signed,
        counts=counts,
        public=public,
    )
    return Reply(
        text,
        (Heading(text),),
        actions=(way_out(application, req),) if signed and counts else (),
        data={"application": application.id, "req": req.number},
        public=public,
    )


def where(unit: Unit, req: Requisition, reader: Person | None, now: datetime) -> str:
    """The search for which somebody signed, as a reader may know it; nothing where others read."""
    return f"R-{req.number}" if access.holds(unit, reader, "see_reqs", req, now) else ""


def way_out(application: Application, req: Requisition) -> Action:
    """The button that says that they are no candidate of a search any more."""
    return Action(say.out_of_button(req=f"R-{req.number}"), "cand withdraw", {"application": application.id})
