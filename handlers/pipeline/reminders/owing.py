"""What a nudge is about: the rows that it speaks of, as one person reads them, and which nudges speak of one deadline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from handlers.core import times
from handlers.core.colleagues import called
from handlers.core.library import Library
from handlers.core.wording import Wording
from handlers.pipeline.changes.settling import stories_of, story_of
from handlers.pipeline.reading import naming
from handlers.pipeline.reminders import speaking
from handlers.pipeline.rules import clock, dueby
from handlers.pipeline.rules.calendar import Hours
from handlers.pipeline.rules.stages import stages
from handlers.pipeline.rules.story import Story
from knowledge.deadlines.clocks import ClockRule
from storage import nudgekeys, nudges, reqs
from storage.enums import Decision, NudgeStatus
from storage.models import Application, Candidate, Interview, Nudge, Person, Requisition
from storage.unit import Unit

say = Wording("nudge")

STORIES = "stories of those at hand"
"""Under this a unit keeps what happened to the applications at hand, where that was read ahead."""
SIGNED = "signatures of those at hand"
"""Under this a unit keeps for which searches the candidates at hand have signed, where that was read ahead."""
OVER = (NudgeStatus.DONE, NudgeStatus.DROPPED)
ANSWER = "tell_no"
"""The clock by whose words an answer is owed."""
APPROVE, DRAFT, SCORECARD = "approve", "draft", "scorecard"
"""Steps: of whoever reads the terms first, of whoever writes them, and of whoever sat in a round."""


@dataclass(frozen=True)
class Owed:
    """A nudge with the rows that it speaks of, as one person reads it. `private`: nobody else does."""

    unit: Unit
    library: Library
    now: datetime
    nudge: Nudge
    application: Application
    req: Requisition
    rule: ClockRule
    private: bool = True

    @cached_property
    def person(self) -> Person | None:
        """Who hears it."""
        return self.unit.get(Person, self.nudge.person_id)

    @cached_property
    def zone(self) -> str | None:
        """Whose times are shown: those of whoever hears it; where others read, those of the req's people."""
        if not self.private:
            return speaking.channel_zone(self.unit, self.req)
        return self.person.timezone if self.person else None

    @property
    def what(self) -> str:
        """What is owed; in a channel that others read, without the candidate."""
        return self.named(yours=not self.climbs)

    def named(self, *, yours: bool) -> str:
        """The same for somebody whose own it is, or is not."""
        if not self.private:
            return say.public_what(clock=self._said_as)
        candidate = self.unit.get(Candidate, self.application.candidate_id)
        name = naming.spoken_of(self.unit, candidate, public=False) if candidate else ""
        whose = called(self.asked_of)
        return say.what(clock=self._said_as, name=name, yours=yours and self._asks_them, whose=whose, round=self._round)

    @property
    def _said_as(self) -> str:
        """The clock by whose words it is said: where the seat is gone, an offer that is owed is an answer."""
        owed = self.rule.owner == clock.NEXT_STEP and _may_be_taken_back(self.application)
        return ANSWER if owed and self.story.seat_is_gone else self.rule.id

    @cached_property
    def _round(self) -> str:
        """Which round's scorecard it is, where the same person owes another of the same candidate; else nothing."""
        if self.rule.owner != clock.INTERVIEWER:
            return ""
        about, whose = nudgekeys.scorecard_of(self.nudge.key)
        interview = self.unit.get(Interview, about)
        owes_another = any(whose in each.owed_by and each.id != about for each in self.story.rounds)
        if interview is None or not owes_another:
            return ""
        return next((each.name for each in stages(self.req.loop) if each.key == interview.round), interview.round)

    @cached_property
    def asked_of(self) -> Person | None:
        """Whose scorecard it is, whoever sees to it; nobody where a part owes it."""
        return self.unit.get(Person, nudgekeys.scorecard_of(self.nudge.key)[1]) if self.rule.owner == clock.INTERVIEWER else None

    @property
    def is_own(self) -> bool:
        """Whether whoever hears it can do it: a scorecard is its interviewer's alone, and an approval the approver's."""
        if self.step == APPROVE:
            return self.nudge.person_id == self.req.approver_id
        if self.step == SCORECARD:
            return any(self.nudge.person_id in each.owed_by for each in self.story.rounds)
        return self._asks_them

    @property
    def _asks_them(self) -> bool:
        return self.asked_of is None or self.nudge.person_id == self.asked_of.id

    @property
    def absent(self) -> Person | None:
        """For whom this person stands in, as its key says whose it is."""
        owner_id = nudgekeys.owner_of(self.nudge.key)
        return None if self.climbs or owner_id == self.nudge.person_id else self.unit.get(Person, owner_id or None)

    @cached_property
    def approver_away(self) -> Person | None:
        """Who is named for the approval that it waits for, while they are away: nobody else can give it."""
        approver = self.unit.get(Person, self.req.approver_id) if self.step == APPROVE else None
        return approver if approver and self.hours_of(approver.id).is_away(self.now) else None

    def req_as_read_by(self, reader: Person) -> str:
        """The req, and in whose place somebody reads of it among what they owe."""
        req = f"R-{self.req.number}"
        absent = self.absent if self.nudge.person_id == reader.id else self.person
        return str(say.req_for(req=req, name=called(absent))) if absent else req

    @cached_property
    def story(self) -> Story:
        """What happened to the application."""
        read: Story | None = self.unit.session.info.get(STORIES, {}).get(self.application.id)
        return read or story_of(self.unit, self.req, self.application)

    @cached_property
    def climbs(self) -> bool:
        """Whether this is the escalation as the next person hears it."""
        return is_climb(self.nudge)

    @cached_property
    def step(self) -> str | None:
        """The step that the offer waits for."""
        if self.rule.owner != clock.NEXT_STEP:
            return None
        return self.story.next_step

    @cached_property
    def other_terms_wait(self) -> bool:
        """Whether what ran out has terms beside it that wait for their approval."""
        return self.rule.beside_approval and self.story.next_step == APPROVE

    @cached_property
    def deed(self) -> str:
        """The verb that does what is owed."""
        step = self.step
        return self.library.customs.steps[step].deed if step else self.rule.deed

    @cached_property
    def signed_for(self) -> Requisition | None:
        """The other search for which the candidate has signed since they are in this one; None where they have not."""
        candidate = self.application.candidate_id
        ahead = self.unit.session.info.get(SIGNED)
        known = ahead if ahead is not None and candidate in ahead else reqs.signed(self.unit, [candidate])
        joined_at, counts = self.application.created_at, self.application.ended_at is None
        since = [each for each in known[candidate] if counts and each.ended_at and each.ended_at >= joined_at]
        return self.unit.get(Requisition, since[-1].requisition_id) if since else None

    @cached_property
    def held_up(self) -> Owed | None:
        """What waits for the very deed that it asks for: the offer, for the decision."""
        customs = self.library.customs
        if self.rule.id != customs.steps[self.story.next_step].clock:
            return None
        waiting = nudges.owed_for(self.unit, [self.application.id], customs.of_next_step)
        started = nudgekeys.started_of(self.nudge.key)
        found = (each for each in waiting if not is_over(each) and nudgekeys.started_of(each.key) == started)
        held = next(found, None)
        return owed(self.unit, self.library, self.now, held, private=self.private) if held else None

    def hours_of(self, person_id: str | None) -> Hours:
        """Somebody's working hours, as the req's people take them."""
        return speaking.person_hours(self.unit, self.library.customs, self.req, person_id)

    @property
    def left(self) -> str:
        """How long until the deadline, or how long it is over: hours in which the req stood still are nobody's delay."""
        due_at = self.nudge.deadline_at
        if self.now <= due_at:
            return times.left(due_at - self.now)
        return times.gone(self.now - due_at - self._held)

    @property
    def held(self) -> bool:
        """Whether the req stood still since the deadline, so that more time has passed than it is over."""
        return self._held > timedelta()

    @property
    def _held(self) -> timedelta:
        return dueby.held(self.story, self.nudge.deadline_at, self.now)

    def at(self, moment: datetime) -> str:
        """A moment in that zone, which is named where it is not the same for all who read it."""
        return times.at(moment, self.zone, self.now) if self.private else in_channel(self.unit, self.req, moment, self.now)


