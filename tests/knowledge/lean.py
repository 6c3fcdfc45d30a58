"""Fits what sentences of job descriptions tell of, and what whole ones lean to, on texts that were labelled by reading them.

    python -m tests.knowledge.lean LABELS SENTENCES [--held LABELS]

A line of LABELS is the path of a text and its label, the best first where others can be defended: `x.txt p/m` (p production,
d data-scientist, m mlops, l applied-llm, r research, n not ML). One of SENTENCES is the path of a text, a label and the sentence,
or its first 260 characters, between tabs; besides the lanes' letters, g is ML work of any lane and - tells of no work. It writes
knowledge/cues/sentences.json, learnt anew, and learns on from the figures of knowledge/cues/leanings.json, of which it keeps a
part; it says how the texts of `--held` fare by what the others teach. The texts are other people's, so none is kept here. Run it
again when cues have changed.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.texts.cues import FOLDER, data, figures
from knowledge.texts.documents import Document, read
from knowledge.triage.leanings import NOT_ML, said, shares, stems
from knowledge.triage.sentences import ASKED, NOTHING, WORK, asked_of, is_read, measures, points_by_sentence
from knowledge.triage.tallies import ML, lanes
from knowledge.triage.told import work_of
from knowledge.triage.weighing import Balance, weigh
from tests.knowledge import lean_sentences
from tests.knowledge.lean_sentences import Sentence, descended, odds

Numbers = NDArray[np.float64]

LETTERS = "pdmlrn"
KINDS = ("production", "data-scientist", "mlops", "applied-llm", "research", NOT_ML)
SENTENCE_LETTERS = "pdmlrgn-"
SENTENCE_KINDS = (*KINDS[:5], ML, NOT_ML, NOTHING)
SECOND = 0.35
"""What a label counts that a reader gave as a further choice."""
EARLIER = 0.4
"""How much is kept of what was learnt before."""
SCALES = {"points": 0.1, "shares": 0.1, "words": 0.12, WORK: 0.8, ASKED: 0.2}
"""How readily each kind of measure is given weight: the smaller, the more evidence it takes."""
STEPS, RATE, BASE_HELD = 400, 0.05, 20.0
PARTS_OF_A_ROW = ("points", "shares", "words", "sentences")
PARTS = 4
"""A text's sentences are read, for what it teaches of whole texts, by what the sentences of the other parts teach."""
ASKED_OF = np.array([0.40, 0.14, 0.11, 0.16, 0.12, 0.07])
"""How often each kind is asked about, nearly: what was collected has another mix, and is weighed to have this one."""
ABOUT = "How whole job descriptions lean, learnt by tests/knowledge/lean.py from texts labelled by their duties: a multinomial \
logistic regression. Not to be edited by hand. Every list is in the order of kinds."


@dataclass(frozen=True)
class Text:
    """A labelled text, as it is read."""

    path: str
    label: str
    document: Document
    balance: Balance

    @classmethod
    def of(cls, path: str, label: str) -> Text:
        document = read(Path(path).read_text(encoding="utf-8"), join=True)
        return cls(path, label, document, weigh(document))

    @property
    def target(self) -> Numbers:
        """How likely each kind is, as its readers say."""
        wanted = np.zeros(len(LETTERS))
        for place, letters in enumerate(self.label.split("/")):
            wanted[LETTERS.index(letters)] += SECOND if place else 1.0
        return wanted / float(wanted.sum())

    def sentences(self) -> list[list[Sentence]]:
        """Those of the work, and those that say what is asked for."""
        points = points_by_sentence(self.balance)
        told = work_of(self.document), asked_of(self.document)
        return [[Sentence.of(each, points.get(each.text, {})) for each in part if is_read(each)] for part in told]


def tallies() -> list[str]:
    """Names of all that cues point to."""
    return [*data("lanes"), *data("other_work")]


@dataclass(frozen=True)
class Fit:
    """Weights by measure, a row each: points and shares of the tallies, words, sentences; `base` is added."""

    words: Sequence[str]
    table: Numbers
    base: Numbers

    def of(self, rows: Numbers) -> Numbers:
        """The place of the likeliest kind, a row of measures each."""
        return (rows @ self.table + self.base).argmax(axis=1)


def parts_of(words: Sequence[str]) -> list[tuple[str, int]]:
    """The blocks of a row of measures, and how many each has."""
    cued, told = len(tallies()), len(measures(SENTENCE_KINDS)) // 2
    return [("points", cued), ("shares", cued), ("words", len(words)), (WORK, told), (ASKED, told)]


def measured(texts: Sequence[Text], words: Sequence[str], by: Mapping[str, lean_sentences.Fit]) -> Numbers:
    """A row of measures a text, its sentences read by the fit `by` its path."""
    names, rows = dict.fromkeys(tallies()), []
    for text in texts:
        points, parts, there = said(text.balance, names), shares(text.balance, names), stems(text.document)
        rows.append([
            *(points.get(name, 0.0) for name in names),
            *(parts.get(name, 0.0) for name in names),
            *(float(word in there) for word in words),
            *(each for told in text.sentences() for each in by[text.path].counted(told)),
        ])  # fmt: skip
    return np.array(rows)


