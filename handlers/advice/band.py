"""`band`: what each source says one level costs in one market, and what to post."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Annotated, Any

from handlers.core import naming, pay
from handlers.core.args import Arguments
from handlers.core.cite import cited
from handlers.core.figures import money_range
from handlers.core.later import Later
from handlers.core.markers import Concept, Flag
from handlers.core.reply import Action, Element, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.adjustments import Adjustment, Cell
from knowledge.bandrows import BandRow
from knowledge.bands import Band, Nearest
from knowledge.own import Difference, differences
from knowledge.posting import Step

say = Wording("band")

SHOWN_ROWS, SHOWN_MOVES, SHOWN_DIFFERENCES = 7, 3, 2
"""What fits a phone screen; "all" shows the rest."""
REMOTE = frozenset({"us-remote", "remote-worldwide"})


class BandArgs(Arguments):
    """The cell that is asked for; `all` shows every row there is, `picture` draws the ranges."""

    level: Annotated[str | None, Concept("level")] = None
    years: Annotated[str | None, Concept("years")] = None
    markets: Annotated[tuple[str, ...], Concept("market")] = ()
    places: Annotated[tuple[str, ...], Concept("place")] = ()
    lane: Annotated[str | None, Concept("lane")] = None
    specialty: Annotated[str | None, Concept("specialty")] = None
    modifiers: Annotated[tuple[str, ...], Concept("modifier")] = ()
    picture: Annotated[bool, Flag(("picture", "chart", "graph", "plot"))] = False
    all: Annotated[bool, Flag(("all", "everything", "show all"))] = False

    @property
    def cell(self) -> Cell:
        """The arguments as a cell of the band book."""
        return Cell(self.level, self.markets, self.lane, self.specialty, self.modifiers)


@verb(
    "band",
    BandArgs,
    summary="What each source says a level costs in a market",
    usage="band <level> <market> [lane] [modifiers]",
    examples=("band senior remote", "band staff nyc applied llm", "what's the band for a senior in seattle"),
    aliases=("comp", "salary", "pay"),
    compared_by="band compare",
    cues=(
        "band", "salary", "salaries", "pay", "pays", "comp", "compensation", "how much", "cost", "costs", "cost us", "earn",
        "earns", "make", "range", "offer range", "bands", "budget", "expensive", "cheap", "money", "wage", "rate",
    ),
)  # fmt: skip
def band(asked: BandArgs, at: Context) -> Reply:
    """The posting range, every source's figure in one table, why they differ, and what moves the band."""
    asked, lines = _with_level(asked, at)
    found = at.library.bands.band(asked.cell)
    uncovered = bool(asked.places and not asked.markets)
    rows = _rows(asked, found, uncovered, at)
    shown = rows if asked.all else rows[:SHOWN_ROWS]
    lead = _lead(asked, found, at)
    elements: list[Element] = [*lines, Heading(lead)]
    if shown:
        elements.append(at.library.pay_table.table(shown, with_level=asked.level is None))
    if len(rows) > len(shown):
        elements.append(Text(say.more_rows(count=len(rows) - len(shown)), small=True))
    if asked.picture and rows:
        elements.append(pay.picture(rows, lead, at.library.knowledge))
    if not uncovered:
        elements += [Text(line) for line in _explained(asked, found, at)]
    return Reply(
        lead,
        tuple(elements),
        actions=_next(asked, found, at),
        more=_overflow(asked, len(rows) > len(shown)),
        sources=cited(at.library.knowledge, (row.source for row in shown)),
        data=Later(lambda: _data(asked, found, rows, at)),
    )


def _with_level(asked: BandArgs, at: Context) -> tuple[BandArgs, list[Element]]:
    """Years of experience stand for a level where none is named; the reading is shown."""
    rule = at.library.levels.of_years(asked.years) if asked.years and not asked.level else None
    if rule is None or asked.years is None:
        return asked, []
    name, source = at.library.vocabulary.name("level", rule.level), at.library.short_names[rule.source]
    line = say.years_as_level(years=asked.years, level=name, source=source, span=rule.years)
    return asked.model_copy(update={"level": rule.level, "years": None}), [Text(line, small=True)]


def _rows(asked: BandArgs, found: Band, uncovered: bool, at: Context) -> tuple[BandRow, ...]:
    """The cell and what speaks broadly about it; everything on request; for a place that no guide covers, what is nearest."""
    if uncovered:
        return tuple(replace(row, scope="nearby") for cell in _nearest_cells(asked, found, at) for row in cell.rows)
    rows = at.library.bands.everything(asked.cell) if asked.all else (*found.of("exact"), *found.of("broader"))
    return pay.own_first(rows)


