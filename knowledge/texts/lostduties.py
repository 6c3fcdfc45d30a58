"""Lost duties: what a page orders done before any head of duties, or under a head that no list knows.

A page that names the salary first, or heads its duties "Why Acme?", tells them in a part that weighs next to nothing. They are
known by how they open: a verb of work, as an order or as what one is doing.
"""

from __future__ import annotations

from knowledge.texts.cues import Word
from knowledge.texts.sections import DUTIES, Shape


class LostDuties:
    """Reads the sentences of one text, in their order."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._told = False
        """Whether duties were told where they belong: after that, none are lost."""
        self._among = False
        """Whether one was found, so that the next need only open as any duty does."""

    def tells(self, piece: str, found: tuple[Word, ...], section: str, *, headed: bool) -> bool:
        """Whether a sentence is a duty in a section of something else. `headed`: it is a head or stands on its line."""
        if section not in self._shape.swallows:
            self._told = self._told or section == DUTIES or self._orders(piece, found)
            self._among = False
            return False
        if self._told or headed:
            return False
        if self._among:
            return self._opens(found, self._shape.openers)
        self._among = self._orders(piece, found)
        return self._among

    def _orders(self, piece: str, found: tuple[Word, ...]) -> bool:
        """Whether a sentence says at some length what to do: "Own it!" is a value, "Research and Technology Center" a name."""
        if not self._opens(found, self._shape.deeds):
            return False
        first, *after = (piece[word.start : word.end] for word in found[:3])
        if first.lower() not in self._shape.orders and not first.lower().endswith("ing"):
            return False
        return not any(each[0].isupper() and not each.isupper() for each in after)

    def _opens(self, found: tuple[Word, ...], verbs: frozenset[str]) -> bool:
        return len(found) >= self._shape.duty_words and found[0].stem in verbs
