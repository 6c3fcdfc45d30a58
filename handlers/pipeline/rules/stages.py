"""What may follow what: the stages of a req's loop, and the outcomes that are ours. Pure tables and functions.

A candidate stands at a stage; beside it an outcome says how the application stands: none (in the loop), offer, hired,
rejected, withdrawn. Forward by one is the usual way. Backward, skipping and reopening are possible, and ask for a reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz

from storage.enums import Outcome, ReqStatus

NEW = "new"
"""Where everybody stands before the first round."""

OUTCOMES: Mapping[Outcome | None, frozenset[Outcome | None]] = {
    None: frozenset({None, Outcome.OFFER, Outcome.REJECTED, Outcome.WITHDRAWN}),
    Outcome.OFFER: frozenset({None, Outcome.HIRED, Outcome.REJECTED, Outcome.WITHDRAWN}),
    Outcome.HIRED: frozenset({Outcome.WITHDRAWN}),
    Outcome.REJECTED: frozenset({None}),
    Outcome.WITHDRAWN: frozenset({None}),
}
"""What may follow an outcome; None is the loop itself. From hired only the candidate can step back, before the first day."""

NEEDS_REASON = frozenset({
    (Outcome.OFFER, None), (Outcome.REJECTED, None), (Outcome.WITHDRAWN, None), (Outcome.HIRED, Outcome.WITHDRAWN),
})  # fmt: skip
"""Steps back: they are recorded with why."""

OUTCOME_WORDS: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.OFFER: ("offer", "offered", "offer stage", "offer out", "offer sent", "at offer"),
    Outcome.HIRED: ("hired", "hire", "accepted", "signed"),
    Outcome.REJECTED: ("rejected", "reject", "no"),
    Outcome.WITHDRAWN: ("withdrawn", "withdraw", "withdrew"),
}
"""What people call an outcome where a stage is asked for."""

REQ_STATUS: Mapping[ReqStatus, frozenset[ReqStatus]] = {
    ReqStatus.OPEN: frozenset({ReqStatus.HELD, ReqStatus.FILLED, ReqStatus.CANCELLED}),
    ReqStatus.HELD: frozenset({ReqStatus.OPEN, ReqStatus.FILLED, ReqStatus.CANCELLED}),
    ReqStatus.FILLED: frozenset({ReqStatus.OPEN}),
    ReqStatus.CANCELLED: frozenset({ReqStatus.OPEN}),
}
"""What may follow a req's status; a closed one opens again with `req resume`."""

Way = Literal["forward", "skip", "back", "reopen", "stay"]

_ALIKE = 80
LEAST_SAID = 2
"""Fewer letters begin too many names to mean one."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: `key` stands in rows, `name` is said, `short` heads a column."""

    key: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Step:
    """A move that is allowed: which way it goes, what it passes over, and whether it asks for a reason."""

    way: Way
    to: str
    skipped: tuple[str, ...] = ()

    @property
    def needs_reason(self) -> bool:
        """Backward, over others' heads, or after the end."""
        return self.way in {"back", "skip", "reopen"}


def stages(loop: Sequence[Mapping[str, Any]], new: str = "New") -> tuple[Stage, ...]:
    """A req's stages: before the first round, then its rounds in their order. `new` is what the first is called."""
    rounds = (Stage(str(each["key"]), str(each["name"]), str(each.get("short") or each["name"])) for each in loop)
    return (Stage(NEW, new, new), *rounds)


def step(order: Sequence[Stage], at: str, outcome: Outcome | None, to: str) -> Step | None:
    """The move from a stage (and outcome) to another stage, or None where it is not possible: from hired nothing goes back, and
    from an offer that is out only taking it back does."""
    keys = [stage.key for stage in order]
    if None not in OUTCOMES[outcome] or outcome is Outcome.OFFER or to not in keys:
        return None
    here, there = (keys.index(at) if at in keys else 0), keys.index(to)
    if outcome in (Outcome.REJECTED, Outcome.WITHDRAWN):
        return Step("reopen", to)
    if here == there:
        return Step("stay", to)
    if there < here:
        return Step("back", to)
    skipped = tuple(keys[here + 1 : there])
    return Step("skip" if skipped else "forward", to, skipped)


