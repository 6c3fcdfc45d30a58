"""What people say before they put right what they have just said: `no wait, i meant bo withdrew`. Pure."""

from __future__ import annotations

import re

from handlers.core.typed.deedphrases import WEEKDAY

_SIGNS = ("mean", "wait", "scratch", "strike", "oops", "whoops", "sorry", "correct", "mistake", "typo", "wrong", "my bad", "ignore")
"""One of these stands in every correction that is looked for."""
_TAKES_BACK = (
    r"(?:wait|hold on|hang on|oops|whoops|my (?:bad|mistake)|typo|correction|(?:scratch|strike|ignore|forget) (?:that|this|it"
    r"|the last(?: one)?)|(?:i )?(?:wrote|typed|said|put|got) (?:it |that )?wrong|wrong (?:one|person|name|[^\W\d_]+)"
    r"|(?:that|it) was (?:wrong|a mistake|a typo)|(?:i am|i['’]?m) (?:afraid i was )?mistaken|i was (?:wrong|mistaken)"
    r"|(?:i )?mis(?:typed|spoke))"
)
_LITTLE = r"(?:no|nope|not|omg|sorry|so sorry|ah|oh|ugh|argh|damn|actually|ok|okay|i|am|afraid|pls|please|but)"
_CORRECTS = re.compile(
    rf"\W*(?:{_LITTLE}\b[\s,.:;!–—-]+)*(?:{_TAKES_BACK}\b[\s,.:;!–—-]+(?:{_LITTLE}\b[\s,.:;!–—-]+)*"
    r"(?:i (?:mean|meant)(?: to (?:say|write|type))?\b[\s,:]+(?:that\s+)?)?"
    r"|i (?:mean|meant)(?: to (?:say|write|type))?\b[\s,:]+(?:that\s+)?)+"
    r"(?=\S)",
    re.IGNORECASE,
)
_A_TIME = re.compile(
    rf"(?:(?:it['’]?s|it is|is|it was|make it|at|on|to|for)\s+)*"
    rf"(?:(?:(?:this|next)\s+)?{WEEKDAY}|today|tomorrow|noon|\d{{1,2}}(?::\d\d)?\s?(?:[ap]m|h|o['’]clock)?"
    r"|(?:in the )?(?:morning|afternoon|evening)|[ecmp][sd]?t|cet|utc|gmt|bst|ist|at|on|instead|not|[,\s]|please|pls)+\W*",
    re.IGNORECASE,
)


def corrected(said: str) -> str | None:
    """What is said in a correction behind the words that take something back; None where nothing is taken back."""
    folded = said[:120].casefold()
    if not any(sign in folded for sign in _SIGNS):
        return None
    found = _CORRECTS.match(said)
    return said[found.end() :] if found else None


def is_a_time(said: str) -> bool:
    """Whether the words say when, and nothing else."""
    return any(each.isdigit() or each.isalpha() for each in said) and _A_TIME.fullmatch(said) is not None
