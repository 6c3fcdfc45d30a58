"""What whoever sits in a round reads when it falls away, is moved or given to others, and when it takes place after all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.core import access, times
from handlers.core.library import Library
from handlers.core.reply import Bullets, Heading, Reply
from handlers.core.wording import Wording
from handlers.pipeline import rounds
from handlers.pipeline.changes import candidate_of
from handlers.pipeline.changes.calling_off import AGAIN, BACK, WAS
from handlers.pipeline.changes.told_together import CALLED_OFF, parts
from handlers.pipeline.reading import naming
from handlers.pipeline.reminders import speaking
from handlers.pipeline.rules import calendar
from handlers.pipeline.rules.calendar import Hours, NotNow
from handlers.pipeline.rules.policy import in_force
from storage import interviews
from storage.enums import InterviewStatus
from storage.models import Interview, Person
from storage.unit import Unit

say = Wording("interview")

KIND = CALLED_OFF


def compose(unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime, *, edited: bool = False) -> Reply | None:
    """What is true of each of the rounds now, and whose it is where the reader may still see the req. None, before it is said,
    where that is something else, or it comes too late.

    Raises NotNow where it would leave out of the reader's hours: the process stood still when it was to be said.
    """
    reader = unit.get(Person, str(refs.get("person")))
    found = [(interview, each) for each in parts(refs) if (interview := unit.get(Interview, str(each.get("interview"))))]
    said = [(one, text) for one, each in found if (text := _said(unit, one, each, reader, library, now, edited=edited))]
    if not said:
        return None
    interview, lines = said[0][0], [text for _, text in said]
    data = {"interview": interview.id, "req": rounds.req_of_interview(unit, interview)[0].number}
    if len(lines) == 1:
        return Reply(lines[0], (Heading(lines[0]),), data=data)
    lead = say.several_changed(count=len(lines))
    return Reply(f"{lead} {' '.join(lines)}", (Heading(lead), Bullets(tuple(lines))), data=data)


def _said(  # noqa: PLR0917 - what, to whom
    unit: Unit,
    interview: Interview,
    refs: Mapping[str, Any],
    reader: Person | None,
    library: Library,
    now: datetime,
    *,
    edited: bool,
) -> str:
    """The same of one round; empty where there is nothing to say of it. Raises NotNow."""
    req, application = rounds.req_of_interview(unit, interview)
    stands = application.ended_at is None and interview.status is InterviewStatus.BOOKED
    sits = reader is not None and reader.id in interviews.seats(unit, [interview.id])[interview.id]
    was = datetime.fromisoformat(refs[WAS]) if WAS in refs else None
    comes, said_to_come = stands and sits, bool(refs.get(AGAIN))
    begins = interview.starts_at if comes or said_to_come else was or interview.starts_at
    if not edited:
        hours = speaking.person_hours(unit, in_force(library, unit).customs, req, reader.id if reader else None)
        told_to_stay = not said_to_come and was is not None  # also who does not sit in it any more
        last = max(begins, interview.starts_at) if sits else begins
        if comes != said_to_come or not (sits or told_to_stay) or not _in_time(last, interview, hours, now):
            return ""
    sees, zone = access.holds(unit, reader, "see_reqs", req, now), reader.timezone if reader else None
    is_moved = comes and said_to_come and was not in (None, interview.starts_at)
    sentence = say.instead if comes != said_to_come else say.takes_place if comes else say.called_off
    told: str = (say.moved_to if is_moved else sentence)(
        name=naming.spoken_of(unit, candidate_of(unit, application), public=False) if sees else "",
        round=rounds.round_name(req, interview.round),
        req=f"R-{req.number}",
        when=times.at(begins, zone, now),
        was=times.at(was, zone, now) if was else "",
        left=sees and application.ended_at is not None,
        back=BACK in refs,
        others=stands and not sits,
        stands=comes,
    )
    return told


def _in_time(begins: datetime, interview: Interview, hours: Hours, now: datetime) -> bool:
    """Whether the reader may hear of the round now, before it is over; not where it begins before they may. Raises NotNow."""
    may_hear = calendar.first_after(hours, now)
    if now < may_hear <= begins:
        raise NotNow(may_hear)
    return may_hear == now < begins + (interview.ends_at - interview.starts_at)
