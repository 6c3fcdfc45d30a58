"""Halves: the parts of a note that it sets apart itself, "half of it is …, the other half …", so that each is judged alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from knowledge.documents import Document, Passage, asks, read
from knowledge.sections import DUTIES, INTRO, ROLE
from knowledge.tallies import says_something, weights
from knowledge.weighing import Balance, weigh

_MARK = re.compile(
    r"[\s,;.]*\b(?:and\s+|but\s+)?(?:the\s+(?:other|second)\s+half|the\s+rest(?:\s+of\s+the\s+(?:time|job|week|role))?\b)"
    r"|[,;]\s*(?:and\s+)?(?=half\b)"
    r"|(?:[;,.]\s*|\band\s+|\s)\(?(?=\d{2}\s?%)"
    r"|[,;.]?\s+(?:and\s+|they\s+|she\s+|he\s+|you\s+)?also\b"
    r"|[,;]?\s+(?:as\s+well\s+as|on\s+top\s+of\s+(?:that|this|it)|in\s+addition(?:\s+to)?|plus)\b"
    r"|[\s,;]+(?:and\s+)?(?:the\s+other\s+)?(?=\b(?:one|two|three|four|[1-4])\s+days?\b)"
    r"|[\s,;]+(?:and\s+)?(?=\b(?:tue|wed|thu|fri)(?:s|r|rs|nes|ur)?(?:day)?s?\s*(?:-|to|and|–|:))"
    r"|[\s,;.]+(?:and\s+)?(?=\b(?:afternoons|evenings|otherwise|else)\b)"
    r"|\s\+\s|[;,]?\s*\(?\b[1-4]\)\s|;\s",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\bhalf\b|\d{2}\s?%|\b(?:one|two|three|four|[1-4])\s+days?\b|^(?:mon|tue|wed|thu|fri|mornings|afternoons)", re.IGNORECASE
)
"""What says how much of the job a part is: then a word less shows it."""
_MAY_PART = re.compile(
    r"half|rest|days?|noons|evenings|otherwise|else|thu|fri|wed|tue|%|also|as well|on top|addition|plus|\+|\)|;", re.IGNORECASE
)


class Half(NamedTuple):
    """A part of a note that shows a lane by itself."""

    text: str
    line: int
    lane: str
    lanes: Mapping[str, float]


def halves(document: Document) -> list[Half]:
    """The parts of a note that show a lane each, where those are two lanes or more; else nothing."""
    told = [each for each in document.passages if each.section in (INTRO, DUTIES, ROLE) and not asks(each)]
    shown = [half for text, line in parts(told) if (half := _half(text, line)) is not None]
    return shown if len({half.lane for half in shown}) > 1 else []


def _half(text: str, line: int) -> Half | None:
    document = read(text)
    least = weights().work_weight_at_least
    told_share = _SHARE.search(text) is not None
    balance = weigh(document)
    lane = max(balance.lanes, key=lambda name: balance.lanes[name])
    if (
        not _is_firm(balance, lane, told_share=told_share)
        or balance.other > balance.ml
        or any(asks(each) or each.weight < least for each in document.passages)
    ):
        return None
    return Half(text, line, lane, balance.lanes)


def _is_firm(balance: Balance, lane: str, *, told_share: bool) -> bool:
    """Whether a part shows its lane by a strong cue, or by two: one that others use too ("A/B tests") is no job of its own."""
    said = [finding for finding in balance.findings(lane) if says_something(finding)]
    return len(said) > (0 if told_share else 1) or any(
        finding.hit.strength in weights().second_lane_strengths for finding in said
    )


SENTENCES = 2
"""So many sentences a note has, at most, that is of parts: in a longer one each sentence is one already."""


def parts(sentences: Sequence[Passage]) -> list[tuple[str, int]]:
    """The parts of the sentences of a note, each with its line; nothing where the note sets no part of it apart."""
    if len(sentences) > SENTENCES:
        return []
    found: list[tuple[str, int]] = []
    marked = False
    for each in sentences:
        cut = _MARK.split(f" {each.text}") if _MAY_PART.search(each.text) else [each.text]
        marked = marked or len(cut) > 1
        found += [(part, each.line) for piece in cut if (part := piece.strip(" ,:("))]
    return found if marked and len(found) > 1 else []
