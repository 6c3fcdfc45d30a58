"""Who does something, when, from where; and the clocks in force while they do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from handlers.pipeline.settings import WERE, Were, WorkspaceSettings, as_of, were
from knowledge.deadlines.clocks import ClockRule, Customs
from storage.models import Person, Requisition

WITHIN_HOURS = "within_hours"
"""In a req's own policy: clock id → hours."""
SINCE = "since"
"""Beside them: clock id → when they were set there, or taken back (ISO 8601)."""
HOUSE = "clock"
"""The origin of what time itself brought about."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The clocks in force: their rules, hours that app.yaml or the workspace sets instead, and who is told when."""

    rules: tuple[ClockRule, ...]
    within_hours: Mapping[str, float]
    customs: Customs
    deployed: Mapping[str, float] = field(default_factory=dict)
    """Of the hours, those of app.yaml: what holds again where a workspace takes its own back."""
    since: Mapping[str, datetime] = field(default_factory=dict)
    """Clock id → when the workspace last set its hours, or took them back."""
    were: Mapping[str, Were] = field(default_factory=dict)
    """Clock id → what the workspace's hours were before."""

    def hours_for(self, req: Requisition) -> Mapping[str, float]:
        """Clock id → hours for one req, whose own go before the workspace's."""
        return {**self.within_hours, **req.policy.get(WITHIN_HOURS, {})}

    def since_for(self, req: Requisition) -> Mapping[str, Sequence[datetime]]:
        """Clock id → each time that its hours were set for one req, or taken back: nobody knew of them before."""
        own = {clock: datetime.fromisoformat(at) for clock, at in req.policy.get(SINCE, {}).items()}
        before = (*self.were.items(), *((clock, were(rows)) for clock, rows in req.policy.get(WERE, {}).items()))
        found: dict[str, list[datetime]] = {}
        for clock, at in (*self.since.items(), *own.items(), *((clock, until) for clock, rows in before for until, _ in rows)):
            found.setdefault(clock, []).append(at)
        return found

    def hours_at(self, req: Requisition, moment: datetime) -> Mapping[str, float]:
        """Clock id → hours for one req as they were set at that moment."""
        here = as_of(moment, self.within_hours, self.were)
        own = {clock: were(rows) for clock, rows in req.policy.get(WERE, {}).items()}
        there = as_of(moment, req.policy.get(WITHIN_HOURS, {}), own)
        chosen = ((clock, hours) for each in (here, there) for clock, hours in each.items() if hours is not None)
        return {**self.deployed, **dict(chosen)}

    def renewed(self, chosen: WorkspaceSettings) -> Policy:
        """The same with what the workspace has set by now."""
        hours = {**self.deployed, **chosen.clock_hours}
        return replace(self, within_hours=hours, since=chosen.clocks_set_at, were=chosen.clocks_were)


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does something, when it happened and when it is recorded (aware UTC, business time), and through which door.

    `real_now` is what messages run on. `place` is the address where it was said: who reads there needs no second telling.
    `policy`: the clocks in force. `quiet`: one of many at once, so the req's
    thread gets no line of it. `cause` is the event that brought this one about.
    """

    by: Person
    at: datetime
    recorded_at: datetime
    origin: str
    real_now: datetime
    policy: Policy
    place: Mapping[str, Any] = field(default_factory=dict)
    cause: str | None = None
    quiet: bool = False

    @property
    def actor_id(self) -> str | None:
        """Who did it, as the trail names them; nobody where time itself did."""
        return None if self.origin == HOUSE else self.by.id


def by_the_house(now: datetime, real_now: datetime, policy: Policy) -> Deed:
    """A deed that nobody does: a time ran out. Its events have no actor."""
    return Deed(Person(), now, now, HOUSE, real_now, policy)
