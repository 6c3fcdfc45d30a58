"""What a nudge says, from what is true when it leaves: who owes what, how long is left or gone, why it matters, what to press."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from handlers.core import access, times
from handlers.core.library import Library
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Text
from handlers.core.wording import Wording
from handlers.pipeline import calendar, clock, codes, naming, speaking
from handlers.pipeline.calendar import Hours
from handlers.pipeline.changes.settling import story_of
from handlers.pipeline.story import Story
from knowledge.clocks import ClockRule
from storage import nudges
from storage.enums import NudgeStatus, OutboxStatus, Voice
from storage.models import Application, Candidate, Nudge, Outbox, Person, Requisition
from storage.unit import Unit, table_of

say, offer_words = Wording("nudge"), Wording("offer")

OVERDUE = timedelta(minutes=10)
"""What is said within this of its deadline is said to be due now."""
UNSURE = "nudges that may be known"
"""Under this a unit keeps those of the nudges at hand of which an earlier voice may have arrived (see nudges.look_ahead)."""
STORIES = "stories of those at hand"
"""Under this a unit keeps what happened to the applications at hand, where that was read ahead."""
SNOOZES = (1, 3)
"""Hours that buttons offer."""
APPROVE, SCORECARD = "approve", "scorecard"
"""The steps of whoever reads the terms first, and of whoever sat in a round: nobody takes them in their stead."""

_NUDGE = table_of(Nudge).c


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
            return say.public_what(clock=self.rule.id)
        candidate = self.unit.get(Candidate, self.application.candidate_id)
        name = naming.spoken_of(self.unit, candidate, public=False) if candidate else ""
        whose = (self.asked_of.name or "") if self.asked_of else ""
        return say.what(clock=self.rule.id, name=name, yours=yours and self._asks_them, whose=whose)

    @cached_property
    def asked_of(self) -> Person | None:
        """Whose scorecard it is, whoever sees to it; nobody where a part owes it."""
        return self.unit.get(Person, speaking.theirs(self.nudge)[1]) if self.rule.owner == clock.INTERVIEWER else None

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
        owner_id = nudges.owner_of(self.nudge.key)
        return None if self.climbs or owner_id == self.nudge.person_id else self.unit.get(Person, owner_id or None)

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
        return clock.next_step(self.story)

    @cached_property
    def deed(self) -> str:
        """The verb that does what is owed."""
        step = self.step
        return self.library.customs.steps[step].deed if step else self.rule.deed

    def at(self, moment: datetime) -> str:
        """A moment in that zone, which is named where it is not the same for all who read it."""
        when = times.at(moment, self.zone, self.now)
        if self.private or not self.zone or len(speaking.zones_of(self.unit, self.req)) == 1:
            return when
        return str(say.at_place(when=when, place=times.place(self.zone)))


def owed(unit: Unit, library: Library, now: datetime, nudge: Nudge, *, private: bool = True) -> Owed | None:
    """The nudge with its rows; None where what it is about is gone."""
    application, req = unit.get(Application, nudge.application_id), unit.get(Requisition, nudge.requisition_id)
    rule = next((each for each in library.clocks if each.id == nudge.clock), None)
    if application is None or req is None or rule is None:
        return None
    return Owed(unit, library, now, nudge, application, req, rule, private)


def is_climb(nudge: Nudge) -> bool:
    """Whether it is the escalation as the next person hears it: its key says so."""
    return speaking.climbs(nudge.key)


def deadline(nudge: Nudge) -> tuple[str, datetime, str | None]:
    """Which deadline it speaks of, and to whom: of two scorecards that one person sees to, each is a deadline of its own."""
    return nudges.deadline_of(nudge.key), nudge.deadline_at, nudge.person_id


def one_voice(rows: Iterable[Nudge], now: datetime) -> list[Nudge]:
    """Of each deadline, for each who owes it, one nudge: the last that has spoken by now, else the next to speak; in their order.

    Its voices may speak to different people: to whoever stands in, from when somebody is away.
    """
    found: dict[tuple[str, datetime, str], Nudge] = {}
    for each in sorted(rows, key=lambda nudge: (nudge.say_at <= now, -abs((nudge.say_at - now).total_seconds()))):
        found[nudges.deadline_of(each.key), each.deadline_at, nudges.owner_of(each.key)] = each
    return sorted(found.values(), key=lambda each: (each.deadline_at, each.id))


def passed(owed: Iterable[Nudge], now: datetime) -> int:
    """How many deadlines have passed: each counts once, in however many voices and to however many people it speaks."""
    return len({nudges.deadline_of(each.key) for each in owed if each.deadline_at <= now})


def is_line(nudge: Nudge) -> bool:
    """Whether it is a deadline's line in its req's thread: its key says so."""
    return nudge.key.endswith(f":{nudges.IN_THREAD}")


def reply(about: Owed, late: str = "") -> Reply:
    """The nudge as a message; `late`: what is said first where it comes late."""
    lead = _lead(about)
    return Reply(
        f"{late} {lead}" if late else lead,
        (*((Text(late),) if late else ()), Heading(lead), *because(about), *_script(about)),
        actions=_actions(about),
        more=_more(about) if about.private else (),
        data={
            "nudge": about.nudge.id, "clock": about.rule.id, "voice": about.nudge.voice.value, "req": about.req.number,
            "due_at": about.nudge.deadline_at.isoformat(),
        },
    )  # fmt: skip


def _lead(about: Owed) -> str:
    lead = _said(about)
    return f"{lead} {say.stands_in(name=about.absent.name or '')}" if about.private and about.absent else lead


def _said(about: Owed) -> str:
    nudge, now = about.nudge, about.now
    common: dict[str, Any] = {"what": about.what, "req": f"R-{about.req.number}", "due": about.at(nudge.deadline_at)}
    if not about.private:
        return say.public(**common, late=now > nudge.deadline_at, count=1)
    common |= {"owner": (about.person.name if about.person else None) or "", "left": times.left(nudge.deadline_at - now)}
    is_ahead = now < nudge.deadline_at - OVERDUE  # what was said to be over may lie ahead again, where it was moved
    if about.climbs and not is_ahead:
        return say.climb(**common, **with_whom(about))
    common["unsure"] = may_know(about)
    if nudge.voice is Voice.ESCALATION and not is_ahead:
        return say.escalation(**common, **next_told(about))
    common |= {"since": since(about), "waits": _waits(about)}
    if nudge.voice is Voice.HEADS_UP and now < nudge.deadline_at:
        return say.heads_up(**common)
    if is_ahead:
        outside = nudge.voice is Voice.DUE and not calendar.is_working(_hours(about), nudge.deadline_at)
        return say.due_early(**common, outside=outside)
    return say.due(**common) if now <= nudge.deadline_at + OVERDUE else say.due_late(**common)


def since(about: Owed) -> str:
    """What the clock runs from, and when that was; or what it runs towards."""
    started = nudges.started_of(about.nudge.key)
    revised = about.story.happened.get(codes.OFFER_REVISED) == started
    expires_at = about.story.expires_at if about.rule.before_expiry_hours is not None else None
    moment = about.at(expires_at or started)
    return str(say.since(clock=about.rule.id, started=moment, revised=revised, expires=bool(expires_at)))


def _waits(about: Owed) -> str:
    step = about.step
    approver = about.unit.get(Person, about.req.approver_id)
    return say.waits(step=step, yours=about.is_own, approver=(approver.name or "") if approver else "") if step else ""


def _hours(about: Owed) -> Hours:
    return speaking.person_hours(about.unit, about.library.customs, about.req, about.nudge.person_id)


def may_know(about: Owed) -> bool:
    """Whether an earlier reminder of the same deadline may or may not have reached them: a platform that can't be asked."""
    if about.nudge.voice is Voice.HEADS_UP:
        return False
    known: set[str] | None = about.unit.session.info.get(UNSURE)
    return about.nudge.id in (known if known is not None else nudges.unclear_before(about.unit, [about.nudge.id]))


