"""Fits what notes of a few words lean to, on the notes of tests/knowledge/notes, which were written and labelled for it.

    python -m tests.knowledge.lean_notes

A line of a file there is a label and a note, a tab between them (a break of the note's lines is "\\n"): p production, d
data-scientist, m mlops, l applied-llm, r research, n not ML, u too little to tell; `p+m` both. It writes
knowledge/cues/note_leanings.json, and says of each file how its notes fare by what the others teach. Run it again when notes were
added or cues have changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.texts.cues import FOLDER
from knowledge.texts.documents import read
from knowledge.triage.lanes import triage
from knowledge.triage.leanings import NOT_ML
from knowledge.triage.note_leanings import UNCLEAR, told, words_of
from knowledge.triage.sentences import NOTHING
from knowledge.triage.tallies import ML
from knowledge.triage.weighing import weigh
from tests.knowledge.lean_sentences import Numbers, as_json, descended, odds

NOTES = Path(__file__).parent / "notes"
UNTOUCHED = ("untouched",)
"""Files that teach nothing: they are there to be measured."""
LETTERS = "pdmlrnu"
KINDS = ("production", "data-scientist", "mlops", "applied-llm", "research", NOT_ML, UNCLEAR)
SENTENCE_KINDS = (*KINDS[:5], ML, NOT_ML, NOTHING)
OF_LETTERS = dict(zip(LETTERS, KINDS, strict=True))
IN_NOTES = 2, 3
"""A word is kept that stands in so many notes, two side by side in so many."""
SENTENCES_SCALE, HELD = 2.0, 1.0
"""How readily what sentences tell of is given weight beside words; how firmly all weights are held near nothing."""
STEPS, RATE = 150, 3.0
ABOUT = "How notes of a few words lean, learnt by tests/knowledge/lean_notes.py from notes written and labelled for it: a \
multinomial logistic regression. Not to be edited by hand. Every list is in the order of kinds."


@dataclass(frozen=True)
class Note:
    """A labelled note, and what is measured of it."""

    file: str
    text: str
    label: frozenset[str]
    """Its kinds: two where it joins two lanes."""
    words: frozenset[str]
    told: tuple[float, ...]

    @classmethod
    def of(cls, file: str, label: str, text: str) -> Note:
        document = read(text, join=True)
        parts = told(document, weigh(document))
        kinds = frozenset(OF_LETTERS[letter] for letter in label.split("+"))
        return cls(file, text, kinds, frozenset(words_of(document)), tuple(parts.get(kind, 0.0) for kind in SENTENCE_KINDS))


@dataclass(frozen=True)
class Fit:
    """Weights by measure, a row each: kinds of sentences, then words; `base` is added."""

    words: Sequence[str]
    table: Numbers
    base: Numbers


def notes() -> list[Note]:
    """All notes that were labelled."""
    found = []
    for path in sorted(NOTES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            label, text = line.split("\t")
            found.append(Note.of(path.stem, label, text.replace("\\n", "\n")))
    return found


def fitted(taught_by: Sequence[Note]) -> Fit:
    """The likeliest weights under a normal prior."""
    counted = Counter(word for note in taught_by for word in note.words)
    words = sorted(word for word, times in counted.items() if times >= IN_NOTES[" " in word])
    rows = measured(taught_by, words)
    rows[:, : len(SENTENCE_KINDS)] *= SENTENCES_SCALE
    wanted = np.array([[(kind in note.label) / len(note.label) for kind in KINDS] for note in taught_by], dtype=np.float32)
    many = len(taught_by)

    def slopes(table: Numbers, base: Numbers) -> tuple[Numbers, Numbers]:
        off = odds(rows @ table + base) - wanted
        return (rows.T @ off + HELD * table) / many, off.mean(axis=0)

    begun = np.zeros((rows.shape[1], len(KINDS)), dtype=np.float32), np.zeros(len(KINDS), dtype=np.float32)
    found, base = descended(slopes, *begun, steps=STEPS, rate=RATE)  # type: ignore[arg-type]
    found[: len(SENTENCE_KINDS)] *= SENTENCES_SCALE
    return Fit(words, found, base)


def measured(those: Sequence[Note], words: Sequence[str]) -> Numbers:
    """A row of measures a note."""
    place = {word: at for at, word in enumerate(words, start=len(SENTENCE_KINDS))}
    rows = np.zeros((len(those), len(SENTENCE_KINDS) + len(words)), dtype=np.float32)
    for row, note in enumerate(those):
        rows[row, : len(SENTENCE_KINDS)] = note.told
        rows[row, [place[word] for word in note.words & place.keys()]] = 1.0
    return rows  # type: ignore[return-value]


def right(fit: Fit, those: Sequence[Note]) -> float:
    """The part of these notes of one kind that the likeliest kind is the label of."""
    alone = [note for note in those if len(note.label) == 1]
    judged = (measured(alone, fit.words) @ fit.table + fit.base).argmax(axis=1)
    return float(np.mean([KINDS[place] in note.label for place, note in zip(judged, alone, strict=True)]))


def triaged(text: str) -> frozenset[str]:
    """What triage makes of a note, as a label has it."""
    found = triage(text)
    if found.verdict == "two":
        return frozenset({str(found.lane), str(found.confused_with)})
    return frozenset({found.lane if found.verdict == "one" and found.lane else str(found.verdict)})


def written(fit: Fit, many: int) -> str:
    """The file's text: a line a measure."""
    rows = dict(zip([*SENTENCE_KINDS, *fit.words], fit.table, strict=True))
    parts = {
        "sentences": {kind: rows[kind] for kind in SENTENCE_KINDS},
        "words": {word: rows[word] for word in fit.words},
    }
    return as_json({"about": ABOUT, "notes": many, "kinds": KINDS, "base": fit.base}, parts)


def main() -> None:
    """Fit, measure and write."""
    there = notes()
    teaching = [note for note in there if not note.file.startswith(UNTOUCHED)]
    for file in dict.fromkeys(note.file for note in there):
        theirs, others = [note for note in there if note.file == file], [note for note in teaching if note.file != file]
        print(f"{file}: {right(fitted(others), theirs):.3f} of {len(theirs)} by what the others teach")
    (FOLDER / "note_leanings.json").write_text(written(fitted(teaching), len(teaching)), encoding="utf-8")
    for file in dict.fromkeys(note.file for note in there if note.file.startswith(UNTOUCHED)):
        theirs = [note for note in there if note.file == file]
        print(f"{file}: {np.mean([triaged(note.text) == note.label for note in theirs]):.3f} as triage answers")


if __name__ == "__main__":
    main()
