"""Answers about pay that are of no one cell: what a premium comes to, and whether a range has to be posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.core.cite import cited
from handlers.core.reply import Action, Bullets, Heading, Reply, Text
from handlers.core.verb import Context
from handlers.core.wording import Wording
from knowledge.adjustments import Adjustment

say = Wording("band")

WITHOUT_CELL: Mapping[str, Any] = {"rows": [], "posting_range": None, "posting_range_reason": "level-not-named"}


def premium(moving: Sequence[Adjustment], modifiers: Sequence[str], levels: tuple[Action, ...], at: Context) -> Reply:
    """What each guide says these modifiers do to pay, those with a figure first; `levels` lead to the figures themselves."""
    ordered = sorted(moving, key=lambda one: one.main is None)
    lines = [at.library.pay_words.asked(one) for one in ordered]
    return Reply(
        lines[0],
        (Heading(lines[0]), *((Bullets(tuple(lines[1:])),) if lines[1:] else ()), Text(say.name_a_cell(), small=True)),
        actions=levels,
        sources=cited(at.library.knowledge, (one.source for one in ordered)),
        data={"modifiers": list(modifiers), "adjustments": [adjustment_data(one) for one in ordered], **WITHOUT_CELL},
    )


def duty(advice: Mapping[str, tuple[str, ...]], levels: tuple[Action, ...], at: Context) -> Reply:
    """Whether a range has to be posted, and which end of it: `advice` by its use, as a band has it."""
    facts = [at.library.knowledge.facts[each] for use in ("disclosure", "posting") for each in advice.get(use, ())]
    lines = [say.advised(text=fact.statement, source=at.library.short_names[fact.source]) for fact in facts]
    told = [{"fact": fact.id, "statement": fact.statement, "source": fact.source} for fact in facts]
    return Reply(
        lines[0],
        (Heading(lines[0]), Bullets(tuple(lines[1:]))),
        actions=levels,
        sources=cited(at.library.knowledge, (fact.source for fact in facts)),
        data={"advice": told, **WITHOUT_CELL},
    )


def adjustment_data(one: Adjustment) -> dict[str, Any]:
    """What moves a band, for machines."""
    figures = [{"name": each.name, "low": each.low, "high": each.high, "unit": each.unit} for each in one.figures]
    return {
        "fact": one.fact, "source": one.source, "as_of": one.as_of, "modifiers": list(one.modifiers), "asked": one.asked,
        "applies": one.applies, "why_not": one.why_not, "moves": one.moves, "direction": one.direction, "figures": figures,
    }  # fmt: skip
