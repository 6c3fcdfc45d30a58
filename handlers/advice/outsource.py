"""`outsource`: hire, outsource or contract-to-hire, after three questions, with the reasons."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from handlers.core import telling
from handlers.core.amounts import Empty
from handlers.core.args import Arguments
from handlers.core.cite import cited
from handlers.core.markers import Choose
from handlers.core.reply import Action, Bullets, Choice, Element, Field, Form, Heading, Reply, Strong, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.outsourcing import Now, Owner, Verdict, verdict
from knowledge.plans import Plan

say = Wording("outsource")

CORE = (
    (
        "no",
        (
            "not core",
            "not our core",
            "ml is not core",
            "not the core",
            "isn't core",
            "not at the core",
            "side feature",
            "no core",
        ),
    ),
    ("yes", ("core", "our core", "ml is core", "core product", "ml is our product", "ml is the product")),
)
OWNER = (
    ("own-data", ("proprietary data", "own data", "our own data", "our data", "proprietary", "our algorithms", "own algorithms")),
    (
        "continuous",
        ("continuous", "continuous ownership", "ongoing", "program", "programme", "permanent", "long term", "long-term"),
    ),
    ("project", ("project", "one project", "one-off", "one off", "single project")),
)
NOW = (
    ("first", ("first hire", "first ml hire", "first engineer", "first ml engineer", "first one", "first person")),
    ("later", ("second hire", "third hire", "second or third", "second", "third", "next hire", "hire two", "hire three")),
    ("foundation", ("foundation", "90 days", "90-day", "90-day foundation", "ninety days", "platform foundation")),
    ("scope", ("specific scope", "defined scope", "fixed scope", "fine-tuning", "recommender", "fraud pipeline", "one pipeline")),
    ("before-scale", ("not at scale", "before scale", "not yet at scale", "small scale")),
    ("compare", ("benchmark", "second opinion", "measure ourselves")),
    ("stuck", ("stuck", "stalled", "45 days", "search drags", "no candidates", "search is open", "quiet pipeline")),
)


class OutsourceArgs(Arguments):
    """The answers to the three questions; a form asks for what is missing."""

    core: Annotated[Literal["yes", "no"] | None, Empty, Choose(CORE)] = None
    owner: Annotated[Owner | None, Empty, Choose(OWNER)] = None
    now: Annotated[Now | None, Empty, Choose(NOW)] = None


@verb(
    "outsource",
    OutsourceArgs,
    summary="Hire, outsource, or contract-to-hire, with the reasons",
    usage="outsource [answers]",
    examples=("outsource", "outsource core, own data, first hire"),
    aliases=("build or buy", "contract"),
    cues=(
        "outsource", "outsourcing", "contractor", "contractors", "consultancy", "consultants", "agency", "freelancer",
        "freelancers",
        "contract to hire", "contract-to-hire", "staffing partner", "staffing firm", "build or buy", "hire or outsource",
        "in-house",
        "in house", "headhunter",
    ),
)  # fmt: skip
def outsource(asked: OutsourceArgs, at: Context) -> Reply:
    """The three questions, or the answer to them: what to do, why, what points the other way, and when to bring in a partner."""
    if asked.core is None or asked.owner is None or asked.now is None:
        return _ask(asked, at)
    plan = at.library.plans.plan("outsource")
    found = verdict(asked.core == "yes", asked.owner, asked.now)
    lead = say.lead(choice=found.choice, direct=found.direct, partner=found.partner)
    elements: list[Element] = [Heading(lead), *telling.own(plan, at.library), Bullets(_because(found, plan, at))]
    against = plan.of(*found.against)
    if against:
        elements += [Text((Strong(say.against()),)), Bullets(tuple(telling.line(fact, at.library) for fact in against))]
    partner = plan.of("partner")
    elements.append(Text((Strong(say.partner_title()), " " + _partner(plan, at))))
    elements.append(
        Text(say.interest(consultant=_publisher("scope", plan, at), staffing=_publisher("partner", plan, at)), small=True)
    )
    return Reply(
        lead,
        tuple(elements),
        actions=(
            Action(say.team_button(), "team"),
            Action(say.market_button(), "market"),
            Action(say.again_button(), "outsource"),
        ),
        sources=cited(at.library.knowledge, (fact.source for fact in (*plan.own, *plan.of(*found.because), *against, *partner))),
        data=_data(asked, found, plan),
    )


def _because(found: Verdict, plan: Plan, at: Context) -> tuple[Any, ...]:
    parts = (*found.because, *(("first",) if found.direct and "first" not in found.because else ()))
    return tuple(telling.line(fact, at.library) for fact in plan.of(*parts))


def _partner(plan: Plan, at: Context) -> str:
    days = next(fact.values for fact in plan.of("partner") if fact.values.get("unit") == "days")
    return say.partner(days=days["value"], source=_publisher("partner", plan, at))


def _publisher(part: str, plan: Plan, at: Context) -> str:
    return at.library.short_names[plan.one(part).source]


def _ask(asked: OutsourceArgs, at: Context) -> Reply:
    lead = say.ask()
    fields = tuple(
        Field(
            name,
            getattr(say, f"{name}_question")(),
            "select",
            value=getattr(asked, name) or "",
            choices=tuple(Choice(value, say.option(question=name, value=value)) for value, _ in options),
        )
        for name, options in (("core", CORE[::-1]), ("owner", OWNER), ("now", NOW))
    )
    plan = at.library.plans.plan("outsource")
    given = [each for each in (asked.owner, asked.now, "core" if asked.core == "yes" else None) if each in plan.parts]
    known = plan.of(*(each for each in given if each))
    return Reply(
        lead,
        (Text(lead), *telling.listed(known, at.library)),
        form=Form(say.form_title(), "outsource", fields, say.submit()),
        sources=cited(at.library.knowledge, (fact.source for fact in known)),
        data={"choice": None, "answers": asked.model_dump(mode="json"), "known": telling.as_data(known)},
    )


def _data(asked: OutsourceArgs, found: Verdict, plan: Plan) -> dict[str, Any]:
    return {
        "choice": found.choice,
        "answers": asked.model_dump(mode="json"),
        "direct": found.direct,
        "because": telling.as_data(plan.of(*found.because)),
        "against": telling.as_data(plan.of(*found.against)),
        "partner": telling.as_data(plan.of("partner")),
        "own": telling.as_data(plan.own),
    }
