"""A req or a candidate who is named by number in a message without a verb: what that asks for, and what else was said. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from handlers.core.typed.deedwords import ASKS

SHOWS = {"r": "req show", "c": "cand show"}
"""What is asked of a req or a candidate that is named (`R-12`, `C-31`) with no verb."""

_REFERENCE = re.compile(r"(?<![\w-])(r|c)-\d{1,9}(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"[^\s,:;!?()\[\]\"“”]+")
_POLITE = frozenset({
    "show", "see", "please", "status", "of", "the", "on", "for", "in", "about", "update", "updates", "me", "us", "with", "to",
    "at", "thanks", "and", "now", "news", "any", "card",
})  # fmt: skip
"""Words around a number that ask for nothing else."""


class Named(NamedTuple):
    """The verb that shows what is named, by which words, and the words beside them that it does not answer."""

    verb: str
    words: str
    left: tuple[str, ...]


def named(said: str) -> Named | None:
    """What is named first; of a question nothing counts as left out."""
    found = _REFERENCE.search(said[:4000])
    if found is None:
        return None
    beside = _WORD.findall(f"{said[: found.start()]} {said[found.end() : 4000]}")
    asks = "?" in said or ASKS.match(said)
    left = () if asks else tuple(word for word in beside if word.casefold().strip(".") not in _POLITE)
    return Named(SHOWS[found.group(1).casefold()], found.group(), left)
