"""What a job description says and where: its opening, the model, the stack, pay, on-call, scale. Reading only; jd.py judges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from knowledge.papers.jd_lore import Seen, lore, mark, seen
from knowledge.papers.jd_pay import Pay, pay
from knowledge.texts.cues import Hit, data, words
from knowledge.texts.documents import Document
from knowledge.texts.passages import Passage
from knowledge.texts.sections import INTRO
from knowledge.triage.verdicts import Triage

WORK_SECTIONS = frozenset({INTRO, "role", "duties", "team", "stack"})
DUTY_SECTIONS = frozenset({"role", "duties"})
ASKING_SECTIONS = frozenset({"requirements", "nice"})
SILENT_SECTIONS = frozenset({"benefits", "process"})
"""Sections that say nothing about the work."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The first paragraph; the one where the work is first spoken of; and the head of the duties where that comes early."""

    first: tuple[Passage, ...]
    role: tuple[Passage, ...]
    duties: tuple[Passage, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Both, each sentence once."""
        return (*self.first, *(passage for passage in self.role if passage not in self.first))


@dataclass(frozen=True, slots=True)
class Stack:
    """Tools named as in use, and sentences that wish for them."""

    in_use: Mapping[str, Seen]
    named: frozenset[str]
    """Every tool named anywhere, languages and spreadsheets apart."""
    languages: frozenset[str]
    wish: Seen | None

    @property
    def praised(self) -> bool:
        """Whether tools in use are named, and not one tool by the way or everything there is."""
        return self.wish is None and len(self.in_use) >= lore().limits["stack_praised"]


class Marked:
    """A document with every phrase of jd.yaml found in it, in one pass."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._hits = {id(passage): tuple(lore().cues.find(passage.text, passage.words)) for passage in document.passages}

    def first(self, group: str, passage: Passage) -> Hit | None:
        """The first phrase of a group in a sentence."""
        return next((hit for hit in self._hits[id(passage)] if hit.points_to == group), None)

    def hits(self, group: str, passages: Iterable[Passage]) -> Iterator[tuple[Passage, Hit]]:
        """Every phrase of a group in some sentences, in the order of the text."""
        for passage in passages:
            for hit in self._hits[id(passage)]:
                if hit.points_to == group:
                    yield passage, hit


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that the checks look at."""

    text: Marked
    title_line: int
    triage: Triage
    opening: Opening
    model: Seen | None
    stack: Stack
    pay: Pay
    on_call: Seen | None
    reliability: Seen | None
    success: Seen | None
    scale: Seen | None
    excerpt: bool
    """An opening alone, or near it."""
    english: bool

    @property
    def document(self) -> Document:
        """The text as read."""
        return self.text.document


def read_signs(text: str, document: Document, judged: Triage) -> Said:
    """Everything at once: `document` is the text as read, `judged` its lane."""
    marked = Marked(document)
    first_words = opening(document)
    body = [passage for passage in document.passages if passage.section not in SILENT_SECTIONS]
    return Said(
        marked,
        _line_of(document.title, text),
        judged,
        first_words,
        _first_named(first_words),
        stack(marked),
        pay(document),
        mark("on_call", document.passages) or _in_heads("on_call", document),
        mark("reliability", body),
        success(marked),
        scale(document.passages),
        _is_excerpt(text, document),
        _is_english(document),
    )


def _line_of(title: str | None, text: str) -> int:
    """The line that the title stands on; the first where it is not found as it was read."""
    return next((number for number, line in enumerate(text.splitlines(), start=1) if title and title in line), 1)


def _first_named(opening: Opening) -> Seen | None:
    """Where the opening names a model, in whichever of its parts comes first."""
    parts = (part for part in (opening.first, opening.role, opening.duties) if part)
    return next((seen for part in parts if (seen := names_model(part))), None)


def _is_excerpt(text: str, document: Document) -> bool:
    """A paragraph or two without heads or bullets, and short: an opening, and no whole description."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    ended = sum(line.rstrip().endswith((".", "!", "?")) for line in text.splitlines())
    bullets = re.search(r"^[ \t]*(?:[-*•·▪●◦]|\d{1,2}[.)])\s", text, re.M)
    return (
        document.words < lore().limits["excerpt_words"]
        and len(paragraphs) <= 2
        and ended <= lore().limits["opening_lines"]
        and not bullets
        and not _own_heads(text, document)
    )


def _own_heads(text: str, document: Document) -> bool:
    """Whether a head stands on a line of its own."""
    lines = {line.strip(" *_#:\t") for line in text.splitlines()}
    return any(head.strip(" *_#:\t") in lines for head in document.heads if ":" not in head.rstrip(" *_#:\t"))


def _is_english(document: Document) -> bool:
    small = sum(1 for passage in document.passages for word in passage.words if word.stem in lore().english)
    limits = lore().limits
    return bool(document.words < limits["language_words"] or small >= limits["english_share"] * document.words)


def _in_heads(name: str, document: Document) -> Seen | None:
    return next((Seen(head, 0) for head in document.heads if lore().marks[name].search(head)), None)


def opening(document: Document) -> Opening:
    """The first paragraph of prose, and the first that is about the work if it comes soon enough."""
    limits = lore().limits
    body = [passage for passage in document.passages if passage.section not in SILENT_SECTIONS]
    start = next((at for at, passage in enumerate(body) if _is_prose(passage, limits["least_words"])), None)
    if start is None:
        return Opening((), ())
    most = limits["opening_words"]
    role = _begins(body, start, WORK_SECTIONS, limits["role_begins_within"])
    duties = _begins(body, start, DUTY_SECTIONS, limits["work_begins_within"])
    first, *others = (_paragraph(body, at, most) if at is not None else () for at in (start, role, duties))
    return Opening(first, *others)


def _begins(body: Sequence[Passage], start: int, sections: frozenset[str], within: int) -> int | None:
    """Index of the first sentence about the work in these sections, if at most `within` words stand before it."""
    before = 0
    for at, passage in enumerate(body):
        if before > within or passage.section in ASKING_SECTIONS:
            return None
        if at >= start and passage.weight >= 0.5 and passage.section in sections:
            return at
        before += len(passage.words)
    return None


def _is_prose(passage: Passage, least: int) -> bool:
    return len(passage.words) >= least and not _FIGURE_LINE.search(passage.text)


def _paragraph(body: Sequence[Passage], start: int, most: int) -> tuple[Passage, ...]:
    """From `start` on: the lines that follow without a gap. A paragraph of one short line takes the next one too."""
    taken = [body[start]]
    count = len(body[start].words)
    for passage in body[start + 1 :]:
        gap = passage.line - taken[-1].line > 1 and count >= most / 4
        if gap or passage.section != taken[-1].section or count >= most:
            break
        taken.append(passage)
        count += len(passage.words)
    return tuple(taken)


def names_model(passages: Sequence[Passage]) -> Seen | None:
    """The sentence that names a model and its use; joined first, since pasted text breaks its lines anywhere."""
    cues = lore().model
    joined = " ".join(passage.text for passage in passages)
    found = {hit.strength for hit in cues.find(joined, words(joined))}
    if "named" not in found and not {"kind", "use"} <= found:
        return _the_model(joined, passages)
    wanted = "named" if "named" in found else "kind"
    for passage in passages:
        for hit in cues.find(passage.text, passage.words):
            if hit.strength == wanted:
                return seen(passage, hit.start, hit.end)
    return seen(passages[0])


def _the_model(joined: str, passages: Sequence[Passage]) -> Seen | None:
    """The sentence that speaks of one model as the one there is, or of some model with a figure of its scale."""
    marks = lore().marks
    if marks["the_model"].search(joined):
        return mark("the_model", passages) or seen(passages[0])
    return mark("some_model", passages) if scale(passages) else None


def names_model_later(document: Document) -> Seen | None:
    """The first sentence of the duties that names a model, wherever it stands."""
    for passage in document.passages:
        if (
            passage.section in DUTY_SECTIONS
            and passage.weight >= 0.5
            and any(hit.strength == "named" for hit in lore().model.find(passage.text, passage.words))
        ):
            return seen(passage)
    return None


def scale(passages: Iterable[Passage]) -> Seen | None:
    """A figure of users, records, traffic or machines, outside of what is asked of the candidate."""
    for passage in passages:
        if passage.section in ASKING_SECTIONS or passage.section in SILENT_SECTIONS:
            continue
        found = _scale_pattern().search(passage.text) or lore().marks["scale_plain"].search(passage.text)
        if found:
            return seen(passage, found.start(), found.end())
    return None


def success(text: Marked) -> Seen | None:
    """What comes in the first months: said in a sentence, or announced by a head."""
    for passage, hit in text.hits("success", text.document.passages):
        if passage.section not in SILENT_SECTIONS and passage.section not in ASKING_SECTIONS:
            return seen(passage, hit.start, hit.end)
    for head in text.document.heads:
        if any(hit.points_to == "success" for hit in lore().cues.find(head, words(head))):
            return Seen(head, 0)
    return None


def stack(text: Marked) -> Stack:
    """The tools named, which of them are in use, and the first sentence that only wishes for some."""
    at = lore()
    in_use: dict[str, Seen] = {}
    named: set[str] = set()
    languages: set[str] = set()
    rows: list[_Row] = []
    for passage in text.document.passages:
        found = _tools(passage)
        languages.update(tool for tool in found if at.category[tool] in at.not_a_stack)
        found = {tool: place for tool, place in found.items() if at.category[tool] not in at.not_a_stack}
        if not found or passage.section in SILENT_SECTIONS:
            continue
        said = _says_in_use(passage, text)
        rows.append(_Row(passage, found, said, _asks(passage, text)))
        named.update(found)
        if said or (passage.section in WORK_SECTIONS and not _asks(passage, text)):
            for tool, place in found.items():
                in_use.setdefault(tool, seen(passage, *place))
    return Stack(in_use, frozenset(named), frozenset(languages), _wish(rows, in_use, named))


class _Row(NamedTuple):
    """A sentence that names tools: where each stands in it, and whether they are in use or asked for."""

    passage: Passage
    found: Mapping[str, tuple[int, int]]
    in_use: bool
    asked: bool


def _wish(rows: Sequence[_Row], in_use: Mapping[str, Seen], named: set[str]) -> Seen | None:
    """A sentence with rivals side by side, or with a chain of tools that nobody is said to use."""
    at = lore()
    used = set(in_use)
    for passage, found, said, asked in rows:
        if said:
            continue
        elsewhere = {tool for tool in used if in_use[tool].line != passage.line}
        chosen = {at.category[tool] for tool in elsewhere}
        sizes: dict[str, int] = {}
        for tool in found:
            sizes[at.category[tool]] = sizes.get(at.category[tool], 0) + 1
        rivals = len(elsewhere) < at.limits["stack_said"] and any(
            sizes.get(each, 0) >= at.limits["rivals"] and each not in chosen for each in at.rivals
        )
        chain = asked and len(set(found) - elsewhere) >= at.limits["chain"]
        if rivals or chain:
            return seen(passage, *min(found.values()))
    if len(named) >= at.limits["tools_at_most"] and rows:
        return seen(max(rows, key=lambda row: len(row.found)).passage)
    return None


def _tools(passage: Passage) -> dict[str, tuple[int, int]]:
    at = lore()
    found: dict[str, tuple[int, int]] = {}
    for match in at.tools.finditer(passage.text):
        tool = match.group().lower()
        if tool in at.capital and not match.group()[0].isupper():
            continue
        found.setdefault(tool, match.span())
    return found


def _says_in_use(passage: Passage, text: Marked) -> bool:
    if passage.section == "stack":
        return True
    return not _asks(passage, text) and text.first("stack_in_use", passage) is not None


def _asks(passage: Passage, text: Marked) -> bool:
    """Whether a sentence asks something of the reader rather than telling what is there."""
    if passage.section in ASKING_SECTIONS:
        return text.first("stack_in_use", passage) is None
    hit = text.first("asked_for", passage)
    return hit is not None and hit.start < lore().limits["asks_within_characters"]


_FIGURE_LINE = re.compile(
    r"^\s*(?:location|salary|pay|compensation|department|team|reports to|employment type|job type|type|level|start(?: date)?"
    r"|duration)\s*:",
    re.I,
)


@lru_cache(maxsize=1)
def _scale_pattern() -> re.Pattern[str]:
    number = (
        r"(?:(?<![\w.$€£-])\d[\d,.]*\s?(?:k|m|b|bn|mm|million|billion|thousand|hundred)?\+?|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
        r"fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?)\b)"
    )
    return re.compile(
        rf"{number}(?:[\s-]+(?!years?\b|months?\b|weeks?\b|days?\b|%)[\w'’/-]+){{0,3}}?[\s-]+(?:{data('jd')['marks']['scale_units']})\b",
        re.I,
    )
