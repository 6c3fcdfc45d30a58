"""`market`: supply, demand, time to fill, offers in hand, acceptance and outlook, each guide's figure with what it counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.figures import month
from handlers.core.markers import Choose, Concept, Flag
from handlers.core.reply import Action, Element, Heading, Reply, Section, Table, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.pay.adjustments import WORK_OF_LANE, listed
from knowledge.plans import Plan
from knowledge.schema import Fact

say = Wording("market")

SPANS_TO_FILL = tuple(
    f"{span} to {deed}" for span in ("weeks", "months", "days") for deed in ("hire", "fill", "fill it", "find one")
)
"""How people tell what a search took: `is 3 months to hire normal`."""
ROWS = ("fill", "search", "offers", "offers_search", "acceptance")
"""Parts shown as rows."""
SHOWN = (("demand", 1), ("supply", 1), ("fill_moves", 2), ("outlook", 1))
SHOWN_OF_LANE, SHOWN_BESIDE = 2, 4
"""Parts shown as lines, with how many fit a phone screen; "everything" shows the rest."""
WORK_OF_LANES = {"applied-llm": "llm", **WORK_OF_LANE}
"""Lanes that are themselves what a modifier names."""
_HOME, _OFFICE = ("remote", "wfh"), ("hybrid", "onsite", "on-site", "on site", "office", "in office", "in-office", "in person")
"""The two that are set against each other."""
_DRAWBACK = (
    "catch",
    "downside",
    "downsides",
    "drawback",
    "drawbacks",
    "cons",
    "disadvantages",
    "risks",
    "upside",
    "pros",
    "benefits",
)
WORKPLACE = (
    *(f"{drawback} {of} {place}" for drawback in _DRAWBACK for of in ("of", "with", "to") for place in (*_HOME, *_OFFICE)),
    *(f"{a} {joined} {b}" for joined in ("or", "vs", "versus", "over") for home in _HOME for office in _OFFICE
      for a, b in ((home, office), (office, home))),
    *(f"{office} or fully {home}" for office in ("office", "hybrid", "onsite", "on-site") for home in _HOME),
    *(f"remote {fine} or {office}" for fine in ("ok", "okay", "fine", "better", "good") for office in _OFFICE),
    *(f"{want} remote {yet}" for want in ("want", "wants", "insists on") for yet in ("but", "we are", "we're", "and we")),
    "everyone in office", "everyone in the office", "everybody in the office",
    "is remote ok", "is remote okay", "is remote fine", "hybrid or onsite",
    "hybrid or on-site", "hybrid or office", "hybrid or in office", "remote policy", "hybrid policy",
    "office policy", "office-only", "office only", "onsite-only", "onsite only", "in-office only", "insist on the office",
    "insist on office", "force people into the office", "back to the office", "return to office", "work from home policy",
    "remote friendly", "go remote", "go hybrid",
)  # fmt: skip
"""Where people work, asked as a choice: no band answers that."""
ABOUT = (
    ("fill", ("time to fill", "time to hire", "how long", *SPANS_TO_FILL)),
    ("offers", ("how many offers", "offers", "offers in hand", "competing offers", "rival offers", "other offers")),
    ("acceptance", ("acceptance rate", "close rate", "offers get accepted", "offers are accepted", "offers accepted",
                    "offers get signed", "accept the first", "say yes")),
)  # fmt: skip
"""Figures that can be asked for by themselves, and the words for each."""
ROWS_ABOUT = {"fill": ("fill", "search"), "offers": ("offers", "offers_search"), "acceptance": ("acceptance",)}
"""The rows of each."""
POOL = "times"
"""The unit of how much wider remote work makes the pool."""


class MarketArgs(Arguments):
    """`lane` puts what is said of its people first, places are told apart by no guide; `level` leaves out figures that are for
    other levels alone; `about` asks for one figure, `workplace` for what remote and office work do; `everything` shows each
    fact."""

    level: Annotated[str | None, Concept("level")] = None
    lane: Annotated[str | None, Concept("lane")] = None
    markets: Annotated[tuple[str, ...], Concept("market")] = ()
    places: Annotated[tuple[str, ...], Concept("place")] = ()
    about: Annotated[str | None, Choose(ABOUT)] = None
    workplace: Annotated[bool, Flag(WORKPLACE)] = False
    everything: Annotated[bool, Flag(("everything", "all", "show all"))] = False


@verb(
    "market",
    MarketArgs,
    summary="Supply, demand, time to fill, rival offers, acceptance, outlook",
    usage="market [level] [lane]",
    examples=("market", "market mid"),
    aliases=("supply", "demand"),
    cues=(
        "time to fill", "time to hire", "how long does it take to hire", "how long to hire", "supply and demand", "the supply",
        "supply of", "supply like", "demand for", "talent pool", "talent market",
        "job market", "labour market", "labor market", "competing offers", "rival offers", "offers in hand",
        "acceptance rate", "close rate",
        *WORKPLACE, "offers get accepted", "offers are accepted", "offers get signed",
        "outlook", "shortage", "how many offers", "seller's market", "how long will the search take", "how long will it take",
        "how long does it take", "how long should it take", "how long to fill", "take to find one", "take to find someone",
        "take to find somebody", "should the search take", "should a search take",
        "does the search take", "does a search take", "the market", *SPANS_TO_FILL,
    ),
)  # fmt: skip
def market(asked: MarketArgs, at: Context) -> Reply:
    """The figures in one table, why they differ, and what stands behind them; the company's own first."""
    plan = at.library.plans.plan("market")
    if asked.workplace:
        return _workplace(plan, at)
    lead = _lead(plan, asked, at)
    told = [telling.everything(plan, at.library)] if asked.everything else _figures(asked, plan, at)
    again = asked.model_dump(mode="json", exclude_defaults=True, include={"level", "lane"})
    return Reply(
        lead,
        (Heading(lead), *telling.own(plan, at.library), *told),
        actions=(
            Action(say.band_button(), "band", {"level": asked.level or "senior"}),
            Action(say.close_button(), "close"),
            Action(say.outsource_button(), "outsource"),
        ),
        more=(
            *((Action(say.whole_button(), "market", again),) if asked.about else ()),
            *(() if asked.everything else (Action(say.everything_button(), "market", again | {"everything": True}),)),
        ),
        sources=cited(at.library.knowledge, _spoken(asked, plan, at)),
        data={
            "level": asked.level,
            "lane": asked.lane,
            "of_lane": telling.as_data(_of_lane(asked.lane, at)),
            "own": telling.as_data(plan.own),
        }
        | {part: telling.as_data(plan.of(part)) for part in plan.parts},
    )


