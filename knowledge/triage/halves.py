"""Halves: the parts of a note that are joined in it, "half of it is …, the other half …", so that each is judged alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from knowledge.texts.documents import Document, read
from knowledge.texts.passages import Passage, asks, is_bare_list
from knowledge.texts.sections import DUTIES, INTRO, ROLE
from knowledge.triage.note_leanings import is_denied, note_leanings
from knowledge.triage.tallies import lanes, weights
from knowledge.triage.weighing import weigh

_JOINS = re.compile(
    r"[\s,;.]*\b(?:and\s+|but\s+)?(?:the\s+(?:other|second)\s+half|the\s+rest(?:\s+of\s+the\s+(?:time|job|week|role))?)\b"
    r"|,?\s+(?:and|but|then|also|plus|&)\s+(?:then\s+|also\s+)?"
    r"|[,;]?\s+(?:as\s+well\s+as|on\s+top\s+of\s+(?:that|this|it)|in\s+addition(?:\s+to)?)\b"
    r"|[\s,;.]+(?=\d{2}\s?%|\b(?:half|(?:one|two|three|four|[1-4])\s+days?|(?:tue|wed|thu|fri)\w*)\b)"
    r"|[\s,;.]+(?=\b(?:afternoons|evenings|otherwise|else)\b)"
    r"|\s\+\s|[;,]?\s*\(?\b[1-4]\)\s|;\s",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:\S+\s+){0,3}(?:it|them)\b", re.IGNORECASE)
SENTENCES, WORDS = 2, 2
"""Of a note of more sentences each is a part by itself. A part has so many words at least."""


ALONE = 0.95
"""How likely a sentence among many must be a lane's to be a part where no other is that lane's."""


class Half(NamedTuple):
    """A part of a note that shows a lane by itself."""

    text: str
    line: int
    lane: str
    likely: float
    """How likely it is that lane's, 0 to 1."""


def halves(document: Document) -> list[Half]:
    """The parts of a note that show a lane each, where those are two lanes or more; else nothing.

    In a note of many sentences each is a part, and a lane has its part of them (`second_lane_part`).
    """
    told = [each for each in document.passages if _tells(each)]
    many = len(told) > SENTENCES
    of = [(each.text, each.line) for each in told] if many else list(parts(told))
    shown = [half for text, line in of if (half := _half(text, line)) is not None]
    if many:
        much: dict[str, float] = defaultdict(float)
        for half in shown:
            much[half.lane] += half.likely
        shown = [half for half in shown if much[half.lane] >= max(ALONE, weights().second_lane_part * len(told))]
    return shown if len({half.lane for half in shown}) > 1 else []


def _tells(passage: Passage) -> bool:
    """Whether a sentence says what is done: no list of tools does, nor what denies."""
    return passage.section in (INTRO, DUTIES, ROLE) and not (asks(passage) or is_bare_list(passage) or is_denied(passage))


def parts(sentences: Iterable[Passage]) -> Iterator[tuple[str, int]]:
    """What sentences join, each part with its line. What is done with what stands before ("and put it live") is no other part."""
    for each in sentences:
        start = 0
        for join in _JOINS.finditer(each.text):
            if not _GOES_ON.match(each.text, join.end()):
                yield each.text[start : join.start()], each.line
                start = join.end()
        yield each.text[start:], each.line


def _half(text: str, line: int) -> Half | None:
    text = text.strip(" ,:(")
    if len(text.split()) < WORDS:
        return None
    document = read(text)
    leaning = note_leanings(document, weigh(document))
    lane = max(leaning, key=lambda kind: leaning[kind], default=None)
    if lane not in lanes() or leaning[lane] < weights().half_sure_from or any(asks(each) for each in document.passages):
        return None
    return Half(text, line, lane, leaning[lane])