def in_channel(unit: Unit, req: Requisition, moment: datetime, now: datetime) -> str:
    """A moment as all read it who read of a req: where its people are, with the place where they are not all in one zone."""
    zone = speaking.channel_zone(unit, req)
    when = times.at(moment, zone, now)
    if not zone or len(speaking.zones_of(unit, req)) == 1:
        return when
    return str(say.at_place(when=when, place=times.place(zone)))


def owed(unit: Unit, library: Library, now: datetime, nudge: Nudge, *, private: bool = True) -> Owed | None:
    """The nudge with its rows; None where what it is about is gone."""
    application, req = unit.get(Application, nudge.application_id), unit.get(Requisition, nudge.requisition_id)
    rule = next((each for each in library.clocks if each.id == nudge.clock), None)
    if application is None or req is None or rule is None:
        return None
    return Owed(unit, library, now, nudge, application, req, rule, private)


def meet(unit: Unit, found: Iterable[Nudge]) -> list[Application]:
    """Read whom nudges are about at once, so that each look below finds them in the unit: the applications."""
    applications = list(unit.meet(Application, {each.application_id for each in found}))
    unit.meet(Candidate, {each.candidate_id for each in applications})
    return applications


def meet_to_name(unit: Unit, found: Iterable[Nudge]) -> list[Application]:
    """The same, and what happened where that decides by which words it is named."""
    applications = meet(unit, found)
    if decided := [each for each in applications if _may_be_taken_back(each)]:
        unit.session.info[STORIES] = stories_of(unit, decided)
    return applications