def _figures(asked: MarketArgs, plan: Plan, at: Context) -> list[Element]:
    """The figures that are asked for as a table, what they are not, and what stands behind them."""
    parts = ROWS_ABOUT[asked.about] if asked.about else ROWS
    rows = tuple(_row(part, fact, at) for part in parts for fact in _fitting(plan.of(part), asked.level))
    elements: list[Element] = [Table(tuple(say.columns().split("|")), (Section("", rows),), frozenset())]
    if missing := tuple(part for part in _without(plan, asked.level) if part in parts):
        elements.append(Text(_borrowed(missing, plan, asked.level or "", at)))
    if len(rows) > 1:
        elements.append(Text(say.differ(), small=True))
    unsaid = None if asked.about or _of_lane(asked.lane, at) else asked.lane
    elements += telling.not_told_apart(at.library, lane=unsaid, markets=asked.markets, places=asked.places)
    return [*elements, *telling.listed(_said_beside(asked, plan, at), at.library)]


def _workplace(plan: Plan, at: Context) -> Reply:
    """What remote, hybrid and office work each do to a search and to its pay."""
    pool = [fact for fact in plan.of("fill_moves") if fact.values.get("unit") == POOL]
    first, *others = (*pool, *plan.of("workplace", "remote"))
    lead = telling.said(first, at.library)
    remote = {"level": "senior", "markets": ["us-remote"]}
    hybrid = {"level": "senior", "markets": ["bay-area"], "modifiers": ["hybrid"]}
    return Reply(
        lead,
        (Heading(lead), *telling.own(plan, at.library), *telling.listed(tuple(others), at.library)),
        actions=(Action(say.remote_button(), "band", remote), Action(say.hybrid_button(), "band", hybrid)),
        more=(Action(say.whole_button(), "market"),),
        sources=cited(at.library.knowledge, (fact.source for fact in (*plan.own, first, *others))),
        data={"about": "workplace", "workplace": telling.as_data((first, *others)), "own": telling.as_data(plan.own)},
    )


