"""Requests that were answered, across restarts: a platform that repeats one is not answered twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.database import Database
    from storage.unit import SystemUnit

WORKSPACE = "mlhire:deliveries"
"""They are kept in a workspace of their own: a platform names a request before we know whose it is."""


class Answered:
    """Keys of requests in the database; they are forgotten with the other keys of deliveries. Blocks the calling thread."""

    def __init__(self, database: Callable[[], Database], now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def seen(self, key: str) -> bool:
        """Whether the request with that key was answered."""
        return self._database().read(WORKSPACE, lambda unit: unit.recall(key)) is not None

    def remember(self, key: str) -> None:
        """Note that it was."""
        from storage import people

        def note(unit: SystemUnit) -> None:
            people.ensure_workspace(unit, WORKSPACE, self._now())
            unit.within(WORKSPACE).remember(key, self._now())

        self._database().write_system(note)
