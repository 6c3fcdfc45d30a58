"""How people tell what is to become of a req in words of their own: its band, who sits on its team, a search to open. Pure.

`bump the band to 240k`, `add @tom to R-1 as interviewer`, `need to open a req. senior llm engineer remote`.
"""

from __future__ import annotations

import re
from typing import Any

from handlers.core.typed import teamwords
from handlers.core.typed.asking import PLEA

EDITS, SEATS, OPENS = "req edit", "req team", "req open"
LONGEST_BASE = 10_000
"""A band's end is said in thousands below this."""

_WE = (
    rf"(?:(?:{PLEA}|ok|okay|so|also|and|hey|hi|then|now|(?:i|we)(?:['’]d like| would like| want| need| must| have"
    rf"|['’]ve got| got| gotta"
    r"|['’]re going| are going| should| can|['’]ll| will| decided)?(?: you)?(?: to)?|need to|want to|gotta|looking to"
    r"|would like to"
    r"|i['’]d like to|going to)[\s,:]+)*"
)
_FIGURE = r"[$€£]?\s?\d{2,3}(?:[.,]\d{3}|[.,]\d)?\s?k?"
_THERE = r"(?:r|req)[-\s#]{0,2}\d{1,9}"
_OF = (
    rf"(?:\s+(?:for|of|on|in)\s+(?:{_THERE}|(?:the|this|that|our)\s+(?:[\w/+-]+\s+){{0,4}}?(?:req|role|search|position|opening)))"
)
_BAND = re.compile(
    rf"\W*{_WE}(?P<how>bump|raise|rais|lower|increase|decrease|change|set|move|adjust|update|widen|push|take|bring|extend"
    rf"|up|drop|cut"
    rf"|reduce|make|post|put|stretch|lift|open)\s+(?:up\s+|down\s+)?(?:(?:the|our|its|my|this|{_THERE}(?:['’]s)?)\s+){{0,2}}"
    rf"(?:(?:posted|posting|pay|salary|comp|base|upper|lower)\s+)*(?P<what>bands?|range|budget|(?<=[0-9]\s)|(?<=[0-9]['’]s\s))"
    rf"(?:\s*(?P<end>top|bottom|floor|ceiling|minimum|maximum|min|max|low end|high end|upper end|lower end))?{_OF}?"
    rf"\s*(?:up\s+|down\s+)?(?:to|at|is|=|:|be)\s*(?P<low>{_FIGURE})(?:\s?(?:-|–|—|to|and)\s?(?P<high>{_FIGURE}))?"
    rf"(?:\s+(?:base|now|please|pls|instead|from now on|a year))*{_OF}?(?:\s+(?:base|now|please|pls|instead))*\W*",
    re.IGNORECASE,
)
_BAND_IS = re.compile(
    rf"\W*(?:the\s+|new\s+|our\s+)*(?:{_THERE}(?:['’]s)?\s+)?(?:pay\s+|salary\s+)?(?:band|range"
    rf"|budget){_OF}?\s+(?P<now>is now|(?:is|should be|shall be"
    rf"|will be|became|goes to|went (?:up )?to))\s+(?:now\s+)?(?P<low>{_FIGURE})(?:\s?(?:-|–|—|to"
    rf"|and)\s?(?P<high>{_FIGURE}))?(?P<then>\s+now)?{_OF}?\W*",
    re.IGNORECASE,
)
_A_REQ = re.compile(_THERE, re.IGNORECASE)
_LOW_END = re.compile(r"bottom|floor|min|low|lower", re.IGNORECASE)
_MAY_BE_A_BAND = re.compile(r"\b(?:bands?|range|budget)\b|\b(?:r|req)[-\s#]{0,2}\d", re.IGNORECASE)
_SHORT = re.compile(r"\d{2,3}(?:[.,]\d)?")

