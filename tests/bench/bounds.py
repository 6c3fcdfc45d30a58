"""What must hold. Ratios are to a reference that is measured in the same run; milliseconds are of this machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bound:
    """One line of the table: `measure` in words, and the least or the most that its outcome may be."""

    measure: str
    unit: str
    most: float | None = None
    least: float | None = None
    ratio: bool = False
    """True where the bound is on ours ÷ reference, False where it is on ours."""

    def __str__(self) -> str:
        limit = f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}"
        return f"{limit} ×" if self.ratio else f"{limit} {self.unit}"


BOUNDS = {
    "slack-one": Bound("Slack: signed band over HTTP, one client, median", "ms", most=4, ratio=True),
    "slack-many": Bound("Slack: the same, 16 clients, throughput", "/s", least=0.30, ratio=True),
    "teams-one": Bound("Teams: message over HTTP, one client, median", "ms", most=2.5, ratio=True),
    "band-median": Bound("band: read, look up, compose, render; median", "ms", most=0.25),
    "band-p99": Bound("band: 99th percentile", "ms", most=2),
    "loop-median": Bound("loop: read, look up, compose, render; median", "ms", most=0.25),
    "loop-p99": Bound("loop: 99th percentile", "ms", most=2),
    "triage-median": Bound("triage: a JD of 1,000 words; median", "ms", most=25),
    "spelling": Bound("a misspelt verb among 100 verbs, against 10; median", "ms", most=2, ratio=True),
    "start": Bound("start to first answer, beyond the libraries' import", "ms", most=150),
    "slack-start": Bound("Slack-only start: modules of botbuilder or matplotlib", "", most=0),
    "req-closed": Bound("req show among 2,000 closed reqs, against none; median", "ms", most=2, ratio=True),
    "board-closed": Bound("board: the same", "ms", most=2, ratio=True),
    "due-closed": Bound("due: the same", "ms", most=2, ratio=True),
    "change-statements": Bound("a change of state: statements, commit included; median", "", most=12),
    "change-cpu": Bound("the same: processor time above bare inserts of its rows; median", "ms", most=1.5),
    "nudges-hold-p99": Bound("1,000 nudges due at once: the event loop held, 99th percentile", "ms", most=10),
    "nudges-hold-most": Bound("the same: longest", "ms", most=25),
    "nudges-hold-beside": Bound("the same, beside APScheduler's job store", "ms", most=0.1, ratio=True),
    "nudges-a-second": Bound("the same: claimed, sent and marked", "/s", least=300),
    "nudges-beside": Bound("the same, beside APScheduler's job store", "/s", least=3, ratio=True),
    "nudges-commands": Bound("commands meanwhile, against before; median", "ms", most=2, ratio=True),
    "nudges-late": Bound("lateness, 99th percentile", "s", most=2),
    "pending-first-poll": Bound("first poll with 100,000 pending, against 10,000", "ms", most=1.2, ratio=True),
    "pending-memory": Bound("memory then, the same", "MiB", most=1.2, ratio=True),
    "pending-wake": Bound("with 1,000,000 pending: how late one is taken", "s", most=2),
}
