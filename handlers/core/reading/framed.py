"""The questions that are asked most, read in one look: a verb's name, or a question's own words, framing a cell.

    band staff nyc applied llm
    what's the band for a senior in seattle?

Whatever else stands in a message, it is read as any other (reading.py), which says the same of these and takes twice as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from handlers.core.errors import Refusal
from handlers.core.reading.filling import from_words
from handlers.core.reading.heard import Heard
from handlers.core.verb import CELL, Verb
from handlers.core.words import Ambiguous
from knowledge.words.patterns import pattern
from knowledge.words.vocabulary import Vocabulary

LONGEST = 100
"""Letters; what is longer says more than a cell."""

_TODAY = pattern(
    r"[\s,]+(?:these days|nowadays|right now|today|currently|at the moment|rn|atm|btw|please|pls|tho|though|thx|thanks)$", re.I
)
"""What stands behind a question and asks nothing more."""


class _Frame(NamedTuple):
    """The words around a cell."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    verb: Verb


class Framed:
    """Reads framed questions, for the verbs that exist."""

    def __init__(self, verbs: tuple[Verb, ...]) -> None:
        self._verbs = verbs

    @cached_property
    def _by_first_word(self) -> Mapping[str, Sequence[_Frame]]:
        """First word → what questions are framed by, the longest first."""
        frames: dict[str, list[_Frame]] = {}
        for frame in sorted(self._all(), key=lambda frame: -len(frame.before) - len(frame.after)):
            frames.setdefault(frame.before[0], []).append(frame)
        return frames

    def _all(self) -> Iterator[_Frame]:
        for verb in self._verbs:
            if verb.frames:
                yield from (_Frame((name,), (), verb) for name in verb.names if " " not in name)
            for question in verb.frames:
                before, _, after = question.partition(CELL)
                yield _Frame(tuple(before.split()), tuple(after.split()), verb)

    @cached_property
    def _cues(self) -> Mapping[str, Sequence[str]]:
        """First word → what points to a verb that has no frames, though it could stand in a cell: `prompt engineer`."""
        cues: dict[str, list[str]] = {}
        for cue in chain.from_iterable(verb.cues for verb in self._verbs if verb.listed and not verb.frames):
            if " " in cue:
                cues.setdefault(cue.split()[0], []).append(cue)
        return cues

    def read(self, said: str, vocabulary: Vocabulary) -> Heard | None:
        """The question as a verb with arguments; None where anything but a verb and a cell is said, or is unclear."""
        typed = _TODAY.sub("", said.rstrip("?. ")).split() if len(said) <= LONGEST else []
        words = [word.casefold() for word in typed]
        frame = next((each for each in self._by_first_word.get(words[0], ()) if _is_around(each, words)), None) if words else None
        if frame is None:
            return None
        cell = slice(len(frame.before), len(words) - len(frame.after))
        if not vocabulary.cell_words.issuperset(words[cell]) or self._points_elsewhere(frame, words[cell]):
            return None
        try:
            filled = from_words(frame.verb.args, " ".join(typed[cell]), (), vocabulary)
        except (Ambiguous, Refusal):
            return None
        if filled.guesses or filled.unread or filled.spare or "level" not in filled.args.model_fields_set:
            return None
        return Heard(frame.verb, filled.args, framed=True)

    def _points_elsewhere(self, frame: _Frame, cell: Sequence[str]) -> bool:
        """Whether a question's cell points to another verb; behind a verb's name it may."""
        cues = [cue for word in cell for cue in self._cues.get(word, ())] if len(frame.before) > 1 else []
        return bool(cues) and any(f" {cue} " in f" {' '.join(cell)} " for cue in cues)


def _is_around(frame: _Frame, words: Sequence[str]) -> bool:
    begins, ends = len(frame.before), len(words) - len(frame.after)
    return begins < ends and tuple(words[:begins]) == frame.before and tuple(words[ends:]) == frame.after
