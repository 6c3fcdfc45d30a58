"""What one source by itself, or one beside another, says of a cell's pay: `what does kore1 say a senior makes`."""

from __future__ import annotations

from handlers.core.answers import cellnames
from handlers.core.answers.cite import cited
from handlers.core.answers.later import Later
from handlers.core.pay.bandargs import BandArgs
from handlers.core.pay.paydata import band_data
from handlers.core.reply import Action, Element, Heading, Reply, Text, in_short
from handlers.core.verb import Context
from handlers.core.wording import Wording
from knowledge.pay.bandrows import BandRow
from knowledge.pay.bands import Band

say = Wording("band")

SHOWN = 10
"""Rows of one source that fit a phone screen."""


def rows_of(asked: BandArgs, at: Context) -> tuple[BandRow, ...]:
    """The source's figures that speak of the cell: those of its very market, where there are some; else all of its level."""
    rows = tuple(row for row in at.library.bands.everything(asked.cell) if row.source in asked.sources)
    exact = tuple(row for row in rows if row.scope == "exact") if asked.markets else ()
    return exact or rows


def of_source(asked: BandArgs, found: Band, at: Context) -> Reply | None:
    """Its figures alone, with a button for everybody's; None where it has none of the cell."""
    rows = rows_of(asked, at)
    if not rows or asked.places:
        return None
    who = cellnames.who(at.library.vocabulary, asked.level, None)
    where = " + ".join(at.library.vocabulary.name("market", market) for market in asked.markets)
    named = list(dict.fromkeys(row.source for row in rows))
    names = [at.library.short_names[each] for each in named]
    there = any(row.scope == "exact" for row in rows)
    lead = say.of_source(who=who, where=where if there else "", sources=names)
    shown = rows if asked.all else rows[:SHOWN]
    elements: list[Element] = [Heading(lead), at.library.pay_table.table(shown, with_level=asked.level is None)]
    if where and not there:
        elements.insert(1, Text(say.of_source_elsewhere(where=where, sources=names), small=True))
    if len(rows) > len(shown):
        elements.append(Text(say.more_of_source(count=len(rows) - len(shown)), small=True))
    notes = [at.library.knowledge.sources[each].note for each in named] if len(named) == 1 else []
    elements += [Text(note, small=True) for note in notes if note]
    return Reply(
        in_short(lead, [at.library.pay_table.one_line(row) for row in shown[:2]]),
        tuple(elements),
        actions=(
            Action(say.every_source_button(), "band", asked.again(sources=[])),
            Action(say.about_source_button(), "sources", {"source": named[0], "beside": named[1:]}),
        ),
        sources=cited(at.library.knowledge, named),
        data=Later(
            lambda: (
                band_data(asked, found, rows, at)
                | {"sources": named, "posting_range": None, "posting_range_reason": "one-source"}
            )
        ),
    )
