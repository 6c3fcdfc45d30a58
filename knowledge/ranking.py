"""Ranking: texts by how near they come to a question, by its words and by their meanings.

Each entry has several wordings, any of which may be the one that meets the question. Three measures are added up: how near the
nearest wording lies as a whole, how much of the question finds a word of like meaning in the entry, and BM25 over the entry's
words. All three lie near 0 for nothing in common and near 1 for everything.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.spelling import Speller, tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.wordvectors import Vectors, WordVectors

    Scores = NDArray[np.float64]

WHOLE, COVERED, WORDS = 1.0, 1.0, 0.5
"""What the three measures weigh, by trial on our own questions."""
ALIKE_FROM: Final = 0.3
"""Cosine from which two words count as related at all; chance alone reaches it seldom."""
ALIKE_MOST: Final = 0.8
"""What a related word counts at most; the same word counts 1."""
DAMPED: Final = 0.7
"""Power of a word's rarity where meanings are weighed: the rarest word must not speak for the whole question."""
ONE_THREAD: Final = 250_000
"""Multiplications up to which OpenBLAS keeps to one thread."""
SATURATION, LENGTH = 1.2, 0.75
"""BM25's usual constants."""
_ENDINGS: Final = (("ies", "y"), ("sses", "ss"), ("ingly", ""), ("edly", ""), ("ing", ""), ("ed", ""), ("ly", ""))
_POSSESSIVE = re.compile(r"['’]s\b")
_SHORTEST_STEM: Final = 3
_LONGEST_QUESTION: Final = 60
"""Words of a question that are looked at, the rarest kept."""


def stem(word: str) -> str:
    """A word without its ending, the same for all its forms (`hire`, `hiring`, `hired`); what comes out need be no word."""
    if len(word) <= _SHORTEST_STEM:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)] + instead
            if not instead and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    else:
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST_STEM else word


class Words:
    """Text → the words that carry its meaning, synonyms made one, misspellings mended by what the entries say."""

    def __init__(self, silent: Collection[str], same: Iterable[str]) -> None:
        self._silent = frozenset(silent)
        self._same = {stem(word): stem(group[0]) for group in map(str.split, same) for word in group}

    def of(self, text: str) -> list[str]:
        """The words in order, folded; all of them where every one is silent."""
        listed = [token.word for token in tokens(_POSSESSIVE.sub("", text)) if token.word[0].isalnum()]
        return [word for word in listed if word not in self._silent] or listed

    def root(self, word: str) -> str:
        """The stem under which the word is filed: its own, or that of the first of its synonyms."""
        own = stem(word)
        return self._same.get(own, own)


@dataclass(frozen=True, slots=True)
class Measures:
    """The three measures of every entry against one question, and how rare the question's words are in sum."""

    whole: Scores
    covered: Scores
    words: Scores
    weight: float
    roots: tuple[str, ...]

    @property
    def total(self) -> Scores:
        """The measures added up; without vectors the first is zero everywhere."""
        return WHOLE * self.whole + COVERED * self.covered + WORDS * self.words


