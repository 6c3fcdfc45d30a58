"""What the guides would say on a req now: pure functions from its state and the facts to findings, each with its fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.core.figures import minutes, money_range
from handlers.core.library import Library
from handlers.core.wording import Wording
from handlers.pipeline import planning
from handlers.pipeline.stages import Stage
from knowledge.schema import Fact
from storage.models import Requisition

say = Wording("health")

SEARCH_TAKES, HELP_AFTER, QUIET_AFTER = (
    "kore1.market.time-to-fill",
    "kore1.outsource.partner-after-45-days",
    "kore1.jd.quiet-two-weeks",
)
LOW_BAND_COSTS, LOOP_TAKES = "kore1.market.vague-jd-or-low-band", "kore1.loops.loop"
"""The facts whose figures the findings are measured by."""


@dataclass(frozen=True, slots=True)
class State:
    """A req as of now: days since its search began and since anything moved, live candidates by stage key, and what is late."""

    days: int
    quiet_days: int
    live: Mapping[str, int]
    finalists: int
    missed: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: a code, a sentence, and the fact behind it (None for what is ours to see)."""

    code: str
    text: str
    fact: str | None = None
    verb: str | None = None


def findings(library: Library, req: Requisition, order: tuple[Stage, ...], state: State) -> list[Finding]:
    """What stands out, the most pressing first; empty where nothing does."""
    return [
        *_late(state),
        *_age(library, state),
        *_pipeline(library, order, state),
        *_band(library, req),
        *_loop(library, req),
        *_scope(req),
    ]


def _late(state: State) -> Iterator[Finding]:
    if state.missed:
        yield Finding("missed", say.missed(count=state.missed), verb="due")


def _age(library: Library, state: State) -> Iterator[Finding]:
    usual, help_after = _fact(library, SEARCH_TAKES), _fact(library, HELP_AFTER)
    weeks = int(usual.values["high"])
    if not state.finalists and state.days > int(help_after.values["value"]):
        yield Finding("no_finalist", say.no_finalist(days=state.days, **_cited(library, help_after)), help_after.id, "outsource")
    if state.days > weeks * 7:
        yield Finding("age", say.age(days=state.days, weeks=weeks, **_cited(library, usual)), usual.id)


def _pipeline(library: Library, order: tuple[Stage, ...], state: State) -> Iterator[Finding]:
    quiet = _fact(library, QUIET_AFTER)
    if state.quiet_days >= int(quiet.values["value"]):
        yield Finding("quiet", say.quiet(days=state.quiet_days, **_cited(library, quiet)), quiet.id, "jd audit")
    if not any(state.live.values()):
        yield Finding("empty", say.empty(), verb="source")
        return
    furthest = max((place for place, stage in enumerate(order) if state.live.get(stage.key)), default=0)
    thin = [stage.name for stage in order[1:furthest] if not state.live.get(stage.key)]
    if thin and not state.live.get(order[0].key):
        yield Finding("thin", say.thin(stages=thin), verb="source")


def _band(library: Library, req: Requisition) -> Iterator[Finding]:
    if req.band_low is None or req.band_high is None or req.band_currency is None:
        yield Finding("no_band", say.no_band(), verb="req edit")
        return
    market = planning.band(library, req.level, req.lane, req.market)
    if market is None or market.currency != req.band_currency or req.band_high >= market.high:
        return
    costs = _fact(library, LOW_BAND_COSTS)
    ours = money_range(req.band_low, req.band_high, req.band_currency)
    theirs = money_range(market.low, market.high, market.currency)
    yield Finding("low_band", say.low_band(ours=ours, market=theirs, **_cited(library, costs)), market.from_fact, "band")


def _loop(library: Library, req: Requisition) -> Iterator[Finding]:
    usual = _fact(library, LOOP_TAKES)
    span = usual.values["candidate_time"]
    low, high = (sum(int(each.get(end) or 0) for each in req.loop) for end in ("minutes_low", "minutes_high"))
    if low > int(span["high"]) * 60:
        theirs = minutes(int(span["low"]) * 60, int(span["high"]) * 60)
        text = say.long_loop(ours=minutes(low, high), usual=theirs, source=library.short_names[usual.source])
        yield Finding("long_loop", text, usual.id)


def _scope(req: Requisition) -> Iterator[Finding]:
    if not (req.deliverable and req.reliability):
        yield Finding("unscoped", say.unscoped(), verb="req edit")


def _fact(library: Library, id: str) -> Fact:
    return library.knowledge.facts[id]


def _cited(library: Library, fact: Fact) -> dict[str, Any]:
    return {"statement": fact.statement, "source": library.short_names[fact.source]}
