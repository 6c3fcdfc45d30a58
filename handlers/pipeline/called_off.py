"""What whoever sits in a round reads when it falls away with its candidate, and when it takes place after all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.core import access, times
from handlers.core.library import Library
from handlers.core.reply import Heading, Reply
from handlers.core.wording import Wording
from handlers.pipeline import calendar, rounds
from handlers.pipeline.calendar import Hours, NotNow
from handlers.pipeline.changes import candidate_of
from handlers.pipeline.changes.calling_off import AGAIN, CALLED_OFF
from handlers.pipeline.policy import in_force
from handlers.pipeline.reading import naming
from handlers.pipeline.reminders import speaking
from storage import reqs
from storage.enums import InterviewStatus
from storage.models import Interview, Person
from storage.unit import Unit

say = Wording("interview")

KIND = CALLED_OFF


def compose(unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime, *, edited: bool = False) -> Reply | None:
    """What is true of the round now, and whose it is where the reader may still see the req. None, before it is said, where
    that is something else, or it comes too late.

    Raises NotNow where it would leave out of the reader's hours: the process stood still when it was to be said.
    """
    interview = unit.get(Interview, str(refs.get("interview")))
    if interview is None:
        return None
    req, application = rounds.req_of_interview(unit, interview)
    stands = application.ended_at is None and interview.status is InterviewStatus.BOOKED
    reader = unit.get(Person, str(refs.get("person")))
    if not edited:
        hours = speaking.person_hours(unit, in_force(library, unit).customs, req, reader.id if reader else None)
        sits = reader is not None and reader.id in reqs.seats(unit, [interview.id])[interview.id]
        if not sits or stands != bool(refs.get(AGAIN)) or not _in_time(interview, hours, now):
            return None
    sees, instead = access.holds(unit, reader, "see_reqs", req, now), stands != bool(refs.get(AGAIN))
    sentence = say.instead if instead else say.takes_place if stands else say.called_off
    text = sentence(
        name=naming.spoken_of(unit, candidate_of(unit, application), public=False) if sees else "",
        round=rounds.round_name(req, interview.round),
        req=f"R-{req.number}",
        when=times.at(interview.starts_at, reader.timezone if reader else None, now),
        left=sees and application.ended_at is not None,
        stands=stands,
    )
    return Reply(text, (Heading(text),), data={"interview": interview.id, "req": req.number})


def _in_time(interview: Interview, hours: Hours, now: datetime) -> bool:
    """Whether the reader may hear of the round now, before it is over; not where it begins before they may. Raises NotNow."""
    may_hear = calendar.first_after(hours, now)
    if now < may_hear <= interview.starts_at:
        raise NotNow(may_hear)
    return may_hear == now < interview.ends_at
