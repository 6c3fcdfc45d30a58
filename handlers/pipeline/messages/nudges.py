"""Nudges: those that are due become messages in the outbox, one for each person; a message is composed when it leaves.

What is said is a surface too: when the deed is done, or the nudge is put off or dropped, its message is edited to say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from handlers.core.colleagues import called
from handlers.core.library import Library
from handlers.core.reply import Reply, Text
from handlers.core.wording import Wording
from handlers.pipeline import settings
from handlers.pipeline.changes.settling import stories_of
from handlers.pipeline.digests import sending
from handlers.pipeline.digests.words import together
from handlers.pipeline.messages import asking
from handlers.pipeline.people import is_direct, reached_at
from handlers.pipeline.reminders import answered, lateness, limits, onedeed, owing, saying, several, speaking
from handlers.pipeline.reminders.limits import Within
from handlers.pipeline.rules import calendar, dueby
from knowledge.deadlines.clocks import Customs
from knowledge.deadlines.clocks import customs as packaged_customs
from storage import nudgekeys, nudges, outbox, people, replaced, reqs
from storage.enums import NudgeStatus, Voice
from storage.ids import new_id
from storage.models import Nudge, Person, Requisition
from storage.unit import Unit
from storage.wanted import ACKNOWLEDGED, SAID_ALONG

undelivered, nudge_words = Wording("undelivered"), Wording("nudge")

KIND = "nudge"
TO = "to"
"""Of a message, whom it was written to (a person's id)."""
LAST_TODAY = "last_today"
"""Of a message that reaches a person's daily limit."""

MOST_TOGETHER = 500
"""Nudges of the people at hand that are looked at for one transaction's messages."""
_SPOKEN = (NudgeStatus.QUEUED, NudgeStatus.SAID)
_OVERTAKEN = "overtaken nudges"
"""Under this a unit keeps those of the nudges at hand that are overtaken (see `look_ahead`)."""


def queue_due(unit: Unit, now: datetime, real_now: datetime, limit: int, customs: Customs | None = None) -> int:
    """Turn the nudges whose time has come into messages; how many. `now` is business time, `real_now` what the outbox runs on.

    A person gets one message, with what comes due within the next minutes too. Who may not be messaged now (it was meant for
    earlier, and we were away) is told first thing in their working hours; who has heard enough for the day, by the digest.
    Without `customs` everybody may be messaged at any time.
    """
    customs = customs or replace(packaged_customs(), any_time=True)
    due = nudges.due(unit, now, limit)
    if not due:
        return 0
    until = now + timedelta(minutes=settings.of(unit).group_minutes)
    soon = nudges.due_to(unit, {each.person_id for each in due if each.person_id}, until, MOST_TOGETHER)
    found = {each.id: each for each in (*due, *soon) if each.say_at <= now or not owing.is_climb(each)}
    # After an outage only the last voice of a deadline is still true; the earlier ones would be noise.
    noise = nudges.overtaken(unit, list(found), until)
    if noise:
        nudges.drop(unit, list(noise), nudges.OVERTAKEN)
    _meet(unit, found.values())
    since = _since(unit, [found[id] for id in noise], found.values())
    ready = [each for each in found.values() if each.id not in noise and not _waits(unit, each, now, customs, since)]
    if along := onedeed.said_along(unit, ready, customs, now):
        nudges.drop(unit, list(along), SAID_ALONG)
        ready = [each for each in ready if each.id not in along]
    late = {**since, **lateness.kept(unit, ready)}
    for each in (one for one in ready if one.id in late or now - one.say_at > lateness.AFTER):
        _give_time(unit, each, now, customs)
    _say(unit, limits.within(unit, ready, customs, now, real_now), now, real_now, late, customs)
    return len(due)


def _since(unit: Unit, unsaid: Sequence[Nudge], ready: Iterable[Nudge]) -> dict[str, datetime]:
    """Nudge → from when on its person should have heard of its deadline, where earlier words of it were never said."""
    meant = {each.id: each.say_at for each in unsaid} | lateness.kept(unit, unsaid)
    first: dict[object, datetime] = {}
    for each in sorted(unsaid, key=lambda nudge: meant[nudge.id], reverse=True):
        first[owing.deadline(each)] = meant[each.id]
    return {each.id: at for each in ready if (at := first.get(owing.deadline(each)))}


def _meet(unit: Unit, found: Iterable[Nudge]) -> None:
    """Read the reqs and people that nudges speak of, so that each look below finds them in the unit instead of asking."""
    met = unit.meet(Requisition, {each.requisition_id for each in found})
    near = {person for req in met for person in (req.recruiter_id, req.hiring_manager_id)}
    unit.meet(Person, {each.person_id for each in found} | near)


def _waits(unit: Unit, nudge: Nudge, now: datetime, customs: Customs, since: Mapping[str, datetime]) -> bool:
    """Whether it is said later, or not at all: quiet hours, and who is next in line hears after the owner and only then."""
    req = unit.get(Requisition, nudge.requisition_id)
    if req is None:
        return False
    hours = speaking.person_hours(unit, customs, req, nudge.person_id)
    if owing.is_climb(nudge) and (hears := _after_the_owner(unit, nudge, req, now, customs)) != now:
        later = calendar.first_after(hours, hears) if hears else None
        nudges.postpone(unit, [nudge.id], later) if later else nudges.drop(unit, [nudge.id], _needless_as(unit, nudge))
        return True
    free = calendar.first_after(hours, now)
    if free > now:
        meant = since.get(nudge.id, nudge.say_at)
        if now - meant > lateness.AFTER:  # we were away, and say so when it is said
            lateness.keep(unit, nudge, meant)
        nudges.postpone(unit, [nudge.id], free)
    return free > now


def _after_the_owner(unit: Unit, nudge: Nudge, req: Requisition, now: datetime, customs: Customs) -> datetime | None:
    """When the next person hears of it: now, later, or (None) not at all, as the owner has answered."""
    owners = unit.one(Nudge, Nudge.key == nudgekeys.escalation_of(nudge.key))
    if owners is None:
        return now
    if owners.acknowledged_at or owners.status in owing.OVER:
        return None
    if now < nudge.deadline_at:  # said ahead, as somebody is away: there is time to act
        return now
    if owners.said_at is None and speaking.person_hours(unit, customs, req, owners.person_id).is_away(now):
        return now
    heard = max(owners.say_at, now)
    if owners.status is NudgeStatus.SAID and owners.said_at:
        heard = owners.said_at if owners.outbox_id else _next_morning(unit, owners, req, customs)
    # Who hears of it for the first time, as we were away when it was due, has it alone as long as if they had heard then.
    alone = customs.climb_after_hours if nudges.heard_before(unit, owners) else customs.climb_after_due[nudge.clock]
    return max(now, heard + timedelta(hours=alone))


def _needless_as(unit: Unit, climb: Nudge) -> str:
    """Why the next person need not hear: the owner has answered, or never was told of it by itself."""
    owners = unit.one(Nudge, Nudge.key == nudgekeys.escalation_of(climb.key))
    is_untold = owners is not None and owners.reason == SAID_ALONG and owners.acknowledged_at is None
    return SAID_ALONG if is_untold else ACKNOWLEDGED


def _give_time(unit: Unit, over: Nudge, now: datetime, customs: Customs) -> None:
    """What tells the next person waits while the owner, who hears late that it is over, has it alone: they are told till when."""
    req = unit.get(Requisition, over.requisition_id)
    if req is None or over.voice is not Voice.ESCALATION or owing.is_climb(over):
        return
    for climb in nudges.waiting_under(unit, over, nudgekeys.climbs_from(over.key)):
        hears = _after_the_owner(unit, climb, req, now, customs)
        if hears and hears > climb.say_at:
            hours = speaking.person_hours(unit, customs, req, climb.person_id)
            nudges.postpone(unit, [climb.id], calendar.first_after(hours, hears))


def _next_morning(unit: Unit, nudge: Nudge, req: Requisition, customs: Customs) -> datetime:
    """When its person reads the digest that says it."""
    hours = speaking.person_hours(unit, customs, req, nudge.person_id)
    return calendar.first_after(hours, dueby.end_of_day(nudge.said_at or nudge.say_at, hours.zone) + timedelta(minutes=1))


def _say(  # noqa: PLR0917 - what, when, how
    unit: Unit, within: Within, now: datetime, real_now: datetime, meant: Mapping[str, datetime], customs: Customs
) -> None:
    """Write the messages: one for each person, with their morning where it is time for it, and what we should have asked them
    while we were away; and one for each req: the lines in its thread, and what reaches nobody else. `meant`: nudge → when it was
    to be said, where we were away then."""
    ready = _without_needless_lines(unit, within.said)
    accounts = people.identities_of(unit, {each.person_id for each in ready if each.person_id})
    reached = {person: address for person, rows in accounts.items() if (address := reached_at(rows))}
    along = sending.brought_along(unit, customs, reached, now)
    questions = asking.late_for(unit, customs, reached, now, real_now)
    messages: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {}
    said: dict[str, list[str]] = {}
    for _, group in groupby(sorted(ready, key=lambda each: _hearer(each, reached)), lambda each: _hearer(each, reached)):
        told = sorted(group, key=lambda each: (each.deadline_at, each.id))
        private = reached.get(told[0].person_id or "")
        address = private or _req_address(unit, told[0])
        if not address:
            nudges.drop(unit, [each.id for each in told], "nowhere_to_say_it")
            continue
        message = new_id()
        person = told[0].person_id if private else None
        brought: dict[str, Any] = {sending.KIND: along[person]} if person in along else {}
        if person in questions:
            brought[asking.KIND] = asking.put_into(unit, f"{KIND}:{message}", questions[person], now, real_now)
        brought |= {LAST_TODAY: True} if person in within.last_for else {}
        messages[message] = (_refs(message, told, now, meant, public=private is None) | brought, address)
        said[message] = [each.id for each in told]
    outbox.put_all(unit, KIND, messages, real_now)
    nudges.queue(unit, said)


def _without_needless_lines(unit: Unit, ready: Sequence[Nudge]) -> list[Nudge]:
    """These nudges but for what needs no saying where others read, which is dropped: lines of what nobody hears elsewhere, and
    what nobody owes and was said there already."""
    needless = [each.id for each in ready if owing.is_line(each) and not _tells_others(unit, each)]
    if needless:
        nudges.drop(unit, needless, "nowhere_to_say_it")
    repeated = [each.id for each in ready if owing.is_nobodys(each) and nudges.heard_before(unit, each)]
    if repeated:
        nudges.drop(unit, repeated, nudges.SAID_BEFORE)
    return [each for each in ready if each.id not in (*needless, *repeated)]


def _tells_others(unit: Unit, line: Nudge) -> bool:
    """Whether the req has a thread that others read, and somebody who owes it is told of it somewhere else."""
    address = _req_address(unit, line)
    if not address.get("thread") or is_direct(address):
        return False
    accounts = people.identities_of(unit, set(nudges.owners_of(unit, line)))
    places = [place for rows in accounts.values() if (place := reached_at(rows))]
    return any(outbox.queue_of(place) != outbox.queue_of(address) for place in places)


def _hearer(nudge: Nudge, reached: Mapping[str, Any]) -> tuple[str, str]:
    """What groups nudges into one message: who hears it, or else the req."""
    person = nudge.person_id if nudge.person_id in reached else None
    return (person or "", "" if person else nudge.requisition_id or "")


def _refs(message: str, told: Sequence[Nudge], now: datetime, meant: Mapping[str, datetime], *, public: bool) -> dict[str, Any]:
    refs: dict[str, Any] = {"nudges": [each.id for each in told], "message": message}
    refs |= {} if public else {TO: told[0].person_id}
    since = min((meant.get(each.id, each.say_at) for each in told if not owing.is_line(each)), default=now)
    return refs | ({"public": True} if public else {}) | ({"since": since.isoformat()} if now - since > lateness.AFTER else {})


def _req_address(unit: Unit, nudge: Nudge) -> dict[str, Any]:
    req = unit.get(Requisition, nudge.requisition_id)
    return dict(req.address) if req else {}


def compose(unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime, message: str | None = None) -> Reply | None:
    """The nudges of a message as they stand at this moment, above the questions and the morning that it brings along; None where
    it has nothing to say any more.

    `message` is the outbox's id of what is about to leave: a nudge that was put off meanwhile waits for another one. Without
    it the message was sent before, and each of its nudges is there: as it stands, or as one line of what became of it.
    """
    said, leaving = _composed(unit, refs, library, now, message), message is not None
    if questions := refs.get(asking.KIND):
        said = _with_questions(unit, said, questions, now, leaving=leaving, late="since" not in refs)
    return sending.with_morning(unit, said, refs, library, now, leaving=leaving)


def _with_questions(
    unit: Unit, said: Reply | None, questions: Mapping[str, Any], now: datetime, *, leaving: bool, late: bool
) -> Reply | None:
    """What a message says, above the questions that come late with it. `late`: it does not say so itself."""
    if said is None and leaving:
        return asking.compose(unit, questions, now)
    return together(said, asking.below(unit, questions, now, edited=not leaving, late=late))


def _composed(unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime, message: str | None) -> Reply | None:
    private = not refs.get("public")
    found = [nudge for id in refs.get("nudges", ()) if (nudge := unit.get(Nudge, id))]
    if message is not None:
        found = _wanted(unit, found, now, message)
    owed = [each for nudge in found if (each := owing.owed(unit, library, now, nudge, private=private))]
    if not owed:
        return None
    if message is not None:
        since = refs.get("since")
        told = several.reply(owed, datetime.fromisoformat(since) if since else None)
        return _unreached(unit, refs, _last_today(unit, owed[0].person, told) if refs.get(LAST_TODAY) else told)
    here = {one.nudge.id for one in owed if _stands(one.nudge, refs.get("message")) and not replaced.newer(unit, one.nudge)}
    owed = onedeed.without_held_up(owed, [each for each in owed if each.nudge.id not in here and not owing.is_over(each.nudge)])
    standing = [each for each in owed if each.nudge.id in here and _is_theirs(each.nudge, refs)]
    edited = several.edited(standing, answered.lines([each for each in owed if each not in standing]))
    return _unreached(unit, refs, edited) if edited and standing else edited


def _last_today(unit: Unit, person: Person | None, reply: Reply) -> Reply:
    """What reaches somebody's daily limit says so, and where more waits."""
    line = nudge_words.last_today(digest=settings.of_person(unit, person).digest)
    return replace(reply, text=f"{reply.text} {line}", elements=(*reply.elements, Text(line, small=True)))


def _unreached(unit: Unit, refs: Mapping[str, Any], reply: Reply) -> Reply:
    """What is said where others read, as its person can't be reached alone: it says whom it is for, and how to mend that."""
    unreached = refs.get("unreached")
    person = unit.get(Person, unreached["person"]) if unreached else None
    if unreached is None or person is None:
        return reply
    line = undelivered.unreached(name=called(person), system=unreached["system"])
    return replace(reply, text=f"{reply.text} {line}", elements=(*reply.elements, Text(line, small=True)))


def look_ahead(unit: Unit, messages: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Read what many messages (their refs) are about to speak of, in a few queries: while they are composed, the unit finds
    these rows without asking, and knows which of the nudges are overtaken or may be known, and what happened.
    """
    ids = {id for refs in messages for id in refs.get("nudges", ())}
    found = unit.meet(Nudge, ids)
    if not found:
        return
    applications = owing.meet(unit, found)
    _meet(unit, found)
    unit.session.info[_OVERTAKEN] = nudges.overtaken(unit, ids, now)
    unit.session.info[saying.UNSURE] = nudges.unclear_before(unit, ids)
    unit.session.info[owing.SIGNED] = reqs.signed(unit, {each.candidate_id for each in applications})
    unit.session.info[owing.STORIES] = stories_of(unit, applications)


def _wanted(unit: Unit, found: Sequence[Nudge], now: datetime, message: str) -> list[Nudge]:
    """Those still to be said: by this message, their clocks running, and no later voice of their deadline speaking."""
    waiting = [each for each in found if _stands(each, message)]
    noise = unit.session.info.get(_OVERTAKEN)
    if noise is None:
        noise = nudges.overtaken(unit, [each.id for each in waiting], now) if waiting else set()
    return [each for each in waiting if each.id not in noise]


def _is_theirs(nudge: Nudge, refs: Mapping[str, Any]) -> bool:
    """Whether it is still with whom a message was written to: who is back has it from their stand-in."""
    return refs.get(TO) in (None, nudge.person_id)


def _stands(nudge: Nudge, message: str | None) -> bool:
    """Whether it is still owed, and said by that message (None: by whichever): what was put off is to be said by another."""
    says_it = nudge.outbox_id == message and nudge.status in _SPOKEN
    return not owing.is_over(nudge) and (message is None or says_it)
