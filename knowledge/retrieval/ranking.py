"""Ranking: texts by how near they come to a question, by its words and by their meanings.

Each entry has several wordings, any of which may be the one that meets the question. What is measured is named in MEASURES: all
lie near 0 for nothing in common and near 1 for everything, but the last, which is the logarithm of a likelihood.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from knowledge.words.spelling import Speller, tokens, words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.retrieval.wordvectors import Vectors, WordVectors

    Scores = NDArray[np.float64]

MEASURES: Final = ("whole", "wholes", "covered", "matched", "words", "form")
"""How near the nearest wording lies as a whole, and the nearest three on average; how much of the question finds a word of like
meaning in the entry, and in its three best wordings and they in it; BM25 over the entry's words; and how much likelier questions
of this form (how many, who, why …) are to be asked of this entry than of others."""
NEAREST: Final = 3
"""Wordings of an entry that are averaged."""
FORMS_SEEN: Final = 3.0
"""Questions that are imagined beside an entry's own when it is told what forms it is asked in."""
ALIKE_FROM: Final = 0.2
"""Cosine from which two words count as related at all."""
DAMPED: Final = 0.45
"""Power of a word's rarity where meanings are weighed: the rarest word must not speak for the whole question."""
RIDGE: Final = 0.3
"""What keeps the slopes towards groups small, as a share of the usual square of a meaning's coordinate."""
ONE_THREAD: Final = 250_000
"""Multiplications up to which OpenBLAS keeps to one thread."""
AT_ONCE: Final = 512
"""Wordings that are summed in one go."""
SATURATION, LENGTH = 1.2, 0.75
"""BM25's usual constants."""
_ENDINGS: Final = (("ies", "y"), ("sses", "ss"), ("ingly", ""), ("edly", ""), ("ing", ""), ("ed", ""), ("ly", ""))
_POSSESSIVE = re.compile(r"['’]s\b")
_SHORTEST_STEM: Final = 3
KEPT_STEMS: Final = 10_000
"""Words whose stem is remembered: more than all wordings have."""
_LONGEST_QUESTION: Final = 30
"""Words of a question that are looked at, the rarest kept."""


@lru_cache(maxsize=KEPT_STEMS)
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
    """Text → the words that carry its meaning: synonyms made one, and phrases that mean one thing made a word."""

    def __init__(
        self, silent: Collection[str], same: Iterable[str], phrases: Mapping[str, Iterable[str]] = MappingProxyType({})
    ) -> None:
        self.silent = frozenset(silent)
        self._same = {stem(word): stem(group[0]) for group in map(str.split, same) for word in group}
        self._phrases: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        said = [(phrase.split(), word) for word, listed in phrases.items() for phrase in listed]
        self.listed = self.silent.union(*(phrase for phrase, _ in said))
        """The words that it was given as silent, or as part of a phrase."""
        for phrase, word in sorted(said, key=lambda one: -len(one[0])):
            self._phrases[phrase[0]].append((phrase, word))

    def of(self, text: str) -> list[str]:
        """The words in order, folded; all of them where every one is silent."""
        listed = self._all(text)
        return [word for word in listed if word not in self.silent] or listed

    def says_something(self, text: str) -> bool:
        """Whether a word is neither silent nor a letter alone."""
        return any(len(word) > 1 and word not in self.silent for word in self._all(text))

    def spoken(self, text: str) -> tuple[str, ...]:
        """Every word as it is filed, the silent ones too: the same for texts that say the same in the same order."""
        return tuple(map(self.root, self._all(text)))

    def _all(self, text: str) -> list[str]:
        words = [word for word in words_of(_POSSESSIVE.sub("", text)) if word[0].isalnum()]
        return words if self._phrases.keys().isdisjoint(words) else list(self._joined(words))

    def _joined(self, words: Sequence[str]) -> Iterator[str]:
        """The words, each phrase among them made one word, the longest first."""
        at = 0
        while at < len(words):
            said, word = self._phrase_at(words, at) or (words[at : at + 1], words[at])
            at += len(said)
            yield word

    def _phrase_at(self, words: Sequence[str], at: int) -> tuple[Sequence[str], str] | None:
        """(The words of the longest phrase that begins there, the word that they make)."""
        for phrase, word in self._phrases.get(words[at], ()):
            if words[at : at + len(phrase)] == phrase:
                return phrase, word
        return None

    def root(self, word: str) -> str:
        """The stem under which the word is filed: its own, or that of the first of its synonyms."""
        own = stem(word)
        return self._same.get(own, own)


@dataclass(frozen=True, slots=True)
class Measures:
    """Every entry against one question: a row an entry, a column for each of MEASURES; and the question's words as filed."""

    table: Scores
    roots: tuple[str, ...]
    known: float
    """The share of the question, by the weight of its words, that some entry says."""
    lean: Scores
    """How far its meaning leans to the group of each entry that has one, in standard deviations over them; 0 without vectors."""


