"""`team`: the shape for a company's size, whom to hire first and second, to whom they report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.errors import Invalid
from handlers.core.markers import Choose, Count, Flag
from handlers.core.reply import Action, Bullets, Element, Field, Form, Heading, Reply, Text
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.plans import Plan
from knowledge.topics.team_shape import Shape, shape

say = Wording("team_shape")

MOST = 1_000_000
SHOWN = (("first", 1), ("second", 1), ("reports", 2), ("reports_but", 1), ("apart", 1))
"""Parts, and how many facts of each fit a phone screen; "everything" shows the rest."""
SHOWN_ALONE = (("first", 1), ("second", 1), ("alone", 2), ("reports", 2))
"""The same where the shape has room for one ML person: nothing about second teams."""
KINDS = (
    ("mature", ("ml mature", "ml-mature", "mature")),
    (
        "native",
        ("ai native", "ai-native", "frontier lab", "frontier labs", "ai lab", "ai first", "ai-first", "scale-up", "scaleup"),
    ),
)
"""Kinds of company whose shape a guide gives without a size, by a word of the shape's own name."""


ABOUT = (
    ("second", ("platform engineer or", "platform or ml", "platform or an ml", "platform or model", "platform engineer first")),
    ("first", ("hire first", "first ml hire", "first hire", "first one")),
    ("second", ("second hire", "second ml hire", "hire second", "second ml engineer", "second ml person", "second engineer")),
    ("reports", ("report", "reports", "report to", "reports to", "reporting line", "reporting lines", "reporting")),
    ("apart", ("platform team", "two teams", "one team", "separate team", "separate teams")),
)
"""Parts that can be asked for without a size, and the words for each."""


NOBODY = ("zero", "no engineers", "nobody", "none")
"""A company without engineers, in words."""


class TeamArgs(Arguments):
    """How many engineers the company has, or that it has `nobody`; `kind` is a kind of company in place of a size; `about` asks
    for one part alone; `everything` shows each fact there is."""

    engineers: Annotated[
        int | None,
        Empty,
        Count(
            ("engineers", "engineer", "developers", "developer", "devs", "dev", "people", "person", "employees", "staff",
             "headcount", "eng", "team of", "org of", "company of", "software engineers", "programmers"),
            alone=True,
        ),
    ] = None  # fmt: skip
    nobody: Annotated[bool, Flag(NOBODY)] = False
    kind: Annotated[str | None, Choose(KINDS)] = None
    about: Annotated[str | None, Choose(ABOUT)] = None
    everything: Annotated[bool, Flag(("everything", "all", "show all"))] = False


@verb(
    "team",
    TeamArgs,
    summary="Team shape for a company's size, and whom to hire first and second",
    usage="team <engineers in the company | ai-native>",
    examples=("team 120", "team for a 120-person engineering org"),
    aliases=("team shape", "org"),
    cues=(
        "team shape", "team size", "team structure", "org chart", "org structure", "who do we hire first",
        "who should we hire first",
        "engineers who first", "engineers whom first", "who first",
        "whom to hire first", "whom do we hire first", "hire first", "first ml hire", "first hire", "second hire",
        "reporting line", "reporting lines", "report to",
        "how many ml engineers", "how many ml people", "person engineering org", "engineering org", "platform team",
        "size of the team", "hire second", "second ml hire", "second ml engineer", "second ml person",
        "be organised", "be organized", "organise ml", "organize ml", "structure ml",
        "structure the team", "structure our team", "big should the ml team", "big should our ml team", "big should an ml team",
        "large should the ml team", "large should our ml team", "ml org", "ml team size", "size of ml team",
        "size of the ml team", "size of our ml team", "engineers how many ml", "how many mles", "ml headcount",
    ),
)  # fmt: skip
def team(asked: TeamArgs, at: Context) -> Reply:
    """The shape for the size (all of them, and the question, where none was given), the first hires, and reporting lines."""
    plan = at.library.plans.plan("team")
    if asked.engineers is None and asked.kind:
        return _of_kind(asked.kind, plan, at)
    if asked.engineers is None and asked.about:
        return _part(asked.about, plan, at)
    if asked.engineers is None and not asked.nobody:
        return _ask(plan, at)
    if asked.engineers is None or not 0 < asked.engineers <= MOST:
        raise Invalid(
            say.no_such_size(),
            errors={"engineers": say.field_hint()},
            actions=(Action(say.example(), "team", {"engineers": 120}),),
        )
    found = shape(asked.engineers, plan.of("shapes"))
    lead = _lead(asked.engineers, found, at)
    elements: list[Element] = [Heading(lead), *telling.own(plan, at.library)]
    if found.meets:
        source = at.library.short_names[found.meets.source]
        beyond = "company" not in found.meets.values
        line = say.on_the_line(engineers=asked.engineers, other=found.meets.statement, source=source, beyond=beyond)
        elements.append(Text(line, small=True))
    parts = SHOWN_ALONE if found.for_one else SHOWN
    facts = plan.facts if asked.everything else tuple(fact for part, count in parts for fact in plan.of(part)[:count])
    elements.append(telling.everything(plan, at.library) if asked.everything else Bullets(_lines(parts, plan, at)))
    return Reply(
        lead,
        tuple(elements),
        actions=(
            Action(say.band_button(), "band", {"level": "senior", "lane": "production"}),
            Action(say.outsource_button(), "outsource"),
            Action(say.market_button(), "market"),
        ),
        more=()
        if asked.everything
        else (Action(say.everything_button(), "team", {"engineers": asked.engineers, "everything": True}),),
        sources=cited(at.library.knowledge, (fact.source for fact in (*plan.own, *found.facts, *facts))),
        data=_data(asked, plan, found),
    )


