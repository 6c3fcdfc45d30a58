"""How often an address may be written to, and a method be called. What a platform allows is its transport's to say."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.transport import Pace


@dataclass(slots=True)
class _Address:
    """When it was written to lately, and when it may be next and be forgotten (monotonic seconds)."""

    times: deque[float]
    rests_until: float = 0.0
    forget_at: float = 0.0


class Pacer:
    """Which addresses must rest now. It counts what this process sends; what others send shows as a platform's refusal."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._addresses: dict[str, _Address] = {}

    def sent(self, address: str, paces: Sequence[Pace]) -> None:
        """A message goes to `address` now, on a platform that allows `paces`."""
        if not paces:
            return
        now = self._monotonic()
        seen = self._addresses.setdefault(address, _Address(deque(maxlen=max(pace.most for pace in paces))))
        seen.times.append(now)
        seen.rests_until = max(seen.times[-pace.most] + pace.seconds if len(seen.times) >= pace.most else now for pace in paces)
        seen.forget_at = now + max(pace.seconds for pace in paces)

    def resting(self) -> list[str]:
        """The addresses that may not be written to yet."""
        now = self._monotonic()
        for address in [address for address, seen in self._addresses.items() if seen.forget_at <= now]:
            del self._addresses[address]
        return [address for address, seen in self._addresses.items() if seen.rests_until > now]


class Turns:
    """Whose turn it is to call one method that a platform allows so often: as many at once as it bears, the others later.

    A platform that throttles all the same is called half as often, and each call that it answers is one more again. It counts
    what this process calls.
    """

    def __init__(self, pace: Pace, monotonic: Callable[[], float]) -> None:
        self._pace = pace
        self._monotonic = monotonic
        self._most = pace.most
        self._rests_until = 0.0
        self._given: deque[float] = deque(maxlen=pace.most)
        self._waiting: dict[str, float] = {}

    def wait(self, who: str) -> float:
        """Seconds until the turn of `who`, which is kept for them; 0: it is now, and taken."""
        now = self._monotonic()
        turn = self._waiting.pop(who, None) or self._next(now)
        if turn <= now:
            return 0.0
        self._waiting[who] = turn
        return turn - now

    def answered(self) -> None:
        """The platform answered a call."""
        self._most = min(self._most + 1, self._pace.most)

    def throttled(self, seconds: float) -> None:
        """The platform wants to be left alone for so long: who waits is given another turn after that."""
        now = self._monotonic()
        if self._rests_until <= now:
            self._most = max(self._most // 2, 1)
        self._rests_until = max(self._rests_until, now + seconds)
        self._given.clear()
        self._waiting.clear()

    def _next(self, now: float) -> float:
        for who in [who for who, turn in self._waiting.items() if turn + self._pace.seconds < now]:
            del self._waiting[who]  # somebody else called for them
        full = self._given[-self._most] + self._pace.seconds if len(self._given) >= self._most else 0.0
        turn = max(now, self._rests_until, full)
        self._given.append(turn)
        return turn
