"""Digests: what is due today and what stands unanswered, each morning, and once a month its report with it; a channel's searches,
each week.

Each has a key with the person (or the channel) and the local date, noted in the transaction that writes the message: said once,
by whatever number of instances; looked at and found empty, not looked at again. A morning that was missed is said late the same
day, and never after. What is said is composed when it leaves, from ids alone. Who is told of nudges within minutes of their
morning hears both in one message: the nudges' brings the morning along, which waits for it that long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

from handlers.core import times
from handlers.core.access import NAMED_PARTS, Role
from handlers.core.library import Library
from handlers.core.reply import Reply
from handlers.pipeline import settings
from handlers.pipeline.digests import mornings, words
from handlers.pipeline.digests.mornings import Morning
from handlers.pipeline.digests.words import Told
from handlers.pipeline.people import reach
from handlers.pipeline.reminders import speaking
from handlers.pipeline.rules import calendar
from handlers.pipeline.rules.calendar import Hours
from knowledge.deadlines.clocks import Customs
from storage import nudges, outbox, people
from storage.enums import ReqStatus
from storage.models import Delivery, Person, ReqMember, Requisition
from storage.unit import Unit, table_of

KIND = "digest"
MORNING, WEEK = "morning", "week"
MONTH = "month"
"""Of a morning's, that last month's figures come with it."""
KEYS_AT_ONCE = 500
READERS = frozenset({Role.ADMIN.value, Role.RECRUITER.value})
"""Who gets the monthly report."""


@dataclass(frozen=True, slots=True)
class Due:
    """One digest whose time has come: its kind, whom it is for (a person's id, or a channel's line), and its morning.

    `reqs`: of a channel's, the ids of its reqs. `month`: last month's figures come with it.
    """

    kind: str
    whom: str
    morning: Morning
    reqs: tuple[str, ...] = ()
    month: bool = False

    @property
    def key(self) -> str:
        """What makes it the same one: said or looked at once."""
        return f"{KIND}:{self.kind}:{self.whom}:{self.morning.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is due now and was not looked at yet, and when the next is; None: not before tomorrow's end."""

    due: tuple[Due, ...]
    next_at: datetime | None


def plan(unit: Unit, library: Library, now: datetime) -> Plan:
    """Everybody's mornings and every channel's weeks, as of now; a few statements."""
    chosen, everyone = settings.of(unit), people.everyone(unit)
    near = _near(unit, everyone)
    look = cache(partial(_look, now=now, hour=chosen.digest_hour))  # most people share their hours with others
    found: list[Due] = []
    ahead: list[datetime | None] = []
    for person in everyone:
        if settings.of_person(unit, person).digest:
            today, next_at = look(calendar.hours_of(person, library.customs, near(person)))
            found += _of_person(person, today) if today else []
            ahead.append(next_at)
    for whom, reqs in (_channels(unit) if chosen.digest else {}).items():
        today, next_at = look(channel_hours(unit, library, reqs))
        then = tuple(req.id for req in reqs if today and req.opened_at <= today.at)
        found += [Due(WEEK, whom, today, then)] if today and today.begins_week and then else []
        ahead.append(next_at)
    seen = _seen(unit, found)
    due = [each for each in found if each.key not in seen]
    waiting = _wait_for_nudges(unit, due, now, timedelta(minutes=chosen.group_minutes))
    ahead += waiting.values()
    return Plan(tuple(each for each in due if each.key not in waiting), min((at for at in ahead if at), default=None))


def brought_along(unit: Unit, customs: Customs, person_ids: Iterable[str], now: datetime) -> dict[str, dict[str, Any]]:
    """Person → what to compose their morning from (see `below`), where it has come or comes within minutes and is not said yet.

    Call it in the transaction that writes their messages about nudges: each brings its person's morning along.
    """
    chosen = settings.of(unit)
    persons = [each for each in unit.meet(Person, person_ids) if settings.of_person(unit, each).digest]
    near, look = _near(unit, persons), cache(partial(mornings.morning, now=now, hour=chosen.digest_hour))
    soon = now + timedelta(minutes=chosen.group_minutes)
    found: list[Due] = []
    for person in persons:
        hours = calendar.hours_of(person, customs, near(person))
        today = look(hours)
        found += _of_person(person, today) if today and mornings.is_time(hours, today, now, by=soon) else []
    seen = _seen(unit, found)
    return {due.whom: _refs(due) for due in found if due.key not in seen and unit.remember(due.key, now, KIND)}


def has_news(unit: Unit, library: Library, due: Due, now: datetime) -> bool:
    """Whether a digest has something to say, and somewhere to say it. Only reads, since a month's report may take a second."""
    return _address(unit, due) is not None and compose(unit, _refs(due), library, now) is not None


def queue(unit: Unit, due: Due, now: datetime, real_now: datetime, *, news: bool) -> bool:
    """Note that a digest was looked at, here or by another instance, and put it on its way where it has `news`; whether it is."""
    if not unit.remember(due.key, now, KIND) or not news:
        return False
    address = _address(unit, due)
    return address is not None and outbox.put(unit, due.key, KIND, _refs(due), address, real_now) is not None


def compose(unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime) -> Reply | None:
    """A digest as it reads now; None where its day is over, or it has nothing to say any more."""
    if refs["digest"] != WEEK:
        return _of_morning(unit, refs, library, now, words.morning)
    reqs = [req for id in refs["reqs"] if (req := unit.get(Requisition, str(id)))]
    hours = channel_hours(unit, library, reqs)
    is_over = _is_over(hours, datetime.fromisoformat(str(refs["at"])), now)
    return None if is_over else words.week(unit, library, reqs, hours, now)