def _of_kind(kind: str, plan: Plan, at: Context) -> Reply:
    """The shape for a kind of company that is told without a size, and the same advice."""
    found = next(fact for fact in plan.of("shapes") if kind in fact.statement.casefold())
    lead = say.part(text=found.statement, source=at.library.short_names[found.source])
    said = tuple(fact for part, count in SHOWN for fact in plan.of(part)[:count])
    return Reply(
        lead,
        (Heading(lead), *telling.own(plan, at.library), Bullets(_lines(SHOWN, plan, at))),
        actions=(Action(say.shape_button(), "team"), Action(say.outsource_button(), "outsource")),
        sources=cited(at.library.knowledge, (fact.source for fact in (*plan.own, found, *said))),
        data={"engineers": None, "kind": kind, "shapes": telling.as_data((found,)), "own": telling.as_data(plan.own)},
    )


def _part(part: str, plan: Plan, at: Context) -> Reply:
    """One part of the advice, which holds for any size: its first fact leads."""
    first, *others = plan.of(part, *(("reports_but",) if part == "reports" else ()))
    lead = say.part(text=first.statement, source=at.library.short_names[first.source])
    return Reply(
        lead,
        (Heading(lead), *telling.own(plan, at.library), *telling.listed(tuple(others), at.library)),
        actions=(
            Action(say.shape_button(), "team"),
            Action(say.band_button(), "band", {"level": "senior", "lane": "production"}),
        ),
        sources=cited(at.library.knowledge, (fact.source for fact in (*plan.own, first, *others))),
        data={"engineers": None, "about": part, part: telling.as_data((first, *others)), "own": telling.as_data(plan.own)},
    )


def _lead(engineers: int, found: Shape, at: Context) -> str:
    shapes = [(fact.statement, at.library.short_names[fact.source]) for fact in found.facts]
    return say.lead(engineers=engineers, shapes=shapes, stated=found.stated)


def _lines(parts: Iterable[tuple[str, int]], plan: Plan, at: Context) -> tuple[Any, ...]:
    return tuple(telling.titled(getattr(say, f"{part}_title")(), plan.of(part)[:count], at.library) for part, count in parts)


def _ask(plan: Plan, at: Context) -> Reply:
    lead = say.ask()
    shapes = Bullets(tuple(telling.line(fact, at.library) for fact in plan.of("shapes")))
    field = Field("engineers", say.field(), "number", hint=say.field_hint())
    return Reply(
        lead,
        (Heading(lead), *telling.own(plan, at.library), shapes),
        form=Form(say.form_title(), "team", (field,), say.submit()),
        sources=cited(at.library.knowledge, (fact.source for fact in plan.of("shapes"))),
        data={"engineers": None, "shapes": telling.as_data(plan.of("shapes"))},
    )


def _data(asked: TeamArgs, plan: Plan, found: Shape) -> dict[str, Any]:
    return {
        "engineers": asked.engineers,
        "shapes": telling.as_data(found.facts),
        "stated": found.stated,
        "meets": found.meets.id if found.meets else None,
        "own": telling.as_data(plan.own),
        **{part: telling.as_data(plan.of(part)) for part, _ in SHOWN},
    }
