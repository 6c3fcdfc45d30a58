"""The questions that are asked most: which pay and which loop the vocabulary lets people ask for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from knowledge.load import Knowledge

NONE = ""


def foreseen(knowledge: Knowledge) -> Iterator[str]:
    """Every level in every market, either of them left out too, alone and beside one lane or one modifier; then every level's
    loop in every lane. Some 850 in the packaged vocabulary, in its own first words."""
    levels, lanes = _named(knowledge, "levels"), _named(knowledge, "lanes")
    beside = (*lanes, *_named(knowledge, "modifiers")[1:])
    cells = (("band", *cell) for cell in product(levels, _named(knowledge, "markets"), beside))
    loops = (("loop", *cell) for cell in product(levels, lanes))
    for words in (*cells, *loops):
        yield " ".join(filter(None, words))


def _named(knowledge: Knowledge, section: str) -> tuple[str, ...]:
    """What each entry of a section of the vocabulary is called, after none of them."""
    return (NONE, *(entry["words"][0] for entry in knowledge.vocabulary[section] if entry.get("words")))
