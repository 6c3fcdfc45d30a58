"""Deeds told in haste: words that are a slip away from what tells one (`lena ghostd`), and a round with its time and
no verb. Pure.

Only for words among which somebody is named: what is found so is offered, and a press records it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from handlers.core.typed.deedphrases import BOOKS, WEEKDAY
from handlers.core.typed.deedwords import Told, told
from knowledge.spelling import Speller, fold
from knowledge.wordvectors import is_common

MOST_WORDS = 12
_TELLING = (
    "accepted", "accepts", "advance", "approved", "asked", "booked", "called", "cancel", "cancelled", "cleared", "countered",
    "decline", "declined", "draft", "dropped", "emailed", "extend", "failed", "finished", "ghosted", "hired", "interview",
    "interviewed", "moved", "moving", "offer", "passed", "phoned", "promote", "reject", "rejected", "refused", "reschedule",
    "rescheduled", "schedule", "screen", "sent", "signed", "spoke", "talked", "technical", "wants", "withdrawn", "withdrew",
    "debugging",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORT = {"withdrawed": "withdrawn", "snt": "sent", "sned": "sent", "setn": "sent", "sgnd": "signed"}
"""Slips from words that are too short to be guessed."""
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


def meant(said: str, names: Collection[str]) -> Told | None:
    """The deed that the words tell once slips in them are mended; `names`: the words of people's names, which are none."""
    if len(said.split()) > MOST_WORDS or "?" in said:
        return None
    known = {fold(each) for each in names}
    mended = _WORD.sub(lambda found: found.group() if fold(found.group()) in known else _mended(found.group()), said)
    if mended != said and (deed := told(mended)):
        return deed
    if _TO_STAGE.fullmatch(said):
        return Told((MOVES,), said)
    return Told((BOOKS,), said) if all(each.search(said) for each in (_ROUND, _DAY, _CLOCK)) else None


def is_a_slip(word: str) -> bool:
    """Whether the word is nearly one that tells a deed."""
    return _mended(word) != word


def _mended(word: str) -> str:
    if meant := _SHORT.get(word.casefold()):
        return meant
    near = [] if is_common(word) else _speller().one_slip_from(word)
    return near[0] if near and near[0] != f"{word.casefold()}d" else word


@cache
def _speller() -> Speller:
    return Speller(_TELLING)
