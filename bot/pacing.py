"""How often an address may be written to. What a platform allows is its transport's `pace`."""

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
