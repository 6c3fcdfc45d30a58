"""`band`: what each source says one level costs in one market, and what to post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from handlers.core.answers.cite import cited
from handlers.core.answers.later import Later
from handlers.core.pay import payremarks, payrows, shareremarks
from handlers.core.pay.bandargs import EQUITY, QUARTER, USUAL_LEVELS, BandArgs
from handlers.core.pay.payadvice import WITHOUT_CELL, arithmetic, duty, of_measure, premium, premium_unknown
from handlers.core.pay.paylead import elsewhere, first_line, is_uncovered, nearest_cells, nearest_rows
from handlers.core.pay.paylevel import with_level
from handlers.core.pay.paysheet import SHOWN_DIFFERENCES, SHOWN_IN_SHORT, SHOWN_ROWS, PaySheet
from handlers.core.reading.carried import REMOTE
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Text, in_short
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.pay.adjustments import Adjustment
from knowledge.pay.bandrows import BandRow
from knowledge.pay.bands import Band

say = Wording("band")

SHOWN_ASKED, MOST_ASKED, SHOWN_MOVES = 2, 3, 3
"""What fits a phone screen; "all" shows the rest."""
KEPT = 1000
"""Sentences on what no guide gives a figure for that are kept."""
COMPARED = frozenset({"level", "markets", "places", "lane", "specialty", "modifiers"})
"""What a comparison takes of the question: not the measure that leads, nor the years that were read as a level."""
CONTRARY = {"llm": "no-llm", "no-llm": "llm"}
"""What is no news to somebody who asked for the opposite; applied LLM work is LLM work."""
NOT_NAMED = ("level-not-named", "market-not-named")
"""Why there is no range to post where half of the cell is left open."""
MARKET_RATE = ("market rate", "market rates", "market salary", "market price", "market value", "market pay")
"""What people call a band by, though `market` is another verb."""
PAY = ("band", "comp", "salary", "pay", "range", "pay range", "comp band")
DOES = ("does", "do", "would", "will")
COSTS = ("cost us", "cost", "earn", "make", "go for", "fetch", "command", "pull in", "set us back", "set me back", "run us")
"""What frames a question of pay."""


@verb(
    "band",
    BandArgs,
    summary="What each source says a level costs in a market",
    usage="band <level> <market> [lane] [modifiers]",
    examples=("band senior remote", "band staff nyc applied llm", "what's the band for a senior in seattle"),
    aliases=("comp", "salary", "pay", *MARKET_RATE),
    compared_by="band compare",
    no_verb_before=("difference", "differences", "gap", "delta"),
    frames=(
        *(f"{what} {pay} for _" for what in ("what's the", "whats the", "what is the") for pay in PAY),
        *(f"{what} {does} _ {costs}" for what in ("how much", "what") for does in DOES for costs in COSTS),
        "what are _ going for", "whats _ going for", "what's _ going for", "what is _ going for",
        "how much is _", "how much should we pay _", "how much do we pay _", "what should we pay _", "what do we pay _",
    ),
    names_some=True,
    cues=(
        *MARKET_RATE, "ote",
        "band", "salary", "salaries", "pay", "pays", "comp", "compensation", "how much", "cost", "costs", "cost us", "earn",
        "earns", "engineers make", "engineer make", "senior make",
        "seniors make", "staff make", "scientists make", "scientist make", "set us back", "set me back",
        *(f"{who} {goes}" for who in ("junior", "mid", "senior", "staff", "juniors", "mids", "seniors", "engineers", "engineer")
          for goes in ("going for", "fetch", "fetches", "run us")),
        *(f"{what} a {level} worth" for what in ("what is", "what's", "whats") for level in ("junior", "mid", "senior", "staff")),
        "range", "offer range", "bands", "budget", "expensive", "cheap", "money", "wage",
        "fair offer", "good offer for", "reasonable offer", "decent offer", "competitive offer for",
        "going rate", "rate for", "rates for",
        "ballpark", "post what",
        *(f"{get} in {share}" for get in ("expect", "get", "paid", "give", "offer") for share in ("stock", "equity", "options")),
        "what rate", "what base", "mles take home", "mle take home", "engineers take home", "engineer take home",
        "seniors take home", "staff take home", "base for", "fair base", "base salary", "max for", "maximum for",
        "tc", "price", "how many euro", "how many euros", "how many dollars", "hourly", "hourly rate", "day rate",
        "afford", "how much equity", "what equity", "equity should we", "equity do we", "equity range", "equity for",
        "under market", "below market", "under the market",
        "below the market", *(f"{rank}s make" for rank in ("manager", "director", "intern", "vp")), "head of ml make",
        "head of ai make", "vp make", "manager make", "director make", "intern make",
        "should i post for", "should we post for", "what to post for", "what to post", "top of band for", "top of band in",
        "top of band senior", "top of band mid", "top of band staff", "top of band junior",
        *(f"{end} {who} can go" for end in ("lowest", "highest") for who in ("i", "we")), "salary in the posting",
        "pay in the posting", "put the salary", "put a salary", "put the pay", "put pay", "put salary",
        "remuneration", "do we pay", "should we pay", "to pay", "package for", "ctc", "premium", "premiums",
        *(f"{part} of" for part in QUARTER),
        "picture of", "chart of", "base vs", "base versus", "base or total", "base and total",
    ),
)  # fmt: skip
def band(asked: BandArgs, at: Context) -> Reply:
    """The posting range, every source's figure in one table, why they differ, and what moves the band."""
    if asked.job and not (asked.lane or asked.specialty):
        from handlers.core.answers.otherwork import no_band  # seldom

        return no_band(asked.job, asked.cell)
    asked, lines = with_level(_meant(asked), at)
    found = at.library.bands.band(asked.cell)
    return _not_of_a_cell(asked, found, at) or _of_source(asked, found, at) or _of_cell(asked, found, lines, at)


