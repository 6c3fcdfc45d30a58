"""`why`: the facts behind an answer, each in a sentence with its source, date and id."""

from __future__ import annotations

from handlers.core.asked import AskedArgs, facts_behind
from handlers.core.cite import cited
from handlers.core.figures import month
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording

say = Wording("asked")

SHOWN = 10


@verb(
    "why",
    AskedArgs,
    summary="The facts behind an answer, by its button; of a reminder, its rule and its times",
    usage="why [Ana | R-12]",
    examples=(),
    alone=True,
    of_name="why nudge",
    listed=False,
)
def why(asked: AskedArgs, at: Context) -> Reply:
    """The cited facts with what must be known to read them right; the first are a press away from being shown whole."""
    knowledge = at.library.knowledge
    facts = facts_behind(asked, at)
    if not facts:
        return Reply(say.nothing_behind(), (Text(say.nothing_behind()),), data={"facts": []})
    lead = say.why(count=len(facts))
    lines = tuple(
        say.fact(statement=fact.statement, source=at.library.short_names[fact.source], month=month(fact.as_of), id=fact.id)
        + (f" {say.note(note=fact.note)}" if fact.note else "")
        for fact in facts[:SHOWN]
    )
    elements: list[Element] = [Heading(lead), Bullets(lines)]
    if len(facts) > SHOWN:
        elements.append(Text(say.more(count=len(facts) - SHOWN), small=True))
    return Reply(
        lead,
        tuple(elements),
        actions=tuple(Action(fact.id[:70], "fact", {"id": fact.id}) for fact in facts[:3]),
        sources=cited(knowledge, (fact.source for fact in facts)),
        data={"facts": [fact.exported() for fact in facts]},
    )
