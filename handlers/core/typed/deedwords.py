"""How people tell in a sentence what became of somebody: `ana accepted`, `sent the offer to bo`. Pure.

Such words only lead to the verb that records it: whether they name anybody is looked up before anything is offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.core.typed.labelled import either

MOST_LETTERS, MOST_WORDS = 160, 14
"""Longer than this, a message tells more than one deed."""

OF_A_REQ = frozenset({"req fill", "cand add"})
"""What is told of a req that is named by number."""

_TOLD: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("interview book",), ("book", "schedule", "interview")),
    (
        ("loop done",),
        ("loop done", "loop is done", "loop finished", "loop is finished", "loop is over", "loop over", "finished the loop",
         "final round done", "final round is done", "final round over"),
    ),
    (("interview done",), ("happened", "took place", "is done", "done", "was yesterday")),
    (("offer accept",), ("accepted", "accepts", "has accepted", "signed")),
    (("offer accept", "decide yes"), ("said yes", "says yes")),
    (("offer decline", "cand withdraw"), ("declined", "declines", "turned us down", "said no", "says no")),
    (("cand withdraw",), ("withdrew", "withdraws", "dropped out", "stepped back", "pulled out")),
    (
        ("offer sent",),
        ("sent the offer", "sent an offer", "offer is sent", "offer is out", "offer went out", "sent"),
    ),
    (("offer approve",), ("approve", "approved", "ok")),
    (("offer counter",), ("wants", "asks for", "countered with")),
    (
        ("call recruiter done", "call manager done"),
        ("called", "call done", "call with", "phoned", "spoke to", "spoke with", "talked to"),
    ),
    (("decide yes",), ("yes", "decided yes", "hire")),
    (("decide no",), ("no", "decided no")),
    (("cand reject",), ("rejected", "turned down")),
    (("interview no-show",), ("no-show", "no show")),
    (("offer extend",), ("extend",)),
    (("req fill",), ("fill", "filled")),
    (("cand add",), ("add",)),
)  # fmt: skip
"""(The verbs that record it, the likeliest first; how it is told.)"""

AT_FRONT = frozenset({"book", "schedule", "interview", "approve", "ok", "yes", "no", "hire", "extend", "fill", "filled", "add"})
"""What tells a deed only as the first word: elsewhere these say something else."""
_UNDONE = re.compile(r"\b(?:not|never|hasn['’]?t|didn['’]?t|isn['’]?t|if|unless|should|might|maybe|will|would)\b", re.I)
ASKS = re.compile(
    r"\s*(?:how|what|why|when|where|which|who|whom|whose|is|are|was|were|do|does|did|has|have|had|can|could|should|would|will|may"
    r"|tell|show|explain|list|compare|give)\b",
    re.IGNORECASE,
)
"""What begins with these asks; it tells nothing."""
_BOOKED_FOR = re.compile(
    r"@|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:today|tonight|tomorrow|noon|next week)\b"
    r"|\b\d{1,2}(?::\d\d)?\s?[ap]m\b|\b\d{1,2}:\d\d\b",
    re.IGNORECASE,
)
"""Who sits in a round or when it is: `interview senior production` without either asks for a loop."""
_WHOLE_LOOP = re.compile(r"\b(?:final round|loop)\b", re.IGNORECASE)
_BY_PHRASE = {phrase: verbs for verbs, phrases in _TOLD for phrase in phrases}
_PHRASE = re.compile(rf"(?<![\w'’-])(?:{either(tuple(_BY_PHRASE))})(?![\w'’-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence may tell: the verbs that record it, the likeliest first, and the words beside it: whose deed, and when."""

    verbs: tuple[str, ...]
    beside: str


def told(said: str) -> Told | None:
    """What the words may tell; None for a question, for what did not happen, and for words that tell no deed."""
    if len(said) > MOST_LETTERS or "?" in said or "\n" in said or len(said.split()) > MOST_WORDS:
        return None
    if ASKS.match(said) or _UNDONE.search(said):
        return None
    for found in _PHRASE.finditer(said):
        phrase = found.group().casefold()
        if phrase not in AT_FRONT or not said[: found.start()].strip():
            return _of(phrase, f"{said[: found.start()]} {said[found.end() :]}".strip())
    return None


def _of(phrase: str, beside: str) -> Told | None:
    """`the final round with bo is done` is told of the whole loop; what is sent is an offer, and what somebody wants a figure."""
    verbs = _BY_PHRASE[phrase]
    if verbs == ("interview done",) and _WHOLE_LOOP.search(beside):
        return Told(("loop done",), _WHOLE_LOOP.sub(" ", beside))
    if phrase == "interview" and not _BOOKED_FOR.search(beside):
        return None
    if phrase == "sent" and "offer" not in beside.casefold().split():
        return None
    if verbs == ("offer counter",) and not any(map(str.isdigit, beside)):
        return None
    return Told(verbs, beside)
