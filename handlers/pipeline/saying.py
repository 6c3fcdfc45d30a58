"""What a nudge says, from what is true when it leaves: who owes what, how long is left or gone, why it matters, what to press."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from handlers.core import times
from handlers.core.reply import Bullets, Element, Heading, Reply, Text
from handlers.core.wording import Wording
from handlers.pipeline import buttons, calendar, codes, speaking
from handlers.pipeline.owing import Owed
from storage import nudges
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
    lead = _lead(about)
    return Reply(
        f"{late} {lead}" if late else lead,
        (*((Text(late),) if late else ()), Heading(lead), *because(about), *_script(about)),
        actions=buttons.actions(about),
        more=buttons.more(about) if about.private else (),
        data={
            "nudge": about.nudge.id, "clock": about.rule.id, "voice": about.nudge.voice.value, "req": about.req.number,
            "due_at": about.nudge.deadline_at.isoformat(),
        },
    )  # fmt: skip


def _lead(about: Owed) -> str:
    parts = [_said(about)]
    if about.private and about.absent:
        parts.append(say.stands_in(name=about.absent.name or ""))
    if about.private and (away := about.approver_away):
        parts.append(say.approver_away(name=away.name or "", back=_back(about, away), may=buttons.names_approver(about) != ()))
    return " ".join(parts)


def _said(about: Owed) -> str:
    nudge, now = about.nudge, about.now
    common: dict[str, Any] = {"what": about.what, "req": f"R-{about.req.number}", "due": about.at(nudge.deadline_at)}
    if not about.private:
        return say.public(**common, late=now > nudge.deadline_at, count=1)
    common |= {"owner": (about.person.name if about.person else None) or "", "left": about.left}
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
        outside = nudge.voice is Voice.DUE and not calendar.is_working(about.hours_of(nudge.person_id), nudge.deadline_at)
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
    unheard = owners is not None and owners.said_at is None and about.hours_of(owners.person_id).is_away(about.now)
    return {"holder": (person.name or "") if person else "", "back": _back(about, person) if person and unheard else ""}


def _back(about: Owed, absent: Person) -> str:
    """The day on which somebody who is away is back at work."""
    hours = about.hours_of(absent.id)
    return times.at(calendar.first_after(hours, about.now), hours.zone or "UTC", about.now).rpartition(" ")[0]


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
