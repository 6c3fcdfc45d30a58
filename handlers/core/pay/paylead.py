"""The first line of a band: what to post of it, or what is known where nothing is; and how far the cell is covered."""

from __future__ import annotations

from handlers.core.answers import cellnames
from handlers.core.figures import money_range
from handlers.core.pay import payremarks, payrows, shareremarks
from handlers.core.pay.bandargs import BandArgs
from handlers.core.pay.paysheet import PaySheet, best_of
from handlers.core.reading.carried import REMOTE
from handlers.core.verb import Context
from handlers.core.wording import Wording
from knowledge.pay.adjustments import Adjustment
from knowledge.pay.bandrows import BandRow
from knowledge.pay.bands import Band, Nearest

say = Wording("band")

WORLDWIDE = ("remote-worldwide",)


def first_line(asked: BandArgs, found: Band, sheet: PaySheet, instead: list[BandRow], at: Context) -> str:
    """The answer about a cell in one line: what to post, or why there is no range to post. `instead`: rows of other measures."""
    names = at.library.vocabulary
    alone = _lane_alone(asked, found, at)
    who = cellnames.who(names, asked.level, None if alone else asked.lane)
    where = _where(asked, at)
    if asked.share and (stands := shareremarks.lead(asked, who, where, found.rows, at)):
        return stands + alone
    if measured := _measured(asked, found, at):
        return say.measured(who=who, where=where, figures=measured, alone=alone)
    if asked.measure and instead:
        near = [at.library.pay_table.one_line(row) for row in instead]
        return say.measure_not_known(who=who, where=where, measure=at.library.pay_table.measure(asked.measure), known=near)
    if is_uncovered(asked):
        return say.place_not_covered(who=who, place=where, nearest=_nearest(asked, sheet, at), alone=alone)
    if several := postings(asked, at):
        return say.post_each(who=who, postings=several, alone=alone)
    if found.posting is None:
        nearest, known = _nearest(asked, sheet, at), sheet.widest_known
        return say.no_posting(who=who, where=where, reason=found.no_posting, nearest=nearest, known=known, alone=alone)
    posting = found.posting
    wider = "" if posting.scope == "exact" else names.name("market", posting.market)
    if asked.offered and (stands := payremarks.lead(asked.offered, posting, who, where, wider)):
        return stands + alone
    amount = money_range(posting.low, posting.high, posting.currency)
    if alone:
        under = next((one for one in found.asked if one.applies and one.direction == "under"), None)
        gap = at.library.pay_words.gap(under) if under else ""
        single = posting.low == posting.high
        return say.post_without_lane(who=who, where=where, amount=amount, wider=wider, gap=gap, single=single, alone=alone)
    if posting.low == posting.high:
        return say.one_figure(who=who, where=where, amount=amount)
    return say.post(who=who, where=where, amount=amount, wider=wider, besides=_not_counted(found, at))


def _lane_alone(asked: BandArgs, found: Band, at: Context) -> str:
    """That the figures are for ML engineers, where a lane was named that none of them is for; else empty."""
    if not asked.lane or is_of_lane(asked.lane, found):
        return ""
    return say.lane_alone(lane=cellnames.in_sentence(at.library.vocabulary.name("lane", asked.lane)))


def _measured(asked: BandArgs, found: Band, at: Context) -> list[tuple[str, str, str, str, str]]:
    """(amount, what it measures, source, whom it counts, the wider market) of each figure of the measure asked for: those of
    the very cell, else those of the level that speak broadly about it."""
    if not (asked.measure and asked.level and asked.markets):
        return []
    scopes = (found.of("exact"), found.of("broader"))
    rows = next((alike for told in scopes if (alike := [row for row in told if row.level and row.measures == asked.measure])), [])
    names, table = at.library.short_names, at.library.pay_table
    return [
        (
            payrows.amount(row),
            table.measure(row.measures),
            names[row.source],
            row.counts,
            "" if row.scope == "exact" else row.label,
        )
        for row in rows
    ]


def _not_counted(found: Band, at: Context) -> list[str]:
    """What was asked about and is another source's figure than the range's: said beside the range, not reckoned into it."""
    shown = [step.fact for step in found.posting.steps if step.key == "shown"] if found.posting else []
    if not shown:
        return []
    moves = (at.library.pay_words.move(one) for one in found.asked if one.fact in shown and one.modifiers)
    return list(dict.fromkeys(moves))


def is_of_lane(lane: str, found: Band) -> bool:
    """Whether the range to post, or some figure where there is none, is of that lane. The guides' are for ML engineers, which is
    the production lane."""
    posted = found.posting.from_fact if found.posting else None
    return lane == "production" or any(lane in row.lanes and posted in (None, row.fact) for row in found.rows)


def postings(asked: BandArgs, at: Context) -> list[tuple[str, str]]:
    """For several markets (the two remote ones are one question): each that has a base of its own, with its range to post."""
    if len(asked.markets) < 2 or frozenset(asked.markets) == REMOTE:
        return []
    bands = ((market, at.library.bands.band(asked.cell._replace(markets=(market,))).posting) for market in asked.markets)
    return [
        (at.library.vocabulary.name("market", market), money_range(posting.low, posting.high, posting.currency))
        for market, posting in bands
        if posting and posting.scope == "exact"
    ]


def _where(asked: BandArgs, at: Context) -> str:
    if frozenset(asked.markets) == REMOTE:
        return say.remote()
    if asked.markets == WORLDWIDE:
        return say.worldwide()
    return " + ".join([at.library.vocabulary.name("market", market) for market in asked.markets] or asked.places)


def _nearest(asked: BandArgs, sheet: PaySheet, at: Context) -> str:
    return sheet.named(nearest_rows(asked, sheet, at)) if asked.places else sheet.nearest_known


def nearest_rows(asked: BandArgs, sheet: PaySheet, at: Context) -> tuple[BandRow, ...]:
    """The best row of the two nearest cells."""
    return best_of(nearest_cells(asked, at)) if asked.places else sheet.nearest


def nearest_cells(asked: BandArgs, at: Context) -> tuple[Nearest, ...]:
    """The cells in the markets that come nearest to the places; in any market, where none of those has the level."""
    markets = tuple(str(market["id"]) for market in at.library.knowledge.vocabulary["markets"])
    near = (at.library.vocabulary.nearest_markets(asked.places), markets)
    return next((cells for each in near if (cells := at.library.bands.nearest_to(asked.level, each))), ())


def is_uncovered(asked: BandArgs) -> bool:
    """Whether the only places named are such as no guide has a figure for."""
    return bool(asked.places and not asked.markets)


def elsewhere(one: Adjustment) -> Adjustment:
    """The factor as it stands to a place that no guide covers: one that is said of a market is said of another."""
    return one._replace(applies=False, why_not="market") if "market" in one.conditions else one
