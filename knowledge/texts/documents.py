"""Documents: a job description, an intake note or a résumé as lines, sections and sentences.

Real ones are pasted from anywhere: Markdown, half-lost bullets, one line for the whole page, heads that are bold or end in a
colon or do neither. Reading never fails; what has no recognisable shape is one long introduction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from knowledge.texts.companions import companions, neighbours
from knowledge.texts.company import is_told_of_company, notice_at
from knowledge.texts.cues import Hit, Word, data, words
from knowledge.texts.denials import denied
from knowledge.texts.lines import SIGNS, joined, plain, unglued
from knowledge.texts.lostduties import LostDuties
from knowledge.texts.sections import COMPANY, DUTIES, INTRO, REQUIREMENTS, ROLE, STACK, Shape, section_shape
from knowledge.texts.wrappings import of_page, of_record, unwrapped

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")
_BULLET = re.compile(rf"^[\s>#]*(?:\*(?!\*)|[-+•·▪●‣◦–—](?![-–—])|[{SIGNS}]\ufe0f?|\\-|\d{{1,2}}[.)](?=\s))?[\s#]*")
_DECORATION = re.compile(r"[*_#`:\s~]+")
_BREAK = re.compile(
    r"((?<=[.!?;])\s+(?=[\"“(]?[^\W\d_a-z])|(?<=[a-z)]{2}[.!?;:])(?=[A-Z][a-z]+[\s,])"
    r"|\s+(?:\\-|[•·▪●‣◦])\s+|\*\*+|\s+-\s+(?=[A-Z])|<[^<>]{1,80}>)"
)
_HEAD_TAG = re.compile(r"<(?:h[1-6]|b|strong|dt)\b", re.IGNORECASE)
_MARKED = re.compile(r"<(?:h[1-6]|b|strong|dt|li|p|br|div)\b|\*\*", re.IGNORECASE)
_UNCAPITALISED = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+(?=[a-z])")
"""Where a sentence ends in a text that is typed without capitals. What is abbreviated ("e.g.", "vs.") has fewer letters."""
_LABEL = re.compile(r"^[^.:!?]{2,60}:(?=\s|$)|^[^.:!?]{2,120}:$")
_GOES_ON = re.compile(r"[,:(–—]\s*\w|\s-\s|\b(?:to|who|that|for)\s", re.IGNORECASE)
_PARTS = re.compile(r"[,;]")
_ITEM = re.compile(r"[,/;|:]")
_ENDS_SENTENCE = re.compile(r"[.;,!]\s*$")


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
    source = _CONTROL.sub(" ", _unescaped(of_page(of_record(text))))
    lines = unwrapped(source.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if join:
        lines = joined([plain(line) for line in lines], partial(_is_head, shape=shape))
    title_line, title = _title(lines, shape)
    passages: list[Passage] = []
    heads: list[str] = []
    section, labelled, lost = INTRO, False, LostDuties(shape)
    note = len(text.split()) < data("weights")["document_words"]
    # A text of one sentence is all about the work, whatever head or praise it might be elsewhere: "chatbot for our customers".
    alone = note and "\n" not in text.strip() and len(list(_pieces(text.strip(), shape))) == 1
    for number, line in enumerate(lines, start=1):
        if number == title_line and not (note and _says_more_than_a_name(title)):
            continue
        for piece, look in _pieces(line, shape):
            sentence, here = piece, section
            opened = _opens(piece, look, shape) if not alone or ":" in piece else None
            if opened is not None:
                heads.append(_plain(piece))
                sentence, here = _after_label(piece), opened
                # "Salary: 90,000" above the duties says nothing about what follows it.
                if (not sentence or shape.weights[opened] > 0) and not _heads_itself(piece, look, section, opened, shape):
                    section, labelled = opened, bool(sentence)
            found = words(sentence)
            after_label = labelled and opened is None
            if here in shape.lost_heads and (ended := _ends_company(sentence, found, shape, labelled=after_label)):
                here = section = ended
            if lost.tells(sentence, found, here, headed=opened is not None):
                here = DUTIES
            if found:
                weight = shape.weights[here] if alone else _weight(sentence, found, here, shape, note=note)
                beside = companions(sentence, found)
                not_so = denied(sentence, found) | (neighbours(sentence, found) if note else frozenset())
                passages.append(Passage(sentence, number, here, weight, found, not_so, beside))
    counted = {passage.text: len(passage.words) for passage in passages}
    return Document(title, tuple(passages), tuple(heads), sum(counted.values()), title_line)


class _Look(NamedTuple):
    """How a piece stands on its line."""

    bold: bool
    bullet: bool
    runs_on: bool = False
    """Whether bold words follow it that go on with its sentence: "Our culture is one of **respect**"."""


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
    return bool(passage.words) and (passage.words[0].stem in shape.openers or _says_what_you_do(passage.words, shape))


def clause_starts(passage: Passage) -> list[int]:
    """Where, in its characters, each further clause of a sentence begins: at a verb of work after a joining word, "," or ";"."""
    shape, found = section_shape(), passage.words
    return [
        found[place].start
        for place in range(1, len(found))
        if found[place].stem in shape.deeds
        and (found[place - 1].stem in shape.joins or _PARTS.search(passage.text, found[place - 1].end, found[place].start))
    ]


def _pieces(line: str, shape: Shape) -> Iterator[tuple[str, _Look]]:
    """The sentences and inline bullets of one line, each with how it stands there."""
    body = _BULLET.sub("", line, count=1)
    mark = line[: len(line) - len(body)].strip()
    bold = "#" in mark or body.startswith(("**", "__", "<"))
    parts = _BREAK.split(body)
    long = line.count(" ") >= shape.run_on_words
    lost_lines = line.count(" ") >= shape.page_words and not _MARKED.search(line)
    for place, (before, piece) in enumerate(zip(["", *parts[1::2]], parts[::2], strict=True)):
        text = piece.strip(" \t*_").lstrip(":, ")
        headed = (bold and place <= 1) or _HEAD_TAG.match(before) is not None
        look = _Look(headed, bool(mark) and "#" not in mark, _runs_on(parts, 2 * place))
        glued = unglued(text) if long else (text,)
        for run in [run for part in glued for run in (_lost_heads(part, shape) if lost_lines else (part,))]:
            for sentence in _uncapitalised(run, shape):
                yield from ((part, look) for part in _lost_bullets(sentence, shape))


def _runs_on(parts: list[str | None], at: int) -> bool:
    """Whether the piece at this place is cut off by a bold word that goes on with its sentence."""
    between = parts[at + 1 : at + 3]
    return len(between) == 2 and "**" in (between[0] or "") and bool((between[1] or "").strip(" *:,."))


def _unescaped(text: str) -> str:
    """A text that was pasted as the page's source, with its characters as they are read: "What you&rsquo;ll do"."""
    return unescape(text) if "&" in text and ";" in text else text


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
        if enough and text[hit.start].isupper() and all(_is_set_as_head(text, word, shape) for word in said):
            cuts |= {hit.start, hit.end}
    ends = sorted({*cuts, len(text)})
    for start, end in pairwise(ends):
        if part := text[start:end].strip():
            yield part


