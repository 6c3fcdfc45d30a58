"""A misspelt verb among many verbs: reading must not grow with their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from statistics import median
from time import perf_counter_ns

from handlers.core.command import Actor, Command, Place
from handlers.core.reading.reading import Reader
from handlers.core.shelf import declared
from handlers.core.verb import Verb
from knowledge.load import load
from knowledge.words.vocabulary import Vocabulary
from tests.bench.table import Outcome

FEW, MANY, ROUNDS = 10, 100, 40


def measure() -> list[Outcome]:
    """The same ten misspelt verbs, among ten and among a hundred, taking turns."""
    vocabulary = Vocabulary.of(load())
    many = _synthetic(MANY)
    few, large = Reader(many[:FEW]), Reader(many)
    misspelt = [_command(f"{verb.name[:2]}{verb.name[3:]} senior remote") for verb in many[:FEW]]
    _timed(few, misspelt, vocabulary), _timed(large, misspelt, vocabulary)  # builds their tables
    pairs = [(_timed(few, misspelt, vocabulary), _timed(large, misspelt, vocabulary)) for _ in range(ROUNDS)]
    among_few, among_many = (median(time for round_ in side for time in round_) for side in zip(*pairs, strict=True))
    return [Outcome("spelling", among_many, among_few)]


def _timed(reader: Reader, commands: Sequence[Command], vocabulary: Vocabulary) -> list[float]:
    taken = []
    for command in commands:
        begun = perf_counter_ns()
        heard = reader.read(command, vocabulary)
        taken.append((perf_counter_ns() - begun) / 1e6)
        assert heard.guesses, command.said
    return taken


def _synthetic(count: int) -> tuple[Verb, ...]:
    """Verbs like `band` under made-up names, in which people may slip."""
    band = declared("advice.band.band")
    names = (
        "".join(parts)
        for parts in product(("ker", "lom", "vas", "tud", "zin"), ("po", "ga", "ru", "mi"), ("dex", "flo", "nar", "sky", "wub"))
    )
    return tuple(replace(band, name=name, aliases=(), cues=()) for name, _ in zip(names, range(count), strict=False))


def _command(words: str) -> Command:
    return Command(Actor("slack:T1", "slack", "U1"), Place("slack", "C1"), datetime(2026, 5, 5, tzinfo=UTC), said=words)
