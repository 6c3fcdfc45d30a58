"""`role`: what a senior does, needs and becomes, and the neighbouring roles with their pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import model_validator

from handlers.core.answers import kindsofwork, telling
from handlers.core.answers.cite import cited
from handlers.core.answers.otherwork import NEIGHBOURS, not_described
from handlers.core.answers.specialties import specialty_fact
from handlers.core.args import Arguments
from handlers.core.figures import money_range, percent
from handlers.core.markers import Choose, Concept, Flag
from handlers.core.pay.bandargs import USUAL_LEVELS
from handlers.core.pay.payadvice import of_work
from handlers.core.pay.payrows import as_data
from handlers.core.reading.jobs import JOBS
from handlers.core.reply import Action, Bullets, Element, Facts, Heading, Reply, Section, Strong, Table, Text
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.pay.adjustments import Cell
from knowledge.pay.bandrows import BandRow
from knowledge.schema import Fact
from knowledge.topics.role import Role
from knowledge.topics.role import role as described

say = Wording("role")

SHOWN_DUTIES, SHOWN_RELATED, SHOWN_PAY, SHOWN_FACTS, SHOWN_LANE = 3, 3, 2, 7, 3
"""What fits a phone screen; each part has a page of its own."""
PARTS = ("week", "duties", "next", "qualifications", "senior", "staff", "related")
WHOLE = ("week", "duties", "related")
"""Parts that stand in one table or list however long."""
OPENS = ("qualifications",)
"""Parts whose first fact is the answer: it depends on the lane."""
DESCRIBED_LEVEL, DESCRIBED_LANE = "senior", "production"
"""Whose week and duties the guides describe."""
NEXT_LEVELS, PAID_IN = ("senior", "staff"), ("us",)
"""Whose pay stands beside what comes next, and where."""
DIFFERENCE = ("difference", "differ", "differs", "vs", "versus", "compare", "compared", "distinction")
PAYS = (
    "pay", "pays", "paid", "salary", "salaries", "comp", "compensation", "earn", "earns", "cost", "costs", "make", "makes",
    "pricier", "cheaper", "more expensive", "dearer", "money", "wage", "wages",
)  # fmt: skip
"""What asks two kinds of work for their pay rather than for what parts them."""
IS_ONE_OF_OURS = (
    *(f"{phrase} {ours}" for _, phrases in (*JOBS, *NEIGHBOURS) for phrase in phrases for ours in ("an ml", "part of ml")),
    *(f"{lane} an ml" for lane in ("data scientist", "data science", "mlops", "mlops engineer", "researcher")),
    "count as ml",
    "counts as ml",
)
"""Whether some other work is ours is asked so (`is a data engineer an ml job`)."""


class RoleArgs(Arguments):
    """The lane, the specialty or the level, and one part of the answer; the whole in short where none is named. `neighbour` is
    a related role by name, `job` one that is no ML engineer's; of two `lanes` it is asked what parts them, or with `pays` what
    parts their pay; with `difference` of one and the production engineer."""

    neighbour: Annotated[str | None, Empty, Choose(NEIGHBOURS)] = None
    job: Annotated[str | None, Empty, Choose(JOBS)] = None
    lanes: Annotated[tuple[str, ...], Concept("lane")] = ()
    specialty: Annotated[str | None, Concept("specialty")] = None
    level: Annotated[str | None, Concept("level")] = None
    week: Annotated[bool, Flag(("week", "day", "senior's day", "day to day", "daily", "time split", "spend their time"))] = False
    duties: Annotated[bool, Flag(("duties", "responsibilities", "duty", "responsible for"))] = False
    next: Annotated[
        bool, Flag(("next", "after senior", "beyond senior", "career", "ladder", "promotion", "path", "career path", "grow into"))
    ] = False
    qualifications: Annotated[bool, Flag(("phd", "degree", "qualifications", "requirements", "education", "masters"))] = False
    senior: Annotated[bool, Flag(("makes a senior", "what makes", "seniority", "means senior", "senior mean"))] = False
    staff: Annotated[bool, Flag(("staff", "principal", "vs staff"))] = False
    related: Annotated[bool, Flag(("related", "similar roles", "neighbouring", "other roles"))] = False
    difference: Annotated[bool, Flag(DIFFERENCE)] = False
    pays: Annotated[bool, Flag(PAYS)] = False
    everything: Annotated[bool, Flag(("all", "everything", "show all"))] = False

    @model_validator(mode="before")
    @classmethod
    def _one_lane(cls, values: Any) -> Any:
        """`lane`, as buttons name the one that they are about."""
        if not isinstance(values, Mapping) or "lane" not in values:
            return values
        others = {name: value for name, value in values.items() if name != "lane"}
        return others | {"lanes": (values["lane"],) if values["lane"] else ()}

    @property
    def lane(self) -> str | None:
        """The lane that is asked about; the first of two."""
        return self.lanes[0] if self.lanes else None

    @property
    def apart(self) -> tuple[str, str] | None:
        """The two lanes that are to be told apart."""
        if len(self.lanes) > 1:
            return self.lanes[0], self.lanes[1]
        return (self.lane, DESCRIBED_LANE) if self.difference and self.lane and self.lane != DESCRIBED_LANE else None

    @property
    def part(self) -> str | None:
        """The part asked for."""
        return next((part for part in PARTS if getattr(self, part)), None)


@verb(
    "role",
    RoleArgs,
    summary="What a senior does, needs and earns next; related roles",
    usage="role [lane | specialty | level] [week | duties | next | phd | seniority | staff | related]",
    examples=("role", "role next", "role phd"),
    no_verb_before=("of the", "of our"),
    cues=(
        "what does a senior do", "what do they do", "engineer do", "engineers do",
        "scientist do", "staff do", "mle do", "do all day", "day to day", "responsibilities",
        "duties", "career path", "promotion", "phd", "degree",
        "senior vs staff", "senior or staff", "difference between staff and lead",
        "difference between lead and staff", "related roles",
        "what does an ml engineer do", "what makes a senior", "makes someone senior", "makes somebody senior", "qualifications",
        "after senior", "comes after senior", "beyond senior", "senior's day", "senior's week", "day like", "week like",
        "data scientist vs", "vs data scientist", "ml engineer vs", "vs ml engineer", "mlops vs", "vs mlops", "vs an ml engineer",
        "difference between a data scientist", "difference between data scientist", "difference between ml engineer",
        "difference between an ml engineer", "difference between mlops", "mlops and production", "production and mlops",
        "mlops or production", "production or mlops", "compare mlops and", "compare production and", "compare research and",
        "compare applied llm and", "compare llm and", "compare data scientist and", "compare data scientists and",
        *IS_ONE_OF_OURS,
        *(f"{a} {joined} {b} {pay}" for joined in ("vs", "or", "versus") for pay in ("pay", "salary", "comp")
          for a, b in (("mlops", "platform"), ("platform", "mlops"), ("mlops", "ml platform"), ("ml platform", "mlops"))),
        *(phrase for _, phrases in NEIGHBOURS for phrase in phrases if " " in phrase), "rlhf", "annotator", "robotics",
    ),
)  # fmt: skip
def role(asked: RoleArgs, at: Context) -> Reply:
    """The role in six lines, or one part of it whole."""
    found = described(at.library.knowledge, asked.lane)
    if asked.job:
        return not_described(asked.job, found.related, at.library)
    reply = _answer(asked, found, at)
    if asked.specialty and not specialty_fact(at.library, asked.specialty):
        reply = replace(reply, elements=(*reply.elements, *telling.not_told_apart(at.library, specialty=asked.specialty)))
    own = telling.own_on("role", "levels", library=at.library, lane=asked.lane, level=asked.level or DESCRIBED_LEVEL)
    if not own:
        return reply
    heading, *rest = reply.elements
    return replace(
        reply,
        elements=(heading, *telling.listed(own, at.library), *rest),
        sources=tuple(dict.fromkeys((*cited(at.library.knowledge, (fact.source for fact in own)), *reply.sources))),
        data=dict(reply.data) | {"own": telling.as_data(own)},
    )


def _answer(asked: RoleArgs, found: Role, at: Context) -> Reply:
    """The guides' answer: of a neighbour, a specialty, a level or a lane by itself, in short, or one part whole."""
    if asked.neighbour and (near := [fact for fact in found.related if asked.neighbour in str(fact.applies_to["role"])]):
        return _of_neighbour(near[0], asked, at)
    if asked.part is None and (fact := specialty_fact(at.library, asked.specialty)):
        return kindsofwork.of_specialty(asked.specialty or "", fact, at)
    if asked.apart and asked.pays and (paid := _paid_apart(asked, at)):
        return paid
    if asked.apart:
        return kindsofwork.apart(*asked.apart, at)
    if asked.part is None and asked.level not in (None, DESCRIBED_LEVEL):
        return kindsofwork.of_level(asked.level or "", at)
    if asked.part:
        return _of_part(asked.part, asked, found, at)
    return _of_lane(asked, found, at) if asked.lane not in (None, DESCRIBED_LANE) else _in_short(asked, found, at)


