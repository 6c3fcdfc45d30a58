"""`why`: the facts behind an answer, each in a sentence with its source, date and id."""

from __future__ import annotations

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.asked import AskedArgs, facts_behind, meant
from handlers.core.figures import month
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Text, in_short
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording

say = Wording("asked")

SHOWN = 10


BAND, WIDE = "band", "kore1.benchmarks.why-bands-are-wide"
"""The verb whose figures lie apart, and what a guide says of that."""


class WhyArgs(AskedArgs):
    """The answered question; `apart` asks why its figures lie apart, and not whose they are."""

    apart: bool = False


@verb(
    "why",
    WhyArgs,
    summary="The facts behind an answer, by its button; of a reminder, its rule and its times",
    usage="why [Ana | R-12]",
    examples=(),
    alone=True,
    of_name="why nudge",
    listed=False,
)
def why(asked: WhyArgs, at: Context) -> Reply:
    """The cited facts with what must be known to read them right; the first are a press away from being shown whole."""
    if asked.apart and asked.asked == BAND and (reply := _apart(asked, at)):
        return reply
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


def _apart(asked: WhyArgs, at: Context) -> Reply | None:
    """Why the figures of a band lie apart, as its answer says and as a guide does; None where neither says anything."""
    from handlers.core.pay.bandargs import BandArgs  # seldom

    _, args = meant(asked, at)
    if not isinstance(args, BandArgs):
        return None
    causes = [line.text for line in at.library.pay_sheets.of(at.library.bands.band(args.cell)).differing]
    wide = at.library.knowledge.facts.get(WIDE)
    lines = [*causes, *([telling.said(wide, at.library)] if wide else ())]
    if not lines:
        return None
    figures = {"asked": asked.asked, "args": asked.args}
    return Reply(
        in_short(lines[0], lines[1:]),
        (Heading(lines[0]), *map(Text, lines[1:])),
        actions=(Action(say.why_button(), "why", figures),),
        sources=cited(at.library.knowledge, [wide.source] if wide else []),
        data={"facts": [wide.exported()] if wide else []},
    )