def _nearest_cells(asked: BandArgs, found: Band, at: Context) -> tuple[Nearest, ...]:
    if not asked.places:
        return found.nearest
    return at.library.bands.nearest_to(asked.level, at.library.vocabulary.nearest_markets(asked.places))


def _lead(asked: BandArgs, found: Band, at: Context) -> str:
    names = at.library.vocabulary
    who = naming.who(names, asked.level, asked.lane)
    where = _where(asked, at)
    if asked.places and not asked.markets:
        return say.place_not_covered(who=who, place=where, nearest=_nearest(asked, found, at))
    if several := _postings(asked, at):
        return say.post_each(who=who, postings=several)
    if found.posting is None:
        widest = [row for row in (*found.of("exact"), *found.of("broader")) if row.level][:1]
        known = at.library.pay_table.one_line(widest[0]) if widest else ""
        return say.no_posting(who=who, where=where, reason=found.no_posting, nearest=_nearest(asked, found, at), known=known)
    posting = found.posting
    amount = money_range(posting.low, posting.high, posting.currency)
    if asked.lane and not _of_lane(asked.lane, found):
        lane = names.name("lane", asked.lane)
        return say.post_without_lane(lane=lane, who=naming.who(names, asked.level, None), where=where, amount=amount)
    if posting.low == posting.high:
        return say.one_figure(who=who, where=where, amount=amount)
    wider = "" if posting.scope == "exact" else names.name("market", posting.market)
    return say.post(who=who, where=where, amount=amount, wider=wider)


def _of_lane(lane: str, found: Band) -> bool:
    """Whether the range to post is of that lane. The guides' figures are for ML engineers, which is the production lane."""
    posted = found.posting.from_fact if found.posting else None
    return lane == "production" or any(row.fact == posted and lane in row.lanes for row in found.rows)


def _postings(asked: BandArgs, at: Context) -> list[tuple[str, str]]:
    """For several markets (the two remote ones are one question): each that has a base of its own, with its range to post."""
    if len(asked.markets) < 2 or frozenset(asked.markets) == REMOTE:
        return []
    bands = ((market, at.library.bands.band(replace(asked.cell, markets=(market,))).posting) for market in asked.markets)
    return [
        (at.library.vocabulary.name("market", market), money_range(posting.low, posting.high, posting.currency))
        for market, posting in bands
        if posting and posting.scope == "exact"
    ]


def _where(asked: BandArgs, at: Context) -> str:
    if frozenset(asked.markets) == REMOTE:
        return say.remote()
    names = [*(at.library.vocabulary.name("market", market) for market in asked.markets), *asked.places]
    return " + ".join(names)


def _nearest(asked: BandArgs, found: Band, at: Context) -> str:
    rows = [row for cell in _nearest_cells(asked, found, at)[:2] for row in cell.rows[:1]]
    return "; ".join(at.library.pay_table.one_line(row) for row in rows)


def _explained(asked: BandArgs, found: Band, at: Context) -> list[str]:
    """Under the table: the arithmetic of the range, what differs, what was asked about, what else moves it, and the advice."""
    words = at.library.pay_words
    several = len(asked.markets) > 1 and frozenset(asked.markets) != REMOTE
    lines = [line] if not several and (line := _arithmetic(found, at)) else []
    if beside := differences(found.rows):
        lines.append(say.beside(items=[_beside(one, at) for one in beside[:SHOWN_DIFFERENCES]]))
    causes = [cause for reason in found.disagreement if (cause := words.cause(reason))]
    if causes:
        lines.append(say.differ(causes=causes))
    lines += [words.asked(one) for one in found.adjustments if one.asked]
    if found.without_figure:
        lines.append(say.without_figure(names=[_name(each, at) for each in found.without_figure]))
    others = list(islice((one for one in found.adjustments if not one.asked and one.main), SHOWN_MOVES))
    if others:
        lines.append(say.moves(moves=[words.move(one) for one in others]))
    advice = tuple(fact for use in ("posting", "disclosure") for fact in found.advice.get(use, ())[:1])
    if asked.level and advice:
        lines.append(words.advice(advice))
    return lines


def _beside(one: Difference, at: Context) -> tuple[float, float, str, str, str]:
    source = at.library.short_names[one.market.source]
    return (one.high_percent, one.low_percent, source, at.library.pay_table.measure(one.market.measures), one.market.label)


