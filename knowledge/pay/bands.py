"""Bands: what each source says that one level costs in one market, and what may be posted.

    book = BandBook(load())
    band = book.band(Cell(level="senior", markets=("us-remote", "remote-worldwide")))
    band.posting, band.rows, band.adjustments, band.disagreement

Nothing is averaged, base and total are never mixed, and a posting range comes from one source's base figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice
from typing import Final, NamedTuple

from knowledge.load import Knowledge
from knowledge.pay.adjustments import TOPIC as ADVICE
from knowledge.pay.adjustments import Adjustment, Cell, Factors, Value, listed
from knowledge.pay.bandrows import SCOPES, UNSTATED, BandRow, Reason, Scope, disagreement, rows_of, seen_as
from knowledge.pay.posting import PostingRange, Step, base_figure, posting_range
from knowledge.schema import Fact

__all__ = ["Band", "BandBook", "BandRow", "Cell", "Comparison", "Nearest", "Pair", "PostingRange", "Reason", "Step"]

MEASURE_ORDER: Final[Mapping[str, int]] = {"base": 0, "total": 1, "equity_percent": 2, "unstated": 3}
NEARBY_MARKETS: Final = 3
NEAREST_CELLS: Final = 3


class Nearest(NamedTuple):
    """A cell that has figures, near one that has none."""

    level: str
    market: str
    why: str
    """`wider`, `sister`, `region-unstated`, `other-market`, `other-level`; `named` where the asker gave the market."""
    rows: tuple[BandRow, ...]


class Band(NamedTuple):
    """The answer for one cell; the module says what it keeps apart."""

    cell: Cell
    figured: Cell
    """The part of the cell that decides on its rows, and so on why they differ."""
    rows: tuple[BandRow, ...]
    asked: tuple[Adjustment, ...]
    """What the guides say of that which the cell names, whether or not it applies."""
    others: tuple[Adjustment, ...]
    """What else could move it."""
    without_figure: tuple[str, ...]
    """Modifiers, lane and specialty asked about that no source puts a figure on for this cell."""
    posting: PostingRange | None
    no_posting: str | None
    """Why there is no posting range: `level-not-named`, `market-not-named`, `market-not-covered`, `level-not-covered`,
    `no-base-figure`."""
    disagreement: tuple[Reason, ...]
    nearest: tuple[Nearest, ...]
    """For each market asked for without an exact figure: the cells that come nearest."""
    advice: Mapping[str, tuple[str, ...]]
    """Use (`posting`, `disclosure`, `offer`, `anchor`, `bonus`) → the facts that hold for this cell."""

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        """What moves it, what was asked about first."""
        return (*self.asked, *self.others)

    def of(self, scope: Scope) -> tuple[BandRow, ...]:
        """The rows of one scope, in order."""
        return tuple([row for row in self.rows if row.scope == scope])


class Pair(NamedTuple):
    """Two figures of one source that measure the same. Differences are b minus a; None where `why_not` forbids them or an
    end is missing."""

    a: BandRow
    b: BandRow
    why_not: str | None
    """`currency` where the two are in different currencies: shown side by side, never subtracted."""
    low_difference: Value | None
    high_difference: Value | None


class Comparison(NamedTuple):
    """Two cells side by side, like only with like."""

    a: Band
    b: Band
    pairs: tuple[Pair, ...]
    only_a: tuple[BandRow, ...]
    only_b: tuple[BandRow, ...]
    shared: tuple[str, ...]
    """Facts that speak broadly about both cells and so tell nothing between them."""


class BandBook:
    """The pay facts of one `Knowledge`, indexed once. What is known of a level in its markets is kept when it was asked for."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._levels = tuple(entry["id"] for entry in knowledge.vocabulary["levels"])
        parents = {entry["id"]: entry.get("parent") for entry in knowledge.vocabulary["markets"]}
        self._chains = {market: _chain(market, parents) for market in parents}
        self._sisters = {market: _sisters(market, parents) for market in parents}
        index: dict[tuple[str | None, str], list[BandRow]] = {}
        for row in rows_of(knowledge):
            index.setdefault((row.level, row.market), []).append(row)
        cells = {
            cell: tuple(sorted(rows, key=lambda row: (not row.own, MEASURE_ORDER[row.measures]))) for cell, rows in index.items()
        }
        self._rows = {(scope, *cell): seen_as(scope, rows) for cell, rows in cells.items() for scope in SCOPES}
        self._levels_in: dict[str, set[str]] = {}
        for level, market in cells:
            self._levels_in.setdefault(market, set()).update((level,) if level else ())
        self._with_base = {cell for cell, rows in cells.items() if any(row.measures == "base" for row in rows)}
        self._factors = Factors(knowledge)
        self._advice = tuple(_Advice.of(fact) for fact in knowledge.topic(ADVICE) if "use" in fact.applies_to)
        self._high_end = next((one.fact for one in self._advice if one.use == "posting"), None)
        told = [row for rows in cells.values() for row in rows]
        self._limited_to = frozenset(modifier for row in told for modifier in row.modifiers)
        # Of a level below the lowest that a source speaks of, its figures over all levels say nothing.
        ranked = [(row.source, self._levels.index(row.level)) for row in told if row.level in self._levels and not row.own]
        self._lowest = {source: min(rank for one, rank in ranked if one == source) for source, _ in ranked}
        self._lanes_apart = any(row.lanes for row in told)
        self._near = cache(self._nearest_of)
        self._ground = lru_cache(maxsize=1024)(self._ground_of)

    def band(self, cell: Cell) -> Band:
        """What the sources say about the cell. Ids that the vocabulary lacks find no rows and raise nothing."""
        ground = self._ground(self._figured(cell))
        others, posting = ground.unasked, ground.posting
        asked: tuple[Adjustment, ...] = ()
        silent: tuple[str, ...] = ()
        if cell.named:
            asked, others = self._factors.standing_to(cell, ground.reach, ground.unasked)
            silent = self._factors.without_figure(cell, asked)
            if ground.base and asked:
                posting = posting_range(ground.base, asked, self._high_end)
        return Band(
            cell=cell,
            figured=ground.figured,
            rows=ground.rows,
            asked=asked,
            others=others,
            without_figure=silent,
            posting=posting,
            no_posting=ground.no_posting,
            disagreement=ground.disagreement,
            nearest=ground.nearest,
            advice=ground.advice,
        )

    def everything(self, cell: Cell) -> tuple[BandRow, ...]:
        """Every row of the cell's level, all markets, all kinds of employer, and the benchmarks, in the order of `Band.rows`."""
        return self._gather(cell, everything=True)

    def nearest_to(self, level: str | None, markets: Iterable[str]) -> tuple[Nearest, ...]:
        """For a place that no guide covers: the cells of `level` (every level where none is named) in the markets given,
        which are those said to come nearest, the best first."""
        levels = (level,) if level else self._levels
        cells = ((one, market, self._plain(one, market)) for market in markets for one in levels)
        return tuple(Nearest(one, market, "named", rows) for one, market, rows in cells if rows)

    def compare(self, a: Cell, b: Cell) -> Comparison:
        """Pair the two cells' figures by source and measure. Rows nearby are left out; so are facts that speak about both."""
        of_a, of_b = self.band(a), self.band(b)
        rows_a, rows_b = ([row for row in band.rows if row.scope != "nearby"] for band in (of_a, of_b))
        exact_a, exact_b = ({row.fact for row in rows if row.scope == "exact"} for rows in (rows_a, rows_b))
        # A figure of the very cell on one side that is only a broader one on the other speaks for its own side.
        shared = ({row.fact for row in rows_a} & {row.fact for row in rows_b}) - (exact_a ^ exact_b)
        left = [row for row in rows_a if row.fact not in shared | (exact_b - exact_a)]
        right = [row for row in rows_b if row.fact not in shared | (exact_a - exact_b)]
        pairs = tuple(_pairs(left, right, same_level=not (a.level and b.level)))
        paired = {row.fact for pair in pairs for row in (pair.a, pair.b)}
        only_a, only_b = (tuple(row for row in rows if row.fact not in paired) for rows in (left, right))
        return Comparison(of_a, of_b, pairs, only_a, only_b, tuple(row.fact for row in rows_a if row.fact in shared))

    def _figured(self, cell: Cell) -> Cell:
        """The part of a cell that decides on its figures: lane and modifiers only where some figure is limited to them."""
        if not cell.named:
            return cell
        modifiers = tuple(sorted(cell.modifiers_meant & self._limited_to))
        return Cell(cell.level, cell.markets, cell.lane if self._lanes_apart else None, modifiers=modifiers)

    def _ground_of(self, cell: Cell) -> _Ground:
        rows, reach = self._gather(cell, everything=False), self._reach(cell)
        base = base_figure(cell, rows)
        posting = posting_range(base, (), self._high_end) if base else None
        return _Ground(
            figured=cell,
            rows=rows,
            reach=reach,
            unasked=self._factors.unasked(cell.level, reach),
            base=base,
            posting=posting,
            no_posting=None if posting else self._no_posting(cell),
            disagreement=disagreement([row for row in rows if row.scope != "nearby"]),
            nearest=self._nearest(cell),
            advice=self._advice_for(cell, reach),
        )

    def _gather(self, cell: Cell, *, everything: bool) -> tuple[BandRow, ...]:
        """Rows exact → broader → nearby, each fact once, stable."""
        modifiers = cell.modifiers_meant
        blended = everything or cell.level is None
        found: dict[tuple[str, str | None, str], BandRow] = {}
        seen: set[str] = set()
        for scope, level, market in self._cells(cell, everything):
            fresh = [row for row in self._rows.get((scope, level, market), ()) if row.fact not in seen or scope == "exact"]
            for row in fresh:
                if (blended or not row.benchmark) and (everything or self._belongs(row, cell, modifiers)):
                    found.setdefault((row.fact, row.level, row.market), row)
                    seen.add(row.fact)
        return tuple(sorted(found.values(), key=lambda row: row.benchmark)) if blended else tuple(found.values())

    def _belongs(self, row: BandRow, cell: Cell, modifiers: frozenset[str]) -> bool:
        """A figure for other people, another lane or higher levels stays out unless asked for; a sister market gives its base
        only."""
        if row.lanes and cell.lane and cell.lane not in row.lanes:
            return False
        if row.modifiers and modifiers.isdisjoint(row.modifiers):
            return False
        if not row.level and cell.level in self._levels and self._levels.index(cell.level) < self._lowest.get(row.source, 0):
            return False
        return row.scope != "nearby" or row.measures == "base"

    def _cells(self, cell: Cell, everything: bool) -> Iterator[tuple[Scope, str | None, str]]:
        """(scope, level, market) in the order in which they are shown."""
        levels: tuple[str | None, ...] = (cell.level,) if cell.level else self._levels
        markets = cell.markets or tuple(self._chains)
        yield from (("exact", level, market) for market in markets for level in levels)
        wider = [*(one for market in markets for one in self._chains.get(market, (market,))), UNSTATED]
        # A figure over all levels says less about one of them than any other: it comes last.
        yield from (("broader", level, market) for market in wider for level in levels)
        yield from (("broader", None, market) for market in wider)
        for market in cell.markets:
            sisters = (one for one in self._sisters.get(market, ()) if any((level, one) in self._with_base for level in levels))
            near = tuple(self._chains) if everything else islice(sisters, NEARBY_MARKETS)
            yield from (("nearby", level, one) for one in near for level in levels)

    def _reach(self, cell: Cell) -> frozenset[str]:
        """The cell's markets and the wider ones that contain them."""
        return frozenset(wider for market in cell.markets for wider in self._chains.get(market, (market,)))

    def _plain(self, level: str, market: str) -> tuple[BandRow, ...]:
        """The exact rows of a cell that hold for any employer."""
        return tuple(row for row in self._rows.get(("exact", level, market), ()) if not row.modifiers)

    def _no_posting(self, cell: Cell) -> str:
        if not cell.level:
            return "level-not-named"
        if not cell.markets:
            return "market-not-named"
        reach = self._reach(cell)
        levels = {level for market in reach for level in self._levels_in.get(market, ())}
        if not levels:
            return "market-not-covered"
        return "no-base-figure" if cell.level in levels else "level-not-covered"

    def _nearest(self, cell: Cell) -> tuple[Nearest, ...]:
        if not cell.level:
            return ()
        missing = [market for market in cell.markets if not self._plain(cell.level, market)]
        found = {(one.level, one.market): one for market in missing for one in self._near(cell.level, market)}
        return tuple(found.values())

    def _nearest_of(self, level: str, market: str) -> tuple[Nearest, ...]:
        """Cells of the same level, then this market at the nearest other level."""
        kinds = [(one, "wider") for one in self._chains.get(market, (market,))[1:]] + [
            (one, "sister") for one in self._sisters.get(market, ())
        ]
        kinds += [(UNSTATED, "region-unstated")] + [(one, "other-market") for one in self._chains]
        why = {one: kind for one, kind in reversed(kinds) if one != market}
        ordered = dict.fromkeys(one for one, _ in kinds if one != market)
        same = [Nearest(level, one, why[one], self._plain(level, one)) for one in ordered if self._plain(level, one)]
        rank = self._levels.index(level) if level in self._levels else 0
        by_distance = sorted(self._levels, key=lambda one: abs(self._levels.index(one) - rank))
        others = [one for one in by_distance if one != level and self._plain(one, market)]
        return (*same[:NEAREST_CELLS], *(Nearest(one, market, "other-level", self._plain(one, market)) for one in others[:1]))

    def _advice_for(self, cell: Cell, reach: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
        uses: dict[str, tuple[str, ...]] = {}
        for one in self._advice:
            fits_level = not one.levels or cell.level is None or cell.level in one.levels
            if fits_level and (not one.markets or not reach or not reach.isdisjoint(one.markets)):
                uses[one.use] = (*uses.get(one.use, ()), one.fact)
        return uses


class _Ground(NamedTuple):
    """What is known of a level and its markets before anything moves it; there are few, so each is gathered once."""

    figured: Cell
    rows: tuple[BandRow, ...]
    reach: frozenset[str]
    unasked: tuple[Adjustment, ...]
    """What could move it where nothing else is named."""
    base: BandRow | None
    """The figure that a range to post is taken from."""
    posting: PostingRange | None
    """That range, where nothing moves it."""
    no_posting: str | None
    disagreement: tuple[Reason, ...]
    nearest: tuple[Nearest, ...]
    advice: Mapping[str, tuple[str, ...]]


class _Advice(NamedTuple):
    """A fact that advises, the use it is for, and where it holds; no levels or markets: everywhere."""

    fact: str
    use: str
    levels: tuple[str, ...]
    markets: tuple[str, ...]

    @classmethod
    def of(cls, fact: Fact) -> _Advice:
        """What a fact says of itself in `applies_to`."""
        said = fact.applies_to
        return cls(fact.id, str(said["use"]), listed(said.get("level")), listed(said.get("market")))


def _pairs(left: Iterable[BandRow], right: Iterable[BandRow], *, same_level: bool) -> Iterator[Pair]:
    """Each two that are alike; where both sides have a market, its figures are paired with each other and with no other's."""
    alike = [(x, y) for x in left for y in right if _alike(x, y, same_level=same_level)]
    at_home = {(row.fact, row.level, row.market) for x, y in alike if x.market == y.market for row in (x, y)}
    for x, y in alike:
        if x.market == y.market or at_home.isdisjoint((row.fact, row.level, row.market) for row in (x, y)):
            yield _pair(x, y)


def _alike(x: BandRow, y: BandRow, *, same_level: bool) -> bool:
    """Like with like: one source, one measure; where a side holds several levels, one level."""
    return x.source == y.source and x.measures == y.measures and (not same_level or x.level == y.level)


def _pair(a: BandRow, b: BandRow) -> Pair:
    if a.unit != b.unit:
        return Pair(a, b, "currency", None, None)
    return Pair(a, b, None, _less(b.low, a.low), _less(b.high, a.high))


def _less(x: Value | None, y: Value | None) -> Value | None:
    """x − y, without the dust of binary fractions."""
    return None if x is None or y is None else round(x - y, 6)


def _chain(market: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """The market and those that contain it, itself first."""
    parent = parents.get(market)
    return (market, *_chain(parent, parents)) if parent else (market,)


def _sisters(market: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Markets of the same country, or in it, nearest first: the vocabulary lists a country's markets from dear to cheap."""
    parent, order = parents[market], tuple(parents)
    family = [one for one in order if one != market and parents[one] in (parent or market, market)]
    return tuple(sorted(family, key=lambda one: abs(order.index(one) - order.index(market))))
