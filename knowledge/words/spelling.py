"""Spelling: cutting what people type into words, whatever the script or punctuation, and finding what a misspelt one meant.

The look-up is a deletion neighbourhood (Garbe's symmetric delete): every word is filed under what is left of it when up to two
letters are dropped, so two words one or two slips apart meet under a common key, however many words there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_PREFIX = 7
"""Only the first letters are filed: words within two slips still share a key, and long words cost no more than short ones."""
_LONGEST = 40
"""No word has more letters; longer runs are not looked up."""
LOOKED_AT = 6
"""Words one slip away that are weighed against each other."""
_TOKEN = re.compile(r"[^\W_]+|[/,;|&]")
_ASCII_TOKEN = re.compile(r"[a-z0-9]+|[/,;|&]")
"""The same, of text in lower case that has no other letters: found in half the time."""


class Typed(NamedTuple):
    """Words, folded, and the separators / , ; | & among them, and where each stands in the text as typed."""

    words: list[str]
    spans: list[tuple[int, int]]


def tokens(text: str) -> Typed:
    """Every word and separator of `text`; case, accents, width and invisible characters fold away, offsets are into `text`."""
    if text.isascii():
        words = words_of(text)
        return Typed(words, _spans(words, text.lower()))
    folded, origin = _folded(text)
    spans = [(origin[found.start()], _end(text, origin[found.end() - 1])) for found in _TOKEN.finditer(folded)]
    return Typed(_TOKEN.findall(folded), spans)


def _spans(words: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Where each word stands in the text that it was found in: a word's letters stand nowhere between it and the one before."""
    spans: list[tuple[int, int]] = []
    end = 0
    for word in words:
        start = text.index(word, end)
        end = start + len(word)
        spans.append((start, end))
    return spans


def words_of(text: str) -> list[str]:
    """The words and separators that `tokens` finds, without where they stand: a third of the work."""
    if text.isascii():
        return _ASCII_TOKEN.findall(text.lower())
    return _TOKEN.findall(_folded(text)[0])


def fold(text: str) -> str:
    """The words of `text` in their folded form, a space between them: how phrases are compared (`São-Paulo` → `sao paulo`)."""
    return " ".join(words_of(text))


def _folded(text: str) -> tuple[str, list[int]]:
    pieces: list[str] = []
    origin: list[int] = []
    for offset, char in enumerate(text):
        piece = _fold_char(char)
        pieces.append(piece)
        origin.extend([offset] * len(piece))
    return "".join(pieces), origin


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    """What is left of one character: marks and invisible formatting vanish, control characters part words."""
    kept = []
    for part in unicodedata.normalize("NFKD", char).casefold():
        category = unicodedata.category(part)
        if category in {"Mn", "Me", "Cf"}:
            continue
        kept.append(" " if category == "Cc" else part)
    return "".join(kept)


def _end(text: str, last: int) -> int:
    """The offset after the character at `last` and the marks that sit on it."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def slips_allowed(length: int) -> int:
    """How many slips a word of `length` letters may hold and be recognised: none under four letters, one under six, then two."""
    return 0 if length < 4 else 1 if length < 6 else 2


class Speller:
    """Finds the words nearest to a misspelt one. A slip is a letter missing, added, changed, or two neighbours swapped."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words` are words or phrases; they are compared and returned in lower case."""
        from rapidfuzz.distance import OSA  # only when something is misspelt

        self._distance = OSA.distance
        self._words = frozenset(word.casefold() for word in words)
        self._filed: dict[str, list[str]] = {}
        for word in sorted(self._words):
            for key in _keys(word, slips_allowed(len(word))):
                self._filed.setdefault(key, []).append(word)

    def __contains__(self, word: str) -> bool:
        return word.casefold() in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def nearest(self, word: str, limit: int = 3) -> list[tuple[str, int]]:
        """The words within reach of `word` with their distance in slips, nearest first; none when nothing is near.

        A short word, and any word two slips away, must keep its first letter (or have its first two swapped): that is where
        people slip least, and what tells `land` from `band`.
        """
        word = word.casefold()
        allowed = slips_allowed(len(word))
        if not allowed or len(word) > _LONGEST:
            return [(word, 0)] if word in self._words else []
        measured = ((found, self._slips(word, found, allowed)) for found in self._candidates(word, allowed))
        near = [(found, slips) for found, slips in measured if slips is not None]
        near.sort(key=lambda pair: (pair[1], pair[0][0] != word[0], abs(len(pair[0]) - len(word)), pair[0]))
        return near[:limit]

    def one_slip_from(self, word: str) -> list[str]:
        """The words one slip from `word`, the likeliest first: a letter is left out, added or swapped more often than it is taken
        for another (`wich` is `which` before it is `with`)."""
        near = [found for found, slips in self.nearest(word, LOOKED_AT) if slips == 1]
        return sorted(near, key=lambda found: len(found) == len(word) and sorted(found) != sorted(word))

    def _candidates(self, word: str, allowed: int) -> set[str]:
        filed = self._filed
        return {found for key in _keys(word, allowed) if key in filed for found in filed[key]}

    def _slips(self, word: str, found: str, allowed: int) -> int | None:
        allowed = min(allowed, slips_allowed(len(found)))
        slips = self._distance(word, found, score_cutoff=allowed)
        if slips > allowed:
            return None
        same_start = word[0] == found[0] or word[:2] == found[1::-1]
        return slips if same_start or (slips == 1 and len(word) >= 6 and len(found) >= 6) else None


def _keys(word: str, slips: int) -> list[str]:
    """What is left of the start of `word` with up to `slips` letters dropped."""
    start = word[:_PREFIX]
    length = len(start)
    keys = [start]
    if slips:
        shorter = [start[:at] + start[at + 1 :] for at in range(length)]
        keys += shorter
    if slips > 1:
        keys += [left[:at] + left[at + 1 :] for first, left in enumerate(shorter) for at in range(first, length - 1)]
    return keys
