"""Whether the words behind a verb ask rather than tell: `req fill R-1?`, `loop done yet`, `open a req how does it work`. Pure.

What stands in quotation marks, or behind `because`, is somebody's own: a question in it asks us nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from handlers.core.typed.labelled import QUOTED
from knowledge.words.patterns import pattern

ASKING = frozenset({
    "how", "what", "what's", "whats", "why", "when", "where", "which", "who", "yet", "help", "--help", "-h",
})  # fmt: skip
"""Words that nobody is called; one of them makes a question of the words that it stands in."""

AROUND = frozenset({
    "a", "an", "the", "it", "its", "it's", "this", "that", "do", "does", "did", "is", "are", "was", "will", "would", "can",
    "could", "should", "must", "may", "shall", "i", "we", "you", "me", "us", "to", "for", "or", "not", "now", "please",
    "pls", "so", "soon", "long", "fast", "much", "many", "often", "mean", "means", "happen", "happens", "work", "works",
    "with", "come", "if", "about", "already", "really", "right", "anyone", "anybody", "someone", "somebody",
})  # fmt: skip
"""Words around those: alone they name nothing, and ask nothing either."""

PLEA = r"please|pls|plz|kindly|let['’]?s|let us|(?:can|could|would|will) you"
"""What asks for the deed that follows it, and makes no question of it (`could you open a req`); a part of a pattern."""

_MARK = pattern(r"[?？؟‽⁇⁈⁉]+(?=[!.…)\]'’]*(?:\s|$))")
"""A question mark at the end of a word: one within is an address's (`https://example.com/list?page=2`)."""
_OWN = pattern(r"(?<!\S)(?:because|reason:|why:)\s.*", re.IGNORECASE | re.DOTALL)
_WORD = pattern(r"[\w'’-]+")
_OR_NOT = pattern(r"(?<!\S)or\s+(?:not|what)$")


class Asked(NamedTuple):
    """A question put with a verb: what is left of its words without what asks, and whether anything is asked about the verb."""

    words: str
    in_full: bool
    """Whether it is a sentence of its own: `how soon must they hear` behind `told`."""


def asked(words: str, own: str, *, keeps: bool) -> Asked | None:
    """What is asked, or None for words that tell. `own`: the same words with what is somebody's own blanked, letter by letter.

    `keeps`: the verb keeps whatever is written, a question too; only words that hold nothing else, or begin one, ask then.
    """
    heard = _blanked(_OWN, _blanked(QUOTED, own))
    spoken = list(_WORD.finditer(heard))
    said = [each.group().casefold().replace("’", "'") for each in spoken]
    ends = _end_of_what_names(said)
    marks = list(_MARK.finditer(heard))
    in_full = ends > 1 and said[0] in ASKING and said[1] in AROUND and not words[: spoken[0].start()].strip()
    last = said[ends:]
    asks = not ASKING.isdisjoint(last) or _OR_NOT.search(" ".join(last)) is not None
    if not (in_full or ((asks or marks) and (ends == 0 or not keeps))):
        return None
    cut = spoken if in_full else spoken[ends:] if asks or ends == 0 else []
    for each in (*cut, *marks):
        words = words[: each.start()] + " " * len(each.group()) + words[each.end() :]
    return Asked(words.strip(), in_full)


def asks_alone(words: str) -> bool:
    """Whether the words ask, and hold nothing that could be about anybody: `how?`, `what does it do`."""
    said = [each.group().casefold().replace("’", "'") for each in _WORD.finditer(words)]
    asks = not ASKING.isdisjoint(said) or _MARK.search(words) is not None
    return asks and _end_of_what_names(said) == 0


def _end_of_what_names(said: list[str]) -> int:
    """How many words are left without those at the end that name nothing."""
    count = len(said)
    while count and (said[count - 1] in ASKING or said[count - 1] in AROUND):
        count -= 1
    return count


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " * len(found.group()), text)
