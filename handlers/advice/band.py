"""`band`: what each source says one level costs in one market, and what to post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from handlers.core import cellnames
from handlers.core.carried import REMOTE
from handlers.core.cite import cited
from handlers.core.figures import money_range
from handlers.core.later import Later
from handlers.core.pay import payremarks, payrows
from handlers.core.pay.bandargs import QUARTER, USUAL_LEVELS, BandArgs
from handlers.core.pay.payadvice import adjustment_data, arithmetic, duty, of_measure, premium
from handlers.core.pay.paylevel import with_level
from handlers.core.pay.paysheet import SHOWN_DIFFERENCES, SHOWN_IN_SHORT, SHOWN_ROWS, PaySheet, best_of
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Text, in_short
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.adjustments import Adjustment
from knowledge.bandrows import BandRow
from knowledge.bands import Band, Nearest
from knowledge.own import differences

say = Wording("band")

SHOWN_ASKED, MOST_ASKED, SHOWN_MOVES = 2, 3, 3
"""What fits a phone screen; "all" shows the rest."""
KEPT = 1000
"""Sentences on what no guide gives a figure for that are kept."""
WORLDWIDE = ("remote-worldwide",)
COMPARED = frozenset({"level", "markets", "places", "lane", "specialty", "modifiers"})
"""What a comparison takes of the question: not the measure that leads, nor the years that were read as a level."""
CONTRARY = {"llm": "no-llm", "no-llm": "llm"}
"""What is no news to somebody who asked for the opposite; applied LLM work is LLM work."""
NOT_NAMED = ("level-not-named", "market-not-named")
"""Why there is no range to post where half of the cell is left open."""
MARKET_RATE = ("market rate", "market rates", "market salary", "market price", "market value", "market pay")
"""What people call a band by, though `market` is another verb."""


@verb(
    "band",
    BandArgs,
    summary="What each source says a level costs in a market",
    usage="band <level> <market> [lane] [modifiers]",
    examples=("band senior remote", "band staff nyc applied llm", "what's the band for a senior in seattle"),
    aliases=("comp", "salary", "pay", *MARKET_RATE),
    compared_by="band compare",
    names_some=True,
    cues=(
        *MARKET_RATE, "ote",
        "band", "salary", "salaries", "pay", "pays", "comp", "compensation", "how much", "cost", "costs", "cost us", "earn",
        "earns", "engineers make", "engineer make", "senior make",
        "seniors make", "staff make", "range", "offer range", "bands", "budget", "expensive", "cheap", "money", "wage", "rate",
        "tc", "price", "how many euro", "how many euros", "how many dollars", "hourly", "hourly rate", "day rate",
        "should i post for", "should we post for", "what to post for", "what to post", "top of band for", "top of band in",
        "top of band senior", "top of band mid", "top of band staff", "top of band junior", "salary in the posting",
        "pay in the posting", "remuneration", "package for", "ctc",
        "premium", "premiums",
        *(f"{part} of" for part in QUARTER),
        "picture of", "chart of", "base vs", "base versus", "base or total", "base and total",
    ),
)  # fmt: skip
def band(asked: BandArgs, at: Context) -> Reply:
    """The posting range, every source's figure in one table, why they differ, and what moves the band."""
    if asked.job and not (asked.lane or asked.specialty):
        from handlers.core.otherwork import no_band  # seldom

        return no_band(asked.job, asked.cell)
    asked, lines = with_level(_meant(asked), at)
    found = at.library.bands.band(asked.cell)
    return _not_of_a_cell(asked, found, at) or _of_cell(asked, found, lines, at)


def _not_of_a_cell(asked: BandArgs, found: Band, at: Context) -> Reply | None:
    """The answer to what asks for one thing about pay and no band: a premium, the top quarter, where pay has to be posted."""
    if moving := _only_asks_what_moves(asked, found):
        return premium(moving, asked.modifiers, _levels(asked, at), at)
    if asked.quarter and not asked.places:
        from handlers.core.pay.quarter import top_quarter  # seldom

        return top_quarter(asked, found.posting, at)
    return duty(found.advice, _levels(asked, at), at) if asked.duty and not asked.level else None