def _of_source(asked: BandArgs, found: Band, at: Context) -> Reply | None:
    """What the one source that is named says by itself, if it says anything of the cell."""
    if not asked.sources or asked.offered or asked.picture:
        return None
    from handlers.core.pay.ofsource import of_source  # seldom

    return of_source(asked, found, at)


def _not_of_a_cell(asked: BandArgs, found: Band, at: Context) -> Reply | None:
    """The answer to what asks for one thing about pay and no band: a premium, the top quarter, where pay has to be posted."""
    if moving := _only_asks_what_moves(asked, found):
        return premium(moving, asked.modifiers, _levels(asked, at), at)
    if asked.employer and not (asked.level or asked.markets or asked.places):
        from handlers.core.pay.atemployer import at_employer  # seldom

        return at_employer(asked.employer, at, WITHOUT_CELL)
    if asked.quarter and not asked.places:
        from handlers.core.pay.quarter import top_quarter  # seldom

        return top_quarter(asked, found.posting, at)
    if asked.premium and not (asked.model_fields_set - {"premium"}):
        return premium_unknown(_levels(asked, at), at)
    return duty(found.advice, _levels(asked, at), at, payremarks.abroad(asked, at)) if asked.duty and not asked.level else None


def _of_cell(asked: BandArgs, found: Band, lines: Sequence[Element], at: Context) -> Reply:
    """The cell's table below what to post of it. `lines`: what was read as its level."""
    uncovered = is_uncovered(asked)
    sheet = at.library.pay_sheets.of(found)
    rows = _rows(asked, sheet, at)
    shown, usual = rows if asked.all else rows[:SHOWN_ROWS], rows is sheet.rows
    instead = _of_measure(asked, rows if uncovered else found.rows, at)
    lead = first_line(asked, found, sheet, instead, at)
    employer = payremarks.employer(asked, at)
    offered = [*payremarks.offered(asked, rows, at), *shareremarks.beside(asked, (*rows, *instead), at)]
    silent = [at.library.short_names[each] for each in asked.sources if not any(row.source == each for row in rows)]
    alone = [Text(say.source_has_none(sources=silent), small=True)] if silent else []
    elements: list[Element] = [*lines, *alone, Heading(lead), *employer, *offered, *payremarks.remarks(asked, rows, at)]
    if shown:
        elements.append(sheet.table if usual else at.library.pay_table.table(shown, with_level=asked.level is None))
    if len(rows) > len(shown):
        elements.append(Text(say.more_rows(count=len(rows) - len(shown), typed=_typed(asked, at)), small=True))
    if asked.picture and rows:
        elements.append(payrows.picture(rows, lead, at.library.knowledge))
    question = asked.again()
    sources = [*(sheet.sources if usual else [row.source for row in shown]), *[row.source for row in instead]]
    sources += payremarks.spoken(asked, at)
    if uncovered:
        about = [elsewhere(one) for one in _asked_about(asked, found)]
        elements += _told(asked, found, _Moving(about, []), at)
        sources += [one.source for one in about]
    else:
        moves = _moving(asked, found)
        elements += _explained(asked, found, sheet, moves, at)
        sources += _spoken(asked, found, sheet, moves, at)
    # Of a level or a market alone the first line has no figure, nor does it say where the pay that was named stands.
    known = _first_known(rows, sheet, at) if not uncovered and found.no_posting in NOT_NAMED else ()
    beside = (*lines, *employer, *(() if found.posting and not asked.measure else offered))
    return Reply(
        _shortly(lead, beside, known),
        tuple(elements),
        actions=_next(asked, question, sheet, at),
        more=_overflow(question) if len(rows) > len(shown) else (),
        sources=cited(at.library.knowledge, sources),
        data=Later(lambda: _data(asked, found, rows, at)),
    )


