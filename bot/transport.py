"""How messages that the bot sends by itself leave: one small interface, and outcomes that say what is known.

An outcome never guesses: `Unclear` means that the message may have arrived, and the courier decides what that costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from handlers.core.reply import Reply


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived; `ref` is the platform's own name for the message, enough to edit or delete it."""

    ref: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform will not take it, however often it is asked (channel gone, bot not invited)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Throttled:
    """Not taken now; ask again after so many seconds."""

    retry_after: float


@dataclass(frozen=True, slots=True)
class Failed:
    """Surely not taken (never reached the platform), and worth another try."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """The request went out and no clear answer came back: it may have arrived."""

    reason: str


Outcome = Sent | Refused | Throttled | Failed | Unclear


@dataclass(frozen=True, slots=True)
class Found:
    """The message with that key is there."""

    ref: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Absent:
    """The platform was asked, and no message has that key."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The platform cannot be asked, or did not answer; or it wants to be left alone for so many seconds."""

    retry_after: float = 0.0


Lookup = Found | Absent | Unknown


@dataclass(frozen=True, slots=True)
class Pace:
    """At most so many messages to one address within so many seconds."""

    most: int
    seconds: float


class Transport(Protocol):
    """One platform's way out. `address` is our own JSON: what a door stored about the place."""

    can_be_asked: bool
    """Whether `find` can ever tell: where not, an unclear send is never repeated."""

    @property
    def pace(self) -> Sequence[Pace]:
        """What the platform allows; the courier keeps to it."""

    async def send(self, address: Mapping[str, Any], reply: Reply, key: str) -> Outcome:
        """Post `reply` as a new message that carries `key` where the platform can carry one."""

    async def update(self, address: Mapping[str, Any], ref: Mapping[str, Any], reply: Reply) -> Outcome:
        """Replace a message that was sent before."""

    async def delete(self, address: Mapping[str, Any], ref: Mapping[str, Any]) -> Outcome:
        """Take a message back."""

    async def find(self, address: Mapping[str, Any], key: str, since: float) -> Lookup:
        """Whether the message with `key` arrived, looking back to `since` (Unix seconds)."""
