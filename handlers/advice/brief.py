"""`brief`: the answer before it, as short as it gets."""

from __future__ import annotations

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.asked import AskedArgs, again, facts_behind, meant
from handlers.core.reply import Action, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording

say = Wording("asked")


@verb(
    "brief",
    AskedArgs,
    summary="The answer before it in one line",
    usage="brief",
    examples=(),
    alone=True,
    listed=False,
)
def brief(asked: AskedArgs, at: Context) -> Reply:
    """The first line of the answer, or of a free one the first of its facts, with the whole a press away."""
    if asked.facts:
        return _of_facts(asked, at)
    owner, args = meant(asked, at)
    whole = again(asked, at)
    if whole.form is not None:  # what is to be filled in is as short as it is
        return whole
    return Reply(
        whole.text,
        (Heading(whole.text),),
        actions=(Action(say.whole_button(), owner.name, args.model_dump(mode="json", exclude_defaults=True)),),
        sources=whole.sources,
        data={"facts": []},
    )


def _of_facts(asked: AskedArgs, at: Context) -> Reply:
    """The fact that answered best, and how many stood beside it."""
    first, *others = facts_behind(asked, at)
    lead = telling.said(first, at.library)
    return Reply(
        lead,
        (Heading(lead), *((Text(say.besides_it(count=len(others)), small=True),) if others else ())),
        actions=(Action(say.why_button(), "why", {"facts": list(asked.facts)}),),
        sources=cited(at.library.knowledge, (first.source,)),
        data={"facts": [first.id]},
    )
