"""Passages: sentences of a text with where they stand, and what each says: an order, a wish, praise, a notice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.texts.company import is_told_of_company, notice_at
from knowledge.texts.cues import Word
from knowledge.texts.sections import COMPANY, DUTIES, INTRO, REQUIREMENTS, ROLE, Shape, section_shape

_PARTS = re.compile(r"[,;]")
_ITEM = re.compile(r"[,/;|:]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence or bullet, as it stands in the text."""

    text: str
    line: int
    """Line of the text it begins on, from 1."""
    section: str
    weight: float
    """How much a sentence of this section says about the lane, 0 to 1."""
    words: tuple[Word, ...]
    denied: frozenset[int] = frozenset()
    """Places in `words` of those that the sentence says are not so."""
    company: frozenset[int] = frozenset()
    """Characters at which words begin that name the people one works with."""


def names_one(text: str, found: Iterable[Word]) -> bool:
    """Whether one of these words of `text` is what a person is called at work: engineer, lead. Their plurals are colleagues."""
    roles = section_shape().roles
    return any(word.stem in roles and not text[word.start : word.end].lower().endswith("s") for word in found)


def is_bare_list(passage: Passage) -> bool:
    """Whether a sentence under no head only lists things, each in a word or two, and says nothing of what is done with them."""
    shape = section_shape()
    if passage.section != INTRO or any(word.stem in shape.deeds for word in passage.words):
        return False
    return all(len(item.split()) <= shape.listed_words_at_most for item in _ITEM.split(passage.text))


def asks(passage: Passage) -> bool:
    """Whether a sentence asks something of a person ("You bring …"), under whatever head."""
    return next(section_shape().asking.find(passage.text, passage.words), None) is not None and not says_a_deed(passage)


def says_a_deed(passage: Passage) -> bool:
    """Whether a sentence opens with a verb of work, or says that "you" do it."""
    shape = section_shape()
    return bool(passage.words) and (passage.words[0].stem in shape.openers or says_what_you_do(passage.words, shape))


def clause_starts(passage: Passage) -> list[int]:
    """Where, in its characters, each further clause of a sentence begins: at a verb of work after a joining word, "," or ";"."""
    shape, found = section_shape(), passage.words
    return [
        found[place].start
        for place in range(1, len(found))
        if found[place].stem in shape.deeds
        and (found[place - 1].stem in shape.joins or _PARTS.search(passage.text, found[place - 1].end, found[place].start))
    ]


def weight_of(piece: str, found: tuple[Word, ...], section: str, shape: Shape, *, note: bool) -> float:
    weight = shape.weights[section]
    if not weight or next(shape.boilerplate.find(piece, found), None):
        return 0.0
    if _is_notice(piece, found, shape):
        return 0.0
    if section in shape.wishes and _orders(piece, found[0], shape) and not next(shape.asking.find(piece, found), None):
        return shape.weights[DUTIES]
    if section == REQUIREMENTS and next(shape.no_must.find(piece, found), None):
        return min(weight, shape.weights["nice"])
    if section in shape.praised and _praises(piece, found, section, shape, note=note) and not _is_of_work(piece, found, shape):
        return min(weight, shape.weights[COMPANY])
    return weight


def _orders(piece: str, first: Word, shape: Shape) -> bool:
    """Whether a verb of work is said as what to do: "Design …", not "Designed …"."""
    return piece[first.start : first.end].lower() in shape.orders


def _is_notice(piece: str, found: tuple[Word, ...], shape: Shape) -> bool:
    """Whether a sentence gives notice. "Build software that sorts applications" is work, "Research shows that" none."""
    at = notice_at(piece, found)
    if at is None or says_what_you_do(found, shape):
        return False
    return at == found[0].start or found[0].stem not in shape.openers


def _praises(piece: str, found: tuple[Word, ...], section: str, shape: Shape, *, note: bool) -> bool:
    """Whether a sentence tells of the company. In a note, "our model drifts" is the work."""
    if next(shape.praise.find(piece, found), None):
        return True
    return not note and section in (INTRO, ROLE) and not names_one(piece, found) and is_told_of_company(piece, found)


def _is_of_work(piece: str, found: tuple[Word, ...], shape: Shape) -> bool:
    return found[0].stem in shape.deeds or says_what_you_do(found, shape) or next(shape.work.find(piece, found), None) is not None


def says_what_you_do(found: tuple[Word, ...], shape: Shape) -> bool:
    """Whether a sentence says "you" and, but for helping words, a verb of work: "you will deploy", "you'll mainly own"."""
    for place, word in enumerate(found[: shape.you_within]):
        if word.stem == "you":
            after = (each.stem for each in found[place + 1 :] if each.stem not in shape.helpers)
            return next(after, None) in shape.deeds
    return False