def _is_set_as_head(line: str, word: Word, shape: Shape) -> bool:
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


def _opens(piece: str, look: _Look, shape: Shape) -> str | None:
    """The section that this piece opens as a head or as a label ("Requirements: …"), if it does."""
    label = _LABEL.match(piece)
    if label is None and not look.bold and (look.bullet or look.runs_on or _ENDS_SENTENCE.search(piece)):
        return None
    head = label.group() if label else piece
    found = words(head)
    most = shape.head_words_at_most if label is None or label.end() < len(piece) else shape.lead_in_words_at_most
    if not 0 < len(found) <= most:
        return None
    if label is not None and label.end() < len(piece) and len(found) > 5:
        return None
    if (whole := shape.whole_heads.get(_plain(head).rstrip(": ").lower())) is not None:
        return whole
    bare = label is None and not look.bold
    capitals = bare and not look.bullet and _is_capitalised(head, found, shape)
    opened = {
        hit.points_to
        for hit in _outermost(shape.heads.find(head, found))
        if not bare or _heads_bare_line(hit, head, len(found)) or (capitals and _opens_or_closes(hit, head))
    }
    if not opened and found[0].stem in shape.reasons and len(found) <= shape.reason_words_at_most:
        return COMPANY
    return next((section for section in shape.weights if section in opened), None)


def _outermost(hits: Iterable[Hit]) -> list[Hit]:
    """The heads that stand inside no longer one: "what you get to do" offers nothing."""
    found = list(hits)
    return [
        hit
        for hit in found
        if not any(o.start <= hit.start and hit.end <= o.end and o.end - o.start > hit.end - hit.start for o in found)
    ]


def _is_head(line: str, shape: Shape) -> bool:
    """Whether a line opens a section, by its words alone."""
    return _opens(line.strip(), _Look(bold=False, bullet=False), shape) is not None


def _heads_itself(piece: str, look: _Look, section: str, opened: str, shape: Shape) -> bool:
    """Whether a head is over nothing else: a button, or the label of one bullet in a list ("- Technology: you choose …")."""
    item = look.bullet and section in (DUTIES, REQUIREMENTS) and opened in (REQUIREMENTS, STACK)
    return (item and bool(_after_label(piece))) or _is_button(piece, shape)


