"""`band compare`: two cells side by side, like only with like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, Any

from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.errors import NotUnderstood
from handlers.core.figures import money
from handlers.core.markers import Concept, Side
from handlers.core.pay import payrows
from handlers.core.pay.bandargs import USUAL_LEVELS, CellArgs
from handlers.core.pay.payadvice import of_work
from handlers.core.pay.paylevel import of_years
from handlers.core.reading.utterance import LEVELS_APART
from handlers.core.reply import Action, Element, Heading, Reply, Section, Table, Text, in_short
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.pay.adjustments import Adjustment, Cell
from knowledge.pay.bandrows import BandRow
from knowledge.pay.bands import Comparison, Pair

say = Wording("band_compare")

SHOWN_ALONE, SHOWN_MOVES = 4, 2
"""What fits a phone screen; of what has no partner, how much more there is is said."""


class SideArgs(CellArgs):
    """One side of a comparison; `years` stand for a level where it names none."""

    years: Annotated[str | None, Concept("years")] = None

    @property
    def is_somewhere(self) -> bool:
        """Whether it names a market, or a place that no guide covers."""
        return bool(self.markets or self.places)

    @property
    def names_some(self) -> bool:
        """Whether it names anything that tells it from another side."""
        return bool(self.level or self.years or self.is_somewhere or self.lane or self.specialty)


class CompareArgs(Arguments):
    """The two sides. What one side leaves out (level or market) is taken from the other."""

    a: Annotated[SideArgs | None, Side(0)] = None
    b: Annotated[SideArgs | None, Side(1)] = None


@verb(
    "band compare",
    CompareArgs,
    summary="Two bands side by side, like only with like",
    usage="band compare <level market> vs <level market>",
    examples=("band compare senior sf vs senior remote", "band compare mid us vs senior us"),
    aliases=("compare band", "compare bands"),
    cues=(
        "compare", "compared to", "versus", "vs", "gap between", "difference between", "difference in pay", "pay difference",
        *(f"difference between {low} and {high} in {pay}" for low, high in LEVELS_APART for pay in ("pay", "salary", "comp")),
        "do we save", "do i save", "can we save", "would we save", "could we save", "we save by", "we save if", "save money",
        "higher than", "lower than",
        "cheaper", "cheaper than", "more expensive", "more expensive than", "pricier", "pricier than", "dearer than",
        "pay more than", "pays more than", "paid more than", "pay better than", "pays better than", "cost more than",
        "costs more than", "cost less than", "costs less than", "pay less than", "pays less than",
    ),
)  # fmt: skip
def band_compare(asked: CompareArgs, at: Context) -> Reply:
    """Figures of one source that measure the same, paired, with the difference; what has no partner is shown apart."""
    asked, read = _with_levels(asked, at)
    if reply := _of_work_alone(asked, at):
        return reply
    a, b = _sides(asked, at)
    names = (_name(a, at), _name(b, at))
    a, b = (_covered(side, at) for side in (a, b))
    found = at.library.bands.compare(a.cell, b.cell)
    lead = say.one_and_the_same(name=names[0]) if a == b else say.lead(a=names[0], b=names[1])
    rows = tuple(_row(pair, found.pairs, at) for pair in found.pairs)
    moved = [at.library.pay_words.asked(one) for one in _moving(found)]
    # Without a pair, what moves one side alone is all that tells them apart.
    nearest = _nearest(found, at) if a != b and not (rows or moved or found.only_a or found.only_b) else ()
    remarks = [*moved, *([] if rows else [_nothing_alike(a, b, at)]), *_unpaired(names, found, at)]
    if nearest:
        remarks.append(say.nearest(rows=[at.library.pay_table.one_line(row) for row in nearest]))
    if uncovered := list(dict.fromkeys((*a.places, *b.places))):
        remarks.append(say.not_covered(places=uncovered))
    table = [_table(names, rows)] if rows else []
    pairs = [say.in_short(source=row[0], measure=row[1], a=row[2], b=row[3]) for row in rows]
    return Reply(
        in_short(lead, [*pairs, *(line.text for line in read if isinstance(line, Text)), *remarks]),
        (*read, Heading(lead), *table, *map(Text, remarks)),
        actions=tuple(
            Action(name[:70], "band", side.model_dump(mode="json", exclude_defaults=True))
            for name, side in zip(names, (a,) if a == b else (a, b), strict=False)
        ),
        sources=cited(at.library.knowledge, (*_spoken(found, _moving(found)), *(row.source for row in nearest))),
        data={
            "a": a.model_dump(mode="json", exclude={"years"}),
            "b": b.model_dump(mode="json", exclude={"years"}),
            "pairs": [_data(pair) for pair in found.pairs],
            "moving": [{"fact": one.fact} for one in _moving(found)],
        },
    )


def _of_work_alone(asked: CompareArgs, at: Context) -> Reply | None:
    """What is said of the pay of two kinds of work, where neither a level nor a market is named; None where nothing is."""
    sides = [side for side in (asked.a, asked.b) if side]
    if len(sides) < 2 or any(side.level or side.is_somewhere or not (side.lane or side.specialty) for side in sides):
        return None
    return of_work([side.cell for side in sides], _levels(asked, at), at)


def _table(names: tuple[str, str], rows: tuple[tuple[str, ...], ...]) -> Table:
    columns = (say.source(), say.measures(), *names, say.difference())
    return Table(columns, (Section("", rows),), frozenset(columns[2:]))


def _unpaired(names: tuple[str, str], found: Comparison, at: Context) -> list[str]:
    """What has no partner on the other side."""
    return [
        say.only(
            name=name,
            rows=[at.library.pay_table.one_line(row) for row in alone[:SHOWN_ALONE]],
            more=max(0, len(alone) - SHOWN_ALONE),
        )
        for name, alone in zip(names, (found.only_a, found.only_b), strict=True)
        if alone
    ]


def _nothing_alike(a: SideArgs, b: SideArgs, at: Context) -> str:
    """Why nothing stands side by side: no like figures, or the guides give one figure for both, which is then said."""
    if (a.level, a.markets) != (b.level, b.markets):
        return say.nothing_alike()
    rows = at.library.bands.band(Cell(a.level, a.markets)).of("exact")[:SHOWN_ALONE]
    return say.the_same(rows=[at.library.pay_table.one_line(row) for row in rows], stands_in=bool(a.places or b.places))


def _nearest(found: Comparison, at: Context) -> tuple[BandRow, ...]:
    """What the guides have that comes nearest to each side, where they have nothing of either."""
    near = (row for side in (found.a, found.b) for row in at.library.pay_sheets.of(side).nearest)
    return tuple({(row.fact, row.label): row for row in near}.values())[:SHOWN_ALONE]


def _moving(found: Comparison) -> tuple[Adjustment, ...]:
    """What the guides say moves either side by what was asked about, each once."""
    asked = (one for side in (found.a, found.b) for one in side.adjustments if one.asked and one.applies and one.main)
    return tuple({one.fact: one for one in asked}.values())[:SHOWN_MOVES]


def _spoken(found: Comparison, moving: tuple[Adjustment, ...]) -> Iterator[str]:
    """The sources of the pairs, of what has no partner, and of what moves a side."""
    yield from (pair.a.source for pair in found.pairs)
    if not found.pairs and (found.a.cell.level, found.a.cell.markets) == (found.b.cell.level, found.b.cell.markets):
        yield from (row.source for row in found.a.of("exact")[:SHOWN_ALONE])
    yield from (row.source for rows in (found.only_a, found.only_b) for row in rows[:SHOWN_ALONE])
    yield from (one.source for one in moving)


def _with_levels(asked: CompareArgs, at: Context) -> tuple[CompareArgs, list[Element]]:
    """Each side's years as the level that they stand for, and what is said of it. Raises NotUnderstood where they fit two."""
    lines: list[Element] = []
    for name, side in (("a", asked.a), ("b", asked.b)):
        if side is None or side.years is None:
            continue
        level, sides = side.level, asked.model_dump(mode="json", exclude_defaults=True)
        if level is None:
            level, line = of_years(side.years, partial(_again, sides, name), at)
            lines.append(line)
        asked = asked.model_copy(update={name: side.model_copy(update={"level": level, "years": None})})
    return asked, lines


