"""`outsource`: hire, outsource or contract-to-hire, after three questions, with the reasons."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.markers import Choose, Flag
from handlers.core.reply import Action, Bullets, Choice, Element, Field, Form, Heading, Reply, Strong, Text
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.core.words import Words
from knowledge.plans import Plan
from knowledge.topics.outsourcing import Now, Owner, Verdict, verdict
from knowledge.words.patterns import pattern

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
NOT_OURS = (
    "no proprietary data", "no own data", "no data of our own", "not proprietary", "nothing proprietary", "no proprietary",
    "without proprietary data", "don't have proprietary data", "don't own the data", "do not own the data",
)  # fmt: skip
OWNER = (
    ("own-data", ("proprietary data", "own data", "our own data", "our data", "proprietary", "our algorithms", "own algorithms")),
    (
        "continuous",
        ("continuous", "continuous ownership", "ongoing", "program", "programme", "permanent", "long term", "long-term"),
    ),
    ("project", ("project", "one project", "one-off", "one off", "single project")),
)
NOW = (
    (
        "first",
        (
            "first hire",
            "first ml hire",
            "first engineer",
            "first ml engineer",
            "first one",
            "first person",
            "no ml yet",
            "no ml team",
            "no ml people",
            "nobody in ml",
            "no one in ml",
        ),
    ),
    ("later", ("second hire", "third hire", "second or third", "second", "third", "next hire", "hire two", "hire three")),
    ("foundation", ("foundation", "90 days", "90-day", "90-day foundation", "ninety days", "platform foundation")),
    (
        "scope",
        (
            "specific scope",
            "defined scope",
            "fixed scope",
            "fine-tuning",
            "fine tuning",
            "finetuning",
            "recommender",
            "recommendation system",
            "fraud pipeline",
            "fraud detection",
            "one pipeline",
            "one model",
            "rag pipeline",
        ),
    ),
    ("before-scale", ("not at scale", "before scale", "not yet at scale", "small scale")),
    ("compare", ("benchmark", "second opinion", "measure ourselves")),
    ("stuck", ("stuck", "stalled", "45 days", "search drags", "no candidates", "search is open", "quiet pipeline")),
)


CONTRACT = ("contract", ("contract to hire", "contract-to-hire", "contractor", "contractors", "contract", "direct hire",
                         "freelancer", "freelance", "freelance",
                         "freelancers", "temp", "to hire", "direct"))  # fmt: skip
PARTNER = ("partner", ("agency", "agencies", "staffing partner", "staffing firm", "headhunter", "headhunters", "recruiting firm",
                       "staffing", "external recruiter", "use a recruiter", "pay a recruiter"))  # fmt: skip
RATES = ("rate", "rates", "day rate", "daily rate", "hourly", "hourly rate", "per hour", "per day", "an hour", "a day", "/hour",
         "/hr", "/day", "charge", "charges", "cost", "costs", "how much")  # fmt: skip
"""What asks what somebody costs who is paid by the hour or the day."""
_BY_TIME = pattern(r"[\dk]\s?(?:/|an?\s|per\s)\s?(?:h|hr|hour|d|day)\b", re.IGNORECASE)
DIRECT = {"contract": ("first", "later"), "partner": ("partner",)}
"""What is asked about by itself → the parts of the plan that answer it before any question is."""
POINTS_TO = {"core": "hire", "own-data": "hire", "continuous": "hire", "first": "direct", "later": "contract-to-hire"}
"""Where an answer alone points; what is not here points outwards."""


class Rate(Flag):
    """Whether it is asked what somebody costs by the hour or the day, `€900/day` too."""

    def read(self, words: Words, many: bool, model: Any) -> Any:
        """True, or nothing."""
        return Flag.read(self, words, many, model) or (True if _BY_TIME.search(words.text) else None)


class OutsourceArgs(Arguments):
    """The answers to the three questions; a form asks for what is missing. `about` is what was asked of by name."""

    about: Annotated[Literal["contract", "partner"] | None, Empty, Choose((CONTRACT, PARTNER))] = None
    denied: Annotated[Literal["own-data"] | None, Empty, Choose((("own-data", NOT_OURS),), cuts=True)] = None
    core: Annotated[Literal["yes", "no"] | None, Empty, Choose(CORE)] = None
    owner: Annotated[Owner | None, Empty, Choose(OWNER)] = None
    now: Annotated[Now | None, Empty, Choose(NOW)] = None
    rate: Annotated[bool, Rate(RATES)] = False


@verb(
    "outsource",
    OutsourceArgs,
    summary="Hire, outsource, or contract-to-hire, with the reasons",
    usage="outsource [answers]",
    examples=("outsource", "outsource core, own data, first hire"),
    aliases=("build or buy", "contract"),
    cues=(
        "outsource", "outsourcing", "contractor", "contractors", "consultancy", "consultants", "agency", "freelancer",
        "freelance", "freelancers",
        "contract to hire", "contract-to-hire", "staffing partner", "staffing firm", "build or buy", "hire or outsource",
        "in-house",
        "in house", "headhunter", "use a recruiter", "external recruiter", "pay a recruiter",
    ),
)  # fmt: skip
def outsource(asked: OutsourceArgs, at: Context) -> Reply:
    """The three questions, or the answer to them: what to do, why, what points the other way, and when to bring in a partner."""
    if asked.rate and not (asked.core or asked.owner or asked.now):
        return _no_rates(asked.about)
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


def _no_rates(of: str | None) -> Reply:
    """That no guide has what a contractor, a consultancy or an agency takes, with what they do have."""
    lead = say.no_rates(of=of)
    actions = (
        Action(say.band_button(), "band", {"level": "senior"}),
        Action(say.contract_button(), "outsource", {"about": CONTRACT[0]}),
    )
    return Reply(lead, (Heading(lead),), actions=actions, data={"choice": None, "rate": None})


def _ask(asked: OutsourceArgs, at: Context) -> Reply:
    """What the answers so far say already, and the questions that are left."""
    plan = at.library.plans.plan("outsource")
    parts = _known(asked, plan)
    known = plan.of(*parts)
    lead = say.so_far(leaning=_leaning(asked, parts)) if known else say.ask()
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
    return Reply(
        lead,
        (Heading(lead), *telling.listed(known, at.library), *([Text(say.ask(), small=True)] if known else [])),
        form=Form(say.form_title(), "outsource", fields, say.submit()),
        sources=cited(at.library.knowledge, (fact.source for fact in known)),
        data={"choice": None, "answers": _answers(asked), "known": telling.as_data(known)},
    )


def _known(asked: OutsourceArgs, plan: Plan) -> tuple[str, ...]:
    """The parts of the plan that the answers so far, or what was asked of by name, already speak of."""
    given = [*DIRECT.get(asked.about or "", ()), "core" if asked.core == "yes" else None, asked.owner, asked.now]
    return tuple(dict.fromkeys(each for each in given if each and each in plan.parts))


def _leaning(asked: OutsourceArgs, parts: tuple[str, ...]) -> str:
    """Where everything said so far points; nothing where it points both ways, or nothing was said."""
    if asked.about:
        return asked.about
    pointed = {POINTS_TO.get(each, "outsource") for each in parts}
    return pointed.pop() if len(pointed) == 1 else "mixed" if pointed else ""


def _answers(asked: OutsourceArgs) -> dict[str, Any]:
    return asked.model_dump(mode="json", include={"core", "owner", "now"})


def _data(asked: OutsourceArgs, found: Verdict, plan: Plan) -> dict[str, Any]:
    return {
        "choice": found.choice,
        "answers": _answers(asked),
        "direct": found.direct,
        "because": telling.as_data(plan.of(*found.because)),
        "against": telling.as_data(plan.of(*found.against)),
        "partner": telling.as_data(plan.of("partner")),
        "own": telling.as_data(plan.own),
    }
