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
_NAMED = r"(?:candidates?|applicants?|finalists?|interviewees?|r[eé]sum[eé]s?|cvs?)"
_PEOPLE = rf"(?:{_NAMED}|people|them|him|her)"
_DEED = (
    r"(?:stack[- ]?rank|re-?rank|rank|score|rate|grade|rank[- ]?order|sort|order|shortlist|classify|filter(?: out)?|evaluate|"
    r"assess|judge|compare|prioriti[sz]e|pre-?screen|eliminate)"
)
_ASKED = r"(?:(?:please|pls|just|now|hey|can|could|would|will|you|u|i want you to|i need you to|help me|let'?s|to)\s+)*"
_BEST = r"(?:best|better|stronger|strongest|weaker|weakest|top|worst|(?:a|the) better fit)"
_FORMS: Final = tuple(
    map(
        re.compile,
        (
            rf"^\W*{_ASKED}{_DEED}\s+(?:[\w']+\s+){{0,4}}?{_PEOPLE}\b(?!['’]s\b)",
            rf"^\W*(?:so |and |tell me )?who(?:'s| is| are) (?:the |our |my )?{_BEST}\b(?=.*\b{_NAMED}\b|\W*$|,? \w+ or \w+\W*$)",
            rf"\bwhich (?:one )?(?:of (?:these|the|my|our) )?(?:\w+ )?{_NAMED} (?:is|are|should|would|looks?|seems?)\b",
            rf"\b(?:pick|choose|select|find|tell me|show me|give me) (?:me )?(?:the |my |our )?{_BEST}(?: \w+)? {_NAMED}\b",
            rf"\b(?:ranking|score|rating|grade|leaderboard) (?:of|for) (?:\w+ ){{0,2}}{_NAMED}\b",
            rf"\bhow (?:good|strong|weak) (?:is|are) (?:this|that|my|our|these|the) (?:\w+ )?{_NAMED}\b",
        ),
    )
)


def asks_to_rank_people(said: str) -> bool:
    """Whether a request is to put people in an order, to give them a score, or to say which is the best."""
    text = said[:LOOKED_AT].casefold()
    return any(form.search(text) for form in _FORMS)
