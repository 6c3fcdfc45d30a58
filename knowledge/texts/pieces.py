"""Pieces: the sentences and inline bullets of one line, where a page set them apart and where it lost what did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from knowledge.texts.cues import Word, words
from knowledge.texts.lines import SIGNS, unglued
from knowledge.texts.sections import Shape

BULLET = re.compile(rf"^[\s>#]*(?:\*(?!\*)|[-+•·▪●‣◦–—](?![-–—])|[{SIGNS}]\ufe0f?|\\-|\d{{1,2}}[.)](?=\s))?[\s#]*")
_BREAK = re.compile(
    r"((?<=[.!?;])\s+(?=[\"“(]?[^\W\d_a-z])|(?<=[a-z)]{2}[.!?;:])(?=[A-Z][a-z]+[\s,])"
    r"|\s+(?:\\-|[•·▪●‣◦])\s+|\*\*+|\s+-\s+(?=[A-Z])|<[^<>]{1,80}>)"
)
_HEAD_TAG = re.compile(r"<(?:h[1-6]|b|strong|dt)\b", re.IGNORECASE)
_MARKED = re.compile(r"<(?:h[1-6]|b|strong|dt|li|p|br|div)\b|\*\*", re.IGNORECASE)
_UNCAPITALISED = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+(?=[a-z])")
"""Where a sentence ends in a text that is typed without capitals. What is abbreviated ("e.g.", "vs.") has fewer letters."""
_FULL_STOP = re.compile("(?<=[\u3002\uff01\uff1f])")


class Look(NamedTuple):
    """How a piece stands on its line."""

    bold: bool
    bullet: bool
    runs_on: bool = False
    """Whether bold words follow it that go on with its sentence: "Our culture is one of **respect**"."""


def pieces(line: str, shape: Shape) -> Iterator[tuple[str, Look]]:
    """The sentences and inline bullets of one line, each with how it stands there."""
    body = BULLET.sub("", line, count=1)
    mark = line[: len(line) - len(body)].strip()
    bold = "#" in mark or body.startswith(("**", "__", "<"))
    parts = _BREAK.split(body)
    long = line.count(" ") >= shape.run_on_words
    lost_lines = line.count(" ") >= shape.page_words and not _MARKED.search(line)
    for place, (before, piece) in enumerate(zip(["", *parts[1::2]], parts[::2], strict=True)):
        text = piece.strip(" \t*_").lstrip(":, ")
        headed = (bold and place <= 1) or _HEAD_TAG.match(before) is not None
        look = Look(headed, bool(mark) and "#" not in mark, _runs_on(parts, 2 * place))
        glued = unglued(text) if long else (text,)
        for run in [run for part in glued for run in (_lost_heads(part, shape) if lost_lines else (part,))]:
            for sentence in _uncapitalised(run, shape):
                yield from ((part, look) for run_on in _lost_bullets(sentence, shape) for part in _ideographic(run_on))


def _ideographic(text: str) -> Iterable[str]:
    """The sentences of a run of words in a script that sets no space behind a full stop."""
    return filter(None, map(str.strip, _FULL_STOP.split(text))) if "\u3002" in text else (text,)


def _runs_on(parts: list[str | None], at: int) -> bool:
    """Whether the piece at this place is cut off by a bold word that goes on with its sentence."""
    between = parts[at + 1 : at + 3]
    return len(between) == 2 and "**" in (between[0] or "") and bool((between[1] or "").strip(" *:,."))


def _uncapitalised(text: str, shape: Shape) -> Iterable[str]:
    """The sentences of a run of words too long for one, where it is typed without capitals."""
    if text.count(" ") < shape.run_on_words:
        return (text,)
    parts = _UNCAPITALISED.split(text)
    return parts if len(parts) > 2 else (text,)


def _lost_heads(text: str, shape: Shape) -> Iterator[str]:
    """A page that lost its lines: a head stands in capitals between what is before it and the capital or figure that follows."""
    found = words(text)
    follows = {word.end: after.start for word, after in pairwise(found)}
    cuts = {0}
    for hit in shape.heads.find(text, found):
        after = follows.get(hit.end)
        if after is None or text[after].islower() or not text[hit.end : after].isspace():
            continue
        said = [word for word in found if hit.start <= word.start < hit.end]
        enough = len(said) > 1 or text[hit.start : hit.end].lower() in shape.lone_heads
        if enough and text[hit.start].isupper() and all(is_set_as_head(text, word, shape) for word in said):
            cuts |= {hit.start, hit.end}
    ends = sorted({*cuts, len(text)})
    for start, end in pairwise(ends):
        if part := text[start:end].strip():
            yield part


def is_set_as_head(line: str, word: Word, shape: Shape) -> bool:
    return line[word.start].isupper() or word.stem in shape.small_words


def _lost_bullets(text: str, shape: Shape) -> Iterator[str]:
    """A run of words too long for a sentence is a list that lost its bullets: each capitalised verb begins an item."""
    starts = [0]
    if text.count(" ") >= shape.run_on_words:
        found = words(text)
        starts += [word.start for word in found[1:] if text[word.start].isupper() and word.stem in shape.openers]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if part := text[start:end].strip():
            yield part
