"""Verbs on a shelf: each is known by its card, and its module is imported when it is first used.

Importing every verb takes longer than most answers, so what the declarations say is kept as JSON under `__pycache__`, as
Python does with its own sources: named by the sources' sizes and times of change, written when possible, never needed.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import fields
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handlers.core.verb import Handler, Verb

if TYPE_CHECKING:
    from handlers.core.args import Arguments

ROOM = "handlers"
FOLDER = Path(__file__).parent.parent
LOADED = time.time_ns()
"""When this process began to import; what changed later it may have imported as it was before."""
USED = ("args", "handle")
"""What a card does not hold: the parts of a verb that are code."""
SAID = tuple(field.name for field in fields(Verb) if field.name not in USED)


class Shelved(Verb):
    """A verb that says of itself what its declaration says; `args` and `handle` import the module that declares it."""

    def __init__(self, place: str, card: dict[str, Any]) -> None:
        """`place` is `<module>.<verb>` in this room; `card` holds what SAID names."""
        for name in SAID:
            object.__setattr__(self, name, card[name])
        self.__dict__["_place"] = place

    @cached_property
    def _declared(self) -> Verb:
        return declared(self.__dict__["_place"])

    @cached_property
    def args(self) -> type[Arguments]:
        """As the verb declares them, which imports it."""
        return self._declared.args

    @cached_property
    def handle(self) -> Handler:
        """The verb's own, which imports it."""
        return self._declared.handle


def shelved(places: tuple[str, ...]) -> tuple[Verb, ...]:
    """The verbs at these places (`advice.band.band`), in this order; none is imported where their cards are kept."""
    path = FOLDER / "__pycache__" / f"verbs-{_digest(places)}.json"
    cards = _kept(path)
    if cards is None:
        cards = [_card(declared(place)) for place in places]
        if all(changed < LOADED for _, _, changed in _sources(str(FOLDER))):  # else a module here may be older than its file
            _keep(path, cards)
    return tuple(Shelved(place, _with_tuples(card)) for place, card in zip(places, cards, strict=True))


def declared(place: str) -> Verb:
    """The verb as its module declares it. Raises LookupError where there is none."""
    module, _, name = place.rpartition(".")
    verb = getattr(import_module(f"{ROOM}.{module}"), name, None)
    if not isinstance(verb, Verb):
        raise LookupError(f"handlers/catalog.py: {place} is no verb")
    return verb


def _card(verb: Verb) -> dict[str, Any]:
    return {name: getattr(verb, name) for name in SAID}


def _with_tuples(card: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in card.items()}


def _digest(places: tuple[str, ...]) -> str:
    """Of the list, and of everything a declaration may be made from."""
    sources = (f"{path} {size} {changed}" for path, size, changed in sorted(_sources(str(FOLDER))))
    return hashlib.blake2b("\n".join((*SAID, *places, *sources)).encode(), digest_size=12).hexdigest()


def _sources(folder: str) -> Iterator[tuple[str, int, int]]:
    """(path, size, time of change) of every Python file in `folder` and below."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                about = entry.stat()
                yield entry.path, about.st_size, about.st_mtime_ns
            elif entry.is_dir() and entry.name[0] not in "._":
                yield from _sources(entry.path)


def _kept(path: Path) -> list[dict[str, Any]] | None:
    """The cards, where fresh ones are kept and can be read."""
    try:
        cards: list[dict[str, Any]] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return cards


def _keep(path: Path, cards: list[dict[str, Any]]) -> None:
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        for stale in path.parent.glob("verbs-*.json"):
            stale.unlink(missing_ok=True)
        fresh.write_text(json.dumps(cards), encoding="utf-8")
        fresh.replace(path)
    except OSError:
        pass  # a read-only installation imports every verb at each start, and works
