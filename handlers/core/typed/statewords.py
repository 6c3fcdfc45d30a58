"""How people ask where somebody stands: `what is gus waiting for`, `when does gus's offer expire`. Pure.

Such words only lead to the verb that shows it: whether they name anybody is looked up before anything is answered.
"""

from __future__ import annotations

import re

from handlers.core.typed.deedwords import ASKS, MOST_LETTERS, Told

SHOWS = "cand show"
"""The verb that shows where somebody stands, what is due, and with whom."""

SITS = "rounds ahead"
"""Stands for the booked rounds of the searches that the speaker may see."""

OWED = "owed here"
"""Stands for what is owed: on the req in whose thread it is asked, else by the speaker."""

NAME_WORDS = 2
"""So many words by themselves may be a name."""
_NAME = r"(?P<name>[^\s?,;:]+(?:\s+[^\s?,;:]+){0,2}?)"
_IS = r"(?:\s+(?:is|are|was)|['’]?s)"
_TOPICS = frozenset({
    "salary", "salaries", "pay", "band", "bands", "comp", "compensation", "market", "markets", "cost", "costs", "rate", "rates",
    "range", "ranges", "total", "base", "equity", "figures", "numbers", "data", "benchmarks", "candidates", "engineers", "people",
    "talent", "hiring", "jobs", "roles", "office", "team", "senior", "staff", "junior", "mid", "principal", "remote", "sf", "nyc",
})  # fmt: skip
"""Beside one of these a name is a place's, or a word: `show me austin salaries` asks the guides."""
_THEIRS = r"(?:['’]s?)?\s+offer"
_ACTS = r"(?:(?:has|have|needs?|is|ought)\s+to|must|should|can)"
_BECAME = (
    r"(?:sign(?:ed)?|accept(?:ed)?|answer(?:ed)?|decline[ds]?|say|said|hear[ds]?|heard\s+back|reply|replied|waiting|due"
    r"|booked|scheduled"
    r"|still\s+(?:in|here|active|interested|waiting)|rejected|withdrawn|in\s+the\s+(?:loop|pipeline|running))"
)
_OF_THEM = (
    r"(?:['’]s?)?\s+(?:(?:next|final|first|last)\s+)?(?:interview|round|call|loop|offer|decision|start(?:\s+date)?|first\s+day"
    r"|final|screen|tech(?:nical)?|on-?site|panel|chat|debugging|design|coding|take-?home)"
    r"(?:\s+(?:interview|round|call|due))?"
)
_ASKED = tuple(
    re.compile(rf"\W*{pattern}\s*[?!.\s]*", re.IGNORECASE)
    for pattern in (
        rf"(?:what|whom?){_IS}\s+{_NAME}\s+waiting\s+(?:for|on)",
        rf"(?:what|whom?)\s+(?:does|do)\s+{_NAME}\s+wait\s+(?:for|on)",
        rf"(?:what|whom?)\s+(?:are|do)\s+we\s+wait(?:ing)?\s+(?:for|on)\s+(?:with|about)\s+{_NAME}",
        rf"what{_IS}\s+(?:next|due|open|up|left)\s+(?:for|with|on)\s+{_NAME}",
        rf"who\s+(?:{_ACTS}\s+)?acts?\s+(?:next\s+)?(?:on|for|about)\s+{_NAME}",
        rf"whose\s+turn\s+is\s+it\s+(?:on|for|with)\s+{_NAME}",
        rf"(?:until\s+)?when\s+(?:does|do|will|is|are)\s+{_NAME}{_THEIRS}\s+(?:expires?|ends?|lapses?|runs?\s+out|stands?"
        rf"|due|over|up)",
        rf"how\s+long\s+(?:does|is)\s+{_NAME}{_THEIRS}\s+(?:stand|last|valid|good)(?:\s+for)?",
        rf"where(?:\s+(?:is|are)|['’]?s|\s+does)\s+{_NAME}(?:\s+(?:stand|at|now))*",
        rf"where\s+(?:are|do)\s+we\s+(?:stand\s+)?(?:with|on)\s+{_NAME}",
        rf"(?:(?:what{_IS}|show\s+me|give\s+me|is\s+there)\s+)?(?:the\s+|an?\s+|any\s+|some\s+)?(?:latest\s+)?"
        rf"(?:status|state|standing|news|latest|updates?|history)\s+(?:of|on|about|with|for|from)\s+{_NAME}",
        rf"what(?:{_IS}|\s+has|\s+have)?\s+(?:happen(?:ed|s|ing)|become|became|going\s+on)\s+(?:to|with|of)\s+{_NAME}",
        rf"(?:how|what){_IS}\s+{_NAME}\s+(?:doing|going|getting\s+on|progressing|status|up\s+to)",
        rf"(?:did|has|have|is|was|will|does)\s+{_NAME}\s+{_BECAME}(?:\s+(?:yet|already|now|us|it|our\s+offer|the\s+offer))*",
        rf"who(?:m|se)?{_IS}?\s+(?:decid(?:es|ing)|interview(?:s|ing|ed)|seeing|meeting|calling|calls|met|has|talking)"
        rf"\s+(?:about\s+|on\s+|with\s+|to\s+)?{_NAME}",
        rf"when{_IS}\s+{_NAME}{_OF_THEM}",
        rf"(?:did|has|have)\s+(?:anyone|anybody|someone|somebody|we|you|i)\s+(?:already\s+)?(?:tell|told|call(?:ed)?"
        rf"|e?mail(?:ed)?|contact(?:ed)?"
        rf"|reject(?:ed)?|ping(?:ed)?|reach(?:ed)?\s+out\s+to|he(?:ar|ard)(?:\s+back)?\s+from|talk(?:ed)?\s+to|sp(?:eak"
        rf"|oken)\s+(?:to|with))"
        rf"\s+{_NAME}(?:\s+(?:yet|already))?",
        rf"how\s+long\s+(?:has|have)\s+{_NAME}\s+(?:been\s+)?(?:waiting|waited|quiet|in\s+.+|with\s+us|at\s+.+)",
        rf"what\s+did\s+(?:we|you|i)\s+(?:say|tell|offer|promise|send|write)(?:\s+to)?\s+{_NAME}",
        rf"(?:how\s+(?:long|much\s+time)\s+(?:until|till|before|is\s+left\s+for|do\s+(?:we|i)\s+have\s+(?:left\s+)?(?:for"
        rf"|to\s+answer))"
        rf"|by\s+when\s+is)\s+{_NAME}(?:{_THEIRS})?(?:\s+(?:is|are|comes?|falls?))?(?:\s+(?:due|over|out|up|ends?|expires?))?",
        rf"(?:(?:please|pls|can you|could you|would you)\s+)*(?:ping|nudge|chase|poke|remind"
        rf"|bug)\s+(?!me\b){_NAME}\s+(?:for|about|on|to|re|of)\s+.+",
        rf"(?:show|see|find|open|pull\s+up|tell\s+me\s+about|what\s+about|how\s+about|details\s+(?:of|on"
        rf"|for))\s+(?:me\s+)?{_NAME}",
    )
)
_DAY = (
    r"(?P<when>(?:on\s+)?(?:today|tonight|tomorrow|this\s+week|next\s+week|(?:this\s+|next\s+)?(?:mon|tues?|wed(?:nes)?"
    r"|thu(?:rs)?|fri|sat(?:ur)?"
    r"|sun)(?:day)?))"
)
_SITS = tuple(
    re.compile(rf"\W*{pattern}\W*", re.IGNORECASE)
    for pattern in (
        rf"who(?:m|['’]?s|\s+is|\s+are|\s+do|\s+have)?\s*(?:we|i|am\s+i|are\s+we"
        rf"|do\s+we)?\s*(?:have\s+)?(?:got\s+)?(?:interview(?:s|ing)?"
        rf"|being\s+interviewed|coming\s+in|booked|scheduled|see(?:ing)?|meet(?:ing)?|on\s+the\s+(?:calendar"
        rf"|schedule))(?:\s+(?:in|for|with\s+us))?"
        rf"\s+{_DAY}",
        rf"(?:who|what)\s+(?:have\s+(?:we|i)\s+got|do\s+(?:we|i)\s+have|is\s+there|are\s+there)\s+(?:interviewing\s+)?{_DAY}",
        rf"(?:which|what|how\s+many)\s+candidates\s+(?:are\s+(?:we\s+)?(?:interviewing|coming\s+in|seeing|meeting)"
        rf"|interview|do\s+we"
        rf"\s+(?:have|interview|see|meet))\s+{_DAY}",
        rf"(?:is\s+)?(?:anyone|anybody)\s+(?:is\s+)?(?:interviewing|coming\s+in|booked|scheduled)\s+{_DAY}",
        r"who(?:['’]?s|\s+is|\s+are)\s+(?:we\s+)?(?:being\s+interviewed|interviewing\s+next|coming\s+in(?:\s+next)?"
        r"|up\s+next)(?P<when>)",
    )
)
"""Who is interviewed when, of all who are in a search."""
_OWED = re.compile(
    r"\W*(?:(?:so|and|ok|hey|btw)\W+)*(?:"
    r"who(?:m|se)?(?:['’]?s|\s+is|\s+are)?\s+(?:(?:still|all|currently)\s+)*waiting\s+(?:for|on)\s+(?:us|me|our\s+\w+|an?\s+answer)"
    r"|(?:are\s+we|am\s+i)\s+(?:(?:running|getting)\s+)?(?:late|behind|overdue)(?:\s+(?:on|with|for)\s+(?:anything|something|any(?:one|body)"
    r"|any of (?:them|these)))?"
    r"|(?:is\s+)?(?:anything|something)\s+(?:late|overdue|slipping|about to slip)"
    r"|what(?:['’]?s|\s+is|\s+are)?\s+(?:(?:we|i)\s+)?(?:late|overdue|slipping|behind\s+on|late\s+(?:on|with))"
    r"|(?:who|what)\s+do\s+(?:we|i)\s+(?:still\s+)?owe(?:\s+(?:anyone|anybody|people|them|something|(?:an?\s+)?(?:answer|decision|offer"
    r"|feedback|call)))?(?:\s+to)?"
    r")(?:\s+(?:here|today|now|right now|this week|on this (?:one|req)))*\W*",
    re.IGNORECASE,
)
"""`who's waiting on us`, `are we late on anything`: what is owed."""
_OWES = ("waiting", "late", "behind", "overdue", "slip", "owe")
_MEETS = re.compile(
    rf"\W*(?:whom?|when){_IS}\s+{_NAME}\s+(?:meeting|seeing|talking\s+to|interviewing|interviewing\s+with|scheduled"
    rf"|booked)(?:\s+(?:with|for|next))?"
    rf"(?:\s+{_DAY})?\W*",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(
    r"(?P<name>[^\s?,;:'’]+)['’]s?\s+(?:(?:next|final|first|last|technical)\s+)?(?:offer|loop|interview|round|scorecards?"
    r"|application"
    r"|package|terms|numbers|counter|notice|background|deadline|decision|status|stage|feedback|start(?:\s+date)?"
    r"|first\s+day|call)\b",
    re.IGNORECASE,
)


def asked(said: str) -> Told | None:
    """Whose standing is asked for, and nothing else; None for other words."""
    if len(said) > MOST_LETTERS:
        return None
    folded = said.casefold()
    if any(sign in folded for sign in _OWES) and _OWED.fullmatch(said):
        return Told((OWED,), said)
    if sits := next((match for pattern in _SITS if (match := pattern.fullmatch(said))), None):
        return Told((SITS,), sits["when"])
    found = _MEETS.fullmatch(said) or next((match for pattern in _ASKED if (match := pattern.fullmatch(said))), None)
    if found is None and ("?" in said or ASKS.match(said)):
        found = _OF_SOMEBODY.search(said)
    if found is None or not _TOPICS.isdisjoint(found["name"].casefold().split()):
        return None
    return Told((SHOWS,), found["name"])


def perhaps(said: str) -> Told | None:
    """A question among whose words somebody's name may stand, or a name alone: `what did we offer ana`, `ana`. What is told is
    none: shown somebody's card, its teller would take it for recorded."""
    if len(said) > MOST_LETTERS or not ("?" in said or ASKS.match(said) or len(said.split()) <= NAME_WORDS):
        return None
    return Told((SHOWS,), said)
