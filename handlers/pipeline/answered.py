"""What became of a nudge, as one line: who did what, when. It stands where the nudge stood, and has no buttons."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.core.wording import Wording
from handlers.pipeline import codes, history, saying
from handlers.pipeline.saying import Owed
from storage.models import Event
from storage.unit import table_of

say = Wording("nudge")

EARLIER = timedelta(hours=1)
"""A nudge may be said a little before its time, and its deed done while it was on its way."""

_EVENT = table_of(Event).c
_OF_REQ = (codes.REQ_HELD, codes.REQ_FILLED, codes.REQ_CANCELLED)
"""Stop every clock of a req."""
_PUT_OFF = (codes.NUDGE_SNOOZED, codes.NUDGE_REASSIGNED)
_OF_NUDGE = (codes.NUDGE_DROPPED, *_PUT_OFF)
_OF_ROUND = (codes.SCORECARD_SUBMITTED, codes.INTERVIEW_CANCELLED, codes.INTERVIEW_NO_SHOW)


def line(about: Owed) -> str:
    """The line; in a thread that others read, with the candidate as others may read of them."""
    if not saying.is_over(about.nudge):
        return _put_off(about)
    event = _what_ended_it(about)
    if event is None:
        return str(say.over(what=about.what))
    told = history.line(about.unit, event, public=not about.private)
    return str(say.answered(line=told, when=about.at(event.occurred_at)))


def _put_off(about: Owed) -> str:
    """It was said by this message, and is to be said by another: its person wants it later, or somebody else has it."""
    mine = [each for each in _events(about) if each.kind in _PUT_OFF and each.after.get("nudge") == about.nudge.id]
    if not mine:
        return str(say.over(what=about.what))
    event = mine[-1]
    told, until = history.line(about.unit, event, public=not about.private), event.after.get("until")
    later = about.at(datetime.fromisoformat(until)) if until else ""
    return str(say.put_off(line=told, when=about.at(event.occurred_at), until=later))


def _what_ended_it(about: Owed) -> Event | None:
    """The deed itself where it was done, else what made it needless: a hold, the end of the search, a deadline that moved."""
    events = _events(about)
    deeds = (each for each in events if each.kind in about.rule.stops or each.kind in (*_OF_ROUND, codes.NUDGE_DROPPED))
    others = (each for each in events if each.kind in _OF_REQ or each.kind in about.rule.starts)
    return next(deeds, None) or next(others, None)


def _events(about: Owed) -> list[Event]:
    """What may have ended it since it was said, in order; what was taken back did not happen."""
    nudge = about.nudge
    since = min(nudge.said_at or nudge.say_at, nudge.say_at) - EARLIER
    kinds = {*about.rule.stops, *about.rule.starts, *_OF_REQ, *_OF_NUDGE, *_OF_ROUND, codes.UNDONE}
    here = (_EVENT.requisition_id == about.req.id, _EVENT.kind.in_(sorted(kinds)), _EVENT.recorded_at >= since)
    found = about.unit.all(Event, *here, order_by=_EVENT.id)
    undone = {each.cause_id for each in found if each.kind == codes.UNDONE}
    return [each for each in found if each.id not in undone and each.kind != codes.UNDONE and _concerns(each, about)]


def _concerns(event: Event, about: Owed) -> bool:
    """Whether an event of the req is about this nudge."""
    if event.application_id is None:
        return event.kind in _OF_REQ
    if event.application_id != about.application.id:
        return False
    if event.kind in _OF_NUDGE:
        return event.after.get("clock") == about.rule.id
    if event.kind == codes.SCORECARD_SUBMITTED:
        return about.nudge.person_id == event.after.get("person")
    return event.kind not in _OF_ROUND or about.rule.owner == "interviewer"