def _said_beside(asked: MarketArgs, plan: Plan, at: Context) -> tuple[Fact, ...]:
    """The lines under the figures: of the lane's people first, then of the market as a whole."""
    if asked.about:
        return ()
    of_all = tuple(fact for part, count in SHOWN for fact in _of_level(plan.of(part), asked.level)[:count])
    said = (*_of_lane(asked.lane, at)[:SHOWN_OF_LANE], *of_all)
    return tuple({fact.id: fact for fact in said}.values())[:SHOWN_BESIDE]


def _of_lane(lane: str | None, at: Context) -> tuple[Fact, ...]:
    """What is said of the supply of a lane's people: facts that name the lane, or the work that it stands for."""
    work = {lane, WORK_OF_LANES.get(lane or "")} - {None}
    said = (*at.library.knowledge.topic("market"), *at.library.knowledge.topic("pay-factors"))
    named = ((fact, {*listed(fact.applies_to.get("lane")), *listed(fact.applies_to.get("modifier"))}) for fact in said)
    return tuple(fact for fact, names in named if work & names and fact.values.get("moves") != "band")


def _spoken(asked: MarketArgs, plan: Plan, at: Context) -> Iterator[str]:
    """The sources of what is shown."""
    if asked.everything:
        yield from (fact.source for fact in plan.facts)
        return
    parts = ROWS_ABOUT[asked.about] if asked.about else ROWS
    yield from (fact.source for fact in plan.own)
    yield from (fact.source for part in parts for fact in _fitting(plan.of(part), asked.level))
    yield from (fact.source for fact in _said_beside(asked, plan, at))


def _lead(plan: Plan, asked: MarketArgs, at: Context) -> str:
    """Time to fill is the level's own where a guide gives it one; offers go from the lowest to the highest said."""
    level = asked.level
    offers = _fitting(plan.of("offers"), level)
    of_level = [fact for fact in plan.of("fill") if level and level in listed(fact.applies_to.get("level"))]
    return say.lead(
        about=asked.about or "",
        who=at.library.vocabulary.name("level", level) if level else "",
        any_level=bool(level and not of_level),
        fill=(of_level or plan.of("fill"))[0].values,
        least=min(_end(fact, "low") for fact in offers),
        most=max(_end(fact, "high") for fact in offers),
        only=at.library.short_names[offers[0].source] if len(offers) == 1 else "",
        accepted=plan.one("acceptance").values["value"],
        accepted_by=_others(plan.of("acceptance"), at) if "acceptance" in _without(plan, level) else "",
    )


def _without(plan: Plan, level: str | None) -> tuple[str, ...]:
    """The rows in which no guide speaks of this level, nor of any level: what they show is others'."""
    return tuple(part for part in ROWS if level and not _of_level(plan.of(part), level))


def _others(facts: tuple[Fact, ...], at: Context) -> str:
    """Whose figures they are."""
    levels = dict.fromkeys(each for fact in facts for each in listed(fact.applies_to.get("level")))
    return ", ".join(at.library.vocabulary.name("level", each).lower() for each in levels)


def _borrowed(parts: tuple[str, ...], plan: Plan, level: str, at: Context) -> str:
    name = at.library.vocabulary.name("level", level)
    labels = [say.label(part=part) for part in parts]
    return say.borrowed(level=name, labels=labels, others=_others(plan.of(*parts), at))


def _end(fact: Fact, end: str) -> float:
    """One end of a fact's figure; a single value is both."""
    figure: float = fact.values[end] if end in fact.values else fact.values["value"]
    return figure


def _fitting(facts: tuple[Fact, ...], level: str | None) -> tuple[Fact, ...]:
    """Those for the level or for any; all of them where that leaves none, since a row says whom it counts."""
    return _of_level(facts, level) or facts


def _of_level(facts: tuple[Fact, ...], level: str | None) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if not level or not (of := listed(fact.applies_to.get("level"))) or level in of)


def _row(part: str, fact: Fact, at: Context) -> tuple[str, ...]:
    values, said = fact.values, fact.applies_to
    vocabulary = at.library.vocabulary
    whom = [vocabulary.name("level", each).lower() for each in listed(said.get("level"))]
    counted = [*whom, *(vocabulary.name("lane", each) for each in listed(said.get("lane")))]
    counted += [str(said[key]) for key in ("company", "moment") if key in said]
    figure = say.figure(
        low=values.get("low", values.get("value")), high=values.get("high", values.get("value")), unit=values["unit"]
    )
    return (
        say.label(part=part),
        figure,
        ", ".join(counted) or say.anybody(),
        at.library.short_names[fact.source],
        month(fact.as_of),
    )
