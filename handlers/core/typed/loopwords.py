"""Whose loop an interview loop is, in a sentence: for every verb that lays one out."""

from __future__ import annotations

from handlers.core.figures import minutes
from handlers.core.verb import Context
from handlers.core.wording import Wording
from knowledge.interviews.loops import RECOMMENDED, SHORT, Loop

say = Wording("loop")


def whose(found: Loop, at: Context) -> str:
    """Where the rounds come from: for a loop of ours those it really has at this level, for a published one its own sentence."""
    return _made_of(found, at) if found.style in (RECOMMENDED, SHORT) else _as_published(found)


def _made_of(found: Loop, at: Context) -> str:
    """The source of the most rounds, then the others' by name."""
    names: dict[str, list[str]] = {}
    for each in found.rounds:
        names.setdefault(each.source, []).append(each.name)
    most = max(names, key=lambda source: len(names[source]))
    others = [(at.library.short_names[source], rounds) for source, rounds in names.items() if source != most]
    return say.made_of(most=at.library.short_names[most], others=others)


def _as_published(found: Loop) -> str:
    """Where its guide counts other hours than its rounds add up to, both are said."""
    summed = (found.candidate_minutes_low, found.candidate_minutes_high)
    stated = found.stated_minutes if found.stated_minutes != summed else None
    return say.published(text=found.fact.statement, stated=minutes(*stated) if stated else "", summed=minutes(*summed))
