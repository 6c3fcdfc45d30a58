"""What stands around a deed that is told: a greeting, a plea, who tells of it, that it did not happen. Pure."""

from __future__ import annotations

import re

from handlers.core.typed.asking import PLEA
from handlers.core.typed.deedphrases import WEEKDAY
from handlers.core.typed.plainly import plainly
from handlers.core.typed.wordnames import words_not_names

_PLEA = re.compile(
    rf"(?:(?:{PLEA}|(?:can|could|shall) we(?= (?:please |maybe |just )?(?:get|book|schedule|set|move|bring|arrange|put|push|make"
    r"|give|squeeze|fit|do)\b)|(?:i|we)(?:['’]?d like| would like| want| need| must| have)(?: you)?)\b[\s,]*(?:to\s+)?)+(?=\S)",
    re.IGNORECASE,
)
"""What stands before a deed that is wanted, and makes no question of it: it is offered, and a press records it."""
_WISH = re.compile(r"\b(?:want|need|like|have)\b", re.IGNORECASE)
_WANTED = re.compile(
    r"(?!(?:to|it|this|that|the|an?|our|my|me|us|you|your|some|more|any)\b)[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)?"
    r" (?:(?:in )?(?:(?:for )?(?:an? |the |his |her |their )?on-?site|back)\b"
    r"|(?:in )?for (?:an? |the |his |her |their )?[\w-]+(?: (?:round|call|interview|chat))?\W*$)",
    re.IGNORECASE,
)
"""Where somebody is wanted, the wish is the deed: `we want ana onsite`."""
_INTERJECTION = re.compile(
    r"(?:^\W*(?:(?:a|an|just|quick|small|some|very|really|the)\s+){0,2}|(?<=[.!;,]\s))"
    r"(?:(?:great|good|bad|nice|perfect|awesome|cool|ok|okay|yay|hooray|hi|hey|hello|fyi|update|news|heads up|so"
    r"|well|right|alright|yes|yeah|yep|sure|fine|(?:we['’]?re |we are |all )?done(?: here)?|that['’]?s (?:it|all|a wrap)"
    r"|(?:the )?search(?:['’]s| is) (?:over|done)|thanks|thank you|sorry|ugh|argh|damn|oh|ah|btw|quick one"
    r"|hm+)\s?){1,2}[,:!.–—]+\s*(?=\S)",
    re.IGNORECASE,
)
"""What is said before the deed, and is none of it; `it went well, moving her on` tells two."""
_AND_SO = re.compile(
    r"\W*(?:(?:ok|okay|yes|yeah|yep|sure|alright|right|fine|so|great|cool|perfect|then|actually|also)\s+){1,2}"
    r"(?=(?:let['’]?s|give|make|offer|send|draft|move|book|schedule|set up|arrange|get|go ahead (?:and|with)|we|i|she|he|they"
    r"|gave|told|sent|called|booked|moved|spoke|talked|rejected|scheduled|cancel?led|extended|signed|accepted|declined"
    r"|please|pls|can you|could you|reject|cancel|close|put)\b)",
    re.IGNORECASE,
)
"""The same with no pause behind it: `ok give her 232`."""
_IS = re.compile(r"(?<=\w)['’]s(?= (?:out|still in|through|done|finished|moving|asking|out|a (?:yes|no))\b)", re.IGNORECASE)
_WITH = re.compile(r"(?<!\S)(?<!call )w/?\s+(?=[^\W\d_]{2})", re.IGNORECASE)
"""`with`, as it is written in haste; `hm call w/ mei thu 2pm` is a round to come, and no call that was had."""
_LATE = re.compile(
    r"\W*(?:(?:i|we)\s+)?(?:(?:forgot|meant)\s+to\s+(?:say|tell you|tell|mention|add|log|note|record|write)"
    r"|should(?:['’]ve| have) (?:said|told you|logged|mentioned))[\s,:–—-]+(?:that\s+)?(?=\S+\s+\S)",
    re.IGNORECASE,
)
"""What is told late has happened all the same: `forgot to say mario had his screen`."""
_UNDONE = re.compile(
    r"\b(?:not|never|(?:thinking|thought) (?:of|about)|consider(?:ing)?|leaning|tempted|wish|wondering|in case"
    r"|planning to|plan to|thinks|believes|feels|expects|guesses|likely to|supposed to|bound to"
    r"|want to(?= (?:reject|pass|withdraw))|(?:has|have|had|did|is|was|were|are|do|does|wo|would|could|should)n['’]?t|if"
    r"|unless|should|might|maybe"
    r"|(?<!\A)will|would|nobody|no one|yet to|about to|almost|nearly|forgot to|hope|hopefully)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\W*(?:i (?:just )?(?:heard|hear)|rumou?r has it|apparently|word is"
    r"|[^\W\d_][\w.'’-]*\s+(?:just\s+)?(?:says|said|told (?:me|us)|mentioned|heard|claims|reports?|confirmed|texted"
    r"|wrote)(?:\s+(?:me|us))?)"
    r"[\s,:]+(?:that\s+)?(?=(?!(?:he|she|they|it|i|we|you|yes|no|pass|to|her|his|him|their|our|the|an?|this|that|us|me|good"
    r"|in|on|about|from|after|at|not|today|yesterday|reject|hire|ok|fine)\b)[^\W\d_][\w.'’-]*\s+\w)",
    re.IGNORECASE,
)
"""Whoever tells of somebody else is not of whom it is told: `ana said bob accepted`."""
_MARKED = re.compile(
    r"(?:mark|flag|set|log|record)\s+(?P<whom>[^,;]{1,60}?)\s+(?:as\s+|to\s+)?(?:a\s+)?"
    r"(?P<deed>filled|closed|shut|cancelled|on hold|paused|rejected|withdrawn|declined|accepted|no[ -]show|passed|done)\W*",
    re.IGNORECASE,
)
_A_REQ_IS_DONE = (
    r"(?:(?:the|this|that|our)\s+)?(?P<req>(?:r|req)[-\s#]{0,2}\d{1,9}|req|requisition|search|role|position)(?:['’]s|\s+(?:is|was))?"
    r"(?:\s+(?:now|all|just))*\s+(?:done|over|finished|completed?|closed)(?:\s+now)?"
)
_REQ_IS_DONE = re.compile(
    rf"{_A_REQ_IS_DONE}(?:(?:\s*[,.;!–—-]+\s*|\s+)(?:(?:so|and|please|pls|can you|you can|we can|let['’]?s|now|then)\s+)*"
    r"clos(?:e|ing)(?:\s+(?:it|this|that|the req|the search|the role|out|down|up|now|please|pls))*)?\W*",
    re.IGNORECASE,
)
"""`req is done, close`."""
_BEGINS_SO = re.compile(rf"{_A_REQ_IS_DONE}\s*[,.;!–—-]", re.IGNORECASE)
_CLOSED_AS = re.compile(
    r"(?:close|shut|mark)\s+(?P<whom>[^,;]{1,60}?)(?:\s+(?:out|down))?"
    r"(?:\s+as\s+|\s*[,;–—-]\s*(?:(?:we|it)(?:['’]?s|\s+is|\s+have)?\s+)?)(?P<deed>filled|cancelled|canceled)\W*",
    re.IGNORECASE,
)
"""`close the requisition as filled`."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_CORRECTED = re.compile(
    rf",?\s+(?:and\s+)?not\s+(?:at\s+|on\s+)?(?:\d[\w:]*|{WEEKDAY}\b|{_MONTH}\s+\d{{1,2}}\b)(?:\s?[ap]m)?", re.IGNORECASE
)
"""What a time is not: `at 10 not 9`."""
_IT = re.compile(r"^(?:(?:i|we)\s+)?it\b(?!\s+to\b)", re.IGNORECASE)
A_REQ = re.compile(r"\b(?:(?:r|req)[-\s#]{0,2}\d{1,9}|req|requisition|search|role|position|opening)\b", re.IGNORECASE)


def greeted(said: str) -> str:
    """The words in plain letters, without what is said before them."""
    return _IS.sub(" is", _INTERJECTION.sub("", plainly(said)))


def bare(said: str) -> str:
    """The deed in its plain words, without the plea in front of it."""
    said = _WITH.sub("with ", said)
    said = _LATE.sub("", _AND_SO.sub("", said, count=1), count=1)
    if plea := _PLEA.match(said):
        said = said[plea.end() :].rstrip("? ")
        said = f"want {said}" if _WISH.search(plea.group()) and _WANTED.match(said) else said
    return _as_deed(said)


def is_done(said: str) -> str:
    """The search of which it is said first that it is done: `r-1 done, close it out and reject maria`."""
    found = _BEGINS_SO.match(said)
    return _the_req(found) if found else ""


def _the_req(found: re.Match[str]) -> str:
    return found["req"] if any(map(str.isdigit, found["req"])) else f"the {found['req']}"


def unreported(said: str) -> str:
    """The words without who tells of it: `ana said bob accepted`."""
    reported = _REPORTED.match(said)
    return said[reported.end() :] if reported and not undone(said) else said


def corrected(said: str) -> str | None:
    """The words as far as they tell what happened, without the time that it was not; None where it did not happen."""
    if not undone(said):
        return said
    right = _CORRECTED.sub(" ", said)
    return None if right == said or undone(right) else right


def undone(said: str) -> bool:
    """Whether what is told did not happen, or not yet; `will` and `hope` may be somebody's name."""
    found = {each.group().casefold() for each in _UNDONE.finditer(said)}
    if found <= {"will", "hope"}:
        found &= words_not_names(said) if found else found
    return bool(found)


def without(said: str, found: re.Match[str], instead: str = " ") -> str:
    """The words around what was found."""
    return f"{said[: found.start()]}{instead}{said[found.end() :]}".strip()


def _as_deed(said: str) -> str:
    """`mark it as filled`, `mark bo rejected` as the deed is told; other words as they are."""
    if closed := _CLOSED_AS.fullmatch(said):
        return f"{'filled' if closed['deed'].casefold() == 'filled' else 'cancel'} {closed['whom']}"
    if "?" not in said and (done := _REQ_IS_DONE.fullmatch(said)):
        return f"close {_the_req(done)}"
    marked = _MARKED.fullmatch(said)
    if marked is None:
        return said
    deed = marked["deed"].casefold()
    if deed in ("closed", "shut"):
        return f"close {marked['whom']}"
    if deed in ("on hold", "paused"):
        return f"pause {marked['whom']}"
    if deed == "cancelled" and (_IT.match(marked["whom"]) or A_REQ.search(marked["whom"])):
        return f"cancel {marked['whom']}"
    return f"filled {marked['whom']}" if deed == "filled" else f"{marked['whom']} {deed}"
