"""Who hears each voice of a deadline, and when: the rows that the clocks want, from state and calendars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from handlers.core import codes
from handlers.core.access import NAMED_PARTS, off_since, stand_in_on
from handlers.pipeline.reminders import holding
from handlers.pipeline.rules import calendar, clock
from handlers.pipeline.rules.calendar import Hours
from handlers.pipeline.rules.clock import ASKED, CLIMB, DUE, ESCALATION, HEADS_UP, INTERVIEWER, NEXT_STEP, Deadline
from handlers.pipeline.rules.story import Story, passed_on
from knowledge.deadlines.clocks import Customs
from storage import nudgekeys, people
from storage.enums import Voice
from storage.models import Application, Event, Nudge, Person, Requisition
from storage.unit import Unit, table_of
from storage.wanted import Wanted

_EVENT = table_of(Event).c
_SPOKEN_AS = {ASKED: HEADS_UP}
"""Voices that speak in another's words."""
_PASSED_BY_A_DEED = frozenset({"draft", "approve", "send"})
"""Steps that become somebody's with what another does; of those before, the decision's own clock speaks."""
_AHEAD = (ASKED, HEADS_UP, DUE)
"""Voices that say what is owed, not that it is over."""
_USUAL_ZONE = "usual zone of the workspace"
"""Under this a unit keeps where most of its people are."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who hears one voice (a person's id; None: nobody owes it), and when."""

    person_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class _Team:
    """A req's people, what happened to one candidate (in an application), and by which customs they are messaged."""

    unit: Unit
    customs: Customs
    req: Requisition
    story: Story
    application_id: str | None = None
    known: dict[str | None, Hours] = field(default_factory=dict)

    def hours(self, person_id: str | None) -> Hours:
        """A person's working hours, looked up once: several voices are for the same few people."""
        if person_id not in self.known:
            self.known[person_id] = person_hours(self.unit, self.customs, self.req, person_id)
        return self.known[person_id]

    def told(
        self,
        person_id: str | None,
        meant: datetime,
        known_at: datetime,
        *,
        early: bool = False,
        alone: bool = False,
        but: str | None = None,
    ) -> Told:
        """A person and a moment at which they may be messaged; while they are away it is their stand-in, or who stands in for
        that one, unless that is `but`, or nobody can do it in their place (`alone`). Where all of them are away, whoever is
        there first."""
        tried: dict[str | None, Told] = {}
        while person_id not in tried:
            hours = self.hours(person_id)
            person = self.unit.get(Person, person_id) if person_id else None
            left_at = off_since(self.unit, self.req, person.stand_in_id) if person and person.stand_in_id else None
            if left_at and hours.is_away(left_at):  # until then it was their stand-in's: they could not hear of it before
                known_at = max(known_at, left_at)
            tried[person_id] = Told(person_id, calendar.say_at(hours, meant, known_at, early=early))
            here = calendar.say_at(replace(hours, away=None), meant, known_at, early=early) if hours.away else meant
            if not (hours.is_away(meant) or hours.is_away(here)):
                return tried[person_id]
            stand_in = None if alone else stand_in_on(self.unit, self.req, person)
            if stand_in in (None, but):
                break
            person_id = stand_in
        return min(tried.values(), key=lambda each: each.at)

    def is_out(self, person_id: str, moment: datetime, but: str | None) -> bool:
        """Whether somebody is away then, and nobody else than `but` hears in their place before they are back."""
        hears = self.told(person_id, moment, moment, but=but).person_id
        return self.hours(hears).is_away(moment)


def heard_by(unit: Unit, customs: Customs, req: Requisition, person_id: str | None, moment: datetime) -> Told:
    """Who hears what is meant for somebody from a moment on, and when: in working hours, while they are away their stand-in."""
    return _Team(unit, customs, req, Story()).told(person_id, moment, moment)


