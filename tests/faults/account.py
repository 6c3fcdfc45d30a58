"""The reckoning: what people did, what stands in the tables and what arrived at the platforms, held against each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from storage.database import Database
from storage.unit import SystemUnit

OVER = " over, "
"""Only the last voice says that: whoever never got an offer must hear it."""


@dataclass
class Account:
    """By system. `lost`: owed and not there. `twice`: there more than once. `given_up`: the platform refused."""

    lost: Counter[str] = field(default_factory=Counter)
    twice: Counter[str] = field(default_factory=Counter)
    unclear: Counter[str] = field(default_factory=Counter)
    given_up: Counter[str] = field(default_factory=Counter)
    arrived: Counter[str] = field(default_factory=Counter)
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
    finally:
        database.close()
    account = Account()
    _hold_messages(account, messages, {system: Counter(key for key, _ in report[system]) for system in ("slack", "teams")})
    account.wrong += [f"{count} nudges ({voice}) are still {status}" for status, voice, count in nudges]
    _hold_people(account, report, [loop for loop in loops if loop.name in finished], finished.keys() - offered)
    unrecorded = finished.keys() - {loop.name for loop in loops}
    account.wrong += [f"the loop of {name} was answered and is not there" for name in sorted(unrecorded)]
    return account


def arrival_key(key: str, system: str) -> str:
    """By what a message is known at its platform: Slack carries our key, a Teams message its nudge in the buttons."""
    return key if system == "slack" else key.split(":")[1]


def _hold_messages(account: Account, messages: Sequence[Any], there: Mapping[str, Counter[str]]) -> None:
    known: set[str] = set()
    for key, status, system, error in messages:
        carried = arrival_key(key, system)
        known.add(carried)
        times = there[system][carried]
        account.arrived[system] += times
        account.twice[system] += max(0, times - 1)
        if status in ("queued", "claimed") or (status == "sent" and not times):
            account.lost[system] += 1
        elif status == "unclear":
            account.unclear[system] += 1
        elif status == "given_up":
            account.given_up[system] += 1
        if status in ("cancelled", "given_up") and times:
            account.wrong.append(f"{key} arrived, and stands as {status} ({error})")
    for system, seen in there.items():
        account.wrong += [f"{carried} arrived in {system} from nowhere" for carried in seen if carried not in known]


def _hold_people(account: Account, report: Mapping[str, Any], loops: Sequence[_Loop], owed: set[str]) -> None:
    """Without the outbox's help: whoever was told that a loop is recorded, and sent no offer, was told that it is over."""
    account.wrong += [f"the loop of {loop.name} was recorded {loop.recorded} times" for loop in loops if loop.recorded != 1]
    said = " ".join(words for system in ("slack", "teams") for _, words in report[system] if OVER in words)
    names, numbers = set(re.findall(r"\bQ[a-z]{11}\b", said)), {int(number) for number in re.findall(r"\bC-(\d+)\b", said)}
    missing = [loop.name for loop in loops if loop.name in owed and loop.name not in names and loop.number not in numbers]
    excused = account.unclear.total() + account.given_up.total()
    if len(missing) > excused:
        account.wrong.append(f"{len(missing)} people heard nothing of {missing[:3]} …, {excused} messages are unclear or refused")


def _messages(unit: SystemUnit) -> list[Any]:
    rows = unit.run(text("SELECT key, status, queue, last_error FROM outbox")).all()
    return [(key, status, "teams" if '"system":"teams"' in queue else "slack", error) for key, status, queue, error in rows]


def _nudges(unit: SystemUnit) -> list[Any]:
    """Those that have not had their time."""
    still = "SELECT status, voice, count(*) FROM nudge WHERE status IN ('pending', 'snoozed', 'queued') GROUP BY status, voice"
    return list(unit.run(text(still)).all())


def _loops(unit: SystemUnit) -> list[_Loop]:
    query = (
        "SELECT candidate.name, candidate.number, count(*) FROM event"
        " JOIN application ON application.workspace_id = event.workspace_id AND application.id = event.application_id"
        " JOIN candidate ON candidate.workspace_id = application.workspace_id AND candidate.id = application.candidate_id"
        " WHERE event.kind = 'final_round_ended' GROUP BY candidate.name, candidate.number"
    )
    return [_Loop(*row) for row in unit.run(text(query))]
