"""Heads: which pieces open a section, and which only look like it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.texts.cues import Hit, Word, words
from knowledge.texts.pieces import Look, is_set_as_head
from knowledge.texts.sections import COMPANY, DUTIES, REQUIREMENTS, STACK, Shape

_LABEL = re.compile(r"^[^.:!?]{2,60}:(?=\s|$)|^[^.:!?]{2,120}:$")
_DECORATION = re.compile(r"[*_#`:\s~]+")
_AROUND_IDEOGRAPHS = " \t*_#:：【】〔〕[]［］《》〈〉<>＜＞■◆●▼◇□◎★・?？!！"
"""What sets a head off in Japanese, Chinese and Korean."""
ENDS_SENTENCE = re.compile(r"[.;,!。；，！]\s*$")


def opened_by(piece: str, look: Look, shape: Shape) -> str | None:
    """The section that this piece opens as a head or as a label ("Requirements: …"), if it does."""
    if not piece.isascii() and (known := shape.whole_heads.get(piece.strip(_AROUND_IDEOGRAPHS))) is not None:
        return known
    label = _LABEL.match(piece)
    if label is None and not look.bold and (look.bullet or look.runs_on or ENDS_SENTENCE.search(piece)):
        return None
    head = label.group() if label else piece
    found = words(head)
    most = shape.head_words_at_most if label is None or label.end() < len(piece) else shape.lead_in_words_at_most
    if not 0 < len(found) <= most:
        return None
    if label is not None and label.end() < len(piece) and len(found) > 5:
        return None
    if (whole := shape.whole_heads.get(undecorated(head).rstrip(": ").lower())) is not None:
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


def is_head(line: str, shape: Shape) -> bool:
    """Whether a line opens a section, by its words alone."""
    return opened_by(line.strip(), Look(bold=False, bullet=False), shape) is not None


def heads_itself(piece: str, look: Look, section: str, opened: str, shape: Shape) -> bool:
    """Whether a head is over nothing else: a button, or the label of one bullet in a list ("- Technology: you choose …")."""
    item = look.bullet and section in (DUTIES, REQUIREMENTS) and opened in (REQUIREMENTS, STACK)
    return (item and bool(after_label(piece))) or _is_button(piece, shape)


def after_label(piece: str) -> str:
    """What stands behind the label of a piece, on its line; nothing where it has none."""
    label = _LABEL.match(piece)
    return piece[label.end() :].strip() if label else ""


def undecorated(line: str) -> str:
    """A line without what sets it off: asterisks, hashes, backticks."""
    return _DECORATION.sub(" ", line).strip() if ":" not in line else line.strip("*_#` \t")


def _outermost(hits: Iterable[Hit]) -> list[Hit]:
    """The heads that stand inside no longer one: "what you get to do" offers nothing."""
    found = list(hits)
    return [
        hit
        for hit in found
        if not any(o.start <= hit.start and hit.end <= o.end and o.end - o.start > hit.end - hit.start for o in found)
    ]


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
    return all(is_set_as_head(line, word, shape) for word in found) and line[0].isupper()
