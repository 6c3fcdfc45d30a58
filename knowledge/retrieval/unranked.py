"""Requests to rank, score or choose people: what the program never does, so they are told from questions that facts answer.

asks_to_rank_people("rank these candidates")            # True
asks_to_rank_people("how do I rank the pay sources")    # False: no people
asks_to_rank_people("how should we score interviews")   # False: a method is asked for
"""

from __future__ import annotations

import re
from typing import Final

LOOKED_AT: Final = 300
"""Letters of a request that are looked at."""
_NAMED = r"(?:candidates?|applicants?|finalists?|interviewees?|r[eé]sum[eé]s?|cvs?)(?!['’\w])"
_PEOPLE = rf"(?:{_NAMED}|people\b(?!['’])|them\b|him\b|her\b)"
_MATTERS = r"experience|expectations?|pools?|market|communication|feedback|messages?|sources?|stages?|(?:(?:red|green) )?flags?"
_NO_MORE = rf"(?!\s+(?:{_MATTERS})\b)"
"""What is about their matters is not about them: `cv red flags`, `candidate experience`."""
_WHICH = (
    r"(?:(?:all|both|each|every|one|two|three|four|five|six|\d+|these|those|this|that|the|my|our|your|of|top|best|remaining|last|other|"
    r"new|senior|staff|junior|mid|ml|final|following)\s+){0,5}"
)
_DEED = (
    r"(?:stack[- ]?rank|re-?rank|rank|score|rate|grade|rank[- ]?order|sort|order|shortlist|classify|filter(?: out)?|evaluate|"
    r"assess|judge|compare|prioriti[sz]e|pre-?screen|eliminate)"
)
_ASKED = r"(?:(?:please|pls|just|now|hey|can|could|would|will|you|u|i want you to|i need you to|help me|let'?s|to)\s+)*"
_BEST = r"(?:best|better|stronger|strongest|weaker|weakest|top|worst|(?:a|the) better fit)"
_ONE = rf"{_BEST}(?:\s+(?:one|{_NAMED}))?"
_OURS = r"(?:of (?:these|those|the|my|our|them)\s+)"
_CHOSEN = r"(?:should|would|do|shall) (?:we|i|you) (?:hire|pick|choose|take|advance|interview|move|reject)"
_THIS = r"(?:this|that|these|those|my|our) (?:\w+ )?"
_SEVERAL = r"(?:two|2|three|3|four|4|both|several)"
_WHOM = (
    r"(?:which(?: one)?\W*$|who\W*$|(?:which(?: one)?|who) (?:should|would|do|to|shall)\b"
    r"|how (?:do|should|can|would|to|shall) (?:(?:i|we|you) )?(?:pick|choose|decide|select)\b)"
)
"""What asks for one of several people, and for no method of interviewing them."""
_OUT = r"(?:pick|choose|select|tell me|show me|give me) (?:me )?(?:the |my |our )?"
_FORMS: Final = tuple(
    map(
        re.compile,
        (
            rf"^\W*{_ASKED}{_DEED}\s+{_WHICH}{_PEOPLE}{_NO_MORE}",
            rf"\bwho(?:'s|’s| is| are) (?:the |our |my )?{_ONE}(?=\W*$|,? \w+ or \w+\W*$|\s+(?:of|for|among) )",
            rf"\bwhich (?:one )?{_OURS}(?:\w+ )?{_NAMED}",
            rf"\bwhich (?:one )?(?:\w+ )?{_NAMED} (?:is|are|looks?|seems?) (?:the |a )?{_BEST}\b",
            rf"\bwhich (?:\w+ )?{_NAMED} {_CHOSEN}\b",
            rf"\b{_OUT}{_BEST}(?: \w+)? (?:{_NAMED}|{_OURS}){_NO_MORE}",
            rf"\b(?:ranking|score|rating|grade|leaderboard) (?:of|for) (?:\w+ ){{0,2}}{_NAMED}{_NO_MORE}",
            rf"\bhow (?:good|strong|weak) (?:is|are) (?:this|that|my|our|these|the) (?:\w+ )?{_NAMED}{_NO_MORE}",
            rf"\bhow (?:do|would|did|will) you {_DEED} {_THIS}{_NAMED}{_NO_MORE}",
            rf"^\W*(?:is|are) {_THIS}{_NAMED} (?:any )?(?:good|strong|weak|great|worth hiring|a hire|a no|senior enough)\b",
            rf"\bgive {_WHICH}{_NAMED} an? (?:score|rating|grade|mark|rank)\b",
            rf"\bwhat do you (?:think|make) (?:of|about) {_THIS}{_NAMED}{_NO_MORE}",
            rf"\b{_SEVERAL} (?:\w+ ){{0,3}}{_NAMED}[^.?!]{{0,60}}\b{_WHOM}",
            rf"\b{_WHOM} (?:between|among|from) (?:\w+ ){{0,4}}{_NAMED}{_NO_MORE}",
        ),
    )
)


_ABOUT_SOMEBODY: Final = re.compile(rf"\b(?:{_PEOPLE}|who)")


def asks_to_rank_people(said: str) -> bool:
    """Whether a request is to put people in an order, to give them a score, or to say which is the best."""
    text = said[:LOOKED_AT].casefold()
    return bool(_ABOUT_SOMEBODY.search(text)) and any(form.search(text) for form in _FORMS)