_MENTION = r"(?:<@[A-Za-z0-9-]+(?:\|[^<>]{0,80})?>|(?<![\w@.])@[^\W_][\w.'-]{0,80})"
_TEAM = re.compile(
    rf"\W*{_WE}(?:add|put|make|appoint|set|seat|invite|include|loop in|bring in|get|swap in|remove|take|drop|kick"
    rf"|pull)\s+(?:also\s+|in\s+)?{_MENTION}"
    rf"(?:\s*(?:,|and|&|\+)\s*{_MENTION})*\s+(?:to|on|onto|into|from|off|out of|as|in|(?:the"
    rf"|our)(?=\s+(?:new\s+)?(?:approver|recruiter|sponsor|closer|interviewer|hiring manager)))\b",
    re.IGNORECASE,
)
_IS_ON = re.compile(
    rf"\W*{_MENTION}\s+(?:is|will be|should be|joins?|is joining|takes over)\s+(?:(?:as|the|our|an?|on|in|now|new)\s+)*"
    rf"(?:{_THERE}|approver|recruiter|sponsor|closer|interviewer|hiring manager|panel|team)\b",
    re.IGNORECASE,
)
_HANDED = re.compile(
    rf"\W*{_WE}(?:(?:i['’]?m|i am|we['’]re)\s+)?(?:hand(?:ing)?|giv(?:e|ing)|pass(?:ing)?|transfer(?:ring)?)\s+(?:over\s+)?"
    rf"(?:{_THERE}|(?:this|the|that)\s+(?:req|search|role)|it)\s+(?:over\s+)?(?:on\s+)?to\s+{_MENTION}",
    re.IGNORECASE,
)
HANDS_OVER = re.compile(r"\b(?:hand|giv|pass|transfer|takes? over)", re.IGNORECASE)
"""Who takes a search over takes the part of whoever hands it on."""
LEAVES = re.compile(rf"\W*{_WE}(?:remove|take|drop|kick|pull)\b", re.IGNORECASE)
_OF_A_TEAM = re.compile(
    rf"\b{_THERE}\b|\b(?:interviewers?|approver|recruiter|sponsor|closer|hiring manager)\b"
    r"|\b(?:panel|team|req|requisition|search|role|position)\b(?=\W*$|\s+(?:as|for|of|on|in|now|please|pls|too)\b)",
    re.IGNORECASE,
)
"""What somebody is added to is a search, or a part in one: no lunch of the team."""
_OPENS = re.compile(
    rf"\W*{_WE}(?:open(?:ing)?|start(?:ing)?|kick(?:ing)?\s+off|creat(?:e|ing)|set(?:ting)?\s+up|launch(?:ing)?|mak(?:e"
    rf"|ing))\s+(?:up\s+)?"
    r"(?:an?|another|one more|the)\s+(?:new\s+)?(?:req|requisition|search|role|position|opening|job)\b(?:\s+here)?\s*"
    r"(?:[.,;:!–—-]+\s*|(?:for|:)\s+|called\s+)(?:(?:an?|another|our next|the)\s+)?(?P<what>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_HIRES = re.compile(
    rf"\W*{_WE}(?:hire|hiring|recruit|find|need|looking\s+for|want)\s+(?:another\s+one|one\s+more|another|an?|one|our\s+next)(?:\s*[,:]\s*|\s+)(?P<what>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_RUNS = re.compile(
    rf"{_MENTION}\s+(?:will\s+|is\s+|to\s+|can\s+)?(?:run|own|handle|lead|recruit|sourc|approv|sponsor|driv|tak)\w*\b"
    rf"|{_MENTION}\s+(?:is|as)\s+(?:the\s+)?(?:recruiter|approver|hiring manager|hm)\b|\b(?:recruiter|approver"
    rf"|hiring manager)\s+(?:is\s+)?{_MENTION}",
    re.IGNORECASE,
)
"""Who runs a search that is told of: without that, what is to be hired asks the guides."""

_LIKE = re.compile(
    rf"\W*{_WE}(?:(?:open|start|create|make|set\s+up|add|post)\s+(?:up\s+)?(?:an?other|one\s+more|a\s+new|a\s+second|an?|the\s+same|one)"
    rf"(?:\s+(?:new\s+)?(?:one|req|requisition|search|role|position|opening))?\s+(?:just\s+)?(?:like|as|same\s+as|based\s+on)"
    rf"|clone|copy|duplicate|repeat)\s+(?:req\s+)?(?P<which>{_THERE})(?:\s+(?:please|pls|again|now|but\b.*"
    rf"|into a new (?:one|req)))*\W*",
    re.IGNORECASE,
)
LIKE = "like "
"""Stands in front of the req that a new one is to be like."""


def told(said: str) -> tuple[str, str] | None:
    """(The verb that records it, the words that it reads), or None. Most messages are told from their first letters alone."""
    if "?" in said:
        return None
    if any(map(str.isdigit, said)) and _MAY_BE_A_BAND.search(said) and band_in(said) is not None:
        return EDITS, said
    if "@" in said and (_TEAM.match(said) or _IS_ON.match(said) or _HANDED.match(said)) and _OF_A_TEAM.search(said):
        return SEATS, said
    if "@" in said and (parts := teamwords.as_asked(said)):
        return SEATS, parts
    if like := _LIKE.fullmatch(said):
        return OPENS, f"{LIKE}{like['which']}"
    if opened := _OPENS.fullmatch(said):
        return OPENS, opened["what"]
    hires = _HIRES.fullmatch(said) if "@" in said and _RUNS.search(said) else None
    return (OPENS, hires["what"]) if hires else None


def band_in(said: str) -> dict[str, Any] | None:
    """The ends that a req's band is to have, in whole units a year; None where none is told."""
    found = _BAND.fullmatch(said)
    if found is None:
        found = _BAND_IS.fullmatch(said)
        if found is None or not (found["now"] == "is now" or found["then"] or _A_REQ.search(said)):
            return None
    low, high = _amount(found["low"]), _amount(found["high"])
    if high is not None and low is not None:
        return {"band_low": low, "band_high": high} if low <= high else None
    end = found.groupdict().get("end") or ""
    if found.re is _BAND and found["what"] == "" and high is None:
        return None  # `post R-1 at 240`: no range is said
    return {"band_low" if _LOW_END.match(end) else "band_high": low}


def _amount(said: str | None) -> int | None:
    """`240`, `240k`, `240,000`, `$240k` as whole units."""
    if not said:
        return None
    digits = said.strip(" $€£")
    in_thousands = digits.casefold().endswith("k")
    digits = digits.rstrip("kK ")
    if _SHORT.fullmatch(digits):
        return round(float(digits.replace(",", ".")) * 1000)
    whole = int(re.sub(r"\D", "", digits))
    return whole * 1000 if in_thousands and whole < LONGEST_BASE else whole
