"""What became of a nudge, as one line: who did what, when. It stands where the nudge stood, and has no buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_

from handlers.core import codes
from handlers.core.colleagues import called
from handlers.core.wording import Wording
from handlers.pipeline import history
from handlers.pipeline.reminders import ending, owing
from handlers.pipeline.reminders.ending import Ending
from handlers.pipeline.reminders.owing import Owed
from handlers.pipeline.rules import clock
from storage import nudgekeys, nudges, replaced
from storage.enums import NudgeStatus, ReqStatus
from storage.models import Event, Nudge, Person
from storage.unit import table_of

say = Wording("nudge")

_EVENT = table_of(Event).c
_NUDGE = table_of(Nudge).c

_STOPS_ALL = (codes.REQ_HELD, codes.REQ_FILLED, codes.REQ_CANCELLED)
"""Stop every clock of a req."""
_OTHER_TERMS = (codes.OFFER_DRAFTED, codes.OFFER_EDITED, codes.OFFER_REVISED)
"""Make an approval void that a clock had waited for."""


def lines(owed: Iterable[Owed]) -> list[str]:
    """A line for each thing that happened, in order: a deed that answered several of a message's nudges is told once."""
    told: dict[str, tuple[str, str]] = {}
    for about in owed:
        event, text = _told(about)
        id = event.id if event else text
        longer = max(told.get(id, ("", ""))[0], text, key=len)  # the longer also says who has the next step
        told[id] = longer, f"R-{about.req.number}"
    if len({req for _, req in told.values()}) < 2:
        return [text for text, _ in told.values()]
    return [str(say.of_req(label=text, req=req)) for text, req in told.values()]


def line(about: Owed) -> str:
    """The line; in a thread that others read, with the candidate as others may read of them."""
    return _told(about)[1]


def _told(about: Owed) -> tuple[Event | None, str]:
    """What happened, where it is known, and the line of it."""
    if not owing.is_over(about.nudge) or (about.nudge.reason == nudges.OVERTAKEN and _owed_now(about)):
        return None, _by_another(about)
    if about.nudge.reason == nudges.NOT_NEEDED and (dropped := _dropped(about)):
        return dropped, _line_of(about, dropped)
    if (later := _said_anew(about)) is not None:
        comes = about.at(later.say_at) if later.said_at is None and later.say_at > about.now else ""
        return None, str(say.anew(what=about.what, comes=comes, **_due(about, later)))
    ended = ending.ending(about)
    if ended is None:
        return None, _as_it_is(about)
    return ended.event, _line_of(about, ended.event, _since_then(about, ended))


def _line_of(about: Owed, event: Event, then: str = "") -> str:
    told = history.line(about.unit, event, public=not about.private)
    return str(say.answered(line=told, when=about.at(event.occurred_at), then=then))


def _by_another(about: Owed) -> str:
    """It was said by this message, and another says it: one that is there, or that is to come."""
    newer = replaced.newer(about.unit, about.nudge)
    if newer is None:
        return _put_off(about)
    return _said_since(about, newer) if newer.status is NudgeStatus.SAID else _put_off(replace(about, nudge=newer))


def _said_since(about: Owed, newer: Nudge) -> str:
    return str(say.said_since(what=about.what, **_due(about, newer)))


def _put_off(about: Owed) -> str:
    """It was said by this message, and is to be said by another: its person wants it later, or somebody else has it."""
    put_off = (_EVENT.application_id == about.application.id, _EVENT.kind == codes.NUDGE_SNOOZED)
    found = about.unit.all(Event, *put_off, order_by=_EVENT.id.desc())
    event = next((each for each in found if each.after.get("nudge") == about.nudge.id), None)
    if event is None or event.after.get("person", about.nudge.person_id) != about.nudge.person_id:
        if about.climbs:  # whoever hears of it next has nothing of it themselves
            return _as_it_is(about)
        person = called(about.person)
        return _settled(about, say.with_whom(what=about.named(yours=False), others=[person]) if person else "")
    until = about.at(datetime.fromisoformat(event.after["until"]))
    return str(say.put_off(told=_line_of(about, event), until=until))


def _dropped(about: Owed) -> Event | None:
    """Who said last that it is not needed; of scorecards, that the one which it asks for is not."""
    dropped = (_EVENT.application_id == about.application.id, _EVENT.kind == codes.NUDGE_DROPPED)
    theirs = list(nudgekeys.scorecard_of(about.nudge.key)) if about.rule.owner == clock.INTERVIEWER else None
    found = about.unit.all(Event, *dropped, order_by=_EVENT.id.desc())
    of_it = (each for each in found if each.after["clock"] == about.rule.id)
    return next((each for each in of_it if each.after.get("theirs", theirs) == theirs), None)


