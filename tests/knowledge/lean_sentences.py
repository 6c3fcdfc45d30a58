"""Fits what single sentences of job descriptions tell of: a multinomial logistic regression over their words and cues."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.texts.passages import Passage
from knowledge.triage.sentences import stems
from knowledge.triage.tallies import weights

Numbers = NDArray[np.float64]

IN_SENTENCES = 6
"""A word is kept that stands in so many sentences."""
POINTS_SCALE, HELD = 0.5, 2.5
"""How readily points are given weight beside words; how firmly all weights are held near nothing."""
STEPS, RATE = 500, 0.3
ABOUT = "What sentences of job descriptions tell of, learnt by tests/knowledge/lean.py from sentences labelled one by one: a \
multinomial logistic regression. Not to be edited by hand. Every list is in the order of kinds."


@dataclass(frozen=True)
class Sentence:
    """What is measured of a sentence: its stems, and the points of its cues by tally."""

    stems: frozenset[str]
    points: Mapping[str, float]

    @classmethod
    def of(cls, passage: Passage, points: Mapping[str, float]) -> Sentence:
        return cls(frozenset(stems(passage)), points)


@dataclass(frozen=True)
class Fit:
    """Weights by measure, a row each: points of the tallies, then words; `base` is added."""

    tallies: Sequence[str]
    words: Mapping[str, int]
    table: Numbers
    base: Numbers

    def counted(self, sentences: Sequence[Sentence]) -> list[float]:
        """The measures of a part of a text, as knowledge/triage/sentences.py counts them: parts by kind, then numbers by kind."""
        kinds = len(self.base)
        if not sentences:
            return [0.0] * (2 * kinds)
        much = odds(measured(sentences, self.tallies, self.words) @ self.table + self.base).sum(axis=0)
        of_work = much[:-1].sum() + weights().sentence_more  # the last kind tells of nothing
        return [*(much / of_work), *np.log1p(much)]


def measured(sentences: Sequence[Sentence], tallies: Sequence[str], words: Mapping[str, int]) -> Numbers:
    """A row of measures a sentence."""
    table = np.zeros((len(sentences), len(tallies) + len(words)), dtype=np.float32)
    for row, sentence in enumerate(sentences):
        for place, name in enumerate(tallies):
            table[row, place] = sentence.points.get(name, 0.0)
        for stem in sentence.stems & words.keys():
            table[row, len(tallies) + words[stem]] = 1.0
    return table  # type: ignore[return-value]


def fitted(labelled: Sequence[tuple[Sentence, int]], tallies: Sequence[str], kinds: int = 8) -> Fit:
    """The likeliest weights under a normal prior."""
    counted = Counter(stem for sentence, _ in labelled for stem in sentence.stems)
    words = {stem: place for place, stem in enumerate(sorted(stem for stem, times in counted.items() if times >= IN_SENTENCES))}
    table = measured([sentence for sentence, _ in labelled], tallies, words)
    table[:, : len(tallies)] *= POINTS_SCALE
    wanted = np.eye(kinds, dtype=np.float32)[[kind for _, kind in labelled]]
    many = len(labelled)

    def slopes(figures: Numbers, base: Numbers) -> tuple[Numbers, Numbers]:
        off = odds(table @ figures + base) - wanted
        return (table.T @ off + HELD * figures) / many, off.mean(axis=0)

    begun = np.zeros((table.shape[1], kinds), dtype=np.float32), np.zeros(kinds, dtype=np.float32)
    found, base = descended(slopes, *begun, steps=STEPS, rate=RATE)  # type: ignore[arg-type]
    found[: len(tallies)] *= POINTS_SCALE
    return Fit(tallies, words, found, base)


def odds(sums: Numbers) -> Numbers:
    """Sums as probabilities, a row each."""
    raised = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def descended(
    slopes: Callable[[Numbers, Numbers], tuple[Numbers, Numbers]], table: Numbers, base: Numbers, *, steps: int, rate: float
) -> tuple[Numbers, Numbers]:
    """The lowest place of a convex sum, by descent with momentum."""
    speeds = np.zeros_like(table), np.zeros_like(base)
    for _ in range(steps):
        down = slopes(table, base)
        speeds = 0.9 * speeds[0] - rate * down[0], 0.9 * speeds[1] - rate * down[1]
        table, base = table + speeds[0], base + speeds[1]
    return table, base


def written(fit: Fit, kinds: Sequence[str], sentences: int) -> str:
    """The file's text: a line a measure."""
    rows = iter(fit.table)
    parts = {"points": {name: next(rows) for name in fit.tallies}, "words": {stem: next(rows) for stem in fit.words}}
    return as_json({"about": ABOUT, "sentences": sentences, "kinds": kinds, "base": fit.base}, parts)


def as_json(head: Mapping[str, object], parts: Mapping[str, Mapping[str, Numbers]]) -> str:
    """What is said of figures, and parts of them, a line a row in hundredths."""
    lines = [f"{json.dumps(name)}: {_said(value)}" for name, value in head.items()]
    for part, rows in parts.items():
        told = ",\n".join(f"  {json.dumps(name, ensure_ascii=False)}: {_said(row)}" for name, row in rows.items())
        lines.append(f"{json.dumps(part)}: {{\n{told}\n}}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _said(value: object) -> str:
    if isinstance(value, np.ndarray):
        return json.dumps([round(float(each), 2) for each in value])
    return json.dumps(value, ensure_ascii=False)
