"""What a nudge says, from what is true when it leaves: who owes what, how long is left or gone, why it matters, what to press."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers.core import access, codes, times
from handlers.core.colleagues import called
from handlers.core.reply import Bullets, Element, Heading, Reply, Text
from handlers.core.wording import Wording
from handlers.pipeline.reminders import buttons, holding, speaking
from handlers.pipeline.reminders.owing import APPROVE, OVER, SCORECARD, Owed, is_nobodys
from handlers.pipeline.rules import calendar, clock
from handlers.pipeline.rules.clock import INTERVIEWER
from storage import nudgekeys, nudges
from storage.enums import OutboxStatus, Voice
from storage.models import Nudge, Outbox, Person
from storage.unit import Unit, table_of

say = Wording("nudge")

OVERDUE = timedelta(minutes=10)
"""What is said within this of its deadline is said to be due now."""
UNSURE = "nudges that may be known"
"""Under this a unit keeps those of the nudges at hand of which an earlier voice may have arrived (see nudges.look_ahead)."""

_NUDGE = table_of(Nudge).c


def reply(about: Owed, late: str = "") -> Reply:
    """The nudge as a message; `late`: what is said first where it comes late."""
    lead, (actions, more) = _lead(about), buttons.of_reminder(about)
    return Reply(
        f"{late} {lead}" if late else lead,
        (*((Text(late),) if late else ()), Heading(lead), *because(about), *_script(about)),
        actions=actions,
        more=more,
        data={
            "nudge": about.nudge.id, "clock": about.rule.id, "voice": about.nudge.voice.value, "req": about.req.number,
            "due_at": about.nudge.deadline_at.isoformat(),
        },
    )  # fmt: skip


def _lead(about: Owed) -> str:
    parts = [_said(about)]
    if theirs := of_theirs(about):
        parts.append(theirs)
    if held := holding_up(about):
        parts.append(held)
    if signed := signed_elsewhere(about):
        parts.append(signed)
    if ends := _another_company(about):
        parts.append(say.another_company(ends=about.at(ends)))
    if armed := _armed_late(about):
        parts.append(say.armed_late(when=about.at(armed)))
    if came := taken_over(about):
        parts.append(say.taken_over(when=about.at(came), others=about.climbs))
    if about.private and about.absent:
        parts.append(say.stands_in(name=called(about.absent)))
    return " ".join([*parts, *(_approver_is_missed(about) if about.private else [])])


def _approver_is_missed(about: Owed) -> list[str]:
    """What can be done where an approval stays away, for who hears of it in private."""
    if away := about.approver_away:
        back, may, who = _back(about, away), buttons.names_approver(about) != (), _names_approvers(about)
        is_told = about.climbs and with_whom(about) == {"holders": [called(away)], "back": back, "home": ""}
        said = say.approver_away(name=called(away), back="" if is_told else back, may=may, runner=who[0] if who else "")
        return [said]
    stays_away = about.climbs and about.step == APPROVE and not buttons.deeds(about)
    return [say.may_name_another(who=who)] if stays_away and (who := _names_approvers(about)) else []


def _names_approvers(about: Owed) -> list[str]:
    """Who can name another approver on the req and is there: whoever hires, or recruits; not who reads this."""
    leads = dict.fromkeys((about.req.hiring_manager_id, about.req.recruiter_id))
    near = (about.unit.get(Person, each) for each in leads if each and each != about.nudge.person_id)
    return [called(each) for each in near if each and not about.hours_of(each.id).is_away(about.now)]


def _said(about: Owed) -> str:
    nudge, now = about.nudge, about.now
    common: dict[str, Any] = {"what": about.what, "req": f"R-{about.req.number}", "due": about.at(nudge.deadline_at)}
    if not about.private:
        return say.public(**common, late=is_late(about), count=1, nobody=is_nobodys(about.nudge))
    common |= {"owner": (about.person.name if about.person else None) or "", "left": about.left}
    if about.climbs:
        return say.climb(**common, **with_whom(about), stands=stands(about), ahead=now < nudge.deadline_at, held=about.held)
    is_ahead = now < nudge.deadline_at - OVERDUE  # what was said to be over may lie ahead again, where it was moved
    common["unsure"] = may_know(about)
    if nudge.voice is Voice.ESCALATION and not is_ahead:
        return say.escalation(**common, **next_told(about), stands=stands(about), held=about.held)
    common |= {"since": since(about), "waits": waits(about)}
    if nudge.voice is Voice.HEADS_UP and now < nudge.deadline_at:
        return say.heads_up(**common)
    if is_ahead:
        outside = nudge.voice is Voice.DUE and not calendar.is_working(about.hours_of(nudge.person_id), nudge.deadline_at)
        return say.due_early(**common, outside=outside)
    return say.due(**common) if now <= nudge.deadline_at + OVERDUE else say.due_late(**common, held=about.held)


def is_late(about: Owed) -> bool:
    """Whether its deadline has passed, and not just now."""
    return about.now > about.nudge.deadline_at + OVERDUE


def holding_up(about: Owed) -> str:
    """When what waits for it is due, or how long that is over; nothing where nothing does, or others read."""
    held = about.held_up if about.private else None
    if held is None:
        return ""
    over = held.left if is_late(held) else ""
    return str(say.holds_up(over=over, due=about.at(held.nudge.deadline_at), now=about.now >= held.nudge.deadline_at))


def _another_company(about: Owed) -> datetime | None:
    """When the next of the candidate's other offers ends, for whoever may see offers: it sets how much time there is."""
    is_told = about.private and about.rule.before_competing_hours is not None
    ends = min((each for each in about.story.competing if each > about.now), default=None) if is_told else None
    return ends if ends and access.holds(about.unit, about.person, "offers", about.req, about.now) else None