def below(unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime) -> Reply | None:
    """A morning as it reads now below what its message says first; None as in `compose`."""
    return _of_morning(unit, refs, library, now, lambda found, *_: words.below(found))


def with_morning(
    unit: Unit, said: Reply | None, refs: Mapping[str, Any], library: Library, now: datetime, *, leaving: bool
) -> Reply | None:
    """What a message says, above the morning that it brings along (see `brought_along`); that alone where it has nothing to say
    any more as it leaves."""
    brought = refs.get(KIND)
    if not brought:
        return said
    if said is None and leaving:
        return compose(unit, brought, library, now)
    return words.together(said, below(unit, brought, library, now))


def _of_morning(
    unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime, say: Callable[[Told, Person, Morning, datetime], Reply]
) -> Reply | None:
    meant, person = datetime.fromisoformat(str(refs["at"])), unit.get(Person, str(refs["person"]))
    if person is None or person.erased_at is not None:
        return None
    hours = calendar.hours_of(person, library.customs, _near(unit, [person])(person))
    if _is_over(hours, meant, now):
        return None
    today = mornings.morning(hours, meant, settings.of(unit).digest_hour)
    found = words.told(unit, library, person, hours, today, now) if today else None
    said = say(found, person, today, now) if found and today else None
    return words.together(said, words.month(unit, library, person, hours, now) if refs.get(MONTH) else None)


def channel_hours(unit: Unit, library: Library, reqs: list[Requisition]) -> Hours:
    """Working hours where a channel is: its reqs' people's zone, the recruiter's first, else where most people are."""
    holders = (unit.get(Person, id) for req in reqs for id in (req.recruiter_id, req.hiring_manager_id) if id)
    zone = next((person.timezone for person in holders if person and person.timezone), None)
    return calendar.hours_of(None, library.customs, zone or people.usual_zone(unit))


def _look(hours: Hours, *, now: datetime, hour: int) -> tuple[Morning | None, datetime | None]:
    """(The morning that it is now, if it is time for it; when the next one is.)"""
    today = mornings.morning(hours, now, hour)
    return today if today and mornings.is_time(hours, today, now) else None, mornings.next_after(hours, now, hour)


def _of_person(person: Person, today: Morning) -> list[Due]:
    if person.created_at and person.created_at > today.at:  # they came after it
        return []
    monthly = today.begins_month and not READERS.isdisjoint(person.roles)
    return [Due(MORNING, person.id, today, month=monthly)]


def _channels(unit: Unit) -> dict[str, list[Requisition]]:
    """A channel's line → its open reqs, by number."""
    columns = table_of(Requisition).c
    found: dict[str, list[Requisition]] = {}
    for req in unit.all(Requisition, columns.closed_at.is_(None), columns.status == ReqStatus.OPEN, order_by=columns.number):
        if req.address:
            found.setdefault(outbox.queue_of(req.address), []).append(req)
    return found


def _seen(unit: Unit, found: list[Due]) -> set[str]:
    """Keys that were looked at."""
    keys, wanted = table_of(Delivery).c.key, [each.key for each in found]
    parts = (wanted[begin : begin + KEYS_AT_ONCE] for begin in range(0, len(wanted), KEYS_AT_ONCE))
    return {row.key for part in parts for row in unit.all(Delivery, keys.in_(part))}


def _wait_for_nudges(unit: Unit, due: Sequence[Due], now: datetime, together: timedelta) -> dict[str, datetime]:
    """Key → until when a morning waits for its person's next message about nudges, where one comes within so long of it."""
    meant = {each.whom: each.morning.at for each in due if each.kind == MORNING and now < each.morning.at + together}
    waiting = nudges.due_to(unit, meant, now + together, KEYS_AT_ONCE) if meant else []
    near = {each.person_id for each in waiting if abs(each.say_at - meant[each.person_id or ""]) <= together}
    return {each.key: each.morning.at + together for each in due if each.whom in near}


def _address(unit: Unit, due: Due) -> dict[str, Any] | None:
    """A person's own place; a channel itself, not the thread of one of its reqs."""
    if due.kind != WEEK:
        return reach(unit, due.whom)
    req = unit.get(Requisition, due.reqs[0])
    return {name: value for name, value in req.address.items() if name != "thread"} if req else None


def _refs(due: Due) -> dict[str, Any]:
    whom: dict[str, Any] = {"reqs": list(due.reqs)} if due.kind == WEEK else {"person": due.whom}
    return {"digest": due.kind, "at": due.morning.at.isoformat(), **whom, **({MONTH: True} if due.month else {})}


def _is_over(hours: Hours, meant: datetime, now: datetime) -> bool:
    """Whether the day that it was meant for is over, or the working day has ended."""
    zone = times.zone(hours.zone)
    return meant.astimezone(zone).date() != now.astimezone(zone).date() or not calendar.is_working(hours, now)


def _near(unit: Unit, persons: Sequence[Person]) -> Callable[[Person], str | None]:
    """Where somebody without a zone of their own is taken to be: near the first of their searches, else where most people are."""
    near: dict[str, str | None] = {}
    usual = None
    if any(not each.timezone for each in persons):
        usual = people.usual_zone(unit)
        columns, member = table_of(Requisition).c, table_of(ReqMember).c
        reqs = unit.all(Requisition, columns.closed_at.is_(None), order_by=columns.number)
        teams: dict[str, list[str]] = defaultdict(list)
        for each in unit.all(ReqMember, member.requisition_id.in_([req.id for req in reqs])):
            teams[each.requisition_id].append(each.person_id)
        for req in reqs:
            named = (getattr(req, f"{part.value}_id") for part in NAMED_PARTS)
            for id in filter(None, (*teams[req.id], *named)):
                near[id] = near.get(id) or speaking.channel_zone(unit, req)
    return lambda person: near.get(person.id) or usual