def voices(  # noqa: PLR0917 - a deadline stands in all this
    unit: Unit, customs: Customs, req: Requisition, application: Application, story: Story, deadline: Deadline
) -> Iterator[Wanted]:
    """Each voice of a deadline, for each who owes it, at a time at which they may be messaged; and the line in the thread."""
    team = _Team(unit, customs, req, story, application.id)
    for place, owner_id in enumerate(holding.owners(req, customs, story, deadline)):
        if deadline.is_beside_approval and owner_id == holding.holder(req, customs, "approver"):
            continue  # one thing is asked of them: the approval that the other clock waits for
        whose = deadline.people[place] if deadline.owner == INTERVIEWER else None
        key = nudgekeys.owed(application.id, deadline.clock, deadline.started_at, owner_id, deadline.about, whose)
        climbs = whose is not None or not place
        news_at = _news_at(team, deadline, owner_id, whose)
        is_news_to_them = news_at != deadline.news_at
        theirs = replace(deadline, news_at=news_at) if is_news_to_them else deadline
        is_asked_anew = deadline.is_asked_anew or is_news_to_them
        for voice, told in _told(team, deadline, owner_id, whose, key, climbs=climbs).items():
            voiced = nudgekeys.with_voice(key, voice)
            spoken = Voice.ESCALATION if nudgekeys.is_climb(voiced) else Voice(_SPOKEN_AS.get(voice, voice))
            yield _wanted(req, application, theirs, voiced, spoken, told, is_asked_anew=is_asked_anew)
        if owner_id and climbs and not holding.sat_there_late(story, deadline, whose):
            yield from _line(team, application, deadline, key)


def _news_at(team: _Team, deadline: Deadline, owner_id: str | None, whose: str | None) -> datetime | None:
    """Since when it is news to whoever owes it: it came nearer, the approval that it waited for is there, or it came to them,
    who may have heard of it when it was theirs before, or waited for another step."""
    approved_at = team.story.recorded.get(codes.OFFER_APPROVED)
    is_sending = deadline.owner == NEXT_STEP and team.story.next_step == "send"
    is_approved = is_sending and owner_id != team.req.approver_id
    given = None if holding.is_approval(team.story, deadline) else team.story.reassigned_at.get(passed_on(deadline.clock))
    came = given or holding.came_to_them(team.req, team.customs, team.story, deadline, whose or owner_id)
    return max(filter(None, (deadline.news_at, approved_at if is_approved else None, came)), default=None)


def _line(team: _Team, application: Application, deadline: Deadline, key: str) -> Iterator[Wanted]:
    """What the req's thread hears, without a name, when it is due: in the working hours of the req's people."""
    for meant in (voice.say_at for voice in deadline.voices if voice.id == DUE):
        told = team.told(None, meant, deadline.known_at, early=True)
        yield _wanted(team.req, application, deadline, nudgekeys.line_of(nudgekeys.with_voice(key, DUE)), Voice.DUE, told)


def _wanted(  # noqa: PLR0917 - a row
    req: Requisition,
    application: Application,
    deadline: Deadline,
    key: str,
    voice: Voice,
    told: Told,
    *,
    is_asked_anew: bool = False,
) -> Wanted:
    return Wanted(
        key=key,
        clock=deadline.clock,
        voice=voice,
        requisition_id=req.id,
        application_id=application.id,
        person_id=told.person_id,
        deadline_at=deadline.due_at,
        say_at=told.at,
        policy_revision=req.policy_revision,
        news_at=deadline.news_at,
        is_asked_anew=is_asked_anew,
    )


def person_hours(unit: Unit, customs: Customs, req: Requisition, person_id: str | None) -> Hours:
    """A person's working hours; who has no zone of their own is taken to be where the req's people are, else where most are."""
    person = unit.get(Person, person_id) if person_id else None
    is_known = person is not None and person.timezone
    return calendar.hours_of(person, customs, None if is_known else channel_zone(unit, req) or _usual_zone(unit))


def channel_zone(unit: Unit, req: Requisition) -> str | None:
    """Where a req's channel is: the recruiter's zone, else the hiring manager's."""
    near = (unit.get(Person, each) for each in (req.recruiter_id, req.hiring_manager_id) if each)
    return next((each.timezone for each in near if each and each.timezone), None)


