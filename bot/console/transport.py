"""The bot's own messages in the local workspace: posted, edited and found by key like on any platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.console.cast import BOT, Cast, direct
from bot.console.chat import Chat, Message
from bot.transport import Absent, Found, Lookup, Outcome, Pace, Refused, Sent
from handlers.core.reply import Reply


class ConsoleTransport:
    """bot.transport.Transport over the console's chat. Call it on the event loop.

    `address` is a command's place as it was stored: `channel` (`dm:<person>` for a direct conversation), with `thread` (a
    message's id) and `only_for` (a person) where they apply; or `person` alone. `ref` is `{"channel", "message"}`. What belongs
    to a thread that has made room since is posted to its channel, and an edit of a message that is gone is refused.
    """

    can_be_asked = True

    def __init__(self, chat: Chat, cast: Cast, now: Callable[[], datetime]) -> None:
        self._chat = chat
        self._cast = cast
        self._now = now

    @property
    def pace(self) -> Sequence[Pace]:
        """A machine of one's own has no limits."""
        return ()

    async def send(self, address: Mapping[str, Any], reply: Reply, key: str) -> Outcome:
        """Post `reply` under `key`; a message that has it already is the answer."""
        place = self._place(address)
        if place is None:
            return Refused("no such place")
        there = self._chat.keyed(place, key)
        thread = address.get("thread")
        if there is None:
            there = self._chat.post(
                place,
                BOT,
                self._now(),
                reply=reply,
                key=key,
                thread=thread if thread and self._chat.message(thread) else None,
                only_for=address.get("only_for"),
            )
        return Sent(_ref(there))

    async def update(self, address: Mapping[str, Any], ref: Mapping[str, Any], reply: Reply) -> Outcome:
        """Say something else where the message stands."""
        message = self._chat.message(str(ref.get("message", "")))
        return Sent(_ref(self._chat.edit(message, reply))) if message else Refused("the message is gone")

    async def delete(self, address: Mapping[str, Any], ref: Mapping[str, Any]) -> Outcome:
        """Take a message back; one that is gone is taken back."""
        message = self._chat.message(str(ref.get("message", "")))
        if message:
            self._chat.delete(message)
        return Sent(ref)

    async def find(self, address: Mapping[str, Any], key: str, since: float) -> Lookup:
        """The message with that key. All of them are kept here, so that `since` changes nothing."""
        message = self._chat.keyed(self._place(address) or "", key)
        return Found(_ref(message)) if message else Absent()

    def _place(self, address: Mapping[str, Any]) -> str | None:
        if person := address.get("person"):
            return direct(str(person)) if self._cast.person(str(person)) else None
        channel = str(address.get("channel", ""))
        known = self._cast.channel(channel) or self._cast.person(channel.removeprefix("dm:"))
        return channel if known else None


def _ref(message: Message) -> dict[str, str]:
    return {"channel": message.place, "message": message.id}
