"""Searches that people run while processes die under them: deeds told by signed HTTP, again and again until they are answered."""

from __future__ import annotations

import random
import re
import string
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.faults.http import slash
from tests.faults.instance import Instance

PEOPLE = 20
"""Half of them are reached in Slack, half in Teams; each holds a req of their own."""
DEEDS_A_LIFE = 8


DONE = re.compile(r"is open|the final round ended|^.{0,3}Offer sent|sent .*offer|recorded before|sent by|I can't find")
"""What an answer to a deed says: done, or done before. (An offer may be told of before its loop: then nobody is found.)"""


@dataclass
class Deed:
    """One slash command. Delivered again it carries the same trigger, as Slack's own repetitions do."""

    person: str
    said: str
    trigger: str
    candidate: str = ""
    deliveries: int = 0


@dataclass
class Searches:
    """What was told, what was answered, and what still has to be."""

    chance: random.Random
    waiting: list[Deed] = field(default_factory=list)
    finished: dict[str, str] = field(default_factory=dict)
    """Candidate → person, for each answered `loop done`."""
    offered: set[str] = field(default_factory=set)
    """Candidates whose offer may have been sent: told, answered or not."""
    odd: Counter[str] = field(default_factory=Counter)
    answered: int = 0
    repeated: int = 0
    _number: int = 0

    def open(self) -> list[Deed]:
        """A req for everybody."""
        return [self._deed(person, 'req open "Senior ML engineer"') for person in people()]

    def loops(self, count: int) -> list[Deed]:
        """So many loops end."""
        return [self._loop() for _ in range(count)]

    def more(self) -> None:
        """Something happens: mostly a loop ends, sometimes an offer goes out."""
        waiting = self.finished.keys() - self.offered
        if waiting and self.chance.random() < 0.25:
            candidate = self.chance.choice(sorted(waiting))
            self.offered.add(candidate)
            person = self.finished[candidate]
            self.waiting.append(self._deed(person, f'offer sent "{candidate}" R-{_req(person)}', candidate))
            return
        self.waiting.append(self._loop())

    def tell(self, deed: Deed, instance: Instance) -> bool:
        """Deliver one deed; whether it was answered."""
        deed.deliveries += 1
        self.repeated += deed.deliveries > 1
        reply = slash(instance.port, _fields(deed))
        if reply is None:
            return False
        text = str(reply.get("text", ""))
        if reply and not DONE.search(text):
            self.odd[text[:120]] += 1
            return False
        self.answered += 1
        if deed.said.startswith("loop done"):
            self.finished[deed.candidate] = deed.person
        return True

    def _loop(self) -> Deed:
        person = self.chance.choice(people())
        # Nobody is called like somebody else: the bot would ask which of them is meant.
        candidate = "Q" + "".join(self.chance.choices(string.ascii_lowercase, k=11))
        return self._deed(person, f'loop done "{candidate}" R-{_req(person)}', candidate)

    def _deed(self, person: str, said: str, candidate: str = "") -> Deed:
        self._number += 1
        return Deed(person, said, f"{self._number}.{self.chance.getrandbits(64):x}", candidate)


def people() -> list[str]:
    """Everybody's account at Slack."""
    return [f"U{number:03d}" for number in range(1, PEOPLE + 1)]


def in_teams(person: str) -> bool:
    """Whether that person is reached in Teams."""
    return int(person[1:]) % 2 == 0


def teams_address(person: str, service_url: str) -> dict[str, Any]:
    """Where the connector finds that person."""
    bot = {"id": "28:mlhire", "name": "mlhire"}
    return {"system": "teams", "service_url": service_url, "tenant": "local", "conversation": f"19:{person}", "bot": bot}


def _req(person: str) -> int:
    """Reqs are opened in the order of people, one each."""
    return int(person[1:])


def _fields(deed: Deed) -> dict[str, str]:
    return {
        "team_id": "T1",
        "channel_id": f"C{deed.person[1:]}",
        "channel_name": f"hiring-{_req(deed.person)}",
        "user_id": deed.person,
        "user_name": deed.person.lower(),
        "command": "/mlhire",
        "text": deed.said,
        "response_url": "",
        "trigger_id": deed.trigger,
    }