def _usual_zone(unit: Unit) -> str | None:
    """Where most people of the workspace are: asked once a unit."""
    asked = unit.session.info
    if _USUAL_ZONE not in asked:
        asked[_USUAL_ZONE] = people.usual_zone(unit)
    zone: str | None = asked[_USUAL_ZONE]
    return zone


def zones_of(unit: Unit, req: Requisition) -> frozenset[str]:
    """The zones in which the people are whom the req names."""
    named = (unit.get(Person, id) for part in NAMED_PARTS if (id := getattr(req, f"{part.value}_id")))
    return frozenset(each.timezone for each in named if each and each.timezone)


def _told(team: _Team, deadline: Deadline, owner_id: str | None, whose: str | None, key: str, *, climbs: bool) -> dict[str, Told]:
    """Voice → who hears it, and when. Nothing is said twice, and the next person hears after the owner."""
    came = holding.came_to_them(team.req, team.customs, team.story, deadline, whose or owner_id)
    theirs = clock.heard_from(deadline, came)
    meant = {voice.id: voice.say_at for voice in theirs.voices}
    told = partial(team.told, owner_id, alone=deadline.owner == INTERVIEWER)  # what one saw, nobody else writes down
    ahead = {voice: told(meant[voice], theirs.known_at, early=True) for voice in (HEADS_UP, DUE) if voice in meant}
    if HEADS_UP in ahead and (said_at := _warned_at(team, deadline, key)):
        ahead[HEADS_UP] = replace(ahead[HEADS_UP], at=min(said_at, ahead[HEADS_UP].at))
    if by_message := _asked_by_message(team, deadline, owner_id, came):
        ahead[ASKED] = by_message
    elif asks_at := _asks_at(team, deadline, came):
        ahead[ASKED] = told(asks_at, asks_at)
    moved = told(deadline.moved_at, deadline.moved_at).at if deadline.moved_at else None
    if _is_asked_enough(ahead, timedelta(hours=team.customs.asked_apart_hours), moved):
        del ahead[HEADS_UP]
    rows = said_once(ahead, deadline.due_at, timedelta(hours=team.customs.heads_up_apart_hours), moved)
    if by_message:
        rows.pop(ASKED, None)
    if ESCALATION in meant:
        rows[ESCALATION] = told(follows(meant, DUE, ahead[DUE].at, ESCALATION), theirs.known_at)
        if climbs and CLIMB in meant:
            heard_at = min(each.at for each in ahead.values())
            in_time = _climb_in_time(team, theirs, meant, owner_id, rows[ESCALATION], heard_at)
            rows |= in_time or _climb(team, theirs, meant, owner_id, ahead[DUE], rows[ESCALATION])
    decided_at = decided_without(team.story, deadline.started_at) if deadline.owner == INTERVIEWER else None
    return {voice: each for voice, each in rows.items() if decided_at is None or voice in _AHEAD or each.at < decided_at}


def _warned_at(team: _Team, deadline: Deadline, key: str) -> datetime | None:
    """When the heads-up was said that stands, of a deadline which was nearer then; None where none was, or it is said anew."""
    if deadline.moved_at is None or deadline.moved_at <= deadline.started_at:
        return None
    said = team.unit.one(Nudge, Nudge.key == nudgekeys.with_voice(key, HEADS_UP))
    said_at = said.said_at if said else None
    is_said_anew = said_at is None or (deadline.news_at is not None and said_at < deadline.news_at)
    return None if is_said_anew else said_at


def decided_without(story: Story, ended_at: datetime) -> datetime | None:
    """Since when the scorecards of a round that ended then are for the record: it was decided, or the offer is out; else None.

    Once nothing waits for them nobody is pressed for them, and nobody else hears of them.
    """
    known = (story.recorded[code] for code in (codes.DECIDED_YES, codes.OFFER_SENT) if code in story.recorded)
    return min((each for each in known if each >= ended_at), default=None)