def _of_part(part: str, asked: RoleArgs, found: Role, at: Context) -> Reply:
    """One part of the answer, whole."""
    facts, opens = _facts(part, found), part in OPENS
    if part == "next" and asked.lane and found.paths:  # the lane's own path comes before the ladder for all
        facts, opens = tuple({fact.id: fact for fact in (*found.paths, *facts)}.values()), True
    shown = facts if asked.everything or part in WHOLE else facts[:SHOWN_FACTS]
    pay = _pay(at) if part == "next" else ()
    lead = facts[0].statement if opens else str(getattr(say, f"lead_{part}")(count=len(facts)))
    elements: list[Element] = [Heading(lead), *_page(part, found, shown[opens:], pay, at)]
    if asked.level not in (None, DESCRIBED_LEVEL, "staff"):
        elements += telling.not_told_apart(at.library, level=asked.level)
    more: tuple[Action, ...] = ()
    if len(facts) > len(shown):
        elements.append(Text(say.more(count=len(facts) - len(shown)), small=True))
        more = (Action(say.everything_button(), "role", _lane(asked) | {part: True, "everything": True}),)
    other = "week" if part == "next" else "next"
    return Reply(
        lead,
        tuple(elements),
        actions=(Action(say.whole_button(), "role", _lane(asked)), *_parts(asked, (other,)), _band(asked)),
        more=(*more, *_parts(asked, tuple(each for each in PARTS if each != other))),
        sources=cited(at.library.knowledge, (*(fact.source for fact in shown), *(row.source for row in pay))),
        data=_data(found, asked) | ({"pay": [as_data(row) for row in pay]} if pay else {}),
    )


