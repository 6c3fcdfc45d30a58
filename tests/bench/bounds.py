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
}
"""Issue 2, "Speed and weight"."""
