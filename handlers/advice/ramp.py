"""`ramp`: the first ninety days, stage by stage, each with what shows that it is done."""

from __future__ import annotations

from typing import Annotated

from handlers.core import telling
from handlers.core.args import Arguments
from handlers.core.cite import cited
from handlers.core.markers import Concept, Flag
from handlers.core.reply import Action, Bullets, Document, Element, Heading, Reply, Rich, Strong, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.adjustments import listed
from knowledge.plans import Plan
from knowledge.schema import Fact

say = Wording("ramp")


class RampArgs(Arguments):
    """`lane` is said back where the plan was not written for it; `document` gives the plan as a file."""

    lane: Annotated[str | None, Concept("lane")] = None
    everything: Annotated[bool, Flag(("everything", "all", "show all"))] = False
    document: Annotated[bool, Flag(("file", "as a file", "document", "download"))] = False


@verb(
    "ramp",
    RampArgs,
    summary="The first ninety days, week by week, with what shows that each stage is done",
    usage="ramp [lane]",
    examples=("ramp", "ramp as a file"),
    aliases=("onboarding", "onboard"),
    cues=(
        "first ninety days", "first 90 days", "90 days plan", "90 day plan", "onboarding", "onboard", "ramp up", "ramp-up",
        "first week",
        "first month", "first three months", "30 60 90", "30/60/90", "probation",
    ),
)  # fmt: skip
def ramp(asked: RampArgs, at: Context) -> Reply:
    """The stages in order, each with its deliverable; the company's own plan before them."""
    plan = at.library.plans.plan("ramp")
    lead = say.lead(stages=len(plan.parts["stages"]), source=at.library.short_names[plan.one("stages").source])
    elements: list[Element] = [Heading(lead), *telling.own(plan, at.library)]
    elements.append(Bullets(tuple(_stage(fact) for fact in plan.of("stages")), ordered=True))
    if asked.lane and not any(asked.lane in listed(fact.applies_to.get("lane")) for fact in plan.of("stages")):
        elements.append(Text(say.not_for_lane(lane=at.library.vocabulary.name("lane", asked.lane)), small=True))
    notes = plan.of("reading", "before", "after") + plan.rest if asked.everything else plan.of("reading")[:1] + plan.of("before")
    elements.append(Bullets(tuple(telling.line(fact, at.library) for fact in notes)))
    if asked.document:
        elements.append(Document(say.file_name(), "text/markdown", _as_markdown(plan, lead, at)))
    in_file = plan.of("reading", "before", "after") if asked.document else ()
    shown = (*plan.own, *plan.of("stages"), *notes, *in_file)
    return Reply(
        lead,
        tuple(elements),
        actions=(
            *(() if asked.document else (Action(say.document_button(), "ramp", {"document": True}),)),
            Action(say.retain_button(), "retain"),
            Action(say.close_button(), "close"),
        ),
        more=() if asked.everything else (Action(say.everything_button(), "ramp", {"everything": True}),),
        sources=cited(at.library.knowledge, (fact.source for fact in shown)),
        data={
            "own": telling.as_data(plan.own),
            "stages": [{"from_week": _weeks(fact)[0], "to_week": _weeks(fact)[1], **one} for fact, one in _with_data(plan)],
            "notes": telling.as_data(plan.of("reading", "before", "after")),
        },
    )


def _with_data(plan: Plan) -> zip[tuple[Fact, dict[str, object]]]:
    stages = plan.of("stages")
    return zip(stages, telling.as_data(stages), strict=True)


def _weeks(fact: Fact) -> tuple[int, int]:
    """The weeks of a stage; a month that has a number is read as the four weeks (the third: five) that make ninety days."""
    month = fact.values.get("month")
    if not month:
        return int(fact.values["low"]), int(fact.values["high"])
    number = int(month["value"])
    return 4 * number - 3, 4 * number + (1 if number == 3 else 0)


def _month(fact: Fact) -> int | None:
    """The month that the guide names, where it names no weeks."""
    month = fact.values.get("month")
    return int(month["value"]) if month else None


def _stage(fact: Fact) -> Rich:
    first, last = _weeks(fact)
    title = say.stage_title(first=first, last=last, month=_month(fact), deliverable=fact.values.get("deliverable", ""))
    return (Strong(title), " " + say.stage(text=fact.statement.split(": ", 1)[-1]))


def _as_markdown(plan: Plan, lead: str, at: Context) -> str:
    stages = [(*_weeks(fact), _month(fact), fact) for fact in plan.of("stages")]
    return say.markdown(
        lead=lead,
        own=plan.own,
        stages=stages,
        notes=plan.of("reading", "before", "after"),
        names=at.library.short_names,
    )
