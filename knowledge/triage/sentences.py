"""Sentences: what kind of work each sentence of a whole job description tells of, and how much of the text tells of each.

What a reader says of one sentence hangs on its plain words and on the cues in it: a logistic regression over sentences that were
labelled one by one (``tests/knowledge/lean.py`` fits it; ``cues/sentences.json`` has its figures, a line a word). Here each
sentence is parted among the kinds, and what a text has of each is counted for leanings.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log1p

from knowledge.texts.cues import figures
from knowledge.texts.documents import Document
from knowledge.texts.passages import Passage
from knowledge.triage.tallies import weights
from knowledge.triage.told import work_of
from knowledge.triage.weighing import Balance

NOTHING = "nothing"
"""The kind of what tells of no work: a greeting, a degree, the company."""
WORK, ASKED = "work", "asked"
"""The two parts of a text that are counted apart: what is done there, and what a person should bring."""

Points = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Fit:
    """sentences.json. Every list of figures is in the order of `kinds`."""

    kinds: Sequence[str]
    """The lanes, `ml` for work of any of them, `not-ml`, and `nothing`."""
    base: Sequence[float]
    points: Mapping[str, Sequence[float]]
    """Tally → what each of its points in the sentence adds."""
    words: Mapping[str, Sequence[float]]
    """Stem of a word → what its standing in the sentence adds."""


def told(document: Document, balance: Balance) -> dict[str, float]:
    """Name of a measure (`measures`) → how much a text has of it: the part of its sentences that tell of a kind of work, 0 to 1,
    and the logarithm of one and their number; of the work, and of what is asked for. A part of a text without sentences has none,
    and a sentence that stands there again counts once.
    """
    points = points_by_sentence(balance)
    found: dict[str, float] = {}
    for where, passages in ((WORK, work_of(document)), (ASKED, asked_of(document))):
        once = {passage.text: passage for passage in passages if is_read(passage)}.values()
        parted = [parts(passage, points.get(passage.text, {})) for passage in once]
        if not parted:
            continue
        sums = {kind: sum(each[kind] for each in parted) for kind in parted[0]}
        of_work = sum(sums.values()) - sums[NOTHING] + weights().sentence_more
        for kind, much in sums.items():
            found[f"{where} part {kind}"] = much / of_work
            found[f"{where} number {kind}"] = log1p(much)
    return found


def measures(kinds: Iterable[str]) -> list[str]:
    """The names of all measures of a text, for these kinds of sentences."""
    return [f"{where} {how} {kind}" for where in (WORK, ASKED) for how in ("part", "number") for kind in kinds]


def parts(passage: Passage, points: Points) -> dict[str, float]:
    """Each kind with the probability that a sentence tells of it, 0 to 1; `points` are those of its cues, by tally."""
    fit = _fit()
    sums = list(fit.base)
    for stem in stems(passage) & fit.words.keys():
        for place, weight in enumerate(fit.words[stem]):
            sums[place] += weight
    for name, value in points.items():
        for place, weight in enumerate(fit.points[name]):
            sums[place] += weight * value
    most = max(sums)
    odds = [exp(each - most) for each in sums]
    total = sum(odds)
    return {kind: each / total for kind, each in zip(fit.kinds, odds, strict=True)}


def telling(balance: Balance) -> Callable[[Passage], bool]:
    """What says of a sentence whether it tells of any work at all, as far as can be said ("Working mode: hybrid" hardly does)."""
    points, least = points_by_sentence(balance), weights().evidence_tells_at_least
    return lambda passage: 1 - parts(passage, points.get(passage.text, {}))[NOTHING] >= least


def is_read(passage: Passage) -> bool:
    """Whether a sentence has enough words to tell of anything: a head or "Python, SQL" has not."""
    return len(passage.words) >= weights().sentence_words


def asked_of(document: Document) -> list[Passage]:
    """The sentences that say what a person should bring."""
    return [passage for passage in document.passages if passage.section in weights().asked_sections]


def stems(passage: Passage) -> set[str]:
    """The words of a sentence by their stems, those that it denies left out."""
    return {word.stem for place, word in enumerate(passage.words) if place not in passage.denied}


def points_by_sentence(balance: Balance) -> dict[str, dict[str, float]]:
    """Text of a sentence → tally → the points of its cues there."""
    found: dict[str, dict[str, float]] = {}
    for name, tally in balance.tallies.items():
        for finding in tally.found:
            of_sentence = found.setdefault(finding.passage.text, {})
            of_sentence[name] = of_sentence.get(name, 0.0) + finding.points
    return found


@lru_cache(maxsize=1)
def _fit() -> _Fit:
    there = figures("sentences")
    return _Fit(**{name: there[name] for name in _Fit.__slots__})
