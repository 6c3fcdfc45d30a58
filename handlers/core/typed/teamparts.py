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


def several(said: str) -> Mapping[str, str]:
    """Whoever is mentioned with a part of their own, as typed → that part; empty where not two parts are told apart."""
    told = {each["who"]: _PART_OF[" ".join(each["part"].casefold().split())] for each in _AS.finditer(said)}
    return told if len(set(told.values())) > 1 else {}
