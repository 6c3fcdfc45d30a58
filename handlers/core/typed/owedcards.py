"""How people say, or ask, whether a colleague has handed in a scorecard: `still no scorecard from tom`. Pure."""

from __future__ import annotations

import re

SPOKEN_OF = re.compile(r"score ?card|feedback|write-?up", re.IGNORECASE)

_CARD = r"(?:score ?cards?|feedback|write-?ups?)"
_NAME = (
    r"(?P<name>(?!(?:an?|the|one|every\w*|any\w*|some\w*|no|nobody|who|they|we|i|you|he|she|my|our|your|panel|interviewers?|candidates?"
    r"|managers?|recruiters?|engineers?|people|team|it|this|that|what|when|why|how|whose|still|is|has|did|where|there|to|for|of)\b)"
    r"(?:<@[^>\s]+>|@?[^\W\d][\w.-]*?))"
)
"""A colleague's name: what is said of interviewers in general asks the guides."""
_THEIR = r"(?:his |her |their |the |a |any |in |me |us )*"
_HANDED = (
    r"(?:sen[dt]|hand(?:ed)?|submit(?:ted)?|fill(?:ed)?|do(?:ne)?|write|written|given?|gave|turn(?:ed)?|shared?|put|add(?:ed)?)"
    r"(?: in| out)?"
)
_NOT = r"(?:(?:has|did) ?n['’]?t|has not|did not|never|is yet to|(?:still )?has to|(?:still )?needs to|has yet to)"
_ENDS = r"(?: in| yet| so far| for \S+(?: \S+)?| on \S+)*\W*"
_WE = r"(?:(?:we|i|i am|i['’]m|we are|we['’]re|still|have|got|there is|there['’]s|just|also) )*"
_SAID = tuple(
    re.compile(rf"\W*{pattern}{_ENDS}", re.IGNORECASE)
    for pattern in (
        rf"{_NAME}(?: still)? {_NOT} (?:yet )?{_HANDED} {_THEIR}{_CARD}",
        rf"{_NAME}(?: still)? owes (?:me |us )?(?:his |her |their |the |a )?{_CARD}",
        rf"{_WE}no {_CARD}(?: yet)? (?:from|by) {_NAME}",
        rf"{_WE}(?:waiting|missing|lacking)(?: for| on)? (?:the |a )?{_CARD} (?:from|by|of) {_NAME}",
        rf"{_WE}(?:waiting|missing|lacking)(?: for| on)? {_NAME}(?:['’]s?)? {_CARD}",
        rf"(?:where(?: is|['’]s)|is|do we have|did we get|have we got) (?:the )?{_NAME}['’]s? {_CARD}",
        rf"{_NAME}['’]s? {_CARD} (?:is|are) (?:still )?(?:missing|late|over ?due|not in|open|outstanding)",
        rf"(?:has|did) {_NAME} {_HANDED} {_THEIR}{_CARD}",
        rf"(?:chase|ping|nudge|remind) {_NAME} (?:for|about|of|on) {_THEIR}{_CARD}",
    )
)


def of_whom(said: str) -> str | None:
    """The colleague whose scorecard is spoken of, as typed without its sign; None for other words."""
    found = next((match for pattern in _SAID if (match := pattern.fullmatch(said))), None)
    return found["name"].removeprefix("@") if found else None
