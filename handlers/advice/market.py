"""`market`: supply, demand, time to fill, offers in hand, acceptance and outlook, each guide's figure with what it counts."""

from __future__ import annotations

from typing import Annotated

from handlers.core import telling
from handlers.core.args import Arguments
from handlers.core.cite import cited
from handlers.core.figures import month
from handlers.core.markers import Concept, Flag
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Section, Table, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.adjustments import listed
from knowledge.plans import Plan
from knowledge.schema import Fact

say = Wording("market")

ROWS = ("fill", "search", "offers", "offers_search", "acceptance")
SHOWN = (("demand", 1), ("supply", 1), ("fill_moves", 2), ("outlook", 1))
"""Parts shown as rows, and as lines with how many of each fit a phone screen; "everything" shows the rest."""


class MarketArgs(Arguments):
    """`level` leaves out figures that are for other levels alone; `everything` shows each fact there is."""

    level: Annotated[str | None, Concept("level")] = None
    everything: Annotated[bool, Flag(("everything", "all", "show all"))] = False


@verb(
    "market",
    MarketArgs,
    summary="Supply, demand, time to fill, rival offers, acceptance, outlook",
    usage="market [level]",
    examples=("market", "market mid"),
    aliases=("supply", "demand"),
    cues=(
        "time to fill", "time to hire", "how long does it take to hire", "how long to hire", "supply and demand",
        "talent pool", "talent market",
        "job market", "labour market", "labor market", "competing offers", "rival offers", "offers in hand",
        "acceptance rate", "close rate",
        "outlook", "shortage", "how many offers", "seller's market", "how long will the search take",
    ),
)  # fmt: skip
def market(asked: MarketArgs, at: Context) -> Reply:
    """The figures in one table, why they differ, and what stands behind them; the company's own first."""
    plan = at.library.plans.plan("market")
    lead = _lead(plan, asked.level, at)
    rows = tuple(_row(part, fact, at) for part in ROWS for fact in _fitting(plan.of(part), asked.level))
    elements: list[Element] = [Heading(lead), *telling.own(plan, at.library)]
    if asked.everything:
        elements.append(telling.everything(plan, at.library))
    else:
        elements.append(Table(tuple(say.columns().split("|")), (Section("", rows),), frozenset()))
        elements.append(Text(say.differ(), small=True))
        lines = tuple(fact for part, count in SHOWN for fact in plan.of(part)[:count])
        elements.append(Bullets(tuple(telling.line(fact, at.library) for fact in lines)))
    again = {"level": asked.level} if asked.level else {}
    return Reply(
        lead,
        tuple(elements),
        actions=(
            Action(say.band_button(), "band", {"level": asked.level or "senior"}),
            Action(say.close_button(), "close"),
            Action(say.outsource_button(), "outsource"),
        ),
        more=() if asked.everything else (Action(say.everything_button(), "market", again | {"everything": True}),),
        sources=cited(at.library.knowledge, (fact.source for fact in (*plan.own, *plan.of(*ROWS, *(part for part, _ in SHOWN))))),
        data={"level": asked.level, "own": telling.as_data(plan.own)}
        | {part: telling.as_data(plan.of(part)) for part in plan.parts},
    )


def _lead(plan: Plan, level: str | None, at: Context) -> str:
    """Time to fill is the level's own where a guide gives it one; offers go from the lowest to the highest said."""
    offers = plan.of("offers")
    of_level = [fact for fact in plan.of("fill") if level and level in listed(fact.applies_to.get("level"))]
    return say.lead(
        who=at.library.vocabulary.name("level", level) if of_level and level else "",
        fill=(of_level or plan.of("fill"))[0].values,
        least=min(_end(fact, "low") for fact in offers),
        most=max(_end(fact, "high") for fact in offers),
        accepted=plan.one("acceptance").values["value"],
    )


def _end(fact: Fact, end: str) -> float:
    """One end of a fact's figure; a single value is both."""
    figure: float = fact.values[end] if end in fact.values else fact.values["value"]
    return figure


def _fitting(facts: tuple[Fact, ...], level: str | None) -> tuple[Fact, ...]:
    """Those for the level or for any; all of them where that leaves none, since a row says whom it counts."""
    fit = tuple(fact for fact in facts if not level or not (of := listed(fact.applies_to.get("level"))) or level in of)
    return fit or facts


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
