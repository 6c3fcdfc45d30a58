"""Distinct questions in the words that people use: the vocabulary's own synonyms, in several forms, some of them misspelt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from random import Random
from typing import Any

from knowledge.load import Knowledge, load

SEED = 20
MISSPELT = 0.05
"""The share of questions in which two letters of one word are swapped."""
BAND_FORMS = (
    "band {}", "comp {}", "what's the band for a {}", "salary {}", "how much does a {} cost us", "band for {} please", "pay {}",
)  # fmt: skip
LOOP_FORMS = ("loop {}", "interview {}", "what interview loop for a {}", "loop for a {} please", "how many rounds for a {}")


def band_questions(count: int, skip: int = 0) -> list[str]:
    """So many questions about pay, none twice; `skip` leaves out the first ones, which another measure asked."""
    return _distinct(_band, count, skip)


def loop_questions(count: int) -> list[str]:
    """So many questions about interview loops, none twice."""
    return _distinct(_loop, count, 0)


def _distinct(make: Callable[[Random, Knowledge], str], count: int, skip: int) -> list[str]:
    def asked() -> Iterator[str]:
        random, knowledge = Random(SEED), load()
        seen: set[str] = set()
        while True:
            question = _slipped(random, make(random, knowledge))
            if question not in seen:
                seen.add(question)
                yield question

    return list(islice(asked(), skip, skip + count))


def _band(random: Random, knowledge: Knowledge) -> str:
    parts = [_word(random, knowledge, "levels")]
    parts += [_word(random, knowledge, "markets") for _ in range(random.random() < 0.9)]
    parts += [_word(random, knowledge, "lanes") for _ in range(random.random() < 0.5)]
    parts += [_word(random, knowledge, "modifiers") for _ in range(random.random() < 0.3)]
    random.shuffle(parts)
    return random.choice(BAND_FORMS).format(" ".join(parts))


def _loop(random: Random, knowledge: Knowledge) -> str:
    parts = [_word(random, knowledge, "levels")]
    parts += [_word(random, knowledge, "lanes") for _ in range(random.random() < 0.8)]
    parts += ["prompts"] * (random.random() < 0.2)
    return random.choice(LOOP_FORMS).format(" ".join(parts))


def _word(random: Random, knowledge: Knowledge, section: str) -> str:
    entries: list[Any] = [entry for entry in knowledge.vocabulary[section] if entry.get("words")]
    return str(random.choice(random.choice(entries)["words"]))


def _slipped(random: Random, question: str) -> str:
    if random.random() > MISSPELT:
        return question
    words = question.split(" ")
    long = [at for at, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    if not long:
        return question
    word = words[at := random.choice(long)]
    words[at] = word[:3] + word[4] + word[3] + word[5:]
    return " ".join(words)
