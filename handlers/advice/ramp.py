"""`ramp`: the first ninety days, stage by stage, each with what shows that it is done."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from handlers.core.answers import telling
from handlers.core.answers.cellnames import a
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.markers import Choose, Concept, Flag
from handlers.core.reply import Action, Bullets, Document, Element, Heading, Reply, Rich, Strong, Text, in_short
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.pay.adjustments import listed
from knowledge.plans import Plan
from knowledge.schema import Fact

say = Wording("ramp")


Week = Literal["1", "3", "1-4", "5", "9"]
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")


def _said(unit: str, *numbers: int, short: tuple[str, ...] = ()) -> tuple[str, ...]:
    """How people say these weeks or months: `week 2`, `week two`, `wk 2`, `wk2`."""
    spelt = (f"{unit} {said}" for number in numbers for said in (str(number), _NUMBERS[number - 1]))
    brief = (f"{each}{between}{number}" for number in numbers for each in (*short, unit) for between in ("", " "))
    return tuple(dict.fromkeys((*spelt, *brief)))


_week, _month_said = partial(_said, "week", short=("wk", "w", "weeks")), partial(_said, "month", short=("mo", "mth"))
WEEKS: tuple[tuple[Week, tuple[str, ...]], ...] = (
    ("1", (*_week(1, 2), "first week", "weeks 1-2", "first two weeks", "day one", "day 1", "first day")),
    ("3", (*_week(3, 4), "weeks 3-4", "third week", "fourth week", "day 30", "30 days")),
    ("1-4", (*_month_said(1), "first month", "first four weeks", "weeks 1-4")),
    ("5", (*_month_said(2), *_week(5, 6, 7, 8), "second month", "weeks 5-8", "day 60", "60 days")),
    ("9", (*_month_said(3), *_week(9, 10, 11, 12, 13), "third month", "last month", "weeks 9-13", "day 90")),
)
"""A time of the ninety days → a week in it (a first and a last one, for what takes in two stages), as people say it."""


class RampArgs(Arguments):
    """`week` is one of the stage that is asked about; `lane` is said back where the plan was not written for it; `document`
    gives the plan as a file."""

    lane: Annotated[str | None, Concept("lane")] = None
    level: Annotated[str | None, Concept("level")] = None
    specialty: Annotated[str | None, Concept("specialty")] = None
    week: Annotated[Week | None, Empty, Choose(WEEKS)] = None
    everything: Annotated[bool, Flag(("everything", "all", "show all"))] = False
    document: Annotated[bool, Flag(("file", "as a file", "document", "download"))] = False


@verb(
    "ramp",
    RampArgs,
    summary="The first ninety days, week by week, with what shows that each stage is done",
    usage="ramp [week 1 | month 2 | lane]",
    examples=("ramp", "ramp as a file"),
    aliases=("onboarding", "onboard"),
    cues=(
        "first ninety days", "first 90 days", "first 90 days plan",
        "90 days plan", "first 90", "90 day plan", "onboarding", "onboard", "ramp up", "ramp-up",
        "first week", "first month", "after 30 days", "first 30 days", "first three months", "30 60 90", "30/60/90", "probation",
        "week one", "week 1", *(f"month {number}" for number in ("one", "two", "three", "1", "2", "3")),
        "is productive", "be productive", "become productive", "get productive", "in 90 days", "in ninety days",
        "deliver in the first", "fully productive", "up to speed",
    ),
)  # fmt: skip
def ramp(asked: RampArgs, at: Context) -> Reply:
    """The stages in order, each with its deliverable; the company's own plan before them."""
    plan = at.library.plans.plan("ramp")
    if asked.week:
        stages = _stages_in(asked.week, plan)
        return _one_stage(stages[0], at) if len(stages) == 1 else _some_stages(stages, at)
    lead = say.lead(stages=len(plan.parts["stages"]), source=at.library.short_names[plan.one("stages").source])
    elements: list[Element] = [Heading(lead), *telling.own(plan, at.library)]
    elements.append(Bullets(tuple(_stage(fact) for fact in plan.of("stages")), ordered=True))
    if asked.lane and not any(asked.lane in listed(fact.applies_to.get("lane")) for fact in plan.of("stages")):
        elements.append(Text(say.not_for_lane(lane=a(at.library.vocabulary.name("lane", asked.lane))), small=True))
    elements += telling.not_told_apart(at.library, level=asked.level, specialty=asked.specialty)
    notes = plan.of("reading", "before", "after") + plan.rest if asked.everything else plan.of("reading")[:1] + plan.of("before")
    elements.append(Bullets(tuple(telling.line(fact, at.library) for fact in notes)))
    if asked.document:
        elements.append(Document(say.file_name(), "text/markdown", _as_markdown(plan, lead, at)))
    in_file = plan.of("reading", "before", "after") if asked.document else ()
    shown = (*plan.own, *plan.of("stages"), *notes, *in_file)
    return Reply(
        in_short(lead, [_title(fact).rstrip(":") for fact in plan.of("stages")]),
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


def _stages_in(week: Week, plan: Plan) -> tuple[Fact, ...]:
    """The stages that hold this week, or any of these weeks."""
    first, _, last = week.partition("-")
    return tuple(fact for fact in plan.of("stages") if _weeks(fact)[0] <= int(last or first) and int(first) <= _weeks(fact)[1])


def _some_stages(stages: tuple[Fact, ...], at: Context) -> Reply:
    """Stages that follow on each other, each with what shows that it is done."""
    span = say.span(first=_weeks(stages[0])[0], last=_weeks(stages[-1])[1], month=None)
    lead = say.some_stages_lead(span=span, count=len(stages), source=at.library.short_names[stages[0].source])
    return Reply(
        in_short(lead, [_title(fact).rstrip(":") for fact in stages]),
        (Heading(lead), Bullets(tuple(_stage(fact) for fact in stages), ordered=True)),
        actions=(Action(say.whole_button(), "ramp"), Action(say.document_button(), "ramp", {"document": True})),
        sources=cited(at.library.knowledge, (fact.source for fact in stages)),
        data={
            "stages": [
                {"from_week": _weeks(fact)[0], "to_week": _weeks(fact)[1], **telling.as_data((fact,))[0]} for fact in stages
            ]
        },
    )


def _one_stage(fact: Fact, at: Context) -> Reply:
    """One stage: what it is, what belongs to it, and what shows that it is done."""
    first, last = _weeks(fact)
    lead = say.stage_lead(
        title=say.span(first=first, last=last, month=_month(fact)),
        text=fact.statement.split(": ", 1)[-1],
        source=at.library.short_names[fact.source],
    )
    items = tuple(str(each) for each in fact.values.get("items", ()))
    done = say.done_when(deliverable=fact.values.get("deliverable", ""), choose=bool(fact.values.get("choose")))
    return Reply(
        lead,
        (Heading(lead), *([Bullets(items)] if items else []), Text(done)),
        actions=(Action(say.whole_button(), "ramp"), Action(say.document_button(), "ramp", {"document": True})),
        sources=cited(at.library.knowledge, (fact.source,)),
        data={"stages": [{"from_week": first, "to_week": last, **telling.as_data((fact,))[0]}]},
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


def _title(fact: Fact) -> str:
    first, last = _weeks(fact)
    return say.stage_title(first=first, last=last, month=_month(fact), deliverable=fact.values.get("deliverable", ""))


def _stage(fact: Fact) -> Rich:
    return (Strong(_title(fact)), " " + say.stage(text=fact.statement.split(": ", 1)[-1]))


def _as_markdown(plan: Plan, lead: str, at: Context) -> str:
    stages = [(*_weeks(fact), _month(fact), fact) for fact in plan.of("stages")]
    return say.markdown(
        lead=lead,
        own=plan.own,
        stages=stages,
        notes=plan.of("reading", "before", "after"),
        names=at.library.short_names,
    )