def _is_asked_enough(ahead: Mapping[str, Told], apart: timedelta, moved_at: datetime | None) -> bool:
    """Whether whoever hears the heads-up was asked for the same not long before."""
    asked, heads_up = ahead.get(ASKED), ahead.get(HEADS_UP)
    if asked is None or heads_up is None or asked.person_id != heads_up.person_id:
        return False
    return timedelta() <= heads_up.at - asked.at < apart and _is_as_it_stands(asked.at, moved_at, heads_up.at)


def _climb(  # noqa: PLR0917 - a voice stands in all this
    team: _Team, deadline: Deadline, meant: Mapping[str, datetime], owner_id: str | None, due: Told, over: Told
) -> dict[str, Told]:
    """What tells the next person: after the owner, unless nobody can wait for their return, and while there is time to act where
    the owner does not hear of it in time, or has left open what nobody does in their place; and the one after them, where they
    are away themselves with nobody in their place. `due`, `over`: what tells the owner."""
    line = holding.in_line(team.req, team.customs, owner_id)
    hours = team.hours(over.person_id)
    alone = due.person_id == over.person_id  # else somebody stood in when it was due: they hear it before the next person
    unheard = alone and hours.is_away(meant[DUE]) and due.at > meant[DUE]
    climbs_at = meant[CLIMB] if alone and hours.is_away(meant[CLIMB]) else follows(meant, ESCALATION, over.at, CLIMB)
    away = _approver_away(team, deadline, meant[DUE], owner_id) or (hours.away if unheard else None)
    if away:
        climbs_at = max(meant.get(HEADS_UP, meant[DUE]), away[0])
    left_at = away[0] if away and deadline.asked_at and deadline.asked_at < away[0] else None
    climbs_at = left_at or climbs_at
    next_id = next((each for each in line if not team.is_out(each, climbs_at, over.person_id)), next(iter(line), None))
    if next_id is None or (over.person_id in (next_id, line[0]) and not left_at):
        return {}
    known_at = _known_to(team, deadline, next_id)
    return {
        nudgekeys.climb_to(next_id): team.told(next_id, climbs_at, known_at, early=bool(away) and not left_at, but=over.person_id)
    }


def _climb_in_time(  # noqa: PLR0917 - a voice stands in all this
    team: _Team, deadline: Deadline, meant: Mapping[str, datetime], owner_id: str | None, over: Told, heard_at: datetime
) -> dict[str, Told]:
    """The same while there is time to act, where a step passed to somebody who has gone home and hears of it (`heard_at`) only
    after the deadline: the first in line who hears before. Nobody where the owner passed it on themselves, or that first one did:
    they read it as they did so."""
    passes = deadline.owner == NEXT_STEP and team.story.next_step in _PASSED_BY_A_DEED
    if not passes or not deadline.known_at < deadline.due_at < heard_at:
        return {}
    passed_on_by = _told_by(team, deadline.known_at)
    meant_at = max(meant.get(HEADS_UP, deadline.known_at), deadline.known_at)
    for each in () if passed_on_by == owner_id else holding.in_line(team.req, team.customs, owner_id):
        if each == passed_on_by:
            break
        told = team.told(each, meant_at, _known_to(team, deadline, each), early=True, but=over.person_id)
        if told.at < deadline.due_at and told.person_id != over.person_id:
            return {nudgekeys.climb_to(each): told}
    return {}


def _known_to(team: _Team, deadline: Deadline, person_id: str) -> datetime:
    """From when on somebody of those who are told next may hear of it: it could be spoken of, and they stood in that line."""
    return max(deadline.known_at, holding.in_line_since(team.req, team.customs, team.story, person_id) or deadline.known_at)


def _told_by(team: _Team, recorded_at: datetime) -> str | None:
    """Who told what was recorded of the candidate then; None where that is no person, or nothing was."""
    event = team.unit.one(Event, _EVENT.application_id == team.application_id, _EVENT.recorded_at == recorded_at)
    return event.actor_id if event else None


