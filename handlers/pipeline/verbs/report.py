"""`report`: how a search, all searches, or one's own deadlines went, beside what the guides say."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from handlers.core import access, times
from handlers.core.errors import NotAllowed
from handlers.core.markers import Choose, Flag, People, When
from handlers.core.reply import Action, Element, Heading, Reply, Text
from handlers.core.typed.amounts import Day, Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.messages.cards import order_of
from handlers.pipeline.reading import days, finding, naming, whichcolleague
from handlers.pipeline.reports import card, measuring, periods
from handlers.pipeline.reports.card import CANDIDATES_SEARCH, Shown
from handlers.pipeline.reports.figures import Figures, Period
from handlers.pipeline.rules.policy import policy
from storage import reports
from storage.models import Requisition

say = Wording("report")

Whose = Literal["team", "me"]
USUAL_DAYS = 90
"""How far back all reqs, or one's own deadlines, are looked at where no period is said."""


class ReportArgs(naming.AboutReq):
    """Of one req, of all that the asker may see, or of the asker; of which period."""

    whose: Annotated[
        Whose | None, Choose((("team", ("team", "all", "everybody")), ("me", ("me", "my", "mine", "my own")))), Empty
    ] = None
    period: Annotated[str | None, Choose(periods.NAMED), Empty] = None
    since: Annotated[Day | None, When(("since", "from"), strict=True), Empty] = None
    people: Annotated[tuple[str, ...], People()] = ()
    picture: Annotated[bool, Flag(("picture", "chart", "graph", "plot"))] = False
    file: Annotated[bool, Flag(("file", "csv", "html", "markdown", "download"))] = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What is reported on: whose it is called, over which time, on which reqs, and what came of it."""

    who: str
    period: str
    span: Period
    reqs: tuple[Requisition, ...]
    figures: Figures
    offers: bool = True
    one: Requisition | None = None
    mine: bool = False
    partly: bool = False
    """Whether offers' figures are of some of the reqs only: those in which the asker has a part."""


@verb(
    "report",
    ReportArgs,
    summary="How a search went, or all of them, beside the guides' figures",
    usage="report [R-12 | team | me] [this quarter | last month | since 1 oct]",
    examples=("report R-12", "report team this quarter", "report me", "report since 1 oct"),
    aliases=("reports", "metrics"),
    effect="read",
    heavy=True,
)
def report(asked: ReportArgs, at: Context) -> Reply:
    """Hours to the offer, deadlines met, time in stage, acceptance and why not; to the asker alone."""
    if asked.people and whichcolleague.the_person(at, asked.people[0]) is not at.person:
        raise NotAllowed(say.theirs(), actions=_elsewhere(asked))
    found = _found(asked, at)
    if found.figures.empty:
        text = _nothing(found)
        return Reply(text, (Text(text),), actions=_ways_on(found), data={"report": None})
    return _reply(asked, at, found)


def _found(asked: ReportArgs, at: Context) -> Asked:
    here = naming.req_of_place(at) if asked.req is None and asked.whose is None else None
    if asked.whose == "me" or asked.people:
        return _of_me(asked, at)
    if asked.req is not None or here is not None:
        return _of_req(asked, at, here or finding.the_req(at, asked.req, need="see_reqs"))
    return _of_all(asked, at)


def _of_req(asked: ReportArgs, at: Context, req: Requisition) -> Asked:
    access.ask(at, req, "see_reqs")
    span, said = _period(asked, at)
    if span is None:
        span = Period(min(req.since_at, reports.begun_at(at.unit, req.id) or req.since_at), at.command.now)
        said = say.period_search(span=times.gone((req.closed_at or at.command.now) - req.since_at))
    figures = measuring.of_reqs(at.unit, policy(at), [req], span)
    return Asked(f"R-{req.number}", said, span, (req,), figures, access.may(at, "offers", req), req)


def _of_all(asked: ReportArgs, at: Context) -> Asked:
    """All reqs that the asker may see; offers' figures of those where they may see offers."""
    span, said = _period(asked, at)
    span = span or periods.last_days(USUAL_DAYS, at.command.now)
    reqs = tuple(access.visible(at, reports.reqs_between(at.unit, span.since, span.until)))
    figures = measuring.of_reqs(at.unit, policy(at), reqs, span)
    seen = [req for req in reqs if access.may(at, "offers", req)]
    partly = 0 < len(seen) < len(reqs)
    if partly:
        figures = figures.with_offers_of(measuring.of_reqs(at.unit, policy(at), seen, span))
    return Asked(say.who_team(count=len(reqs)), said, span, reqs, figures, bool(seen) or not reqs, partly=partly)


