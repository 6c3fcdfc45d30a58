"""About pay, beside the table of a cell: what a premium comes to, whether a range has to be posted, how one was reckoned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.core.answers import telling
from handlers.core.answers.cellnames import in_sentence
from handlers.core.answers.cite import cited
from handlers.core.figures import money_range
from handlers.core.reply import Action, Bullets, Heading, Reply, Text, in_short
from handlers.core.verb import Context
from handlers.core.wording import Wording
from knowledge.pay.adjustments import Adjustment, Cell
from knowledge.pay.bandrows import BandRow
from knowledge.pay.bands import Band
from knowledge.pay.posting import Step

say = Wording("band")

WITHOUT_CELL: Mapping[str, Any] = {
    "level": None, "market": None, "lane": None, "modifiers": [], "rows": [], "adjustments": [], "posting_range": None,
    "posting_range_reason": "level-not-named",
}  # fmt: skip


def premium(moving: Sequence[Adjustment], modifiers: Sequence[str], levels: tuple[Action, ...], at: Context) -> Reply:
    """What each guide says these modifiers do to pay, those with a figure first; `levels` lead to the figures themselves."""
    ordered = sorted(moving, key=lambda one: one.main is None)
    lines = [at.library.pay_words.asked(one) for one in ordered]
    return Reply(
        lines[0],
        (Heading(lines[0]), *((Bullets(tuple(lines[1:])),) if lines[1:] else ()), Text(say.name_a_cell(), small=True)),
        actions=levels,
        sources=cited(at.library.knowledge, (one.source for one in ordered)),
        data={**WITHOUT_CELL, "modifiers": list(modifiers), "adjustments": [adjustment_data(one) for one in ordered]},
    )


SET_APART_BY_LLM = frozenset({"applied-llm", "production"})
LLM_WORK = ("no-llm", "llm")
"""Two lanes of which the guides say what LLM work makes of the pay, and the modifiers under which they say it."""


def of_work(cells: Sequence[Cell], levels: tuple[Action, ...], at: Context) -> Reply | None:
    """What the guides say of the pay of one or two kinds of work against others'; None where they say nothing."""
    if {cell.lane for cell in cells} == SET_APART_BY_LLM:
        cells = [cell._replace(modifiers=LLM_WORK) for cell in cells]
    asked = [one for cell in cells for one in at.library.bands.band(cell).asked]
    ordered = sorted({one.fact: one for one in asked}.values(), key=lambda one: one.main is None)
    if not ordered:
        return None
    names = at.library.vocabulary
    work = [(kind, id) for cell in cells for kind, id in (("specialty", cell.specialty), ("lane", cell.lane)) if id]
    called = list(dict.fromkeys(in_sentence(names.name(kind, id)) for kind, id in work))
    lead = say.work_apart(a=called[0], b=called[1]) if len(called) > 1 else say.work_alone(lane=called[0])
    lines = tuple(at.library.pay_words.asked(one) for one in ordered)
    return Reply(
        in_short(lead, lines),
        (Heading(lead), Bullets(lines), Text(say.paid_by_level(), small=True)),
        actions=levels,
        sources=cited(at.library.knowledge, (one.source for one in ordered)),
        data={**WITHOUT_CELL, "adjustments": [adjustment_data(one) for one in ordered]},
    )


def premium_unknown(levels: tuple[Action, ...], at: Context) -> Reply:
    """That no guide says what the work that was named adds; of which work they do is a press away."""
    lead = say.premium_unknown()
    names = at.library.vocabulary
    known = tuple(
        Action(names.name("modifier", each), "band", {"modifiers": [each], "premium": True})
        for each in ("llm", "vector-search")
        if any(each in one.modifiers for one in at.library.bands.band(Cell(modifiers=(each,))).asked)
    )
    return Reply(
        lead, (Heading(lead), Text(say.name_a_cell(), small=True)), actions=(*known, *levels)[:3], data=dict(WITHOUT_CELL)
    )


def duty(advice: Mapping[str, tuple[str, ...]], levels: tuple[Action, ...], at: Context, places: tuple[str, ...] = ()) -> Reply:
    """Whether a range has to be posted, and which end of it: `advice` by its use, as a band has it; `places` where that is
    asked of, and no guide says."""
    facts = [at.library.knowledge.facts[each] for use in ("disclosure", "posting") for each in advice.get(use, ())]
    lines = [say.advised(text=fact.statement, source=at.library.short_names[fact.source]) for fact in facts]
    told = telling.in_brief(facts)
    if places:  # the law of a state, or of another country, is told of by none
        lines = [say.duty_unknown(places=places), *lines]
    return Reply(
        in_short(lines[0], lines[1:2]) if places else lines[0],
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


def arithmetic(found: Band, at: Context) -> str:
    """How the range to post was reckoned, step by step; empty where there is nothing to it."""
    posting = found.posting
    if posting is None or len(posting.steps) < 2 or posting.low == posting.high:
        return ""
    facts, names = at.library.knowledge.facts, at.library.short_names
    steps = [(step.key, _rounded(step, posting.currency), names[facts[step.fact].source]) for step in posting.steps]
    return say.arithmetic(steps=list(dict.fromkeys(steps)))  # two premiums of one source that come to the same are said once


def _rounded(step: Step, currency: str) -> str:
    """A step's range in thousands: what was reckoned is no more exact than what it was reckoned from."""
    return money_range(round(step.low, -3), round(step.high, -3), currency)


def of_measure(measure: str, level: str | None, markets: tuple[str, ...], at: Context) -> list[BandRow]:
    """Figures of the measure asked for: of the level in the markets, of the markets, of the level anywhere, else any."""
    cells = dict.fromkeys((Cell(level, markets), Cell(None, markets), Cell(level), Cell()))
    told = (at.library.bands.everything(cell) for cell in cells)
    found = ([row for row in rows if row.measures == measure and not row.modifiers] for rows in told)
    return next((rows for rows in found if rows), [])
