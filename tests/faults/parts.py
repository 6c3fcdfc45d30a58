"""Parts of a long run side by side, each in a process of its own: two cores do twice as much in the same time."""

from __future__ import annotations

import os
import pickle
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import IO, Generic, TypeVar

from tests.faults.forking import fork

T = TypeVar("T")


@dataclass(frozen=True)
class Broken:
    """A part that came to no end."""

    why: str


@dataclass
class _Running(Generic[T]):
    pid: int
    pipe: IO[bytes]

    def result(self) -> T | Broken:
        with self.pipe:
            told = self.pipe.read()
        os.waitpid(self.pid, 0)
        said: T | Broken = pickle.loads(told) if told else Broken("a part's process died")
        return said


def side_by_side(parts: Sequence[Callable[[], T]], at_once: int) -> Iterator[T | Broken]:
    """Each part's result as soon as it is there, `at_once` of them under way. The caller must have no threads: it forks."""
    running: dict[int, _Running[T]] = {}
    for part in parts:
        if len(running) == at_once:
            yield from _ended(running)
        begun = _begin(part)
        running[begun.pipe.fileno()] = begun
    while running:
        yield from _ended(running)


def _ended(running: dict[int, _Running[T]]) -> Iterator[T | Broken]:
    """Wait for one at least."""
    for ready in wait(list(running)):
        assert isinstance(ready, int)
        yield running.pop(ready).result()


def _begin(part: Callable[[], T]) -> _Running[T]:
    reading, writing = os.pipe()
    pid = fork()
    if pid:
        os.close(writing)
        return _Running(pid, os.fdopen(reading, "rb"))
    try:
        os.close(reading)
        try:
            said: T | Broken = part()
        except BaseException:
            said = Broken(traceback.format_exc())
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(said, pipe)
    finally:
        os._exit(0)
