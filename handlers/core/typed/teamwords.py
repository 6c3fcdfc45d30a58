"""A message that tells nothing but who is what on a team: `my recruiter is @ravi`, `@dana approves`. Pure."""

from __future__ import annotations

import re

from handlers.core.typed.peoplewords import MENTION

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
