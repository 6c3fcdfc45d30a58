"""What the houses of one test run share.

Each test has a house and a database of its own. Reading the packaged knowledge and compiling the same SQL statements anew
for each of them took as long as the tests themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine

from bot import compose
from bot.compose import House
from handlers.core.library import Library
from knowledge.load import Knowledge, load
from storage import engines

_compiled: dict[Any, Any] = {}
"""Statement and dialect → what SQLAlchemy made of them."""


def share() -> None:
    """From now on, in this process, houses read the packaged knowledge once, and databases of a kind compile a statement once."""
    vars(compose).update(load=_load, Library=_library)
    vars(engines).update(create_engine=_engine)


def own_library(house: House) -> Library:
    """The house's library, from now on its own: what is set in it holds for no other house."""
    house.packaged = library = copy(house.packaged)
    object.__setattr__(library, "__class__", Library)
    return library


@cache
def _packaged() -> Knowledge:
    return load()


def _load(*folders: Path) -> Knowledge:
    return load(*folders) if folders else _packaged()


def _library(knowledge: Knowledge, within_hours: Mapping[str, float], stale_after_days: int | None) -> Library:
    if knowledge is not _packaged():
        return Library(knowledge, within_hours, stale_after_days)
    return _packaged_library(tuple(within_hours.items()), stale_after_days)


@cache
def _packaged_library(within_hours: tuple[tuple[str, float], ...], stale_after_days: int | None) -> Library:
    library = Library(_packaged(), dict(within_hours), stale_after_days)
    library.__class__ = _Shared
    return library


class _Shared(Library):
    """A library that other houses have too."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} would be set for the houses of other tests too: see `own_library`")


def _engine(*given: Any, **options: Any) -> Engine:
    engine = create_engine(*given, **options)
    engine.dialect.__class__ = _alike(type(engine.dialect))
    engine.update_execution_options(compiled_cache=_compiled)
    return engine


@cache
def _alike(kind: Any) -> Any:
    """A dialect each of which equals any other: all that it compiles by is what `storage.engines` gives every one of its kind."""
    equal = {"__eq__": lambda self, other: type(self) is type(other), "__hash__": lambda self: hash(type(self))}
    return type(kind.__name__, (kind,), {**equal, "supports_statement_cache": True})