def _of_cell(asked: BandArgs, found: Band, lines: Sequence[Element], at: Context) -> Reply:
    """The cell's table below what to post of it. `lines`: what was read as its level."""
    uncovered = _is_uncovered(asked)
    sheet = at.library.pay_sheets.of(found)
    rows = _rows(asked, sheet, at)
    shown, usual = rows if asked.all else rows[:SHOWN_ROWS], rows is sheet.rows
    instead = _of_measure(asked, rows if uncovered else found.rows, at)
    lead = _lead(asked, found, sheet, instead, at)
    employer, offered = payremarks.employer(asked, at), payremarks.offered(asked, rows, at)
    elements: list[Element] = [*lines, Heading(lead), *employer, *offered, *payremarks.remarks(asked, rows, at)]
    if shown:
        elements.append(sheet.table if usual else at.library.pay_table.table(shown, with_level=asked.level is None))
    if len(rows) > len(shown):
        elements.append(Text(say.more_rows(count=len(rows) - len(shown), typed=_typed(asked, at)), small=True))
    if asked.picture and rows:
        elements.append(payrows.picture(rows, lead, at.library.knowledge))
    question = asked.again()
    sources = [*(sheet.sources if usual else [row.source for row in shown]), *[row.source for row in instead]]
    sources += [at.library.knowledge.facts[payremarks.MULTIPLE].source] if employer else []
    if uncovered:
        about = [_elsewhere(one) for one in _asked_about(asked, found)]
        elements += _told(asked, found, _Moving(about, []), at)
        sources += [one.source for one in about]
    else:
        moves = _moving(asked, found)
        elements += _explained(asked, found, sheet, moves, at)
        sources += _spoken(asked, found, sheet, moves, at)
    # Of a level or a market alone the first line has no figure, nor does it say where the pay that was named stands.
    known = _first_known(rows, sheet, at) if not uncovered and found.no_posting in NOT_NAMED else ()
    told = [line.text for line in (*lines, *employer, *(() if found.posting else offered)) if isinstance(line, Text)]
    return Reply(
        in_short(lead, [*told, *known]) if told or known else lead,
        tuple(elements),
        actions=_next(asked, question, sheet, at),
        more=_overflow(question) if len(rows) > len(shown) else (),
        sources=cited(at.library.knowledge, sources),
        data=Later(lambda: _data(asked, found, rows, at)),
    )


def _first_known(rows: tuple[BandRow, ...], sheet: PaySheet, at: Context) -> tuple[str, ...]:
    """The first figures, as sentences name them."""
    if rows is sheet.rows:
        return sheet.first_known
    return tuple(at.library.pay_table.one_line(row) for row in rows[:SHOWN_IN_SHORT])


def _meant(asked: BandArgs) -> BandArgs:
    """Whoever asks what LLM work adds, asks about a skill rather than a lane."""
    skill = asked.premium and asked.lane == "applied-llm" and not (asked.level or asked.modifiers)
    return asked.model_copy(update={"lane": None, "modifiers": ("llm",)}) if skill else asked


def _only_asks_what_moves(asked: BandArgs, found: Band) -> tuple[Adjustment, ...]:
    """What the guides say of the modifiers, where nothing else was named: then it is a premium that is asked about.

    Of a kind of work, where the words say that they ask what it adds.
    """
    if asked.level or asked.markets or asked.places or asked.all or asked.offered:
        return ()
    if asked.premium:
        return found.asked
    return tuple(one for one in found.asked if set(one.modifiers) & set(asked.modifiers))


