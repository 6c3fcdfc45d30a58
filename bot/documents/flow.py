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
from itertools import groupby, pairwise

from bot.documents.letters import breadth, is_broken, is_cut, joined, split_mark
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
SURELY_CUT = 4
"""Where a text cuts words, one line in so many that end in a hyphen is surely cut."""
LEAST_CUT, CUT_IN = 3, 20
"""So many lines, and one in so many, never end in a hyphen where only compounds break."""
TOO_WIDE_IN = 30
"""One line in so many is wider than its column: code, a table, a foot."""
SAME_LEFT = 20
"""Columns that begin no further apart than so many points begin at the same place: one may hold items alone."""
NEXT_LINE = 2.0
"""No line of a paragraph is further below the one before, in sizes of their font."""
INDENT = 0.5
"""Lines that begin further apart than this, in sizes of their font, are set in differently."""
LEAST_WRAPPED, WRAPPED_IN = 2, 6
"""So many lines of a narrow column, and one in so many, must show that they go on."""
EDGE_LINES = 2
"""Running heads and feet are among so many lines at either end of a page."""

_PAGE_NUMBER = re.compile(r"(?:page|p\.|seite|página)?\s*[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:of|/|von|de)\s*\d{1,3})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_UNFINISHED = re.compile(
    r"(?:,|&|\b(?:and|or|of|the|an?|our|with|for|in|on|to|by|from|using|as|at|via|into|than|that|which|you"
    r"|und|oder|der|die|das|den|mit|für|von|zu|et|ou|de|des|du|la|les?|en|à|y|el|los|con|para|del))$"
)
"""How a line ends that goes on, whatever comes."""
_ENDS = (".", ":", ";", "!", "?")
_BREAKS = ("-", "\u2010", "\u00ad")


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
    cell: bool = False
    """Whether it stands on the same line of the page as the one before, well apart from it."""
    cut: bool = False
    """Whether the hyphen at its end was set by itself."""

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
    lines = list(_with_marks(_with_cells(list(_without_running(list(pages))))))
    if not lines:
        return ""
    setting = _Setting(lines)
    text = [setting.opened(lines[0])]
    for before, line in pairwise(lines):
        if setting.goes_on(before, line):
            text[-1] = joined(text[-1], line.text, setting.words, hyphenates=setting.hyphenates)
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
    most = min(EDGE_LINES, max(1, len(page) // 2))
    return falling[:most], falling[len(page) - most :]


def _form(line: Line) -> tuple[int, str]:
    return round(line.y), _DIGITS.sub("0", line.text.casefold())


def _is_page_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def _with_cells(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of the page as one again where a tab or a table left a gap, unless what stands right of it is a text of its own."""
    whole: Line | None = None
    for place, line in enumerate(lines):
        if whole is not None and line.cell and not line.opens_item and not _begins_text(line, lines[place + 1 : place + 2]):
            whole = replace(whole, text=f"{whole.text} {line.text}")
            continue
        if whole is not None:
            yield whole
        whole = line
    if whole is not None:
        yield whole


def _begins_text(line: Line, following: Sequence[Line]) -> bool:
    """Whether the next line stands right below, as that of a paragraph does."""
    return any(
        not after.cell
        and after.page == line.page
        and abs(after.x - line.x) <= INDENT * line.size
        and 0 < line.y - after.y < NEXT_LINE * line.size
        for after in following
    )


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
    wraps: bool
    """Whether its lines show that sentences were broken for want of room, however narrow it is."""


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
        """The words of the whole text, but for the pieces of those that break where a line ends."""
        told = Counter[str]()
        broken = False
        for line in self._lines:
            words = _WORD.findall(line.text.casefold())
            ends = line.text.endswith(_BREAKS)
            told.update(words[broken : len(words) - ends])
            broken = ends
        return told

    @cached_property
    def hyphenates(self) -> bool:
        """Whether words are cut where lines end: a compound breaks at its hyphen in any text, and there are few."""
        ends = [(before.text, line.text) for before, line in pairwise(self._lines) if is_broken(before.text, line.text)]
        many = len(ends) >= LEAST_CUT and len(ends) * CUT_IN > len(self._lines)
        return many or sum(is_cut(*end, self.words) for end in ends) * SURELY_CUT > len(ends)

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
        if before.text.endswith("\u00ad") and line.text[0].islower():
            return True
        if self._is_head(line) and line.size > self._body * LARGER:  # those that are only bold may stand below each other
            return self._below(before, line) and not self._far(before, line) and self._is_full(before, line, ROOM)
        if line.text[0].islower() or line.text[0] == "(":
            return self._may_follow(before, line, small=True) and self._is_full(before, line, ROOM_IN_SENTENCE)
        unfinished = _UNFINISHED.search(before.text) is not None
        ended = before.text.endswith(_ENDS) and not (before.text[-1] == ";" and self._is_set_in(line))
        if ended and not self._is_prose(line):
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
        narrow = column.right - column.left < NARROWEST * before.size
        if narrow and not column.wraps and not (_UNFINISHED.search(before.text) and line.text[0].islower()):
            return False
        word = line.text.split(maxsplit=1)[0]
        return before.right + breadth(f" {word}") * line.size > column.right - room * (column.right - column.left)


def _columns(lines: Sequence[Line]) -> list[tuple[list[Line], _Column]]:
    """The lines of each column; what begins at the same place and ends before the same neighbour is equally wide."""
    runs = _runs(lines)
    bounded = [(part, bound) for number, run in enumerate(runs) for part, bound in _beside(run, runs[number + 1 : number + 2])]
    rights: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for run, bound in bounded:
        rights[_left(run), bound] += (line.right for line in run)
    wide = {
        (left, bound): sorted(
            right for other, found in rights.items() if other[1] == bound and abs(other[0] - left) <= SAME_LEFT for right in found
        )
        for left, bound in rights
    }
    return [(run, _Column(_left(run), _widest(wide[_left(run), bound]), _wraps(run))) for run, bound in bounded]


def _wraps(run: Sequence[Line]) -> bool:
    """Whether enough lines go on below: they end within a word or a phrase, or what follows hangs below a bullet."""
    left = _left(run)
    count = sum(
        before.text.endswith(_BREAKS)
        or _UNFINISHED.search(before.text) is not None
        or (before.opens_item and line.x > left + INDENT * line.size)
        for before, line in pairwise(run)
        if not line.opens_item
    )
    return count >= LEAST_WRAPPED and count * WRAPPED_IN >= len(run)


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that follow each other down a page."""
    runs: list[list[Line]] = []
    for place, line in enumerate(lines):
        before = lines[place - 1]
        if not place or line.page != before.page or line.y > before.y + before.size / 2:
            runs.append([])
        runs[-1].append(line)
    return runs


def _beside(run: list[Line], following: Sequence[list[Line]]) -> Iterator[tuple[list[Line], int]]:
    """The parts of a run above, beside and below the column that follows on its right, each with where that begins; 0 where
    there is none, or lines reach past its beginning."""
    right = next((_left(other) for other in following if other[0].page == run[0].page), 0)
    if right <= _left(run):
        yield run, 0
        return
    top, bottom = following[0][0].y, following[0][-1].y
    parts = groupby(run, key=lambda line: (line.y < bottom - line.size / 2) - (line.y > top + line.size / 2))
    for _, part in parts:
        beside = list(part)
        yield beside, right if all(line.right < right + SAME_LEFT for line in beside) else 0


def _left(run: Sequence[Line]) -> int:
    return round(min(line.x for line in run))


def _widest(rights: Sequence[float]) -> float:
    """The end of a column, of the ends of its lines in their order: but for a few that stand out of it, the furthest."""
    return rights[-1 - len(rights) // TOO_WIDE_IN]
