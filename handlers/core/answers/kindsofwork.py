"""A kind of the work by itself, or two set apart: what the guides say of a specialty, of a level, of two lanes."""

from __future__ import annotations

from handlers.core.answers import telling
from handlers.core.answers.cellnames import in_sentence
from handlers.core.answers.cite import cited
from handlers.core.reply import Action, Bullets, Element, Facts, Heading, Reply, Text
from handlers.core.verb import Context
from handlers.core.wording import Wording
from knowledge.schema import Fact
from knowledge.topics.role import of_level as said_of_level
from knowledge.topics.role import role as described
from knowledge.triage.pairs import separating_question

say = Wording("role")

SHOWN_FACTS, SHOWN_OF_EACH = 7, 2
"""What fits a phone screen; of each of two lanes so much."""


def of_specialty(specialty: str, fact: Fact, at: Context) -> Reply:
    """A specialty as its guide describes it: skills, tools, what it hands over, where it goes on."""
    lead = telling.said(fact, at.library)
    pairs = [
        (getattr(say, key)(), say.listed(items=fact.values[key]))
        for key in ("skills", "tools", "output", "career")
        if fact.values.get(key)
    ]
    lane = str(fact.applies_to["lane"])
    notes = [Text(fact.note, small=True)] if fact.note else []
    return Reply(
        lead,
        (Heading(lead), *((Facts(tuple(pairs)),) if pairs else ()), *notes),
        actions=(
            Action(say.lane_button(lane=at.library.vocabulary.name("lane", lane)), "role", {"lane": lane}),
            Action(say.questions_button(), "questions", {"specialty": specialty}),
            Action(say.band_button(), "band", {"level": "senior", "specialty": specialty}),
        ),
        sources=cited(at.library.knowledge, (fact.source,)),
        data={"specialty": specialty, "lane": lane, "values": fact.values, **telling.fact_data(fact)},
    )


def apart(lane: str, other: str, at: Context) -> Reply:
    """Two lanes side by side: the question that parts them, and what is said of each."""
    names = at.library.vocabulary
    sides = [(each, described(at.library.knowledge, each).lane[:SHOWN_OF_EACH]) for each in (lane, other)]
    lead = say.apart(
        a=names.name("lane", lane), b=in_sentence(names.name("lane", other)), question=separating_question(lane, other)
    )
    lines = [telling.titled(f"{names.name('lane', each)}:", facts, at.library) for each, facts in sides if facts]
    return Reply(
        lead,
        (Heading(lead), Bullets(tuple(lines))),
        actions=(
            Action(say.lane_button(lane=names.name("lane", lane)), "role", {"lane": lane}),
            Action(say.lane_button(lane=names.name("lane", other)), "role", {"lane": other}),
            Action(say.triage_button(), "triage"),
        ),
        sources=cited(at.library.knowledge, (fact.source for _, facts in sides for fact in facts)),
        data={"lanes": {each: [telling.fact_data(fact) for fact in facts] for each, facts in sides}},
    )


def of_level(level: str, at: Context) -> Reply:
    """What is said of a level below or above the senior whom the guides describe."""
    name, told = at.library.vocabulary.name("level", level), said_of_level(at.library.knowledge, level)
    facts = tuple({fact.statement: fact for fact in reversed(told)}.values())[::-1]  # one sentence of two levels is said once
    lead = facts[0].statement if facts else say.level_not_covered(level=name)
    elements: list[Element] = [Heading(lead)]
    if facts[1:]:
        elements.append(Bullets(tuple(telling.said(fact, at.library) for fact in facts[1 : SHOWN_FACTS + 1])))
    elements.append(Text(say.of_seniors(), small=True))
    return Reply(
        lead,
        tuple(elements),
        actions=(Action(say.seniors_button(), "role"), Action(say.band_button(), "band", {"level": level})),
        sources=cited(at.library.knowledge, (fact.source for fact in facts)),
        data={"level": level, "facts": [telling.fact_data(fact) for fact in facts]},
    )
