"""`retain`: what keeps such people, and what makes them leave."""

from __future__ import annotations

from typing import Annotated

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.markers import Concept, Flag
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Strong, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording

say = Wording("retain")

SHOWN_LOSES, SHOWN_REASONS = 2, 4
"""What fits a phone screen; "everything" shows the rest."""


LEAVING = (
    "leave", "leaves", "leaving", "left", "quit", "quits", "quitting", "lose", "loses", "losing", "attrition", "turnover",
    "resign", "go", "drives them out",
)  # fmt: skip


class RetainArgs(Arguments):
    """`leaving` asks first for what drives them out; `everything` shows each fact there is."""

    level: Annotated[str | None, Concept("level")] = None
    lane: Annotated[str | None, Concept("lane")] = None
    leaving: Annotated[bool, Flag(LEAVING)] = False
    everything: Annotated[bool, Flag(("everything", "all", "show all"))] = False


@verb(
    "retain",
    RetainArgs,
    summary="What keeps ML engineers, and what makes them leave",
    usage="retain",
    examples=("retain", "retain everything"),
    aliases=("retention", "keep"),
    cues=(
        "retain", "retention", "keep them", "keep people", "keep my", "keep our", "keeps people", "keeps them",
        *(f"keep {good}{who}" for good in ("", "good ", "our ", "the ") for who in ("seniors", "mles")),
        "why do they leave", "why do they quit", "want to leave", "wants to leave", "leave after a year", "attrition",
        "turnover", "leave us", "quit", "quits", "from leaving", "stop them from leaving",
        "stop them leaving", "stop him leaving", "stop her leaving", "stay longer",
        "keep the others", "keep the rest", "keep others", "keep everyone else",
    ),
)  # fmt: skip
def retain(asked: RetainArgs, at: Context) -> Reply:
    """What to give them, then what drives them out; the company's own policy before both."""
    plan = at.library.plans.plan("retain")
    loses = plan.of("loses") if asked.everything else plan.of("loses")[: SHOWN_REASONS if asked.leaving else SHOWN_LOSES]
    besides = plan.of("besides") + plan.rest if asked.everything else ()
    keeps = say.lead(time=next(fact.values for fact in plan.of("keeps") if fact.values.get("unit") == "percent"))
    lead = say.lead_leaving() if asked.leaving else keeps
    elements: list[Element] = [Heading(lead), *telling.own(plan, at.library)]
    parts = [(say.keeps(), plan.of("keeps")), (say.loses(), loses)]
    for title, facts in (*(reversed(parts) if asked.leaving else parts), (say.besides(), besides)):
        if facts:
            elements += [Text((Strong(title),)), Bullets(tuple(telling.line(fact, at.library) for fact in facts))]
    elements += telling.not_told_apart(at.library, level=asked.level, lane=asked.lane)
    return Reply(
        lead,
        tuple(elements),
        actions=(Action(say.ramp_button(), "ramp"), Action(say.team_button(), "team"), Action(say.market_button(), "market")),
        more=() if asked.everything else (Action(say.everything_button(), "retain", {"everything": True}),),
        sources=cited(at.library.knowledge, (fact.source for fact in (*plan.own, *plan.of("keeps"), *loses, *besides))),
        data={"own": telling.as_data(plan.own), **{part: telling.as_data(facts) for part, facts in plan.parts.items()}},
    )