def _shortly(lead: str, beside: Iterable[Element], known: Sequence[str]) -> str:
    """The first line with the lines beside it and the first known figures, as a notification shows it."""
    told = [line.text for line in beside if isinstance(line, Text)]
    return in_short(lead, [*told, *known]) if told or known else lead


def _first_known(rows: tuple[BandRow, ...], sheet: PaySheet, at: Context) -> tuple[str, ...]:
    """The first figures, as sentences name them."""
    if rows is sheet.rows:
        return sheet.first_known
    return tuple(at.library.pay_table.one_line(row) for row in rows[:SHOWN_IN_SHORT])


def _meant(asked: BandArgs) -> BandArgs:
    """Whoever asks what LLM work adds, asks about a skill rather than a lane; whoever names a share, asks about equity."""
    if asked.share and asked.measure is None:
        asked = asked.model_copy(update={"measure": EQUITY})
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
    if is_uncovered(asked):
        return tuple(row._replace(scope="nearby") for cell in nearest_cells(asked, at) for row in cell.rows)
    if asked.all:
        return payrows.own_first(at.library.bands.everything(asked.cell))
    alike = tuple(row for row in sheet.rows if row.measures == asked.measure) if asked.measure and not asked.markets else ()
    return alike or sheet.rows


def _of_measure(asked: BandArgs, rows: Iterable[BandRow], at: Context) -> list[BandRow]:
    """Where none of the rows has the measure asked for, what the guides give of it: of the same market, the nearest, or any."""
    if not asked.measure or not (asked.level or asked.places) or any(row.measures == asked.measure for row in rows):
        return []
    markets = asked.markets or at.library.vocabulary.nearest_markets(asked.places)
    return of_measure(asked.measure, asked.level, markets, at)[:SHOWN_DIFFERENCES]


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
    nearest = nearest_rows(asked, sheet, at) if posting is None else ()
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
    if is_uncovered(asked):
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
    from handlers.core.pay.paydata import band_data  # a chat reads none

    return band_data(asked, found, rows, at)
