"""Scoping: which of the guides' questions about a search a text leaves open, and what it says of each in part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from knowledge.texts.cues import Cues, Hit, compile_cues, data
from knowledge.texts.documents import Document

_ANSWERED, _PARTLY = "answered", "partly"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A scoping question that a text leaves open, or answers in part."""

    id: str
    question: str
    source: str
    """Id of the guide that asks it (facts/sources.yaml)."""
    partly: str | None = None
    """What the text does say, and what is missing: "“on-call” is said; the SLA is not."."""


@dataclass(frozen=True, slots=True)
class _Question:
    id: str
    question: str
    source: str
    said: str


def open_questions(document: Document) -> tuple[OpenQuestion, ...]:
    """The questions that no sentence of the document answers, in the guides' order."""
    questions, cues = _questions()
    answered: set[str] = set()
    partly: dict[str, str] = {}
    for passage in document.passages:
        if not passage.weight:
            continue
        for hit in cues.find(passage.text, passage.words):
            if hit.strength == _ANSWERED:
                answered.add(hit.points_to)
            else:
                partly.setdefault(hit.points_to, _words_found(passage.text, hit))
    return tuple(
        OpenQuestion(each.id, each.question, each.source, _said(each, partly.get(each.id)))
        for each in questions
        if each.id not in answered
    )


def first_question() -> str:
    """What the guides ask before anything else of whoever opens a search."""
    questions, _ = _questions()
    return questions[0].question


def _words_found(text: str, hit: Hit) -> str:
    return text[hit.start : hit.end]


def _said(question: _Question, quote: str | None) -> str | None:
    return None if quote is None else question.said.format(quote=quote)


@lru_cache(maxsize=1)
def _questions() -> tuple[tuple[_Question, ...], Cues]:
    entries = data("questions")["questions"]
    cues = compile_cues(
        ((entry["id"], kind, str(cue)) for entry in entries for kind in (_ANSWERED, _PARTLY) for cue in entry[kind]),
        data("weights")["gap"],
    )
    return tuple(_Question(e["id"], e["question"], e["source"], e["said"]) for e in entries), cues