def _is_button(piece: str, shape: Shape) -> bool:
    """Whether a head is a button that asks one to apply, as it stands above a text and under it."""
    found = words(piece)
    return any(hit.start == found[0].start for hit in shape.buttons.find(piece, found))


def _heads_bare_line(hit: Hit, line: str, line_words: int) -> bool:
    """Whether a line with neither colon nor bold is a head: it says little else, so that a bullet that lost its dot is none."""
    before, said = len(line[: hit.start].split()), len(hit.cue.split())
    return line_words <= 3 or (said >= 2 and before <= 2 and line_words <= said + 4)


def _opens_or_closes(hit: Hit, line: str) -> bool:
    return not line[: hit.start].strip() or hit.end >= len(line.rstrip(" ?"))


def _is_capitalised(line: str, found: tuple[Word, ...], shape: Shape) -> bool:
    """Whether a line is set as a head is, "The Skills You Bring", and is no name of a job, which is set so too."""
    if len(found) > shape.capitalised_words_at_most or not shape.roles.isdisjoint(word.stem for word in found):
        return False
    return all(_is_set_as_head(line, word, shape) for word in found) and line[0].isupper()


def _after_label(piece: str) -> str:
    label = _LABEL.match(piece)
    return piece[label.end() :].strip() if label else ""


def _ends_company(piece: str, found: tuple[Word, ...], shape: Shape, *, labelled: bool) -> str | None:
    """The section that a sentence in the company's part begins, if it does: a label ("About us: …") heads the company's own."""
    if not found:
        return None
    if _says_what_you_do(found, shape):
        return DUTIES
    if next(shape.addressed.find(piece, found), None) or (names_one(piece, found) and next(shape.hires.find(piece, found), None)):
        return INTRO
    return INTRO if labelled and not is_told_of_company(piece, found) else None


def _weight(piece: str, found: tuple[Word, ...], section: str, shape: Shape, *, note: bool) -> float:
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
    if at is None or _says_what_you_do(found, shape):
        return False
    return at == found[0].start or found[0].stem not in shape.openers


def _praises(piece: str, found: tuple[Word, ...], section: str, shape: Shape, *, note: bool) -> bool:
    """Whether a sentence tells of the company. In a note, "our model drifts" is the work."""
    if next(shape.praise.find(piece, found), None):
        return True
    return not note and section in (INTRO, ROLE) and not names_one(piece, found) and is_told_of_company(piece, found)


def _is_of_work(piece: str, found: tuple[Word, ...], shape: Shape) -> bool:
    return (
        found[0].stem in shape.deeds or _says_what_you_do(found, shape) or next(shape.work.find(piece, found), None) is not None
    )


def _says_what_you_do(found: tuple[Word, ...], shape: Shape) -> bool:
    """Whether a sentence says "you" and, but for helping words, a verb of work: "you will deploy", "you'll mainly own"."""
    for place, word in enumerate(found[: shape.you_within]):
        if word.stem == "you":
            after = (each.stem for each in found[place + 1 :] if each.stem not in shape.helpers)
            return next(after, None) in shape.deeds
    return False


def _title(lines: list[str], shape: Shape) -> tuple[int, str | None]:
    """The line that is a title and its words: labelled so, or one of the first lines when it is short and names a role."""
    candidates = 3
    for number, line in enumerate(lines[:12], start=1):
        plain = _plain(line)
        if not plain:
            continue
        label, colon, rest = plain.partition(":")
        if colon and label.strip().lower() in shape.title_labels and 0 < len(rest.split()) <= 12:
            return number, rest.strip()
        candidates -= 1
        bullet = _BULLET.match(line)
        dotted = bullet is not None and bullet.group().strip(" \t#") != ""
        if candidates >= 0 and not colon and not dotted and len(lines) > 1 and _is_title(plain, shape):
            return number, plain
    return 0, None


def _says_more_than_a_name(title: str | None) -> bool:
    """Whether the first line of a note says what is done, as well as who is sought: "ML engineer to own the fraud model"."""
    return title is not None and _GOES_ON.search(title) is not None


def _is_title(line: str, shape: Shape) -> bool:
    """Whether a short line says what a person is called. "Lead the ranking team" does not: there, lead is a verb."""
    found = words(line)
    named = found if len(found) < 3 or "," in line else found[1:]
    if len(line.split()) > 12 or _ENDS_SENTENCE.search(line) or shape.roles.isdisjoint(word.stem for word in named):
        return False
    return next(shape.work.find(line, found), None) is None and next(shape.praise.find(line, found), None) is None


def _plain(line: str) -> str:
    return _DECORATION.sub(" ", line).strip() if ":" not in line else line.strip("*_#` \t")
