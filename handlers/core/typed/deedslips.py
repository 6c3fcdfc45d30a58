"""Deeds told in haste: words that are a slip away from what tells one (`lena ghostd`), and a round with its time and
no verb. Pure.

Only for words among which somebody is named: what is found so is offered, and a press records it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from handlers.core.typed.deedphrases import BOOKS, WEEKDAY
from handlers.core.typed.deedwords import Told, told
from handlers.core.typed.slips import mended
from knowledge.words.spelling import fold

MOST_WORDS = 12
_WORD = re.compile(r"[^\W\d_]{3,}")
_ROUND = re.compile(
    r"\b(?:technical|tech|coding|on-?site|panel|finals?|screen|design|debugging|pairing|presentation|interview|round|call"
    r"|chat|intro|hm)\b",
    re.IGNORECASE,
)
_TO_STAGE = re.compile(
    r"\W*(?:[\w.'’-]+(?: [\w'’-]+)? (?:→|->|to)|[\w.'’-]+(?:(?:,| and| &|,? \+) ?[\w'’-]+){1,4} (?:→|->|=>)) (?:the )?"
    r"[\w -]{2,20}?(?: (?:please|pls|now|next|stage|round))*\W*",
    re.IGNORECASE,
)
MOVES = "cand move"
_DAY = re.compile(rf"\b{WEEKDAY}\b|\b(?:today|tomorrow)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)?\s?[ap]m\b|\b\d{1,2}:\d\d\b|\bnoon\b", re.IGNORECASE)
_DAY_AND_HOUR = re.compile(
    rf"\b(?:{WEEKDAY}|today|tomorrow)\s+(?:1\d|2[0-3]|[1-9])(?=\W*$|\s*[,;@<]|\s+(?:with|w/?|please|pls)\b)", re.IGNORECASE
)


def meant(said: str, names: Collection[str]) -> Told | None:
    """The deed that the words tell once slips in them are mended; `names`: the words of people's names, which are none."""
    if len(said.split()) > MOST_WORDS or "?" in said:
        return None
    known = {fold(each) for each in names}
    whole = _WORD.sub(lambda found: found.group() if fold(found.group()) in known else mended(found.group()), said)
    if whole != said and (deed := told(whole)):
        return deed
    if _TO_STAGE.fullmatch(said):
        return Told((MOVES,), said)
    is_round = _ROUND.search(said) and (_DAY_AND_HOUR.search(said) or (_DAY.search(said) and _CLOCK.search(said)))
    return Told((BOOKS,), said) if is_round else None