def _of_me(asked: ReportArgs, at: Context) -> Asked:
    span, said = _period(asked, at)
    span = span or periods.last_days(USUAL_DAYS, at.command.now)
    me = at.person
    reqs = tuple(reports.reqs_between(at.unit, span.since, span.until, me.id)) if me else ()
    figures = measuring.of_person(at.unit, policy(at), me, reqs, span) if me else Figures()
    return Asked(say.who_me(), said, span, reqs, figures, mine=True)


def _period(asked: ReportArgs, at: Context) -> tuple[Period | None, str]:
    """(The period that was said, how it is called); of an unsaid one only what the usual one is called."""
    zone, now = at.zone, at.command.now
    if asked.since:
        begins = days.past_day(asked.since, zone, now, "since")
        return Period(begins, now), say.period_since(day=times.day(begins.astimezone(times.zone(zone))))
    if asked.period:
        return periods.named(asked.period, zone, now), say.period(name=asked.period)
    return None, say.period_days(count=USUAL_DAYS)


def _reply(asked: ReportArgs, at: Context, found: Asked) -> Reply:
    shown = Shown(found.figures, at.library, _stage_names(found), found.offers, _open_weeks(found, at))
    lines = card.lines(shown)
    lead, notes = card.lead(shown, found.who, found.period), _notes(found, shown, few=card.few(lines))
    sources = card.sources(shown)
    elements: list[Element] = [Heading(lead), card.table(lines)]
    drawn = card.picture(shown, found.who, found.period) if asked.picture else None
    elements += [drawn] if drawn else []
    elements += [Text(each, small=True) for each in notes]
    if asked.file:
        named = [f"{source.publisher}, {source.as_of}" for source in sources]
        elements += card.documents(lines, _file_name(found, at), lead, notes, named)
    return Reply(
        lead,
        tuple(elements),
        actions=_buttons(asked, found),
        more=_ways_on(found),
        sources=sources,
        data={"report": _data(found), "facts": list(card.facts_in(shown))},
    )


def _nothing(found: Asked) -> str:
    if found.mine:
        return say.nothing_me(period=found.period)
    return say.nothing(who=found.who, period=found.period) if found.reqs else say.nothing_seen(period=found.period)


def _notes(found: Asked, shown: Shown, *, few: bool) -> list[str]:
    notes = [say.few(count=card.FEW - 1)] if few else []
    if CANDIDATES_SEARCH in card.facts_in(shown):
        own = shown.fact(CANDIDATES_SEARCH)
        notes.append(say.theirs_not_ours(days=own.values["value"], source=shown.source(CANDIDATES_SEARCH)))
    if found.figures.held:
        notes.append(say.without_holds())
    if found.partly or not found.offers:
        notes.append(say.hidden(all=not found.partly))
    return [*notes, say.part_holders()] if found.mine else notes


def _stage_names(found: Asked) -> dict[str, str]:
    """Stage key → name, in the order of the loops."""
    return {stage.key: stage.name for req in reversed(found.reqs) for stage in order_of(req)}


def _open_weeks(found: Asked, at: Context) -> float | None:
    req = found.one
    return None if req is None or req.closed_at else measuring.weeks_so_far(at.unit, req, at.command.now)


def _buttons(asked: ReportArgs, found: Asked) -> tuple[Action, ...]:
    """The same with its picture, the same as a file."""
    again = asked.model_dump(mode="json", exclude_defaults=True)
    if found.one is not None:
        again["req"] = found.one.number
    ways = (("picture", say.picture_button()), ("file", say.file_button()))
    return tuple(Action(label, "report", again | {name: True}) for name, label in ways if not getattr(asked, name))


def _ways_on(found: Asked) -> tuple[Action, ...]:
    if found.one is not None:
        return (
            Action(say.health_button(), "req health", {"req": found.one.number}),
            Action(say.team_button(), "report", {"whose": "team"}),
        )
    if found.mine:
        return (Action(say.due_button(), "due"), Action(say.team_button(), "report", {"whose": "team"}))
    return (Action(say.me_button(), "report", {"whose": "me"}), Action(say.list_button(), "req list"))


def _elsewhere(asked: ReportArgs) -> tuple[Action, ...]:
    period = {"period": asked.period} if asked.period else {}
    return (
        Action(say.me_button(), "report", {"whose": "me", **period}),
        Action(say.team_button(), "report", {"whose": "team", **period}),
    )


def _file_name(found: Asked, at: Context) -> str:
    who = f"R-{found.one.number}" if found.one else say.file_me() if found.mine else say.file_all()
    return say.file_name(who=who, day=at.command.now.date().isoformat())


def _data(found: Asked) -> dict[str, Any]:
    """The figures for machines; those that the asker may not see are not in it."""
    data = asdict(found.figures)
    if not found.offers:
        for name in ("offer_hours", "accepted", "declined", "expired", "reasons"):
            del data[name]
    return {
        "reqs": [req.number for req in found.reqs], "since": found.span.since.isoformat(),
        "until": found.span.until.isoformat(), **data,
    }  # fmt: skip
