"""Titles: the line that says what a person is called, among the first of a text."""

from __future__ import annotations

import re

from knowledge.texts.cues import words
from knowledge.texts.heads import ENDS_SENTENCE, undecorated
from knowledge.texts.pieces import BULLET
from knowledge.texts.sections import Shape

_GOES_ON = re.compile(r"[,:(–—]\s*\w|\s-\s|\b(?:to|who|that|for)\s", re.IGNORECASE)


def title_of(lines: list[str], shape: Shape) -> tuple[int, str | None]:
    """The line that is a title and its words: labelled so, or one of the first lines when it is short and names a role."""
    candidates = 3
    for number, line in enumerate(lines[:12], start=1):
        plain = undecorated(line)
        if not plain:
            continue
        label, colon, rest = plain.partition(":")
        if colon and label.strip().lower() in shape.title_labels and 0 < len(rest.split()) <= 12:
            return number, rest.strip()
        candidates -= 1
        bullet = BULLET.match(line)
        dotted = bullet is not None and bullet.group().strip(" \t#") != ""
        if candidates >= 0 and not colon and not dotted and len(lines) > 1 and _is_title(plain, shape):
            return number, plain
    return 0, None


def says_more_than_a_name(title: str | None) -> bool:
    """Whether the first line of a note says what is done, as well as who is sought: "ML engineer to own the fraud model"."""
    return title is not None and _GOES_ON.search(title) is not None


def _is_title(line: str, shape: Shape) -> bool:
    """Whether a short line says what a person is called. "Lead the ranking team" does not: there, lead is a verb."""
    found = words(line)
    named = found if len(found) < 3 or "," in line else found[1:]
    if len(line.split()) > 12 or ENDS_SENTENCE.search(line) or shape.roles.isdisjoint(word.stem for word in named):
        return False
    return next(shape.work.find(line, found), None) is None and next(shape.praise.find(line, found), None) is None
