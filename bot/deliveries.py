"""Deliveries that were taken lately, so that one that a platform sends again is answered once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable

KEEP_SECONDS = 15 * 60
"""Slack's last repetition comes after five minutes or so, Teams' within one."""
KEEP_MOST = 20_000


class Deliveries:
    """Keys in memory, bounded in number and in age. What must survive a restart is in the database."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._taken: OrderedDict[str, float] = OrderedDict()

    def take(self, keys: Iterable[str]) -> bool:
        """True where none of the keys was taken before; they are now."""
        now = self._monotonic()
        while self._taken and (len(self._taken) >= KEEP_MOST or next(iter(self._taken.values())) < now - KEEP_SECONDS):
            self._taken.popitem(last=False)
        keys = tuple(keys)
        if any(key in self._taken for key in keys):
            return False
        for key in keys:
            self._taken[key] = now
        return True

    def release(self, keys: Iterable[str]) -> None:
        """Forget keys whose work failed, so that the next delivery does it."""
        for key in keys:
            self._taken.pop(key, None)
