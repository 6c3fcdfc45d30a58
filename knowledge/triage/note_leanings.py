"""Note leanings: how likely a text shorter than a whole job description is work of each lane, no ML work, or too little to tell.

Who writes a note tells the work in a sentence or two, in whatever words come: no list of cues has them all. Its words, those that
stand side by side, and what its sentences tell of (sentences.py) are weighed by a logistic regression over notes that were
written and labelled for it (``tests/knowledge/notes``; ``tests/knowledge/lean_notes.py`` fits it). Its figures are in
``cues/note_leanings.json``, a line a measure. What was cut out of a job description reads otherwise than what somebody types: of
a note that looks like it, whole ones (leanings.py) tell their part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import exp

from knowledge.texts.cues import figures
from knowledge.texts.documents import Document
from knowledge.texts.passages import Passage
from knowledge.triage.leanings import leanings
from knowledge.triage.sentences import parts, points_by_sentence
from knowledge.triage.tallies import weights
from knowledge.triage.told import work_of
from knowledge.triage.weighing import Balance

UNCLEAR = "unclear"
DENIED = 0.25
"""Of a sentence that tells what the work is not such a part is denied."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """note_leanings.json. Every list of figures is in the order of `kinds`."""

    kinds: Sequence[str]
    """The lanes, `not-ml`, and `unclear` for what says too little."""
    base: Sequence[float]
    sentences: Mapping[str, Sequence[float]]
    """Kind of sentence (sentences.py) → what its part of the note adds."""
    words: Mapping[str, Sequence[float]]
    """Stem of a word, or two that stand side by side → what their standing in the note adds."""


def note_leanings(document: Document, balance: Balance) -> Mapping[str, float]:
    """Each lane, `not-ml` and `UNCLEAR` with its probability, 0 to 1; they sum to 1. Nothing where too few words are known."""
    fit, said = _fit(), words_of(document)
    alone = {word for word in said if " " not in word}
    if not alone or len(alone & fit.words.keys()) < weights().note_known_from * len(alone):
        return {}
    sums = list(fit.base)
    for word in said & fit.words.keys():
        _add(sums, fit.words[word], 1.0)
    for kind, much in told(document, balance).items():
        _add(sums, fit.sentences[kind], much)
    most = max(sums)
    odds = [exp(each - most) for each in sums]
    of_notes = {kind: each / sum(odds) for kind, each in zip(fit.kinds, odds, strict=True)}
    if not (part := part_of_wholes(document)):
        return of_notes
    of_wholes = leanings(document, balance)
    return {kind: (1 - part) * likely + part * of_wholes.get(kind, 0.0) for kind, likely in of_notes.items()}


def part_of_wholes(document: Document) -> float:
    """How much whole job descriptions tell of a note, 0 to 1: of several lines, or of many words, it may be cut out of one."""
    rules = weights()
    if len({passage.line for passage in document.passages}) > 1:
        return rules.note_of_lines_by_wholes
    return rules.note_of_many_words_by_wholes if document.words >= rules.note_words else 0.0


def lean_to(passage: Passage, lane: str) -> float:
    """How far the words of a sentence lean to a lane: more than 0 where they do."""
    fit = _fit()
    place = fit.kinds.index(lane)
    return sum(fit.words[word][place] for word in set(_said(passage)) & fit.words.keys())


def words_of(document: Document) -> set[str]:
    """The words of a note by their stems, and each two that stand side by side; those that it denies left out."""
    return {word for passage in _read(document) for word in _said(passage)}


def told(document: Document, balance: Balance) -> dict[str, float]:
    """Kind of sentence → its part of the note's sentences, 0 to 1; nothing where it has none."""
    points = points_by_sentence(balance)
    parted = [parts(passage, points.get(passage.text, {})) for passage in _read(document)]
    return {kind: sum(each[kind] for each in parted) / len(parted) for kind in parted[0]} if parted else {}


def is_denied(passage: Passage) -> bool:
    """Whether a sentence tells what the work is not: "you run no platform, another team does"."""
    return len(passage.denied) >= DENIED * max(1, len(passage.words))


def _read(document: Document) -> list[Passage]:
    """The sentences about the work, each once, or all that weigh anything where none is: "must know PyTorch"."""
    work = [passage for passage in work_of(document) if passage.words and not is_denied(passage)]
    read = work or [passage for passage in document.passages if passage.weight > weights().words_from_weight and passage.words]
    return list({passage.text: passage for passage in read}.values())


def _said(passage: Passage) -> Iterator[str]:
    said = [word.stem if place not in passage.denied else None for place, word in enumerate(passage.words)]
    yield from (stem for stem in said if stem)
    yield from (f"{one} {other}" for one, other in pairwise(said) if one and other)


def _add(sums: list[float], weights: Sequence[float], value: float) -> None:
    for place, weight in enumerate(weights):
        sums[place] += weight * value


@lru_cache(maxsize=1)
def _fit() -> _Fit:
    there = figures("note_leanings")
    return _Fit(**{name: there[name] for name in _Fit.__slots__})