def _rows(asked: BandArgs, sheet: PaySheet, at: Context) -> tuple[BandRow, ...]:
    """The cell and what speaks broadly about it; everything on request; for a place that no guide covers, what is nearest."""
    if _is_uncovered(asked):
        return tuple(replace(row, scope="nearby") for cell in _nearest_cells(asked, at) for row in cell.rows)
    if asked.all:
        return payrows.own_first(at.library.bands.everything(asked.cell))
    alike = tuple(row for row in sheet.rows if row.measures == asked.measure) if asked.measure and not asked.markets else ()
    return alike or sheet.rows


def _nearest_cells(asked: BandArgs, at: Context) -> tuple[Nearest, ...]:
    """The cells in the markets that come nearest to the places; in any market, where none of those has the level."""
    markets = tuple(str(market["id"]) for market in at.library.knowledge.vocabulary["markets"])
    near = (at.library.vocabulary.nearest_markets(asked.places), markets)
    return next((cells for each in near if (cells := at.library.bands.nearest_to(asked.level, each))), ())


def _of_measure(asked: BandArgs, rows: Iterable[BandRow], at: Context) -> list[BandRow]:
    """Where none of the rows has the measure asked for, what the guides give of it: of the same market, the nearest, or any."""
    if not asked.measure or not (asked.level or asked.places) or any(row.measures == asked.measure for row in rows):
        return []
    markets = asked.markets or at.library.vocabulary.nearest_markets(asked.places)
    return of_measure(asked.measure, asked.level, markets, at)[:SHOWN_DIFFERENCES]


def _lead(asked: BandArgs, found: Band, sheet: PaySheet, instead: list[BandRow], at: Context) -> str:
    names = at.library.vocabulary
    alone = _lane_alone(asked, found, at)
    who = cellnames.who(names, asked.level, None if alone else asked.lane)
    where = _where(asked, at)
    if measured := _measured(asked, found, at):
        return say.measured(who=who, where=where, figures=measured, alone=alone)
    if asked.measure and instead:
        near = [at.library.pay_table.one_line(row) for row in instead]
        return say.measure_not_known(who=who, where=where, measure=at.library.pay_table.measure(asked.measure), known=near)
    if _is_uncovered(asked):
        return say.place_not_covered(who=who, place=where, nearest=_nearest(asked, sheet, at), alone=alone)
    if several := _postings(asked, at):
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
    if not asked.lane or _of_lane(asked.lane, found):
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


def _of_lane(lane: str, found: Band) -> bool:
    """Whether the range to post, or some figure where there is none, is of that lane. The guides' are for ML engineers, which is
    the production lane."""
    posted = found.posting.from_fact if found.posting else None
    return lane == "production" or any(lane in row.lanes and posted in (None, row.fact) for row in found.rows)


def _postings(asked: BandArgs, at: Context) -> list[tuple[str, str]]:
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
    return sheet.named(_nearest_rows(asked, sheet, at)) if asked.places else sheet.nearest_known


def _nearest_rows(asked: BandArgs, sheet: PaySheet, at: Context) -> tuple[BandRow, ...]:
    """The best row of the two nearest cells."""
    return best_of(_nearest_cells(asked, at)) if asked.places else sheet.nearest


class _Moving(NamedTuple):
    """What is said to move a band: what was asked about, and what else could."""

    asked: list[Adjustment]
    others: list[Adjustment]


def _explained(asked: BandArgs, found: Band, sheet: PaySheet, moves: _Moving, at: Context) -> list[Element]:
    """Under the table: the arithmetic of the range, what differs, what was asked about, what else moves it, and the advice."""
    several = len(asked.markets) > 1 and frozenset(asked.markets) != REMOTE
    reckoned = arithmetic(found, at) if not several else ""
    return [*([Text(reckoned)] if reckoned else ()), *sheet.differing, *_told(asked, found, moves, at), *sheet.advice]