class Ranking:
    """Entries, each with its wordings; built once. Without vectors it ranks by words alone."""

    def __init__(
        self,
        entries: Sequence[Sequence[str]],
        words: Words,
        vectors: WordVectors | None,
        forms: Iterable[str] = (),
        groups: Sequence[str] = (),
    ) -> None:
        """`groups` are those of the first entries, in their order."""
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
        self._wordings = _Wordings([[sorted({at[word] for word in wording}) or [0] for wording in entry] for entry in said])
        weights = np.array([self.rarity(word) for word in self._vocabulary], np.float32)
        self._shares = self._wordings.shares(weights)
        self._forms = _Forms(forms, entries)
        typed = {word for entry in entries for text in entry for word in words_of(text)}
        self._right = frozenset({*typed, *self._vocabulary, *words.listed})
        self._speller = Speller(word for word in self._right if word.isalpha() and len(word) > _SHORTEST_STEM)
        if vectors:
            self._meanings = vectors.of(self._vocabulary)
            meant = self._wordings.sums(self._meanings * weights[:, None])
            self._wholes = meant / np.maximum(np.linalg.norm(meant, axis=1, keepdims=True), 1e-6)
        self._leaning = _Leaning(self._wholes, self._wordings.of_entry, groups) if vectors and groups else None
        self._grouped = len(groups)

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

        asked = sorted(dict.fromkeys(self._words.of(question)), key=self.rarity, reverse=True)[:_LONGEST_QUESTION]
        if not asked:
            return Measures(np.zeros((self._count, len(MEASURES))), (), 0.0, np.zeros(self._grouped))
        roots = tuple(dict.fromkeys(map(self._words.root, asked)))
        weights = np.array([self.rarity(word) for word in asked], np.float32)
        meaning, whole, alike = self._meant(asked, weights)
        covered, matched = self._met(alike, weights / weights.sum())
        said = self._said(roots) / (float(weights.sum()) + SATURATION)
        nearest, best = self._wordings.nearest(whole), self._wordings.nearest(matched)
        columns = (nearest.max(1), nearest.mean(1), covered, best.mean(1), said, self._forms.fit(question))
        known = float(sum(weight for word, weight in zip(asked, weights, strict=True) if self.knows(word)) / weights.sum())
        lean = self._leaning.of(meaning) if self._leaning else np.zeros(self._grouped)
        return Measures(np.stack(columns, axis=1), roots, known, lean)

    def _said(self, roots: Iterable[str]) -> Scores:
        """BM25 of every entry."""
        import numpy as np

        scores = np.zeros(self._count)
        for root in roots:
            for entry, score in self._postings.get(root, ()):
                scores[entry] += score
        return scores

    def _meant(self, asked: Sequence[str], weights: Vectors) -> tuple[Vectors, Vectors, Vectors]:
        """The question's meaning; its cosine with each wording; likeness of each asked word to each of the vocabulary, the same
        1."""
        import numpy as np

        meant = np.zeros(0, np.float32)
        whole, alike = np.zeros(len(self._wordings), np.float32), np.zeros((len(asked), len(self._vocabulary)), np.float32)
        if self._vectors:
            vectors = self._vectors.of(asked)
            meant = weights @ vectors
            meant /= max(float(np.linalg.norm(meant)), 1e-6)
            whole = _likeness(np.stack([meant, meant]), self._wholes)[0]
            alike = np.clip((_likeness(vectors, self._meanings) - ALIKE_FROM) / (1 - ALIKE_FROM), 0, 1)
        for row, word in zip(alike, asked, strict=True):
            row[self._by_root.get(self._words.root(word), [])] = 1.0
        return meant, whole, alike

    def _met(self, alike: Vectors, weights: Vectors) -> tuple[Vectors, Vectors]:
        """How much of the question each entry covers; and, for each wording, how well the two meet, each way."""
        import numpy as np

        met = self._wordings.best(alike)
        there = weights @ met
        back = self._wordings.sums(self._shares * alike.max(axis=0)[self._wordings.words], of_words=False)
        return weights @ self._wordings.best_entry(met), 2 * there * back / np.maximum(there + back, 1e-6)

    def spelt(self, question: str) -> str:
        """The question with each word spelt right that is a slip away from a known one, those that ask without saying what among
        them (`wich questons`)."""
        typed = tokens(question)
        for word, (start, end) in reversed(list(zip(typed.words, typed.spans, strict=True))):
            if (mended := self._mended(word)) != word:
                question = question[:start] + mended + question[end:]
        return question

    def _mended(self, word: str) -> str:
        """The known word that an unknown one is a slip away from, else the word as it stands.

        What is a word by itself is no slip of one that says nothing (`dogs` of `does`).
        """
        if word in self._right or self.knows(word) or len(word) <= _SHORTEST_STEM or not word.isalpha():
            return word
        near = [found for found in self._speller.one_slip_from(word) if found[0] == word[0]]
        if self._vectors and self._vectors.holds(word):
            near = [found for found in near if found not in self._words.silent]
        return near[0] if near else word


