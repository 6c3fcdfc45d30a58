"""What became of a nudge, as one line: who did what, when. It stands where the nudge stood, and has no buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from handlers.core.wording import Wording
from handlers.pipeline import clock, codes, history, owing, speaking
from handlers.pipeline.owing import Owed
from storage import nudges
from storage.enums import OfferStatus
from storage.models import Event, Nudge, Person
from storage.unit import table_of
from storage.wanted import anew

say = Wording("nudge")

EARLIER = timedelta(hours=1)
"""A nudge may be said a little before its time, and its deed done while it was on its way."""

_EVENT = table_of(Event).c
_OF_REQ = (codes.REQ_HELD, codes.REQ_FILLED, codes.REQ_CANCELLED)
"""Stop every clock of a req."""
_PUT_OFF = (codes.NUDGE_SNOOZED, codes.NUDGE_REASSIGNED)
_OF_NUDGE = (codes.NUDGE_DROPPED, *_PUT_OFF)
_OF_ROUND = (codes.SCORECARD_SUBMITTED, codes.INTERVIEW_RESEATED, codes.INTERVIEW_CANCELLED, codes.INTERVIEW_NO_SHOW)
_OF_STEP = (
    codes.SCORECARD_SUBMITTED,
    codes.INTERVIEW_RESEATED,
    codes.DECIDED_YES,
    codes.OFFER_DRAFTED,
    codes.OFFER_EDITED,
    codes.OFFER_REVISED,
    codes.OFFER_APPROVED,
    codes.OFFER_WITHDRAWN,
    codes.DRAFT_WITHDRAWN,
)
"""Hand the next step on to somebody else, while its clock runs on."""
_OF_TEAM = (codes.TEAM_JOINED, codes.TEAM_LEFT)
"""Give a part on the req, and what it owes, to somebody else."""

_NUDGE = table_of(Nudge).c


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
    if not owing.is_over(about.nudge) or about.nudge.reason == nudges.OVERTAKEN:
        return None, _put_off(about)
    if (later := _said_anew(about)) is not None:
        return None, str(say.anew(what=about.what, due=about.at(later.deadline_at)))
    event = _what_ended_it(about) or _what_took_it_back(about)
    if event is None:
        return None, str(say.over(what=about.what))
    told, when = history.line(about.unit, event, public=not about.private), about.at(event.occurred_at)
    is_done = event.kind in about.rule.stops or about.rule.owner == clock.INTERVIEWER
    passed_on = event.kind in (*_OF_STEP, *_OF_TEAM, codes.UNDONE) and not is_done and not _took_their_place(event, about)
    if not passed_on or not (others := _holders(about)):
        return event, str(say.answered(line=told, when=when))
    return event, str(say.handed_on(line=told, when=when, what=about.named(yours=False), others=others))


def _said_anew(about: Owed) -> Nudge | None:
    """What says the same as news, as the deadline came nearer, and still stands."""
    nudge = about.nudge
    same = (_NUDGE.application_id == nudge.application_id, _NUDGE.clock == nudge.clock, _NUDGE.reason.is_(None), nudges.OWED)
    newer = (_NUDGE.key.startswith(anew(nudge.key), autoescape=True), _NUDGE.id > nudge.id)
    return None if owing.is_climb(nudge) else about.unit.one(Nudge, *same, *newer, order_by=_NUDGE.id.desc())


def _took_their_place(event: Event, about: Owed) -> bool:
    """Whether it put somebody else into the place of who was told next: what was owed is with its owner as before."""
    return about.climbs and speaking.climbs_to(about.nudge.key)[1] in event.before.values()


def _holders(about: Owed) -> list[str]:
    """Who owes it now; nobody where its clock stopped, or it is still the same person's."""
    nudge = about.nudge
    same = (_NUDGE.application_id == nudge.application_id, _NUDGE.clock == nudge.clock, _NUDGE.reason.is_(None), nudges.OWED)
    found = [each.person_id for each in about.unit.all(Nudge, *same, order_by=_NUDGE.id) if not owing.is_climb(each)]
    people = [about.unit.get(Person, each) for each in dict.fromkeys(found)]
    return [] if nudge.person_id in found else [each.name for each in people if each and each.name]