def _of_neighbour(fact: Fact, asked: RoleArgs, at: Context) -> Reply:
    """One neighbouring role: what it does, what it is listed at, and what that figure does not say."""
    lead = say.neighbour(text=fact.statement, source=at.library.short_names[fact.source])
    return Reply(
        lead,
        (Heading(lead), *_notes((fact,))),
        actions=(*_parts(asked, ("related",)), Action(say.seniors_button(), "role"), Action(say.band_button(), "band")),
        sources=cited(at.library.knowledge, (fact.source,)),
        data={"role": fact.applies_to["role"], "values": fact.values, "measures": fact.measures, **telling.fact_data(fact)},
    )


def _paid_apart(asked: RoleArgs, at: Context) -> Reply | None:
    """What the guides say of the pay of the kinds of work that are named; None where they say nothing."""
    name = at.library.vocabulary.name
    levels = tuple(Action(name("level", each), "band", {"level": each, "lane": asked.lane}) for each in USUAL_LEVELS)
    return of_work([Cell(lane=lane) for lane in asked.lanes[:2]], levels, at)


def _of_lane(asked: RoleArgs, found: Role, at: Context) -> Reply:
    """What sets the lane apart, how it goes on, and whether it takes a PhD; the senior's week is a press away."""
    facts = (*found.lane[1 : SHOWN_LANE + 1], *found.paths[:1], *found.phd[:1])
    lead = found.lane[0].statement
    return Reply(
        lead,
        (Heading(lead), Bullets(tuple(telling.said(fact, at.library) for fact in facts)), Text(say.of_seniors(), small=True)),
        actions=(*_parts(asked, ("next",)), Action(say.seniors_button(), "role"), _band(asked)),
        more=_parts(asked, ("week", "duties", "qualifications", "related")),
        sources=cited(at.library.knowledge, (fact.source for fact in (found.lane[0], *facts))),
        data=_data(found, asked),
    )


def _in_short(asked: RoleArgs, found: Role, at: Context) -> Reply:
    lead = found.what[0].statement
    ladder = found.ladder.values if found.ladder else {}
    pairs = [(say.week(), say.shares(shares=found.week))]
    pairs += [(say.training(), telling.said(found.training, at.library))] if found.training else []
    pairs.append((say.duties(), _duties(found)))
    pairs += [(say.next(), say.ladder(technical=ladder["technical"], management=ladder["management"][:2]))] if ladder else []
    pairs.append((say.qualifications(), telling.said(found.phd[0], at.library)))
    pairs += [(say.staff(), telling.said(fact, at.library)) for fact in found.staff if fact.applies_to.get("level") == "staff"]
    pairs.append((say.related(), say.related_line(names=[fact.applies_to["role"] for fact in found.related[:SHOWN_RELATED]])))
    facts = [found.what[0], *(share.fact for share in found.week), *found.duties, found.phd[0]]
    return Reply(
        lead,
        (Heading(lead), Facts(tuple(pairs))),
        actions=(*_parts(asked, ("next", "duties")), _band(asked)),
        more=_parts(asked, ("week", "qualifications", "staff", "related")),
        sources=cited(at.library.knowledge, (fact.source for fact in facts)),
        data=_data(found, asked),
    )


