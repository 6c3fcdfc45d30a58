"""A report as people see it: figures beside the guides', as a table, a picture and files. Pure: from figures to elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.core.answers.cite import cited
from handlers.core.library import Library
from handlers.core.reply import Bar, Cited, Document, Panel, Picture, Section, Table
from handlers.core.wording import Wording
from handlers.pipeline import sheets
from handlers.pipeline.reports.figures import Figures, Spread
from knowledge.printing import printed
from knowledge.schema import Fact

say = Wording("report")
offer_words = Wording("offer")

WITHIN, ACCEPTED, SEARCH, LOOP, CANDIDATES_SEARCH = (
    "kore1.closing.offer-within-48-hours",
    "rfs.market.first-offer-close-rate",
    "kore1.market.time-to-fill",
    "kore1.loops.loop",
    "rfs.market.candidate-search-47-days",
)
"""The facts that ours are set beside; the last only to say that it measures something else."""
FEW = 5
"""Below this many a share is said as a count, and that it is few."""
COLUMNS = ("section", "what", "ours", "worst", "counted", "guides")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what was measured, ours, the worst, of how many, and what the guides say."""

    section: str
    what: str
    ours: str
    worst: str = ""
    count: int = 0
    guide: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        return (self.what, self.ours, self.worst, say.times(count=self.count) if self.count else "", self.guide)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card is made from. `stages`: key → name, in the loop's order. `offers`: whether their figures may be seen."""

    figures: Figures
    library: Library
    stages: Mapping[str, str]
    offers: bool = True
    open_weeks: float | None = None
    """How long the one req that was asked about has been open, while it is."""

    def fact(self, id: str) -> Fact:
        """A fact of the library."""
        return self.library.knowledge.facts[id]

    def source(self, id: str) -> str:
        """Its publisher's short name."""
        return self.library.short_names[self.fact(id).source]


def lines(shown: Shown) -> tuple[Line, ...]:
    """All that was measured, section by section; what was not is left out."""
    return (*_speed(shown), *_clocks(shown), *_stages(shown), *_reasons(shown))


def table(found: Sequence[Line]) -> Table:
    """The lines as one table, a section each."""
    titles = tuple(dict.fromkeys(each.section for each in found))
    sections = tuple(Section(title, tuple(each.cells for each in found if each.section == title)) for title in titles)
    columns = tuple(say.columns().split("|"))
    return Table(columns, sections, frozenset({columns[3]}))


def few(found: Sequence[Line]) -> bool:
    """Whether any of it is counted on so few that it says little."""
    return any(0 < each.count < FEW for each in found)


def lead(shown: Shown, who: str, period: str) -> str:
    """The report in one line: the hours to the offer, else the deadlines met."""
    figures = shown.figures
    if shown.offers and figures.offer_hours:
        hours, within = figures.offer_hours, float(shown.fact(WITHIN).values["value"])
        return say.lead_offer(who=who, period=period, median=hours.median, within=within, count=hours.count)
    if figures.clocks:
        kept, count = sum(each.kept for each in figures.clocks), sum(each.count for each in figures.clocks)
        return say.lead_clocks(who=who, period=period, kept=kept, count=count)
    return say.lead_plain(who=who, period=period)


def sources(shown: Shown) -> tuple[Cited, ...]:
    """Whose figures stand beside ours."""
    return cited(shown.library.knowledge, (shown.fact(each).source for each in facts_in(shown)))


def facts_in(shown: Shown) -> tuple[str, ...]:
    """The facts that the card sets ours beside, and the one that it tells apart from them."""
    figures = shown.figures
    used = [(WITHIN, bool(shown.offers and figures.offer_hours)), (LOOP, bool(figures.loop_days))]
    used += [(ACCEPTED, bool(shown.offers and figures.answered))]
    used += [(SEARCH, bool(figures.search_weeks) or shown.open_weeks is not None)]
    rules = {rule.id: rule.rule for rule in shown.library.clocks}
    of_clocks = [rule for each in figures.clocks if (rule := rules[each.clock])]
    apart = [CANDIDATES_SEARCH] if used[-1][1] else []
    return tuple(dict.fromkeys([*(id for id, there in used if there), *of_clocks, *apart]))


def picture(shown: Shown, who: str, period: str) -> Picture | None:
    """Ours beside the guides' as bars; None where there is nothing to draw."""
    panels = tuple(panel for panel in _panels(shown, who) if panel.bars)
    if not panels:
        return None
    told = [
        say.alt_line(panel=panel.title, label=bar.label, low=bar.low, high=bar.high, median=bar.median, unit=panel.unit)
        for panel in panels
        for bar in panel.bars
    ]
    return Picture(say.picture_title(who=who, period=period), say.alt(lines=told), panels)


def documents(found: Sequence[Line], name: str, lead: str, notes: Sequence[str], sources: Sequence[str]) -> tuple[Document, ...]:
    """The same to keep: CSV to reckon with, Markdown and HTML to read."""
    rows: list[dict[str, Any]] = [
        dict(zip(COLUMNS, (each.section, *each.cells[:3], each.count or None, each.guide), strict=True)) for each in found
    ]
    values = {
        "lead": lead, "columns": say.columns().split("|"), "sections": table(found).sections, "notes": notes, "sources": sources,
    }  # fmt: skip
    return (
        Document(f"{name}.csv", "text/csv", sheets.as_csv(COLUMNS, rows)),
        Document(f"{name}.md", "text/markdown", printed("report.md.j2", **values)),
        Document(f"{name}.html", "text/html", printed("report.html.j2", **values)),
    )


