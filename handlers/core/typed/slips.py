"""Single words that are a slip away from one that tells a deed: `ghostd`, `snt`. Pure."""

from __future__ import annotations

from functools import cache

from knowledge.retrieval.wordvectors import is_common
from knowledge.words.spelling import Speller

_TELLING = (
    "accepted", "accepts", "advance", "approved", "asked", "booked", "called", "cancel", "cancelled", "cleared", "countered",
    "decline", "declined", "draft", "dropped", "emailed", "extend", "failed", "finished", "ghosted", "hired", "interview",
    "interviewed", "moved", "moving", "offer", "passed", "phoned", "promote", "reject", "rejected", "refused", "reschedule",
    "rescheduled", "schedule", "screen", "sent", "signed", "spoke", "talked", "technical", "wants", "withdrawn", "withdrew",
    "debugging",
)  # fmt: skip
_SHORT = {"withdrawed": "withdrawn", "snt": "sent", "sned": "sent", "setn": "sent", "sgnd": "signed"}
"""Slips from words that are too short to be guessed."""


def is_a_slip(word: str) -> bool:
    """Whether the word is nearly one that tells a deed."""
    return mended(word) != word


def mended(word: str) -> str:
    """The word that tells a deed and that this one is a slip away from; any other as it is."""
    if short := _SHORT.get(word.casefold()):
        return short
    near = [] if is_common(word) else _speller().one_slip_from(word)
    return near[0] if near and near[0] != f"{word.casefold()}d" else word


@cache
def _speller() -> Speller:
    return Speller(_TELLING)
