"""The reckoning: what people did, what stands in the tables and what arrived at the platforms, held against each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from handlers.pipeline.erasure import answers
from storage.database import Database
from storage.models import Outbox
from storage.nudgekeys import deadline_of
from storage.unit import SystemUnit, table_of

OVER = re.compile(r" over[,:] ")
"""Only the last voice says that: whoever never got an offer must hear it."""


@dataclass
class Account:
    """By system. `lost`: owed and not there. `twice`: there more than once. `given_up`: the platform refused."""

    lost: Counter[str] = field(default_factory=Counter)
    twice: Counter[str] = field(default_factory=Counter)
    unclear: Counter[str] = field(default_factory=Counter)
    given_up: Counter[str] = field(default_factory=Counter)
    arrived: Counter[str] = field(default_factory=Counter)
    edited: int = 0
    """Messages about nudges that were answered since, and so were edited."""
    wrong: list[str] = field(default_factory=list)
    """What else doesn't add up, in words."""

    @property
    def clean(self) -> bool:
        """Whether nothing was lost or said twice."""
        return not (self.lost.total() or self.twice.total() or self.wrong)


@dataclass(frozen=True)
class _Loop:
    """A candidate with how often the end of their loop was recorded."""

    name: str
    number: int
    recorded: int


def reckon(url: str, report: Mapping[str, Any], finished: Mapping[str, str], offered: set[str]) -> Account:
    """The account of a database whose messages have all had their time.

    `finished`: candidate → person of every loop that was answered; `offered`: whose offer may have been sent.
    """
    database = Database.open(url, exclusive=False)
    try:
        messages, nudges, loops = database.read_system(lambda unit: (_messages(unit), _nudges(unit), _loops(unit)))
        excused = database.read_system(_excused)
        standing = database.read_system(_standing)
    finally:
        database.close()
    account = Account()
    there = {system: Counter(arrivals(report, system, messages)) for system in ("slack", "teams")}
    _hold_messages(account, messages, there)
    _hold_buttons(account, report, messages, standing)
    account.wrong += [f"{count} nudges ({voice}) are still {status}" for status, voice, count in nudges]
    _hold_people(account, report, [loop for loop in loops if loop.name in finished], finished.keys() - offered - excused)
    unrecorded = finished.keys() - {loop.name for loop in loops}
    account.wrong += [f"the loop of {name} was answered and is not there" for name in sorted(unrecorded)]
    return account


@dataclass(frozen=True)
class Message:
    """One row of the outbox."""

    key: str
    status: str
    system: str
    error: str | None
    nudges: tuple[str, ...] = ()
    private: bool = True


def arrivals(report: Mapping[str, Any], system: str, messages: Sequence[Message]) -> list[str]:
    """The key of each message that arrived. Slack's carry it; one of Teams' is known by the nudges in its buttons."""
    by_nudge = {nudge: each.key for each in messages if each.system == "teams" for nudge in each.nudges}
    if system == "slack":
        return [key for key, _, _ in report[system]]
    return [by_nudge.get(ids.partition(",")[0], ids) for ids, _, _ in report[system]]


def _hold_messages(account: Account, messages: Sequence[Message], there: Mapping[str, Counter[str]]) -> None:
    for each in messages:
        times = there[each.system][each.key]
        account.arrived[each.system] += times
        account.twice[each.system] += max(0, times - 1)
        if each.status in ("queued", "claimed") or (each.status == "sent" and not times):
            account.lost[each.system] += 1
        elif each.status == "unclear":
            account.unclear[each.system] += 1
        elif each.status == "given_up":
            account.given_up[each.system] += 1
        if each.status in ("cancelled", "given_up") and times:
            account.wrong.append(f"{each.key} arrived, and stands as {each.status} ({each.error})")
    known = {each.key for each in messages}
    for system, seen in there.items():
        account.wrong += [f"{key} arrived in {system} from nowhere" for key in seen if key not in known]


def _hold_buttons(account: Account, report: Mapping[str, Any], messages: Sequence[Message], standing: set[str]) -> None:
    """What was answered has no button left, and what still stands has its own."""
    by_key = {each.key: each for each in messages if each.status == "sent" and each.nudges and each.private}
    for system in ("slack", "teams"):
        for key, (_, _, buttons) in zip(arrivals(report, system, messages), report[system], strict=True):
            message = by_key.get(key)
            stands = message is not None and bool(standing.intersection(message.nudges))
            if message is not None and buttons != stands:
                account.wrong.append(f"{key} shows {'dead buttons' if buttons else 'no button, and is owed'}")
    account.edited = len([key for key in by_key if not standing.intersection(by_key[key].nudges)])