def _arithmetic(found: Band, at: Context) -> str:
    posting = found.posting
    if posting is None or len(posting.steps) < 2:
        return ""
    facts, names = at.library.knowledge.facts, at.library.short_names
    steps = [(step.key, _rounded(step, posting.currency), names[facts[step.fact].source]) for step in posting.steps]
    return say.arithmetic(steps=steps)


def _rounded(step: Step, currency: str) -> str:
    """A step's range in thousands: what was reckoned is no more exact than what it was reckoned from."""
    return money_range(round(step.low, -3), round(step.high, -3), currency)


def _name(each: str, at: Context) -> str:
    vocabulary = at.library.vocabulary
    return next((vocabulary.name(kind, each) for kind in ("modifier", "lane", "specialty") if vocabulary.knows(kind, each)), each)


def _next(asked: BandArgs, found: Band, at: Context) -> tuple[Action, ...]:
    if asked.places and not asked.markets:
        markets = at.library.vocabulary.nearest_markets(asked.places)[:2]
        return tuple(
            Action(at.library.vocabulary.name("market", each), "band", _again(asked, markets=[each], places=[]))
            for each in markets
        )
    if asked.level is None:
        levels = ("mid", "senior", "staff")
        return tuple(Action(at.library.vocabulary.name("level", each), "band", _again(asked, level=each)) for each in levels)
    near = [cell.market for cell in found.nearest if cell.level == asked.level] or [row.market for row in found.of("nearby")]
    other = next((each for each in near if each not in asked.markets and each != "unstated"), None)
    question = _again(asked)
    actions = [Action(say.picture_button(), "band", question | {"picture": True})] if not asked.picture else []
    if other and asked.markets:
        actions.append(
            Action(
                say.compare_button(market=at.library.vocabulary.name("market", other)),
                "band compare",
                {"a": question, "b": question | {"markets": [other]}},
            )
        )
    loop = {"level": asked.level} | ({"lane": asked.lane} if asked.lane else {})
    return (*actions, Action(say.loop_button(), "loop", loop))


def _overflow(asked: BandArgs, hidden: bool) -> tuple[Action, ...]:
    return (Action(say.all_button(), "band", _again(asked, all=True)),) if hidden else ()


def _again(asked: BandArgs, **changed: Any) -> dict[str, Any]:
    """The question as a button asks it: JSON, without what only this answer showed, with `changed`; what is empty is left out."""
    question = asked.model_dump(mode="json", exclude_defaults=True) | {"picture": False, "all": False} | changed
    return {name: value for name, value in question.items() if value}


def _data(asked: BandArgs, found: Band, rows: tuple[BandRow, ...], at: Context) -> dict[str, Any]:
    several = _postings(asked, at)
    posting = found.posting if rows and not several else None
    return {
        "level": asked.level,
        "market": _market(asked),
        "markets": list(asked.markets),
        "places": list(asked.places),
        "lane": asked.lane,
        "specialty": asked.specialty,
        "modifiers": list(asked.modifiers),
        "rows": [pay.as_data(row) for row in rows],
        "adjustments": [_adjustment(one) for one in found.adjustments],
        "without_figure": list(found.without_figure),
        "posting_range": posting and {
            "low": posting.low, "high": posting.high, "currency": posting.currency, "measures": posting.measures,
            "scope": posting.scope, "market": posting.market, "fact": posting.from_fact,
            "steps": [{"key": step.key, "fact": step.fact, "low": step.low, "high": step.high} for step in posting.steps],
        },
        "own_beside_market": [
            {"own": one.own.fact, "market": one.market.fact, "low_percent": one.low_percent, "high_percent": one.high_percent}
            for one in differences(found.rows)
        ],
        "posting_range_reason": None if posting else "several-markets" if several else found.no_posting or "market-not-covered",
    }  # fmt: skip


def _market(asked: BandArgs) -> str | None:
    """One id; the remote pair is `remote`; several are joined, since a machine can split them."""
    if frozenset(asked.markets) == REMOTE:
        return "remote"
    return "+".join(asked.markets) or None


def _adjustment(one: Adjustment) -> dict[str, Any]:
    figures = [{"name": each.name, "low": each.low, "high": each.high, "unit": each.unit} for each in one.figures]
    return {
        "fact": one.fact, "source": one.source, "as_of": one.as_of, "modifiers": list(one.modifiers), "asked": one.asked,
        "applies": one.applies, "why_not": one.why_not, "moves": one.moves, "direction": one.direction, "figures": figures,
    }  # fmt: skip
