"""The parts that people have in a req, as they are said: `@ravi as recruiter and @dana as approver`. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handlers.core.access import Part
from handlers.core.typed.labelled import either
from handlers.core.typed.peoplewords import MENTION

PARTS = (
    (Part.HIRING_MANAGER.value, ("hiring manager", "as manager", "manager")),
    (Part.RECRUITER.value, ("recruiter",)),
    (Part.APPROVER.value, ("approver", "approves")),
    (Part.SPONSOR.value, ("sponsor",)),
    (Part.CLOSER.value, ("closer", "founder")),
    (Part.INTERVIEWER.value, ("interviewer", "interviewers", "panel")),
)
"""How the parts are said."""
_PART_OF = {phrase.removeprefix("as "): part for part, phrases in PARTS for phrase in phrases}
_AS = re.compile(
    rf"(?P<who>{MENTION.pattern})\s+(?:as|is|to be)\s+(?:(?:the|our|an?)\s+)?(?P<part>{either(tuple(_PART_OF))})\b", re.IGNORECASE
)
_ROLES = r"hiring manager|hm|recruiter|approver|sponsor|closer|interviewer"
_DOES = {"approves": "approver", "recruits": "recruiter", "sponsors": "sponsor", "closes": "closer", "hires": "hiring manager"}
_ONE = (
    rf"(?:(?P<who>{MENTION.pattern})\s*(?:(?:is|as|will be|should be|[:=–-])\s*)?(?:(?:the|our|my|an?)\s+)?(?:(?P<part>{_ROLES})"
    rf"|(?P<does>{'|'.join(_DOES)})(?:\s+(?:the\s+)?offers|\s+here)?)"
    rf"|(?:(?:the|our|my)\s+)?(?P<role>{_ROLES})\s*(?:(?:is|will be|should be|[:=–-])\s*)?(?P<whom>{MENTION.pattern}))"
)
_OF = r"(?:\s+(?:for|of|on|in)\s+(?P<of>(?:r|req)[-\s#]{0,2}\d{1,9}|(?:this|the|that|our)\s+(?:req|search|role|one|position)))?"
_PART = re.compile(_ONE, re.IGNORECASE)
_NAMELESS = re.sub(r"\?P<\w+>", "?:", _ONE)
_ALL_PARTS = re.compile(
    rf"\W*{_NAMELESS}(?:(?:\s*[,;&+]\s*|\s+)(?:and\s+)?{_NAMELESS})*{_OF}(?:\s+(?:please|pls|now))?[\s.!]*", re.IGNORECASE
)


def as_asked(said: str) -> str | None:
    """A message that tells nothing but who is what, as the verb is asked for it: `my recruiter is @ravi`, `@dana approves`."""
    found = _ALL_PARTS.fullmatch(said)
    if found is None:
        return None
    parts = [
        f"{each['who'] or each['whom']} as {_DOES.get((each['does'] or '').casefold()) or each['part'] or each['role']}"
        for each in _PART.finditer(said)
    ]
    whole = re.sub(r"\bhm\b", "hiring manager", " and ".join(parts), flags=re.IGNORECASE)
    return f"add {whole} to {found['of']}" if found["of"] else f"add {whole}"


def several(said: str) -> Mapping[str, str]:
    """Whoever is mentioned with a part of their own, as typed → that part; empty where not two parts are told apart."""
    told = {each["who"]: _PART_OF[" ".join(each["part"].casefold().split())] for each in _AS.finditer(said)}
    return told if len(set(told.values())) > 1 else {}