def _approver_away(team: _Team, deadline: Deadline, due_at: datetime, owner_id: str | None) -> tuple[datetime, datetime] | None:
    """From when until when an approver is away who is not there when it is due: whoever stands in can't approve it, and somebody
    may name another while there is time. None for what is no approval, or where they are there."""
    hours = team.hours(owner_id)
    return hours.away if hours.is_away(due_at) and holding.is_approval(team.story, deadline) else None


def said_once(ahead: Mapping[str, Told], due_at: datetime, apart: timedelta, moved_at: datetime | None = None) -> dict[str, Told]:
    """Voice → who hears it, and when, without what would say the same thing again: of two the earlier stays.

    `ahead` is what speaks of a deadline before it has passed. Less than `apart` after another, the same person hears the same
    thing again, unless it is due now; what they may have heard until the deadline moved (`moved_at`) was another thing. At one
    moment what asks for it is warning enough. Nothing warns of it once it was said that it is due.
    """
    due, rows = ahead.get(DUE), dict[str, Told]()
    for voice, told in sorted(ahead.items(), key=lambda each: (each[1].at, each[0] == HEADS_UP)):
        too_late = due is not None and voice != DUE and told.at >= due.at
        is_due_now = voice == DUE and told.at >= due_at
        before = [each.at for each in rows.values() if each.person_id == told.person_id]
        just_heard = any(told.at - at < apart and _is_as_it_stands(at, moved_at, told.at) for at in before)
        if not too_late and (is_due_now or not just_heard):
            rows[voice] = told
    return rows


def _is_as_it_stands(at: datetime, moved_at: datetime | None, then: datetime) -> bool:
    """Whether what was said at one moment is what is to be said at another: the deadline had moved by then, or moves no more."""
    return moved_at is None or at >= moved_at or at == then


def follows(meant: Mapping[str, datetime], first: str, said_at: datetime, then: str) -> datetime:
    """When one voice follows another that is said then: as long after it as is meant, and no sooner than is meant."""
    return max(meant[then], said_at + (meant[then] - meant[first]))


def _asked_by_message(team: _Team, deadline: Deadline, owner_id: str | None, came: datetime | None) -> Told | None:
    """Whom a message of its own asked for it, and when; None where that was another, found its person out of hours, named no
    such deadline, or asked nobody, as nobody approves the req's offers."""
    asked_at = deadline.asked_at if deadline.ran_when_asked else None
    if asked_at is None or _asks_nobody(team, deadline, owner_id) or _handed(team, deadline, asked_at, came):
        return None
    hours = team.hours(owner_id)
    return Told(owner_id, asked_at) if calendar.is_working(hours, asked_at) else None


def _asks_nobody(team: _Team, deadline: Deadline, owner_id: str | None) -> bool:
    """Whether it waits for an approval of a req that names no approver: whoever owes it reads that nowhere else, unless they
    drafted it themselves."""
    if team.req.approver_id is not None or not holding.is_approval(team.story, deadline):
        return False
    drafted = (_EVENT.application_id == team.application_id, _EVENT.kind == codes.OFFER_DRAFTED)
    event = team.unit.one(Event, *drafted, order_by=_EVENT.id.desc())
    return event is not None and event.actor_id != owner_id


def _asks_at(team: _Team, deadline: Deadline, came: datetime | None) -> datetime | None:
    """When the clock itself asks whom no message did; None where none was to."""
    if deadline.asked_at is None:
        return None
    if handed := _handed(team, deadline, deadline.asked_at, came):
        return max(handed, deadline.started_at)
    return deadline.asked_at if deadline.ran_when_asked else None


def _handed(team: _Team, deadline: Deadline, asked_at: datetime, came: datetime | None) -> datetime | None:
    """When it came to whoever owes it, or was passed on, since a message asked for it; None where it did not."""
    passed_on_at = team.story.reassigned_at.get(passed_on(deadline.clock))
    return max((each for each in (came, passed_on_at) if each and each > asked_at), default=None)
