"""Naming sources under an answer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from handlers.core.figures import month
from handlers.core.reply import Cited
from knowledge.load import Knowledge


def cited(knowledge: Knowledge, source_ids: Iterable[str]) -> tuple[Cited, ...]:
    """Each source once, in the order given, as the small line under an answer names it."""
    found = map(knowledge.sources.__getitem__, dict.fromkeys(source_ids))
    return tuple([_cited(source.id, source.publisher, source.as_of) for source in found])


@cache
def _cited(id: str, publisher: str, as_of: str) -> Cited:
    """Made once for each source."""
    return Cited(id, publisher, month(as_of))
