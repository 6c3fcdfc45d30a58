"""What is due when: a pure function from what happened and the rules. No database, no time of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.clocks import ClockRule


@dataclass(frozen=True, slots=True)
class Voice:
    """One thing to be said about a deadline, and the moment from which it may be said."""

    id: str
    say_at: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """One running clock: what is owed, since when, until when, and what will be said."""

    clock: str
    started_at: datetime
    due_at: datetime
    owner: str
    voices: tuple[Voice, ...]


def deadlines(
    happened: Mapping[str, datetime], rules: Sequence[ClockRule], within_hours: Mapping[str, float]
) -> tuple[Deadline, ...]:
    """The clocks that run, given when each event last happened (event code → aware UTC).

    A clock runs from its start until something that stops it happens at or after that start; a start that is recorded anew
    (a final round moved) starts it anew. `within_hours` tightens or loosens a rule by clock id. Hours are wall-clock hours.
    """
    return tuple(
        _deadline(rule, happened[rule.starts], within_hours.get(rule.id, rule.within_hours))
        for rule in rules
        if _runs(rule, happened)
    )


def _runs(rule: ClockRule, happened: Mapping[str, datetime]) -> bool:
    started = happened.get(rule.starts)
    return started is not None and not any(code in happened and happened[code] >= started for code in rule.stops)


def _deadline(rule: ClockRule, started_at: datetime, within_hours: float) -> Deadline:
    due_at = started_at + timedelta(hours=within_hours)
    voices = tuple(Voice(voice.id, max(started_at, due_at + timedelta(hours=voice.hours))) for voice in rule.voices)
    return Deadline(rule.id, started_at, due_at, rule.owner, voices)
