"""The level that a band is asked for, where years or a rank stand for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.core.errors import NotUnderstood
from handlers.core.pay.bandargs import EQUITY, BandArgs
from handlers.core.reply import Action, Element, Text
from handlers.core.verb import Context
from handlers.core.wording import Wording
from knowledge.pay.adjustments import Cell
from knowledge.topics.levels import YearsRule

say = Wording("band")


def with_level(asked: BandArgs, at: Context) -> tuple[BandArgs, list[Element]]:
    """Years, or a rank that no guide speaks of, stand for a level where none is named; so does the one level whose equity is
    known, where equity is asked for. The reading is shown.

    Raises NotUnderstood where the years fit two.
    """
    if asked.rank and not asked.level and asked.years is None:
        return _nearest_level(asked, asked.rank, at)
    if asked.measure == EQUITY and not asked.level and asked.years is None:
        return _only_level(asked, at)
    if asked.years is None or asked.level:
        return asked, []
    level, line = of_years(asked.years, lambda level: Action("", "band", asked.again(level=level, years=None)), at)
    return asked.model_copy(update={"level": level, "years": None} if level else {}), [line]


def _only_level(asked: BandArgs, at: Context) -> tuple[BandArgs, list[Element]]:
    """Where equity is asked of no level, the one that the guides give it for."""
    levels = {row.level for row in at.library.bands.everything(Cell()) if row.measures == EQUITY}
    level = levels.pop() if len(levels) == 1 else None
    if level is None:
        return asked, []
    line = say.only_level(level=at.library.vocabulary.name("level", level))
    return asked.model_copy(update={"level": level}), [Text(line, small=True)]


def of_years(years: str, again: Callable[[str], Action], at: Context) -> tuple[str | None, Element]:
    """The level that years stand for, where a guide gives them one, and the line that says so. `again` asks with a level.

    Raises NotUnderstood where they fit two.
    """
    rules = at.library.levels.of_years(years)
    if not rules:
        return None, Text(say.no_level_for(years=years), small=True)
    if len(rules) > 1:
        raise _which_level(years, rules, again, at)
    rule = rules[0]
    name, source = at.library.vocabulary.name("level", rule.level), at.library.short_names[rule.source]
    return rule.level, Text(say.years_as_level(years=years, level=name, source=source, span=rule.years), small=True)


def _nearest_level(asked: BandArgs, rank: str, at: Context) -> tuple[BandArgs, list[Element]]:
    names, level = at.library.vocabulary, at.library.levels.nearest_to(rank)
    line = say.rank_as_level(rank=names.name("rank", rank), level=names.name("level", level))
    return asked.model_copy(update={"level": level, "rank": None}), [Text(line, small=True)]


def _which_level(years: str, rules: tuple[YearsRule, ...], again: Callable[[str], Action], at: Context) -> NotUnderstood:
    """Years at which one level ends and the next begins: only the person can say which is meant."""
    names = [at.library.vocabulary.name("level", rule.level) for rule in rules]
    spans = [(name, rule.years, at.library.short_names[rule.source]) for name, rule in zip(names, rules, strict=True)]
    actions = tuple(replace(again(rule.level), label=name) for name, rule in zip(names, rules, strict=True))
    return NotUnderstood(say.which_level(years=years, spans=spans), actions=actions)
