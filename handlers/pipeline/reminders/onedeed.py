"""Two clocks that wait for one deed, as the offer waits for the decision: whoever holds it hears of both in one reminder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from handlers.pipeline import settings
from handlers.pipeline.changes.deeds import SINCE
from handlers.pipeline.changes.settling import stories_of
from handlers.pipeline.reminders import owing
from handlers.pipeline.rules.story import Story
from knowledge.deadlines.clocks import Customs
from storage import nudgekeys, nudges
from storage.enums import NudgeStatus, Voice
from storage.models import Application, Nudge, Requisition
from storage.unit import Unit

_HEARD = (NudgeStatus.QUEUED, NudgeStatus.SAID)


def said_along(unit: Unit, ready: Sequence[Nudge], customs: Customs, now: datetime) -> set[str]:
    """Those of these nudges that need no saying: the other clock's reminder of the same deed has told the same person, or will
    within hours. What comes with it is in its message (see by_deed).

    That something is due is said of each. What is news, or was put off until now, is said; and of what whoever owes it has
    answered the other clock says that it is over.
    """
    soon, at_hand = now + timedelta(hours=customs.heads_up_apart_hours), {each.id for each in ready}
    along, together = set[str](), set[str]()
    for nudge, other, story in _pairs(unit, ready, customs):
        news_at = max((at for at in (*story.competing.values(), *_set_at(unit, nudge)) if at <= now), default=None)
        knew = not (news_at and other.said_at and other.said_at < news_at)
        comes = _is_held_up(nudge, story, customs) and other.say_at <= soon
        if other.id in at_hand:
            together.add(nudge.id)
        elif knew and (other.status in _HEARD or comes):
            along.add(nudge.id)
    return along - together


def left_to_other(unit: Unit, waiting: Sequence[Nudge], customs: Customs) -> set[str]:
    """Those of the nudges that wait which the other clock's reminder of the same deed will make needless, as it stands now."""
    return {nudge.id for nudge, _, story in _pairs(unit, waiting, customs) if _is_held_up(nudge, story, customs)}


def _set_at(unit: Unit, nudge: Nudge) -> Iterator[datetime]:
    """When the workspace last set the hours of its clock, and when they were set for its req."""
    if at := settings.of(unit).clocks_set_at.get(nudge.clock):
        yield at
    req = unit.get(Requisition, nudge.requisition_id)
    if req and (own := req.policy.get(SINCE, {}).get(nudge.clock)):
        yield datetime.fromisoformat(own)


def _pairs(unit: Unit, found: Sequence[Nudge], customs: Customs) -> Iterator[tuple[Nudge, Nudge, Story]]:
    """Each of these with what says as much of the same deed, to the same person: of the offer what speaks of the decision, and
    the other way round where both are due at once."""
    clocks = {*(step.clock for step in customs.steps.values() if step.clock), *customs.of_next_step}
    found = [each for each in found if each.clock in clocks and _may_go_along(each)]
    alike = [pair for own in {each.clock for each in found} for pair in _beside(unit, found, own, clocks - {own})]
    stories = stories_of(unit, unit.meet(Application, {each.application_id for each, _ in alike})) if alike else {}
    for each, other in alike:
        story = stories[each.application_id or ""]
        own = customs.steps[story.next_step].clock
        if own == other.clock or (own == each.clock and other.deadline_at == each.deadline_at):
            yield each, other, story


def _beside(unit: Unit, found: Iterable[Nudge], own: str, clocks: set[str]) -> Iterator[tuple[Nudge, Nudge]]:
    """Those of one clock, each with what speaks of one of the others to the same person and says as much."""
    found = [each for each in found if each.clock == own]
    others: dict[tuple[str | None, str | None], list[Nudge]] = {}
    for other in nudges.owed_for(unit, {each.application_id for each in found}, clocks):
        if not owing.is_over(other):
            others.setdefault(_to_whom(other), []).append(other)
    for each in found:
        yield from ((each, other) for other in others.get(_to_whom(each), ()) if _are_alike(each, other))


def _is_held_up(nudge: Nudge, story: Story, customs: Customs) -> bool:
    """Whether it speaks of the offer that waits for the deed, and not of the deed's own clock."""
    return nudge.clock != customs.steps[story.next_step].clock


def _may_go_along(nudge: Nudge) -> bool:
    is_put_off = nudge.status is NudgeStatus.SNOOZED
    is_news = nudge.key.startswith(nudgekeys.anew(nudge.key)) and not owing.is_climb(nudge)
    return nudge.voice is not Voice.DUE and not (is_put_off or is_news or owing.is_line(nudge))


def _to_whom(nudge: Nudge) -> tuple[str | None, str | None]:
    return nudge.application_id, nudge.person_id


def _are_alike(nudge: Nudge, other: Nudge) -> bool:
    """Whether the other's clock began with this one's, and it says as much: ahead of it what it asks for, and once it is over
    that it is."""
    says_as_much = nudge.voice is Voice.HEADS_UP or (other.voice is Voice.ESCALATION and other.acknowledged_at is None)
    same_start = nudgekeys.started_of(nudge.key) == nudgekeys.started_of(other.key)
    return says_as_much and same_start and owing.is_climb(nudge) == owing.is_climb(other)


def by_deed(owed: Iterable[owing.Owed]) -> list[owing.Owed]:
    """These reminders without what the reminder of the same deed, to the same person, says beside it."""
    found = list(owed)
    held = {_of_whom(held) for each in found if (held := each.held_up) and each.private}
    return [each for each in found if _of_whom(each) not in held]


def without_held_up(found: Sequence[owing.Owed], put_off: Iterable[owing.Owed]) -> list[owing.Owed]:
    """The reminders of a message without what waited there for the deed of those that were put off: it comes again with them.

    Only what was said ahead: that it is due, or over, was said by itself.
    """
    held = {_of_whom(held) for each in put_off if each.private and (held := each.held_up)}
    return [each for each in found if each.nudge.voice is not Voice.HEADS_UP or _of_whom(each) not in held]


def _of_whom(about: owing.Owed) -> tuple[str, str | None]:
    return nudgekeys.deadline_of(about.nudge.key), about.nudge.person_id
