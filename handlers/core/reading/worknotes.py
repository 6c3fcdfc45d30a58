"""Work told in a few words with no verb in front (`own airflow and the model registry`), and a person told so: what reads texts
reads both, and of a person says nothing. Pure."""

from __future__ import annotations

import re

from handlers.core.reading import utterance
from knowledge.words.patterns import pattern

LEAST_WORDS, MOST_LETTERS = 4, 500
"""A shorter note says too little; a longer text is a document, or tells something else besides."""
_DUTY = (
    r"(?:own|build|rebuild|run|maintain|design|train|retrain|deploy|ship|serve|scale|forecast|develop|fine[- ]?tune|optimi[sz]e"
    r"|productioni[sz]e|productionali[sz]e|operate|port|migrate|implement|automate|speed up|take|get|clean up|keep|predict"
    r"|detect|monitor|evaluate|set up|prototype|experiment|publish)"
)
_SOMEBODY = r"(?:someone|somebody|a person|(?:an?|one) (?:senior |strong |good )?(?:(?:ml|ai) )?engineer|people|a hire)"
_BEGINS = pattern(
    rf"(?:(?:must|will|to|should|needs? to|has to|responsible for|in charge of)\s+(?:be )?)?{_DUTY}(?:ing)?\s+\S"
    r"|(?:(?:we|i)(?:['’]d| would| really)*\s+)?(?:want|need|like|love|have|plan|looking)\s+(?:to|for)?\s*"
    rf"(?:{_DUTY}\s|{_SOMEBODY}\b)"
    rf"|(?:(?:find|get|hire|bring)(?: me| us)?\s+)?{_SOMEBODY}\b|(?:an? )?ph\.?d\.? (?:to|who)\b",
    re.IGNORECASE,
)
"""How a note of work begins."""
_HOLDS = pattern(
    rf"{_SOMEBODY}(?: in| here)? (?:to|who|that|must|should|needs? to|has to|can|will|['’]d)\b"
    r"|[.;:] who (?:do|should) (?:we|i) hire\W*$",
    re.IGNORECASE,
)
"""What it may say further on: `someone must own the quotas`."""
_OURS = pattern(
    r"\b(?:loops?|jds?|job descriptions?|kits?|questions?|bands?|offers?|scorecards?|reqs?|r-?\d+|postings?|outreach|candidates?"
    r"|interviews?|debriefs?|rounds?|hiring|hires?|recruit\w*|sourc(?:e|ing)|contractors?|team (?:of|size)"
    r"|pay|salary|salaries|comp|equity|budget|cost us|joke|poem|email|script|reminders?|deadlines?|clocks?|reports?"
    r"|searches|search(?! (?:engine|index|quality|ranking|relevance|results?)\b))\b",
    re.IGNORECASE,
)
"""Words of what the bot itself does, or of hiring: no duty of anybody's who is hired."""
_WHICH_LANE = pattern(
    r"\b(?:wh(?:ich|at) (?:lane|kind|role)|lane (?:is|fits)|(?:an? )?\w+ or (?:an? )?(?:mle|ml engineer|data scientist|mlops))\b",
    re.IGNORECASE,
)
"""What asks for the lane of whoever was told of."""
_JUDGED = pattern(
    r"\b(?:is|are|isn['’]?t) (?:that|this|it|those|these|they) (?:too |a |an |not |really )*[\w'-]+(?: [\w'-]+)?\W*$",
    re.IGNORECASE,
)
"""What somebody asks of what they told, without a question mark: `phd and 10 years, is that too much`."""
_FOR_ONESELF = pattern(
    r"\b(?:(?:some|any)(?:one|body)|person) (?:to|who can) (?:talk|speak|ask|call|contact|help (?:me|us))\b", re.IGNORECASE
)
"""Whom somebody wants for themselves, and hires nobody: `someone to talk to about sales`."""
_MAY_BE_SOMEBODY = pattern(r"\b(?:years?|yrs?|yoe|worked|ph\.?d|previously|formerly)\b|\bex-", re.IGNORECASE)


def tells_work(said: str) -> bool:
    """Whether a message is a note of work in which the reader of texts finds a lane."""
    if len(said) > MOST_LETTERS or not (_BEGINS.match(said) or _HOLDS.search(said)) or len(said.split()) < LEAST_WORDS:
        return False
    asks = said.rstrip().endswith("?") or (utterance.begins_as_question(said) and not _BEGINS.match(said))
    if (asks and not _HOLDS.search(said)) or _OURS.search(_HOLDS.sub(" ", _BEGINS.sub(" ", said, count=1))):
        return False
    from knowledge.triage.lanes import triage  # its cues are read where such a note is told, and not before

    found = triage(said)
    return found.lane is not None or (
        found.verdict == "not-ml" and _HOLDS.search(said) is not None and _FOR_ONESELF.search(said) is None
    )


def tells_of_a_person(said: str) -> bool:
    """Whether a message tells what somebody has done, and asks nothing but which lane they are."""
    if len(said) > MOST_LETTERS or not _MAY_BE_SOMEBODY.search(said):
        return False
    if (utterance.ends_as_question(said) or _JUDGED.search(said)) and not _WHICH_LANE.search(said):
        return False
    from knowledge.texts.resumes import is_told_of  # as above

    return is_told_of(said)
