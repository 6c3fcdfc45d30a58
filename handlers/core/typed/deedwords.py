"""How people tell in a sentence what became of somebody: `ana accepted`, `sent the offer to bo`. Pure.

Such words only lead to the verb that records it: whether they name anybody is looked up before anything is offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.core.typed.asking import PLEA
from handlers.core.typed.labelled import either

MOST_LETTERS, MOST_WORDS = 160, 14
"""Longer than this, a message tells more than one deed."""

ANSWERS = "import"
"""The verb that proposes what a bare yes or no may answer."""
AWAY = "away"
"""The verb that keeps until when the speaker is not there."""
_YES = re.compile(
    r"\W*(?:yes|y|yep|yeah|ok|okay|sure|go ahead|do it)(?:,? (?:please|go ahead|do it|import them))?\W*", re.IGNORECASE
)
_NO = re.compile(r"\W*(?:no|n|nope|leave it)(?:,? (?:thanks|thank you|leave it))?\W*", re.IGNORECASE)

OF_A_REQ = frozenset({"req fill", "req hold", "req resume", "cand add"})
"""What is told of a req that is named by number."""

_TOLD: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("interview book",), ("book", "schedule", "plan", "arrange", "set up", "interview")),
    (
        ("loop done",),
        ("loop done", "loop is done", "loop finished", "loop is finished", "loop is over", "loop over", "finished the loop",
         "final round done", "final round is done", "final round over"),
    ),
    (("interview done",), ("happened", "took place", "is done", "done", "was yesterday")),
    (("offer accept",), ("accepted", "accepts", "has accepted", "signed")),
    (("offer accept", "decide yes"), ("said yes", "says yes")),
    (("offer decline", "cand withdraw"), ("declined", "declines", "refused", "refuses", "turned us down", "said no", "says no")),
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
    (("offer extend",), ("extend", "needs until", "needs till", "needs more time", "asks for more time", "wants more time")),
    (
        ("volunteered",),
        ("has an offer", "has another offer", "has a competing offer", "got an offer", "got another offer",
         "got a competing offer", "received an offer", "has an offer elsewhere",
         "competing offer for", "another offer for", "other offer for", "offer competing"),
    ),
    (("req fill",), ("fill", "filled")),
    (("req hold",), ("pause", "freeze", "put on hold", "on hold")),
    (("req resume",), ("unpause", "unfreeze", "off hold")),
    (("cand add",), ("add",)),
)  # fmt: skip
"""(The verbs that record it, the likeliest first; how it is told.)"""

AT_FRONT = frozenset({
    "book", "schedule", "plan", "arrange", "set up", "interview", "approve", "ok", "yes", "no", "hire", "extend", "fill",
    "filled", "add", "pause", "freeze", "unpause", "unfreeze",
})  # fmt: skip
"""What tells a deed only as the first word: elsewhere these say something else."""
_PLEA = re.compile(
    rf"(?:(?:{PLEA}|(?:i|we)(?:['’]?d like| would like| want| need| must| have)(?: you)?)\b[\s,]*(?:to\s+)?)+(?=\S)",
    re.IGNORECASE,
)
"""What stands before a deed that is wanted, and makes no question of it: it is offered, and a press records it."""
_UNDONE = re.compile(r"\b(?:not|never|hasn['’]?t|didn['’]?t|isn['’]?t|if|unless|should|might|maybe|will|would)\b", re.I)
ASKS = re.compile(
    r"\s*(?:how|what|why|when|where|which|who|whom|whose|am|is|are|was|were|do|does|did|has|have|had|can|could|should|would|will|may"
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
_NO_FIT = re.compile(
    r"(?:\b(?:is|was)|(?<=\w)['’]s)?\s*\b(?:not|isn['’]?t|wasn['’]?t)\s+(?:(?:a|the|quite|really|right|good)\s+)*(?:fit|match)\b",
    re.IGNORECASE,
)
"""`ida is not a fit`: what is denied is the deed."""
_ELSEWHERE = re.compile(
    r"\b(?P<took>took|takes|accepted|accepts|signed)\s+(?:(?:an?other|the other|a different|a competing)"
    r"|(?P<whose>(?!it['’])[a-z][\w&.-]*['’]s?))\s+(?:company['’]?s?\s+)?(?:offer|job|role|position)\b",
    re.IGNORECASE,
)
"""`gus took google's offer`: another company's, and a no to ours; who `accepted dana's offer` may have taken ours."""
_AWAY = re.compile(
    r"(?:i am|i['’]?m|i will be|i['’]?ll be)\s+"
    r"(?:away|out(?: of (?:the )?office)?|off(?! to\b)|ooo|on (?:a |my )?(?:holidays?|vacation|leave|pto))\b(?!\s+of\b)",
    re.IGNORECASE,
)
"""How people tell that they are not there, in front of from when until when."""
_OTHER = " other offer "
"""How the verbs are told that it is another company's."""
_TILL = re.compile(r"\b(?:until|till|til|by|that expires|which expires|that ends)\b", re.IGNORECASE)
_BY_PHRASE = {phrase: verbs for verbs, phrases in _TOLD for phrase in phrases}
_PHRASE = re.compile(rf"(?<![\w'’-])(?:{either(tuple(_BY_PHRASE))})(?![\w'’-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence may tell: the verbs that record it, the likeliest first, and the words beside it: whose deed, and when."""

    verbs: tuple[str, ...]
    beside: str


def told(said: str) -> Told | None:
    """What the words may tell; None for a question, for what did not happen, and for words that tell no deed."""
    if plea := _PLEA.match(said):
        said = said[plea.end() :].rstrip("? ")
    if len(said) > MOST_LETTERS or "?" in said or "\n" in said or len(said.split()) > MOST_WORDS:
        return None
    if ASKS.match(said):
        return None
    if away := _AWAY.match(said):
        return Told((AWAY,), said[away.end() :].strip(" ,.!"))
    if _YES.fullmatch(said) or _NO.fullmatch(said):
        return Told((ANSWERS,), "")
    if (found := _NO_FIT.search(said)) and not _UNDONE.search(beside := f"{said[: found.start()]} {said[found.end() :]}".strip()):
        return Told(("decide no", "cand reject"), beside)
    if _UNDONE.search(said):
        return None
    if found := _ELSEWHERE.search(said):
        or_ours = ("offer accept",) if found["whose"] and not found["took"].casefold().startswith("t") else ()
        return Told(("offer decline", "cand withdraw", *or_ours), f"{said[: found.start()]}{_OTHER}{said[found.end() :]}")
    for found in _PHRASE.finditer(said):
        phrase = found.group().casefold()
        if phrase not in AT_FRONT or not said[: found.start()].strip():
            instead = _OTHER if _BY_PHRASE[phrase] == ("volunteered",) else " "
            return _of(phrase, f"{said[: found.start()]}{instead}{said[found.end() :]}".strip())
    return None


def _of(phrase: str, beside: str) -> Told | None:
    """`the final round with bo is done` is told of the whole loop; what is sent is an offer, what somebody wants a figure, and
    what they have another company's."""
    verbs = _BY_PHRASE[phrase]
    if verbs == ("interview done",) and _WHOLE_LOOP.search(beside):
        return Told(("loop done",), _WHOLE_LOOP.sub(" ", beside))
    if phrase in ("interview", "plan", "arrange", "set up") and not _BOOKED_FOR.search(beside):
        return None
    if phrase == "sent" and "offer" not in beside.casefold().split():
        return None
    if phrase == "ok" and not beside:
        return None
    if verbs == ("volunteered",):
        beside = _TILL.sub("expires", beside)
    if verbs == ("offer counter",) and not any(map(str.isdigit, beside)):
        return None
    return Told(verbs, beside)