def _may_be_taken_back(application: Application) -> bool:
    """Whether an offer that was made, or could be, may have been taken back: what happened has to be read for it."""
    return application.decision is Decision.YES and application.outcome is None


def is_climb(nudge: Nudge) -> bool:
    """Whether it is the escalation as the next person hears it: its key says so."""
    return nudgekeys.is_climb(nudge.key)


def deadline(nudge: Nudge) -> tuple[str, datetime, str | None]:
    """Which deadline it speaks of, and to whom: of two scorecards that one person sees to, each is a deadline of its own."""
    return nudgekeys.deadline_of(nudge.key), nudge.deadline_at, nudge.person_id


def one_voice(rows: Iterable[Nudge], now: datetime) -> list[Nudge]:
    """Of each deadline, for each who owes it, one nudge: the last that has spoken by now, else the next to speak; in their order.

    Its voices may speak to different people: to whoever stands in, from when somebody is away.
    """
    found: dict[tuple[str, datetime, str], Nudge] = {}
    for each in sorted(rows, key=lambda nudge: (nudge.say_at <= now, -abs((nudge.say_at - now).total_seconds()))):
        found[nudgekeys.deadline_of(each.key), each.deadline_at, nudgekeys.owner_of(each.key)] = each
    return sorted(found.values(), key=lambda each: (each.deadline_at, each.id))


def passed(owed: Iterable[Nudge], now: datetime) -> int:
    """How many deadlines have passed: each counts once, in however many voices and to however many people it speaks."""
    return len({nudgekeys.deadline_of(each.key) for each in owed if each.deadline_at <= now})


def heard(rows: Iterable[Nudge]) -> list[Nudge]:
    """Somebody's open nudges without what they are told only as the next in line, until they were."""
    return [each for each in rows if each.said_at or not is_climb(each)]


def is_line(nudge: Nudge) -> bool:
    """Whether it is a deadline's line in its req's thread: its key says so."""
    return nudgekeys.is_line(nudge.key)


def is_nobodys(nudge: Nudge) -> bool:
    """Whether nobody owes it: the req names nobody for the part."""
    return nudge.person_id is None and not is_line(nudge)


def is_over(nudge: Nudge) -> bool:
    """Whether it has been answered, or nobody need hear it."""
    return nudge.status in OVER or nudge.reason is not None