def signed_elsewhere(about: Owed) -> str:
    """That the candidate has signed for another search, which is named to whoever may see it; nothing where others read."""
    if about.signed_for is None or not about.private:
        return ""
    sees = access.holds(about.unit, about.person, "see_reqs", about.signed_for, about.now)
    return str(say.signed_elsewhere(where=f"R-{about.signed_for.number}" if sees else ""))


def of_theirs(about: Owed) -> str:
    """When the offer ends that they have while other terms wait, or ended while those did, for whoever may see offers: then
    nothing is with them since."""
    ends = about.story.expires_at if about.private and about.rule.until_expiry else None
    is_over = ends is not None and ends <= about.now
    if ends is None or (is_over and not about.step) or not access.holds(about.unit, about.person, "offers", about.req, about.now):
        return ""
    return str(say.they_had(ended=about.at(ends)) if is_over else say.they_have(ends=about.at(ends)))


def _armed_late(about: Owed) -> datetime | None:
    """Since when it can be done, where it was over by then: the delay is nobody's who owes it."""
    armed_at = clock.armed_since(about.rule, about.story) if about.private else None
    return armed_at if armed_at and armed_at >= about.nudge.deadline_at else None


def taken_over(about: Owed) -> datetime | None:
    """When what is over came to whoever owes it, if it was over by then: the delay is not theirs.

    Who held a part before anybody knew of the deadline has it from the beginning; what waited for another's step is theirs since
    that was taken.
    """
    if not about.private or about.absent or about.step == SCORECARD:
        return None
    customs, story = about.library.customs, about.story
    if about.rule.owner == INTERVIEWER:
        came = holding.seated_late(story, about.rule.id, *nudgekeys.scorecard_of(about.nudge.key))
    else:
        part = customs.steps[about.step].part if about.step else about.rule.owner
        came = holding.taken_over(about.req, customs, story, about.rule.id, part)
    told_at = max((story.recorded[code] for code in about.rule.starts if code in story.recorded), default=None)
    if came is None or came <= about.nudge.deadline_at or (told_at and came < told_at and about.rule.owner != INTERVIEWER):
        return None
    theirs = max(filter(None, (came, clock.step_began(story, about.step) if about.step else None)))
    return theirs if theirs <= about.now else None


def since(about: Owed) -> str:
    """What the clock runs from, and when that was; or what it runs towards."""
    started = nudgekeys.started_of(about.nudge.key)
    revised = about.story.happened.get(codes.OFFER_REVISED) == started
    expires_at = about.story.expires_at if about.rule.before_expiry_hours is not None else None
    moment = about.at(expires_at or started)
    sent = codes.FINAL_ROUND_ENDED not in about.story.happened
    return str(say.since(clock=about.rule.id, started=moment, revised=revised, expires=bool(expires_at), sent=sent))


def stands(about: Owed, zone: str | None = None) -> str:
    """Until when the offer stands of which an answer is owed, as long as it does; `zone`: of who reads it, if not its person."""
    expires_at = about.story.expires_at if about.rule.before_expiry_hours is not None else None
    if expires_at is None or expires_at <= about.now:
        return ""
    return times.at(expires_at, zone, about.now) if zone else about.at(expires_at)


def waits(about: Owed) -> str:
    """What it waits for: whose step, or whose approval of other terms; nothing where only its deed is missing."""
    approver = about.unit.get(Person, about.req.approver_id)
    who = called(approver)
    if about.other_terms_wait:
        return say.other_terms_wait(approver=who)
    return say.waits(step=about.step, yours=about.is_own, approver=who) if about.step else ""


def may_know(about: Owed) -> bool:
    """Whether an earlier reminder of the same deadline may or may not have reached them: a platform that can't be asked."""
    if about.nudge.voice is Voice.HEADS_UP:
        return False
    known: set[str] | None = about.unit.session.info.get(UNSURE)
    return about.nudge.id in (known if known is not None else nudges.unclear_before(about.unit, [about.nudge.id]))


