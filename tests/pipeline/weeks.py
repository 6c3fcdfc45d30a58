"""Weeks of searches as chance has it: who takes part, what they say and press and when, and when the process stands still.

A story is told like those of tests/dialogs, but that its times are UTC, and that what is pressed is a number: which of the
buttons that somebody was sent, counted from the latest, as far back as `among`. So any deed may be left out (see `shortest`).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

BEGINS = (datetime(2026, 10, 19, 8, tzinfo=UTC), datetime(2026, 11, 16, 8, tzinfo=UTC), datetime(2026, 3, 2, 8, tzinfo=UTC))
"""Europe's clocks go back in the first of these, and America's a week later; the second has Thanksgiving; the third America's
spring, and Holi."""
DAYS = 6
CAST: Mapping[str, tuple[str, Sequence[str | None], str]] = {
    "mei": ("Mei", ("America/Los_Angeles", "Australia/Lord_Howe", "America/New_York"), "hires"),
    "ravi": ("Ravi", ("America/New_York", "Asia/Kathmandu", None), "recruits"),
    "dana": ("Dana", ("America/New_York", "Europe/London", "Asia/Kolkata"), "approves and sponsors"),
    "tom": ("Tom", ("Europe/Berlin", "America/St_Johns"), "interviews"),
    "asha": ("Asha", ("Asia/Kolkata", None, "Pacific/Auckland"), "interviews"),
}
"""Id → name, the zones of which each has one (None: the bot knows of none), and the part."""
CANDIDATES = ("Ana Quiroga", "Bo Lind", "Cy Dahl", "Dee Ek", "Fay Moor", "Gil Ode")
STEPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "new": (("ravi", 'interview book "{c}" technical {soon} @{i} {r}'), ("ravi", 'loop done "{c}" {r}')),
    "booked": (
        ("ravi", 'interview done "{c}" technical {r}'), ("ravi", 'interview done "{c}" technical yesterday 16:00 @{i} {r}'),
    ),
    "met": (("{i}", 'scorecard "{c}" technical yes because found the leak {r}'), ("ravi", 'loop done "{c}" {r}')),
    "looped": (
        ("mei", 'decide yes "{c}" {r}'), ("mei", 'decide yes "{c}" {r}'), ("mei", 'decide no "{c}" {r} because it was thin'),
    ),
    "wanted": (("ravi", 'offer draft "{c}" base 228k equity 0.12% start 2027-01-15 {r}'),),
    "drafted": (("dana", 'offer approve "{c}" {r}'),),
    "approved": (("ravi", 'offer sent "{c}" {r}'), ("ravi", 'offer sent "{c}" {r} expires {later}')),
    "sent": (
        ("ravi", 'call recruiter done "{c}" {r}'), ("mei", 'call manager done "{c}" {r}'), ("ravi", 'offer accept "{c}" {r}'),
        ("ravi", 'offer decline "{c}" {r} because of the pay'), ("ravi", 'offer counter "{c}" base 240k {r}'),
        ("ravi", 'offer extend "{c}" until {later} {r}'),
    ),
    "no": (("ravi", 'told "{c}" {r}'),),
}  # fmt: skip
"""How far a candidate is → who may take the next step, and what they say."""
NEXT = {"new": "booked", "booked": "met", "met": "looped", "looped": "wanted", "wanted": "drafted", "drafted": "approved",
        "approved": "sent", "sent": "sent", "no": "no"}  # fmt: skip
TURNS: tuple[tuple[str, str], ...] = (
    ("{any}", "undo"), ("{any}", "undo"), ("{any}", "due"),
    ("{any}", "snooze 3h"), ("{any}", "snooze until tomorrow"), ("{any}", "done"), ("{any}", "skip because it is settled"),
    ("{any}", "reassign @{i}"), ("{any}", "reassign @ravi"),
    ("{any}", "away until {later} @{i}"), ("{any}", "away until {soon}"), ("{any}", "away from {soon} until {later} @{any2}"),
    ("{any}", "away back"), ("{any}", "settings me daily limit {n}"), ("{any}", "settings me hours 07:00-15:30"),
    ("{any}", "settings me quiet 22:00-11:00"), ("{any}", "settings me digest off"), ("{any}", "settings me time zone {zone}"),
    ("mei", "settings {r} offer 24 hours"), ("mei", "settings offer 72 hours"), ("mei", "settings offer default"),
    ("mei", "settings {r} scorecard 8 hours"), ("mei", "settings decision 6 hours"), ("mei", "settings group minutes 0"),
    ("mei", "req hold {r} because of the budget"), ("mei", "req resume {r}"), ("mei", "req resume {r}"),
    ("mei", "req fill {r}"), ("mei", "req cancel {r} because the team merged"),
    ("mei", "req team {r} add @{i} as recruiter"), ("mei", "req team {r} add @{i} as approver"),
    ("mei", "req team {r} remove @{any}"), ("mei", "req team {r} add @{any} as sponsor"),
    ("mei", "req team {r} add @ravi as hiring manager"), ("mei", "req team {r} add @{any} as founder"),
    ("ravi", 'interview book "{c}" technical {soon} @{i} {r}'), ("ravi", 'interview cancel "{c}" technical {r}'),
    ("ravi", 'interview move "{c}" technical {later} {r}'), ("ravi", 'interview no-show "{c}" technical {r}'),
    ("ravi", 'interview done "{c}" debugging 3 hours ago @{i} {r}'), ("{i}", 'scorecard "{c}" technical no because slow {r}'),
    ("ravi", 'loop done yesterday 16:00 "{c}" {r}'), ("ravi", 'loop done "{c}" {r}'), ("mei", 'decide no "{c}" {r} because thin'),
    ("mei", 'decide yes "{c}" {r}'),
    ("ravi", 'volunteered "{c}" other offer 240k expires {later} {r}'),
    ("ravi", 'volunteered "{c}" other offer expires {soon} {r}'),
    ("ravi", 'offer withdraw "{c}" {r} because the headcount was cut'), ("ravi", 'offer edit "{c}" base 232k {r}'),
    ("ravi", 'offer sent "{c}" {r} expires {soon}'), ("ravi", 'offer sent "{c}" yesterday 15:00 {r}'),
    ("ravi", 'cand reject "{c}" {r} because thin'), ("ravi", 'cand withdraw "{c}" {r} because they stay'),
    ("ravi", 'cand move "{c}" to debugging {r}'), ("ravi", 'cand add "{c}" {r}'), ("mei", 'cand forget "{c}"'),
    ("ravi", 'told "{c}" {r} yesterday 16:00'), ("ravi", 'told "{c}" {r}'), ("ravi", 'call recruiter done "{c}" {r} an hour ago'),
)  # fmt: skip
"""What else may happen at any time, whether it makes sense there or not: who, and what they say."""
ENDINGS = 0.2
"""How often a whole search may end at a turn: most go on."""
DAYTIME = (9, 18)
SYSTEMS, DATABASES = ("teams", "slack", "slack"), ("sqlite", "postgresql", "sqlite", "sqlite")
"""Of the seeds one in three plays in Teams, and one in four on PostgreSQL: the seed says which, and
they meet."""


@dataclass
class Weeks:
    """A story in the making."""

    chance: random.Random
    deeds: list[dict[str, Any]] = field(default_factory=list)
    house: Mapping[str, str] = field(default_factory=dict)
    """Which platform's doors it is told through, and which database it is kept in, where not in the usual ones."""
    stage: dict[tuple[str, str], str] = field(default_factory=dict)
    """(Candidate, req) → how far they are, as far as one may guess."""

    @classmethod
    def story(cls, seed: int, count: int = 34) -> dict[str, Any]:
        """The story of a seed, with about so many deeds after its searches have been opened."""
        return cls(random.Random(seed), house={"system": SYSTEMS[seed % 3], "database": DATABASES[seed // 3 % 4]})._story(count)

    def _story(self, count: int) -> dict[str, Any]:
        self.begins = self.chance.choice(BEGINS) + timedelta(days=self.chance.randrange(7))
        self.people = {
            id: {"name": name, "zone": self.chance.choice(zones), "place": "", "part": part}
            for id, (name, zones, part) in CAST.items()
        }
        reqs = [f"R-{number}" for number in range(1, self.chance.choice((1, 1, 2)) + 1)]
        at = self.begins + timedelta(hours=1)
        for req in reqs:
            for who, said in (("mei", f'req open "ML engineer {req[2:]}" production senior remote'), *self._team(req)):
                at += timedelta(minutes=1)
                self._say(at, who, said)
        for name in CANDIDATES[: self.chance.randint(1, 4)]:
            req = self.chance.choice(reqs)
            at += timedelta(minutes=1)
            self.stage[name, req] = "new"
            self._say(at, "ravi", f'cand add "{name}" {req}')
            if self.chance.random() < 0.6:
                self.stage[name, req] = "looped"
                self._say(at, "ravi", f'loop done "{name}" {req}')
        for moment in sorted(self._moment(at) for _ in range(count)):
            self._something(moment, reqs)
        ends = self.begins + timedelta(days=DAYS + 2)
        return {
            "title": "Weeks", **self.house, "people": self.people, "begins": f"{self.begins:%Y-%m-%d %H:%M}",
            "ends": f"{ends:%Y-%m-%d %H:%M}",
            "stopped": self._stops(), "deeds": self.deeds,
        }  # fmt: skip

    def _team(self, req: str) -> list[tuple[str, str]]:
        parts = [("ravi", "recruiter"), ("dana", "approver"), ("dana", "sponsor"), ("tom", "interviewer")]
        return [("mei", f"req team {req} add @{who} as {part}") for who, part in parts if self.chance.random() < 0.9]

    def _stops(self) -> list[dict[str, str]]:
        """None, or one or two of some hours to some days."""
        found = []
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            since = self.begins + timedelta(hours=self.chance.uniform(24, DAYS * 24))
            until = since + timedelta(hours=self.chance.choice((1, 5, 14, 40, 100)))
            found.append({"since": f"{since:%Y-%m-%d %H:%M}", "until": f"{until:%Y-%m-%d %H:%M}"})
        return found

    def _moment(self, after: datetime) -> datetime:
        """Mostly in somebody's daytime."""
        zone = ZoneInfo(self.chance.choice([each["zone"] or "UTC" for each in self.people.values()]))
        while True:
            at = after + timedelta(minutes=self.chance.randrange(DAYS * 24 * 60))
            wall = at.astimezone(zone)
            if self.chance.random() < 0.1 or (DAYTIME[0] <= wall.hour < DAYTIME[1] and wall.weekday() < 5):
                return at

    def _something(self, at: datetime, reqs: Sequence[str]) -> None:
        kind = self.chance.random()
        if kind < 0.25:
            which = {"press": self.chance.randrange(1000), "among": self.chance.choice((6, 6, 1000))}
            self.deeds.append({"at": _said(at), "who": self.chance.choice(list(CAST)), **which})
            return
        if kind < 0.7 and self.stage:
            name, req = key = self.chance.choice(list(self.stage))
            who, said = self.chance.choice(STEPS[self.stage[key]])
            self.stage[key] = "no" if said.startswith("decide no") else NEXT[self.stage[key]]
            if said.startswith("loop done"):
                self.stage[key] = "looped"
        else:
            name, req = self.chance.choice(CANDIDATES), self.chance.choice(reqs)
            if self.stage and self.chance.random() < 0.8:
                name, req = self.chance.choice(list(self.stage))
            ends = self.chance.random() < ENDINGS
            who, said = self.chance.choice([turn for turn in TURNS if ends or not turn[1].startswith(("req fill", "req cancel"))])
        words = {"c": name, "r": req, **self._words(at)}
        self._say(at, who.format(**words), said.format(**words))
        if said.startswith("req hold"):
            self._say(at + timedelta(hours=self.chance.choice((1, 5, 20, 70, 130))), "mei", f"req resume {req}")

    def _words(self, at: datetime) -> dict[str, str]:
        def day(low: int, high: int) -> str:
            moment = at + timedelta(hours=self.chance.randint(low, high))
            return f"{moment:%Y-%m-%d} {self.chance.choice(('9:30', '10:00', '14:00', '17:00', '20:00'))}"

        choose = self.chance.choice
        return {
            "soon": day(6, 50), "later": day(30, 160), "i": choose(("tom", "asha")), "any": choose(list(CAST)),
            "any2": choose(list(CAST)), "n": choose("1238"),
            "zone": choose(("Asia/Tokyo", "Europe/Berlin", "Australia/Adelaide", "America/Chicago")),
        }  # fmt: skip

    def _say(self, at: datetime, who: str, said: str) -> None:
        private = said.startswith(("due", "snooze", "done", "skip", "reassign", "away", "settings me", "undo"))
        self.deeds.append({"at": _said(at), "who": who, "says": said} | ({"in": "dm"} if private else {}))


def shortest(story: Mapping[str, Any], goes_wrong: Callable[[Mapping[str, Any]], object], plays: int = 25) -> Mapping[str, Any]:
    """The story without deeds that it goes wrong without, as far as so many plays tell: halves are left out first, then less."""
    size, begin = len(story["deeds"]) // 2, 0
    while size and plays:
        deeds = story["deeds"]
        shorter = {**story, "deeds": [*deeds[:begin], *deeds[begin + size :]]}
        plays -= 1
        if goes_wrong(shorter):
            story = shorter
        else:
            begin += size
        if begin >= len(story["deeds"]):
            size, begin = size // 2, 0
    return story


def _said(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
