"""Facts grow old: the small line that says so under an answer."""

from __future__ import annotations

from datetime import date

from handlers.core.asked import fact_ids
from handlers.core.figures import month
from handlers.core.library import Library
from handlers.core.reply import Reply, Text
from handlers.core.wording import Wording

say = Wording("aging")


def grown_old(reply: Reply, library: Library, on: date) -> Text | None:
    """Whose facts in this answer are past the deployment's age, each with its oldest date; None where none is."""
    aged = library.old_facts(on)
    if not aged:
        return None
    of_these = [aged[source.id] for source in reply.sources if source.id in aged]
    if not of_these:
        return None
    facts, days = library.knowledge.facts, library.stale_after_days
    old = [facts[each] for each in fact_ids(reply.data) if any(each in ids for ids in of_these)]
    if not old:
        return None
    oldest: dict[str, str] = {}
    for fact in old:
        oldest[fact.source] = min(oldest.get(fact.source, fact.as_of), fact.as_of)
    return Text(
        say.old(sources=[(library.short_names[source], month(as_of)) for source, as_of in oldest.items()], days=days), small=True
    )
