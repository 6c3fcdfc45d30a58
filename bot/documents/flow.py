"""From lines as pages set them to text as somebody would have typed it: a paragraph, an item or a head a line.

A page breaks lines where its width ends, repeats a head and a foot, and draws bullets as it likes. Who reads the text judges
it line by line, so all that is taken back here, by where lines stand and how they are set.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from bot.documents.letters import breadth, joined, split_mark
from bot.documents.limits import MOST_HEAD_CHARACTERS

PARAGRAPH_GAP = 1.3
"""Lines further apart than this many times the usual belong to two paragraphs."""
SAME_SIZE = 0.08
LARGER = 1.12
"""A line set this many times larger than most of the text is a head."""
NARROWEST = 13.0
"""No column is narrower, in sizes of its font: lines that are all shorter were not broken for want of room."""
ROOM, ROOM_IN_SENTENCE = 0.1, 0.35
"""How much of a column a line may leave empty and still be taken as broken for want of room: breadths are estimates. More where
the next line goes on with a small letter."""
PROSE_SHARE = 0.6
"""From this share of a column on a line is no head."""
HANGING = 0.8
"""How much further from its bullet an item stands than a space would put it, in sizes of its font."""
TOO_WIDE_IN = 30
"""One line in so many is wider than its column: code, a table, a foot."""
SAME_LEFT = 20
"""Columns that begin no further apart than so many points begin at the same place: one may hold items alone."""
INDENT = 0.5
"""Lines that begin further apart than this, in sizes of their font, are set in differently."""
EDGE_LINES = 2
"""Running heads and feet are among so many lines at either end of a page."""

_PAGE_NUMBER = re.compile(r"(?:page|p\.|seite|página)?\s*[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:of|/|von|de)\s*\d{1,3})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_UNFINISHED = re.compile(r"(?:,|&|\b(?:and|or|of|the|an?|our|with|for|in|on|to|by|from|using|as|at|via|into|than))$")
"""How a line ends that goes on, whatever comes."""
_ENDS = (".", ":", ";", "!", "?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a page sets it, its text with single spaces and none at its ends. Places and sizes in points, y upwards."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False
    dotted: bool = False
    """Whether a bullet is drawn before it that is no character."""
    page: int = 0

    @property
    def opens_item(self) -> bool:
        """Whether an item of a list begins here."""
        return self.dotted or bool(split_mark(self.text)[0])

    @property
    def right(self) -> float:
        """About where it ends."""
        hanging = HANGING if split_mark(self.text)[0] else 0.0
        return self.x + (breadth(self.text) + hanging) * self.size


def flowing(pages: Iterable[Sequence[Line]]) -> str:
    """The text of all pages in their order; heads begin with "## ", items with "- " or their number. "" where there is none."""
    lines = list(_with_marks(_without_running(list(pages))))
    if not lines:
        return ""
    setting = _Setting(lines)
    text = [setting.opened(lines[0])]
    for before, line in pairwise(lines):
        if setting.goes_on(before, line):
            text[-1] = joined(text[-1], line.text, setting.words)
        else:
            if setting.stands_apart(before, line):
                text.append("")
            text.append(setting.opened(line))
    return "\n".join(text).replace("\u00ad", "")


def _without_running(pages: list[Sequence[Line]]) -> Iterator[Line]:
    """All lines but page numbers and those that stand at the ends of several pages; such a head is said once, at the start."""
    edges = [_edges(page) for page in pages]
    often = Counter(form for top, bottom in edges for form in {_form(line) for line in (*top, *bottom)})
    running = {form for form, count in often.items() if count > 1 and count * 2 > len(pages)}
    if edges:
        yield from (line for line in edges[0][0] if _form(line) in running and not _is_page_number(line))
    for page, (top, bottom) in zip(pages, edges, strict=True):
        ends = {*top, *bottom}
        yield from (line for line in page if line not in ends or not (_form(line) in running or _is_page_number(line)))


def _edges(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines that stand highest and lowest on a page."""
    falling = sorted(page, key=lambda line: -line.y)
    most = min(EDGE_LINES, len(page) // 2)
    return falling[:most], falling[len(page) - most :]


def _form(line: Line) -> tuple[int, str]:
    return round(line.y), _DIGITS.sub("0", line.text.casefold())


def _is_page_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def _with_marks(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines with words on them; a bullet that stands on a line of its own is put before what it marks."""
    mark: Line | None = None
    for each in lines:
        line = each if mark is None else _marked(mark.text, each)
        begun, said = split_mark(line.text)
        mark = line if begun and not said else None
        if mark is None:
            yield line


def _marked(mark: str, line: Line) -> Line:
    return replace(line, text=f"{mark} {line.text}") if mark[-1] in ".)" else replace(line, dotted=True)


@dataclass(frozen=True, slots=True)
class _Column:
    """Where lines begin that stand below each other, and where they end that have no room for another word."""

    left: float
    right: float


class _Setting:
    """How a text is set: what is usual in it, and with that, what a line is to the one before it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        sizes = Counter[float]()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self._body = sizes.most_common(1)[0][0]
        bold = sum(len(line.text) for line in lines if line.bold)
        self._bold_tells = bold * 2 < sizes.total()
        self._columns = {id(line): column for run, column in _columns(lines) for line in run}

    @cached_property
    def words(self) -> Counter[str]:
        """The words of the whole text, but for those cut at a line's end."""
        uncut = (line.text.rstrip("-\u2010\u00ad") for line in self._lines)
        return Counter(word.casefold() for text in uncut for word in _WORD.findall(text))

    def opened(self, line: Line) -> str:
        """The line as the beginning of a paragraph."""
        mark, rest = split_mark(line.text)
        if mark or line.dotted:
            return f"{mark} {rest}" if mark[-1:] in {".", ")"} else f"- {rest}"
        return f"## {line.text}" if self._is_head(line) else line.text

    def goes_on(self, before: Line, line: Line) -> bool:
        """Whether a line is what did not fit on the one before."""
        if line.opens_item or self._is_head(line) != self._is_head(before) or self._differs(before, line):
            return False
        if line.text[:1].islower():
            return self._may_follow(before, line, small=True) and self._is_full(before, line, ROOM_IN_SENTENCE)
        unfinished = _UNFINISHED.search(before.text) is not None
        if before.text.endswith(_ENDS) and not self._is_prose(line):
            return False
        if not unfinished and not (self._below(before, line) and (self._is_prose(line) or self._is_set_in(line))):
            return False
        return self._may_follow(before, line) and self._is_full(before, line, ROOM)

    def _may_follow(self, before: Line, line: Line, *, small: bool = False) -> bool:
        """Whether a line stands where the next line of a paragraph does; one with a `small` letter may stand further left."""
        if not self._below(before, line):
            return True
        step = (line.x - before.x) / before.size if before.size else 0.0
        outdented, indented = step < -INDENT and not small, step > INDENT and not before.opens_item
        return not (outdented or indented or self._far(before, line))

    def stands_apart(self, before: Line, line: Line) -> bool:
        """Whether an empty line belongs between them."""
        return self._is_head(line) or self._is_head(before) or self._far(before, line) or before.page != line.page

    def _is_head(self, line: Line) -> bool:
        if line.opens_item or len(line.text) > MOST_HEAD_CHARACTERS or line.text.endswith((".", ";")):
            return False
        return line.size > self._body * LARGER or (line.bold and self._bold_tells)

    @staticmethod
    def _differs(before: Line, line: Line) -> bool:
        return abs(before.size - line.size) > SAME_SIZE * max(before.size, line.size)

    @staticmethod
    def _below(before: Line, line: Line) -> bool:
        return line.page == before.page and line.y < before.y

    def _far(self, before: Line, line: Line) -> bool:
        return self._below(before, line) and before.y - line.y > PARAGRAPH_GAP * self._pitch * line.size

    @cached_property
    def _pitch(self) -> float:
        """How far a line usually stands below the one before it, in sizes of its font: a quarter of all stand nearer."""
        steps = sorted(
            (before.y - line.y) / line.size
            for before, line in pairwise(self._lines)
            if line.size and self._below(before, line) and not self._differs(before, line) and before.y - line.y > line.size / 2
        )
        return steps[len(steps) // 4] if steps else 1.2

    def _is_prose(self, line: Line) -> bool:
        """Whether a line belongs to sentences, by its end or its length, and is no head that is set like the text."""
        column = self._columns[id(line)]
        return line.text.endswith(_ENDS) or line.right - line.x > (column.right - column.left) * PROSE_SHARE

    def _is_set_in(self, line: Line) -> bool:
        """Whether a line begins right of its column, as what hangs below a bullet does and a head does not."""
        return line.x - self._columns[id(line)].left > INDENT * line.size

    def _is_full(self, before: Line, line: Line, room: float) -> bool:
        """Whether the first word of a line had no room on the one before."""
        column = self._columns[id(before)]
        if column.right - column.left < NARROWEST * before.size:
            return False
        word = line.text.split(maxsplit=1)[0]
        return before.right + breadth(f" {word}") * line.size > column.right - room * (column.right - column.left)


def _columns(lines: Sequence[Line]) -> list[tuple[list[Line], _Column]]:
    """The lines of each column; what begins at the same place is equally wide."""
    runs: list[list[Line]] = []
    for place, line in enumerate(lines):
        before = lines[place - 1]
        if not place or line.page != before.page or line.y > before.y + before.size / 2:
            runs.append([])
        runs[-1].append(line)
    rights: defaultdict[int, list[float]] = defaultdict(list)
    for run in runs:
        rights[_left(run)] += (line.right for line in run)
    wide = {
        left: sorted(right for other, found in rights.items() if abs(other - left) <= SAME_LEFT for right in found)
        for left in rights
    }
    return [(run, _Column(_left(run), _widest(wide[_left(run)]))) for run in runs]


def _left(run: Sequence[Line]) -> int:
    return round(min(line.x for line in run))


def _widest(rights: Sequence[float]) -> float:
    """The end of a column, of the ends of its lines in their order: but for a few that stand out of it, the furthest."""
    return rights[-1 - len(rights) // TOO_WIDE_IN]
