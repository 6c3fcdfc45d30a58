"""The text of a PDF. Runs in a process of its own (child.py), since what a PDF makes its reader do is up to its writer."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import Any

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import LimitReachedError

from bot.documents.flow import Line, flowing
from bot.documents.letters import breadth, clean, split_mark, unspaced
from bot.documents.limits import LEAST_LETTERS, MOST_CHARACTERS, MOST_PAGES
from bot.documents.refusal import Reason, Refused

DOT_SIZES = (0.1, 0.8)
"""The smallest and the largest side of a drawn bullet, in sizes of the text beside it."""
ALL_BOLD = 0.9
"""A line is bold of which this share is."""
LARGEST_DOT = 12.0
"""In points, so that what is a drawing is not kept."""
DOT_REACH = 3.5
"""How far before its text it stands at most, in sizes of the text."""

CELL_GAP, CELL_SHARE = 1.0, 0.1
"""What begins in a line so many sizes after the end of what is before, and this share of that on top, is in another cell: widths
are estimates, and justified lines are wider."""

_HYPHENS = ("-", "\u2010")
_SOFT = "\u00ad"
_SOFT_SAID = (_SOFT, b"\xad", b"\xfe\xff\x00\xad")
"""ISO 32000, 14.8.2.2.3: with this text a page tells of a hyphen that only cuts a word."""
_PAINTS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_ENDS_PATH = _PAINTS | {b"S", b"s", b"n"}
_DRAWS, _RECTANGLE, _MARKED = frozenset({b"m", b"l", b"c", b"v", b"y"}), b"re", b"BDC"

Matrix = Sequence[float]
Box = tuple[float, float, float, float]


def text_of_pdf(raw: bytes) -> str:
    """What stands in it, a paragraph a line. Raises Refused where that can't be had; any other error says that it is broken."""
    try:
        return flowing(_pages(_opened(raw)))
    except LimitReachedError:
        raise Refused(Reason.TOO_MUCH) from None


def _opened(raw: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(raw))
    # One that opens without a password only forbids to print or to copy.
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise Refused(Reason.LOCKED)
    if len(reader.pages) > MOST_PAGES:
        raise Refused(Reason.TOO_MANY_PAGES, limit=str(MOST_PAGES))
    if not reader.pages:
        raise Refused(Reason.BROKEN)
    return reader


def _pages(reader: PdfReader) -> list[list[Line]]:
    """The lines of every page, where they hold text."""
    pages: list[list[Line]] = []
    left, apart = MOST_CHARACTERS, False
    for number, page in enumerate(reader.pages):
        sheet = _Sheet(number)
        pages.append(sheet.read(page))
        apart |= sheet.apart
        left -= sum(len(line.text) for line in pages[-1])
        if left < 0:
            raise Refused(Reason.TOO_MUCH)
    if sum(map(str.isalpha, "".join(line.text for page in pages for line in page))) < LEAST_LETTERS * len(pages):
        raise Refused(Reason.NO_TEXT)
    return pages if apart else [[_softened(line) for line in page] for page in pages]


def _softened(line: Line) -> Line:
    """A line at whose end a hyphen was set by itself, as one whose last word is cut: programs that cut words set it so."""
    return replace(line, text=line.text[:-1] + _SOFT) if line.cut else line