def with_whom(about: Owed) -> dict[str, Any]:
    """Who owes it, as the next person is told; and until when they are away, or have gone home, where they have not heard that it
    is over."""
    owners = _owners(about)
    people = [person for each in owners if (person := about.unit.get(Person, each.person_id))]
    if about.approver_away and about.approver_away not in people:  # whoever stands in can't approve it
        people = []
    holders, unheard = [called(each) for each in people], len(owners) == 1 and owners[0].said_at is None
    if not people or not unheard:
        return {"holders": holders, "back": "", "home": ""}
    hours = about.hours_of(people[0].id)
    if hours.is_away(about.now):
        return {"holders": holders, "back": _back(about, people[0]), "home": ""}
    home = "" if calendar.is_working(hours, about.now) else about.at(calendar.first_after(hours, about.now))
    return {"holders": holders, "back": "", "home": home}


def held_by(about: Owed, reader: Person) -> str:
    """With whom something is of which somebody was told as the next in line: who owes it, or stands in for them by now, or until
    when they are away. Nothing for what is the reader's own, or names whose it is."""
    owners = _owners(about) if about.climbs and about.asked_of is None else []
    people = [person for each in owners if (person := about.unit.get(Person, each.person_id))]
    if people and (away := about.approver_away):  # whoever stands in can't approve it
        return say.held_by(holders=[called(away)], back=_back(about, away))
    if len(people) != 1 or not about.hours_of(people[0].id).is_away(about.now):
        return say.held_by(holders=[called(each) for each in people], back="") if people else ""
    absent = people[0]
    told = speaking.heard_by(about.unit, about.library.customs, about.req, absent.id, about.now)
    if told.person_id in (absent.id, None):
        return say.held_by(holders=[called(absent)], back=_back(about, absent))
    instead = about.unit.get(Person, told.person_id)
    return say.held_for(absent=called(absent), holder=called(instead), yours=instead is reader)


def _owners(about: Owed) -> list[Nudge]:
    """What told those who owe it that it is over, given what tells the next person: several where it waits for the scorecards of
    several, whoever it is told of first."""
    key = nudgekeys.escalation_of(about.nudge.key)
    if about.step != SCORECARD:
        return about.unit.all(Nudge, _NUDGE.key == key)
    over = about.unit.all(Nudge, *_of_it(about), _NUDGE.voice == Voice.ESCALATION, order_by=_NUDGE.id)
    theirs = [each for each in over if not nudgekeys.is_climb(each.key) and each.status not in OVER]
    return sorted(theirs, key=lambda each: each.key != key)


def _of_it(about: Owed) -> tuple[Any, ...]:
    """What a nudge of the same deadline is known by, whoever it speaks to."""
    of_it = (_NUDGE.application_id == about.nudge.application_id, _NUDGE.clock == about.nudge.clock, _NUDGE.reason.is_(None))
    return (*of_it, _NUDGE.key.startswith(f"{nudgekeys.deadline_of(about.nudge.key)}:", autoescape=True))


def _back(about: Owed, absent: Person) -> str:
    """The day on which somebody who is away is back at work."""
    hours = about.hours_of(absent.id)
    return times.at(calendar.first_after(hours, about.now), hours.zone or "UTC", about.now).rpartition(" ")[0]


def next_told(about: Owed) -> dict[str, str]:
    """Who will be told next, and when: the owner hears it first. Nobody where they were told, or the owner has answered, or the
    offer of which an answer is owed ends before."""
    nobody = {"next": "", "next_at": ""}
    if about.nudge.acknowledged_at:
        return nobody
    own = nudgekeys.climbs_from(about.nudge.key)
    told = [each for each in about.unit.all(Nudge, *_of_it(about), order_by=_NUDGE.id) if nudgekeys.is_climb(each.key)]
    told = [each for each in told if about.step == SCORECARD or each.key.startswith(own)]
    climb = min(told, key=lambda each: not each.key.startswith(own), default=None)
    person = about.unit.get(Person, climb.person_id) if climb else None
    ends = about.story.expires_at if about.rule.before_expiry_hours is not None else None
    if climb is None or person is None or climb.said_at or (ends and climb.say_at >= ends):
        return nobody
    return {"next": called(person), "next_at": about.at(climb.say_at)}


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


def shown(about: Owed, zone: str | None) -> str:
    """The deadline, as somebody in that zone reads it."""
    return times.at(about.nudge.deadline_at, zone, about.now)


def trouble(unit: Unit, nudge: Nudge) -> tuple[str, str]:
    """What befell its message, and on which platform: `unclear` (nobody can tell if it arrived), `refused`, or nothing."""
    message = unit.get(Outbox, nudge.outbox_id)
    if message is None:
        return "", ""
    unreached = message.refs.get("unreached")
    befell = "unclear" if message.status is OutboxStatus.UNCLEAR else ""
    refused = unreached or message.status is OutboxStatus.GIVEN_UP
    return "refused" if refused else befell, str((unreached or message.address).get("system", ""))
