"""Naming sources under an answer."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.core.figures import month
from handlers.core.reply import Cited
from knowledge.load import Knowledge


def cited(knowledge: Knowledge, source_ids: Iterable[str]) -> tuple[Cited, ...]:
    """Each source once, in the order given, as the small line under an answer names it."""
    found = (knowledge.sources[each] for each in dict.fromkeys(source_ids))
    return tuple(Cited(source.id, source.publisher, month(source.as_of)) for source in found)
