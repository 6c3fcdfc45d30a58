"""Deeds that are told by what is not so, or of another company: `ida is not a fit`, `gus took google's offer`. Pure."""

from __future__ import annotations

import re

from handlers.core.typed.deedaround import undone, without
from handlers.core.typed.deedphrases import WEEKDAY

_NO_LONGER = re.compile(
    r"(?:\b(?:is|was)|(?<=\w)['’]s)?\s*\b(?:(?:no longer|not|isn['’]?t)\s+(?:(?:really|actually|that)\s+)*interested"
    r"|no longer\s+available|(?:not|isn['’]?t)\s+available(?=\s+any ?(?:more|longer)))\b(?:\s+any ?(?:more|longer))?"
    r"(?=\W*$|\W+because\b|\s+in (?:the|our|this|us|it)\b)",
    re.IGNORECASE,
)
"""`tom isn't interested any more`: he withdrew."""
_STAYED_AWAY = re.compile(
    r"\b(?:didn['’]?t|did not|never)\s+(?:show(?:ed)?(?: up)?|turn(?:ed)? up|c[oa]me|join(?:ed)?)\b", re.IGNORECASE
)
_NO_FIT = re.compile(
    r"(?:\b(?:is|was)|(?<=\w)['’]s)?\s*\b(?:not|isn['’]?t|wasn['’]?t)\s+(?:(?:a|the|quite|really|right|good)\s+)*(?:fit|match)\b"
    r"|\b(?:not|isn['’]?t|aren['’]?t|won['’]?t be)\s+(?:moving|going|proceeding)\s+(?:forward|ahead|on)\s+with\b",
    re.IGNORECASE,
)
"""`ida is not a fit`: what is denied is the deed."""
_ELSEWHERE = re.compile(
    r"\b(?P<took>took|takes|accepted|accepts|signed)\s+(?:(?:(?:an?other|the other|a different|a competing)"
    r"|(?P<whose>(?!it['’])[a-z][\w&.-]*['’]s?))\s+(?:company['’]?s?\s+)?(?:offer|job|role|position)\b"
    r"|(?:an?|the)\s+(?:offer|job|role|position)\s+(?:elsewhere|at|from|with)\b|elsewhere\b|somewhere else\b)"
    r"|\b(?:(?:is\s+|are\s+)?(?:going|signing)|goes|went|(?:has\s+)?signed)\s+with\s+(?!(?:us|it|our|the|that|this|me|him"
    r"|her|them|an?|another"
    r"|some\w+|other|what)\b)"
    r"[\w&.-]+(?=\W*$|\s+(?:instead|over|because|after|in the end|for)\b|[,.;!])"
    r"|\b(?:(?:is\s+)?joining|(?:has\s+)?joined)\s+(?!(?:us|it|our|the|that|this|an?|me|him|her|them|at|on|in|for|by|from"
    r"|as|late|early"
    r"|today|tomorrow|yesterday|now|with|\w+ly|\w+day|and|but|after|before|then|when|\d+)\b)[\w&.-]+"
    r"|\b(?:chose|(?:has\s+)?chosen|(?:is\s+)?choosing|picked|(?:is\s+)?picking)\s+[\w&.-]+\s+(?:over|instead)\b",
    re.IGNORECASE,
)
"""`gus took google's offer`: another company's, and a no to ours; who `accepted dana's offer` may have taken ours."""
_OURS = re.compile(
    r"\b(?:we|i)(?:['’](?:re|m|ve|ll|d)| are| am| have| will)?\s+(?:(?:just|all|now)\s+)*$|\blet['’]?s\s+$", re.IGNORECASE
)
"""Whose choice it is, where it is ours."""
_OFF = ("interview cancel", "interview no-show")
OTHER = " other offer "
"""How the verbs are told that it is another company's."""
_COMES_NOT = re.compile(
    r"(?:(?<=\w\s)(?:he|she|they)\s+)?\b(?:(?P<ahead>(?:wo|is|are)n['’]?t|(?:will|is|are)\s+not)|(?:do|does|did)(?:n['’]?t|\s+not)"
    r"|(?<!need )not|no)"
    r"\s+(?:com(?:e|es|ing)|(?:show|turn)(?:ing)?\s+up)\b"
    r"(?=\W*$|\s+(?:to|for|in\s+for)\s+(?:(?:the|his|her|their|our|an?|this)\s+)*(?:\w+\s+)?"
    rf"(?:interview|round|screen|call|technical|on-?site|final|panel|chat)\b|\s+(?:(?:on|this|next)\s+)?(?:today|tomorrow|{WEEKDAY})\b)",
    re.IGNORECASE,
)
"""`bo he don't come to the interview`: to one that was, or to one that is to be."""
_DENIED = (
    (_NO_FIT, ("decide no", "cand reject")),
    (_NO_LONGER, ("cand withdraw",)),
    (_STAYED_AWAY, ("interview no-show",)),
)
"""(What is denied, and is the deed; the verbs that record it)."""


def denied(said: str) -> tuple[tuple[str, ...], str] | None:
    """(The verbs, the words beside) of what is told by what is not so."""
    if (found := _COMES_NOT.search(said)) and not _STAYED_AWAY.search(said) and not undone(without(said, found)):
        return _OFF if found["ahead"] else _OFF[::-1], without(said, found)
    for pattern, verbs in _DENIED:
        if (found := pattern.search(said)) and not undone(without(said, found)):
            return verbs, without(said, found)
    return None


def elsewhere(said: str) -> tuple[tuple[str, ...], str] | None:
    """The same of who went to another company; `accepted dana's offer` may be told of ours, too."""
    found = _ELSEWHERE.search(said)
    if found is None or _OURS.search(said[: found.start()]):
        return None
    or_ours = ("offer accept",) if found["whose"] and not (found["took"] or "t").casefold().startswith("t") else ()
    return ("offer decline", "cand withdraw", *or_ours), without(said, found, OTHER)