def _told(asked: BandArgs, found: Band, moves: _Moving, at: Context) -> list[Element]:
    """What the guides say of that which was asked about, or that none puts a figure on it; and what else moves it."""
    words = at.library.pay_words
    moving = [words.asked(one) for one in moves.asked]
    if found.without_figure and (silent := _silent(asked, found)):
        moving.append(_without_figure(tuple([_name(each, at) for each in silent])))
    if moves.others:
        moving.append(words.moves(moves.others))
    return [Bullets(tuple(moving))] if len(moving) > 1 else [Text(line) for line in moving]


def _is_uncovered(asked: BandArgs) -> bool:
    """Whether the only places named are such as no guide has a figure for."""
    return bool(asked.places and not asked.markets)


def _elsewhere(one: Adjustment) -> Adjustment:
    """The factor as it stands to a place that no guide covers: one that is said of a market is said of another."""
    return replace(one, applies=False, why_not="market") if "market" in one.conditions else one


def _silent(asked: BandArgs, found: Band) -> list[str]:
    """What no guide puts a figure on, where nothing else in the answer speaks of it."""
    spoken_of = {name for one in found.asked for name in one.modifiers}
    # Of the lane the first line says it.
    return [each for each in found.without_figure if each not in spoken_of and each != asked.lane]


@lru_cache(maxsize=KEPT)
def _without_figure(names: tuple[str, ...]) -> str:
    return say.without_figure(names=names)


def _moving(asked: BandArgs, found: Band) -> _Moving:
    about = _asked_about(asked, found)
    return _Moving(about, _others(asked, found, SHOWN_MOVES - len(about)))


def _asked_about(asked: BandArgs, found: Band) -> list[Adjustment]:
    """What the guides say of what was named: of each modifier, then of the lane, the figures that apply before the others."""
    if not found.asked:
        return []
    named = [one for one in found.asked if not set(asked.modifiers).isdisjoint(one.modifiers)] if asked.modifiers else []
    of_lane = sorted((one for one in found.asked if one not in named), key=lambda one: (not one.applies, one.main is None))
    return [*named, *of_lane] if asked.all else [*named[:MOST_ASKED], *of_lane[: max(0, SHOWN_ASKED - len(named))]]


def _others(asked: BandArgs, found: Band, most: int) -> list[Adjustment]:
    """What else could move this band, so many of it; not the opposite of what was asked for."""
    meant = (*asked.modifiers, "llm") if asked.lane == "applied-llm" else asked.modifiers
    contrary = {CONTRARY[each] for each in meant if each in CONTRARY}
    others: dict[tuple[str, ...], Adjustment] = {}  # what two facts say of the same is named once
    for one in found.others:
        if one.main and contrary.isdisjoint(one.modifiers):
            others.setdefault(one.modifiers, one)
    return list(islice(others.values(), max(0, most)))


def _spoken(asked: BandArgs, found: Band, sheet: PaySheet, moves: _Moving, at: Context) -> list[str]:
    """The sources of the lines under the table."""
    facts, posting = at.library.knowledge.facts, found.posting
    reckoned = [step.fact for step in posting.steps] if posting else []
    nearest = _nearest_rows(asked, sheet, at) if posting is None else ()
    moved = [one.source for one in (*moves.asked, *moves.others)]
    return [
        *[facts[each].source for each in reckoned], *moved, *[row.source for row in nearest],
        *[facts[each].source for each in sheet.advised],
    ]  # fmt: skip


def _name(each: str, at: Context) -> str:
    vocabulary = at.library.vocabulary
    return next((vocabulary.name(kind, each) for kind in ("modifier", "lane", "specialty") if vocabulary.knows(kind, each)), each)


