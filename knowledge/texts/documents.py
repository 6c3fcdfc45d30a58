"""Documents: a job description, an intake note or a résumé as lines, sections and sentences.

Real ones are pasted from anywhere: Markdown, half-lost bullets, one line for the whole page, heads that are bold or end in a
colon or do neither. Reading never fails; what has no recognisable shape is one long introduction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from html import unescape

from knowledge.texts.companions import companions, neighbours
from knowledge.texts.company import is_told_of_company
from knowledge.texts.cues import Word, data, words
from knowledge.texts.denials import denied
from knowledge.texts.heads import after_label, heads_itself, is_head, opened_by, undecorated
from knowledge.texts.lines import joined, plain
from knowledge.texts.lostduties import LostDuties
from knowledge.texts.passages import Passage, names_one, says_what_you_do, weight_of
from knowledge.texts.pieces import Look, pieces
from knowledge.texts.sections import DUTIES, INTRO, Shape, section_shape
from knowledge.texts.titles import says_more_than_a_name, title_of
from knowledge.texts.wrappings import of_page, of_record, unwrapped

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")


@dataclass(frozen=True, slots=True)
class Document:
    title: str | None
    passages: tuple[Passage, ...]
    heads: tuple[str, ...]
    """The heads found, as written, without decoration."""
    words: int
    """How many; those of a sentence that stands there again are not counted again."""
    title_line: int
    """Line of the text that the title stands on, from 1; 0 where there is none."""


def read(text: str, *, join: bool = False) -> Document:
    """Split any text. Every passage is a verbatim part of `text` (control characters aside) with its line number.

    With `join`, a sentence that its page broke over lines is one again, on the line that it begins on.
    """
    shape = section_shape()
    lines = _lines_of(text)
    if join:
        lines = joined([plain(line) for line in lines], partial(is_head, shape=shape))
    title_line, title = title_of(lines, shape)
    note = len(text.split()) < data("weights")["document_words"]
    reader = _Reader(shape, note=note, alone=note and _is_one_sentence(text, shape))
    for number, line in enumerate(lines, start=1):
        if number != title_line or (note and says_more_than_a_name(title)):
            reader.read(line, number)
    counted = {passage.text: len(passage.words) for passage in reader.passages}
    return Document(title, tuple(reader.passages), tuple(reader.heads), sum(counted.values()), title_line)


class _Reader:
    """Reads the lines of one text in their order, and keeps which section they stand in."""

    def __init__(self, shape: Shape, *, note: bool, alone: bool) -> None:
        self.passages: list[Passage] = []
        self.heads: list[str] = []
        self._shape, self._note, self._lost = shape, note, LostDuties(shape)
        self._alone = alone
        """One sentence is all about the work, whatever head or praise it might be elsewhere: "chatbot for our customers"."""
        self._section = INTRO
        self._labelled = False
        """Whether the section was opened by a label, with words of its own behind it."""

    def read(self, line: str, number: int) -> None:
        for piece, look in pieces(line, self._shape):
            opened = None if self._alone and ":" not in piece else opened_by(piece, look, self._shape)
            sentence = piece if opened is None else self._open(piece, look, opened)
            found = words(sentence)
            section = self._section_of(sentence, found, opened)
            if found:
                self.passages.append(self._passage(sentence, number, section, found))

    def _open(self, piece: str, look: Look, section: str) -> str:
        """A head, or a label: what stands behind it on its line."""
        self.heads.append(undecorated(piece))
        sentence = after_label(piece)
        # "Salary: 90,000" above the duties says nothing about what follows it.
        leads = not sentence or self._shape.weights[section] > 0
        if leads and not heads_itself(piece, look, self._section, section, self._shape):
            self._section, self._labelled = section, bool(sentence)
        return sentence

    def _section_of(self, sentence: str, found: tuple[Word, ...], opened: str | None) -> str:
        section = opened or self._section
        labelled = self._labelled and opened is None
        if section in self._shape.lost_heads and (ended := _ends_company(sentence, found, self._shape, labelled=labelled)):
            section = self._section = ended
        return DUTIES if self._lost.tells(sentence, found, section, headed=opened is not None) else section

    def _passage(self, sentence: str, number: int, section: str, found: tuple[Word, ...]) -> Passage:
        shape, note = self._shape, self._note
        weight = shape.weights[section] if self._alone else weight_of(sentence, found, section, shape, note=note)
        not_so = denied(sentence, found) | (neighbours(sentence, found) if note else frozenset())
        return Passage(sentence, number, section, weight, found, not_so, companions(sentence, found))


def _lines_of(text: str) -> list[str]:
    """The lines of a text without what it was sent or kept in; its control characters are blanks."""
    source = _CONTROL.sub(" ", _unescaped(of_page(of_record(text))))
    return unwrapped(source.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _is_one_sentence(text: str, shape: Shape) -> bool:
    bare = text.strip()
    return "\n" not in bare and len(list(pieces(bare, shape))) == 1


def _unescaped(text: str) -> str:
    """A text that was pasted as the page's source, with its characters as they are read: "What you&rsquo;ll do"."""
    return unescape(text) if "&" in text and ";" in text else text


def _ends_company(piece: str, found: tuple[Word, ...], shape: Shape, *, labelled: bool) -> str | None:
    """The section that a sentence in the company's part begins, if it does: a label ("About us: …") heads the company's own."""
    if not found:
        return None
    if says_what_you_do(found, shape):
        return DUTIES
    if next(shape.addressed.find(piece, found), None) or (names_one(piece, found) and next(shape.hires.find(piece, found), None)):
        return INTRO
    return INTRO if labelled and not is_told_of_company(piece, found) else None
