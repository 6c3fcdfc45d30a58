"""Fits what whole job descriptions lean to, on texts that were labelled by their duties.

    python -m tests.knowledge.lean LABELS [--held LABELS] [--on]

A line of LABELS is the path of a text and its labels, one a reader, the best first where a second can be defended: `x.txt p/m p`
(p production, d data-scientist, m mlops, l applied-llm, r research, n not ML). It writes knowledge/cues/leanings.yaml, and says
how the texts of `--held` fare by what the others teach. With `--on` it learns on from the figures there are, which it leaves no
further than the new texts ask. The texts are other people's, so none is kept here. Run it again when cues have changed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.cues import FOLDER, data
from knowledge.documents import read
from knowledge.leanings import NOT_ML, said, shares, stems
from knowledge.tallies import lanes
from knowledge.weighing import weigh

Numbers = NDArray[np.float64]

LETTERS = "pdmlrn"
KINDS = ("production", "data-scientist", "mlops", "applied-llm", "research", NOT_ML)
SECOND = 0.35
"""What a label counts that a reader gave as the second choice."""
WORDS, IN_TEXTS, IN_SHARE = 1000, 4, 0.6
"""So many words are kept: those that part the kinds best, of those in so many texts and in no larger share of them."""
TALLY_SCALE, WORD_SCALE = 0.3, 0.2
"""How readily each kind of measure is given weight: the smaller, the more evidence it takes."""
STEPS, RATE = 3000, 0.02
ON_SCALE, ON_STEPS, ON_RATE, BASE_HELD = 0.1, 200, 0.05, 20.0
"""The same for learning on: how readily a figure moves, and how firmly the base is held."""
ASKED_OF = np.array([0.40, 0.14, 0.11, 0.16, 0.12, 0.07])
"""How often each kind is asked about, nearly: what was collected has another mix, and is weighed to have this one."""
HEAD = """\
# How whole job descriptions lean, learnt by tests/knowledge/lean.py from {texts} labelled by their duties: a multinomial
# logistic regression. Not to be edited by hand. Every list is in the order of `kinds`.
"""


@dataclass(frozen=True)
class Text:
    """A labelled text and what is measured of it."""

    labels: tuple[str, ...]
    said: Mapping[str, float]
    shares: Mapping[str, float]
    stems: frozenset[str]

    @classmethod
    def of(cls, path: str, *labels: str) -> Text:
        document = read(Path(path).read_text(encoding="utf-8"), join=True)
        balance, names = weigh(document), dict.fromkeys(tallies())
        return cls(labels, said(balance, names), shares(balance, names), frozenset(stems(document)))

    @property
    def target(self) -> Numbers:
        """How likely each kind is, as its readers say."""
        wanted = np.zeros(len(LETTERS))
        for label in self.labels:
            for place, letter in enumerate(label.split("/")):
                wanted[LETTERS.index(letter)] += SECOND if place else 1.0
        return wanted / float(wanted.sum())


def tallies() -> list[str]:
    """Names of all that cues point to."""
    return [*data("lanes"), *data("other_work")]


def telling(texts: Sequence[Text]) -> list[str]:
    """The words whose standing in a text depends most on its kind (chi-squared), best first."""
    counted = Counter(stem for text in texts for stem in text.stems)
    listed = sorted(stem for stem, times in counted.items() if IN_TEXTS <= times <= IN_SHARE * len(texts))
    there = np.array([[stem in text.stems for stem in listed] for text in texts], dtype=float)
    wanted = np.array([text.target for text in texts])
    observed, expected = wanted.T @ there, np.outer(wanted.mean(axis=0), there.sum(axis=0))
    best = (((observed - expected) ** 2) / expected).sum(axis=0).argsort(kind="stable")[::-1]
    return [listed[place] for place in best[:WORDS]]


@dataclass(frozen=True)
class Fit:
    """Weights by measure: `table` has rows for points and shares of the tallies and for words; `base` is added."""

    words: Sequence[str]
    table: Numbers
    base: Numbers

    def of(self, text: Text) -> int:
        """The place of the likeliest kind."""
        return int((measures([text], self.words) @ self.table + self.base).argmax())


def measures(texts: Sequence[Text], words: Sequence[str]) -> Numbers:
    """A row a text: the logarithm and the share of each tally, then each word's standing there."""
    names = tallies()
    return np.array([
        [text.said.get(name, 0.0) for name in names]
        + [text.shares.get(name, 0.0) for name in names]
        + [float(word in text.stems) for word in words]
        for text in texts
    ])  # fmt: skip


