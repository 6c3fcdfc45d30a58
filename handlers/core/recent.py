"""The last of something, by key: what would be made again as it was, or may be forgotten."""

from __future__ import annotations

from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Values by key, the latest so many; the oldest goes first. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Key, Value] = {}
        self._lock = Lock()

    def __contains__(self, key: Key) -> bool:
        return key in self._values

    def get(self, key: Key) -> Value | None:
        """The value, None where it was never kept or has gone."""
        return self._values.get(key)

    def keep(self, key: Key, value: Value) -> None:
        """Keep one more; it is the latest, kept before or not."""
        with self._lock:
            self._values.pop(key, None)
            self._values[key] = value
            if len(self._values) > self._most:
                del self._values[next(iter(self._values))]

    def drop(self, key: Key) -> None:
        """Keep it no longer."""
        with self._lock:
            self._values.pop(key, None)
