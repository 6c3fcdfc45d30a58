"""What the clocks want said beside what stands in the table: which rows are new, which change, and to what. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from storage.enums import NudgeStatus, Voice
from storage.ids import new_id
from storage.nudgekeys import as_news_since, clock_of, is_climb, owed_of, owner_of, tells, voice_of

NO_LONGER_WANTED = "no_longer_wanted"
"""The reason of a nudge whose clock stopped; wanted again (an undo), it comes back. What a person dropped stays dropped."""
ACKNOWLEDGED = "acknowledged"
"""The reason of what was to tell the next person, and needs no saying, as the owner has answered."""
SAID_ALONG = "said_along"
"""The reason of a nudge that is not said, as the reminder of another clock, which waits for the same deed, says as much."""
LIVE = (NudgeStatus.PENDING, NudgeStatus.SNOOZED, NudgeStatus.QUEUED, NudgeStatus.SAID)
SET = ("status", "reason", "person_id", "deadline_at", "say_at", "policy_revision")
"""The columns that follow what is wanted."""
_SHOWN = {"status", "reason", "person_id", "deadline_at"}
"""What shows in a message that was sent."""
_HEARD = (NudgeStatus.QUEUED, NudgeStatus.SAID, NudgeStatus.DONE)
"""Said, or on its way to be; what its owner put off is to be said anew."""
_TOLD = (NudgeStatus.QUEUED, NudgeStatus.SAID)
"""Told, or about to be, to whom it was told."""
_AHEAD = (Voice.HEADS_UP.value, Voice.DUE.value)
"""What may be said of a deadline before it has passed."""
_PLACES = {voice: place for place, voice in enumerate(Voice)}
"""Which voice of a deadline comes after which."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One voice that a clock wants. The key says what makes it the same one: clock, what it is about, start, owner, voice."""

    key: str
    clock: str
    voice: Voice
    requisition_id: str | None
    application_id: str | None
    person_id: str | None
    deadline_at: datetime
    say_at: datetime
    policy_revision: int
    news_at: datetime | None = None
    """When the deadline last came nearer, or went on after a hold: what was said before is said anew. No column of its own."""
    is_asked_anew: bool = False
    """Whether it is news though the deadline had passed: what it waited for is there. No column of its own."""


_COLUMNS = tuple(each.name for each in fields(Wanted) if each.name not in {"news_at", "is_asked_anew"})
"""What of it a row holds."""


def still_true(wanted: Iterable[Wanted], there: Mapping[str, Any]) -> dict[str, Wanted]:
    """What was said of deadlines that have a later voice to come, and is not wanted by itself: with the deadline as it is now.
    Not what is said anew, nor what was said before what it waited for was there: what is said of that takes its place.

    By key, like `there`, the rows that stand in the table. Whoever was told early of a deadline that came nearer still owes it.
    """
    want = {each.key: each for each in wanted}
    said = [row for key, row in there.items() if key not in want and row.status in _HEARD]
    if not said:
        return {}
    anew = {(owed_of(key), voice_of(key)) for key in want}
    last = {owed_of(each.key): each for each in sorted(want.values(), key=_climbs_first)}
    stands = ((row, last[owed_of(row.key)]) for row in said if owed_of(row.key) in last)
    stands = ((row, later) for row, later in stands if not _waited(row, later))
    return {
        row.key: replace(later, key=row.key, voice=row.voice, person_id=_hearer(row, later), say_at=row.say_at)
        for row, later in stands
        if _PLACES[row.voice] < _PLACES[later.voice] and (owed_of(row.key), voice_of(row.key)) not in anew
    }


def _waited(row: Any, later: Wanted) -> bool:
    """Whether what was said waited for something that came since."""
    came_at = later.news_at if later.is_asked_anew else None
    return came_at is not None and row.said_at is not None and row.said_at < came_at


