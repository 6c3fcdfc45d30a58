"""Who does something, when, from where; and the clocks in force while they do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from knowledge.clocks import ClockRule, Customs
from storage.models import Person


@dataclass(frozen=True, slots=True)
class Policy:
    """The clocks in force: their rules, hours that app.yaml, the workspace or the req sets instead, and who is told when."""

    rules: tuple[ClockRule, ...]
    within_hours: Mapping[str, float]
    customs: Customs


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