def earlier() -> Fit:
    """The part that is kept of the figures of the file."""
    there, named = figures("leanings"), {"points": tallies(), "shares": tallies(), "sentences": measures(SENTENCE_KINDS)}
    rows = [there[part][name] for part in PARTS_OF_A_ROW for name in named.get(part, there[part])]
    return Fit(list(there["words"]), EARLIER * np.array(rows, dtype=float), EARLIER * np.array(there["base"], dtype=float))


def taught(fit: Fit, rows: Numbers, texts: Sequence[Text]) -> Fit:
    """Figures moved as far as these texts ask, under a normal prior around where they were."""
    wanted = np.array([text.target for text in texts])
    kinds = np.array([LETTERS.index(text.label[0]) for text in texts])
    counts = np.bincount(kinds, minlength=len(KINDS)) / len(texts)
    weighed = (ASKED_OF / np.maximum(counts, 1 / len(texts)))[kinds][:, None]
    scale = np.concatenate([np.full(many, SCALES[part]) for part, many in parts_of(fit.words)])
    spread = scale / (rows.std(axis=0) + 1e-6)
    scaled, before = (rows - rows.mean(axis=0)) * spread, rows @ fit.table + fit.base

    def slopes(moved: Numbers, base: Numbers) -> tuple[Numbers, Numbers]:
        off = (odds(before + scaled @ moved + base) - wanted) * weighed
        return (scaled.T @ off + moved) / len(texts), (off.sum(axis=0) + BASE_HELD * base) / len(texts)

    moved, base = descended(slopes, np.zeros_like(fit.table), np.zeros_like(fit.base), steps=STEPS, rate=RATE)
    unscaled = moved * spread[:, None]
    return Fit(fit.words, fit.table + unscaled, fit.base + base - rows.mean(axis=0) @ unscaled)


def written(fit: Fit, texts: int) -> str:
    """The file's text: a line a measure."""
    names = {"points": tallies(), "shares": tallies(), "words": fit.words, "sentences": measures(SENTENCE_KINDS)}
    rows = iter(fit.table)
    parts = {part: {name: next(rows) for name in names[part]} for part in PARTS_OF_A_ROW}
    return lean_sentences.as_json(
        {"about": ABOUT, "texts": figures("leanings")["texts"] + texts, "kinds": KINDS, "base": fit.base}, parts
    )


def labelled(path: Path) -> list[Text]:
    """The texts that a file of labels names."""
    return [Text.of(*line.split()) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def sentences_of(path: Path, texts: Sequence[Text]) -> dict[str, list[tuple[Sentence, int]]]:
    """Path of a text → its labelled sentences, each with the place of its kind. What a text has no more is left out."""
    letters: dict[str, dict[str, str]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        where, letter, sentence = line.split("\t")
        letters[where][sentence] = letter
    return {text.path: list(_labelled(text, letters[text.path])) for text in texts}


def _labelled(text: Text, letters: Mapping[str, str]) -> Iterator[tuple[Sentence, int]]:
    points = points_by_sentence(text.balance)
    for passage in text.document.passages:
        letter = letters.get(" ".join(passage.text.split())[:260])
        if letter:
            yield Sentence.of(passage, points.get(passage.text, {})), SENTENCE_LETTERS.index(letter)


def learnt(texts: Sequence[Text], read_as: Mapping[str, list[tuple[Sentence, int]]]) -> tuple[lean_sentences.Fit, Fit]:
    """What all the sentences teach, and what the texts do, each with its sentences read by what others' teach."""
    by: dict[str, lean_sentences.Fit] = {}
    for part in range(PARTS):
        those = texts[part::PARTS]
        left_out = {text.path for text in those}
        fit = lean_sentences.fitted(
            [each for where, found in read_as.items() if where not in left_out for each in found], tallies()
        )
        by |= dict.fromkeys(left_out, fit)
    before = earlier()
    whole = lean_sentences.fitted([each for found in read_as.values() for each in found], tallies())
    return whole, taught(before, measured(texts, before.words, by), texts)


def main() -> None:
    """Fit, measure and write."""
    parser = argparse.ArgumentParser(description="fit knowledge/cues/sentences.json and leanings.json")
    parser.add_argument("labels", type=Path)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--held", type=Path)
    asked = parser.parse_args()
    assert set(KINDS) == {*lanes(), NOT_ML}
    texts = labelled(asked.labels)
    read_as = sentences_of(asked.sentences, texts)
    of_sentences, of_texts = learnt(texts, read_as)
    if asked.held:
        held = labelled(asked.held)
        judged = of_texts.of(measured(held, of_texts.words, dict.fromkeys([text.path for text in held], of_sentences)))
        first = np.mean([LETTERS[place] == text.label[0] for place, text in zip(judged, held, strict=True)])
        some = np.mean([LETTERS[place] in text.label for place, text in zip(judged, held, strict=True)])
        print(f"held out: {first:.3f} as the reader's first, {some:.3f} as any")
    count = sum(map(len, read_as.values()))
    (FOLDER / "sentences.json").write_text(lean_sentences.written(of_sentences, SENTENCE_KINDS, count), encoding="utf-8")
    (FOLDER / "leanings.json").write_text(written(of_texts, len(texts)), encoding="utf-8")


if __name__ == "__main__":
    main()
