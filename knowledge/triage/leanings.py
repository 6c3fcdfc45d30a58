"""Leanings: how likely a whole job description is work of each lane, or not ML at all.

Cues say what a sentence points to, and sentences.py what it tells of. How their sums, and the plain words around them, weigh
against one another is not for a person to guess: it is a logistic regression over job descriptions that were labelled by their
duties (``tests/knowledge/lean.py`` fits it). Its figures are in ``cues/leanings.json``, a line a measure, for anybody to read. It
judges texts about work, never a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log1p

from knowledge.texts.cues import figures, words
from knowledge.texts.documents import Document
from knowledge.texts.passages import Passage
from knowledge.triage.sentences import told
from knowledge.triage.tallies import ML, Finding, lanes, says_something, weights
from knowledge.triage.weighing import Balance

NOT_ML = "not-ml"

ANALYSIS, REPORTING = "data-scientist", "analytics"
"""The lane of analysis, and the kind of other work whose people are called by its name most."""
PIPELINES = "data-engineering"


@dataclass(frozen=True, slots=True)
class _Fit:
    """leanings.json. Every list of figures is in the order of `kinds`."""

    kinds: Sequence[str]
    base: Sequence[float]
    points: Mapping[str, Sequence[float]]
    """Tally → what each unit of the logarithm of its points adds."""
    shares: Mapping[str, Sequence[float]]
    """Tally → what all the points of a text add, if they are its."""
    words: Mapping[str, Sequence[float]]
    """Stem of a word → what its standing in the text adds."""
    sentences: Mapping[str, Sequence[float]]
    """A measure of sentences.py → what each unit of it adds."""


def leanings(document: Document, balance: Balance) -> Mapping[str, float]:
    """Each lane, and `NOT_ML`, with its probability, 0 to 1; they sum to 1. Time grows linearly with the text."""
    fit = _fit()
    sums = list(fit.base)
    for name, value in said(balance, fit.points).items():
        _add(sums, fit.points[name], value)
    for name, value in shares(balance, fit.shares).items():
        _add(sums, fit.shares[name], value)
    for stem in stems(document) & fit.words.keys():
        _add(sums, fit.words[stem], 1.0)
    for name, value in told(document, balance).items():
        _add(sums, fit.sentences[name], value)
    most = max(sums)
    odds = [exp(each - most) for each in sums]
    return {kind: each / sum(odds) for kind, each in zip(fit.kinds, odds, strict=True)}


def speaks_for(passage: Passage, lane: str) -> float:
    """How far the plain words of a sentence lean to a lane: more than 0 where they do."""
    fit = _fit()
    place = fit.kinds.index(lane)
    stems = {word.stem for at, word in enumerate(passage.words) if at not in passage.denied}
    return sum(fit.words[stem][place] for stem in stems & fit.words.keys())


def shows_no_ml(balance: Balance, lane: str) -> bool:
    """Whether a text that leans to research or analysis, which every trade has, hardly speaks of ML and tells of no trial."""
    rules = weights()
    if lane not in rules.every_trades_lanes:
        return False
    others = [name for name in lanes() if name not in rules.every_trades_lanes]
    own = {name: tally.own for name, tally in balance.tallies.items()}
    signs = sum(own.get(name, 0.0) for name in (ML, *others))
    if signs >= rules.ml_signs_at_least and signs >= own.get(REPORTING, 0.0):
        return False
    analysed = (*balance.findings(lane), *balance.findings(ML)) if lane == ANALYSIS else ()
    tried = any(_is_told(finding) and _is_of_trial(finding) for finding in analysed)
    owned = [each for name in others for each in balance.findings(name) if _is_told(each) and says_something(each)]
    return not tried and len(owned) < rules.owned_from


def feeds_others_models(balance: Balance) -> bool:
    """Whether the work told is data pipelines more than any lane's: who feeds the models of others is an engineer of data.

    One sentence ("we look for a data engineer") tells of no work.
    """
    told = {name: [each for each in balance.findings(name) if _is_told(each)] for name in (PIPELINES, *lanes())}
    if len({each.passage.text for each in told[PIPELINES]}) < weights().pipelines_told_in:
        return False
    points = {name: sum(each.points for each in found) for name, found in told.items()}
    pipelines = points.pop(PIPELINES)
    return pipelines >= weights().pipelines_at_least and pipelines > max(points.values())


def _is_told(finding: Finding) -> bool:
    """Whether a cue stands in a sentence that tells of the work."""
    return finding.passage.section in weights().work_sections


def _is_of_trial(finding: Finding) -> bool:
    """Whether the sentence of a cue speaks of an experiment, or of a model for insight."""
    return any(word.stem in _trials() for word in finding.passage.words)


def said(balance: Balance, names: Mapping[str, object]) -> dict[str, float]:
    """Tally → the logarithm of one and its points, for those named that have any."""
    return {name: log1p(points) for name, points in _points(balance).items() if name in names}


def shares(balance: Balance, names: Mapping[str, object]) -> dict[str, float]:
    """Tally → its part of all points, 0 to 1, for those named that have any."""
    points = _points(balance)
    total = sum(points.values())
    return {name: each / total for name, each in points.items() if name in names}


def stems(document: Document) -> set[str]:
    """The words of a text that may tell of the work, by their stems; those that it denies left out."""
    least = weights().words_from_weight
    return {
        word.stem
        for passage in document.passages
        if passage.weight > least
        for place, word in enumerate(passage.words)
        if place not in passage.denied
    }


def _points(balance: Balance) -> dict[str, float]:
    gathered = {name: sum(finding.points for finding in tally.found) for name, tally in balance.tallies.items()}
    return {name: points for name, points in gathered.items() if points > 0}


def _add(sums: list[float], weights: Sequence[float], value: float) -> None:
    for place, weight in enumerate(weights):
        sums[place] += weight * value


@lru_cache(maxsize=1)
def _fit() -> _Fit:
    there = figures("leanings")
    return _Fit(**{name: there[name] for name in _Fit.__slots__})


@lru_cache(maxsize=1)
def _trials() -> frozenset[str]:
    return frozenset(word.stem for each in weights().trial_words for word in words(each))
