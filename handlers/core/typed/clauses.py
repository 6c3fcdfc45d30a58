"""The parts of a message that tells several deeds, or one of several people: `jane passed, bob failed the screen`. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from handlers.core.typed import notours
from handlers.core.typed.deedphrases import AT_FRONT, ROWS
from handlers.core.typed.deedwords import OF_A_REQ, Told, told
from handlers.core.typed.plainly import plainly
from handlers.core.typed.reasons import REQ

SEVERAL = "several"
"""Stands for the verbs of a message whose parts are to be read each by itself."""
MOST_LETTERS, MOST_PARTS = 400, 12
"""Longer than this it is no list of deeds."""
DEEDS = frozenset(verb for verbs, _ in ROWS for verb in verbs if not verb.startswith("req ")) - {"cand add"}
"""The verbs that record what became of somebody."""

_OF_PEOPLE_AND_REQS = DEEDS | (OF_A_REQ - {"cand add", "req open"})

_MONTHS = ("january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december")
_NO_MONTH = "".join(rf"(?<!\b{name})" for month in (*_MONTHS, "may", "sept") for name in {month, month[:3]})
"""What stands in front of a list's number: behind a month it is a day."""
_JOINT = re.compile(
    r"(?<!\b\w)(?<!\b[djs]r)[.!]\s+|\s*[;\n]+\s*|\s*,\s+(?:(?:and|but|while|then|plus)\s+)*|\s+(?:and|but|while|then|plus|whereas|[-–—/|])\s+"
    rf"|{_NO_MONTH}\s+\d{{1,2}}[.)]\s+|\s*[&+](?!\s*\d[\d.]*\s?%)\s*",
    re.IGNORECASE,
)
"""What stands between two parts; no initial ends one."""
_BOTH = re.compile(r"(?<![\w'’-])(?:both|all|also|too|as well|either)(?![\w'’-])", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:is|was|has|had|did)\b", re.IGNORECASE)
"""Behind a pause these go on about the same person, and ask nothing."""
_DONE = re.compile(r"(?:all |ok |okay )?(?:done|completed?|finished)", re.IGNORECASE)
"""`let luis know, done`: what was told before it is."""
_BECAUSE = re.compile(r"\s+because\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_AROUND_A_NAME = frozenset({
    "to", "for", "with", "of", "in", "on", "from", "and", "candidate", "s", "interview", "interviews", "round", "rounds",
})  # fmt: skip


class Clause(NamedTuple):
    """One part as typed, and what it tells; with the verb that stands in front where one does."""

    said: str
    told: Told | None
    in_front: bool
    """Whether what tells the deed comes before whom it is told of: what follows may go on about others."""
    commands: bool = False
    """Whether it asks for the deed, and is no part of a reason."""


def may_hold_several(said: str) -> bool:
    """Whether it is short enough, and anything in it could part two deeds: most messages hold one."""
    plain = len(said) <= MOST_LETTERS and "?" not in said and _JOINT.search(plainly(said)) is not None
    return plain and not notours.on_condition(said)


def clauses(said: str, verbs: dict[str, str]) -> list[Clause]:
    """The parts, each read by itself; `verbs`: what a command for a deed may begin with → the verb's name. What is given as a
    reason goes on to the end. Empty where there is but one part."""
    head, because, reason = _apart(plainly(said).strip(" .!,;"))
    parts = [part for each in _JOINT.split(head) if (part := each.strip(" ,.!;"))]
    if not 1 < len(parts) <= MOST_PARTS:
        return []
    parts[-1] += because + reason
    return [_clause(each, verbs) for each in parts]


def is_bare(said: str, names: frozenset[str]) -> bool:
    """Whether nothing stands there but these names (folded), a req's number, and a reason."""
    words = _WORD.findall(_BOTH.sub(" ", REQ.sub(" ", _apart(said)[0])).casefold())
    return all(word in names or word in _AROUND_A_NAME for word in words)


def _apart(said: str) -> tuple[str, str, str]:
    found = _BECAUSE.search(said)
    return (said[: found.start()], found.group(), said[found.end() :]) if found else (said, "", "")


def _clause(part: str, verbs: dict[str, str]) -> Clause:
    words = part.split()
    for count in range(min(3, len(words) - 1), 0, -1):
        if name := verbs.get(" ".join(word.rstrip(":") for word in words[:count]).casefold()):
            return Clause(part, Told((name,), part.split(None, count)[count]), True, True)
    plain = _BOTH.sub(" ", part)
    plain = " ".join(plain.split())
    found = told(plain) or (told(f"they {plain}") if _GOES_ON.match(plain) else None)
    if found is None or (not found.beside.strip() and _DONE.fullmatch(plain)) or _OF_PEOPLE_AND_REQS.isdisjoint(found.verbs):
        return Clause(part, None, False)
    first = next((match.group().casefold() for _, row in ROWS if (match := row.match(plain))), None)
    return Clause(part, found, first is not None, first in AT_FRONT)