def _again(sides: Mapping[str, Any], name: str, level: str) -> Action:
    """The same comparison with that level on the side of that name."""
    side = {key: value for key, value in sides[name].items() if key != "years"}
    return Action("", "band compare", {**sides, name: side | {"level": level}})


def _sides(asked: CompareArgs, at: Context) -> tuple[SideArgs, SideArgs]:
    """Both sides, each completed from the other.

    Raises NotUnderstood where there are not two, and where two kinds of work come with neither a level nor a market.
    """
    a, b = asked.a, asked.b
    if a is None or b is None or not (a.names_some and b.names_some):
        example = {"a": {"level": "senior", "markets": ["bay-area"]}, "b": {"level": "senior", "markets": ["us-remote"]}}
        raise NotUnderstood(say.two_sides(), actions=(Action(say.example(), "band compare", example),))
    if not (a.level or b.level or a.is_somewhere or b.is_somewhere):
        raise NotUnderstood(say.which_level(), actions=_levels(asked, at))
    return _completed(a, b), _completed(b, a)


def _levels(asked: CompareArgs, at: Context) -> tuple[Action, ...]:
    """The same question for each of the usual levels."""
    sides = asked.model_dump(mode="json", exclude_defaults=True)
    name = at.library.vocabulary.name
    return tuple(
        Action(name("level", each), "band compare", {key: side | {"level": each} for key, side in sides.items()})
        for each in USUAL_LEVELS
    )