def _speed(shown: Shown) -> Iterator[Line]:
    figures, title = shown.figures, say.section_speed()
    hours, days, weeks = (_units()[kind] for kind in ("offer", "loop", "weeks"))
    if shown.offers and figures.offer_hours:
        yield _spanned(title, say.offer_hours(), figures.offer_hours, hours, _guide(shown, WITHIN, hours))
    if figures.loop_days:
        yield _spanned(title, say.loop_span(), figures.loop_days, days, _guide(shown, LOOP, figure="span"))
    if shown.offers and figures.answered:
        share = say.share(part=figures.accepted, count=figures.answered, percent=_percent(figures), few=figures.answered < FEW)
        yield Line(title, say.acceptance(), share, "", figures.answered, _guide(shown, ACCEPTED))
    if figures.search_weeks:
        yield _spanned(title, say.search_weeks(), figures.search_weeks, weeks, _guide(shown, SEARCH))
    elif shown.open_weeks is not None:
        yield Line(title, say.open_now(), say.span(value=shown.open_weeks, unit=weeks), guide=_guide(shown, SEARCH))


def _clocks(shown: Shown) -> Iterator[Line]:
    rules = {rule.id: rule for rule in shown.library.clocks}
    hours = _units()["offer"]
    for each in shown.figures.clocks:
        rule = rules[each.clock]
        guide = say.house()
        if rule.rule and rule.ends_day:
            guide = say.same_day(source=shown.source(rule.rule))
        elif rule.rule:
            guide = say.clock_guide(hours=rule.within_hours, source=shown.source(rule.rule))
        yield Line(
            say.section_clocks(),
            say.clock_name(clock=each.clock, name=rule.name),
            say.share(part=each.kept, count=each.count, percent=each.percent, few=each.count < FEW),
            say.span(value=each.longest_hours, unit=hours),
            each.count,
            guide,
        )


def _stages(shown: Shown) -> Iterator[Line]:
    days = _units()["loop"]
    known = [key for key in shown.stages if key in shown.figures.stages]
    for key in (*known, *(key for key in shown.figures.stages if key not in shown.stages)):
        yield _spanned(say.section_stages(), shown.stages.get(key, key), shown.figures.stages[key], days, "")


def _reasons(shown: Shown) -> Iterator[Line]:
    if shown.offers:
        for reason, count in shown.figures.reasons:
            yield Line(say.section_reasons(), offer_words.decline_reason(reason=reason), say.times(count=count))
        if shown.figures.expired:
            yield Line(say.section_reasons(), say.expired(), say.times(count=shown.figures.expired))


def _panels(shown: Shown, who: str) -> Iterator[Panel]:
    figures, units = shown.figures, _units()
    ours = {"offer": figures.offer_hours if shown.offers else None, "loop": figures.loop_days, "weeks": figures.search_weeks}
    theirs = {"offer": WITHIN, "loop": LOOP, "weeks": SEARCH}
    for kind, spread in ours.items():
        if spread:
            yield Panel(say.panel(kind=kind), units[kind], (_bar(who, spread), _fact_bar(shown, theirs[kind])))
    if shown.offers and figures.answered:
        mine = _percent(figures)
        bar = Bar(say.bar(who=who, count=figures.answered), mine, mine)
        yield Panel(say.panel(kind="accepted"), units["accepted"], (bar, _fact_bar(shown, ACCEPTED)))
    names = {rule.id: rule.name for rule in shown.library.clocks}
    bars = tuple(
        Bar(say.bar(who=say.clock_name(clock=each.clock, name=names[each.clock]), count=each.count), each.percent, each.percent)
        for each in figures.clocks
    )
    yield Panel(say.panel(kind="clocks"), units["clocks"], bars)


def _bar(who: str, spread: Spread) -> Bar:
    return Bar(say.bar(who=who, count=spread.count), round(spread.best), round(spread.worst), round(spread.median))


def _fact_bar(shown: Shown, id: str) -> Bar:
    low, high = _ends(shown.fact(id).values, days=True)
    return Bar(say.bar_guide(source=shown.source(id)), round(low), round(high))


def _ends(values: Mapping[str, Any], *, days: bool = False) -> tuple[float, float]:
    """A figure's two ends; a span of weeks inside a loop's fact as days where `days`."""
    if "span" in values:
        weeks = float(values["span"]["value"])
        return (weeks * 7, weeks * 7) if days else (weeks, weeks)
    return float(values.get("low", values.get("value"))), float(values.get("high", values.get("value")))


def _guide(shown: Shown, id: str, unit: str = "", *, figure: str = "") -> str:
    values = shown.fact(id).values
    low, high = _ends(values)
    named = unit or (values[figure] if figure else values)["unit"]
    return say.guide(low=low, high=high, unit=named, source=shown.source(id))


def _spanned(section: str, what: str, spread: Spread, unit: str, guide: str) -> Line:
    worst = say.span(value=spread.worst, unit=unit) if spread.count > 1 else ""
    return Line(section, what, say.span(value=spread.median, unit=unit), worst, spread.count, guide)


def _percent(figures: Figures) -> int:
    return round(100 * figures.accepted / figures.answered)


def _units() -> dict[str, str]:
    return {kind: say.unit(kind=kind) for kind in ("offer", "loop", "weeks", "accepted", "clocks")}
