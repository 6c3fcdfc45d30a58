"""The questions of a message that asks several, in turn: each is one's own, with what was told ahead of it. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge.words.clauses import points_back

READ = 300
"""Letters of a message in which a second question is looked for: a longer one is a document."""
FEWEST = 3
"""Words without which what follows is no question of its own (`and why?`)."""

_AUX = r"(?:is|are|do|does|should|shall|can|could|will|would)"
_WHOM = r"(?:i|we|you|they|he|she|it|there|our|my)"
_ASKS = (
    rf"(?:(?:how|what|why)\b|(?:what|how)['’]?s\b|(?:who|when|where|which)\b(?=\s+(?:\w+\s+)?{_AUX}\b|\s+to\b)"
    rf"|{_AUX}\s+{_WHOM}\b|(?:is|are)\s+(?:the|a|an)\b)"
)
"""How a question begins that follows another: a relative clause or a further deed begins otherwise (`and who runs it`)."""
_BETWEEN = re.compile(
    rf"(?<=[?])\s+|(?<=[.!;])\s+(?={_ASKS})|\s*[,;]?\s+(?:and|also|plus|&)\s+(?:(?:also|then)\s+)?(?={_ASKS})|,\s+(?={_ASKS})",
    re.IGNORECASE,
)
_MAY_ASK_TWICE = re.compile(rf"\?\s+\S|(?:[.!;,]|\b(?:and|also|plus)|&)\s+(?:(?:also|then)\s+)?{_ASKS}", re.IGNORECASE)
_LEADS = re.compile(r"(?:(?:and|also|plus|but|so|then|oh|ok|btw)\b[\s,]*)+", re.IGNORECASE)
_BEGINS = re.compile(rf"(?:{_LEADS.pattern})?{_ASKS}", re.IGNORECASE)
_OF_TIME = re.compile(r"\b(?:it|this|that)\s+(?:usually\s+)?takes?\b", re.IGNORECASE)
"""A search is meant whatever stands before: `how long will it take`."""


class Turns(NamedTuple):
    """What a message asks first, with all that was told, and what it asks besides."""

    first: str
    others: tuple[str, ...]


def turns(said: str, *, commanded: bool = False) -> Turns | None:
    """The questions of a message; None where it asks one, or where a later one is about what was asked before it.

    `commanded`: a verb stands in front, which asks as much as a question does.
    """
    if len(said) > READ or not _MAY_ASK_TWICE.search(said):
        return None
    asked: list[str] = []
    told = ""
    for part in filter(None, map(str.strip, _BETWEEN.split(said))):
        if _is_question(part) or (commanded and not asked):
            asked.append(part)
        elif asked:
            asked[-1] += f" {part}"
        else:
            told += f" {part}"
    others = tuple(map(_without_lead, asked[1:]))
    if not others or any(_hangs(each) for each in others):
        return None
    return Turns(f"{told} {asked[0]}".strip(), others)


def _without_lead(question: str) -> str:
    """A question without what ties it to the one before it (`and also`)."""
    lead = _LEADS.match(question)
    return question[lead.end() :] if lead else question


def _is_question(part: str) -> bool:
    return part.endswith("?") or _BEGINS.match(part) is not None


def _hangs(question: str) -> bool:
    """Whether a question says something only beside the one before it."""
    return len(question.split()) < FEWEST or points_back(_OF_TIME.sub("", question))
