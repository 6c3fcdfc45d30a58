"""What the guides would say on a req now: pure functions from its state and the facts to findings, each with its fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.core.figures import minutes, money_range
from handlers.core.library import Library
from handlers.core.reply import Action
from handlers.core.wording import Wording
from handlers.pipeline import planning
from handlers.pipeline.digests.stale import SIGNED, Found
from handlers.pipeline.rules.stages import Stage
from knowledge.deadlines.digest_rules import DigestRule
from knowledge.schema import Fact
from storage.models import Requisition

say = Wording("health")

LOW_BAND_COSTS, LOOP_TAKES = "kore1.market.vague-jd-or-low-band", "kore1.loops.loop"
"""The facts whose figures the findings are measured by."""
NAMED = 5
"""Candidates who are named in one line; the rest are counted."""


@dataclass(frozen=True, slots=True)
class State:
    """A req as of now: what has stood too long in it, live candidates by stage key, and how many deadlines are past.

    `names`: application → how the candidate is called, of those who have stood too long. `unrecorded`: the rounds of which nobody
    said what became, each with its candidate.
    """

    stood: tuple[Found, ...]
    live: Mapping[str, int]
    missed: int
    names: Mapping[str, str] = field(default_factory=dict)
    unrecorded: tuple[str, ...] = ()


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
        *stood_too_long(library, state.stood, state.names),
        *_pipeline(order, state),
        *_band(library, req),
        *_loop(library, req),
        *_scope(req),
    ]


def ways(req: Requisition) -> dict[str, Action]:
    """A finding's verb → the button that does something about it."""
    listed = Action(say.list_button(), "cand list", {"req": req.number})
    cell = {"level": req.level, "lane": req.lane}
    known = {name: value for name, value in cell.items() if value}
    return {
        "band": Action(say.band_button(), "band", known | ({"markets": [req.market]} if req.market else {})),
        "req edit": Action(say.answer_button(), "req edit", {"req": req.number, "ask": "scoping"}),
        "due": listed,
        "source": Action(say.source_button(), "source", {"lane": req.lane} if req.lane else {}),
        "jd audit": Action(say.audit_jd_button(), "jd audit"),
        "triage": Action(say.triage_button(), "triage"),
        "cand list": listed,
        "outsource": Action(say.outsource_button(), "outsource"),
        "req fill": Action(say.fill_button(), "req fill", {"req": req.number}),
    }


def _late(state: State) -> Iterator[Finding]:
    if state.missed:
        yield Finding("missed", say.missed(count=state.missed), verb="due")
    if state.unrecorded:
        shown, rest = state.unrecorded[:NAMED], max(0, len(state.unrecorded) - NAMED)
        yield Finding("unrecorded", say.unrecorded(items=shown, rest=rest), verb="interview done")


def stood_too_long(library: Library, found: Iterable[Found], names: Mapping[str, str]) -> Iterator[Finding]:
    """What only digests speak of, a sentence a rule: all candidates that one is about stand in it, the longest waiting first."""
    by_rule: dict[DigestRule, list[Found]] = {}
    for each in found:
        by_rule.setdefault(each.rule, []).append(each)
    for rule, same in by_rule.items():
        longest = sorted(same, key=lambda each: -each.days)
        text = say.stood(
            rule=rule.id,
            days=longest[0].days,
            least=longest[-1].days,
            within=round(rule.days),
            names=[names[each.application] for each in longest[:NAMED] if each.application],
            more=max(0, len(longest) - NAMED),
            because=say.cited(**_cited(library, _fact(library, rule.rule))) if rule.rule else say.house_rule(),
        )
        yield Finding(rule.id, text, rule.rule, rule.verb)


def _pipeline(order: tuple[Stage, ...], state: State) -> Iterator[Finding]:
    if any(each.rule is SIGNED for each in state.stood):
        return
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