def _climbs_first(nudge: Wanted) -> tuple[bool, int]:
    return not is_climb(nudge.key), _PLACES[nudge.voice]


def _hearer(row: Any, later: Wanted) -> str | None:
    """Whoever was told, unless whose it is takes it back from them."""
    owner_id: str = owner_of(row.key)
    return owner_id if later.person_id == owner_id else row.person_id


def as_news(wanted: Mapping[str, Wanted], there: Mapping[str, Any]) -> dict[str, Wanted]:
    """The same, with a key of its own for what was said ahead of a deadline that came nearer since, or was held: it is news,
    once."""

    def known(nudge: Wanted) -> str:
        row = there.get(nudge.key)
        told_at = row and (row.say_at if row.reason == SAID_ALONG else row.said_at)
        if not told_at or not nudge.news_at or not nudge.person_id or voice_of(nudge.key) not in _AHEAD:
            return nudge.key
        before = nudge.news_at if nudge.is_asked_anew else min(nudge.news_at, nudge.deadline_at)
        return as_news_since(nudge.key, nudge.news_at) if told_at < before else nudge.key

    return {key: replace(each, key=key) if key != each.key else each for each in wanted.values() for key in [known(each)]}


def as_told(wanted: Mapping[str, Wanted], there: Mapping[str, Any]) -> dict[str, Wanted]:
    """What tells the next person, under the key by which that very person was told of the same before.

    They stood in for somebody then, and are next in line themselves now, or the other way round.
    """
    if all(nudge.voice != Voice.ESCALATION or key in there for key, nudge in wanted.items()):
        return dict(wanted)
    told = {(owed_of(key), row.voice, row.person_id): key for key, row in there.items() if row.person_id and _was_told(row)}

    def known(nudge: Wanted) -> str:
        if nudge.voice != Voice.ESCALATION or nudge.key in there:
            return nudge.key
        key = told.get((owed_of(nudge.key), nudge.voice, nudge.person_id), nudge.key)
        return nudge.key if key in wanted else key

    return {key: replace(each, key=key) if key != each.key else each for each in wanted.values() for key in [known(each)]}


def _was_told(row: Any) -> bool:
    return row.status in _TOLD or (row.said_at is not None and row.reason == NO_LONGER_WANTED)


def acknowledged(wanted: Iterable[Wanted], there: Mapping[str, Any]) -> set[str]:
    """The deadlines of which whoever is told next was not to hear, as whoever owes them had answered: keys without a voice.

    An answer is of whoever gave it, and of what they were asked for: not of somebody in whose place another is by now, nor of
    what it said before that was news.
    """
    spared = {owed_of(key) for key, row in there.items() if row.reason == ACKNOWLEDGED}
    if not spared:
        return spared
    owner = {owed_of(each.key): each for each in wanted if voice_of(each.key) == Voice.ESCALATION.value}
    answers = ((owed_of(row.key), row) for row in there.values() if row.acknowledged_at)
    return {stem for stem, row in answers if stem in spared and stem in owner and _still_answers(row, owner[stem])}


def _still_answers(row: Any, owner: Wanted) -> bool:
    is_news = owner.news_at is not None and row.acknowledged_at < owner.news_at
    return not is_news and row.person_id == owner.person_id


def unanswered(wanted: Iterable[Wanted], there: Mapping[str, Any], answered: Set[str]) -> list[Wanted]:
    """Of what is not there yet, what is to be said; `answered`: see acknowledged."""
    return [each for each in wanted if each.key not in there and not _is_answered(each, answered)]


def _is_answered(nudge: Wanted, answered: Set[str]) -> bool:
    return nudge.voice == Voice.ESCALATION and is_climb(nudge.key) and owed_of(nudge.key) in answered


def beside(keys: Iterable[str], there: Mapping[str, Any]) -> list[str]:
    """The ids of what was said of the same deadlines, in the same voice, to whoever owes them: it names who is told next."""
    same = {owed_of(key) for key in keys}
    said = (row for key, row in there.items() if row.status == NudgeStatus.SAID and row.outbox_id and owed_of(key) in same)
    return [row.id for row in said if row.voice == Voice.ESCALATION]