def with_whom(about: Owed) -> dict[str, str]:
    """Who owes it, as the next person is told; and until when they are away, where they have not heard that it is over."""
    owners = about.unit.one(Nudge, _NUDGE.key == speaking.climbs_to(about.nudge.key)[0])
    person = about.unit.get(Person, owners.person_id) if owners else None
    hours = speaking.person_hours(about.unit, about.library.customs, about.req, owners.person_id if owners else None)
    unheard = owners is not None and owners.said_at is None and hours.is_away(about.now)
    back = times.at(calendar.first_after(hours, about.now), hours.zone or "UTC", about.now)
    return {"holder": (person.name or "") if person else "", "back": back.rpartition(" ")[0] if unheard else ""}


def holder(about: Owed) -> str:
    """Who owes it, by name."""
    return with_whom(about)["holder"]


def next_told(about: Owed) -> dict[str, str]:
    """Who will be told next, and when: the owner hears it first. Nobody where they were told, or the owner has answered."""
    nobody = {"next": "", "next_at": ""}
    if about.nudge.acknowledged_at:
        return nobody
    of_it = (_NUDGE.application_id == about.nudge.application_id, _NUDGE.clock == about.nudge.clock, _NUDGE.reason.is_(None))
    told_next = _NUDGE.key.startswith(speaking.climbs_from(about.nudge.key), autoescape=True)
    climb = about.unit.one(Nudge, *of_it, told_next)
    person = about.unit.get(Person, climb.person_id) if climb else None
    if climb is None or person is None or climb.said_at:
        return nobody
    return {"next": person.name or "", "next_at": about.at(climb.say_at)}