def _completed(one: SideArgs, other: SideArgs) -> SideArgs:
    missing: dict[str, Any] = {} if one.level else {"level": other.level}
    if not one.is_somewhere:
        missing |= {"markets": other.markets, "places": other.places}
    return one.model_copy(update=missing)


def _covered(side: SideArgs, at: Context) -> SideArgs:
    """A place that no guide covers is compared by the market that comes nearest; what is shown says so."""
    nearest = at.library.vocabulary.nearest_markets(side.places)[:1]
    return side.model_copy(update={"markets": nearest}) if nearest and not side.markets else side


def _name(side: SideArgs, at: Context) -> str:
    vocabulary = at.library.vocabulary
    where = [*(vocabulary.name("market", each).split(" (")[0] for each in side.markets), *side.places]
    what = [vocabulary.name(kind, one) for kind, one in (("lane", side.lane), ("specialty", side.specialty)) if one]
    what += [vocabulary.name("modifier", one) for one in side.modifiers]
    return ", ".join([*([vocabulary.name("level", side.level)] if side.level else []), *what, " + ".join(where)]).strip(", ")


def _row(pair: Pair, pairs: tuple[Pair, ...], at: Context) -> tuple[str, ...]:
    source, measure = at.library.short_names[pair.a.source], at.library.pay_table.measure(pair.a.measures)
    alike = [each for each in pairs if (each.a.source, each.a.measures) == (pair.a.source, pair.a.measures)]
    markets = list(dict.fromkeys((pair.a.label, pair.b.label))) if len(alike) > 1 or _is_broader(pair) else []
    level = (
        at.library.vocabulary.name("level", pair.a.level) if pair.a.level and len({each.a.level for each in alike}) > 1 else ""
    )
    if markets:
        measure = say.measure_of(measure=measure, level=level, markets=markets)
    return (source, measure, payrows.amount(pair.a), payrows.amount(pair.b), _difference(pair))


def _is_broader(pair: Pair) -> bool:
    """Whether a figure of the two is of a wider market than the side that it stands for."""
    return "broader" in (pair.a.scope, pair.b.scope)


def _difference(pair: Pair) -> str:
    if pair.why_not:
        return say.other_currency()
    if pair.low_difference is None or pair.high_difference is None:
        return say.no_difference()
    if not (pair.low_difference or pair.high_difference):
        return say.no_gap()
    if not pair.a.currency:
        return say.points(low=_sign(pair.low_difference), high=_sign(pair.high_difference))
    low, high = (_signed(each, pair.a.currency) for each in (pair.low_difference, pair.high_difference))
    return low if low == high else f"{low} … {high}"


def _sign(points: float) -> str:
    return f"{points:+.2f}".replace("-", "−") if round(points, 2) else "0"


def _signed(amount: float, currency: str) -> str:
    return f"{'−' if amount < 0 else '+'}{money(abs(amount), currency)}"


def _data(pair: Pair) -> dict[str, Any]:
    return {
        "a": payrows.as_data(pair.a),
        "b": payrows.as_data(pair.b),
        "why_not": pair.why_not,
        "low_difference": pair.low_difference,
        "high_difference": pair.high_difference,
    }