def _duties(found: Role) -> str:
    first = [say.duty(text=fact.statement) for fact in found.duties[:SHOWN_DUTIES]]
    return say.duties_line(first=first, count=len(found.duties) - len(first))


def _facts(part: str, found: Role) -> tuple[Fact, ...]:
    """The facts of one part."""
    week = tuple(share.fact for share in found.week)
    return {
        "week": (*week, *((found.training,) if found.training else ())),
        "duties": found.duties,
        "next": (*((found.ladder,) if found.ladder else ()), *found.paths, *found.outlook),
        "qualifications": (*found.phd, *found.qualifications),
        "senior": found.years,
        "staff": found.staff,
        "related": found.related,
    }[part]


def _page(part: str, found: Role, facts: tuple[Fact, ...], pay: tuple[BandRow, ...], at: Context) -> list[Element]:
    names = at.library.short_names
    if part == "week":
        rows = tuple((share.name, percent(share.percent), names[share.fact.source]) for share in found.week)
        training = [Text(telling.said(found.training, at.library))] if found.training else []
        return [_table(say.week_columns(), rows), *training, *_notes(facts)]
    if part == "related":
        rows = tuple((str(fact.applies_to["role"]), _listed(fact), names[fact.source]) for fact in found.related)
        return [_table(say.related_columns(), rows), *_notes(facts)]
    if part == "duties":
        return [Bullets(tuple(_plain_duty(fact) for fact in facts)), Text(say.of_seniors(), small=True)]
    told = tuple(telling.said(fact, at.library) for fact in facts)
    if part == "next":
        lines = tuple(at.library.pay_table.one_line(row) for row in pay)
        return [Bullets(told), Text((Strong(say.level_pay()),)), Bullets(lines)]
    return [Bullets(told)]


def _table(columns: str, rows: tuple[tuple[str, ...], ...]) -> Table:
    titles = tuple(columns.split("|"))
    return Table(titles, (Section("", rows),), frozenset({titles[1]}))


def _plain_duty(fact: Fact) -> str:
    text = say.duty(text=fact.statement)
    return text[:1].upper() + text[1:]


def _pay(at: Context) -> tuple[BandRow, ...]:
    """The first sources' figures for the level above, then for the senior's own."""
    return tuple(
        row for level in reversed(NEXT_LEVELS) for row in at.library.bands.band(Cell(level, PAID_IN)).of("exact")[:SHOWN_PAY]
    )


def _notes(facts: Iterable[Fact]) -> list[Text]:
    """Each note of the facts once: what a reader has to know about the figures."""
    notes = dict.fromkeys(fact.note for fact in facts if fact.note)
    return [Text(note, small=True) for note in list(notes)[:1]]


def _listed(fact: Fact) -> str:
    return money_range(fact.values.get("low"), fact.values.get("high"), fact.currency or "")


def _parts(asked: RoleArgs, parts: tuple[str, ...]) -> tuple[Action, ...]:
    return tuple(
        Action(getattr(say, f"{part}_button")(), "role", _lane(asked) | {part: True}) for part in parts if part != asked.part
    )


def _band(asked: RoleArgs) -> Action:
    return Action(say.band_button(), "band", {"level": "senior"} | _lane(asked))


def _lane(asked: RoleArgs) -> dict[str, Any]:
    return {"lane": asked.lane} if asked.lane else {}


def _data(found: Role, asked: RoleArgs) -> dict[str, Any]:
    return {
        "lane": asked.lane,
        "week": [{"name": share.name, "percent": share.percent, **telling.fact_data(share.fact)} for share in found.week],
        "training": telling.fact_data(found.training) if found.training else None,
        "ladder": (telling.fact_data(found.ladder) | {"values": found.ladder.values}) if found.ladder else None,
        **{
            part: [telling.fact_data(fact) for fact in facts]
            for part, facts in {
                "what": found.what,
                "duties": found.duties,
                "qualifications": found.qualifications,
                "phd": found.phd,
                "years": found.years,
                "paths": found.paths,
                "staff": found.staff,
                "outlook": found.outlook,
                "of_lane": found.lane,
            }.items()
        },
        "related": [
            {**telling.fact_data(fact), "role": fact.applies_to["role"], "values": fact.values, "measures": fact.measures}
            for fact in found.related
        ],
    }