def because(about: Owed) -> tuple[Element, ...]:
    """Why it matters: one fact with its source, or that the rule is the house's own."""
    if not about.private:
        return ()
    fact = about.library.knowledge.facts.get(about.rule.why or "")
    if fact is None:
        return (Text(say.why_ours(clock=about.rule.id), small=True),)
    return (Text(say.why_rule(statement=fact.statement, source=about.library.short_names[fact.source]), small=True),)


def _script(about: Owed) -> tuple[Element, ...]:
    lines = say.script(clock=about.rule.id).splitlines() if about.private and not about.climbs else []
    return (Bullets(tuple(lines), ordered=True),) if lines else ()


def deeds(about: Owed, *, for_whom: bool = False) -> tuple[Action, ...]:
    """The button that does what is owed, for whoever can do it; `for_whom`: it says so, as it stands beside others.

    An approval that nobody can give, as nobody is named for it, waits for somebody to be named.
    """
    if not about.is_own:
        return _names_approver(about)
    candidate = about.unit.get(Candidate, about.application.candidate_id) if for_whom else None
    name = naming.spoken_of(about.unit, candidate, public=False) if candidate else ""
    label = say.deed_button(verb=about.deed, name=name)
    return (Action(label, about.deed, {"application": about.application.id, **_round(about)}, primary=True),)


def _names_approver(about: Owed) -> tuple[Action, ...]:
    may = access.holds(about.unit, about.person, "run_reqs", about.req, about.now)
    if about.step != APPROVE or about.req.approver_id is not None or not may:
        return ()
    part = {"req": about.req.number, "part": access.Part.APPROVER.value, "form": True}
    return (Action(offer_words.team_button(), "req team", part, primary=True),)


def _round(about: Owed) -> dict[str, str]:
    """Which round's scorecard is meant, where it is one round's: whoever sat in several is not asked for which."""
    if about.rule.owner == clock.INTERVIEWER:
        return {"interview": speaking.theirs(about.nudge)[0]}
    owed = [each.id for each in about.story.rounds if about.nudge.person_id in each.owed_by] if about.step == SCORECARD else []
    return {"interview": owed[0]} if len(owed) == 1 else {}


def shown(about: Owed, zone: str | None) -> str:
    """The deadline, as somebody in that zone reads it."""
    return times.at(about.nudge.deadline_at, zone, about.now)


def _actions(about: Owed) -> tuple[Action, ...]:
    if not about.private:
        return ()
    deed = deeds(about)
    if about.climbs:
        return (*deed, Action(say.reassign_button(), "reassign", {"nudge": about.nudge.id}))
    later = Action(say.snooze_button(hours=SNOOZES[-1]), "snooze", {"nudge": about.nudge.id, "hours": SNOOZES[-1]})
    return (*deed, later, Action(say.skip_button(), "skip", {"nudge": about.nudge.id}))


def _more(about: Owed) -> tuple[Action, ...]:
    nudge = {"nudge": about.nudge.id}
    why = Action(say.why_button(), "why nudge", nudge)
    if about.climbs:
        return (why,)
    terms = Action(offer_words.terms_button(), "offer show", {"application": about.application.id})
    return (
        *((terms,) if about.step == APPROVE else ()),
        Action(say.snooze_button(hours=SNOOZES[0]), "snooze", {**nudge, "hours": SNOOZES[0]}),
        Action(say.tomorrow_button(), "snooze", {**nudge, "tomorrow": True}),
        Action(say.reassign_button(), "reassign", nudge),
        why,
    )


def is_over(nudge: Nudge) -> bool:
    """Whether it has been answered, or nobody need hear it."""
    return nudge.status in (NudgeStatus.DONE, NudgeStatus.DROPPED) or nudge.reason is not None


def trouble(unit: Unit, nudge: Nudge) -> tuple[str, str]:
    """What befell its message, and on which platform: `unclear` (nobody can tell if it arrived), `refused`, or nothing."""
    message = unit.get(Outbox, nudge.outbox_id)
    if message is None:
        return "", ""
    unreached = message.refs.get("unreached")
    befell = "unclear" if message.status is OutboxStatus.UNCLEAR else ""
    refused = unreached or message.status is OutboxStatus.GIVEN_UP
    return "refused" if refused else befell, str((unreached or message.address).get("system", ""))