def _said_anew(about: Owed) -> Nudge | None:
    """What says the same as news, as the deadline came nearer, or that it is due, as what it waited for came since; and still
    stands."""
    nudge = about.nudge
    if owing.is_climb(nudge):
        return None
    nearer = and_(_NUDGE.key.startswith(nudgekeys.anew(nudge.key), autoescape=True), _NUDGE.id > nudge.id)
    due_key = nudgekeys.with_voice(nudgekeys.owed_of(nudge.key), clock.DUE)
    due = and_(_NUDGE.key == due_key, _NUDGE.said_at > (nudge.said_at or nudge.say_at))
    return about.unit.one(Nudge, *_owed(about), or_(nearer, due), order_by=_NUDGE.id.desc())


def _since_then(about: Owed, ended: Ending) -> str:
    """What became of the deadline with that, where it runs on or will again: who has it, when it is due, what it waits for."""
    is_told = about.rule.owner == clock.INTERVIEWER or ended.event.kind == codes.NUDGE_REASSIGNED
    if is_told or (ended.event.kind in (*about.rule.stops, *_STOPS_ALL) and not ended.handed_on):
        return ""
    what, found = about.named(yours=False), _owed_now(about)
    started = nudgekeys.started_of(about.nudge.key)
    as_it_ran = [each for each in found if nudgekeys.started_of(each.key) == started]
    if ended.handed_on:
        return _with_whom(about, as_it_ran)
    if found and not as_it_ran:
        return str(say.is_due(what=what, **_due(about, found[0])))
    return str(say.waits_for_terms(what=what)) if ended.event.kind in _OTHER_TERMS and _waits_for_terms(about) else ""


def _waits_for_terms(about: Owed) -> bool:
    """Whether its clock runs once the offer's terms are approved, and they wait for that."""
    is_in_search = about.req.status is ReqStatus.OPEN and about.application.ended_at is None
    return bool(about.rule.needs) and is_in_search and about.story.next_step == owing.APPROVE


def _as_it_is(about: Owed) -> str:
    """Nothing that happened ended it: who has it, or that whoever reads this still has it and when it is due; else that it is
    over."""
    found = _owed_now(about)
    if any(each.person_id == about.nudge.person_id for each in found) and not about.climbs:
        newer = replaced.newer(about.unit, about.nudge)
        if newer and newer.status is NudgeStatus.SAID:
            return _said_since(about, newer)
        return _settled(about, say.is_due(what=about.what, **_due(about, found[0])))
    return _settled(about, _with_whom(about, found))


def _due(about: Owed, owed: Nudge) -> dict[str, Any]:
    """When it is due, or was, by now."""
    return {"due": about.at(owed.deadline_at), "past": owed.deadline_at < about.now}


def _settled(about: Owed, as_it_is: str) -> str:
    return str(say.as_it_is(told=as_it_is) if as_it_is else say.over(what=about.what))


def _with_whom(about: Owed, found: Sequence[Nudge]) -> str:
    """Who has it now, as whoever reads this is told; nothing where nobody does."""
    ids = dict.fromkeys(each.person_id for each in owing.one_voice(found, about.now))
    people = [about.unit.get(Person, each) for each in ids]
    names = [called(each) for each in people if each]
    yours = about.nudge.person_id is not None and about.nudge.person_id in ids
    return str(say.with_whom(what=about.named(yours=False), others=names, yours=yours, anew=about.climbs)) if names else ""


def _owed_now(about: Owed) -> list[Nudge]:
    """What is owed now of the same clock, to whoever owes it, the nearest deadline first; of scorecards, of the same one."""
    found = about.unit.all(Nudge, *_owed(about), order_by=(_NUDGE.deadline_at, _NUDGE.id))
    theirs = [each for each in found if not (owing.is_climb(each) or owing.is_line(each))]
    if about.rule.owner != clock.INTERVIEWER:
        return theirs
    return [each for each in theirs if nudgekeys.scorecard_of(each.key) == nudgekeys.scorecard_of(about.nudge.key)]


def _owed(about: Owed) -> tuple[object, ...]:
    """Of the same clock, what is owed."""
    nudge = about.nudge
    return (_NUDGE.application_id == nudge.application_id, _NUDGE.clock == nudge.clock, _NUDGE.reason.is_(None), nudges.OWED)
