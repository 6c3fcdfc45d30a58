"""What a message asks, apart from what it tells besides: people say who they are, and why they ask, around their question.

asked = asking("we're 30 people in Austin and just raised our A. why don't puzzles work?")
asked.words, asked.besides   # "why don't puzzles work?", "we're 30 people in Austin and just raised our A."
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress
from typing import Final, NamedTuple

from knowledge.words.patterns import pattern

READ: Final = 2000
"""Letters of a message that are looked at for what it asks; longer ones are documents."""
FEW: Final = 3
"""So few words, those that only ask left out, ask about what was told before them (`thoughts?`, `is he any good?`)."""

QUESTION_WORDS: Final = (
    "how|what|why|when|where|which|who|whom|whose|is|are|was|were|am|do|does|did|should|shall|can|could|will|would|may|must"
    "|has|have|had|at what|in which|to whom|(?:is|are|do|does|did|should|ca|could|wo|would|must|has|have)n['’]?t"
    "|(?:how|what|who|where|when|why)['’]?s"
)
"""What a question begins with: its word, or the verb before its subject."""
_OPENERS: Final = (
    rf"{QUESTION_WORDS}|any|anything|anyone|tell me|give me|show me|explain|thoughts|i wonder|wondering|(?:i|we) want to know"
    "|need to know"
)
"""The same, and other ways to ask for an answer."""
_BEHIND_A_COMMA: Final = "how|whats?|what's|why|is|are|do|does|did|should|shall|can|could|will|would|any"
"""Those that seldom go on with what stands before the comma (`the loop, which is long`)."""
_GREETS: Final = (
    r"(?:(?:hi|hey|hello|hiya|so|and|but|or|ok|okay|also|then|now|well|please|pls|team|all|there|folks|everybody|"
    r"quick (?:one|question)|question|good (?:morning|afternoon|evening)|max|roughly|typically|usually|realistically|in general|"
    r"on average)\b[\s,!:-]*)*"
)
_ASKS = pattern(rf"{_GREETS}(?:{_OPENERS})\b", re.IGNORECASE)
_ENDS = pattern(
    rf"(?<=[.!?;])\s+|\s*\n\s*|(?<=:)\s+|\s+[-–—]+\s+|(?<=,)\s+(?=(?:{_BEHIND_A_COMMA})\b)"
    r"|\s+(?=(?:asking because|i ask because|i'm asking|im asking|reason i ask)\b)"
    r"|\s+(?=(?:many thanks|thanks|thx|thank you (?:so|very) much)\b[^?]{0,40}$)",
    re.IGNORECASE,
)
_MAY_PART = pattern(r"[.!?;:,\n–—-]|\s(?i:asking|i|reason|many|th)")
"""What stands where a message has parts: most questions have nothing of the kind, and are looked through no further."""
_CONDITION = pattern(rf"{_GREETS}(?:if|when|once|since|because|given|unless|although|suppose|say|assuming|for|with)\b", re.I)
"""How what is asked begins under which something holds: it is part of the question."""
_IMPERSONAL = pattern(r"\bit\b(?:\s+[\w']+){1,4}?\s+(?:to|that|for|if|when|until|till|before|than)\b", re.IGNORECASE)
"""An `it` that stands for nothing told before: `does it make sense to`, `how long does it take until`."""
_POINTS_BACK = pattern(
    r"(?:^|\b(?:is|are|was|does|did|do|will|would|can|could|should|about|of|like|for|to|with|on|in|what's|whats|how's|as|bad|"
    r"what|how)\s+)(?:that|this|it|these|those|he|she|him|her)\b(?!\s+(?:role|job|position|person|people|market|field|kind|type|"
    r"sort|year|week|month|quarter|one))|\b(?:he|she|him)\b",
    re.IGNORECASE,
)


_WHAT_NOW = pattern(
    rf"{_GREETS}(?:what|how)\s+(?:(?:do|should|can|could|would|shall|must)\s+)?(?:i|we|to)"
    r"\s+(?:do|proceed|react|respond|reply|go on|handle)"
    r"(?:\s+(?:now|next|then|about|best))*\W*",
    re.IGNORECASE,
)
"""What asks what to do, and says nothing of what about."""


class Asking(NamedTuple):
    """A message in two parts; either's sentences are in the message's order."""

    words: str
    """What it asks, with the condition under which it asks; the message whole where nothing can be told apart."""
    besides: str = ""
    """What it tells besides."""
    led: str = ""
    """The words with what stands right before the question, which it may be about; empty where that makes no difference."""
    hangs: bool = False
    """Whether the question points to something that was told before it."""

    @property
    def meant(self) -> str:
        """The least that says what is asked: with what leads to it where the question hangs on that."""
        return (self.led or f"{self.besides} {self.words}".strip()) if self.hangs else self.words


def asking(message: str) -> Asking:
    """What a message asks, and what it tells besides."""
    parts = _parts(message) if len(message) <= READ and _MAY_PART.search(message.rstrip("?!. ")) else []
    asks = [part.endswith("?") or _ASKS.match(part) is not None for part in parts]
    if all(asks) or not any(asks):
        return Asking(message)
    kept = [here or _CONDITION.match(part) is not None for part, here in zip(parts, asks, strict=True)]
    lead = asks.index(True) - 1
    led = [here or at == lead for at, here in enumerate(kept)]
    return Asking(
        words=_joined(parts, kept),
        besides=_joined(parts, [not here for here in kept]),
        led=_joined(parts, led) if led != kept and not all(led) else "",
        hangs=_hangs_on_more(_joined(parts, asks)),
    )


def _joined(parts: Sequence[str], kept: Sequence[bool]) -> str:
    return " ".join(compress(parts, kept))


def _parts(message: str) -> list[str]:
    """The sentences, and what stands beside a question in the same one: in front of its comma, or behind its end."""
    return [part for part in map(str.strip, _ENDS.split(message.strip())) if part]


def points_back(question: str) -> bool:
    """Whether a word of a question stands for something that was told before it."""
    return _POINTS_BACK.search(_IMPERSONAL.sub("", question)) is not None


def _hangs_on_more(question: str) -> bool:
    """Whether a question is about something that was told before it."""
    return len(re.findall(r"[\w']+", question)) <= FEW or _WHAT_NOW.fullmatch(question) is not None or points_back(question)
