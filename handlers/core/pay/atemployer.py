"""What is said to the pay at one employer, of which no guide has a figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.asked import NEAR, SIDES
from handlers.core.pay.employers import told_of
from handlers.core.reply import Action, Bullets, Heading, Reply, in_short
from handlers.core.verb import Context
from handlers.core.wording import Wording

say = Wording("band")

BAND, LEVELS = "band", ("senior", "staff")
"""Of which levels the figures of other employers are a press away."""


def at_employer(employer: str, at: Context, data: Mapping[str, Any]) -> Reply:
    """That no guide gives the pay at this one by itself, and what they say of such."""
    known = at.library.knowledge.facts
    facts = [known[each] for each in told_of(employer) if each in known]
    lead, said = say.not_of_employer(employer=employer), [telling.said(fact, at.library) for fact in facts]
    return Reply(
        in_short(lead, said),
        (Heading(lead), Bullets(tuple(said))),
        actions=tuple(Action(at.library.vocabulary.name("level", each), BAND, {"level": each}) for each in LEVELS),
        sources=cited(at.library.knowledge, (fact.source for fact in facts)),
        data={**data, "employer": employer, SIDES: [fact.id for fact in facts], NEAR: []},
    )