def fitted(texts: Sequence[Text]) -> Fit:
    """The likeliest weights under a normal prior (gradient descent with momentum: the sum is convex)."""
    words = telling(texts)
    table, wanted = measures(texts, words), np.array([text.target for text in texts])
    measured = 2 * len(tallies())
    middle, spread = np.zeros(table.shape[1]), np.full(table.shape[1], 1 / WORD_SCALE)
    middle[:measured] = table[:, :measured].mean(axis=0)
    spread[:measured] = (table[:, :measured].std(axis=0) + 1e-6) / TALLY_SCALE
    scaled = (table - middle) / spread
    weights, base = np.zeros((table.shape[1], len(KINDS))), np.zeros(len(KINDS))
    speeds = np.zeros_like(weights), np.zeros_like(base)
    for _ in range(STEPS):
        sums = scaled @ weights + base
        odds = np.exp(sums - sums.max(axis=1, keepdims=True))
        off = odds / odds.sum(axis=1, keepdims=True) - wanted
        slopes = (scaled.T @ off + weights) / len(texts), off.mean(axis=0)
        speeds = tuple(0.95 * speed - RATE * slope for speed, slope in zip(speeds, slopes, strict=True))
        weights, base = weights + speeds[0], base + speeds[1]
    unscaled = weights / spread[:, None]
    return Fit(words, unscaled, base - middle @ unscaled)


def there() -> Fit:
    """The figures of the file."""
    said = data("leanings")
    rows = [*(said["points"][name] for name in tallies()), *(said["shares"][name] for name in tallies()), *said["words"].values()]
    return Fit(list(said["words"]), np.array(rows, dtype=float), np.array(said["base"], dtype=float))


def taught(fit: Fit, texts: Sequence[Text]) -> Fit:
    """Figures moved as far as these texts ask, under a normal prior around where they were."""
    table, wanted = measures(texts, fit.words), np.array([text.target for text in texts])
    kinds = np.array([LETTERS.index(text.labels[0][0]) for text in texts])
    counts = np.bincount(kinds, minlength=len(KINDS)) / len(texts)
    weighed = (ASKED_OF / np.maximum(counts, 1 / len(texts)))[kinds][:, None]
    spread = ON_SCALE / (table.std(axis=0) + 1e-6)
    scaled = (table - table.mean(axis=0)) * spread
    before = table @ fit.table + fit.base
    moved, base = np.zeros_like(fit.table), np.zeros_like(fit.base)
    speeds = np.zeros_like(moved), np.zeros_like(base)
    for _ in range(ON_STEPS):
        sums = before + scaled @ moved + base
        odds = np.exp(sums - sums.max(axis=1, keepdims=True))
        off = (odds / odds.sum(axis=1, keepdims=True) - wanted) * weighed
        slopes = (scaled.T @ off + moved) / len(texts), (off.sum(axis=0) + BASE_HELD * base) / len(texts)
        speeds = tuple(0.9 * speed - ON_RATE * slope for speed, slope in zip(speeds, slopes, strict=True))
        moved, base = moved + speeds[0], base + speeds[1]
    unscaled = moved * spread[:, None]
    return Fit(fit.words, fit.table + unscaled, fit.base + base - table.mean(axis=0) @ unscaled)


def texts_there() -> str:
    """How many texts taught the figures of the file, as its first line says."""
    first = (FOLDER / "leanings.yaml").read_text(encoding="utf-8").splitlines()[0]
    return first.partition(" from ")[2].partition(" labelled")[0]


def written(fit: Fit, texts: str) -> str:
    """The file's text."""
    names = tallies()
    parts = {"points": names, "shares": names, "words": fit.words}
    lines = [HEAD.format(texts=texts) + f"kinds: [{', '.join(KINDS)}]", f"base: {_figures(fit.base)}"]
    rows = iter(fit.table)
    for part, named in parts.items():
        lines.append(f"{part}:")
        lines += [f'  "{name}": {_figures(next(rows))}' for name in named]
    return "\n".join(lines) + "\n"


def _figures(row: Numbers) -> str:
    return f"[{', '.join(f'{each:.2f}' for each in row)}]"


def right(fit: Fit, texts: Sequence[Text]) -> tuple[float, float]:
    """(share judged as the first reader does, share judged as any reader would at all)."""
    judged = [LETTERS[fit.of(text)] for text in texts]
    first = [letter == text.labels[0][0] for letter, text in zip(judged, texts, strict=True)]
    some = [any(letter in label for label in text.labels) for letter, text in zip(judged, texts, strict=True)]
    return sum(first) / len(texts), sum(some) / len(texts)


def labelled(path: Path) -> list[Text]:
    """The texts that a file of labels names."""
    return [Text.of(*line.split()) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Fit, measure and write."""
    parser = argparse.ArgumentParser(description="fit knowledge/cues/leanings.yaml")
    parser.add_argument("labels", type=Path)
    parser.add_argument("--held", type=Path)
    parser.add_argument("--on", action="store_true")
    asked = parser.parse_args()
    learn = partial(taught, there()) if asked.on else fitted
    assert set(KINDS) == {*lanes(), NOT_ML}
    texts = labelled(asked.labels)
    if asked.held:
        held = labelled(asked.held)
        print("held out: {:.3f} as the first reader, {:.3f} as any".format(*right(learn(texts), held)))
        texts += held
    count = f"{texts_there()} and {len(texts)} more" if asked.on else str(len(texts))
    (FOLDER / "leanings.yaml").write_text(written(learn(texts), count), encoding="utf-8")


if __name__ == "__main__":
    main()