def _next(asked: BandArgs, question: Mapping[str, Any], sheet: PaySheet, at: Context) -> tuple[Action, ...]:
    """The next steps; `question` is what was asked, as a button asks it again."""
    if _is_uncovered(asked):
        markets = at.library.vocabulary.nearest_markets(asked.places)[:2]
        return tuple(
            Action(at.library.vocabulary.name("market", each), "band", asked.again(markets=[each], places=[])) for each in markets
        )
    if asked.level is None:
        return _levels(asked, at)
    actions = [Action(say.picture_button(), "band", {**question, "picture": True})] if not asked.picture else []
    other = sheet.other_market
    if other and asked.markets:
        cell = {name: value for name, value in question.items() if name in COMPARED}
        sides = {"a": cell, "b": cell | {"markets": [other]}}
        actions.append(Action(at.library.pay_words.beside(other), "band compare", sides))
    loop = {"level": asked.level} | ({"lane": asked.lane} if asked.lane else {})
    return (*actions, Action(say.loop_button(), "loop", loop))


def _typed(asked: BandArgs, at: Context) -> str:
    """The command that shows every row, as somebody types it."""
    typed = at.library.vocabulary.typed
    where = [typed("market", *asked.markets)] if asked.markets else []
    named = (("level", asked.level), ("lane", asked.lane), ("specialty", asked.specialty))
    work = [typed(kind, each) for kind, each in named if each]
    modifiers = [typed("modifier", each) for each in asked.modifiers]
    return " ".join(("band", *work[: bool(asked.level)], *where, *asked.places, *work[bool(asked.level) :], *modifiers, "all"))


def _levels(asked: BandArgs, at: Context) -> tuple[Action, ...]:
    """The usual levels, where none was named."""
    name = at.library.vocabulary.name
    return tuple(Action(name("level", each), "band", asked.again(level=each, duty=False)) for each in USUAL_LEVELS)


def _overflow(question: Mapping[str, Any]) -> tuple[Action, ...]:
    return (Action(say.all_button(), "band", {**question, "all": True}),)


def _data(asked: BandArgs, found: Band, rows: tuple[BandRow, ...], at: Context) -> dict[str, Any]:
    several = _postings(asked, at)
    posting = found.posting if rows and not several else None
    unlike = "several-markets" if several else "single-figure" if posting and posting.low == posting.high else None
    if unlike:  # one figure is shown among the rows; it makes no range
        posting = None
    return {
        "level": asked.level,
        "market": _market(asked),
        "markets": list(asked.markets),
        "places": list(asked.places),
        "lane": asked.lane,
        "specialty": asked.specialty,
        "modifiers": list(asked.modifiers),
        "rows": [payrows.as_data(row) for row in rows],
        "adjustments": [adjustment_data(_elsewhere(one) if _is_uncovered(asked) else one) for one in found.adjustments],
        "without_figure": _unfigured(asked, found),
        "posting_range": posting and {
            "low": posting.low, "high": posting.high, "currency": posting.currency, "measures": posting.measures,
            "scope": posting.scope, "market": posting.market, "fact": posting.from_fact,
            "steps": [{"key": step.key, "fact": step.fact, "low": step.low, "high": step.high} for step in posting.steps],
        },
        "own_beside_market": [
            {"own": one.own.fact, "market": one.market.fact, "low_percent": one.low_percent, "high_percent": one.high_percent}
            for one in differences(found.rows)
        ],
        "offered": payremarks.data(asked, rows),
        "posting_range_reason": None if posting else unlike or _why_none(asked, found),
    }  # fmt: skip


def _unfigured(asked: BandArgs, found: Band) -> list[str]:
    """What no guide puts a figure on; a lane, where none of the figures is for it, as the first line says."""
    lane = asked.lane if asked.lane and not _of_lane(asked.lane, found) else None
    return [*(each for each in found.without_figure if each != asked.lane), *([lane] if lane else ())]


def _why_none(asked: BandArgs, found: Band) -> str:
    """Why there is no range to post: of a place without figures a market was named, only none that is covered."""
    return "market-not-covered" if asked.level and _is_uncovered(asked) else found.no_posting or "market-not-covered"


def _market(asked: BandArgs) -> str | None:
    """One id; the remote pair is `remote`; several are joined, since a machine can split them."""
    if frozenset(asked.markets) == REMOTE:
        return "remote"
    return "+".join(asked.markets) or None