def allowed(order: Sequence[Stage], at: str, outcome: Outcome | None) -> tuple[str, ...]:
    """Stages that may follow, the next one first: what a refusal offers."""
    ways = {stage.key: found for stage in order if (found := step(order, at, outcome, stage.key)) and found.way != "stay"}
    return tuple(sorted(ways, key=lambda key: (ways[key].needs_reason, len(ways[key].skipped))))


def outcome_said(said: str) -> Outcome | None:
    """The outcome that words mean where a stage is asked for."""
    words = said.strip(" .").casefold()
    return next((outcome for outcome, names in OUTCOME_WORDS.items() if words in names), None)


def next_stage(order: Sequence[Stage], at: str) -> Stage | None:
    """The stage after this one; None at the last."""
    keys = [stage.key for stage in order]
    place = keys.index(at) + 1 if at in keys else len(keys)
    return order[place] if place < len(order) else None


_AROUND = re.compile(r"^\W*(?:the|a|an|our|her|his|their)\s+|\s+(?:round|stage|step|phase|interview)\W*$", re.IGNORECASE)
"""What is said around a stage's name (`the technical round`)."""


SHORT_FOR = {
    "hm": "hiring manager",
    "hm call": "hiring manager call",
    "hm round": "hiring manager",
    "hm screen": "hiring manager",
}
"""What people write for a stage's name."""
_NEXT = frozenset({"next", "forward", "on", "ahead", "along", "up"})
_PLACES = {"first": 0, "final": -1, "last": -1}


def next_said(order: Sequence[Stage], at: str, said: str) -> Stage | None:
    """The stage after this one, where the words ask for it: `forward`, `the next round`."""
    return next_stage(order, at) if _AROUND.sub("", said).strip().casefold() in _NEXT else None


def named(order: Sequence[Stage], said: str) -> tuple[Stage, ...]:
    """The stages that words mean: one for its key, its name or a part of it; several where equally near, perhaps none."""
    bare, words = _AROUND.sub("", said), " ".join(said.casefold().split())
    found = written(order, said) or written(order, bare) or _by_place(order, bare)
    if found or len(words) < LEAST_SAID:
        return found
    scores = {stage: max(_alike(words, name) for name in _names(stage)) for stage in order}
    best = max(scores.values(), default=0)
    return tuple(stage for stage, score in scores.items() if score == best) if best >= _ALIKE else ()


def _by_place(order: Sequence[Stage], said: str) -> tuple[Stage, ...]:
    """The first or the last round of the loop, where words say so."""
    rounds = [stage for stage in order if stage.key != NEW]
    place = _PLACES.get(said.strip().casefold())
    return (rounds[place],) if rounds and place is not None else ()


def written(order: Sequence[Stage], said: str) -> tuple[Stage, ...]:
    """The same for what stands in a file: nothing is taken for a stage that it only resembles, and no single letter is one."""
    words = " ".join(said.casefold().split())
    words = SHORT_FOR.get(words, words)
    for meant in (_same, _begins, _within) if len(words) >= LEAST_SAID else (_same,):
        found = tuple(stage for stage in order if meant(stage, words))
        if found:
            return found
    return ()


def _names(stage: Stage) -> tuple[str, ...]:
    return stage.key.casefold(), stage.name.casefold(), stage.short.casefold()


def _alike(words: str, name: str) -> float:
    """How alike (0–100) the words are to as many words of a name: letters that only stand inside of one say nothing."""
    parts, count = name.split(), len(words.split())
    windows = (" ".join(parts[place : place + count]) for place in range(len(parts) - count + 1))
    return max((fuzz.ratio(words, window) for window in windows), default=0)


def _same(stage: Stage, words: str) -> bool:
    return words in _names(stage)


def _begins(stage: Stage, words: str) -> bool:
    return any(name.startswith(words) for name in _names(stage))


def _within(stage: Stage, words: str) -> bool:
    return any(f" {words}" in f" {name}" for name in _names(stage))
