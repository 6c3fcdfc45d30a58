"""What the search's measures weigh, and how sure it must be to answer: learnt from the questions in this folder.

    python -m tests.knowledge.weigh

prints the `weights` and `sure` that stand in knowledge/search.yaml, and how questions fare by what the other sets alone teach:
each set in turn is held out. The weights make the right facts likely among all (a softmax of the weighed measures); how sure is
sure is a logistic regression on the margins, cut where RIGHT of what is given is right. Run it again when facts or ways of asking
were added, and keep what it prints where the held-out figures are better.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge.load import load
from knowledge.retrieval.ranking import MEASURES
from knowledge.retrieval.search import FactSearch, Margin

Numbers = NDArray[np.float64]

QUESTIONS = Path(__file__).parent / "questions"
UNTOUCHED = ("fresh", "blind", "varied")
"""Sets that teach nothing: they are there to be measured."""
NEWEST, COUNTS = "everyday", 4.0
RIGHT = 0.95
"""Share of what is given as an answer, to questions of either file, that is to be right."""
SUM = 3.3
"""What the weights add up to: only how they stand to one another is learnt, and the fits of search.py reckon with this sum."""
STEPS, RATE, SHRINK = 150, 0.15, 1e-3
RIVALS = 80
"""Facts beside the right ones that a question is learnt from: those that come nearest."""


@dataclass(frozen=True)
class Asked:
    """An answerable question: its set, the measures of the facts nearest to it with their fits, and which of those are right."""

    set: str
    table: Numbers
    right: NDArray[np.bool_]


def questions(name: str) -> list[dict[str, Any]]:
    """The questions of a file, but for the untouched."""
    listed = yaml.safe_load((QUESTIONS / f"{name}.yaml").read_text(encoding="utf-8"))["questions"]
    return [one for one in listed if one["set"] not in UNTOUCHED]


def asked(search: FactSearch) -> list[Asked]:
    """The answerable questions, measured."""
    found = []
    for one in questions("answerable"):
        facts, table, fit = search.measured(one["asks"])
        right = np.array([fact.id in one["answered_by"] for fact in facts])
        near = (table.sum(axis=1) + fit).argsort()[::-1][:RIVALS]
        kept = np.union1d(near, np.flatnonzero(right))
        found.append(Asked(one["set"], np.column_stack([table, fit])[kept], right[kept]))
    return found


def learnt(sample: Collection[Asked]) -> Numbers:
    """Weights of MEASURES, and of the fits, under which the right facts are likeliest (Adam on the softmax's likelihood)."""
    weights = np.ones(len(MEASURES) + 1)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = sum((_slope(one, weights) for one in sample), np.zeros_like(weights)) / len(sample) + SHRINK * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights = weights - RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def _slope(one: Asked, weights: Numbers) -> Numbers:
    scores = one.table @ weights
    chance = np.exp(scores - scores.max())
    chance /= chance.sum()
    wanted = np.where(one.right, chance, 0.0)
    return np.asarray(one.table.T @ (chance - wanted / max(wanted.sum(), 1e-12)))


def shares(sample: Iterable[Asked], weights: Numbers) -> tuple[float, float]:
    """(right fact first, in the first three)."""
    orders = [(one.right[(one.table @ weights).argsort()[::-1][:3]]) for one in sample]
    return float(np.mean([order[0] for order in orders])), float(np.mean([order.any() for order in orders]))


def sureness(search: FactSearch) -> dict[str, float]:
    """What each part of a margin weighs, to the distance's 1, and the least that they must add up to.

    The questions of NEWEST count COUNTS times: the older ones are met by wordings that were added for their sake.
    """
    answerable = [(search.search(one["asks"]), one) for one in questions("answerable")]
    others = [(search.search(one["asks"]), {**one, "answered_by": ()}) for one in questions("unanswerable")]
    told = [(found, one) for found, one in (*answerable, *others) if found.facts and not found.about]
    margins = np.array([[*found.margin, 1.0] for found, _ in told])
    right = np.array([found.facts[0].fact.id in one["answered_by"] for found, one in told])
    counts = np.array([COUNTS if one["set"] == NEWEST else 1.0 for _, one in told])
    weights = np.zeros(margins.shape[1])
    for _ in range(40):  # Newton's method
        chance = 1 / (1 + np.exp(-margins @ weights))
        bend = (margins * (counts * chance * (1 - chance))[:, None]).T @ margins + 1e-3 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, margins.T @ (counts * (chance - right)))
    weights /= weights[Margin._fields.index("ahead")]
    sums = margins[:, :-1] @ weights[:-1]
    order = sums.argsort()[::-1]
    hits = np.cumsum((counts * right)[order]) / np.cumsum(counts[order])
    least = sums[order][np.flatnonzero(hits >= RIGHT)[-1]]
    return {**dict(zip(Margin._fields, weights[:-1], strict=True)), "least": least}


def main() -> None:
    """Prints what was learnt, and how well it does on what it was not learnt from."""
    search = FactSearch.of(load())
    sample = asked(search)
    for held in dict.fromkeys(one.set for one in sample):
        weights = learnt([one for one in sample if one.set != held])
        first, three = shares([one for one in sample if one.set == held], weights)
        print(f"{held:10} held out: first {first:.3f}, in three {three:.3f}")
    weights = learnt(sample)[: len(MEASURES)]
    print("weights:", {name: round(float(each), 2) for name, each in zip(MEASURES, weights * SUM / weights.sum(), strict=True)})
    print("sure:", {name: round(float(each), 2) for name, each in sureness(search).items()})


if __name__ == "__main__":
    main()
