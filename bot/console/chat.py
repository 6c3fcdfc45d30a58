"""What was said in the local workspace: in memory and bounded, kept across restarts by keeping.py.

Everything of value lives in the database.
"""

from __future__ import annotations

import itertools
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from bot.console.cast import BOT, direct, is_direct
from handlers.core.command import Attachment, Command
from handlers.core.reply import Form, Reply

KEPT_IN_A_PLACE = 400
"""Messages; the oldest go first."""

KEPT_FORMS = 200


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a person's words, or the bot's reply with the command that made it.

    `only_for` names the one person who sees it; `key` is the name that a delivery gave it; `pressed` the button that it answers;
    `answered` says that the form in it was sent.
    """

    id: str
    number: int
    place: str
    author: str
    at: datetime
    thread: str | None = None
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    reply: Reply | None = None
    command: Command | None = None
    only_for: str | None = None
    key: str | None = None
    pressed: str = ""
    edited: bool = False
    answered: bool = False

    @property
    def by_bot(self) -> bool:
        """Whether the bot said it."""
        return self.author == BOT

    def visible_to(self, person: str) -> bool:
        """Whether a person sees it: what is said directly is between two."""
        if is_direct(self.place):
            return self.place == direct(person)
        return self.only_for is None or self.only_for == person


@dataclass(frozen=True, slots=True)
class Change:
    """Something that open tabs are told of. `message` is None where it is about none (clock, read marks, a new beginning).

    `aside` is where the database of before is now, at a new beginning.
    """

    kind: Literal["posted", "edited", "deleted", "clock", "seen", "anew"]
    message: Message | None = None
    aside: Path | None = None


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that somebody was shown: where its answer belongs."""

    form: Form
    person: str
    place: str
    thread: str | None


class Chat:
    """All places with their messages, who has read how far, and who listens. Used on the event loop alone."""

    def __init__(self) -> None:
        # Names of an earlier run are never given again: the database may still hold one of them.
        self._run = secrets.token_hex(3)
        self._numbers = itertools.count(1)
        self._places: dict[str, deque[Message]] = {}
        self._read: dict[tuple[str, str], int] = {}
        self._forms: dict[str, OpenForm] = {}
        self._listeners: set[Callable[[Change], None]] = set()
        self.version = 0
        """Counts changes: a tab that knows an older number has missed something."""
        self.delivered = 0
        """Counts what the bot said by itself."""

    # Saying

    def post(self, place: str, author: str, at: datetime, **parts: object) -> Message:
        """A new message; `parts` are Message's other fields."""
        number = next(self._numbers)
        message = Message(f"{self._run}-{number}", number, place, author, at, **parts)  # type: ignore[arg-type]
        self._row(place).append(message)
        self.delivered += message.key is not None
        self._tell(Change("posted", message))
        return message

    def edit(self, message: Message, reply: Reply) -> Message:
        """`message` says something else now, where it stands."""
        return self._replaced(message, replace(message, reply=reply, edited=True))

    def _replaced(self, message: Message, changed: Message) -> Message:
        row = self._places[message.place]
        row[row.index(message)] = changed
        self._tell(Change("edited", changed))
        return changed

    def _row(self, place: str) -> deque[Message]:
        return self._places.setdefault(place, deque(maxlen=KEPT_IN_A_PLACE))

    def delete(self, message: Message) -> None:
        """Take a message back."""
        self._places[message.place].remove(message)
        self._tell(Change("deleted", message))

    # Beginning

    def restore(self, messages: Iterable[Message], read: Mapping[tuple[str, str], int]) -> None:
        """Fill an empty chat with what was said before, oldest first, and who had read how far. Nobody is told."""
        last = 0
        for message in messages:
            self._row(message.place).append(message)
            last = max(last, message.number)
            if message.reply and message.reply.form and message.command and not message.answered:
                asked = OpenForm(message.reply.form, message.command.actor.external_id, message.place, message.thread)
                self.open_form(asked, message.id)
        self._numbers = itertools.count(last + 1)
        self._read.update(read)

    def clear(self, aside: Path) -> None:
        """Nothing was ever said: what was goes where the database of before is."""
        self._places.clear()
        self._read.clear()
        self._forms.clear()
        self._tell(Change("anew", aside=aside))

    @property
    def read_marks(self) -> Mapping[tuple[str, str], int]:
        """(Place, person) → the number of the last message that they have seen there."""
        return dict(self._read)

    # Looking

    def message(self, id: str) -> Message | None:
        """A message by id."""
        return next((message for message in self._all() if message.id == id), None)

    def keyed(self, place: str, key: str) -> Message | None:
        """The message of a delivery."""
        return next((message for message in self._places.get(place, ()) if message.key == key), None)

    def timeline(self, place: str, person: str) -> tuple[Message, ...]:
        """A place as a person sees it, oldest first, without what was said in threads."""
        return tuple(each for each in self._places.get(place, ()) if each.thread is None and each.visible_to(person))

    def thread(self, root: Message, person: str) -> tuple[Message, ...]:
        """The answers below a message as a person sees them."""
        return tuple(each for each in self._places.get(root.place, ()) if each.thread == root.id and each.visible_to(person))

    def _all(self) -> Iterator[Message]:
        return itertools.chain.from_iterable(self._places.values())

    # Reading

    def mark_read(self, place: str, person: str) -> None:
        """The person has seen all that stands in a place now."""
        messages = self._places.get(place)
        if messages:
            self._read[place, person] = messages[-1].number

    def mark_read_before(self, moment: datetime, people: Iterable[str]) -> None:
        """These people have seen all that was said before then, wherever it stands; their tabs are told."""
        for place, messages in self._places.items():
            old = [message.number for message in messages if message.at < moment]
            if old:
                self._read |= {(place, each): max(old[-1], self._read.get((place, each), 0)) for each in people}
        self._tell(Change("seen"))

    def unread(self, place: str, person: str) -> int:
        """How many messages of others a person has not seen in a place."""
        seen = self._read.get((place, person), 0)
        messages = self._places.get(place, ())
        return sum(each.number > seen and each.author != person and each.visible_to(person) for each in messages)

    # Forms

    def open_form(self, opened: OpenForm, id: str = "") -> str:
        """Remember a form that is shown, under a new id or in place of what `id` showed before."""
        id = id or secrets.token_urlsafe(9)
        self._forms[id] = opened
        while len(self._forms) > KEPT_FORMS:
            self._forms.pop(next(iter(self._forms)))
        return id

    def form(self, id: str) -> OpenForm | None:
        """A form that was shown and not yet answered."""
        return self._forms.get(id)

    def close_form(self, id: str) -> None:
        """The form is answered: its id means nothing any more, and the message that it stood in shows so."""
        self._forms.pop(id, None)
        if message := self.message(id):
            self._replaced(message, replace(message, answered=True))

    # Telling

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` at every change, until the function given back is called."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    def clock_moved(self) -> None:
        """Business time jumped."""
        self._tell(Change("clock"))

    def _tell(self, change: Change) -> None:
        self.version += 1
        for listener in tuple(self._listeners):
            listener(change)