class Ranking:
    """Entries, each with its wordings; built once. Without vectors it ranks by words alone."""

    def __init__(self, entries: Sequence[Sequence[str]], words: Words, vectors: WordVectors | None) -> None:
        import numpy as np

        self._words, self._vectors = words, vectors
        said = [[words.of(text) for text in entry] for entry in entries]
        counted = [Counter(words.root(word) for wording in entry for word in wording) for entry in said]
        self._count = len(entries)
        self._rarity, self._postings = _filed(counted)
        self._rarest = math.log(1 + self._count / 0.5)
        self._vocabulary = sorted({word for entry in said for wording in entry for word in wording})
        at = {word: place for place, word in enumerate(self._vocabulary)}
        self._by_root: dict[str, list[int]] = defaultdict(list)
        for word, place in at.items():
            self._by_root[words.root(word)].append(place)
        held = [sorted({at[word] for wording in entry for word in wording}) or [0] for entry in said]
        self._held = np.array([place for entry in held for place in entry])
        self._held_from = np.cumsum([0, *map(len, held[:-1])])
        self._wording_from = np.cumsum([0, *map(len, said[:-1])])
        self._speller = Speller(word for word in self._vocabulary if word.isalpha() and len(word) > _SHORTEST_STEM)
        if vectors:
            self._meanings = vectors.of(self._vocabulary)
            self._wholes = np.stack([self._whole([at[word] for word in wording]) for entry in said for wording in entry])

    def knows(self, word: str) -> bool:
        """Whether any entry says the word, in whatever form."""
        return self._words.root(word) in self._rarity

    def says(self, phrase: str, *texts: str) -> bool:
        """Whether one of the texts has every word of the phrase, in whatever form."""
        sought = {self._words.root(word) for word in self._words.of(phrase)}
        return any(sought <= {self._words.root(word) for word in self._words.of(text)} for text in texts)

    def rarity(self, word: str) -> float:
        """How much the word tells entries apart; a word of none tells most."""
        return float(self._rarity.get(self._words.root(word), self._rarest) ** DAMPED)

    def measure(self, question: str) -> Measures:
        """Every entry against the question, in the order of the entries."""
        import numpy as np

        asked = [self._mended(word) for word in self._words.of(question)]
        asked = sorted(dict.fromkeys(asked), key=self.rarity, reverse=True)[:_LONGEST_QUESTION]
        weights = np.array([self.rarity(word) for word in asked])
        roots = tuple(dict.fromkeys(map(self._words.root, asked)))
        by_words = np.zeros(self._count)
        for root in roots:
            for entry, score in self._postings.get(root, ()):
                by_words[entry] += score
        if not asked:
            return Measures(by_words, by_words, by_words, 0.0, ())
        weight = float(weights.sum())
        whole, alike = self._meant(asked, weights)
        for row, word in zip(alike, asked, strict=True):
            row[self._by_root.get(self._words.root(word), [])] = 1.0
        best = np.maximum.reduceat(alike[:, self._held], self._held_from, axis=1)
        return Measures(whole, weights @ best / weight, by_words / (weight + SATURATION), weight, roots)

    def _meant(self, asked: Sequence[str], weights: Scores) -> tuple[Scores, Scores]:
        """Cosine of the question with each entry's nearest wording; likeness of each asked word to each of the vocabulary."""
        import numpy as np

        if not self._vectors:
            return np.zeros(self._count), np.zeros((len(asked), len(self._vocabulary)))
        vectors = self._vectors.of(asked)
        meant = weights.astype(np.float32) @ vectors
        meant /= max(float(np.linalg.norm(meant)), 1e-6)
        whole = np.maximum.reduceat(_likeness(np.stack([meant, meant]), self._wholes)[0], self._wording_from)
        alike = np.clip((_likeness(vectors, self._meanings) - ALIKE_FROM) / (1 - ALIKE_FROM), 0, 1) * ALIKE_MOST
        return whole, alike

    def _whole(self, places: Sequence[int]) -> NDArray[np.float32]:
        """The meaning of one wording: its words, the rarer the heavier, as one direction."""
        import numpy as np

        weights = np.array([self.rarity(self._vocabulary[place]) for place in places], np.float32)
        meant = weights @ self._meanings[list(places)]
        return np.asarray(meant / max(float(np.linalg.norm(meant)), 1e-6), np.float32)

    def _mended(self, word: str) -> str:
        """The one known word that an unknown one is a slip away from, else the word as it stands."""
        if self.knows(word) or len(word) <= _SHORTEST_STEM or not word.isalpha():
            return word
        found = self._speller.nearest(word, 1)
        return found[0][0] if found and found[0][1] <= 1 and found[0][0][0] == word[0] else word


def _likeness(few: Vectors, many: Vectors) -> Vectors:
    """Every row of `few` times every row of `many`, a block at a time: one large product wakes a thread a core, and on a busy
    machine waiting for them takes a hundred times as long as the sums. (A single row is another routine; give it twice.)
    """
    import numpy as np

    step = max(1, ONE_THREAD // few.size)
    return np.concatenate([few @ many[start : start + step].T for start in range(0, len(many), step)], axis=1)


def _filed(counted: Sequence[Mapping[str, int]]) -> tuple[dict[str, float], dict[str, list[tuple[int, float]]]]:
    """Root → its rarity (BM25's idf), and root → (entry, BM25 score of the word there)."""
    said_by = Counter(root for entry in counted for root in entry)
    rarity = {root: math.log(1 + (len(counted) - many + 0.5) / (many + 0.5)) for root, many in said_by.items()}
    usual = sum(sum(entry.values()) for entry in counted) / max(len(counted), 1) or 1.0
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, entry in enumerate(counted):
        length = 1 - LENGTH + LENGTH * sum(entry.values()) / usual
        for root, times in entry.items():
            postings[root].append((place, rarity[root] * times * (SATURATION + 1) / (times + SATURATION * length)))
    return rarity, postings