def _hold_people(account: Account, report: Mapping[str, Any], loops: Sequence[_Loop], owed: set[str]) -> None:
    """Without the outbox's help: whoever was told that a loop is recorded, and sent no offer, was told that it is over.

    `owed`: those loops, but for the ones of which a message is unclear or was refused.
    """
    account.wrong += [f"the loop of {loop.name} was recorded {loop.recorded} times" for loop in loops if loop.recorded != 1]
    said = " ".join(words for system in ("slack", "teams") for _, words, _ in report[system] if OVER.search(words))
    names, numbers = set(re.findall(r"\bQ[a-z]{11}\b", said)), {int(number) for number in re.findall(r"\bC-(\d+)\b", said)}
    missing = [loop.name for loop in loops if loop.name in owed and loop.name not in names and loop.number not in numbers]
    if missing:
        account.wrong.append(f"{len(missing)} people heard nothing of {missing[:3]} …, and none of those messages is unclear")


def _messages(unit: SystemUnit) -> list[Message]:
    row = table_of(Outbox).c
    rows = unit.all(Outbox, row.kind != answers.KIND, order_by=row.id)  # notes of what the doors answered are nobody's post
    return [as_message(row) for row in rows]


def as_message(row: Outbox) -> Message:
    """A row of the outbox, as it is held against what arrived."""
    private = not (row.refs.get("thread") or row.refs.get("public"))
    nudges = tuple(row.refs.get("nudges", ())) if private else ()
    return Message(row.key, row.status.value, str(row.address["system"]), row.last_error, nudges, private)


def _standing(unit: SystemUnit) -> set[str]:
    """The nudges that were said and not answered, but for those of which a newer message surely told the same person since."""
    query = (
        "SELECT nudge.id, nudge.key, nudge.person_id, nudge.outbox_id, outbox.status FROM nudge"
        " JOIN outbox ON outbox.workspace_id = nudge.workspace_id AND outbox.id = nudge.outbox_id"
        " WHERE nudge.status = 'said' AND nudge.reason IS NULL ORDER BY nudge.outbox_id"
    )
    rows = unit.run(text(query)).all()
    newest = {(deadline_of(row.key), row.person_id): row.outbox_id for row in rows if row.status == "sent"}
    return {row.id for row in rows if row.outbox_id >= newest.get((deadline_of(row.key), row.person_id), "")}


def _excused(unit: SystemUnit) -> set[str]:
    """The candidates of whom a message speaks that is unclear or was refused; one may speak of many."""
    query = (
        "SELECT DISTINCT candidate.name FROM outbox"
        " JOIN nudge ON nudge.workspace_id = outbox.workspace_id AND nudge.outbox_id = outbox.id"
        " JOIN application ON application.workspace_id = nudge.workspace_id AND application.id = nudge.application_id"
        " JOIN candidate ON candidate.workspace_id = application.workspace_id AND candidate.id = application.candidate_id"
        " WHERE outbox.status IN ('unclear', 'given_up')"
    )
    return set(unit.run(text(query)).scalars())


def _nudges(unit: SystemUnit) -> list[Any]:
    """Those that have not had their time."""
    still = (
        "SELECT status, voice, count(*) FROM nudge WHERE status IN ('pending', 'snoozed', 'queued')"
        " OR (status = 'said' AND outbox_id IS NULL) GROUP BY status, voice"
    )
    return list(unit.run(text(still)).all())


def _loops(unit: SystemUnit) -> list[_Loop]:
    query = (
        "SELECT candidate.name, candidate.number, count(*) FROM event"
        " JOIN application ON application.workspace_id = event.workspace_id AND application.id = event.application_id"
        " JOIN candidate ON candidate.workspace_id = application.workspace_id AND candidate.id = application.candidate_id"
        " WHERE event.kind = 'final_round_ended' GROUP BY candidate.name, candidate.number"
    )
    return [_Loop(*row) for row in unit.run(text(query))]
