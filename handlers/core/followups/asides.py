"""What is asked about a part of the answer before it: one round of a loop, what speaks against it, its picture. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from handlers.core.reading.carried import Question, carried, replaced
from handlers.core.reading.listening import slots
from handlers.core.typed.nth import nth_in
from handlers.core.verb import Verb
from knowledge.words.patterns import pattern

LOOP, QUESTIONS = "loop", "questions"
_OPENS = r"\W*(?:(?:and|so|ok|okay|but|hm+|also|then|well|k|now)\W+)*"
_PLEASE = r"(?:\s+(?:please|pls|plz|thx|thanks|too|though|tho))*\W*"
_IT = r"(?:it|that|this|them|those|these)"
_PICTURE = pattern(
    rf"{_OPENS}(?:(?:can|could)\s+(?:i|you|we)\s+|i\s+want\s+|let\s+me\s+)?(?:(?:make|draw|show|give|get|have|see|do|as|in|with)\s+)*"
    rf"(?:(?:me|us|{_IT}|as|into|a|an|the)\s+)*(?:picture|chart|graph|plot|draw|visuali[sz]e)(?:\s+(?:of\s+)?{_IT})?{_PLEASE}",
    re.IGNORECASE,
)
_AGAINST = pattern(
    rf"{_OPENS}(?:(?:any|what|which|what['’]?s|are|is|there|the|list|tell|show|give|me|main|its|pros\s+and|pro\s+and)\s+)*"
    r"(?:cons?|contras?|down\s?sides?|drawbacks?|disadvantages?|weakness(?:es)?|pitfalls?|don['’]?ts|caveats?|warnings?|risks?"
    r"|wrong\s+with|mistakes(?:\s+to\s+avoid)?|speaks\s+against|what\s+(?:not\s+to\s+do|to\s+avoid|should\s+(?:i|we)\s+(?:not\s+do|avoid)))"
    rf"(?:\s+(?:of\s+|to\s+|with\s+)?(?:{_IT}|the\s+loop))?{_PLEASE}",
    re.IGNORECASE,
)
_ANSWERS = pattern(
    rf"{_OPENS}(?:(?:what['’]?s|what|how|which|show|give|me|is|are|does|do|would|about|an?|the|some|and|or)\s+)*"
    r"(?:weak|strong|good|bad|great|poor|right|wrong)(?:\s+(?:and|or|vs\.?)\s+(?:weak|strong|good|bad))?\s+(?:answers?|ones?)"
    rf"(?:\s+(?:look|looks|sound|sounds|be|like|for\s+{_IT}))*{_PLEASE}",
    re.IGNORECASE,
)
_BESIDE_A_ROUND = frozenset({
    "what", "whats", "what's", "who", "whos", "who's", "how", "long", "is", "in", "the", "tell", "me", "more", "about", "explain",
    "sits", "sit", "runs", "run", "does", "do", "happens", "should", "would", "be", "it", "take", "takes", "last", "test",
    "show", "details", "detail", "of", "for", "and", "so", "ok", "okay", "k", "please", "pls", "on", "a", "that", "we", "exactly",
    "tests", "interviews", "describe", "just", "only", "then", "there", "which", "one", "zoom", "into", "go", "through", "see",
    "question", "questions", "prompt", "prompts", "ask", "asked", "they", "them", "give",
})  # fmt: skip
"""Words around the number of a round that ask about nothing but it."""


def asked_aside(said: str, last: Question) -> tuple[Verb, dict[str, Any]] | None:
    """The last question once more, with the part that is asked about; None for what is about none."""
    names = {slot.name for slot in slots(last.verb.args)}
    told = _told(said, last, names)
    return (last.verb, replaced(carried(last, last.verb.args), told, last.verb.args)) if told is not None else None


def _told(said: str, last: Question, names: set[str]) -> Mapping[str, Any] | None:
    if "picture" in names and _PICTURE.fullmatch(said):
        return {"picture": True}
    if last.verb.name == QUESTIONS and _ANSWERS.fullmatch(said):
        return {}
    if last.verb.name != LOOP:
        return None
    if numbers := nth_in(said, _BESIDE_A_ROUND):
        return {"one_round": numbers[0], "more_rounds": tuple(numbers[1:])}
    if _AGAINST.fullmatch(said):
        return {"avoid": True}
    return {"prompts": True} if _ANSWERS.fullmatch(said) else None