class _Wordings:
    """The words of all wordings one after another, by place in the vocabulary, and where each wording and entry begins."""

    def __init__(self, entries: Sequence[Sequence[Sequence[int]]]) -> None:
        import numpy as np

        wordings = [wording for entry in entries for wording in entry]
        self.words = np.array([place for wording in wordings for place in wording])
        self._from = np.cumsum([0, *map(len, wordings[:-1])])
        self._entry_from = np.cumsum([0, *map(len, entries[:-1])])
        self._count = len(wordings)
        self.of_entry = np.repeat(np.arange(len(entries)), [len(entry) for entry in entries])
        most = max(NEAREST, *map(len, entries)) if entries else NEAREST
        self._listed = np.full((len(entries), most), self._count)
        for row, start, entry in zip(self._listed, self._entry_from, entries, strict=True):
            row[: max(len(entry), NEAREST)] = start + np.arange(max(len(entry), NEAREST)) % len(entry)

    def __len__(self) -> int:
        return self._count

    def sums(self, values: Vectors, of_words: bool = True) -> Vectors:
        """Each wording's sum: of what the vocabulary's words have, or of what stands word by word.

        So many wordings at a time: what numpy does at once, no other thread may interrupt.
        """
        import numpy as np

        if not of_words:
            return np.add.reduceat(values, self._from, axis=0)
        ends = [*self._from[AT_ONCE::AT_ONCE], len(self.words)]
        begins = range(0, self._count, AT_ONCE)
        blocks = ((self._from[begin : begin + AT_ONCE], end) for begin, end in zip(begins, ends, strict=True))
        return np.concatenate(
            [np.add.reduceat(values[self.words[each[0] : end]], each - each[0], axis=0) for each, end in blocks]
        )

    def shares(self, weights: Vectors) -> Vectors:
        """What each word weighs within its wording; a wording's add up to 1."""
        import numpy as np

        sizes = np.diff(np.append(self._from, len(self.words)))
        return np.asarray(weights[self.words] / np.repeat(self.sums(weights), sizes), np.float32)

    def best(self, alike: Vectors) -> Vectors:
        """For each asked word, its likeness to the nearest word of each wording."""
        import numpy as np

        return np.maximum.reduceat(alike[:, self.words], self._from, axis=1)

    def best_entry(self, met: Vectors) -> Vectors:
        """The same by entry, from the wordings'."""
        import numpy as np

        return np.maximum.reduceat(met, self._entry_from, axis=1)

    def nearest(self, scores: Vectors) -> Vectors:
        """The NEAREST highest scores among each entry's wordings, a row an entry."""
        import numpy as np

        padded = np.append(scores, np.float32(-np.inf))[self._listed]
        return np.partition(padded, -NEAREST, axis=1)[:, -NEAREST:]


class _Forms:
    """Which forms of question each entry is asked in: `how many`, `who`, `why`."""

    def __init__(self, patterns: Iterable[str], entries: Sequence[Sequence[str]]) -> None:
        import numpy as np

        self._patterns = [re.compile(pattern) for pattern in patterns]
        asked = [
            np.array([self._of(text) for text in entry[1:]]).reshape(len(entry) - 1, len(self._patterns)) for entry in entries
        ]
        usual = np.maximum(np.concatenate(asked).mean(axis=0) if entries else np.ones(len(self._patterns)), 1e-3)
        self._lean = np.array([np.log((FORMS_SEEN + one.sum(axis=0) / usual) / (FORMS_SEEN + len(one))) for one in asked])

    def fit(self, question: str) -> Scores:
        """For each entry, how much likelier this form is than elsewhere, as a logarithm; 0 for a question of no form."""
        import numpy as np

        form = np.array(self._of(question))
        return np.asarray(self._lean @ form / max(form.sum(), 1.0))

    def _of(self, text: str) -> list[float]:
        folded = text.casefold()
        return [float(bool(pattern.search(folded))) for pattern in self._patterns]


class _Leaning:
    """Which group a meaning belongs to: a ridge regression from the meanings of wordings to the groups of their entries."""

    def __init__(self, wholes: Vectors, of_entry: NDArray[np.int64], groups: Sequence[str]) -> None:
        import numpy as np

        names = {name: place for place, name in enumerate(dict.fromkeys(groups))}
        self._group = np.array([names[name] for name in groups])
        known = of_entry < len(groups)
        said = wholes[known].astype(np.float64)
        belongs = np.eye(len(names))[self._group[of_entry[known]]]
        spread = RIDGE * len(said) / said.shape[1] * np.eye(said.shape[1])
        self._slopes = np.linalg.solve(said.T @ said + spread, said.T @ (belongs - belongs.mean(axis=0)))

    def of(self, meaning: Vectors) -> Scores:
        """The lean towards each entry's group, in standard deviations over the groups."""
        import numpy as np

        lean = meaning @ self._slopes
        return np.asarray(((lean - lean.mean()) / max(float(lean.std()), 1e-6))[self._group])


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