def closed_before(vanished: Iterable[str], wanted: Iterable[str], there: Mapping[str, Any]) -> list[str]:
    """The ids of what was said of clocks that are over now, and was closed before: its line may say that one runs on."""
    over = {clock_of(key) for key in vanished} - {clock_of(key) for key in wanted}
    closed = (row for key, row in there.items() if row.outbox_id and row.status not in LIVE and clock_of(key) in over)
    return [row.id for row in closed]


def new(nudge: Wanted, now: datetime | None) -> dict[str, Any]:
    """The values of a row that is not there yet; its time is not before `now`."""
    say_at = max(nudge.say_at, now or nudge.say_at)
    values = {name: getattr(nudge, name) for name in _COLUMNS}
    return {**values, "say_at": say_at, "id": new_id(), "status": NudgeStatus.PENDING}


def changes(row: Any, nudge: Wanted, now: datetime | None, answered: Set[str] = frozenset()) -> dict[str, Any] | None:
    """The values of one executemany row, or None if nothing is to change. `answered`: see acknowledged."""
    comes_back = row.reason == NO_LONGER_WANTED or (row.reason == ACKNOWLEDGED and not _is_answered(nudge, answered))
    if row.status not in LIVE and not comes_back:
        return None
    status = row.status if row.status in LIVE else _as_before(row)
    was_said = status == NudgeStatus.SAID
    if was_said and _is_handed_on(row, nudge):
        status = NudgeStatus.PENDING
    values = {
        "status": status,
        "reason": None,
        "person_id": row.person_id if status in _TOLD else nudge.person_id,
        "deadline_at": nudge.deadline_at,
        "say_at": _say_at(row, nudge, now) if status == NudgeStatus.PENDING else _put_off_to(row, status, now),
        "policy_revision": nudge.policy_revision,
    }
    other = {name for name, value in values.items() if getattr(row, name) != value}
    if not other:
        return None
    shown, handed_on = bool(row.outbox_id and other & _SHOWN), bool(was_said and status == NudgeStatus.PENDING)
    return {"b_id": row.id, "b_key": nudge.key, "b_shown": shown, "b_handed_on": handed_on, **values}


def _as_before(row: Any) -> NudgeStatus:
    """How one that comes back stands: as when its clock stopped. What was said, and waited to be said again, was put off."""
    if not row.said_at:
        return NudgeStatus.PENDING
    if row.status == NudgeStatus.DONE:
        return NudgeStatus.SAID
    return NudgeStatus.SNOOZED if row.outbox_id else NudgeStatus.PENDING


def _put_off_to(row: Any, status: NudgeStatus, now: datetime | None) -> datetime:
    """When it is said; what was put off, and comes back after that, from now on."""
    comes_back = status == NudgeStatus.SNOOZED and row.status not in LIVE
    say_at: datetime = row.say_at
    return max(say_at, now or say_at) if comes_back else say_at


def _is_handed_on(row: Any, nudge: Wanted) -> bool:
    """Whether it was told to somebody in whose place another is by now: a stand-in, and who is back. It is said anew, to them.

    What tells the next person goes back to them from whoever heard it in their place, and else stays: it asks for nothing of
    their own.
    """
    other = nudge.person_id and row.person_id and row.person_id != nudge.person_id
    return bool(other) and (not is_climb(nudge.key) or tells(nudge.key, nudge.person_id))


def _say_at(row: Any, nudge: Wanted, now: datetime | None) -> datetime:
    """A waiting one keeps a time that has passed: it was wanted then."""
    if now is None or nudge.say_at >= now:
        return nudge.say_at
    waited: datetime = row.say_at if row.status in LIVE and row.status != NudgeStatus.SAID else now
    return min(waited, now)