class _Sheet:
    """A page while it is read: its lines, and the small shapes on it that may be bullets."""

    def __init__(self, number: int) -> None:
        self._empty = Line("", page=number)
        self._line = self._empty
        self._styles = Counter[tuple[float, bool]]()
        """Of the line's characters, how many are of which size, and bold."""
        self._lines: list[Line] = []
        self._piece, self._reach = "", 0.0
        """What was said last, and about where it ends."""
        self._hyphen = False
        """Whether a hyphen that was set by itself is the last that was said."""
        self._soft = False
        """Whether the page says that a hyphen of the line is none of its text."""
        self.apart = False
        """Whether hyphens are set by themselves within lines, too."""
        self._path: list[tuple[float, float]] = []
        self._dots: list[Box] = []

    def read(self, page: PageObject) -> list[Line]:
        """Its lines in the order in which they were written."""
        page.extract_text(visitor_text=self._said, visitor_operand_before=self._drawn)
        self._end()
        return [replace(line, dotted=line.dotted or any(_marks(dot, line) for dot in self._dots)) for line in self._lines]

    def _said(self, text: str, current: Matrix, matrix: Matrix, font: Any, size: float) -> None:
        """A piece of text; one that ends a line says so with a line feed."""
        first, *others = text.split("\n")
        self._add(first, current, matrix, font, size)
        for other in others:
            self._end()
            self._add(other, current, matrix, font, size)

    def _add(self, text: str, current: Matrix, matrix: Matrix, font: Any, size: float) -> None:
        text = clean(text)
        size = abs(size) * math.hypot(matrix[1], matrix[3]) * math.hypot(current[1], current[3])
        if text.strip():
            self._place(text, *_at(matrix[4], matrix[5], current), size)
        self._line = replace(self._line, text=self._line.text + text)
        self._styles[round(size, 1), _is_bold(font)] += len("".join(text.split()))

    def _place(self, text: str, x: float, y: float, size: float) -> None:
        """What a piece of text is to the line so far: its beginning, more of it, the hyphen at its end, or another cell."""
        self.apart |= self._hyphen
        self._hyphen = text in _HYPHENS and self._piece[-1:].isalpha()
        mark, said = split_mark(self._line.text)
        if said.strip() and x - self._reach > CELL_GAP * size:
            self._end()
            self._line, mark, said = replace(self._empty, cell=True), "", ""
        if not said.strip():  # a bullet may be set in another font and size than what it marks
            if mark and mark[-1] not in ".)":
                self._line = replace(self._line, text="", dotted=True)
            self._line = replace(self._line, x=x, y=y)
            self._styles.clear()
        self._piece, self._reach = text, x + breadth(text) * size * (1 + CELL_SHARE)

    def _end(self) -> None:
        text = " ".join(unspaced(self._line.text).split())
        if text:
            (size, _), _ = self._styles.most_common(1)[0]
            bold = sum(count for (_, bold), count in self._styles.items() if bold)
            if (self._hyphen or self._soft) and text.endswith(_HYPHENS):
                text = text[:-1].rstrip() + (_SOFT if self._soft else _HYPHENS[0])
            line = replace(self._line, text=text, size=size, bold=bold >= self._styles.total() * ALL_BOLD)
            self._lines.append(replace(line, cut=self._hyphen and not self._soft))
        self._line, self._piece = self._empty, ""
        self._styles.clear()
        self._hyphen = self._soft = False

    def _drawn(self, operator: bytes, operands: Sequence[Any], current: Matrix, _: Matrix) -> None:
        """An operator of the page; of what is filled, the box is kept where it is small."""
        if operator in _ENDS_PATH:
            if operator in _PAINTS and self._path:
                across, up = zip(*self._path, strict=True)
                if max(across) - min(across) < LARGEST_DOT and max(up) - min(up) < LARGEST_DOT:
                    self._dots.append((min(across), min(up), max(across), max(up)))
            self._path = []
        elif operator == _MARKED:
            self._soft |= len(operands) > 1 and isinstance(operands[1], dict) and operands[1].get("/ActualText") in _SOFT_SAID
        elif operator in _DRAWS:
            with suppress(ValueError, TypeError):  # operands are whatever the file says
                *_, x, y = map(float, operands)
                self._path.append(_at(x, y, current))
        elif operator == _RECTANGLE:
            with suppress(ValueError, TypeError):
                x, y, width, height = map(float, operands)
                self._path += [_at(x, y, current), _at(x + width, y + height, current)]


def _at(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    return x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]


def _is_bold(font: Any) -> bool:
    name = str(font.get("/BaseFont", "")).lower() if font else ""
    return any(word in name for word in ("bold", "black", "heavy", "demi"))


def _marks(dot: Box, line: Line) -> bool:
    """Whether a shape stands before a line as a bullet does."""
    left, low, right, high = dot
    smallest, largest = (side * line.size for side in DOT_SIZES)
    small = smallest <= right - left <= largest and smallest <= high - low <= largest
    return small and line.y <= (low + high) / 2 <= line.y + line.size and 0 <= line.x - right <= DOT_REACH * line.size