def _put_off(about: Owed) -> str:
    """It was said by this message, and is to be said by another: its person wants it later, or somebody else has it."""
    mine = [each for each in _events(about) if each.kind in _PUT_OFF and each.after.get("nudge") == about.nudge.id]
    if not mine:
        person = about.person.name if about.person else None
        return str(say.with_now(what=about.named(yours=False), person=person) if person else say.over(what=about.what))
    event = mine[-1]
    told, until = history.line(about.unit, event, public=not about.private), event.after.get("until")
    later = about.at(datetime.fromisoformat(until)) if until else ""
    return str(say.put_off(line=told, when=about.at(event.occurred_at), until=later))


def _what_ended_it(about: Owed) -> Event | None:
    """The deed itself where it was done, else what made it needless: a hold, the end of the search, a deadline that moved."""
    events = _events(about)
    deeds = (each for each in events if each.kind in about.rule.stops or each.kind == codes.NUDGE_DROPPED)
    rounds = (each for each in events if each.kind in _OF_ROUND and about.rule.owner == clock.INTERVIEWER)
    others = (each for each in events if each.kind in (*_OF_REQ, *about.rule.starts, *about.rule.disarmed_by))
    return next(deeds, None) or next(rounds, None) or _what_passed_it_on(about, events) or next(others, None)


def _what_took_it_back(about: Owed) -> Event | None:
    """What was last taken back since it was said: it was theirs by what did not happen."""
    here = (_EVENT.application_id == about.application.id, _EVENT.kind == codes.UNDONE)
    since = _EVENT.recorded_at >= (about.nudge.said_at or about.nudge.say_at)
    return about.unit.one(Event, *here, since, order_by=_EVENT.id.desc())


def _what_passed_it_on(about: Owed, events: Sequence[Event]) -> Event | None:
    """What gave it to somebody else: the first such thing since it was said, or the last before, while it was on its way."""
    kinds = {codes.NUDGE_REASSIGNED, *_OF_TEAM, *(_OF_STEP if about.rule.owner == clock.NEXT_STEP else ())}
    found = [each for each in events if each.kind in kinds]
    since = about.nudge.said_at or about.nudge.say_at
    return next((each for each in found if each.recorded_at > since), found[-1] if found else None)


def _events(about: Owed) -> list[Event]:
    """What may have ended it since it was said, in order; what was taken back did not happen."""
    nudge = about.nudge
    since = min(nudge.said_at or nudge.say_at, nudge.say_at) - EARLIER
    of_clock = about.rule.stops | about.rule.starts | about.rule.disarmed_by
    kinds = {*of_clock, *_OF_REQ, *_OF_NUDGE, *_OF_ROUND, *_OF_STEP, *_OF_TEAM, codes.UNDONE}
    here = (_EVENT.requisition_id == about.req.id, _EVENT.kind.in_(sorted(kinds)), _EVENT.recorded_at >= since)
    found = about.unit.all(Event, *here, order_by=_EVENT.id)
    undone = {each.cause_id for each in found if each.kind == codes.UNDONE}
    return [each for each in found if each.id not in undone and each.kind != codes.UNDONE and _concerns(each, about)]


def _concerns(event: Event, about: Owed) -> bool:
    """Whether an event of the req is about this nudge."""
    if event.kind in _OF_TEAM:  # it took the part from whoever was told, or from nobody, for whom the hiring manager stood in
        held, owner_id = set(event.before.values()), nudges.owner_of(about.nudge.key) if about.climbs else about.nudge.person_id
        stood_in = None in held and about.nudge.person_id == about.req.hiring_manager_id
        return owner_id in held or stood_in or _took_their_place(event, about)
    if event.application_id is None:
        return event.kind in _OF_REQ
    if event.application_id != about.application.id:
        return False
    if event.kind in _OF_NUDGE:
        return event.after.get("clock") == about.rule.id
    if event.kind == codes.OFFER_EDITED:  # only what was approved goes back to whoever approves
        return event.before.get("status") == OfferStatus.APPROVED.value
    if event.kind == codes.SCORECARD_SUBMITTED:
        return event.after.get("person") in (about.nudge.person_id, *about.nudge.key.split(":"))
    return event.kind not in _OF_ROUND or about.rule.owner == clock.INTERVIEWER
